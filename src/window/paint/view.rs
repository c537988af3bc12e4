//! From places in a plane to points on the screen, and back.

use bevy::math::Vec2;
use bevy_egui::egui::{self, Pos2, Rect};

/// What a camera over the world takes in.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Camera {
    /// All creatures, wherever they are now.
    #[default]
    Creatures,
    /// The creature of this name, in the middle, at one scale.
    Follow(String),
    /// The creature of this name in the middle, and so wide a part of the world \[units\].
    Beside {
        /// The creature.
        name: String,
        /// How wide.
        width: f32,
    },
    /// A place in the middle, and so wide a part of the world \[units\].
    Fixed {
        /// The place.
        centre: (f32, f32),
        /// How wide.
        width: f32,
    },
    /// A box, whatever is in it \[units\].
    Box {
        /// Its least corner.
        min: (f32, f32),
        /// Its greatest corner.
        max: (f32, f32),
    },
}

/// A look at a plane: what is in the middle, how large it is drawn, and where on the screen. +y of the plane points up
/// there, +y of the screen down.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct View {
    /// The place in the middle of `rect`.
    pub centre: Vec2,
    /// Points on the screen per unit of length.
    pub scale: f32,
    /// Where on the screen.
    pub rect: Rect,
}

/// Least and greatest scale.
const SCALES: (f32, f32) = (0.05, 4000.0);

impl View {
    /// A look at the origin.
    #[must_use]
    pub const fn new(scale: f32) -> Self {
        Self { centre: Vec2::ZERO, scale, rect: Rect::ZERO }
    }

    /// A way on the screen as one between places.
    #[must_use]
    pub fn way(self, delta: egui::Vec2) -> Vec2 {
        Vec2::new(delta.x, -delta.y) / self.scale
    }

    /// The point on the screen of a place.
    #[must_use]
    pub fn to_screen(self, place: Vec2) -> Pos2 {
        let d = (place - self.centre) * self.scale;
        self.rect.center() + egui::vec2(d.x, -d.y)
    }

    /// A direction of the plane on the screen, in points.
    #[must_use]
    pub fn direction(&self, d: Vec2) -> egui::Vec2 {
        egui::vec2(d.x, -d.y) * self.scale
    }

    /// The place of a point on the screen.
    #[must_use]
    pub fn to_place(self, point: Pos2) -> Vec2 {
        let d = (point - self.rect.center()) / self.scale;
        self.centre + Vec2::new(d.x, -d.y)
    }

    /// Zooms by a factor so that the place under `point` stays under it.
    pub fn zoom_at(&mut self, point: Pos2, factor: f32) {
        let before = self.to_place(point);
        self.scale = (self.scale * factor).clamp(SCALES.0, SCALES.1);
        self.centre += before - self.to_place(point);
    }

    /// Moves what is seen along with a drag of the pointer.
    pub fn pan(&mut self, delta: egui::Vec2) {
        self.centre -= self.way(delta);
    }

    /// Shows a box of the plane as large as it fits, with a margin in points.
    pub fn fit(&mut self, min: Vec2, max: Vec2, margin: f32, largest: f32) {
        let size = (max - min).max(Vec2::splat(1e-3));
        let room = (self.rect.size() - egui::Vec2::splat(2.0 * margin)).max(egui::Vec2::splat(16.0));
        self.scale = (room.x / size.x).min(room.y / size.y).min(largest).clamp(SCALES.0, SCALES.1);
        self.centre = (min + max) / 2.0;
    }

    /// Shows so wide a part of the plane, with the same place in the middle.
    pub fn show_width(&mut self, width: f32) {
        self.scale = (self.rect.width() / width).clamp(SCALES.0, SCALES.1);
    }

    /// Whether a disc can be seen.
    #[must_use]
    pub fn sees(&self, place: Vec2, radius: f32) -> bool {
        self.rect.expand(radius * self.scale).contains(self.to_screen(place))
    }

    /// The box of the plane that can be seen.
    #[must_use]
    pub fn bounds(&self) -> (Vec2, Vec2) {
        let (a, b) = (self.to_place(self.rect.min), self.to_place(self.rect.max));
        (a.min(b), a.max(b))
    }
}

/// A step of 1, 2 or 5 times a power of ten that is at least `least`.
#[must_use]
pub fn round_step(least: f32) -> f32 {
    let power = 10f32.powf(least.max(1e-9).log10().floor());
    [1.0, 2.0, 5.0, 10.0].into_iter().map(|m| m * power).find(|s| *s >= least * 0.999).unwrap_or(power * 10.0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use bevy_egui::egui::pos2;

    fn view() -> View {
        View {
            centre: Vec2::new(3.0, -2.0),
            scale: 17.0,
            rect: Rect::from_min_max(pos2(200.0, 50.0), pos2(900.0, 500.0)),
        }
    }

    #[test]
    fn there_and_back() {
        let (v, place) = (view(), Vec2::new(-7.5, 4.25));
        assert!(v.to_place(v.to_screen(place)).distance(place) < 1e-4);
        assert!(v.to_screen(Vec2::Y).y < v.to_screen(Vec2::ZERO).y);
    }

    #[test]
    fn zoom_keeps_the_place_under_the_cursor() {
        let (mut v, cursor) = (view(), pos2(333.0, 444.0));
        let place = v.to_place(cursor);
        for factor in [1.3, 0.2, 7.0, 1e9, 1e-9] {
            v.zoom_at(cursor, factor);
            assert!(v.to_screen(place).distance(cursor) < 0.1, "{factor}");
        }
    }

    #[test]
    fn panning_moves_the_place_with_the_pointer() {
        let mut v = view();
        let place = v.to_place(pos2(400.0, 300.0));
        v.pan(egui::vec2(25.0, -40.0));
        assert!(v.to_screen(place).distance(pos2(425.0, 260.0)) < 1e-3);
    }

    #[test]
    fn fit_shows_the_whole_box() {
        let (mut v, min, max) = (view(), Vec2::new(-4.0, 10.0), Vec2::new(30.0, 12.0));
        v.fit(min, max, 20.0, 500.0);
        for corner in [min, max] {
            assert!(v.rect.shrink(19.9).contains(v.to_screen(corner)));
        }
    }

    #[test]
    fn round_steps() {
        assert_eq!(round_step(0.9), 1.0);
        assert_eq!(round_step(3.0), 5.0);
        assert_eq!(round_step(21.0), 50.0);
        assert!((round_step(0.013) - 0.02).abs() < 1e-6);
    }
}
