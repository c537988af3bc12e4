//! Taking neurons out of a document.

use super::document::Scene;
use crate::stimulus::Stimulus;
use std::collections::{HashMap, HashSet};

/// Neurons that are to go, by creature.
#[derive(Default)]
struct Gone<'n>(HashMap<&'n str, HashSet<&'n str>>);

impl<'n> Gone<'n> {
    fn of(neurons: &'n [(String, String)]) -> Self {
        let mut gone: HashMap<&str, HashSet<&str>> = HashMap::new();
        for (creature, neuron) in neurons {
            gone.entry(creature).or_default().insert(neuron);
        }
        Self(gone)
    }

    fn names(&self, stimulus: &Stimulus) -> bool {
        self.0.get(stimulus.creature()).is_some_and(|gone| stimulus.names_any(|name| gone.contains(name)))
    }
}

/// Takes the neurons of this name out of every creature, with their synapses, gap junctions,
/// receptors, muscles and injections.
pub fn ablate(scene: &mut Scene, name: &str) {
    let all: Vec<(String, String)> =
        scene.creatures.iter().map(|creature| (creature.name.clone(), name.to_owned())).collect();
    ablate_neurons(scene, &all);
}

/// Takes neurons out of their creatures, with all that they are named by: names of the creature and of the neuron.
pub fn ablate_neurons(scene: &mut Scene, neurons: &[(String, String)]) {
    let all = Gone::of(neurons);
    for creature in &mut scene.creatures {
        let Some(gone) = all.0.get(creature.name.as_str()) else { continue };
        creature.neurons.retain(|neuron| !gone.contains(neuron.name.as_str()));
        creature.forget(&|neuron| gone.contains(neuron));
    }
    without_neurons(&mut scene.stimuli, neurons);
}

/// Takes out the stimuli that name any of these neurons.
pub fn without_neurons(stimuli: &mut Vec<Stimulus>, neurons: &[(String, String)]) {
    let gone = Gone::of(neurons);
    stimuli.retain(|stimulus| !gone.names(stimulus));
}
