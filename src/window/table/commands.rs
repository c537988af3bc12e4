//! What can be done with the table by name.

use super::{NeuronTable, export};
use crate::window::state::columns::Columns;
use crate::window::state::command::ctrl;
use crate::window::state::folds::{self, Pane};
use crate::window::state::{Command, Menu, Ready};
use bevy::ecs::prelude::*;
use bevy_egui::egui::Key;

/// All of them.
pub const COMMANDS: &[Command] = &[NEURONS, LINKS, COPY, SAVE];

fn is_shown(world: &World, links: bool) -> bool {
    folds::is_open(world, Pane::Table) && world.resource::<Columns>().links == links
}

fn turn(world: &mut World, links: bool) {
    let open = !is_shown(world, links);
    world.resource_mut::<Columns>().links = links;
    folds::open(world, Pane::Table, open);
}

fn open(world: &World) -> Ready {
    if folds::is_open(world, Pane::Table) { Ok(()) } else { Err("The table is closed: Ctrl+T opens it") }
}

const NEURONS: Command = Command::new(
    "Table of neurons",
    "All neurons with all that they are set to and do: sorted, edited, copied, below",
    |world, _| turn(world, false),
)
.keys(&[ctrl(Key::T)])
.menu(Menu::View, 1)
.switch(|world| is_shown(world, false));

const LINKS: Command = Command::new(
    "Table of links",
    "All synapses and gap junctions with their weights: sorted, edited, copied, below",
    |world, _| turn(world, true),
)
.menu(Menu::View, 1)
.switch(|world| is_shown(world, true));

/// Copies the rows.
pub const COPY: Command = Command::new(
    "Copy the table",
    "The chosen rows, or all, for a spreadsheet (Ctrl+C while the table has the keyboard)",
    |world, ctx| {
        world.resource_scope(|world, table: Mut<NeuronTable>| export::copy(ctx, world, &table));
    },
)
.menu(Menu::Table, 0)
.when(open);

/// Saves the table.
pub const SAVE: Command =
    Command::new("Save the table as CSV...", "All rows and columns that are shown", |world, _| {
        export::ask_where_to_save(world);
    })
    .menu(Menu::Table, 0)
    .when(open);
