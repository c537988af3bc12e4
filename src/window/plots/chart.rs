//! Paints a [`Sheet`] and says what the pointer does on it.

use super::sheet::{Axis, Bar, Content, Curves, Heat, Lane, Look, Row, Sheet, number, places, reading};
use crate::edit::NeuronKey;
use crate::window::theme::{Palette, fade, mix, readable, small};
use bevy_egui::egui::{
    Align2, Color32, CornerRadius, FontFamily, FontId, Mesh, Painter, Pos2, Rect, Response, Sense, Shape,
    Stroke, StrokeKind, Ui, Vec2, WidgetInfo, WidgetType, pos2, vec2,
};

/// Room left of the lanes for names and numbers.
const GUTTER: f32 = 104.0;
/// Room below the lanes for the axis.
const FOOT: f32 = 16.0;
/// Room between lanes.
const GAP: f32 = 4.0;
/// A row with at least this height has room for its name.
const NAMED: f32 = 11.0;

/// What was done on the chart.
#[derive(Debug)]
pub struct Outcome {
    /// The chart as a widget.
    pub response: Response,
    /// Where the lanes lie; the axis runs across its width.
    pub area: Rect,
    /// A neuron to let go.
    pub unpin: Option<NeuronKey>,
}

/// Type of the numbers and names in a chart.
fn font() -> FontId {
    FontId::new(10.5, FontFamily::Proportional)
}

/// Where a value of the axis lies on the screen.
fn across(axis: Axis, rect: Rect, x: f64) -> f32 {
    rect.left() + ((x - axis.from) / (axis.to - axis.from).max(1e-9)) as f32 * rect.width()
}

/// The value of the axis at a place on the screen.
#[must_use]
pub fn value_at(axis: Axis, rect: Rect, x: f32) -> f64 {
    axis.from + f64::from((x - rect.left()) / rect.width().max(1.0)) * (axis.to - axis.from)
}

/// Least height of a lane.
fn least(lane: &Lane) -> f32 {
    match &lane.content {
        Content::Curves(_) => 40.0,
        Content::Heat(_) => 32.0,
        Content::Rows(rows) => (rows.len() as f32 * 2.0).clamp(40.0, 700.0),
        Content::Bars(_) => 48.0,
    }
}

/// Paints the sheet into what room there is; lanes that do not fit are scrolled to.
pub fn show(ui: &mut Ui, sheet: &Sheet, name: &str, palette: &Palette) -> Outcome {
    let room = ui.available_rect_before_wrap();
    let foot = if sheet.x.is_some() { FOOT } else { 0.0 };
    let gaps = GAP * sheet.lanes.len().saturating_sub(1) as f32;
    let need = sheet.lanes.iter().map(least).sum::<f32>() + gaps;
    let view = room.with_max_y(room.bottom() - foot);
    let tall = need.max(view.height());
    let scrolls = need > view.height() + 0.5;
    let mut unpin = None;
    let right = if scrolls { 16.0 } else { 8.0 };
    let area =
        Rect::from_min_max(pos2(room.left() + GUTTER, view.top()), pos2(room.right() - right, view.bottom()));
    let response = ui.interact(area, ui.id().with(name), Sense::click_and_drag());
    response.widget_info(|| WidgetInfo::labeled(WidgetType::Image, true, name));
    let pointer = response.hover_pos();
    let mut tip = None;
    let mut child = ui.new_child(bevy_egui::egui::UiBuilder::new().max_rect(view));
    bevy_egui::egui::ScrollArea::vertical()
        // The wheel is for time.
        .scroll_source(bevy_egui::egui::containers::scroll_area::ScrollSource::SCROLL_BAR)
        .auto_shrink([false, false])
        .id_salt((name, "lanes"))
        .show(&mut child, |ui| {
            let (whole, _) = ui.allocate_exact_size(vec2(ui.available_width(), tall), Sense::hover());
            let mut top = whole.top();
            let spare = tall - need;
            let weights = sheet.lanes.iter().map(|lane| lane.weight).sum::<f32>().max(1e-3);
            for lane in &sheet.lanes {
                let height = least(lane) + spare * lane.weight / weights;
                let rect = Rect::from_min_max(pos2(area.left(), top), pos2(area.right(), top + height));
                top += height + GAP;
                if !rect.intersects(view) {
                    continue;
                }
                let at = pointer.filter(|at| rect.contains(*at));
                let lines = paint_lane(ui, lane, sheet, rect, at, palette);
                if !lines.is_empty() {
                    tip = Some(lines);
                }
                if let Some(key) = &lane.pinned
                    && unpin_button(ui, rect, key, palette)
                {
                    unpin = Some(key.clone());
                }
            }
        });
    let painter = ui.painter_at(room);
    if let Some(axis) = sheet.x {
        paint_axis(&painter, axis, area, palette);
        if let Some(at) = pointer {
            painter.vline(at.x, area.y_range(), Stroke::new(1.0, fade(palette.strong, 0.45)));
        }
    }
    if let (Some(at), Some(lines)) = (pointer, tip) {
        note(&painter, room, at, &lines, palette);
    }
    ui.advance_cursor_after_rect(room);
    Outcome { response, area, unpin }
}

/// The cross at a lane that lets its neuron go.
fn unpin_button(ui: &mut Ui, lane: Rect, key: &NeuronKey, palette: &Palette) -> bool {
    let rect = Rect::from_min_size(pos2(lane.left() - GUTTER, lane.top() + 15.0), vec2(14.0, 14.0));
    let name = format!("Unpin {}", key.neuron);
    let response = ui.interact(rect, ui.id().with((&key.creature, &key.neuron, "unpin")), Sense::click());
    response.widget_info(|| WidgetInfo::labeled(WidgetType::Button, true, &name));
    let color = if response.hovered() { palette.error } else { palette.weak };
    let c = rect.center();
    for turn in [vec2(3.0, 3.0), vec2(3.0, -3.0)] {
        ui.painter().line_segment([c - turn, c + turn], Stroke::new(1.5, color));
    }
    response.on_hover_text(format!("{name}: take its lane away")).clicked()
}

fn paint_axis(painter: &Painter, axis: Axis, area: Rect, palette: &Palette) {
    let (ticks, step) = places(axis.from, axis.to, f64::from(area.width()) / 78.0);
    let y = area.bottom() + 2.0;
    let name = format!("{}, {}", axis.name, axis.unit);
    let galley = painter.layout_no_wrap(name, font(), palette.weak);
    let name_left = area.left() - GUTTER + 2.0;
    painter.galley(pos2(name_left, y), galley, palette.weak);
    for tick in ticks {
        let x = across(axis, area, tick);
        let galley = painter.layout_no_wrap(number(tick, step), font(), palette.weak);
        let half = galley.size().x / 2.0;
        let left = (x - half).min(area.right() + 6.0 - 2.0 * half);
        painter.galley(pos2(left, y), galley, palette.weak);
    }
}

/// Paints a lane; says what is to be read at the pointer.
fn paint_lane(
    ui: &Ui,
    lane: &Lane,
    sheet: &Sheet,
    rect: Rect,
    at: Option<Pos2>,
    palette: &Palette,
) -> Vec<(String, Color32)> {
    let painter = ui.painter().clone();
    painter.rect_filled(rect, 4.0, palette.well);
    let inside = painter.with_clip_rect(rect.intersect(painter.clip_rect()));
    if let Some(axis) = sheet.x {
        for tick in places(axis.from, axis.to, f64::from(rect.width()) / 78.0).0 {
            inside.vline(across(axis, rect, tick), rect.y_range(), Stroke::new(1.0, fade(palette.line, 0.6)));
        }
        for (from, to) in &sheet.bands {
            let (left, right) = (across(axis, rect, *from), across(axis, rect, *to));
            let band = rect.with_min_x(left).with_max_x(right.max(left + 1.0));
            inside.rect_filled(band, 0.0, fade(palette.skin, 0.16));
        }
    }
    let head = match (&lane.content, sheet.x, at) {
        (Content::Bars(_), ..) | (_, None, _) | (_, _, None) => Vec::new(),
        (_, Some(axis), Some(at)) => {
            let x = value_at(axis, rect, at.x);
            let digits = if axis.unit == "s" { 2 } else { 3 };
            vec![(format!("{} {x:.digits$} {}", axis.name, axis.unit), palette.strong)]
        }
    };
    let axis = sheet.x.unwrap_or(Axis { name: "", unit: "", from: 0.0, to: 1.0 });
    let mut lines = match &lane.content {
        Content::Curves(curves) => {
            name_of(&painter, lane, rect, palette);
            paint_curves(&painter, &inside, curves, axis, rect, at, lane.unit, palette)
        }
        Content::Heat(heat) => {
            name_of(&painter, lane, rect, palette);
            paint_heat(&painter, &inside, heat, axis, rect, at, palette)
        }
        Content::Rows(rows) => paint_rows(&painter, &inside, rows, axis, rect, at, palette),
        Content::Bars(bars) => {
            name_of(&painter, lane, rect, palette);
            paint_bars(&painter, &inside, bars, lane.unit, rect, at, palette)
        }
    };
    if at.is_some() {
        lines.splice(0..0, head);
    }
    lines
}

/// The name of a lane and its unit, at the left end of the gutter.
fn name_of(painter: &Painter, lane: &Lane, rect: Rect, palette: &Palette) {
    let left = rect.left() - GUTTER + 2.0;
    let color = readable(lane.color, palette.panel);
    text_fitted(painter, pos2(left, rect.top() + 7.0), &lane.name, 62.0, small(), color);
    // Beside the cross of a pinned lane, if there is one.
    let inset = if lane.pinned.is_some() { 15.0 } else { 0.0 };
    if rect.height() > 30.0 {
        let at = pos2(left + inset, rect.top() + 21.0);
        text_fitted(painter, at, lane.unit, 62.0 - inset, font(), palette.weak);
    }
}

/// Words from a place to the right, cut with an ellipsis where there is no room.
fn text_fitted(painter: &Painter, at: Pos2, text: &str, room: f32, font: FontId, color: Color32) {
    let mut job = bevy_egui::egui::text::LayoutJob::simple_singleline(text.to_owned(), font, color);
    job.wrap = bevy_egui::egui::text::TextWrapping::truncate_at_width(room);
    let galley = painter.ctx().fonts_mut(|fonts| fonts.layout_job(job));
    painter.galley(pos2(at.x, at.y - galley.size().y / 2.0), galley, color);
}

fn paint_curves(
    painter: &Painter,
    inside: &Painter,
    curves: &Curves,
    axis: Axis,
    rect: Rect,
    at: Option<Pos2>,
    unit: &str,
    palette: &Palette,
) -> Vec<(String, Color32)> {
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

fn paint_heat(
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

fn paint_rows(
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
        near.map_or_else(|| "no release here".to_owned(), |t| format!("release at {t:.2} s")),
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

fn paint_bars(
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

/// What is read at the pointer, in a small frame beside it.
fn note(painter: &Painter, room: Rect, at: Pos2, lines: &[(String, Color32)], palette: &Palette) {
    let galleys: Vec<_> = lines
        .iter()
        .filter(|(text, _)| !text.is_empty())
        .map(|(text, color)| (painter.layout_no_wrap(text.clone(), small(), *color), *color))
        .collect();
    let wide = galleys.iter().map(|(galley, _)| galley.size().x).fold(0.0, f32::max);
    let high: f32 = galleys.iter().map(|(galley, _)| galley.size().y).sum();
    let size = vec2(wide, high) + Vec2::new(12.0, 8.0);
    let left = if at.x + 14.0 + size.x > room.right() { at.x - 14.0 - size.x } else { at.x + 14.0 };
    let top = (at.y - size.y / 2.0).min(room.bottom() - size.y).max(room.top());
    let frame = Rect::from_min_size(pos2(left, top), size);
    painter.rect(frame, 5.0, fade(palette.panel, 0.94), Stroke::new(1.0, palette.line), StrokeKind::Inside);
    let mut y = top + 4.0;
    for (galley, color) in galleys {
        let height = galley.size().y;
        painter.galley(pos2(left + 6.0, y), galley, color);
        y += height;
    }
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

    #[test]
    fn the_axis_goes_there_and_back() {
        let rect = Rect::from_min_size(pos2(100.0, 0.0), vec2(400.0, 50.0));
        let axis = Axis { name: "time", unit: "s", from: 3.0, to: 13.0 };
        assert_eq!(across(axis, rect, 8.0), 300.0);
        assert!((value_at(axis, rect, 300.0) - 8.0).abs() < 1e-6);
    }
}
