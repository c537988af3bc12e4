//! The worm beside the worm: traces and measures of both, another scene as the ghost, copies with other seeds.

use super::time::live;
use super::*;
use crate::app::headless_app;
use crate::body::Body;
use crate::record::state_hash;
use crate::sim::run_tick;
use crate::sweep::Variation;
use crate::window::commands::silence_one;
use crate::window::compare::Compared;
use crate::window::plots::{Scope, save_now};
use crate::window::time;
use crate::window::twin::Ghost;

fn shown(world: World) -> Harness<'static, World> {
    let mut harness = Harness::builder()
        .with_size(Vec2::new(1280.0, 720.0))
        .build_ui_state(|ui, world: &mut World| frame(ui, world), world);
    harness.state_mut().resource_mut::<Playback>().playing = false;
    harness.run_steps(3);
    harness
}

#[test]
fn measures_and_traces_of_the_ghost_stand_beside_those_of_the_worm() {
    let mut world = shipped("crawler");
    Ghost::toggle(&mut world);
    let mut harness = shown(world);
    select(&mut harness, "AVA");
    for _ in 0..600 {
        drive::tick(harness.state_mut());
    }
    harness.run_steps(3);
    assert!(harness.query_by_label("difference").is_some());
    let [own, ghost] = harness.state().resource::<Compared>().values();
    // Without a lesion the two are one.
    assert!(own[0].is_some());
    assert_eq!(own, ghost);
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("traces.csv");
    let columns = |harness: &Harness<'_, World>| -> Vec<Vec<String>> {
        save_now(harness.state(), &path);
        let mut table = csv::Reader::from_path(&path).expect("a table");
        let head: Vec<String> = table.headers().expect("a head").iter().map(str::to_owned).collect();
        let place = |name: &str| head.iter().position(|other| other == name).expect("a column");
        let (a, b) = (place("AVA potential"), place("AVA ghost"));
        table.records().map(|row| row.expect("a row")).map(|row| vec![row[a].into(), row[b].into()]).collect()
    };
    let rows = columns(&harness);
    let both: Vec<_> = rows.iter().filter(|row| !row[0].is_empty() && !row[1].is_empty()).collect();
    assert!(both.len() > 500 && both.iter().all(|row| row[0] == row[1]), "{}", both.len());
    // With a lesion they part.
    silence_one(harness.state_mut(), key("ALML"));
    silence_one(harness.state_mut(), key("ALMR"));
    silence_one(harness.state_mut(), key("AVM"));
    live(harness.state_mut(), 400);
    harness.run_steps(3);
    assert!(columns(&harness).iter().any(|row| !row[1].is_empty() && row[0] != row[1]));
    harness.key_press(Key::G);
    harness.run_steps(3);
    assert!(harness.query_by_label("difference").is_none(), "hidden with the ghost");
}

#[test]
fn another_scene_runs_beside_this_one_from_the_beginning() {
    let mut harness = shown(shipped("crawler"));
    live(harness.state_mut(), 100);
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("other.worm.ron");
    let mut other = crawler();
    other.name = "Far".into();
    other.creatures[0].at.0 += 40.0;
    std::fs::write(&path, crate::scene::to_text(&other, "")).expect("written");
    files::compare(harness.state_mut(), path.clone());
    assert_eq!(harness.state().resource::<Clock>().tick, 0);
    for _ in 0..200 {
        drive::tick(harness.state_mut());
    }
    let mut alone = headless_app(Executor::SingleThreaded);
    crate::scene::spawn(alone.world_mut(), &other);
    for _ in 0..200 {
        run_tick(alone.world_mut());
    }
    let ghost = harness.state().resource::<Ghost>();
    assert_eq!((ghost.label(), ghost.is_of_another_scene()), ("Far", true));
    assert_eq!(state_hash(ghost.world().expect("a ghost")), state_hash(alone.world()));
    // Both are kept in view while the worm is followed, however far apart they are.
    harness.run_steps(30);
    let view = views(&harness).world;
    let creature = |world: &World| world.resource::<crate::nervous::Wiring>().creatures[0];
    let head = |world: &World| world.get::<Body>(creature(world)).expect("a body").segments[0].position;
    let ghost = harness.state().resource::<Ghost>();
    for place in [head(harness.state()), head(ghost.world().expect("a ghost"))] {
        assert!(view.rect.contains(view.to_screen(place)), "{place}");
    }
    // It goes back in time with the run, to the same bits.
    let then = state_hash(ghost.world().expect("a ghost"));
    time::go(harness.state_mut(), 60);
    time::go(harness.state_mut(), 200);
    let ghost = harness.state().resource::<Ghost>();
    assert_eq!(state_hash(ghost.world().expect("a ghost")), then);
    // It is gone when that is asked for, whatever is silenced meanwhile.
    silence_one(harness.state_mut(), key("PVC"));
    Ghost::part(harness.state_mut());
    assert!(!harness.state().resource::<Ghost>().is_of_another_scene());
    files::compare(harness.state_mut(), path.clone());
    assert!(harness.state().resource::<Ghost>().is_of_another_scene());
    // A file without a worm is refused with words; nothing changes.
    std::fs::write(&path, "(format: 1, creatures: [(name: \"Net\", neurons: [(name: \"A\")])])")
        .expect("written");
    files::compare(harness.state_mut(), path);
    assert_eq!(harness.state().resource::<Ghost>().label(), "Far");
}

#[test]
fn bands_are_the_quartiles_of_runs_with_other_seeds() {
    let mut world = shipped("crawler");
    world.resource_mut::<Plots>().copies = true;
    let mut harness = shown(world);
    select(&mut harness, "AVA");
    for _ in 0..300 {
        drive::tick(harness.state_mut());
    }
    time::wait_for_copies(harness.state_mut());
    let scene = crawler();
    let mut potentials: Vec<f64> = (1..=12)
        .map(|number| {
            let mut app = headless_app(Executor::SingleThreaded);
            let varied = Variation { jitter: 0.05, spread: 0.0 }.replicate(&scene, number);
            crate::scene::spawn(app.world_mut(), &varied);
            for _ in 0..300 {
                run_tick(app.world_mut());
            }
            let neuron = key("AVA").find(app.world_mut()).expect("AVA");
            let state = app.world().get::<NeuronState>(neuron).expect("a state");
            f64::from(state.last[0] + state.last[1])
        })
        .collect();
    potentials.sort_by(f64::total_cmp);
    let at = |share: f64| {
        let place = share * 11.0;
        let low = potentials[place.floor() as usize];
        low + place.fract() * (potentials[place.ceil() as usize] - low)
    };
    let neuron = key("AVA").find(harness.state_mut()).expect("AVA");
    let bands = harness.state().resource::<Scope>().bands.as_ref().expect("bands");
    assert_eq!(bands.of(neuron).last(), Some(&[3.0, at(0.25), at(0.5), at(0.75)]));
    assert!(
        bands.speed.len() >= 2
            && bands.speed.iter().all(|point| point[1] <= point[2] && point[2] <= point[3])
    );
    // Another neuron is selected: its band reaches back too.
    select(&mut harness, "PVC");
    time::wait_for_copies(harness.state_mut());
    let neuron = key("PVC").find(harness.state_mut()).expect("PVC");
    let bands = harness.state().resource::<Scope>().bands.as_ref().expect("bands");
    assert_eq!(bands.of(neuron).last().map(|point| point[0]), Some(3.0));
    assert!(bands.of(neuron)[0][0] < 0.1);
    harness.state_mut().resource_mut::<Plots>().copies = false;
    harness.run_steps(2);
    assert!(harness.state().resource::<Scope>().bands.is_none());
}

#[test]
fn without_chance_there_are_no_copies() {
    let mut harness = window();
    harness.state_mut().resource_mut::<Plots>().copies = true;
    harness.run_steps(2);
    assert!(!harness.state().resource::<Plots>().copies);
}
