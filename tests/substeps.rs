//! A tick is one step of the physics where that is right, and three where it is not.

mod common;

use common::app_of;
use common::watch::shipped;
use wriggle::arena::HeldProbe;
use wriggle::arena::Probe;
use wriggle::arena::{Medium, Obstacle};
use wriggle::body::{Body, ForcedSubsteps, SUBSTEPS, substeps};
use wriggle::record::{Measures, Tracks, measure};
use wriggle::scene::document::{Creature, Scene};
use wriggle::scene::parse;
use wriggle::sim::run_tick;

const TICKS: u64 = 6_000;

/// How the first creature goes, and the share of ticks that took one step.
fn gait(scene: &Scene, forced: Option<usize>) -> (Measures, f32) {
    let mut app = app_of(scene);
    if let Some(forced) = forced {
        app.insert_resource(ForcedSubsteps(forced));
    }
    app.insert_resource(Tracks::default());
    let mut single = 0;
    for _ in 0..TICKS {
        run_tick(app.world_mut());
        single += u64::from(substeps(app.world()) == 1);
    }
    let tracks = app.world().resource::<Tracks>();
    (measure(&tracks.tracks[0], 500, TICKS).expect("a body"), single as f32 / TICKS as f32)
}

/// One creature of a scene, by itself in an empty arena.
fn alone(name: &str, creature: &Creature) -> Scene {
    let mut scene = shipped(name);
    scene.creatures = vec![creature.clone()];
    scene.stimuli.clear();
    scene.arena.obstacles.clear();
    scene
}

fn assert_like(name: &str, one: &Measures, three: &Measures) {
    let near = |a: f32, b: f32| (a - b).abs() <= 0.03 * b.abs();
    // What hardly moves has no gait.
    assert!(near(one.speed, three.speed) || three.speed.abs() < 0.005, "{name}: {one:?}, {three:?}");
    if three.speed.abs() > 0.005 {
        for (a, b) in [(one.frequency, three.frequency), (one.wavelength, three.wavelength)] {
            assert!(a.zip(b).is_some_and(|(a, b)| near(a, b)), "{name}: {one:?}, {three:?}");
        }
    }
}

#[test]
fn every_shipped_worm_goes_with_one_step_as_with_three() {
    let names = ["crawler", "nematode", "earthworm", "habituation", "arena", "maze", "company", "reflex"];
    for name in names {
        for creature in &shipped(name).creatures {
            let scene = alone(name, creature);
            let (three, _) = gait(&scene, Some(3));
            let what = format!("{name}, {}", creature.name);
            assert_like(&what, &gait(&scene, Some(1)).0, &three);
            let (own, single) = gait(&scene, None);
            assert_like(&what, &own, &three);
            assert!(single > 0.9, "{what}: {single} of the ticks are one step");
        }
    }
}

#[test]
fn in_thin_media_a_fast_worm_gets_the_steps_it_needs() {
    for name in ["crawler", "nematode", "earthworm"] {
        for medium in [Medium::Water, Medium::Custom { tangential: 0.3, normal: 3.0 }] {
            let mut scene = alone(name, &shipped(name).creatures[0]);
            scene.arena.medium = medium;
            let (three, _) = gait(&scene, Some(3));
            let (own, single) = gait(&scene, None);
            assert_like(&format!("{name}, {medium:?}"), &own, &three);
            assert!(name != "nematode" || medium != Medium::Water || single < 0.5, "{single}");
        }
    }
}

/// A body whose muscles are switched to and fro at the rhythm of the ticks, on and on.
#[test]
fn nobody_lives_off_the_error_of_a_long_step() {
    let text = r#"(format: 1, creatures: [(name: "Worm", body: (muscle_seconds: 0.01),
        neurons: [(name: "A")])])"#;
    for medium in [Medium::Agar, Medium::Water] {
        for period in [1, 2, 3, 5] {
            let way = |forced: Option<usize>| {
                let mut scene = parse(text, "shaken").expect("a scene");
                scene.arena.medium = medium;
                let mut app = app_of(&scene);
                if let Some(forced) = forced {
                    app.insert_resource(ForcedSubsteps(forced));
                }
                let world = app.world_mut();
                let mut bodies = world.query::<&mut Body>();
                let start = bodies.single(world).expect("a body").center();
                for tick in 0..1_000 {
                    let mut body = bodies.single_mut(world).expect("a body");
                    for (joint, [left, right]) in body.muscles.iter_mut().enumerate() {
                        let on = (tick / period + joint / 4) % 2 == 0;
                        (left.activation, right.activation) = if on { (1.0, 0.0) } else { (0.0, 0.3) };
                    }
                    run_tick(world);
                }
                bodies.single(world).expect("a body").center().distance(start)
            };
            let (own, three) = (way(None), way(Some(3)));
            // A body length is 16: one in ten seconds is a fortieth of what a crawler does.
            assert!(own < 1.1 * three + 1.0, "{medium:?}, {period}: {own} {three}");
        }
    }
}

#[test]
fn what_could_touch_gets_three_steps() {
    let mut scene = shipped("crawler");
    let mut app = app_of(&scene);
    run_tick(app.world_mut());
    assert_eq!(substeps(app.world()), 1);
    let mut bodies = app.world_mut().query::<&Body>();
    let skin = bodies.single(app.world()).expect("a body").segments[3].position;
    app.world_mut().resource_mut::<HeldProbe>().0 = Some(Probe { position: skin, radius: 0.5 });
    run_tick(app.world_mut());
    assert_eq!(substeps(app.world()), SUBSTEPS);
    app.world_mut().resource_mut::<HeldProbe>().0 = None;

    let far = (skin.x, skin.y + 12.0);
    for (at, steps) in [(far, 1), ((skin.x, skin.y + 1.0), SUBSTEPS)] {
        scene.arena.obstacles = vec![Obstacle::Circle { at, radius: 0.4 }];
        let mut app = app_of(&scene);
        run_tick(app.world_mut());
        assert_eq!(substeps(app.world()), steps, "{at:?}");
    }
    scene.arena.obstacles.clear();
    let mut other = scene.creatures[0].clone();
    other.name = "Other".into();
    for (by, steps) in [(9.0, 1), (1.1, SUBSTEPS)] {
        other.at.1 = scene.creatures[0].at.1 + by;
        scene.creatures.truncate(1);
        scene.creatures.push(other.clone());
        let mut app = app_of(&scene);
        run_tick(app.world_mut());
        assert_eq!(substeps(app.world()), steps, "{by} apart");
    }
}
