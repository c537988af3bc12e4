//! What a tick costs: the crawler whole, and the neuron rule on random nets.

use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use rand::{RngExt, SeedableRng};
use rand_pcg::Pcg64Mcg;
use std::hint::black_box;
use wriggle::nervous::Sharing;
use wriggle::scene::document::{Creature, Neuron, Params, Scene, Start, Synapse};
use wriggle::scene::{load, spawn};
use wriggle::sim::{Executor, headless_app, run_tick};

fn shipped(name: &str) -> Scene {
    let path = format!("{}/scenes/{name}.worm.ron", env!("CARGO_MANIFEST_DIR"));
    load(path.as_ref()).expect("a shipped scene").scene
}

/// A net of `count` neurons with `fan_out` synapses each, a fifth of them inhibitory, that keeps
/// itself going.
fn random_net(count: usize, fan_out: usize) -> Scene {
    let mut chance = Pcg64Mcg::seed_from_u64(1);
    let name = |i: usize| format!("N{i:06}");
    let neurons = (0..count)
        .map(|i| Neuron {
            name: name(i),
            params: Params {
                threshold: Some(10.0),
                production: Some(if i % 5 == 0 { (0.0, -0.4) } else { (0.4, 0.0) }),
                sharing: Some(Sharing::Broadcast),
                pool_limit: Some(40.0),
                leak: Some(0.02),
                ..Params::default()
            },
            start: Start { conduction_left: Some(chance.random_range(0..40)), ..Start::default() },
            ..Neuron::default()
        })
        .collect();
    let synapses = (0..count * fan_out)
        .map(|i| Synapse {
            from: name(i / fan_out),
            to: name(chance.random_range(0..count)),
            weight: chance.random_range(0.0..2.0) / fan_out as f32,
        })
        .collect();
    let creature = Creature { name: "Net".into(), neurons, synapses, ..Creature::default() };
    Scene { creatures: vec![creature], ..Scene::default() }
}

fn ticks(c: &mut Criterion) {
    let mut group = c.benchmark_group("tick");
    group.throughput(Throughput::Elements(1));
    for name in ["crawler", "arena", "reflex"] {
        let mut app = headless_app(Executor::SingleThreaded);
        spawn(app.world_mut(), &shipped(name));
        group.bench_function(BenchmarkId::new("scene", name), |b| {
            b.iter(|| run_tick(black_box(app.world_mut())));
        });
    }
    for (count, fan_out) in [(1_000, 10), (10_000, 100)] {
        let mut app = headless_app(Executor::SingleThreaded);
        spawn(app.world_mut(), &random_net(count, fan_out));
        group.bench_function(BenchmarkId::new("net", format!("{count}x{fan_out}")), |b| {
            b.iter(|| run_tick(black_box(app.world_mut())));
        });
    }
    group.finish();
}

criterion_group!(benches, ticks);
criterion_main!(benches);
