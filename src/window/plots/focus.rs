//! The neuron that the inspector shows a trace of.

use crate::edit::{NeuronKey, build};
use crate::window::state::{Graph, Selection, selected_index};
use bevy::ecs::prelude::*;

/// The neuron that the inspector shows a trace of: the selected one, or the one that releases into
/// the selected link.
#[derive(Resource, Clone, Copy, Debug, Default)]
pub struct Focus(pub Option<Entity>);

impl Focus {
    /// The inspector is open: it shows what is selected now.
    pub fn follow(world: &mut World) {
        let focus = find(world);
        world.insert_resource(Self(focus));
    }

    /// The inspector is closed.
    pub fn leave(world: &mut World) {
        world.insert_resource(Self(None));
    }
}

fn find(world: &mut World) -> Option<Entity> {
    let Some(link) = world.resource::<Selection>().entry.clone() else {
        return Some(world.resource::<Graph>().cells[selected_index(world)?].entity);
    };
    let neuron = build::read(world, &link)?.releaser()?.to_owned();
    let key = NeuronKey { creature: link.creature, neuron };
    let graph = world.resource::<Graph>();
    Some(graph.cells[graph.find(&key)?].entity)
}
