//! Where a body goes, sample by sample, in no more room than one sample takes.

use super::Way;
use super::reversals::Reversing;
use crate::record::Sample;
use crate::sim::TICK_SECONDS;
use bevy::math::{DVec2, Vec2};

/// Ways shorter than this are those of a body that stays where it is \[body lengths\].
const LEAST_PATH: f64 = 1e-3;

/// The way of a body so far.
#[derive(Clone, Debug)]
pub(in crate::record) struct Walk {
    body_length: f64,
    /// Tick and centre of the first sample.
    first: Option<(u64, DVec2)>,
    /// Tick, centre and axis of the last.
    last: (u64, DVec2, Vec2),
    /// Sum of all steps, and of those along the body \[body lengths\]: a long run has so many that the sums of
    /// short numbers would stand still.
    path: f64,
    along: f64,
    reversing: Reversing,
    reversals: u32,
    backward: f64,
}

impl Walk {
    /// Of a body of this length.
    pub fn new(body_length: f32) -> Self {
        Self {
            body_length: body_length.into(),
            first: None,
            last: (0, DVec2::ZERO, Vec2::X),
            path: 0.0,
            along: 0.0,
            reversing: Reversing::default(),
            reversals: 0,
            backward: 0.0,
        }
    }

    /// Takes in a sample.
    pub fn take(&mut self, sample: &Sample) {
        let (_, centre, axis) = self.last;
        if self.first.is_none() {
            self.first = Some((sample.tick, sample.centre));
        } else {
            let step = sample.centre - centre;
            let axis = (axis + sample.axis).normalize_or_zero();
            self.path += step.length() / self.body_length;
            self.along += step.dot(axis.as_dvec2()) / self.body_length;
        }
        self.last = (sample.tick, sample.centre, sample.axis);
        if let Some(reversal) = self.reversing.take((sample.tick, self.along)) {
            self.reversals += 1;
            self.backward += f64::from(reversal.length);
        }
    }

    /// Place along the body's own axis, relative to the first sample \[body lengths\].
    pub fn place(&self) -> f64 {
        self.along
    }

    /// Ticks from the first sample to the last; `None` with fewer than two.
    fn ticks(&self) -> Option<u64> {
        self.last.0.checked_sub(self.first?.0).filter(|ticks| *ticks > 0)
    }

    /// Mean speed along the body's own axis \[body lengths per second\].
    pub fn speed(&self) -> Option<f32> {
        Some((self.along / (self.ticks()? as f64 * f64::from(TICK_SECONDS))) as f32)
    }

    /// The way; `None` with fewer than two samples.
    pub fn way(&self) -> Option<Way> {
        self.ticks()?;
        let (_, from) = self.first?;
        let under_way = self.reversing.under_way();
        let reversals = self.reversals + u32::from(under_way.is_some());
        let backward = self.backward + under_way.map_or(0.0, |reversal| reversal.length.into());
        let distance = from.distance(self.last.1) / self.body_length;
        Some(Way {
            distance: distance as f32,
            path: self.path as f32,
            straightness: (self.path > LEAST_PATH).then(|| (distance / self.path).min(1.0) as f32),
            reversals,
            reversal_length: (reversals > 0).then(|| (backward / f64::from(reversals)) as f32),
        })
    }
}
