//! All measures of a movement, sample by sample, in room that does not grow with it.

use super::rhythm::Rhythm;
use super::walk::Walk;
use super::{Measures, posture};
use crate::record::Sample;

/// Smallest deviation of a joint's bend that counts as a rhythm, root mean square over body and time \[radians\].
const LEAST_BEND: f32 = 0.02;
/// The same for its shortening, as a share of its length.
const LEAST_SHORTENING: f32 = 0.02;

/// Measures a body while it moves.
#[derive(Clone, Debug)]
pub struct Meter {
    walk: Walk,
    samples: u64,
    /// Sum of the amplitudes of all samples.
    amplitude: f64,
    shortest: f32,
    bends: Rhythm,
    stretches: Rhythm,
}

impl Meter {
    /// For a body of this length at rest.
    #[must_use]
    pub fn new(body_length: f32) -> Self {
        Self {
            walk: Walk::new(body_length),
            samples: 0,
            amplitude: 0.0,
            shortest: f32::INFINITY,
            bends: Rhythm::new(LEAST_BEND),
            stretches: Rhythm::new(LEAST_SHORTENING),
        }
    }

    /// Takes in a sample; they come in the order of their ticks.
    pub fn take(&mut self, sample: &Sample) {
        self.walk.take(sample);
        self.samples += 1;
        self.amplitude += f64::from(posture::amplitude(&sample.bends));
        self.shortest = self.shortest.min(sample.length);
        self.bends.take(sample.tick, self.walk.place(), &sample.bends);
        // A body that crawls by its bends is not asked for its stretches.
        if !self.bends.is_there() {
            self.stretches.take(sample.tick, self.walk.place(), &sample.stretches);
        }
    }

    /// Place along the body's own axis, relative to the first sample \[body lengths\].
    #[must_use]
    pub fn place(&self) -> f64 {
        self.walk.place()
    }

    /// What was measured up to now; `None` with fewer than two samples.
    #[must_use]
    pub fn measures(&self) -> Option<Measures> {
        let way = self.walk.way()?;
        let of = |rhythm: &Rhythm| rhythm.gaits().map(|gaits| gaits.gait());
        let [mut forward, mut backward] = of(&self.bends);
        if !self.bends.is_there() {
            [forward, backward] = of(&self.stretches);
        }
        Some(Measures {
            distance: way.distance,
            path: way.path,
            straightness: way.straightness,
            speed: self.walk.speed()?,
            frequency: forward.frequency,
            wavelength: forward.wavelength,
            stride: forward.stride,
            cycles: forward.cycles,
            backward_frequency: backward.frequency,
            backward_wavelength: backward.wavelength,
            backward_stride: backward.stride,
            backward_cycles: backward.cycles,
            amplitude: (self.amplitude / self.samples as f64) as f32,
            reversals: way.reversals,
            reversal_length: way.reversal_length,
            contraction: 1.0 - self.shortest,
        })
    }
}
