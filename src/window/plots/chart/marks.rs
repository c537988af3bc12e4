//! Lanes of marks, a row for each neuron, and of bars.

use super::super::sheet::{Axis, Bar, Row, number, places, reading};
use super::{GUTTER, NAMED, across, font, text_fitted, value_at};
use crate::window::theme::{Palette, fade, mix, readable};
use bevy_egui::egui::{Align2, Color32, CornerRadius, Mesh, Painter, Pos2, Rect, Shape, Stroke, pos2, vec2};

/// Paints rows of marks; says what is to be read at the pointer.
pub(super) fn paint_rows(
    painter: &Painter,
    inside: &Painter,
    rows: &[Row],
    axis: Axis,
    rect: Rect,
    at: Option<Pos2>,
    palette: &Palette,
) -> Vec<(String, Color32)> {
    if rows.is_empty() {
        return Vec::new();
    }
    let inner = rect.shrink2(vec2(0.0, 3.0));
    let pitch = inner.height() / rows.len() as f32;
    let high = if pitch > 3.0 { (pitch - 1.0).min(14.0) } else { pitch.max(1.0) };
    let pointed = at.map(|at| (((at.y - inner.top()) / pitch).max(0.0) as usize).min(rows.len() - 1));
    let mut mesh = Mesh::default();
    for (index, row) in rows.iter().enumerate() {
        let y = inner.top() + (index as f32 + 0.5) * pitch;
        if pointed == Some(index) {
            let ground = Rect::from_center_size(pos2(rect.center().x, y), vec2(rect.width(), pitch.max(3.0)));
            inside.rect_filled(ground, 0.0, fade(palette.strong, 0.1));
        }
        let color = if palette.dark { row.color } else { mix(row.color, Color32::BLACK, 0.2) };
        for time in &row.times {
            let x = across(axis, rect, *time);
            mesh.add_colored_rect(Rect::from_center_size(pos2(x, y), vec2(2.0, high)), color);
        }
    }
    inside.add(Shape::mesh(mesh));
    row_names(painter, rows, inner, pitch, palette);
    let (Some(at), Some(pointed)) = (at, pointed) else { return Vec::new() };
    let row = &rows[pointed];
    let x = value_at(axis, rect, at.x);
    let mut lines = vec![(row.name.clone(), readable(row.color, palette.panel))];
    lines.push((row.class.clone(), palette.weak));
    let near = row.times.iter().copied().min_by(|a, b| (a - x).abs().total_cmp(&(b - x).abs()));
    lines.push((
        near.map_or_else(|| "no release here".to_owned(), |t| format!("nearest release {t:.2} s")),
        palette.text,
    ));
    lines
}

/// Names left of the rows: of every neuron where there is room, else of the groups.
fn row_names(painter: &Painter, rows: &[Row], inner: Rect, pitch: f32, palette: &Palette) {
    let left = inner.left() - GUTTER + 2.0;
    let room = GUTTER - 12.0;
    let name = |text: &str, y: f32, color: Color32| {
        text_fitted(painter, pos2(left, y), text, room, font(), readable(color, palette.panel));
    };
    if pitch >= NAMED {
        for (index, row) in rows.iter().enumerate() {
            name(&row.name, inner.top() + (index as f32 + 0.5) * pitch, row.color);
        }
        return;
    }
    let mut free = inner.top();
    let mut from = 0;
    for to in 1..=rows.len() {
        if to < rows.len() && rows[to].group == rows[from].group {
            continue;
        }
        let middle = inner.top() + (from + to) as f32 / 2.0 * pitch;
        let bar = Rect::from_min_max(
            pos2(inner.left() - 5.0, inner.top() + from as f32 * pitch + 0.5),
            pos2(inner.left() - 2.0, inner.top() + to as f32 * pitch - 0.5),
        );
        let one_color = rows[from..to].iter().all(|row| row.color == rows[from].color);
        if one_color {
            painter.rect_filled(bar, 0.0, rows[from].color);
        }
        // A name is moved down where the one above needs its place, but not far from its rows.
        let y = middle.max(free + 6.0).min(inner.bottom() - 5.0);
        if y >= free + 5.5 && y - middle < 8.0 {
            name(&rows[from].group, y, if one_color { rows[from].color } else { palette.text });
            free = y + 5.5;
        }
        from = to;
    }
}

pub(super) fn paint_bars(
    painter: &Painter,
    inside: &Painter,
    bars: &[Bar],
    unit: &str,
    rect: Rect,
    at: Option<Pos2>,
    palette: &Palette,
) -> Vec<(String, Color32)> {
    if bars.is_empty() {
        return Vec::new();
    }
    let most = bars.iter().map(|bar| bar.value).fold(1.0, f64::max) * 1.08;
    let plot = rect.with_max_y(rect.bottom() - 15.0);
    let y = |value: f64| plot.bottom() - (value / most) as f32 * plot.height();
    let (ticks, step) = places(0.0, most, f64::from(plot.height() / 24.0).max(1.4));
    for tick in ticks {
        inside.hline(plot.x_range(), y(tick), Stroke::new(1.0, fade(palette.line, 0.7)));
        if y(tick) > rect.top() + 4.0 {
            let place = pos2(rect.left() - 5.0, y(tick));
            painter.text(place, Align2::RIGHT_CENTER, number(tick, step), font(), palette.weak);
        }
    }
    let pitch = plot.width() / bars.len() as f32;
    let width = (pitch * 0.72).clamp(1.0, 46.0);
    let pointed = at.map(|at| (((at.x - plot.left()) / pitch).max(0.0) as usize).min(bars.len() - 1));
    // Bars too narrow for their names name every so manieth.
    let widest = bars.iter().map(|bar| bar.name.chars().count()).max().unwrap_or(0) as f32 * 6.2 + 6.0;
    let every = (widest.min(84.0) / pitch).ceil().max(1.0) as usize;
    for (index, bar) in bars.iter().enumerate() {
        let x = plot.left() + (index as f32 + 0.5) * pitch;
        let color = if pointed == Some(index) { palette.strong } else { bar.color };
        let top = y(bar.value).min(plot.bottom() - 1.0);
        let body = Rect::from_min_max(pos2(x - width / 2.0, top), pos2(x + width / 2.0, plot.bottom()));
        inside.rect_filled(body, CornerRadius { nw: 2, ne: 2, sw: 0, se: 0 }, color);
        if index % every == 0 {
            let room = (pitch * every as f32 - 4.0).max(8.0);
            let mut job = bevy_egui::egui::text::LayoutJob::simple_singleline(
                bar.name.clone(),
                font(),
                readable(bar.color, palette.well),
            );
            job.wrap = bevy_egui::egui::text::TextWrapping::truncate_at_width(room);
            let galley = painter.ctx().fonts_mut(|fonts| fonts.layout_job(job));
            let half = galley.size().x / 2.0;
            let left =
                (x - half).clamp(rect.left() + 2.0, (rect.right() - 2.0 * half).max(rect.left() + 2.0));
            inside.galley(pos2(left, plot.bottom() + 1.0), galley, palette.text);
        }
        if every == 1 && pitch > 30.0 && top - 12.0 > rect.top() {
            let text = reading(bar.value);
            inside.text(pos2(x, top - 1.0), Align2::CENTER_BOTTOM, text, font(), palette.text);
        }
    }
    let Some(bar) = pointed.map(|index| &bars[index]) else { return Vec::new() };
    vec![
        (bar.name.clone(), readable(bar.color, palette.panel)),
        (format!("{} {unit}", reading(bar.value)), palette.strong),
        (bar.about.clone(), palette.weak),
    ]
}
