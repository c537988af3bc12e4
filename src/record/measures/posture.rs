//! What a posture takes up.

use bevy::math::{Vec2, ops};

/// Half the width that a body with these bends takes up across the line from tail to head
/// \[body lengths\]; 0 for a straight one. For a whole wave of small bends this is the wave's
/// amplitude.
///
/// The body is laid out from its bends alone, with segments of one length, so it does not matter
/// where it lies.
#[must_use]
pub fn amplitude(bends: &[f32]) -> f32 {
    let segments = bends.len() + 1;
    let step = 1.0 / segments as f32;
    // From the head on; a bend is how much a segment's heading lies to the left of the one behind it.
    let mut heading = 0.0;
    let mut at = Vec2::ZERO;
    let mut ends = vec![at];
    for index in 0..segments {
        let axis = Vec2::new(ops::cos(heading), ops::sin(heading));
        at -= axis * step;
        ends.push(at);
        heading -= bends.get(index).copied().unwrap_or(0.0);
    }
    // Head and tail in one place: a ring, which is as wide this way as that.
    let across = (ends[0] - at).normalize_or(Vec2::X).perp();
    let (low, high) = ends
        .iter()
        .map(|end| across.dot(*end))
        .fold((f32::INFINITY, f32::NEG_INFINITY), |(low, high), y| (low.min(y), high.max(y)));
    0.5 * (high - low)
}
