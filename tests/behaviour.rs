//! What the shipped creatures do, and that neurons do it: no window, no hand that steers.

mod common;

use common::app_of;
use common::watch::{between, crawl, furthest_back, head_touch, shipped, tail_touch, track};
use wriggle::body::Body;
use wriggle::nervous::Wiring;
use wriggle::record::Tracks;
use wriggle::scene::ablate;
use wriggle::sim::run_tick;

const FRONT: [&str; 3] = ["ALML", "ALMR", "AVM"];
const REAR: [&str; 2] = ["PLML", "PLMR"];
const FORWARD_CLOCK: [&str; 4] = ["SLOW1", "SLOW2", "SLOW3", "SLOW4"];

#[test]
fn undisturbed_it_crawls_at_the_speed_of_a_worm() {
    let track = crawl(&[], Vec::new(), 60);
    let m = between(&track, 0.0, 60.0);
    assert!((0.12..=0.35).contains(&m.speed), "{m:?}");
    assert!(m.wavelength.is_some_and(|w| (0.5..=0.9).contains(&w)), "a wave from head to tail: {m:?}");
    for second in 5..60 {
        let speed = between(&track, second as f32, second as f32 + 1.0).speed;
        assert!(speed > 0.1, "{speed} body lengths/s at {second} s");
    }
}

#[test]
fn one_spike_goes_round_in_the_clock_from_birth_on() {
    for name in ["crawler", "arena", "company", "maze", "habituation", "earthworm"] {
        let mut app = app_of(&shipped(name));
        let mut fired = std::collections::BTreeMap::<_, Vec<u64>>::new();
        // Nothing is touched so early.
        for tick in 1..=600 {
            run_tick(app.world_mut());
            let (world, wiring) = (app.world(), app.world().resource::<Wiring>());
            for &slot in &wiring.released {
                let neuron =
                    world.get::<bevy::ecs::name::Name>(wiring.neurons[slot as usize]).expect("a name");
                if FORWARD_CLOCK.contains(&neuron.as_str()) {
                    fired.entry(wiring.creature_of[slot as usize]).or_default().push(tick);
                }
            }
        }
        assert!(!fired.is_empty(), "{name} has a clock");
        for (creature, at) in fired {
            // A second spike would come between.
            let steps: Vec<u64> = at.windows(2).map(|pair| pair[1] - pair[0]).collect();
            assert!(
                steps.len() > 8 && steps.iter().all(|step| *step == steps[0]),
                "{name}, {creature}: {at:?}"
            );
        }
    }
}

#[test]
fn touched_at_the_head_it_backs_off_and_goes_on() {
    // At eight moments of its rhythm, and it must always work.
    for eighth in 0..8 {
        let at = 20.0 + eighth as f32 * 0.25;
        let track = crawl(&[], vec![head_touch(at)], at as u64 + 14);
        let soon = between(&track, at + 0.75, at + 1.0).speed;
        assert!(soon < 0.0, "{soon} body lengths/s a second after a touch at {at} s");
        let back = furthest_back(&track, at, 10);
        assert!(back >= 0.4, "{back} body lengths backward after a touch at {at} s");
        let later = between(&track, at + 9.0, at + 10.0).speed;
        assert!(later > 0.1, "{later} body lengths/s ten seconds after a touch at {at} s");
    }
}

#[test]
fn a_long_touch_is_one_touch() {
    for seconds in [0.5, 1.0, 3.0] {
        let mut touch = head_touch(20.0);
        if let wriggle::stimulus::Stimulus::Touch(wriggle::stimulus::Touch { seconds: lasts, .. }) =
            &mut touch
        {
            *lasts = seconds;
        }
        let track = crawl(&[], vec![touch], 36);
        assert!(furthest_back(&track, 20.0, 10) >= 0.4, "touched for {seconds} s");
        let later = between(&track, 29.0, 30.0).speed;
        assert!(later > 0.1, "{later} body lengths/s ten seconds after a touch of {seconds} s");
        assert!(furthest_back(&track, 27.0, 8) < 0.05, "a second reversal after a touch of {seconds} s");
    }
}

#[test]
fn touched_at_the_tail_it_hurries() {
    for eighth in 0..8 {
        let at = 20.0 + eighth as f32 * 0.25;
        let track = crawl(&[], vec![tail_touch(at)], 36);
        let before = between(&track, 10.0, 20.0).speed;
        let after = between(&track, at, at + 3.0).speed;
        assert!(after >= 1.2 * before, "{before} before, {after} after a touch at {at} s");
        let later = between(&track, at + 8.0, at + 13.0).speed;
        assert!((later / before - 1.0).abs() < 0.15, "{before} before, {later} long after");
    }
}

#[test]
fn without_the_front_touch_neurons_it_does_not_back_off() {
    let track = crawl(&FRONT, vec![head_touch(20.0)], 30);
    assert!(furthest_back(&track, 20.0, 10) < 0.05);
    // The others still answer.
    let track = crawl(&FRONT, vec![tail_touch(20.0)], 24);
    assert!(between(&track, 20.0, 23.0).speed > 1.2 * between(&track, 10.0, 20.0).speed);
}

#[test]
fn without_the_rear_touch_neurons_it_does_not_hurry() {
    let track = crawl(&REAR, vec![tail_touch(20.0)], 24);
    let (before, after) = (between(&track, 10.0, 20.0).speed, between(&track, 20.0, 23.0).speed);
    assert!((after / before - 1.0).abs() < 0.05, "{before} before, {after} after");
    let track = crawl(&REAR, vec![head_touch(20.0)], 30);
    assert!(furthest_back(&track, 20.0, 10) >= 0.4);
}

#[test]
fn without_the_forward_clock_it_does_not_crawl() {
    let track = crawl(&FORWARD_CLOCK, Vec::new(), 30);
    let m = between(&track, 5.0, 30.0);
    assert!(m.speed.abs() < 0.005 && m.distance < 0.05, "{m:?}");
}

#[test]
fn without_the_backward_command_there_is_no_reversal() {
    let track = crawl(&["AVA"], vec![head_touch(20.0)], 30);
    assert!(furthest_back(&track, 20.0, 10) < 0.1);
}

#[test]
fn touched_again_and_again_it_still_finds_its_way_back_to_crawling() {
    let touches = (0..30).map(|i| {
        let at = 5.0 + i as f32 * 1.7;
        if i % 3 == 0 { tail_touch(at) } else { head_touch(at) }
    });
    let track = crawl(&[], touches.collect(), 80);
    let m = between(&track, 68.0, 80.0);
    assert!(m.speed > 0.12, "{m:?}");
}

#[test]
fn the_flinch_shortens_the_body_and_lets_go_again() {
    let scene = shipped("reflex");
    let seen = track(&scene, 7);
    let (before, flinch, after) =
        (between(&seen, 1.0, 2.0), between(&seen, 2.0, 2.5), between(&seen, 5.0, 6.9));
    assert!(before.contraction < 0.01, "{before:?}");
    assert!(flinch.contraction >= 0.1, "{flinch:?}");
    assert!(after.contraction < 0.03, "{after:?}");

    let mut numb = scene.clone();
    ablate(&mut numb, "TOUCH");
    assert!(between(&track(&numb, 4), 1.0, 4.0).contraction < 0.01, "without the sensory neuron");
}

#[test]
fn among_posts_and_walls_it_bumps_and_gets_away() {
    let scene = shipped("arena");
    let mut app = app_of(&scene);
    app.world_mut().insert_resource(Tracks::default());
    let mut bumps = 0;
    let mut touching = false;
    for _ in 0..180 * 100 {
        run_tick(app.world_mut());
        let world = app.world();
        let creature = world.resource::<Wiring>().creatures[0];
        let body = world.get::<Body>(creature).expect("a body");
        let now = body.segments[0].force.iter().any(|f| *f > 0.1);
        bumps += u32::from(now && !touching);
        touching = now;
        for segment in &body.segments {
            assert!(segment.position.abs().max_element() < 31.0, "it left the arena: {}", segment.position);
        }
    }
    assert!(bumps >= 5, "only {bumps} bumps");
    let track = &app.world().resource::<Tracks>().tracks[0];
    for start in (0..150).step_by(5) {
        let here = &track.samples[start * 20];
        let got_away =
            (start * 20..(start + 30) * 20).any(|i| track.samples[i].centre.distance(here.centre) > 6.0);
        assert!(got_away, "stuck at {} from {start} s on", here.centre);
    }
}
