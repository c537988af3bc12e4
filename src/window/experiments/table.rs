//! The table of an answer: sorted by any column, copied, saved.

use super::{Answer, Experiments, Seen, table_name};
use crate::window::paint::theme::{Palette, number, small};
use crate::window::state::document::file_name;
use crate::window::state::wishes::{FileWish, Kind, ask};
use crate::window::state::{report, say, say_done};
use bevy::ecs::prelude::*;
use bevy_egui::egui::{self, Align2, Rect, RichText, ScrollArea, Sense, Ui, WidgetInfo, WidgetType, vec2};
use std::cmp::Ordering;
use std::path::PathBuf;

/// Height of a row, and width of a letter \[points\].
const ROW: f32 = 18.0;
const LETTER: f32 = 7.0;
/// Least and greatest width of a column \[letters\].
const WIDTHS: (usize, usize) = (4, 32);
/// Rows that are looked at for the widths.
const LOOKED: usize = 200;

/// Numbers by their size, words by their letters, what is empty last.
fn order(a: &str, b: &str) -> Ordering {
    match (a.parse::<f64>(), b.parse::<f64>()) {
        (Ok(a), Ok(b)) => a.total_cmp(&b),
        (Ok(_), Err(_)) => Ordering::Less,
        (Err(_), Ok(_)) => Ordering::Greater,
        _ => a.is_empty().cmp(&b.is_empty()).then_with(|| a.cmp(b)),
    }
}

/// The numbers of the rows in the order in which they are shown.
fn sorted(rows: &[Vec<String>], by: Option<(usize, bool)>) -> Vec<usize> {
    let mut numbers: Vec<usize> = (0..rows.len()).collect();
    let Some((column, backwards)) = by else { return numbers };
    let cell = |row: &usize| rows[*row].get(column).map_or("", String::as_str);
    // What is empty stays at the end, whichever way.
    numbers.sort_by(|a, b| {
        let (a, b) = (cell(a), cell(b));
        let order = order(a, b);
        if backwards && !a.is_empty() && !b.is_empty() { order.reverse() } else { order }
    });
    numbers
}

/// The rows in the order in which they are shown, and the widths of the columns \[points\].
pub struct Rows {
    order: Vec<usize>,
    widths: Vec<f32>,
}

fn rows(answer: &Answer, by: Option<(usize, bool)>) -> Rows {
    let longest = |column: usize| {
        let cells = answer.rows.iter().take(LOOKED).filter_map(|row| row.get(column));
        let letters = cells.chain(answer.header.get(column)).map(|cell| shown(cell).chars().count()).max();
        letters.unwrap_or(0).clamp(WIDTHS.0, WIDTHS.1)
    };
    let widths = (0..answer.header.len()).map(|column| longest(column) as f32 * LETTER + 12.0).collect();
    Rows { order: sorted(&answer.rows, by), widths }
}

/// Shows it in the room that is left.
pub fn show(ui: &mut Ui, world: &mut World, palette: &Palette) {
    let mut experiments = world.resource_mut::<Experiments>();
    let Experiments { answer, seen, .. } = &mut *experiments;
    let Some(answer) = answer else { return };
    let Seen { sorted, rows: kept, .. } = seen;
    let Rows { order, widths } = kept.get(sorted, |by| rows(answer, *by));
    let whole = widths.iter().sum::<f32>();
    ScrollArea::horizontal().id_salt("experiment table").auto_shrink([false, false]).show(ui, |ui| {
        ui.set_min_width(whole);
        ui.spacing_mut().item_spacing = vec2(0.0, 0.0);
        head(ui, &answer.header, widths, sorted, palette);
        ScrollArea::vertical().auto_shrink([false, false]).show_rows(ui, ROW, order.len(), |ui, rows| {
            for row in &order[rows] {
                let (rect, _) = ui.allocate_exact_size(vec2(whole, ROW), Sense::hover());
                let mut left = rect.left();
                for (cell, width) in answer.rows[*row].iter().zip(widths) {
                    let at = Rect::from_min_size(egui::pos2(left, rect.top()), vec2(*width, ROW));
                    let (align, from) = if cell.parse::<f64>().is_ok() {
                        (Align2::RIGHT_CENTER, at.right_center() - vec2(8.0, 0.0))
                    } else {
                        (Align2::LEFT_CENTER, at.left_center() + vec2(4.0, 0.0))
                    };
                    ui.painter().with_clip_rect(at.intersect(ui.clip_rect())).text(
                        from,
                        align,
                        shown(cell),
                        number(),
                        palette.text,
                    );
                    left += width;
                }
            }
        });
    });
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

/// `by`: the column that the rows are sorted by, and whether backwards.
fn head(
    ui: &mut Ui,
    header: &[String],
    widths: &[f32],
    by: &mut Option<(usize, bool)>,
    palette: &Palette,
) {
    let (rect, _) = ui.allocate_exact_size(vec2(widths.iter().sum(), ROW + 4.0), Sense::hover());
    ui.painter().rect_filled(rect, 0.0, palette.bar);
    let mut left = rect.left();
    for (column, (name, width)) in header.iter().zip(widths).enumerate() {
        let at = Rect::from_min_size(egui::pos2(left, rect.top()), vec2(*width, rect.height()));
        let response = ui.interact(at, ui.id().with(("column", column)), Sense::click());
        response.widget_info(|| WidgetInfo::labeled(WidgetType::Button, true, format!("Sort by {name}")));
        let sorted = by.filter(|(by, _)| *by == column);
        let color = if sorted.is_some() || response.hovered() { palette.accent } else { palette.strong };
        let painter = ui.painter().with_clip_rect(at.intersect(ui.clip_rect()));
        painter.text(at.left_center() + vec2(4.0, 0.0), Align2::LEFT_CENTER, name, small(), color);
        if let Some((_, backwards)) = sorted {
            let (tip, foot) = if backwards { (3.0, -2.0) } else { (-3.0, 2.0) };
            let c = at.right_center() - vec2(7.0, 0.0);
            let corners = vec![c + vec2(-3.5, foot), c + vec2(3.5, foot), c + vec2(0.0, tip)];
            painter.add(egui::Shape::convex_polygon(corners, palette.accent, egui::Stroke::NONE));
        }
        if response.on_hover_text(format!("Sort by {name}")).clicked() {
            *by = match sorted {
                None => Some((column, false)),
                Some((_, false)) => Some((column, true)),
                Some((_, true)) => None,
            };
        }
        left += width;
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
