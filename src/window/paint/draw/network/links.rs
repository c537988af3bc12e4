//! Synapses and gap junctions, with signals travelling on them.

use super::super::{glow, thin_line, vertex};
use super::{Kind, Link, RICH_LINKS, Sheet, Spot};
use crate::window::paint::theme::{Palette, fade, mix};
use bevy_egui::egui::{self, Color32, Mesh, Painter, Pos2, Rect, Shape, Stroke, pos2, vec2};

impl Kind {
    /// In a word.
    #[must_use]
    pub const fn verb(self) -> &'static str {
        match self {
            Self::Excite => "excites",
            Self::Inhibit => "inhibits",
        }
    }

    /// Its colour.
    #[must_use]
    pub const fn color(self, palette: &Palette) -> Color32 {
        match self {
            Self::Excite => palette.excite,
            Self::Inhibit => palette.inhibit,
        }
    }
}

/// The colour of a link that has grown by such a share of the largest change: towards the strongest there is; one that
/// has shrunk fades to a bluish grey.
pub fn learned_color(color: Color32, share: f32, palette: &Palette) -> Color32 {
    let full = if share > 0.0 { palette.strong } else { mix(palette.weak, palette.inhibit, 0.3) };
    mix(color, full, 0.85 * share.abs().min(1.0))
}

/// A neuron with more targets than this has its links drawn fainter.
const FEW_TARGETS: f32 = 5.0;

/// Thin links drawn at most.
const MOST_LINKS: usize = 12_000;

/// Of so many lit links each is drawn with all that it has; more are thin lines, bright ones.
const RICH_LIT: usize = 1500;

/// Draws them.
pub(super) fn draw(sheet: &Sheet) {
    let &Sheet { painter, plan, activity, focus, points, view, palette } = sheet;
    let radius = plan.screen_radius(view);
    let lit = |i: usize| focus.lights(i);
    let some_lit = focus.any();
    let seen = view.rect.expand(60.0);
    for (index, junction) in plan.gaps.iter().enumerate() {
        let [a, b] = junction.ends;
        if plan.boxed(a).is_some() || plan.boxed(b).is_some() {
            continue;
        }
        if focus.link == Some(Spot::Gap(index)) {
            painter.line_segment([points[a], points[b]], Stroke::new(9.0, fade(palette.accent, 0.5)));
        }
        let opacity = if some_lit && !lit(a) && !lit(b) { 0.25 } else { 0.9 };
        let share = if focus.wide { junction.conductance / plan.weights.gap } else { 0.0 };
        gap(painter, points[a], points[b], radius, share, opacity, palette);
    }
    if let Some(Spot::Link(index)) = focus.link
        && let Some(link) = plan.links.get(index)
        && plan.boxed(link.from).is_none()
        && plan.boxed(link.to).is_none()
    {
        let curve = Curve::new(points[link.from], points[link.to], radius);
        painter.line(curve.points(), Stroke::new(9.0, fade(palette.accent, 0.5)));
    }
    let visible: Vec<&Link> = plan
        .links
        .iter()
        .filter(|l| plan.boxed(l.from).is_none() && plan.boxed(l.to).is_none())
        .filter(|l| seen.intersects(Rect::from_two_pos(points[l.from], points[l.to])))
        .collect();
    let rich = visible.len() <= RICH_LINKS;
    // The more lines cross, the fainter each: else a large net is one patch of colour.
    let faint = (90.0 / visible.len().max(1) as f32).clamp(0.012, 0.16);
    let mut mesh = Mesh::default();
    let mut shapes = Vec::new();
    let mut above = Vec::new();
    // Beyond what an eye can part a share of the links stands for all. Those that are lit are all there, unless they
    // are nearly all themselves.
    let stride = if rich { 1 } else { visible.len().div_ceil(MOST_LINKS) };
    let lit_count = if some_lit { visible.iter().filter(|l| lit(l.from) || lit(l.to)).count() } else { 0 };
    let lit_stride = lit_count.div_ceil(MOST_LINKS).max(1);
    for (index, link) in visible.into_iter().enumerate() {
        let touched = lit(link.from) || lit(link.to);
        if index % if touched { lit_stride } else { stride } != 0 {
            continue;
        }
        let look = activity.nodes.get(link.from).copied().unwrap_or_default();
        let color = link.kind.color(palette);
        let (color, flash) = match (link.growth, focus.learned) {
            (Some(growth), Some(most)) => {
                (learned_color(color, growth.change / most, palette), growth.flash.max(look.flash))
            }
            _ => (color, look.flash),
        };
        // So with a neuron that reaches many others: its lines together weigh as much as a few.
        let targets = plan.weights.targets.get(link.from).copied().unwrap_or(0);
        let share = (FEW_TARGETS / targets.max(1) as f32).clamp(0.12, 1.0);
        let calm = match (some_lit, touched) {
            (true, true) if lit_count <= RICH_LIT => 0.95,
            (true, true) => (4.0 * faint).max(0.1),
            (true, false) if rich => 0.12 * share,
            (true, false) => 0.5 * faint,
            (false, _) if rich => 0.5 * share,
            (false, _) => faint,
        };
        let weight = link.weight.abs() / plan.weights.synapse;
        let strength = weight.sqrt();
        let lights = if rich { share.sqrt() } else { 0.25 };
        let lit_up = lights * flash;
        let opacity = if some_lit && !touched { calm + 0.3 * lit_up } else { calm.max(0.5 * calm + lit_up) };
        let travelling = look.travel > 0.0;
        if rich || (touched && lit_count <= RICH_LIT) {
            let usual = (0.9 + 1.9 * strength) * if touched { 1.0 } else { share.sqrt().max(0.5) };
            let width = if focus.wide { wide(weight) } else { usual } + 1.2 * flash;
            let color = mix(color, palette.flash, 0.55 * flash);
            if link.from == link.to {
                self_loop(&mut shapes, points[link.from], radius, width, fade(color, opacity), link.kind);
                continue;
            }
            let curve = Curve::new(points[link.from], points[link.to], radius);
            shapes.push(Shape::line(curve.points(), Stroke::new(width, fade(color, opacity))));
            shapes.push(head(&curve, link.kind, width, fade(color, (opacity * 1.4).min(1.0))));
            if travelling && !focus.still {
                let at = curve.at(look.travel.min(1.0));
                let bright = if some_lit && !touched { 0.35 } else { 1.0 };
                above.push(glow(at, 9.0, fade(color, 0.7 * bright)));
                above.push(Shape::circle_filled(at, 2.6, fade(mix(color, palette.flash, 0.6), bright)));
            }
        } else {
            let (a, b) = (points[link.from], points[link.to]);
            let width = if focus.wide { 0.7 * wide(weight) } else { 0.7 + 0.6 * strength };
            thin_line(&mut mesh, a, b, width, fade(color, opacity.min(0.75)));
            if travelling && !focus.still {
                let at = a + (b - a) * look.travel.min(1.0);
                let base = mesh.vertices.len() as u32;
                for (dx, dy) in [(-2.2, 0.0), (0.0, -2.2), (2.2, 0.0), (0.0, 2.2)] {
                    vertex(&mut mesh, at + vec2(dx, dy), fade(palette.flash, 0.8));
                }
                mesh.add_triangle(base, base + 1, base + 2);
                mesh.add_triangle(base, base + 2, base + 3);
            }
        }
    }
    painter.add(Shape::mesh(mesh));
    painter.extend(shapes);
    painter.extend(above);
}

/// Width of a link whose weight is such a share of the largest one, where widths say weights \[points\]: in proportion, but
/// for the hair that even a weight of nothing has.
pub(super) fn wide(share: f32) -> f32 {
    0.5 + 6.5 * share.clamp(0.0, 1.0)
}

/// A curve from neuron to neuron, in points, shortened by their rims.
pub(super) struct Curve {
    start: Pos2,
    bow: Pos2,
    end: Pos2,
    span: (f32, f32),
}

impl Curve {
    pub(super) fn new(a: Pos2, b: Pos2, radius: f32) -> Self {
        let along = b - a;
        let length = along.length().max(1e-3);
        let bow = along.rot90() * (0.13 * (160.0 / length).clamp(0.35, 1.0));
        let rim = (radius / length).min(0.45);
        let head = ((radius + 3.0) / length).min(0.45);
        Self { start: a, bow: a + along * 0.5 + bow, end: b, span: (rim, 1.0 - head) }
    }

    pub(super) fn at(&self, share: f32) -> Pos2 {
        let t = self.span.0 + (self.span.1 - self.span.0) * share;
        let s = 1.0 - t;
        pos2(
            s * s * self.start.x + 2.0 * s * t * self.bow.x + t * t * self.end.x,
            s * s * self.start.y + 2.0 * s * t * self.bow.y + t * t * self.end.y,
        )
    }

    fn points(&self) -> Vec<Pos2> {
        let steps = ((self.end - self.start).length() / 14.0).clamp(6.0, 24.0) as usize;
        (0..=steps).map(|i| self.at(i as f32 / steps as f32)).collect()
    }
}

/// Arrow for excitation, flat bar for inhibition.
fn head(curve: &Curve, kind: Kind, width: f32, color: Color32) -> Shape {
    let tip = curve.at(1.0);
    let back = (curve.at(0.93) - tip).normalized();
    let side = back.rot90();
    match kind {
        Kind::Excite => {
            let size = 5.0 + width * 1.5;
            let base = tip + back * size;
            let half = side * size * 0.48;
            Shape::convex_polygon(vec![tip, base + half, base - half], color, Stroke::NONE)
        }
        Kind::Inhibit => {
            let half = side * (3.6 + width * 1.2);
            Shape::line_segment([tip + half, tip - half], Stroke::new(1.6 + 0.5 * width, color))
        }
    }
}

fn self_loop(shapes: &mut Vec<Shape>, at: Pos2, radius: f32, width: f32, color: Color32, kind: Kind) {
    let size = (radius * 0.8).max(5.0);
    let centre = at - vec2(0.0, radius + size * 0.65);
    let points: Vec<Pos2> =
        (0..=20).map(|i| centre + egui::Vec2::angled(2.1 + i as f32 / 20.0 * 5.2) * size).collect();
    let tip = points[20];
    let back = (points[18] - tip).normalized() * (5.0 + width);
    shapes.push(Shape::line(points, Stroke::new(width, color)));
    let side = back.rot90() * 0.5;
    shapes.push(match kind {
        Kind::Excite => {
            Shape::convex_polygon(vec![tip, tip + back + side, tip + back - side], color, Stroke::NONE)
        }
        Kind::Inhibit => Shape::line_segment([tip + side * 1.6, tip - side * 1.6], Stroke::new(2.0, color)),
    });
}

/// Distance of a point from the curve of a link; infinite where it is clear that it is farther than
/// `reach`.
pub(super) fn distance(a: Pos2, b: Pos2, radius: f32, point: Pos2, reach: f32) -> f32 {
    // A curve bows out by less than an eighth of its length.
    let bow = 0.07 * (b - a).length();
    if a == b || !Rect::from_two_pos(a, b).expand(reach + bow).contains(point) {
        return f32::INFINITY;
    }
    let points = Curve::new(a, b, radius).points();
    points.windows(2).map(|pair| super::straight(pair[0], pair[1], point)).fold(f32::INFINITY, f32::min)
}

/// An electrical link: a grey double line. `share` of the largest conductance, where widths say weights.
fn gap(painter: &Painter, a: Pos2, b: Pos2, radius: f32, share: f32, opacity: f32, palette: &Palette) {
    let along = (b - a).normalized();
    let (a, b) = (a + along * radius, b - along * radius);
    let side = along.rot90() * (2.0 + 1.5 * share);
    let stroke = Stroke::new(1.1 + 2.4 * share, fade(palette.electric, opacity));
    painter.line_segment([a + side, b + side], stroke);
    painter.line_segment([a - side, b - side], stroke);
    let middle = a + (b - a) * 0.5;
    let zig: Vec<Pos2> = (0..5)
        .map(|i| middle + along * (i as f32 - 2.0) * 3.0 + side * if i % 2 == 0 { 1.9 } else { -1.9 })
        .collect();
    painter.line(zig, Stroke::new(1.4, fade(palette.electric, opacity)));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn antiparallel_links_do_not_overlap() {
        let (a, b) = (pos2(0.0, 0.0), pos2(100.0, 0.0));
        let there = Curve::new(a, b, 8.0).at(0.5);
        let back = Curve::new(b, a, 8.0).at(0.5);
        assert!(there.distance(back) > 8.0, "{there:?} {back:?}");
    }

    #[test]
    fn widths_are_in_proportion_to_weights() {
        let step = wide(0.5) - wide(0.0);
        assert!((wide(1.0) - wide(0.5) - step).abs() < 1e-5 && step > 3.0, "{step}");
        assert!(wide(0.0) > 0.0, "nothing is lost from sight");
    }

    #[test]
    fn a_curve_runs_from_rim_to_rim() {
        let curve = Curve::new(pos2(0.0, 0.0), pos2(100.0, 0.0), 10.0);
        assert!((curve.at(0.0).distance(pos2(0.0, 0.0)) - 10.0).abs() < 2.0);
        assert!((curve.at(1.0).distance(pos2(100.0, 0.0)) - 13.0).abs() < 2.0);
    }
}
