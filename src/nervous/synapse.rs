//! Chemical synapses.

use super::{Postsynaptic, Presynaptic, TRANSMITTER_LIMIT, wiring};
use crate::entry::{EntryItem, EntryType, Tag, record};
use bevy::ecs::prelude::*;

record! {
    /// A chemical synapse in a scene.
    #[derive(Clone, Debug, PartialEq)]
    pub struct SynapseEntry as "Synapse" {
        /// The neuron that releases.
        from: String, as Neuron;

        /// The neuron that receives.
        to: String, as Neuron;

        /// Factor on what is handed over; a negative one turns excitation into inhibition.
        weight: f32 = 1.0, from -TRANSMITTER_LIMIT, to TRANSMITTER_LIMIT, by 0.02;
    }
}

/// A chemical synapse, with [`Presynaptic`] and [`Postsynaptic`].
#[derive(Component, Clone, Copy, Debug, PartialEq)]
#[component(immutable, on_insert = wiring::mark_row, on_remove = wiring::mark_row)]
pub struct Synapse {
    /// Factor on what is handed over; any sign.
    pub weight: f32,
}

impl EntryItem for SynapseEntry {
    fn spawn(&self, world: &mut World, ends: &[Entity], tag: Tag) -> Entity {
        world.spawn((Synapse { weight: self.weight }, Presynaptic(ends[0]), Postsynaptic(ends[1]), tag)).id()
    }
}

impl EntryType for SynapseEntry {
    const LIST: &'static str = "synapses";
    const NAME: &'static str = "synapse";
    const MOST: usize = 2_000_000;
    const RELEASES: bool = true;

    fn read(entity: EntityRef, name: &dyn Fn(Entity) -> Option<String>) -> Option<Self> {
        Some(Self {
            from: name(entity.get::<Presynaptic>()?.0)?,
            to: name(entity.get::<Postsynaptic>()?.0)?,
            weight: entity.get::<Synapse>()?.weight,
        })
    }
}
