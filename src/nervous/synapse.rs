//! Chemical synapses.

use super::plasticity::{Delay, Plastic};
use super::{DELAY_LIMIT, Postsynaptic, Presynaptic, TRANSMITTER_LIMIT, wiring};
use crate::entry::{EntryItem, EntryType, Symbol, Tag, record};
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

        /// Ticks that a release takes over it, beyond the neuron's `conduction`; not set: as `axon_speed` says.
        delay: Option<u32> = None, from 0, to DELAY_LIMIT, unit "ticks", by 0.1, offer 5;

        /// The rule by which it learns.
        plasticity: Symbol = Symbol::default(), as Rule;

        /// The weight that it has learned; not set: `weight`, from which it starts.
        learned: Option<f32> = None, from -TRANSMITTER_LIMIT, to TRANSMITTER_LIMIT, by 0.02;

        /// What waits for the modulator of its rule.
        eligibility: f32 = 0.0, from -TRANSMITTER_LIMIT, to TRANSMITTER_LIMIT, unit "share", by 0.005;
    }
}

/// A chemical synapse, with [`Presynaptic`] and [`Postsynaptic`].
#[derive(Component, Clone, Copy, Debug, PartialEq)]
#[component(immutable, on_insert = wiring::mark_row, on_remove = wiring::mark_row)]
pub struct Synapse {
    /// Factor on what is handed over; any sign.
    pub weight: f32,
}

impl SynapseEntry {
    /// One that does not learn.
    #[must_use]
    pub fn new(from: impl Into<String>, to: impl Into<String>, weight: f32) -> Self {
        Self {
            from: from.into(),
            to: to.into(),
            weight,
            delay: None,
            plasticity: Symbol::default(),
            learned: None,
            eligibility: 0.0,
        }
    }
}

impl EntryItem for SynapseEntry {
    fn spawn(&self, world: &mut World, ends: &[Entity], tag: Tag) -> Entity {
        let plain = (Synapse { weight: self.weight }, Presynaptic(ends[0]), Postsynaptic(ends[1]), tag);
        let Self { plasticity: rule, learned, eligibility, .. } = *self;
        let plastic = (!rule.is_none()).then_some(Plastic { rule, learned, eligibility });
        // As a whole: to add to an entity is to move it, and there may be millions.
        match (plastic, self.delay.map(Delay)) {
            (None, None) => world.spawn(plain).id(),
            (Some(plastic), None) => world.spawn((plain, plastic)).id(),
            (None, Some(delay)) => world.spawn((plain, delay)).id(),
            (Some(plastic), Some(delay)) => world.spawn((plain, plastic, delay)).id(),
        }
    }
}

impl EntryType for SynapseEntry {
    const LIST: &'static str = "synapses";
    const NAME: &'static str = "synapse";
    const MOST: usize = 2_000_000;
    const RELEASES: bool = true;

    fn read(entity: EntityRef, name: &dyn Fn(Entity) -> Option<String>) -> Option<Self> {
        let plastic = entity.get::<Plastic>();
        Some(Self {
            from: name(entity.get::<Presynaptic>()?.0)?,
            to: name(entity.get::<Postsynaptic>()?.0)?,
            weight: entity.get::<Synapse>()?.weight,
            delay: entity.get::<Delay>().map(|delay| delay.0),
            plasticity: plastic.map_or_else(Symbol::default, |plastic| plastic.rule),
            learned: plastic.and_then(|plastic| plastic.learned),
            eligibility: plastic.map_or(0.0, |plastic| plastic.eligibility),
        })
    }
}
