//! How a body answers to touches, one after the other.

use super::{Track, furthest_back};
use crate::sim::{TICK_SECONDS, TICKS_PER_SECOND};
use crate::stimulus::Stimulus;

/// An answer is looked for until the next touch, but no longer than this \[ticks\].
pub const LONGEST: u64 = 10 * TICKS_PER_SECOND as u64;

/// The answer to one touch.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Response {
    /// When the touch began \[seconds\].
    pub at: f32,
    /// How far the body went backward before the next touch, and within 10 s
    /// \[body lengths\]: see [`furthest_back`].
    pub length: f32,
}

/// The ticks in which touches of a creature begin, up to a tick, first to last.
#[must_use]
pub fn touches(stimuli: &[Stimulus], creature: &str, until: u64) -> Vec<u64> {
    let mut begins = Vec::new();
    for stimulus in stimuli {
        if !stimulus.item().is_touch() || stimulus.creature() != creature {
            continue;
        }
        let timing = stimulus.timing();
        let repeats = match (timing.every, timing.times) {
            (0, _) => 1,
            (_, 0) => u64::MAX,
            (_, times) => times,
        };
        let all = (0..repeats).map(|k| timing.first.saturating_add(k.saturating_mul(timing.every)));
        begins.extend(all.take_while(|begin| *begin <= until));
    }
    begins.sort_unstable();
    begins.dedup();
    begins
}

/// The answers of a track to touches that begin in these ticks.
#[must_use]
pub fn responses(track: &Track, touches: &[u64]) -> Vec<Response> {
    let until = |index: usize| touches.get(index + 1).map_or(u64::MAX, |next| next - 1);
    let answer = |(index, &begin): (usize, &u64)| Response {
        at: (begin - 1) as f32 * TICK_SECONDS,
        length: furthest_back(track, begin, until(index).min(begin + LONGEST)),
    };
    touches.iter().enumerate().map(answer).collect()
}

/// Mean length of the answers `from..=to`, counted from 1, relative to the first; `None` when
/// there are not so many or the first is none.
#[must_use]
pub fn relative(responses: &[Response], from: usize, to: usize) -> Option<f32> {
    let first = responses.first()?.length;
    let part = responses.get(from.checked_sub(1)?..to)?;
    let mean = part.iter().map(|r| r.length).sum::<f32>() / part.len() as f32;
    (first > 0.0).then(|| mean / first)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::nervous::Side;

    fn touch(creature: &str, at: f64, every: f64, times: u32) -> Stimulus {
        let creature = creature.into();
        Stimulus::Touch(crate::stimulus::Touch {
            creature,
            segments: (0, 1),
            side: Side::Both,
            at,
            seconds: 0.2,
            force: 1.0,
            every,
            times,
        })
    }

    #[test]
    fn touches_in_their_order_whoever_they_are_of() {
        let script = [
            touch("W", 5.0, 10.0, 3),
            touch("V", 1.0, 0.0, 0),
            touch("W", 7.0, 0.0, 0),
            touch("W", 20.0, 1.0, 0),
        ];
        assert_eq!(touches(&script, "W", 2300), [501, 701, 1501, 2001, 2101, 2201]);
        assert_eq!(touches(&script, "V", 2300), [101]);
        assert!(touches(&script, "nobody", 2300).is_empty());
    }

    #[test]
    fn relative_to_the_first() {
        let all: Vec<Response> = [0.8, 0.4, 0.2, 0.0].map(|length| Response { at: 0.0, length }).to_vec();
        assert_eq!(relative(&all, 2, 3), Some(0.375));
        assert_eq!(relative(&all, 3, 5), None);
        assert_eq!(relative(&all[3..], 1, 1), None);
    }
}
