//! The list of neurons by keys: it is one stop of Tab, and arrows go through its rows.

use super::neurons::{From, found};
use crate::window::state::command::{key, shift};
use crate::window::state::{Command, Graph, Ready, Selection, Stop, Tour, selected_index};
use bevy::ecs::prelude::*;
use bevy_egui::egui::Key;

/// What keys do while the list has the keyboard.
pub const KEYS: &[Command] = &[CHOOSE, MENU];

const CHOOSE: Command = Command::new(
    "Choose a neuron of the list",
    "The next or the one before; Home and End the first and the last, PageUp and PageDown ten rows on",
    |world, _| choose(world),
)
.keys(&[
    key(Key::ArrowUp),
    key(Key::ArrowDown),
    key(Key::Home),
    key(Key::End),
    key(Key::PageUp),
    key(Key::PageDown),
])
.in_place(Stop::List)
.when(|world| if found(world).is_empty() { Err("The list is empty") } else { Ok(()) })
.again();

const MENU: Command = Command::new(
    "Menu of the neuron in the list",
    "What can be done with the selected neurons, as with the right button",
    |world, _| world.resource_mut::<From>().by_key = true,
)
.keys(&[shift(Key::F10)])
.in_place(Stop::List)
.when(chosen);

fn chosen(world: &World) -> Ready {
    if world.resource::<Selection>().selected.is_some() { Ok(()) } else { Err("Choose a neuron first") }
}

/// Rows that a page has for its keys.
const PAGE: usize = 10;

fn choose(world: &mut World) {
    let rows = found(world);
    let last = rows.len() - 1;
    let at = selected_index(world).and_then(|chosen| rows.iter().position(|row| *row == chosen));
    let next = match (world.resource::<Tour>().stroke, at) {
        (Some(Key::End), _) | (Some(Key::ArrowUp), None) => last,
        (Some(Key::Home), _) | (_, None) => 0,
        (Some(Key::ArrowUp), Some(at)) => at.saturating_sub(1),
        (Some(Key::PageUp), Some(at)) => at.saturating_sub(PAGE),
        (Some(Key::PageDown), Some(at)) => (at + PAGE).min(last),
        (_, Some(at)) => (at + 1).min(last),
    };
    let key = world.resource::<Graph>().cells[rows[next]].key.clone();
    world.resource_mut::<Selection>().select(Some(key));
}
