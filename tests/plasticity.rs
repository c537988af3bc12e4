//! What must always hold of learning, modulators, homeostasis and delays.

mod common;

use bevy::app::App;
use bevy::ecs::prelude::*;
use bevy::math::Vec2;
use common::learning::{
    everything, hold_signs, run, same_in_another_order, same_on_threads, same_states, same_when_cut,
};
use common::{app_of, bodiless};
use wriggle::edit::{Edit, History, NeuronKey};
use wriggle::entry::Symbol;
use wriggle::nervous::plasticity::{Learning, Rule, set_learning};
use wriggle::nervous::{Faculties, NeuronEntry, NeuronState, Params, Start, SynapseEntry, Wiring};
use wriggle::record::state_hash;
use wriggle::scene::document::Scene;
use wriggle::scene::{Moment, capture, parse, to_text};
use wriggle::sim::Clock;
use wriggle::stimulus::{Inject, Stimulus};

fn weights(app: &App) -> Vec<f32> {
    let tick = app.world().resource::<Clock>().tick;
    app.world().resource::<Wiring>().learned(tick).map(|(_, learned)| learned.weight).collect()
}

#[test]
fn weights_stay_within_their_bounds_keep_their_sign_and_are_finite() {
    for seed in 0..60 {
        let scene = everything(seed, 24);
        let mut app = app_of(&scene);
        let mut moved = 0;
        for _ in 0..6 {
            run(&mut app, 200);
            let tick = app.world().resource::<Clock>().tick;
            for (_, learned) in app.world().resource::<Wiring>().learned(tick) {
                let rule = &scene.plasticity[learned.rule.text()];
                let bounds = rule.min..=rule.max;
                assert!(bounds.contains(&learned.weight.abs()), "{seed}: {learned:?}, {rule:?}");
                assert_eq!(
                    learned.weight.is_sign_negative(),
                    learned.start.is_sign_negative(),
                    "{learned:?}"
                );
                assert!(learned.eligibility.is_finite(), "{learned:?}");
                moved += usize::from(learned.weight != learned.start);
            }
            println!("seed {seed}");
            hold_signs(&mut app);
        }
        assert!(moved > 20, "{seed}: {moved}");
    }
}

#[test]
fn cut_anywhere_it_goes_on_to_the_same_bits() {
    for seed in 0..4 {
        println!("seed {seed}");
        same_when_cut(&everything(seed, 40), 900, &[0, 1, 57, 300, 611, 900], |_, _| {});
    }
}

#[test]
fn no_order_matters() {
    for seed in 0..4 {
        let scene = everything(seed, 40);
        let mut other = scene.clone();
        other.plasticity.0.reverse();
        other.modulators.0.reverse();
        other.creatures[0].neurons.rotate_left(17);
        other.creatures[0].synapses.reverse();
        println!("seed {seed}");
        same_in_another_order(&scene, &other, 1_000);
    }
}

#[test]
fn threads_change_no_bit() {
    same_on_threads(&everything(7, 17_000));
}

#[test]
fn rules_that_teach_nothing_change_no_bit() {
    for seed in 0..4 {
        let mut scene = everything(seed, 40);
        for (_, rule) in scene.plasticity.0.iter_mut() {
            let Rule { min, max, tau_pre, tau_post, modulator, .. } = rule.clone();
            let nothing = Rule { pre_then_post: 0.0, post_then_pre: 0.0, ..Rule::default() };
            *rule = Rule { min, max, tau_pre, tau_post, modulator, ..nothing };
        }
        let mut without = scene.clone();
        for synapse in &mut without.creatures[0].synapses {
            synapse.plasticity = Symbol::default();
        }
        println!("seed {seed}");
        same_states(&scene, &without);
    }
}

#[test]
fn frozen_nothing_moves_and_thawed_it_goes_on() {
    let scene = Scene { learning: Learning::Frozen, ..everything(2, 40) };
    let mut app = app_of(&scene);
    run(&mut app, 500);
    let born = weights(&app_of(&scene));
    assert_eq!(weights(&app), born);
    set_learning(app.world_mut(), Learning::On);
    run(&mut app, 300);
    let learned = weights(&app);
    assert_ne!(learned, born);
    set_learning(app.world_mut(), Learning::Frozen);
    assert_eq!(weights(&app), learned);
    let world = app.world_mut();
    let lift = |world: &mut World| -> Vec<f32> {
        let tick = world.resource::<Clock>().tick as u32;
        let mut all = world.query::<(&Faculties, &wriggle::nervous::plasticity::FacultyState)>();
        all.iter(world).map(|(faculties, state)| state.lift(faculties, tick, true)).collect()
    };
    let lifted = lift(world);
    assert!(lifted.iter().any(|lift| *lift > 0.0));
    run(&mut app, 400);
    assert_eq!((weights(&app), lift(app.world_mut())), (learned, lifted));
}

/// Two neurons that fire when they are told to, and a synapse between them.
fn pair(rule: Rule, pre: &[u64], post: &[u64], delay: u32) -> Scene {
    let cell = |name: &str, threshold| NeuronEntry {
        name: name.into(),
        params: Params {
            threshold: Some(threshold),
            conduction: Some(3),
            refractory: Some(0),
            leak: Some(1.0),
            pool_limit: Some(12.0),
            production: Some((12.0, 0.0)),
            ..Params::default()
        },
        start: Start { conduction_left: Some(0), ..Start::default() },
        ..NeuronEntry::default()
    };
    let mut synapse = SynapseEntry::new("PRE", "POST", 0.5);
    (synapse.plasticity, synapse.delay) = ("rule".into(), Some(delay));
    let kick = |neuron: &str, tick: u64, amount| {
        Stimulus::Inject(Inject {
            creature: "Net".into(),
            neuron: neuron.into(),
            at: (tick as f64 - 1.0) / 100.0,
            amount: (amount, 0.0),
            seconds: 0.0,
            every: 0.0,
            times: 0,
        })
    };
    // A release reaches the target four ticks after the charge, an activation comes one tick after it.
    let pre = pre.iter().map(|tick| kick("PRE", tick - 4, 6.0));
    let post = post.iter().map(|tick| kick("POST", tick - 1, 200.0));
    Scene {
        stimuli: pre.chain(post).collect(),
        creatures: vec![bodiless("Net", vec![cell("PRE", 4.0), cell("POST", 100.0)], vec![synapse])],
        plasticity: [("rule".to_owned(), rule)].into_iter().collect(),
        ..Scene::default()
    }
}

fn learned_of(scene: &Scene, ticks: u64) -> f64 {
    let mut app = app_of(scene);
    run(&mut app, ticks);
    f64::from(weights(&app)[0])
}

#[test]
fn a_pair_alone_teaches_what_the_windows_say() {
    let rule = Rule::default();
    for n in [1i64, 2, 5, 17, 60, 150] {
        let (n, faded) = (n as u64, |tau: f32| (-(n as f64) / f64::from(tau)).exp());
        let grown = learned_of(&pair(rule.clone(), &[200], &[200 + n], 0), 400);
        assert!((grown - 0.5 - 0.02 * faded(rule.tau_pre)).abs() < 1e-6, "{n}: {grown}");
        let shrunk = learned_of(&pair(rule.clone(), &[200 + n], &[200], 0), 400);
        assert!((shrunk - 0.5 + 0.01 * faded(rule.tau_post)).abs() < 1e-6, "{n}: {shrunk}");
    }
    assert_eq!(learned_of(&pair(rule, &[200], &[200], 0), 400), 0.5);
}

#[test]
fn a_delay_shifts_what_arrives_and_what_is_learned_and_nothing_else() {
    let rule = Rule::default();
    for delay in [1, 7, 40, 300] {
        let whole = learned_of(&pair(rule.clone(), &[100, 140], &[103, 130, 190], 0), 900);
        let shifted: Vec<u64> = [103, 130, 190].map(|tick| tick + u64::from(delay)).into();
        let later = learned_of(&pair(rule.clone(), &[100, 140], &shifted, delay), 900 + u64::from(delay));
        assert_eq!(later, whole, "{delay}");
    }
    // What arrives is the same too: a target that only gathers it shows when.
    let arrived = |delay: u32| -> Vec<f32> {
        let mut scene = pair(Rule::default(), &[100, 140, 149], &[], delay);
        let neurons = &mut scene.creatures[0].neurons;
        (neurons[1].params.leak, neurons[0].params.residue) = (Some(0.0), Some(0.4));
        let mut app = app_of(&scene);
        let potential = |app: &mut App| {
            run(app, 1);
            let world = app.world_mut();
            world.query::<&NeuronState>().iter(world).map(NeuronState::potential).fold(0.0, f32::max)
        };
        run(&mut app, 100 + u64::from(delay));
        (0..200).map(|_| potential(&mut app)).collect()
    };
    assert_eq!(arrived(0)[60..], arrived(55)[60..]);
}

#[test]
fn a_silent_network_learns_nothing_and_what_is_forgotten_is_gone() {
    let rule = Rule { each_pre: -0.3, each_post: 0.4, forget: Some(50.0), ..Rule::default() };
    assert_eq!(learned_of(&pair(rule.clone(), &[], &[], 0), 2_000), 0.5);
    let scene = pair(rule, &[100], &[], 0);
    assert!((learned_of(&scene, 101) - 0.2).abs() < 0.02);
    assert_eq!(learned_of(&scene, 1_200), 0.5);
}

#[test]
fn a_neuron_that_is_moved_takes_its_delays_along() {
    let mut scene = everything(5, 30);
    let creature = &mut scene.creatures[0];
    creature.axon_speed = Some(30.0);
    for (index, neuron) in creature.neurons.iter_mut().enumerate() {
        neuron.at = ((index % 6) as f32, (index / 6) as f32);
    }
    let mut app = app_of(&scene);
    run(&mut app, 400);
    let key = NeuronKey { creature: "Net".into(), neuron: "N00003".into() };
    History::perform(app.world_mut(), Edit::Move(key, Vec2::new(60.0, 40.0))).expect("moved");
    let text = to_text(&capture(app.world_mut(), Moment::Now), "");
    let mut cut = app_of(&parse(&text, "cut").unwrap_or_else(|faults| panic!("{faults}")));
    let mut still = app_of(&scene);
    run(&mut still, 400);
    for app in [&mut app, &mut cut, &mut still] {
        run(app, 400);
    }
    assert_eq!(state_hash(app.world()), state_hash(cut.world()));
    assert_ne!(state_hash(app.world()), state_hash(still.world()), "it makes a difference");
}
