//! Silencing by a click, and the ghost beside.

use super::*;
use crate::body::Body;
use crate::nervous::{Hold, Wiring};
use crate::window::commands::silence_one;
use crate::window::twin::Ghost;

fn hold(world: &mut World, name: &str) -> Hold {
    let neuron = key(name).find(world).expect("a neuron");
    world.get::<Hold>(neuron).copied().unwrap_or_default()
}

#[test]
fn one_click_in_the_list_silences_and_one_revives() {
    let mut harness = window();
    harness.get_by_label("Silence M1").click();
    harness.run_steps(3);
    assert_eq!(hold(harness.state_mut(), "M1"), Hold::Silent);
    assert!(harness.state().resource::<History>().is_dirty());
    assert!(selection(&harness).selected.is_none(), "the click selects nothing");
    harness.get_by_label("Revive M1").click();
    harness.run_steps(3);
    assert_eq!(hold(harness.state_mut(), "M1"), Hold::Free);
}

#[test]
fn the_inspector_and_the_key_silence_the_selected_neuron() {
    let mut harness = window();
    select(&mut harness, "ALM");
    harness.get_by_label("Silence").click();
    harness.run_steps(3);
    assert_eq!(hold(harness.state_mut(), "ALM"), Hold::Silent);
    harness.key_press(Key::S);
    harness.run_steps(3);
    assert_eq!(hold(harness.state_mut(), "ALM"), Hold::Free);
    harness.key_press_modifiers(Modifiers::COMMAND, Key::Z);
    harness.run_steps(3);
    assert_eq!(hold(harness.state_mut(), "ALM"), Hold::Silent, "each click is a step of its own");
}

/// A world with the crawler in it that has done so many ticks.
fn lived(ticks: u32) -> World {
    let mut world = world_of(crawler());
    live(&mut world, ticks);
    world
}

fn live(world: &mut World, ticks: u32) {
    for _ in 0..ticks {
        drive::tick(world);
    }
}

fn places(world: &World) -> Vec<bevy::math::Vec2> {
    let creature = world.resource::<Wiring>().creatures[0];
    world.get::<Body>(creature).expect("a body").segments.iter().map(|s| s.position).collect()
}

fn silence(world: &mut World, name: &str) {
    silence_one(world, key(name));
}

#[test]
fn the_ghost_goes_on_as_the_worm_would_have() {
    let (mut hurt, mut whole) = (lived(500), lived(500));
    for name in ["SLOW1", "SLOW2"] {
        silence(&mut hurt, name);
        live(&mut hurt, 50);
        live(&mut whole, 50);
    }
    live(&mut hurt, 500);
    live(&mut whole, 500);
    Ghost::toggle(&mut hurt);
    let ghost = hurt.resource::<Ghost>().poses(1.0);
    let ghost: Vec<_> = ghost[0].0.iter().map(|(place, _)| *place).collect();
    assert_eq!(ghost, places(&whole), "to the bit");
    assert!(places(&hurt)[0].distance(ghost[0]) > 1.0, "the worm without its clock has stopped");
    Ghost::toggle(&mut hurt);
    assert!(hurt.resource::<Ghost>().poses(1.0).is_empty(), "hidden");
    assert!(hurt.resource::<Ghost>().is_there(), "but it lives on beside a worm with lesions");
}

#[test]
fn the_ghost_feels_the_hand_where_the_worm_does() {
    let mut world = lived(300);
    silence(&mut world, "AVA");
    live(&mut world, 300);
    Ghost::toggle(&mut world);
    let way = |world: &mut World| {
        let from = world.resource::<Ghost>().poses(1.0)[0].0[8].0;
        let axis = bevy::math::Vec2::from_angle(world.resource::<Ghost>().poses(1.0)[0].0[8].1);
        live(world, 250);
        axis.dot(world.resource::<Ghost>().poses(1.0)[0].0[8].0 - from)
    };
    assert!(way(&mut world) > 1.0, "it crawls on");
    let probe = crate::arena::Probe { position: places(&world)[0], radius: 0.45 };
    world.resource_mut::<crate::arena::HeldProbe>().0 = Some(probe);
    live(&mut world, 20);
    world.resource_mut::<crate::arena::HeldProbe>().0 = None;
    assert!(way(&mut world) < -1.0, "and backs off, as the one that was hurt no longer can");
}

#[test]
fn a_new_scene_has_a_ghost_only_if_it_has_lesions() {
    let mut world = lived(10);
    silence(&mut world, "AVA");
    assert!(world.resource::<Ghost>().is_there());
    files::reset(&mut world);
    assert!(world.resource::<Ghost>().is_there(), "the lesion is part of the scene");
    silence(&mut world, "AVA");
    files::reset(&mut world);
    assert!(!world.resource::<Ghost>().is_there());
}
