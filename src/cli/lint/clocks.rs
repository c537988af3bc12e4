//! Rings of neurons in which more than one spike goes round.
//!
//! A ring is a set of neurons each of which leads, through synapses that excite, to exactly one other of them. One
//! spike makes every neuron of it release once in `sum of (conduction + 2)` ticks. So the scene is run, without its
//! stimuli and without a sense of touch, and the releases of the ring are counted, once what happens at birth is over.

use super::at_entry;
use crate::app::{Executor, headless_app};
use crate::entry::Checker;
use crate::nervous::{NeuronParams, Wiring};
use crate::scene;
use crate::scene::document::{Creature, Scene};
use crate::sim::run_tick;
use bevy::ecs::entity::Entity;
use std::collections::{BTreeSet, HashMap};

/// Rounds before the count, and rounds that are counted.
const ROUNDS: (u64, u64) = (2, 2);
/// Longer than this nothing is watched \[ticks\].
const LONGEST: u64 = 20_000;

/// A ring of a creature.
struct Ring {
    creature: usize,
    /// Indices into the creature's neurons, in the order in which a spike comes to them.
    neurons: Vec<usize>,
    /// Ticks of a spike's way round.
    period: u64,
}

pub(super) fn check(c: &mut Checker, scene: &Scene) {
    let rings: Vec<Ring> = (0..scene.creatures.len()).flat_map(|index| rings(scene, index)).collect();
    let rings: Vec<Ring> =
        rings.into_iter().filter(|ring| ring.period * (ROUNDS.0 + ROUNDS.1) <= LONGEST).collect();
    if rings.is_empty() {
        return;
    }
    let counts = releases(scene, &rings);
    for (ring, count) in rings.iter().zip(counts) {
        let of_one = ring.neurons.len() as u64 * ROUNDS.1;
        // Half a spike more may be what the rest of the network has to do with it.
        if 2 * count < 3 * of_one {
            continue;
        }
        let neurons = &scene.creatures[ring.creature].neurons;
        let names = ring.neurons.iter().map(|index| neurons[*index].name.as_str());
        let spikes = (count as f64 / of_one as f64).round();
        let message = format!(
            "the clock {} runs with {spikes} spikes: one would come round in {:.2} s",
            super::some(names.collect::<Vec<_>>().into_iter()),
            ring.period as f64 / 100.0
        );
        let help = "charge one of its neurons at birth, `start: (conduction_left: 1)`, the others with 0, and kick it no more";
        let first = ring.neurons.iter().copied().min().unwrap_or_default();
        at_entry(c, ring.creature, "neurons", first, |c| c.fault_in("name", message, Some(help)));
    }
}

/// How often the neurons of each ring release in the rounds that are counted.
fn releases(scene: &Scene, rings: &[Ring]) -> Vec<u64> {
    let mut alone = Scene { stimuli: Vec::new(), ..scene.clone() };
    // Nor is anything felt of what a body bumps into.
    alone.creatures.iter_mut().for_each(|creature| creature.skin.clear());
    let mut app = headless_app(Executor::SingleThreaded);
    let world = app.world_mut();
    scene::spawn(world, &alone);
    let mut ring_of: HashMap<Entity, usize> = HashMap::new();
    for (number, ring) in rings.iter().enumerate() {
        let creature = &scene.creatures[ring.creature];
        for index in &ring.neurons {
            let name = &creature.neurons[*index].name;
            if let Some(neuron) = world.resource::<Wiring>().find(world, &creature.name, name) {
                ring_of.insert(neuron, number);
            }
        }
    }
    let mut counts = vec![0; rings.len()];
    let all = rings.iter().map(|ring| ring.period * (ROUNDS.0 + ROUNDS.1)).max().unwrap_or(0);
    for tick in 1..=all {
        run_tick(world);
        let wiring = world.resource::<Wiring>();
        for slot in &wiring.released {
            let Some(&number) = ring_of.get(&wiring.neurons[*slot as usize]) else { continue };
            let period = rings[number].period;
            if tick > ROUNDS.0 * period && tick <= (ROUNDS.0 + ROUNDS.1) * period {
                counts[number] += 1;
            }
        }
    }
    counts
}

/// The rings of a creature.
fn rings(scene: &Scene, creature: usize) -> Vec<Ring> {
    let owner = &scene.creatures[creature];
    let params: Vec<NeuronParams> = owner.neurons.iter().map(|n| n.resolve(&scene.classes)).collect();
    let next = excited(owner, &params);
    components(&next)
        .into_iter()
        .filter_map(|members| {
            let within: BTreeSet<usize> = members.iter().copied().collect();
            let successor = |neuron: usize| {
                let mut inside = next[neuron].iter().filter(|to| within.contains(to));
                inside.next().copied().filter(|_| inside.next().is_none())
            };
            let mut neurons = vec![*within.first()?];
            while neurons.len() < members.len() {
                neurons.push(successor(*neurons.last()?)?);
            }
            // All of them lie on the one way round.
            (successor(*neurons.last()?)? == neurons[0]).then_some(())?;
            let period = neurons.iter().map(|neuron| u64::from(params[*neuron].conduction) + 2).sum();
            Some(Ring { creature, neurons, period })
        })
        .collect()
}

/// Which neurons each excites.
fn excited(owner: &Creature, params: &[NeuronParams]) -> Vec<BTreeSet<usize>> {
    let index: HashMap<&str, usize> =
        owner.neurons.iter().enumerate().map(|(index, neuron)| (neuron.name.as_str(), index)).collect();
    let mut next = vec![BTreeSet::new(); params.len()];
    for synapse in &owner.synapses {
        let (Some(&from), Some(&to)) = (index.get(synapse.from.as_str()), index.get(synapse.to.as_str()))
        else {
            continue;
        };
        if params[from].production.iter().any(|made| made * synapse.weight > 0.0) {
            next[from].insert(to);
        }
    }
    next
}

/// The strongly connected components of more than one neuron (Tarjan 1972, without recursion).
fn components(next: &[BTreeSet<usize>]) -> Vec<Vec<usize>> {
    const UNSEEN: usize = usize::MAX;
    let (mut order, mut low) = (vec![UNSEEN; next.len()], vec![0; next.len()]);
    let (mut stack, mut on_stack) = (Vec::new(), vec![false; next.len()]);
    let (mut seen, mut found) = (0, Vec::new());
    for root in 0..next.len() {
        if order[root] != UNSEEN {
            continue;
        }
        let mut path = vec![(root, next[root].iter())];
        (order[root], low[root]) = (seen, seen);
        seen += 1;
        stack.push(root);
        on_stack[root] = true;
        while let Some((node, targets)) = path.last_mut() {
            let node = *node;
            if let Some(&target) = targets.next() {
                if order[target] == UNSEEN {
                    (order[target], low[target]) = (seen, seen);
                    seen += 1;
                    stack.push(target);
                    on_stack[target] = true;
                    path.push((target, next[target].iter()));
                } else if on_stack[target] {
                    low[node] = low[node].min(order[target]);
                }
                continue;
            }
            path.pop();
            if let Some((before, _)) = path.last() {
                low[*before] = low[*before].min(low[node]);
            }
            if low[node] == order[node] {
                let at = stack.iter().rposition(|other| *other == node).unwrap_or(0);
                let members = stack.split_off(at);
                members.iter().for_each(|member| on_stack[*member] = false);
                if members.len() > 1 {
                    found.push(members);
                }
            }
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn components_of_a_graph() {
        // Two rings of three, joined one way; a tail; a pair.
        let edges = [(0, 1), (1, 2), (2, 0), (2, 3), (3, 4), (4, 5), (5, 3), (5, 6), (7, 8), (8, 7)];
        let mut next = vec![BTreeSet::new(); 9];
        for (from, to) in edges {
            next[from].insert(to);
        }
        let mut found: Vec<Vec<usize>> = components(&next)
            .into_iter()
            .map(|mut members| {
                members.sort_unstable();
                members
            })
            .collect();
        found.sort();
        assert_eq!(found, [vec![0, 1, 2], vec![3, 4, 5], vec![7, 8]]);
    }
}
