//! The window used as a person does, without a screen.

mod canvas;
mod clipboard;
mod editor;
mod gallery;
mod keep;
mod lesions;
mod pictures;
mod plots;
mod scene;
mod screens;
mod time;
mod tools;
mod tour;

use super::state::picture;
use super::{Start, files, frame, furnish};
use crate::app::{Executor, SimulationPlugin};
use crate::edit::{Edit, History, NeuronKey};
use crate::nervous::{Class, NeuronEntry, SynapseEntry};
use crate::nervous::{NeuronParams, NeuronState};
use crate::scene::document::{Creature, Scene};
use crate::scene::{Comments, SceneInfo};
use crate::sim::{Clock, Playback};
use crate::window::state::{Desk, Wish};
use bevy::app::App;
use bevy::ecs::world::World;
use bevy_egui::egui::accesskit::Role;
use bevy_egui::egui::{Event, Key, Modifiers, MouseWheelUnit, TouchPhase, Vec2};
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable;
use std::path::PathBuf;

fn scene() -> Scene {
    let neuron = |name: &str, class: &str, x: f32| NeuronEntry {
        name: name.into(),
        class: class.into(),
        at: (x, 0.0),
        ..NeuronEntry::default()
    };
    Scene {
        name: "Test".into(),
        classes: [("sensory", "#e8c547"), ("motor", "#d1495b")]
            .into_iter()
            .map(|(name, color)| (name.to_owned(), Class { color: color.into(), ..Class::default() }))
            .collect(),
        creatures: vec![Creature {
            name: "Worm".into(),
            at: (0.0, 0.0),
            heading: 0.0,
            body: None,
            neurons: vec![
                neuron("ALM", "sensory", 1.0),
                neuron("PLM", "sensory", 2.0),
                neuron("M1", "motor", 3.0),
            ],
            synapses: vec![SynapseEntry { from: "ALM".into(), to: "M1".into(), weight: 1.5 }],
            gaps: Vec::new(),
            skin: Vec::new(),
            stretch: Vec::new(),
            muscles: Vec::new(),
        }],
        ..Scene::default()
    }
}

fn world() -> World {
    world_with(scene())
}

/// A world with a scene in it and all that the window needs, paused.
fn world_with(scene: Scene) -> World {
    let mut app = App::empty();
    app.add_plugins(SimulationPlugin { executor: Executor::SingleThreaded });
    picture::plugin(&mut app);
    furnish(app.world_mut(), &Start { scene, path: None, comments: Comments::default() });
    app.world_mut().resource_mut::<Playback>().playing = false;
    std::mem::take(app.world_mut())
}

fn window() -> Harness<'static, World> {
    window_with(scene())
}

/// The window with one of the program's own scenes in it.
fn window_of(text: &str) -> Harness<'static, World> {
    window_with(crate::scene::parse(text, "a scene").unwrap_or_else(|faults| panic!("{faults}")))
}

fn window_with(scene: Scene) -> Harness<'static, World> {
    let mut harness = Harness::builder()
        .with_size(Vec2::new(1280.0, 720.0))
        .with_max_steps(20)
        .build_ui_state(|ui, world: &mut World| frame(ui, world), world_with(scene));
    harness.run_steps(3);
    harness
}

/// One notch of the wheel, forward.
fn turn_wheel(harness: &Harness<'_, World>) {
    harness.event(Event::MouseWheel {
        unit: MouseWheelUnit::Line,
        delta: Vec2::new(0.0, 1.0),
        phase: TouchPhase::Move,
        modifiers: Modifiers::NONE,
    });
}

fn key(name: &str) -> NeuronKey {
    NeuronKey { creature: "Worm".into(), neuron: name.into() }
}

fn params(harness: &mut Harness<'_, World>, name: &str) -> NeuronParams {
    let world = harness.state_mut();
    let neuron = key(name).find(world).unwrap();
    *world.get::<NeuronParams>(neuron).unwrap()
}

fn select(harness: &mut Harness<'_, World>, name: &str) {
    harness.state_mut().resource_mut::<Desk>().select(Some(key(name)));
    harness.run_steps(3);
}

#[test]
fn play_pauses_and_one_tick_asks_for_one() {
    let mut harness = window();
    harness.get_by_label("Play").click();
    harness.run_steps(2);
    assert!(harness.state().resource::<Playback>().playing);
    harness.get_by_label("Pause").click();
    harness.run_steps(2);
    assert!(!harness.state().resource::<Playback>().playing);
    harness.get_by_label("One tick").click();
    harness.run_steps(2);
    let world = harness.state_mut();
    world.resource_scope(|world, mut desk: bevy::ecs::world::Mut<Desk>| {
        crate::window::time::drive::advance(world, &mut desk, 1.0);
    });
    assert_eq!(world.resource::<Clock>().tick, 1);
}

#[test]
fn keys_act_but_not_while_text_is_typed() {
    let mut harness = window();
    harness.key_press(Key::Space);
    harness.run_steps(2);
    assert!(harness.state().resource::<Playback>().playing);
    harness.get_by_label("Filter").click();
    harness.run_steps(2);
    harness.key_press(Key::CloseBracket);
    harness.key_press(Key::Num2);
    harness.run_steps(2);
    assert_eq!(harness.state().resource::<Playback>().speed, 1.0);
    // The scene has no body, so its network takes the whole middle, and goes on to.
    assert_eq!(harness.state().resource::<Desk>().layout, crate::window::state::Layout::Network);
}

#[test]
fn comments_between_entries_are_saved_too_and_what_goes_stays_beside_the_file() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("net.worm.ron");
    let text = "// The header.\n(\n    format: 1,\n    creatures: [(name: \"N\", neurons: [\n        // A word on A.\n        (name: \"A\"),\n    ])],\n)\n";
    std::fs::write(&path, text).expect("written");
    let neuron = NeuronKey { creature: "N".into(), neuron: "A".into() };
    let before = |n: &str| std::fs::read_to_string(folder.path().join(format!("net.worm.ron.before{n}")));
    let mut world = world();
    world.resource_scope(|world, mut desk: bevy::ecs::prelude::Mut<Desk>| {
        files::open(world, &mut desk, path.clone());
        desk.perform(world, Edit::Move(neuron.clone(), (2.0, 1.0).into()));
        assert!(files::save(world, &mut desk));
        let saved = std::fs::read_to_string(&path).expect("the scene");
        assert!(saved.starts_with("// The header.\n(") && saved.contains("at: (2.0, 1.0)"), "{saved}");
        assert!(saved.contains("// A word on A.\n                (name: \"A\""), "{saved}");
        assert!(before("").is_err(), "nothing is lost");
        // Once saved it is no other file: to save again changes nothing.
        assert!(files::save(world, &mut desk));
        assert_eq!(std::fs::read_to_string(&path).expect("the scene"), saved);
        // With the neuron its comment goes; both times when that happens the file stays.
        for (n, old) in [("", &saved), ("2", &saved.replace("A word", "Another word"))] {
            std::fs::write(&path, old).expect("written");
            files::open(world, &mut desk, path.clone());
            let edit =
                crate::edit::build::delete(world, std::slice::from_ref(&neuron), &[]).expect("an edit");
            desk.perform(world, edit);
            assert!(files::save(world, &mut desk));
            assert!(!std::fs::read_to_string(&path).expect("the scene").contains("on A."));
            assert_eq!(before(n).expect("the file as it was"), *old);
        }
    });
}

#[test]
fn the_filter_narrows_the_list() {
    let mut harness = window();
    assert!(harness.query_by_label("ALM").is_some() && harness.query_by_label("M1").is_some());
    harness.state_mut().resource_mut::<Desk>().filter = "MOTOR".into();
    harness.run_steps(2);
    assert!(harness.query_by_label("ALM").is_none() && harness.query_by_label("M1").is_some());
    harness.state_mut().resource_mut::<Desk>().filter = "nobody".into();
    harness.run_steps(2);
    harness.get_by_label("Clear the filter").click();
    harness.run_steps(2);
    assert!(harness.query_by_label("ALM").is_some());
}

#[test]
fn a_click_in_the_list_selects() {
    let mut harness = window();
    harness.get_by_label("PLM").click();
    harness.run_steps(3);
    assert_eq!(harness.state().resource::<Desk>().selected, Some(key("PLM")));
    assert!(harness.query_by_label("Inject").is_some());
}

#[test]
fn a_threshold_set_in_the_inspector_is_an_edit_that_can_be_undone() {
    let mut harness = window();
    select(&mut harness, "ALM");
    harness.get_by_role_and_label(Role::SpinButton, "threshold").click();
    harness.run_steps(2);
    harness.key_press_modifiers(Modifiers::COMMAND, Key::A);
    harness.event(Event::Text("4.5".into()));
    harness.key_press(Key::Enter);
    harness.run_steps(4);
    assert_eq!(params(&mut harness, "ALM").threshold, 4.5);
    assert!(harness.state().resource::<History>().is_dirty());
    assert!(harness.query_by_label("Reset threshold").is_some(), "an own value is marked");
    harness.key_press_modifiers(Modifiers::COMMAND, Key::Z);
    harness.run_steps(3);
    assert_eq!(params(&mut harness, "ALM").threshold, 10.0);
    assert!(!harness.state().resource::<History>().is_dirty());
    harness.key_press_modifiers(Modifiers::COMMAND | Modifiers::SHIFT, Key::Z);
    harness.run_steps(3);
    assert_eq!(params(&mut harness, "ALM").threshold, 4.5);
    harness.get_by_label("Reset threshold").click();
    harness.run_steps(3);
    assert_eq!(params(&mut harness, "ALM").threshold, 10.0);
}

#[test]
fn inject_charges_the_selected_neuron() {
    let mut harness = window();
    select(&mut harness, "ALM");
    harness.key_press(Key::I);
    harness.run_steps(2);
    let world = harness.state_mut();
    let neuron = key("ALM").find(world).unwrap();
    assert_eq!(world.get::<NeuronState>(neuron).unwrap().dendrite, [11.0, 0.0]);
    assert!(!world.resource::<History>().is_dirty(), "it belongs to the run");
}

#[test]
fn a_scene_that_cannot_be_opened_is_told_and_leaves_the_running_one_alone() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("bad.worm.ron");
    std::fs::write(&path, "(format: 1, creatures: [(nme: 3)])").unwrap();
    let mut harness = window();
    harness.state_mut().resource_mut::<Clock>().tick = 77;
    harness.state_mut().resource_scope(|world, mut desk: bevy::ecs::world::Mut<Desk>| {
        files::wish(world, &mut desk, Wish::Open(path));
    });
    harness.run_steps(3);
    assert!(harness.query_by_label("bad.worm.ron could not be opened").is_some());
    assert!(harness.query_by_label_contains("nme").is_some(), "the fault is shown");
    assert_eq!(harness.state().resource::<Clock>().tick, 77);
    assert!(harness.query_by_label("ALM").is_some());
    harness.get_by_label("Close").click();
    harness.run_steps(3);
    assert!(harness.query_by_label("bad.worm.ron could not be opened").is_none());
}

#[test]
fn unsaved_changes_are_asked_about_before_another_scene_opens() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("other.worm.ron");
    std::fs::write(&path, "(format: 1, name: \"Other\")").unwrap();
    let mut harness = window();
    let open = |harness: &mut Harness<'_, World>, path: PathBuf| {
        harness.state_mut().resource_scope(|world, mut desk: bevy::ecs::world::Mut<Desk>| {
            files::wish(world, &mut desk, Wish::Open(path));
        });
        harness.run_steps(3);
    };
    History::perform(harness.state_mut(), Edit::Move(key("ALM"), bevy::math::Vec2::ONE)).unwrap();
    open(&mut harness, path.clone());
    assert_eq!(harness.state().resource::<SceneInfo>().name, "Test");
    harness.get_by_label("Cancel").click();
    harness.run_steps(3);
    assert_eq!(harness.state().resource::<SceneInfo>().name, "Test");
    open(&mut harness, path);
    harness.get_by_label("Discard").click();
    harness.run_steps(3);
    assert_eq!(harness.state().resource::<SceneInfo>().name, "Other");
    assert!(!harness.state().resource::<History>().is_dirty());
}

#[test]
fn saving_writes_the_scene_and_makes_it_clean() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("mine.worm.ron");
    let mut harness = window();
    harness.state_mut().resource_mut::<Desk>().path = Some(path.clone());
    History::perform(harness.state_mut(), Edit::Move(key("ALM"), bevy::math::Vec2::ONE)).unwrap();
    harness.key_press_modifiers(Modifiers::COMMAND, Key::S);
    harness.run_steps(3);
    assert!(!harness.state().resource::<History>().is_dirty());
    assert!(std::fs::read_to_string(path).unwrap().contains("ALM"));
}

#[test]
fn reset_goes_back_to_the_beginning_and_keeps_edits() {
    let mut harness = window();
    History::perform(harness.state_mut(), Edit::Move(key("ALM"), bevy::math::Vec2::new(5.0, 6.0))).unwrap();
    harness.state_mut().resource_mut::<Clock>().tick = 500;
    harness.get_by_label("Reset").click();
    harness.run_steps(3);
    let world = harness.state_mut();
    assert_eq!(world.resource::<Clock>().tick, 0);
    let neuron = key("ALM").find(world).unwrap();
    assert_eq!(world.get::<crate::nervous::CanvasPlace>(neuron).unwrap().0, bevy::math::Vec2::new(5.0, 6.0));
    assert!(world.resource::<History>().is_dirty());
}

#[test]
fn help_shows_every_key() {
    let mut harness = window();
    harness.get_by_label("Help").click();
    harness.run_steps(3);
    for (_, does) in crate::window::keys::KEYS {
        assert!(harness.query_all_by_label(does).count() >= 1, "{does}");
    }
    harness.key_press(Key::Escape);
    harness.run_steps(3);
    assert!(!harness.state().resource::<Desk>().show_help);
}

#[test]
fn a_drag_of_a_neuron_on_the_canvas_is_one_step() {
    let mut harness = window();
    let (from, before) = {
        let desk = harness.state().resource::<Desk>();
        (desk.network.to_screen(desk.graph.plan.nodes[0].at), desk.graph.cells[0].at)
    };
    harness.drag_at(from);
    harness.run_steps(1);
    for i in 1..=4 {
        harness.hover_at(from + Vec2::new(12.0, 6.0) * i as f32);
        harness.run_steps(1);
    }
    harness.drop_at(from + Vec2::new(48.0, 24.0));
    harness.run_steps(3);
    let now = harness.state().resource::<Desk>().graph.cells[0].at;
    assert!(now.x > before.x && now.y > before.y, "{before} {now}");
    harness.key_press_modifiers(Modifiers::COMMAND, Key::Z);
    harness.run_steps(3);
    assert_eq!(harness.state().resource::<Desk>().graph.cells[0].at, before);
}

/// Frames of the window, with panels open or closed and at any rate, do the very ticks that a run
/// without a window does.
#[test]
fn panels_and_frame_rate_do_not_matter_to_the_run() {
    let text = include_str!("../../../scenes/crawler.worm.ron");
    let scene = crate::scene::parse(text, "crawler").unwrap_or_else(|faults| panic!("{faults}"));
    let hash = |rate: f64, speed: f32, open: bool| {
        let mut app = App::empty();
        app.add_plugins(SimulationPlugin { executor: Executor::SingleThreaded });
        picture::plugin(&mut app);
        let world = app.world_mut();
        furnish(world, &Start { scene: scene.clone(), path: None, comments: Comments::default() });
        world.resource_mut::<Playback>().speed = speed;
        let mut desk = world.resource_mut::<Desk>();
        (desk.show_list, desk.show_inspector, desk.show_plot) = (open, open, open);
        if open {
            desk.select(Some(NeuronKey { creature: "Worm".into(), neuron: "AVA".into() }));
        }
        let world = std::mem::take(app.world_mut());
        let mut harness = Harness::builder()
            .with_size(Vec2::new(900.0, 600.0))
            .build_ui_state(|ui, world: &mut World| frame(ui, world), world);
        let mut frames = 0;
        loop {
            let world = harness.state_mut();
            let left = 400 - world.resource::<Clock>().tick;
            if left == 0 {
                return crate::record::state_hash(world);
            }
            // Never past the last tick: the last frames are as short as they must be.
            let due = 0.999 * left as f64 / f64::from(speed) / 100.0;
            world.resource_scope(|world, mut desk: bevy::ecs::prelude::Mut<Desk>| {
                crate::window::time::drive::advance(world, &mut desk, (1.0 / rate).min(due));
            });
            if frames % 20 == 0 {
                harness.step();
            }
            frames += 1;
            assert!(frames < 100_000, "time does not pass");
        }
    };
    let plain = hash(60.0, 1.0, false);
    for (rate, speed, open) in
        [(30.0, 1.0, true), (144.0, 1.0, false), (60.0, 32.0, true), (60.0, 0.5, false)]
    {
        assert_eq!(hash(rate, speed, open), plain, "{rate} frames/s, speed {speed}, panels open: {open}");
    }
    let mut app = crate::app::headless_app(Executor::SingleThreaded);
    crate::scene::spawn(app.world_mut(), &scene);
    for _ in 0..400 {
        crate::sim::run_tick(app.world_mut());
    }
    assert_eq!(crate::record::state_hash(app.world()), plain, "without a window");
}
