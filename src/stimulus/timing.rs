//! When a stimulus acts.

use crate::entry::Checker;
use crate::sim::ticks;

/// Latest time of a stimulus and its longest duration or interval \[seconds\].
pub const MAX_SECONDS: f32 = 1.0e6;
/// Shortest interval of repeats \[seconds\]: one tick.
pub const MIN_EVERY: f32 = 0.01;

/// When a stimulus acts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Timing {
    /// The first tick in which it acts.
    pub first: u64,
    /// Ticks that it lasts.
    pub lasts: u64,
    /// Ticks from one start to the next; 0: it happens once.
    pub every: u64,
    /// How often in all; 0: without end.
    pub times: u64,
}

impl Timing {
    /// Of what begins `at` and lasts so long (`None`: one tick), repeated `every` so often, `times` in all
    /// \[seconds\].
    #[must_use]
    pub fn new(at: f32, seconds: Option<f32>, every: f32, times: u32) -> Self {
        Self {
            first: ticks(f64::from(at)) + 1,
            lasts: seconds.map_or(1, |s| ticks(f64::from(s))),
            every: ticks(f64::from(every)),
            times: u64::from(times),
        }
    }

    /// Whether it acts in this tick.
    #[must_use]
    pub fn acts(&self, tick: u64) -> bool {
        let Some(since) = tick.checked_sub(self.first) else { return false };
        if self.every == 0 {
            return since < self.lasts;
        }
        // Repeats may overlap when one lasts longer than the interval: it is enough that the
        // last one begun, or the last one of all, is still on.
        let begun = since / self.every;
        let latest = if self.times == 0 { begun } else { begun.min(self.times - 1) };
        since - latest * self.every < self.lasts
    }

    /// The first tick after this one in which it begins; `None`: it does not any more.
    #[must_use]
    pub fn next_begin(&self, after: u64) -> Option<u64> {
        let Some(since) = after.checked_sub(self.first) else { return Some(self.first) };
        let repeat = since.checked_div(self.every)? + 1;
        let is_one = self.times == 0 || repeat < self.times;
        is_one.then(|| repeat.checked_mul(self.every)?.checked_add(self.first)).flatten()
    }

    /// The last tick in which it acts; `None`: it goes on for ever.
    #[must_use]
    pub fn last(&self) -> Option<u64> {
        let repeats = match (self.every, self.times) {
            (0, _) => 0,
            (_, 0) => return None,
            (every, times) => every * (times - 1),
        };
        Some(self.first + repeats + self.lasts.saturating_sub(1))
    }
}

/// How often something happens, behind its name.
pub(super) fn repeated(every: f32) -> String {
    if every > 0.0 { format!(", every {every} s") } else { String::new() }
}

/// Checks how often something happens.
pub(super) fn check_clock(c: &mut Checker, every: f32, times: u32) {
    if every > 0.0 && every < MIN_EVERY {
        c.number("every", every, MIN_EVERY, MAX_SECONDS);
    } else if every == 0.0 && times > 1 {
        c.fault_in("times", "`times` needs `every`", Some("say how many seconds lie between two of them"));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn acts_first_in_the_tick_after_its_moment() {
        let once = Timing::new(0.99, None, 0.0, 0);
        assert_eq!((1..=200).filter(|t| once.acts(*t)).collect::<Vec<_>>(), [100]);
        let touch = Timing::new(5.0, Some(0.5), 0.0, 0);
        let acting: Vec<u64> = (1..=2000).filter(|t| touch.acts(*t)).collect();
        assert_eq!((acting[0], acting.len(), touch.last()), (501, 50, Some(550)));
    }

    #[test]
    fn repeats_so_often_and_no_more() {
        let timing = Timing::new(1.0, Some(0.02), 0.1, 3);
        let acting: Vec<u64> = (1..=1000).filter(|t| timing.acts(*t)).collect();
        assert_eq!(acting, [101, 102, 111, 112, 121, 122]);
        assert_eq!(timing.last(), Some(122));
        let begins = [0, 100, 101, 110, 111, 120, 121, 500].map(|after| timing.next_begin(after));
        let at = |tick| Some(tick);
        assert_eq!(begins, [at(101), at(101), at(111), at(111), at(121), at(121), None, None]);
        assert_eq!(Timing::new(1.0, None, 0.0, 0).next_begin(101), None);
        assert_eq!(Timing::new(1.0, None, 2.0, 0).next_begin(1_000_000), Some(1_000_101));
        let endless = Timing::new(0.0, None, 1.0, 0);
        assert!(endless.acts(1) && endless.acts(100_001) && !endless.acts(100_002));
        assert_eq!(endless.last(), None);
    }
}
