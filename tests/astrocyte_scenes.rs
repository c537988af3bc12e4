//! Astrocytes in scenes: what may be said of them, how edits keep them, and their table.

mod common;

use bevy::prelude::*;
use common::editing::{document, perform, world};
use common::program::wriggle;
use wriggle::edit::build::{self, EntryKey, Join};
use wriggle::edit::{Edit, History, NeuronKey, clip};
use wriggle::nervous::{AstrocyteEntry, Wiring};
use wriggle::scene::document::{Entry, Kind};
use wriggle::scene::{Moment, Scene, ablate, capture, diff, parse, to_text};
use wriggle::sim::{Clock, run_tick};

const NET: &str = r#"(format: 1, creatures: [(name: "Net", neurons: [
    (name: "A"), (name: "B", at: (1.0, 0.0)), (name: "C", at: (2.0, 0.0)), (name: "D", at: (3.0, 0.0))],
    synapses: [(from: "A", to: "C"), (from: "B", to: "C", weight: 0.5), (from: "C", to: "D")],
    astrocytes: [(name: "G1", at: (1.0, 2.0), covers: [("A", "*"), ("B", "C")], threshold: 0.05, recovery: 20),
        (name: "G2", covers: [("*", "D")], uptake: 0.5, start: (calcium: 1.5, bound: 0.25, ready: 7))])])"#;

fn net() -> Scene {
    parse(NET, "net").unwrap_or_else(|faults| panic!("{faults}"))
}

fn key(neuron: &str) -> NeuronKey {
    NeuronKey { creature: "Net".into(), neuron: neuron.into() }
}

fn at(place: u32) -> EntryKey {
    EntryKey { creature: "Net".into(), kind: Kind::ASTROCYTE, place }
}

/// What each covers, in words.
fn covers(scene: &Scene) -> Vec<String> {
    let words = |astrocyte: &AstrocyteEntry| {
        let pairs: Vec<String> = astrocyte.covers.iter().map(|(from, to)| format!("{from}>{to}")).collect();
        format!("{} {}", astrocyte.name, pairs.join(" "))
    };
    scene.creatures[0].astrocytes.iter().map(words).collect()
}

/// Calcium, bound receptors and releases of the first astrocyte.
fn first(world: &World) -> (f32, f32, u64) {
    let tick = world.resource::<Clock>().tick;
    let (.., state) = world.resource::<Wiring>().astrocytes(tick).next().expect("one");
    (state.calcium, state.bound, state.releases)
}

/// The first fault, with its place.
fn fault(astrocytes: &str) -> String {
    let text = format!(
        r#"(format: 1, creatures: [(name: "N", neurons: [(name: "ALM"), (name: "AVA")],
            synapses: [(from: "ALM", to: "AVA"), (from: "AVA", to: "ALM")], astrocytes: [{astrocytes}])])"#
    );
    let faults = parse(&text, "n").expect_err("a fault");
    let first = &faults.faults[0];
    format!("{}:{} {} / {}", first.line, first.column, first.message, first.help.clone().unwrap_or_default())
}

#[test]
fn they_come_into_the_world_and_back() {
    let scene = net();
    assert_eq!(scene.creatures[0].astrocytes[1].start.ready, 7);
    let mut world = world(&scene);
    assert_eq!(document(&mut world), scene);
    assert_eq!(parse(&to_text(&scene, ""), "again").expect("a scene"), scene);
    for _ in 0..200 {
        run_tick(&mut world);
    }
    assert_eq!(document(&mut world), scene);
    let now = capture(&mut world, Moment::Now);
    assert!(now.creatures[0].astrocytes[0].start.bound > 0.1);
    assert_eq!(parse(&to_text(&now, ""), "now").expect("a scene"), now, "a snapshot fits beside them");
}

#[test]
fn what_a_scene_may_not_say_is_told_with_its_place() {
    for (astrocytes, told) in [
        (
            r#"(name: "G", covers: [("ALM", "AVB")])"#,
            r#"2:119 there is no neuron "AVB" / did you mean `AVA`?"#,
        ),
        (
            r#"(name: "G", covers: [("ALM", "AVA"), ("ALM", "AVA")])"#,
            r#"2:127 the pair of "ALM" and "AVA" is named twice / it is number 1 of the list already"#,
        ),
        (
            r#"(name: "G", covers: [("*", "*")])"#,
            "2:111 a pair cannot be `\"*\"` on both sides / name a neuron on one side",
        ),
        (
            r#"(name: "G", covers: [])"#,
            "2:110 an astrocyte covers at least one pair of neurons / name a pair of neurons, or take the astrocyte out",
        ),
        (r#"(name: "", covers: [("ALM", "*")])"#, "2:97 the name of an astrocyte is empty / "),
        (
            r#"(name: "G", covers: [("ALM", "*")], uptake: 1.5)"#,
            "2:134 `uptake` must be from 0 to 1, found 1.5 / ",
        ),
        (
            r#"(name: "G", covers: [("ALM", "*")], start: (bound: 2.0))"#,
            "2:141 `bound` must be from 0 to 1, found 2 / ",
        ),
        (
            r#"(name: "G", covers: [("ALM", "*")], tau_effect: 0.0)"#,
            "2:138 `tau_effect` must be from 0.1 to 1000000, found 0 / ",
        ),
        (
            r#"(name: "G", covers: [("ALM", "*")]), (name: "H", covers: [("AVA", "ALM"), ("*", "AVA")])"#,
            r#"2:164 the astrocyte "G" covers the synapse from "ALM" to "AVA" already: a synapse has at most one / take the pair out of one of the two"#,
        ),
        (
            r#"(name: "G", covers: [("ALM", "*")]), (name: "G", covers: [("AVA", "*")])"#,
            r#"2:134 the name "G" is used twice / it is number 1 of the astrocytes already"#,
        ),
    ] {
        assert_eq!(fault(astrocytes), told);
    }
    let typo = fault(r#"(name: "G", covers: [("ALM", "*")], uptaek: 0.5)"#);
    assert!(typo.contains("uptaek") && typo.contains("did you mean `uptake`?"), "{typo}");
    let star =
        parse(r#"(format: 1, creatures: [(name: "N", neurons: [(name: "*")])])"#, "n").expect_err("a fault");
    assert!(star.faults[0].message.contains("stands for any"), "{star}");
}

#[test]
fn renamed_and_deleted_neurons_are_followed_and_undo_is_exact() {
    let mut world = world(&net());
    let before = document(&mut world);
    assert_eq!(covers(&before), ["G1 A>* B>C", "G2 *>D"]);
    perform(&mut world, Edit::Rename(key("B"), "Z".into()));
    assert_eq!(covers(&document(&mut world)), ["G1 A>* Z>C", "G2 *>D"]);
    for (gone, left) in
        [("A", vec!["G1 Z>C", "G2 *>D"]), ("D", vec!["G1 A>* Z>C"]), ("C", vec!["G1 A>*", "G2 *>D"])]
    {
        let whole = document(&mut world);
        let edit = build::delete(&mut world, &[key(gone)], &[]).expect("an edit");
        perform(&mut world, edit);
        let after = document(&mut world);
        assert_eq!(covers(&after), left, "without {gone}");
        run_tick(&mut world);
        assert!(History::undo(&mut world));
        assert_eq!(document(&mut world), whole);
        assert!(History::redo(&mut world));
        assert_eq!(document(&mut world), after);
        assert!(History::undo(&mut world));
    }
    assert!(History::undo(&mut world));
    assert_eq!(document(&mut world), before);
    // The command line takes neurons out of the document itself.
    let mut ablated = net();
    ablate(&mut ablated, "B");
    assert_eq!(covers(&ablated), ["G1 A>*", "G2 *>D"]);
}

#[test]
fn edits_add_and_set_them_and_refuse_double_cover() {
    let mut world = world(&net());
    let refused = |world: &mut World, edit: Edit| {
        let before = document(world);
        let error = History::perform(world, edit).expect_err("refused").to_string();
        assert_eq!(document(world), before);
        error
    };
    let put =
        |name: &str, from: &str, to: &str| build::put("Net", AstrocyteEntry::new(name, [(from, to)]).into());
    let error = refused(&mut world, put("G3", "*", "C"));
    assert!(error.contains(r#"the synapse from "A" to "C" already"#), "{error}");
    let error = refused(&mut world, put("G1", "D", "*"));
    assert!(error.contains("there is an astrocyte"), "{error}");
    let error = refused(&mut world, put("G3", "D", "E"));
    assert!(error.contains("there is no neuron"), "{error}");
    // A synapse that two would cover.
    let edit = build::link(&key("A"), &key("D"), Join::Chemical(1.0)).expect("an edit");
    let error = refused(&mut world, edit);
    assert!(error.contains("a synapse has at most one"), "{error}");
    let one = document(&mut world);
    perform(&mut world, put("G3", "D", "*"));
    let edit = build::link(&key("D"), &key("A"), Join::Chemical(1.0)).expect("an edit");
    perform(&mut world, edit);
    assert_eq!(covers(&document(&mut world)).len(), 3);
    let edit = build::delete(&mut world, &[], &[at(2)]).expect("an edit");
    perform(&mut world, edit);
    (0..3).for_each(|_| assert!(History::undo(&mut world)));
    assert_eq!(document(&mut world), one);
}

#[test]
fn one_that_is_set_while_the_run_goes_on_keeps_its_state() {
    let mut world = world(&net());
    for _ in 0..200 {
        run_tick(&mut world);
    }
    let before = first(&world);
    assert!(before.1 > 0.1 && before.2 > 0, "{before:?}");
    let Some(Entry::Astrocyte(old)) = build::read(&mut world, &at(0)) else { panic!("it is there") };
    perform(&mut world, build::replace(&at(0), AstrocyteEntry { uptake: 0.3, ..old }.into()));
    run_tick(&mut world);
    let after = first(&world);
    assert!(after.2 >= before.2 && (after.1 / before.1 - 1.0).abs() < 0.01, "{before:?}, {after:?}");
}

#[test]
fn copied_and_pasted_they_come_along_under_a_free_name() {
    let mut world = world(&net());
    let copied = clip::copy(&mut world, &[key("A"), key("B"), key("C")]).expect("copied");
    assert_eq!(covers(&copied), ["G1 A>* B>C"]);
    let pasted = clip::paste(&mut world, &copied, |_| "Net".into(), None).expect("an edit");
    perform(&mut world, pasted.edit);
    assert_eq!(covers(&document(&mut world))[2], "G3 A1>* B1>C1");
    assert!(History::undo(&mut world));
    assert_eq!(document(&mut world), net());
}

#[test]
fn differences_are_told_by_their_names() {
    let (one, mut other) = (net(), net());
    other.creatures[0].astrocytes.reverse();
    assert_eq!(diff(&one, &other), []);
    other.creatures[0].astrocytes[1].uptake = 0.9;
    let told: Vec<String> = diff(&one, &other).iter().map(ToString::to_string).collect();
    assert_eq!(told.len(), 1);
    assert!(told[0].contains("astrocytes") && told[0].contains("G1") && told[0].contains("0.9"), "{told:?}");
}

#[test]
fn a_table_of_every_tick() {
    let folder = tempfile::tempdir().expect("a folder");
    std::fs::write(folder.path().join("s.worm.ron"), NET).expect("written");
    let run = ["run", "s.worm.ron", "--seconds", "1", "--astrocytes", "g.csv", "--json"];
    wriggle().current_dir(folder.path()).args(run).assert().success();
    let table = std::fs::read_to_string(folder.path().join("g.csv")).expect("a table");
    let lines: Vec<&str> = table.lines().collect();
    assert_eq!(lines[0], "tick,creature,astrocyte,calcium,bound,releases");
    assert_eq!(lines.len(), 201);
    assert!(lines[1].starts_with("1,Net,G1,") && lines[2].starts_with("1,Net,G2,"));
    let mut world = world(&net());
    (0..100).for_each(|_| run_tick(&mut world));
    let (calcium, bound, releases) = first(&world);
    assert_eq!(lines[199], format!("100,Net,G1,{calcium:?},{bound:?},{releases}"));
    assert!(releases > 0);
}
