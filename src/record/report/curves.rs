//! The picture of responses: one curve for each protocol, touch by touch.

use super::color::{FAINT, GROUND, INK, SOFT, chosen};
use super::figure::{Align, Figure, Frame, Heading, MARGIN, fit};
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

/// Left and right end of the curves, and their lower one.
const LEFT: f32 = 140.0;
const RIGHT: f32 = 1540.0;
const BOTTOM: f32 = 1090.0;
/// The first row of the key, the height of a row, the most rows there are, and the most room for a name.
const KEY: (f32, f32, usize, f32) = (158.0, 34.0, 8, 420.0);
/// A pause of so many usual intervals breaks a curve.
const BREAK: f32 = 3.0;

/// Draws the curves.
pub fn draw(heading: &Heading, curves: &[Curve]) -> Figure {
    let mut figure = Figure::headed(&heading.title, &heading.line);
    let most = curves.iter().map(|c| c.responses.len()).max().unwrap_or(0);
    if most == 0 {
        figure.nothing("nobody was touched");
        return figure;
    }
    let top = key(curves, &mut figure) + 74.0;
    let frame = Frame { min: Vec2::new(LEFT, top), max: Vec2::new(RIGHT, BOTTOM) };
    let longest = curves.iter().flat_map(|c| &c.responses).map(|r| r.length).fold(0.05, f32::max);
    // Half a place at each end, and one more for the break before what comes after a pause.
    let places = most as f32 + 1.0;
    let x = |place: f32| frame.min.x + place / places * frame.size().x;
    let y = |length: f32| frame.max.y - length / (longest * 1.08) * frame.size().y;
    axes(frame, most, longest, &x, &y, &mut figure);
    let points: Vec<Vec<Vec2>> = curves
        .iter()
        .map(|c| {
            c.responses.iter().enumerate().map(|(i, r)| Vec2::new(x(i as f32 + 1.0), y(r.length))).collect()
        })
        .collect();
    for (index, (curve, points)) in curves.iter().zip(&points).enumerate() {
        draw_curve(index, curve, points, &mut figure);
    }
    name_pauses(frame, curves, &points, &mut figure);
    figure
}

fn axes(
    frame: Frame,
    most: usize,
    longest: f32,
    x: &impl Fn(f32) -> f32,
    y: &impl Fn(f32) -> f32,
    figure: &mut Figure,
) {
    figure.rect(frame, GROUND);
    let step = nice(longest / 6.0);
    let mut k = 0.0;
    while k * step <= longest * 1.08 {
        let level = y(k * step);
        figure.line([Vec2::new(frame.min.x, level), Vec2::new(frame.max.x, level)], FAINT, 0.75);
        figure.text(Vec2::new(frame.min.x - 14.0, level), number(k * step, step), 19.0, SOFT, Align::Right);
        k += 1.0;
    }
    let every = nice(most as f32 / 12.0).max(1.0) as usize;
    for touch in (1..=most).filter(|t| t % every == 0 || *t == 1) {
        let at = x(touch as f32);
        figure.line([Vec2::new(at, frame.max.y), Vec2::new(at, frame.max.y + 7.0)], SOFT, 1.0);
        figure.text(Vec2::new(at, frame.max.y + 24.0), touch.to_string(), 19.0, SOFT, Align::Center);
    }
    let title = "Length of the reversal, body lengths";
    figure.text(Vec2::new(MARGIN, frame.min.y - 28.0), title, 21.0, INK, Align::Left);
    figure.text(Vec2::new(frame.max.x, frame.max.y + 58.0), "touch", 21.0, INK, Align::Right);
}

/// The usual time between touches: the median.
fn usual(responses: &[Response]) -> f32 {
    let mut gaps: Vec<f32> = responses.windows(2).map(|pair| (pair[1].at - pair[0].at) as f32).collect();
    gaps.sort_by(f32::total_cmp);
    gaps.get(gaps.len() / 2).copied().unwrap_or(f32::INFINITY)
}

/// Whether a touch comes after a pause.
fn pause(responses: &[Response], touch: usize, usual: f32) -> Option<f32> {
    let pause = (responses.get(touch)?.at - responses.get(touch.checked_sub(1)?)?.at) as f32;
    (pause >= BREAK * usual).then_some(pause)
}

fn draw_curve(index: usize, curve: &Curve, points: &[Vec2], figure: &mut Figure) {
    let color = chosen(index);
    let usual = usual(&curve.responses);
    for (i, pair) in points.windows(2).enumerate() {
        if pause(&curve.responses, i + 1, usual).is_none() {
            figure.line(pair.to_vec(), color, 3.0);
            continue;
        }
        for part in 1..10 {
            figure.circle(pair[0].lerp(pair[1], part as f32 / 10.0), 1.6, color, true);
        }
    }
    for point in points {
        mark(index, *point, figure);
    }
}

/// Says how long the pauses were, each at its point but where nothing else is; what several curves have at one touch
/// is said once.
fn name_pauses(frame: Frame, curves: &[Curve], points: &[Vec<Vec2>], figure: &mut Figure) {
    const SIZE: f32 = 17.0;
    let mut wanted: Vec<(usize, String, Vec2)> = Vec::new();
    for (curve, points) in curves.iter().zip(points) {
        let usual = usual(&curve.responses);
        for (touch, point) in points.iter().enumerate() {
            let Some(pause) = pause(&curve.responses, touch, usual) else { continue };
            let words = format!("after {} s", number(pause.round(), 1.0));
            match wanted.iter_mut().find(|(at, said, _)| (*at, said) == (touch, &words)) {
                // Above the uppermost of them.
                Some((_, _, at)) => at.y = at.y.min(point.y),
                None => wanted.push((touch, words, *point)),
            }
        }
    }
    let mut taken: Vec<Frame> =
        points.iter().flatten().map(|point| around(*point, Vec2::splat(8.0))).collect();
    for pair in points.iter().flat_map(|points| points.windows(2)) {
        let steps = (pair[0].distance(pair[1]) / 5.0).ceil().max(1.0);
        let along = (0..=steps as usize).map(|k| pair[0].lerp(pair[1], k as f32 / steps));
        taken.extend(along.map(|at| around(at, Vec2::splat(2.0))));
    }
    for (_, words, point) in wanted {
        let half = Vec2::new(lettering::width(&words, SIZE, Font::Sans) / 2.0 + 3.0, SIZE / 2.0);
        let x = point.x.min(frame.max.x - half.x - 4.0).max(frame.min.x + half.x + 4.0);
        let away = (1..40).flat_map(|step| [-1.0, 1.0].map(|way| way * (13.0 + 7.0 * step as f32)));
        let place = away.map(|away| around(Vec2::new(x, point.y + away), half)).find(|place| {
            let inside = place.min.y >= frame.min.y && place.max.y <= frame.max.y;
            inside && taken.iter().all(|other| !overlap(place, other))
        });
        if let Some(place) = place {
            figure.text(place.center(), words, SIZE, SOFT.toward(INK, 0.5), Align::Center);
            taken.push(place);
        }
    }
}

fn around(at: Vec2, half: Vec2) -> Frame {
    Frame { min: at - half, max: at + half }
}

fn overlap(a: &Frame, b: &Frame) -> bool {
    a.min.x < b.max.x && b.min.x < a.max.x && a.min.y < b.max.y && b.min.y < a.max.y
}

/// Shapes differ too, for those who do not see the colours.
fn mark(index: usize, at: Vec2, figure: &mut Figure) {
    let color = chosen(index);
    let corner = |x: f32, y: f32| at + 7.0 * Vec2::new(x, y);
    // Where colours come round, the shapes are others.
    match (index + index / 8) % 4 {
        0 => figure.circle(at, 6.0, color, true),
        1 => figure.rect(Frame { min: corner(-0.8, -0.8), max: corner(0.8, 0.8) }, color),
        2 => figure.polygon(vec![corner(0.0, -1.1), corner(1.0, 0.8), corner(-1.0, 0.8)], color),
        _ => figure
            .polygon(vec![corner(0.0, -1.2), corner(1.2, 0.0), corner(0.0, 1.2), corner(-1.2, 0.0)], color),
    }
}

/// What the curves are called, in rows above them, where no point can be. Returns how low it reaches.
fn key(curves: &[Curve], figure: &mut Figure) -> f32 {
    let (first, row, rows, room) = KEY;
    let start = MARGIN + 8.0;
    let (mut x, mut y) = (start, first);
    for (index, curve) in curves.iter().enumerate() {
        let name = fit(&curve.name, room, 21.0);
        let wide = 22.0 + lettering::width(&name, 21.0, Font::Sans);
        if x > start && x + wide > RIGHT {
            (x, y) = (start, y + row);
        }
        if y > first + row * (rows - 1) as f32 - 1.0 && curves.len() - index > 1 && x + wide + 200.0 > RIGHT {
            let more = format!("and {} more", curves.len() - index);
            figure.text(Vec2::new(x, y), more, 21.0, SOFT, Align::Left);
            break;
        }
        mark(index, Vec2::new(x, y), figure);
        figure.text(Vec2::new(x + 22.0, y), name, 21.0, INK, Align::Left);
        x += wide + 46.0;
    }
    y
}

#[cfg(test)]
mod tests {
    use super::super::figure::Mark;
    use super::*;

    fn taps(lengths: &[f32], pause: f32) -> Curve {
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
        let whole = draw(&Heading::default(), &[taps(&lengths, 0.0)]);
        let broken = draw(&Heading::default(), &[taps(&lengths, 600.0)]);
        assert!(words(&broken).contains(&"after 610 s"), "{:?}", words(&broken));
        assert!(!words(&whole).iter().any(|w| w.starts_with("after")));
        let thick =
            |f: &Figure| f.marks.iter().filter(|m| matches!(m, Mark::Line(_, _, w) if *w == 3.0)).count();
        assert_eq!((thick(&whole), thick(&broken)), (4, 3));
    }

    /// What words and marks cover, words with half a unit of air.
    fn boxes(figure: &Figure) -> (Vec<(Frame, String)>, Vec<Frame>) {
        let (mut words, mut marks) = (Vec::new(), Vec::new());
        for each in &figure.marks {
            match each {
                Mark::Text(text) => {
                    let wide = lettering::width(&text.text, text.size, text.font);
                    let left = match text.align {
                        Align::Left => 0.0,
                        Align::Center => wide / 2.0,
                        Align::Right => wide,
                    };
                    let min = text.at - Vec2::new(left, text.size * 0.45);
                    words.push((
                        Frame { min, max: min + Vec2::new(wide, text.size * 0.9) },
                        text.text.clone(),
                    ));
                }
                Mark::Circle(at, radius, ..) => marks.push(around(*at, Vec2::splat(*radius))),
                Mark::Polygon(points, _) => {
                    let min = points.iter().copied().reduce(Vec2::min).unwrap();
                    marks.push(Frame { min, max: points.iter().copied().reduce(Vec2::max).unwrap() });
                }
                Mark::Rect(frame, _) if frame.size().x < 20.0 => marks.push(*frame),
                _ => {}
            }
        }
        (words, marks)
    }

    #[test]
    fn no_words_lie_on_points_or_on_other_words() {
        // Curves that end high and low, together and apart, few and many, with and without a pause.
        for count in [1, 3, 7, 12, 40] {
            for touches in [2, 5, 31, 90] {
                for pause in [0.0, 600.0] {
                    let curve = |k: usize| {
                        let length = |i: usize| {
                            if i + 1 == touches {
                                1.1 - 0.01 * k as f32
                            } else {
                                1.2 / (1.0 + (i * k) as f32 * 0.1)
                            }
                        };
                        let lengths: Vec<f32> = (0..touches).map(length).collect();
                        Curve { name: format!("Tap, every {} s", 10 * (k + 1)), ..taps(&lengths, pause) }
                    };
                    let figure = draw(&Heading::default(), &(0..count).map(curve).collect::<Vec<_>>());
                    let (words, marks) = boxes(&figure);
                    let case = format!("{count} curves of {touches} touches, pause {pause}");
                    for (index, (frame, text)) in words.iter().enumerate() {
                        assert!(
                            !marks.iter().any(|mark| overlap(frame, mark)),
                            "{case}: `{text}` lies on a point"
                        );
                        let other = words[..index].iter().find(|(other, _)| overlap(frame, other));
                        assert!(other.is_none(), "{case}: `{text}` lies on {other:?}");
                        assert!(
                            frame.min.x >= 0.0 && frame.max.x <= 1600.0,
                            "{case}: `{text}` leaves the page"
                        );
                    }
                }
            }
        }
    }

    #[test]
    fn without_touches_it_says_so() {
        let figure = draw(&Heading::default(), &[Curve::default()]);
        assert!(words(&figure).iter().any(|w| w.contains("nobody was touched")));
    }
}
