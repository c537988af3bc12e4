//! Two cursors: lines across all lanes, and what lies at them and between them.

use super::super::sheet::Sheet;
use super::{Outcome, font};
use crate::window::paint::theme::{Palette, fade, mix, readable};
use bevy_egui::egui::{
    Align2, Color32, CursorIcon, Id, Key, Modifiers, Painter, Rect, Sense, Stroke, Ui, WidgetInfo, pos2, vec2,
};
use egui_plot::{PlotTransform, PlotUi, Span, VLine};

/// How near to a cursor it can be taken hold of \[points\].
const GRAB: f32 = 5.0;
/// Height of a line of readings \[points\].
const LINE: f32 = 12.0;

/// The time between them, below what is drawn.
pub(super) fn ground(plot: &mut PlotUi<'_>, sheet: &Sheet, palette: &Palette) {
    if let [Some(a), Some(b)] = sheet.cursors {
        let ground = mix(palette.well, palette.accent, if palette.dark { 0.1 } else { 0.08 });
        plot.add(Span::new("", a.min(b)..=a.max(b)).fill(ground).border(Stroke::NONE));
    }
}

/// The lines, over what is drawn.
pub(super) fn lines(plot: &mut PlotUi<'_>, sheet: &Sheet, palette: &Palette) {
    for at in sheet.cursors.into_iter().flatten() {
        plot.vline(VLine::new("", at).stroke(Stroke::new(1.2, palette.accent)));
    }
}

/// Writes the readings at the upper right of a lane, as many as there is room for, and names the cursors.
pub(super) fn write(painter: &Painter, lines: &[(String, Option<Color32>)], frame: Rect, palette: &Palette) {
    let room = ((frame.height() - 2.0) / LINE).max(1.0) as usize;
    let mut top = frame.top() + 2.0;
    for (text, color) in lines.iter().take(room) {
        let color = color.map_or(palette.accent, |color| readable(color, palette.well));
        let galley = painter.layout_no_wrap(text.clone(), font(), color);
        let at = pos2(frame.right() - galley.size().x - 4.0, top);
        let ground = Rect::from_min_size(at, galley.size()).expand2(vec2(3.0, 0.0));
        painter.rect_filled(ground, 2.0, fade(palette.well, 0.85));
        painter.galley(at, galley, color);
        top += LINE;
    }
}

/// What was done with a cursor.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Moved {
    /// It was dragged to a place of the axis.
    To(f64),
    /// It was moved by so many ticks.
    By(f64),
}

/// Where the cursors can be taken hold of, over all lanes in sight: by the pointer and, after that, by the arrow keys.
/// `group` is what the lanes have in common.
pub(super) fn handles(
    ui: &mut Ui,
    sheet: &Sheet,
    group: Id,
    (transform, lanes): (&PlotTransform, Rect),
    palette: &Palette,
    outcome: &mut Outcome,
) {
    let grasp = ui.data_mut(|data| data.remove_temp::<usize>(grasped(group)));
    for (which, (name, at)) in ["A", "B"].into_iter().zip(sheet.cursors).enumerate() {
        let Some(at) = at else { continue };
        let x = transform.position_from_point_x(at);
        // Out of sight it keeps the keyboard.
        let half = if transform.frame().x_range().contains(x) { GRAB } else { 0.0 };
        let x = x.clamp(transform.frame().left(), transform.frame().right());
        let strip = Rect::from_x_y_ranges(x - half..=x + half, lanes.y_range());
        let id = handle(group, which);
        let response = ui.interact(strip, id, Sense::click_and_drag());
        let label = format!("Cursor {name}");
        response.widget_info(|| WidgetInfo::slider(true, at, &label));
        if response.hovered() || response.dragged() {
            ui.ctx().set_cursor_icon(CursorIcon::ResizeHorizontal);
            ui.painter().vline(x, lanes.y_range(), Stroke::new(2.0, palette.strong));
        }
        if response.clicked() || response.drag_started() || grasp == Some(which) {
            response.request_focus();
        }
        if let Some(pointer) = response.interact_pointer_pos().filter(|_| response.dragged()) {
            let to = transform.value_from_position(pointer).x;
            let bounds = transform.bounds();
            outcome.moved = Some((which, Moved::To(to.clamp(bounds.min()[0], bounds.max()[0]))));
        }
        if response.has_focus() {
            ui.painter().vline(x, lanes.y_range(), Stroke::new(2.0, palette.accent));
            let steps = ui.input_mut(|i| {
                let mut count = |modifiers, key| i.count_and_consume_key(modifiers, key) as f64;
                let tens = count(Modifiers::SHIFT, Key::ArrowRight) - count(Modifiers::SHIFT, Key::ArrowLeft);
                10.0 * tens + count(Modifiers::NONE, Key::ArrowRight) - count(Modifiers::NONE, Key::ArrowLeft)
            });
            if steps != 0.0 {
                outcome.moved = Some((which, Moved::By(steps)));
            }
        }
        // The wheel zooms here too.
        if let Some(at) = response.hover_pos() {
            outcome.pointer = Some(transform.value_from_position(at).x);
            outcome.point = transform.dvalue_dpos()[0];
        }
        response.on_hover_text(format!(
            "{label}: drag it, or click it and take steps of a tick with the arrow keys, of ten with Shift"
        ));
    }
}

/// Where it is kept that a cursor is to have the keyboard.
pub(super) fn grasped(group: Id) -> Id {
    group.with("grasped cursor")
}

/// What has the keyboard when a cursor has it.
pub(super) fn handle(group: Id, which: usize) -> Id {
    group.with(("cursor", which))
}

/// The letters of the cursors, in the first lane.
pub(super) fn letters(painter: &Painter, places: [Option<f32>; 2], frame: Rect, palette: &Palette) {
    for (letter, x) in ["A", "B"].into_iter().zip(places) {
        if let Some(x) = x.filter(|x| frame.x_range().contains(*x)) {
            painter.text(pos2(x + 2.0, frame.top() + 1.0), Align2::LEFT_TOP, letter, font(), palette.accent);
        }
    }
}
