//! `wriggle run`: a scene without a window, as fast as it goes.

use super::changes::{self, Changes, Protocols, Span};
use super::guard::{Guard, SCENE};
use super::series::{PartOutcome, Series};
use super::{Failure, files, outside, print_line, report};
use crate::app::{Executor, headless_app};
use crate::arena::Medium;
use crate::experiment::{self, Measured};
use crate::nervous::Threads;
use crate::nervous::plasticity::Learning;
use crate::record::{Columns, MeasuresOrNot, Meters, Response, Tables, Taught, Wanted};
use crate::scene::document::Scene;
use crate::scene::{self, Comments, Loaded, Moment};
use crate::sim::{Clock, run_tick, ticks};
use clap::Args;
use indicatif::{ProgressBar, ProgressStyle};
use serde::Serialize;
use std::fmt::Write as _;
use std::io::{self, Write};
use std::path::PathBuf;
use std::time::Instant;

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
    #[command(flatten)]
    series: Series,
    /// Write every neuron in every tick to a table
    #[arg(long, value_name = "F.csv")]
    trace: Option<PathBuf>,
    /// Only these neurons in the trace, chosen as by `--ablate`
    #[arg(long, value_name = "NEURON,...", value_delimiter = ',', requires = "trace")]
    neurons: Vec<String>,
    /// Write every segment in every tick to a table
    #[arg(long, value_name = "F.csv")]
    body: Option<PathBuf>,
    /// Write every muscle in every tick to a table
    #[arg(long, value_name = "F.csv")]
    muscles: Option<PathBuf>,
    /// Write every release to a table
    #[arg(long, value_name = "F.csv")]
    spikes: Option<PathBuf>,
    /// Write the weights of synapses that learn to a table
    #[arg(long, value_name = "F.csv")]
    weights: Option<PathBuf>,
    /// Seconds between two readings of the weights
    #[arg(long, value_name = "S", default_value_t = 1.0, requires = "weights", value_parser = super::options::seconds)]
    weights_every: f64,
    /// Write the levels of modulators in every tick to a table
    #[arg(long, value_name = "F.csv")]
    modulators: Option<PathBuf>,
    /// Write every astrocyte in every tick to a table
    #[arg(long, value_name = "F.csv")]
    astrocytes: Option<PathBuf>,
    /// Keep weights and thresholds as they are
    #[arg(long)]
    no_learning: bool,
    /// Write the scene as it is at the end, from which a run goes on, to the bit, as if it had not stopped
    #[arg(long, value_name = "F.worm.ron")]
    save: Option<PathBuf>,
    /// Draw one picture to judge the run by: path, curvature, muscles, touches, spikes, measures
    #[arg(long, value_name = "F.svg|F.png", value_parser = report::file)]
    report: Option<PathBuf>,
    /// Threads for the neurons of a net of 16,384 or more; the result is the same to the bit (default: one a processor)
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=256))]
    threads: Option<u16>,
    /// Print one JSON object: the measures of movement, spikes, answers to touches, wall seconds, real-time factor and hash
    #[arg(long)]
    json: bool,
    /// Print 16 hexadecimal digits over the whole state at the end; equal runs have equal hashes
    #[arg(long)]
    hash: bool,
}

/// What to do with a scene, once the options have been laid over it.
#[derive(Default)]
pub(super) struct Plan {
    ticks: u64,
    tables: Vec<(Columns, PathBuf)>,
    only: Vec<(String, String)>,
    weights_every: u64,
    /// Where the scene at the end goes, and the comments of its file.
    save: Option<(PathBuf, Comments)>,
    /// Threads for one large net; one, where many runs share the processors.
    threads: Threads,
    report: Option<report::Wanted>,
    measured: Wanted,
}

impl Plan {
    /// Just run for so long.
    pub(super) fn seconds(seconds: f64) -> Self {
        Self { ticks: ticks(seconds), ..Self::default() }
    }
}

/// What came out of a run.
#[derive(Clone, Debug, Serialize)]
pub(super) struct Outcome {
    scene: String,
    medium: Medium,
    seed: u64,
    seconds: f64,
    ticks: u64,
    /// From when on it was measured \[seconds\].
    from: f64,
    /// Measures of the first creature that has a body.
    #[serde(flatten)]
    measures: MeasuresOrNot,
    spikes: u64,
    creatures: Vec<CreatureOutcome>,
    /// What was learned, where anything learns.
    #[serde(skip_serializing_if = "Option::is_none")]
    learned: Option<Taught>,
    wall_seconds: f64,
    real_time_factor: f64,
    hash: String,
}

#[derive(Clone, Debug, Serialize)]
struct CreatureOutcome {
    name: String,
    spikes: u64,
    #[serde(flatten)]
    printed: MeasuresOrNot,
    #[serde(skip_serializing_if = "Option::is_none")]
    series: Option<Vec<PartOutcome>>,
    touches: Vec<Response>,
}

impl From<Measured> for CreatureOutcome {
    fn from(measured: Measured) -> Self {
        Self {
            spikes: measured.whole.spikes,
            printed: MeasuresOrNot(measured.whole.measures),
            series: measured.parts.map(|parts| parts.into_iter().map(Into::into).collect()),
            touches: measured.responses,
            name: measured.name,
        }
    }
}

pub(super) fn run(options: &Options) -> Result<(), Failure> {
    Guard::default()
        .reads(SCENE, [&options.scene])
        .reads("--protocol", &options.protocols.protocol)
        .writes("--trace", &options.trace)
        .writes("--body", &options.body)
        .writes("--muscles", &options.muscles)
        .writes("--spikes", &options.spikes)
        .writes("--weights", &options.weights)
        .writes("--modulators", &options.modulators)
        .writes("--astrocytes", &options.astrocytes)
        .writes("--report", &options.report)
        .saves("--save", options.save.as_ref())
        .prints("--json", options.json)
        .prints("--hash", options.hash && !options.json)
        .check()?;
    let Loaded { mut scene, comments } = files::scene(&options.scene)?;
    let given = options.changes.lay_over(&mut scene, &options.protocols.load()?)?;
    options.changes.tell_of_seed(&scene);
    if options.no_learning {
        scene.learning = Learning::Frozen;
    }
    let plan = Plan { save: options.save.clone().map(|path| (path, comments)), ..plan(&scene, options)? };
    outside::tell(&scene, plan.ticks, &given);
    let outcome = simulate(&scene, &plan)?;
    if options.json {
        let json = serde_json::to_string_pretty(&outcome)
            .map_err(|error| Failure::Input(format!("the measures cannot be written: {error}")))?;
        print_line(&json)
    } else if options.hash {
        print_line(&outcome.hash)
    } else {
        let words = outcome.in_words(&files::name_of_input(&options.scene));
        writeln!(io::stderr(), "{words}").map_err(Failure::io("standard error"))
    }
}

fn plan(scene: &Scene, options: &Options) -> Result<Plan, Failure> {
    let ticks = options.span.of(scene);
    if options.series.every.is_some() && !options.json {
        return Err(Failure::Usage("--every needs --json, which a time series is printed in".into()));
    }
    let measured = options.series.plain().wanted(scene, ticks, options.json)?;
    let only = changes::chosen(scene, &options.neurons, "--neurons")?;
    let tables: Vec<(Columns, PathBuf)> = [
        (Columns::Neurons, &options.trace),
        (Columns::Body, &options.body),
        (Columns::Muscles, &options.muscles),
        (Columns::Spikes, &options.spikes),
        (Columns::Weights, &options.weights),
        (Columns::Levels, &options.modulators),
        (Columns::Astrocytes, &options.astrocytes),
    ]
    .into_iter()
    .filter_map(|(columns, path)| Some((columns, path.clone()?)))
    .collect();
    let report = options.report.clone().map(|path| report::Wanted {
        path,
        ablated: options.changes.ablate.clone(),
        title: report::title(&options.scene),
    });
    let threads = options.threads.map_or_else(Threads::all, |count| Threads::new(count.into()));
    let weights_every = self::ticks(options.weights_every).max(1);
    Ok(Plan { ticks, tables, only, weights_every, report, save: None, threads, measured })
}

/// Runs a scene and measures it.
pub(super) fn simulate(scene: &Scene, plan: &Plan) -> Result<Outcome, Failure> {
    let mut app = headless_app(Executor::SingleThreaded);
    let world = app.world_mut();
    world.insert_resource(plan.threads);
    world.insert_resource(Meters::new(plan.measured));
    scene::spawn(world, scene);
    if let Some(report) = &plan.report {
        report.begin(world, scene, plan.ticks)?;
    }

    if let Some((path, _)) = &plan.save {
        files::check_writable(path)?;
    }

    let mut tables = Tables::default();
    for (columns, path) in &plan.tables {
        let (name, out) = files::create(path)?;
        tables.add(*columns, name, out)?;
    }
    let recording = !tables.is_empty();
    if recording {
        tables.only(plan.only.clone());
        tables.weights_every(plan.weights_every);
        world.insert_resource(tables);
    }

    let progress = progress_bar(plan.ticks);
    let began = Instant::now();
    for tick in 1..=plan.ticks {
        run_tick(world);
        if tick.is_multiple_of(512) {
            progress.set_position(tick);
            if recording {
                world.resource_mut::<Tables>().check()?;
            }
        }
    }
    let wall_seconds = began.elapsed().as_secs_f64();
    progress.finish_and_clear();
    if recording && let Some(tables) = world.remove_resource::<Tables>() {
        tables.finish()?;
    }

    if let Some((path, comments)) = &plan.save {
        let end = scene::capture(world, Moment::Now);
        files::write(path, comments.write(&end).as_bytes())?;
    }

    let seconds = Clock { tick: plan.ticks }.seconds();
    let experiment::Outcome { creatures, hash } = experiment::Outcome::of(world, &plan.measured);
    let creatures: Vec<CreatureOutcome> = creatures.into_iter().map(Into::into).collect();
    if let Some(report) = &plan.report {
        let creatures = creatures.iter().map(|c| (c.name.clone(), c.spikes, c.printed.0)).collect();
        report.finish(world, scene, (seconds, plan.measured.from), creatures, hash.clone())?;
    }
    Ok(Outcome {
        scene: scene.name.clone(),
        medium: scene.arena.medium,
        seed: scene.seed,
        seconds,
        ticks: plan.ticks,
        from: Clock { tick: plan.measured.from }.seconds(),
        measures: MeasuresOrNot(creatures.iter().find_map(|c| c.printed.0)),
        spikes: creatures.iter().map(|c| c.spikes).sum(),
        creatures,
        learned: Taught::of(world),
        wall_seconds,
        real_time_factor: if wall_seconds > 0.0 { seconds / wall_seconds } else { 0.0 },
        hash,
    })
}

/// A bar on the terminal; none where there is no terminal.
fn progress_bar(ticks: u64) -> ProgressBar {
    let bar = ProgressBar::new(ticks);
    if let Ok(style) = ProgressStyle::with_template("{bar:40} {percent:>3} %  {elapsed} of about {duration}")
    {
        bar.set_style(style);
    }
    bar
}

impl Outcome {
    /// The measures in words.
    pub(super) fn in_words(&self, file: &str) -> String {
        let mut text = String::new();
        let title = if self.scene.is_empty() { file } else { &self.scene };
        // Writing to a string cannot fail.
        let _ = writeln!(
            text,
            "{title}: {:.2} s of simulated time in {:.2} s, {:.0} times real time",
            self.seconds, self.wall_seconds, self.real_time_factor
        );
        for creature in &self.creatures {
            let _ = write!(text, "  {}: {} spikes", creature.name, creature.spikes);
            if let Some(m) = creature.printed.0 {
                let way = if m.speed < 0.0 { "backward" } else { "forward" };
                let _ = write!(text, ", {:.3} body lengths/s {way}, {:.2} away", m.speed.abs(), m.distance);
                if let Some(frequency) = m.frequency {
                    let _ = write!(text, ", {frequency:.2} Hz");
                }
                if let Some(wavelength) = m.wavelength {
                    let _ = write!(text, ", wavelength {wavelength:.2}");
                }
                if let Some(frequency) = m.backward_frequency {
                    let _ = write!(text, "; backward {frequency:.2} Hz");
                }
            }
            text.push('\n');
        }
        if let Some(Taught { learning, moved, mean_change, largest_change }) = self.learned {
            let _ = writeln!(
                text,
                "  {moved} of {learning} weights moved, by {mean_change:.3} on average and {largest_change:+.3} at most"
            );
        }
        let _ = write!(text, "  hash {}", self.hash);
        text
    }
}
