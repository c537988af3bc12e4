//! Opening, saving, resetting, used as a person does.

use super::*;

#[test]
fn comments_between_entries_are_saved_too_and_what_goes_stays_beside_the_file() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("net.worm.ron");
    let text = "// The header.\n(\n    format: 1,\n    creatures: [(name: \"N\", neurons: [\n        // A word on A.\n        (name: \"A\"),\n    ])],\n)\n";
    std::fs::write(&path, text).expect("written");
    let neuron = NeuronKey { creature: "N".into(), neuron: "A".into() };
    let before = |n: &str| std::fs::read_to_string(folder.path().join(format!("net.worm.ron.before{n}")));
    let world = &mut world();
    files::open(world, path.clone());
    perform(world, Edit::Move(neuron.clone(), (2.0, 1.0).into()));
    assert!(files::save(world));
    let saved = std::fs::read_to_string(&path).expect("the scene");
    assert!(saved.starts_with("// The header.\n(") && saved.contains("at: (2.0, 1.0)"), "{saved}");
    assert!(saved.contains("// A word on A.\n                (name: \"A\""), "{saved}");
    assert!(before("").is_err(), "nothing is lost");
    // Once saved it is no other file: to save again changes nothing.
    assert!(files::save(world));
    assert_eq!(std::fs::read_to_string(&path).expect("the scene"), saved);
    // With the neuron its comment goes; both times when that happens the file stays.
    for (n, old) in [("", &saved), ("2", &saved.replace("A word", "Another word"))] {
        std::fs::write(&path, old).expect("written");
        files::open(world, path.clone());
        let edit = crate::edit::build::delete(world, std::slice::from_ref(&neuron), &[]).expect("an edit");
        perform(world, edit);
        assert!(files::save(world));
        assert!(!std::fs::read_to_string(&path).expect("the scene").contains("on A."));
        assert_eq!(before(n).expect("the file as it was"), *old);
    }
}

#[test]
fn a_scene_that_cannot_be_opened_is_told_and_leaves_the_running_one_alone() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("bad.worm.ron");
    std::fs::write(&path, "(format: 1, creatures: [(nme: 3)])").unwrap();
    let mut harness = window();
    harness.state_mut().resource_mut::<Clock>().tick = 77;
    files::wish(harness.state_mut(), Wish::Open(path));
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
        files::wish(harness.state_mut(), Wish::Open(path));
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
    harness.state_mut().resource_mut::<Document>().path = Some(path.clone());
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
