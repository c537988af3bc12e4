//! What a tick of the neurons costs, beside a plain kernel over flat arrays in the same run.

mod common;

use bevy::ecs::schedule::{Schedule, SingleThreadedExecutor};
use bevy::ecs::world::World;
use common::flat::Flat;
use common::nets::random_net;
use criterion::{BenchmarkId, Criterion, criterion_group, criterion_main};
use std::hint::black_box;
use wriggle::app::{Executor, headless_app};
use wriggle::nervous::plasticity::Rule;
use wriggle::nervous::{Threads, Wiring, step_neurons};
use wriggle::scene::document::Scene;
use wriggle::scene::spawn;
use wriggle::sim::Clock;

/// Sizes: neurons, synapses each.
const NETS: [(usize, usize); 3] = [(1_000, 10), (10_000, 100), (100_000, 10)];
/// Ticks before a net is measured, so that it has found its rhythm.
const SETTLE: usize = 200;

/// A world with a net in it, and the step of the neurons alone.
fn world_of(scene: &Scene) -> (World, Schedule) {
    let mut app = headless_app(Executor::SingleThreaded);
    let mut world = std::mem::take(app.world_mut());
    spawn(&mut world, scene);
    let mut schedule = Schedule::default();
    schedule.set_executor(SingleThreadedExecutor::new()).add_systems(step_neurons);
    (world, schedule)
}

fn neurons(c: &mut Criterion) {
    let mut group = c.benchmark_group("neurons");
    for (count, fan_out) in NETS {
        let scene = random_net(count, fan_out);
        let (mut world, mut think) = world_of(&scene);
        let mut flat = Flat::new(&scene);
        let (mut firings, mut equal) = (0, 0);
        for tick in 0..SETTLE {
            think.run(&mut world);
            flat.tick();
            firings += flat.released.len();
            if equal == tick && world.resource::<Wiring>().released == flat.released {
                equal += 1;
            }
        }
        // Sums in another order part in their last bits, and once in some hundred thousand firings
        // that moves one by a tick.
        assert!(
            equal >= SETTLE / 2,
            "{count} x {fan_out}: other spikes than the flat kernel at tick {equal}"
        );
        let rate = firings as f64 * 100.0 / SETTLE as f64 / count as f64;
        println!(
            "{count} x {fan_out}: {rate:.1} firings a neuron and second; the same spikes for {equal} ticks"
        );
        let size = format!("{count} x {fan_out}");
        group.bench_function(BenchmarkId::new("flat kernel", &size), |b| {
            b.iter(|| black_box(&mut flat).tick());
        });
        group.bench_function(BenchmarkId::new("wriggle", &size), |b| {
            b.iter(|| think.run(black_box(&mut world)));
        });
    }
    group.finish();
}

/// Learning at every synapse, beside the same in plain loops.
fn learning(c: &mut Criterion) {
    let mut group = c.benchmark_group("learning");
    let (count, fan_out) = (10_000, 100);
    let mut scene = random_net(count, fan_out);
    // So little that the net stays the same one, however long it is measured.
    let rule = Rule { pre_then_post: 1.0e-5, post_then_pre: -1.0e-5, max: 0.06, ..Rule::default() };
    scene.plasticity.insert("hebb".into(), rule.clone());
    let mut flat = Flat::new(&scene);
    let mut taught = flat.taught(&rule);
    let (mut still, mut think_still) = world_of(&scene);
    for synapse in &mut scene.creatures[0].synapses {
        synapse.plasticity = "hebb".into();
    }
    let (mut world, mut think) = world_of(&scene);
    world.insert_resource(Clock::default());
    let mut tick = |world: &mut World| {
        world.resource_mut::<Clock>().tick += 1;
        think.run(world);
    };
    let (mut firings, mut equal) = (0, 0);
    for done in 0..SETTLE {
        tick(&mut world);
        think_still.run(&mut still);
        flat.tick_and_learn(&mut taught);
        firings += flat.released.len();
        if equal == done && world.resource::<Wiring>().released == flat.released {
            equal += 1;
        }
    }
    assert!(equal >= SETTLE / 2, "other spikes than the flat kernel at tick {equal}");
    let rate = firings as f64 * 100.0 / SETTLE as f64 / count as f64;
    println!("{count} x {fan_out}: {rate:.1} firings a neuron and second; the same spikes for {equal} ticks");
    group.bench_function("flat kernel", |b| b.iter(|| black_box(&mut flat).tick_and_learn(&mut taught)));
    group.bench_function("wriggle", |b| b.iter(|| tick(black_box(&mut world))));
    group.bench_function("wriggle, nothing learns", |b| b.iter(|| think_still.run(black_box(&mut still))));
    group.finish();
}

/// One thread and two, at 100,000 x 100.
fn threads(c: &mut Criterion) {
    let mut group = c.benchmark_group("threads");
    group.sample_size(20);
    let (mut world, mut think) = world_of(&random_net(100_000, 100));
    (0..SETTLE).for_each(|_| think.run(&mut world));
    for count in [1, 2] {
        world.insert_resource(Threads::new(count));
        group.bench_function(BenchmarkId::new("100000 x 100", count), |b| {
            b.iter(|| think.run(black_box(&mut world)));
        });
    }
    group.finish();
}

criterion_group!(benches, neurons, learning, threads);
criterion_main!(benches);
