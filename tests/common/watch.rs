//! Watching creatures: runs without a window, and what their tracks say.

use std::path::Path;
use wriggle::app::watch;
use wriggle::nervous::Side;
use wriggle::record::{Measures, Track, measure};
use wriggle::scene::document::Scene;
use wriggle::scene::{ablate, load};
use wriggle::stimulus::{Stimulus, Touch};

/// A scene of the program's own.
pub fn shipped(name: &str) -> Scene {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("scenes/{name}.worm.ron"));
    load(&path).unwrap_or_else(|faults| panic!("{faults}")).scene
}

/// A touch of both sides for 0.3 s.
pub fn touch(segments: (u32, u32), at: impl Into<f64>) -> Stimulus {
    Stimulus::Touch(Touch {
        creature: "Worm".into(),
        segments,
        side: Side::Both,
        at: at.into(),
        seconds: 0.3,
        force: 1.0,
        every: 0.0,
        times: 0,
    })
}

/// A touch of the crawler's head.
pub fn head_touch(at: impl Into<f64>) -> Stimulus {
    touch((0, 1), at)
}

/// A touch of the crawler's tail.
pub fn tail_touch(at: impl Into<f64>) -> Stimulus {
    touch((14, 15), at)
}

/// The track of the crawler after so many seconds of this.
pub fn crawl(ablated: &[&str], touches: Vec<Stimulus>, seconds: u64) -> Track {
    let mut scene = shipped("crawler");
    for name in ablated {
        let before = scene.creatures[0].neurons.len();
        ablate(&mut scene, name);
        assert!(scene.creatures[0].neurons.len() < before, "there is no neuron {name}");
    }
    scene.stimuli.extend(touches);
    track(&scene, seconds)
}

/// The track of the first creature after so many seconds.
pub fn track(scene: &Scene, seconds: u64) -> Track {
    watch(scene, seconds * 100).swap_remove(0)
}

/// Measures between two moments \[s\].
pub fn between(track: &Track, from: f32, to: f32) -> Measures {
    measure(track, (from * 100.0) as u64, (to * 100.0) as u64).expect("a body that was watched")
}

/// Body lengths gone along the body between two moments; backward is negative.
pub fn way(track: &Track, from: f32, to: f32) -> f32 {
    between(track, from, to).speed * (to - from)
}

/// The longest way backward \[body lengths\] within so many seconds after a moment.
pub fn furthest_back(track: &Track, after: f32, seconds: usize) -> f32 {
    let from = (after * 100.0) as u64;
    wriggle::record::furthest_back(track, from, from + seconds as u64 * 100)
}

/// Two crawlers that run into each other among the posts, touched now and then.
pub fn company() -> Scene {
    let mut scene = shipped("arena");
    let mut other = scene.creatures[0].clone();
    other.name = "Another".into();
    other.at = (20.0, 2.0);
    other.heading = 190.0;
    scene.creatures.push(other);
    for (creature, at) in [("Worm", 3.0), ("Another", 5.0)] {
        scene.stimuli.push(Stimulus::Touch(Touch {
            creature: creature.into(),
            segments: (0, 3),
            side: Side::Left,
            at,
            seconds: 0.4,
            force: 1.5,
            every: 7.0,
            times: 3,
        }));
    }
    scene
}
