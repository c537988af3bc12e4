//! Escape closes what lies innermost, one thing at a time.

use crate::window::experiments;
use crate::window::lessons;
use crate::window::network::stop_drag;
use crate::window::state::command::key;
use crate::window::state::{Command, Notices, Selection};
use crate::window::world::withdraw_offer;
use bevy::ecs::prelude::*;
use bevy_egui::egui::Key;

/// It has a key, and no place in a menu.
pub const CLOSE: Command = Command::new(
    "Close, or select nothing",
    "Closes what lies innermost; else lets go of what is selected",
    |world, _| {
        escape(world);
    },
)
.keys(&[key(Key::Escape)]);

/// What can be closed, from the innermost outwards: each does it, and tells whether there was anything. Menus, fields
/// and what lies over everything close by themselves.
const INNERMOST: &[fn(&mut World) -> bool] = &[
    withdraw_offer,
    stop_drag,
    |world| world.resource_mut::<Notices>().report.take().is_some(),
    lessons::leave,
    experiments::leave,
    |world| world.resource_mut::<Selection>().let_go(),
];

fn escape(world: &mut World) {
    for close in INNERMOST {
        if close(world) {
            return;
        }
    }
}
