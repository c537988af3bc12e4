//! The rows of a sweep's table: what is known of them before a run, and what comes out of it.

use super::super::replicates;
use super::super::run::{self, Outcome, Plan};
use super::super::{Failure, series};
use super::runs::Sweep;
use crate::scene::document::Scene;
use crate::sim::Clock;

/// Columns after the parameters.
const BEFORE: [&str; 7] = ["seed", "medium", "ablated", "ticks", "creature", "from", "to"];
/// What is told of a measure of replicates.
const SUMMED: [&str; 6] = ["measure", "n", "mean", "sd", "low", "high"];
/// What is known of a row before its run is done.
#[derive(Clone)]
pub(super) struct Known {
    pub(super) cells: Vec<String>,
    pub(super) creature: String,
    /// The number of the part of the run.
    pub(super) part: usize,
}

/// What is known of the rows of a run, and what came out of it.
pub(super) type Done = (Vec<Known>, Outcome);

/// What is known of the rows before anything is run.
#[derive(Default)]
pub(super) struct Rows {
    /// The first row of each run, and behind the last one how many there are.
    pub(super) starts: Vec<usize>,
    /// Whether the seed makes a difference in any run.
    pub(super) chance: bool,
}

impl Rows {
    /// The run that a row belongs to, and which of its rows it is.
    pub(super) fn find(&self, row: usize) -> Option<(usize, usize)> {
        let run = self.starts.partition_point(|start| *start <= row).checked_sub(1)?;
        (run + 1 < self.starts.len()).then(|| (run, row - self.starts[run]))
    }
}

impl Sweep<'_> {
    pub(super) fn header(&self) -> Vec<String> {
        let paths = self.options.set.iter().map(|set| set.path.clone());
        let known = std::iter::once("run".to_owned()).chain(paths).chain(BEFORE.map(str::to_owned));
        if self.options.replicates.is_some() {
            known.chain(SUMMED.map(str::to_owned)).collect()
        } else {
            known.chain(series::names().chain(["hash"]).map(str::to_owned)).collect()
        }
    }

    /// What is known of the rows of a run before it is done.
    pub(super) fn known(&self, scene: &Scene, columns: &[String]) -> Result<Vec<Known>, Failure> {
        let wanted = self.options.series.wanted(scene, self.options.span.of(scene), true)?;
        let end = series::last_tick(scene, self.options.span.of(scene));
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
                let cells: Vec<String> = columns.iter().cloned().chain(own).collect();
                let known = Known { cells, creature: creature.to_owned(), part };
                if self.options.replicates.is_none() {
                    rows.push(known);
                    continue;
                }
                rows.extend(series::names().map(|name| {
                    let mut known = known.clone();
                    known.cells.push(name.to_owned());
                    known
                }));
            }
        }
        Ok(rows)
    }

    /// Does a run.
    pub(super) fn outcome(&self, number: usize, replicate: u32) -> Result<Done, Failure> {
        let (mut scene, columns) = self.scene(number)?;
        let known = if replicate == 0 { self.known(&scene, &columns)? } else { Vec::new() };
        // All replicates are as long, whenever they are touched.
        let ticks = self.options.span.of(&scene);
        if self.options.replicates.is_some() {
            scene = self.options.spread.variation().replicate(&scene, replicate);
        }
        let wanted = self.options.series.wanted(&scene, ticks, true)?;
        Ok((known, run::simulate(&scene, &Plan::quiet(ticks, wanted))?))
    }

    /// Does all replicates of a run.
    pub(super) fn outcomes(&self, number: usize) -> Result<Vec<Done>, Failure> {
        (0..self.replicates()).map(|replicate| self.outcome(number, replicate as u32)).collect()
    }

    /// The rows of a run, of what is known of them and what came out of it.
    pub(super) fn rows(&self, done: &[Done]) -> Vec<Vec<String>> {
        let Some((known, outcome)) = done.first() else { return Vec::new() };
        let cell = |value: Option<f64>| value.map_or(String::new(), |value| value.to_string());
        let mut rows: Vec<Vec<String>> = known.iter().map(|known| known.cells.clone()).collect();
        if self.options.replicates.is_none() {
            for (row, Known { creature, part, .. }) in rows.iter_mut().zip(known) {
                let values = replicates::values(outcome, creature, *part);
                row.extend(values.into_iter().map(|value| value.map_or(String::new(), measured)));
                row.push(outcome.hash.clone());
            }
            return rows;
        }
        let outcomes: Vec<Outcome> = done.iter().map(|(_, outcome)| outcome.clone()).collect();
        // A row for each of the names.
        let each = series::names().count();
        for (rows, known) in rows.chunks_mut(each).zip(known.chunks(each)) {
            let summaries = replicates::summaries(&outcomes, &known[0].creature, known[0].part);
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
