//! Random nets that keep themselves going at a few firings a neuron and second.

use rand::{RngExt, SeedableRng};
use rand_pcg::Pcg64Mcg;
use wriggle::nervous::Sharing;
use wriggle::nervous::{NeuronEntry, Params, Start, SynapseEntry};
use wriggle::scene::document::{Creature, Scene};

/// A net of `count` neurons with `fan_out` synapses each, a fifth of them inhibitory.
pub fn random_net(count: usize, fan_out: usize) -> Scene {
    let mut chance = Pcg64Mcg::seed_from_u64(1);
    let name = |i: usize| format!("N{i:06}");
    let side = (count as f32).sqrt().ceil() as usize;
    let neurons = (0..count)
        .map(|i| NeuronEntry {
            name: name(i),
            at: ((i % side) as f32 * 1.2, (i / side) as f32 * 1.2),
            params: Params {
                production: Some(if i % 5 == 0 { (0.0, -0.4) } else { (0.4, 0.0) }),
                sharing: Some(Sharing::Broadcast),
                pool_limit: Some(40.0),
                ..Params::default()
            },
            start: Start { conduction_left: Some(chance.random_range(0..40)), ..Start::default() },
            ..NeuronEntry::default()
        })
        .collect();
    let synapses = (0..count * fan_out)
        .map(|i| {
            let to = name(chance.random_range(0..count));
            SynapseEntry::new(name(i / fan_out), to, chance.random_range(0.0..3.0) / fan_out as f32)
        })
        .collect();
    let creature = Creature { name: "Net".into(), neurons, synapses, ..Creature::default() };
    Scene { creatures: vec![creature], ..Scene::default() }
}
