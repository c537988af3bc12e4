//! The ground: grid, grain, trails, posts and walls, the scale bar, and the probe.

use super::spine::smooth;
use super::{glow, thin_line, vertex};
use crate::arena::Obstacle;
use crate::sim::well_mixed;
use crate::window::paint::theme::{Palette, fade, mix, number, prose};
use crate::window::paint::view::{View, round_step};
use bevy::math::Vec2;
use bevy_egui::egui::{
    self, Align2, Color32, CornerRadius, FontId, Mesh, Painter, Rect, Shape, Stroke, StrokeKind, pos2,
};

/// The grid and the grain, so that movement can be seen while the camera follows.
pub fn ground(view: &View, palette: &Palette) -> Shape {
    let step = round_step(26.0 / view.scale);
    let (min, max) = view.bounds();
    let mut mesh = Mesh::default();
    let lines = |low: f32, high: f32| (low / step).floor() as i64..=(high / step).ceil() as i64;
    let weight = |i: i64| if i % 5 == 0 { 0.9 } else { 0.38 };
    for i in lines(min.x, max.x) {
        let x = view.to_screen(Vec2::new(i as f32 * step, 0.0)).x.round() + 0.5;
        let line = [pos2(x, view.rect.top()), pos2(x, view.rect.bottom())];
        thin_line(&mut mesh, line[0], line[1], 1.0, fade(palette.grid, weight(i)));
    }
    for i in lines(min.y, max.y) {
        let y = view.to_screen(Vec2::new(0.0, i as f32 * step)).y.round() + 0.5;
        let line = [pos2(view.rect.left(), y), pos2(view.rect.right(), y)];
        thin_line(&mut mesh, line[0], line[1], 1.0, fade(palette.grid, weight(i)));
    }
    grain(&mut mesh, view, palette, step * 2.0);
    Shape::mesh(mesh)
}

/// A few specks a cell, always at the same places of the world.
fn grain(mesh: &mut Mesh, view: &View, palette: &Palette, cell: f32) {
    let (min, max) = view.bounds();
    let cells = |low: f32, high: f32| (low / cell).floor() as i64..=(high / cell).floor() as i64;
    for cx in cells(min.x, max.x) {
        for cy in cells(min.y, max.y) {
            let mut chance = scatter(cx as u64, cy as u64);
            for _ in 0..3 {
                let x = (chance & 0xffff) as f32 / 65536.0;
                let y = (chance >> 16 & 0xffff) as f32 / 65536.0;
                let light = (chance >> 32 & 0xff) as f32 / 255.0;
                chance = scatter(chance, 7);
                let at = view.to_screen(Vec2::new(cx as f32 + x, cy as f32 + y) * cell);
                let size = 0.6 + 0.9 * light;
                let base = mesh.vertices.len() as u32;
                let color = fade(palette.grain, 0.35 + 0.6 * light);
                for (dx, dy) in [(-size, 0.0), (0.0, -size), (size, 0.0), (0.0, size)] {
                    vertex(mesh, at + egui::vec2(dx, dy), color);
                }
                mesh.add_triangle(base, base + 1, base + 2);
                mesh.add_triangle(base, base + 2, base + 3);
            }
        }
    }
}

/// A well-mixed number from two.
fn scatter(a: u64, b: u64) -> u64 {
    well_mixed(a.wrapping_mul(0x9e37_79b9_7f4a_7c15) ^ b.wrapping_add(0x632b_e59b_d9b4_e019))
}

/// Widths of a trail over which its oldest end fades to nothing.
const TRAIL_FADES: f32 = 5.0;

/// The trail of a worm, oldest place first: a groove that fades with age, and to nothing at its end.
#[must_use]
pub fn trail<'a>(
    places: impl ExactSizeIterator<Item = &'a Vec2>,
    width: f32,
    view: &View,
    palette: &Palette,
) -> Option<Shape> {
    let count = places.len();
    if count < 2 {
        return None;
    }
    let half = (width * view.scale / 2.0).max(0.8);
    let points: Vec<egui::Pos2> = places.map(|place| view.to_screen(*place)).collect();
    let seen = view.rect.expand(40.0);
    let mut mesh = Mesh::default();
    let mut gone = 0.0;
    for i in 0..count {
        let along = points[(i + 1).min(count - 1)] - points[i.saturating_sub(1)];
        let across = along.rot90().normalized();
        if i > 0 {
            gone += points[i].distance(points[i - 1]);
        }
        let age = (i as f32 + 1.0) / count as f32;
        let begins = smooth(gone / (TRAIL_FADES * 2.0 * half));
        let color = fade(palette.trail, if palette.dark { 0.10 } else { 0.28 } * age * begins);
        vertex(&mut mesh, points[i] + across * half * 1.5, Color32::TRANSPARENT);
        vertex(&mut mesh, points[i] + across * half * 0.4, color);
        vertex(&mut mesh, points[i] - across * half * 0.4, color);
        vertex(&mut mesh, points[i] - across * half * 1.5, Color32::TRANSPARENT);
        if i == 0 || !(seen.contains(points[i]) || seen.contains(points[i - 1])) {
            continue;
        }
        let (a, b) = (4 * (i as u32 - 1), 4 * i as u32);
        for k in 0..3 {
            mesh.add_triangle(a + k, a + k + 1, b + k + 1);
            mesh.add_triangle(a + k, b + k + 1, b + k);
        }
    }
    Some(Shape::mesh(mesh))
}

/// Posts and walls.
#[must_use]
pub fn obstacles(list: &[Obstacle], view: &View, palette: &Palette) -> Vec<Shape> {
    let mut shapes = Vec::new();
    for obstacle in list {
        match *obstacle {
            Obstacle::Circle { at, radius } => {
                let place = Vec2::from(at);
                if !view.sees(place, radius * 1.3) {
                    continue;
                }
                let (centre, r) = (view.to_screen(place), radius * view.scale);
                shapes.push(glow(centre + egui::vec2(0.12, 0.2) * r, r * 1.28, palette.shadow));
                shapes.push(Shape::circle_filled(centre, r, palette.obstacle));
                let light = mix(palette.obstacle, palette.obstacle_rim, 0.55);
                shapes.push(Shape::circle_filled(centre - egui::vec2(0.06, 0.09) * r, r * 0.8, light));
                shapes.push(Shape::circle_stroke(centre, r, Stroke::new(1.2, palette.obstacle_rim)));
            }
            Obstacle::Wall { from, to } => {
                let line = [view.to_screen(from.into()), view.to_screen(to.into())];
                if !view.rect.expand(20.0).intersects(Rect::from_two_pos(line[0], line[1])) {
                    continue;
                }
                let width = (0.16 * view.scale).clamp(3.0, 10.0);
                let shadow = line.map(|p| p + egui::vec2(0.5, 0.8) * width);
                shapes.push(Shape::line_segment(shadow, Stroke::new(width, fade(palette.shadow, 0.6))));
                for p in line {
                    shapes.push(Shape::circle_filled(p, width / 2.0 + 0.6, palette.obstacle_rim));
                }
                shapes.push(Shape::line_segment(line, Stroke::new(width + 1.2, palette.obstacle_rim)));
                shapes.push(Shape::line_segment(line, Stroke::new(width - 0.6, palette.obstacle)));
            }
        }
    }
    shapes
}

/// The probe: a fingertip whose ring fills with the pressure it meets.
#[must_use]
pub fn probe(at: Vec2, radius: f32, pressure: f32, view: &View, palette: &Palette) -> Vec<Shape> {
    let centre = view.to_screen(at);
    let r = (radius * view.scale).max(5.0);
    let share = pressure / (pressure + 1.5);
    let color = mix(palette.probe, palette.skin, share);
    let mut shapes = vec![
        glow(centre, r * (1.5 + share), fade(palette.skin, 0.6 * share)),
        Shape::circle_filled(centre, r, fade(color, 0.18 + 0.25 * share)),
        Shape::circle_stroke(centre, r, Stroke::new(1.6, fade(color, 0.9))),
    ];
    if share > 0.01 {
        let points = (0..=32)
            .map(|i| {
                let angle = share * i as f32 / 32.0 * std::f32::consts::TAU - std::f32::consts::FRAC_PI_2;
                centre + egui::Vec2::angled(angle) * (r + 5.0)
            })
            .collect();
        shapes.push(Shape::line(points, Stroke::new(3.0, palette.skin)));
    }
    shapes
}

/// The scale bar and the name of the medium, in the lower left corner.
pub fn legend(painter: &Painter, view: &View, medium: &str, body_length: Option<f32>, palette: &Palette) {
    let length = round_step(70.0 / view.scale);
    let width = length * view.scale;
    let left = view.rect.left_bottom() + egui::vec2(14.0, -14.0);
    let color = fade(palette.text, 0.85);
    let right = left + egui::vec2(width, 0.0);
    for line in [[left, right], [left, left - egui::vec2(0.0, 5.0)], [right, right - egui::vec2(0.0, 5.0)]] {
        painter.line_segment(line, Stroke::new(1.4, color));
    }
    let mut text = format!("{length}");
    if let Some(body) = body_length {
        text = format!("{length} = {:.2} body lengths", length / body);
    }
    let at = left + egui::vec2(0.0, -8.0);
    label(painter, at, Align2::LEFT_BOTTOM, &text, palette.text, palette);
    label(painter, at - egui::vec2(0.0, 19.0), Align2::LEFT_BOTTOM, medium, palette.weak, palette);
}

/// The simulated time, in the lower right corner of a picture.
pub fn stamp(painter: &Painter, picture: Rect, seconds: f64, palette: &Palette) {
    let at = picture.right_bottom() - egui::vec2(14.0, 14.0);
    // Digits of one width, so that in a video it does not jump.
    written(painter, at, Align2::RIGHT_BOTTOM, &format!("{seconds:.2} s"), number(), palette.text, palette);
}

/// Words on a patch of the ground's own colour, so that it can be read on anything.
pub fn label(
    painter: &Painter,
    at: egui::Pos2,
    align: Align2,
    text: &str,
    color: Color32,
    palette: &Palette,
) {
    written(painter, at, align, text, prose(), color, palette);
}

fn written(
    painter: &Painter,
    at: egui::Pos2,
    align: Align2,
    text: &str,
    font: FontId,
    color: Color32,
    palette: &Palette,
) {
    let galley = painter.layout_no_wrap(text.to_owned(), font, color);
    let rect = align.anchor_size(at, galley.size());
    painter.rect(
        rect.expand2(egui::vec2(4.0, 1.5)),
        CornerRadius::same(4),
        fade(palette.ground, 0.82),
        Stroke::NONE,
        StrokeKind::Outside,
    );
    painter.galley(rect.min, galley, color);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::window::paint::theme::Mode;

    #[test]
    fn the_grid_stays_cheap_at_any_zoom() {
        for scale in [0.05, 0.7, 3.0, 40.0, 4000.0] {
            let rect = Rect::from_min_max(pos2(0.0, 0.0), pos2(1920.0, 1080.0));
            let view = View { centre: Vec2::new(13.0, 5.0), scale, rect };
            let Shape::Mesh(mesh) = ground(&view, Mode::Dark.palette()) else { panic!() };
            assert!(mesh.is_valid() && mesh.vertices.len() < 20_000, "{}", mesh.vertices.len());
        }
    }

    #[test]
    fn a_trail_begins_from_nothing_however_short_it_is() {
        let rect = Rect::from_min_max(pos2(0.0, 0.0), pos2(400.0, 300.0));
        let view = View { rect, ..View::new(10.0) };
        for count in [2, 3, 8, 40, 1500] {
            let places: Vec<Vec2> = (0..count).map(|i| Vec2::new(i as f32 * 0.4, 0.0)).collect();
            for palette in [Mode::Dark, Mode::Light].map(Mode::palette) {
                let Some(Shape::Mesh(mesh)) = trail(places.iter(), 0.5, &view, palette) else { panic!() };
                let inner: Vec<u8> = mesh.vertices.iter().skip(1).step_by(4).map(|v| v.color.a()).collect();
                assert_eq!(mesh.vertices[1].color, Color32::TRANSPARENT, "{count} places");
                let step = inner.windows(2).map(|pair| pair[1].abs_diff(pair[0])).max();
                assert!(step <= Some(20), "{count} places: a step is seen in {inner:?}");
            }
        }
    }

    #[test]
    fn a_trail_that_stands_still_is_no_trouble() {
        let rect = Rect::from_min_max(pos2(0.0, 0.0), pos2(400.0, 300.0));
        let view = View { rect, ..View::new(10.0) };
        let places = [Vec2::ONE; 5];
        let Some(Shape::Mesh(mesh)) = trail(places.iter(), 0.5, &view, Mode::Light.palette()) else {
            panic!()
        };
        assert!(mesh.vertices.iter().all(|v| v.pos.x.is_finite()));
        assert!(trail(places[..1].iter(), 0.5, &view, Mode::Light.palette()).is_none());
    }
}
