//! The rule against golden traces of an independent implementation (`tests/golden`).

mod common;

use common::golden::{letter, near};
use common::{Net, app_of};
use wriggle::nervous::{NeuronState, Wiring};
use wriggle::sim::run_tick;

fn matches_golden(name: &str) {
    let golden = std::fs::read_to_string(format!("{}/tests/golden/{name}.csv", env!("CARGO_MANIFEST_DIR")))
        .expect("golden trace");
    let net = Net::golden(name);
    let mut app = app_of(&net.scene());
    let mut phases: Vec<Vec<u8>> = Vec::new();
    let mut states: Vec<Vec<NeuronState>> = Vec::new();
    let mut names: Vec<String> = Vec::new();
    for _ in 0..net.ticks {
        run_tick(app.world_mut());
        let world = app.world();
        let neurons = world.resource::<Wiring>().neurons.clone();
        if names.is_empty() {
            names = neurons
                .iter()
                .map(|e| world.get::<bevy::ecs::name::Name>(*e).expect("named").as_str().to_owned())
                .collect();
            phases.resize(names.len(), Vec::new());
        }
        let now: Vec<NeuronState> =
            neurons.iter().map(|e| *world.get::<NeuronState>(*e).expect("state")).collect();
        for (letters, state) in phases.iter_mut().zip(&now) {
            letters.push(letter(state.phase));
        }
        states.push(now);
    }

    let mut compared = 0;
    for line in golden.lines() {
        let fields: Vec<&str> = line.split(',').collect();
        let slot = |neuron: &str| names.iter().position(|n| n == neuron).expect("a neuron of the net");
        if let ["phases", neuron, letters] = fields[..] {
            let ours = &phases[slot(neuron)];
            if let Some(tick) = (0..ours.len()).find(|t| ours[*t] != letters.as_bytes()[*t]) {
                panic!(
                    "{name}: {neuron} in tick {}: {} in place of {}",
                    tick + 1,
                    ours[tick] as char,
                    letters.as_bytes()[tick] as char
                );
            }
            assert_eq!(ours.len(), letters.len());
            continue;
        }
        let tick: usize = fields[0].parse().expect("a tick");
        let state = &states[tick - 1][slot(fields[1])];
        let golden: Vec<f64> = fields[2..].iter().map(|f| f.parse().expect("a number")).collect();
        assert_eq!(f64::from(state.conduction_left), golden[0], "{name}: {line}");
        assert_eq!(f64::from(state.refractory_left), golden[1], "{name}: {line}");
        let ours = [state.last, state.dendrite, state.cleft, state.pool];
        for (ours, golden) in ours.iter().flatten().zip(&golden[2..]) {
            assert!(near(*ours, *golden), "{name}: {ours} in place of {golden} in {line}");
        }
        compared += 1;
    }
    assert!(compared > 100, "{name}: only {compared} rows of numbers");
}

#[test]
fn pair() {
    matches_golden("pair");
}

#[test]
fn fan_of_three() {
    matches_golden("fan3");
}

#[test]
fn self_link() {
    matches_golden("self_link");
}

#[test]
fn kicked_ring_of_four() {
    matches_golden("ring4_kicked");
}

#[test]
fn random_net_of_sixty() {
    matches_golden("random60");
}
