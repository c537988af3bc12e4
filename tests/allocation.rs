//! A tick in steady state allocates nothing of its own. The physics engine does: it hands its lists of
//! what has moved from step to step as new ones, and gives them back.

mod common;
#[path = "common/counting.rs"]
mod counting;

use bevy::app::App;
use bevy::ecs::schedule::IntoScheduleConfigs;
use common::app_of;
use common::learning::with_astrocytes;
use common::watch::shipped;
use std::cell::Cell;
use wriggle::record::report::Recording;
use wriggle::record::{Columns, Meter, Meters, Sample, Tables, Wanted};
use wriggle::sim::{SimSystems, Tick, run_tick};
use wriggle::stimulus::{Inject, Noise, Stimulus};

thread_local! {
    // Of this thread alone; the tests of a file run on several.
    static COUNT: Cell<u64> = const { Cell::new(0) };
    static OWN: Cell<u64> = const { Cell::new(0) };
    static LIVE: Cell<i64> = const { Cell::new(0) };
    static TRACING: Cell<bool> = const { Cell::new(false) };
    static IN_PHYSICS: Cell<bool> = const { Cell::new(false) };
}

/// Takes an allocation down, and while tracing whether the physics engine asked for it.
fn count(bytes: i64) {
    // The thread may be ending, its locals gone: then nobody asks.
    let _ = LIVE.try_with(|live| live.set(live.get() + bytes));
    if bytes <= 0 {
        return;
    }
    let _ = COUNT.try_with(|count| count.set(count.get() + 1));
    // The trace allocates too.
    if TRACING.try_with(|tracing| tracing.replace(false)).unwrap_or(false) {
        let trace = std::backtrace::Backtrace::force_capture().to_string();
        // A program whose names are stripped does not say who asked: there all of the physics counts as the engine's.
        let engine = if trace.contains("bevy_ecs::") {
            trace.contains("rapier2d::") || trace.contains("parry2d::")
        } else {
            IN_PHYSICS.get()
        };
        if !engine {
            OWN.set(OWN.get() + 1);
            eprintln!("{trace}");
        }
        TRACING.set(true);
    }
}

fn resize(old: i64, new: i64) {
    count(new);
    count(-old);
}

const SCENES: [&str; 7] = ["ring", "reflex", "crawler", "nematode", "earthworm", "arena", "company"];

/// Says when a tick is in the physics.
fn watch_physics(app: &mut App) {
    app.add_systems(
        Tick,
        (
            (|| IN_PHYSICS.set(true)).after(SimSystems::Act).before(SimSystems::Physics),
            (|| IN_PHYSICS.set(false)).after(SimSystems::Physics).before(SimSystems::Record),
        ),
    );
}

/// A scene that has run for 20 seconds: all its lists have the size that they need.
fn steady(name: &str) -> App {
    let mut app = app_of(&shipped(name));
    watch_physics(&mut app);
    for _ in 0..2_000 {
        run_tick(app.world_mut());
    }
    app
}

#[test]
fn the_counter_counts() {
    let (count, live) = (COUNT.get(), LIVE.get());
    let block = std::hint::black_box(vec![1u8; 100]);
    assert_eq!((COUNT.get() - count, LIVE.get() - live), (1, 100));
    drop(block);
    assert_eq!(LIVE.get(), live);
    TRACING.set(true);
    drop(std::hint::black_box(vec![1u8; 100]));
    TRACING.set(false);
    assert_eq!(OWN.get(), 1);
}

#[test]
fn noise_and_injections_that_go_on_allocate_nothing() {
    let mut scene = shipped("ring");
    let creature = scene.creatures[0].name.clone();
    for neuron in &scene.creatures[0].neurons {
        let (creature, neuron) = (creature.clone(), neuron.name.clone());
        let (every, times, seconds) = (0.0, 0, 1e6);
        scene.stimuli.push(Stimulus::Noise(Noise {
            creature: creature.clone(),
            neuron: neuron.clone(),
            amount: 0.5,
            at: 0.0,
            seconds,
            every,
            times,
        }));
        let (at, amount) = (1.0, (0.1, -0.1));
        scene.stimuli.push(Stimulus::Inject(Inject { creature, neuron, at, amount, seconds, every, times }));
    }
    let mut app = app_of(&scene);
    for _ in 0..2_000 {
        run_tick(app.world_mut());
    }
    let start = COUNT.get();
    for _ in 0..1_000 {
        run_tick(app.world_mut());
    }
    assert_eq!(COUNT.get() - start, 0);
}

#[test]
fn what_learns_and_what_has_astrocytes_allocate_nothing() {
    let mut app = app_of(&with_astrocytes(1, 40, 7));
    // Chance decides how much is on its way at once: until most has been seen.
    for _ in 0..20_000 {
        run_tick(app.world_mut());
    }
    let start = COUNT.get();
    for _ in 0..1_000 {
        run_tick(app.world_mut());
    }
    assert_eq!(COUNT.get() - start, 0);
}

#[test]
fn neurons_alone_allocate_nothing() {
    for name in ["pair", "ring"] {
        let mut app = steady(name);
        let start = COUNT.get();
        for _ in 0..1_000 {
            run_tick(app.world_mut());
        }
        assert_eq!(COUNT.get() - start, 0, "{name}");
    }
}

#[test]
fn a_steady_tick_allocates_nothing_of_its_own() {
    for name in SCENES {
        let mut app = steady(name);
        OWN.set(0);
        for _ in 0..15 {
            TRACING.set(true);
            run_tick(app.world_mut());
            TRACING.set(false);
        }
        assert_eq!(OWN.get(), 0, "{name}: see the traces above");
    }
}

#[test]
fn what_is_recorded_of_a_tick_is_not_looked_for_by_name() {
    for name in ["ring", "crawler"] {
        let scene = shipped(name);
        let mut app = app_of(&scene);
        watch_physics(&mut app);
        let mut tables = Tables::default();
        tables.add(Columns::Neurons, "n.csv".into(), Box::new(std::io::sink())).expect("a header");
        let creature = &scene.creatures[0];
        tables.only([(creature.name.clone(), creature.neurons[0].name.clone())]);
        app.world_mut().insert_resource(tables);
        // So long a run that no column ends meanwhile.
        app.world_mut().insert_resource(Recording::new(&scene, 1_000_000_000));
        for _ in 0..2_000 {
            run_tick(app.world_mut());
        }
        OWN.set(0);
        for _ in 0..15 {
            TRACING.set(true);
            run_tick(app.world_mut());
            TRACING.set(false);
        }
        assert_eq!(OWN.get(), 0, "{name}: see the traces above");
    }
}

#[test]
fn a_long_run_keeps_no_more_memory() {
    for name in SCENES {
        let mut app = steady(name);
        let start = LIVE.get();
        for _ in 0..3_000 {
            run_tick(app.world_mut());
        }
        // Lists of contacts grow once more when two worms meet as they have not met before.
        let more = LIVE.get() - start;
        assert!(more < 100_000, "{name}: {more} bytes more after 30 seconds");
    }
}

#[test]
fn a_long_run_is_measured_in_no_more_room() {
    let wave = |tick: u64, sample: &mut Sample| {
        let t = tick as f32 / 100.0;
        sample.tick = tick;
        sample.centre = bevy::math::DVec2::new(f64::from(0.2 * 16.0 * t), 0.0);
        (sample.axis, sample.length) = (bevy::math::Vec2::X, 1.0);
        let phase = |joint: usize| std::f32::consts::TAU * ((0.5 * t).fract() - joint as f32 / 12.0);
        sample.bends.clear();
        sample.bends.extend((0..15).map(|joint| 0.3 * bevy::math::ops::sin(phase(joint))));
        sample.stretches.clear();
        sample.stretches.extend([0.0; 15]);
    };
    let (mut meter, mut sample) = (Meter::new(16.0), Sample::default());
    let mut tick = 1;
    let mut until = |seconds: u64| {
        while tick < seconds * 100 {
            wave(tick, &mut sample);
            meter.take(&sample);
            tick += 5;
        }
        meter.measures().expect("a body")
    };
    until(1_000);
    let start = LIVE.get();
    let measures = until(20_000);
    let more = LIVE.get() - start;
    assert!(more < 100_000, "{more} bytes more after 20,000 seconds");
    assert!((measures.path - 4_000.0).abs() < 1.0 && measures.cycles > 9_900, "{measures:?}");
}

#[test]
fn a_run_that_is_measured_keeps_no_more_memory() {
    for name in ["habituation", "company"] {
        let mut app = app_of(&shipped(name));
        app.world_mut().insert_resource(Meters::new(Wanted::default()));
        for _ in 0..8_000 {
            run_tick(app.world_mut());
        }
        let start = LIVE.get();
        for _ in 0..6_000 {
            run_tick(app.world_mut());
        }
        let more = LIVE.get() - start;
        assert!(more < 100_000, "{name}: {more} bytes more after a minute");
    }
}
