//! The path of every creature on the ground, seen from above.

use super::color::{FAINT, GROUND, INK, PAPER, Rgb, SOFT, STONE, TIME, chosen, scale};
use super::figure::{Align, Figure, Frame};
use super::recording::{Path, Recording};
use super::time::{label, nice, number, round};
use crate::arena::Obstacle;
use crate::body::WALL_RADIUS;
use bevy::math::{Vec2, ops};
use std::f32::consts::TAU;

/// Pieces of a path that have a colour of their own.
const PIECES: usize = 200;
/// How much larger than the paths the arena may be to be shown as a whole.
const WHOLE_ARENA: f32 = 4.0;
/// Body lengths that the panel shows at least.
const LEAST_VIEW: f32 = 1.5;

/// From the ground to the page: one scale for both axes, y upwards.
struct View {
    frame: Frame,
    middle: Vec2,
    scale: f32,
}

impl View {
    fn new(frame: Frame, recording: &Recording, obstacles: &[Obstacle]) -> Self {
        let paths = &recording.paths;
        let seen = paths.iter().flat_map(|p| p.centers.iter().chain(p.outlines.iter().flat_map(|o| &o.1)));
        let bounds = |points: &mut dyn Iterator<Item = Vec2>| {
            points.filter(|p| p.is_finite()).fold(None, |bounds: Option<(Vec2, Vec2)>, p| {
                Some(bounds.map_or((p, p), |(min, max)| (min.min(p), max.max(p))))
            })
        };
        let (mut min, mut max) = bounds(&mut seen.copied()).unwrap_or((Vec2::ZERO, Vec2::ONE));
        let corners = bounds(&mut obstacles.iter().flat_map(shape));
        if let Some((low, high)) = corners {
            let (all_min, all_max) = (min.min(low), max.max(high));
            if (all_max - all_min).max_element() <= WHOLE_ARENA * (max - min).max_element() {
                (min, max) = (all_min, all_max);
            }
        }
        let room = frame.size() * 0.9;
        // A body that stays where it is does not fill the panel.
        let least = paths.first().map_or(1e-3, |path| path.length * LEAST_VIEW);
        let size = (max - min).max(Vec2::splat(least));
        Self { frame, middle: (min + max) / 2.0, scale: (room / size).min_element() }
    }

    fn place(&self, point: Vec2) -> Vec2 {
        let from_middle = (point - self.middle) * self.scale;
        self.frame.center() + Vec2::new(from_middle.x, -from_middle.y)
    }
}

/// Draws the panel.
pub fn draw(frame: Frame, recording: &Recording, obstacles: &[Obstacle], figure: &mut Figure) {
    figure.rect(frame, GROUND);
    let view = View::new(frame, recording, obstacles);
    for obstacle in obstacles {
        let outline = shape(obstacle).into_iter().map(|p| view.place(p)).collect();
        let seen = clip(outline, frame);
        if seen.len() > 2 {
            figure.polygon(seen, STONE);
        }
    }
    for (index, path) in recording.paths.iter().enumerate().skip(1).rev() {
        draw_other(path, chosen(index), &view, figure);
    }
    if let Some(path) = recording.paths.first() {
        draw_first(path, &view, figure);
    }
    draw_scale_bar(frame, recording, &view, figure);
    super::time::border(frame, figure);
}

/// Another creature: its path in one colour, its body at the end.
fn draw_other(path: &Path, color: Rgb, view: &View, figure: &mut Figure) {
    let points: Vec<Vec2> = path.centers.iter().map(|p| view.place(*p)).collect();
    if let Some((_, outline)) = path.outlines.last() {
        figure.polygon(outline.iter().map(|p| view.place(*p)).collect(), color.at(0.35));
    }
    ends(&points, color, figure);
    figure.line(points, color, 2.0);
}

/// The creature that is shown in full: the colour goes with time, and so do its bodies.
fn draw_first(path: &Path, view: &View, figure: &mut Figure) {
    let points: Vec<Vec2> = path.centers.iter().map(|p| view.place(*p)).collect();
    let piece = points.len().div_ceil(PIECES).max(1);
    let mut from = 0;
    while from + 1 < points.len() {
        let to = (from + piece).min(points.len() - 1);
        let over = (from + to) as f32 / 2.0 / (points.len() - 1) as f32;
        figure.line(&points[from..=to], scale(&TIME, over), 2.5);
        from = to;
    }
    for (over, outline) in &path.outlines {
        let mut points: Vec<Vec2> = outline.iter().map(|p| view.place(*p)).collect();
        let color = scale(&TIME, *over);
        figure.polygon(points.clone(), color.at(0.45));
        points.push(points[0]);
        figure.line(points, color.toward(INK, 0.25), 1.0);
    }
    ends(&points, INK, figure);
}

/// A ring at the start, a disc at the end.
fn ends(points: &[Vec2], color: Rgb, figure: &mut Figure) {
    let (Some(start), Some(end)) = (points.first(), points.last()) else { return };
    figure.circle(*end, 6.0, color, true);
    figure.circle(*start, 6.0, PAPER, true);
    figure.circle(*start, 6.0, color, false);
}

/// A bar of a round number of body lengths, in the corner.
fn draw_scale_bar(frame: Frame, recording: &Recording, view: &View, figure: &mut Figure) {
    let Some(path) = recording.paths.first() else { return };
    let body = path.length * view.scale;
    let lengths = nice(frame.size().x / 5.0 / body);
    let wide = lengths * body;
    let right = frame.max + Vec2::new(-14.0, -14.0);
    figure.line([right - Vec2::new(wide, 0.0), right], INK, 3.0);
    let word = if lengths > 1.0 { "body lengths" } else { "body length" };
    figure.text(
        right + Vec2::new(0.0, -15.0),
        format!("{} {word}", number(lengths, lengths)),
        16.0,
        INK,
        Align::Right,
    );
}

/// What the marks of the panel mean, in the line below it.
pub fn draw_key(at: Vec2, width: f32, axis: &super::time::TimeAxis, figure: &mut Figure) {
    figure.circle(at + Vec2::new(7.0, 0.0), 6.0, INK, false);
    figure.text(at + Vec2::new(20.0, 0.0), "start", 17.0, SOFT, Align::Left);
    figure.circle(at + Vec2::new(81.0, 0.0), 6.0, INK, true);
    figure.text(at + Vec2::new(94.0, 0.0), "end", 17.0, SOFT, Align::Left);
    let last = format!("{} s", label(axis.to, round((axis.to - axis.from) / 10.0)));
    let room = super::lettering::width(&last, 17.0, super::lettering::Font::Sans) + 10.0;
    let (left, right) = (at.x + 190.0, at.x + width - room);
    let first = format!("{} s", label(axis.from, 1.0));
    figure.text(Vec2::new(left - 10.0, at.y), first, 17.0, SOFT, Align::Right);
    figure.text(Vec2::new(right + 10.0, at.y), last, 17.0, SOFT, Align::Left);
    let mut bar = super::figure::Image::filling(Frame::new(left, at.y - 5.0, right - left, 10.0), FAINT);
    bar.shade(|x, _| scale(&TIME, x));
    figure.image(bar);
}

/// An obstacle's outline on the ground.
fn shape(obstacle: &Obstacle) -> Vec<Vec2> {
    match *obstacle {
        Obstacle::Circle { at, radius } => {
            let point = |k: usize| {
                let angle = k as f32 / 48.0 * TAU;
                Vec2::from(at) + radius * Vec2::new(ops::cos(angle), ops::sin(angle))
            };
            (0..48).map(point).collect()
        }
        Obstacle::Wall { from, to } => {
            let (from, to) = (Vec2::from(from), Vec2::from(to));
            let along = (to - from).normalize_or(Vec2::X) * WALL_RADIUS;
            let across = along.perp();
            let (from, to) = (from - along, to + along);
            vec![from + across, to + across, to - across, from - across]
        }
    }
}

/// The part of a convex polygon that lies in a frame (Sutherland and Hodgman 1974).
fn clip(mut points: Vec<Vec2>, frame: Frame) -> Vec<Vec2> {
    let inside: [&dyn Fn(Vec2) -> f32; 4] =
        [&|p| p.x - frame.min.x, &|p| frame.max.x - p.x, &|p| p.y - frame.min.y, &|p| frame.max.y - p.y];
    for depth in inside {
        let mut kept = Vec::with_capacity(points.len() + 1);
        for (index, &here) in points.iter().enumerate() {
            let before = points[(index + points.len() - 1) % points.len()];
            let (a, b) = (depth(before), depth(here));
            if (a < 0.0) != (b < 0.0) {
                kept.push(before + (here - before) * (a / (a - b)));
            }
            if b >= 0.0 {
                kept.push(here);
            }
        }
        points = kept;
    }
    points
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_lies_outside_is_cut_away() {
        let frame = Frame::new(0.0, 0.0, 10.0, 10.0);
        let wall =
            vec![Vec2::new(-5.0, 4.0), Vec2::new(50.0, 4.0), Vec2::new(50.0, 6.0), Vec2::new(-5.0, 6.0)];
        let cut = clip(wall, frame);
        assert_eq!(cut.len(), 4);
        assert!(cut.iter().all(|p| (0.0..=10.0).contains(&p.x) && (4.0..=6.0).contains(&p.y)), "{cut:?}");
        let far = [20.0, 21.0, 22.0].map(|x| Vec2::new(x, x)).to_vec();
        assert!(clip(far, frame).is_empty());
    }
}
