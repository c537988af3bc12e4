//! Edits, undo and redo.

mod common;

use bevy::ecs::world::World;
use common::{app_of, bodiless};
use wriggle::arena::Medium;
use wriggle::body::medium;
use wriggle::edit::{EdgeKey, Edit, EditError, History, Journal, NeuronKey};
use wriggle::nervous::{Class, GapEntry, NeuronEntry, Params, SynapseEntry};
use wriggle::nervous::{NeuronParams, NeuronState};
use wriggle::scene::document::Scene;
use wriggle::scene::{Moment, capture};
use wriggle::sim::run_tick;

fn scene() -> Scene {
    let class = Class { params: Params { threshold: Some(4.0), ..Params::default() }, ..Class::default() };
    let neuron = |name: &str, params| NeuronEntry {
        name: name.into(),
        class: "c".into(),
        params,
        ..NeuronEntry::default()
    };
    let own = Params { threshold: Some(6.0), potential_floor: Some(-4.0), ..Params::default() };
    let mut creature = bodiless(
        "Net",
        vec![neuron("A", Params::default()), neuron("B", own)],
        vec![SynapseEntry::new("A", "B", 1.0)],
    );
    creature.gaps = vec![GapEntry { a: "A".into(), b: "B".into(), conductance: 0.1 }];
    Scene {
        classes: [("c".to_owned(), class)].into_iter().collect(),
        creatures: vec![creature],
        ..Scene::default()
    }
}

fn key(neuron: &str) -> NeuronKey {
    NeuronKey { creature: "Net".into(), neuron: neuron.into() }
}

fn edge() -> EdgeKey {
    EdgeKey { creature: "Net".into(), place: 0 }
}

fn params(world: &mut World, neuron: &str) -> NeuronParams {
    let entity = key(neuron).find(world).expect("it is there");
    *world.get::<NeuronParams>(entity).expect("a neuron")
}

fn threshold(value: f32) -> Params {
    Params { threshold: Some(value), ..Params::default() }
}

#[test]
fn every_edit_can_be_undone_and_done_again() {
    let scene = scene();
    let edits = [
        Edit::Params(key("A"), threshold(2.0)),
        Edit::Move(key("B"), (3.0, 4.0).into()),
        Edit::Weight(edge(), -2.0),
        Edit::Conductance(edge(), 0.3),
        Edit::Class("c".into(), Class { params: threshold(9.0), ..Class::default() }),
        Edit::Medium(Medium::Water),
    ];
    let mut app = app_of(&scene);
    let world = app.world_mut();
    world.insert_resource(History::new());
    let mut stages = vec![capture(world, Moment::Birth)];
    for edit in edits {
        History::perform(world, edit.clone()).expect("a good edit");
        run_tick(world);
        let now = capture(world, Moment::Birth);
        assert_ne!(&now, stages.last().expect("a stage"), "{edit:?} changed nothing");
        stages.push(now);
    }
    assert!(world.resource::<History>().is_dirty());
    for stage in stages.iter().rev().skip(1) {
        assert!(History::undo(world));
        run_tick(world);
        assert_eq!(&capture(world, Moment::Birth), stage);
    }
    assert_eq!(capture(world, Moment::Birth), scene);
    assert!(!History::undo(world) && !world.resource::<History>().is_dirty());
    for stage in stages.iter().skip(1) {
        assert!(History::redo(world));
        assert_eq!(&capture(world, Moment::Birth), stage);
    }
    assert!(!History::redo(world));
}

#[test]
fn a_slider_that_is_dragged_is_one_step() {
    let mut app = app_of(&scene());
    let world = app.world_mut();
    world.insert_resource(History::new());
    for i in 1..20 {
        History::perform(world, Edit::Params(key("A"), threshold(i as f32))).expect("a good edit");
    }
    world.resource_mut::<History>().close();
    History::perform(world, Edit::Params(key("A"), threshold(50.0))).expect("a good edit");
    assert!(History::undo(world));
    assert_eq!(params(world, "A").threshold, 19.0);
    assert!(History::undo(world));
    assert_eq!(params(world, "A").threshold, 4.0);
    assert!(!History::undo(world));
}

#[test]
fn neurons_follow_their_class_except_where_they_override() {
    let mut app = app_of(&scene());
    let world = app.world_mut();
    History::perform(world, Edit::Class("c".into(), Class { params: threshold(9.0), ..Class::default() }))
        .expect("a good edit");
    assert_eq!((params(world, "A").threshold, params(world, "B").threshold), (9.0, 6.0));
}

#[test]
fn an_edit_does_not_touch_the_running_state() {
    let mut app = app_of(&scene());
    let world = app.world_mut();
    for _ in 0..3 {
        run_tick(world);
    }
    let entity = key("A").find(world).expect("it is there");
    let before = *world.get::<NeuronState>(entity).expect("a neuron");
    History::perform(world, Edit::Params(key("A"), threshold(2.0))).expect("a good edit");
    History::undo(world);
    assert_eq!(*world.get::<NeuronState>(entity).expect("a neuron"), before);
    History::perform(world, Edit::Inject(key("A"), [5.0, -1.0])).expect("a good edit");
    let after = *world.get::<NeuronState>(entity).expect("a neuron");
    assert_eq!(after.dendrite, [before.dendrite[0] + 5.0, before.dendrite[1] - 1.0]);
    assert!(!History::undo(world), "an injection belongs to the run");
}

#[test]
fn bad_values_are_refused_and_change_nothing() {
    let scene = scene();
    let mut app = app_of(&scene);
    let world = app.world_mut();
    world.insert_resource(History::new());
    let p = |params| Edit::Params(key("A"), params);
    let bad = [
        p(threshold(f32::NAN)),
        p(threshold(f32::INFINITY)),
        p(Params { conduction: Some(0), ..Params::default() }),
        p(Params { residue: Some(1.0), ..Params::default() }),
        p(Params { leak: Some(1.5), ..Params::default() }),
        p(Params { production: Some((f32::NAN, 0.0)), ..Params::default() }),
        p(Params { potential_floor: Some(2.0), potential_ceiling: Some(1.0), ..Params::default() }),
        Edit::Params(key("C"), Params::default()),
        Edit::Weight(edge(), f32::NAN),
        Edit::Weight(EdgeKey { place: 7, ..edge() }, 1.0),
        Edit::Conductance(edge(), 0.6),
        Edit::Inject(key("A"), [f32::NAN, 0.0]),
        Edit::Move(key("A"), (f32::NAN, 0.0).into()),
        Edit::Class("d".into(), Class::default()),
        Edit::Class("c".into(), Class { params: threshold(f32::NAN), ..Class::default() }),
        Edit::Class("c".into(), Class { color: "blue".into(), ..Class::default() }),
        // Fits by itself, but not with the floor that B sets.
        Edit::Class(
            "c".into(),
            Class {
                params: Params { potential_ceiling: Some(-5.0), ..Params::default() },
                ..Class::default()
            },
        ),
        Edit::Medium(Medium::Custom { tangential: 0.0, normal: 1.0 }),
        Edit::Medium(Medium::Custom { tangential: 5.0, normal: 1.0 }),
    ];
    for edit in bad {
        let refused = History::perform(world, edit.clone());
        assert!(refused.is_err(), "{edit:?} was taken");
        assert_eq!(capture(world, Moment::Birth), scene, "{edit:?}");
    }
    assert!(!world.resource::<History>().is_dirty());
    assert_eq!(medium(world), Some(Medium::Agar));
    let missing = History::perform(world, Edit::Params(key("C"), Params::default()));
    assert_eq!(missing, Err(EditError::Missing("neuron \"C\" in \"Net\"".into())));
}

#[test]
fn saving_clears_the_mark_and_undo_sets_it_again() {
    let mut app = app_of(&scene());
    let world = app.world_mut();
    world.insert_resource(History::new());
    assert!(!world.resource::<History>().is_dirty());
    History::perform(world, Edit::Weight(edge(), 3.0)).expect("a good edit");
    world.resource_mut::<History>().saved();
    assert!(!world.resource::<History>().is_dirty());
    History::undo(world);
    assert!(world.resource::<History>().is_dirty());
    // The saved state can no longer be reached once another way is taken.
    History::perform(world, Edit::Weight(edge(), 5.0)).expect("a good edit");
    assert!(world.resource::<History>().is_dirty());
}

#[test]
fn an_hour_of_dragging_takes_no_memory() {
    let mut app = app_of(&scene());
    let world = app.world_mut();
    world.insert_resource(History::new());
    world.insert_resource(Journal::default());
    let before = capture(world, Moment::Birth);
    for number in 0..100_000_u32 {
        let edit = match number % 2 {
            0 => Edit::Params(key("A"), threshold(1.0 + number as f32 / 1.0e5)),
            _ => Edit::State(
                key("A"),
                NeuronState { last: [number as f32 / 1.0e5, 0.0], ..Default::default() },
            ),
        };
        History::perform(world, edit).expect("a good edit");
    }
    let journal = world.resource::<Journal>();
    assert_eq!((journal.run.len(), journal.scene.len()), (1, 1));
    // What takes it back is what was before the first.
    let back = journal.scene[0].clone().expect("a way back");
    wriggle::edit::apply(world, back).expect("taken back");
    assert_eq!(capture(world, Moment::Birth), before);
    // Of two that are dragged in turn it forgets the way back before it takes too much.
    world.insert_resource(Journal::default());
    for number in 0..40_000_u32 {
        let name = if number % 2 == 0 { "A" } else { "B" };
        let value = threshold(1.0 + number as f32 / 1.0e5);
        History::perform(world, Edit::Params(key(name), value)).expect("a good edit");
    }
    assert!(world.resource::<Journal>().scene.len() < 40_000);
}
