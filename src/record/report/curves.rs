//! The picture of responses: one curve for each protocol, touch by touch.

use super::color::{FAINT, GROUND, INK, SOFT, chosen};
use super::figure::{Align, Figure, Frame, SIZE};
use super::lettering::{self, Font};
use super::time::{nice, number};
use crate::record::Response;
use bevy::math::Vec2;

/// A curve.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Curve {
    /// What it is called.
    pub name: String,
    /// The answers, touch by touch.
    pub responses: Vec<Response>,
}

/// What stands over the picture.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct CurvesCaption {
    /// The scene's name.
    pub title: String,
    /// A line below it.
    pub line: String,
}

const FRAME: Frame = Frame::new(140.0, 190.0, 1400.0, 820.0);
/// A pause of so many usual intervals breaks a curve.
const BREAK: f32 = 3.0;

/// Draws the curves.
pub fn draw(caption: &CurvesCaption, curves: &[Curve]) -> Figure {
    let mut figure = Figure::default();
    let left = 56.0;
    let room = SIZE.0 as f32 - 2.0 * left;
    figure.fitted(Vec2::new(left - 2.0, 62.0), &caption.title, room, 44.0, INK, Align::Left);
    figure.fitted(Vec2::new(left, 108.0), &caption.line, room, 21.0, SOFT, Align::Left);
    let most = curves.iter().map(|c| c.responses.len()).max().unwrap_or(0);
    if most == 0 {
        let middle = Vec2::new(SIZE.0 as f32, SIZE.1 as f32) / 2.0;
        figure.text(middle, "Nothing to show: nobody was touched.", 28.0, SOFT, Align::Center);
        return figure;
    }
    let longest = curves.iter().flat_map(|c| &c.responses).map(|r| r.length).fold(0.05, f32::max);
    // Half a place at each end, and one more for the break before what comes after a pause.
    let places = most as f32 + 1.0;
    let x = |place: f32| FRAME.min.x + place / places * FRAME.size().x;
    let y = |length: f32| FRAME.max.y - length / (longest * 1.08) * FRAME.size().y;
    axes(most, longest, &x, &y, &mut figure);
    for (index, curve) in curves.iter().enumerate() {
        draw_curve(index, curve, &x, &y, &mut figure);
    }
    key(curves, &mut figure);
    figure
}

fn axes(most: usize, longest: f32, x: &impl Fn(f32) -> f32, y: &impl Fn(f32) -> f32, figure: &mut Figure) {
    figure.rect(FRAME, GROUND);
    let step = nice(longest / 6.0);
    let mut k = 0.0;
    while k * step <= longest * 1.08 {
        let level = y(k * step);
        figure.line([Vec2::new(FRAME.min.x, level), Vec2::new(FRAME.max.x, level)], FAINT, 0.75);
        figure.text(Vec2::new(FRAME.min.x - 14.0, level), number(k * step, step), 19.0, SOFT, Align::Right);
        k += 1.0;
    }
    let every = nice(most as f32 / 12.0).max(1.0) as usize;
    for touch in (1..=most).filter(|t| t % every == 0 || *t == 1) {
        let at = x(touch as f32);
        figure.line([Vec2::new(at, FRAME.max.y), Vec2::new(at, FRAME.max.y + 7.0)], SOFT, 1.0);
        figure.text(Vec2::new(at, FRAME.max.y + 24.0), touch.to_string(), 19.0, SOFT, Align::Center);
    }
    let title = "Length of the reversal, body lengths";
    figure.text(Vec2::new(FRAME.min.x - 84.0, FRAME.min.y - 28.0), title, 21.0, INK, Align::Left);
    figure.text(Vec2::new(FRAME.max.x, FRAME.max.y + 58.0), "touch", 21.0, INK, Align::Right);
}

/// The usual time between touches: the median.
fn usual(responses: &[Response]) -> f32 {
    let mut gaps: Vec<f32> = responses.windows(2).map(|pair| (pair[1].at - pair[0].at) as f32).collect();
    gaps.sort_by(f32::total_cmp);
    gaps.get(gaps.len() / 2).copied().unwrap_or(f32::INFINITY)
}

fn draw_curve(
    index: usize,
    curve: &Curve,
    x: &impl Fn(f32) -> f32,
    y: &impl Fn(f32) -> f32,
    figure: &mut Figure,
) {
    let color = chosen(index);
    let usual = usual(&curve.responses);
    let points: Vec<Vec2> =
        curve.responses.iter().enumerate().map(|(i, r)| Vec2::new(x(i as f32 + 1.0), y(r.length))).collect();
    for (i, pair) in points.windows(2).enumerate() {
        let pause = (curve.responses[i + 1].at - curve.responses[i].at) as f32;
        if pause < BREAK * usual {
            figure.line(pair.to_vec(), color, 3.0);
            continue;
        }
        // A pause: dots, and how long it was.
        for part in 1..10 {
            figure.circle(pair[0].lerp(pair[1], part as f32 / 10.0), 1.6, color, true);
        }
        let words = format!("after {} s", number(pause.round(), 1.0));
        let at = pair[1] + Vec2::new(0.0, -20.0);
        figure.text(at, words, 17.0, color.toward(INK, 0.3), Align::Center);
    }
    for point in points {
        mark(index, point, figure);
    }
}

/// Shapes differ too, for those who do not see the colours.
fn mark(index: usize, at: Vec2, figure: &mut Figure) {
    let color = chosen(index);
    let corner = |x: f32, y: f32| at + 7.0 * Vec2::new(x, y);
    match index % 4 {
        0 => figure.circle(at, 6.0, color, true),
        1 => figure.rect(Frame { min: corner(-0.8, -0.8), max: corner(0.8, 0.8) }, color),
        2 => figure.polygon(vec![corner(0.0, -1.1), corner(1.0, 0.8), corner(-1.0, 0.8)], color),
        _ => figure
            .polygon(vec![corner(0.0, -1.2), corner(1.2, 0.0), corner(0.0, 1.2), corner(-1.2, 0.0)], color),
    }
}

fn key(curves: &[Curve], figure: &mut Figure) {
    let mut y = FRAME.min.y + 34.0;
    for (index, curve) in curves.iter().enumerate() {
        let wide = lettering::width(&curve.name, 21.0, Font::Sans);
        let left = FRAME.max.x - 30.0 - wide;
        mark(index, Vec2::new(left - 22.0, y), figure);
        figure.text(Vec2::new(left, y), &curve.name, 21.0, INK, Align::Left);
        y += 34.0;
    }
}

#[cfg(test)]
mod tests {
    use super::super::figure::Mark;
    use super::*;

    fn curve(lengths: &[f32], pause: f32) -> Curve {
        let last = lengths.len() - 1;
        let at = |i: usize| if i == last { 10.0 * i as f32 + pause } else { 10.0 * i as f32 };
        let responses = lengths
            .iter()
            .enumerate()
            .map(|(i, length)| Response { at: at(i).into(), length: *length, ..Default::default() })
            .collect();
        Curve { name: "Tap".into(), responses }
    }

    fn words(figure: &Figure) -> Vec<&str> {
        figure
            .marks
            .iter()
            .filter_map(|m| if let Mark::Text(text) = m { Some(text.text.as_str()) } else { None })
            .collect()
    }

    #[test]
    fn a_pause_breaks_the_curve() {
        let lengths = [0.6, 0.4, 0.3, 0.3, 0.5];
        let whole = draw(&CurvesCaption::default(), &[curve(&lengths, 0.0)]);
        let broken = draw(&CurvesCaption::default(), &[curve(&lengths, 600.0)]);
        assert!(words(&broken).contains(&"after 610 s"), "{:?}", words(&broken));
        assert!(!words(&whole).iter().any(|w| w.starts_with("after")));
        let thick =
            |f: &Figure| f.marks.iter().filter(|m| matches!(m, Mark::Line(_, _, w) if *w == 3.0)).count();
        assert_eq!((thick(&whole), thick(&broken)), (4, 3));
    }

    #[test]
    fn without_touches_it_says_so() {
        let figure = draw(&CurvesCaption::default(), &[Curve::default()]);
        assert!(words(&figure).iter().any(|w| w.contains("nobody was touched")));
    }
}
