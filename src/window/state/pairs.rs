//! The last pairs of events of the synapse that is being looked at.

use bevy::ecs::prelude::*;

/// The pairs that a synapse has made of late.
#[derive(Resource, Clone, Debug, Default, PartialEq)]
pub struct LastPairs {
    /// Whose; `None`: none is looked at.
    pub synapse: Option<Entity>,
    /// Post minus pre \[ticks\], and the change of the weight as a share of `max - min`; the latest comes last.
    pub pairs: Vec<(i32, f32)>,
}

impl LastPairs {
    /// Looks at a synapse: pairs of another one are forgotten.
    pub fn look_at(world: &mut World, synapse: Entity) {
        let mut last = world.get_resource_or_init::<Self>();
        if last.synapse != Some(synapse) {
            *last = Self { synapse: Some(synapse), pairs: Vec::new() };
        }
    }
}
