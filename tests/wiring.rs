//! The compiled graph: patched it is what it would be compiled anew, what is under way obeys it, and
//! threads change nothing.

mod common;

use bevy::ecs::world::World;
use common::{app_of, bodiless};
use proptest::prelude::*;
use wriggle::edit::build::{EntryKey, Join, delete, link, links_between};
use wriggle::edit::{EdgeKey, Edit, History, NeuronKey};
use wriggle::nervous::{GapEntry, NeuronEntry, Params, Start, SynapseEntry};
use wriggle::nervous::{Hold, NeuronState, Sharing, Threads, Wiring, wiring_of};
use wriggle::record::state_hash;
use wriggle::scene::document::Kind;
use wriggle::scene::document::Scene;
use wriggle::sim::run_tick;

fn neuron(name: String, sharing: Sharing, start: u32) -> NeuronEntry {
    NeuronEntry {
        name,
        params: Params {
            production: Some((1.0, -0.2)),
            sharing: Some(sharing),
            pool_limit: Some(40.0),
            ..Params::default()
        },
        start: Start { conduction_left: Some(start), ..Start::default() },
        ..NeuronEntry::default()
    }
}

fn synapse(from: usize, to: usize, weight: f32) -> SynapseEntry {
    SynapseEntry::new(format!("N{from:05}"), format!("N{to:05}"), weight)
}

/// A net of `count` neurons, every one linked with `fan_out` others.
fn net(count: usize, fan_out: usize) -> Scene {
    let sharing = |i: usize| if i.is_multiple_of(3) { Sharing::Broadcast } else { Sharing::Split };
    let neurons = (0..count).map(|i| neuron(format!("N{i:05}"), sharing(i), 1 + i as u32 % 23)).collect();
    let synapses = (0..count * fan_out)
        .map(|i| synapse(i / fan_out, (i * 7919 + i / fan_out) % count, 0.2 + (i % 11) as f32 / 4.0))
        .collect();
    Scene { creatures: vec![bodiless("Net", neurons, synapses)], ..Scene::default() }
}

fn key(index: usize) -> NeuronKey {
    NeuronKey { creature: "Net".into(), neuron: format!("N{index:05}") }
}

/// The number over all links as they stand, and as they would be compiled anew.
fn fingerprints(world: &mut World) -> (u64, u64) {
    wiring_of(world);
    let now = world.resource_mut::<Wiring>().fingerprint();
    world.resource_mut::<Wiring>().invalidate();
    wiring_of(world);
    (now, world.resource_mut::<Wiring>().fingerprint())
}

#[derive(Clone, Debug)]
enum Change {
    Weight(usize, f32),
    Link(usize, usize, f32),
    Unlink(usize),
    Sharing(usize, bool),
    Undo,
}

fn change() -> impl Strategy<Value = Change> {
    prop_oneof![
        (any::<usize>(), -3.0f32..3.0).prop_map(|(i, w)| Change::Weight(i, w)),
        (0..30usize, 0..30usize, -3.0f32..3.0).prop_map(|(a, b, w)| Change::Link(a, b, w)),
        any::<usize>().prop_map(Change::Unlink),
        (0..30usize, any::<bool>()).prop_map(|(i, split)| Change::Sharing(i, split)),
        Just(Change::Undo),
    ]
}

fn synapses(world: &mut World) -> usize {
    world.query::<&wriggle::nervous::Synapse>().iter(world).count()
}

fn carry_out(world: &mut World, change: &Change) {
    let place = |world: &mut World, index: usize| (index % synapses(world).max(1)) as u32;
    let edit = match *change {
        Change::Weight(index, weight) => {
            let place = place(world, index);
            Edit::Weight(EdgeKey { creature: "Net".into(), place }, weight)
        }
        Change::Link(from, to, weight) => {
            link(&key(from), &key(to), Join::Chemical(weight)).expect("one creature")
        }
        Change::Unlink(index) => {
            let place = place(world, index);
            delete(world, &[], &[EntryKey { creature: "Net".into(), kind: Kind::SYNAPSE, place }])
                .expect("there")
        }
        Change::Sharing(index, split) => {
            let sharing = if split { Sharing::Split } else { Sharing::Broadcast };
            Edit::Params(
                key(index),
                Params { sharing: Some(sharing), production: Some((1.0, -0.2)), ..Params::default() },
            )
        }
        Change::Undo => {
            History::undo(world);
            return;
        }
    };
    // Only the last synapse of all can be missing.
    let _ = History::perform(world, edit);
    world.resource_mut::<History>().close();
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 40, ..ProptestConfig::default() })]

    #[test]
    fn patched_it_is_what_it_would_be_compiled_anew(changes in prop::collection::vec(change(), 1..25)) {
        let mut app = app_of(&net(30, 4));
        let world = app.world_mut();
        world.insert_resource(History::new());
        for change in &changes {
            carry_out(world, change);
            for _ in 0..3 {
                run_tick(world);
            }
            let (patched, anew) = fingerprints(world);
            prop_assert_eq!(patched, anew, "after {:?}", change);
        }
    }
}

/// What arrives at the only target of a neuron that released 40 once, tick by tick.
fn arrivals(world: &mut World, ticks: u32, mut meanwhile: impl FnMut(&mut World, u32)) -> Vec<f32> {
    let target = key(1).find(world).expect("the target");
    let mut last = 0.0;
    (0..ticks)
        .map(|tick| {
            meanwhile(world, tick);
            run_tick(world);
            // It recovers all the time, so that what arrives stays where it arrived.
            let now = world.get::<NeuronState>(target).expect("a neuron").dendrite[0];
            std::mem::replace(&mut last, now).mul_add(-1.0, now)
        })
        .collect()
}

fn one_release(residue: f32) -> Scene {
    let mut from = neuron("N00000".into(), Sharing::Split, 1);
    from.params = Params { production: Some((0.0, 0.0)), residue: Some(residue), ..Params::default() };
    from.start.pool = Some((40.0, 0.0));
    let mut to = neuron("N00001".into(), Sharing::Split, 0);
    to.params = Params { production: Some((0.0, 0.0)), ..Params::default() };
    to.start.refractory_left = Some(1000);
    Scene { creatures: vec![bodiless("Net", vec![from, to], vec![synapse(0, 1, 1.0)])], ..Scene::default() }
}

fn close(found: &[f32], wanted: &[f32]) {
    assert_eq!(found.len(), wanted.len());
    for (found_one, wanted_one) in found.iter().zip(wanted) {
        assert!((found_one - wanted_one).abs() < 1e-3, "{found:?}, not {wanted:?}");
    }
}

#[test]
fn a_weight_changed_on_the_way_holds_for_what_is_still_in_the_cleft() {
    // 0.5 is handed on at once and fades, 0.75 is handed on tick by tick.
    for residue in [0.5, 0.75] {
        let mut app = app_of(&one_release(residue));
        let found = arrivals(app.world_mut(), 4, |world, tick| {
            if tick == 2 {
                let edge = EdgeKey { creature: "Net".into(), place: 0 };
                History::perform(world, Edit::Weight(edge, 3.0)).expect("a synapse");
            }
        });
        let (r, c) = (residue, 40.0);
        close(&found, &[c, c * r, 3.0 * c * r * r, 3.0 * c * r * r * r]);
    }
}

#[test]
fn a_synapse_taken_away_on_the_way_brings_no_more() {
    for residue in [0.5, 0.75] {
        let mut app = app_of(&one_release(residue));
        let found = arrivals(app.world_mut(), 4, |world, tick| {
            if tick == 2 {
                let there = links_between(world, &key(0), &key(1));
                let edit = delete(world, &[], &there).expect("there");
                History::perform(world, edit).expect("a synapse");
            } else if tick == 3 {
                assert!(History::undo(world));
            }
        });
        let c = 40.0;
        close(&found, &[c, c * residue, 0.0, c * residue * residue * residue]);
    }
}

#[test]
fn a_residue_changed_on_the_way_holds_from_then_on() {
    let mut app = app_of(&one_release(0.5));
    let found = arrivals(app.world_mut(), 4, |world, tick| {
        if tick == 2 {
            let params = Params { residue: Some(0.8), production: Some((0.0, 0.0)), ..Params::default() };
            History::perform(world, Edit::Params(key(0), params)).expect("a neuron");
        }
    });
    close(&found, &[40.0, 20.0, 10.0, 8.0]);
}

#[test]
fn threads_change_no_bit() {
    let mut scene = net(20_000, 8);
    // Several tables of entities, slow clefts, gap junctions: all that has a way of its own.
    let creature = &mut scene.creatures[0];
    for (index, neuron) in creature.neurons.iter_mut().enumerate() {
        match index % 17 {
            3 => neuron.hold = Hold::Silent,
            5 => neuron.hold = Hold::At(12.0),
            7 | 8 => neuron.params.residue = Some(0.9),
            9 => neuron.params.residue = Some(0.3),
            _ => {}
        }
    }
    creature.gaps = (0..500)
        .map(|i| GapEntry {
            a: format!("N{:05}", i * 31),
            b: format!("N{:05}", i * 37 + 1),
            conductance: 0.05,
        })
        .collect();
    let run = |threads| {
        let mut app = app_of(&scene);
        app.world_mut().insert_resource(Threads::new(threads));
        (0..60).for_each(|_| run_tick(app.world_mut()));
        (state_hash(app.world()), app.world().resource::<Wiring>().released.clone())
    };
    let alone = run(1);
    assert!(!alone.1.is_empty(), "a net that does nothing proves nothing");
    for threads in [2, 3, 7] {
        assert_eq!(run(threads), alone, "{threads} threads");
    }
}
