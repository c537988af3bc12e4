//! How a body answers to touches, one after the other.

use super::Track;
use super::measures::{Fall, LEAST_REVERSAL, places};
use crate::sim::{TICK_SECONDS, TICKS_PER_SECOND};
use crate::stimulus::{Stimulus, Timing};
use serde::Serialize;
use std::collections::VecDeque;
use std::iter::Peekable;

/// An answer is looked for until the next touch, but no longer than this \[ticks\].
pub const LONGEST: u64 = 10 * TICKS_PER_SECOND as u64;
/// Speeds before and after a touch are means over so long \[ticks\], where no other touch is nearer.
pub const AROUND: u64 = 3 * TICKS_PER_SECOND as u64;
/// Over less than this a speed says nothing \[ticks\].
const LEAST_AROUND: u64 = TICKS_PER_SECOND as u64 / 2;

/// The answer to one touch.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize)]
pub struct Response {
    /// When the touch began \[seconds\].
    pub at: f64,
    /// How far the body went backward before the next touch, and within 10 s
    /// \[body lengths\]: see [`furthest_back`](super::furthest_back).
    #[serde(rename = "reversal")]
    pub length: f32,
    /// From the beginning of the touch to where the body was furthest ahead before that \[seconds\]; `None` where it
    /// went back by less than [`LEAST_REVERSAL`].
    pub latency: Option<f32>,
    /// From there to where it was furthest back \[seconds\].
    pub duration: Option<f32>,
    /// Mean speed along the body's axis in the 3 s before the touch began \[body lengths per second\]; from the
    /// touch before, where that is nearer, and `None` where this leaves less than half a second.
    pub speed_before: Option<f32>,
    /// The same in the 3 s after it began, up to the next touch.
    pub speed_after: Option<f32>,
}

/// The ticks in which touches of a creature begin, first to last; of those that begin together, one. There may be no
/// end to them.
#[derive(Clone, Debug)]
pub struct Begins {
    timings: Vec<Timing>,
    /// The tick after which the next one is looked for.
    after: u64,
}

impl Begins {
    /// Of a script, and a creature by its name; only those that begin after this tick.
    #[must_use]
    pub fn new(stimuli: &[Stimulus], creature: &str, after: u64) -> Self {
        let touches = stimuli.iter().map(Stimulus::item);
        let touches = touches.filter(|touch| touch.is_touch() && touch.creature() == creature);
        Self { timings: touches.map(|touch| touch.timing()).collect(), after }
    }
}

impl Iterator for Begins {
    type Item = u64;

    fn next(&mut self) -> Option<u64> {
        self.after = self.timings.iter().filter_map(|timing| timing.next_begin(self.after)).min()?;
        Some(self.after)
    }
}

/// The ticks in which touches of a creature begin, up to a tick, first to last.
#[must_use]
pub fn touches(stimuli: &[Stimulus], creature: &str, until: u64) -> Vec<u64> {
    Begins::new(stimuli, creature, 0).take_while(|begin| *begin <= until).collect()
}

/// Follows a body through touches that begin in these ticks.
#[derive(Clone, Debug)]
pub(super) struct Answers<I: Iterator<Item = u64>> {
    begins: Peekable<I>,
    /// Where it was lately, since the last touch.
    recent: VecDeque<(u64, f64)>,
    open: Option<Open>,
    done: Vec<Response>,
}

/// A touch whose answer is looked for.
#[derive(Clone, Copy, Debug)]
struct Open {
    begin: u64,
    fall: Fall,
    speed_before: Option<f32>,
    /// Once it is known.
    speed_after: Option<Option<f32>>,
}

/// Speed from the first to the last of these places.
fn speed(places: &VecDeque<(u64, f64)>) -> Option<f32> {
    let (first, last) = (places.front()?, places.back()?);
    let ticks = last.0 - first.0;
    (ticks >= LEAST_AROUND).then(|| ((last.1 - first.1) / (ticks as f64 * f64::from(TICK_SECONDS))) as f32)
}

impl<I: Iterator<Item = u64>> Answers<I> {
    pub fn new(begins: I) -> Self {
        Self { begins: begins.peekable(), recent: VecDeque::new(), open: None, done: Vec::new() }
    }

    /// Takes in a place along the body's axis \[body lengths\].
    pub fn take(&mut self, tick: u64, place: f64) {
        while let Some(begin) = self.begins.next_if(|begin| *begin <= tick) {
            self.close();
            let speed_before = speed(&self.recent);
            self.open = Some(Open { begin, fall: Fall::default(), speed_before, speed_after: None });
            // What follows begins where it was at last.
            self.recent.drain(..self.recent.len().saturating_sub(1));
        }
        let until = self.open.as_ref().map(|open| open.begin + LONGEST);
        if until.is_some_and(|until| tick > until) {
            self.close();
        }
        if let Some(open) = &mut self.open {
            open.fall.take((tick, place));
            // Until then it is the time after this touch, later that before the next.
            if open.speed_after.is_none() && tick > open.begin + AROUND {
                open.speed_after = Some(speed(&self.recent));
            }
        }
        self.recent.push_back((tick, place));
        while self.recent.front().is_some_and(|first| first.0 + AROUND < tick) {
            self.recent.pop_front();
        }
    }

    /// Another body is there, whose places have nothing to do with those before.
    pub fn begin_anew(&mut self) {
        self.close();
        self.recent.clear();
    }

    fn close(&mut self) {
        self.done.extend(self.open.take().map(|open| open.response(&self.recent)));
    }

    /// The answers up to now; that to the last touch with what there is of it.
    pub fn responses(&self) -> Vec<Response> {
        let open = self.open.as_ref().map(|open| open.response(&self.recent));
        self.done.iter().copied().chain(open).collect()
    }
}

impl Open {
    fn response(&self, recent: &VecDeque<(u64, f64)>) -> Response {
        let fall = self.fall.reversal();
        let answer = fall.filter(|fall| fall.length >= LEAST_REVERSAL);
        let begin = self.begin - 1;
        Response {
            at: begin as f64 / f64::from(TICKS_PER_SECOND),
            length: fall.map_or(0.0, |fall| fall.length),
            latency: answer.map(|answer| (answer.tick - begin) as f32 / TICKS_PER_SECOND as f32),
            duration: answer.map(|answer| answer.seconds),
            speed_before: self.speed_before,
            speed_after: self.speed_after.unwrap_or_else(|| speed(recent)),
        }
    }
}

/// The answers of a track to touches that begin in these ticks.
#[must_use]
pub fn responses(track: &Track, touches: &[u64]) -> Vec<Response> {
    let mut answers = Answers::new(touches.iter().copied());
    places(track, 0, u64::MAX).for_each(|(tick, place)| answers.take(tick, place));
    answers.responses()
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
    fn another_body_does_not_answer_for_the_one_before() {
        let back = |is_another: bool| {
            let mut answers = Answers::new([101].into_iter());
            (1..=121).step_by(5).for_each(|tick| answers.take(tick, 3.0 + tick as f64 / 100.0));
            if is_another {
                answers.begin_anew();
            }
            (126..=300).step_by(5).for_each(|tick| answers.take(tick, 0.0));
            answers.responses().iter().map(|response| response.length).collect::<Vec<_>>()
        };
        assert_eq!(back(true), [0.0]);
        assert!(back(false)[0] > 4.0);
    }

    #[test]
    fn relative_to_the_first() {
        let all: Vec<Response> =
            [0.8, 0.4, 0.2, 0.0].map(|length| Response { length, ..Default::default() }).to_vec();
        assert_eq!(relative(&all, 2, 3), Some(0.375));
        assert_eq!(relative(&all, 3, 5), None);
        assert_eq!(relative(&all[3..], 1, 1), None);
    }
}
