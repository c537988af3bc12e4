//! Sketches of the templates: what each begins with, at a glance.

use crate::window::paint::theme::{Palette, class_color};
use bevy_egui::egui::{Color32, Painter, Pos2, Rect, Shape, Stroke, Vec2, vec2};

/// Draws the sketch of a template, by its place in their list.
pub fn draw(painter: &Painter, rect: Rect, place: usize, palette: &Palette) {
    let painter = painter.with_clip_rect(rect);
    let middle = rect.center();
    let at = |x: f32, y: f32| middle + vec2(x, y);
    match place {
        0 => {
            let rim = Stroke::new(1.2, palette.weak);
            painter.extend(Shape::dashed_line(&circle(middle, 11.0), rim, 4.0, 3.0));
            painter.hline(middle.x - 4.0..=middle.x + 4.0, middle.y, rim);
            painter.vline(middle.x, middle.y - 4.0..=middle.y + 4.0, rim);
        }
        1 => worm(&painter, middle, 0.0, palette),
        2 => {
            worm(&painter, at(0.0, 18.0), 0.0, palette);
            let [touch, flinch] = [at(-30.0, -16.0), at(26.0, -16.0)];
            arrow(&painter, at(-44.0, 10.0), touch, palette.skin);
            arrow(&painter, touch, flinch, palette.excite);
            arrow(&painter, flinch, at(44.0, 10.0), palette.excite);
            neuron(&painter, touch, class_color("#e8c547", 0), palette);
            neuron(&painter, flinch, class_color("#4fb3bf", 0), palette);
        }
        _ => {
            worm(&painter, at(0.0, 20.0), 7.0, palette);
            let ring = [at(-52.0, -34.0), at(-38.0, -20.0), at(-52.0, -6.0), at(-66.0, -20.0)];
            for (one, other) in ring.iter().zip(ring.iter().cycle().skip(1)) {
                arrow(&painter, *one, *other, palette.excite);
            }
            let chain: Vec<Pos2> = (0..5).map(|i| at(-10.0 + 18.0 * i as f32, -20.0)).collect();
            arrow(&painter, ring[1], chain[0], palette.excite);
            for pair in chain.windows(2) {
                arrow(&painter, pair[0], pair[1], palette.excite);
            }
            ring.iter().for_each(|at| neuron(&painter, *at, class_color("#4fb3bf", 0), palette));
            chain.iter().for_each(|at| neuron(&painter, *at, class_color("#d1495b", 0), palette));
        }
    }
}

fn circle(middle: Pos2, radius: f32) -> Vec<Pos2> {
    let turn = std::f32::consts::TAU / 32.0;
    (0..=32).map(|i| middle + Vec2::angled(i as f32 * turn) * radius).collect()
}

fn neuron(painter: &Painter, at: Pos2, color: Color32, palette: &Palette) {
    painter.circle(at, 5.0, palette.well, Stroke::new(1.8, color));
}

/// From one disc to another.
fn arrow(painter: &Painter, from: Pos2, to: Pos2, color: Color32) {
    let way = (to - from).normalized();
    let (from, to) = (from + way * 6.0, to - way * 7.0);
    painter.line_segment([from, to], Stroke::new(1.3, color));
    let side = way.rot90() * 2.6;
    let back = to - way * 4.0;
    painter.add(Shape::convex_polygon(vec![to + way, back + side, back - side], color, Stroke::NONE));
}

/// A worm from the side, bent by so much \[points\].
fn worm(painter: &Painter, middle: Pos2, bend: f32, palette: &Palette) {
    let spine: Vec<Pos2> = (0..=40)
        .map(|i| i as f32 / 40.0)
        .map(|t| middle + vec2(132.0 * (t - 0.5), bend * (t * 9.0).sin()))
        .collect();
    for (width, color) in [(13.0, palette.worm_rim), (11.0, palette.worm_light)] {
        painter.add(Shape::line(spine.clone(), Stroke::new(width, color)));
        for end in [spine[0], spine[40]] {
            painter.circle_filled(end, width / 2.0, color);
        }
    }
}
