//! From widget to widget, and from part to part of the window.

use crate::window::state::command::{key, shift};
use crate::window::state::{Command, Table, tour};
use bevy::ecs::prelude::*;
use bevy_egui::egui::{Context, Key, Modifiers};

/// To the next widget.
pub const NEXT: Command =
    Command::new("Next control", "The keyboard goes to the next control of the window", |world, ctx| {
        tour::walk(world, ctx, true);
    })
    .keys(&[key(Key::Tab)])
    .again();

/// To the widget before.
pub const BEFORE: Command =
    Command::new("Control before", "The keyboard goes to the control before", |world, ctx| {
        tour::walk(world, ctx, false);
    })
    .keys(&[shift(Key::Tab)])
    .again();

/// To the next part of the window.
pub const NEXT_PART: Command = Command::new(
    "Next part of the window",
    "The keyboard goes on: bar, list, network, world, inspector, plots, table, learning, time, status",
    |world, ctx| tour::leap(world, ctx, true),
)
.keys(&[key(Key::F6)]);

/// To the part before.
pub const PART_BEFORE: Command = Command::new(
    "Part of the window before",
    "The keyboard goes back from part to part of the window",
    |world, ctx| tour::leap(world, ctx, false),
)
.keys(&[shift(Key::F6)]);

/// Leaves a field by one of these keys; tells whether it was one.
pub(super) fn leave_field(world: &mut World, ctx: &Context, modifiers: Modifiers, key: Key) -> bool {
    if !matches!(key, Key::Tab | Key::F6) {
        return false;
    }
    let command = world.resource::<Table>().pressed(modifiers, key, None);
    command.is_some_and(|command| command.run(world, ctx).is_ok())
}

/// Within an open menu: to its next entry, or to the one before; tells whether it was such a key.
pub(super) fn walk_menu(ctx: &Context, modifiers: Modifiers, key: Key) -> bool {
    let forward = match key {
        Key::ArrowDown if !modifiers.any() => true,
        Key::ArrowUp if !modifiers.any() => false,
        Key::Tab => !modifiers.shift,
        _ => return false,
    };
    tour::walk_in_menu(ctx, forward);
    true
}
