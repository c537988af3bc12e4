//! Paints a [`Sheet`] and says what the pointer does on it.

mod curves;
mod marks;

use super::sheet::{Axis, Content, Curves, Lane, Sheet, number, places};
use crate::edit::NeuronKey;
use crate::window::theme::{Palette, fade, mix, readable, small};
use bevy_egui::egui::{
    Color32, FontFamily, FontId, LayerId, Order, Painter, Pos2, Rect, Response, Sense, Stroke, StrokeKind,
    Ui, Vec2, WidgetInfo, WidgetType, pos2, vec2,
};
use curves::{paint_curves, paint_heat};
use marks::{paint_bars, paint_rows};

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
        Content::Rows(rows) => (rows.len() as f32 * 0.7).clamp(40.0, 700.0),
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
        .scroll_bar_visibility(if scrolls {
            bevy_egui::egui::scroll_area::ScrollBarVisibility::AlwaysVisible
        } else {
            bevy_egui::egui::scroll_area::ScrollBarVisibility::AlwaysHidden
        })
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
        note(ui, at, &lines, palette);
    }
    ui.advance_cursor_after_rect(room);
    Outcome { response, area, unpin }
}

/// The cross at a lane that lets its neuron go.
fn unpin_button(ui: &mut Ui, lane: Rect, key: &NeuronKey, palette: &Palette) -> bool {
    let rect = Rect::from_min_size(pos2(lane.left() - GUTTER, lane.top()), vec2(14.0, 15.0));
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
    let mut free = name_left + galley.size().x + 6.0;
    painter.galley(pos2(name_left, y), galley, palette.weak);
    for tick in ticks {
        let x = across(axis, area, tick);
        let galley = painter.layout_no_wrap(number(tick, step), font(), palette.weak);
        let wide = galley.size().x;
        let left = (x - wide / 2.0).min(area.right() + 6.0 - wide);
        if left >= free {
            painter.galley(pos2(left, y), galley, palette.weak);
            free = left + wide + 4.0;
        }
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
            inside.rect_filled(
                band,
                0.0,
                mix(palette.well, palette.skin, if palette.dark { 0.2 } else { 0.22 }),
            );
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
            if curves.legend {
                legend(&painter, curves, rect, palette);
            }
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

/// The name of a lane and its unit, at the left end of the gutter; a pinned one stands right of
/// its cross.
fn name_of(painter: &Painter, lane: &Lane, rect: Rect, palette: &Palette) {
    let left = rect.left() - GUTTER + 2.0;
    let inset = if lane.pinned.is_some() { 14.0 } else { 0.0 };
    let color = readable(lane.color, palette.panel);
    text_fitted(painter, pos2(left + inset, rect.top() + 7.0), &lane.name, 64.0 - inset, small(), color);
    if rect.height() > 30.0 {
        text_fitted(painter, pos2(left, rect.top() + 21.0), lane.unit, 64.0, font(), palette.weak);
    }
}

/// Names of the curves in their colours, below the name of the lane, as many as there is room for.
fn legend(painter: &Painter, curves: &Curves, rect: Rect, palette: &Palette) {
    let mut y = rect.top() + 35.0;
    for curve in &curves.curves {
        if y > rect.bottom() - 5.0 {
            return;
        }
        let color = readable(curve.color, palette.panel);
        text_fitted(painter, pos2(rect.left() - GUTTER + 2.0, y), &curve.name, 66.0, font(), color);
        y += 12.0;
    }
}

/// Words from a place to the right, cut with an ellipsis where there is no room.
fn text_fitted(painter: &Painter, at: Pos2, text: &str, room: f32, font: FontId, color: Color32) {
    let mut job = bevy_egui::egui::text::LayoutJob::simple_singleline(text.to_owned(), font, color);
    job.wrap = bevy_egui::egui::text::TextWrapping::truncate_at_width(room);
    let galley = painter.ctx().fonts_mut(|fonts| fonts.layout_job(job));
    painter.galley(pos2(at.x, at.y - galley.size().y / 2.0), galley, color);
}

/// What is read at the pointer, in a small frame beside it, in front of everything.
fn note(ui: &Ui, at: Pos2, lines: &[(String, Color32)], palette: &Palette) {
    let layer = LayerId::new(Order::Tooltip, ui.id().with("reading"));
    let painter = ui.ctx().layer_painter(layer);
    let room = ui.ctx().content_rect().shrink(4.0);
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
    painter.rect(frame, 5.0, palette.panel, Stroke::new(1.0, palette.line), StrokeKind::Inside);
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
    fn the_axis_goes_there_and_back() {
        let rect = Rect::from_min_size(pos2(100.0, 0.0), vec2(400.0, 50.0));
        let axis = Axis { name: "time", unit: "s", from: 3.0, to: 13.0 };
        assert_eq!(across(axis, rect, 8.0), 300.0);
        assert!((value_at(axis, rect, 300.0) - 8.0).abs() < 1e-6);
    }
}
