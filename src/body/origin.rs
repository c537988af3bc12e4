//! From where places are counted.
//!
//! Rapier counts in 32 bits, and so the further away from its origin the coarser: at 100000 a place is known to
//! 0.008, a quarter of the way that a worm goes in a tick. So bodies that have left the neighbourhood of the scene's origin take
//! the origin with them. There is one for all, since they are to meet: it follows their mean place, and bodies that
//! are far from that are counted as coarsely as their distance from it says.
//!
//! Where it comes to lie follows from places alone, and is a multiple of a power of two, so that a place that is nearer
//! to it than to the one before is the same number after the step, less what was taken away; one that is farther from
//! it is rounded as its distance says.

use bevy::math::{DVec2, Vec2};

/// So far from the origin bodies may be on the mean, in either direction \[lengths\]. There a place is known to
/// 0.0001.
pub(super) const REACH: f64 = 1024.0;
/// What an origin is a multiple of.
const STEP: f64 = 64.0;

/// The origin for bodies around this place: the scene's own for as long as that is near.
pub(super) fn origin_for(place: DVec2) -> DVec2 {
    if has_strayed(place) { (place / STEP).round() * STEP } else { DVec2::ZERO }
}

/// Whether a place is too far from where it is counted from.
pub(super) fn has_strayed(place: DVec2) -> bool {
    place.is_finite() && place.abs().max_element() > REACH
}

/// The mean of some places; the origin if there are none.
pub(super) fn mean(places: impl Iterator<Item = DVec2>) -> DVec2 {
    let (sum, count) = places.fold((DVec2::ZERO, 0.0), |(sum, count), place| (sum + place, count + 1.0));
    if count > 0.0 { sum / count } else { DVec2::ZERO }
}

/// A place of the world, counted from an origin.
pub(super) fn local(place: Vec2, origin: DVec2) -> Vec2 {
    // Nothing is taken away, not even the sign of a zero.
    if origin == DVec2::ZERO { place } else { (place.as_dvec2() - origin).as_vec2() }
}

/// The place in the world of what is counted from an origin, as far as 32 bits tell.
pub(super) fn world(offset: Vec2, origin: DVec2) -> Vec2 {
    if origin == DVec2::ZERO { offset } else { (origin + offset.as_dvec2()).as_vec2() }
}

/// The same counted from another origin.
pub(super) fn carried(offset: Vec2, from: DVec2, to: DVec2) -> Vec2 {
    if from == to { offset } else { (from - to + offset.as_dvec2()).as_vec2() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn near_the_scene_nothing_is_counted_anew() {
        for place in [DVec2::ZERO, DVec2::new(-1000.0, 1000.0), DVec2::new(1024.0, 0.0), DVec2::NAN] {
            assert_eq!(origin_for(place), DVec2::ZERO, "{place}");
        }
        assert!(local(Vec2::new(-0.0, 1.5), DVec2::ZERO).x.is_sign_negative());
        assert!(world(Vec2::new(-0.0, 1.5), DVec2::ZERO).x.is_sign_negative());
    }

    #[test]
    fn far_away_a_place_is_the_same_to_the_bit_after_a_step() {
        let mut place = Vec2::new(1030.123, -77.77);
        let mut origin = DVec2::ZERO;
        for _ in 0..2000 {
            let whole = origin + place.as_dvec2();
            if has_strayed(place.as_dvec2()) {
                let to = origin_for(whole);
                place = carried(place, origin, to);
                origin = to;
                assert!(place.abs().max_element() <= 32.5 || place.abs().max_element() <= REACH as f32);
            }
            assert_eq!(origin + place.as_dvec2(), whole);
            place += Vec2::new(37.013, -11.7);
        }
        assert!(origin.x > 70_000.0 && origin % STEP == DVec2::ZERO);
    }
}
