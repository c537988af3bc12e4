//! Who is in rapier's sets, and whether they must enter anew.

use bevy::ecs::lifecycle::HookContext;
use bevy::ecs::prelude::*;
use bevy::ecs::world::DeferredWorld;
use bevy::math::DVec2;
use bevy_rapier2d::rapier::prelude::ColliderHandle;

/// Whose a collider is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Owner {
    /// The place of the creature in [`Settlement::creatures`].
    pub rank: usize,
    /// The segment.
    pub segment: usize,
}

/// Who is in rapier's sets, in which order.
#[derive(Resource, Debug)]
pub struct Settlement {
    /// The entity with rapier's sets.
    pub(super) context: Entity,
    /// From where rapier counts.
    pub(super) origin: DVec2,
    /// Creatures with a body, in the order in which they have entered.
    pub(super) creatures: Vec<Entity>,
    /// By the index of a collider's handle: whose it is; nobody's are obstacles.
    pub(super) owners: Vec<Option<Owner>>,
    /// Whether all must enter anew.
    pub(super) stale: bool,
}

impl Settlement {
    /// Nobody, in this context.
    pub(super) fn of(context: Entity) -> Self {
        Self { context, origin: DVec2::ZERO, creatures: Vec::new(), owners: Vec::new(), stale: false }
    }

    /// Whose a collider is; `None` for an obstacle.
    pub(super) fn owner(&self, collider: ColliderHandle) -> Option<Owner> {
        self.owners.get(collider.into_raw_parts().0 as usize).copied().flatten()
    }
}

/// All must enter anew before the next step.
pub(super) fn unsettle(mut world: DeferredWorld, _: HookContext) {
    if let Some(mut settlement) = world.get_resource_mut::<Settlement>() {
        settlement.stale = true;
    }
}

/// The same, said by hand.
pub(super) fn mark_stale(world: &mut World) {
    world.resource_mut::<Settlement>().stale = true;
}
