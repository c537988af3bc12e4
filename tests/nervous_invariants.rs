//! What must always hold of the neuron rule.

mod common;

use bevy::ecs::entity::Entity;
use bevy::ecs::world::World;
use common::{app_of, app_with, bodiless};
use proptest::prelude::*;
use wriggle::app::Executor;
use wriggle::edit::{self, EdgeKey, Edit, NeuronKey};
use wriggle::nervous::{GapEntry, NeuronEntry, Params, Start, SynapseEntry};
use wriggle::nervous::{NeuronState, Phase, Sharing, Wiring};
use wriggle::record::state_hash;
use wriggle::scene::document::Scene;
use wriggle::scene::{Moment, capture, spawn};
use wriggle::sim::run_tick;
use wriggle::stimulus::{Inject, Stimulus};

fn neuron(name: &str, params: Params) -> NeuronEntry {
    let start = Start { conduction_left: Some(0), ..Start::default() };
    NeuronEntry { name: name.into(), params, start, ..NeuronEntry::default() }
}

fn link(from: &str, to: &str) -> SynapseEntry {
    SynapseEntry::new(from, to, 1.0)
}

fn scene_of(neurons: Vec<NeuronEntry>, synapses: Vec<SynapseEntry>) -> Scene {
    Scene { creatures: vec![bodiless("Net", neurons, synapses)], ..Scene::default() }
}

fn inject(neuron: &str, tick: u32, amount: f32) -> Stimulus {
    Stimulus::Inject(Inject {
        creature: "Net".into(),
        neuron: neuron.into(),
        at: f64::from(tick - 1) / 100.0,
        amount: (amount, 0.0),
        seconds: 0.0,
        every: 0.0,
        times: 0,
    })
}

fn states(world: &World) -> Vec<NeuronState> {
    let neurons: &[Entity] = &world.resource::<Wiring>().neurons;
    neurons.iter().map(|e| *world.get::<NeuronState>(*e).expect("a neuron")).collect()
}

/// The ticks in which each neuron (in canonical order) releases.
fn releases(scene: &Scene, ticks: u64) -> Vec<Vec<u64>> {
    let mut app = app_of(scene);
    let mut all = Vec::new();
    for tick in 1..=ticks {
        run_tick(app.world_mut());
        let states = states(app.world());
        all.resize(states.len(), Vec::new());
        for (list, state) in all.iter_mut().zip(states) {
            if state.phase == Phase::Releasing {
                list.push(tick);
            }
        }
    }
    all
}

#[test]
fn without_input_and_autostart_it_is_silent_for_ever() {
    let names = ["A", "B", "C", "D", "E"];
    let neurons = names.map(|n| neuron(n, Params::default())).to_vec();
    let synapses = names.iter().flat_map(|a| names.iter().map(|b| link(a, b))).collect();
    assert!(releases(&scene_of(neurons, synapses), 20_000).iter().all(Vec::is_empty));
}

#[test]
fn driven_without_end_it_fires_every_conduction_refractory_and_two_ticks() {
    for (conduction, refractory) in [(5, 5), (1, 0), (1, 7), (30, 0), (13, 40)] {
        let params =
            Params { conduction: Some(conduction), refractory: Some(refractory), ..Params::default() };
        let mut scene = scene_of(vec![neuron("A", params)], Vec::new());
        scene.stimuli = vec![Stimulus::Inject(Inject {
            creature: "Net".into(),
            neuron: "A".into(),
            at: 0.0,
            amount: (50.0, 0.0),
            seconds: 0.0,
            every: 0.01,
            times: 0,
        })];
        let fired = &releases(&scene, 2_000)[0];
        assert!(fired.len() > 20, "{conduction}, {refractory}: {} releases", fired.len());
        let period = u64::from(conduction + refractory + 2);
        assert!(
            fired.windows(2).skip(1).all(|pair| pair[1] - pair[0] == period),
            "{conduction}, {refractory}: {:?}",
            &fired[..6]
        );
    }
}

#[test]
fn a_kicked_ring_of_four_circulates_with_period_28() {
    let names = ["A", "B", "C", "D"];
    let mut scene = scene_of(
        names.map(|n| neuron(n, Params::default())).to_vec(),
        (0..4).map(|i| link(names[i], names[(i + 1) % 4])).collect(),
    );
    scene.stimuli = vec![inject("A", 100, 11.0)];
    for fired in releases(&scene, 10_000) {
        assert!(fired[0] > 100 && fired.len() > 300, "{} releases", fired.len());
        assert!(fired.windows(2).all(|pair| pair[1] - pair[0] == 28));
    }
}

#[test]
fn dale_is_a_class_a_channel_that_is_not_made_stays_exactly_zero() {
    for (production, silent) in [((0.7, 0.0), 1), ((0.0, -0.7), 0)] {
        let params = Params { production: Some(production), threshold: Some(1.0), ..Params::default() };
        let names = ["A", "B", "C"];
        let mut scene = scene_of(
            names.map(|n| neuron(n, params.clone())).to_vec(),
            (0..3).map(|i| link(names[i], names[(i + 1) % 3])).collect(),
        );
        scene.stimuli = (0..50).map(|i| inject("A", 10 + i * 40, 5.0)).collect();
        let mut app = app_of(&scene);
        for _ in 0..2_500 {
            run_tick(app.world_mut());
            for state in states(app.world()) {
                assert_eq!([state.cleft[silent], state.pool[silent]], [0.0, 0.0]);
            }
        }
    }
}

/// A net of up to a dozen neurons with everything the rule knows, and its injections.
fn any_net() -> impl Strategy<Value = Scene> {
    let params = (
        (0.5f32..12.0, 1u32..9, 0u32..9, (0.0f32..1.5, -0.8f32..0.0)),
        (0.0f32..1.0, 0.0f32..0.9, any::<bool>(), 0.0f32..0.5),
        (prop::option::of(-20.0f32..0.0), prop::option::of(0.0f32..30.0), prop::option::of(0.0f32..20.0)),
    )
        .prop_map(
            |(
                (threshold, conduction, refractory, production),
                (reuptake, residue, split, leak),
                (floor, ceiling, limit),
            )| {
                Params {
                    threshold: Some(threshold),
                    conduction: Some(conduction),
                    refractory: Some(refractory),
                    production: Some(production),
                    reuptake: Some(reuptake),
                    residue: Some(residue),
                    sharing: Some(if split { Sharing::Split } else { Sharing::Broadcast }),
                    leak: Some(leak),
                    potential_floor: floor,
                    potential_ceiling: ceiling,
                    pool_limit: limit,
                    ..Params::default()
                }
            },
        );
    (2usize..12)
        .prop_flat_map(move |count| {
            (
                prop::collection::vec((params.clone(), 0u32..4), count),
                prop::collection::vec((0..count, 0..count, -2.0f32..3.0), 0..count * 3),
                prop::collection::vec((0..count, 1..count, 0.0f32..0.1), 0..4),
                prop::collection::vec((0..count, 1u32..150, 0.0f32..20.0), 0..12),
            )
        })
        .prop_map(|(neurons, synapses, gaps, injections)| {
            let count = neurons.len();
            let name = |i: usize| format!("N{i}");
            let neurons = neurons
                .into_iter()
                .enumerate()
                .map(|(i, (params, left))| NeuronEntry {
                    name: name(i),
                    params,
                    start: Start { conduction_left: Some(left), ..Start::default() },
                    ..NeuronEntry::default()
                })
                .collect();
            let synapses = synapses
                .into_iter()
                .map(|(a, b, weight)| SynapseEntry::new(name(a), name(b), weight))
                .collect();
            let gaps = gaps
                .into_iter()
                .map(|(a, step, conductance)| GapEntry {
                    a: name(a),
                    b: name((a + step) % count),
                    conductance,
                })
                .collect();
            let mut scene = scene_of(neurons, synapses);
            scene.creatures[0].gaps = gaps;
            scene.stimuli =
                injections.into_iter().map(|(n, tick, amount)| inject(&name(n), tick, amount)).collect();
            scene
        })
}

fn hash_after(scene: &Scene, ticks: u64, executor: Executor) -> u64 {
    let mut app = app_with(scene, executor);
    for _ in 0..ticks {
        run_tick(app.world_mut());
    }
    state_hash(app.world())
}

/// The same scene with every list in another order.
fn shuffled(scene: &Scene, by: usize) -> Scene {
    fn turn<T>(list: &mut [T], by: usize) {
        if !list.is_empty() {
            list.rotate_left(by % list.len());
            list.reverse();
        }
    }
    let mut other = scene.clone();
    for creature in &mut other.creatures {
        turn(&mut creature.neurons, by);
        turn(&mut creature.synapses, by);
        turn(&mut creature.gaps, by);
    }
    turn(&mut other.stimuli, by);
    turn(&mut other.creatures, by);
    other
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn order_of_entries_never_matters(scene in any_net(), by in 0usize..50) {
        let mut two = scene.clone();
        let mut second = two.creatures[0].clone();
        second.name = "Another".into();
        two.creatures.push(second);
        let hash = hash_after(&two, 200, Executor::SingleThreaded);
        prop_assert_eq!(hash, hash_after(&shuffled(&two, by), 200, Executor::SingleThreaded));
    }

    #[test]
    fn order_of_entities_never_matters(scene in any_net(), spare in 1usize..40) {
        let mut app = app_of(&Scene::default());
        // Other entities first, some of them gone again, so that ids and tables differ.
        let world = app.world_mut();
        let made: Vec<Entity> = (0..spare).map(|_| world.spawn_empty().id()).collect();
        for entity in made.into_iter().step_by(2) {
            world.despawn(entity);
        }
        spawn(world, &shuffled(&scene, spare));
        spawn(world, &scene);
        for _ in 0..200 {
            run_tick(world);
        }
        prop_assert_eq!(state_hash(world), hash_after(&scene, 200, Executor::SingleThreaded));
    }

    #[test]
    fn nothing_is_ever_infinite(scene in any_net()) {
        let mut app = app_of(&scene);
        for _ in 0..400 {
            run_tick(app.world_mut());
            prop_assert!(states(app.world()).iter().all(NeuronState::is_finite));
        }
    }

    #[test]
    fn excitatory_transmitter_is_never_negative_nor_inhibitory_positive(mut scene in any_net()) {
        let creature = &mut scene.creatures[0];
        creature.gaps.clear();
        for synapse in &mut creature.synapses {
            synapse.weight = synapse.weight.abs();
        }
        for neuron in &mut creature.neurons {
            // A bound may take a channel past zero by the rule; without one nothing may.
            neuron.params.potential_floor = None;
            neuron.params.potential_ceiling = None;
        }
        let mut app = app_of(&scene);
        for _ in 0..300 {
            run_tick(app.world_mut());
            for state in states(app.world()) {
                for pair in [state.last, state.dendrite, state.cleft, state.pool] {
                    prop_assert!(pair[0] >= 0.0 && pair[1] <= 0.0, "{state:?}");
                }
            }
        }
    }

    #[test]
    fn an_edit_in_mid_run_equals_loading_the_edited_scene_with_the_same_state(
        mut scene in any_net(),
        before in 1u64..120,
        threshold in 0.5f32..12.0,
        broadcast in any::<bool>(),
        weight in -2.0f32..3.0,
    ) {
        // What happens by the clock would happen again after loading, at tick 0.
        scene.stimuli.clear();
        let mut app = app_of(&scene);
        let world = app.world_mut();
        for _ in 0..before {
            run_tick(world);
        }
        let key = NeuronKey { creature: "Net".into(), neuron: "N1".into() };
        let params = Params {
            threshold: Some(threshold),
            sharing: Some(if broadcast { Sharing::Broadcast } else { Sharing::Split }),
            ..scene.creatures[0].neurons[1].params.clone()
        };
        edit::apply(world, Edit::Params(key, params)).expect("within the ranges");
        if !scene.creatures[0].synapses.is_empty() {
            let key = EdgeKey { creature: "Net".into(), place: 0 };
            edit::apply(world, Edit::Weight(key, weight)).expect("within the ranges");
        }
        let document = capture(world, Moment::Now);
        let mut loaded = app_of(&document);
        for _ in 0..150 {
            run_tick(world);
            run_tick(loaded.world_mut());
            prop_assert_eq!(states(world), states(loaded.world()));
        }
    }
}

#[test]
fn a_crowd_of_the_strongest_gap_junctions_stays_finite() {
    let names: Vec<String> = (0..12).map(|i| format!("N{i}")).collect();
    let quiet = Params { threshold: Some(1.0e6), ..Params::default() };
    let mut scene = scene_of(names.iter().map(|n| neuron(n, quiet.clone())).collect(), Vec::new());
    for a in 0..12 {
        for b in 0..a {
            scene.creatures[0].gaps.push(GapEntry {
                a: names[a].clone(),
                b: names[b].clone(),
                conductance: 0.5,
            });
        }
    }
    scene.stimuli = vec![inject("N0", 1, 1.0)];
    let mut app = app_of(&scene);
    for _ in 0..2_000 {
        run_tick(app.world_mut());
    }
    assert!(states(app.world()).iter().all(NeuronState::is_finite));
}

#[test]
fn both_executors_give_the_same_bits() {
    let scene = common::Net::golden("random60").scene();
    assert_eq!(
        hash_after(&scene, 1_000, Executor::SingleThreaded),
        hash_after(&scene, 1_000, Executor::MultiThreaded)
    );
}
