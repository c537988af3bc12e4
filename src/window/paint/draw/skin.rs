//! The skin of a worm: its colour in the light, and its glow where it is touched.

use super::fringe;
use super::spine::smooth;
use crate::window::paint::theme::{Palette, fade, mix};
use bevy_egui::egui::{Color32, Mesh, Pos2, Shape, Vec2};

/// Where the light comes from: right, down and out of the screen.
const LIGHT: [f32; 3] = [-0.36, -0.56, 0.746];

/// Colour of the body at a cut, `u` across it (1 at the left skin), whose skin is touched so much on its sides.
pub(super) fn color(skin: [f32; 2], u: f32, lateral: Vec2, ring: f32, palette: &Palette) -> Color32 {
    let side = usize::from(u < 0.0);
    let up = (1.0 - u * u).max(0.0).sqrt();
    let light = (lateral.x * u * LIGHT[0] + lateral.y * u * LIGHT[1] + up * LIGHT[2]).max(0.0);
    let mut color = mix(palette.worm_shade, palette.worm_light, (0.12 + 0.88 * light) * ring);
    let gloss = light.powi(14) * 0.22;
    color = mix(color, Color32::WHITE, gloss);
    color = mix(color, palette.worm_rim, ((u.abs() - 0.84) / 0.16).clamp(0.0, 1.0) * 0.75);
    let touched = skin[side] * smooth((u.abs() + 0.05) / 0.95);
    mix(color, palette.skin, touched)
}

/// Light around the skin where it is touched, `felt` at each point of the outline; `None` where nothing is.
pub(super) fn glow(
    outline: &[Pos2],
    felt: impl Fn(usize) -> f32,
    pixels: f32,
    palette: &Palette,
) -> Option<Shape> {
    if (0..outline.len()).all(|i| felt(i) < 0.01) {
        return None;
    }
    let mut mesh = Mesh::default();
    let reach = (0.8 * pixels).clamp(9.0, 60.0);
    fringe(&mut mesh, outline, |i| 2.0 + reach * felt(i), |i| fade(palette.skin, 0.9 * felt(i)));
    Some(Shape::mesh(mesh))
}
