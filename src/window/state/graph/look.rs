//! What a neuron does now, as it is drawn.

use crate::nervous::{Hold, NeuronParams, NeuronState, PassingHold, Phase, Slot};
use crate::window::paint::draw::network::NodeLook;
use crate::window::state::afterimage::Afterimage;
use bevy::ecs::prelude::*;

/// What a neuron does now.
#[must_use]
pub fn look(world: &World, neuron: Entity, picture: &Afterimage, fraction: f32) -> NodeLook {
    let (Some(state), Some(params)) = (world.get::<NeuronState>(neuron), world.get::<NeuronParams>(neuron))
    else {
        return NodeLook::default();
    };
    let travel = if state.conduction_left > 0 && state.phase != Phase::Recovering {
        let whole = params.conduction.max(1) as f32;
        ((whole - state.conduction_left as f32 + fraction) / whole).clamp(0.01, 1.0)
    } else {
        0.0
    };
    let passing = world.get::<PassingHold>(neuron).map_or(Hold::Free, |passing| passing.0);
    let hold = world.get::<Hold>(neuron).copied().unwrap_or_default().and(passing);
    // Half of what makes it fire at once is half the light.
    let half = 0.5 * params.threshold.max(0.01);
    let place = world.get::<Slot>(neuron).map_or(usize::MAX, |slot| slot.0 as usize);
    let arrival = picture.arrival(place).map(|arrival| arrival.light(half));
    NodeLook {
        fill: fill(state, params),
        phase: state.phase,
        travel,
        flash: picture.flash(neuron),
        arrival,
        hold,
    }
}

/// Potential over threshold; a threshold at or below zero counts as a small one.
#[must_use]
pub fn fill(state: &NeuronState, params: &NeuronParams) -> f32 {
    (state.potential() / params.threshold.max(0.01)).clamp(-1.0, 1.0)
}
