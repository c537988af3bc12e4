//! A table of any length: heads that sort stay above it, its first column stays beside it, and only what is in sight
//! is made. What stands in its cells is the caller's.

pub mod order;

use super::theme::{Palette, small};
use bevy_egui::egui::scroll_area::ScrollSource;
use bevy_egui::egui::{
    self, Align2, Color32, FontId, Id, Painter, Rect, ScrollArea, Sense, Stroke, StrokeKind, Ui, UiBuilder,
    WidgetInfo, WidgetType, pos2, vec2,
};
use order::Sorted;

/// Height of a row, and of the heads \[points\].
pub const ROW: f32 = 21.0;
/// About the width of a letter of a head \[points\].
const LETTER: f32 = 6.4;
/// Room left and right of what stands in a cell \[points\].
const PAD: f32 = 5.0;

/// A column.
#[derive(Clone, Debug)]
pub struct Column {
    /// What stands above it.
    pub name: String,
    /// What it holds.
    pub tip: String,
    /// How wide it is \[points\].
    pub width: f32,
    /// Whether what it holds stands at the right.
    pub right: bool,
}

/// The room that a head of so many letters needs, with the arrow \[points\].
#[must_use]
pub fn room(name: &str) -> f32 {
    name.chars().count() as f32 * LETTER + 2.0 * PAD + 10.0
}

/// A table.
pub struct Grid<'a> {
    /// What it is called by assistive tools.
    pub name: &'a str,
    /// Its columns.
    pub columns: &'a [Column],
    /// By which it is sorted.
    pub sorted: Sorted,
    /// How many rows it has.
    pub rows: usize,
    /// Whether the first column stays in sight.
    pub fixed: bool,
    /// Whether it is used with keys and its rows are chosen.
    pub keys: bool,
    /// A row that is to be brought into sight.
    pub reveal: Option<usize>,
}

/// A row as it lies there.
#[derive(Clone, Debug, Default)]
pub struct Look {
    /// What it is called by assistive tools.
    pub name: String,
    /// Whether it is chosen.
    pub chosen: bool,
    /// Whether it is the one of those chosen that is shown in full.
    pub first: bool,
}

/// What stands in a table.
pub trait Rows {
    /// How a row lies there; `None`: it cannot be chosen.
    fn look(&self, row: usize) -> Option<Look>;

    /// Shows a cell.
    fn cell(&mut self, ui: &mut Ui, row: usize, column: usize, rect: Rect);
}

/// What was done with a table.
#[derive(Debug)]
pub struct Outcome {
    /// What has the keyboard when the table has it.
    pub id: Id,
    /// The column whose head was clicked.
    pub head: Option<usize>,
    /// Whether a menu was asked for at a head.
    pub head_menu: bool,
    /// The row that was clicked.
    pub clicked: Option<usize>,
    /// The row that was clicked twice.
    pub twice: Option<usize>,
    /// The row of which a menu was asked for.
    pub menu: Option<usize>,
    /// Whether the pointer is over the rows.
    pub over: bool,
    /// How many rows are in sight.
    pub page: usize,
}

/// Words in a cell, cut where it ends.
pub fn text(painter: &Painter, rect: Rect, words: &str, right: bool, font: FontId, color: Color32) {
    let painter = painter.with_clip_rect(rect.shrink2(vec2(1.0, 0.0)).intersect(painter.clip_rect()));
    let inner = rect.shrink2(vec2(PAD, 0.0));
    let (at, align) = if right {
        (inner.right_center(), Align2::RIGHT_CENTER)
    } else {
        (inner.left_center(), Align2::LEFT_CENTER)
    };
    painter.text(at, align, words, font, color);
}

/// Shows a table in the room that is left.
pub fn show(ui: &mut Ui, grid: &Grid<'_>, rows: &mut impl Rows, palette: &Palette) -> Outcome {
    let id = ui.id().with(("grid", grid.name));
    let mut outcome = Outcome {
        id,
        head: None,
        head_menu: false,
        clicked: None,
        twice: None,
        menu: None,
        over: false,
        page: 1,
    };
    let whole = vec2(
        grid.columns.iter().map(|column| column.width).sum::<f32>().max(1.0),
        ROW * (grid.rows + 1) as f32,
    );
    let area = ui.available_rect_before_wrap();
    if grid.keys {
        let response = ui.interact(area, id, Sense::click());
        response.widget_info(|| WidgetInfo::labeled(WidgetType::Other, true, grid.name));
        if response.clicked() {
            response.request_focus();
        }
    }
    let mut scroll = ScrollArea::both()
        .id_salt(("grid", grid.name))
        .auto_shrink([false, false])
        .content_margin(0)
        .scroll_source(ScrollSource::SCROLL_BAR | ScrollSource::MOUSE_WHEEL);
    if let Some(row) = grid.reveal {
        let seen = ui.data(|data| data.get_temp::<f32>(id)).unwrap_or(0.0);
        let (room, top) = ((area.height() - ROW - 12.0).max(ROW), row as f32 * ROW);
        if top < seen {
            scroll = scroll.vertical_scroll_offset(top);
        } else if top + ROW > seen + room {
            scroll = scroll.vertical_scroll_offset(top + ROW - room);
        }
    }
    let output = scroll.show_viewport(ui, |ui, seen| {
        ui.set_min_size(whole);
        parts(ui, grid, rows, seen, palette, &mut outcome);
    });
    ui.data_mut(|data| data.insert_temp(id, output.state.offset.y));
    if grid.keys && ui.memory(|memory| memory.has_focus(id)) {
        let line = Stroke::new(1.0, palette.accent);
        ui.painter().rect_stroke(area.shrink(0.5), 0.0, line, StrokeKind::Inside);
    }
    outcome
}

/// What is in sight: the rows, then what stays, over them.
fn parts(
    ui: &mut Ui,
    grid: &Grid<'_>,
    rows: &mut impl Rows,
    seen: Rect,
    palette: &Palette,
    outcome: &mut Outcome,
) {
    let sight = ui.clip_rect();
    // Where the first row and the first column begin.
    let origin = ui.max_rect().min;
    let (left, top) = (origin.x + seen.left(), origin.y + seen.top());
    let below = top + ROW;
    outcome.page = (((seen.height() - ROW) / ROW).floor() as usize).max(1);
    let first = (seen.top() / ROW).floor().max(0.0) as usize;
    let last = ((seen.bottom() / ROW).ceil().max(0.0) as usize).min(grid.rows);
    let row_rect = |row: usize| {
        let y = origin.y + ROW * (row + 1) as f32;
        Rect::from_min_max(pos2(left, y), pos2(left + seen.width(), y + ROW))
    };
    let body = sight.with_min_y(below.max(sight.top()));
    let pointer = ui.input(|i| i.pointer.latest_pos());
    outcome.over = pointer.is_some_and(|at| body.contains(at)) && ui.rect_contains_pointer(body);
    let fixed = if grid.fixed { grid.columns.first().map_or(0.0, |column| column.width) } else { 0.0 };
    let mut under = child(ui, body, "rows");
    for row in first..last {
        ground(&mut under, grid, rows, (row, row_rect(row)), palette, outcome);
    }
    let mut cells = child(ui, body.with_min_x(left + fixed), "cells");
    let mut x = origin.x;
    for (index, column) in grid.columns.iter().enumerate() {
        let (from, to) = (x, x + column.width);
        x = to;
        if (grid.fixed && index == 0) || to < left + fixed || from > left + seen.width() {
            continue;
        }
        for row in first..last {
            let rect = row_rect(row);
            rows.cell(&mut cells, row, index, Rect::from_x_y_ranges(from..=to, rect.y_range()));
        }
    }
    if grid.fixed {
        let strip = body.with_max_x(left + fixed);
        let mut beside = child(ui, strip, "beside");
        for row in first..last {
            rows.cell(&mut beside, row, 0, row_rect(row).with_max_x(left + fixed));
        }
        let line = Stroke::new(1.0, palette.line);
        ui.painter().vline(left + fixed - 0.5, strip.y_range(), line);
    }
    let strip = Rect::from_min_max(pos2(left, top), pos2(left + seen.width(), below)).intersect(sight);
    let mut above = child(ui, strip, "heads");
    above.painter().rect_filled(strip, 0.0, palette.bar);
    let mut x = origin.x;
    let heads: Vec<Rect> = grid
        .columns
        .iter()
        .map(|column| {
            x += column.width;
            Rect::from_x_y_ranges(x - column.width..=x, strip.y_range())
        })
        .collect();
    above.set_clip_rect(strip.with_min_x(left + fixed));
    for (index, rect) in heads.iter().enumerate().skip(usize::from(grid.fixed)) {
        head(&mut above, grid, index, *rect, palette, outcome);
    }
    if grid.fixed && !heads.is_empty() {
        above.set_clip_rect(strip);
        let rect = strip.with_max_x(left + fixed);
        head(&mut above, grid, 0, rect, palette, outcome);
    }
}

fn child(ui: &mut Ui, sight: Rect, name: &str) -> Ui {
    let mut child = ui.new_child(UiBuilder::new().max_rect(sight).id_salt(name));
    child.set_clip_rect(sight.intersect(ui.clip_rect()));
    child
}

/// What lies below the cells of a row, and what is done with it.
fn ground(
    ui: &mut Ui,
    grid: &Grid<'_>,
    rows: &impl Rows,
    (row, rect): (usize, Rect),
    palette: &Palette,
    outcome: &mut Outcome,
) {
    let Some(look) = rows.look(row) else { return };
    let response = ui.interact(rect, outcome.id.with(row), Sense::CLICK);
    response.widget_info(|| WidgetInfo::selected(WidgetType::SelectableLabel, true, look.chosen, &look.name));
    let color = match (look.chosen, response.contains_pointer()) {
        (true, _) => Some(palette.accent_ground),
        (false, true) => Some(palette.button),
        _ => None,
    };
    if let Some(color) = color {
        ui.painter().rect_filled(rect, 0.0, color);
    }
    if look.first {
        ui.painter().vline(rect.left() + 1.0, rect.y_range(), Stroke::new(2.0, palette.accent));
    }
    if response.clicked() || response.secondary_clicked() {
        if grid.keys {
            ui.memory_mut(|memory| memory.request_focus(outcome.id));
        }
        let which = if response.clicked() { &mut outcome.clicked } else { &mut outcome.menu };
        *which = Some(row);
    }
    if response.double_clicked() {
        outcome.twice = Some(row);
    }
}

/// The head of a column: a click sorts by it.
fn head(ui: &mut Ui, grid: &Grid<'_>, index: usize, rect: Rect, palette: &Palette, outcome: &mut Outcome) {
    if !rect.intersects(ui.clip_rect()) {
        return;
    }
    let column = &grid.columns[index];
    let response = ui.interact(rect, outcome.id.with(("head", index)), Sense::CLICK);
    let name = format!("Sort by {}", column.name);
    response.widget_info(|| WidgetInfo::labeled(WidgetType::Button, true, &name));
    let sorted = grid.sorted.filter(|(by, _)| *by == index);
    let color = if sorted.is_some() || response.hovered() { palette.accent } else { palette.strong };
    let mark = if sorted.is_some() { 10.0 } else { 0.0 };
    let room = if column.right { rect.with_max_x(rect.right() - mark) } else { rect };
    text(ui.painter(), room, &column.name, column.right, small(), color);
    if let Some((_, backwards)) = sorted {
        let (tip, foot) = if backwards { (3.0, -2.0) } else { (-3.0, 2.0) };
        let c = rect.right_center() - vec2(8.0, 0.0);
        let corners = vec![c + vec2(-3.5, foot), c + vec2(3.5, foot), c + vec2(0.0, tip)];
        ui.painter().add(egui::Shape::convex_polygon(corners, palette.accent, Stroke::NONE));
    }
    if response.secondary_clicked() {
        outcome.head_menu = true;
    }
    let tip = if column.tip.is_empty() { name } else { format!("{}\nClick to sort by it", column.tip) };
    if response.on_hover_text(tip).clicked() {
        outcome.head = Some(index);
    }
}
