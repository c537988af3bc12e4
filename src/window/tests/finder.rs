//! Everything by its name.

use super::*;

fn find(harness: &mut Harness<'_, World>, typed: &str) {
    harness.key_press_modifiers(Modifiers::COMMAND, Key::P);
    harness.run_steps(3);
    harness.event(Event::Text(typed.into()));
    harness.run_steps(2);
}

fn is_open(harness: &Harness<'_, World>) -> bool {
    harness.query_by_label("Find by name").is_some()
}

#[test]
fn a_command_is_found_by_a_few_letters_and_done_by_enter() {
    let mut harness = window();
    find(&mut harness, "net alone");
    harness.key_press(Key::Enter);
    harness.run_steps(3);
    assert!(!is_open(&harness));
    assert_eq!(harness.state().resource::<Arrangement>().layout, Layout::Network);
    find(&mut harness, "worldalone");
    harness.key_press(Key::Enter);
    harness.run_steps(3);
    assert_eq!(harness.state().resource::<Arrangement>().layout, Layout::World);
}

#[test]
fn a_neuron_is_found_selected_and_shown() {
    let mut harness = window();
    let mut arrangement = harness.state_mut().resource_mut::<Arrangement>();
    arrangement.layout = Layout::World;
    harness.state_mut().resource_mut::<Views>().network.centre = bevy::math::Vec2::new(500.0, 500.0);
    find(&mut harness, "plm");
    harness.key_press(Key::Enter);
    harness.run_steps(4);
    assert_eq!(selection(&harness).selected, Some(key("PLM")));
    assert_eq!(harness.state().resource::<Arrangement>().layout, Layout::Both);
    let view = views(&harness).network;
    assert!(view.rect.contains(editor::at(&harness, "PLM")), "{view:?}");
}

#[test]
fn arrows_go_from_row_to_row_and_escape_leaves_all_as_it_was() {
    let mut harness = window();
    select(&mut harness, "ALM");
    find(&mut harness, "neuron");
    let down = |key| Event::Key {
        key,
        physical_key: None,
        pressed: true,
        repeat: false,
        modifiers: Modifiers::NONE,
    };
    harness.key_press(Key::Escape);
    harness.run_steps(3);
    assert!(!is_open(&harness));
    assert_eq!(selection(&harness).selected, Some(key("ALM")));
    select(&mut harness, "PLM");
    find(&mut harness, "alm");
    let field = harness.get_by_role_and_label(Role::TextInput, "Find by name").rect();
    assert!(field.top() < 120.0);
    // The one whose name it is comes first; down, up beyond the first, and it again.
    harness.input_mut().events.extend([Key::ArrowDown, Key::ArrowUp, Key::ArrowUp].map(down));
    harness.run_steps(2);
    harness.key_press(Key::Enter);
    harness.run_steps(3);
    assert_eq!(selection(&harness).selected, Some(key("ALM")));
}

#[test]
fn what_cannot_be_done_now_says_why_and_classes_and_scenes_are_found() {
    let mut harness = window();
    find(&mut harness, "duplicate");
    harness.key_press(Key::Enter);
    harness.run_steps(3);
    assert!(is_open(&harness));
    assert_eq!(harness.state().resource::<Notices>().count(), 1, "it says why");
    harness.key_press(Key::Escape);
    harness.run_steps(3);
    find(&mut harness, "sensory class");
    harness.key_press(Key::Enter);
    harness.run_steps(3);
    assert_eq!(selection(&harness).class.as_deref(), Some("sensory"));
    // A scene asks about what was changed here.
    History::perform(harness.state_mut(), Edit::Move(key("ALM"), bevy::math::Vec2::ONE)).expect("moved");
    find(&mut harness, "habituation.worm");
    harness.key_press(Key::Enter);
    harness.run_steps(4);
    assert!(harness.query_by_label("Unsaved changes").is_some());
    harness.get_by_label("Cancel").click();
    harness.run_steps(3);
    assert_eq!(harness.state().resource::<SceneInfo>().name, "Test");
}

#[test]
fn what_is_typed_behind_ctrl_p_in_one_frame_is_looked_for() {
    let mut harness = window();
    let key =
        |key, modifiers| Event::Key { key, physical_key: None, pressed: true, repeat: false, modifiers };
    harness.input_mut().events.extend([
        key(Key::P, Modifiers::COMMAND),
        key(Key::M, Modifiers::NONE),
        Event::Text("m".into()),
        key(Key::Num1, Modifiers::NONE),
        Event::Text("1".into()),
        key(Key::Enter, Modifiers::NONE),
    ]);
    harness.run_steps(6);
    assert_eq!(selection(&harness).selected, Some(super::key("M1")));
    assert!(!is_open(&harness));
}
