//! The rows of a sweep's table: what is known of them before a run, and what comes out of it.

use super::outcome::{Outcome, run, summaries};
use super::problem::Problem;
use super::series::{last_tick, names};
use super::sweep::{Point, Sweep};
use crate::sim::Clock;
use crate::sweep::in_order;
use std::io;
use std::ops::Range;
use std::sync::atomic::AtomicBool;

/// Columns after the parameters.
const BEFORE: [&str; 7] = ["seed", "medium", "ablated", "ticks", "creature", "from", "to"];
/// What is told of a measure of replicates.
const SUMMED: [&str; 6] = ["measure", "n", "mean", "sd", "low", "high"];

/// What is known of a row before its run is done.
#[derive(Clone)]
pub struct Known {
    /// Its first columns.
    pub cells: Vec<String>,
    /// Whose row it is.
    pub creature: String,
    /// The number of the part of the run.
    pub part: usize,
}

/// What is known of the rows before anything is run.
#[derive(Default)]
pub struct Rows {
    /// The first row of each run, and behind the last one how many there are.
    pub starts: Vec<usize>,
    /// Whether the seed makes a difference in any run.
    pub chance: bool,
}

impl Rows {
    /// The run that a row belongs to, and which of its rows it is.
    #[must_use]
    pub fn find(&self, row: usize) -> Option<(usize, usize)> {
        let run = self.starts.partition_point(|start| *start <= row).checked_sub(1)?;
        (run + 1 < self.starts.len()).then(|| (run, row - self.starts[run]))
    }
}

impl Sweep<'_> {
    /// The names of the columns.
    #[must_use]
    pub fn header(&self) -> Vec<String> {
        let paths = self.question.set.iter().map(|set| set.path.clone());
        let known = std::iter::once("run".to_owned()).chain(paths).chain(BEFORE.map(str::to_owned));
        if self.question.replicates.is_some() {
            known.chain(SUMMED.map(str::to_owned)).collect()
        } else {
            known.chain(names().chain(["hash"]).map(str::to_owned)).collect()
        }
    }

    /// What is known of the rows of a run before it is done.
    ///
    /// # Errors
    ///
    /// When nothing of it is left to measure.
    pub fn known(&self, point: &Point) -> Result<Vec<Known>, Problem> {
        let scene = &point.scene;
        let wanted = self.question.series.wanted(scene, point.ticks, true)?;
        let end = last_tick(scene, point.ticks);
        let mut creatures: Vec<&str> =
            scene.creatures.iter().map(|creature| creature.name.as_str()).collect();
        creatures.sort_unstable();
        if creatures.is_empty() {
            creatures.push("");
        }
        let seconds = |tick| Clock { tick }.seconds().to_string();
        let mut rows = Vec::new();
        for creature in creatures {
            for (part, (from, to)) in wanted.spans(&scene.stimuli, creature, end).into_iter().enumerate() {
                let own = [creature.to_owned(), seconds(from), seconds(to)];
                let cells: Vec<String> = point.columns.iter().cloned().chain(own).collect();
                let known = Known { cells, creature: creature.to_owned(), part };
                if self.question.replicates.is_none() {
                    rows.push(known);
                    continue;
                }
                rows.extend(names().map(|name| {
                    let mut known = known.clone();
                    known.cells.push(name.to_owned());
                    known
                }));
            }
        }
        Ok(rows)
    }

    /// Does a run. What is known of its rows comes with the first of its replicates.
    fn outcome(
        &self,
        number: usize,
        replicate: u32,
        stop: &AtomicBool,
    ) -> Result<(Vec<Known>, Outcome), Problem> {
        let point = self.point(number)?;
        let known = if replicate == 0 { self.known(&point)? } else { Vec::new() };
        // All replicates are as long, whenever they are touched.
        let Point { mut scene, ticks, .. } = point;
        if let Some((_, variation)) = &self.question.replicates {
            scene = variation.replicate(&scene, replicate);
        }
        let wanted = self.question.series.wanted(&scene, ticks, true)?;
        Ok((known, run(&scene, ticks, wanted, stop).ok_or(Problem::Stopped)?))
    }

    /// Does the runs of a range in their order, each with all its replicates, so many at a time; `take` gets the rows
    /// of each, `after_each` is called after each replicate. It ends before its time when `stop` is set.
    ///
    /// # Errors
    ///
    /// Those of `take`, what is wrong with a run, or that it was stopped.
    pub fn in_order<E: From<Problem> + From<io::Error>>(
        &self,
        runs: Range<usize>,
        jobs: usize,
        stop: &AtomicBool,
        after_each: impl Fn(),
        mut take: impl FnMut(Vec<Vec<String>>) -> Result<(), E>,
    ) -> Result<(), E> {
        let each = self.replicates();
        let (mut known, mut outcomes): (Vec<Known>, Vec<Outcome>) = Default::default();
        let work = |number| self.outcome(number / each, (number % each) as u32, stop);
        in_order(runs.start * each..runs.end * each, jobs, work, |_, done| {
            let (of_run, outcome) = done?;
            known.extend(of_run);
            outcomes.push(outcome);
            if outcomes.len() == each {
                take(self.rows(&known, &outcomes))?;
                known.clear();
                outcomes.clear();
            }
            after_each();
            Ok(())
        })
    }

    /// The rows of a run, of what is known of them and what came out of it.
    fn rows(&self, known: &[Known], outcomes: &[Outcome]) -> Vec<Vec<String>> {
        let Some(outcome) = outcomes.first() else { return Vec::new() };
        let cell = |value: Option<f64>| value.map_or(String::new(), |value| value.to_string());
        let mut rows: Vec<Vec<String>> = known.iter().map(|known| known.cells.clone()).collect();
        if self.question.replicates.is_none() {
            for (row, Known { creature, part, .. }) in rows.iter_mut().zip(known) {
                let values = outcome.values(creature, *part);
                row.extend(values.into_iter().map(|value| value.map_or(String::new(), measured)));
                row.push(outcome.hash.clone());
            }
            return rows;
        }
        // A row for each of the names.
        let each = names().count();
        for (rows, known) in rows.chunks_mut(each).zip(known.chunks(each)) {
            let summaries = summaries(outcomes, &known[0].creature, known[0].part);
            for (row, summary) in rows.iter_mut().zip(summaries) {
                let interval = summary.and_then(|summary| summary.interval());
                row.push(summary.map_or(0, |summary| summary.n).to_string());
                row.push(cell(summary.map(|summary| summary.mean)));
                row.push(cell(summary.and_then(|summary| summary.sd)));
                row.push(cell(interval.map(|interval| interval.0)));
                row.push(cell(interval.map(|interval| interval.1)));
            }
        }
        rows
    }
}

/// A number of 32 bits as it stands in a table, with no more digits than those have; a larger count as it is.
fn measured(value: f64) -> String {
    let short = value as f32;
    if f64::from(short) == value { short.to_string() } else { value.to_string() }
}
