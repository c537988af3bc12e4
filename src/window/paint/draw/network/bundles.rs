//! Links at folded frames: one line for all that lead from one box, or neuron, to another.

use super::frames::Bustle;
use super::{Kind, Plan, Sheet, Spot};
use crate::window::paint::theme::{fade, mix};
use crate::window::paint::view::View;
use bevy::math::Vec2;
use bevy_egui::egui::{Pos2, Rect, Shape, Stroke};
use std::collections::BTreeMap;

/// An end of a bundle.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum End {
    /// A neuron that is drawn by itself.
    Neuron(usize),
    /// The box of a frame.
    Frame(usize),
}

/// All links from one end to another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Bundle {
    /// From where.
    pub from: End,
    /// To where.
    pub to: End,
    /// How many links excite.
    pub excite: u32,
    /// How many inhibit.
    pub inhibit: u32,
    /// How many are gap junctions: those have no direction, and are all in a bundle by themselves.
    pub gaps: u32,
}

impl Bundle {
    /// How many links it stands for.
    #[must_use]
    pub fn count(&self) -> u32 {
        self.excite + self.inhibit + self.gaps
    }
}

impl Plan {
    fn end(&self, neuron: usize) -> End {
        self.boxed(neuron).map_or(End::Neuron(neuron), End::Frame)
    }

    /// Where a neuron is drawn on the canvas: at its own place, or in the middle of its box.
    #[must_use]
    pub fn shown_at(&self, neuron: usize) -> Vec2 {
        self.boxed(neuron).map_or(self.nodes[neuron].at, |frame| self.middle(&self.frames[frame]))
    }

    /// Where neurons are drawn on the screen: at their own places, or in the middle of their box.
    #[must_use]
    pub fn points(&self, view: &View) -> Vec<Pos2> {
        let mut points: Vec<Pos2> = self.nodes.iter().map(|node| view.to_screen(node.at)).collect();
        if !self.inside.is_empty() {
            let boxes: Vec<Pos2> =
                self.frames.iter().map(|frame| view.to_screen(self.middle(frame))).collect();
            for (point, inside) in points.iter_mut().zip(&self.inside) {
                *point = inside.and_then(|frame| boxes.get(frame).copied()).unwrap_or(*point);
            }
        }
        points
    }

    /// Says which neurons are in which box, and bundles what leads to boxes: once for each reading of the network.
    pub fn fold(&mut self) {
        let mut inside = vec![None; self.nodes.len()];
        let mut order: Vec<usize> = (0..self.frames.len()).filter(|i| self.frames[*i].folded).collect();
        // A box within a larger one is not seen.
        order.sort_by_key(|i| (std::cmp::Reverse(self.frames[*i].members.len()), *i));
        for &frame in &order {
            for &member in &self.frames[frame].members {
                inside[member].get_or_insert(frame);
            }
        }
        for i in 0..self.frames.len() {
            let other = |member: &usize| inside[*member].is_some_and(|own| own != i);
            let within = self.frames[i].members.iter().all(other);
            self.frames[i].within = within;
        }
        self.inside = if order.is_empty() { Vec::new() } else { inside };
        let mut bundles: BTreeMap<(End, End, bool), Bundle> = BTreeMap::new();
        if !self.inside.is_empty() {
            let links = self.links.iter().map(|link| (link.from, link.to, Some(link.kind)));
            let gaps = self.gaps.iter().map(|gap| (gap.ends[0], gap.ends[1], None));
            for (from, to, kind) in links.chain(gaps) {
                let (mut from, mut to) = (self.end(from), self.end(to));
                if from == to || matches!((from, to), (End::Neuron(_), End::Neuron(_))) {
                    continue;
                }
                if kind.is_none() && to < from {
                    std::mem::swap(&mut from, &mut to);
                }
                let none = Bundle { from, to, excite: 0, inhibit: 0, gaps: 0 };
                let bundle = bundles.entry((from, to, kind.is_none())).or_insert(none);
                match kind {
                    Some(Kind::Excite) => bundle.excite += 1,
                    Some(Kind::Inhibit) => bundle.inhibit += 1,
                    None => bundle.gaps += 1,
                }
            }
        }
        self.bundles = bundles.into_values().collect();
    }
}

/// Width of a line for so many links \[points\].
fn width(count: u32) -> f32 {
    (1.0 + 0.9 * (count as f32).ln()).min(8.0)
}

/// Where the line from the middle of a rectangle to a point leaves it.
fn rim(rect: Rect, towards: Pos2) -> Pos2 {
    let (middle, way) = (rect.center(), towards - rect.center());
    let share = [(way.x, rect.width()), (way.y, rect.height())]
        .into_iter()
        .filter(|(way, _)| way.abs() > 1e-3)
        .map(|(way, size)| 0.5 * size / way.abs())
        .fold(1.0f32, f32::min);
    middle + way * share
}

/// Draws them.
pub(super) fn draw(sheet: &Sheet, bustle: &[Bustle]) {
    let &Sheet { painter, plan, activity, focus, points, view, palette } = sheet;
    if plan.bundles.is_empty() {
        return;
    }
    let radius = plan.screen_radius(view);
    let boxes: Vec<Rect> = plan.frames.iter().map(|frame| plan.frame_rect(view, frame)).collect();
    let area = |end: End| match end {
        End::Neuron(i) => Rect::from_center_size(points[i], bevy_egui::egui::Vec2::splat(1.8 * radius)),
        End::Frame(i) => boxes[i],
    };
    let lit = |end: End| match end {
        End::Neuron(i) => focus.lights(i),
        End::Frame(i) => {
            focus.link == Some(Spot::Frame(i)) || plan.frames[i].members.iter().any(|i| focus.lights(*i))
        }
    };
    let lights: Vec<bool> = (0..plan.frames.len()).map(|i| lit(End::Frame(i))).collect();
    let is_lit = |end: End| match end {
        End::Neuron(_) => lit(end),
        End::Frame(i) => lights[i],
    };
    let some_lit = focus.any() || lights.contains(&true);
    // Where they are many each is fainter.
    let faint = (60.0 / plan.bundles.len().max(1) as f32).clamp(0.12, 0.5);
    let mut shapes = Vec::new();
    for bundle in &plan.bundles {
        let (from, to) = (area(bundle.from), area(bundle.to));
        if !view.rect.intersects(from.union(to)) || from.intersects(to) {
            continue;
        }
        let touched = is_lit(bundle.from) || is_lit(bundle.to);
        let flash = match bundle.from {
            End::Neuron(i) => activity.nodes.get(i).map_or(0.0, |look| look.flash),
            End::Frame(i) => bustle.get(i).map_or(0.0, |bustle| bustle.flash),
        };
        let calm = match (some_lit, touched) {
            (true, true) => 0.9,
            (true, false) => 0.25 * faint,
            (false, _) => faint,
        };
        let flash = if some_lit && !touched { 0.3 * flash } else { flash };
        let color = match (bundle.excite, bundle.inhibit) {
            (0, 0) => palette.electric,
            (_, 0) => Kind::Excite.color(palette),
            (0, _) => Kind::Inhibit.color(palette),
            (excite, inhibit) => {
                let share = inhibit as f32 / (excite + inhibit) as f32;
                mix(Kind::Excite.color(palette), Kind::Inhibit.color(palette), share)
            }
        };
        let opacity = (calm + 0.5 * flash).min(1.0);
        let color = fade(mix(color, palette.flash, 0.4 * flash), opacity);
        let wide = width(bundle.count()) + 0.8 * flash;
        // What leads back lies beside it.
        let along = (to.center() - from.center()).normalized();
        let aside = if bundle.gaps > 0 { along * 0.0 } else { along.rot90() * (2.0 + 0.6 * wide) };
        let (start, end) = (rim(from, to.center()) + aside, rim(to, from.center()) + aside);
        if bundle.gaps > 0 {
            let side = along.rot90() * (1.0 + 0.4 * wide);
            for side in [side, -side] {
                shapes.push(Shape::line_segment(
                    [start + side, end + side],
                    Stroke::new(0.8 + 0.2 * wide, color),
                ));
            }
            continue;
        }
        let size = 5.0 + 1.3 * wide;
        let excites = bundle.excite >= bundle.inhibit;
        let stop = if excites { end - along * (0.7 * size) } else { end };
        shapes.push(Shape::line_segment([start, stop], Stroke::new(wide, color)));
        let side = along.rot90() * (0.5 * size);
        if excites {
            let base = end - along * size;
            shapes.push(Shape::convex_polygon(vec![end, base + side, base - side], color, Stroke::NONE));
        } else {
            shapes.push(Shape::line_segment([end + side, end - side], Stroke::new(1.6 + 0.4 * wide, color)));
        }
    }
    painter.extend(shapes);
}
