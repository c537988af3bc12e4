//! What can be done to the network by key, menu or pointer.
//!
//! * `edit`, `view` and `looks` list the commands of those menus, `menu` is that of a neuron, `frames` are those of notes and frames; the rest is what they do.

mod classes;
pub mod clipboard;
pub mod edit;
pub mod frames;
mod lesions;
mod links;
pub mod looks;
pub mod menu;
mod neurons;
mod rename;
pub mod view;

pub use classes::class_entries;
use lesions::show_ghost;
pub use lesions::{inject, silence, silence_one};
pub use links::turn_weight;
pub use neurons::{add, delete, duplicate, free_place, select_all};
pub use rename::{begin_rename, bring_into_view, end_rename};

use crate::edit::NeuronKey;
use bevy::app::App;
use bevy::ecs::prelude::*;
use bevy::math::Vec2;

/// What the next command works with.
#[derive(Resource, Clone, Debug, Default)]
pub struct Draft {
    /// Class of neurons that are added; empty for none.
    pub class: String,
    /// The neuron that is being renamed, and its name as typed so far.
    pub rename: Option<(NeuronKey, String)>,
    /// The note or the title that is being written.
    pub writing: Option<frames::Writing>,
    /// What was copied last, as text: for where the system has no clipboard.
    pub copied: String,
    /// A text that keys bring from the system's clipboard.
    pub brought: Option<String>,
    /// Where the pointer was last on the canvas.
    pub pointer: Option<Vec2>,
}

impl Draft {
    /// Whether a field on the canvas has the keys.
    #[must_use]
    pub fn is_typing(&self) -> bool {
        self.rename.is_some() || self.writing.is_some()
    }
}

/// Adds what commands keep.
pub fn plugin(app: &mut App) {
    app.init_resource::<Draft>();
}
