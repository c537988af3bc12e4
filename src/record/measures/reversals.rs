//! Going backward: how often, when and how far.

use super::{span, step_along};
use crate::record::Track;
use crate::sim::TICK_SECONDS;

/// What a body must go back for it to count as a reversal, and forward for that to be over
/// \[body lengths\]. A crawling body sways along its axis by less.
pub const LEAST_REVERSAL: f32 = 0.1;

/// One run of going backward.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Reversal {
    /// The tick at which it was furthest ahead.
    pub tick: u64,
    /// From there to where it was furthest back \[seconds\].
    pub seconds: f32,
    /// The way between the two along its own axis \[body lengths\].
    pub length: f32,
}

/// Place along the body's own axis at every sample, relative to the first \[body lengths\].
fn along(track: &Track, from: u64, to: u64) -> Option<Vec<(u64, f32)>> {
    let body_length = track.body_length?;
    let samples = span(track, from, to);
    let mut place = 0.0;
    let mut places = vec![(samples.first()?.tick, 0.0)];
    for pair in samples.windows(2) {
        place += step_along(pair) / body_length;
        places.push((pair[1].tick, place));
    }
    Some(places)
}

/// All reversals between two ticks, first to last. One that is under way at the end counts with
/// what it has gone.
#[must_use]
pub fn reversals(track: &Track, from: u64, to: u64) -> Vec<Reversal> {
    let Some(places) = along(track, from, to) else { return Vec::new() };
    let mut found = Vec::new();
    let (mut ahead, mut behind) = (places[0], places[0]);
    let mut backward = false;
    let end = |ahead: (u64, f32), behind: (u64, f32)| Reversal {
        tick: ahead.0,
        seconds: (behind.0 - ahead.0) as f32 * TICK_SECONDS,
        length: ahead.1 - behind.1,
    };
    for &place in &places {
        if backward {
            if place.1 < behind.1 {
                behind = place;
            } else if place.1 > behind.1 + LEAST_REVERSAL {
                found.push(end(ahead, behind));
                backward = false;
                ahead = place;
            }
        } else if place.1 >= ahead.1 {
            ahead = place;
        } else if place.1 < ahead.1 - LEAST_REVERSAL {
            backward = true;
            behind = place;
        }
    }
    if backward {
        found.push(end(ahead, behind));
    }
    found
}

/// The longest way that a body goes backward between two ticks \[body lengths\]: the greatest fall
/// of its place along its own axis. The response to a touch, which may be none (0).
#[must_use]
pub fn furthest_back(track: &Track, from: u64, to: u64) -> f32 {
    let mut ahead = f32::NEG_INFINITY;
    let places = along(track, from, to).unwrap_or_default();
    places.iter().fold(0.0, |most: f32, (_, place)| {
        ahead = ahead.max(*place);
        most.max(ahead - place)
    })
}
