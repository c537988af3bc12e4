//! The small scenes of the guide do what their first lines say.

mod common;

use common::app_of;
use common::watch::shipped;
use std::collections::BTreeMap;
use wriggle::nervous::plasticity::Learning;
use wriggle::nervous::{Hold, NeuronState, Phase, Wiring};
use wriggle::scene::document::Scene;
use wriggle::sim::{Clock, run_tick};
use wriggle::stimulus::Stimulus;

fn guide(name: &str) -> Scene {
    shipped(&format!("guide/{name}"))
}

/// The ticks in which each neuron released.
fn releases(scene: &Scene, seconds: u64) -> BTreeMap<String, Vec<u64>> {
    let mut app = app_of(scene);
    let mut seen = BTreeMap::new();
    for neuron in &scene.creatures[0].neurons {
        seen.insert(neuron.name.clone(), Vec::new());
    }
    for _ in 0..seconds * 100 {
        run_tick(app.world_mut());
        let world = app.world();
        let (wiring, tick) = (world.resource::<Wiring>(), world.resource::<Clock>().tick);
        for &slot in &wiring.released {
            let name = world.get::<bevy::ecs::name::Name>(wiring.neurons[slot as usize]).expect("a name");
            seen.get_mut(name.as_str()).expect("one of the scene's").push(tick);
        }
    }
    seen
}

fn steps(ticks: &[u64]) -> Vec<u64> {
    ticks.windows(2).map(|pair| pair[1] - pair[0]).collect()
}

fn silence(scene: &mut Scene, name: &str) {
    let neuron = scene.creatures[0].neurons.iter_mut().find(|n| n.name == name).expect("a neuron");
    neuron.hold = Hold::Silent;
}

#[track_caller]
fn all(steps: &[u64], wanted: u64) {
    assert!(steps.len() > 2 && steps.iter().all(|step| *step == wanted), "{steps:?}");
}

#[test]
fn a_clock_of_two_seconds_and_its_outputs_in_turn() {
    let seen = releases(&guide("clock"), 20);
    all(&steps(&seen["A"]), 200);
    all(&steps(&seen["LEFT"]), 200);
    assert_eq!(seen["RIGHT"][0] - seen["LEFT"][0], 100);
    let mut fast = guide("clock");
    fast.classes["ring"].params.conduction = Some(23);
    all(&steps(&releases(&fast, 20)["A"]), 100);
    let mut stopped = guide("clock");
    silence(&mut stopped, "C");
    assert_eq!(releases(&stopped, 20)["A"].len(), 1, "a broken ring goes round once");
}

#[test]
fn a_wave_takes_twelve_ticks_a_neuron() {
    let seen = releases(&guide("chain"), 9);
    let first: Vec<u64> = (0..10).map(|i| seen[&format!("C{i}")][0]).collect();
    all(&steps(&first), 12);
    let mut cut = guide("chain");
    silence(&mut cut, "C5");
    let seen = releases(&cut, 9);
    assert!(seen["C4"].len() > 3 && seen["C5"].is_empty() && seen["C6"].is_empty());
}

/// Whether a neuron fires between two seconds.
fn fires(ticks: &[u64], from: u64, to: u64) -> bool {
    ticks.iter().any(|tick| (from * 100..to * 100).contains(tick))
}

#[test]
fn two_states_exclude_each_other() {
    let on = |scene: &Scene| {
        let seen = releases(scene, 16);
        [2, 6, 10, 14].map(|at| (fires(&seen["A1"], at, at + 2), fires(&seen["B1"], at, at + 2)))
    };
    let (a, b, both) = ((true, false), (false, true), (true, true));
    assert_eq!(on(&guide("switch")), [a, b, a, b]);
    let mut one_way = guide("switch");
    silence(&mut one_way, "NOTB");
    assert_eq!(on(&one_way), [a, b, both, b], "B cannot be turned off");
    let mut forgetful = guide("switch");
    forgetful.classes["state"].params.leak = Some(0.5);
    assert_eq!(on(&forgetful)[..3], [a, both, both]);
}

#[test]
fn what_a_delay_ends() {
    let lasts = |scene: &Scene| {
        let seen = releases(scene, 7);
        let begun = seen["GO"][0];
        let last = seen["RUN2"].iter().copied().rfind(|tick| *tick < begun + 590);
        last.expect("it ran") - begun
    };
    assert!((290..330).contains(&lasts(&guide("delay"))));
    let mut short = guide("delay");
    short.classes["delay"].params.conduction = Some(65);
    assert!((190..230).contains(&lasts(&short)));
    let mut endless = guide("delay");
    silence(&mut endless, "DELAY3");
    assert!(lasts(&endless) > 560);
}

#[test]
fn counters_of_beats() {
    let seen = releases(&guide("rhythm"), 20);
    for (name, period) in [("TICK", 50), ("HALF", 100), ("THIRD", 150), ("FOURTH", 200)] {
        all(&steps(&seen[name]), period);
    }
    let mut forgetful = guide("rhythm");
    let half = forgetful.creatures[0].neurons.iter_mut().find(|n| n.name == "HALF").expect("HALF");
    half.params.leak = Some(0.05);
    assert!(releases(&forgetful, 20)["HALF"].is_empty());
}

#[test]
fn an_astrocyte_quiets_a_synapse_and_another_rouses_one() {
    let seconds = |scene: &Scene, name: &str| -> Vec<u64> {
        releases(scene, 152)[name].iter().map(|tick| (tick - 1) / 100).collect()
    };
    let scene = guide("astrocyte");
    let touched: Vec<u64> = (1..=30).chain([150]).collect();
    assert_eq!(seconds(&scene, "TOUCH"), touched);
    assert_eq!(seconds(&scene, "FREE"), touched);
    assert_eq!(seconds(&scene, "HELD"), [1, 2, 3, 4, 5, 6, 150]);
    assert_eq!(seconds(&scene, "ROUSED"), touched[6..30]);
    let mut both = guide("astrocyte");
    let astrocytes = &mut both.creatures[0].astrocytes;
    let roused = astrocytes.remove(1).covers;
    astrocytes[0].covers.extend(roused);
    assert_eq!(seconds(&both, "ROUSED"), [0; 0]);
    let mut without = guide("astrocyte");
    without.creatures[0].astrocytes.clear();
    for name in ["FREE", "HELD", "ROUSED"] {
        assert_eq!(seconds(&without, name), touched, "{name}");
    }
}

#[test]
fn answers_fade_in_turn_and_come_back() {
    let seen = releases(&guide("habituation"), 32);
    let early = |name: &str| seen[name].iter().filter(|tick| **tick < 2000).count();
    assert_eq!(["TOUCH", "MUCH", "SOME", "LITTLE"].map(early), [10, 1, 3, 5]);
    for name in ["MUCH", "SOME", "LITTLE"] {
        assert!(fires(&seen[name], 30, 31), "{name} answers after a rest");
    }
}

/// Weights of the synapses that learn, after so many seconds.
fn weights(scene: &Scene, seconds: u64) -> Vec<f32> {
    let mut app = app_of(scene);
    (0..seconds * 100).for_each(|_| run_tick(app.world_mut()));
    app.world().resource::<Wiring>().learned(seconds * 100).map(|(_, learned)| learned.weight).collect()
}

#[test]
fn what_comes_before_a_spike_grows_and_what_comes_after_shrinks() {
    // The window, at intervals that the scene does not show: as many ticks before and after the target's spike.
    for interval in [3, 10, 20, 40, 80] {
        let mut scene = guide("stdp");
        let shift = (f64::from(interval) - 10.0) / 100.0;
        for stimulus in &mut scene.stimuli {
            if let Stimulus::Inject(inject) = stimulus {
                match inject.neuron.as_str() {
                    "BEFORE" => inject.at -= shift,
                    "AFTER" => inject.at += shift,
                    _ => {}
                }
            }
        }
        let (rule, n) = (scene.plasticity["hebb"].clone(), interval as f32);
        // AFTER comes first in the order of names.
        let wanted = [
            0.5 + 60.0 * rule.post_then_pre * bevy::math::ops::exp(-n / rule.tau_post),
            0.5 + 60.0 * rule.pre_then_post * bevy::math::ops::exp(-n / rule.tau_pre),
        ];
        let learned = weights(&scene, 122);
        for (weight, wanted) in learned.iter().zip(wanted) {
            let wanted = wanted.clamp(rule.min, rule.max);
            assert!((weight - wanted).abs() < 0.002, "{interval} ticks: {learned:?}, not {wanted}");
        }
    }
    let mut frozen = guide("stdp");
    frozen.learning = Learning::Frozen;
    assert_eq!(weights(&frozen, 122), [0.5, 0.5]);
}

/// The packets that a neuron releases, by what is in its cleft before it decays, relative to the first.
fn packets(scene: &Scene, name: &str, seconds: u64) -> Vec<f32> {
    let mut app = app_of(scene);
    let mut seen = Vec::new();
    let residue = 0.1;
    for _ in 0..seconds * 100 {
        run_tick(app.world_mut());
        let world = app.world_mut();
        let mut neurons = world.query::<(&bevy::ecs::name::Name, &NeuronState)>();
        let neuron = neurons.iter(world).find(|(known, _)| known.as_str() == name).expect("a neuron").1;
        if neuron.phase == Phase::Releasing {
            seen.push(neuron.cleft[0] / residue);
        }
    }
    seen.iter().map(|packet| packet / seen[0]).collect()
}

#[test]
fn one_speaks_up_in_a_train_and_one_tires() {
    let scene = guide("facilitation");
    let rises = [1.0, 1.72, 2.05, 2.03, 1.80, 1.49, 1.20, 0.96];
    let tires = [1.0, 0.55, 0.32, 0.21, 0.16];
    for (name, wanted) in [("FACILITATES", &rises[..]), ("TIRES", &tires)] {
        let seen = packets(&scene, name, 3);
        for (packet, wanted) in seen.iter().zip(wanted) {
            assert!((packet / wanted - 1.0).abs() < 0.05, "{name}: {seen:?}");
        }
    }
    let seen = releases(&scene, 8);
    // In each of the two trains.
    assert_eq!((seen["ONSET"].len(), seen["LATER"].len()), (2, 8));
    for train in 0..2 {
        let (first, later) = (seen["TIRES"][train * 8], seen["FACILITATES"][train * 8 + 1]);
        assert!(seen["ONSET"][train] < later && seen["ONSET"][train] > first);
        assert!(seen["LATER"][train * 4] > later, "not at the first spike");
    }
    let mut short = guide("facilitation");
    short.creatures[0].neurons[0].params.facilitation = Some(5.0);
    assert!(
        packets(&short, "FACILITATES", 3).iter().all(|packet| *packet < 1.2),
        "it is over before the next"
    );
}

#[test]
fn a_rate_that_holds() {
    let rate = |ticks: &[u64], from: u64, to: u64| {
        let spikes = ticks.iter().filter(|tick| (from * 100..to * 100).contains(tick)).count();
        spikes as f64 / (to - from) as f64
    };
    let held = ["LITTLE", "SOME", "MUCH"];
    let seen = releases(&guide("homeostasis"), 400);
    for name in held {
        assert!((rate(&seen[name], 150, 200) - 2.0).abs() < 0.2, "{name}");
        assert!((rate(&seen[name], 300, 400) - 2.0).abs() < 0.06, "{name}");
    }
    assert!(rate(&seen["LITTLE"], 200, 210) > 3.0, "a stronger drive at 200 s");
    assert!((rate(&seen["FREE"], 0, 400) - 12.5).abs() < 0.1, "without homeostasis");
    let mut bounded = guide("homeostasis");
    let homeostasis = bounded.classes["held"].params.homeostasis.as_mut();
    homeostasis.expect("homeostasis").bounds = (0.0, 20.0);
    assert!(rate(&releases(&bounded, 200)["MUCH"], 150, 200) > 5.0, "it cannot be held");
}

#[test]
fn myelin_divides_what_a_way_takes() {
    let way = |scene: &Scene, from: &str, to: &str| {
        let seen = releases(scene, 5);
        seen[to][0] - seen[from][0]
    };
    let scene = guide("myelin");
    let ways = [("BARE", "BARENEAR"), ("BARE", "BAREFAR"), ("SHEATHED", "NEAR"), ("SHEATHED", "FAR")];
    assert_eq!(ways.map(|(from, to)| way(&scene, from, to)), [105, 205, 15, 25]);
    let mut bare = guide("myelin");
    bare.creatures[0].neurons.iter_mut().for_each(|neuron| neuron.params.myelin = None);
    assert_eq!(way(&bare, "SHEATHED", "FAR"), 205);
    let mut moved = guide("myelin");
    moved.creatures[0].neurons[2].at.0 = 15.0;
    assert_eq!(way(&moved, "BARE", "BAREFAR"), 155);
    let mut own = guide("myelin");
    own.creatures[0].synapses[1].delay = Some(7);
    assert_eq!(way(&own, "BARE", "BAREFAR"), 12, "a delay of its own");
}
