//! How strong links are beside each other: taken once after a change of the network, and not in every frame.

use super::Plan;

/// Nothing is divided by less.
const LEAST: f32 = 1e-6;

/// The strongest of each kind of links, and how many each neuron has.
#[derive(Clone, Debug)]
pub struct Weights {
    /// Greatest weight of a synapse, whatever its sign.
    pub synapse: f32,
    /// Greatest conductance of a gap junction.
    pub gap: f32,
    /// Greatest gain of a neuromuscular junction, whatever its sign.
    pub junction: f32,
    /// How many synapses each neuron releases into.
    pub targets: Vec<u32>,
}

impl Default for Weights {
    fn default() -> Self {
        Self { synapse: LEAST, gap: LEAST, junction: LEAST, targets: Vec::new() }
    }
}

impl Plan {
    /// Takes in how strong the links are: to be called when some have changed.
    pub fn weigh(&mut self) {
        let mut targets = vec![0; self.nodes.len()];
        for link in &self.links {
            targets[link.from] += 1;
        }
        self.weights = Weights {
            synapse: self.links.iter().map(|link| link.weight.abs()).fold(LEAST, f32::max),
            gap: self.gaps.iter().map(|gap| gap.conductance).fold(LEAST, f32::max),
            junction: self.junctions.iter().map(|junction| junction.gain.abs()).fold(LEAST, f32::max),
            targets,
        };
    }
}
