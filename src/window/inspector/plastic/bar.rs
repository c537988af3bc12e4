//! The weight of a synapse that learns, as a bar between the bounds of its rule: dragged to set what it has learned.

use super::slide::{To, slide};
use crate::nervous::plasticity::Rule;
use crate::window::paint::theme::{Palette, fade, small};
use crate::window::paint::widgets::amount;
use bevy::ecs::prelude::*;
use bevy_egui::egui::{
    Align2, CornerRadius, Pos2, Rect, Sense, Shape, Stroke, StrokeKind, Ui, WidgetInfo, pos2, vec2,
};

/// Height of the bar, and of the numbers below it \[points\].
const HIGH: f32 = 16.0;
const BELOW: f32 = 15.0;
/// An arrow key moves it by this share of the range.
const STEP: f32 = 0.02;

/// Shows the bar of a weight that started at another one; the size that it is to have.
pub fn weight(
    ui: &mut Ui,
    world: &mut World,
    (now, start): (f32, f32),
    rule: &Rule,
    palette: &Palette,
) -> Option<f32> {
    let (least, most) = (rule.min, rule.max);
    let size = vec2(ui.available_width() - 2.0, HIGH + BELOW);
    let (whole, response) = ui.allocate_exact_size(size, Sense::click_and_drag());
    let rect = Rect::from_min_size(whole.min, vec2(whole.width(), HIGH));
    response.widget_info(|| WidgetInfo::slider(true, f64::from(now), "Weight now"));
    let span = (most - least).max(f32::MIN_POSITIVE);
    let x = |weight: f32| rect.left() + rect.width() * ((weight.abs() - least) / span).clamp(0.0, 1.0);

    let painter = ui.painter();
    let round = CornerRadius::same(3);
    painter.rect_filled(rect, round, palette.well);
    let filled = Rect::from_x_y_ranges(rect.left()..=x(now).max(rect.left() + 2.0), rect.y_range());
    painter.rect_filled(filled, round, fade(palette.curves[0], 0.75));
    // What was gained or lost.
    let (from, to) = (x(start).min(x(now)), x(start).max(x(now)));
    let moved = Rect::from_x_y_ranges(from..=to, rect.bottom() - 4.0..=rect.bottom());
    painter.rect_filled(moved, 0.0, palette.curves[1]);
    let lit = response.hovered() || response.dragged() || response.has_focus();
    let rim = if lit { palette.accent } else { palette.line };
    painter.rect_stroke(rect, round, Stroke::new(if lit { 1.5 } else { 1.0 }, rim), StrokeKind::Inside);
    painter.vline(x(now), rect.y_range(), Stroke::new(3.0, palette.strong));
    let tip = pos2(x(start), rect.bottom() + 1.0);
    let corners = [vec2(0.0, 0.0), vec2(4.0, 6.0), vec2(-4.0, 6.0)].map(|corner| tip + corner);
    painter.add(Shape::convex_polygon(corners.to_vec(), palette.text, Stroke::NONE));
    numbers(ui, whole, (least, most), x(start), now.is_sign_negative(), palette);

    let words = if now == start {
        format!("It is as it started, {}", start)
    } else {
        format!("It started at {start} (the mark below) and is {now} now")
    };
    let to = slide(ui, world, &response);
    response.on_hover_text(format!(
        "{words}; its rule keeps its size from {least} to {most}. Drag, or use the arrow keys, to set what it has learned"
    ));
    let wanted = match to? {
        To::Place(Pos2 { x, .. }) => least + span * ((x - rect.left()) / rect.width()).clamp(0.0, 1.0),
        To::Steps(steps) => now.abs() + (steps.x + steps.y) * STEP * span,
    };
    let digits = 1.0e4 / 10f32.powf(span.log10().ceil().clamp(-30.0, 30.0));
    let wanted = ((wanted * digits).round() / digits).clamp(least, most);
    (wanted != now.abs()).then_some(wanted)
}

/// The bounds below the bar, where the mark of the start leaves room for them.
fn numbers(ui: &Ui, whole: Rect, (least, most): (f32, f32), mark: f32, negative: bool, palette: &Palette) {
    let sign = if negative { -1.0 } else { 1.0 };
    for (bound, at, align) in [
        (least, whole.left_bottom(), Align2::LEFT_BOTTOM),
        (most, whole.right_bottom(), Align2::RIGHT_BOTTOM),
    ] {
        if (at.x - mark).abs() > 34.0 {
            ui.painter().text(at, align, amount(sign * bound), small(), palette.weak);
        }
    }
}
