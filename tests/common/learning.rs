//! Nets in which everything is on that synapses, thresholds, modulators and astrocytes can do.

use super::{app_of, app_with, bodiless};
use bevy::app::App;
use bevy::ecs::prelude::*;
use rand::{RngExt, SeedableRng};
use rand_pcg::Pcg64Mcg;
use wriggle::app::Executor;
use wriggle::nervous::plasticity::{Modulator, Pairs, Rule};
use wriggle::nervous::{
    AstrocyteEntry, Homeostasis, Modulated, NeuronEntry, NeuronState, Params, Sharing, Start, StartAstrocyte,
    SynapseEntry, Threads, Wiring,
};
use wriggle::record::state_hash;
use wriggle::scene::check::check;
use wriggle::scene::document::Scene;
use wriggle::scene::{Moment, capture, parse, to_text};
use wriggle::sim::run_tick;
use wriggle::stimulus::{Inject, Stimulus};

/// So many ticks.
pub fn run(app: &mut App, ticks: u64) {
    (0..ticks).for_each(|_| run_tick(app.world_mut()));
}

/// Cuts a run of so many ticks after some of them, writes it as text and goes on: the same bits as uncut. `same` tells
/// what else must be the same.
pub fn same_when_cut(scene: &Scene, ticks: u64, cuts: &[u64], same: impl Fn(&App, &App)) {
    let mut whole = app_of(scene);
    run(&mut whole, ticks);
    for &at in cuts {
        let mut first = app_of(scene);
        run(&mut first, at);
        let text = to_text(&capture(first.world_mut(), Moment::Now), "");
        let cut = parse(&text, "cut").unwrap_or_else(|faults| panic!("{faults}"));
        let mut second = app_of(&cut);
        assert_eq!(state_hash(second.world()), state_hash(first.world()), "cut after {at}");
        run(&mut second, ticks - at);
        assert_eq!(state_hash(second.world()), state_hash(whole.world()), "cut after {at}");
        same(&second, &whole);
    }
}

/// One thread and three give the same bits.
pub fn same_on_threads(scene: &Scene) {
    let hashes = [1, 3].map(|threads| {
        let mut app = app_of(scene);
        app.insert_resource(Threads::new(threads));
        run(&mut app, 60);
        state_hash(app.world())
    });
    assert_eq!(hashes[0], hashes[1]);
}

/// Two scenes give the same states of neurons, tick by tick.
pub fn same_states(one: &Scene, two: &Scene) {
    let [mut one, mut two] = [app_of(one), app_of(two)];
    for tick in 1..=800 {
        run(&mut one, 1);
        run(&mut two, 1);
        assert_eq!(states(&one), states(&two), "tick {tick}");
    }
}

/// Two scenes give the same bits, though the second is run on several threads.
pub fn same_in_another_order(one: &Scene, two: &Scene, ticks: u64) {
    let [mut one, mut two] = [app_of(one), app_with(two, Executor::MultiThreaded)];
    run(&mut one, ticks);
    run(&mut two, ticks);
    assert_eq!(state_hash(one.world()), state_hash(two.world()));
}

/// Whether every state is of finite numbers, and pools have the signs of what they hold.
pub fn hold_signs(app: &mut App) {
    let world = app.world_mut();
    for state in world.query::<&NeuronState>().iter(world) {
        assert!(state.is_finite() && state.pool[0] >= 0.0 && state.pool[1] <= 0.0, "{state:?}");
    }
}

fn rules(chance: &mut Pcg64Mcg) -> Vec<(String, Rule)> {
    let names = ["fast", "near", "forgets", "reward", "alarm", "plain"];
    let rules = names.map(|name| {
        let mut share = |most: f32| chance.random_range(-most..most);
        let mut rule = Rule {
            pre_then_post: share(1.0),
            post_then_pre: share(1.0),
            each_pre: share(0.2),
            each_post: share(0.2),
            triplet: share(1.0),
            tau_pre: chance.random_range(0.1..60.0),
            tau_post: chance.random_range(0.1..60.0),
            tau_triplet: chance.random_range(0.1..200.0),
            soft: chance.random_range(0.0..1.0),
            min: chance.random_range(0.0..0.3),
            max: chance.random_range(0.5..9.0),
            ..Rule::default()
        };
        match name {
            "near" => rule.pairs = Pairs::Nearest,
            "forgets" => (rule.forget, rule.dose) = (Some(chance.random_range(1.0..900.0)), Some(3.0)),
            "reward" => {
                (rule.modulator, rule.baseline) = ("dopamine".into(), chance.random_range(-2.0..2.0));
            }
            "alarm" => {
                (rule.modulator, rule.forget) = ("alarm".into(), Some(300.0));
                rule.tau_eligibility = 13.0;
            }
            _ => {}
        }
        (name.to_owned(), rule)
    });
    rules.into()
}

/// A net of so many neurons with everything on.
pub fn everything(seed: u64, count: usize) -> Scene {
    let mut chance = Pcg64Mcg::seed_from_u64(seed);
    let rules = rules(&mut chance);
    let name = |i: usize| format!("N{i:05}");
    let neurons: Vec<NeuronEntry> = (0..count)
        .map(|i| {
            let mut params = Params {
                threshold: Some(chance.random_range(1.0..8.0)),
                conduction: Some(chance.random_range(1..9)),
                refractory: Some(chance.random_range(0..9)),
                production: Some(if i % 5 == 0 { (0.0, -0.6) } else { (0.8, 0.0) }),
                residue: Some([0.1, 0.3, 0.8][i % 3]),
                pool_limit: Some(12.0),
                sharing: Some(if i % 2 == 0 { Sharing::Split } else { Sharing::Broadcast }),
                ..Params::default()
            };
            match i % 7 {
                1 => params.utilization = Some(chance.random_range(0.0..1.0)),
                2 => (params.utilization, params.facilitation) = (Some(0.2), Some(40.0)),
                3 => {
                    params.homeostasis =
                        Some(Homeostasis { target: 3.0, step: 0.3, ..Homeostasis::default() });
                }
                4 => params.modulator = Some(["dopamine", "alarm"][i % 2].into()),
                5 => params.modulated = Some(Modulated("alarm".into(), chance.random_range(-2.0..2.0))),
                _ => {}
            }
            let start = Start { conduction_left: Some(chance.random_range(0..9)), ..Start::default() };
            NeuronEntry { name: name(i), params, start, ..NeuronEntry::default() }
        })
        .collect();
    let synapses: Vec<SynapseEntry> = (0..count * 6)
        .map(|i| {
            let mut synapse = SynapseEntry::new(name(i / 6), name(chance.random_range(0..count)), 0.0);
            let sign = if chance.random_range(0..9) == 0 { -1.0 } else { 1.0 };
            synapse.weight = sign * chance.random_range(0.1..3.0);
            if chance.random_range(0..5) > 0 {
                let (name, rule) = &rules[chance.random_range(0..rules.len())];
                synapse.plasticity = name.as_str().into();
                synapse.weight = sign * chance.random_range(rule.min..rule.max);
            }
            if chance.random_range(0..4) == 0 {
                synapse.delay = Some(chance.random_range(0..60));
            }
            synapse
        })
        .collect();
    let kicks = (0..count.min(200)).map(|_| {
        Stimulus::Inject(Inject {
            creature: "Net".into(),
            neuron: name(chance.random_range(0..count)),
            at: chance.random_range(0.0..10.0),
            amount: (chance.random_range(0.0..20.0), 0.0),
            seconds: 0.0,
            every: chance.random_range(0.1..2.0),
            times: 0,
        })
    });
    let stimuli = kicks.collect();
    let modulators = [("dopamine", 30.0), ("alarm", 80.0)]
        .map(|(name, tau)| (name.to_owned(), Modulator { tau, unit: 6.0 }));
    let scene = Scene {
        creatures: vec![bodiless("Net", neurons, synapses)],
        plasticity: rules.into_iter().collect(),
        modulators: modulators.into_iter().collect(),
        stimuli,
        ..Scene::default()
    };
    assert!(check(&scene).is_empty(), "{:?}", check(&scene).first());
    scene
}

/// The states of all neurons, bit for bit.
pub fn states(app: &App) -> Vec<[u32; 10]> {
    let bits = |neuron: &Entity| {
        let state = app.world().get::<NeuronState>(*neuron).expect("a state");
        let pairs = [state.last, state.dendrite, state.cleft, state.pool];
        let mut bits = [state.conduction_left; 10];
        bits[1] = state.refractory_left;
        pairs.into_iter().flatten().zip(&mut bits[2..]).for_each(|(value, bits)| *bits = value.to_bits());
        bits
    };
    app.world().resource::<Wiring>().neurons.iter().map(bits).collect()
}

/// The same net with so many astrocytes: they cover neurons' outgoing synapses, single ones among them, in turn.
pub fn with_astrocytes(seed: u64, count: usize, astrocytes: usize) -> Scene {
    let mut scene = everything(seed, count);
    let mut chance = Pcg64Mcg::seed_from_u64(seed ^ 77);
    let creature = &mut scene.creatures[0];
    let mut all: Vec<AstrocyteEntry> = (0..astrocytes)
        .map(|number| AstrocyteEntry {
            uptake: chance.random_range(0.0..1.0),
            recycle: chance.random_range(0.0..1.0),
            tau_recycle: chance.random_range(0.1..300.0),
            tau_calcium: chance.random_range(0.1..300.0),
            threshold: chance.random_range(0.0..1.0),
            recovery: chance.random_range(0..100),
            strength: chance.random_range(0.0..1.0),
            release: [0.0, 1.0, chance.random_range(0.0..1.0)][number % 3],
            tau_effect: chance.random_range(0.1..500.0),
            start: StartAstrocyte {
                calcium: chance.random_range(0.0..1.0),
                bound: chance.random_range(0.0..1.0),
                ready: chance.random_range(0..50),
            },
            ..AstrocyteEntry::new::<String>(format!("G{number:02}"), [])
        })
        .collect();
    for (index, neuron) in creature.neurons.iter().enumerate() {
        let number = index % (astrocytes + 1);
        if number == astrocytes {
            continue;
        }
        if index % 2 == 0 {
            all[number].covers.push((neuron.name.clone(), "*".into()));
        } else {
            let own =
                creature.synapses.iter().find(|synapse| synapse.from == neuron.name).expect("one of its own");
            all[number].covers.push((own.from.clone(), own.to.clone()));
        }
    }
    creature.astrocytes = all;
    assert!(check(&scene).is_empty(), "{:?}", check(&scene).first());
    scene
}
