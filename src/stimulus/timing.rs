//! When a stimulus acts.

use crate::entry::Checker;
use crate::sim::ticks;

/// Latest time of a stimulus and its longest duration or interval \[seconds\]: three years, as long as a run may be.
pub const MAX_SECONDS: f64 = 1.0e8;
/// Shortest interval of repeats \[seconds\]: one tick.
pub const MIN_EVERY: f64 = 0.01;

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
    pub fn new(at: f64, seconds: Option<f64>, every: f64, times: u32) -> Self {
        Self {
            first: ticks(at) + 1,
            lasts: seconds.map_or(1, ticks),
            every: ticks(every),
            times: u64::from(times),
        }
    }

    /// The tick after which a repeat begins, counted from 0, and its last one.
    #[must_use]
    pub fn span(&self, repeat: u64) -> (u64, u64) {
        let begins = self.first.saturating_add(self.every.saturating_mul(repeat)) - 1;
        (begins, begins.saturating_add(self.lasts))
    }

    /// The repeats that last beyond this tick, by their numbers from 0; there may be no end to them.
    pub fn repeats_after(self, tick: u64) -> impl Iterator<Item = u64> {
        // Those that have ended are passed over without counting them.
        let ended = tick.saturating_sub(self.first.saturating_add(self.lasts));
        let first = ended.checked_div(self.every).unwrap_or(0);
        let times = match (self.every, self.times) {
            (0, _) => 1,
            (_, 0) => u64::MAX,
            (_, times) => times,
        };
        (first..times).skip_while(move |repeat| self.span(*repeat).1 <= tick)
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

    /// Whether it acts in any tick from one to another, both of them included.
    #[must_use]
    pub fn acts_within(&self, from: u64, to: u64) -> bool {
        let Some(since) = to.checked_sub(self.first) else { return false };
        // Of all that have begun by then the last one ends last.
        let begun = since.checked_div(self.every).unwrap_or(0);
        let latest = if self.times == 0 { begun } else { begun.min(self.times - 1) };
        from <= to && self.first + latest * self.every + self.lasts > from
    }

    /// The last tick in which it acts; `None`: it goes on for ever.
    #[must_use]
    pub fn last(&self) -> Option<u64> {
        let repeats = match (self.every, self.times) {
            (0, _) => 0,
            (_, 0) => return None,
            // A thousand million repeats of three years are more than there are numbers for.
            (every, times) => every.saturating_mul(times - 1),
        };
        Some(self.first.saturating_add(repeats).saturating_add(self.lasts.saturating_sub(1)))
    }
}

/// How often something happens, behind its name.
pub(super) fn repeated(every: f64) -> String {
    if every > 0.0 { format!(", every {every} s") } else { String::new() }
}

/// Checks how often something happens.
pub(super) fn check_clock(c: &mut Checker, every: f64, times: u32) {
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
    fn acts_within_what_it_acts_in() {
        for (every, times) in [(0.0, 0), (0.1, 3), (0.1, 0), (0.02, 5)] {
            let timing = Timing::new(1.0, Some(0.03), every, times);
            for from in 90..150 {
                for to in from - 1..from + 20 {
                    let acts = (from..=to).any(|tick| timing.acts(tick));
                    assert_eq!(timing.acts_within(from, to), acts, "{timing:?} from {from} to {to}");
                }
            }
        }
    }

    #[test]
    fn spans_are_the_ticks_in_which_it_acts() {
        for (every, times) in [(0.0, 0), (0.1, 3), (0.1, 0), (0.02, 5)] {
            let timing = Timing::new(1.0, Some(0.03), every, times);
            for after in [0, 100, 101, 103, 111, 120, 150] {
                let spans: Vec<(u64, u64)> =
                    timing.repeats_after(after).map(|repeat| timing.span(repeat)).take(20).collect();
                assert!(spans.iter().all(|(_, ends)| *ends > after), "{timing:?} after {after}");
                for tick in after + 1..180 {
                    let acts = spans.iter().any(|(begins, ends)| *begins < tick && tick <= *ends);
                    assert_eq!(timing.acts(tick), acts, "{timing:?} in {tick}");
                }
            }
        }
    }

    #[test]
    fn late_times_are_right_to_the_tick() {
        for tick in [0, 1, 29, 10_000_001, 123_456_789, 1_234_567_891, 9_999_999_999] {
            let at = tick as f64 / 100.0;
            assert_eq!(Timing::new(at, None, 0.0, 0).first, tick + 1, "{at} s");
            // And as a file says it.
            let read: f64 = at.to_string().parse().unwrap();
            assert_eq!(Timing::new(read, None, 0.0, 0).first, tick + 1, "{read} s");
        }
        // What scenes of 32 bits could hold is at the same ticks.
        for tick in (0..10_000_000u32).step_by(37) {
            let old = f64::from(tick as f32 / 100.0);
            assert_eq!(ticks(old), ticks(f64::from(tick) / 100.0));
        }
        let longest = Timing::new(MAX_SECONDS, Some(MAX_SECONDS), MAX_SECONDS, u32::MAX);
        assert_eq!(longest.last(), Some(u64::MAX));
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
