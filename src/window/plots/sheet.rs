//! A plot as plain data: what every tab makes, [`super::chart`] paints and [`super::export`]
//! writes to a file.

use crate::edit::NeuronKey;
use crate::window::paint::theme::mix;
use bevy_egui::egui::Color32;
use std::sync::Arc;

/// A plot: lanes one below the other over a common axis.
#[derive(Clone, Debug, Default)]
pub struct Sheet {
    /// What it is called.
    pub title: String,
    /// What it means, in a line.
    pub about: String,
    /// The axis along the bottom; none below bars.
    pub x: Option<Axis>,
    /// The lanes.
    pub lanes: Vec<Lane>,
    /// Spans in which something was touched, in the unit of the axis.
    pub bands: Vec<(f64, f64)>,
    /// Two places on the axis that are compared.
    pub cursors: [Option<f64>; 2],
    /// What the colours mean.
    pub key: Vec<(String, Color32)>,
}

/// The axis along the bottom.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Axis {
    /// What it counts.
    pub name: &'static str,
    /// In which unit.
    pub unit: &'static str,
    /// Value at the left end.
    pub from: f64,
    /// Value at the right end.
    pub to: f64,
}

impl Axis {
    /// How much of it there is; never nothing.
    #[must_use]
    pub fn length(self) -> f64 {
        (self.to - self.from).max(1e-9)
    }
}

/// One lane.
#[derive(Clone, Debug)]
pub struct Lane {
    /// What stands left of it.
    pub name: String,
    /// Colour of the name.
    pub color: Color32,
    /// Unit of its values.
    pub unit: &'static str,
    /// A neuron that can be let go by a button at the lane.
    pub pinned: Option<NeuronKey>,
    /// Share of the height, relative to the other lanes.
    pub weight: f32,
    /// A stretch of the axis of which nothing is known yet, or never will be.
    pub unknown: Option<Unknown>,
    /// What is drawn.
    pub content: Content,
}

impl Lane {
    /// One of which all is known, and that stays: `weight` is its share of the height.
    #[must_use]
    pub fn new(name: &str, color: Color32, unit: &'static str, weight: f32, content: Content) -> Self {
        Self { name: name.to_owned(), color, unit, pinned: None, weight, unknown: None, content }
    }
}

/// A stretch of the axis of which nothing is known.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Unknown {
    /// Value at its left end.
    pub from: f64,
    /// Value at its right end.
    pub to: f64,
    /// What becomes of it.
    pub words: &'static str,
}

/// What is drawn in a lane.
#[derive(Clone, Debug)]
pub enum Content {
    /// Curves over the axis.
    Curves(Curves),
    /// Rows of colour over the axis.
    Heat(Heat),
    /// A row of marks for each neuron.
    Rows(Vec<Row>),
    /// Upright bars with names.
    Bars(Vec<Bar>),
}

/// Curves with a common scale.
#[derive(Clone, Debug, Default)]
pub struct Curves {
    /// The curves, first to last drawn.
    pub curves: Vec<Curve>,
    /// A dashed line across, with its name.
    pub level: Option<(&'static str, f64)>,
    /// Moments marked by upright lines.
    pub marks: Vec<f64>,
    /// Whether the names of the curves stand beside them.
    pub legend: bool,
    /// What lies behind them: quartiles.
    pub bands: Vec<Band>,
    /// A single point that stands out, with its name.
    pub spot: Option<(&'static str, [f64; 2])>,
}

impl Curves {
    /// What the legend has, with colours: the curves, then what lies behind them.
    pub fn names(&self) -> impl Iterator<Item = (&str, Color32)> {
        let curves = self.curves.iter().map(|curve| (curve.name.as_str(), curve.color));
        let bands = self.bands.iter().map(|band| (band.name.as_str(), band.color));
        curves.chain(bands).filter(|_| self.legend)
    }

    /// Whether there is no point in any of them.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.curves.iter().all(|curve| curve.points.is_empty())
    }

    /// The range of values: zero and all that is there, except that bars of single ticks may run
    /// out of the lane, so that they do not press the lines flat.
    #[must_use]
    pub fn range(&self) -> (f64, f64) {
        let around = |stems: bool, start: (f64, f64)| {
            let curves = self.curves.iter().filter(|curve| (curve.look == Look::Stems) == stems);
            let values = curves.flat_map(|curve| &curve.points).map(|point| point[1]);
            values.filter(|v| v.is_finite()).fold(start, |(low, high), v| (low.min(v), high.max(v)))
        };
        let single = self.level.iter().map(|level| level.1).chain(self.spot.iter().map(|spot| spot.1[1]));
        let quartiles =
            self.bands.iter().flat_map(|band| &band.points).flat_map(|point| [point[1], point[3]]);
        let single =
            single.chain(quartiles).fold((0.0_f64, 0.0_f64), |(low, high), v| (low.min(v), high.max(v)));
        let (mut low, mut high) = around(false, single);
        let (deep, tall) = around(true, (low, high));
        let most = if self.curves.iter().any(|curve| curve.look != Look::Stems) {
            BEYOND * (high - low)
        } else {
            f64::INFINITY
        };
        (low, high) = (deep.max(low - most), tall.min(high + most));
        let span = (high - low).max(1e-3);
        (if low < 0.0 { low - 0.06 * span } else { low }, high + 0.06 * span)
    }
}

/// Bars may stretch a lane by so many times the range of its lines, either way.
const BEYOND: f64 = 1.0;

/// A band between the lower and the upper quartile, with the median.
#[derive(Clone, Debug)]
pub struct Band {
    /// Of what.
    pub name: String,
    /// Its colour.
    pub color: Color32,
    /// Place on the axis, lower quartile, median, upper quartile.
    pub points: Vec<[f64; 4]>,
}

/// How a curve is drawn.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Look {
    /// A line of a width \[points\].
    Line(f32),
    /// Bars from zero.
    Stems,
}

/// A curve.
#[derive(Clone, Debug)]
pub struct Curve {
    /// Its name.
    pub name: String,
    /// Its colour.
    pub color: Color32,
    /// How it is drawn.
    pub look: Look,
    /// Its points, from left to right.
    pub points: Vec<[f64; 2]>,
}

impl Curve {
    /// Its value at the point nearest to a place on the axis.
    #[must_use]
    pub fn near(&self, x: f64) -> Option<[f64; 2]> {
        let after = self.points.partition_point(|point| point[0] < x);
        let candidates = [after.checked_sub(1), Some(after)].into_iter().flatten();
        let points = candidates.filter_map(|index| self.points.get(index)).copied();
        points.min_by(|a, b| (a[0] - x).abs().total_cmp(&(b[0] - x).abs()))
    }
}

/// Rows of colour.
#[derive(Clone, Debug, Default)]
pub struct Heat {
    /// Names of the rows, from above.
    pub rows: Vec<String>,
    /// Where the samples lie on the axis.
    pub xs: Vec<f64>,
    /// Sample by sample, the rows from above.
    pub values: Vec<f32>,
    /// Colour of nothing and of `most`.
    pub colors: [Color32; 2],
    /// Colour of `most` below zero, where values lie on both sides of it.
    pub below: Option<Color32>,
    /// What the upper half of the rows is, and the lower.
    pub ends: [&'static str; 2],
    /// How much of the axis a sample stands for.
    pub wide: f64,
    /// The value that has the full colour.
    pub most: f32,
}

impl Heat {
    /// The colour of a share of `most`.
    #[must_use]
    pub fn shade(&self, share: f32) -> Color32 {
        let full = self.below.filter(|_| share < 0.0).unwrap_or(self.colors[1]);
        mix(self.colors[0], full, share.abs())
    }

    /// The sample nearest to a place on the axis.
    #[must_use]
    pub fn near(&self, x: f64) -> Option<usize> {
        let after = self.xs.partition_point(|at| *at < x);
        let candidates = [after.checked_sub(1), Some(after)].into_iter().flatten();
        candidates
            .filter(|index| *index < self.xs.len())
            .min_by(|a, b| (self.xs[*a] - x).abs().total_cmp(&(self.xs[*b] - x).abs()))
    }
}

/// The marks of one neuron.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    /// Its name.
    pub name: Arc<str>,
    /// Its class.
    pub class: Arc<str>,
    /// What is written at its rows where there is no room for every name; rows of one group stand
    /// together.
    pub group: Arc<str>,
    /// Its colour.
    pub color: Color32,
    /// When it released \[seconds\].
    pub times: Vec<f64>,
}

/// One bar.
#[derive(Clone, Debug, PartialEq)]
pub struct Bar {
    /// What stands below it.
    pub name: String,
    /// Its colour.
    pub color: Color32,
    /// Its height.
    pub value: f64,
    /// What more there is to say.
    pub about: String,
}

/// Round places on an axis, about so many, and their distance.
#[must_use]
pub fn places(from: f64, to: f64, about: f64) -> (Vec<f64>, f64) {
    let span = to - from;
    if !(span.is_finite() && span > 0.0) {
        return (Vec::new(), 1.0);
    }
    let step = f64::from(crate::record::report::nice((span / about.max(1.0)) as f32));
    // Of single precision and shown with few decimals: the nearest power of ten times 1, 2 or 5.
    let exact = 10_f64.powf(step.log10().floor());
    let step = (step / exact).round() * exact;
    let first = (from / step - 1e-6).ceil() as i64;
    let last = (to / step + 1e-6).floor() as i64;
    ((first..=last.min(first + 200)).map(|k| k as f64 * step).collect(), step)
}

/// A number with as many decimals as its step needs.
#[must_use]
pub fn number(value: f64, step: f64) -> String {
    crate::record::report::number(value as f32, step as f32)
}

/// A number for reading off: three digits that matter.
#[must_use]
pub fn reading(value: f64) -> String {
    let size = value.abs();
    let decimals = if size >= 100.0 {
        1
    } else if !(5e-4..1.0).contains(&size) {
        2
    } else {
        3
    };
    let value = if size < 5e-4 { 0.0 } else { value };
    format!("{value:.decimals$}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_round_and_inside() {
        assert_eq!(places(0.0, 10.0, 5.0), (vec![0.0, 2.0, 4.0, 6.0, 8.0, 10.0], 2.0));
        let (all, step) = places(3.31, 4.02, 6.0);
        assert!((step - 0.1).abs() < 1e-12 && all.len() == 7, "{all:?}");
        assert_eq!(places(1.0, 1.0, 5.0).0, Vec::<f64>::new());
    }

    #[test]
    fn the_nearest_point_is_read() {
        let points = vec![[0.0, 5.0], [1.0, 6.0], [2.0, 7.0]];
        let curve = Curve { name: String::new(), color: Color32::RED, look: Look::Stems, points };
        assert_eq!(curve.near(-3.0), Some([0.0, 5.0]));
        assert_eq!(curve.near(1.4), Some([1.0, 6.0]));
        assert_eq!(curve.near(9.0), Some([2.0, 7.0]));
        let heat = Heat { xs: vec![0.0, 1.0], ..Heat::default() };
        assert_eq!((heat.near(0.7), Heat::default().near(0.0)), (Some(1), None));
    }

    #[test]
    fn bars_do_not_press_lines_flat() {
        let curve = |look: Look, y: f64| Curve {
            name: String::new(),
            color: Color32::RED,
            look,
            points: vec![[0.0, 0.0], [1.0, y]],
        };
        let alone = Curves { curves: vec![curve(Look::Stems, -200.0)], ..Curves::default() };
        assert!(alone.range().0 < -200.0);
        let both = Curves { curves: vec![curve(Look::Stems, -200.0), curve(Look::Line(1.0), 10.0)], ..alone };
        let (low, high) = both.range();
        assert!((-13.0..-9.0).contains(&low) && (10.0..12.0).contains(&high), "{low} {high}");
    }

    #[test]
    fn readings_have_three_digits() {
        let all = [0.0, -0.0001, 0.0234, 1.234, -55.25, 1234.5].map(reading);
        assert_eq!(all, ["0.00", "0.00", "0.023", "1.23", "-55.25", "1234.5"]);
    }
}
