//! Steady crawling: where a body takes the same postures again and again.
//!
//! Twice a second one looks back. The time after which the posture came back, all joints together, is a cycle: the
//! shortest one for which the last cycle is like the one before it. These two are a window of steady crawling, unless
//!
//! * they are not alike enough ([`LEAST_LIKENESS`]), as when a body turns round in the midst of it;
//! * half of the time would do as well ([`MOST_LIKENESS_OF_HALF`]): it hardly moves, or the beat is a faster one;
//! * there is no wave of that period in them ([`LEAST_SHARE`]): a crawler that is tapped every ten seconds repeats
//!   itself every ten seconds, but that is not how it crawls;
//! * it did not go as far in the one as in the other, as when it bumps into something.
//!
//! Of windows that overlap the one is taken whose cycles are most alike; the next begins a cycle later.

use super::gait::{Gaits, Window};
use super::wave::wave;
use crate::record::SAMPLE_TICKS;
use crate::sim::TICK_SECONDS;

/// Correlation of the postures in two cycles that are alike.
const LEAST_LIKENESS: f64 = 0.9;
/// No more may the postures be like those half a cycle before.
const MOST_LIKENESS_OF_HALF: f64 = 0.5;
/// The share of all movement of the joints that is a wave of this period.
const LEAST_SHARE: f64 = 0.4;
/// So much may the ways in two cycles differ, as a share of the longer, and beside that \[body lengths\].
const UNEVEN: (f64, f64) = (0.25, 0.02);
/// Shortest and longest cycle \[samples\]: 0.25 and 20 s.
const SHORTEST: usize = 5;
const LONGEST: usize = 400;
/// Samples between two looks.
const PAUSE: usize = 10;
/// Samples that are kept, and so many more before the oldest are forgotten.
const KEPT: usize = 2 * LONGEST + 2;
const MORE: usize = KEPT / 4;
/// A posture comes back where its distance is a minimum, and of what it is on average at most this share.
const NEAR: f64 = 0.3;
/// A better window has cycles that are more alike by so much.
const BETTER: f64 = 0.002;

/// Finds windows of steady crawling, posture by posture.
#[derive(Clone, Debug)]
pub(super) struct Rhythm {
    /// Smallest deviation of a joint that counts as movement, root mean square over the body.
    least: f64,
    joints: usize,
    /// Tick of the last sample.
    tick: u64,
    /// Place along the body's own axis \[body lengths\], and the postures, in rows of joints.
    places: Vec<f64>,
    postures: Vec<f32>,
    /// Samples until the next look.
    pause: usize,
    /// The best of the windows that overlap with the last one looked at.
    best: Option<Window>,
    /// How it went forward, and backward.
    gaits: [Gaits; 2],
}

impl Rhythm {
    /// Of joints whose deviation is at least so much.
    pub fn new(least: f32) -> Self {
        Self {
            least: least.into(),
            joints: 0,
            tick: 0,
            places: Vec::new(),
            postures: Vec::new(),
            pause: 0,
            best: None,
            gaits: [Gaits::default(), Gaits::default()],
        }
    }

    /// Takes in a posture.
    pub fn take(&mut self, tick: u64, place: f64, posture: &[f32]) {
        if tick != self.tick + SAMPLE_TICKS || posture.len() != self.joints {
            self.settle();
            self.places.clear();
            self.postures.clear();
            self.joints = posture.len();
            self.pause = 2 * SHORTEST;
        }
        self.tick = tick;
        if self.places.len() == KEPT + MORE {
            self.places.drain(..MORE);
            self.postures.drain(..MORE * self.joints);
        }
        self.places.push(place);
        self.postures.extend_from_slice(posture);
        if self.pause > 0 {
            self.pause -= 1;
            return;
        }
        self.pause = PAUSE - 1;
        match (self.best, self.look()) {
            (None, Some(found)) => self.best = Some(found),
            (Some(best), Some(found)) if found.likeness > best.likeness + BETTER && best.overlaps(&found) => {
                self.best = Some(found);
            }
            (Some(best), _) => {
                // The next one is to have a cycle of its own.
                let next = best.to + (best.period * SAMPLE_TICKS as f64).round() as u64;
                self.pause = (next.saturating_sub(tick) / SAMPLE_TICKS).saturating_sub(1) as usize;
                self.settle();
            }
            (None, None) => {}
        }
    }

    /// Takes the best window, if there is one.
    fn settle(&mut self) {
        if let Some(window) = self.best.take() {
            self.gaits[usize::from(window.is_backward())].take(&window);
        }
    }

    /// How it went forward, and backward, up to now.
    pub fn gaits(&self) -> [Gaits; 2] {
        let mut gaits = self.gaits.clone();
        if let Some(window) = &self.best {
            gaits[usize::from(window.is_backward())].take(window);
        }
        gaits
    }

    fn row(&self, index: usize) -> &[f32] {
        &self.postures[index * self.joints..(index + 1) * self.joints]
    }

    /// Squared distance of the last posture from the one so many samples before.
    fn distance(&self, back: usize) -> f64 {
        let last = self.places.len() - 1;
        let pairs = self.row(last).iter().zip(self.row(last - back));
        pairs.map(|(a, b)| f64::from(a - b).powi(2)).sum()
    }

    /// Variance of the postures, summed over the joints.
    fn variance(&self) -> f64 {
        let rows = || (0..self.places.len()).rev().take(LONGEST).step_by(4);
        let count = rows().count() as f64;
        (0..self.joints)
            .map(|joint| {
                let value = |row: usize| f64::from(self.postures[row * self.joints + joint]);
                let mean = rows().map(value).sum::<f64>() / count;
                rows().map(|row| (value(row) - mean).powi(2)).sum::<f64>() / count
            })
            .sum()
    }

    /// Correlation of the last so many postures with those `back` samples before each, about their common mean, by some
    /// dozens of them: these tell it of a long cycle too.
    fn likeness(&self, back: usize, samples: usize) -> f64 {
        self.likeness_by(back, samples, 1 + samples / 40)
    }

    /// The same by one posture of so many.
    fn likeness_by(&self, back: usize, samples: usize, step: usize) -> f64 {
        let end = self.places.len();
        let rows = (end - samples..end).step_by(step);
        let count = rows.len() as f64;
        let mut sums = vec![0.0; self.joints];
        let (mut both, mut each) = (0.0, 0.0);
        for row in rows {
            for ((a, b), sum) in self.row(row).iter().zip(self.row(row - back)).zip(&mut sums) {
                let (a, b) = (f64::from(*a), f64::from(*b));
                both += a * b;
                each += a * a + b * b;
                *sum += a + b;
            }
        }
        // What the mean of a joint, its sum over twice the count, takes away from both.
        let mean: f64 = sums.iter().map(|sum| sum * sum).sum::<f64>() / (2.0 * count);
        let each = each - mean;
        if each > 0.0 { (2.0 * both - mean) / each } else { 0.0 }
    }

    /// The cycle near this one whose postures are most like those one cycle before.
    fn climb(&self, start: usize, longest: usize) -> Option<usize> {
        let of = |back: usize| self.likeness(back, start.min(self.places.len() - back));
        let (mut at, mut likeness) = (start, of(start));
        loop {
            let (shorter, longer) = (of(at - 1), of(at + 1));
            if longer > likeness && longer >= shorter {
                (at, likeness) = (at + 1, longer);
            } else if shorter > likeness {
                (at, likeness) = (at - 1, shorter);
            } else {
                return Some(at);
            }
            if !(SHORTEST..longest).contains(&at) {
                return None;
            }
        }
    }

    /// The last two cycles, if they are steady crawling.
    fn look(&self) -> Option<Window> {
        let variance = self.variance();
        if variance <= self.least * self.least * self.joints as f64 {
            return None;
        }
        let longest = (self.places.len() / 2).min(LONGEST);
        let mut distances = [f64::INFINITY, self.distance(SHORTEST - 1), self.distance(SHORTEST)];
        (SHORTEST..longest).find_map(|back| {
            distances = [distances[1], distances[2], self.distance(back + 1)];
            let [before, here, after] = distances;
            let comes_back = here <= before
                && here < after
                && here < NEAR * variance
                && self.likeness_by(back, back, 1 + back / 8) > MOST_LIKENESS_OF_HALF;
            comes_back.then(|| self.window(self.climb(back, longest)?)).flatten()
        })
    }

    /// The last two cycles of so many samples, if they are steady crawling.
    fn window(&self, cycle: usize) -> Option<Window> {
        let likeness = self.likeness(cycle, cycle);
        if likeness < LEAST_LIKENESS || self.likeness(cycle / 2, cycle) > MOST_LIKENESS_OF_HALF {
            return None;
        }
        // The top of a parabola through the neighbours lies between two samples.
        let (shorter, longer) = (self.likeness(cycle - 1, cycle), self.likeness(cycle + 1, cycle - 1));
        let curvature = shorter - 2.0 * likeness + longer;
        let off = if curvature < 0.0 { 0.5 * (shorter - longer) / curvature } else { 0.0 };
        let period = cycle as f64 + off.clamp(-0.5, 0.5);
        let last = self.places.len() - 1;
        let first = (last + 1).checked_sub(2 * cycle + 1)?;
        let [start, middle, end] = [first, first + cycle, last].map(|at| self.places[at]);
        let ways = [middle - start, end - middle].map(|way| way / cycle as f64 * period);
        let longer = ways[0].abs().max(ways[1].abs());
        if (ways[0] - ways[1]).abs() > UNEVEN.0 * longer + UNEVEN.1 {
            return None;
        }
        let wave = wave(&self.postures[first * self.joints..], self.joints, period);
        if wave.share < LEAST_SHARE {
            return None;
        }
        Some(Window {
            from: self.tick - 2 * cycle as u64 * SAMPLE_TICKS,
            to: self.tick,
            period,
            likeness,
            frequency: (1.0 / (period * SAMPLE_TICKS as f64 * f64::from(TICK_SECONDS))) as f32,
            wavelength: wave.length,
            stride: ((ways[0] + ways[1]) / 2.0) as f32,
        })
    }
}
