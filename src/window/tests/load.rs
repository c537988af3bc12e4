//! What costs little: a window that stands still, a large network; and the view that follows a worm at any speed.

use super::screens::screens;
use super::*;
use crate::window::paint::draw::spine::Spine;
use crate::window::state::Afterimage;
use bevy::math::Vec2 as Place;
use bevy_egui::egui::ViewportId;
use std::time::Duration;

/// Whether the frame before asked for the next one, before the window's heart beats again.
fn asks(harness: &Harness<'_, World>) -> bool {
    harness.output().viewport_output[&ViewportId::ROOT].repaint_delay < Duration::from_millis(400)
}

#[test]
fn no_screen_asks_for_frames_while_nothing_moves() {
    for (name, set_up) in screens() {
        let mut harness = window_with(crawler());
        harness.run_steps(3);
        set_up(harness.state_mut());
        harness.run_steps(3);
        for _ in 0..300 {
            drive::tick(harness.state_mut());
        }
        // What opens slides in, and the curve and the gallery's pictures take their time.
        for _ in 0..2000 {
            harness.step();
            if !asks(&harness) {
                break;
            }
            // Threads are at work, too.
            std::thread::sleep(Duration::from_millis(1));
        }
        // As the window's heart beats: a second from frame to frame.
        let asked = (0..10)
            .filter(|_| {
                harness.step();
                asks(&harness)
            })
            .count();
        let causes = harness.ctx.repaint_causes();
        assert_eq!(asked, 0, "{name}: {causes:?}");
    }
}

/// The view in the frames of some seconds at a speed and so many frames a second, and the worm in it: its middle on
/// the screen in halves of the view from the middle, and where the view looks \[points\].
fn followed(speed: f32, rate: f64, seconds: f64) -> Vec<(Place, Place)> {
    let mut harness = Harness::builder()
        .with_size(Vec2::new(1280.0, 720.0))
        .with_step_dt(1.0 / rate as f32)
        .build_ui_state(|ui, world: &mut World| frame(ui, world), world_with(crawler()));
    harness.run_steps(3);
    let mut playback = harness.state_mut().resource_mut::<Playback>();
    (playback.playing, playback.speed) = (true, speed);
    let mut seen = Vec::new();
    for _ in 0..(seconds * rate) as usize {
        let world = harness.state_mut();
        // All ticks that are due, however slow this machine is.
        let due = world.resource_mut::<Playback>().due(1.0 / rate);
        for _ in 0..due {
            drive::tick(world);
        }
        harness.step();
        let world = harness.state();
        let (view, being) = (world.resource::<Views>().world, &graph(&harness).beings[0]);
        let body = world.get::<crate::body::Body>(being.entity).expect("a body");
        let fraction = world.resource::<Playback>().fraction();
        let pose = world.resource::<Afterimage>().pose(being.entity, body, fraction);
        let spine = Spine::new(&pose, body.plan.length / body.plan.segments as f32).expect("segments");
        let at = (view.to_screen(spine.middle()) - view.rect.center()) / (view.rect.size() / 2.0);
        seen.push((Place::new(at.x, at.y), view.centre * view.scale));
    }
    seen
}

#[test]
fn a_worm_that_is_followed_stays_in_view_at_any_speed_and_frame_rate() {
    for (speed, rate, seconds) in [
        (1.0, 10.0, 20.0),
        (1.0, 60.0, 5.0),
        (8.0, 10.0, 12.0),
        (8.0, 60.0, 8.0),
        (16.0, 24.0, 8.0),
        (32.0, 10.0, 8.0),
        (32.0, 60.0, 4.0),
        (32.0, 144.0, 2.0),
    ] {
        let seen = followed(speed, rate, seconds);
        let far = seen.iter().map(|(at, _)| at.abs().max_element()).fold(0.0, f32::max);
        assert!(far < 0.75, "{speed}x at {rate} frames a second: {far} of half the view from its middle");
        let first = seen[0].1;
        let way = seen.iter().map(|(_, centre)| centre.distance(first)).fold(0.0, f32::max);
        assert!(speed < 8.0 || way > 200.0, "it crawls: {way}");
    }
}

#[test]
fn the_view_that_follows_does_not_jerk() {
    for rate in [30.0, 60.0, 144.0] {
        let centres: Vec<Place> = followed(1.0, rate, 8.0).into_iter().map(|(_, centre)| centre).collect();
        let steps: Vec<Place> = centres.windows(2).map(|pair| pair[1] - pair[0]).collect();
        let jerk = steps.windows(2).map(|pair| pair[0].distance(pair[1])).fold(0.0, f32::max);
        assert!(
            jerk < 0.5,
            "at {rate} frames a second it moves by {jerk} points more than in the frame before"
        );
    }
}
