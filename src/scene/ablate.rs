//! Taking neurons out of a document.

use super::document::{Creature, Scene};
use crate::entry::ends;

/// Takes the neurons of this name out of every creature, with their synapses, gap junctions,
/// receptors, muscles and injections.
pub fn ablate(scene: &mut Scene, name: &str) {
    let creatures: Vec<String> = scene.creatures.iter().map(|creature| creature.name.clone()).collect();
    creatures.iter().for_each(|creature| ablate_neuron(scene, creature, name));
}

/// Takes a neuron out of one creature, with all that it is named by.
pub fn ablate_neuron(scene: &mut Scene, creature: &str, name: &str) {
    let own = |other: &&mut Creature| other.name == creature;
    let Some(found) = scene.creatures.iter_mut().find(own) else { return };
    found.neurons.retain(|n| n.name != name);
    found.retain(&|entry| {
        let mut joins = false;
        ends(entry, &mut |end| joins |= end == name);
        !joins
    });
    scene.stimuli.retain(|stimulus| !stimulus.names_neuron(creature, name));
}
