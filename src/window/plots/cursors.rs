//! Two cursors: where they can be put, and what is read at them and between them.

use super::sheet::{Content, Curve, Lane, Sheet, reading};
use crate::sim::TICKS_PER_SECOND;
use bevy_egui::egui::Color32;

/// A value is read from a point that is no farther than this share of the axis.
const BESIDE: f64 = 0.02;

/// The two cursors, and the one that the arrow keys move.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Cursors {
    /// Where they are \[seconds\].
    pub at: [Option<f64>; 2],
}

impl Cursors {
    /// Puts a cursor where there is none yet, at a tick; both go when both are there. Returns which it is.
    pub fn put(&mut self, at: f64) -> Option<usize> {
        let at = Some(tick(at));
        match self.at {
            [None, _] => {
                self.at = [at, None];
                Some(0)
            }
            [_, None] => {
                self.at[1] = at;
                Some(1)
            }
            _ => {
                self.at = [None; 2];
                None
            }
        }
    }

    /// Moves a cursor to the tick nearest to a moment \[seconds\], no earlier than the beginning.
    pub fn drag(&mut self, which: usize, to: f64) {
        if let Some(at) = self.at.get_mut(which).and_then(Option::as_mut) {
            *at = tick(to);
        }
    }

    /// Moves a cursor by so many ticks.
    pub fn step(&mut self, which: usize, ticks: f64) {
        if let Some(Some(at)) = self.at.get(which).copied() {
            self.drag(which, at + ticks / f64::from(TICKS_PER_SECOND));
        }
    }
}

/// The moment of the nearest tick \[seconds\].
fn tick(at: f64) -> f64 {
    let second = f64::from(TICKS_PER_SECOND);
    (at * second).round().max(0.0) / second
}

/// What is read at the cursors of a lane: each a line in its colour, if it has one. The first lane also says where they are.
pub fn readings(lane: &Lane, sheet: &Sheet, first: bool) -> Vec<(String, Option<Color32>)> {
    let unit = sheet.x.map_or("", |axis| axis.unit);
    // A curve that is not there at a cursor has no value there.
    let apart = sheet.x.map_or(f64::INFINITY, |axis| BESIDE * axis.length());
    let value = |curve: &Curve, at: f64| curve.near(at).filter(|point| (point[0] - at).abs() <= apart);
    let mut lines = Vec::new();
    match sheet.cursors {
        [Some(a), None] if first => lines.push((format!("A {a:.2} {unit}"), None)),
        [Some(a), Some(b)] if first => {
            lines.push((format!("A {a:.2}  B {b:.2}  B \u{2212} A {:.2} {unit}", b - a), None));
        }
        [None, _] => return lines,
        _ => {}
    }
    let [Some(a), b] = sheet.cursors else { return lines };
    match &lane.content {
        Content::Curves(all) => {
            for curve in all.curves.iter().rev() {
                let text = match (value(curve, a), b.and_then(|b| value(curve, b))) {
                    (Some([_, at_a]), Some([_, at_b])) => {
                        let [a, b, apart] = [at_a, at_b, at_b - at_a].map(reading);
                        format!("{}: {a}, {b}, B \u{2212} A {apart}", curve.name)
                    }
                    (Some([_, at_a]), None) if b.is_none() => format!("{}: {}", curve.name, reading(at_a)),
                    (Some([_, at_a]), None) => format!("{}: {}, none", curve.name, reading(at_a)),
                    (None, Some([_, at_b])) => format!("{}: none, {}", curve.name, reading(at_b)),
                    (None, None) => continue,
                };
                lines.push((text, Some(curve.color)));
            }
        }
        Content::Rows(rows) => {
            let Some(b) = b else { return lines };
            let (from, to) = (a.min(b), a.max(b));
            let between = |time: &&f64| (from..=to).contains(*time);
            let count: usize = rows.iter().map(|row| row.times.iter().filter(between).count()).sum();
            let rate = count as f64 / (to - from).max(1e-9) / rows.len().max(1) as f64;
            let text = format!("{count} releases between them, {} Hz a neuron", reading(rate));
            lines.push((text, None));
        }
        Content::Heat(_) | Content::Bars(_) => {}
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::super::sheet::{Axis, Curves, Look, Row};
    use super::*;

    fn lane(content: Content) -> Lane {
        let (name, color) = ("ALM".to_owned(), Color32::RED);
        Lane { name, color, unit: "transmitter", pinned: None, weight: 1.0, unknown: None, content }
    }

    fn texts(lane: &Lane, cursors: [Option<f64>; 2]) -> Vec<String> {
        let x = Some(Axis { name: "time", unit: "s", from: 0.0, to: 9.0 });
        let sheet = Sheet { x, cursors, ..Sheet::default() };
        readings(lane, &sheet, true).into_iter().map(|line| line.0).collect()
    }

    #[test]
    fn values_and_their_difference_are_read_at_the_cursors() {
        let points = vec![[1.0, 0.25], [2.0, 7.0], [8.0, 1.0]];
        let curve = Curve { name: "potential".into(), color: Color32::RED, look: Look::Line(1.0), points };
        let lane = lane(Content::Curves(Curves { curves: vec![curve], ..Curves::default() }));
        assert!(texts(&lane, [None; 2]).is_empty());
        assert_eq!(texts(&lane, [Some(1.1), None]), ["A 1.10 s", "potential: 0.250"]);
        let both = ["A 2.10  B 1.00  B \u{2212} A -1.10 s", "potential: 7.00, 0.250, B \u{2212} A -6.75"];
        assert_eq!(texts(&lane, [Some(2.1), Some(1.0)]), both);
        // Where the curve is not, nothing is read.
        assert_eq!(texts(&lane, [Some(5.0), Some(2.0)])[1], "potential: none, 7.00");
        assert_eq!(texts(&lane, [Some(5.0), Some(5.5)]).len(), 1);
    }

    #[test]
    fn a_cursor_stands_at_a_tick_and_goes_from_tick_to_tick() {
        let mut cursors = Cursors::default();
        assert_eq!((cursors.put(1.2345), cursors.put(2.0049)), (Some(0), Some(1)));
        assert_eq!(cursors.at, [Some(1.23), Some(2.0)]);
        cursors.step(1, -1.0);
        cursors.drag(0, 7.777);
        assert_eq!(cursors.at, [Some(7.78), Some(1.99)]);
        cursors.step(1, -1000.0);
        assert_eq!(cursors.at[1], Some(0.0), "not before the beginning");
        assert_eq!(cursors.put(3.0), None);
        assert_eq!(cursors.at, [None; 2]);
        cursors.step(0, 1.0);
        assert_eq!(cursors, Cursors::default(), "there is none to move");
    }

    #[test]
    fn releases_between_the_cursors_are_counted() {
        let row = |times: &[f64]| Row {
            name: "A".into(),
            class: "".into(),
            group: "".into(),
            color: Color32::RED,
            times: times.to_vec(),
        };
        let lane = lane(Content::Rows(vec![row(&[1.0, 2.0, 3.0]), row(&[2.5])]));
        assert_eq!(texts(&lane, [Some(3.5), Some(1.5)])[1], "3 releases between them, 0.750 Hz a neuron");
    }
}
