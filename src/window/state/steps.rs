//! The one way in which panels change the scene: an [`Edit`], as a step of undo. What is refused is said.

use super::graph::Graph;
use super::notices::{say, say_error};
use super::selection::Selection;
use crate::edit::{Edit, EditError, History, NeuronKey};
use bevy::ecs::prelude::*;
use bevy::math::Vec2;

/// The moves that an edit is made of; `None` if it does anything else.
fn moves(edit: &Edit) -> Option<Vec<(NeuronKey, Vec2)>> {
    match edit {
        Edit::Move(key, at) => Some(vec![(key.clone(), *at)]),
        Edit::Batch(edits) => {
            let all: Option<Vec<_>> = edits.iter().map(moves).collect();
            all.map(|all| all.into_iter().flatten().collect())
        }
        _ => None,
    }
}

/// Carries out an edit, and tells whether it was done; a refusal is shown. Edits of one drag are one step of undo:
/// [`close`] ends it.
pub fn perform(world: &mut World, edit: Edit) -> bool {
    let moved = moves(&edit);
    let rebuild = edit.changes_scene() && moved.is_none() && !matches!(edit, Edit::Medium(_));
    if let Err(error) = History::perform(world, edit) {
        say_error(world, error.to_string());
        return false;
    }
    let mut graph = world.resource_mut::<Graph>();
    graph.stale |= rebuild;
    // A drag changes places only: no need to read the whole network anew for it.
    for (key, at) in moved.unwrap_or_default() {
        graph.show_at(&key, at);
    }
    true
}

/// Ends a step of undo: the next edit begins another.
pub fn close(world: &mut World) {
    world.get_resource_or_init::<History>().close();
}

/// Carries out an edit as a step of its own; true when it was done.
pub fn step(world: &mut World, edit: Result<Edit, EditError>) -> bool {
    match edit {
        Ok(edit) => {
            close(world);
            let done = perform(world, edit);
            close(world);
            done
        }
        Err(error) => {
            say_error(world, error.to_string());
            false
        }
    }
}

/// Undoes or redoes a step.
pub fn shift(world: &mut World, back: bool) {
    let done = if back { History::undo(world) } else { History::redo(world) };
    if done {
        // Places in lists may be those of other links now.
        world.resource_mut::<Selection>().entry = None;
        world.resource_mut::<Graph>().stale = true;
    } else {
        say(world, if back { "Nothing to undo" } else { "Nothing to redo" });
    }
}
