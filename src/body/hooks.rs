//! Who may touch whom: no creature itself.

use super::settlement::{Owner, Settlement};
use bevy::ecs::prelude::*;
use bevy::ecs::system::SystemParam;
use bevy::math::DVec2;
use bevy_rapier2d::pipeline::{BevyPhysicsHooks, PairFilterContextView};
use bevy_rapier2d::prelude::{ActiveHooks, CollisionGroups, Group};
use bevy_rapier2d::rapier::prelude::{ColliderHandle, PairFilterContext, PhysicsHooks, SolverFlags};

/// The first creatures have a collision group of their own, from which they are exempt. Rapier has 32
/// groups: the last is that of obstacles, the one before is shared by all further creatures, which a hook
/// keeps from themselves.
const OWN_GROUP: usize = 30;

/// The collision groups of the creature with this rank.
pub(super) fn groups(rank: usize) -> CollisionGroups {
    let own = Group::from_bits_truncate(1 << rank.min(OWN_GROUP));
    let others = if rank < OWN_GROUP { Group::ALL.difference(own) } else { Group::ALL };
    CollisionGroups::new(own, others)
}

/// The collision groups of obstacles.
pub(super) fn obstacle_groups() -> CollisionGroups {
    CollisionGroups::new(Group::GROUP_32, Group::ALL)
}

/// Whether the hook is to be asked about the creature with this rank.
pub(super) fn active_hooks(rank: usize) -> ActiveHooks {
    if rank < OWN_GROUP { ActiveHooks::empty() } else { ActiveHooks::FILTER_CONTACT_PAIRS }
}

/// Keeps creatures without a group of their own from touching themselves.
#[derive(SystemParam)]
pub struct NoSelfContact<'w> {
    settlement: Res<'w, Settlement>,
}

impl NoSelfContact<'_> {
    /// The entity with rapier's sets.
    pub(super) fn context(&self) -> Entity {
        self.settlement.context
    }

    /// From where rapier counts.
    pub(super) fn origin(&self) -> DVec2 {
        self.settlement.origin
    }

    /// Creatures with a body, in the order in which they have entered.
    pub(super) fn creatures(&self) -> &[Entity] {
        &self.settlement.creatures
    }

    /// Whose a collider is.
    pub(super) fn owner(&self, collider: ColliderHandle) -> Option<Owner> {
        self.settlement.owner(collider)
    }

    /// The same for a step of rapier that is not `bevy_rapier`'s.
    pub(super) fn filter(&self) -> Filter<'_> {
        Filter(&self.settlement)
    }
}

impl BevyPhysicsHooks for NoSelfContact<'_> {
    fn filter_contact_pair(&self, context: PairFilterContextView) -> Option<SolverFlags> {
        self.filter().filter_contact_pair(context.raw)
    }
}

/// See [`NoSelfContact`].
pub(super) struct Filter<'a>(&'a Settlement);

impl PhysicsHooks for Filter<'_> {
    fn filter_contact_pair(&self, pair: &PairFilterContext) -> Option<SolverFlags> {
        let rank = |collider: ColliderHandle| self.0.owner(collider).map(|Owner { rank, .. }| rank);
        let (one, other) = (rank(pair.collider1), rank(pair.collider2));
        (one.is_none() || one != other).then_some(SolverFlags::COMPUTE_IMPULSES)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use bevy_rapier2d::rapier::prelude::InteractionGroups;

    #[test]
    fn no_creature_is_in_a_group_it_meets_unless_a_hook_watches() {
        let groups = |rank| InteractionGroups::from(groups(rank));
        for rank in 0..OWN_GROUP {
            assert!(!groups(rank).test(groups(rank)) && active_hooks(rank).is_empty());
            assert!(groups(rank).test(groups(rank + 1)) && groups(rank).test(groups(99)));
        }
        assert!(groups(40).test(groups(41)) && !active_hooks(40).is_empty());
        assert!(groups(40).test(obstacle_groups().into()) && groups(3).test(obstacle_groups().into()));
    }
}
