//! Lessons, gone through as a person does.

use super::*;
use crate::window::lessons::{LESSONS, Lessons, begin, list, offer};
use crate::window::state::{Learned, perform};

fn at(harness: &Harness<'_, World>) -> Option<(usize, usize)> {
    harness.state().resource::<Lessons>().at
}

/// Lets the card praise what was done.
fn wait(harness: &mut Harness<'_, World>) {
    for _ in 0..40 {
        harness.step();
    }
}

fn run(harness: &mut Harness<'_, World>, seconds: f64) {
    for _ in 0..crate::sim::ticks(seconds) {
        drive::tick(harness.state_mut());
    }
    wait(harness);
}

/// Touches a segment for a tenth of a second and lets the worm answer.
fn touch(harness: &mut Harness<'_, World>, segment: usize, seconds: f64) {
    let world = harness.state_mut();
    let body = world.query::<&crate::body::Body>().single(world).expect("one worm");
    let place = (body.origin + body.segments[segment].offset.as_dvec2()).as_vec2();
    let probe = crate::arena::Probe { position: place, radius: 0.4 };
    for _ in 0..10 {
        world.insert_resource(crate::arena::HeldProbe(Some(probe)));
        drive::tick(world);
    }
    world.insert_resource(crate::arena::HeldProbe(None));
    run(harness, seconds);
}

#[test]
fn lessons_are_listed_begun_left_and_kept_as_done() {
    let mut harness = window();
    harness.get_by_label("Help").click();
    harness.run_steps(3);
    click(&mut harness, "Lessons");
    assert!(!harness.state().resource::<Help>().shown);
    for (number, lesson) in LESSONS.iter().enumerate() {
        assert!(harness.query_by_label_contains(&format!("{}. {}", number + 1, lesson.title)).is_some());
    }
    harness.get_by_label_contains("2. Who feels it?").click();
    harness.run_steps(3);
    assert_eq!(at(&harness), Some((1, 0)));
    harness.key_press(Key::Escape);
    harness.run_steps(3);
    assert_eq!(at(&harness), None);
    assert!(harness.query_by_label("Leave").is_none());
}

#[test]
fn what_a_lesson_is_about_is_begun_with_where_it_is_not_there() {
    let mut harness = window();
    begin(harness.state_mut(), 0);
    harness.run_steps(3);
    assert!(harness.query_by_label_contains("about the crawler").is_some());
    click(&mut harness, "Begin with the crawler");
    assert!(harness.query_by_label_contains("about the crawler").is_none());
    assert!(harness.query_by_label_contains("Press on the front").is_some());
    assert!(harness.state().resource::<Document>().path.is_none(), "it is in no file");
    begin(harness.state_mut(), 6);
    harness.run_steps(3);
    click(&mut harness, "Begin with a bare worm");
    assert!(harness.query_by_label_contains("Double click the empty network").is_some());
}

#[test]
fn the_worm_is_poked() {
    let mut harness = crawler_window();
    run(&mut harness, 8.0);
    begin(harness.state_mut(), 0);
    run(&mut harness, 2.0);
    assert_eq!(at(&harness), Some((0, 0)), "nothing was touched");
    touch(&mut harness, 15, 0.0);
    assert_eq!(at(&harness), Some((0, 0)), "that was the tail");
    touch(&mut harness, 1, 0.0);
    assert_eq!(at(&harness), Some((0, 1)));
    run(&mut harness, 6.0);
    assert_eq!(at(&harness), Some((0, 2)), "it backs off");
    touch(&mut harness, 14, 0.0);
    assert_eq!(at(&harness), Some((0, 3)));
    click(&mut harness, "Finish");
    assert!(harness.state().resource::<Learned>().done.contains("Poke it"));
    assert!(harness.query_by_label("1 of 7 done.").is_some());
}

#[test]
fn who_feels_it_is_seen() {
    let mut harness = crawler_window();
    run(&mut harness, 8.0);
    begin(harness.state_mut(), 1);
    select(&mut harness, "PVC");
    wait(&mut harness);
    assert_eq!(at(&harness), Some((1, 0)));
    select(&mut harness, "ALML");
    wait(&mut harness);
    assert_eq!(at(&harness), Some((1, 1)));
    touch(&mut harness, 1, 1.0);
    assert_eq!(at(&harness), Some((1, 2)));
    select(&mut harness, "AVA");
    wait(&mut harness);
    assert_eq!(at(&harness), Some((1, 3)));
    run(&mut harness, 10.0);
    assert_eq!(at(&harness), Some((1, 3)), "it fires only when the head is touched");
    touch(&mut harness, 1, 1.0);
    assert_eq!(harness.state().resource::<Learned>().done.len(), 1);
}

#[test]
fn without_its_command_neuron_the_worm_does_not_back_off() {
    let mut harness = crawler_window();
    run(&mut harness, 8.0);
    begin(harness.state_mut(), 2);
    select(&mut harness, "AVA");
    wait(&mut harness);
    harness.key_press(Key::S);
    wait(&mut harness);
    assert_eq!(at(&harness), Some((2, 2)));
    touch(&mut harness, 1, 1.0);
    assert_eq!(at(&harness), Some((2, 2)), "not yet two seconds");
    run(&mut harness, 1.5);
    assert_eq!(at(&harness), Some((2, 3)));
    harness.key_press(Key::S);
    wait(&mut harness);
    assert_eq!(at(&harness), Some((2, 4)));
    touch(&mut harness, 1, 6.0);
    assert!(harness.state().resource::<Learned>().done.contains("Take one away"));
}

#[test]
fn the_beat_of_the_crawl_is_turned_and_taken_back() {
    let mut harness = crawler_window();
    run(&mut harness, 8.0);
    begin(harness.state_mut(), 3);
    harness.state_mut().resource_mut::<Selection>().select_class("clock".into());
    wait(&mut harness);
    assert_eq!(at(&harness), Some((3, 1)));
    let world = harness.state_mut();
    let mut class = world.resource::<crate::nervous::Classes>().get("clock").cloned().expect("a class");
    class.params.conduction = Some(64);
    assert!(perform(world, Edit::Class("clock".into(), class)));
    wait(&mut harness);
    assert_eq!(at(&harness), Some((3, 2)));
    run(&mut harness, 30.0);
    assert_eq!(at(&harness), Some((3, 3)));
    let world = harness.state_mut();
    let (now, tracks) = (world.resource::<Clock>().tick, world.resource::<crate::record::Tracks>());
    let beat = |from, to| crate::record::measure(&tracks.tracks[0], from, to).and_then(|m| m.frequency);
    let slow = beat(now - 2500, now).expect("a beat");
    assert!(slow < 0.45, "the waves come more slowly, as is said: {slow} Hz");
    assert!(History::undo(harness.state_mut()));
    harness.state_mut().resource_mut::<Graph>().stale = true;
    wait(&mut harness);
    assert!(harness.state().resource::<Learned>().done.contains("Change a number"));
}

#[test]
fn time_is_gone_back_in() {
    let mut harness = crawler_window();
    harness.state_mut().resource_mut::<Playback>().playing = true;
    begin(harness.state_mut(), 4);
    run(&mut harness, 3.0);
    touch(&mut harness, 1, 1.0);
    assert_eq!(at(&harness), Some((4, 1)));
    harness.key_press(Key::Space);
    wait(&mut harness);
    assert_eq!(at(&harness), Some((4, 2)));
    crate::window::time::back(harness.state_mut(), 150);
    wait(&mut harness);
    assert_eq!(at(&harness), Some((4, 3)));
    harness.key_press(Key::Space);
    wait(&mut harness);
    assert!(harness.state().resource::<Learned>().done.contains("Go back in time"));
}

#[test]
fn the_medium_is_water_and_agar_again() {
    let mut harness = crawler_window();
    begin(harness.state_mut(), 5);
    assert!(perform(harness.state_mut(), Edit::Medium(crate::arena::Medium::Water)));
    wait(&mut harness);
    assert_eq!(at(&harness), Some((5, 1)));
    run(&mut harness, 9.0);
    assert_eq!(at(&harness), Some((5, 1)));
    run(&mut harness, 1.5);
    assert_eq!(at(&harness), Some((5, 2)));
    assert!(History::undo(harness.state_mut()));
    wait(&mut harness);
    assert!(harness.state().resource::<Learned>().done.contains("In water"));
}

#[test]
fn a_reflex_is_made_of_nothing() {
    use crate::edit::{build, parts};
    use crate::nervous::Side;
    use crate::scene::document::Kind;
    let mut harness = window_of("(format: 1, creatures: [(name: \"Worm\", body: (segments: 8))])");
    begin(harness.state_mut(), 6);
    wait(&mut harness);
    assert_eq!(at(&harness), Some((6, 0)));
    let world = harness.state_mut();
    let (edit, neuron) = build::add_neuron(world, "Worm", "", bevy::math::Vec2::ZERO).expect("the worm");
    assert!(perform(world, edit));
    wait(&mut harness);
    assert_eq!(at(&harness), Some((6, 1)));
    let part = |kind| parts::Part { creature: "Worm".into(), kind, place: 2, side: Side::Left };
    for (kind, step) in [(Kind::SKIN, 2), (Kind::MUSCLE, 3)] {
        let edit = parts::join(&neuron, &part(kind)).expect("a link");
        assert!(perform(harness.state_mut(), edit));
        wait(&mut harness);
        assert_eq!(at(&harness), Some((6, step)));
    }
    run(&mut harness, 2.0);
    assert_eq!(at(&harness), Some((6, 3)), "it lies still");
    for _ in 0..8 {
        touch(&mut harness, 2, 0.0);
    }
    assert!(harness.state().resource::<Learned>().done.contains("A reflex from nothing"));
}

#[test]
fn they_are_offered_and_the_offer_is_put_away() {
    let mut harness = window();
    offer(harness.state_mut());
    harness.run_steps(3);
    click(&mut harness, "Not now");
    assert!(harness.query_by_label("New here?").is_none());
    offer(harness.state_mut());
    harness.run_steps(3);
    click(&mut harness, "Begin");
    assert_eq!(at(&harness), Some((0, 0)));
    list(harness.state_mut());
    assert_eq!(at(&harness), None);
}

#[test]
fn a_lesson_begun_over_another_scene_comes_to_its_end() {
    let mut harness = window();
    begin(harness.state_mut(), 3);
    harness.run_steps(3);
    click(&mut harness, "Begin with the crawler");
    wait(&mut harness);
    harness.state_mut().resource_mut::<Selection>().select_class("clock".into());
    wait(&mut harness);
    assert_eq!(at(&harness), Some((3, 1)));
    let world = harness.state_mut();
    let mut class = world.resource::<crate::nervous::Classes>().get("clock").cloned().expect("a class");
    class.params.conduction = Some(64);
    assert!(perform(world, Edit::Class("clock".into(), class)));
    wait(&mut harness);
    run(&mut harness, 16.0);
    assert_eq!(at(&harness), Some((3, 3)));
    assert!(History::undo(harness.state_mut()));
    wait(&mut harness);
    assert!(harness.state().resource::<Learned>().done.contains("Change a number"));
}

#[test]
fn the_card_of_a_lesson_is_there_in_every_frame_and_waits_without_being_drawn() {
    let mut harness = crawler_window();
    begin(harness.state_mut(), 1);
    harness.run_steps(3);
    let place = (1, 0);
    assert_eq!(at(&harness), Some(place));
    select(&mut harness, "ALML");
    let mut idle = 0;
    for _ in 0..20 {
        harness.step();
        assert!(harness.query_by_label("Leave").is_some(), "it does not flicker");
        if at(&harness) != Some(place) {
            break;
        }
        let delay = harness.output().viewport_output[&bevy_egui::egui::ViewportId::ROOT].repaint_delay;
        idle += usize::from(!delay.is_zero());
    }
    assert_eq!(at(&harness), Some((place.0, place.1 + 1)));
    assert!(idle >= 2, "it waits");
}
