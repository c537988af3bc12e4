//! What the kinds of stimuli that are for a neuron have in common.

use super::{Candidate, Stage};
use crate::entry::{Around, Checker, Fields, check_fields, suggestion};
use crate::nervous::Wiring;
use bevy::ecs::entity::Entity;
use bevy::ecs::world::World;

/// Checks a stimulus for a neuron of a creature of the scene.
pub(super) fn check_on_stage(c: &mut Checker, stimulus: &dyn Fields, creature: &str, stage: &Stage) {
    let neurons = stage.find(creature).and_then(|(index, _)| stage.neurons.get(index));
    check_fields(c, stimulus, &Around { creatures: Some(stage.names), neurons, ..Around::default() });
}

/// Those of the creatures that have such a neuron; that there is none is a fault.
pub(super) fn owners(c: &mut Checker, neuron: &str, meant: &[Candidate]) -> Vec<String> {
    let has = |candidate: &&Candidate| candidate.neurons.iter().any(|other| other.name == neuron);
    let owners: Vec<String> = meant.iter().filter(has).map(|candidate| candidate.name.to_owned()).collect();
    if owners.is_empty() {
        let known: Vec<&str> =
            meant.iter().flat_map(|c| c.neurons).map(|neuron| neuron.name.as_str()).collect();
        let help = suggestion(neuron, known.iter().copied());
        c.fault_in("neuron", format!("there is no neuron {neuron:?}"), help.as_deref());
    }
    owners
}

/// The neuron in the world.
pub(super) fn neuron_of(world: &World, creature: &str, neuron: &str) -> Option<Entity> {
    world.resource::<Wiring>().find(world, creature, neuron)
}
