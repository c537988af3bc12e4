//! The other living scenes: the earthworm, the maze, company; and what lesions take away.

mod common;

use bevy::math::ops;
use common::app_of;
use common::watch::{between, crawl, furthest_back, head_touch, shipped, tail_touch, touch, track};
use rand::{RngExt, SeedableRng};
use rand_pcg::Pcg64Mcg;
use std::fmt::Write;
use wriggle::arena::Medium;
use wriggle::body::Body;
use wriggle::edit::{Edit, History};
use wriggle::nervous::Side;
use wriggle::nervous::Wiring;
use wriggle::record::{Measures, Tracks, measure};
use wriggle::scene::ablate;
use wriggle::scene::document::Scene;
use wriggle::sim::run_tick;
use wriggle::stimulus::{Stimulus, Touch};

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

/// The longest time that it stays within 4 units \[s\], and how many places of 6 by 6 it comes to.
fn wanders(scene: &Scene) -> (usize, usize) {
    let seen = track(scene, 300);
    let samples = &seen.samples;
    let stays = |start: usize| {
        let here = samples[start * 20].centre;
        let gone = (start * 20..samples.len()).find(|i| samples[*i].centre.distance(here) > 4.0);
        gone.unwrap_or(samples.len()) / 20 - start
    };
    let longest = (0..280).step_by(4).map(stays).max().unwrap_or(0);
    let mut cells: Vec<(i32, i32)> = samples
        .iter()
        .map(|s| ((s.centre.x / 6.0).floor() as i32, (s.centre.y / 6.0).floor() as i32))
        .collect();
    cells.sort_unstable();
    cells.dedup();
    (longest, cells.len())
}

#[test]
fn in_the_maze_it_covers_ground_for_five_minutes() {
    let starts = [
        (-4.0, 6.0, 90.0),
        (-38.0, -24.0, 195.0),
        (2.0, 22.0, 345.0),
        (16.0, -4.0, 150.0),
        (26.0, -6.0, 180.0),
    ];
    for (x, y, heading) in starts {
        let mut scene = shipped("maze");
        (scene.creatures[0].at, scene.creatures[0].heading) = ((x, y), heading);
        let (longest, cells) = wanders(&scene);
        assert!(longest <= 20 && cells > 25, "from {x} {y}: {longest} s in one place, {cells} places");
    }
}

#[test]
fn in_the_maze_it_turns_away_from_the_side_that_was_touched() {
    let mut open = shipped("maze");
    open.arena.obstacles.clear();
    let turn = |side: Side, at: f32| {
        let mut scene = open.clone();
        // Behind the tip, which both sides feel.
        let mut tap = touch((2, 4), at);
        if let Stimulus::Touch(Touch { side: of, .. }) = &mut tap {
            *of = side;
        }
        scene.stimuli.push(tap);
        let seen = track(&scene, 40);
        let heading = |from: f32| {
            let (a, b) = (
                seen.samples[(from * 20.0) as usize].centre,
                seen.samples[(from * 20.0) as usize + 80].centre,
            );
            b - a
        };
        heading(at - 4.0).angle_to(heading(at + 12.0)).to_degrees()
    };
    let angles = [20.0, 20.7, 21.4].map(|at| (turn(Side::Left, at), turn(Side::Right, at)));
    for (left, right) in angles {
        assert!(right - left > 15.0, "touched on the right it turns more to the left: {angles:?}");
    }
}

#[test]
fn a_crawler_that_is_poked_all_the_time_does_not_stop_for_good() {
    let mut chance = Pcg64Mcg::seed_from_u64(9);
    for _ in 0..6 {
        let mut scene = shipped("crawler");
        let mut at = 2.0;
        while at < 90.0 {
            let first = chance.random_range(0..14);
            let mut poke = touch((first, first + 1), at);
            if let Stimulus::Touch(Touch { seconds, force, .. }) = &mut poke {
                *seconds = chance.random_range(0.1f32..2.0).into();
                *force = chance.random_range(0.5..3.0);
            }
            scene.stimuli.push(poke);
            at += chance.random_range(0.3..6.0);
        }
        let m = between(&track(&scene, 125), 108.0, 125.0);
        assert!(m.speed > 0.1, "{m:?}");
    }
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
        t.samples.iter().any(|s| {
            t.body_length.is_some_and(|l| s.centre.distance(t.samples[0].centre) > 0.7 * f64::from(l))
        })
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
        let rear = crawl(neurons, vec![tail_touch(20.0)], 23);
        let speed = measure(&plain, 500, 2000).expect("a body").speed;
        let faster = between(&rear, 20.0, 23.0).speed > 1.2 * speed.max(0.05);
        // How far depends on the phase of the wave that a touch meets.
        let mut back: Vec<f32> = (0..7u8)
            .map(|phase| 20.0 + 0.3 * f32::from(phase))
            .map(|at| furthest_back(&crawl(neurons, vec![head_touch(at)], 30), at, 8))
            .collect();
        back.sort_by(f32::total_cmp);
        let back = match back[3] {
            back if back > 0.05 => format!("{back:.1} body lengths"),
            _ => "no".to_owned(),
        };
        let word = |yes: bool| if yes { "yes" } else { "no" };
        writeln!(table, "| {name} | {} | {back} | {} |", word(speed > 0.1), word(faster)).expect("a string");
    }
    insta::assert_snapshot!("lesions", table);
}

/// Drag along and across between agar (K = 40) and water (K = 1.6), both on a geometric scale.
fn medium(k: f32) -> Medium {
    let share = ops::ln(40.0 / k) / ops::ln(25.0);
    Medium::Custom { tangential: ops::powf(0.05, share), normal: 40.0 * ops::powf(0.002, share) }
}

#[test]
fn the_medium_alone_sets_the_gait_of_the_nematode() {
    let gait = |medium: Medium, ablated: &[&str]| {
        let mut scene = shipped("nematode");
        scene.arena.medium = medium;
        for name in ablated {
            ablate(&mut scene, name);
        }
        between(&track(&scene, 80), 20.0, 80.0)
    };
    let agar = gait(Medium::Agar, &[]);
    assert!(agar.frequency.is_some_and(|f| (0.25..=0.6).contains(&f)), "{agar:?}");
    assert!(agar.wavelength.is_some_and(|w| (0.5..=0.85).contains(&w)), "{agar:?}");
    assert!((0.12..=0.35).contains(&agar.speed), "{agar:?}");
    let gaits = [40.0, 10.0, 5.0, 1.6].map(|k| gait(medium(k), &[]));
    let pace = |m: &Measures| (m.frequency.unwrap_or(0.0), m.wavelength.unwrap_or(0.0));
    for pair in gaits.windows(2) {
        let ((f, w), (faster, longer)) = (pace(&pair[0]), pace(&pair[1]));
        assert!(faster > f && longer > w, "{gaits:?}");
    }
    let water = gait(Medium::Water, &[]);
    assert!(pace(&water).0 >= 1.5 * pace(&agar).0 && pace(&water).1 >= 1.4 * pace(&agar).1, "{water:?}");
    assert!(water.speed > 0.03, "it swims forward: {water:?}");
    // No clock drives it: without the head that feels the body there is no wave.
    assert!(gait(Medium::Agar, &["SMDD", "SMDV"]).speed.abs() < 0.02);
    let mut numb = shipped("nematode");
    numb.creatures[0].stretch.clear();
    assert!(between(&track(&numb, 60), 20.0, 60.0).speed.abs() < 0.02, "without stretch receptors");
}

#[test]
fn the_nematode_changes_its_gait_when_the_medium_changes_under_it() {
    let mut app = app_of(&shipped("nematode"));
    app.world_mut().insert_resource(Tracks::default());
    let edit = Edit::Medium(Medium::Water);
    for tick in 0..8000 {
        if tick == 4000 {
            History::perform(app.world_mut(), edit.clone()).expect("water");
        }
        run_tick(app.world_mut());
    }
    let seen = app.world().resource::<Tracks>().tracks[0].clone();
    let (crawl, swim) = (between(&seen, 15.0, 40.0), between(&seen, 50.0, 80.0));
    assert!(swim.frequency.unwrap_or(0.0) > 1.5 * crawl.frequency.unwrap_or(9.0), "{crawl:?}, then {swim:?}");
}
