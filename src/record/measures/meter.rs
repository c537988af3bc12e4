//! All measures of a movement, sample by sample, in room that does not grow with it.

use super::gait::Gaits;
use super::rhythm::Rhythm;
use super::walk::Walk;
use super::{Measures, posture};
use crate::record::Sample;

/// Smallest deviation of a joint's bend that counts as a rhythm, root mean square over body and time \[radians\].
const LEAST_BEND: f32 = 0.02;
/// The same for its shortening, as a share of its length.
const LEAST_SHORTENING: f32 = 0.02;
/// A body crawls by its stretches if their rhythm lasts so many times as long as that of its bends: a worm that bends
/// also shortens in the same beat, and one that shortens may bend for a while where it is touched or runs into
/// something.
const STRETCHES_OVER_BENDS: u64 = 2;

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
        self.stretches.take(sample.tick, self.walk.place(), &sample.stretches);
    }

    /// Place along the body's own axis, relative to the first sample \[body lengths\].
    #[must_use]
    pub fn place(&self) -> f64 {
        self.walk.place()
    }

    /// Of its bends or of its stretches, whichever it crawls by.
    fn gaits(&self) -> [Gaits; 2] {
        let (bends, stretches) = (self.bends.gaits(), self.stretches.gaits());
        let ticks = |gaits: &[Gaits; 2]| gaits.iter().map(Gaits::ticks).sum::<u64>();
        if ticks(&stretches) >= STRETCHES_OVER_BENDS * ticks(&bends) { stretches } else { bends }
    }

    /// What was measured up to now; `None` with fewer than two samples.
    #[must_use]
    pub fn measures(&self) -> Option<Measures> {
        let way = self.walk.way()?;
        let [forward, backward] = self.gaits().map(|gaits| gaits.gait());
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
