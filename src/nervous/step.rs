//! The tick of all neurons: step, gap junctions, transmit, swap.
//!
//! No neuron sees in a tick what another did in that tick: what clefts hand over is gathered
//! in `inflow` and reaches the dendrites only after every neuron has stepped.

use super::{EXCITATORY, Hold, INHIBITORY, NeuronParams, NeuronState, Phase, Slot, Wiring};
use bevy::ecs::prelude::*;

/// Largest magnitude of a channel of the potential \[transmitter\]. Many strong gap junctions on
/// one neuron amplify differences in place of evening them out: so that infinity never enters,
/// they end here, a thousand times beyond any amount that may be set.
const POTENTIAL_LIMIT: f32 = 1.0e9;

/// Steps 2 to 5 of a tick: every neuron by itself, gap junctions and bounds, transmission to
/// neurons and muscles, swap of the potentials.
pub fn step_neurons(
    mut wiring: ResMut<Wiring>,
    mut neurons: Query<(&Slot, &NeuronParams, &mut NeuronState, Option<&Hold>)>,
) {
    let wiring = wiring.bypass_change_detection();
    let coupled = !wiring.gaps.is_empty();
    wiring.released.clear();

    for (slot, params, mut state, hold) in &mut neurons {
        // The state changes in every tick: marking it as changed would tell nobody anything.
        let state = state.bypass_change_detection();
        let slot = slot.0 as usize;
        if let Some(hold) = hold {
            hold.impose(state);
        }
        if coupled {
            wiring.net_last[slot] = state.potential();
        }
        if hold != Some(&Hold::Silent) {
            state.step(params);
        }
        wiring.cleft[slot] = state.cleft;
        if state.phase == Phase::Releasing {
            wiring.released.push(slot as u32);
        }
        if coupled {
            wiring.membrane[slot] = state.next;
        }
    }

    wiring.released.sort_unstable();
    couple(wiring);
    transmit(wiring);

    for (slot, params, mut state, hold) in &mut neurons {
        let state = state.bypass_change_detection();
        let slot = slot.0 as usize;
        if coupled {
            state.next = wiring.membrane[slot].map(|p| p.clamp(-POTENTIAL_LIMIT, POTENTIAL_LIMIT));
        }
        state.settle(params, wiring.inflow[slot]);
        if let Some(hold) = hold {
            hold.impose(state);
        }
    }
}

/// Gap junctions: each pulls two potentials together, by the difference of the last ones.
fn couple(wiring: &mut Wiring) {
    for gap in &wiring.gaps {
        let (a, b) = (gap.a as usize, gap.b as usize);
        let flow = gap.conductance * (wiring.net_last[a] - wiring.net_last[b]);
        wiring.membrane[a][EXCITATORY] -= flow;
        wiring.membrane[b][EXCITATORY] += flow;
    }
}

/// Hands on what every cleft holds now, in canonical order.
fn transmit(wiring: &mut Wiring) {
    wiring.inflow.fill([0.0; 2]);
    for (slot, cleft) in wiring.cleft.iter().enumerate() {
        if *cleft == [0.0; 2] {
            continue;
        }
        let links = wiring.starts[slot] as usize..wiring.starts[slot + 1] as usize;
        for link in &wiring.links[links] {
            let arrived = &mut wiring.inflow[link.target as usize];
            arrived[EXCITATORY] += cleft[EXCITATORY] * link.factor;
            arrived[INHIBITORY] += cleft[INHIBITORY] * link.factor;
        }
    }
}
