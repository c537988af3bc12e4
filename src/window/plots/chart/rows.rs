//! Names left of rows of marks. Each has the colour of its class, and a group of rows a bar in it:
//! the library's axes have one colour for all their labels.

use super::super::sheet::Row;
use super::{GUTTER, font, text_fitted};
use crate::window::paint::theme::{Palette, readable};
use bevy_egui::egui::{Color32, Painter, Rect, pos2};

/// A row with at least this height has room for its name \[points\].
const NAMED: f32 = 11.0;

/// Paints the names: of every neuron where there is room, else of the groups. `rect` is where the
/// rows lie.
pub(super) fn names(painter: &Painter, rows: &[Row], rect: Rect, palette: &Palette) {
    let pitch = rect.height() / rows.len().max(1) as f32;
    let name = |text: &str, y: f32, color: Color32| {
        let at = pos2(rect.left() - GUTTER + 2.0, y);
        text_fitted(painter, at, text, GUTTER - 12.0, font(), readable(color, palette.panel));
    };
    if pitch >= NAMED {
        for (index, row) in rows.iter().enumerate() {
            name(&row.name, rect.top() + (index as f32 + 0.5) * pitch, row.color);
        }
        return;
    }
    let mut free = rect.top();
    let mut from = 0;
    for to in 1..=rows.len() {
        if to < rows.len() && rows[to].group == rows[from].group {
            continue;
        }
        let middle = rect.top() + (from + to) as f32 / 2.0 * pitch;
        let bar = Rect::from_min_max(
            pos2(rect.left() - 5.0, rect.top() + from as f32 * pitch + 0.5),
            pos2(rect.left() - 2.0, rect.top() + to as f32 * pitch - 0.5),
        );
        let one_color = rows[from..to].iter().all(|row| row.color == rows[from].color);
        if one_color {
            painter.rect_filled(bar, 0.0, rows[from].color);
        }
        // A name is moved down where the one above needs its place, but not far from its rows.
        let y = middle.max(free + 6.0).min(rect.bottom() - 5.0);
        if y >= free + 5.5 && y - middle < 8.0 {
            name(&rows[from].group, y, if one_color { rows[from].color } else { palette.text });
            free = y + 5.5;
        }
        from = to;
    }
}
