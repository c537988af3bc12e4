//! Numbers typed as people do.

use super::*;
use crate::nervous::Hold;
use bevy_egui::egui::{PointerButton, Pos2};
use egui_kittest::kittest::NodeT;

/// The window with a neuron in its inspector, so high that all of it is in sight.
fn of_alm() -> Harness<'static, World> {
    let mut harness = window();
    harness.set_size(Vec2::new(1280.0, 2400.0));
    harness.run_steps(3);
    select(&mut harness, "ALM");
    harness
}

/// A click into a field and a text in place of what was in it.
fn type_over(harness: &mut Harness<'_, World>, field: &str, text: &str) {
    harness.get_by_role_and_label(Role::SpinButton, field).click();
    harness.run_steps(2);
    harness.key_press_modifiers(Modifiers::COMMAND, Key::A);
    for letter in text.chars() {
        harness.event(Event::Text(letter.to_string()));
        harness.run_steps(1);
    }
}

fn enter(harness: &mut Harness<'_, World>, key: Key) {
    harness.key_press(key);
    harness.run_steps(3);
}

fn threshold(harness: &mut Harness<'_, World>) -> f32 {
    params(harness, "ALM").threshold
}

#[test]
fn a_comma_is_a_point() {
    let mut harness = of_alm();
    type_over(&mut harness, "threshold", "9,5");
    enter(&mut harness, Key::Enter);
    assert_eq!(threshold(&mut harness), 9.5);
    harness.key_press_modifiers(Modifiers::COMMAND, Key::Z);
    harness.run_steps(3);
    assert_eq!(threshold(&mut harness), 10.0, "it is one step");
}

#[test]
fn what_is_no_number_keeps_the_old_value_and_stays_to_be_mended() {
    let mut harness = of_alm();
    for text in ["7 5", "nan", "inf", "abc", "1,2,3", ""] {
        type_over(&mut harness, "threshold", "9");
        // Emptied by hand, letter by letter.
        enter(&mut harness, Key::Backspace);
        for letter in text.chars() {
            harness.event(Event::Text(letter.to_string()));
        }
        harness.run_steps(2);
        enter(&mut harness, Key::Enter);
        assert_eq!(threshold(&mut harness), 10.0, "{text}");
        let words = if text.is_empty() { "A number is missing" } else { "is no number" };
        assert!(says(&harness, words), "{text}");
        assert!(!harness.state().resource::<History>().is_dirty());
        // Esc brings the old one back, and closes nothing else.
        enter(&mut harness, Key::Escape);
        assert!(!says(&harness, words), "{text}");
        assert_eq!(selection(&harness).selected, Some(key("ALM")));
    }
    // Mended: only its last letter was wrong.
    type_over(&mut harness, "threshold", "8x");
    enter(&mut harness, Key::Enter);
    assert!(says(&harness, "is no number"));
    enter(&mut harness, Key::Backspace);
    enter(&mut harness, Key::Enter);
    assert_eq!(threshold(&mut harness), 8.0);
}

#[test]
fn what_is_out_of_range_says_the_range() {
    let mut harness = of_alm();
    for (field, text, words) in [
        ("residue", "1", "It can be 0 to below 1 fraction, not 1"),
        ("conduction", "-3", "It can be 1 to"),
        ("conduction", "2,5", "only be a whole number"),
        ("Synapses out: M1", "nan", "is no number"),
        ("potential, excitatory", "1e12", "It can be -1000000 to 1000000, not 1e12"),
    ] {
        let before = editor::document(&mut harness);
        type_over(&mut harness, field, text);
        enter(&mut harness, Key::Enter);
        assert!(says(&harness, words), "{field}: {text}");
        enter(&mut harness, Key::Escape);
        assert_eq!(editor::document(&mut harness), before, "{field}: {text}");
    }
}

#[test]
fn a_field_that_is_left_takes_the_number_over_and_keeps_a_wrong_one() {
    let mut harness = of_alm();
    type_over(&mut harness, "threshold", "6,25");
    assert_eq!(threshold(&mut harness), 10.0, "not while it is typed");
    enter(&mut harness, Key::Tab);
    assert_eq!(threshold(&mut harness), 6.25);
    type_over(&mut harness, "threshold", "6,2m");
    // A click beside it.
    let at = Pos2::new(640.0, 15.0);
    for pressed in [true, false] {
        harness.hover_at(at);
        harness.event(Event::PointerButton {
            pos: at,
            button: PointerButton::Primary,
            pressed,
            modifiers: Modifiers::NONE,
        });
        harness.run_steps(2);
    }
    assert_eq!(threshold(&mut harness), 6.25);
    assert!(says(&harness, "\u{201c}6,2m\u{201d} is no number"));
    let field = harness.get_by_role_and_label(Role::SpinButton, "threshold");
    assert_eq!(field.accesskit_node().value().as_deref(), Some("6,2m"), "the text is still there");
    // It is not that of another neuron.
    select(&mut harness, "PLM");
    assert!(!says(&harness, "is no number"));
}

#[test]
fn a_number_that_is_only_looked_at_is_not_rounded() {
    let mut harness = of_alm();
    let edit = Edit::Weight(crate::edit::EdgeKey { creature: "Worm".into(), place: 0 }, 0.123_456_7);
    History::perform(harness.state_mut(), edit).expect("a weight");
    harness.run_steps(3);
    let before = editor::document(&mut harness);
    harness.get_by_role_and_label(Role::SpinButton, "Synapses out: M1").click();
    harness.run_steps(2);
    enter(&mut harness, Key::Enter);
    assert_eq!(editor::document(&mut harness), before);
}

#[test]
fn a_potential_can_be_typed_while_it_changes() {
    let mut harness = of_alm();
    harness.get_by_role_and_label(Role::SpinButton, "potential, excitatory").click();
    harness.run_steps(2);
    harness.key_press_modifiers(Modifiers::COMMAND, Key::A);
    for letter in ["4", ",", "5"] {
        let neuron = key("ALM").find(harness.state_mut()).expect("there");
        harness.state_mut().get_mut::<NeuronState>(neuron).expect("a state").last[0] += 0.01;
        harness.event(Event::Text(letter.into()));
        harness.run_steps(1);
    }
    enter(&mut harness, Key::Enter);
    let neuron = key("ALM").find(harness.state_mut()).expect("there");
    assert_eq!(harness.state().get::<NeuronState>(neuron).expect("a state").last[0], 4.5);
}

fn own(harness: &mut Harness<'_, World>) -> crate::nervous::Params {
    let neuron = key("ALM").find(harness.state_mut()).expect("there");
    harness.state().get::<crate::nervous::Preset>(neuron).expect("a neuron").params.clone()
}

#[test]
fn escape_takes_back_what_arrow_keys_did() {
    let mut harness = of_alm();
    let before = own(&mut harness);
    harness.get_by_role_and_label(Role::SpinButton, "threshold").click();
    harness.run_steps(2);
    for _ in 0..3 {
        enter(&mut harness, Key::ArrowUp);
    }
    assert!(threshold(&mut harness) > 10.0, "it is seen at once");
    enter(&mut harness, Key::Escape);
    assert_eq!(threshold(&mut harness), 10.0);
    assert_eq!(own(&mut harness), before, "it is the class's again");
    assert_eq!(selection(&harness).selected, Some(key("ALM")), "and nothing else is closed");
    let history = harness.state().resource::<History>();
    assert!(!history.is_dirty() && !history.can_undo());
    // Left in another way, all arrow keys are one step.
    harness.get_by_role_and_label(Role::SpinButton, "threshold").click();
    harness.run_steps(2);
    for _ in 0..3 {
        enter(&mut harness, Key::ArrowUp);
    }
    enter(&mut harness, Key::Enter);
    harness.key_press_modifiers(Modifiers::COMMAND, Key::Z);
    harness.run_steps(3);
    assert_eq!(own(&mut harness), before);
    assert!(!harness.state().resource::<History>().can_undo());
}

#[test]
fn escape_takes_back_a_drag_of_a_number() {
    let mut harness = of_alm();
    let before = own(&mut harness);
    let at = harness.get_by_role_and_label(Role::SpinButton, "threshold").rect().center();
    harness.drag_at(at);
    harness.run_steps(1);
    for step in 1..=5 {
        harness.hover_at(at + Vec2::new(20.0 * step as f32, 0.0));
        harness.run_steps(1);
    }
    assert!(threshold(&mut harness) > 10.0, "it is seen at once");
    enter(&mut harness, Key::Escape);
    assert_eq!((threshold(&mut harness), own(&mut harness)), (10.0, before));
    assert_eq!(selection(&harness).selected, Some(key("ALM")), "and nothing else is closed");
    assert!(!harness.state().resource::<History>().can_undo());
    // The hand is still there, and drags nothing any more.
    harness.hover_at(at + Vec2::new(200.0, 0.0));
    harness.run_steps(2);
    assert_eq!(threshold(&mut harness), 10.0);
    harness.drop_at(at + Vec2::new(200.0, 0.0));
    harness.run_steps(2);
    enter(&mut harness, Key::Escape);
    assert_eq!(selection(&harness).selected, None);
}

#[test]
fn a_held_potential_is_a_step_of_its_own() {
    let mut harness = of_alm();
    let hold = |harness: &mut Harness<'_, World>| {
        let neuron = key("ALM").find(harness.state_mut()).expect("there");
        harness.state().get::<Hold>(neuron).copied().unwrap_or_default()
    };
    let undo = |harness: &mut Harness<'_, World>| {
        harness.key_press_modifiers(Modifiers::COMMAND, Key::Z);
        harness.run_steps(3);
    };
    harness.get_by_label("hold the potential at").click();
    harness.run_steps(3);
    for text in ["4", "6"] {
        type_over(&mut harness, "Held potential", text);
        enter(&mut harness, Key::Enter);
    }
    assert_eq!(hold(&mut harness), Hold::At(6.0));
    for expected in [Hold::At(4.0), Hold::At(0.0), Hold::Free] {
        undo(&mut harness);
        assert_eq!(hold(&mut harness), expected);
    }
    // And it is ended where it was begun.
    harness.get_by_label("hold the potential at").click();
    harness.run_steps(3);
    harness.get_by_label("hold the potential at").click();
    harness.run_steps(3);
    assert_eq!(hold(&mut harness), Hold::Free);
    undo(&mut harness);
    assert_eq!(hold(&mut harness), Hold::At(0.0));
}
