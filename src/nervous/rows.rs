//! Small changes of the graph, without compiling all of it: the rows of single neurons.

use super::links::{Link, finish_row, muscle_links};
use super::tails::{self, CLASS};
use super::wiring::Wiring;
use super::{
    MuscleJoints, NeuromuscularJunction, NeuronParams, NeuronState, Outgoing, Postsynaptic, Slot, Synapse,
};
use bevy::ecs::prelude::*;

/// Brings the rows that have changed up to date. Where that is not enough it marks the graph as changed
/// and says no.
pub(super) fn patch(world: &mut World) -> bool {
    world.resource_scope(|world, mut wiring: Mut<Wiring>| {
        let wiring = &mut *wiring;
        let mut rows: Vec<(u32, Entity)> = Vec::with_capacity(wiring.rows.len());
        for neuron in std::mem::take(&mut wiring.rows) {
            let slot = world.get::<Slot>(neuron).map_or(u32::MAX, |slot| slot.0);
            rows.push((slot, neuron));
        }
        rows.sort_unstable();
        rows.dedup();
        // Where something is under way that now goes elsewhere.
        let mut moved: Vec<u32> = Vec::new();
        for (slot, neuron) in rows {
            let Some(links) = row_of(world, wiring, slot, neuron) else {
                wiring.invalidate();
                return false;
            };
            let old = wiring.row(slot as usize);
            if world.get::<NeuronState>(neuron).is_none_or(|state| state.cleft != [0.0; 2]) {
                differing(&wiring.links[old.clone()], &links, &mut moved);
            }
            wiring.graph = None;
            let shift = links.len() as i64 - old.len() as i64;
            wiring.links.splice(old, links);
            if shift != 0 {
                for start in &mut wiring.starts[slot as usize + 1..] {
                    *start = (i64::from(*start) + shift) as u32;
                }
            }
            wiring.cut_row(slot as usize);
        }
        if !moved.is_empty() {
            moved.sort_unstable();
            moved.dedup();
            for tail in &mut wiring.tails.amounts {
                moved.iter().for_each(|target| tail[*target as usize] = [0.0; 2]);
            }
            refill(world, wiring, |target| moved.binary_search(&target).is_ok());
        }
        true
    })
}

/// The links of a neuron as they are now; nothing if it is not where it was, or hands on in another manner.
fn row_of(world: &World, wiring: &Wiring, slot: u32, neuron: Entity) -> Option<Vec<Link>> {
    if wiring.neurons.get(slot as usize) != Some(&neuron) {
        return None;
    }
    let params = world.get::<NeuronParams>(neuron)?;
    // What learns, waits or is covered refers to places among all links.
    if wiring.learner.is_some()
        || wiring.astrocytes.is_some()
        || !wiring.delays.is_empty()
        || tails::manner(&wiring.tails.residues, params.residue) != wiring.manner[slot as usize] & CLASS
    {
        return None;
    }
    let creature = wiring.creature_of[slot as usize] as usize;
    let joints = world.get::<MuscleJoints>(wiring.creatures[creature]).map_or(0, |muscles| muscles.0);
    let mut links = Vec::new();
    for &edge in world.get::<Outgoing>(neuron).map_or(&[][..], |outgoing| outgoing.entities()) {
        if let Some(synapse) = world.get::<Synapse>(edge) {
            let target = world.get::<Slot>(world.get::<Postsynaptic>(edge)?.0)?.0;
            links.push(Link { target, factor: synapse.weight });
        } else if let Some(junction) = world.get::<NeuromuscularJunction>(edge) {
            links.extend(muscle_links(junction, wiring.muscle_base[creature], joints));
        }
    }
    let divisor = params.sharing.divisor(links.len());
    finish_row(&mut links, divisor);
    Some(links)
}

/// The targets at which two rows differ.
fn differing(old: &[Link], new: &[Link], targets: &mut Vec<u32>) {
    let (mut old, mut new) = (old.iter().peekable(), new.iter().peekable());
    loop {
        match (old.peek(), new.peek()) {
            (Some(a), Some(b)) if a.target == b.target => {
                if a.factor.to_bits() != b.factor.to_bits() {
                    targets.push(a.target);
                }
                old.next();
                new.next();
            }
            (Some(a), b) if b.is_none_or(|b| a.target < b.target) => {
                targets.push(a.target);
                old.next();
            }
            (_, Some(b)) => {
                targets.push(b.target);
                new.next();
            }
            _ => return,
        }
    }
}

/// Adds to the tails of the targets asked for what the clefts hold.
pub(super) fn refill(world: &mut World, wiring: &mut Wiring, asked: impl Fn(u32) -> bool) {
    let mut full: Vec<(u32, [f32; 2])> = world
        .query::<(&Slot, &NeuronState)>()
        .iter(world)
        .filter(|(_, state)| state.cleft != [0.0; 2])
        .map(|(slot, state)| (slot.0, state.cleft))
        .collect();
    full.sort_unstable_by_key(|(slot, _)| *slot);
    for (slot, cleft) in full {
        wiring.add_tail(slot as usize, cleft, &asked);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_differ_where_a_link_came_went_or_changed() {
        let row = |links: &[(u32, f32)]| -> Vec<Link> {
            links.iter().map(|&(target, factor)| Link { target, factor }).collect()
        };
        let mut targets = Vec::new();
        let old = row(&[(1, 1.0), (3, 1.0), (4, 2.0), (4, 3.0), (9, 1.0)]);
        let new = row(&[(0, 1.0), (1, 1.0), (4, 2.0), (4, 5.0), (8, 1.0)]);
        differing(&old, &new, &mut targets);
        assert_eq!(targets, [0, 3, 4, 8, 9]);
        targets.clear();
        differing(&old, &old, &mut targets);
        assert!(targets.is_empty());
    }
}
