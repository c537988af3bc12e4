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
    let tail = ends(bends).last().unwrap_or(Vec2::ZERO);
    // Head and tail in one place: a ring, which is as wide this way as that.
    let across = (-tail).normalize_or(Vec2::X).perp();
    // The tip of the head lies at 0.
    let (low, high) = ends(bends)
        .map(|end| across.dot(end))
        .fold((0.0f32, 0.0f32), |(low, high), y| (low.min(y), high.max(y)));
    0.5 * (high - low)
}

/// The rear ends of all segments, from the head on.
fn ends(bends: &[f32]) -> impl Iterator<Item = Vec2> {
    let step = 1.0 / (bends.len() + 1) as f32;
    // A bend is how much a segment's heading lies to the left of the one behind it.
    let (mut heading, mut at) = (0.0, Vec2::ZERO);
    (0..=bends.len()).map(move |index| {
        at -= Vec2::new(ops::cos(heading), ops::sin(heading)) * step;
        heading -= bends.get(index).copied().unwrap_or(0.0);
        at
    })
}
