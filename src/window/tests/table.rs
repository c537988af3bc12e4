//! The table of neurons and of links, used as a person does.

use super::*;
use crate::nervous::GapEntry;
use crate::window::state::columns::Columns;
use crate::window::table::NeuronTable;
use bevy_egui::egui::{OutputCommand, PointerButton};
use egui_kittest::kittest::NodeT;

/// Twelve neurons in the order N10, N2, N1, N11 and so on, with thresholds of which several are equal.
pub(super) fn many() -> Scene {
    let mut scene = scene();
    let names = ["N10", "N2", "N1", "N11", "N3", "a", "N12", "B"];
    let thresholds = [3.0, 7.0, 3.0, 7.0, 3.0, 0.1, 7.0, 3.0];
    scene.creatures[0].neurons = names
        .iter()
        .zip(thresholds)
        .enumerate()
        .map(|(place, (name, threshold))| NeuronEntry {
            name: (*name).into(),
            class: if place % 2 == 0 { "motor".into() } else { String::new() },
            at: (place as f32, 0.0),
            params: crate::nervous::Params { threshold: Some(threshold), ..Default::default() },
            ..NeuronEntry::default()
        })
        .collect();
    scene.creatures[0].synapses =
        vec![SynapseEntry::new("N10", "N2", 1.5), SynapseEntry::new("N2", "N1", -0.25)];
    scene.creatures[0].gaps = vec![GapEntry { a: "N1".into(), b: "a".into(), conductance: 0.125 }];
    scene
}

/// The window with the table in it, high enough for all of it, and without an inspector with fields of the same names.
pub(super) fn with_table(scene: Scene) -> Harness<'static, World> {
    let mut harness = window_with(scene);
    let mut arrangement = harness.state_mut().resource_mut::<Arrangement>();
    (arrangement.inspector, arrangement.list, arrangement.panes.table) = (false, false, Some(300.0));
    harness.key_press_modifiers(Modifiers::COMMAND, Key::T);
    harness.run_steps(4);
    harness
}

/// The rows in sight, from above.
pub(super) fn rows(harness: &Harness<'_, World>) -> Vec<String> {
    let mut rows: Vec<(f32, String)> = harness
        .query_all_by_label_contains("Row of ")
        .map(|node| {
            let label = node.accesskit_node().label().unwrap_or_default();
            (node.rect().top(), label.trim_start_matches("Row of ").to_owned())
        })
        .collect();
    rows.sort_by(|a, b| a.0.total_cmp(&b.0));
    rows.into_iter().map(|row| row.1).collect()
}

pub(super) fn click(harness: &mut Harness<'_, World>, label: &str) {
    harness.get_by_label(label).click();
    harness.run_steps(3);
}

/// A click at the left of a row, so far from the last that the two are none of two.
pub(super) fn click_row(harness: &mut Harness<'_, World>, name: &str, modifiers: Modifiers) {
    let row = harness.get_by_label(&format!("Row of {name}")).rect();
    let pos = row.left_center() + Vec2::new(40.0, 0.0);
    harness.event_modifiers(Event::PointerMoved(pos), modifiers);
    for pressed in [true, false] {
        let button = PointerButton::Primary;
        harness.event_modifiers(Event::PointerButton { pos, button, pressed, modifiers }, modifiers);
    }
    harness.run_steps(1);
    harness.event(Event::ModifiersChanged(Modifiers::NONE));
    harness.run_steps(40);
}

fn chosen(harness: &Harness<'_, World>) -> Vec<String> {
    let mut names: Vec<String> = selection(harness).chosen().into_iter().map(|key| key.neuron).collect();
    names.sort();
    names
}

pub(super) fn copied(harness: &mut Harness<'_, World>) -> String {
    harness.event(Event::Copy);
    harness.step();
    let commands = &harness.output().platform_output.commands;
    let text = commands.iter().find_map(|command| match command {
        OutputCommand::CopyText(text) => Some(text.clone()),
        _ => None,
    });
    text.expect("a text on the clipboard")
}

pub(super) fn undo(harness: &mut Harness<'_, World>) {
    harness.key_press_modifiers(Modifiers::COMMAND, Key::Z);
    harness.run_steps(3);
}

/// Puts the pointer where it is over no row.
fn away(harness: &mut Harness<'_, World>) {
    harness.hover_at(bevy_egui::egui::pos2(640.0, 200.0));
    harness.run_steps(2);
}

#[test]
fn a_key_opens_it_with_a_row_for_each_neuron_and_closes_it() {
    let mut harness = with_table(many());
    assert_eq!(rows(&harness), ["N10", "N2", "N1", "N11", "N3", "a", "N12", "B"], "as in the file");
    harness.key_press_modifiers(Modifiers::COMMAND, Key::T);
    harness.run_steps(3);
    assert!(rows(&harness).is_empty());
    harness.state_mut().resource_mut::<Arrangement>().list = true;
    harness.key_press_modifiers(Modifiers::COMMAND, Key::P);
    harness.run_steps(3);
    harness.event(Event::Text("table of neurons".into()));
    harness.run_steps(2);
    harness.key_press(Key::Enter);
    harness.run_steps(4);
    assert_eq!(rows(&harness).len(), 8, "it is found by its name");
    click(&mut harness, "Close the table");
    assert!(rows(&harness).is_empty());
}

#[test]
fn a_click_at_a_head_sorts_by_natural_names_and_leaves_equals_as_they_were() {
    let mut harness = with_table(many());
    click(&mut harness, "Sort by name");
    assert_eq!(rows(&harness), ["a", "B", "N1", "N2", "N3", "N10", "N11", "N12"]);
    click(&mut harness, "Sort by name");
    assert_eq!(rows(&harness), ["N12", "N11", "N10", "N3", "N2", "N1", "B", "a"]);
    click(&mut harness, "Sort by threshold");
    assert_eq!(rows(&harness), ["a", "N10", "N1", "N3", "B", "N2", "N11", "N12"], "equals as in the file");
    click(&mut harness, "Sort by threshold");
    assert_eq!(rows(&harness), ["N2", "N11", "N12", "N10", "N1", "N3", "B", "a"], "so too backwards");
    click(&mut harness, "Sort by threshold");
    assert_eq!(rows(&harness)[..3], ["N10", "N2", "N1"], "a third click takes the order back");
    click(&mut harness, "Sort by class");
    assert_eq!(rows(&harness), ["N10", "N1", "N3", "N12", "N2", "N11", "a", "B"], "no class comes last");
}

#[test]
fn the_filter_narrows_and_a_filter_that_nothing_fits_says_so() {
    let mut harness = with_table(many());
    harness.get_by_label("Filter of the table").click();
    harness.run_steps(2);
    harness.event(Event::Text("n1".into()));
    harness.run_steps(3);
    assert_eq!(rows(&harness), ["N10", "N1", "N11", "N12"]);
    harness.event(Event::Text("x".into()));
    harness.run_steps(3);
    assert!(rows(&harness).is_empty() && harness.query_by_label("No row fits the filter.").is_some());
}

#[test]
fn clicks_and_keys_select_what_all_the_window_has_selected() {
    let mut harness = with_table(many());
    click_row(&mut harness, "N2", Modifiers::NONE);
    assert_eq!(selection(&harness).selected, Some(key("N2")));
    click_row(&mut harness, "N3", Modifiers::SHIFT);
    assert_eq!(chosen(&harness), ["N1", "N11", "N2", "N3"]);
    assert_eq!(selection(&harness).selected, Some(key("N3")), "the one that was clicked is shown in full");
    click_row(&mut harness, "N1", Modifiers::COMMAND);
    assert_eq!(chosen(&harness), ["N11", "N2", "N3"]);
    click_row(&mut harness, "N10", Modifiers::NONE);
    for (keys, name) in [
        (Key::ArrowDown, "N2"),
        (Key::ArrowDown, "N1"),
        (Key::ArrowUp, "N2"),
        (Key::End, "B"),
        (Key::PageUp, "N10"),
        (Key::ArrowUp, "N10"),
    ] {
        harness.key_press(keys);
        harness.run_steps(3);
        assert_eq!(chosen(&harness), [name], "{keys:?}");
    }
    harness.key_press_modifiers(Modifiers::SHIFT, Key::ArrowDown);
    harness.key_press_modifiers(Modifiers::SHIFT, Key::ArrowDown);
    harness.run_steps(3);
    assert_eq!(chosen(&harness), ["N1", "N10", "N2"]);
    harness.state_mut().resource_mut::<NeuronTable>().narrow("motor");
    harness.run_steps(3);
    harness.key_press_modifiers(Modifiers::COMMAND, Key::A);
    harness.run_steps(3);
    assert_eq!(chosen(&harness), ["N1", "N10", "N12", "N3"], "all that are shown");
}

#[test]
fn a_row_that_is_selected_elsewhere_is_brought_into_sight() {
    let mut scene = many();
    scene.creatures[0].neurons = (0..500)
        .map(|place| NeuronEntry {
            name: format!("M{place}"),
            at: (place as f32, 0.0),
            ..NeuronEntry::default()
        })
        .collect();
    (scene.creatures[0].synapses, scene.creatures[0].gaps) = (Vec::new(), Vec::new());
    let mut harness = with_table(scene);
    let seen = rows(&harness);
    assert!(seen.len() < 20 && seen[0] == "M0", "only those in sight are made: {}", seen.len());
    select(&mut harness, "M400");
    assert!(rows(&harness).contains(&"M400".to_owned()));
    click_row(&mut harness, "M400", Modifiers::NONE);
    harness.key_press(Key::PageDown);
    harness.run_steps(3);
    let now = selection(&harness).selected.clone().expect("one").neuron;
    assert!(rows(&harness).contains(&now) && now != "M400", "{now}");
}

#[test]
fn columns_are_hidden_by_their_menu_and_are_not_copied_then() {
    let mut harness = with_table(many());
    assert!(harness.query_by_label("Sort by class").is_some());
    click(&mut harness, "Columns");
    click(&mut harness, "class");
    harness.key_press(Key::Escape);
    harness.run_steps(3);
    assert!(harness.query_by_label("Sort by class").is_none());
    assert!(harness.state().resource::<Columns>().hidden.contains("class"));
    click_row(&mut harness, "N2", Modifiers::NONE);
    let text = copied(&mut harness);
    assert!(text.starts_with("name\tcreature\tphase"), "{text}");
    // The same menu behind the right button.
    let head = harness.get_by_label("Sort by phase").rect().center();
    harness.event(Event::PointerMoved(head));
    for pressed in [true, false] {
        let (button, modifiers) = (PointerButton::Secondary, Modifiers::NONE);
        harness.event(Event::PointerButton { pos: head, button, pressed, modifiers });
    }
    harness.run_steps(3);
    click(&mut harness, "Show all columns");
    assert!(harness.state().resource::<Columns>().hidden.is_empty());
}

#[test]
fn it_is_not_sorted_while_nothing_changes_and_never_under_the_pointer() {
    let mut harness = with_table(many());
    click(&mut harness, "Sort by potential");
    away(&mut harness);
    harness.run_steps(60);
    let sorts = |harness: &Harness<'_, World>| harness.state().resource::<NeuronTable>().sorts();
    let before = sorts(&harness);
    harness.run_steps(60);
    assert_eq!(sorts(&harness), before, "time stands");
    let tick = |harness: &mut Harness<'_, World>| {
        crate::sim::run_tick(harness.state_mut());
        harness.step();
    };
    let then = harness.ctx.input(|i| i.time);
    for _ in 0..120 {
        tick(&mut harness);
    }
    let while_it_runs = sorts(&harness) - before;
    assert!(while_it_runs >= 1, "it follows what happens");
    let seconds = harness.ctx.input(|i| i.time) - then;
    assert!(f64::from(while_it_runs) <= seconds / 0.5 + 2.0, "{while_it_runs} times in {seconds} s");
    let over = harness.get_by_label("Row of N3").rect().left_center() + Vec2::new(40.0, 0.0);
    harness.hover_at(over);
    harness.run_steps(2);
    let (before, order) = (sorts(&harness), rows(&harness));
    for _ in 0..120 {
        tick(&mut harness);
    }
    assert_eq!((sorts(&harness), rows(&harness)), (before, order), "rows stay under the pointer");
    click(&mut harness, "Sort by potential");
    assert!(sorts(&harness) > before, "but a click at a head counts at once");
}

#[test]
fn two_clicks_on_a_row_show_its_neuron_on_the_canvas() {
    let mut harness = with_table(many());
    let row = harness.get_by_label("Row of B").rect().left_center() + Vec2::new(40.0, 0.0);
    harness.state_mut().resource_mut::<Views>().network.centre = bevy::math::Vec2::new(500.0, 500.0);
    harness.hover_at(row);
    harness.run_steps(1);
    // In one frame: those of the harness take too long for two clicks that belong together.
    for pressed in [true, false, true, false] {
        let (button, modifiers) = (PointerButton::Primary, Modifiers::NONE);
        harness.input_mut().events.push(Event::PointerButton { pos: row, button, pressed, modifiers });
    }
    harness.run_steps(4);
    let place = graph(&harness).plan.nodes[7].at;
    let view = &views(&harness).network;
    assert!(view.rect.contains(view.to_screen(place)), "{place}");
}

#[test]
fn a_neuron_that_goes_takes_its_row_along() {
    let mut harness = with_table(many());
    click_row(&mut harness, "N2", Modifiers::NONE);
    harness.key_press(Key::Delete);
    harness.run_steps(3);
    assert_eq!(rows(&harness), ["N10", "N1", "N11", "N3", "a", "N12", "B"]);
    undo(&mut harness);
    assert_eq!(rows(&harness).len(), 8);
}

#[test]
fn in_a_small_window_it_folds_into_a_rail_and_opens_in_place_of_the_plots() {
    let mut harness = with_table(many());
    harness.set_size(Vec2::new(800.0, 480.0));
    harness.run_steps(4);
    assert!(rows(&harness).is_empty());
    click(&mut harness, "Unfold: Plots");
    click(&mut harness, "Unfold: Table");
    assert!(!rows(&harness).is_empty());
    assert!(harness.query_by_label("Unfold: Plots").is_some(), "one at a time");
}
