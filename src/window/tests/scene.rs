//! What the inspector shows while nothing is selected.

use super::editor::*;
use super::*;
use crate::body::Body;

#[test]
fn the_title_of_a_scene_is_changed_where_nothing_is_selected() {
    let mut harness = window();
    type_into(&mut harness, Role::TextInput, "Title of the scene", "Another");
    type_into(&mut harness, Role::TextInput, "About the scene", "To be seen.");
    let scene = document(&mut harness);
    assert_eq!((scene.name.as_str(), scene.about.as_str()), ("Another", "To be seen."));
    escape_and_undo(&mut harness);
    assert_eq!(document(&mut harness).about, "");
    escape_and_undo(&mut harness);
    assert_eq!(document(&mut harness).name, "Test");
}

#[test]
fn a_body_is_changed_while_it_runs() {
    let mut harness = reflex();
    let before = document(&mut harness);
    let place = |harness: &mut Harness<'_, World>| {
        let world = harness.state_mut();
        world.query::<&Body>().iter(world).next().expect("a body").head_tip()
    };
    let head = place(&mut harness);
    type_into(&mut harness, Role::SpinButton, "length", "20");
    assert_eq!(document(&mut harness).creatures[0].body.expect("a body").length, 20.0);
    assert!(place(&mut harness).distance(head) < 1e-3);
    type_into(&mut harness, Role::SpinButton, "segments", "10");
    let creature = document(&mut harness).creatures[0].clone();
    assert_eq!((creature.body.expect("a body").segments, creature.muscles.len()), (10, 9));
    assert_eq!(creature.skin[0].segments, (0, 9));
    assert_eq!(graph(&harness).beings[0].body.expect("drawn").1, 10);
    // Where it would not be allowed it is not: the width stays within half the length.
    type_into(&mut harness, Role::SpinButton, "width", "90");
    let width = |harness: &mut Harness<'_, World>| document(harness).creatures[0].body.expect("a body").width;
    assert_eq!(width(&mut harness), before.creatures[0].body.expect("a body").width);
    assert!(harness.query_by_label_contains("to 10, not 90").is_some());
    for _ in 0..2 {
        escape_and_undo(&mut harness);
    }
    assert_eq!(document(&mut harness), before);
}

#[test]
fn segments_are_taken_over_when_their_field_is_left() {
    let mut harness = reflex();
    let before = document(&mut harness);
    let segments = before.creatures[0].body.expect("a body").segments;
    for (key, expected) in [(Key::Escape, segments), (Key::Tab, segments - 2)] {
        harness.get_by_role_and_label(Role::SpinButton, "segments").click();
        harness.run_steps(2);
        for _ in 0..2 {
            harness.key_press(Key::ArrowDown);
            harness.run_steps(2);
            assert_eq!(document(&mut harness), before, "muscles on the way are not lost");
        }
        harness.key_press(key);
        harness.run_steps(3);
        assert_eq!(document(&mut harness).creatures[0].body.expect("a body").segments, expected, "{key:?}");
    }
    escape_and_undo(&mut harness);
    assert_eq!(document(&mut harness), before);
}

#[test]
fn escape_takes_back_what_arrow_keys_did_to_a_body() {
    let mut harness = reflex();
    let before = document(&mut harness);
    harness.get_by_role_and_label(Role::SpinButton, "length").click();
    harness.run_steps(2);
    for _ in 0..2 {
        harness.key_press(Key::ArrowUp);
        harness.run_steps(2);
    }
    assert_ne!(document(&mut harness), before);
    harness.key_press(Key::Escape);
    harness.run_steps(3);
    assert_eq!(document(&mut harness), before);
    assert!(!harness.state().resource::<History>().can_undo());
}

#[test]
fn a_network_is_given_a_body() {
    let mut harness = window();
    let before = document(&mut harness);
    harness.get_by_label("Give it a body").click();
    harness.run_steps(3);
    assert!(document(&mut harness).creatures[0].body.is_some());
    for _ in 0..5 {
        drive::tick(harness.state_mut());
    }
    // The end of the inspector lies below a small window.
    harness.set_size(Vec2::new(1280.0, 1300.0));
    harness.run_steps(4);
    harness.get_by_label("Take the body away").click();
    harness.run_steps(3);
    assert_eq!(document(&mut harness), before);
}
