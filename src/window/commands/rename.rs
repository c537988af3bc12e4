//! Renaming a neuron.

use super::Draft;
use crate::edit::{Edit, NeuronKey};
use crate::window::state::{Arrangement, Graph, Selection, Views, say, select, step};
use bevy::ecs::prelude::*;

/// Begins to rename the selected neuron.
pub fn begin_rename(world: &mut World) {
    match world.resource::<Selection>().selected.clone() {
        Some(key) => {
            // The field stands over the neuron on the canvas.
            bring_into_view(world, &key);
            world.resource_mut::<Draft>().rename = Some((key.clone(), key.neuron));
        }
        None => say(world, "Select a neuron first, then rename it"),
    }
}

/// Opens the canvas and moves the view to a neuron, if it is not to be seen.
pub fn bring_into_view(world: &mut World, key: &NeuronKey) {
    world.resource_mut::<Arrangement>().show_network();
    let graph = world.resource::<Graph>();
    let Some(place) = graph.find(key).map(|index| graph.plan.shown_at(index)) else { return };
    let mut views = world.resource_mut::<Views>();
    let view = &mut views.network;
    if !view.rect.shrink(24.0).contains(view.to_screen(place)) {
        view.centre = place;
    }
}

/// Ends renaming with the name as typed.
pub fn end_rename(world: &mut World) {
    let Some((key, name)) = world.resource_mut::<Draft>().rename.take() else { return };
    let name = name.trim().to_owned();
    if name == key.neuron {
        return;
    }
    let renamed = NeuronKey { creature: key.creature.clone(), neuron: name.clone() };
    if step(world, Ok(Edit::Rename(key, name))) {
        select(world, Some(renamed));
    }
}
