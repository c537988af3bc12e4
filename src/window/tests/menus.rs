//! The menus of the right button. None of them does anything by itself.

use super::editor::*;
use super::*;
use bevy_egui::egui::{PointerButton, Popup, Pos2, vec2};

/// Clicks with the right button.
fn ask(harness: &mut Harness<'_, World>, at: Pos2) {
    press(harness, at, PointerButton::Secondary, Modifiers::NONE);
    harness.run_steps(2);
}

/// Whether the open menu has an entry of this name.
fn offers(harness: &Harness<'_, World>, name: &str) -> bool {
    Popup::is_any_open(&harness.ctx) && harness.query_by_label(name).is_some()
}

fn choose(harness: &mut Harness<'_, World>, name: &str) {
    harness.get_by_label(name).click();
    harness.run_steps(4);
    assert!(!Popup::is_any_open(&harness.ctx), "{name} closes the menu");
}

#[test]
fn a_right_click_on_a_neuron_opens_a_menu_that_links_it_and_cuts_the_link() {
    let mut harness = window();
    select(&mut harness, "PLM");
    let target = at(&harness, "M1");
    ask(&mut harness, target);
    assert_eq!(document(&mut harness), scene(), "nothing is made silently");
    assert_eq!(selection(&harness).selected, Some(key("M1")), "what the menu is about is selected");
    assert!(offers(&harness, "Delete Del") && offers(&harness, "Rename F2"), "with their keys");
    choose(&mut harness, "Link from PLM");
    let synapses = document(&mut harness).creatures[0].synapses.clone();
    assert_eq!((synapses[1].from.as_str(), synapses[1].to.as_str()), ("PLM", "M1"));
    // The one that it leads from is selected again, so that the next link takes one click.
    assert_eq!(selection(&harness).selected, Some(key("PLM")));
    ask(&mut harness, target);
    choose(&mut harness, "Cut link from PLM");
    assert_eq!(document(&mut harness), scene());
    ask(&mut harness, target);
    choose(&mut harness, "Gap junction with PLM");
    assert_eq!(document(&mut harness).creatures[0].gaps.len(), 1);
    ask(&mut harness, target);
    choose(&mut harness, "Cut gap junction with PLM");
    assert_eq!(document(&mut harness), scene());
}

#[test]
fn another_right_click_opens_the_menu_of_what_it_is_on() {
    let mut harness = window();
    // From right to left: a menu opens to the right.
    for name in ["M1", "PLM", "ALM"] {
        let place = at(&harness, name);
        ask(&mut harness, place);
        assert!(Popup::is_any_open(&harness.ctx), "{name}");
        assert_eq!(selection(&harness).selected, Some(key(name)));
    }
}

#[test]
fn a_right_click_on_one_of_several_keeps_them_all() {
    let mut harness = window();
    harness.key_press_modifiers(Modifiers::COMMAND, Key::A);
    harness.run_steps(2);
    let place = at(&harness, "M1");
    ask(&mut harness, place);
    assert!(offers(&harness, "3 neurons"));
    choose(&mut harness, "Delete Del");
    assert!(document(&mut harness).creatures[0].neurons.is_empty());
}

#[test]
fn a_right_drag_pans_and_opens_no_menu() {
    let mut harness = window();
    let (from, before) = (at(&harness, "ALM"), views(&harness).network.centre);
    let button = PointerButton::Secondary;
    harness.hover_at(from);
    harness.run_steps(1);
    harness.event(Event::PointerButton { pos: from, button, pressed: true, modifiers: Modifiers::NONE });
    harness.run_steps(1);
    for i in 1..=5 {
        harness.hover_at(from + vec2(12.0, 6.0) * i as f32);
        harness.run_steps(1);
    }
    let to = from + vec2(60.0, 30.0);
    harness.event(Event::PointerButton { pos: to, button, pressed: false, modifiers: Modifiers::NONE });
    harness.run_steps(3);
    assert!(!Popup::is_any_open(&harness.ctx));
    assert!(views(&harness).network.centre.distance(before) > 0.1);
    assert!(selection(&harness).is_empty());
}

#[test]
fn the_menu_of_the_canvas_adds_where_it_was_asked_for() {
    let mut harness = window();
    let place = nowhere(&harness);
    ask(&mut harness, place);
    assert_eq!(document(&mut harness), scene());
    choose(&mut harness, "Add a neuron N");
    let new = selection(&harness).selected.clone().expect("it is selected");
    assert!(at(&harness, &new.neuron).distance(place) < 3.0);
}

#[test]
fn the_menu_of_a_link_deletes_it_and_leads_to_its_ends() {
    let mut harness = window();
    let middle = {
        let (graph, views) = (graph(&harness), views(&harness));
        let (a, b) = (at(&harness, "ALM"), at(&harness, "M1"));
        let along = (b - a).normalized().rot90();
        let near = |i: i32| a + (b - a) * 0.78 + along * i as f32;
        let hits = |p: &Pos2| {
            graph.plan.hit_link(&views.network, *p).is_some() && graph.plan.hit(&views.network, *p).is_none()
        };
        (-40..40).map(near).find(hits).expect("a link")
    };
    ask(&mut harness, middle);
    choose(&mut harness, "Select M1");
    assert_eq!(selection(&harness).selected, Some(key("M1")));
    ask(&mut harness, middle);
    assert!(selection(&harness).entry.is_some(), "it is selected");
    choose(&mut harness, "Delete Del");
    assert!(document(&mut harness).creatures[0].synapses.is_empty());
}

#[test]
fn rows_of_neurons_and_classes_have_menus() {
    let mut harness = window();
    select(&mut harness, "PLM");
    let row = harness.get_by_label("M1").rect().center();
    ask(&mut harness, row);
    choose(&mut harness, "Link from PLM");
    assert_eq!(document(&mut harness).creatures[0].synapses.len(), 2);
    let row = harness.get_by_label("Class sensory").rect().center();
    ask(&mut harness, row);
    assert_eq!(selection(&harness).class.as_deref(), Some("sensory"));
    choose(&mut harness, "Select its neurons");
    assert_eq!(selection(&harness).chosen(), [key("ALM"), key("PLM")]);
    let row = harness.get_by_label("Class motor").rect().center();
    ask(&mut harness, row);
    choose(&mut harness, "Add a neuron N");
    let added = document(&mut harness).creatures[0].neurons.last().expect("a neuron").clone();
    assert_eq!(added.class, "motor", "a neuron of that class");
}

#[test]
fn worm_post_and_ground_have_menus() {
    let mut harness = window_of(include_str!("../../../scenes/arena.worm.ron"));
    harness.state_mut().resource_mut::<Views>().follow = false;
    let obstacles = |harness: &mut Harness<'_, World>| document(harness).arena.obstacles.len();
    let to_screen = |harness: &Harness<'_, World>, place| views(harness).world.to_screen(place);
    let before = obstacles(&mut harness);
    let place = {
        let world = harness.state_mut();
        let body = world.query::<&crate::body::Body>().iter(world).next().expect("a body");
        body.segments[8].position
    };
    let worm = to_screen(&harness, place);
    ask(&mut harness, worm);
    assert_eq!(harness.state().resource::<crate::arena::HeldProbe>().0, None, "it is not touched by that");
    choose(&mut harness, "Select its neurons");
    assert!(selection(&harness).count() > 1);
    ask(&mut harness, worm);
    choose(&mut harness, "Tap here");
    assert!(harness.state().resource::<crate::window::time::Hand>().probe.is_some());
    let ground = to_screen(&harness, bevy::math::Vec2::new(2.0, -8.0));
    ask(&mut harness, ground);
    assert_eq!(obstacles(&mut harness), before);
    choose(&mut harness, "Put a post here");
    assert_eq!(obstacles(&mut harness), before + 1);
    ask(&mut harness, ground);
    choose(&mut harness, "Take the post away");
    assert_eq!(obstacles(&mut harness), before);
    ask(&mut harness, worm);
    choose(&mut harness, "Copy this worm");
    assert_eq!(document(&mut harness).creatures.len(), 2);
    ask(&mut harness, worm);
    choose(&mut harness, "Take this worm out");
    assert_eq!(document(&mut harness).creatures.len(), 1);
}

#[test]
fn the_plots_have_a_menu() {
    let mut harness = window();
    select(&mut harness, "ALM");
    let plot = harness.get_by_label("Plot over time").rect().center();
    ask(&mut harness, plot);
    choose(&mut harness, "Pin to the plots");
    assert_eq!(harness.state().resource::<Plots>().pins, [key("ALM")]);
    let plot = harness.get_by_label("Plot over time").rect().center();
    ask(&mut harness, plot);
    choose(&mut harness, "Freeze the plots");
    assert!(harness.query_by_label("Back to live").is_some());
}
