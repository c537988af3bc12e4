//! The commands that change the network, for menus and keys.

use super::{Draft, clipboard, delete, duplicate, frames, inject, rename, select_all, silence};
use crate::edit::History;
use crate::window::state::command::{ctrl, ctrl_shift, key};
use crate::window::state::{Command, Graph, Menu, Ready, Selection, shift};
use bevy::ecs::prelude::*;
use bevy_egui::egui::Key;

/// All of them.
pub const COMMANDS: &[Command] =
    &[UNDO, REDO, CUT, COPY, PASTE, DUPLICATE, DELETE, RENAME, ADD, SELECT_ALL, INJECT, SILENCE];

fn some(world: &World) -> Ready {
    if world.resource::<Selection>().count() > 0 { Ok(()) } else { Err("Select neurons first") }
}

fn one(world: &World) -> Ready {
    let some = world.resource::<Selection>().selected.is_some() || frames::selected(world).is_some();
    if some { Ok(()) } else { Err("Select a neuron first") }
}

fn history(world: &World, has: fn(&History) -> bool) -> bool {
    world.get_resource::<History>().is_some_and(has)
}

/// Takes the last change back.
pub const UNDO: Command = Command::new("Undo", "Takes the last change back", |world, _| shift(world, true))
    .keys(&[ctrl(Key::Z)])
    .menu(Menu::Edit, 0)
    .again()
    .when(|world| if history(world, History::can_undo) { Ok(()) } else { Err("Nothing to undo") });

/// Makes it again.
pub const REDO: Command =
    Command::new("Redo", "Makes again what was taken back", |world, _| shift(world, false))
        .keys(&[ctrl_shift(Key::Z), ctrl(Key::Y)])
        .menu(Menu::Edit, 0)
        .again()
        .when(|world| if history(world, History::can_redo) { Ok(()) } else { Err("Nothing to redo") });

/// Cuts the selected neurons.
pub const CUT: Command =
    Command::new("Cut", "Takes the selected neurons onto the clipboard", |world, ctx| {
        clipboard::cut(ctx, world);
    })
    .keys(&[ctrl(Key::X)])
    .menu(Menu::Edit, 1)
    .when(some);

/// Copies the selected neurons.
pub const COPY: Command = Command::new(
    "Copy",
    "Copies the selected neurons, as text, with what lies between them",
    |world, ctx| {
        clipboard::copy(ctx, world);
    },
)
.keys(&[ctrl(Key::C)])
.menu(Menu::Edit, 1)
.when(some);

/// Pastes neurons.
pub const PASTE: Command =
    Command::new("Paste", "Pastes neurons at the pointer, or beside those that were copied", |world, _| {
        let text = world.resource_mut::<Draft>().brought.take();
        let text = text.or_else(|| clipboard::of_system(world));
        clipboard::paste(world, text);
    })
    .keys(&[ctrl(Key::V)])
    .menu(Menu::Edit, 1);

/// Copies and pastes in one.
pub const DUPLICATE: Command =
    Command::new("Duplicate", "Puts a copy of the selected neurons beside them", |world, _| duplicate(world))
        .keys(&[ctrl(Key::D)])
        .menu(Menu::Edit, 1)
        .when(some);

/// Deletes what is selected.
pub const DELETE: Command = Command::new(
    "Delete",
    "Deletes the selected neurons, or the link, the note or the frame that is selected",
    |world, _| delete(world),
)
.keys(&[key(Key::Delete), key(Key::Backspace)])
.menu(Menu::Edit, 1)
.when(|world| {
    let link = world.resource::<Selection>().entry.is_some();
    if link { Ok(()) } else { some(world).map_err(|_| "Nothing is selected") }
});

/// Renames a neuron.
pub const RENAME: Command = Command::new(
    "Rename",
    "Renames the selected neuron, wherever its name is used, or a frame; writes a note anew",
    |world, _| match frames::selected(world) {
        Some(entry) => frames::begin_writing(world, &entry),
        None => rename::begin_rename(world),
    },
)
.keys(&[key(Key::F2)])
.menu(Menu::Edit, 2)
.when(one);

/// Adds a neuron.
pub const ADD: Command =
    Command::new("Add a neuron", "Adds a neuron at the pointer, or in the middle of the view", |world, _| {
        let pointer = world.resource::<Draft>().pointer;
        let place = pointer.unwrap_or_else(|| super::free_place(world));
        super::add(world, place);
    })
    .keys(&[key(Key::N)])
    .menu(Menu::Edit, 2);

/// Selects every neuron.
pub const SELECT_ALL: Command =
    Command::new("Select all neurons", "Selects every neuron of every worm", |world, _| select_all(world))
        .keys(&[ctrl(Key::A)])
        .menu(Menu::Edit, 2)
        .when(|world| {
            let none = world.resource::<Graph>().cells.is_empty();
            if none { Err("There are no neurons") } else { Ok(()) }
        });

/// Makes neurons fire.
pub const INJECT: Command =
    Command::new("Inject", "Charges the selected neurons so that they fire", |world, _| inject(world))
        .keys(&[key(Key::I)])
        .menu(Menu::Edit, 3)
        .when(some);

/// Takes neurons out of the running network, or back in.
pub const SILENCE: Command = Command::new(
    "Silence or revive",
    "Silences the selected neurons, as if they were taken out, or revives them",
    |world, _| silence(world),
)
.keys(&[key(Key::S)])
.menu(Menu::Edit, 3)
.when(some);
