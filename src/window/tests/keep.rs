//! What is not lost: work after a crash, and a run whose file was changed.

use super::*;
use crate::body::Body;
use crate::nervous::Wiring;
use crate::record::state_hash;
use crate::window::files::recovery::{self, Recovery};
use crate::window::files::reload;
use crate::window::paint::panes::Panes;
use crate::window::state::{Busy, Views, Wish, Wishes};
use crate::window::time::Timeline;
use std::path::Path;

fn view(world: World) -> Harness<'static, World> {
    let mut harness = Harness::builder()
        .with_size(Vec2::new(1280.0, 720.0))
        .build_ui_state(|ui, world: &mut World| frame(ui, world), world);
    harness.run_steps(3);
    harness
}

/// A window that was changed and has written what it had when it crashed.
fn crash(folder: &Path, path: Option<PathBuf>) {
    let mut world = world();
    world.resource_mut::<Document>().path = path;
    world.insert_resource(Recovery::new(folder).expect("files"));
    History::perform(&mut world, Edit::Move(key("ALM"), bevy::math::Vec2::new(7.0, 8.0))).expect("moved");
    recovery::keep(&mut world);
    while folder.read_dir().expect("a folder").flatten().all(|e| !file_name(&e.path()).contains("rescue")) {
        std::thread::sleep(std::time::Duration::from_millis(5));
    }
}

#[test]
fn after_a_crash_the_work_is_offered_and_recovered() {
    let folder = tempfile::tempdir().expect("a folder");
    crash(folder.path(), Some("/nowhere/mine.worm.ron".into()));
    let mut world = world();
    world.insert_resource(Recovery::new(folder.path()).expect("files"));
    let mut harness = view(world);
    assert!(harness.query_by_label("Unsaved work was found").is_some());
    assert!(harness.query_by_label_contains("/nowhere/mine.worm.ron").is_some());
    harness.get_by_label("Recover").click();
    harness.run_steps(3);
    assert!(harness.query_by_label("Unsaved work was found").is_none());
    let world = harness.state_mut();
    let neuron = key("ALM").find(world).expect("ALM");
    assert_eq!(world.get::<crate::nervous::CanvasPlace>(neuron).expect("a place").0, (7.0, 8.0).into());
    assert!(world.resource::<History>().is_dirty(), "it is saved nowhere yet");
    assert_eq!(world.resource::<Document>().path.as_deref(), Some(Path::new("/nowhere/mine.worm.ron")));
    // A crash now loses nothing either.
    world.remove_resource::<Recovery>();
    world.insert_resource(Recovery::new(folder.path()).expect("files"));
    harness.run_steps(3);
    harness.get_by_label("Discard").click();
    harness.run_steps(3);
    assert!(harness.query_by_label("Unsaved work was found").is_none());
    harness.state_mut().resource_mut::<Recovery>().close();
    assert_eq!(folder.path().read_dir().expect("a folder").count(), 0);
}

#[test]
fn what_is_saved_needs_no_rescue() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut world = world();
    world.resource_mut::<Document>().path = Some(folder.path().join("mine.worm.ron"));
    let kept = folder.path().join("kept");
    world.insert_resource(Recovery::new(&kept).expect("files"));
    History::perform(&mut world, Edit::Move(key("ALM"), bevy::math::Vec2::ONE)).expect("moved");
    recovery::keep(&mut world);
    recovery::tend(&mut world);
    assert!(files::save(&mut world));
    recovery::tend(&mut world);
    let left = kept.read_dir().expect("a folder").flatten().map(|e| file_name(&e.path()));
    let left: Vec<String> = left.collect();
    assert!(left.len() == 1 && left[0].ends_with(".lock"), "{left:?}");
}

/// The crawler in a file of its own, open and alive.
fn open_crawler(path: &Path) -> World {
    std::fs::copy(concat!(env!("CARGO_MANIFEST_DIR"), "/scenes/crawler.worm.ron"), path).expect("copied");
    let mut world = world();
    files::open(&mut world, path.to_owned());
    for _ in 0..300 {
        drive::tick(&mut world);
    }
    world
}

/// Writes a changed file, of another length, and looks at it twice: the second time it has settled.
fn change(world: &mut World, path: &Path, change: impl Fn(String) -> String) {
    let text = std::fs::read_to_string(path).expect("the file");
    std::fs::write(path, change(text)).expect("written");
    reload::look(world);
    reload::look(world);
}

#[test]
fn a_file_that_is_changed_is_read_again_while_the_worm_lives_on() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("mine.worm.ron");
    let mut world = open_crawler(&path);
    let hash = state_hash(&world);
    change(&mut world, &path, |text| text.replacen("name: \"Crawler\"", "name: \"Other name\"", 1));
    assert_eq!(world.resource::<SceneInfo>().name, "Other name");
    assert_eq!(state_hash(&world), hash, "neurons and bodies are as they were");
    assert!(!world.resource::<History>().is_dirty());
    assert_eq!(world.resource::<Timeline>().span(), (0, 300), "and there is a way back");
    for _ in 0..50 {
        drive::tick(&mut world);
    }
    let mut other = open_crawler(&folder.path().join("other.worm.ron"));
    for _ in 0..50 {
        drive::tick(&mut other);
    }
    assert_eq!(state_hash(&world), state_hash(&other), "and it lives on as it would have");
}

#[test]
fn a_body_of_another_make_begins_where_it_was_born_and_neurons_live_on() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("mine.worm.ron");
    let mut world = open_crawler(&path);
    let neuron = |world: &World| {
        let wiring = world.resource::<Wiring>();
        wiring.neurons.iter().map(|n| *world.get::<NeuronState>(*n).expect("a state")).collect::<Vec<_>>()
    };
    let (states, before) = (neuron(&world), world.resource::<Wiring>().creatures[0]);
    let place = world.get::<Body>(before).expect("a body").segments[0].position;
    let text = std::fs::read_to_string(&path).expect("the file");
    let mut scene = crate::scene::parse(&text, "mine").expect("a scene");
    scene.creatures[0].body.as_mut().expect("a body").width *= 1.2;
    change(&mut world, &path, |_| crate::scene::to_text(&scene, ""));
    assert_eq!(neuron(&world), states);
    let after = world.resource::<Wiring>().creatures[0];
    assert_ne!(world.get::<Body>(after).expect("a body").segments[0].position, place);
    assert_eq!(world.resource::<Clock>().tick, 300);
    assert_eq!(world.resource::<Timeline>().span(), (300, 300));
    // A second worm is put in: the first one stays where it is.
    for _ in 0..200 {
        drive::tick(&mut world);
    }
    let place = world.get::<Body>(after).expect("a body").segments[3].position;
    let mut second = scene.creatures[0].clone();
    (second.name, second.at) = ("Second".into(), (30.0, 30.0));
    scene.creatures.push(second);
    change(&mut world, &path, |_| crate::scene::to_text(&scene, ""));
    let wiring = world.resource::<Wiring>();
    let worm = wiring
        .creatures
        .iter()
        .find(|c| world.get::<bevy::ecs::name::Name>(**c).is_some_and(|name| name.as_str() == "Worm"));
    let now = world.get::<Body>(*worm.expect("the worm")).expect("a body").segments[3].position;
    assert!(now.distance(place) < 0.5, "{now} {place}");
}

#[test]
fn changes_on_both_sides_are_asked_about() {
    for (answer, name) in [("Keep mine", "Crawler"), ("Take the file's", "Theirs")] {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("mine.worm.ron");
        let mut world = open_crawler(&path);
        let ava = NeuronKey { creature: "Worm".into(), neuron: "AVA".into() };
        History::perform(&mut world, Edit::Move(ava, bevy::math::Vec2::ONE)).expect("moved");
        change(&mut world, &path, |text| text.replacen("name: \"Crawler\"", "name: \"Theirs\"", 1));
        let mut harness = view(world);
        assert!(harness.query_by_label("Changed in two places").is_some());
        harness.get_by_label(answer).click();
        harness.run_steps(3);
        assert!(harness.query_by_label("Changed in two places").is_none());
        assert_eq!(harness.state().resource::<SceneInfo>().name, name);
        assert_eq!(harness.state().resource::<History>().is_dirty(), answer == "Keep mine");
        reload::look(harness.state_mut());
        harness.run_steps(2);
        assert!(harness.query_by_label("Changed in two places").is_none(), "it is asked once");
    }
}

#[test]
fn a_faulty_file_is_told_and_the_scene_goes_on() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("mine.worm.ron");
    let mut world = open_crawler(&path);
    let hash = state_hash(&world);
    change(&mut world, &path, |text| text.replacen("creatures", "craetures", 1));
    assert_eq!((world.resource::<SceneInfo>().name.as_str(), state_hash(&world)), ("Crawler", hash));
    let mut harness = view(world);
    harness.run_steps(3);
    assert_eq!(harness.state().resource::<Notices>().count(), 1 + 1, "opened, and the fault");
    change(harness.state_mut(), &path, |text| text.replacen("craetures", "creatures", 1));
    assert_eq!(harness.state().resource::<SceneInfo>().name, "Crawler");
}

#[test]
fn our_own_saving_is_no_change_from_outside() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("mine.worm.ron");
    let mut world = open_crawler(&path);
    let ava = NeuronKey { creature: "Worm".into(), neuron: "AVA".into() };
    for at in [1.0, 2.0] {
        History::perform(&mut world, Edit::Move(ava.clone(), bevy::math::Vec2::splat(at))).expect("moved");
        if at == 1.0 {
            assert!(files::save(&mut world));
        }
        reload::look(&mut world);
        reload::look(&mut world);
    }
    let harness = view(world);
    assert!(harness.query_by_label("Changed in two places").is_none());
    assert!(harness.state().resource::<History>().is_dirty());
}

/// Left, top and right of the plot in a window of a size, which tell how large the panels around
/// it are.
fn plot_within(size: Vec2, panes: Panes) -> (f32, f32, f32) {
    let mut world = world();
    world.resource_mut::<Arrangement>().panes = panes;
    let mut harness =
        Harness::builder().with_size(size).build_ui_state(|ui, world: &mut World| frame(ui, world), world);
    harness.run_steps(3);
    let plot = harness.get_by_label("Plot over time").rect();
    (plot.left(), plot.top(), size.x - plot.right())
}

#[test]
fn panels_are_as_large_as_they_were_left() {
    let large = Vec2::new(1600.0, 900.0);
    let usual = plot_within(large, Panes { plot: Some(225.0), ..Panes::default() });
    let panes = Panes { list: Some(304.0), inspector: Some(448.0), plot: Some(325.0), ..Panes::default() };
    let kept = plot_within(large, panes);
    assert_eq!((kept.0 - usual.0, kept.2 - usual.2), (100.0, 100.0));
    assert_eq!(usual.1 - kept.1, 100.0);
}

#[test]
fn in_a_small_window_large_panels_leave_room() {
    let panes = Panes {
        list: Some(360.0),
        inspector: Some(520.0),
        plot: Some(520.0),
        classes: Some(400.0),
        ..Panes::default()
    };
    // In a smaller one they fold.
    let size = Vec2::new(1000.0, 640.0);
    let (left, top, right) = plot_within(size, panes);
    assert!(size.x - left - right > 180.0 && top > 150.0, "{left} {top} {right}");
}

#[test]
fn a_dragged_border_is_remembered() {
    let mut harness = view(world());
    // The margins of lanes and panel lie between.
    let border = harness.get_by_label("Plot over time").rect().right() + 8.0 + 8.0;
    let at = bevy_egui::egui::pos2(border + 2.0, 300.0);
    harness.hover_at(at);
    harness.run_steps(2);
    harness.drag_at(at);
    harness.run_steps(2);
    harness.hover_at(at - Vec2::new(60.0, 0.0));
    harness.run_steps(2);
    harness.drop_at(at - Vec2::new(60.0, 0.0));
    harness.run_steps(2);
    let panes = harness.state().resource::<Arrangement>().panes;
    let inspector = panes.inspector.expect("a width");
    assert!((inspector - 408.0).abs() <= 4.0, "{inspector}");
    assert_eq!(panes.list, None, "nobody touched it");
}

#[test]
fn files_that_are_dropped_behind_a_question_wait_for_its_answer() {
    let folder = tempfile::tempdir().expect("a folder");
    crash(folder.path(), None);
    let other = folder.path().join("cells.csv");
    std::fs::write(&other, "pre,post\nA,B\n").expect("written");
    let mut world = world();
    world.insert_resource(Recovery::new(folder.path()).expect("files"));
    let mut harness = view(world);
    files::take_dropped(harness.state_mut(), vec![other]);
    harness.run_steps(3);
    assert!(harness.query_by_label("Unsaved work was found").is_some());
    assert_eq!(graph(&harness).cells.len(), 3, "nothing is opened behind it");
    assert_eq!(harness.state().resource::<Notices>().count(), 1, "which is said");
    harness.get_by_label("Recover").click();
    harness.run_steps(3);
    // What is recovered is not saved: the file asks in its turn.
    assert!(harness.query_by_label("Unsaved changes").is_some());
    harness.get_by_label("Discard").click();
    harness.run_steps(3);
    assert_eq!(graph(&harness).cells.len(), 2);
    harness.state_mut().resource_mut::<Recovery>().close();
}

#[test]
fn how_a_scene_was_looked_at_is_remembered_whatever_takes_its_place() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("mine.worm.ron");
    let kept = folder.path().join("kept");
    crash(&kept, None);
    let mut world = open_crawler(&path);
    world.insert_resource(Recovery::new(&kept).expect("files"));
    let mut harness = view(world);
    let views = &mut harness.state_mut().resource_mut::<Views>();
    (views.follow, views.fit_world) = (false, false);
    (views.world.centre, views.world.scale) = (bevy::math::Vec2::new(3.0, 4.0), 21.0);
    harness.get_by_label("Recover").click();
    harness.run_steps(3);
    let world = harness.state_mut();
    let mut views = world.resource_mut::<Views>();
    assert!(views.fit_world, "another scene, seen as a whole");
    views.world.scale = 5.0;
    files::open(world, path);
    let views = world.resource::<Views>();
    assert!(!views.fit_world && views.world.scale == 21.0, "{}", views.world.scale);
    world.resource_mut::<Recovery>().close();
}

#[test]
fn closing_asks_while_something_is_still_being_written() {
    let mut harness = view(world());
    let closes = |harness: &Harness<'_, World>| harness.state().resource::<Wishes>().quit;
    harness.state_mut().resource_mut::<Busy>().begin("film", "worm.mp4 is still being written");
    files::wish(harness.state_mut(), Wish::Close);
    harness.run_steps(3);
    assert!(!closes(&harness));
    assert!(harness.query_by_label_contains("worm.mp4 is still being written").is_some());
    harness.get_by_label("Wait").click();
    harness.run_steps(3);
    assert!(!closes(&harness) && harness.state().resource::<Wishes>().waiting.is_none());
    // It comes to its end while the question stands: nothing is in the way any more.
    files::wish(harness.state_mut(), Wish::Close);
    harness.run_steps(3);
    harness.state_mut().resource_mut::<Busy>().end("film");
    harness.run_steps(3);
    assert!(closes(&harness));
}
