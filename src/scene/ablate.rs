//! Taking neurons out of a document.

use super::document::Scene;
use crate::entry::ends;

/// Takes the neurons of this name out of every creature, with their synapses, gap junctions,
/// receptors, muscles and injections.
pub fn ablate(scene: &mut Scene, name: &str) {
    for creature in &mut scene.creatures {
        creature.neurons.retain(|n| n.name != name);
        creature.retain(&|entry| {
            let mut joins = false;
            ends(entry, &mut |end| joins |= end == name);
            !joins
        });
        scene.stimuli.retain(|stimulus| !stimulus.names_neuron(&creature.name, name));
    }
}
