//! Clicks and keys: what they select.

use super::{NeuronTable, export, links};
use crate::edit::NeuronKey;
use crate::window::commands::bring_into_view;
use crate::window::state::claims::claim;
use crate::window::state::columns::Columns;
use crate::window::state::command::ctrl;
use crate::window::state::{Graph, Selection};
use bevy::ecs::prelude::*;
use bevy_egui::egui::{Event, Id, Key, KeyboardShortcut, Modifiers, Ui};

/// Keys of commands that the table takes for itself while it has the keyboard.
const TAKEN: &[KeyboardShortcut] = &[ctrl(Key::A), ctrl(Key::C)];

/// What is pressed, and how far it goes: in rows, or in pages.
const STEPS: [(Key, isize, bool); 4] = [
    (Key::ArrowUp, -1, false),
    (Key::ArrowDown, 1, false),
    (Key::PageUp, -1, true),
    (Key::PageDown, 1, true),
];

fn neuron(world: &World, table: &NeuronTable, place: usize) -> Option<NeuronKey> {
    let row = *table.books[0].rows().get(place)?;
    Some(world.resource::<Graph>().cells.get(row as usize)?.key.clone())
}

/// The place of a neuron among the rows.
fn place_of(world: &World, table: &NeuronTable, key: &NeuronKey) -> Option<usize> {
    let index = world.resource::<Graph>().find(key)? as u32;
    table.books[0].rows().iter().position(|row| *row == index)
}

/// A row was clicked.
pub fn click(world: &mut World, table: &mut NeuronTable, place: usize, modifiers: Modifiers) {
    if world.resource::<Columns>().links {
        select_link(world, table, place);
        return;
    }
    if modifiers.shift {
        select_up_to(world, table, place);
        return;
    }
    let Some(key) = neuron(world, table, place) else { return };
    table.anchor = Some(key.clone());
    let mut selection = world.resource_mut::<Selection>();
    if modifiers.command {
        selection.toggle(key);
    } else {
        selection.select(Some(key));
    }
}

fn select_link(world: &mut World, table: &NeuronTable, place: usize) {
    let Some(row) = table.books[1].rows().get(place) else { return };
    let graph = world.resource::<Graph>();
    let entry = graph.entry(links::spot(graph, *row as usize));
    world.resource_mut::<Selection>().select_entry(entry);
}

/// Selects all from where the range begins up to a row, which is the one shown in full.
fn select_up_to(world: &mut World, table: &mut NeuronTable, place: usize) {
    let start = table.anchor.clone().or_else(|| world.resource::<Selection>().selected.clone());
    let from = start.as_ref().and_then(|key| place_of(world, table, key)).unwrap_or(place);
    table.anchor = neuron(world, table, from);
    let places: Vec<usize> =
        if from <= place { (from..=place).collect() } else { (place..=from).rev().collect() };
    let keys = places.into_iter().filter_map(|place| neuron(world, table, place)).collect();
    world.resource_mut::<Selection>().select_many(keys);
}

/// A row was clicked twice: what it is of is shown on the canvas.
pub fn show_on_canvas(world: &mut World, table: &NeuronTable, place: usize) {
    let key = if world.resource::<Columns>().links {
        let graph = world.resource::<Graph>();
        let row = table.books[1].rows().get(place).map(|row| links::link(graph, *row as usize).0[0]);
        row.map(|cell| graph.cells[cell].key.clone())
    } else {
        neuron(world, table, place)
    };
    if let Some(key) = key {
        bring_into_view(world, &key);
    }
}

/// Where the selected row is.
pub fn current(world: &World, table: &NeuronTable) -> Option<usize> {
    let (graph, selection) = (world.resource::<Graph>(), world.resource::<Selection>());
    if world.resource::<Columns>().links {
        let row = links::row(graph, selection.entry.as_ref()?)? as u32;
        return table.books[1].rows().iter().position(|other| *other == row);
    }
    place_of(world, table, selection.selected.as_ref()?)
}

/// Acts on the keys, while the table has them. `page`: rows in sight. Tells whether another row is selected.
pub fn keys(ui: &Ui, world: &mut World, table: &mut NeuronTable, id: Id, page: usize) -> bool {
    if !claim(ui.ctx(), world, id, TAKEN) {
        return false;
    }
    let links = world.resource::<Columns>().links;
    let count = table.rows(world.resource::<Columns>()).len();
    let (copies, all) = ui.input_mut(|i| {
        let events = i.events.len();
        i.events.retain(|event| !matches!(event, Event::Copy));
        let copies = i.events.len() < events || i.consume_key(Modifiers::COMMAND, Key::C);
        (copies, i.consume_key(Modifiers::COMMAND, Key::A))
    });
    if copies {
        export::copy(ui.ctx(), world, table);
    }
    if all && !links {
        let keys: Vec<NeuronKey> = (0..count).filter_map(|place| neuron(world, table, place)).collect();
        world.resource_mut::<Selection>().select_many(keys);
    }
    let at = current(world, table);
    let Some(last) = count.checked_sub(1) else { return false };
    let mut to = None;
    let mut range = false;
    ui.input_mut(|i| {
        for (shift, modifiers) in [(true, Modifiers::SHIFT), (false, Modifiers::NONE)] {
            for (key, step, pages) in STEPS {
                for _ in 0..i.count_and_consume_key(modifiers, key) {
                    let rows = if pages { page.max(1) } else { 1 };
                    let from =
                        to.or(at).map_or(if step > 0 { -step * rows as isize } else { 0 }, |at| at as isize);
                    to = Some((from + step * rows as isize).clamp(0, last as isize) as usize);
                    range = shift;
                }
            }
            for (key, place) in [(Key::Home, 0), (Key::End, last)] {
                if i.consume_key(modifiers, key) {
                    (to, range) = (Some(place), shift);
                }
            }
        }
    });
    if ui.input_mut(|i| i.consume_key(Modifiers::NONE, Key::Enter))
        && let Some(at) = at
    {
        show_on_canvas(world, table, at);
    }
    let Some(to) = to else { return false };
    let modifiers = if range { Modifiers::SHIFT } else { Modifiers::NONE };
    click(world, table, to, modifiers);
    true
}
