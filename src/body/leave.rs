//! A body that leaves the world and may come back as it was.

use super::anatomy::{Body, Muscle};
use super::chain::{Chain, Motion};
use super::settle::{base, motions, settle};
use super::settlement::Settlement;
use super::step::read_back;
use bevy::ecs::prelude::*;
use bevy::math::DVec2;

/// How a body lay, moved, felt and pulled, to the bit.
#[derive(Clone, Debug, PartialEq)]
pub struct Departed {
    /// From where its motions are counted.
    base: DVec2,
    motions: Vec<Motion>,
    felt: Vec<[f32; 2]>,
    muscles: Vec<[Muscle; 2]>,
}

impl Departed {
    /// That of a creature now; `None` without a body.
    #[must_use]
    pub fn of(world: &mut World, creature: Entity) -> Option<Self> {
        world.get::<Chain>(creature)?;
        settle(world);
        let &Settlement { context, origin, .. } = world.resource::<Settlement>();
        let motions = motions(world, context, creature);
        let (chain, body) = (world.get::<Chain>(creature)?, world.get::<Body>(creature)?);
        let base = base(world, creature).unwrap_or(origin);
        Some(Self { base, motions, felt: chain.felt.clone(), muscles: body.muscles.clone() })
    }

    /// About the memory that it takes \[bytes\].
    pub(crate) fn size(&self) -> usize {
        size_of_val(self.motions.as_slice())
            + size_of_val(self.felt.as_slice())
            + size_of_val(self.muscles.as_slice())
    }

    /// Gives it to a body of the same plan that has just come into the world; tells whether it fits.
    pub fn give(&self, world: &mut World, creature: Entity) -> bool {
        let Some(mut chain) = world.get_mut::<Chain>(creature) else { return false };
        if chain.segments.len() != self.motions.len() || chain.entry.is_empty() {
            return false;
        }
        chain.entry.clone_from(&self.motions);
        chain.felt.clone_from(&self.felt);
        chain.base = self.base;
        if let Some(mut body) = world.get_mut::<Body>(creature) {
            body.origin = self.base;
            body.muscles.clone_from(&self.muscles);
            read_back(&mut body, &self.felt, |index| self.motions.get(index).copied());
        }
        true
    }
}
