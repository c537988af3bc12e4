//! The graph compiled, as a whole or the rows that have changed.

use super::apart::{Apart, arrange};
use super::cuts::Cuts;
use super::links::{GapLink, Link, finish_row, muscle_links};
use super::plasticity::Learning;
use super::rows;
use super::tails::{self, CLASS, JOINED, Tails};
use super::wiring::Wiring;
use super::{
    Creature, GapA, GapB, GapJunction, Hold, MemberOf, MuscleJoints, NeuromuscularJunction, Neuron,
    NeuronParams, NeuronState, Postsynaptic, Presynaptic, Slot, Synapse,
};
use crate::sim::Clock;
use bevy::ecs::name::Name;
use bevy::ecs::prelude::*;
use bevy::platform::collections::HashMap;

/// The compiled graph as it is now: compiles it if it has changed, without waiting for a tick.
pub fn wiring_of(world: &mut World) -> &Wiring {
    world.init_resource::<Wiring>();
    bring_up_to_date(world);
    world.resource::<Wiring>()
}

/// Compiles the graph if it has changed since, or the rows that have.
pub fn bring_up_to_date(world: &mut World) {
    let wiring = world.resource::<Wiring>();
    if !wiring.stale && !wiring.rows.is_empty() && rows::patch(world) {
        return;
    }
    if world.resource::<Wiring>().stale {
        // It asks for nothing that could be missing, so it cannot fail.
        let _ = world.run_system_cached(compile_wiring);
    }
}

/// The same within a tick, of which the clock has been told already.
pub(super) fn wire_up(world: &mut World) {
    world.resource_mut::<Wiring>().in_tick = true;
    bring_up_to_date(world);
    world.resource_mut::<Wiring>().in_tick = false;
}

/// Run condition: the graph, or a part of it, has changed since it was compiled.
#[must_use]
pub fn wiring_has_changed(wiring: Res<Wiring>) -> bool {
    wiring.stale || !wiring.rows.is_empty()
}

/// Compiles the graph. Everything is sorted by what it is, never by entity.
pub fn compile_wiring(
    mut wiring: ResMut<Wiring>,
    creatures: Query<(Entity, &Name, Option<&MuscleJoints>), With<Creature>>,
    mut neurons: Query<(Entity, &Name, &MemberOf, &NeuronParams, &mut Slot, &NeuronState), With<Neuron>>,
    synapses: Query<(Entity, &Synapse, &Presynaptic, &Postsynaptic)>,
    junctions: Query<(Entity, &NeuromuscularJunction, &Presynaptic)>,
    gaps: Query<(&GapJunction, &GapA, &GapB)>,
    holds: Query<&Hold>,
    apart: Apart,
    clock: Option<Res<Clock>>,
    learning: Option<Res<Learning>>,
) {
    let wiring = &mut *wiring;
    let tick = clock.map_or(0, |clock| clock.tick).saturating_sub(u64::from(wiring.in_tick));
    let (remembered, glia, carried) = wiring.before(tick);
    wiring.frozen = learning.is_some_and(|learning| *learning == Learning::Frozen);

    let mut order: Vec<_> = creatures.iter().collect();
    order.sort_unstable_by(|a, b| a.1.as_str().cmp(b.1.as_str()));
    wiring.creatures = order.iter().map(|c| c.0).collect();
    let creature_index: HashMap<Entity, u32> =
        wiring.creatures.iter().enumerate().map(|(i, &e)| (e, i as u32)).collect();

    let mut sorted: Vec<(u32, &str, Entity)> = neurons
        .iter()
        .filter_map(|(entity, name, member, ..)| {
            creature_index.get(&member.0).map(|&creature| (creature, name.as_str(), entity))
        })
        .collect();
    sorted.sort_unstable();
    wiring.neurons = sorted.iter().map(|n| n.2).collect();
    wiring.creature_of = sorted.iter().map(|n| n.0).collect();
    for (index, &entity) in wiring.neurons.iter().enumerate() {
        if let Ok((.., mut slot, _)) = neurons.get_mut(entity) {
            slot.0 = index as u32;
        }
    }
    let slot_of = |entity: Entity| neurons.get(entity).ok().map(|n| n.4.0);

    let count = wiring.neurons.len();
    let mut next_base = count as u32;
    wiring.muscle_base.clear();
    let mut joints = Vec::with_capacity(order.len());
    for (.., muscles) in &order {
        let count = muscles.map_or(0, |muscles| muscles.0);
        wiring.muscle_base.push(next_base);
        joints.push(count);
        next_base += 2 * count;
    }

    // Links by counting, row by row: there may be millions.
    let mut edges: Vec<(u32, Link)> = Vec::with_capacity(synapses.iter().len());
    let is_any_apart = apart.is_any();
    let mut entities: Vec<Entity> = Vec::new();
    for (entity, synapse, from, to) in &synapses {
        if let (Some(from), Some(target)) = (slot_of(from.0), slot_of(to.0)) {
            edges.push((from, Link { target, factor: synapse.weight }));
            if is_any_apart {
                entities.push(entity);
            }
        }
    }
    for (entity, junction, from) in &junctions {
        let Some(from) = slot_of(from.0) else { continue };
        let creature = wiring.creature_of[from as usize] as usize;
        for link in muscle_links(junction, wiring.muscle_base[creature], joints[creature]) {
            edges.push((from, link));
            if is_any_apart {
                entities.push(entity);
            }
        }
    }
    let mut origins = apart.origins(&entities);
    let delayed = if is_any_apart { arrange(&mut edges, &mut origins, count) } else { Vec::new() };
    let rows = count + delayed.len();
    wiring.starts.clear();
    wiring.starts.resize(rows + 1, 0);
    for (row, _) in &edges {
        wiring.starts[*row as usize + 1] += 1;
    }
    for row in 0..rows {
        wiring.starts[row + 1] += wiring.starts[row];
    }
    let mut ends = wiring.starts.clone();
    wiring.links.clear();
    wiring.links.resize(edges.len(), Link { target: 0, factor: 0.0 });
    for (row, link) in edges {
        let end = &mut ends[row as usize];
        wiring.links[*end as usize] = link;
        *end += 1;
    }
    let mut outgoing: Vec<u32> = (0..count).map(|slot| wiring.row(slot).len() as u32).collect();
    for (number, row) in delayed.iter().enumerate() {
        outgoing[row.slot as usize] += wiring.row(count + number).len() as u32;
    }
    let mut census = tails::Census::default();
    let mut divisor = vec![1.0; if is_any_apart { rows } else { 0 }];
    for (slot, &entity) in wiring.neurons.iter().enumerate() {
        let Ok((.., params, _, _)) = neurons.get(entity) else { continue };
        let own = params.sharing.divisor(outgoing[slot] as usize);
        let row = wiring.starts[slot] as usize..wiring.starts[slot + 1] as usize;
        finish_row(&mut wiring.links[row], own);
        census.count(params.residue);
        if let Some(divisor) = divisor.get_mut(slot) {
            *divisor = own;
        }
    }
    for (number, row) in delayed.iter().enumerate() {
        divisor[count + number] = divisor[row.slot as usize];
        let links = wiring.row(count + number);
        finish_row(&mut wiring.links[links], divisor[count + number]);
    }
    let residues = census.folded();
    wiring.manner.clear();
    for &entity in &wiring.neurons {
        let residue = neurons.get(entity).map_or(1.0, |n| n.3.residue);
        wiring.manner.push(tails::manner(&residues, residue));
    }
    let before = (remembered.as_ref(), glia.as_ref());
    wiring.set_apart(&apart, delayed, &origins, divisor, &outgoing, tick, before);

    wiring.gaps = gaps
        .iter()
        // Those of a silenced neuron are shut.
        .filter(|(_, a, b)| {
            let silent = |end| holds.get(end).is_ok_and(|hold| *hold == Hold::Silent);
            !silent(a.0) && !silent(b.0)
        })
        .filter_map(|(gap, a, b)| {
            let (a, b) = (slot_of(a.0)?, slot_of(b.0)?);
            Some(GapLink { a: a.min(b), b: a.max(b), conductance: gap.conductance })
        })
        .collect();
    wiring
        .gaps
        .sort_unstable_by(|x, y| (x.a, x.b).cmp(&(y.a, y.b)).then(x.conductance.total_cmp(&y.conductance)));
    let mut ends: Vec<u32> = wiring.gaps.iter().flat_map(|gap| [gap.a, gap.b]).collect();
    ends.sort_unstable();
    ends.dedup();
    for gap in &mut wiring.gaps {
        for end in [&mut gap.a, &mut gap.b] {
            *end = ends.partition_point(|slot| slot < end) as u32;
        }
    }
    wiring.joined = ends.iter().map(|slot| wiring.neurons[*slot as usize]).collect();
    wiring.membrane = vec![[0.0; 2]; ends.len()];
    wiring.net_last = vec![0.0; ends.len()];
    wiring.shut = vec![false; ends.len()];
    for slot in ends {
        wiring.manner[slot as usize] |= JOINED;
    }

    wiring.inflow = vec![[0.0; 2]; next_base as usize];
    wiring.packets = Vec::with_capacity(count);
    wiring.released = Vec::with_capacity(count);
    wiring.tails = Tails::new(residues, next_base as usize);
    for slot in 0..count {
        let cleft = neurons.get(wiring.neurons[slot]).map_or([0.0; 2], |n| n.5.cleft);
        if cleft != [0.0; 2] {
            wiring.add_tail(slot, cleft, |_| true);
        }
    }
    if !wiring.delays.is_empty() {
        let slot_of = |entity: Entity| neurons.get(entity).ok().map(|neuron| neuron.4.0);
        let order = wiring.neurons.clone();
        let cleft = |slot: u32| neurons.get(order[slot as usize]).map_or([0.0; 2], |neuron| neuron.5.cleft);
        wiring.go_on(tick, &carried, &slot_of, &cleft);
    }
    for number in 0..wiring.delays.rows.len() {
        let slot = wiring.delays.rows[number].slot as usize;
        let residue = neurons.get(wiring.neurons[slot]).map_or(0.0, |neuron| neuron.3.residue);
        let left = wiring.left_of_echo(number, tick, residue);
        if left != [0.0; 2] {
            wiring.add_row_tail(count + number, wiring.manner[slot] & CLASS, left, |_| true);
        }
    }
    wiring.graph = None;
    wiring.cuts = Cuts::default();
    wiring.rows.clear();
    (wiring.stale, wiring.unordered) = (false, false);
    wiring.compiled += 1;
}

/// Makes all tails anew from what the clefts hold: after states were set from outside.
pub fn refill_tails(world: &mut World) {
    wiring_of(world);
    world.resource_scope(|world, mut wiring: Mut<Wiring>| {
        let wiring = &mut *wiring;
        wiring.tails.amounts.iter_mut().for_each(|tail| tail.fill([0.0; 2]));
        rows::refill(world, wiring, |_| true);
    });
}
