//! The past of what was selected just now: the same samples as if it had been looked at all the time.

use super::time::live;
use super::*;
use crate::nervous::Hold;
use crate::window::plots::{Before, Samples, Scope};
use crate::window::time::{self, Replay};
use bevy::ecs::entity::Entity;

fn entity(world: &mut World, name: &str) -> Entity {
    key(name).find(world).expect("a neuron")
}

fn creature(world: &World) -> Entity {
    world.resource::<crate::nervous::Wiring>().creatures[0]
}

fn watch(world: &mut World, names: &[&str]) {
    let neurons: Vec<Entity> = names.iter().map(|name| entity(world, name)).collect();
    let creature = creature(world);
    world.resource_mut::<Scope>().watch(&neurons, Some(creature));
}

/// A life with touches, injections and changes of the scene.
fn lead(world: &mut World) {
    live(world, 330);
    let ava = key("AVA").find(world).expect("AVA");
    let mut params = world.get::<crate::nervous::Preset>(ava).cloned().unwrap_or_default().params;
    params.threshold = Some(3.0);
    History::perform(world, Edit::Params(key("AVA"), params)).expect("set");
    live(world, 4);
    // So soon after the last change that no state of its own is stored for it.
    History::perform(world, Edit::Hold(key("PVC"), Hold::Silent)).expect("silenced");
    live(world, 150);
    History::perform(world, Edit::Hold(key("PVC"), Hold::Free)).expect("freed");
    live(world, 90);
    History::undo(world);
    live(world, 120);
}

fn live_samples(world: &World) -> Samples {
    world.resource::<Scope>().live().clone()
}

/// Compares all but the first tick, of which one who looked from the beginning did not know what was before.
fn compare(name: &str, then: &Samples, now: &Samples, neuron: Entity) {
    let [then, now] = [then, now].map(|samples| samples.track(neuron).expect("a track").points.clone());
    assert_eq!(then.len(), now.len(), "{name}");
    for (then, now) in then.iter().zip(&now).skip(1) {
        assert_eq!(then.tick, now.tick, "{name}");
        assert_eq!(then.values.map(f32::to_bits), now.values.map(f32::to_bits), "{name} at {}", then.tick);
        assert_eq!(then.released, now.released, "{name} at {}", then.tick);
    }
}

#[test]
fn the_past_of_a_neuron_is_what_would_have_been_seen() {
    let mut seen = shipped("crawler");
    watch(&mut seen, &["AVA", "PVC"]);
    lead(&mut seen);
    let mut world = shipped("crawler");
    watch(&mut world, &["ALML"]);
    lead(&mut world);
    assert_eq!(crate::record::state_hash(&seen), crate::record::state_hash(&world));
    watch(&mut world, &["AVA", "PVC"]);
    assert!(world.resource::<Scope>().live().tracks.iter().all(|track| track.points.is_empty()));
    assert!(time::finish_past(&mut world));
    for name in ["AVA", "PVC"] {
        let neuron = entity(&mut world, name);
        assert_eq!(neuron, entity(&mut seen, name));
        compare(name, &live_samples(&seen), &live_samples(&world), neuron);
        let points = world.resource::<Scope>().live().track(neuron).expect("a track").points.len();
        assert_eq!(points, 694, "from the beginning on");
    }
    // Nothing else is disturbed, and life goes on from there.
    assert_eq!(crate::record::state_hash(&seen), crate::record::state_hash(&world));
    for world in [&mut seen, &mut world] {
        live(world, 50);
    }
    let neuron = entity(&mut world, "AVA");
    compare("AVA", &live_samples(&seen), &live_samples(&world), neuron);
    assert_eq!(world.resource::<Scope>().live().before, Before::Nothing);
}

#[test]
fn what_was_not_looked_at_while_the_panel_was_closed_is_filled_in() {
    let mut seen = shipped("arena");
    watch(&mut seen, &["AVA"]);
    live(&mut seen, 400);
    let mut world = shipped("arena");
    world.resource_mut::<Scope>().close(None);
    live(&mut world, 400);
    watch(&mut world, &["AVA"]);
    assert!(time::finish_past(&mut world));
    let [then, now] = [live_samples(&seen), live_samples(&world)];
    let (a, b) = (then.fields.expect("fields"), now.fields.expect("fields"));
    assert_eq!((a.ticks, a.muscles, a.skin), (b.ticks, b.muscles, b.skin));
    assert!(!then.releases.is_empty() && !then.touches.is_empty());
    assert_eq!((then.releases, then.touches, then.since), (now.releases, now.touches, now.since));
}

#[test]
fn what_came_in_while_it_was_filled_in_joins() {
    let mut seen = shipped("crawler");
    watch(&mut seen, &["AVA"]);
    live(&mut seen, 300);
    let mut world = shipped("crawler");
    live(&mut world, 260);
    watch(&mut world, &["AVA"]);
    live(&mut world, 1);
    let mut harness = time_frame(world);
    live(harness.state_mut(), 39);
    assert!(
        time::finish_past(harness.state_mut())
            || !harness.state().resource::<Scope>().live().tracks.is_empty()
    );
    let neuron = entity(harness.state_mut(), "AVA");
    let mut other = seen;
    // 260 + 1 + 39: the touches came at the same ticks.
    assert_eq!(crate::record::state_hash(&other), crate::record::state_hash(harness.state()));
    compare("AVA", &live_samples(&other), &live_samples(harness.state()), neuron);
    live(&mut other, 1);
}

/// A window that has drawn nothing but its strip of time.
fn time_frame(world: World) -> Harness<'static, World> {
    let mut harness = Harness::builder()
        .with_size(Vec2::new(800.0, 60.0))
        .build_ui_state(|ui, world: &mut World| (time::PANEL.show)(ui, world), world);
    harness.run_steps(2);
    harness
}

#[test]
fn after_another_selection_nothing_of_the_first_comes_in() {
    let mut world = shipped("crawler");
    live(&mut world, 300);
    watch(&mut world, &["AVA"]);
    let mut harness = time_frame(world);
    let world = harness.state_mut();
    watch(world, &["PVC"]);
    assert!(time::finish_past(world));
    let tracks = &world.resource::<Scope>().live().tracks;
    assert_eq!(tracks.len(), 1);
    assert_eq!(tracks[0].points.len(), 300);
    assert!(!time::finish_past(world), "nothing more is asked for");
}

#[test]
fn before_an_other_file_there_is_no_past_and_that_is_said() {
    let mut world = shipped("crawler");
    live(&mut world, 200);
    let path = format!("{}/scenes/crawler.worm.ron", env!("CARGO_MANIFEST_DIR"));
    let mut loaded = crate::scene::load(path.as_ref()).unwrap_or_else(|faults| panic!("{faults}"));
    loaded.scene.creatures[0].synapses[0].weight += 1.0;
    files::reload::take_up(&mut world, loaded);
    live(&mut world, 50);
    watch(&mut world, &["AVA"]);
    assert!(time::finish_past(&mut world));
    let live = world.resource::<Scope>().live();
    assert_eq!(live.tracks[0].points.front().map(|point| point.tick), Some(201));
    assert!(matches!(live.before, Before::Never(0, words) if words.contains("another")));
}

#[test]
fn a_replay_goes_to_any_tick_and_changes_nothing() {
    let mut world = shipped("crawler");
    let hashes = live(&mut world, 250);
    let recording = time::Recording::of(&mut world).expect("a recording");
    let scene = Replay::scene_of(&mut world);
    let mut replay = Replay::new(&scene, recording, |_| {});
    for tick in [250, 3, 120, 121, 60, 0, 249] {
        assert!(replay.go(tick));
        if ![77, 90].contains(&(tick % 200)) {
            assert_eq!(crate::record::state_hash(replay.world()), hashes[tick as usize], "{tick}");
        }
    }
    assert!(!replay.go(251), "it knows no more than was lived through");
    assert_eq!(crate::record::state_hash(&world), hashes[250]);
}
