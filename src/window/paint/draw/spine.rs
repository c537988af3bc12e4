//! The line through the middle of a body: a smooth curve through the centres of its segments
//! and the tips of head and tail.

use bevy::math::Vec2;

/// A smooth curve along a body, from the tip of the head (0) to the tip of the tail (1).
#[derive(Clone, Debug)]
pub struct Spine {
    /// Places of the knots: head tip, segment centres, tail tip.
    knots: Vec<Vec2>,
    /// Places of the knots along the body, in segments.
    along: Vec<f32>,
    /// Derivatives at the knots.
    slopes: Vec<Vec2>,
    rest: f32,
}

/// A point of a [`Spine`].
#[derive(Clone, Copy, Debug)]
pub struct SpinePoint {
    /// Where.
    pub place: Vec2,
    /// Unit vector to the left, seen from tail to head.
    pub left: Vec2,
    /// Length at rest over length now: above 1 where the body is shortened.
    pub thick: f32,
}

impl Spine {
    /// Through the segments (centre, angle; head first) of a body with this length of a
    /// segment at rest. `None` with no segment.
    #[must_use]
    pub fn new(segments: &[(Vec2, f32)], rest: f32) -> Option<Self> {
        let (first, last) = (segments.first()?, segments.last()?);
        let count = segments.len();
        let mut knots = Vec::with_capacity(count + 2);
        let mut along = Vec::with_capacity(count + 2);
        knots.push(first.0 + Vec2::from_angle(first.1) * (rest / 2.0));
        along.push(0.0);
        for (i, (centre, _)) in segments.iter().enumerate() {
            knots.push(*centre);
            along.push(i as f32 + 0.5);
        }
        knots.push(last.0 - Vec2::from_angle(last.1) * (rest / 2.0));
        along.push(count as f32);
        let end = knots.len() - 1;
        let slopes = (0..=end)
            .map(|k| {
                let (a, b) = (k.saturating_sub(1), (k + 1).min(end));
                (knots[b] - knots[a]) / (along[b] - along[a])
            })
            .collect();
        Some(Self { knots, along, slopes, rest })
    }

    /// How many segments.
    #[must_use]
    pub fn segments(&self) -> usize {
        self.knots.len() - 2
    }

    /// Length at rest.
    #[must_use]
    pub fn length(&self) -> f32 {
        self.segments() as f32 * self.rest
    }

    /// The point at a share of the body's length, 0 at the head, 1 at the tail.
    #[must_use]
    pub fn at(&self, share: f32) -> SpinePoint {
        let x = share.clamp(0.0, 1.0) * self.segments() as f32;
        let k = ((x + 0.5) as usize).min(self.knots.len() - 2);
        let k = if x < self.along[k] { k - 1 } else { k };
        let h = self.along[k + 1] - self.along[k];
        let t = ((x - self.along[k]) / h).clamp(0.0, 1.0);
        let (p, q) = (self.knots[k], self.knots[k + 1]);
        let (m, n) = (self.slopes[k] * h, self.slopes[k + 1] * h);
        let (t2, t3) = (t * t, t * t * t);
        let place = p * (2.0 * t3 - 3.0 * t2 + 1.0)
            + m * (t3 - 2.0 * t2 + t)
            + q * (3.0 * t2 - 2.0 * t3)
            + n * (t3 - t2);
        let slope = (p * (6.0 * t2 - 6.0 * t)
            + m * (3.0 * t2 - 4.0 * t + 1.0)
            + q * (6.0 * t - 6.0 * t2)
            + n * (3.0 * t2 - 2.0 * t))
            / h;
        let ahead = (-slope).normalize_or(Vec2::X);
        let thick = (self.rest / slope.length().max(1e-6)).clamp(0.75, 1.6);
        SpinePoint { place, left: ahead.perp(), thick }
    }

    /// The mean of places along the body.
    #[must_use]
    pub fn middle(&self) -> Vec2 {
        (0..=8).map(|i| self.at(i as f32 / 8.0).place).sum::<Vec2>() / 9.0
    }

    /// The corners of the box around the body.
    #[must_use]
    pub fn bounds(&self) -> (Vec2, Vec2) {
        let min = self.knots.iter().copied().reduce(Vec2::min).unwrap_or_default();
        let max = self.knots.iter().copied().reduce(Vec2::max).unwrap_or_default();
        (min, max)
    }
}

/// Half the width of a body over half its greatest width: a blunt head, a tail that tapers.
#[must_use]
pub fn profile(share: f32) -> f32 {
    let s = share.clamp(0.0, 1.0);
    let cap = |x: f32| (1.0 - (1.0 - x.clamp(0.0, 1.0)).powi(2)).max(0.0).sqrt();
    let head = cap(s / 0.045) * (0.74 + 0.26 * smooth(s / 0.30));
    let tail = (1.0 - ((s - 0.62).max(0.0) / 0.38).powi(2)).max(0.0).powf(0.72) * cap((1.0 - s) / 0.01);
    head * tail
}

/// A smooth step from 0 to 1.
#[must_use]
pub fn smooth(x: f32) -> f32 {
    let x = x.clamp(0.0, 1.0);
    x * x * (3.0 - 2.0 * x)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn straight() -> Spine {
        let segments: Vec<_> = (0..16).map(|i| (Vec2::new(-0.5 - i as f32, 0.0), 0.0)).collect();
        Spine::new(&segments, 1.0).unwrap()
    }

    #[test]
    fn a_straight_body_has_a_straight_spine() {
        let spine = straight();
        for i in 0..=100 {
            let s = i as f32 / 100.0;
            let point = spine.at(s);
            assert!(point.place.distance(Vec2::new(-16.0 * s, 0.0)) < 1e-3, "{s} {point:?}");
            assert!(point.left.distance(Vec2::Y) < 1e-4);
            assert!((point.thick - 1.0).abs() < 1e-3);
        }
    }

    #[test]
    fn the_profile_closes_at_both_ends_and_is_full_in_the_middle() {
        assert_eq!((profile(0.0), profile(1.0)), (0.0, 0.0));
        assert!((profile(0.45) - 1.0).abs() < 1e-3);
        assert!((0..=1000).all(|i| (0.0..=1.0).contains(&profile(i as f32 / 1000.0))));
        assert!(profile(0.04) > 2.0 * profile(0.97), "one can tell the head");
    }
}
