//! The ring around what has the keyboard.

use super::style::palette;
use bevy::ecs::prelude::*;
use bevy_egui::egui::{Context, CornerRadius, Id, Stroke, StrokeKind};

/// Width of the ring, and of its rim in the colour of the ground: so it is seen on any ground \[points\].
const RING: [f32; 2] = [2.0, 1.0];
/// From this size on it lies within what it is around \[points\].
const LARGE: f32 = 120.0;

/// The ring around what has the focus.
pub(super) fn draw(ctx: &Context, world: &World, focused: Id) {
    let Some(response) = ctx.read_response(focused) else { return };
    let seen = response.interact_rect.intersect(ctx.content_rect());
    if !seen.is_positive() {
        return;
    }
    let palette = palette(world);
    let [width, rim] = RING;
    let rect = if seen.height() > LARGE { seen.shrink(width + rim) } else { seen };
    let rect = rect.intersect(ctx.content_rect().shrink(width + rim));
    let round = CornerRadius::same(6);
    let painter = ctx.layer_painter(response.layer_id);
    let outer = Stroke::new(width + 2.0 * rim, palette.panel);
    painter.rect_stroke(rect.expand(0.5 * width), round, outer, StrokeKind::Middle);
    painter.rect_stroke(rect, round, Stroke::new(width, palette.accent), StrokeKind::Outside);
}
