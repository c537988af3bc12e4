//! Far from the scene's origin a worm is the worm that it is there.

mod common;

use bevy::math::{DVec2, Vec2};
use common::watch::{between, shipped};
use wriggle::app::{Executor, headless_app, watch};
use wriggle::arena::Obstacle;
use wriggle::body::Body;
use wriggle::record::{Tracks, state_hash};
use wriggle::scene::{self, Moment, Scene, spawn};
use wriggle::sim::run_tick;

const FAR: (f32, f32) = (1.0e5, -1.0e5);

/// The crawler in another place, looking that way \[degrees\].
fn crawler(at: (f32, f32), heading: f32) -> Scene {
    let mut scene = shipped("crawler");
    (scene.creatures[0].at, scene.creatures[0].heading) = (at, heading);
    scene
}

fn world(scene: &Scene) -> bevy::app::App {
    let mut app = headless_app(Executor::SingleThreaded);
    app.world_mut().insert_resource(Tracks::default());
    spawn(app.world_mut(), scene);
    app
}

fn body(app: &mut bevy::app::App) -> &Body {
    let world = app.world_mut();
    let mut bodies = world.query::<&Body>();
    bodies.iter(world).next().expect("a body")
}

fn head(body: &Body) -> DVec2 {
    body.origin + body.segments[0].offset.as_dvec2()
}

#[test]
fn the_gait_is_that_at_the_origin() {
    let gait = |name: &str, at, heading| {
        let mut scene = shipped(name);
        (scene.creatures[0].at, scene.creatures[0].heading) = (at, heading);
        let track = watch(&scene, 6000).swap_remove(0);
        let m = between(&track, 10.0, 60.0);
        [m.speed, m.frequency.expect("a rhythm"), m.wavelength.expect("a wave"), m.path]
    };
    // Not the nematode, which has no clock: a hair decides there how many waves a minute has, wherever it is.
    for (name, heading) in [("crawler", 0.0), ("crawler", 30.0), ("earthworm", 0.0)] {
        let near = gait(name, (0.0, 0.0), heading);
        for at in [FAR, (-1.0e5, 3.0e4), (1000.0, 0.0)] {
            let far = gait(name, at, heading);
            for (near, far) in near.iter().zip(&far) {
                // A fiftieth of a percent; counted from the scene's origin the crawler would be off by seven times that.
                assert!((far / near - 1.0).abs() < 2e-4, "{name} at {at:?}: {far} in place of {near}");
            }
        }
    }
}

#[test]
fn a_run_goes_on_there_to_the_same_bits() {
    // The second crosses the distance from which places are counted anew, near tick 400.
    for (at, heading) in [(FAR, 160.0), ((1015.0, 0.0), 0.0), ((0.0, -1015.0), -90.0)] {
        let mut scene = crawler(at, heading);
        let post = Vec2::from(at) + Vec2::from_angle(heading.to_radians()) * 12.0;
        scene.arena.obstacles.push(Obstacle::Circle { at: post.into(), radius: 1.5 });
        let mut whole = world(&scene);
        let mut origins = vec![body(&mut whole).origin];
        for cut in 1..=1200 {
            run_tick(whole.world_mut());
            let origin = body(&mut whole).origin;
            let moved = *origins.last().expect("one") != origin;
            if moved {
                origins.push(origin);
            }
            // Just after the step, just before it, and now and then.
            if moved || [1, 2, 150, 395, 700, 1100].contains(&cut) {
                let text = scene::to_text(&scene::capture(whole.world_mut(), Moment::Now), "");
                let mut later = world(&scene::parse(&text, "saved").expect("a good scene"));
                assert_eq!(state_hash(later.world()), state_hash(whole.world()), "at {at:?}, cut at {cut}");
                let mut on = world(&scene::parse(&text, "saved").expect("a good scene"));
                for _ in 0..40 {
                    run_tick(later.world_mut());
                }
                for _ in 0..40 {
                    run_tick(on.world_mut());
                }
                assert_eq!(state_hash(later.world()), state_hash(on.world()));
                // And as the one that was not cut.
                let mut same = world(&scene);
                for _ in 0..cut + 40 {
                    run_tick(same.world_mut());
                }
                assert_eq!(state_hash(later.world()), state_hash(same.world()), "at {at:?}, cut at {cut}");
            }
        }
        assert_eq!(origins.len() > 1, at != FAR, "{at:?}: {origins:?}");
    }
}

#[test]
fn a_post_is_felt_there_as_it_is_here() {
    let felt = |at: (f32, f32)| {
        let mut scene = crawler(at, 0.0);
        scene.arena.obstacles.push(Obstacle::Circle { at: (at.0 + 4.0, at.1 + 0.5), radius: 1.5 });
        scene
            .arena
            .obstacles
            .push(Obstacle::Wall { from: (at.0 - 40.0, at.1 - 6.0), to: (at.0 + 40.0, at.1 - 6.0) });
        let mut app = world(&scene);
        let start = head(body(&mut app));
        let mut first = None;
        let mut sum = 0.0;
        for tick in 1..=600u32 {
            run_tick(app.world_mut());
            let force: f32 = body(&mut app).segments.iter().flat_map(|segment| segment.force).sum();
            if force > 0.0 {
                first.get_or_insert(tick);
            }
            sum += force;
        }
        (first.expect("it meets the post"), sum, head(body(&mut app)) - start)
    };
    let (near, far) = (felt((0.0, 0.0)), felt((-9.9e4, 9.9e4)));
    assert!(near.1 > 1.0 && near.0.abs_diff(far.0) <= 1, "{near:?} {far:?}");
    assert!((far.1 / near.1 - 1.0).abs() < 0.1, "{near:?} {far:?}");
    assert!(near.2.distance(far.2) < 0.3, "{near:?} {far:?}");
}

#[test]
fn a_worm_that_leaves_goes_on_without_a_jump() {
    let mut app = world(&crawler((1010.0, 5.0), 0.0));
    let (mut last, mut moved) = (head(body(&mut app)), false);
    for tick in 1..=1500 {
        run_tick(app.world_mut());
        let body = body(&mut app);
        let now = head(body);
        assert!(now.distance(last) < 0.2, "tick {tick}: from {last} to {now}");
        assert!(body.segments.iter().all(|s| (body.origin + s.offset.as_dvec2()).as_vec2() == s.position));
        moved |= body.origin != DVec2::ZERO;
        last = now;
    }
    assert!(moved && last.x > 1030.0, "{last}");
    // What is measured is of the whole way.
    let tracks = app.world().resource::<Tracks>();
    let m = between(&tracks.tracks[0], 1.0, 15.0);
    assert!((0.2..0.26).contains(&m.speed), "{m:?}");
    assert!((m.distance * 16.0 - (last.x as f32 - 1010.0)).abs() < 6.0, "{m:?}");
}

#[test]
fn the_order_of_the_file_does_not_matter_there_either() {
    let hash = |reversed: bool| {
        let mut scene = crawler(FAR, 0.0);
        let mut other = scene.creatures[0].clone();
        other.name = "Another".into();
        other.at = (FAR.0 + 150.0, FAR.1 + 3.0);
        scene.creatures.push(other);
        if reversed {
            scene.creatures.reverse();
        }
        let mut app = world(&scene);
        for _ in 0..200 {
            run_tick(app.world_mut());
        }
        state_hash(app.world())
    };
    assert_eq!(hash(false), hash(true));
}
