//! Rows of numbers over a whole run, in room that does not grow with it.
//!
//! The last minute, which can be gone back in, is kept row by row. What is older is kept as sums of so many rows that
//! there is room for it: when there is none, neighbours are put together.

use crate::record::SAMPLE_TICKS;
use std::collections::VecDeque;
use std::sync::atomic::{AtomicU64, Ordering};

/// Sums kept of what is older than the last minute.
pub(super) const BINS: usize = 2048;
/// Rows that are kept one by one: a minute of them, and some.
const RECENT: usize = 1240;

/// Rows of numbers, each as wide as all.
#[derive(Clone, Debug, Default)]
pub(super) struct Series {
    width: usize,
    /// Ticks of the last rows, and the rows.
    ticks: VecDeque<u64>,
    recent: VecDeque<f32>,
    /// Of the bins: the tick of the last row, the number of rows, the sums.
    ends: Vec<(u64, u32)>,
    sums: Vec<f32>,
    /// Rows that a bin holds when it is full.
    each: u32,
    /// Another number: what was once there is another.
    epoch: u64,
}

/// Numbers of what was there.
static EPOCHS: AtomicU64 = AtomicU64::new(1);

impl Series {
    pub(super) fn new(width: usize) -> Self {
        let mut series = Self { width, each: 1, ..Self::default() };
        series.turn();
        series
    }

    /// What was there is another now.
    fn turn(&mut self) {
        self.epoch = EPOCHS.fetch_add(1, Ordering::Relaxed);
    }

    /// Changes when what was there does, and not when rows are added.
    pub(super) fn epoch(&self) -> u64 {
        self.epoch
    }

    /// Numbers in a row.
    pub(super) fn width(&self) -> usize {
        self.width
    }

    /// Takes in the row of a tick; one of a tick that was lived through before takes the place of that. False: the tick
    /// lies before what can be gone back to, or some are left out between: this is another run.
    pub(super) fn take(&mut self, tick: u64, row: &[f32]) -> bool {
        let before = self.ends.last().is_some_and(|(end, _)| tick <= *end);
        let beyond = self.ticks.back().is_some_and(|last| tick > last + SAMPLE_TICKS);
        if before || beyond {
            return false;
        }
        match self.ticks.binary_search(&tick) {
            Ok(at) => {
                let mut other = false;
                for (own, new) in self.recent.range_mut(at * self.width..).zip(row) {
                    other |= own.to_bits() != new.to_bits();
                    *own = *new;
                }
                if other {
                    self.turn();
                }
                return true;
            }
            Err(at) if at < self.ticks.len() => {
                // Of another phase than what was seen here: that is gone.
                self.ticks.truncate(at);
                self.recent.truncate(at * self.width);
                self.turn();
            }
            Err(_) => {}
        }
        self.ticks.push_back(tick);
        self.recent.extend(row);
        if self.ticks.len() > RECENT {
            self.age();
        }
        true
    }

    /// The oldest row goes into the bins.
    fn age(&mut self) {
        let Some(tick) = self.ticks.pop_front() else { return };
        if self.ends.last().is_none_or(|(_, count)| *count >= self.each) {
            if self.ends.len() == BINS {
                self.join();
            }
            if self.ends.last().is_none_or(|(_, count)| *count >= self.each) {
                self.ends.push((tick, 0));
                self.sums.resize(self.sums.len() + self.width, 0.0);
            }
        }
        let start = self.sums.len() - self.width;
        for (sum, value) in self.sums[start..].iter_mut().zip(self.recent.drain(..self.width)) {
            *sum += value;
        }
        if let Some(last) = self.ends.last_mut() {
            *last = (tick, last.1 + 1);
        }
    }

    /// Puts neighbours together: half as many bins, each of twice as many rows.
    fn join(&mut self) {
        let width = self.width;
        for pair in 0..self.ends.len() / 2 {
            let (first, second) = (self.ends[2 * pair], self.ends[2 * pair + 1]);
            self.ends[pair] = (second.0, first.1 + second.1);
            for i in 0..width {
                self.sums[pair * width + i] =
                    self.sums[2 * pair * width + i] + self.sums[(2 * pair + 1) * width + i];
            }
        }
        self.ends.truncate(BINS / 2);
        self.sums.truncate(BINS / 2 * width);
        self.each *= 2;
        self.turn();
    }

    /// Bins and rows up to a tick, oldest first.
    pub(super) fn bins(&self, upto: u64) -> impl Iterator<Item = (u64, u32, Row<'_>)> {
        let old = self.ends.iter().zip(self.sums.chunks_exact(self.width.max(1)));
        let old = old.map(|((tick, count), sums)| (*tick, *count, Row::Sums(sums)));
        let new = self.ticks.iter().enumerate().map(|(at, tick)| (*tick, 1, Row::Recent(self, at)));
        old.chain(new).take_while(move |(tick, ..)| *tick <= upto)
    }

    /// Those that come after a tick; all after 0.
    pub(super) fn bins_after(&self, tick: u64, upto: u64) -> impl Iterator<Item = (u64, u32, Row<'_>)> {
        let old = self.ends.partition_point(|(end, _)| *end <= tick);
        let new = self.ticks.partition_point(|own| *own <= tick);
        let skipped = if old < self.ends.len() { old } else { self.ends.len() + new };
        self.bins(upto).skip(skipped)
    }

    /// Whether all rows after a tick are there one by one; nothing is lost before the first.
    pub(super) fn has_all_after(&self, tick: u64) -> bool {
        tick == 0 || self.ticks.front().is_none_or(|first| *first <= tick + SAMPLE_TICKS)
    }

    #[cfg(test)]
    fn room(&self) -> usize {
        self.ends.len() + self.ticks.len()
    }
}

/// The numbers of a bin.
#[derive(Clone, Copy)]
pub(super) enum Row<'a> {
    Sums(&'a [f32]),
    Recent(&'a Series, usize),
}

impl Row<'_> {
    pub(super) fn at(&self, place: usize) -> f32 {
        match self {
            Self::Sums(sums) => sums[place],
            Self::Recent(series, at) => series.recent[at * series.width + place],
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn all(series: &Series) -> (f64, u64) {
        series
            .bins(u64::MAX)
            .fold((0.0, 0), |(sum, count), (_, n, row)| (sum + f64::from(row.at(1)), count + u64::from(n)))
    }

    #[test]
    fn room_is_bounded_and_nothing_is_lost() {
        let mut series = Series::new(2);
        for row in 0..50_000_u64 {
            assert!(series.take(5 * row + 1, &[row as f32, 1.0]));
            assert!(series.room() <= BINS + RECENT);
        }
        assert_eq!(all(&series), (50_000.0, 50_000));
        assert_eq!(series.each, 32);
        let ticks: Vec<u64> = series.bins(u64::MAX).map(|bin| bin.0).collect();
        assert!(ticks.windows(2).all(|pair| pair[0] < pair[1]));
        assert_eq!(ticks.last(), Some(&249_996));
        let room = (series.sums.capacity(), series.recent.capacity());
        for row in 50_000..60_000_u64 {
            series.take(5 * row + 1, &[row as f32, 1.0]);
        }
        assert_eq!(room, (series.sums.capacity(), series.recent.capacity()), "nothing is allocated");
    }

    #[test]
    fn what_is_lived_through_again_takes_the_place_of_what_was() {
        let mut series = Series::new(1);
        for row in 0..1300_u64 {
            series.take(5 * row + 1, &[1.0]);
        }
        assert!(series.take(5 * 1000 + 1, &[3.0]));
        assert_eq!(
            series.bins(5 * 1000 + 1).last().map(|(tick, _, row)| (tick, row.at(0))),
            Some((5001, 3.0))
        );
        assert_eq!(series.bins(u64::MAX).count(), 1300, "what comes after is known still");
        assert!(!series.take(1, &[1.0]), "that long ago is another run");
        assert!(!series.take(5 * 1301 + 1, &[1.0]), "and so is one that does not follow");
        assert!(series.take(5 * 1300 + 1, &[1.0]));
    }
}
