//! Neuromuscular junctions: clefts to muscles.

use super::{Presynaptic, Side, TRANSMITTER_LIMIT, wiring};
use crate::entry::{Along, EntryItem, EntryType, Field, Site, Tag, Value, record};
use bevy::ecs::prelude::*;

record! {
    /// A neuromuscular junction in a scene.
    #[derive(Clone, Debug, PartialEq)]
    pub struct MuscleEntry as "Muscle" {
        /// The motor neuron.
        neuron: String, as Neuron;

        /// The joint whose muscle it drives; 0 is at the head.
        joint: u32, as Joints;

        /// The muscle's side.
        side: Side = Side::Both;

        /// Factor on what the cleft hands over.
        gain: f32 = 1.0, from -TRANSMITTER_LIMIT, to TRANSMITTER_LIMIT, by 0.02;
    }
}

/// A junction of a motor neuron ([`Presynaptic`]) with a muscle. One on both sides counts as
/// two outgoing synapses, since it serves two muscles.
#[derive(Component, Clone, Copy, Debug, PartialEq)]
#[component(immutable, on_insert = wiring::mark_row, on_remove = wiring::mark_row)]
pub struct NeuromuscularJunction {
    /// The joint whose muscle it drives.
    pub joint: u32,
    /// The side of the muscle.
    pub side: Side,
    /// Factor on what is handed over.
    pub gain: f32,
}

impl EntryItem for MuscleEntry {
    fn spawn(&self, world: &mut World, ends: &[Entity], tag: Tag) -> Entity {
        let Self { joint, side, gain, .. } = *self;
        world.spawn((NeuromuscularJunction { joint, side, gain }, Presynaptic(ends[0]), tag)).id()
    }
}

impl EntryType for MuscleEntry {
    const LIST: &'static str = "muscles";
    const NAME: &'static str = "neuromuscular junction";
    const MOST: usize = 200_000;
    const RELEASES: bool = true;
    const SITE: Option<Site> = Some(Site {
        along: Along::Joints,
        noun: "muscle of joint",
        verb: "drives",
        done: "Driven",
        does: "it drives this",
        about: "What its cleft hands over contracts the muscle",
        both_is_another: false,
        lane: 0,
        length: 0.86,
    });

    fn read(entity: EntityRef, name: &dyn Fn(Entity) -> Option<String>) -> Option<Self> {
        let NeuromuscularJunction { joint, side, gain } = *entity.get()?;
        Some(Self { neuron: name(entity.get::<Presynaptic>()?.0)?, joint, side, gain })
    }

    fn at(neuron: &str, place: u32, side: &'static str) -> Option<Self> {
        let side = Side::from_value(Value::Word(side))?;
        Some(Self { neuron: neuron.to_owned(), joint: place, side, gain: 1.0 })
    }
}
