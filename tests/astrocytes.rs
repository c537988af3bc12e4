//! What must always hold of astrocytes.

mod common;

use bevy::app::App;
use common::learning::{
    hold_signs, run, same_in_another_order, same_on_threads, same_states, same_when_cut, with_astrocytes,
};
use common::{app_of, bodiless};
use wriggle::nervous::plasticity::{AstrocyteState, Learning};
use wriggle::nervous::{
    AstrocyteEntry, NeuronEntry, NeuronState, Params, Sharing, Start, StartAstrocyte, SynapseEntry, Wiring,
};
use wriggle::scene::document::Scene;
use wriggle::scene::{Moment, capture};
use wriggle::sim::{Clock, run_tick};
use wriggle::stimulus::{Inject, Stimulus};

fn astrocytes(app: &App) -> Vec<AstrocyteState> {
    let tick = app.world().resource::<Clock>().tick;
    app.world().resource::<Wiring>().astrocytes(tick).map(|(.., state)| state).collect()
}

#[test]
fn pools_keep_their_signs_and_everything_is_finite() {
    for seed in 0..40 {
        let mut app = app_of(&with_astrocytes(seed, 24, 5));
        for _ in 0..6 {
            run(&mut app, 200);
            for state in astrocytes(&app) {
                assert!(state.calcium.is_finite() && state.calcium >= 0.0, "{seed}: {state:?}");
                assert!((0.0..=1.0).contains(&state.bound), "{seed}: {state:?}");
            }
            println!("seed {seed}");
            hold_signs(&mut app);
        }
        assert!(astrocytes(&app).iter().map(|state| state.releases).sum::<u64>() > 0, "{seed}");
    }
}

#[test]
fn cut_anywhere_it_goes_on_to_the_same_bits() {
    for seed in 0..4 {
        let scene = with_astrocytes(seed, 40, 7);
        println!("seed {seed}");
        same_when_cut(&scene, 600, &[0, 1, 57, 300, 411, 600], |second, whole| {
            assert_eq!(astrocytes(second), astrocytes(whole));
        });
    }
}

#[test]
fn a_moment_says_what_astrocytes_are_without_its_snapshot_too() {
    let scene = with_astrocytes(3, 40, 7);
    let mut app = app_of(&scene);
    run(&mut app, 400);
    let mut moment = capture(app.world_mut(), Moment::Now);
    moment.snapshot = None;
    let later = app_of(&moment);
    let state =
        |app: &App| -> Vec<StartAstrocyte> { astrocytes(app).iter().map(AstrocyteState::start).collect() };
    assert_eq!(state(&later), state(&app));
    assert_ne!(state(&later), state(&app_of(&scene)));
}

#[test]
fn no_order_matters() {
    for seed in 0..4 {
        let scene = with_astrocytes(seed, 40, 7);
        let mut other = scene.clone();
        let creature = &mut other.creatures[0];
        creature.neurons.rotate_left(17);
        creature.synapses.reverse();
        creature.astrocytes.rotate_left(3);
        creature.astrocytes.iter_mut().for_each(|astrocyte| astrocyte.covers.reverse());
        println!("seed {seed}");
        same_in_another_order(&scene, &other, 800);
    }
}

#[test]
fn threads_change_no_bit() {
    same_on_threads(&with_astrocytes(7, 17_000, 300));
}

#[test]
fn astrocytes_that_take_nothing_and_bind_nothing_change_no_bit() {
    for seed in 0..4 {
        let mut scene = with_astrocytes(seed, 40, 7);
        for astrocyte in &mut scene.creatures[0].astrocytes {
            (astrocyte.uptake, astrocyte.strength) = (0.0, 0.0);
            astrocyte.start = StartAstrocyte { bound: 0.0, ..astrocyte.start };
        }
        let mut without = scene.clone();
        without.creatures[0].astrocytes.clear();
        println!("seed {seed}");
        same_states(&scene, &without);
    }
}

#[test]
fn astrocytes_go_on_while_learning_is_frozen() {
    let scene = Scene { learning: Learning::Frozen, ..with_astrocytes(2, 40, 7) };
    let mut app = app_of(&scene);
    let weights = |app: &App| -> Vec<f32> {
        app.world().resource::<Wiring>().learned(0).map(|(_, learned)| learned.weight).collect()
    };
    let born = (weights(&app), astrocytes(&app));
    run(&mut app, 500);
    assert_eq!(weights(&app), born.0);
    assert_ne!(astrocytes(&app), born.1);
    assert!(astrocytes(&app).iter().any(|state| state.releases > 1));
}

fn cell(name: &str, params: Params) -> NeuronEntry {
    let start = Start { conduction_left: Some(0), pool: Some((12.0, 0.0)), ..Start::default() };
    NeuronEntry { name: name.into(), params, start, ..NeuronEntry::default() }
}

/// A neuron that uses half of its pool at each charge, and one that only gathers what it is handed.
fn terminal(production: f32, facilitation: f32, charges: &[u64], astrocyte: Option<AstrocyteEntry>) -> Scene {
    let params = Params {
        threshold: Some(4.0),
        conduction: Some(3),
        refractory: Some(2),
        leak: Some(0.1),
        reuptake: Some(0.0),
        residue: Some(0.0),
        sharing: Some(Sharing::Broadcast),
        production: Some((production, 0.0)),
        pool_limit: Some(12.0),
        utilization: Some(0.5),
        facilitation: Some(facilitation),
        ..Params::default()
    };
    let target =
        Params { threshold: Some(1.0e6), leak: Some(1.0), production: Some((0.0, 0.0)), ..Params::default() };
    let kick = |tick: &u64| {
        Stimulus::Inject(Inject {
            creature: "Net".into(),
            neuron: "A".into(),
            at: *tick as f64 / 100.0,
            amount: (9.0, 0.0),
            seconds: 0.0,
            every: 0.0,
            times: 0,
        })
    };
    let synapses = vec![SynapseEntry::new("A", "B", 1.0)];
    let mut net = bodiless("Net", vec![cell("A", params), cell("B", target)], synapses);
    net.astrocytes.extend(astrocyte);
    Scene { creatures: vec![net], stimuli: charges.iter().map(kick).collect(), ..Scene::default() }
}

/// What arrives at the target, release by release.
fn packets(scene: &Scene, ticks: u64) -> Vec<f32> {
    let mut app = app_of(scene);
    let mut found = Vec::new();
    for _ in 0..ticks {
        run_tick(app.world_mut());
        let wiring = app.world().resource::<Wiring>();
        found.extend(wiring.arrived().get(1).map(|arrived| arrived[0]).filter(|amount| *amount > 0.0));
    }
    found
}

fn near(value: f32, wanted: f32) {
    assert!((value / wanted - 1.0).abs() <= 0.1, "{value} in place of {wanted}");
}

#[test]
fn what_an_astrocyte_makes_of_a_terminal() {
    let charges: Vec<u64> = (0..200).map(|second| 50 + 100 * second).collect();
    let covering = || AstrocyteEntry::new("G", [("A", "B")]);
    let last = |astrocyte| {
        let all = packets(&terminal(0.06, 0.0, &charges, astrocyte), 20_100);
        assert_eq!(all.len(), 200);
        all[150..].iter().sum::<f32>() / 50.0
    };
    near(last(None), 6.0);
    near(last(Some(AstrocyteEntry { strength: 0.0, ..covering() })), 4.8);
    near(last(Some(covering())), 3.0);
    near(last(Some(AstrocyteEntry { release: 1.0, ..covering() })), 5.3);
    // The second of two pulses over the first, before and after twenty seconds at one a second.
    let pulses = |warm: u64, release| {
        let charges = (0..warm).map(|second| 50 + 100 * second).chain([warm * 100 + 50, warm * 100 + 60]);
        let astrocyte = AstrocyteEntry { release, ..covering() };
        let all =
            packets(&terminal(0.1, 50.0, &charges.collect::<Vec<_>>(), Some(astrocyte)), warm * 100 + 200);
        all[all.len() - 1] / all[all.len() - 2]
    };
    near(pulses(0, 0.0), 0.78);
    near(pulses(20, 0.0), 0.97);
    near(pulses(20, 1.0), 0.25);
}

#[test]
fn an_astrocyte_gives_back_no_more_than_it_took() {
    let charges: Vec<u64> = (0..40).map(|number| 50 + 25 * number).collect();
    for (uptake, tau) in [(0.3, 0.1), (0.3, 40.0), (1.0, 40.0), (1.0, 4000.0)] {
        let astrocyte = AstrocyteEntry {
            uptake,
            recycle: 1.0,
            tau_recycle: tau,
            strength: 0.0,
            ..AstrocyteEntry::new("G", [("A", "B")])
        };
        // Nothing is made anew, so that what was there at birth is all there is.
        let mut app = app_of(&terminal(0.0, 0.0, &charges, Some(astrocyte)));
        let (mut left, mut handed) = (12.0, 0.0);
        for _ in 0..1_200 {
            run_tick(app.world_mut());
            handed += app.world().resource::<Wiring>().arrived()[1][0];
            let world = app.world_mut();
            let pool: f32 = world.query::<&NeuronState>().iter(world).map(|state| state.pool[0]).sum();
            // The pool of the target is full and stays so.
            left = pool - 12.0;
            assert!(left + handed <= 12.0 + 1e-4, "{uptake}, {tau}: {left} and {handed}");
        }
        assert!(left >= 0.0);
        // What was given back can be handed on: more than without.
        let alone = 12.0 * (1.0 - uptake);
        assert!(tau > 1000.0 || uptake == 1.0 || handed > 1.02 * alone, "{uptake}, {tau}: {handed}");
    }
}
