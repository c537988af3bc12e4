//! Neurons that are silenced or held at a potential.

mod common;

use bevy::ecs::world::World;
use common::app_of;
use common::watch::shipped;
use proptest::prelude::*;
use wriggle::edit::{Edit, History, NeuronKey};
use wriggle::nervous::{GapEntry, NeuronEntry, Params, Start};
use wriggle::nervous::{Hold, NeuronState, Phase, Wiring};
use wriggle::record::state_hash;
use wriggle::scene::document::Scene;
use wriggle::scene::{Moment, ablate, capture, parse, to_text};
use wriggle::sim::run_tick;

fn key(neuron: &str) -> NeuronKey {
    NeuronKey { creature: "Worm".into(), neuron: neuron.into() }
}

fn state(world: &mut World, neuron: &str) -> NeuronState {
    let entity = key(neuron).find(world).expect("a neuron");
    *world.get::<NeuronState>(entity).expect("a state")
}

fn run(world: &mut World, ticks: u32) {
    for _ in 0..ticks {
        run_tick(world);
    }
}

/// Hashes hold every neuron, also those that do nothing: compare bodies instead.
fn bodies(world: &mut World) -> String {
    let mut query = world.query::<&wriggle::body::Body>();
    query.iter(world).map(|body| format!("{:?}", body.segments)).collect()
}

#[test]
fn to_silence_a_neuron_is_to_take_it_away() {
    // Where clefts are not divided among targets: a silenced target still has its share.
    for name in ["AVA", "ALML", "SLOW1", "FL7"] {
        let touch = common::watch::head_touch(3.0);
        let mut silenced = shipped("crawler");
        silenced.stimuli.push(touch.clone());
        let mut without = silenced.clone();
        ablate(&mut without, name);
        let neuron = silenced.creatures[0].neurons.iter_mut().find(|n| n.name == name).expect("there");
        neuron.hold = Hold::Silent;
        let (mut a, mut b) = (app_of(&silenced), app_of(&without));
        run(a.world_mut(), 800);
        run(b.world_mut(), 800);
        assert_eq!(bodies(a.world_mut()), bodies(b.world_mut()), "{name}");
    }
}

#[test]
fn silenced_while_it_runs_and_revived_again() {
    let mut app = app_of(&shipped("crawler"));
    let world = app.world_mut();
    world.insert_resource(History::new());
    run(world, 500);
    History::perform(world, Edit::Hold(key("FL3"), Hold::Silent)).expect("it can be silenced");
    run(world, 400);
    let silent = state(world, "FL3");
    assert_eq!((silent.pool, silent.potential(), silent.phase), ([0.0; 2], 0.0, Phase::Integrating));
    assert!(world.resource::<History>().is_dirty());
    assert!(History::undo(world));
    run(world, 400);
    let mut fired = false;
    for _ in 0..400 {
        run_tick(world);
        fired |= state(world, "FL3").phase == Phase::Releasing;
    }
    assert!(fired, "revived it lives by the rule");
}

fn one(hold: Hold) -> Scene {
    let neuron = NeuronEntry {
        name: "A".into(),
        params: Params { conduction: Some(3), refractory: Some(4), ..Params::default() },
        start: Start { conduction_left: Some(0), ..Start::default() },
        hold,
        ..NeuronEntry::default()
    };
    let creature = wriggle::scene::document::Creature {
        name: "Worm".into(),
        neurons: vec![neuron.clone(), NeuronEntry { name: "B".into(), hold: Hold::Free, ..neuron }],
        gaps: vec![GapEntry { a: "A".into(), b: "B".into(), conductance: 0.2 }],
        ..Default::default()
    };
    Scene { creatures: vec![creature], ..Scene::default() }
}

#[test]
fn held_above_its_threshold_it_fires_whenever_it_is_ready() {
    let mut app = app_of(&one(Hold::At(11.0)));
    let world = app.world_mut();
    let mut at = Vec::new();
    for tick in 1..=90 {
        run_tick(world);
        let a = state(world, "A");
        assert_eq!(a.last, [11.0, 0.0]);
        if a.phase == Phase::Releasing {
            at.push(tick);
        }
    }
    // Nothing has to be integrated anew: a tick less than a driven neuron takes.
    assert_eq!(at[..4], [4, 12, 20, 28], "conduction + refractory + 1");
    // Through the gap junction it pulls its neighbour up.
    assert!(state(world, "B").potential() > 3.0);
}

#[test]
fn held_below_it_it_never_fires() {
    for potential in [9.9, -3.0] {
        let mut app = app_of(&one(Hold::At(potential)));
        let world = app.world_mut();
        for _ in 0..200 {
            run_tick(world);
            assert_eq!(state(world, "A").phase, Phase::Integrating);
            assert_eq!(state(world, "A").potential(), potential);
        }
    }
}

#[test]
fn the_gap_junctions_of_a_silenced_neuron_are_shut() {
    let mut app = app_of(&one(Hold::Silent));
    let world = app.world_mut();
    let b = key("B").find(world).expect("B");
    world.get_mut::<NeuronState>(b).expect("a state").dendrite = [5.0, 0.0];
    run(world, 50);
    assert_eq!(state(world, "B").potential(), 5.0, "nothing leaks into the silenced one");
}

#[test]
fn a_scene_keeps_what_is_held() {
    for hold in [Hold::Free, Hold::Silent, Hold::At(-2.5)] {
        let scene = one(hold);
        let text = to_text(&scene, "");
        assert_eq!(text.contains("hold:"), hold != Hold::Free);
        assert_eq!(parse(&text, "test").expect("read"), scene);
        let mut app = app_of(&scene);
        assert_eq!(capture(app.world_mut(), Moment::Birth), scene);
        run(app.world_mut(), 30);
        // Gone on with from a saved moment it is the same to the bit.
        let now = capture(app.world_mut(), Moment::Now);
        let mut again = app_of(&parse(&to_text(&now, ""), "test").expect("read"));
        run(app.world_mut(), 40);
        run(again.world_mut(), 40);
        assert_eq!(state_hash(app.world()), state_hash(again.world()), "{hold:?}");
    }
}

#[test]
fn nonsense_is_refused() {
    let faults =
        parse("(format: 1, creatures: [(name: \"W\", neurons: [(name: \"A\", hold: At(1e9))])])", "t");
    assert!(faults.expect_err("refused").to_string().contains("hold"));
    let mut app = app_of(&one(Hold::Free));
    let world = app.world_mut();
    assert!(wriggle::edit::apply(world, Edit::Hold(key("A"), Hold::At(f32::NAN))).is_err());
    assert!(wriggle::edit::apply(world, Edit::Hold(key("nobody"), Hold::Silent)).is_err());
    assert_eq!(world.resource::<Wiring>().neurons.len(), 2);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]
    #[test]
    fn what_is_held_stays_finite(potential in -1.0e6f32..1.0e6) {
        let mut app = app_of(&one(Hold::At(potential)));
        run(app.world_mut(), 60);
        prop_assert!(state(app.world_mut(), "B").is_finite());
    }
}
