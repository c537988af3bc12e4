//! New scenes, names for them, and files of all kinds, used as a person does.

use super::*;
use crate::record::state_hash;
use crate::stimulus::Script;
use crate::window::files::recovery::{self, Recovery};
use crate::window::files::{TEMPLATES, is_shipped, look_as_before, reload};
use crate::window::new::New;
use crate::window::time::{self, Timeline};
use std::path::Path;

fn open(harness: &mut Harness<'_, World>, path: &Path) {
    files::open(harness.state_mut(), path.to_owned());
    harness.run_steps(3);
}

fn change(harness: &mut Harness<'_, World>) {
    let first = graph(harness).cells[0].key.clone();
    let edit = Edit::Move(first, bevy::math::Vec2::new(5.0, 6.0));
    assert!(perform(harness.state_mut(), edit));
    harness.run_steps(2);
}

fn save(harness: &mut Harness<'_, World>, modifiers: Modifiers) {
    harness.key_press_modifiers(Modifiers::COMMAND | modifiers, Key::S);
    harness.run_steps(3);
}

/// The field for a name in the file dialog.
fn name_in_dialog(harness: &Harness<'_, World>) -> String {
    harness.get_by_role_and_label(Role::TextInput, "Name").value().unwrap_or_default()
}

fn path(harness: &Harness<'_, World>) -> Option<PathBuf> {
    harness.state().resource::<Document>().path.clone()
}

#[test]
fn a_name_is_asked_about_as_it_will_be_written_and_typing_replaces_its_stem_alone() {
    let folder = tempfile::tempdir().expect("a folder");
    let [pair, mine] = ["pair.worm.ron", "mine.worm.ron"].map(|name| folder.path().join(name));
    for path in [&pair, &mine] {
        std::fs::copy(file_of("pair"), path).expect("copied");
    }
    let before = std::fs::read_to_string(&pair).expect("a scene");
    let mut harness = window();
    open(&mut harness, &mine);
    change(&mut harness);
    save(&mut harness, Modifiers::SHIFT);
    assert_eq!(name_in_dialog(&harness), "mine.worm.ron");
    // The field has the focus, and its stem is selected.
    harness.event(Event::Text("pair".into()));
    harness.run_steps(2);
    assert_eq!(name_in_dialog(&harness), "pair.worm.ron");
    // Also as a name without its ending.
    harness.key_press_modifiers(Modifiers::COMMAND, Key::A);
    harness.event(Event::Text("pair".into()));
    harness.run_steps(2);
    assert!(harness.query_by_label_contains("written as pair.worm.ron").is_some());
    harness.key_press(Key::Enter);
    harness.run_steps(3);
    assert!(harness.query_by_label("Replace the file?").is_some());
    assert_eq!(std::fs::read_to_string(&pair).expect("a scene"), before);
    // Enter is the answer by which nothing is lost.
    harness.key_press(Key::Enter);
    harness.run_steps(3);
    assert!(harness.query_by_label("Replace the file?").is_none());
    assert_eq!(std::fs::read_to_string(&pair).expect("a scene"), before);
    harness.key_press(Key::Enter);
    harness.run_steps(3);
    harness.get_by_label("Replace").click();
    harness.run_steps(3);
    assert_ne!(std::fs::read_to_string(&pair).expect("a scene"), before);
    assert_eq!(path(&harness).map(|path| file_name(&path)).as_deref(), Some("pair.worm.ron"));
    assert!(!harness.state().resource::<History>().is_dirty());
}

#[test]
fn a_file_is_opened_by_the_beginning_of_its_name() {
    let folder = tempfile::tempdir().expect("a folder");
    for name in ["pair", "ring", "reflex"] {
        std::fs::copy(file_of(name), folder.path().join(format!("{name}.worm.ron"))).expect("copied");
    }
    let mut harness = window();
    open(&mut harness, &folder.path().join("pair.worm.ron"));
    harness.key_press_modifiers(Modifiers::COMMAND, Key::O);
    harness.run_steps(3);
    harness.event(Event::Text("ri".into()));
    harness.run_steps(2);
    harness.key_press(Key::Enter);
    harness.run_steps(3);
    assert_eq!(harness.state().resource::<SceneInfo>().name, "Ring");
    // Keys that were for the dialog did nothing else; Escape closes it and nothing more.
    harness.key_press_modifiers(Modifiers::COMMAND, Key::O);
    harness.run_steps(3);
    harness.key_press(Key::Escape);
    harness.run_steps(3);
    assert!(!files::dialog_is_open(harness.state()));
    assert_eq!(harness.state().resource::<SceneInfo>().name, "Ring");
}

#[test]
fn a_scene_of_the_program_is_never_written_over() {
    let before = std::fs::read_to_string(file_of("pair")).expect("a scene");
    let mut harness = window();
    open(&mut harness, &file_of("pair"));
    assert!(path(&harness).is_some_and(|path| is_shipped(&path)));
    change(&mut harness);
    save(&mut harness, Modifiers::NONE);
    assert!(files::dialog_is_open(harness.state()), "a name is asked for");
    // Neither by its own name, though that be asked for.
    let own = file_of("pair").display().to_string();
    harness.key_press_modifiers(Modifiers::COMMAND, Key::A);
    harness.event(Event::Text(own));
    harness.run_steps(2);
    harness.key_press(Key::Enter);
    harness.run_steps(3);
    harness.get_by_label("Replace").click();
    harness.run_steps(3);
    assert_eq!(std::fs::read_to_string(file_of("pair")).expect("a scene"), before);
    assert!(files::dialog_is_open(harness.state()), "it is asked for again");
    assert!(harness.state().resource::<History>().is_dirty());
    let folder = tempfile::tempdir().expect("a folder");
    let mine = folder.path().join("mine");
    harness.key_press_modifiers(Modifiers::COMMAND, Key::A);
    harness.event(Event::Text(mine.display().to_string()));
    harness.run_steps(2);
    harness.key_press(Key::Enter);
    harness.run_steps(3);
    assert_eq!(path(&harness), Some(folder.path().join("mine.worm.ron")));
    assert!(!harness.state().resource::<History>().is_dirty());
}

#[test]
fn a_new_scene_begins_with_a_template_and_is_untitled_until_it_is_named() {
    for (place, template) in TEMPLATES[..files::OFFERED].iter().enumerate() {
        let mut harness = window();
        harness.key_press_modifiers(Modifiers::COMMAND, Key::N);
        harness.run_steps(3);
        assert!(harness.state().resource::<New>().shown);
        harness.get_by_role_and_label(Role::Button, template.name).click();
        harness.run_steps(3);
        assert!(!harness.state().resource::<New>().shown);
        assert_eq!(path(&harness), None);
        assert!(!harness.state().resource::<History>().is_dirty(), "there is nothing to lose yet");
        let graph = graph(&harness);
        assert_eq!(graph.beings.len(), 1, "{}", template.name);
        assert_eq!(graph.beings[0].body.is_some(), place > 0, "{}", template.name);
        assert_eq!(graph.cells.is_empty(), place < 2, "{}", template.name);
        save(&mut harness, Modifiers::NONE);
        assert!(name_in_dialog(&harness).starts_with(template.stem));
    }
}

#[test]
fn unsaved_changes_are_asked_about_before_a_new_scene_begins() {
    let mut harness = window();
    change(&mut harness);
    harness.get_by_label("Scene").click();
    harness.run_steps(3);
    harness.get_by_label_contains("New...").click();
    harness.run_steps(3);
    harness.key_press(Key::Num2);
    harness.run_steps(3);
    assert!(harness.query_by_label_contains("a new scene begins (bare worm)").is_some());
    harness.get_by_label("Discard").click();
    harness.run_steps(3);
    assert_eq!(graph(&harness).beings[0].name, "Worm");
    assert!(graph(&harness).cells.is_empty());
    // The first tile of the gallery leads there too.
    harness.key_press_modifiers(Modifiers::COMMAND, Key::G);
    harness.run_steps(3);
    harness.get_by_label("New scene").click();
    harness.run_steps(3);
    assert!(harness.state().resource::<New>().shown && !harness.state().resource::<Gallery>().shown);
}

#[test]
fn files_of_all_kinds_can_be_dropped() {
    let folder = tempfile::tempdir().expect("a folder");
    let at = |name: &str| folder.path().join(name);
    std::fs::write(at("cells.csv"), "pre,post,weight\nA,B,3\nB,C,2\n").expect("written");
    std::fs::write(at("taps.protocol.ron"), "(format: 1, stimuli: [Touch(place: Head, at: 10.0)])")
        .expect("written");
    std::fs::write(at("bad.protocol.ron"), "(format: 1, stimuli: [Touch(place: Hed, at: 10.0)])")
        .expect("written");
    std::fs::write(at("bad.csv"), "one\ntwo\n").expect("written");
    std::fs::write(at("picture.png"), b"\x89PNG\r\n\x1a\n").expect("written");
    std::fs::copy(file_of("crawler"), at("crawler.worm.ron")).expect("copied");
    let mut harness = window();
    let drop = |harness: &mut Harness<'_, World>, names: &[&str]| {
        files::take_dropped(harness.state_mut(), names.iter().map(|name| at(name)).collect());
        harness.run_steps(3);
    };
    drop(&mut harness, &["cells.csv"]);
    let cells: Vec<_> = graph(&harness).cells.iter().map(|cell| cell.key.neuron.clone()).collect();
    assert_eq!(cells, ["A", "B", "C"]);
    assert!(harness.query_all_by_label("cells.csv was read as a network").next().is_some());
    let read = "3 neurons, 2 chemical synapses, 0 electrical synapses";
    assert!(says(&harness, read));
    assert!(says(&harness, "`weight`"), "what was read as what");
    assert_eq!(path(&harness), None);
    assert!(harness.state().resource::<History>().is_dirty(), "it is in no file yet");
    // What cannot be read leaves it alone, and says why.
    harness.state_mut().resource_mut::<History>().saved();
    for (name, words) in
        [("bad.csv", "bad.csv could not be opened"), ("picture.png", "picture.png could not be opened")]
    {
        drop(&mut harness, &[name]);
        assert!(harness.query_all_by_label(words).next().is_some(), "{name}");
        assert_eq!(graph(&harness).cells.len(), 3);
    }
    // A scene is one under whatever name; a table of results is no network.
    std::fs::copy(file_of("pair"), at("pair.txt")).expect("copied");
    std::fs::write(at("sweep.csv"), "run,p,seed,creature,speed,hash\n1,1,1,W,2,00\n").expect("written");
    drop(&mut harness, &["sweep.csv"]);
    assert!(says(&harness, "holds results, not a network"));
    drop(&mut harness, &["pair.txt"]);
    assert_eq!(path(&harness), Some(at("pair.txt")));
    // What may have been meant is said with the line that does it.
    std::fs::write(at("odd.csv"), "alpha,beta,gamma\nA,B,x\nB,C,y\n").expect("written");
    drop(&mut harness, &["odd.csv"]);
    assert!(says(&harness, "wriggle import"));
    // Of several the first scene is opened; a protocol becomes a part of it, as a step of undo.
    drop(&mut harness, &["crawler.worm.ron", "cells.csv"]);
    assert_eq!(harness.state().resource::<SceneInfo>().name, "Crawler");
    let stimuli = |harness: &Harness<'_, World>| harness.state().resource::<Script>().stimuli().len();
    let before = stimuli(&harness);
    drop(&mut harness, &["taps.protocol.ron"]);
    assert_eq!(stimuli(&harness), before + 1);
    harness.key_press_modifiers(Modifiers::COMMAND, Key::Z);
    harness.run_steps(3);
    assert_eq!(stimuli(&harness), before);
    drop(&mut harness, &["bad.protocol.ron"]);
    assert!(harness.query_all_by_label("bad.protocol.ron does not fit this scene").next().is_some());
    assert_eq!(stimuli(&harness), before);
}

#[test]
fn a_file_that_is_deleted_does_not_read_as_saved() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("mine.worm.ron");
    std::fs::copy(file_of("pair"), &path).expect("copied");
    let mut harness = window();
    open(&mut harness, &path);
    assert!(harness.query_by_label("saved").is_some());
    std::fs::remove_file(&path).expect("removed");
    // Once is no proof: a program that saves may take it away and put it back.
    reload::look(harness.state_mut());
    harness.run_steps(2);
    assert!(harness.query_by_label("saved").is_some());
    reload::look(harness.state_mut());
    harness.run_steps(2);
    assert!(harness.query_by_label("saved").is_none() && harness.query_by_label("deleted").is_some());
    files::wish(harness.state_mut(), Wish::Close);
    harness.run_steps(3);
    assert!(harness.query_by_label("Unsaved changes").is_some());
    harness.get_by_label("Save").click();
    harness.run_steps(3);
    assert!(path.exists() && harness.state().resource::<Wishes>().quit);
    assert!(harness.query_by_label("saved").is_some());
}

#[test]
fn views_and_pins_of_a_file_are_those_that_it_was_left_with() {
    let folder = tempfile::tempdir().expect("a folder");
    let [one, other] = ["crawler", "arena"].map(|name| {
        let path = folder.path().join(format!("{name}.worm.ron"));
        std::fs::copy(file_of(name), &path).expect("copied");
        path
    });
    let mut harness = window();
    open(&mut harness, &one);
    let fitted = views(&harness).clone();
    {
        let mut views = harness.state_mut().resource_mut::<Views>();
        (views.follow, views.world.scale, views.world.centre) = (false, 77.0, (3.0, 4.0).into());
        views.network.scale = 55.0;
    }
    let ava = key("AVA");
    harness.state_mut().resource_mut::<Plots>().pins = vec![ava.clone()];
    harness.run_steps(2);
    open(&mut harness, &other);
    assert!(views(&harness).follow && views(&harness).world.scale != 77.0);
    assert!(views(&harness).is_network_fitted());
    assert!(harness.state().resource::<Plots>().pins.is_empty());
    open(&mut harness, &one);
    let now = views(&harness);
    assert_eq!((now.follow, now.world.scale, now.network.scale), (false, 77.0, 55.0));
    assert_eq!(now.world.centre, (3.0, 4.0).into());
    assert_eq!(harness.state().resource::<Plots>().pins, [ava]);
    // What was fitted is fitted anew, however large the window is then.
    harness.state_mut().resource_mut::<Views>().fit();
    harness.run_steps(2);
    open(&mut harness, &other);
    open(&mut harness, &one);
    assert_eq!(views(&harness).network, fitted.network);
    assert!(views(&harness).is_world_fitted());
    look_as_before(harness.state_mut());
    harness.run_steps(2);
    assert_eq!(views(&harness).network, fitted.network);
}

#[test]
fn a_fitted_world_stays_fitted_when_the_window_becomes_finer() {
    let mut harness = crawler_window();
    let share = |harness: &Harness<'_, World>| views(harness).world.scale / views(harness).world.rect.width();
    let before = share(&harness);
    harness.set_size(Vec2::new(853.0, 480.0));
    harness.run_steps(3);
    assert!(views(&harness).is_world_fitted());
    let mut other = Harness::builder()
        .with_size(Vec2::new(853.0, 480.0))
        .build_ui_state(|ui, world: &mut World| frame(ui, world), world_with(crawler()));
    other.run_steps(6);
    assert_eq!(views(&harness).world.scale, views(&other).world.scale, "{before}");
    // One that was zoomed stays as it is.
    harness.state_mut().resource_mut::<Views>().world.scale = 31.0;
    harness.set_size(Vec2::new(1280.0, 720.0));
    harness.run_steps(3);
    assert_eq!(views(&harness).world.scale, 31.0);
}

#[test]
fn a_scene_that_is_opened_from_the_menu_is_fitted_at_once() {
    let folder = tempfile::tempdir().expect("a folder");
    let text = std::fs::read_to_string(file_of("crawler")).expect("a scene");
    let far = text.replacen("name: \"Worm\",\n", "name: \"Worm\",\n            at: (500.0, 300.0),\n", 1);
    let path = folder.path().join("far.worm.ron");
    std::fs::write(&path, far.replacen("name: \"Crawler\"", "name: \"Far away\"", 1)).expect("written");
    let near = folder.path().join("near.worm.ron");
    std::fs::write(&near, text).expect("written");
    let mut harness = window();
    open(&mut harness, &near);
    harness.get_by_label("Scene").click();
    harness.run_steps(3);
    harness.get_by_label_contains("Far away").click();
    harness.run_steps(2);
    let world = &views(&harness).world;
    assert!(world.sees((492.0, 300.0).into(), 1.0), "{world:?}");
    assert!(world.scale > 10.0, "{world:?}");
}

#[test]
fn the_run_that_r_has_ended_can_be_returned_to() {
    let mut harness = crawler_window();
    let world = harness.state_mut();
    for _ in 0..150 {
        drive::tick(world);
    }
    let hash = state_hash(world);
    harness.key_press(Key::R);
    harness.run_steps(2);
    let world = harness.state_mut();
    assert_eq!(world.resource::<Clock>().tick, 0);
    for _ in 0..40 {
        drive::tick(world);
    }
    let second = state_hash(world);
    harness.run_steps(2);
    harness.get_by_label("Run before").click();
    harness.run_steps(2);
    let world = harness.state_mut();
    assert_eq!((world.resource::<Clock>().tick, state_hash(world)), (150, hash));
    assert_eq!(world.resource::<Timeline>().span(), (0, 150));
    // And all of it can be gone back in, and gone on from, as if it had never been left.
    assert_eq!(time::go(world, 60), 60);
    assert_eq!(time::go(world, 150), 150);
    assert_eq!(state_hash(world), hash);
    for _ in 0..30 {
        drive::tick(world);
    }
    let mut other = crawler_window();
    for _ in 0..180 {
        drive::tick(other.state_mut());
    }
    assert_eq!(state_hash(world), state_hash(other.state()));
    // The one that was left for it is still there.
    time::return_to_run(world);
    assert_eq!((world.resource::<Clock>().tick, state_hash(world)), (40, second));
}

#[test]
fn a_file_with_another_body_can_be_gone_back_from() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("mine.worm.ron");
    std::fs::copy(file_of("crawler"), &path).expect("copied");
    let mut harness = window();
    open(&mut harness, &path);
    let world = harness.state_mut();
    for _ in 0..120 {
        drive::tick(world);
    }
    let hash = state_hash(world);
    let text = std::fs::read_to_string(&path).expect("a scene").replacen("width: 1.0", "width: 1.25", 1);
    std::fs::write(&path, text).expect("written");
    reload::look(world);
    reload::look(world);
    let width = |world: &World| {
        let creature = world.resource::<crate::nervous::Wiring>().creatures[0];
        world.get::<crate::body::Body>(creature).expect("a body").plan.width
    };
    assert_eq!(width(world), 1.25);
    for _ in 0..20 {
        drive::tick(world);
    }
    time::return_to_run(world);
    assert_eq!((width(world), state_hash(world)), (1.0, hash));
    assert_eq!(world.resource::<Timeline>().span(), (0, 120));
    assert!(world.resource::<History>().is_dirty(), "the file says something else");
}

#[test]
fn what_is_not_saved_is_on_the_disk_when_the_program_ends() {
    let folder = tempfile::tempdir().expect("a folder");
    let kept = || {
        let entries = folder.path().read_dir().expect("a folder").flatten();
        entries.filter(|entry| file_name(&entry.path()).ends_with("rescue.ron")).count()
    };
    let mut world = world();
    world.insert_resource(Recovery::new(folder.path()).expect("files"));
    recovery::keep_at_once(&mut world);
    assert_eq!(kept(), 0, "there is nothing to keep");
    world.insert_resource(Recovery::new(folder.path()).expect("files"));
    History::perform(&mut world, Edit::Move(key("ALM"), bevy::math::Vec2::ONE)).expect("moved");
    recovery::keep_at_once(&mut world);
    assert_eq!(kept(), 1);
    drop(world);
    assert_eq!(kept(), 1, "and it stays there");
}

#[test]
fn a_body_that_comes_into_a_scene_without_one_is_noticed() {
    let mut harness = window();
    assert!(harness.state().resource::<Arrangement>().bodiless);
    let scene = crate::scene::load(&file_of("reflex")).expect("a scene").scene;
    crate::window::tools::add_from(harness.state_mut(), scene);
    harness.run_steps(3);
    let arrangement = harness.state().resource::<Arrangement>();
    assert!(!arrangement.bodiless);
    assert_eq!(arrangement.layout, Layout::Both);
}

#[test]
fn what_was_edited_at_the_beginning_of_a_run_is_there_when_that_is_returned_to() {
    let mut harness = window_with(crate::scene::load(&file_of("crawler")).expect("a scene").scene);
    let world = harness.state_mut();
    let width =
        |world: &mut World| world.query::<&crate::body::Body>().single(world).expect("a body").plan.width;
    for _ in 0..100 {
        drive::tick(world);
    }
    files::reset(world);
    let old = width(world);
    let plan = world.query::<&crate::body::Body>().single(world).expect("a body").plan;
    let wide = crate::body::BodyPlan { width: 1.5 * old, ..plan };
    assert!(perform(world, Edit::Body("Worm".into(), Some(wide))));
    time::return_to_run(world);
    assert_eq!(width(world), old, "the run before, with its body");
    time::return_to_run(world);
    assert_eq!(width(world), 1.5 * old, "and the one that was left for it");
    assert!(History::undo(world));
    assert_eq!(width(world), old, "with its undo");
}
