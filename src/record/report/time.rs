//! The axis that all panels of time share, and what the script did along it.

use super::color::{FAINT, SOFT, TOUCH};
use super::figure::{Align, Figure, Frame};
use super::words;
use crate::scene::document::Scene;
use crate::sim::seconds;
use crate::stimulus::Timing;
use bevy::math::Vec2;

/// Time across the page.
#[derive(Clone, Copy, Debug)]
pub struct TimeAxis {
    /// Left end on the page.
    pub left: f32,
    /// Right end on the page.
    pub right: f32,
    /// Seconds at the left end: of a long run more than 32 bits can count.
    pub from: f64,
    /// Seconds at the right end.
    pub to: f64,
}

impl TimeAxis {
    /// Place of a moment on the page.
    pub fn x(&self, seconds: f64) -> f32 {
        let share = (seconds - self.from) / (self.to - self.from).max(1e-6);
        self.left + share as f32 * (self.right - self.left)
    }

    /// Where columns of so many ticks of a run of so many begin on the page, and parts of them.
    pub fn by_columns(&self, ticks: u64, per_column: u64) -> impl Fn(f32) -> f32 {
        let column = (self.right - self.left) * (per_column as f64 / ticks.max(1) as f64) as f32;
        let (left, right) = (self.left, self.right);
        move |columns| (left + columns * column).min(right)
    }

    /// The moments that have a mark, and their step.
    fn marks(&self) -> (impl Iterator<Item = f64>, f64) {
        let step = round((self.to - self.from) / 7.0);
        let (first, last) = ((self.from / step).ceil(), (self.to / step + 1e-3).floor());
        ((first as i64..=last as i64).map(move |k| k as f64 * step), step)
    }

    /// The line, its marks and numbers, below the panels.
    pub fn draw(&self, y: f32, figure: &mut Figure) {
        figure.line([Vec2::new(self.left, y), Vec2::new(self.right, y)], SOFT, 1.0);
        let (marks, step) = self.marks();
        for seconds in marks {
            let x = self.x(seconds).min(self.right);
            figure.line([Vec2::new(x, y), Vec2::new(x, y + 6.0)], SOFT, 1.0);
            figure.text(Vec2::new(x, y + 20.0), label(seconds, step), 18.0, SOFT, Align::Center);
        }
        figure.text(Vec2::new(self.right, y + 44.0), "time, s", 18.0, SOFT, Align::Right);
    }
}

/// A round number near `about`: 1, 2 or 5 and zeros.
pub fn nice(about: f32) -> f32 {
    round(about.into()) as f32
}

/// The same with more digits.
pub fn round(about: f64) -> f64 {
    if !(about.is_finite() && about > 0.0) {
        return 1.0;
    }
    // A power by itself: tenth by tenth it would gather what each one is off.
    let mut power = 0;
    while ten_to(power) > about {
        power -= 1;
    }
    while ten_to(power + 1) <= about {
        power += 1;
    }
    let ten = ten_to(power);
    let lead = about / ten;
    let round = if lead < 1.5 {
        1.0
    } else if lead < 3.5 {
        2.0
    } else if lead < 7.5 {
        5.0
    } else {
        10.0
    };
    // 0.2 and not 0.2000...1.
    if power < 0 { round / ten_to(-power) } else { round * ten }
}

/// A power of ten, as near as it can be told.
fn ten_to(power: i32) -> f64 {
    let ten = (0..power.unsigned_abs()).fold(1.0, |ten, _| ten * 10.0);
    if power < 0 { 1.0 / ten } else { ten }
}

/// A number with as many decimals as its step needs.
pub fn number(value: f32, step: f32) -> String {
    label(value.into(), step.into())
}

/// The same of a number with more digits.
pub fn label(value: f64, step: f64) -> String {
    let mut decimals = 0;
    let mut unit = step;
    while decimals < 6 && (unit - unit.round()).abs() > 1e-4 * unit {
        unit *= 10.0;
        decimals += 1;
    }
    let text = format!("{value:.decimals$}");
    // The proper minus; and there is no negative zero on an axis.
    if text.trim_start_matches(['-', '0', '.']).is_empty() {
        text.trim_start_matches('-').to_owned()
    } else {
        text.replace('-', "−")
    }
}

/// A span of the run in which the script did something.
#[derive(Clone, Debug, PartialEq)]
pub struct Band {
    /// First and last moment \[seconds\].
    pub span: (f64, f64),
    /// What was done; empty for a repeat.
    pub label: String,
    /// Whether it stands for repeats that are too close to be told apart, or for what lasts all the time.
    pub close: bool,
}

/// Most repeats of one stimulus that are told apart.
const MAX_REPEATS: u64 = 260;
/// Bands up to which each has its borders, and is drawn across the title too.
const FEW: usize = 12;

/// What the script of a scene does between two ticks, in order of time.
pub fn bands(scene: &Scene, start: u64, ticks: u64) -> Vec<Band> {
    let end = start + ticks;
    let mut bands: Vec<Band> = Vec::new();
    for stimulus in &scene.stimuli {
        let timing = stimulus.timing();
        let label = words::stimulus(stimulus, scene);
        if let Some(band) = close(&timing, start, end) {
            let band = Band { label, ..band };
            if !bands.contains(&band) {
                bands.push(band);
            }
            continue;
        }
        let mut first = true;
        for repeat in timing.repeats_after(start).take(MAX_REPEATS as usize + 2) {
            let (begins, ends) = timing.span(repeat);
            if begins >= end {
                break;
            }
            let span = (seconds(begins.max(start)), seconds(ends.min(end)));
            let label = if first { label.clone() } else { String::new() };
            first = false;
            // Creatures that are touched alike at the same moment are one touch.
            if !bands.iter().any(|b| b.span == span && (b.label == label || label.is_empty())) {
                bands.push(Band { span, label, close: begins <= start && ends >= end });
            }
        }
    }
    bands.sort_by(|a, b| a.span.0.total_cmp(&b.span.0).then_with(|| a.label.cmp(&b.label)));
    bands
}

/// One band from the first to the last repeat within the run, where there are more than can be told apart.
fn close(timing: &Timing, start: u64, end: u64) -> Option<Band> {
    if timing.every == 0 || timing.every.saturating_mul(MAX_REPEATS) >= end - start {
        return None;
    }
    let first = timing.repeats_after(start).next()?;
    let last = match timing.times {
        0 => u64::MAX,
        times => times - 1,
    };
    let last = last.min(end.saturating_sub(timing.first) / timing.every);
    // A few repeats are told one by one, however close they are.
    if last < first.saturating_add(2) {
        return None;
    }
    let span = (seconds(timing.span(first).0.max(start)), seconds(timing.span(last).1.min(end)));
    Some(Band { span, label: String::new(), close: true })
}

/// Draws the bands across a frame of all panels, which has so much room for the title of the first one, their labels
/// above it. What would run into another label is left out.
pub fn draw_bands(bands: &[Band], axis: &TimeAxis, across: Frame, above: f32, figure: &mut Figure) {
    let few = bands.len() <= FEW;
    let mut painted_to = f32::NEG_INFINITY;
    for band in bands {
        let (left, right) = (axis.x(band.span.0), axis.x(band.span.1).min(axis.right));
        if band.close {
            // A veil over everything would tell nothing: a bar at the axis does.
            figure.rect(Frame::new(left, across.max.y - 6.0, (right - left).max(2.0), 5.0), TOUCH.at(0.6));
            continue;
        }
        let right = right.max(left + 2.0);
        // Repeats closer than the eye can part are drawn once.
        if right - painted_to < 2.0 {
            continue;
        }
        painted_to = right;
        // Many go round the titles, so that these can be read.
        let top = if few { across.min.y } else { across.min.y + above };
        let frame = Frame::new(left, top, right - left, across.max.y - top);
        figure.rect(frame, TOUCH.at(0.13));
        for x in [left, right].into_iter().filter(|_| few) {
            figure.line([Vec2::new(x, across.min.y), Vec2::new(x, across.max.y)], TOUCH.at(0.45), 0.5);
        }
    }
    // Two lines of labels: the upper one takes what the lower one has no room for.
    let mut taken = [f32::NEG_INFINITY; 2];
    for band in bands.iter().filter(|band| !band.label.is_empty()) {
        let middle = (axis.x(band.span.0) + axis.x(band.span.1)) / 2.0;
        let wide = super::lettering::width(&band.label, 17.0, super::lettering::Font::Sans);
        let left = (middle - wide / 2.0).clamp(axis.left, (axis.right - wide).max(axis.left));
        let Some(line) = taken.iter().position(|taken| left >= *taken) else { continue };
        taken[line] = left + wide + 12.0;
        let at = Vec2::new(left, across.min.y - 11.0 - line as f32 * 19.0);
        figure.text(at, &band.label, 17.0, TOUCH.toward(super::color::INK, 0.35), Align::Left);
    }
}

/// The title of a panel and what it means, above its frame.
pub fn title(frame: Frame, name: &str, meaning: &str, figure: &mut Figure) {
    let at = Vec2::new(frame.min.x, frame.min.y - 15.0);
    figure.text(at, name, 21.0, super::color::INK, Align::Left);
    let after = super::lettering::width(name, 21.0, super::lettering::Font::Sans) + 18.0;
    let room = frame.size().x - after;
    figure.fitted(at + Vec2::new(after, 1.0), meaning, room, 17.0, SOFT, Align::Left);
}

/// A thin rule round a frame.
pub fn border(frame: Frame, figure: &mut Figure) {
    let (a, b) = (frame.min, frame.max);
    figure.line([a, Vec2::new(b.x, a.y), b, Vec2::new(a.x, b.y), a], FAINT, 0.5);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn round_numbers() {
        for (about, expected) in [(1.0e-3, 1.0e-3), (0.03, 0.02), (0.3, 0.2), (0.05, 0.05), (2.4e7, 2.0e7)] {
            assert_eq!(round(about), expected, "{about}: to the bit");
        }
        for (about, round) in [(0.7, 0.5), (1.2, 1.0), (4.3, 5.0), (17.0, 20.0), (90.0, 100.0), (0.0, 1.0)] {
            assert!((nice(about) - round).abs() < 1e-3 * round, "{about}");
        }
        assert_eq!(nice(f32::NAN), 1.0);
        assert_eq!(number(-0.0, 0.5), "0.0");
        assert_eq!(number(-1.5, 0.5), "−1.5");
        assert_eq!(number(20.0, 5.0), "20");
    }

    #[test]
    fn the_marks_of_an_axis_are_few_and_exact_however_late_it_is() {
        let texts = |from, to| {
            let axis = TimeAxis { left: 0.0, right: 700.0, from, to };
            let mut figure = Figure::default();
            axis.draw(0.0, &mut figure);
            let texts = figure.marks.into_iter().filter_map(|mark| match mark {
                super::super::figure::Mark::Text(text) => Some((text.at.x.round(), text.text)),
                _ => None,
            });
            texts.collect::<Vec<_>>()
        };
        let mark = |x: f32, text: &str| (x, text.to_owned());
        let late = texts(1.0e8, 1.0e8 + 0.35);
        assert_eq!(late[..2], [mark(0.0, "100000000.00"), mark(100.0, "100000000.05")]);
        assert_eq!(late.len(), 9);
        assert_eq!(texts(0.0, 30.0)[..3], [mark(0.0, "0"), mark(117.0, "5"), mark(233.0, "10")]);
        assert_eq!(texts(0.0, 0.0).len(), 2);
        for (from, to) in [(0.0, 1.0e8), (12345.67, 12345.68), (99_999_990.0, 1.0e8), (f64::NAN, 1.0)] {
            assert!(texts(from, to).len() <= 12, "{from} to {to}");
        }
    }

    #[test]
    fn the_script_as_bands() {
        let text = "(format: 1, creatures: [(name: \"W\", body: (segments: 16), neurons: [(name: \"A\")])], stimuli: [
            Touch(creature: \"W\", segments: (0, 1), at: 2.0),
            Inject(creature: \"W\", neuron: \"A\", at: 1.0, amount: (1.0, 0.0), every: 1.0, times: 3),
            Touch(creature: \"W\", segments: (3, 4), side: Left, at: 90.0)])";
        let scene = crate::scene::parse(text, "test").unwrap();
        let bands = bands(&scene, 0, 500);
        let spans: Vec<(f64, f64)> = bands.iter().map(|b| b.span).collect();
        assert_eq!(spans, [(1.0, 1.01), (2.0, 2.01), (2.0, 2.5), (3.0, 3.01)]);
        let labels: Vec<&str> = bands.iter().map(|b| b.label.as_str()).filter(|l| !l.is_empty()).collect();
        assert_eq!(labels, ["A, every 1 s", "head"]);
        assert_eq!(super::bands(&scene, 9000, 100)[0].label, "segments 3–4, left");
    }

    #[test]
    fn what_lasts_is_a_band_and_what_lasts_all_the_time_no_veil() {
        let text =
            "(format: 1, creatures: [(name: \"W\", neurons: [(name: \"A\"), (name: \"B\")])], stimuli: [
            Inject(creature: \"W\", neuron: \"A\", at: 1.0, amount: (0.5, 0.0), seconds: 2.0),
            Inject(creature: \"W\", neuron: \"B\", at: 1.5, amount: (1.5, -2.0), seconds: 1.0),
            Noise(creature: \"W\", neuron: \"B\", amount: 0.5, at: 0.0, seconds: 1.0e8)])";
        let scene = crate::scene::parse(text, "test").unwrap();
        let bands: Vec<_> = bands(&scene, 0, 500).into_iter().map(|b| (b.span, b.label, b.close)).collect();
        assert_eq!(
            bands,
            [
                ((0.0, 5.0), "B noise 0.5".to_owned(), true),
                ((1.0, 3.0), "A, 0.5 a tick".to_owned(), false),
                ((1.5, 2.5), "B, 1.5 and -2 a tick".to_owned(), false),
            ]
        );
    }

    #[test]
    fn an_endless_script_has_an_end() {
        let text = "(format: 1, creatures: [(name: \"W\", neurons: [(name: \"A\")])], stimuli: [
            Inject(creature: \"W\", neuron: \"A\", at: 0.0, amount: (1.0, 0.0), every: 0.01)])";
        let scene = crate::scene::parse(text, "test").unwrap();
        let all = bands(&scene, 0, u64::MAX / 2);
        assert_eq!(all.len(), 1, "too close to be told apart: one band");
        assert!(all[0].close && all[0].span.0 == 0.0 && all[0].span.1 > 1e15, "{all:?}");
        assert_eq!(bands(&scene, 1_000_000, 10).len(), 10);
    }

    #[test]
    fn every_repeat_is_told_to_the_end_of_a_long_run() {
        let text = |times: u32| {
            format!(
                "(format: 1, creatures: [(name: \"W\", body: (), neurons: [(name: \"A\")])], stimuli: [
            Touch(creature: \"W\", segments: (0, 1), at: 10.0, seconds: 0.5, every: 10.0, times: {times})])"
            )
        };
        let scene = |times| crate::scene::parse(&text(times), "test").unwrap();
        let some = bands(&scene(0), 0, 200_000);
        assert_eq!((some.len(), some.last().unwrap().span), (199, (1990.0, 1990.5)));
        // Of more there is one band, as long as they go on.
        let many = bands(&scene(500), 0, 1_000_000);
        assert_eq!(many.iter().map(|b| (b.span, b.close)).collect::<Vec<_>>(), [((10.0, 5000.5), true)]);
        assert_eq!(bands(&scene(2), 0, 1_000_000).len(), 2, "a few are told one by one");
        assert_eq!(bands(&scene(0), 500_000, 200_000).last().unwrap().span.0, 6990.0);
    }
}
