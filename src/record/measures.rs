//! Measures of movement, from the samples of a track.

use super::{Sample, Track};
use crate::sim::TICK_SECONDS;
use bevy::math::ops;
use serde::Serialize;
use std::f32::consts::TAU;

/// How a body moved over a span of time.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Measures {
    /// Straight way from the first to the last place of the centre \[body lengths\].
    pub distance: f32,
    /// Mean speed of the centre along the body's own axis, positive towards the head
    /// \[body lengths per second\].
    pub speed: f32,
    /// Rhythm of the bend in the middle of the body \[Hz\]; `None` without a rhythm.
    pub frequency: Option<f32>,
    /// Length of the wave of bends that runs along the body \[body lengths\], from the slope of
    /// its phase; positive when it runs from head to tail.
    pub wavelength: Option<f32>,
    /// Shortest length of the body over its length at rest.
    pub shortest: f32,
}

/// Measures as they are printed: every name is there, with nothing behind it for a network
/// without a body.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize)]
pub struct MeasuresOrNot {
    distance: Option<f32>,
    speed: Option<f32>,
    frequency: Option<f32>,
    wavelength: Option<f32>,
    shortest: Option<f32>,
}

impl From<Option<Measures>> for MeasuresOrNot {
    fn from(measures: Option<Measures>) -> Self {
        measures.map_or_else(Self::default, |m| Self {
            distance: Some(m.distance),
            speed: Some(m.speed),
            frequency: m.frequency,
            wavelength: m.wavelength,
            shortest: Some(m.shortest),
        })
    }
}

/// Measures a track from one tick to another (both included where sampled); `None` without a
/// body or with fewer than two samples there.
#[must_use]
pub fn measure(track: &Track, from: u64, to: u64) -> Option<Measures> {
    let body_length = track.body_length?;
    let (before, rest) = (track.samples.partition_point(|s| s.tick < from), to);
    let after = track.samples.partition_point(|s| s.tick <= rest);
    let samples: Vec<&Sample> = track.samples.range(before..after.max(before)).collect();
    let (first, last) = (samples.first()?, samples.last()?);
    let seconds = (last.tick - first.tick) as f32 * TICK_SECONDS;
    if seconds <= 0.0 {
        return None;
    }
    let along: f32 = samples
        .windows(2)
        .map(|pair| (pair[1].centre - pair[0].centre).dot((pair[0].axis + pair[1].axis).normalize_or_zero()))
        .sum();
    let frequency = frequency(&samples);
    Some(Measures {
        distance: first.centre.distance(last.centre) / body_length,
        speed: along / body_length / seconds,
        frequency,
        wavelength: frequency.and_then(|f| wavelength(&samples, f)),
        shortest: samples.iter().map(|s| s.length).fold(f32::INFINITY, f32::min),
    })
}

/// Smallest amplitude of the bend in the middle that counts as a rhythm \[radians\].
const LEAST_BEND: f32 = 0.02;

/// From the upward crossings of the mean by the bend in the middle of the body, with a
/// hysteresis of a quarter of its deviation, so that a ripple does not count.
fn frequency(samples: &[&Sample]) -> Option<f32> {
    let middle = samples.first()?.bends.len() / 2;
    let bend = |s: &Sample| s.bends.get(middle).copied().unwrap_or(0.0);
    let count = samples.len() as f32;
    let mean = samples.iter().map(|s| bend(s)).sum::<f32>() / count;
    let deviation = (samples.iter().map(|s| (bend(s) - mean).powi(2)).sum::<f32>() / count).sqrt();
    if deviation < LEAST_BEND {
        return None;
    }
    let band = deviation / 4.0;
    let mut below = false;
    let mut crossings: Vec<u64> = Vec::new();
    for sample in samples {
        let value = bend(sample) - mean;
        if value < -band {
            below = true;
        } else if value > band && below {
            below = false;
            crossings.push(sample.tick);
        }
    }
    let (first, last) = (crossings.first()?, crossings.last()?);
    let cycles = crossings.len() - 1;
    (cycles > 0).then(|| cycles as f32 / ((last - first) as f32 * TICK_SECONDS))
}

/// From the phase of every joint's bend at the frequency of the rhythm: the slope of a straight
/// line through the unwrapped phases, by least squares.
fn wavelength(samples: &[&Sample], frequency: f32) -> Option<f32> {
    let joints = samples.first()?.bends.len();
    if joints < 3 {
        return None;
    }
    let mut phases = Vec::with_capacity(joints);
    for joint in 0..joints {
        let (mut re, mut im) = (0.0, 0.0);
        for sample in samples {
            let angle = TAU * frequency * sample.tick as f32 * TICK_SECONDS;
            re += sample.bends[joint] * ops::cos(angle);
            im -= sample.bends[joint] * ops::sin(angle);
        }
        let mut phase = ops::atan2(im, re);
        if let Some(previous) = phases.last() {
            let turns: f32 = (previous - phase) / TAU;
            phase += turns.round() * TAU;
        }
        phases.push(phase);
    }
    let n = joints as f32;
    let mean_x = (n - 1.0) / 2.0;
    let mean_y = phases.iter().sum::<f32>() / n;
    let (mut xy, mut xx) = (0.0, 0.0);
    for (joint, phase) in phases.iter().enumerate() {
        let x = joint as f32 - mean_x;
        xy += x * (phase - mean_y);
        xx += x * x;
    }
    // Phase that falls from head to tail means that the tail is later: the wave runs backwards
    // along the body, from head to tail. One joint is one segment, 1 / (joints + 1) of the body.
    let per_body = -xy / xx * (n + 1.0);
    (per_body.abs() > 1e-3).then(|| TAU / per_body)
}

#[cfg(test)]
mod tests {
    use super::*;
    use bevy::ecs::entity::Entity;
    use bevy::math::Vec2;

    /// A body of 16 segments and length 16 that glides along +x with a wave of known measures.
    fn synthetic(speed: f32, frequency: f32, wavelength: f32) -> Track {
        let samples = (0..=200)
            .map(|i| {
                let tick = 1 + i * 5;
                let t = tick as f32 * TICK_SECONDS;
                let bends = (0..15)
                    .map(|j| {
                        let s = (j as f32 + 1.0) / 16.0;
                        0.3 * ops::sin(TAU * (frequency * t - s / wavelength))
                    })
                    .collect();
                Sample { tick, centre: Vec2::new(speed * 16.0 * t, 0.0), axis: Vec2::X, length: 1.0, bends }
            })
            .collect();
        Track {
            creature: Entity::PLACEHOLDER,
            name: "synthetic".into(),
            body_length: Some(16.0),
            spikes: 0,
            samples,
        }
    }

    #[test]
    fn measures_of_a_known_wave() {
        let m = measure(&synthetic(0.2, 0.5, 0.65), 0, 2000).unwrap();
        assert!((m.speed - 0.2).abs() < 1e-3, "{m:?}");
        assert!((m.distance - 2.0).abs() < 1e-2, "{m:?}");
        assert!((m.frequency.unwrap() - 0.5).abs() < 0.01, "{m:?}");
        assert!((m.wavelength.unwrap() - 0.65).abs() < 0.02, "{m:?}");
    }

    #[test]
    fn backward_is_negative_and_so_is_a_wave_that_runs_to_the_head() {
        let m = measure(&synthetic(-0.1, 1.0, -1.5), 0, 2000).unwrap();
        assert!((m.speed + 0.1).abs() < 1e-3, "{m:?}");
        assert!((m.wavelength.unwrap() + 1.5).abs() < 0.05, "{m:?}");
    }

    #[test]
    fn a_still_body_has_no_rhythm() {
        let mut track = synthetic(0.0, 1.0, 1.0);
        for sample in &mut track.samples {
            sample.bends.fill(0.0);
        }
        let m = measure(&track, 0, 2000).unwrap();
        assert_eq!((m.speed, m.frequency, m.wavelength), (0.0, None, None));
    }
}
