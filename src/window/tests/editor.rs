//! The network edited as a person does: by pointer, keys and panels.

use super::*;
use crate::edit::build;
use crate::nervous::{Hold, Preset};
use crate::scene::{Moment, capture};
use bevy_egui::egui::{PointerButton, Pos2, vec2};

pub(super) fn document(harness: &mut Harness<'_, World>) -> Scene {
    capture(harness.state_mut(), Moment::Birth)
}

fn names(harness: &mut Harness<'_, World>) -> Vec<String> {
    document(harness).creatures[0].neurons.iter().map(|n| n.name.clone()).collect()
}

/// The point of the screen at which a neuron stands.
pub(super) fn at(harness: &Harness<'_, World>, name: &str) -> Pos2 {
    let (graph, views) = (graph(harness), views(harness));
    let index = graph.find(&key(name)).expect("on the canvas");
    views.network.to_screen(graph.plan.nodes[index].at)
}

/// A point of the canvas where nothing is.
pub(super) fn nowhere(harness: &Harness<'_, World>) -> Pos2 {
    let rect = views(harness).network.rect;
    Pos2::new(rect.center().x, rect.bottom() - 90.0)
}

pub(super) fn press(harness: &mut Harness<'_, World>, at: Pos2, button: PointerButton, modifiers: Modifiers) {
    harness.hover_at(at);
    harness.event(Event::ModifiersChanged(modifiers));
    harness.run_steps(1);
    for pressed in [true, false] {
        harness.event(Event::PointerButton { pos: at, button, pressed, modifiers });
    }
    harness.run_steps(1);
    harness.event(Event::ModifiersChanged(Modifiers::NONE));
    harness.run_steps(2);
}

fn click(harness: &mut Harness<'_, World>, at: Pos2) {
    press(harness, at, PointerButton::Primary, Modifiers::NONE);
    // So that the next one is not the second of a double click.
    harness.run_steps(30);
}

pub(super) fn pull(harness: &mut Harness<'_, World>, from: Pos2, to: Pos2, modifiers: Modifiers) {
    harness.event(Event::ModifiersChanged(modifiers));
    harness.hover_at(from);
    harness.run_steps(1);
    let button = PointerButton::Primary;
    harness.event(Event::PointerButton { pos: from, button, pressed: true, modifiers });
    harness.run_steps(1);
    for i in 1..=5 {
        harness.hover_at(from + (to - from) * (i as f32 / 5.0));
        harness.run_steps(1);
    }
    harness.event(Event::PointerButton { pos: to, button, pressed: false, modifiers });
    harness.run_steps(3);
    harness.event(Event::ModifiersChanged(Modifiers::NONE));
    harness.run_steps(1);
}

#[test]
fn n_adds_a_neuron_at_the_pointer_and_f2_renames_it() {
    let mut harness = window();
    let place = nowhere(&harness);
    harness.hover_at(place);
    harness.run_steps(2);
    harness.key_press(Key::N);
    harness.run_steps(3);
    assert_eq!(names(&mut harness).len(), 4);
    let new = selection(&harness).selected.clone().expect("it is selected");
    let now = at(&harness, &new.neuron);
    assert!(now.distance(place) < 3.0, "{now} for {place}, {:?}", views(&harness).network.rect);
    harness.key_press(Key::F2);
    harness.run_steps(3);
    harness.key_press_modifiers(Modifiers::COMMAND, Key::A);
    harness.event(Event::Text("RIM".into()));
    harness.key_press(Key::Enter);
    harness.run_steps(4);
    assert!(names(&mut harness).contains(&"RIM".to_owned()), "{:?}", names(&mut harness));
    assert_eq!(selection(&harness).selected, Some(key("RIM")));
    for _ in 0..2 {
        harness.key_press_modifiers(Modifiers::COMMAND, Key::Z);
        harness.run_steps(3);
    }
    assert_eq!(document(&mut harness), scene());
}

#[test]
fn a_link_is_drawn_from_rim_to_neuron() {
    let mut harness = window();
    let radius = {
        let (graph, views) = (graph(&harness), views(&harness));
        graph.plan.screen_radius(&views.network)
    };
    let (from, to) = (at(&harness, "PLM") + vec2(0.0, radius * 0.95), at(&harness, "M1"));
    pull(&mut harness, from, to, Modifiers::NONE);
    let synapses = document(&mut harness).creatures[0].synapses.clone();
    assert_eq!(synapses.len(), 2);
    assert_eq!((synapses[1].from.as_str(), synapses[1].to.as_str(), synapses[1].weight), ("PLM", "M1", 1.0));
    assert!(selection(&harness).entry.is_some());
    harness.get_by_role_and_label(Role::SpinButton, "weight");
    // With Alt it is a gap junction.
    let from = at(&harness, "PLM") + vec2(0.0, radius * 0.95);
    let to = at(&harness, "ALM");
    pull(&mut harness, from, to, Modifiers::ALT);
    assert_eq!(document(&mut harness).creatures[0].gaps.len(), 1);
}

#[test]
fn a_link_that_is_let_go_where_nothing_is_makes_a_neuron_there() {
    let mut harness = window();
    let radius = {
        let (graph, views) = (graph(&harness), views(&harness));
        graph.plan.screen_radius(&views.network)
    };
    let from = at(&harness, "PLM") + vec2(0.0, radius * 0.95);
    let to = nowhere(&harness);
    pull(&mut harness, from, to, Modifiers::NONE);
    let creature = document(&mut harness).creatures[0].clone();
    assert_eq!((creature.neurons.len(), creature.synapses.len()), (4, 2));
    assert_eq!(creature.synapses[1].to, creature.neurons[3].name);
}

#[test]
fn del_removes_neurons_with_their_links_in_one_step() {
    let mut harness = window();
    select(&mut harness, "ALM");
    let other = at(&harness, "PLM");
    press(&mut harness, other, PointerButton::Primary, Modifiers::SHIFT);
    assert_eq!(selection(&harness).chosen().len(), 2);
    harness.key_press(Key::Delete);
    harness.run_steps(3);
    let creature = document(&mut harness).creatures[0].clone();
    assert_eq!((creature.neurons.len(), creature.synapses.len()), (1, 0));
    harness.key_press_modifiers(Modifiers::COMMAND, Key::Z);
    harness.run_steps(3);
    assert_eq!(document(&mut harness), scene());
}

#[test]
fn a_box_drawn_around_neurons_selects_them_and_a_drag_moves_them_all() {
    let mut harness = window();
    let (first, last) = (at(&harness, "ALM"), at(&harness, "M1"));
    pull(&mut harness, first - vec2(60.0, 60.0), last + vec2(60.0, 60.0), Modifiers::NONE);
    assert_eq!(selection(&harness).chosen().len(), 3);
    let middle = at(&harness, "PLM");
    pull(&mut harness, middle, middle + vec2(0.0, 40.0), Modifiers::NONE);
    let moved = document(&mut harness);
    assert!(moved.creatures[0].neurons.iter().all(|n| n.at.1 < -0.1), "{:?}", moved.creatures[0].neurons);
    harness.key_press_modifiers(Modifiers::COMMAND, Key::Z);
    harness.run_steps(3);
    assert_eq!(document(&mut harness), scene(), "one step");
}

#[test]
fn copy_paste_duplicate_cut() {
    let mut harness = window();
    harness.key_press_modifiers(Modifiers::COMMAND, Key::A);
    harness.run_steps(2);
    harness.key_press_modifiers(Modifiers::COMMAND, Key::C);
    harness.run_steps(2);
    let place = nowhere(&harness);
    harness.hover_at(place);
    harness.run_steps(1);
    harness.key_press_modifiers(Modifiers::COMMAND, Key::V);
    harness.run_steps(3);
    let creature = document(&mut harness).creatures[0].clone();
    assert_eq!((creature.neurons.len(), creature.synapses.len()), (6, 2));
    assert_eq!(selection(&harness).chosen().len(), 3, "what was pasted is selected");
    harness.key_press_modifiers(Modifiers::COMMAND, Key::D);
    harness.run_steps(3);
    assert_eq!(names(&mut harness).len(), 9);
    harness.key_press_modifiers(Modifiers::COMMAND, Key::X);
    harness.run_steps(3);
    assert_eq!(names(&mut harness).len(), 6);
    // What comes from elsewhere and holds no neurons is told.
    harness.event(Event::Paste("hello".into()));
    harness.run_steps(3);
    assert_eq!(names(&mut harness).len(), 6);
}

#[test]
fn a_link_can_be_selected_turned_by_the_wheel_and_deleted() {
    let mut harness = window();
    let middle = {
        let (graph, views) = (graph(&harness), views(&harness));
        let (a, b) = (at(&harness, "ALM"), at(&harness, "M1"));
        // The curve bows to one side: look for it.
        let along = (b - a).normalized().rot90();
        (-40..40)
            .map(|i| a + (b - a) * 0.78 + along * i as f32)
            .find(|p| {
                graph.plan.hit_link(&views.network, *p).is_some()
                    && graph.plan.hit(&views.network, *p).is_none()
            })
            .expect("a link")
    };
    click(&mut harness, middle);
    assert!(selection(&harness).entry.is_some());
    harness.hover_at(middle);
    harness.run_steps(1);
    turn_wheel(&harness);
    harness.run_steps(3);
    assert_eq!(document(&mut harness).creatures[0].synapses[0].weight, 1.6);
    harness.key_press(Key::Delete);
    harness.run_steps(3);
    assert!(document(&mut harness).creatures[0].synapses.is_empty());
    for _ in 0..2 {
        harness.key_press_modifiers(Modifiers::COMMAND, Key::Z);
        harness.run_steps(2);
    }
    assert_eq!(document(&mut harness), scene());
}

#[test]
fn what_is_set_in_the_inspector_is_set_in_all_that_are_selected() {
    let mut harness = window();
    harness.key_press_modifiers(Modifiers::COMMAND, Key::A);
    harness.run_steps(3);
    harness.get_by_role_and_label(Role::SpinButton, "threshold").click();
    harness.run_steps(2);
    harness.key_press_modifiers(Modifiers::COMMAND, Key::A);
    harness.event(Event::Text("7".into()));
    harness.key_press(Key::Enter);
    harness.run_steps(4);
    for name in ["ALM", "PLM", "M1"] {
        assert_eq!(params(&mut harness, name).threshold, 7.0, "{name}");
    }
    harness.key_press_modifiers(Modifiers::COMMAND, Key::Z);
    harness.run_steps(3);
    assert_eq!(params(&mut harness, "PLM").threshold, 10.0, "one step");
}

#[test]
fn the_potential_can_be_held() {
    let mut harness = window();
    select(&mut harness, "ALM");
    harness.get_by_label("hold the potential at").click();
    harness.run_steps(3);
    let neuron = key("ALM").find(harness.state_mut()).expect("there");
    assert!(matches!(harness.state().get::<Hold>(neuron), Some(Hold::At(_))));
    assert!(harness.query_by_label("Held potential").is_some());
    harness.get_by_label("hold the potential at").click();
    harness.run_steps(3);
    assert!(harness.state().get::<Hold>(neuron).is_none());
}

#[test]
fn a_class_is_added_shown_and_given_to_a_neuron() {
    let mut harness = window();
    harness.get_by_label("Add a class").click();
    harness.run_steps(3);
    harness.get_by_label("clock").click();
    harness.run_steps(3);
    assert!(document(&mut harness).classes.contains_key("clock"));
    assert!(harness.query_by_label("Class name").is_some(), "it is in the inspector");
    build::add_neuron(harness.state_mut(), "Worm", "clock", bevy::math::Vec2::ZERO).expect("a neuron");
    let edit = Edit::Join(key("ALM"), "clock".into());
    History::perform(harness.state_mut(), edit).expect("joined");
    let neuron = key("ALM").find(harness.state_mut()).expect("there");
    assert_eq!(harness.state().get::<Preset>(neuron).expect("a preset").class, "clock");
    assert_eq!(params(&mut harness, "ALM").conduction, 48);
}

#[test]
fn layouts_glide_and_are_one_step() {
    for name in crate::window::network::ARRANGE[..4].iter().map(|command| command.name) {
        let mut harness = window();
        harness.get_by_label("Arrange").click();
        harness.run_steps(3);
        harness.get_by_label(name).click();
        harness.run_steps(60);
        assert!(harness.state().resource::<Canvas>().glide.is_none(), "{name} has arrived");
        let arranged = document(&mut harness);
        let places: Vec<(f32, f32)> = arranged.creatures[0].neurons.iter().map(|n| n.at).collect();
        assert!(places[0] != places[1] && places[1] != places[2], "{name}: {places:?}");
        harness.key_press_modifiers(Modifiers::COMMAND, Key::Z);
        harness.run_steps(3);
        assert_eq!(document(&mut harness), scene(), "{name}");
    }
}

/// The window with the reflex in it, which has a body.
pub(super) fn reflex() -> Harness<'static, World> {
    window_of(include_str!("../../../scenes/reflex.worm.ron"))
}
