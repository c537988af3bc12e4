//! Going back in time, and on again.

use super::*;
use crate::arena::HeldProbe;
use crate::arena::Probe;
use crate::body::Body;
use crate::nervous::GapEntry;
use crate::nervous::{Hold, Wiring};
use crate::record::{Tracks, state_hash};
use crate::window::commands::silence_one;
use crate::window::plots::Scope;
use crate::window::state::afterimage::Afterimage;
use crate::window::time::{self, Mark, Timeline};
use crate::window::twin::Ghost;

/// A net with gap junctions that never comes to rest.
fn gaps() -> World {
    let mut scene = scene();
    let creature = &mut scene.creatures[0];
    creature.synapses.push(SynapseEntry::new("M1", "ALM", 2.0));
    creature.gaps.push(GapEntry { a: "ALM".into(), b: "PLM".into(), conductance: 0.2 });
    creature.gaps.push(GapEntry { a: "PLM".into(), b: "M1".into(), conductance: 0.1 });
    world_of(scene)
}

fn tick(world: &World) -> u64 {
    world.resource::<Clock>().tick
}

fn go(world: &mut World, to: u64) -> u64 {
    time::go(world, to)
}

fn any_neuron(world: &World) -> NeuronKey {
    NeuronKey::of(world, world.resource::<Wiring>().neurons[0]).expect("a key")
}

fn poke(world: &mut World, on: bool) {
    let creature = world.resource::<Wiring>().creatures[0];
    let probe = world.get::<Body>(creature).map(|body| Probe {
        position: body.segments[1].position + bevy::math::Vec2::new(0.05, 0.1),
        radius: 0.4,
    });
    world.resource_mut::<HeldProbe>().0 = probe.filter(|_| on);
}

/// Lives on, with touches and injections at certain ticks; the hash after every tick.
pub(super) fn live(world: &mut World, ticks: u64) -> Vec<u64> {
    let mut hashes = vec![state_hash(world)];
    for _ in 0..ticks {
        let now = tick(world);
        match now % 200 {
            37 | 41 => poke(world, true),
            60 => poke(world, false),
            77 => {
                let key = any_neuron(world);
                History::perform(world, Edit::Inject(key, [25.0, 0.0])).expect("injected");
            }
            90 => {
                let key = any_neuron(world);
                let neuron = key.find(world).expect("a neuron");
                let mut state = *world.get::<NeuronState>(neuron).expect("a state");
                state.pool[0] += 3.0;
                History::perform(world, Edit::State(key, state)).expect("set");
            }
            _ => {}
        }
        drive::tick(world);
        hashes.push(state_hash(world));
    }
    hashes
}

#[test]
fn every_moment_is_come_back_to_and_left_to_the_same_bits() {
    for (name, mut world) in [("crawler", shipped("crawler")), ("arena", shipped("arena")), ("gaps", gaps())]
    {
        let hashes = live(&mut world, 470);
        for to in [469, 468, 300, 301, 299, 41, 38, 0, 1, 470, 278, 290, 291, 470] {
            assert_eq!(go(&mut world, to), to, "{name}");
            // What was done by hand at that very moment happens with the next tick.
            if ![77, 90, 277, 290].contains(&to) {
                assert_eq!(state_hash(&world), hashes[to as usize], "{name} at {to}");
            }
        }
        go(&mut world, 123);
        for expected in &hashes[124..=470] {
            drive::tick(&mut world);
            assert_eq!(state_hash(&world), *expected, "{name} at {}", tick(&world));
        }
        // And past the end of what is known, as one who never looked back.
        let on = live(&mut world, 100);
        let mut other = match name {
            "gaps" => gaps(),
            name => shipped(name),
        };
        assert_eq!(live(&mut other, 570)[470..], on[..], "{name}");
    }
}

#[test]
fn to_record_does_not_change_a_run() {
    let run = |recorded: bool| {
        let mut world = shipped("crawler");
        if !recorded {
            world.remove_resource::<Timeline>();
        }
        for _ in 0..600 {
            drive::tick(&mut world);
        }
        state_hash(&world)
    };
    assert_eq!(run(true), run(false));
}

#[test]
fn what_was_known_is_forgotten_when_something_else_is_done() {
    let mut world = shipped("crawler");
    let hashes = live(&mut world, 400);
    go(&mut world, 150);
    assert_eq!(world.resource::<Timeline>().span(), (0, 400));
    drive::tick(&mut world);
    assert_eq!(world.resource::<Timeline>().span(), (0, 400), "playing forgets nothing");
    poke(&mut world, true);
    drive::tick(&mut world);
    assert_eq!(world.resource::<Timeline>().span(), (0, 152), "a touch does");
    poke(&mut world, false);
    let other = live(&mut world, 100);
    assert_ne!(other[100], hashes[252]);
    go(&mut world, 200);
    assert_eq!(state_hash(&world), other[48], "the new way is known as the old one was");
    time::cut(&mut world);
    assert_eq!(world.resource::<Timeline>().span(), (0, 200));
    let key = any_neuron(&world);
    drive::tick(&mut world);
    go(&mut world, 180);
    History::perform(&mut world, Edit::Inject(key, [1.0, 0.0])).expect("injected");
    drive::tick(&mut world);
    assert_eq!(world.resource::<Timeline>().span(), (0, 181));
}

#[test]
fn before_a_change_of_the_scene_one_gets_to_what_was_stored_and_the_change_stays() {
    let mut world = shipped("crawler");
    let before = live(&mut world, 230);
    let key = NeuronKey { creature: "Worm".into(), neuron: "AVA".into() };
    History::perform(&mut world, Edit::Hold(key.clone(), Hold::Silent)).expect("silenced");
    let after = live(&mut world, 120);
    assert_eq!(go(&mut world, 290), 290);
    assert_eq!(state_hash(&world), after[60]);
    assert_eq!(go(&mut world, 230), 230, "the moment of the change is stored");
    assert_eq!(state_hash(&world), before[230]);
    // How often states are stored depends on how fast the machine is.
    let to = go(&mut world, 229);
    assert!(to < 230, "{to}");
    assert_eq!(state_hash(&world), before[to as usize]);
    let neuron = key.find(&mut world).expect("the neuron");
    assert_eq!(world.get::<Hold>(neuron), Some(&Hold::Silent));
    assert_eq!(go(&mut world, 350), 350, "and back to the present");
    assert_eq!(state_hash(&world), after[120]);
    go(&mut world, 100);
    drive::tick(&mut world);
    assert_eq!(world.resource::<Timeline>().span().1, tick(&world), "from there it is another life");
    let here = tick(&world);
    let on = live(&mut world, 60);
    go(&mut world, here + 1);
    assert_eq!(state_hash(&world), on[1]);
}

/// The weights of all synapses that learn.
fn weights(world: &World) -> Vec<f32> {
    world.resource::<Wiring>().weights(tick(world)).map(|(_, weight, _)| weight).collect()
}

#[test]
fn what_was_learned_is_gone_back_in_also_across_a_change_of_the_network() {
    let mut world = shipped("guide/stdp");
    let mut known = vec![weights(&world)];
    for _ in 0..900 {
        drive::tick(&mut world);
        known.push(weights(&world));
    }
    assert!(known[900] != known[500] && known[500] != known[0], "it learns");
    go(&mut world, 500);
    assert_eq!(weights(&world), known[500]);
    go(&mut world, 900);
    // Another neuron: the graph is another one from here on.
    let new = crate::edit::build::add_neuron(&mut world, "STDP", "cell", bevy::math::Vec2::ZERO);
    History::perform(&mut world, new.expect("an edit").0).expect("added");
    (0..200).for_each(|_| drive::tick(&mut world));
    let to = go(&mut world, 500);
    assert!(to < 900, "{to}");
    assert_eq!(weights(&world), known[to as usize], "before the change, with the network of after it");
    let to = go(&mut world, 0);
    assert_eq!(weights(&world), known[to as usize]);
}

#[test]
fn astrocytes_are_gone_back_to_also_across_a_change_of_the_network() {
    let mut world = shipped("guide/astrocyte");
    let states = |world: &World| -> Vec<_> {
        world.resource::<Wiring>().astrocytes(tick(world)).map(|(.., state)| state).collect()
    };
    let mut known = vec![states(&world)];
    for _ in 0..1500 {
        drive::tick(&mut world);
        known.push(states(&world));
    }
    assert!(known[1500].iter().map(|state| state.releases).sum::<u64>() > 0, "they have released");
    let creature = world.resource::<Graph>().beings.first().map(|being| being.name.clone());
    let creature = creature.unwrap_or_else(|| "Tripartite".into());
    let new = crate::edit::build::add_neuron(&mut world, &creature, "answer", bevy::math::Vec2::ZERO);
    History::perform(&mut world, new.expect("an edit").0).expect("added");
    (0..200).for_each(|_| drive::tick(&mut world));
    let to = go(&mut world, 300) as usize;
    assert!(to <= 300, "{to}");
    assert_eq!(states(&world), known[to], "before the change, with the network of after it");
}

#[test]
fn neurons_that_are_gone_or_new_do_not_hinder() {
    let mut world = shipped("crawler");
    let hashes = live(&mut world, 150);
    let ava = NeuronKey { creature: "Worm".into(), neuron: "AVA".into() };
    History::perform(&mut world, Edit::Rename(ava, "NEW".into())).expect("renamed");
    live(&mut world, 30);
    assert_eq!(go(&mut world, 150), 150);
    let to = go(&mut world, 100);
    assert!(to <= 100);
    assert_ne!(state_hash(&world), hashes[to as usize], "one is not found");
    History::undo(&mut world);
    drive::tick(&mut world);
    let first = go(&mut world, 50);
    // On a busy machine no earlier state is stored than the one that was gone back to.
    if first < to {
        assert_eq!(state_hash(&world), hashes[first as usize], "under its name it is");
    }
    drive::tick(&mut world);
    let now = tick(&world);
    let name = "Worm".to_owned();
    History::perform(&mut world, Edit::RenameCreature(name, "Other".into())).expect("renamed");
    drive::tick(&mut world);
    assert_eq!(world.resource::<Timeline>().span(), (now, now + 1), "with other bodies there is no way back");
}

#[test]
fn several_edits_of_a_run_at_once_happen_once() {
    let mut world = gaps();
    drive::tick(&mut world);
    let key = any_neuron(&world);
    let twice = vec![Edit::Inject(key.clone(), [4.0, 0.0]), Edit::Inject(key, [5.0, 0.0])];
    History::perform(&mut world, Edit::Batch(twice)).expect("injected");
    let hashes = live(&mut world, 20);
    go(&mut world, 0);
    go(&mut world, 21);
    assert_eq!(state_hash(&world), hashes[20]);
}

#[test]
fn the_picture_goes_back_too() {
    let mut world = shipped("crawler");
    live(&mut world, 600);
    let trail = |world: &World| {
        let creature = world.resource::<Wiring>().creatures[0];
        world.resource::<Afterimage>().trail(creature).expect("a trail").clone()
    };
    let (whole, samples) = (trail(&world), world.resource::<Tracks>().tracks[0].samples.len());
    let spikes = world.resource::<Tracks>().tracks[0].spikes;
    go(&mut world, 120);
    let tracks = world.resource::<Tracks>();
    assert!(tracks.tracks[0].samples.iter().all(|sample| sample.tick <= 120));
    assert!(tracks.tracks[0].spikes < spikes);
    assert!(world.resource::<Scope>().live().releases.iter().all(|(at, _)| *at <= 120));
    assert!(trail(&world).len() < whole.len());
    go(&mut world, 600);
    assert_eq!(trail(&world), whole);
    let tracks = world.resource::<Tracks>();
    assert_eq!((tracks.tracks[0].samples.len(), tracks.tracks[0].spikes), (samples, spikes));
}

#[test]
fn the_ghost_goes_back_too() {
    let mut world = shipped("crawler");
    live(&mut world, 100);
    silence_one(&mut world, key("AVA"));
    Ghost::toggle(&mut world);
    live(&mut world, 200);
    let there = |world: &World| -> Vec<_> {
        world.resource::<Ghost>().poses(1.0)[0].0.iter().map(|(place, _)| *place).collect()
    };
    let then = there(&world);
    live(&mut world, 150);
    let last = there(&world);
    go(&mut world, 300);
    assert_eq!(there(&world), then);
    go(&mut world, 450);
    assert_eq!(there(&world), last);
    go(&mut world, 50);
    assert!(world.resource::<Ghost>().is_there(), "it begins where there was none yet");
}

#[test]
fn only_the_last_minute_is_kept_and_in_little_memory() {
    let mut world = gaps();
    for _ in 0..6500 {
        drive::tick(&mut world);
    }
    let line = world.resource::<Timeline>();
    assert_eq!(line.span(), (500, 6500));
    assert!(line.size() < 1 << 20);
    assert_eq!(go(&mut world, 3), 500);
}

#[test]
fn the_line_is_clicked_and_keys_go_back() {
    let mut world = gaps();
    world.resource_mut::<Playback>().playing = false;
    for _ in 0..3000 {
        drive::tick(&mut world);
    }
    let mut harness = Harness::builder()
        .with_size(Vec2::new(1280.0, 720.0))
        .build_ui_state(|ui, world: &mut World| frame(ui, world), world);
    harness.run_steps(3);
    let at = |harness: &Harness<'_, World>| tick(harness.state());
    harness.get_by_label("One tick back").click();
    harness.run_steps(2);
    assert_eq!(at(&harness), 2999);
    harness.key_press(Key::Comma);
    harness.run_steps(2);
    assert_eq!(at(&harness), 2998);
    harness.key_press_modifiers(Modifiers::SHIFT, Key::Comma);
    harness.run_steps(2);
    assert_eq!(at(&harness), 2898);
    harness.key_press_modifiers(Modifiers::SHIFT, Key::Period);
    harness.run_steps(2);
    assert_eq!(at(&harness), 2998);
    harness.get_by_label("Return").click();
    harness.run_steps(2);
    assert_eq!(at(&harness), 3000);
    harness.get_by_label("Time line").click();
    harness.run_steps(3);
    assert!(at(&harness).abs_diff(3000) <= 20, "the middle of a minute: {}", at(&harness));
    let strip = harness.get_by_label("Time line").rect();
    let place = |share: f32| strip.left_center() + bevy_egui::egui::vec2(share * strip.width(), 0.0);
    harness.state_mut().resource_mut::<Playback>().playing = true;
    harness.drag_at(place(0.4));
    harness.run_steps(1);
    harness.hover_at(place(0.2));
    harness.run_steps(2);
    assert!(at(&harness).abs_diff(1200) < 20, "{}", at(&harness));
    assert!(!harness.state().resource::<Playback>().playing, "time stands while the line is held");
    harness.drop_at(place(0.2));
    harness.run_steps(2);
    assert!(harness.state().resource::<Playback>().playing, "and goes on after it");
    harness.get_by_label("Forget").click();
    harness.run_steps(2);
    assert_eq!(harness.state().resource::<Timeline>().span().1, at(&harness));
}

#[test]
fn touches_and_changes_are_marked() {
    let mut world = shipped("crawler");
    live(&mut world, 100);
    History::perform(&mut world, Edit::Move(key("AVA"), bevy::math::Vec2::ONE)).expect("moved");
    History::perform(&mut world, Edit::Hold(key("AVA"), Hold::Silent)).expect("silenced");
    drive::tick(&mut world);
    let marks: Vec<_> = world.resource::<Timeline>().marks().collect();
    let expected =
        [(37, Mark::Touch), (60, Mark::Lifted), (77, Mark::Run), (90, Mark::Run), (100, Mark::Scene)];
    assert_eq!(marks, expected);
}

#[test]
fn a_slider_that_is_dragged_for_long_is_forgotten_as_time_goes_on() {
    let mut world = gaps();
    let key = any_neuron(&world);
    let drag = |world: &mut World, number: u32| {
        let params =
            crate::nervous::Params { threshold: Some(1.0 + number as f32 / 1.0e5), ..Default::default() };
        History::perform(world, Edit::Params(key.clone(), params)).expect("a good edit");
    };
    let (mut least, mut most) = (usize::MAX, 0);
    for number in 0..14_000 {
        drag(&mut world, number);
        drive::tick(&mut world);
        if number > 12_500 {
            let size = world.resource::<Timeline>().memory();
            (least, most) = (least.min(size), most.max(size));
        }
    }
    assert!(most < least + least / 2 + (1 << 20), "{least} to {most} bytes");
    // There is a way back over all that is known.
    let (first, tip) = world.resource::<Timeline>().span();
    let recording = time::Recording::of(&mut world).expect("a recording");
    assert!(recording.reachable().0 <= first + 1500 && tip == 14_000);
    // While time stands, too, where somebody looks at the run after each change.
    let before = world.resource::<Timeline>().memory();
    for number in 0..500 {
        drag(&mut world, number);
        let _ = time::Recording::of(&mut world);
    }
    let after = world.resource::<Timeline>().memory();
    assert!(after < before + (1 << 20), "{before} to {after} bytes");
}
