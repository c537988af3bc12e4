//! Taking neurons out of a document.

use super::document::{Scene, Stimulus};

/// Takes the neurons of this name out of every creature, with their synapses, gap junctions,
/// receptors, muscles and injections.
pub fn ablate(scene: &mut Scene, name: &str) {
    for creature in &mut scene.creatures {
        creature.neurons.retain(|n| n.name != name);
        creature.synapses.retain(|s| s.from != name && s.to != name);
        creature.gaps.retain(|g| g.a != name && g.b != name);
        creature.skin.retain(|s| s.neuron != name);
        creature.stretch.retain(|s| s.neuron != name);
        creature.muscles.retain(|m| m.neuron != name);
    }
    scene.stimuli.retain(|s| !matches!(s, Stimulus::Inject { neuron, .. } if neuron == name));
}
