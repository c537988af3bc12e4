//! Plasticity against golden traces of an independent implementation (`tests/golden/plastic`).

mod common;

use bevy::ecs::name::Name;
use bevy::ecs::prelude::*;
use common::golden::{letter, near};
use common::{Net, app_of};
use std::collections::HashMap;
use wriggle::entry::ListPlace;
use wriggle::nervous::plasticity::FacultyState;
use wriggle::nervous::{Faculties, NeuronState, Wiring};
use wriggle::sim::{Clock, run_tick};

/// All that a trace says of a tick, by the words that its line begins with.
fn now(world: &World) -> HashMap<String, Vec<f32>> {
    let mut now = HashMap::new();
    let (wiring, tick) = (world.resource::<Wiring>(), world.resource::<Clock>().tick);
    for &neuron in &wiring.neurons {
        let name = world.get::<Name>(neuron).expect("named");
        let state = world.get::<NeuronState>(neuron).expect("a state");
        let mut numbers: Vec<f32> =
            [state.last, state.dendrite, state.cleft, state.pool].into_iter().flatten().collect();
        let faculties = world.get::<Faculties>(neuron).zip(world.get::<FacultyState>(neuron));
        let start = faculties.map(|(faculties, state)| state.start(faculties, tick as u32, false));
        numbers.extend(start.map_or([0.0; 2], |start| [start.used, start.offset]));
        now.insert(format!("neuron,{tick},{name}"), numbers);
    }
    for (synapse, learned) in wiring.learned(tick) {
        let place = world.get::<ListPlace>(synapse).expect("a place").0;
        now.insert(format!("synapse,{tick},{place}"), vec![learned.weight, learned.eligibility]);
    }
    for (_, name, level) in wiring.levels(tick) {
        now.insert(format!("level,{tick},{name}"), vec![level]);
    }
    for (_, _, name, state) in wiring.astrocytes(tick) {
        let numbers = vec![state.calcium, state.bound, state.releases as f32];
        now.insert(format!("astrocyte,{tick},{name}"), numbers);
    }
    now
}

fn matches_golden(name: &str) {
    let folder = "tests/golden/plastic";
    let path = format!("{}/{folder}/{name}.csv", env!("CARGO_MANIFEST_DIR"));
    let golden = std::fs::read_to_string(path).expect("golden trace");
    let net = Net::read(&format!("{folder}/{name}.json"));
    let scene = net.scene();
    let faults = wriggle::scene::check::check(&scene);
    assert!(faults.is_empty(), "{name}: {faults:?}");
    let mut app = app_of(&scene);
    let mut phases: HashMap<String, Vec<u8>> = HashMap::new();
    let mut rows: HashMap<u64, Vec<&str>> = HashMap::new();
    let mut letters: HashMap<&str, &[u8]> = HashMap::new();
    for line in golden.lines() {
        let (kind, rest) = line.split_once(',').expect("a kind");
        let (tick, rest) = rest.split_once(',').expect("a tick");
        if kind == "phases" {
            letters.insert(tick, rest.as_bytes());
        } else {
            rows.entry(tick.parse().expect("a tick")).or_default().push(line);
        }
    }
    let mut compared = 0;
    for tick in 1..=net.ticks {
        run_tick(app.world_mut());
        let world = app.world();
        for &neuron in &world.resource::<Wiring>().neurons {
            let name = world.get::<Name>(neuron).expect("named").as_str();
            let phase = letter(world.get::<NeuronState>(neuron).expect("a state").phase);
            phases.entry(name.to_owned()).or_default().push(phase);
        }
        let Some(rows) = rows.get(&tick) else { continue };
        let now = now(world);
        for row in rows {
            let key: Vec<&str> = row.split(',').take(3).collect();
            let Some(ours) = now.get(&key.join(",")) else { panic!("{name}: nothing for {row}") };
            let golden = row.split(',').skip(3).map(|number| number.parse::<f64>().expect("a number"));
            assert_eq!(ours.len(), golden.clone().count(), "{row}");
            for (ours, golden) in ours.iter().zip(golden) {
                assert!(near(*ours, golden), "{name}: {ours} in place of {golden} in {row}");
            }
            compared += 1;
        }
    }
    for (neuron, ours) in phases {
        let golden = letters[neuron.as_str()];
        assert_eq!(ours.len(), golden.len());
        if let Some(tick) = (0..ours.len()).find(|tick| ours[*tick] != golden[*tick]) {
            let [ours, golden] = [ours, golden.to_vec()].map(|letters| letters[tick] as char);
            panic!("{name}: {neuron} in tick {}: {ours} in place of {golden}", tick + 1);
        }
    }
    assert!(compared > 100, "{name}: only {compared} rows of numbers");
}

macro_rules! golden {
    ($($name:ident),*) => {$(
        #[test]
        fn $name() {
            matches_golden(stringify!($name));
        }
    )*};
}
golden!(
    window,
    triplet,
    conditioning,
    extinction,
    operant,
    homeostasis,
    facilitation,
    delays,
    random60,
    astrocyte,
    glia60
);
