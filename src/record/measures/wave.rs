//! The wave that runs along a body: a sine through what every joint did over some cycles.

use bevy::math::ops;
use std::f32::consts::TAU;

/// A joint takes part in the wave when its amplitude is at least this share of the greatest.
const TAKES_PART: f64 = 0.25;
/// So many joints in a row are needed for a wavelength.
const LEAST_JOINTS: usize = 3;

/// A wave along a body.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Wave {
    /// Its length \[body lengths\], positive from head to tail; `None` where all joints move at once, or too few.
    pub length: Option<f32>,
    /// The share of all movement of the joints that it is.
    pub share: f64,
}

/// The wave of so many cycles of so many samples each, in rows of joints, by least squares.
///
/// Its length is that of the slope of a straight line through the unwrapped phases of those joints that take part,
/// the longest run of them.
pub(super) fn wave(rows: &[f32], joints: usize, period: f64) -> Wave {
    let basis = |row: usize| {
        let angle = TAU * ((row as f64 / period).fract() as f32);
        [1.0, f64::from(ops::cos(angle)), f64::from(ops::sin(angle))]
    };
    let mut normal = [[0.0; 3]; 3];
    let mut sums = vec![[0.0; 3]; joints];
    let mut squares = vec![0.0; joints];
    for (index, row) in rows.chunks_exact(joints).enumerate() {
        let basis = basis(index);
        for (line, a) in normal.iter_mut().zip(basis) {
            for (entry, b) in line.iter_mut().zip(basis) {
                *entry += a * b;
            }
        }
        for ((sum, square), value) in sums.iter_mut().zip(&mut squares).zip(row) {
            let value = f64::from(*value);
            for (part, b) in sum.iter_mut().zip(basis) {
                *part += value * b;
            }
            *square += value * value;
        }
    }
    let count = normal[0][0];
    let (mut all, mut explained) = (0.0, 0.0);
    let mut found = Vec::with_capacity(joints);
    for (sum, square) in sums.iter().zip(&squares) {
        let fit = solve(normal, *sum);
        let mean = sum[0] * sum[0] / count;
        all += square - mean;
        explained += fit.iter().zip(sum).map(|(a, b)| a * b).sum::<f64>() - mean;
        found.push(((fit[1] * fit[1] + fit[2] * fit[2]).sqrt(), ops::atan2(-fit[2] as f32, fit[1] as f32)));
    }
    Wave { length: length(&found), share: if all > 0.0 { explained / all } else { 0.0 } }
}

/// From amplitude and phase of every joint.
fn length(found: &[(f64, f32)]) -> Option<f32> {
    let greatest = found.iter().map(|joint| joint.0).fold(0.0, f64::max);
    let runs = found.split(|joint| joint.0 < TAKES_PART * greatest);
    // The first of equals.
    let run = runs.rev().max_by_key(|run| run.len()).filter(|run| run.len() >= LEAST_JOINTS)?;
    let mut phases: Vec<f32> = Vec::with_capacity(run.len());
    for (_, phase) in run {
        let turns = phases.last().map_or(0.0, |previous| ((previous - phase) / TAU).round());
        phases.push(phase + turns * TAU);
    }
    let n = phases.len() as f32;
    let (mean_x, mean_y) = ((n - 1.0) / 2.0, phases.iter().sum::<f32>() / n);
    let (mut xy, mut xx) = (0.0, 0.0);
    for (joint, phase) in phases.iter().enumerate() {
        let x = joint as f32 - mean_x;
        xy += x * (phase - mean_y);
        xx += x * x;
    }
    // Phase that falls from head to tail means that the tail is later: the wave runs backwards
    // along the body, from head to tail. One joint is one segment, 1 / (joints + 1) of the body.
    let per_body = -xy / xx * (found.len() + 1) as f32;
    (per_body.abs() > 1e-3).then(|| TAU / per_body)
}

/// Solves three equations with a positive matrix.
fn solve(mut matrix: [[f64; 3]; 3], mut right: [f64; 3]) -> [f64; 3] {
    for at in 0..3 {
        let pivot = matrix[at][at];
        if pivot.abs() < 1e-9 {
            return [0.0; 3];
        }
        let line = matrix[at].map(|entry| entry / pivot);
        let value = right[at] / pivot;
        for other in (0..3).filter(|other| *other != at) {
            let factor = matrix[other][at];
            for (entry, part) in matrix[other].iter_mut().zip(line) {
                *entry -= factor * part;
            }
            right[other] -= factor * value;
        }
        (matrix[at], right[at]) = (line, value);
    }
    right
}
