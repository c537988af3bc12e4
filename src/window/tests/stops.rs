//! What makes time stop, marks on the time line, and a moment as a scene of its own.

use super::time::live;
use super::*;
use crate::record::state_hash;
use crate::scene::{load, spawn};
use crate::window::time::{self, Cause, Stops, Timeline, mark_now};

fn run(world: &mut World, seconds: f64) {
    world.resource_mut::<Playback>().playing = true;
    let mut left = seconds;
    while left > 0.0 && world.resource::<Playback>().playing {
        drive::advance(world, 0.1);
        left -= 0.1;
    }
}

fn now(world: &World) -> u64 {
    world.resource::<Clock>().tick
}

fn only(world: &mut World, cause: &Cause) {
    let mut stops = world.resource_mut::<Stops>();
    stops.list.iter_mut().for_each(|stop| stop.on = false);
    stops.switch(cause, true);
}

fn said(world: &World) -> String {
    world.resource::<Stops>().why(now(world)).unwrap_or_default().to_owned()
}

#[test]
fn time_stops_in_the_tick_in_which_a_neuron_fires() {
    let mut world = shipped("crawler");
    let first = first_release(&mut shipped("crawler"));
    only(&mut world, &Cause::Fires(first.1.clone()));
    run(&mut world, 60.0);
    assert!(!world.resource::<Playback>().playing);
    assert_eq!(now(&world), first.0);
    assert!(said(&world).contains(&format!("{} fires", first.1.neuron)), "{}", said(&world));
    // It goes on, and stops at the next one.
    run(&mut world, 60.0);
    assert!(now(&world) > first.0 && !world.resource::<Playback>().playing);
    // Switched off it does not stop.
    world.resource_mut::<Stops>().switch(&Cause::Fires(first.1), false);
    run(&mut world, 3.0);
    assert!(world.resource::<Playback>().playing);
}

fn first_release(world: &mut World) -> (u64, NeuronKey) {
    loop {
        drive::tick(world);
        let wiring = world.resource::<crate::nervous::Wiring>();
        if let Some(slot) = wiring.released.first() {
            let neuron = wiring.neurons[*slot as usize];
            return (now(world), NeuronKey::of(world, neuron).expect("a key"));
        }
    }
}

#[test]
fn time_stops_at_a_touch_once() {
    let mut world = shipped("crawler");
    only(&mut world, &Cause::Touch);
    run(&mut world, 1.0);
    assert!(world.resource::<Playback>().playing, "nothing touches it yet");
    let creature = world.resource::<crate::nervous::Wiring>().creatures[0];
    let place = world.get::<crate::body::Body>(creature).expect("a body").segments[1].position;
    let tick = now(&world);
    let probe = crate::arena::Probe { position: place + bevy::math::Vec2::new(0.05, 0.1), radius: 0.4 };
    world.resource_mut::<time::Hand>().press(probe, tick);
    run(&mut world, 5.0);
    // The skin feels what touched it in the tick before.
    assert!((tick + 1..=tick + 3).contains(&now(&world)), "{tick} {}", now(&world));
    assert!(said(&world).contains("Worm is touched"), "{}", said(&world));
    world.resource_mut::<Playback>().playing = true;
    drive::advance(&mut world, 0.05);
    assert!(world.resource::<Playback>().playing, "it is the same touch still");
}

#[test]
fn time_stops_when_the_worm_turns_back_and_when_it_goes_on() {
    let mut world = shipped("crawler");
    let mut scripted = crate::scene::capture(&mut world, crate::scene::Moment::Birth);
    scripted.stimuli.push(touch_of_the_head(8.0));
    files::start(&mut world, &scripted);
    only(&mut world, &Cause::Turns);
    run(&mut world, 30.0);
    assert!(said(&world).contains("goes backward"), "{}", said(&world));
    let turned = now(&world);
    assert!((800..1000).contains(&turned), "{turned}");
    run(&mut world, 30.0);
    assert!(said(&world).contains("goes forward again"), "{}", said(&world));
    // The same ticks, when they are lived through again.
    time::go(&mut world, 700);
    run(&mut world, 30.0);
    assert_eq!(now(&world), turned);
}

#[test]
fn time_stops_every_so_many_ticks() {
    let mut world = shipped("crawler");
    only(&mut world, &Cause::Passed(100));
    for stop in 1..4 {
        run(&mut world, 30.0);
        assert_eq!(now(&world), stop * 100);
    }
}

#[test]
fn marks_are_set_named_gone_to_and_forgotten_with_what_they_mark() {
    let mut world = shipped("crawler");
    world.resource_mut::<Playback>().playing = false;
    let hashes = live(&mut world, 120);
    mark_now(&mut world);
    live(&mut world, 100);
    mark_now(&mut world);
    let mut harness = Harness::builder()
        .with_size(Vec2::new(1280.0, 720.0))
        .build_ui_state(|ui, world: &mut World| frame(ui, world), world);
    harness.run_steps(3);
    harness.get_by_label("Stops and marks").click();
    harness.run_steps(3);
    harness.get_by_label("Go to mark 1").click();
    harness.run_steps(3);
    assert_eq!(now(harness.state()), 120);
    assert_eq!(state_hash(harness.state()), hashes[120]);
    harness.state_mut().resource_mut::<Timeline>().named[0].name = "before".into();
    harness.run_steps(2);
    harness.get_by_label("Take mark 2 away").click();
    harness.run_steps(2);
    let names = |harness: &Harness<'_, World>| -> Vec<String> {
        harness.state().resource::<Timeline>().named.iter().map(|mark| mark.name.clone()).collect()
    };
    assert_eq!(names(&harness), ["before"]);
    // A click on its flag goes there, though it is not met to the tick.
    harness.key_press(Key::Escape);
    harness.run_steps(2);
    time::go(harness.state_mut(), 200);
    harness.run_steps(2);
    let strip = harness.get_by_label("Time line").rect();
    let at = strip.left_center() + Vec2::new(strip.width() * 120.0 / 6000.0 + 3.0, 0.0);
    harness.drag_at(at);
    harness.run_steps(1);
    harness.drop_at(at);
    harness.run_steps(2);
    assert_eq!(now(harness.state()), 120);
    time::go(harness.state_mut(), 50);
    time::cut(harness.state_mut());
    assert!(names(&harness).is_empty(), "what comes after a cut is another run");
}

#[test]
fn the_menu_of_the_line_goes_on_from_a_moment() {
    let mut world = shipped("crawler");
    world.resource_mut::<Playback>().playing = false;
    let hashes = live(&mut world, 3000);
    let mut harness = Harness::builder()
        .with_size(Vec2::new(1280.0, 720.0))
        .build_ui_state(|ui, world: &mut World| frame(ui, world), world);
    harness.run_steps(3);
    harness.get_by_label("Time line").click_secondary();
    harness.run_steps(3);
    assert_eq!(now(harness.state()), 3000, "a right click alone goes nowhere");
    harness.get_by_label("Go here").click();
    harness.run_steps(3);
    let here = now(harness.state());
    assert!(here.abs_diff(3000) < 20, "{here}");
    harness.get_by_label("Time line").click_secondary();
    harness.run_steps(3);
    harness.get_by_label("Mark this moment").click();
    harness.run_steps(3);
    assert_eq!(harness.state().resource::<Timeline>().named.len(), 1);
    time::go(harness.state_mut(), 3000);
    harness.run_steps(2);
    harness.get_by_label("Time line").click_secondary();
    harness.run_steps(3);
    harness.get_by_label("Go on from here").click();
    harness.run_steps(3);
    assert!(harness.state().resource::<Playback>().playing);
    assert_eq!(harness.state().resource::<Timeline>().span().1, now(harness.state()));
    assert!(hashes.contains(&state_hash(harness.state())));
}

#[test]
fn a_moment_is_saved_as_a_scene_that_goes_on_from_it_to_the_same_bits() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut world = shipped("arena");
    let hashes = live(&mut world, 300);
    time::go(&mut world, 130);
    let named = folder.path().join("moment.worm.ron");
    files::save_moment(&mut world, named.clone());
    let scene = load(&named).unwrap_or_else(|faults| panic!("{faults}")).scene;
    let mut other = shipped("arena");
    files::open(&mut other, named.clone());
    assert_eq!((now(&other), state_hash(&other)), (130, hashes[130]));
    drive::tick(&mut other);
    assert_eq!(state_hash(&other), hashes[131]);
    // Back to the beginning is back to that moment, and saving keeps it.
    live(&mut other, 20);
    files::reset(&mut other);
    assert_eq!((now(&other), state_hash(&other)), (130, hashes[130]));
    live(&mut other, 20);
    assert!(files::save(&mut other));
    let again = load(&named).unwrap_or_else(|faults| panic!("{faults}")).scene;
    assert_eq!(scene.snapshot, again.snapshot);
    spawn(&mut other, &again);
    assert_eq!(state_hash(&other), hashes[130]);
    // It is not written over the open scene.
    files::save_moment(&mut other, named);
    let report = other.resource::<Notices>().report.as_ref().map(|report| report.text.clone());
    assert!(report.is_some_and(|text| text.contains("is the open scene")));
}
