//! Astrocytes on the canvas: stars, with lines to the synapses that they cover.

use super::links::Curve;
use super::{Plan, Sheet, Spot};
use crate::window::paint::theme::{Palette, fade, mix};
use crate::window::paint::view::View;
use bevy::math::Vec2;
use bevy_egui::egui::{self, Align2, Color32, Pos2, Shape, Stroke, pos2};
use std::f32::consts::TAU;

/// An astrocyte.
#[derive(Clone, Debug)]
pub struct Star {
    /// Its place.
    pub at: Vec2,
    /// Its name.
    pub name: String,
    /// The links that it covers, by their index.
    pub covers: Vec<u32>,
    /// The number of its creature.
    pub creature: usize,
    /// Its place in the list of its creature.
    pub place: u32,
}

/// What an astrocyte does now.
#[derive(Clone, Copy, Debug, Default)]
pub struct StarLook {
    /// Its calcium over its threshold \[0 to 1\].
    pub fill: f32,
    /// The share of receptors that are bound \[0 to 1\].
    pub bound: f32,
    /// How lately it released \[0 to 1\].
    pub flash: f32,
}

/// Rays of a star.
const RAYS: usize = 7;
/// Its body, and how far its rays reach, in radii of a neuron.
const SIZE: (f32, f32) = (0.62, 1.25);
/// Lines to so many covered synapses are drawn of one that is not selected.
const LINES: usize = 40;

impl Plan {
    /// Radius of the body and length of the rays of a star on the screen \[points\].
    fn star_size(&self, view: &View) -> (f32, f32) {
        let radius = self.screen_radius(view).max(5.0);
        (SIZE.0 * radius, SIZE.1 * radius)
    }

    /// The astrocyte at a point of the screen, and whether that is at its rays.
    #[must_use]
    pub fn hit_star(&self, view: &View, point: Pos2) -> Option<(usize, bool)> {
        let (body, rays) = self.star_size(view);
        let distance = |star: &Star| view.to_screen(star.at).distance(point);
        let near = self.stars.iter().enumerate().filter(|(_, star)| distance(star) <= rays + 2.0);
        let nearest = near.min_by(|a, b| distance(a.1).total_cmp(&distance(b.1)))?;
        Some((nearest.0, distance(nearest.1) > body + 1.0))
    }

    /// The middle of a link on the screen.
    fn middle_of(&self, points: &[Pos2], radius: f32, link: u32) -> Option<Pos2> {
        let link = self.links.get(link as usize)?;
        (self.boxed(link.from).is_none() && self.boxed(link.to).is_none())
            .then(|| Curve::new(points[link.from], points[link.to], radius).at(0.5))
    }
}

/// The colour of astrocytes: neither that of what excites nor that of what inhibits.
fn color(palette: &Palette) -> Color32 {
    mix(palette.electric, palette.accent, 0.45)
}

/// Draws them, behind links.
pub(super) fn draw(sheet: &Sheet) {
    let &Sheet { painter, plan, activity, focus, points, view, palette } = sheet;
    let (body, rays) = plan.star_size(view);
    let (color, radius) = (color(palette), plan.screen_radius(view));
    for (index, star) in plan.stars.iter().enumerate() {
        let look = activity.stars.get(index).copied().unwrap_or_default();
        let selected = focus.link == Some(Spot::Astrocyte(index));
        let at = view.to_screen(star.at);
        let count = if selected { usize::MAX } else { LINES };
        let light = if selected { 0.6 } else { 0.22 + 0.4 * look.flash };
        for middle in star.covers.iter().take(count).filter_map(|link| plan.middle_of(points, radius, *link))
        {
            painter.line_segment([at, middle], Stroke::new(1.0, fade(color, light)));
            // What it has bound there closes a ring around the terminal.
            painter.circle_stroke(middle, 4.5, Stroke::new(2.0, fade(color, 0.25 + 0.75 * look.bound)));
        }
        if !view.rect.expand(rays).contains(at) {
            continue;
        }
        let ink = if selected { palette.accent } else { mix(color, palette.flash, 0.6 * look.flash) };
        for ray in 0..RAYS {
            let way = egui::Vec2::angled(TAU * ray as f32 / RAYS as f32 - TAU / 4.0);
            painter.line_segment([at + way * body * 0.8, at + way * rays], Stroke::new(1.8, ink));
        }
        painter.circle(at, body, palette.neuron, Stroke::new(if selected { 2.6 } else { 1.6 }, ink));
        if look.fill > 0.01 {
            painter.add(level(at, body - 1.5, look.fill.min(1.0), fade(color, 0.85)));
        }
        if look.flash > 0.0 {
            let wide = rays * (1.0 + 0.5 * (1.0 - look.flash));
            painter.circle_stroke(at, wide, Stroke::new(2.0, fade(palette.flash, look.flash)));
        }
        if rays > 7.0 {
            let below = at + egui::vec2(0.0, rays + 2.0);
            let text = if selected { palette.strong } else { palette.text };
            let font = crate::window::paint::theme::small();
            let galley = painter.layout_no_wrap(star.name.clone(), font, text);
            let rect = Align2::CENTER_TOP.anchor_size(below, galley.size());
            painter.rect_filled(rect.expand2(egui::vec2(3.0, 0.0)), 3.0, fade(palette.canvas, 0.8));
            painter.galley(rect.min, galley, text);
        }
    }
}

/// A disc that is filled from below to a share of its height.
fn level(at: Pos2, radius: f32, share: f32, color: Color32) -> Shape {
    // The angle at which the level meets the rim, from straight below.
    let half = (1.0 - 2.0 * share).clamp(-1.0, 1.0).acos();
    let steps = 20;
    let points = (0..=steps).map(|step| {
        let angle = TAU / 4.0 - half + 2.0 * half * step as f32 / steps as f32;
        pos2(at.x + radius * angle.cos(), at.y + radius * angle.sin())
    });
    Shape::convex_polygon(points.collect(), color, Stroke::NONE)
}

#[cfg(test)]
mod tests {
    use super::*;
    use bevy_egui::egui::Rect;

    #[test]
    fn a_star_is_hit_and_its_rays_are_told_from_its_body() {
        let star = Star { at: Vec2::ZERO, name: "G".into(), covers: Vec::new(), creature: 0, place: 0 };
        let plan = Plan { stars: vec![star], radius: 0.3, spacing: 1.0, ..Plan::default() };
        let rect = Rect::from_min_max(pos2(0.0, 0.0), pos2(200.0, 200.0));
        let view = View { rect, ..View::new(50.0) };
        let at = |x: f32| plan.hit_star(&view, view.to_screen(Vec2::ZERO) + egui::vec2(x, 0.0));
        assert_eq!([at(0.0), at(15.0), at(40.0)], [Some((0, false)), Some((0, true)), None]);
    }

    #[test]
    fn a_level_is_as_high_as_its_share() {
        let highest = |share: f32| match level(Pos2::ZERO, 10.0, share, Color32::RED) {
            Shape::Path(path) => path.points.iter().map(|point| -point.y).fold(f32::MIN, f32::max),
            _ => f32::NAN,
        };
        assert!((highest(0.5)).abs() < 1e-3 && (highest(1.0) - 10.0).abs() < 0.2, "{}", highest(1.0));
        assert!((highest(0.25) + 5.0).abs() < 1e-3);
    }
}
