//! Renaming a neuron.

use super::Draft;
use crate::edit::{Edit, NeuronKey};
use crate::window::state::{Selection, say, select, step};
use bevy::ecs::prelude::*;

/// Begins to rename the selected neuron.
pub fn begin_rename(world: &mut World) {
    match world.resource::<Selection>().selected.clone() {
        Some(key) => world.resource_mut::<Draft>().rename = Some((key.clone(), key.neuron)),
        None => say(world, "Select a neuron first, then rename it"),
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
