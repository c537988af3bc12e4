//! Neurons as they live: liquid, rim, spike, name.

use super::super::glow;
use super::super::inner::filling;
use super::captions::plate;
use super::{Focus, NodeLook, Plan, Sheet};
use crate::nervous::{Hold, Phase};
use crate::window::paint::theme::{Palette, fade, mix, small};
use crate::window::paint::view::View;
use bevy_egui::egui::{self, Align2, Color32, Mesh, Painter, Pos2, Rect, Shape, Stroke, vec2};

/// Neurons beyond which nobody looks for room: the names would be a carpet.
const MANY_NEURONS: usize = 400;

/// Between names that stand beside one another \[points\].
const GAP: f32 = 2.5;

/// Partners that make a neuron one that everybody asks for.
const HUB: usize = 7;

/// Which neurons can be named without a name lying over another or, but for hubs, over a neuron.
fn room_for_names(painter: &Painter, plan: &Plan, points: &[Pos2], radius: f32, view: &View) -> Vec<bool> {
    let mut named = vec![false; points.len()];
    if points.len() > MANY_NEURONS || radius < 2.0 {
        return named;
    }
    let mut partners = vec![0_usize; points.len()];
    for link in &plan.links {
        partners[link.from] += 1;
        partners[link.to] += 1;
    }
    let mut order: Vec<usize> =
        (0..points.len()).filter(|i| plan.boxed(*i).is_none() && view.rect.contains(points[*i])).collect();
    order.sort_by_key(|i| std::cmp::Reverse(partners[*i]));
    let discs: Vec<Rect> =
        points.iter().map(|at| Rect::from_center_size(*at, egui::Vec2::splat(2.0 * radius))).collect();
    let mut taken: Vec<Rect> = Vec::new();
    for i in order {
        let size = painter.layout_no_wrap(plan.nodes[i].name.clone(), small(), Color32::WHITE).size();
        // With a gap, so that two names are not read as one.
        let rect = Align2::CENTER_TOP.anchor_size(points[i] + vec2(0.0, radius + 4.0), size);
        let rect = rect.expand2(vec2(GAP, 0.0));
        let free = |other: &Rect| !other.intersects(rect);
        if taken.iter().all(free) && (partners[i] >= HUB || discs.iter().all(free)) {
            taken.push(rect);
            named[i] = true;
        }
    }
    named
}

/// Neurons smaller than this on the screen \[points\] are specks where they are many.
const TINY: f32 = 4.0;
/// Light of an arrival that nobody would see.
const FAINT: f32 = 0.04;
/// From so many on.
const CROWD: usize = 1500;

/// Draws them.
pub(super) fn draw(sheet: &Sheet) {
    let &Sheet { painter, plan, activity, focus, points, view, palette } = sheet;
    let radius = plan.screen_radius(view);
    let near = neighbours(plan, focus);
    // Where neurons stand wide apart all are named; else those whose names find room, the ones
    // with many partners first, and those even over other neurons.
    let names = plan.spacing * view.scale > 34.0;
    let roomy = if names { Vec::new() } else { room_for_names(painter, plan, points, radius, view) };
    let mut crowd = Mesh::default();
    // Above all neurons: no glow of a neighbour lies over a name.
    let mut written = Vec::new();
    // Names and rings of thousands would be a carpet.
    let crowded = focus.chosen.iter().filter(|chosen| **chosen).count() > MANY_NEURONS;
    let many_held = activity.nodes.iter().filter(|look| look.hold != Hold::Free).count() > MANY_NEURONS;
    for (i, node) in plan.nodes.iter().enumerate() {
        let at = points[i];
        if plan.boxed(i).is_some() || !view.rect.expand(radius + 12.0).contains(at) {
            continue;
        }
        let look = activity.nodes.get(i).copied().unwrap_or_default();
        let selected = focus.is_chosen(i);
        let main = focus.selected == Some(i) && !focus.chosen.is_empty();
        let hovered = focus.hovered == Some(i);
        let beside = near.as_ref().is_some_and(|near| near[i]);
        let quiet = focus.silent.get(i).copied().unwrap_or(false);
        let aside = near.is_some() && !selected && !beside && !hovered;
        let dim = if quiet && !selected && !hovered {
            0.18
        } else if aside {
            0.4
        } else {
            1.0
        };
        // Too small to see anything in it, and too many for circles of their own.
        let one = hovered || main || (selected && !crowded) || (look.hold != Hold::Free && !many_held);
        if radius < TINY && plan.nodes.len() > CROWD && !one {
            let lively = mix(node.color, palette.flash, look.flash.max(0.5 * look.fill.max(0.0)));
            let [excites, inhibits] = look.arrival;
            let lively = mix(lively, palette.excite, 0.5 * excites * (1.0 - look.flash));
            let lively = mix(lively, palette.inhibit, 0.5 * inhibits * (1.0 - look.flash));
            let lively = if look.hold == Hold::Free { lively } else { palette.warn };
            let color = mix(palette.canvas, lively, dim);
            let small = (plan.radius * view.scale).clamp(0.7, radius);
            let size = egui::Vec2::splat(2.0 * small * (1.0 + 0.6 * look.flash));
            if selected {
                let ground = Rect::from_center_size(at, egui::Vec2::splat(2.0 * small + 3.0));
                crowd.add_colored_rect(ground, palette.accent);
            }
            crowd.add_colored_rect(Rect::from_center_size(at, size), color);
            continue;
        }
        let recovering = if look.phase == Phase::Recovering { 0.6 } else { 1.0 };
        if look.flash > 0.02 && !focus.still {
            painter.add(glow(
                at,
                radius * (1.5 + 1.2 * look.flash),
                fade(palette.flash, 0.6 * look.flash * dim),
            ));
        }
        arrival(painter, at, radius, look.arrival, dim, palette);
        painter.circle_filled(at, radius, mix(palette.canvas, palette.neuron, dim));
        if let Some(liquid) = liquid(at, radius - 0.5, look, palette, dim * recovering) {
            painter.add(liquid);
        }
        let rim = mix(palette.canvas, node.color, dim * recovering);
        painter.circle_stroke(at, radius, Stroke::new((radius * 0.2).clamp(1.2, 3.2), rim));
        if matches!(look.phase, Phase::Activating | Phase::Conducting) && radius > 4.0 {
            arc(painter, at, radius + 3.0, look.travel, Stroke::new(2.0, fade(palette.flash, 0.9 * dim)));
        }
        if look.phase == Phase::Recovering && radius > 6.0 {
            let half = radius * 0.34;
            let stroke = Stroke::new(1.4, fade(palette.weak, dim));
            painter.line_segment([at - vec2(half, 0.0), at + vec2(half, 0.0)], stroke);
        }
        if look.hold != Hold::Free {
            held(painter, at, radius, look.hold, palette);
        }
        if selected {
            painter.circle_stroke(at, radius + 5.5, Stroke::new(2.0, palette.accent));
            if main {
                painter.circle_stroke(at, radius + 8.5, Stroke::new(1.0, palette.accent));
            }
        } else if hovered {
            painter.circle_stroke(at, radius + 5.0, Stroke::new(1.2, palette.weak));
        }
        if names || (one && (selected || hovered)) || roomy.get(i).copied().unwrap_or(false) {
            let color =
                if selected { palette.accent } else { mix(palette.canvas, palette.text, dim.max(0.85)) };
            let place = at + vec2(0.0, radius + 4.0);
            written.push((place, painter.layout_no_wrap(node.name.clone(), small(), color), color));
        }
    }
    painter.add(Shape::mesh(crowd));
    for (place, galley, color) in written {
        let rect = Align2::CENTER_TOP.anchor_size(place, galley.size());
        plate(painter, rect, palette);
        painter.galley(rect.min, galley, color);
    }
}

/// What arrives, around a neuron: a warm glow with a ring of what excites, a cool ring of what
/// inhibits.
fn arrival(painter: &Painter, at: Pos2, radius: f32, arrival: [f32; 2], dim: f32, palette: &Palette) {
    let [excites, inhibits] = arrival;
    if excites > FAINT {
        painter.add(glow(at, radius * (1.6 + 0.8 * excites), fade(palette.excite, 0.9 * excites * dim)));
    }
    // The ring of the stronger one lies outside, so that neither hides the other.
    let near = radius + 1.0 + 0.12 * radius;
    let far = near + 1.5 + 0.08 * radius;
    let radii = if excites > inhibits { [far, near] } else { [near, far] };
    for ((amount, color), radius_now) in
        [(excites, palette.excite), (inhibits, palette.inhibit)].into_iter().zip(radii)
    {
        if amount > FAINT {
            let ring = Stroke::new(0.8 + 0.09 * radius * amount, fade(color, amount * dim));
            painter.circle_stroke(at, radius_now, ring);
        }
    }
}

/// The mark of a neuron that does not live by the rule: a cross when silenced, a bar on both sides
/// when its potential is held.
fn held(painter: &Painter, at: Pos2, radius: f32, hold: Hold, palette: &Palette) {
    let stroke = Stroke::new((radius * 0.22).clamp(1.4, 3.0), palette.warn);
    let reach = radius + 2.0;
    if hold == Hold::Silent {
        for side in [1.0, -1.0] {
            let arm = vec2(0.72, 0.72 * side) * reach;
            painter.line_segment([at - arm, at + arm], stroke);
        }
    } else {
        for side in [1.0, -1.0] {
            let middle = at + vec2(0.0, side * reach);
            painter.line_segment([middle - vec2(reach, 0.0), middle + vec2(reach, 0.0)], stroke);
        }
    }
}

/// Which neurons a link joins with one whose links are lit.
fn neighbours(plan: &Plan, focus: &Focus) -> Option<Vec<bool>> {
    if !focus.lit.contains(&true) {
        return None;
    }
    let mut near = focus.lit.clone();
    near.resize(plan.nodes.len(), false);
    let ends = plan.links.iter().map(|l| [l.from, l.to]).chain(plan.gaps.iter().map(|gap| gap.ends));
    for [a, b] in ends {
        if focus.lights(a) {
            near[b] = true;
        }
        if focus.lights(b) {
            near[a] = true;
        }
    }
    Some(near)
}

/// The potential as a liquid that rises to the threshold.
fn liquid(at: Pos2, radius: f32, look: NodeLook, palette: &Palette, opacity: f32) -> Option<Shape> {
    let level = look.fill.abs().min(1.0);
    let color = fade(filling(palette, look.fill, look.flash), opacity);
    if look.flash > 0.3 || level > 0.985 {
        return Some(Shape::circle_filled(at, radius, color));
    }
    if level < 0.02 || radius < 1.0 {
        return None;
    }
    // The surface lies where the chord cuts this height; the arc runs through the bottom.
    let from = (1.0 - 2.0 * level).asin();
    let to = std::f32::consts::PI - from;
    let points =
        (0..=18).map(|i| at + egui::Vec2::angled(from + (to - from) * i as f32 / 18.0) * radius).collect();
    Some(Shape::convex_polygon(points, color, Stroke::NONE))
}

fn arc(painter: &Painter, at: Pos2, radius: f32, share: f32, stroke: Stroke) {
    let turn = share.clamp(0.0, 1.0) * std::f32::consts::TAU;
    let steps = (turn * 5.0).ceil().max(2.0) as usize;
    let points = (0..=steps)
        .map(|i| {
            at + egui::Vec2::angled(turn * i as f32 / steps as f32 - std::f32::consts::FRAC_PI_2) * radius
        })
        .collect();
    painter.line(points, stroke);
}
