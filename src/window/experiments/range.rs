//! A range that is dragged by its two ends.

use crate::window::paint::theme::Palette;
use bevy_egui::egui::{
    CornerRadius, Rect, Response, Sense, Stroke, StrokeKind, Ui, WidgetInfo, WidgetType, pos2, vec2,
};

/// How near to an end it is taken hold of \[points\].
const NEAR: f32 = 12.0;

/// Shows it within a room; `now` is marked. The ends keep to steps.
pub fn range(
    ui: &mut Ui,
    ends: &mut (f64, f64),
    room: (f64, f64),
    step: f64,
    now: Option<f64>,
    palette: &Palette,
) -> Response {
    let (rect, mut response) =
        ui.allocate_exact_size(vec2(ui.available_width(), 20.0), Sense::click_and_drag());
    let span = (room.1 - room.0).max(1e-12);
    let track = rect.shrink2(vec2(7.0, 7.0));
    let x = |value: f64| track.left() + track.width() * ((value - room.0) / span).clamp(0.0, 1.0) as f32;
    let id = response.id.with("end");
    if let Some(at) = response.interact_pointer_pos() {
        let (low, high) = (x(ends.0), x(ends.1));
        if response.drag_started() || response.clicked() {
            let upper = (at.x - high).abs() < (at.x - low).abs() || (low - high).abs() < 1.0 && at.x > high;
            ui.data_mut(|data| data.insert_temp(id, upper));
        }
        let value = room.0 + f64::from((at.x - track.left()) / track.width()).clamp(0.0, 1.0) * span;
        let value = short((value / step).round() * step);
        let before = *ends;
        if ui.data(|data| data.get_temp(id)).unwrap_or(false) {
            ends.1 = value.max(short(ends.0 + step));
        } else {
            ends.0 = value.min(short(ends.1 - step));
        }
        if before != *ends {
            response.mark_changed();
        }
    }
    let (low, high) = (x(ends.0), x(ends.1));
    let painter = ui.painter();
    painter.rect(
        track,
        CornerRadius::same(3),
        palette.well,
        Stroke::new(1.0, palette.line),
        StrokeKind::Inside,
    );
    let chosen = Rect::from_x_y_ranges(low..=high, track.y_range());
    painter.rect_filled(chosen, CornerRadius::same(3), palette.accent_ground);
    if let Some(now) = now.filter(|now| (room.0..=room.1).contains(now)) {
        painter.vline(x(now), rect.y_range().shrink(3.0), Stroke::new(1.5, palette.strong));
    }
    let hover = response.hover_pos();
    for end in [low, high] {
        let lit = hover.is_some_and(|at| (at.x - end).abs() < NEAR);
        let color = if lit { palette.accent } else { palette.text };
        painter.circle_filled(pos2(end, rect.center().y), 6.0, color);
    }
    response.widget_info(|| WidgetInfo::labeled(WidgetType::Slider, true, "Range"));
    response
}

/// A number with few digits: it stands in the command line.
fn short(value: f64) -> f64 {
    format!("{value:.4e}").parse().unwrap_or(value)
}
