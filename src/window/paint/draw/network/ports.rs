//! Muscles and receptors beside the network.

use super::super::{thin_line, vertex};
use super::links::wide;
use super::{Sheet, Spot};
use crate::window::paint::theme::{fade, mix};
use bevy_egui::egui::{CornerRadius, Mesh, Rect, Shape, Stroke, StrokeKind, vec2};

/// Draws them.
pub(super) fn draw(sheet: &Sheet) {
    let &Sheet { painter, plan, activity, focus, points, view, palette } = sheet;
    let lit = |i: usize| focus.lights(i);
    let some_lit = focus.any();
    let mut mesh = Mesh::default();
    for (index, junction) in plan.junctions.iter().enumerate() {
        let (from, port) = (&junction.from, &junction.port);
        if focus.link == Some(Spot::Junction(index)) {
            let ends = (points[*from], view.to_screen(plan.ports[*port].at));
            thin_line(&mut mesh, ends.0, ends.1, 8.0, fade(palette.accent, 0.5));
        }
        let look = activity.nodes.get(*from).copied().unwrap_or_default();
        let calm = match (some_lit, lit(*from)) {
            (true, true) => 0.9,
            (true, false) => 0.08,
            (false, _) => 0.22,
        };
        let end = view.to_screen(plan.ports[*port].at);
        let color = fade(
            mix(palette.muscle_full, palette.flash, 0.3 * look.flash),
            (calm + 0.6 * look.flash).min(1.0),
        );
        let width = if focus.wide { wide(junction.gain.abs() / plan.weights.junction) } else { 1.2 };
        thin_line(&mut mesh, points[*from], end, width + look.flash, color);
        if look.travel > 0.0 && !focus.still && (!some_lit || lit(*from)) {
            let at = points[*from] + (end - points[*from]) * look.travel.min(1.0);
            let base = mesh.vertices.len() as u32;
            for (dx, dy) in [(-2.5, 0.0), (0.0, -2.5), (2.5, 0.0), (0.0, 2.5)] {
                vertex(&mut mesh, at + vec2(dx, dy), palette.excite);
            }
            mesh.add_triangle(base, base + 1, base + 2);
            mesh.add_triangle(base, base + 2, base + 3);
        }
    }
    for (index, receptor) in plan.receptors.iter().enumerate() {
        let felt = activity.receptors.get(index).copied().unwrap_or(0.0);
        let base = palette.sense(receptor.lane);
        let calm = match (some_lit, lit(receptor.to)) {
            (true, true) => 0.95,
            (true, false) => 0.15,
            (false, _) => 0.42,
        };
        let line = receptor.line.map(|p| view.to_screen(p));
        if focus.link == Some(Spot::Receptor(index)) {
            thin_line(&mut mesh, line[0], line[1], 11.0, fade(palette.accent, 0.5));
        }
        let middle = line[0] + (line[1] - line[0]) * 0.5;
        thin_line(
            &mut mesh,
            middle,
            points[receptor.to],
            1.0 + felt,
            fade(base, (0.4 * calm + 0.6 * felt).min(1.0)),
        );
        thin_line(&mut mesh, line[0], line[1], 3.0 + 2.0 * felt, fade(base, (calm + 0.6 * felt).min(1.0)));
    }
    painter.add(Shape::mesh(mesh));
    for (index, port) in plan.ports.iter().enumerate() {
        let activation = activity.ports.get(index).copied().unwrap_or(0.0);
        let rect = port.on_screen(view);
        if !view.rect.intersects(rect) {
            continue;
        }
        let pointed = focus.port == Some(index);
        if port.lane > 0 {
            if let Some(shown) = focus.ports {
                sense(sheet, rect, port.lane, activation, shown, pointed);
            }
            continue;
        }
        let rect = contracted(rect, activation);
        let round = CornerRadius::same((rect.height() / 2.0).clamp(1.0, 9.0) as u8);
        let [excites, inhibits] = activity.port_arrivals.get(index).copied().unwrap_or_default();
        for (amount, light) in [(excites, palette.excite), (inhibits, palette.inhibit)] {
            if amount > 0.04 {
                let rim = Stroke::new(0.8 + 2.0 * amount, fade(light, amount));
                painter.rect_stroke(rect.expand(1.0), round, rim, StrokeKind::Outside);
            }
        }
        muscle(sheet, rect, round, activation);
        if pointed {
            painter.rect_stroke(
                rect.expand(2.0),
                round,
                Stroke::new(2.0, palette.accent),
                StrokeKind::Outside,
            );
        }
    }
}

/// A muscle as it is drawn: the harder it pulls, the thicker and shorter it is.
fn contracted(rect: Rect, activation: f32) -> Rect {
    let pull = activation.clamp(0.0, 1.0).sqrt();
    Rect::from_center_size(rect.center(), rect.size() * vec2(1.0 - 0.12 * pull, 1.0 + 1.1 * pull))
}

/// A muscle: hollow at rest, filled from the middle to both ends when it pulls as hard as it can, so that it is seen
/// without its colour.
fn muscle(sheet: &Sheet, rect: Rect, round: CornerRadius, activation: f32) {
    let &Sheet { painter, palette, .. } = sheet;
    let pull = activation.clamp(0.0, 1.0).sqrt();
    let hollow = mix(palette.canvas, palette.muscle_rest, 0.12);
    let rim = mix(palette.muscle_rest, palette.muscle_full, pull);
    painter.rect(rect, round, hollow, Stroke::new(1.0, rim), StrokeKind::Inside);
    if pull > 0.05 {
        let full = Rect::from_center_size(rect.center(), rect.size() * vec2(pull, 1.0));
        painter.rect_filled(full, round, mix(palette.muscle_rest, palette.muscle_full, 0.4 + 0.6 * pull));
    }
}

/// Length on the screen below which ports that nobody is near would be a smear \[points\].
const SMEAR: f32 = 4.0;

/// A place of skin or stretch: faint, until it is brought out.
fn sense(sheet: &Sheet, rect: Rect, lane: u8, felt: f32, shown: f32, pointed: bool) {
    let &Sheet { painter, palette, .. } = sheet;
    if rect.width() < SMEAR && shown == 0.0 && !pointed {
        return;
    }
    let color = palette.sense(lane);
    let opacity = (0.22 + 0.5 * shown + 0.4 * felt).min(1.0);
    let rect = Rect::from_center_size(rect.center(), vec2(rect.width(), rect.height().max(2.0)));
    let round = CornerRadius::same((rect.height() / 2.0).clamp(1.0, 5.0) as u8);
    painter.rect_filled(rect, round, fade(color, opacity));
    if pointed {
        painter.rect_stroke(rect.expand(2.5), round, Stroke::new(2.0, palette.accent), StrokeKind::Outside);
    }
}
