//! The windows of a rule as curves: what a pair of events teaches against the time between them. Plain numbers.

use crate::nervous::plasticity::Rule;

/// A half of the window: that in which pre comes first, or post.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Half {
    /// Pre, then post: right of 0.
    Right,
    /// Post, then pre: left of 0.
    Left,
}

impl Half {
    /// Both.
    pub const BOTH: [Self; 2] = [Self::Right, Self::Left];

    /// 1 to the right, -1 to the left.
    pub const fn way(self) -> f32 {
        match self {
            Self::Right => 1.0,
            Self::Left => -1.0,
        }
    }

    /// The change at no time between them \[share\], and how long that lasts \[ticks\], by the names of their fields.
    pub const fn names(self) -> [&'static str; 2] {
        match self {
            Self::Right => ["pre_then_post", "tau_pre"],
            Self::Left => ["post_then_pre", "tau_post"],
        }
    }

    /// Both numbers.
    pub const fn of(self, rule: &Rule) -> [f32; 2] {
        match self {
            Self::Right => [rule.pre_then_post, rule.tau_pre],
            Self::Left => [rule.post_then_pre, rule.tau_post],
        }
    }
}

/// What a pair so many ticks apart (post minus pre) teaches \[share\]; in one tick nothing.
pub fn taught(rule: &Rule, ticks: f32) -> f32 {
    let half = if ticks > 0.0 { Half::Right } else { Half::Left };
    let [height, tau] = half.of(rule);
    if ticks == 0.0 { 0.0 } else { height * (-ticks.abs() / tau).exp() }
}

/// How far the picture reaches: ticks either way, and share either way.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Reach {
    /// Ticks.
    pub ticks: f32,
    /// Share.
    pub share: f32,
}

impl Reach {
    /// For a rule, and the pairs that are drawn with it.
    pub fn of(rule: &Rule, pairs: &[(i32, f32)]) -> Self {
        let taus = Half::BOTH.map(|half| half.of(rule)[1]);
        let heights = Half::BOTH.map(|half| half.of(rule)[0].abs());
        let ticks = 4.0 * taus[0].max(taus[1]);
        let near = pairs.iter().filter(|(apart, _)| apart.unsigned_abs() as f32 <= ticks);
        let most = near.map(|(_, change)| change.abs()).chain(heights).fold(0.0, f32::max);
        Self { ticks: ticks.max(1.0), share: if most > 0.0 { 1.3 * most } else { 0.02 } }
    }
}

/// A number rounded to what a picture that reaches so far can show of it.
pub fn rounded(value: f32, reach: f32) -> f32 {
    let digits = 10f64.powf((2.0 - f64::from(reach).log10().floor()).clamp(-6.0, 9.0));
    ((f64::from(value) * digits).round() / digits) as f32
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pair_teaches_what_its_half_says() {
        let rule = Rule::default();
        assert_eq!(taught(&rule, 0.0), 0.0);
        assert!((taught(&rule, 10.0) - 0.02 * (-1f32).exp()).abs() < 1e-9);
        assert!((taught(&rule, -40.0) + 0.01 * (-2f32).exp()).abs() < 1e-9);
    }

    #[test]
    fn the_picture_reaches_as_far_as_there_is_something_to_see() {
        let rule = Rule::default();
        assert_eq!(Reach::of(&rule, &[]).ticks, 80.0);
        let with = Reach::of(&rule, &[(3, -0.05), (5000, 0.9)]);
        assert!((with.share - 0.065).abs() < 1e-6, "what is too far away does not count: {with:?}");
        let flat = Rule { pre_then_post: 0.0, post_then_pre: 0.0, ..rule };
        assert!(Reach::of(&flat, &[]).share > 0.0);
    }

    #[test]
    fn what_is_dragged_gets_round_numbers() {
        assert_eq!(rounded(0.0312345, 0.026), 0.0312);
        assert_eq!(rounded(17.123, 80.0), 17.1);
        assert_eq!(rounded(123_456.0, 4.0e5), 123_000.0);
    }
}
