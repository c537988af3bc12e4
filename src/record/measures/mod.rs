//! Measures of movement, from the samples of a track.
//!
//! | measure | how |
//! |---|---|
//! | distance | straight line from the first to the last place of the centre |
//! | path | sum of the steps of the centre from sample to sample |
//! | straightness | distance / path |
//! | speed | steps of the centre along the body's own axis, summed, over the time |
//! | frequency | [`rhythm`]: crossings of its mean by the wave in the middle of the body |
//! | wavelength | [`rhythm`]: slope of the wave's phase along the body |
//! | stride | speed / frequency |
//! | amplitude | half the width of the body across the line from tail to head, [`posture::amplitude`], mean |
//! | reversals | [`reversals()`]: runs of going backward by more than [`LEAST_REVERSAL`] |
//! | contraction | 1 - shortest length / length at rest |
//!
//! The axis of a body points from the middle of its rear half to the middle of its front half; its
//! centre is the mean of its segments. Lengths are in body lengths (at rest), times in seconds.

pub mod posture;
pub mod reversals;
pub mod rhythm;

pub use reversals::{LEAST_REVERSAL, Reversal, furthest_back, reversals};

use super::{Sample, Track};
use crate::sim::TICK_SECONDS;
use serde::Serialize;

/// How a body moved over a span of time.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Measures {
    /// Straight way from the first to the last place of the centre \[body lengths\].
    pub distance: f32,
    /// Way of the centre with all its turns \[body lengths\].
    pub path: f32,
    /// `distance / path`: 1 for a straight way; `None` for a body that stayed where it was.
    pub straightness: Option<f32>,
    /// Mean speed of the centre along the body's own axis, positive towards the head
    /// \[body lengths per second\].
    pub speed: f32,
    /// Rhythm of the wave in the middle of the body \[Hz\]: of its bend, or of its length where
    /// nothing bends; `None` without a rhythm.
    pub frequency: Option<f32>,
    /// Length of the wave that runs along the body \[body lengths\], from the slope of its phase;
    /// positive when it runs from head to tail.
    pub wavelength: Option<f32>,
    /// Way along the body in one cycle, `speed / frequency` \[body lengths\].
    pub stride: Option<f32>,
    /// Mean over time of half the width that the body takes up across the line from tail to head
    /// \[body lengths\].
    pub amplitude: f32,
    /// How often it went backward, by more than [`LEAST_REVERSAL`].
    pub reversals: u32,
    /// Mean length of these \[body lengths\]; `None` if there were none.
    pub reversal_length: Option<f32>,
    /// Greatest shortening of the body: 1 - shortest length / length at rest.
    pub contraction: f32,
}

/// Measures as they are printed: every name is there, with nothing behind it for a network
/// without a body.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize)]
pub struct MeasuresOrNot {
    distance: Option<f32>,
    path: Option<f32>,
    straightness: Option<f32>,
    speed: Option<f32>,
    frequency: Option<f32>,
    wavelength: Option<f32>,
    stride: Option<f32>,
    amplitude: Option<f32>,
    reversals: Option<u32>,
    reversal_length: Option<f32>,
    contraction: Option<f32>,
}

impl From<Option<Measures>> for MeasuresOrNot {
    fn from(measures: Option<Measures>) -> Self {
        measures.map_or_else(Self::default, |m| Self {
            distance: Some(m.distance),
            path: Some(m.path),
            straightness: m.straightness,
            speed: Some(m.speed),
            frequency: m.frequency,
            wavelength: m.wavelength,
            stride: m.stride,
            amplitude: Some(m.amplitude),
            reversals: Some(m.reversals),
            reversal_length: m.reversal_length,
            contraction: Some(m.contraction),
        })
    }
}

impl Measures {
    /// Names of all measures, in the order of [`Measures::values`].
    pub const NAMES: [&'static str; 11] = [
        "distance",
        "path",
        "straightness",
        "speed",
        "frequency",
        "wavelength",
        "stride",
        "amplitude",
        "reversals",
        "reversal_length",
        "contraction",
    ];

    /// All measures; `None` for those that there are not.
    #[must_use]
    pub fn values(&self) -> [Option<f32>; 11] {
        [
            Some(self.distance),
            Some(self.path),
            self.straightness,
            Some(self.speed),
            self.frequency,
            self.wavelength,
            self.stride,
            Some(self.amplitude),
            Some(self.reversals as f32),
            self.reversal_length,
            Some(self.contraction),
        ]
    }
}

/// The samples of a track between two ticks, both included.
fn span(track: &Track, from: u64, to: u64) -> Vec<&Sample> {
    let before = track.samples.partition_point(|s| s.tick < from);
    let after = track.samples.partition_point(|s| s.tick <= to);
    track.samples.range(before..after.max(before)).collect()
}

/// The step from a sample to the next along the body.
fn step_along(pair: &[&Sample]) -> f32 {
    (pair[1].centre - pair[0].centre).dot((pair[0].axis + pair[1].axis).normalize_or_zero())
}

/// Ways shorter than this are those of a body that stays where it is \[body lengths\].
const LEAST_PATH: f32 = 1e-3;

/// Where a body went over a span of time, without its gait: what can be asked of a long span often.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Way {
    /// As in [`Measures`]; so for all below.
    pub distance: f32,
    /// Way with all its turns.
    pub path: f32,
    /// `distance / path`.
    pub straightness: Option<f32>,
    /// How often it went backward.
    pub reversals: u32,
    /// Mean length of these.
    pub reversal_length: Option<f32>,
}

/// The way of a track from one tick to another; `None` as for [`measure`].
#[must_use]
pub fn way(track: &Track, from: u64, to: u64) -> Option<Way> {
    let body_length = track.body_length?;
    let samples = span(track, from, to);
    let (first, last) = (samples.first()?, samples.last()?);
    if last.tick <= first.tick {
        return None;
    }
    let path =
        samples.windows(2).map(|pair| pair[0].centre.distance(pair[1].centre)).sum::<f32>() / body_length;
    let distance = first.centre.distance(last.centre) / body_length;
    let back = reversals(track, from, to);
    let total_back: f32 = back.iter().map(|r| r.length).sum();
    Some(Way {
        distance,
        path,
        straightness: (path > LEAST_PATH).then(|| (distance / path).min(1.0)),
        reversals: back.len() as u32,
        reversal_length: (!back.is_empty()).then(|| total_back / back.len() as f32),
    })
}

/// Measures a track from one tick to another (both included where sampled); `None` without a
/// body or with fewer than two samples there.
#[must_use]
pub fn measure(track: &Track, from: u64, to: u64) -> Option<Measures> {
    let body_length = track.body_length?;
    let Way { distance, path, straightness, reversals, reversal_length } = way(track, from, to)?;
    let samples = span(track, from, to);
    let (first, last) = (samples.first()?, samples.last()?);
    let seconds = (last.tick - first.tick) as f32 * TICK_SECONDS;
    let along: f32 = samples.windows(2).map(step_along).sum();
    let speed = along / body_length / seconds;
    let wave = rhythm::wave(&samples);
    let frequency = wave.map(|(frequency, _)| frequency);
    Some(Measures {
        distance,
        path,
        straightness,
        speed,
        frequency,
        wavelength: wave.and_then(|(_, wavelength)| wavelength),
        stride: frequency.map(|f| speed / f),
        amplitude: samples.iter().map(|s| posture::amplitude(&s.bends)).sum::<f32>() / samples.len() as f32,
        reversals,
        reversal_length,
        contraction: 1.0 - samples.iter().map(|s| s.length).fold(f32::INFINITY, f32::min),
    })
}

#[cfg(test)]
mod tests;
