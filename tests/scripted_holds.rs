//! Neurons that a script silences or clamps for a time.

mod common;

use bevy::ecs::world::World;
use common::app_of;
use common::watch::shipped;
use wriggle::edit::NeuronKey;
use wriggle::nervous::{Hold, NeuronState, Phase};
use wriggle::record::state_hash;
use wriggle::scene::document::Scene;
use wriggle::scene::{Moment, capture, parse, to_text};
use wriggle::sim::run_tick;
use wriggle::stimulus::{Clamp, Silence, Stimulus};

fn silence(neuron: &str, at: f64, seconds: f64, every: f64, times: u32) -> Stimulus {
    Stimulus::Silence(Silence { creature: "Worm".into(), neuron: neuron.into(), at, seconds, every, times })
}

fn clamp(neuron: &str, potential: f32, at: f64, seconds: f64) -> Stimulus {
    let (creature, neuron) = ("Worm".into(), neuron.into());
    Stimulus::Clamp(Clamp { creature, neuron, potential, at, seconds, every: 0.0, times: 0 })
}

fn state(world: &mut World, neuron: &str) -> NeuronState {
    let key = NeuronKey { creature: "Worm".into(), neuron: neuron.into() };
    let entity = key.find(world).expect("a neuron");
    *world.get::<NeuronState>(entity).expect("a state")
}

fn bodies(world: &mut World) -> String {
    let mut query = world.query::<&wriggle::body::Body>();
    query.iter(world).map(|body| format!("{:?}", body.segments)).collect()
}

/// Two neurons joined by a gap junction; each fires in a second or so, if nothing holds it.
fn pair(stimuli: Vec<Stimulus>) -> Scene {
    let text = r#"(format: 1, classes: {"all": (params: (conduction: 3, refractory: 4, production: (0.5, 0.0)),
        start: (conduction_left: 0))},
        creatures: [(name: "Worm", neurons: [(name: "A", class: "all"), (name: "B", class: "all")],
        gaps: [(a: "A", b: "B", conductance: 0.2)])])"#;
    Scene { stimuli, ..parse(text, "").expect("a good scene") }
}

#[test]
fn silenced_by_a_script_from_birth_is_silenced_for_good() {
    for name in ["AVA", "SLOW1", "FL7"] {
        let mut scripted = shipped("crawler");
        scripted.stimuli.push(common::watch::head_touch(3.0));
        let mut set = scripted.clone();
        scripted.stimuli.push(silence(name, 0.0, 100.0, 0.0, 0));
        set.creatures[0].neurons.iter_mut().find(|n| n.name == name).expect("there").hold = Hold::Silent;
        let (mut a, mut b) = (app_of(&scripted), app_of(&set));
        for _ in 0..800 {
            run_tick(a.world_mut());
            run_tick(b.world_mut());
        }
        assert_eq!(bodies(a.world_mut()), bodies(b.world_mut()), "{name}");
        assert_eq!(state_hash(a.world()), state_hash(b.world()), "{name}");
    }
}

#[test]
fn it_is_silent_in_those_ticks_and_in_no_others() {
    // A clamp that would make it fire all the time shows when it can.
    let mut app = app_of(&pair(vec![clamp("A", 11.0, 0.0, 100.0), silence("A", 1.0, 0.5, 2.0, 2)]));
    let world = app.world_mut();
    for tick in 1..=500 {
        run_tick(world);
        let a = state(world, "A");
        let silent = (101..=150).contains(&tick) || (301..=350).contains(&tick);
        assert_eq!(a.potential(), if silent { 0.0 } else { 11.0 }, "tick {tick}");
        if silent {
            assert_eq!((a.phase, a.pool), (Phase::Integrating, [0.0; 2]), "tick {tick}");
        }
    }
}

#[test]
fn while_it_is_silent_its_gap_junctions_are_shut() {
    let mut app = app_of(&pair(vec![silence("A", 0.0, 0.5, 0.0, 0), clamp("B", 5.0, 0.0, 0.4)]));
    let world = app.world_mut();
    for tick in 1..=60 {
        run_tick(world);
        let b = state(world, "B").potential();
        match tick {
            1..=50 => assert_eq!(b, 5.0, "tick {tick}: nothing leaks into the silenced one"),
            _ => assert!(b < 5.0 && state(world, "A").potential() > 0.0, "tick {tick}: open again"),
        }
    }
}

#[test]
fn of_two_clamps_at_once_the_higher_one_holds_whatever_their_order() {
    for swapped in [false, true] {
        let mut stimuli = vec![clamp("A", -3.0, 0.0, 1.0), clamp("A", 4.0, 0.5, 0.2)];
        if swapped {
            stimuli.reverse();
        }
        let mut app = app_of(&pair(stimuli));
        let world = app.world_mut();
        for tick in 1..=100 {
            run_tick(world);
            let held = if (51..=70).contains(&tick) { 4.0 } else { -3.0 };
            assert_eq!(state(world, "A").potential(), held, "tick {tick}");
        }
    }
}

#[test]
fn what_is_held_for_good_is_still_held_when_the_script_is_done() {
    let mut scene = pair(vec![silence("A", 0.1, 0.1, 0.0, 0), clamp("A", 7.0, 0.3, 0.1)]);
    scene.creatures[0].neurons[0].hold = Hold::At(2.0);
    let mut app = app_of(&scene);
    let world = app.world_mut();
    for tick in 1..=60 {
        run_tick(world);
        let held = match tick {
            11..=20 => 0.0,
            31..=40 => 7.0,
            _ => 2.0,
        };
        assert_eq!(state(world, "A").potential(), held, "tick {tick}");
    }
    assert_eq!(capture(world, Moment::Now).creatures[0].neurons[0].hold, Hold::At(2.0));
}

#[test]
fn saved_within_it_and_gone_on_with_it_is_the_same_to_the_bit() {
    let mut scene = shipped("crawler");
    scene.stimuli = vec![
        common::watch::head_touch(2.0),
        silence("SLOW1", 1.0, 3.0, 4.0, 2),
        clamp("AVA", 8.0, 3.0, 1.5),
        silence("FL3", 0.0, 1000.0, 0.0, 0),
    ];
    let mut whole = app_of(&scene);
    let mut part = app_of(&scene);
    for stop in [150, 350, 420, 700] {
        while part.world().resource::<wriggle::sim::Clock>().tick < stop {
            run_tick(part.world_mut());
        }
        let saved = capture(part.world_mut(), Moment::Now);
        assert!(saved.creatures[0].neurons.iter().all(|neuron| neuron.hold == Hold::Free));
        part = app_of(&parse(&to_text(&saved, ""), "saved").expect("a good scene"));
    }
    for app in [&mut whole, &mut part] {
        while app.world().resource::<wriggle::sim::Clock>().tick < 1000 {
            run_tick(app.world_mut());
        }
    }
    assert_eq!(state_hash(whole.world()), state_hash(part.world()));
}

#[test]
fn nonsense_is_refused_in_its_place() {
    let refused = |stimulus: &str, fragment: &str| {
        let text = format!(
            "(format: 1, creatures: [(name: \"W\", neurons: [(name: \"ALM\")])], stimuli: [\n{stimulus}])"
        );
        let said = parse(&text, "t").expect_err("refused").to_string();
        assert!(said.contains("t:2:") && said.contains(fragment), "{said}");
    };
    refused("Silence(creature: \"W\", neuron: \"ALN\", at: 1.0, seconds: 1.0)", "did you mean `ALM`");
    refused("Silence(creature: \"W\", neuron: \"ALM\", at: 1.0, seconds: 0.0)", "greater than 0");
    refused("Silence(creature: \"W\", neuron: \"ALM\", at: 1.0)", "seconds");
    refused("Silence(creature: \"W\", neuron: \"ALM\", at: 1.0, seconds: 1.0, times: 3)", "needs `every`");
    refused("Clamp(creature: \"W\", neuron: \"ALM\", at: 1.0, seconds: 1.0)", "potential");
    refused("Clamp(creature: \"W\", neuron: \"ALM\", potential: 1e7, at: 1.0, seconds: 1.0)", "1000000");
    refused("Clamp(creature: \"V\", neuron: \"ALM\", potential: 1.0, at: 1.0, seconds: 1.0)", "creature");
    refused("Silense(creature: \"W\", neuron: \"ALM\", at: 1.0, seconds: 1.0)", "did you mean `Silence`");
}
