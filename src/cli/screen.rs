//! `wriggle screen`: what is lost, and gained, without each neuron.

use super::changes::{Changes, Protocols, Span};
use super::guard::{Guard, SCENE};
use super::replicates::{self, Spread};
use super::{Failure, files, jobs_or_all, note, outside, progress_bar, report, say};
use crate::experiment::screen::{self, Screen};
use crate::record::report::{Format, Heading, effects};
use crate::sweep::csv;
use clap::{Args, ValueEnum};
use std::path::{Path, PathBuf};
use std::sync::atomic::AtomicBool;

#[derive(Args, Debug)]
pub(super) struct Options {
    /// The scene file
    scene: PathBuf,
    #[command(flatten)]
    span: Span,
    #[command(flatten)]
    protocols: Protocols,
    #[command(flatten)]
    changes: Changes,
    /// What is silenced at a time
    #[arg(long, value_enum, default_value = "neuron")]
    by: By,
    /// Every two of them together, too
    #[arg(long)]
    pairs: bool,
    /// Silence only these neurons, or the classes that they are of; chosen as by `--ablate`
    #[arg(long, value_name = "NEURON,...", value_delimiter = ',')]
    neurons: Vec<String>,
    /// Only these measures (default: all of movement, or `spikes` where nothing has a body)
    #[arg(long, value_name = "MEASURE,...", value_delimiter = ',')]
    measures: Vec<String>,
    /// So many runs with each, and so many of the intact worm
    #[arg(long, value_name = "N", default_value_t = 8, value_parser = replicates::count)]
    replicates: u32,
    #[command(flatten)]
    spread: Spread,
    /// So many runs at a time; the result is the same (default: one a processor)
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=1024))]
    jobs: Option<u16>,
    /// Draw the strongest effects as a picture
    #[arg(long, value_name = "F.svg|F.png", value_parser = report::file)]
    out: Option<PathBuf>,
    /// Write the table to a file (default: to standard output, unless there is a picture)
    #[arg(long, value_name = "F.csv")]
    csv: Option<PathBuf>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum By {
    /// Every neuron by itself
    Neuron,
    /// All neurons of a class of a creature
    Class,
}

pub(super) fn screen(options: &Options) -> Result<(), Failure> {
    let to_standard_output = options.csv.is_none() && options.out.is_none();
    Guard::default()
        .reads(SCENE, [&options.scene])
        .reads("--protocol", &options.protocols.protocol)
        .writes("--out", &options.out)
        .writes("--csv", &options.csv)
        .prints("the table", to_standard_output)
        .check()?;
    let mut scene = files::scene(&options.scene)?.scene;
    let given = options.changes.lay_over(&mut scene, &options.protocols.load()?)?;
    options.changes.tell_of_seed(&scene);
    let ticks = options.span.of(&scene);
    let asked = screen::Asked {
        by_class: options.by == By::Class,
        pairs: options.pairs,
        neurons: options.neurons.clone(),
        measures: options.measures.clone(),
        replicates: options.replicates,
        variation: options.spread.variation(),
    };
    let screen = Screen::new(scene.clone(), ticks, asked)?;
    for path in options.out.iter().chain(&options.csv) {
        files::check_writable(path)?;
    }
    outside::tell(&scene, ticks, &given);
    note(&screen.varying);

    let progress = progress_bar(screen.total(), 0).with_message("runs");
    let rows = screen.run(jobs_or_all(options.jobs), &AtomicBool::new(false), || progress.inc(1))?;
    progress.finish_and_clear();

    say(&screen::words(&rows));
    if let Some(path) = &options.out {
        let title = if scene.name.is_empty() { report::title(&options.scene) } else { scene.name.clone() };
        let line = format!(
            "effect of silencing, in standard deviations of {} runs of the intact worm",
            options.replicates
        );
        let format = Format::of(path).unwrap_or(Format::Svg);
        let several = screen.creatures().len() > 1;
        let picture = effects(&Heading { title, line }, &screen::picture(&rows, several), format)
            .map_err(Failure::io(path.display().to_string()))?;
        report::keep(path, &picture)?;
    }
    let table = csv(&screen::COLUMNS, &screen::cells(&rows)).map_err(Failure::io("the table"))?;
    match &options.csv {
        Some(path) => files::write(path, &table),
        None if to_standard_output => files::write(Path::new("-"), &table),
        None => Ok(()),
    }
}
