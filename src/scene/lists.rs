//! The lists of a creature as its file has them: which entity is entry number so and so.

use bevy::ecs::component::Component;
use bevy::ecs::entity::Entity;

/// The lists of a creature.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// Its neurons.
    Neuron,
    /// Chemical synapses.
    Synapse,
    /// Gap junctions.
    Gap,
    /// Patches of skin.
    Skin,
    /// Stretch receptors.
    Stretch,
    /// Neuromuscular junctions.
    Muscle,
}

impl Kind {
    /// All of them.
    pub const ALL: [Self; 6] =
        [Self::Neuron, Self::Synapse, Self::Gap, Self::Skin, Self::Stretch, Self::Muscle];

    /// What an entry of the list is called.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Neuron => "neuron",
            Self::Synapse => "synapse",
            Self::Gap => "gap junction",
            Self::Skin => "patch of skin",
            Self::Stretch => "stretch receptor",
            Self::Muscle => "neuromuscular junction",
        }
    }
}

/// The entries of a creature, each list in the order of the file. An entry's own
/// [`crate::nervous::ListPlace`] is its index here.
///
/// A synapse among a million is found by it without a search.
#[derive(Component, Clone, Debug, Default)]
pub struct Lists([Vec<Entity>; 6]);

impl Lists {
    /// One of the lists.
    #[must_use]
    pub fn list(&self, kind: Kind) -> &[Entity] {
        &self.0[kind as usize]
    }

    pub(crate) fn list_mut(&mut self, kind: Kind) -> &mut Vec<Entity> {
        &mut self.0[kind as usize]
    }
}
