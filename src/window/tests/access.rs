//! What a screen reader is told, and what it may ask for.

use super::editor::reflex;
use super::screens::screens;
use super::*;
use crate::nervous::Hold;
use bevy_egui::egui::accesskit::{Action, ActionRequest};
use egui_kittest::Node;
use egui_kittest::kittest::NodeT;

fn crawler() -> Harness<'static, World> {
    window_of(include_str!("../../../scenes/crawler.worm.ron"))
}

/// What can be done with a node, if anything: what takes the focus, is pressed or is set must have a name.
fn is_interactive(node: &Node<'_>) -> bool {
    let data = node.accesskit_node().data();
    [Action::Click, Action::Focus, Action::SetValue, Action::Increment]
        .into_iter()
        .any(|action| data.supports_action(action))
}

fn name(node: &Node<'_>) -> String {
    let node = node.accesskit_node();
    // Text that takes the focus is its own name.
    node.label().or_else(|| node.value()).unwrap_or_default()
}

/// The nodes that have something to be done with, and no name.
fn nameless(harness: &Harness<'_, World>) -> Vec<String> {
    let all = harness.root().children_recursive();
    // The role of a scroll bar says all.
    let all = all.filter(|node| node.accesskit_node().role() != Role::ScrollBar);
    all.filter(|node| is_interactive(node) && name(node).trim().is_empty())
        .map(|node| {
            let parents = std::iter::successors(node.parent(), NodeT::parent);
            let within: Vec<String> = parents.map(|p| name(&p)).filter(|name| !name.is_empty()).collect();
            format!("{:?} at {:?} in {within:?}", node.accesskit_node().role(), node.rect())
        })
        .collect()
}

fn node<'h>(harness: &'h Harness<'_, World>, label: &'h str) -> Node<'h> {
    harness.get_by_label(label)
}

fn value(harness: &Harness<'_, World>, label: &str) -> String {
    node(harness, label).accesskit_node().value().unwrap_or_default()
}

fn ask(harness: &Harness<'_, World>, label: &str, action: Action) {
    let (target_node, target_tree) = node(harness, label).accesskit_node().locate();
    harness.event(Event::AccessKitActionRequest(ActionRequest {
        action,
        target_tree,
        target_node,
        data: None,
    }));
}

#[test]
fn all_that_can_be_pressed_has_a_name_on_every_screen() {
    let mut lost = Vec::new();
    for (screen, set_up) in screens() {
        let mut harness = if screen == "empty" { window_with(Scene::default()) } else { crawler() };
        set_up(harness.state_mut());
        harness.run_steps(4);
        lost.extend(nameless(&harness).into_iter().map(|node| format!("{screen}: {node}")));
    }
    assert!(lost.is_empty(), "without a name:\n{}", lost.join("\n"));
}

#[test]
fn all_that_can_be_pressed_in_a_menu_has_a_name() {
    let mut lost = Vec::new();
    for menu in
        ["Scene", "Edit", "View", "Run", "Figures", "Stops and marks", "Worms", "Arrange", "Add a class"]
    {
        let mut harness = crawler();
        harness.get_by_label(menu).click();
        harness.run_steps(4);
        lost.extend(nameless(&harness).into_iter().map(|node| format!("{menu}: {node}")));
    }
    assert!(lost.is_empty(), "without a name:\n{}", lost.join("\n"));
}

#[test]
fn the_network_tells_the_selected_neuron_its_state_and_its_links() {
    let mut harness = reflex();
    assert_eq!(value(&harness, "Network"), "nothing selected");
    select(&mut harness, "TOUCH");
    let told = value(&harness, "Network");
    for part in ["integrating", "potential 0.0 of ", "1 out", "receptor"] {
        assert!(told.contains(part), "{part} in {told}");
    }
    let chosen = node(&harness, "Neuron TOUCH");
    assert_eq!(chosen.accesskit_node().is_selected(), Some(true));
    assert_eq!(chosen.accesskit_node().value().as_deref(), Some(told.as_str()));
    History::perform(harness.state_mut(), Edit::Hold(key("TOUCH"), Hold::Silent)).expect("silenced");
    harness.run_steps(2);
    assert!(value(&harness, "Network").contains("silenced"));
    // What has the focus is the neuron in it, once the keyboard is there.
    node(&harness, "Network").focus();
    harness.run_steps(2);
    assert!(node(&harness, "Neuron TOUCH").accesskit_node().is_focused());
}

#[test]
fn the_world_tells_which_way_the_worm_goes() {
    let mut harness = crawler();
    assert!(value(&harness, "World").contains("time stands"));
    for _ in 0..1000 {
        drive::tick(harness.state_mut());
    }
    crate::window::time::refresh_stats(harness.state_mut());
    harness.run_steps(2);
    let told = value(&harness, "World");
    assert!(
        told.starts_with("Worm: forward at 0.") && told.contains("body lengths a second, Agar"),
        "{told}"
    );
}

#[test]
fn a_reader_selects_a_neuron_goes_along_time_and_presses_a_button() {
    let mut harness = crawler();
    ask(&harness, "Neuron AVA", Action::Click);
    harness.run_steps(3);
    assert_eq!(selection(&harness).selected, Some(key("AVA")));
    for _ in 0..500 {
        drive::tick(harness.state_mut());
    }
    harness.run_steps(2);
    ask(&harness, "Time line", Action::Decrement);
    harness.run_steps(3);
    assert_eq!(harness.state().resource::<Clock>().tick, 400);
    ask(&harness, "Play", Action::Click);
    harness.run_steps(2);
    assert!(harness.state().resource::<Playback>().playing);
}

#[test]
fn what_is_said_for_a_moment_is_told_whatever_has_the_keyboard() {
    let mut harness = window();
    select(&mut harness, "ALM");
    harness.key_press(Key::S);
    harness.run_steps(2);
    let said = node(&harness, "ALM is silenced");
    assert_eq!(said.accesskit_node().role(), Role::Status);
    assert_eq!(said.accesskit_node().live(), bevy_egui::egui::accesskit::Live::Polite);
}

#[test]
fn without_a_reader_nothing_is_made_for_one() {
    let mut world = world();
    let ctx = bevy_egui::egui::Context::default();
    for _ in 0..3 {
        let output = ctx.run_ui(bevy_egui::egui::RawInput::default(), |ui| frame(ui, &mut world));
        assert!(output.platform_output.accesskit_update.is_none());
    }
}
