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

/// Two worms with neurons of the same names, one of them with muscles.
fn company() -> Harness<'static, World> {
    window_of(
        "(format: 1, creatures: [\
         (name: \"Ada\", body: (segments: 8, length: 8.0), neurons: [(name: \"A\"), (name: \"B\", at: (2.0, 0.0))], \
         synapses: [(from: \"A\", to: \"B\")], muscles: [(neuron: \"B\", joint: 3)], \
         skin: [(neuron: \"A\", segments: (0, 2))]), \
         (name: \"Bea\", at: (0.0, 9.0), neurons: [(name: \"A\"), (name: \"C\", at: (3.0, 0.0))], \
         synapses: [(from: \"A\", to: \"C\")])])",
    )
}

fn cut_all(harness: &mut Harness<'_, World>) -> String {
    harness.key_press_modifiers(Modifiers::COMMAND, Key::A);
    harness.run_steps(2);
    harness.event(Event::Cut);
    harness.step();
    let text = put_there(harness).expect("a text");
    harness.run_steps(2);
    text
}

#[test]
fn neurons_of_several_worms_go_back_to_their_own() {
    let mut harness = company();
    let before = document(&mut harness);
    let text = cut_all(&mut harness);
    assert!(document(&mut harness).creatures.iter().all(|creature| creature.neurons.is_empty()));
    paste(&mut harness, &text);
    assert_eq!(document(&mut harness), before, "back where they were");
    assert_eq!(selection(&harness).count(), 4);
    // A second time beside those that are there, under other names.
    paste(&mut harness, &text);
    let after = document(&mut harness);
    let names = |index: usize| -> Vec<String> {
        after.creatures[index].neurons.iter().map(|neuron| neuron.name.clone()).collect()
    };
    assert_eq!(
        (names(0), names(1)),
        (
            ["A", "B", "A1", "B1"].map(String::from).to_vec(),
            ["A", "C", "A1", "C1"].map(String::from).to_vec(),
        )
    );
    assert_eq!(after.creatures[0].muscles[1].neuron, "B1");
    harness.key_press_modifiers(Modifiers::COMMAND, Key::Z);
    harness.run_steps(3);
    assert_eq!(document(&mut harness), before, "one step");
}

#[test]
fn where_their_worm_is_not_they_come_to_one_that_is_and_what_stays_behind_is_told() {
    let text = cut_all(&mut company());
    // In another scene neither of them is there, and there is no body.
    let mut harness = window();
    paste(&mut harness, &text);
    let creature = document(&mut harness).creatures[0].clone();
    let names: Vec<&str> = creature.neurons.iter().map(|neuron| neuron.name.as_str()).collect();
    assert_eq!(names, ["ALM", "PLM", "M1", "A", "B", "A1", "C"]);
    assert_eq!(creature.synapses[2].from, "A1", "links follow the names");
    assert!(creature.muscles.is_empty() && creature.skin.is_empty());
    let said = harness.state().resource::<Notices>();
    assert_eq!(said.count(), 2, "what came, and what stayed behind");
    // Where one is, that takes its own.
    let text = cut_all(&mut company());
    let mut harness = company();
    let edit = crate::edit::build::remove_creature(harness.state_mut(), "Bea");
    perform(harness.state_mut(), edit);
    harness.run_steps(2);
    paste(&mut harness, &text);
    let names: Vec<String> =
        document(&mut harness).creatures[0].neurons.iter().map(|neuron| neuron.name.clone()).collect();
    assert_eq!(names, ["A", "B", "A1", "B1", "A2", "C"]);
}
