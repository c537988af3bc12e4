//! The wave that runs along a body: its frequency and its length.
//!
//! Of the bends of the joints; where nothing bends, of their shortening, as in peristalsis.

use crate::record::Sample;
use crate::sim::TICK_SECONDS;
use bevy::math::ops;
use std::f32::consts::TAU;

/// Smallest deviation of the bend in the middle that counts as a rhythm \[radians\].
const LEAST_BEND: f32 = 0.02;
/// The same for the shortening of the joint in the middle, as a share of its length.
const LEAST_SHORTENING: f32 = 0.02;

/// Frequency \[Hz\] and length \[body lengths, positive from head to tail\] of the wave; `None`
/// without a rhythm.
#[must_use]
pub fn wave(samples: &[&Sample]) -> Option<(f32, Option<f32>)> {
    let of = |values: fn(&Sample) -> &[f32], least| {
        let frequency = frequency(samples, values, least)?;
        Some((frequency, wavelength(samples, values, frequency)))
    };
    of(|s| &s.bends, LEAST_BEND).or_else(|| of(|s| &s.stretches, LEAST_SHORTENING))
}

/// From the upward crossings of the mean by the value in the middle of the body, with a
/// hysteresis of a quarter of its deviation, so that a ripple does not count.
fn frequency(samples: &[&Sample], values: fn(&Sample) -> &[f32], least: f32) -> Option<f32> {
    let middle = values(samples.first()?).len() / 2;
    let value = |s: &Sample| values(s).get(middle).copied().unwrap_or(0.0);
    let count = samples.len() as f32;
    let mean = samples.iter().map(|s| value(s)).sum::<f32>() / count;
    let deviation = (samples.iter().map(|s| (value(s) - mean).powi(2)).sum::<f32>() / count).sqrt();
    if deviation < least {
        return None;
    }
    let band = deviation / 4.0;
    let mut below = false;
    let mut crossings: Vec<u64> = Vec::new();
    for sample in samples {
        let value = value(sample) - mean;
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

/// From the phase of every joint at the frequency of the rhythm: the slope of a straight line
/// through the unwrapped phases, by least squares.
fn wavelength(samples: &[&Sample], values: fn(&Sample) -> &[f32], frequency: f32) -> Option<f32> {
    let joints = values(samples.first()?).len();
    if joints < 3 {
        return None;
    }
    let mut phases = Vec::with_capacity(joints);
    for joint in 0..joints {
        let mean = samples.iter().map(|s| values(s)[joint]).sum::<f32>() / samples.len() as f32;
        let (mut re, mut im) = (0.0, 0.0);
        for sample in samples {
            let angle = TAU * frequency * sample.tick as f32 * TICK_SECONDS;
            let value = values(sample)[joint] - mean;
            re += value * ops::cos(angle);
            im -= value * ops::sin(angle);
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
