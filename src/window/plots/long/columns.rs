//! The rows of a whole run as columns, as many as can be seen. What was summed is kept: the next look goes on from there.

use super::series::{Row, Series};
use crate::record::SAMPLE_TICKS;
use crate::sim::{TICKS_PER_SECOND, seconds};
use std::sync::{Arc, Mutex};

/// Sets of columns that are kept: of a run those that are drawn fine, and those of speeds and rates.
const SETS: usize = 3;

/// Sums of neighbouring bins: the middle of their time \[seconds\], how many rows they are, the sums.
#[derive(Clone, Debug)]
pub(super) struct Column {
    pub(super) at: f64,
    count: u32,
    sums: Vec<f32>,
}

impl Column {
    /// Mean of a number in a tick.
    pub(super) fn each(&self, place: usize) -> f64 {
        f64::from(self.sums[place]) / f64::from(self.count)
    }

    /// Mean of a number in a second.
    pub(super) fn rate(&self, place: usize) -> f64 {
        self.each(place) * f64::from(TICKS_PER_SECOND) / SAMPLE_TICKS as f64
    }

    fn add(&mut self, count: u32, row: Row<'_>) {
        self.count += count;
        for (place, sum) in self.sums.iter_mut().enumerate() {
            *sum += row.at(place);
        }
    }
}

/// Columns of so many rows each, at least.
#[derive(Debug)]
struct Made {
    rows: u32,
    epoch: u64,
    /// The tick of the last row that is in them.
    last: u64,
    /// The tick at which the last one begins, and it: rows are still added to it.
    open: Option<(u64, Column)>,
    done: Vec<Arc<Column>>,
}

impl Made {
    fn new(rows: u32, epoch: u64) -> Self {
        Self { rows, epoch, last: 0, open: None, done: Vec::new() }
    }

    fn closed(&self) -> Option<Arc<Column>> {
        let (first, column) = self.open.as_ref()?;
        Some(Arc::new(Column { at: (seconds(*first) + seconds(self.last)) / 2.0, ..column.clone() }))
    }

    fn take(&mut self, series: &Series, upto: u64) {
        // On a grid of the clock, so that columns do not tremble as the run goes on.
        let rows = u64::from(self.rows);
        let grid = |tick: u64| tick / SAMPLE_TICKS / rows;
        for (tick, count, row) in series.bins_after(self.last, upto) {
            let first = tick - (SAMPLE_TICKS * u64::from(count)).min(tick);
            if self.open.as_ref().is_some_and(|(begun, _)| grid(*begun) != grid(first)) {
                self.done.extend(self.closed());
                self.open = None;
            }
            let begin = || (first, Column { at: 0.0, count: 0, sums: vec![0.0; series.width()] });
            self.open.get_or_insert_with(begin).1.add(count, row);
            self.last = tick;
        }
    }

    /// Those that lie in a span of time, and one more at each end.
    fn within(&self, (from, to): (f64, f64)) -> Vec<Arc<Column>> {
        // One that has only begun would jump.
        let last = self.open.as_ref().filter(|(_, column)| 2 * column.count >= self.rows);
        let last = last.and_then(|_| self.closed());
        let count = self.done.len() + usize::from(last.is_some());
        let start = self.done.partition_point(|column| column.at < from);
        let start =
            start + usize::from(start == self.done.len() && last.as_ref().is_some_and(|c| c.at < from));
        let start = start.saturating_sub(1);
        let end = self.done.partition_point(|column| column.at <= to);
        let end = end + usize::from(end == self.done.len() && last.as_ref().is_some_and(|c| c.at <= to));
        let end = (end + 1).min(count);
        self.done.iter().cloned().chain(last).skip(start).take(end.saturating_sub(start)).collect()
    }
}

/// Columns that were made.
#[derive(Debug, Default)]
pub(super) struct Kept(Mutex<Vec<Made>>);

impl Clone for Kept {
    fn clone(&self) -> Self {
        Self::default()
    }
}

impl Kept {
    /// Columns of so many rows each, at least, that lie in a span of time, and one more at each end.
    pub(super) fn columns(
        &self,
        series: &Series,
        span: (f64, f64),
        rows: u32,
        upto: u64,
    ) -> Vec<Arc<Column>> {
        let Ok(mut sets) = self.0.lock() else { return Vec::new() };
        let known = sets.iter().position(|made| made.rows == rows).map(|place| sets.remove(place));
        let goes_on = |made: &Made| {
            made.epoch == series.epoch() && made.last <= upto && series.has_all_after(made.last)
        };
        let mut made = known.filter(goes_on).unwrap_or_else(|| Made::new(rows, series.epoch()));
        made.take(series, upto);
        let columns = made.within(span);
        sets.push(made);
        if sets.len() > SETS {
            sets.remove(0);
        }
        columns
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(columns: &[Arc<Column>]) -> Vec<(u64, u32, f32)> {
        columns.iter().map(|c| ((c.at * 1000.0).round() as u64, c.count, c.sums[0])).collect()
    }

    #[test]
    fn what_is_kept_is_what_would_be_summed_anew() {
        let mut series = Series::new(1);
        let kept = Kept::default();
        let take = |series: &mut Series, row: u64, value: f32| assert!(series.take(5 * row + 1, &[value]));
        for row in 0..5000_u64 {
            take(&mut series, row, (row % 7) as f32);
            let looks = row % 3 == 0 || row > 4900;
            for (rows, span) in [(20, (0.0, 1e9)), (6, (10.0, 90.0))] {
                if looks {
                    let upto = 5 * row + 1;
                    let anew = Kept::default().columns(&series, span, rows, upto);
                    // Bins of rows that have aged are coarser than those that were summed while they were new.
                    if row < 1200 {
                        assert_eq!(told(&kept.columns(&series, span, rows, upto)), told(&anew), "{row}");
                    } else {
                        assert!(kept.columns(&series, span, rows, upto).len().abs_diff(anew.len()) < 3);
                    }
                }
            }
        }
    }

    #[test]
    fn another_past_is_summed_anew_and_the_same_is_not() {
        let mut series = Series::new(1);
        let kept = Kept::default();
        for row in 0..200_u64 {
            series.take(5 * row + 1, &[1.0]);
        }
        let sum = |series: &Series, upto: u64| {
            kept.columns(series, (0.0, 1e9), 10, upto).iter().map(|c| c.sums[0]).sum::<f32>()
        };
        assert_eq!(sum(&series, 996), 200.0);
        let epoch = series.epoch();
        assert!(series.take(501, &[1.0]));
        assert_eq!(series.epoch(), epoch, "lived through again, the same");
        assert_eq!(sum(&series, 496), 100.0, "up to an earlier moment");
        assert!(series.take(506, &[5.0]));
        assert_ne!(series.epoch(), epoch);
        assert_eq!(sum(&series, 996), 204.0);
    }
}
