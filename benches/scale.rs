//! A net of 100,000 neurons and 1,000,000 synapses: how long it takes to load from a file, the memory, a
//! tick, and an edit of one synapse with the tick after it.
//!
//! The file is written by another process, so that the memory is that of loading alone.

mod common;

use common::nets::random_net;
use criterion::Criterion;
use std::hint::black_box;
use std::path::Path;
use std::process::Command;
use std::time::Instant;
use wriggle::app::{Executor, headless_app};
use wriggle::edit::build::{Join, delete, link, links_between};
use wriggle::edit::{EdgeKey, Edit, History, NeuronKey};
use wriggle::nervous::Threads;
use wriggle::scene::{load, spawn, to_text};
use wriggle::sim::run_tick;

const NEURONS: usize = 100_000;
const FAN_OUT: usize = 10;
/// Names the file to write, in the process that only writes it.
const WRITE: &str = "WRIGGLE_BENCH_WRITE";

/// Peak memory of this process so far \[MiB\], where the system tells.
fn peak_memory() -> Option<f64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find(|line| line.starts_with("VmHWM:"))?;
    Some(line.split_whitespace().nth(1)?.parse::<f64>().ok()? / 1024.0)
}

fn key(index: usize) -> NeuronKey {
    NeuronKey { creature: "Net".into(), neuron: format!("N{index:06}") }
}

fn million(path: &Path) {
    let size = std::fs::metadata(path).map_or(0, |meta| meta.len());
    let start = Instant::now();
    let scene = load(path).expect("the scene just written").scene;
    let read = start.elapsed();
    let mut app = headless_app(Executor::SingleThreaded);
    let world = app.world_mut();
    spawn(world, &scene);
    drop(scene);
    run_tick(world);
    println!(
        "loading {NEURONS} x {FAN_OUT}: {:.2} s from a file of {:.0} MB to the first tick ({:.2} s of it reading and \
         checking), peak memory {:.0} MiB",
        start.elapsed().as_secs_f64(),
        size as f64 / 1e6,
        read.as_secs_f64(),
        peak_memory().unwrap_or(f64::NAN),
    );
    world.insert_resource(History::new());
    (0..300).for_each(|_| run_tick(world));

    let mut c = Criterion::default().configure_from_args().sample_size(20);
    let mut group = c.benchmark_group("a million synapses");
    group.bench_function("tick, one thread", |b| b.iter(|| run_tick(black_box(world))));
    world.insert_resource(Threads::new(2));
    group.bench_function("tick, two threads", |b| b.iter(|| run_tick(black_box(world))));
    world.insert_resource(Threads::new(1));
    let mut weight = 0.1;
    let mut place = 0;
    group.bench_function("weight of a synapse, and a tick", |b| {
        b.iter(|| {
            weight = 0.3 - weight;
            place = (place + 31_013) % (NEURONS * FAN_OUT) as u32;
            let edge = EdgeKey { creature: "Net".into(), place };
            History::perform(world, Edit::Weight(edge, weight)).expect("a synapse");
            run_tick(world);
        });
    });
    let mut from = 0;
    group.bench_function("synapse added and taken away, and two ticks", |b| {
        b.iter(|| {
            from = (from + 10_007) % NEURONS;
            let (a, z) = (key(from), key(NEURONS - 1 - from));
            let edit = link(&a, &z, Join::Chemical(0.1)).expect("one creature");
            History::perform(world, edit).expect("two neurons");
            run_tick(world);
            let there = links_between(world, &a, &z);
            let edit = delete(world, &[], &there[there.len() - 1..]).expect("there");
            History::perform(world, edit).expect("a synapse");
            run_tick(world);
        });
    });
    group.finish();
    c.final_summary();
}

fn main() {
    if let Some(path) = std::env::var_os(WRITE) {
        std::fs::write(path, to_text(&random_net(NEURONS, FAN_OUT), "")).expect("room for the scene");
        return;
    }
    let folder = tempfile::tempdir().expect("a folder for the scene");
    let path = folder.path().join("million.worm.ron");
    let me = std::env::current_exe().expect("this program");
    let written = Command::new(me).env(WRITE, &path).status().expect("this program again");
    assert!(written.success());
    million(&path);
}
