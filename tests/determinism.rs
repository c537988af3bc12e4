//! The same scene gives the same bits, whatever the executor, the order of entries and the
//! number of ticks done in one go.

mod common;

use common::watch::{company, shipped};
use common::{app_of, app_with};
use wriggle::app::Executor;
use wriggle::record::state_hash;
use wriggle::scene::document::Scene;
use wriggle::scene::spawn;
use wriggle::sim::{Playback, run_tick};

fn hash(scene: &Scene, executor: Executor) -> u64 {
    let mut app = app_with(scene, executor);
    for _ in 0..3_000 {
        run_tick(app.world_mut());
    }
    state_hash(app.world())
}

#[test]
fn the_executor_does_not_matter() {
    let scene = company();
    assert_eq!(hash(&scene, Executor::SingleThreaded), hash(&scene, Executor::MultiThreaded));
}

#[test]
fn the_order_of_a_file_does_not_matter() {
    let scene = company();
    let mut other = scene.clone();
    other.creatures.reverse();
    other.stimuli.reverse();
    other.arena.obstacles.rotate_left(3);
    for creature in &mut other.creatures {
        creature.neurons.rotate_left(31);
        creature.synapses.reverse();
        creature.muscles.rotate_left(17);
        creature.skin.reverse();
    }
    assert_eq!(hash(&scene, Executor::SingleThreaded), hash(&other, Executor::SingleThreaded));
}

#[test]
fn what_ran_before_does_not_matter() {
    let scene = company();
    let mut app = app_of(&shipped("crawler"));
    for _ in 0..777 {
        run_tick(app.world_mut());
    }
    spawn(app.world_mut(), &scene);
    for _ in 0..3_000 {
        run_tick(app.world_mut());
    }
    assert_eq!(state_hash(app.world()), hash(&scene, Executor::SingleThreaded));
}

/// As the window drives it: so many ticks a frame as are due, at any frame rate and speed.
#[test]
fn frame_rate_and_speed_do_not_matter() {
    let scene = company();
    let plain = hash(&scene, Executor::SingleThreaded);
    for (rate, speed) in [(30.0, 1.0), (144.0, 1.0), (60.0, 32.0), (23.0, 0.25)] {
        let mut app = app_of(&scene);
        let mut playback = Playback::default();
        playback.speed = speed;
        let mut done = 0;
        while done < 3_000 {
            let due = playback.due(1.0 / rate).min(3_000 - done);
            for _ in 0..due {
                run_tick(app.world_mut());
            }
            done += due;
        }
        assert_eq!(state_hash(app.world()), plain, "{rate} frames/s at {speed}x");
    }
}
