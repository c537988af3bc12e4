//! The options of `wriggle sweep`.

use super::super::changes::{Events, Protocols, Span};
use super::super::replicates::{self, Spread};
use super::super::series::Series;
use super::values::{Media, Seeds, assignment, media, seeds};
use crate::experiment::Assignment;
use crate::sweep::MAX_RUNS;
use clap::Args;
use std::path::PathBuf;

#[derive(Args, Debug)]
pub(in crate::cli) struct Options {
    /// The scene file
    pub(super) scene: PathBuf,
    /// What to vary. PATH is any path into the scene, like `classes.touch.threshold`; VALUES are `2..8:7` (seven values from 2 to 8), a list `1,2,5` or one value. May be repeated, then all combinations are run
    #[arg(long, value_name = "PATH=VALUES", value_parser = assignment)]
    pub(super) set: Vec<Assignment>,
    /// Seeds to vary, `1..20` or `1,2,5`
    #[arg(long, value_name = "SEEDS", value_parser = seeds)]
    pub(super) seeds: Option<Seeds>,
    /// Media to vary: `agar`, `water`, or drag along and across the body as T:N
    #[arg(long, value_name = "MEDIUM,...", value_parser = media)]
    pub(super) media: Vec<Media>,
    /// Runs without these neurons, chosen as in `run`. Each `--ablate` makes runs of its own: `--ablate A --ablate B,C` runs without A, and without B and C; with `--ablate none` there are runs with all neurons too
    #[arg(long, value_name = "NEURON,...")]
    pub(super) ablate: Vec<String>,
    #[command(flatten)]
    pub(super) events: Events,
    #[command(flatten)]
    pub(super) protocols: Protocols,
    #[command(flatten)]
    pub(super) span: Span,
    #[command(flatten)]
    pub(super) series: Series,
    /// So many runs in which everything is drawn by chance, in place of all combinations; `PATH=2..8` is any number from 2 to 8 then, a whole one where the scene wants one
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..=MAX_RUNS as i64))]
    pub(super) sample: Option<u32>,
    /// The seed that `--sample` draws by
    #[arg(long, value_name = "K", default_value_t = 0, requires = "sample")]
    pub(super) sample_seed: u64,
    /// So many runs of every point, with what can vary varied a little: bends at birth, and the times of touches. In place of a row a run there is one a measure, with the mean of the replicates, their standard deviation (`sd`) and the 95 % interval of the mean by Student's t (`low`, `high`). The seeds of replicates come of the scene's seed
    #[arg(long, value_name = "N", value_parser = replicates::count)]
    pub(super) replicates: Option<u32>,
    #[command(flatten)]
    pub(super) spread: Spread,
    /// So many runs at a time (default: one a processor)
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=1024))]
    pub(super) jobs: Option<u16>,
    /// The table; a sweep that was stopped, by whatever, goes on where it was when it is called again in the same way, and a file that holds anything else is left alone (default: standard output)
    #[arg(long, value_name = "F.csv")]
    pub(super) out: Option<PathBuf>,
    /// Begin the table anew, whatever the file holds
    #[arg(long, requires = "out")]
    pub(super) force: bool,
}
