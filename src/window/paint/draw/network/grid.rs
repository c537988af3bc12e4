//! The grid of the canvas.

use super::super::thin_line;
use crate::window::paint::theme::{Palette, fade};
use crate::window::paint::view::{View, round_step};
use bevy::math::Vec2;
use bevy_egui::egui::{Mesh, Painter, Shape, pos2};

/// Draws it.
pub(super) fn draw(painter: &Painter, view: &View, palette: &Palette) {
    let step = round_step(30.0 / view.scale);
    let (min, max) = view.bounds();
    let mut mesh = Mesh::default();
    let range = |low: f32, high: f32| (low / step).floor() as i64..=(high / step).ceil() as i64;
    let color = |i: i64| fade(palette.grid, if i % 5 == 0 { 0.75 } else { 0.32 });
    for i in range(min.x, max.x) {
        let x = view.to_screen(Vec2::new(i as f32 * step, 0.0)).x.round() + 0.5;
        thin_line(&mut mesh, pos2(x, view.rect.top()), pos2(x, view.rect.bottom()), 1.0, color(i));
    }
    for i in range(min.y, max.y) {
        let y = view.to_screen(Vec2::new(0.0, i as f32 * step)).y.round() + 0.5;
        thin_line(&mut mesh, pos2(view.rect.left(), y), pos2(view.rect.right(), y), 1.0, color(i));
    }
    painter.add(Shape::mesh(mesh));
}
