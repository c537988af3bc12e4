//! Where neurons go that have no place.

use bevy::math::ops;
use std::f32::consts::TAU;

/// Up to so many neurons stand in a circle, more in a grid: a larger circle is mostly empty.
const CIRCLE: usize = 40;
/// From one neuron to the next.
const SPACING: f32 = 1.0;

/// Places for so many neurons around the origin, the first at the top left or at the right.
pub(super) fn places(count: usize) -> Vec<(f32, f32)> {
    if count <= CIRCLE {
        let radius = (count as f32 * SPACING / TAU).max(SPACING);
        return (0..count)
            .map(|i| {
                let angle = TAU * i as f32 / count as f32;
                (hundredths(radius * ops::cos(angle)), hundredths(radius * ops::sin(angle)))
            })
            .collect();
    }
    let columns = (1..).find(|side| side * side >= count).unwrap_or(1);
    let rows = count.div_ceil(columns);
    let middle = ((columns - 1) as f32 / 2.0, (rows - 1) as f32 / 2.0);
    (0..count)
        .map(|i| {
            let (column, row) = ((i % columns) as f32, (i / columns) as f32);
            ((column - middle.0) * SPACING, (middle.1 - row) * SPACING)
        })
        .collect()
}

/// Few digits, for the scene's file.
fn hundredths(value: f32) -> f32 {
    (value * 100.0).round() / 100.0 + 0.0
}
