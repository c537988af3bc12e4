//! The cells in sight, and the fields in the row that is selected.

use super::column::{Column, Field, Source};
use super::links;
use super::neurons::is_own;
use crate::edit::EdgeKey;
use crate::nervous::Params;
use crate::window::inspector::{Sheet, param_cell, take_over};
use crate::window::paint::grid::{self, Look, ROW, Rows};
use crate::window::paint::number_field::NumberField;
use crate::window::paint::theme::{Palette, number, prose, readable};
use crate::window::state::{Selection, close, perform};
use bevy::ecs::prelude::*;
use bevy_egui::egui::{Align, Layout, Rect, Ui, UiBuilder};

/// What was set in a field.
#[expect(clippy::large_enum_variant, reason = "there is one of it in a frame")]
pub enum Set {
    /// Parameters of the selected neuron, which overrides these.
    Params(Params, crate::window::inspector::Changed),
    /// The amount of the link of a row, and whether that is all.
    Amount(usize, Option<f32>, bool),
}

/// The selected neuron, as its fields need it.
struct Open {
    cell: usize,
    sheet: Sheet,
}

/// The rows of the table.
pub struct Shown<'a> {
    source: Source<'a>,
    selection: &'a Selection,
    columns: &'a [&'static Column],
    rows: &'a [u32],
    links: bool,
    palette: &'static Palette,
    open: Option<Open>,
    /// What was set in this frame.
    pub set: Option<Set>,
}

impl<'a> Shown<'a> {
    pub fn new(
        source: Source<'a>,
        columns: &'a [&'static Column],
        rows: &'a [u32],
        links: bool,
        palette: &'static Palette,
    ) -> Self {
        let selection = source.world.resource::<Selection>();
        let open = selection.index(source.graph).filter(|_| !links).and_then(|cell| {
            let neuron = source.graph.cells[cell].entity;
            Some(Open { cell, sheet: Sheet::of_neuron(source.world, neuron)? })
        });
        Self { source, selection, columns, rows, links, palette, open, set: None }
    }

    /// The field of a cell of the selected row, if it has one.
    fn field(&mut self, ui: &mut Ui, row: usize, column: &Column, rect: Rect) -> bool {
        let Some(field) = column.field else { return false };
        let layout = Layout::right_to_left(Align::Center);
        let builder = UiBuilder::new().max_rect(rect.shrink2([2.0, 0.0].into())).layout(layout);
        match field {
            Field::Param(info, part) => {
                let Some(open) = self.open.as_ref().filter(|open| open.cell == row) else { return false };
                // A text that waits in a field to be mended is that of one neuron.
                let salt = (&self.source.graph.cells[row].key, &column.name);
                let mut ui = ui.new_child(builder.id_salt(salt));
                let Some(outcome) = param_cell(&mut ui, (info, part), &open.sheet, self.palette) else {
                    return false;
                };
                if outcome.changed.is_some() || outcome.closed {
                    self.set = Some(Set::Params(open.sheet.own.clone(), outcome));
                }
            }
            Field::Amount => {
                let graph = self.source.graph;
                let chosen = self.selection.entry.as_ref();
                let entry = graph.entry(links::spot(graph, row));
                if chosen.is_none() || chosen != entry.as_ref() {
                    return false;
                }
                let Some((info, _)) = links::amount(graph, row) else { return false };
                let mut ui = ui.new_child(builder.id_salt((row, "amount")));
                let now = links::link(graph, row).2;
                let mut value = now;
                let size = [ui.available_width(), ROW - 1.0];
                let response = ui.add_sized(size, NumberField::new(&mut value, info.name).field(info));
                let ended = response.drag_stopped() || response.lost_focus();
                let changed = (value != now).then_some(value);
                if changed.is_some() || ended {
                    self.set = Some(Set::Amount(row, changed, ended));
                }
            }
        }
        true
    }
}

impl Rows for Shown<'_> {
    fn look(&self, row: usize) -> Option<Look> {
        let (graph, row) = (self.source.graph, *self.rows.get(row)? as usize);
        if self.links {
            let [from, to] = links::link(graph, row).0.map(|cell| &graph.cells[cell].key.neuron);
            let chosen = self.selection.entry.is_some()
                && graph.entry(links::spot(graph, row)) == self.selection.entry;
            return Some(Look { name: format!("Row of {from} to {to}"), chosen, first: chosen });
        }
        let key = &graph.cells[row].key;
        let first = self.selection.selected.as_ref() == Some(key);
        Some(Look { name: format!("Row of {}", key.neuron), chosen: self.selection.is_chosen(key), first })
    }

    fn cell(&mut self, ui: &mut Ui, row: usize, column: usize, rect: Rect) {
        let (Some(row), Some(column)) = (self.rows.get(row), self.columns.get(column)) else { return };
        let row = *row as usize;
        if self.field(ui, row, column, rect) {
            return;
        }
        let (source, palette) = (&self.source, self.palette);
        let value = (column.read)(source, row);
        let cell = source.graph.cells.get(row).filter(|_| !self.links);
        let color = match (cell, column.field) {
            (Some(cell), Some(Field::Param(info, _))) if is_own(source.world, cell.entity, info) => {
                palette.accent
            }
            (Some(cell), None) if column.name == "class" => {
                let chosen = self.selection.is_chosen(&cell.key);
                readable(cell.color, if chosen { palette.accent_ground } else { palette.panel })
            }
            _ => palette.text,
        };
        let font = if column.number { number() } else { prose() };
        grid::text(ui.painter(), rect, &column.shown(&value), column.number, font, color);
    }
}

/// Carries out what was set in a field. Tells whether the step is done.
pub fn carry_out(world: &mut World, set: Set) -> bool {
    match set {
        Set::Params(own, outcome) => {
            let closed = outcome.closed;
            if let Some(key) = world.resource::<Selection>().selected.clone() {
                take_over(world, &key, &own, outcome);
            }
            closed
        }
        Set::Amount(row, amount, ended) => {
            let graph = world.resource::<crate::window::state::Graph>();
            let entry = graph.entry(links::spot(graph, row));
            if let (Some(amount), Some(entry), Some((_, edit))) = (amount, entry, links::amount(graph, row)) {
                perform(world, edit(EdgeKey { creature: entry.creature, place: entry.place }, amount));
            }
            if ended {
                close(world);
            }
            ended
        }
    }
}
