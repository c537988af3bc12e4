//! What a sheet is made of.

use super::bands::Bands;
use super::sampler::Samples;
use super::sheet::{Axis, Unknown};
use crate::sim::TICKS_PER_SECOND;
use crate::window::paint::theme::Palette;
use crate::window::state::Graph;
use bevy::ecs::prelude::*;

/// What a tab makes its sheet of.
pub struct Source<'a> {
    pub(super) world: &'a World,
    pub(super) graph: &'a Graph,
    pub(super) samples: &'a Samples,
    pub(super) palette: &'static Palette,
    /// What copies of the scene did.
    pub(super) bands: Option<&'a Bands>,
    /// Indices of the selected neuron and of the pinned ones.
    pub(super) chosen: Vec<usize>,
    pub(super) selected: Option<usize>,
    /// First and last moment shown \[seconds\].
    pub(super) range: (f64, f64),
    /// The tick from which on everything was looked at.
    pub(super) since: u64,
}

impl Source<'_> {
    pub(super) fn axis(&self) -> Axis {
        Axis { name: "time", unit: "s", from: self.range.0, to: self.range.1 }
    }

    /// A neuron's name; with that of its creature where there are several.
    pub(super) fn name(&self, index: usize) -> String {
        self.graph.labels[index].to_string()
    }

    /// The stretch of the time shown that was not looked at, before the first tick that was; `None`: nothing was.
    pub(super) fn unknown(&self, first: Option<u64>) -> Option<Unknown> {
        unknown(self.samples, first, self.axis())
    }

    /// Touches in the time shown \[seconds\].
    pub(super) fn bands(&self) -> Vec<(f64, f64)> {
        let second = f64::from(TICKS_PER_SECOND);
        let spans =
            self.samples.touches.iter().map(|(a, b)| ((*a as f64 - 1.0) / second, *b as f64 / second));
        spans.filter(|(from, to)| *to >= self.range.0 && *from <= self.range.1).collect()
    }
}

/// The stretch of an axis of time that was not looked at, before the first tick that was.
pub(super) fn unknown(samples: &Samples, first: Option<u64>, axis: Axis) -> Option<Unknown> {
    let second = f64::from(TICKS_PER_SECOND);
    let (from, to, words) = samples.before.stretch(first, (axis.to * second).round() as u64)?;
    let (from, to) = ((from as f64 / second).max(axis.from), (to as f64 / second).min(axis.to));
    (from < to).then_some(Unknown { from, to, words })
}
