//! Lanes of curves, and of rows of colour.

use super::super::sheet::{Axis, Curves, Heat, Look, number, places, reading};
use super::{across, font, value_at};
use crate::window::theme::{Palette, fade, mix, readable};
use bevy_egui::egui::{Align2, Color32, Mesh, Painter, Pos2, Rect, Shape, Stroke, pos2};

/// Paints curves; says what is to be read at the pointer.
pub(super) fn paint_curves(
    painter: &Painter,
    inside: &Painter,
    curves: &Curves,
    axis: Axis,
    rect: Rect,
    at: Option<Pos2>,
    unit: &str,
    palette: &Palette,
) -> Vec<(String, Color32)> {
    if curves.curves.iter().all(|curve| curve.points.is_empty()) {
        let text = "nothing was sampled of it in this time";
        inside.text(rect.center(), Align2::CENTER_CENTER, text, font(), palette.weak);
        return Vec::new();
    }
    let (low, high) = curves.range();
    let y = |value: f64| rect.bottom() - ((value - low) / (high - low)) as f32 * rect.height();
    let x = |value: f64| across(axis, rect, value);
    let (ticks, step) = places(low, high, f64::from(rect.height() / 26.0).max(1.4));
    for tick in ticks {
        let level = y(tick);
        inside.hline(
            rect.x_range(),
            level,
            Stroke::new(1.0, fade(palette.line, if tick == 0.0 { 1.0 } else { 0.6 })),
        );
        if level > rect.top() + 4.0 && level < rect.bottom() + 1.0 {
            let place = pos2(rect.left() - 5.0, level.clamp(rect.top() + 6.0, rect.bottom() - 6.0));
            painter.text(place, Align2::RIGHT_CENTER, number(tick, step), font(), palette.weak);
        }
    }
    for mark in &curves.marks {
        inside.vline(x(*mark), rect.y_range(), Stroke::new(1.0, fade(palette.flash, 0.35)));
    }
    for curve in &curves.curves {
        match curve.look {
            Look::Line(width) => {
                let places = curve.points.iter().map(|point| pos2(x(point[0]), y(point[1])));
                inside.add(Shape::line(thinned(places), Stroke::new(width, curve.color)));
            }
            Look::Stems => {
                let width = (rect.width() * 0.006 / (axis.to - axis.from) as f32).clamp(0.7, 4.0);
                let mut mesh = Mesh::default();
                for point in curve.points.iter().filter(|point| point[1].abs() > 1e-4) {
                    let (x, top) = (x(point[0]), y(point[1]));
                    let bar = Rect::from_two_pos(pos2(x - width, y(0.0)), pos2(x + width, top));
                    mesh.add_colored_rect(bar, fade(curve.color, 0.75));
                }
                inside.add(Shape::mesh(mesh));
            }
        }
    }
    if let Some((_, level)) = curves.level {
        let ends = [pos2(rect.left(), y(level)), pos2(rect.right(), y(level))];
        inside.extend(Shape::dashed_line(&ends, Stroke::new(1.2, palette.error), 5.0, 4.0));
    }
    if let Some((_, [px, py])) = curves.spot {
        let place = pos2(x(px), y(py));
        inside.circle(place, 4.0, palette.well, Stroke::new(2.0, palette.accent));
    }
    let Some(at) = at else { return Vec::new() };
    inside.hline(rect.x_range(), at.y, Stroke::new(1.0, fade(palette.strong, 0.25)));
    let pointed = low + f64::from((rect.bottom() - at.y) / rect.height()) * (high - low);
    let mut lines = vec![(format!("pointer {} {unit}", reading(pointed)), palette.weak)];
    let value = value_at(axis, rect, at.x);
    for curve in &curves.curves {
        let Some(point) = curve.near(value) else { continue };
        lines.push((format!("{} {}", curve.name, reading(point[1])), readable(curve.color, palette.panel)));
        if let Look::Line(_) = curve.look {
            inside.circle_filled(pos2(x(point[0]), y(point[1])), 3.0, curve.color);
        }
    }
    if let Some((name, level)) = curves.level {
        lines.push((format!("{name} {}", reading(level)), palette.error));
    }
    if let Some((name, [_, y])) = curves.spot {
        lines.push((format!("{name} {}", reading(y)), palette.accent));
    }
    lines
}

/// Of many points in one column of pixels, the least and the greatest are enough.
fn thinned(points: impl Iterator<Item = Pos2>) -> Vec<Pos2> {
    let mut kept: Vec<Pos2> = Vec::new();
    let mut run: Option<(f32, Pos2, Pos2)> = None;
    let flush = |run: Option<(f32, Pos2, Pos2)>, kept: &mut Vec<Pos2>| {
        let Some((_, low, high)) = run else { return };
        let (first, second) = if low.x <= high.x { (low, high) } else { (high, low) };
        kept.push(first);
        if second != first {
            kept.push(second);
        }
    };
    for point in points {
        // Half a pixel: finer than can be seen, and a curve of a few points stays as it is.
        let column = (point.x * 2.0).floor();
        match &mut run {
            Some((at, low, high)) if *at == column => {
                if point.y < low.y {
                    *low = point;
                }
                if point.y > high.y {
                    *high = point;
                }
            }
            _ => {
                flush(run.take(), &mut kept);
                run = Some((column, point, point));
            }
        }
    }
    flush(run, &mut kept);
    kept
}

/// Shades of a row of colour: neighbours of one shade are one rectangle.
const SHADES: f32 = 24.0;

pub(super) fn paint_heat(
    painter: &Painter,
    inside: &Painter,
    heat: &Heat,
    axis: Axis,
    rect: Rect,
    at: Option<Pos2>,
    palette: &Palette,
) -> Vec<(String, Color32)> {
    let rows = heat.rows.len();
    if rows == 0 {
        return Vec::new();
    }
    inside.rect_filled(rect, 4.0, heat.colors[0]);
    let pitch = rect.height() / rows as f32;
    let columns = (rect.width() / 2.0).ceil() as usize;
    let mut mesh = Mesh::default();
    let mut shades = vec![0_u8; columns];
    let wide = across(axis, rect, axis.from + 0.01) - rect.left();
    for row in 0..rows {
        shades.fill(0);
        for (sample, x) in heat.xs.iter().enumerate() {
            let value = heat.values[sample * rows + row] / heat.most.max(1e-6);
            let shade = (value.clamp(0.0, 1.0) * SHADES).round() as u8;
            if shade == 0 {
                continue;
            }
            let left = across(axis, rect, *x) - rect.left();
            let first = (left / 2.0).floor().max(0.0) as usize;
            let last = (((left + wide) / 2.0).ceil().max(0.0) as usize).min(columns);
            for kept in shades.iter_mut().take(last).skip(first) {
                *kept = (*kept).max(shade);
            }
        }
        let top = rect.top() + row as f32 * pitch;
        let mut start = 0;
        for column in 1..=columns {
            if column < columns && shades[column] == shades[start] {
                continue;
            }
            if shades[start] > 0 {
                let color = mix(heat.colors[0], heat.colors[1], f32::from(shades[start]) / SHADES);
                let from = pos2(rect.left() + start as f32 * 2.0, top);
                let to = pos2((rect.left() + column as f32 * 2.0).min(rect.right()), top + pitch);
                mesh.add_colored_rect(Rect::from_min_max(from, to), color);
            }
            start = column;
        }
    }
    inside.add(Shape::mesh(mesh));
    // Left above right: a line between, and their names.
    let half = rect.center().y;
    inside.hline(rect.x_range(), half, Stroke::new(1.0, palette.line));
    for (word, y) in [("left", (rect.top() + half) / 2.0), ("right", (rect.bottom() + half) / 2.0)] {
        painter.text(pos2(rect.left() - 5.0, y), Align2::RIGHT_CENTER, word, font(), palette.weak);
    }
    let Some(at) = at else { return Vec::new() };
    let row = (((at.y - rect.top()) / pitch) as usize).min(rows - 1);
    let value = heat.near(value_at(axis, rect, at.x)).map(|sample| heat.values[sample * rows + row]);
    let value = value.map_or_else(|| "-".to_owned(), |value| reading(f64::from(value)));
    vec![(format!("{} {value}", heat.rows[row]), palette.text)]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn thinning_keeps_peaks_and_few_points() {
        let points = (0..10_000).map(|i| pos2(i as f32 * 0.01, if i == 5003 { 50.0 } else { 0.0 }));
        let kept = thinned(points);
        assert!(kept.len() < 500, "{}", kept.len());
        assert!(kept.iter().any(|p| p.y == 50.0));
        let few = [pos2(0.0, 1.0), pos2(10.0, 3.0), pos2(20.0, 2.0)];
        assert_eq!(thinned(few.into_iter()), few);
    }
}
