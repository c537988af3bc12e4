//! Gap junctions.

use super::{GapA, GapB, wiring};
use crate::entry::{Around, Checker, EntryItem, EntryType, Tag, check_fields, record};
use bevy::ecs::prelude::*;

/// Greatest conductance of a gap junction: at one half the two potentials meet in one tick.
pub const MAX_CONDUCTANCE: f32 = 0.5;

record! {
    /// A gap junction (electrical synapse) in a scene.
    #[derive(Clone, Debug, PartialEq)]
    pub struct GapEntry as "Gap" {
        /// One neuron.
        a: String, as Neuron;

        /// The other.
        b: String, as Neuron;

        /// Share of the difference of potentials that crosses in a tick.
        conductance: f32, from 0, to MAX_CONDUCTANCE, unit "fraction", by 0.002;
    }
}

/// An electrical synapse, with [`GapA`] and [`GapB`].
#[derive(Component, Clone, Copy, Debug, PartialEq)]
#[component(immutable, on_insert = wiring::mark_stale, on_remove = wiring::mark_stale)]
pub struct GapJunction {
    /// Share of the difference of potentials that crosses in a tick \[0 to 0.5\].
    pub conductance: f32,
}

impl EntryItem for GapEntry {
    fn check(&self, c: &mut Checker, around: &Around) {
        check_fields(c, self, around);
        if self.a == self.b && around.neurons.is_some_and(|names| names.index.contains_key(self.a.as_str())) {
            c.fault(format!("a gap junction cannot join {:?} to itself", self.a), None);
        }
    }

    fn spawn(&self, world: &mut World, ends: &[Entity], tag: Tag) -> Entity {
        world.spawn((GapJunction { conductance: self.conductance }, GapA(ends[0]), GapB(ends[1]), tag)).id()
    }
}

impl EntryType for GapEntry {
    const LIST: &'static str = "gaps";
    const NAME: &'static str = "gap junction";
    const MOST: usize = 2_000_000;

    fn read(entity: EntityRef, name: &dyn Fn(Entity) -> Option<String>) -> Option<Self> {
        Some(Self {
            a: name(entity.get::<GapA>()?.0)?,
            b: name(entity.get::<GapB>()?.0)?,
            conductance: entity.get::<GapJunction>()?.conductance,
        })
    }
}
