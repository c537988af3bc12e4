//! The other living scenes: the earthworm, the maze, company; and what lesions take away.

mod common;

use common::app_of;
use common::watch::{between, crawl, furthest_back, head_touch, shipped, tail_touch, touch, track};
use std::fmt::Write;
use wriggle::body::Body;
use wriggle::nervous::Wiring;
use wriggle::record::{Tracks, measure};
use wriggle::scene::ablate;
use wriggle::scene::document::Scene;
use wriggle::sim::run_tick;

fn earthworm() -> Scene {
    shipped("earthworm")
}

#[test]
fn the_earthworm_travels_straight_by_waves_of_shortening() {
    let seen = track(&earthworm(), 40);
    let m = between(&seen, 0.0, 40.0);
    assert!(m.speed >= 0.05, "{m:?}");
    // Nothing bends: what it travels is as good as straight.
    assert!(m.straightness.is_some_and(|s| s > 0.9), "{m:?}");
    assert!(m.amplitude < 0.01, "no joint bends: {m:?}");
    assert!(m.frequency.is_some() && m.wavelength.is_some_and(|w| w > 0.0), "a wave of shortening: {m:?}");
    // Without its grip the same waves lead nowhere.
    let mut smooth = earthworm();
    smooth.creatures[0].body.as_mut().expect("a body").setae = 0.0;
    let slipping = between(&track(&smooth, 40), 0.0, 40.0);
    assert!(slipping.speed.abs() < 0.3 * m.speed, "{slipping:?}");
}

#[test]
fn touched_in_front_the_earthworm_draws_together_and_reverses_its_wave() {
    for at in [20.0, 20.4, 20.8, 21.2] {
        let mut scene = earthworm();
        scene.stimuli.push(touch((0, 1), at));
        let seen = track(&scene, 32);
        let (before, flinch) = (between(&seen, at - 2.0, at), between(&seen, at, at + 0.4));
        assert!(flinch.contraction > before.contraction + 0.15, "{before:?}, then {flinch:?}");
        assert!(between(&seen, at + 2.0, at + 3.0).speed < -0.03, "it backs off");
        assert!(furthest_back(&seen, at, 8) > 0.15);
        assert!(between(&seen, 29.0, 32.0).speed > 0.05, "and goes on");
    }
    let mut numb = earthworm();
    ablate(&mut numb, "FRONT");
    numb.stimuli.push(touch((0, 1), 20.0));
    assert!(furthest_back(&track(&numb, 28), 20.0, 8) < 0.05, "without the touch neuron");
}

#[test]
fn touched_behind_the_earthworm_hurries() {
    for at in [20.0, 20.4, 20.8, 21.2] {
        let mut scene = earthworm();
        scene.stimuli.push(touch((22, 23), at));
        let seen = track(&scene, 30);
        let (before, after) = (between(&seen, 10.0, 20.0).speed, between(&seen, at, at + 3.0).speed);
        assert!(after > 1.2 * before, "{before} before, {after} after a touch at {at} s");
    }
}

#[test]
fn in_the_maze_it_covers_ground_for_five_minutes() {
    let seen = track(&shipped("maze"), 300);
    let samples = &seen.samples;
    for start in (0..280).step_by(4) {
        let here = samples[start * 20].centre;
        let gone = (start * 20..(start + 20) * 20).any(|i| samples[i].centre.distance(here) > 4.0);
        assert!(gone, "stuck at {here} from {start} s on");
    }
    let mut cells: Vec<(i32, i32)> = samples
        .iter()
        .map(|s| ((s.centre.x / 6.0).floor() as i32, (s.centre.y / 6.0).floor() as i32))
        .collect();
    cells.sort_unstable();
    cells.dedup();
    assert!(cells.len() > 25, "only {} places", cells.len());
}

#[test]
fn in_company_they_touch_and_none_is_lost() {
    let mut app = app_of(&shipped("company"));
    app.world_mut().insert_resource(Tracks::default());
    let mut felt = [0u32; 6];
    for _ in 0..120 * 100 {
        run_tick(app.world_mut());
        let world = app.world();
        for (index, creature) in world.resource::<Wiring>().creatures.iter().enumerate() {
            let body = world.get::<Body>(*creature).expect("a body");
            felt[index] += u32::from(body.segments.iter().any(|s| s.force[0] + s.force[1] > 0.05));
            for segment in &body.segments {
                let at = segment.position;
                assert!(at.is_finite() && at.x.abs() < 51.0 && at.y.abs() < 37.0, "one left the arena: {at}");
            }
        }
    }
    let tracks = &app.world().resource::<Tracks>().tracks;
    assert_eq!(tracks.len(), 6);
    assert!(felt.iter().filter(|f| **f > 0).count() >= 4, "they felt something: {felt:?}");
    let movers = tracks.iter().filter(|t| {
        t.samples
            .iter()
            .any(|s| t.body_length.is_some_and(|l| s.centre.distance(t.samples[0].centre) > 0.7 * l))
    });
    assert!(movers.count() >= 5, "five of them travel");
}

/// In the manner of Chalfie et al. 1985: what is lost when neurons are taken away one group at a
/// time. The table is kept as a snapshot, for the documentation to quote.
#[test]
fn lesions_take_away_what_their_neurons_did() {
    let groups: [(&str, &[&str]); 9] = [
        ("none", &[]),
        ("ALML", &["ALML"]),
        ("ALML, ALMR, AVM", &["ALML", "ALMR", "AVM"]),
        ("PLML", &["PLML"]),
        ("PLML, PLMR", &["PLML", "PLMR"]),
        ("AVA", &["AVA"]),
        ("PVC", &["PVC"]),
        ("REVA-REVD", &["REVA", "REVB", "REVC", "REVD"]),
        ("SLOW1-SLOW4", &["SLOW1", "SLOW2", "SLOW3", "SLOW4"]),
    ];
    let mut table = String::from(
        "| without | crawls forward | backs off from a touch in front | hurries from a touch behind |\n|---|---|---|---|\n",
    );
    for (name, neurons) in groups {
        let plain = crawl(neurons, Vec::new(), 20);
        let front = crawl(neurons, vec![head_touch(20.0)], 30);
        let rear = crawl(neurons, vec![tail_touch(20.0)], 23);
        let speed = measure(&plain, 500, 2000).expect("a body").speed;
        let back = furthest_back(&front, 20.0, 8);
        let faster = between(&rear, 20.0, 23.0).speed > 1.2 * speed.max(0.05);
        let word = |yes: bool| if yes { "yes" } else { "no" };
        writeln!(table, "| {name} | {} | {} | {} |", word(speed > 0.1), word(back > 0.3), word(faster))
            .expect("a string");
    }
    insta::assert_snapshot!("lesions", table);
}
