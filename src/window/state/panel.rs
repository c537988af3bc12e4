//! What a folder of the window gives to the whole.

use bevy::app::App;
use bevy::ecs::world::World;
use bevy_egui::egui::Ui;

/// A part of the window.
#[derive(Clone, Copy)]
pub struct Panel {
    /// Adds its resources and systems.
    pub plugin: fn(&mut App),
    /// Shows it, in what those before it have left of the window.
    pub show: fn(&mut Ui, &mut World),
}

impl Panel {
    /// A part without resources of its own.
    #[must_use]
    pub const fn of(show: fn(&mut Ui, &mut World)) -> Self {
        Self { plugin: |_| {}, show }
    }
}
