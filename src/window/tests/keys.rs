//! Keys: their order, what they are for, and what Escape leaves.

use super::editor::*;
use super::*;
use bevy_egui::egui::{PointerButton, Popup};

/// A key that is pressed and let go.
fn stroke(key: Key, modifiers: Modifiers) -> [Event; 2] {
    [true, false].map(|pressed| Event::Key { key, physical_key: None, pressed, repeat: false, modifiers })
}

/// Several keys in one frame.
pub(super) fn at_once(harness: &mut Harness<'_, World>, keys: &[(Key, Modifiers)]) {
    let events = keys.iter().flat_map(|(key, modifiers)| stroke(*key, *modifiers));
    harness.input_mut().events.extend(events);
    harness.run_steps(4);
}

const NONE: Modifiers = Modifiers::NONE;
const CTRL: Modifiers = Modifiers::COMMAND;

fn neurons(harness: &mut Harness<'_, World>) -> usize {
    document(harness).creatures[0].neurons.len()
}

fn escape(harness: &mut Harness<'_, World>) {
    harness.key_press(Key::Escape);
    harness.run_steps(3);
}

#[test]
fn keys_of_one_frame_act_in_the_order_of_the_hand() {
    let mut harness = window();
    at_once(&mut harness, &[(Key::A, CTRL), (Key::Delete, NONE)]);
    assert_eq!(neurons(&mut harness), 0);
    at_once(&mut harness, &[(Key::Z, CTRL), (Key::A, CTRL)]);
    assert_eq!((neurons(&mut harness), selection(&harness).count()), (3, 3));
    let mut harness = window();
    at_once(&mut harness, &[(Key::Delete, NONE), (Key::A, CTRL)]);
    assert_eq!((neurons(&mut harness), selection(&harness).count()), (3, 3));
    // What one of them has made is there for the next.
    at_once(&mut harness, &[(Key::N, NONE), (Key::A, CTRL)]);
    assert_eq!((neurons(&mut harness), selection(&harness).count()), (4, 4));
}

#[test]
fn keys_of_one_frame_act_as_often_as_they_were_pressed() {
    let mut harness = window();
    at_once(&mut harness, &[(Key::Period, NONE); 3]);
    assert_eq!(harness.state().resource::<Playback>().steps, 3);
    at_once(&mut harness, &[(Key::N, NONE); 2]);
    assert_eq!(neurons(&mut harness), 5);
    at_once(&mut harness, &[(Key::Z, CTRL); 2]);
    assert_eq!(document(&mut harness), scene());
    at_once(&mut harness, &[(Key::Space, NONE); 2]);
    assert!(!harness.state().resource::<Playback>().playing);
}

#[test]
fn a_key_that_is_held_repeats_steps_and_no_switch() {
    let mut harness = window();
    let held = |key| Event::Key { key, physical_key: None, pressed: true, repeat: false, modifiers: NONE };
    harness.input_mut().events.extend([held(Key::Space), held(Key::Space)]);
    harness.input_mut().events.push(stroke(Key::Space, NONE)[1].clone());
    harness.run_steps(2);
    assert!(harness.state().resource::<Playback>().playing);
    harness.input_mut().events.extend([held(Key::Period), held(Key::Period), held(Key::Period)]);
    harness.run_steps(2);
    assert_eq!(harness.state().resource::<Playback>().steps, 3);
}

#[test]
fn what_is_typed_behind_f2_in_one_frame_is_the_new_name() {
    let mut harness = window();
    select(&mut harness, "PLM");
    let mut events = stroke(Key::F2, NONE).to_vec();
    for letter in ["R", "I", "S"] {
        events.extend(stroke(Key::from_name(letter).expect("a key"), NONE));
        events.push(Event::Text(letter.into()));
    }
    events.extend(stroke(Key::Enter, NONE));
    // It silences what has the name by then.
    events.extend(stroke(Key::S, NONE));
    harness.input_mut().events.extend(events);
    harness.run_steps(6);
    assert_eq!(selection(&harness).selected, Some(key("RIS")), "in place of the whole old name");
    let neuron = key("RIS").find(harness.state_mut()).expect("there");
    assert_eq!(harness.state().get::<crate::nervous::Hold>(neuron), Some(&crate::nervous::Hold::Silent));
    assert_eq!(harness.state().resource::<Clock>().tick, 0);
}

#[test]
fn a_key_behind_a_click_in_one_frame_is_for_what_was_clicked() {
    let mut harness = window();
    select(&mut harness, "ALM");
    let pos = at(&harness, "M1");
    let button =
        |pressed| Event::PointerButton { pos, button: PointerButton::Primary, pressed, modifiers: NONE };
    let mut events = vec![Event::PointerMoved(pos), button(true), button(false)];
    harness.input_mut().events.push(Event::PointerMoved(pos));
    harness.run_steps(2);
    events.extend(stroke(Key::Delete, NONE));
    harness.input_mut().events.extend(events);
    harness.run_steps(4);
    let left: Vec<String> =
        document(&mut harness).creatures[0].neurons.iter().map(|n| n.name.clone()).collect();
    assert_eq!(left, ["ALM", "PLM"]);
}

#[test]
fn escape_closes_one_thing_at_a_time_from_the_innermost() {
    let mut harness = window();
    select(&mut harness, "ALM");
    harness.get_by_label("Edit").click();
    harness.run_steps(3);
    assert!(Popup::is_any_open(&harness.ctx));
    escape(&mut harness);
    assert!(!Popup::is_any_open(&harness.ctx));
    assert_eq!(selection(&harness).selected, Some(key("ALM")), "the menu alone");
    // Twice in one frame: the menu, and what is selected.
    harness.get_by_label("Edit").click();
    harness.run_steps(3);
    at_once(&mut harness, &[(Key::Escape, NONE); 2]);
    assert!(!Popup::is_any_open(&harness.ctx) && selection(&harness).is_empty());
    // A field, and then what is selected.
    select(&mut harness, "ALM");
    harness.get_by_label("Filter").click();
    harness.run_steps(2);
    escape(&mut harness);
    assert!(!harness.ctx.text_edit_focused());
    assert_eq!(selection(&harness).selected, Some(key("ALM")), "the field alone");
    escape(&mut harness);
    assert!(selection(&harness).is_empty());
}

#[test]
fn escape_leaves_a_class_and_a_link_before_its_neuron() {
    let mut harness = window();
    harness.get_by_label("Class motor").click();
    harness.run_steps(3);
    assert_eq!(selection(&harness).class.as_deref(), Some("motor"));
    escape(&mut harness);
    assert!(selection(&harness).is_empty());
    let entry = crate::edit::build::links_between(harness.state_mut(), &key("ALM"), &key("M1")).pop();
    select(&mut harness, "ALM");
    harness.state_mut().resource_mut::<Selection>().entry = entry;
    escape(&mut harness);
    let left = selection(&harness);
    assert_eq!((&left.entry, &left.selected), (&None, &Some(key("ALM"))));
    // To select something else leaves a class too.
    harness.get_by_label("Class motor").click();
    harness.run_steps(3);
    harness.state_mut().resource_mut::<Selection>().select(None);
    assert_eq!(selection(&harness).class, None);
}

#[test]
fn escape_withdraws_an_offer_and_a_drag() {
    let mut harness = reflex();
    let (from, to) = body_links::rim_and_skin(&mut harness, 0, 5);
    let before = document(&mut harness);
    select(&mut harness, "FLINCH");
    pull(&mut harness, from, to, NONE);
    assert!(harness.query_by_label("nothing").is_some());
    escape(&mut harness);
    assert!(harness.query_by_label("nothing").is_none());
    assert_eq!(selection(&harness).selected, Some(key("FLINCH")), "the offer alone");
    // A link that is being drawn.
    let button =
        |pressed, pos| Event::PointerButton { pos, button: PointerButton::Primary, pressed, modifiers: NONE };
    harness.hover_at(from);
    harness.run_steps(1);
    harness.event(button(true, from));
    harness.run_steps(1);
    let target = at(&harness, "FLINCH");
    for share in [0.3, 0.6, 1.0] {
        harness.hover_at(from + (target - from) * share);
        harness.run_steps(1);
    }
    escape(&mut harness);
    harness.event(button(false, target));
    harness.run_steps(3);
    assert_eq!(document(&mut harness), before);
    assert_eq!(selection(&harness).selected, Some(key("FLINCH")));
}

#[test]
fn behind_an_open_menu_keys_do_nothing() {
    let mut harness = window();
    select(&mut harness, "ALM");
    harness.get_by_label("Run").click();
    harness.run_steps(3);
    for key in [Key::Delete, Key::S, Key::N, Key::Num3, Key::R, Key::Space] {
        harness.key_press(key);
        harness.run_steps(2);
    }
    assert_eq!(document(&mut harness), scene());
    assert_eq!(harness.state().resource::<Arrangement>().layout, Layout::Network, "a scene without body");
    assert!(!harness.state().resource::<Playback>().playing);
    let neuron = key("ALM").find(harness.state_mut()).expect("there");
    assert!(harness.state().get::<crate::nervous::Hold>(neuron).is_none());
}

#[test]
fn what_undo_takes_away_is_selected_no_more() {
    let mut harness = window();
    harness.key_press(Key::N);
    harness.run_steps(3);
    assert!(selection(&harness).selected.is_some());
    harness.key_press_modifiers(CTRL, Key::Z);
    harness.run_steps(3);
    assert!(selection(&harness).is_empty());
    // Of several, those that are left.
    harness.key_press(Key::N);
    harness.run_steps(3);
    harness.key_press_modifiers(CTRL, Key::A);
    harness.run_steps(3);
    harness.key_press_modifiers(CTRL, Key::Z);
    harness.run_steps(3);
    assert_eq!(selection(&harness).count(), 3);
}

#[test]
fn ctrl_q_closes_the_window_and_asks_before() {
    let mut harness = window();
    History::perform(harness.state_mut(), Edit::Move(key("ALM"), bevy::math::Vec2::ONE)).expect("moved");
    harness.key_press_modifiers(CTRL, Key::Q);
    harness.run_steps(3);
    assert!(!harness.state().resource::<Wishes>().quit);
    assert!(harness.query_by_label("Unsaved changes").is_some());
    harness.get_by_label("Cancel").click();
    harness.run_steps(3);
    harness.key_press_modifiers(CTRL, Key::Z);
    harness.run_steps(3);
    harness.key_press_modifiers(CTRL, Key::Q);
    harness.run_steps(3);
    assert!(harness.state().resource::<Wishes>().quit);
}

#[test]
fn f11_fills_the_screen_and_gives_it_back() {
    use bevy::window::{PrimaryWindow, Window, WindowMode};
    let mut harness = window();
    let screen = harness.state_mut().spawn((Window::default(), PrimaryWindow)).id();
    let mode = |harness: &Harness<'_, World>| harness.state().get::<Window>(screen).expect("a window").mode;
    harness.key_press(Key::F11);
    harness.run_steps(2);
    assert!(matches!(mode(&harness), WindowMode::BorderlessFullscreen(_)));
    harness.key_press(Key::F11);
    harness.run_steps(2);
    assert_eq!(mode(&harness), WindowMode::Windowed);
}

#[test]
fn f2_opens_the_canvas_for_the_new_name() {
    let mut harness = window();
    select(&mut harness, "PLM");
    harness.state_mut().resource_mut::<Arrangement>().layout = Layout::World;
    harness.state_mut().resource_mut::<Views>().network.centre = bevy::math::Vec2::new(300.0, 300.0);
    harness.run_steps(2);
    at_once(&mut harness, &[(Key::F2, NONE)]);
    assert!(harness.query_by_label("New name").is_some() && harness.ctx.text_edit_focused());
    escape(&mut harness);
    harness.key_press(Key::Num2);
    harness.run_steps(2);
    assert_eq!(harness.state().resource::<Arrangement>().layout, Layout::World, "keys act again");
    assert_eq!(document(&mut harness), scene());
}
