//! A neuron as it is drawn in a body.

use super::glow;
use crate::window::paint::theme::{Palette, fade, mix};
use bevy_egui::egui::{Color32, Pos2, Shape, Stroke};

/// A neuron in a body.
#[derive(Clone, Copy, Debug)]
pub struct Inner {
    /// Share of the body's length, 0 at the head.
    pub along: f32,
    /// Share of half the width, 1 at the left skin, -1 at the right.
    pub across: f32,
    /// Colour of its class.
    pub color: Color32,
    /// Potential over threshold.
    pub fill: f32,
    /// Flash of a release \[0 to 1\].
    pub flash: f32,
    /// Whether it is the selected one.
    pub selected: bool,
}

impl Inner {
    /// Its shapes, the lowest first.
    pub(super) fn shapes(&self, place: Pos2, radius: f32, palette: &Palette) -> impl Iterator<Item = Shape> {
        let light = (self.flash > 0.02)
            .then(|| glow(place, radius * (1.8 + 2.2 * self.flash), fade(palette.flash, 0.75 * self.flash)));
        let inside = Shape::circle_filled(place, radius, filling(palette, self.fill, self.flash));
        let rim = Stroke::new((radius * 0.34).clamp(1.0, 3.0), self.color);
        let rim = (radius > 2.0).then(|| Shape::circle_stroke(place, radius, rim));
        let ring = Stroke::new(1.6, palette.accent);
        let ring = self.selected.then(|| Shape::circle_stroke(place, radius + 3.0, ring));
        [light, Some(inside), rim, ring].into_iter().flatten()
    }
}

/// The inside of a neuron: brighter the nearer it is to its threshold, white as it releases.
#[must_use]
pub fn filling(palette: &Palette, fill: f32, flash: f32) -> Color32 {
    let base = if fill >= 0.0 {
        mix(palette.neuron, palette.neuron_full, fill.min(1.0).powf(0.8))
    } else {
        mix(palette.neuron, palette.neuron_below, (-fill).min(1.0))
    };
    mix(base, palette.flash, flash)
}
