//! One step in a tick where that is right: gaits are those of three steps.

mod common;

use common::watch::shipped;
use std::sync::atomic::Ordering;
use wriggle::body::{ForcedSubsteps, pace::COUNTS};
use wriggle::record::{Tracks, measure};
use wriggle::scene::document::{Medium, Scene};
use wriggle::scene::load;

fn gait(scene: &Scene, forced: Option<usize>, ticks: u64) -> (f32, f32, f32, f64) {
    let mut app = common::app_of(scene);
    if let Some(forced) = forced {
        app.insert_resource(ForcedSubsteps(forced));
    }
    app.insert_resource(Tracks::default());
    let start = [COUNTS[0].load(Ordering::Relaxed), COUNTS[1].load(Ordering::Relaxed)];
    for _ in 0..ticks {
        wriggle::sim::run_tick(app.world_mut());
    }
    let ones = (COUNTS[0].load(Ordering::Relaxed) - start[0]) as f64 / (COUNTS[1].load(Ordering::Relaxed) - start[1]) as f64;
    let tracks = app.world().resource::<Tracks>();
    let m = measure(&tracks.tracks[0], 500, ticks).expect("measures");
    (m.speed, m.frequency.unwrap_or(0.0), m.wavelength.unwrap_or(0.0), ones)
}

#[test]
fn explore() {
    let mut scenes = Vec::new();
    for name in ["crawler", "nematode", "earthworm", "reflex", "habituation"] {
        for medium in [Medium::Agar, Medium::Water, Medium::Custom { tangential: 0.3, normal: 3.0 }] {
            let mut scene = shipped(name);
            scene.arena.medium = medium;
            scene.arena.obstacles.clear();
            scene.creatures.truncate(1);
            scenes.push((format!("{name} {medium:?}"), scene));
        }
    }
    for name in ["direct2", "thrift2"] {
        let scene = load(format!("/work/shared/trials/evolution/{name}.worm.ron").as_ref()).expect("a scene").scene;
        scenes.push((name.into(), scene));
    }
    for (name, scene) in scenes {
        let ticks = 6000;
        let f = |g: (f32, f32, f32, f64)| format!("{:.4} {:.3} {:.3} ({:.2})", g.0, g.1, g.2, g.3);
        println!("{name:40} 1: {} 3: {} auto: {} 5: {}", f(gait(&scene, Some(1), ticks)), f(gait(&scene, Some(3), ticks)), f(gait(&scene, None, ticks)), f(gait(&scene, Some(5), ticks)));
    }
}
