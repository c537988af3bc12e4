//! The tools of the world used as a person does.

use super::*;
use crate::arena::Obstacle;
use crate::body::{self, Body};
use crate::scene::{Moment, capture};
use crate::window::tools::Tool;
use bevy_egui::egui::{PointerButton, Pos2, vec2};

/// The window with the arena in it.
fn arena() -> Harness<'static, World> {
    let mut harness = window_of(include_str!("../../../scenes/arena.worm.ron"));
    harness.state_mut().resource_mut::<Views>().follow = false;
    harness
}

fn scene_of(harness: &mut Harness<'_, World>) -> Scene {
    capture(harness.state_mut(), Moment::Birth)
}

fn to_screen(harness: &Harness<'_, World>, x: f32, y: f32) -> Pos2 {
    views(harness).world.to_screen(bevy::math::Vec2::new(x, y))
}

fn pull(harness: &mut Harness<'_, World>, from: Pos2, to: Pos2) {
    harness.hover_at(from);
    harness.run_steps(1);
    for (at, pressed) in [(from, true), (to, false)] {
        if !pressed {
            for i in 1..=4 {
                harness.hover_at(from + (to - from) * (i as f32 / 4.0));
                harness.run_steps(1);
            }
        }
        let button = PointerButton::Primary;
        harness.event(Event::PointerButton { pos: at, button, pressed, modifiers: Modifiers::NONE });
        harness.run_steps(2);
    }
}

fn take(harness: &mut Harness<'_, World>, tool: Tool) {
    harness.get_by_label(&format!("{tool:?}")).click();
    harness.run_steps(2);
}

#[test]
fn posts_and_walls_are_made_moved_and_taken_away() {
    let mut harness = arena();
    let before = scene_of(&mut harness);
    let count = before.arena.obstacles.len();
    take(&mut harness, Tool::Post);
    let (a, b) = (to_screen(&harness, 2.0, -8.0), to_screen(&harness, 3.5, -8.0));
    pull(&mut harness, a, b);
    let made = scene_of(&mut harness).arena.obstacles;
    let Some(Obstacle::Circle { at, radius }) = made.last().copied() else { panic!("no post: {made:?}") };
    assert!((at.0 - 2.0).abs() < 0.2 && (radius - 1.5).abs() < 0.3, "{at:?} {radius}");
    take(&mut harness, Tool::Wall);
    let (c, d) = (to_screen(&harness, -6.0, -9.0), to_screen(&harness, -2.0, -10.0));
    pull(&mut harness, c, d);
    assert!(matches!(scene_of(&mut harness).arena.obstacles.last(), Some(Obstacle::Wall { .. })));
    take(&mut harness, Tool::Move);
    let to = to_screen(&harness, 3.0, -9.0);
    pull(&mut harness, a, to);
    let moved = scene_of(&mut harness).arena.obstacles;
    assert!(matches!(moved[count], Obstacle::Circle { at, .. } if (at.1 + 9.0).abs() < 0.3), "{moved:?}");
    take(&mut harness, Tool::Erase);
    harness.hover_at(to);
    harness.run_steps(1);
    pull(&mut harness, to, to);
    assert_eq!(scene_of(&mut harness).arena.obstacles.len(), count + 1);
    for _ in 0..4 {
        undo(&mut harness);
    }
    assert_eq!(scene_of(&mut harness), before);
}

#[test]
fn a_worm_is_moved_and_turned() {
    let mut harness = arena();
    let before = scene_of(&mut harness);
    take(&mut harness, Tool::Move);
    let middle = {
        let world = harness.state_mut();
        let body = world.query::<&Body>().iter(world).next().expect("a body").center();
        to_screen(&harness, body.x, body.y)
    };
    pull(&mut harness, middle, middle + vec2(30.0, -20.0));
    let after = scene_of(&mut harness).creatures[0].clone();
    assert!(after.at.0 > before.creatures[0].at.0 && after.at.1 > before.creatures[0].at.1, "{after:?}");
    harness.hover_at(middle + vec2(30.0, -20.0));
    harness.run_steps(1);
    turn_wheel(&harness);
    harness.run_steps(3);
    assert_eq!(scene_of(&mut harness).creatures[0].heading, before.creatures[0].heading + 10.0);
    undo(&mut harness);
    undo(&mut harness);
    assert_eq!(scene_of(&mut harness), before);
    assert!(body::obstacles(harness.state()).len() > 3);
}

#[test]
fn taps_go_into_the_script_and_out_again() {
    let mut harness = arena();
    // So that the bar has room for all of it.
    harness.state_mut().resource_mut::<Arrangement>().layout = Layout::World;
    harness.run_steps(3);
    harness.get_by_label("Taps").click();
    harness.run_steps(3);
    harness.get_by_label("Tap the head").click();
    harness.run_steps(3);
    let stimuli = scene_of(&mut harness).stimuli;
    assert_eq!(stimuli.len(), 1);
    harness.get_by_label("Taps").click();
    harness.run_steps(3);
    harness.get_by_label("Clear the script").click();
    harness.run_steps(3);
    assert!(scene_of(&mut harness).stimuli.is_empty());
}

#[test]
fn creatures_of_another_scene_come_in_and_go() {
    let mut harness = arena();
    let before = scene_of(&mut harness);
    let text = include_str!("../../../scenes/earthworm.worm.ron");
    let other = crate::scene::parse(text, "earthworm").unwrap_or_else(|faults| panic!("{faults}"));
    crate::window::tools::add_from(harness.state_mut(), other);
    harness.run_steps(3);
    let after = scene_of(&mut harness);
    assert_eq!(after.creatures.len(), 2);
    assert!(crate::scene::check(&after).is_empty(), "{:?}", crate::scene::check(&after));
    undo(&mut harness);
    assert_eq!(scene_of(&mut harness), before);
    harness.get_by_label("Worms").click();
    harness.run_steps(3);
    harness.get_by_label("Copy").click();
    harness.run_steps(3);
    assert_eq!(scene_of(&mut harness).creatures.len(), 2);
}

#[test]
fn classes_that_come_in_under_other_names_meet_none_that_come_with_them() {
    let mut harness = window();
    let mut other = scene();
    other.creatures[0].name = "Other".into();
    // Another "motor", and one of the name that it would get.
    for (name, color) in [("motor", "#000001"), ("motor 1", "#000002")] {
        other.classes.0.insert(name.into(), Class { color: color.into(), ..Class::default() });
    }
    other.creatures[0].neurons[0].class = "motor 1".into();
    let before = scene_of(&mut harness);
    crate::window::tools::add_from(harness.state_mut(), other.clone());
    harness.run_steps(3);
    let after = scene_of(&mut harness);
    assert_eq!(after.creatures.len(), 2);
    for (neuron, then) in after.creatures[1].neurons.iter().zip(&other.creatures[0].neurons) {
        assert_eq!(after.classes[&neuron.class].color, other.classes[&then.class].color, "{}", neuron.name);
    }
    assert_eq!(after.classes["motor"], before.classes["motor"]);
}

#[test]
fn a_copy_of_a_copy_is_numbered_on() {
    let mut harness = crawler_window();
    for name in ["Worm 1", "Worm 2"] {
        harness.get_by_label("Worms").click();
        harness.run_steps(3);
        harness.get_all_by_label("Copy").last().expect("an entry").click();
        harness.run_steps(3);
        let names: Vec<String> = scene_of(&mut harness).creatures.into_iter().map(|c| c.name).collect();
        assert_eq!(names.last().map(String::as_str), Some(name), "{names:?}");
    }
}

#[test]
fn the_physics_is_drawn_over_the_worm_when_it_is_asked_for() {
    let mut harness = arena();
    harness.run_steps(5);
    let mut lines = [0; 3];
    body::outlines(harness.state(), |kind, from, to| {
        assert!(from.is_finite() && to.is_finite());
        lines[kind as usize] += 1;
    });
    // Sixteen segments and the obstacles, fifteen joints.
    assert!(lines[0] > 100 && lines[1] >= 15, "{lines:?}");
    harness.state_mut().resource_mut::<Tools>().shows.physics = true;
    harness.run_steps(3);
    assert!(harness.state().resource::<Tools>().shows.physics);
}
