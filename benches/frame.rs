//! What a frame of the window costs the processor: all panels, world and network, and egui's
//! tessellation; no graphics card and no painting.

use criterion::{Criterion, criterion_group, criterion_main};
use rand::{RngExt, SeedableRng};
use rand_pcg::Pcg64Mcg;
use std::hint::black_box;
use wriggle::nervous::Sharing;
use wriggle::scene::document::{Creature, Neuron, Params, Scene, Start as Birth, Synapse};
use wriggle::scene::load;
use wriggle::window::{Photographer, Settings, Start, Subject};

fn crawler() -> Scene {
    let path = format!("{}/scenes/crawler.worm.ron", env!("CARGO_MANIFEST_DIR"));
    load(path.as_ref()).expect("a shipped scene").scene
}

/// A net of `count` neurons on a square, each with `fan_out` synapses to others, that keeps itself
/// going.
fn net(count: usize, fan_out: usize) -> Scene {
    let mut chance = Pcg64Mcg::seed_from_u64(1);
    let name = |i: usize| format!("N{i:05}");
    let side = (count as f32).sqrt().ceil() as usize;
    let neurons = (0..count)
        .map(|i| Neuron {
            name: name(i),
            at: ((i % side) as f32 * 1.2, (i / side) as f32 * 1.2),
            params: Params {
                production: Some(if i % 5 == 0 { (0.0, -0.4) } else { (0.4, 0.0) }),
                sharing: Some(Sharing::Broadcast),
                pool_limit: Some(40.0),
                leak: Some(0.02),
                ..Params::default()
            },
            start: Birth { conduction_left: Some(chance.random_range(0..40)), ..Birth::default() },
            ..Neuron::default()
        })
        .collect();
    let mut synapses = Vec::with_capacity(count * fan_out);
    for i in 0..count {
        for _ in 0..fan_out {
            let to = name(chance.random_range(0..count));
            synapses.push(Synapse { from: name(i), to, weight: chance.random_range(0.1..0.6) });
        }
    }
    let creature = Creature { name: "Net".into(), neurons, synapses, ..Creature::default() };
    Scene { creatures: vec![creature], ..Scene::default() }
}

fn frames(c: &mut Criterion) {
    let mut group = c.benchmark_group("frame");
    group.sample_size(20);
    let scenes = [
        ("crawler", crawler()),
        ("300 neurons, 7,000 synapses", net(300, 23)),
        ("10,000 and 100,000", net(10_000, 10)),
    ];
    for (name, scene) in scenes {
        let start = Start { scene, path: None, comments: wriggle::scene::Comments::default() };
        let settings = Settings { size: (1920, 1080), scale: 1.0, subject: Subject::Window, light: false };
        let mut camera = Photographer::new(&start, settings);
        camera.run_to(100);
        for _ in 0..5 {
            camera.frame();
        }
        group.bench_function(name, |b| b.iter(|| black_box(camera.frame())));
    }
    group.finish();
}

criterion_group!(benches, frames);
criterion_main!(benches);
