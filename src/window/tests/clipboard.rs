//! Neurons on the system's clipboard.

use super::editor::*;
use super::*;
use bevy_egui::egui::OutputCommand;

/// What a window has put on the clipboard in its last frame.
fn put_there(harness: &Harness<'_, World>) -> Option<String> {
    harness.output().platform_output.commands.iter().find_map(|command| match command {
        OutputCommand::CopyText(text) => Some(text.clone()),
        _ => None,
    })
}

fn paste(harness: &mut Harness<'_, World>, text: &str) {
    harness.event(Event::Paste(text.into()));
    harness.run_steps(3);
}

fn copied(names: &[&str]) -> String {
    let mut harness = window();
    let keys = names.iter().map(|name| key(name)).collect();
    harness.state_mut().resource_mut::<Selection>().select_many(keys);
    harness.run_steps(1);
    harness.event(Event::Copy);
    harness.step();
    put_there(&harness).expect("a text")
}

#[test]
fn what_is_copied_in_one_window_is_pasted_in_another() {
    let text = copied(&["ALM", "M1"]);
    assert!(text.starts_with("// ") && text.contains("(from: \"ALM\", to: \"M1\", weight: 1.5)"), "{text}");
    let scene = crate::scene::parse(&text, "the clipboard").expect("a scene of its own");
    assert_eq!(scene.creatures[0].neurons.len(), 2);

    let mut other = reflex();
    let before = document(&mut other);
    paste(&mut other, &text);
    let after = document(&mut other);
    assert_eq!(after.creatures[0].neurons.len(), before.creatures[0].neurons.len() + 2);
    assert_eq!(after.creatures[0].synapses.len(), before.creatures[0].synapses.len() + 1);
    assert!(after.classes.contains_key("motor"), "its class comes along");
    other.key_press_modifiers(Modifiers::COMMAND, Key::Z);
    other.run_steps(3);
    assert_eq!(document(&mut other), before, "one step");
}

#[test]
fn the_clipboard_of_the_system_goes_before_our_own() {
    let theirs = copied(&["PLM"]);
    let mut harness = window();
    harness.key_press_modifiers(Modifiers::COMMAND, Key::A);
    harness.run_steps(1);
    harness.key_press_modifiers(Modifiers::COMMAND, Key::C);
    harness.run_steps(2);
    paste(&mut harness, &theirs);
    assert_eq!(document(&mut harness).creatures[0].neurons.len(), 4, "one, not our three");
}

#[test]
fn a_text_that_is_no_neurons_changes_nothing_and_is_told() {
    let broken = copied(&["ALM", "M1"]).replace("to: \"M1\"", "to: \"M9\"");
    for text in ["hello", "", "(format: 1)", &broken, "(format: 1, creatures: [(name: \"A\", neurons: ["] {
        let mut harness = window();
        paste(&mut harness, text);
        assert_eq!(document(&mut harness), scene(), "{text}");
        assert_eq!(harness.state().resource::<Notices>().count(), 1, "{text}");
    }
}

#[test]
fn a_text_is_pasted_into_a_field_while_that_has_the_focus() {
    let mut harness = window();
    harness.get_by_label("Filter").click();
    harness.run_steps(2);
    let text = copied(&["ALM"]);
    paste(&mut harness, &text);
    assert_eq!(document(&mut harness), scene());
    let filter = &harness.state().resource::<Filter>().0;
    assert!(filter.contains("ALM") && !filter.contains('\n'), "{filter}");
}
