//! A worm: a smooth, closed body, lit from one side, with two bands of muscle (`muscle`), skin that glows
//! where it is touched, and its neurons inside.

use super::inner::{Inner, filling};
use super::muscle::{self, Cut};
use super::spine::{Spine, profile, smooth};
use super::{fringe, skin, vertex};
use crate::window::paint::theme::{Palette, fade, mix};
use crate::window::paint::view::View;
use bevy::math::Vec2;
use bevy_egui::egui::{Color32, Mesh, Pos2, Rect, Shape, Stroke, vec2};

/// Of more neurons than this in a body each is a speck.
const SPECKS: usize = 1500;

/// What is drawn of a body.
#[derive(Clone, Debug)]
pub struct Worm {
    /// The line through its middle.
    pub spine: Spine,
    /// Greatest width at rest.
    pub width: f32,
    /// Activation of the muscles of every joint: left, right \[0 to 1\].
    pub muscles: Vec<[f32; 2]>,
    /// Glow of the skin of every segment: left, right \[0 to 1\].
    pub skin: Vec<[f32; 2]>,
    /// The neurons in it.
    pub neurons: Vec<Inner>,
}

/// Where the body is looked at across its width: dense where muscle and rim are.
const ACROSS: [f32; 11] = [-1.0, -0.9, -0.74, -0.56, -0.3, 0.0, 0.3, 0.56, 0.74, 0.9, 1.0];

/// Linear interpolation in a list with values at whole places.
fn between(values: &[[f32; 2]], place: f32) -> [f32; 2] {
    let Some(last) = values.len().checked_sub(1) else { return [0.0; 2] };
    let x = place.clamp(0.0, last as f32);
    let i = (x as usize).min(last);
    let (a, b, t) = (values[i], values[(i + 1).min(last)], x.fract());
    [a[0] + (b[0] - a[0]) * t, a[1] + (b[1] - a[1]) * t]
}

/// One cut through the body.
struct Row {
    share: f32,
    place: Vec2,
    left: Vec2,
    /// Half the width: left, right.
    half: [f32; 2],
    muscle: [f32; 2],
    skin: [f32; 2],
}

impl Row {
    fn cut(&self, side: usize) -> Cut {
        let out = if side == 0 { self.left } else { -self.left } * self.half[side];
        Cut { share: self.share, middle: self.place, out, pull: self.muscle[side] }
    }
}

impl Worm {
    fn row(&self, share: f32) -> Row {
        let point = self.spine.at(share);
        let count = self.spine.segments() as f32;
        let ends = smooth(share / 0.07) * smooth((1.0 - share) / 0.10);
        let muscle = between(&self.muscles, share * count - 1.0).map(|a| a.clamp(0.0, 1.0) * ends);
        let half = self.width / 2.0 * profile(share) * point.thick;
        Row {
            share,
            place: point.place,
            left: point.left,
            half: muscle.map(|a| half * (1.0 + 0.16 * a)),
            muscle,
            skin: between(&self.skin, share * count - 0.5).map(|g| g.clamp(0.0, 1.0)),
        }
    }

    /// Places of the cuts: even along the body, closer at both ends.
    fn rows(&self, scale: f32) -> Vec<Row> {
        let segment = self.width.max(0.1) * scale;
        let each = ((segment / 5.0) as usize).clamp(2, 8);
        let even = (self.spine.segments() * each).clamp(24, 900);
        let mut shares: Vec<f32> = (0..=even).map(|i| i as f32 / even as f32).collect();
        for end in [0.0012, 0.004, 0.009, 0.016, 0.026, 0.037] {
            shares.push(end);
            shares.push(1.0 - end);
        }
        shares.sort_unstable_by(f32::total_cmp);
        shares.dedup_by(|a, b| (*a - *b).abs() < 5e-4);
        shares.into_iter().map(|share| self.row(share)).collect()
    }

    /// A place in the body.
    #[must_use]
    pub fn inside(&self, along: f32, across: f32) -> Vec2 {
        let row = self.row(along);
        row.place + row.left * across * row.half[usize::from(across < 0.0)]
    }

    /// Left from head to tail, then right back to the head; the tips are one point each. And where
    /// each point belongs: cut and side.
    fn outline(rows: &[Row], view: &View) -> (Vec<Pos2>, Vec<(usize, usize)>) {
        let edge = |row: &Row, side: usize| {
            let across = if side == 0 { row.half[0] } else { -row.half[1] };
            view.to_screen(row.place + row.left * across)
        };
        let last = rows.len() - 1;
        let mut outline: Vec<Pos2> = rows.iter().map(|row| edge(row, 0)).collect();
        let mut at: Vec<(usize, usize)> = (0..=last).map(|i| (i, 0)).collect();
        for i in (1..last).rev() {
            outline.push(edge(&rows[i], 1));
            at.push((i, 1));
        }
        (outline, at)
    }

    /// A body that is not there: its outline and a breath of colour.
    #[must_use]
    pub fn ghost(&self, view: &View, palette: &Palette) -> Vec<Shape> {
        let rows = self.rows(view.scale);
        let (outline, _) = Self::outline(&rows, view);
        let mut mesh = Mesh::default();
        fill(&mut mesh, &outline, fade(palette.text, 0.16));
        fringe(&mut mesh, &outline, |_| 2.5, |_| fade(palette.text, 0.5));
        let mut shapes = vec![Shape::mesh(mesh)];
        shapes.extend(self.face(view, palette));
        shapes
    }

    /// The body as shapes, the lowest first.
    #[must_use]
    pub fn shapes(&self, view: &View, palette: &Palette) -> Vec<Shape> {
        let rows = self.rows(view.scale);
        let (outline, at) = Self::outline(&rows, view);
        let pixels = self.width * view.scale;
        let mut shapes = vec![self.shadow(&outline, pixels, palette)];
        if let Some(shape) = skin::glow(&outline, |i| rows[at[i].0].skin[at[i].1], pixels, palette) {
            shapes.push(shape);
        }
        shapes.push(self.body(&rows, &outline, &at, view, palette));
        for side in [0, 1] {
            let cuts: Vec<Cut> = rows.iter().map(|row| row.cut(side)).collect();
            shapes.extend(muscle::band(&cuts, self.spine.segments(), view, palette));
        }
        shapes.extend(self.face(view, palette));
        shapes.extend(self.neurons(view, palette));
        shapes
    }

    fn shadow(&self, outline: &[Pos2], pixels: f32, palette: &Palette) -> Shape {
        let offset = vec2(0.10, 0.16) * pixels;
        let moved: Vec<Pos2> = outline.iter().map(|p| *p + offset).collect();
        let mut mesh = Mesh::default();
        let soft = (0.28 * pixels).max(2.0);
        fill(&mut mesh, &moved, palette.shadow);
        fringe(&mut mesh, &moved, |_| soft, |_| palette.shadow);
        Shape::mesh(mesh)
    }

    fn body(
        &self,
        rows: &[Row],
        outline: &[Pos2],
        at: &[(usize, usize)],
        view: &View,
        palette: &Palette,
    ) -> Shape {
        let mut mesh = Mesh::default();
        let columns = ACROSS.len() as u32;
        let count = self.spine.segments() as f32;
        for row in rows {
            let lateral = view.direction(row.left).normalized();
            // Rings of the skin, faint.
            let ring = 1.0 - 0.07 * (0.5 + 0.5 * (row.share * count * std::f32::consts::TAU).cos()).powi(4);
            for u in ACROSS {
                let side = usize::from(u < 0.0);
                let pos = view.to_screen(row.place + row.left * u * row.half[side]);
                vertex(&mut mesh, pos, skin::color(row.skin, u, lateral, ring, palette));
            }
        }
        for i in 0..rows.len() as u32 - 1 {
            for j in 0..columns - 1 {
                let (a, b) = (i * columns + j, (i + 1) * columns + j);
                mesh.add_triangle(a, a + 1, b + 1);
                mesh.add_triangle(a, b + 1, b);
            }
        }
        let rim = |i: usize| {
            let (row, side) = at[i];
            mix(palette.worm_rim, palette.skin, rows[row].skin[side])
        };
        fringe(&mut mesh, outline, |_| 1.3, rim);
        Shape::mesh(mesh)
    }

    /// Mouth and two eye spots, so that one can tell the head.
    fn face(&self, view: &View, palette: &Palette) -> Vec<Shape> {
        let pixels = self.width * view.scale;
        if pixels < 7.0 {
            return Vec::new();
        }
        let eyes = (0.34 * self.width / self.spine.length()).clamp(0.012, 0.2);
        let mark = fade(palette.worm_mark, 0.85);
        let eye = (0.055 * pixels).clamp(1.0, 9.0);
        let mut shapes: Vec<Shape> = [0.46, -0.46]
            .into_iter()
            .map(|v| Shape::circle_filled(view.to_screen(self.inside(eyes, v)), eye, mark))
            .collect();
        let mouth: Vec<Pos2> =
            [0.34, 0.0, -0.34].into_iter().map(|v| view.to_screen(self.inside(0.0052, v))).collect();
        shapes.push(Shape::line(mouth, Stroke::new((0.045 * pixels).clamp(1.0, 4.0), fade(mark, 0.7))));
        shapes
    }

    fn neurons(&self, view: &View, palette: &Palette) -> Vec<Shape> {
        let pixels = self.width * view.scale;
        let crowd = (self.spine.segments() as f32 * 6.0 / self.neurons.len().max(1) as f32).sqrt().min(1.0);
        let radius = (0.095 * pixels * crowd).clamp(1.2, 12.0);
        let specks = self.neurons.len() > SPECKS;
        let mut shapes = Vec::with_capacity(if specks { 4 } else { 2 * self.neurons.len() });
        let mut mesh = Mesh::default();
        for neuron in &self.neurons {
            let place = view.to_screen(self.inside(neuron.along, neuron.across));
            if !view.rect.expand(20.0).contains(place) {
                continue;
            }
            if specks && !neuron.selected {
                let color = filling(palette, neuron.fill, neuron.flash);
                let size = 2.0 * radius * (1.0 + 0.6 * neuron.flash);
                mesh.add_colored_rect(Rect::from_center_size(place, vec2(size, size)), color);
            } else {
                shapes.extend(neuron.shapes(place, radius, palette));
            }
        }
        // Below the one that is selected.
        shapes.splice(0..0, specks.then(|| Shape::mesh(mesh)));
        shapes
    }
}

/// Fills an outline, as a strip between its two sides.
fn fill(mesh: &mut Mesh, outline: &[Pos2], color: Color32) {
    let base = mesh.vertices.len() as u32;
    for p in outline {
        vertex(mesh, *p, color);
    }
    let count = outline.len() as u32;
    for i in 0..count / 2 {
        let (a, b) = (i, i + 1);
        let (c, d) = ((count - i) % count, count - i - 1);
        mesh.add_triangle(base + a, base + b, base + c);
        mesh.add_triangle(base + b, base + c, base + d);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::window::paint::theme::Mode;
    use bevy_egui::egui::{Rect, pos2};

    fn worm(bend: f32, spacing: f32) -> Worm {
        let mut segments = Vec::new();
        let (mut place, mut angle) = (Vec2::ZERO, 0.3f32);
        for _ in 0..16 {
            segments.push((place, angle));
            place -= Vec2::from_angle(angle) * spacing;
            angle += bend;
        }
        let neuron =
            Inner { along: 0.5, across: 0.4, color: Color32::RED, fill: 0.5, flash: 1.0, selected: true };
        Worm {
            spine: Spine::new(&segments, 1.0).unwrap(),
            width: 1.0,
            muscles: vec![[0.8, 0.1]; 15],
            skin: vec![[0.0, 0.9]; 16],
            neurons: vec![neuron],
        }
    }

    fn view() -> View {
        let rect = Rect::from_min_max(pos2(0.0, 0.0), pos2(800.0, 600.0));
        View { centre: Vec2::ZERO, scale: 40.0, rect }
    }

    #[test]
    fn the_mesh_is_finite_and_every_triangle_stands_on_its_vertices() {
        for (bend, spacing) in [(0.0, 1.0), (0.5, 0.7), (-1.2, 1.3), (0.3, 0.0)] {
            for shape in worm(bend, spacing).shapes(&view(), Mode::Dark.palette()) {
                if let Shape::Mesh(mesh) = shape {
                    assert!(mesh.is_valid());
                    assert!(mesh.vertices.iter().all(|v| v.pos.x.is_finite() && v.pos.y.is_finite()));
                }
            }
        }
    }

    #[test]
    fn the_body_is_closed_at_head_and_tail() {
        let rows = worm(0.2, 1.0).rows(40.0);
        for row in [&rows[0], &rows[rows.len() - 1]] {
            assert!(row.half.iter().all(|h| h.abs() < 1e-4), "{:?}", row.half);
        }
        assert!(rows[1..rows.len() - 1].iter().all(|row| row.half.iter().all(|h| *h > 0.0)));
    }

    #[test]
    fn a_shortened_body_is_thicker_and_an_active_muscle_swells() {
        let (long, short) = (worm(0.0, 1.0), worm(0.0, 0.75));
        let row = long.row(0.5);
        assert!(short.row(0.5).half[0] > 1.2 * row.half[0]);
        assert!(row.half[0] > row.half[1]);
    }

    #[test]
    fn left_is_left_seen_from_tail_to_head() {
        let segments: Vec<_> = (0..8).map(|i| (Vec2::new(-(i as f32), 0.0), 0.0)).collect();
        let mut w = worm(0.0, 1.0);
        w.spine = Spine::new(&segments, 1.0).unwrap();
        assert!(w.inside(0.5, 0.8).y > 0.0, "heading +x, left is +y");
    }
}
