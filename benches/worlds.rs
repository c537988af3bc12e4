//! Many worlds at once, as sweeps and evolution want them: what the start of one costs, and how much more
//! two processors do than one.

mod common;

use common::shipped;
use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use rayon::prelude::*;
use std::hint::black_box;
use wriggle::app::{Executor, headless_app};
use wriggle::record::state_hash;
use wriggle::scene::document::Scene;
use wriggle::scene::spawn;
use wriggle::sim::run_tick;

/// Worlds in a batch, and ticks of each.
const WORLDS: u64 = 16;
const TICKS: u32 = 500;

fn run_world(scene: &Scene) -> u64 {
    let mut app = headless_app(Executor::SingleThreaded);
    spawn(app.world_mut(), scene);
    (0..TICKS).for_each(|_| run_tick(app.world_mut()));
    state_hash(app.world())
}

fn worlds(c: &mut Criterion) {
    let scene = shipped("crawler");
    let mut group = c.benchmark_group("worlds");
    group.bench_function("start of one, to its first tick", |b| {
        b.iter(|| {
            let mut app = headless_app(Executor::SingleThreaded);
            spawn(app.world_mut(), black_box(&scene));
            run_tick(app.world_mut());
            app
        });
    });
    group.sample_size(10).throughput(Throughput::Elements(WORLDS * u64::from(TICKS)));
    for threads in [1, 2] {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().expect("threads");
        group.bench_function(format!("{WORLDS} crawlers, {threads} thread(s)"), |b| {
            b.iter(|| {
                let hashes: Vec<u64> =
                    pool.install(|| (0..WORLDS).into_par_iter().map(|_| run_world(&scene)).collect());
                assert!(hashes.iter().all(|hash| *hash == hashes[0]));
            });
        });
    }
    group.finish();
}

criterion_group!(benches, worlds);
criterion_main!(benches);
