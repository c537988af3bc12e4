//! The table of an answer: sorted by any column, copied, saved.

use super::{Answer, Experiments, Seen, table_name};
use crate::window::paint::grid::order::{self, Key, Sorted};
use crate::window::paint::grid::{self, Column, Grid, Look, Rows};
use crate::window::paint::theme::{Palette, number, small};
use crate::window::state::document::file_name;
use crate::window::state::wishes::{FileWish, Kind, ask};
use crate::window::state::{report, say, say_done};
use bevy::ecs::prelude::*;
use bevy_egui::egui::{Rect, RichText, Ui};
use std::path::PathBuf;

/// About the width of a letter of a cell \[points\].
const LETTER: f32 = 7.0;
/// Least and greatest width of a column \[letters\].
const WIDTHS: (usize, usize) = (4, 32);
/// Rows that are looked at for the widths.
const LOOKED: usize = 200;

/// What a cell is sorted by: a number, a word, or nothing.
fn key(cell: &str) -> Key<'_> {
    match cell.parse::<f64>() {
        Ok(number) => Key::Number(number),
        Err(_) if cell.is_empty() => Key::Nothing,
        Err(_) => Key::Text(cell),
    }
}

/// The numbers of the rows in the order in which they are shown.
fn sorted(rows: &[Vec<String>], by: Sorted) -> Vec<usize> {
    let mut numbers: Vec<usize> = (0..rows.len()).collect();
    if let Some((column, backwards)) = by {
        order::sort(&mut numbers, backwards, |row| key(rows[row].get(column).map_or("", String::as_str)));
    }
    numbers
}

/// The rows of an answer.
struct Shown<'a> {
    rows: &'a [Vec<String>],
    order: &'a [usize],
    palette: &'a Palette,
}

impl Rows for Shown<'_> {
    fn look(&self, _: usize) -> Option<Look> {
        None
    }

    fn cell(&mut self, ui: &mut Ui, row: usize, column: usize, rect: Rect) {
        let cell = self.order.get(row).and_then(|row| self.rows[*row].get(column));
        if let Some(cell) = cell {
            let right = cell.parse::<f64>().is_ok();
            grid::text(ui.painter(), rect, &shown(cell), right, number(), self.palette.text);
        }
    }
}

/// The rows in the order in which they are shown, and the columns.
pub struct Laid {
    order: Vec<usize>,
    columns: Vec<Column>,
}

fn lay(answer: &Answer, by: Sorted) -> Laid {
    let longest = |column: usize| {
        let cells = answer.rows.iter().take(LOOKED).filter_map(|row| row.get(column));
        let letters = cells.chain(answer.header.get(column)).map(|cell| shown(cell).chars().count()).max();
        letters.unwrap_or(0).clamp(WIDTHS.0, WIDTHS.1)
    };
    let column = |(column, name): (usize, &String)| Column {
        name: name.clone(),
        tip: String::new(),
        width: longest(column) as f32 * LETTER + 12.0,
        right: false,
    };
    let columns = answer.header.iter().enumerate().map(column).collect();
    Laid { order: sorted(&answer.rows, by), columns }
}

/// Shows it in the room that is left.
pub fn show(ui: &mut Ui, world: &mut World, palette: &Palette) {
    let mut experiments = world.resource_mut::<Experiments>();
    let Experiments { answer, seen, .. } = &mut *experiments;
    let Some(answer) = answer else { return };
    let Seen { sorted, rows: kept, .. } = seen;
    let Laid { order, columns } = kept.get(sorted, |by| lay(answer, *by));
    let grid = Grid {
        name: "Answer",
        columns,
        sorted: *sorted,
        rows: order.len(),
        fixed: false,
        keys: false,
        reveal: None,
    };
    let mut rows = Shown { rows: &answer.rows, order, palette };
    if let Some(head) = grid::show(ui, &grid, &mut rows, palette).head {
        *sorted = order::clicked(*sorted, head);
    }
}

/// A cell as it is shown: five digits of a long number say enough.
fn shown(cell: &str) -> String {
    match cell.parse::<f64>() {
        Ok(value) if cell.len() > 7 && value.is_finite() && cell.contains('.') => {
            let digits = 4_i32.saturating_sub(value.abs().log10().floor() as i32).clamp(0, 8) as usize;
            format!("{value:.digits$}")
        }
        _ => cell.to_owned(),
    }
}

/// The buttons above the table.
pub fn buttons(ui: &mut Ui, world: &mut World, palette: &Palette) {
    let Some(answer) = &world.resource::<Experiments>().answer else { return };
    let (rows, kind) = (answer.rows.len(), answer.kind);
    let (mut copy, mut save) = (false, false);
    ui.horizontal(|ui| {
        copy = ui.button("Copy table").on_hover_text("As it is sorted, for a spreadsheet").clicked();
        save = ui.button("Save table...").on_hover_text("As CSV, as the command line writes it").clicked();
        ui.label(RichText::new(format!("{rows} rows")).font(small()).color(palette.weak));
    });
    if copy {
        let experiments = world.resource::<Experiments>();
        if let Some(answer) = &experiments.answer {
            let order = sorted(&answer.rows, experiments.seen.sorted);
            let lines = order.iter().map(|row| answer.rows[*row].join("\t"));
            let text: Vec<String> = std::iter::once(answer.header.join("\t")).chain(lines).collect();
            ui.ctx().copy_text(text.join("\n"));
        }
        say(world, "Copied");
    }
    if save {
        const TABLES: Kind =
            Kind { name: "Tables", fits: |path| path.extension().is_some_and(|e| e == "csv") };
        let mut experiments = world.resource_mut::<Experiments>();
        experiments.to_save = experiments.answer.as_ref().map(|answer| answer.bytes.clone());
        let new = Some(file_name(&table_name(world, kind)));
        ask(world, FileWish { title: "Save the table as", kind: TABLES, new, then: keep });
    }
}

/// Writes the table.
pub fn keep(world: &mut World, path: PathBuf) {
    let mut experiments = world.resource_mut::<Experiments>();
    let bytes = experiments.to_save.take().or_else(|| experiments.answer.as_ref().map(|a| a.bytes.clone()));
    let Some(bytes) = bytes else { return };
    match crate::scene::write_atomically(&path, &bytes) {
        Ok(()) => say_done(world, format!("Saved {}", file_name(&path))),
        Err(error) => report(world, format!("{} was not saved", file_name(&path)), error.to_string()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_sorted_by_size_and_what_is_empty_is_last() {
        let rows: Vec<Vec<String>> =
            ["10", "9.5", "", "-1", "b", "a"].map(|cell| vec![cell.to_owned()]).to_vec();
        let cells = |by| sorted(&rows, by).into_iter().map(|row| rows[row][0].as_str()).collect::<Vec<_>>();
        assert_eq!(cells(None), ["10", "9.5", "", "-1", "b", "a"]);
        assert_eq!(cells(Some((0, false))), ["-1", "9.5", "10", "a", "b", ""]);
        assert_eq!(cells(Some((0, true))), ["b", "a", "10", "9.5", "-1", ""]);
    }

    #[test]
    fn long_numbers_are_shown_short() {
        let all =
            ["0.123456789", "1234.56789", "12", "-0.00001234567", "agar", "0123456789abcdef", "0.0000000000"];
        assert_eq!(
            all.map(shown),
            ["0.12346", "1234.6", "12", "-0.00001235", "agar", "0123456789abcdef", "0.00000000"]
        );
    }
}
