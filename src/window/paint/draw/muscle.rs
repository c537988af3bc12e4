//! The muscles of a worm as bands along its sides: the harder one pulls, the wider and darker it is, with stripes
//! across it, so that it is seen without its colour.

use super::vertex;
use crate::window::paint::theme::{Palette, fade, mix};
use crate::window::paint::view::View;
use bevy::math::Vec2;
use bevy_egui::egui::{Color32, Mesh, Shape, Stroke};

/// One cut through a side of the body.
#[derive(Clone, Copy, Debug)]
pub(super) struct Cut {
    /// Share of the body's length.
    pub share: f32,
    /// The middle of the body.
    pub middle: Vec2,
    /// From there to the skin.
    pub out: Vec2,
    /// How hard the muscle pulls \[0 to 1\].
    pub pull: f32,
}

/// Where the middle of a band lies, of the way from the middle of the body to its skin.
const MIDDLE: f32 = 0.6;
/// Half the width of a band that rests, and of one that pulls as hard as it can, of that way.
const WIDE: [f32; 2] = [0.03, 0.33];
/// Stripes that a segment has.
const STRIPES: f32 = 3.0;
/// Length of a segment from which on its stripes can be told \[points\].
const SEEN: f32 = 9.0;

impl Cut {
    /// What is seen of the pull: a weak one is seen too.
    fn shown(&self) -> f32 {
        self.pull.clamp(0.0, 1.0).sqrt()
    }

    fn half(&self) -> f32 {
        WIDE[0] + (WIDE[1] - WIDE[0]) * self.shown()
    }

    fn at(&self, across: f32) -> Vec2 {
        self.middle + self.out * across
    }

    /// The cut between two.
    fn between(a: &Self, b: &Self, share: f32) -> Self {
        let t = ((share - a.share) / (b.share - a.share).max(1e-6)).clamp(0.0, 1.0);
        Self {
            share,
            middle: a.middle.lerp(b.middle, t),
            out: a.out.lerp(b.out, t),
            pull: a.pull + (b.pull - a.pull) * t,
        }
    }
}

/// The band of one side, from head to tail, of a body of so many segments.
pub(super) fn band(cuts: &[Cut], segments: usize, view: &View, palette: &Palette) -> Vec<Shape> {
    let mut mesh = Mesh::default();
    for cut in cuts {
        let (half, shown) = (cut.half(), cut.shown());
        let color =
            fade(mix(palette.muscle_rest, palette.muscle_full, 0.35 + 0.65 * shown), 0.2 + 0.75 * shown);
        for (across, color) in [
            (MIDDLE - half, Color32::TRANSPARENT),
            (MIDDLE - 0.82 * half, color),
            (MIDDLE + 0.82 * half, color),
            (MIDDLE + half, Color32::TRANSPARENT),
        ] {
            vertex(&mut mesh, view.to_screen(cut.at(across)), color);
        }
    }
    for i in 1..cuts.len() as u32 {
        let (a, b) = (4 * (i - 1), 4 * i);
        for k in 0..3 {
            mesh.add_triangle(a + k, a + k + 1, b + k + 1);
            mesh.add_triangle(a + k, b + k + 1, b + k);
        }
    }
    let mut shapes = vec![Shape::mesh(mesh)];
    let ends = cuts.first().zip(cuts.last());
    let length = ends.map_or(0.0, |(a, b)| a.middle.distance(b.middle)) * view.scale / segments.max(1) as f32;
    if length >= SEEN {
        stripes(&mut shapes, cuts, segments, length, view, palette);
    }
    shapes
}

fn stripes(
    shapes: &mut Vec<Shape>,
    cuts: &[Cut],
    segments: usize,
    length: f32,
    view: &View,
    palette: &Palette,
) {
    let all = segments as f32 * STRIPES;
    let width = (0.09 * length).clamp(0.8, 3.0);
    for pair in cuts.windows(2) {
        let (from, to) = ((pair[0].share * all).ceil() as i32, (pair[1].share * all).ceil() as i32);
        for stripe in from..to {
            let cut = Cut::between(&pair[0], &pair[1], stripe as f32 / all);
            let shown = cut.shown();
            if shown > 0.25 {
                let reach = 0.8 * cut.half();
                let line = [MIDDLE - reach, MIDDLE + reach].map(|across| view.to_screen(cut.at(across)));
                let color = fade(palette.worm_mark, 0.75 * shown);
                shapes.push(Shape::line_segment(line, Stroke::new(width, color)));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::window::paint::theme::{Look, contrast};
    use bevy_egui::egui::{Rect, pos2};

    fn drawn(pull: f32, scale: f32, palette: &Palette) -> Vec<Shape> {
        let cuts: Vec<Cut> = (0..=64)
            .map(|i| Cut {
                share: i as f32 / 64.0,
                middle: Vec2::new(i as f32 / 4.0, 0.0),
                out: Vec2::new(0.0, 0.5),
                pull,
            })
            .collect();
        let rect = Rect::from_min_max(pos2(0.0, 0.0), pos2(800.0, 200.0));
        band(&cuts, 16, &View { rect, ..View::new(scale) }, palette)
    }

    fn wide(shapes: &[Shape]) -> f32 {
        let Shape::Mesh(mesh) = &shapes[0] else { panic!("a mesh") };
        mesh.vertices[0].pos.distance(mesh.vertices[3].pos)
    }

    #[test]
    fn a_muscle_that_pulls_is_told_by_more_than_its_colour() {
        for palette in Look::ALL.map(Look::palette) {
            let [rest, weak, full] = [0.0, 0.2, 1.0].map(|pull| drawn(pull, 24.0, palette));
            assert!(wide(&weak) > 3.0 * wide(&rest), "a weak pull is {} wide", wide(&weak));
            assert!(wide(&full) > 1.5 * wide(&weak) && wide(&full) < 0.5 * 24.0);
            // Stripes where it pulls, none at rest, and none where they would be a smear.
            assert_eq!((rest.len(), full.len()), (1, 1 + 16 * 3));
            assert_eq!(drawn(1.0, 4.0, palette).len(), 1);
            // Without any colour at all it stands out from the body, and its stripes from it.
            let body = mix(palette.worm_shade, palette.worm_light, 0.75);
            assert!(contrast(palette.muscle_full, body) >= 2.0, "{}", contrast(palette.muscle_full, body));
        }
    }
}
