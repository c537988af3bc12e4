//! `wriggle sweep`: a scene many times over, with other parameters each time.

use super::changes::{self, Events, Protocols, Span};
use super::guard::{Guard, SCENE};
use super::options;
use super::replicates::{self, Spread};
use super::run::{self, Outcome, Plan};
use super::series::{self, Series};
use super::{
    Failure, Sooner, Typed, files, is_standard_output, jobs_or_all, note, outside, progress_bar, say,
};
use crate::arena::Medium;
use crate::record::Every;
use crate::scene::document::Scene;
use crate::scene::stream::is_stream;
use crate::scene::{self, Protocol, Template, path_set, to_text};
use crate::sim::{Clock, StateHasher};
use crate::sweep::{
    Axis, Design, Fingerprint, Kept, MAX_RUNS, Made, Source, Table, TableError, beside, in_order, split,
};
use clap::Args;
use std::cell::RefCell;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::time::Instant;

/// Columns after the parameters.
const BEFORE: [&str; 7] = ["seed", "medium", "ablated", "ticks", "creature", "from", "to"];
/// What is told of a measure of replicates.
const SUMMED: [&str; 6] = ["measure", "n", "mean", "sd", "low", "high"];
/// How an arm without ablation is called.
const INTACT: &str = "none";

#[derive(Args, Debug)]
pub(super) struct Options {
    /// The scene file
    scene: PathBuf,
    /// What to vary. PATH is any path into the scene, like `classes.touch.threshold`; VALUES are `2..8:7` (seven values from 2 to 8), a list `1,2,5` or one value. May be repeated, then all combinations are run
    #[arg(long, value_name = "PATH=VALUES", value_parser = assignment)]
    set: Vec<Assignment>,
    /// Seeds to vary, `1..20` or `1,2,5`
    #[arg(long, value_name = "SEEDS", value_parser = seeds)]
    seeds: Option<Seeds>,
    /// Media to vary: `agar`, `water`, or drag along and across the body as T:N
    #[arg(long, value_name = "MEDIUM,...", value_parser = media)]
    media: Vec<Media>,
    /// Runs without these neurons, chosen as in `run`. Each `--ablate` makes runs of its own: `--ablate A --ablate B,C` runs without A, and without B and C; with `--ablate none` there are runs with all neurons too
    #[arg(long, value_name = "NEURON,...")]
    ablate: Vec<String>,
    #[command(flatten)]
    events: Events,
    #[command(flatten)]
    protocols: Protocols,
    #[command(flatten)]
    span: Span,
    #[command(flatten)]
    series: Series,
    /// So many runs in which everything is drawn by chance, in place of all combinations; `PATH=2..8` is any number from 2 to 8 then, a whole one where the scene wants one
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..=MAX_RUNS as i64))]
    sample: Option<u32>,
    /// The seed that `--sample` draws by
    #[arg(long, value_name = "K", default_value_t = 0, requires = "sample")]
    sample_seed: u64,
    /// So many runs of every point, with what can vary varied a little: bends at birth, and the times of touches. In place of a row a run there is one a measure, with the mean of the replicates, their standard deviation (`sd`) and the 95 % interval of the mean by Student's t (`low`, `high`). The seeds of replicates come of the scene's seed
    #[arg(long, value_name = "N", value_parser = replicates::count)]
    replicates: Option<u32>,
    #[command(flatten)]
    spread: Spread,
    /// So many runs at a time (default: one a processor)
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=1024))]
    jobs: Option<u16>,
    /// The table; a sweep that was stopped, by whatever, goes on where it was when it is called again in the same way, and a file that holds anything else is left alone (default: standard output)
    #[arg(long, value_name = "F.csv")]
    out: Option<PathBuf>,
    /// Begin the table anew, whatever the file holds
    #[arg(long, requires = "out")]
    force: bool,
}

/// `PATH=VALUES`.
#[derive(Clone, Debug)]
struct Assignment {
    path: String,
    axis: Axis,
}

fn assignment(text: &str) -> Result<Assignment, String> {
    let (path, values) = changes::assignment(text)?;
    if path == "seed" {
        return Err("seeds are varied by --seeds".to_owned());
    }
    let axis = match Axis::parse(values)? {
        Axis::Values(values) => {
            let values: Result<Vec<String>, String> =
                values.iter().map(|text| path_set::value(text).map(str::to_owned)).collect();
            Axis::Values(values?)
        }
        range => range,
    };
    Ok(Assignment { path: path.to_owned(), axis })
}

#[derive(Clone, Debug)]
struct Media(Vec<Medium>);

fn media(text: &str) -> Result<Media, String> {
    // Outside of brackets: `Custom(tangential: 1, normal: 40)` is one.
    split(text).into_iter().map(options::medium).collect::<Result<_, _>>().map(Media)
}

#[derive(Clone, Debug)]
struct Seeds(Vec<u64>);

fn seeds(text: &str) -> Result<Seeds, String> {
    let number = |text: &str| {
        text.trim()
            .parse::<u64>()
            .map_err(|_| format!("seeds are whole numbers, 1..20 or 1,2,5, not `{text}`"))
    };
    let mut seeds = Vec::new();
    for part in split(text) {
        let (first, last) = match part.split_once("..") {
            None => (number(part)?, number(part)?),
            Some((first, last)) => (number(first)?, number(last)?),
        };
        if first > last {
            return Err(format!("the seeds {part} do not begin before their end"));
        }
        if (last - first) as usize >= MAX_RUNS || seeds.len() >= MAX_RUNS {
            return Err(format!("these are more than {MAX_RUNS} seeds"));
        }
        seeds.extend(first..=last);
    }
    Ok(Seeds(seeds))
}

/// All that the runs have in common, and what tells them apart.
struct Sweep<'o> {
    options: &'o Options,
    /// The hash of the scene as it was read.
    meaning: String,
    protocols: Vec<Protocol>,
    /// Whether the protocols are in the template already.
    followed: bool,
    template: Template,
    /// One column a path, then seed, medium and arm as far as they are varied.
    design: Design,
    media: Vec<Medium>,
    seeds: Vec<u64>,
    arms: Vec<Vec<String>>,
}

/// What is known of a row before its run is done.
#[derive(Clone)]
struct Known {
    cells: Vec<String>,
    creature: String,
    /// The number of the part of the run.
    part: usize,
}

/// What is known of the rows of a run, and what came out of it.
type Done = (Vec<Known>, Outcome);

/// What is known of the rows before anything is run.
#[derive(Default)]
struct Rows {
    /// The first row of each run, and behind the last one how many there are.
    starts: Vec<usize>,
    /// Whether the seed makes a difference in any run.
    chance: bool,
}

impl Rows {
    /// The run that a row belongs to, and which of its rows it is.
    fn find(&self, row: usize) -> Option<(usize, usize)> {
        let run = self.starts.partition_point(|start| *start <= row).checked_sub(1)?;
        (run + 1 < self.starts.len()).then(|| (run, row - self.starts[run]))
    }
}

pub(super) fn sweep(options: &Options, typed: &Typed) -> Result<(), Failure> {
    let table = options.out.as_ref().filter(|path| !is_standard_output(path) && !is_stream(path));
    let beside = table.map(|path| beside(path));
    Guard::default()
        .reads(SCENE, [&options.scene])
        .reads("--protocol", &options.protocols.protocol)
        .writes("--out", &options.out)
        .writes("--out", &beside)
        .check()?;
    if options.spread.is_given() && options.replicates.is_none() {
        return Err(Failure::Usage(
            "--jitter and --spread are of replicates: --replicates says how many".into(),
        ));
    }
    let sweep = Sweep::new(options)?;
    let total = sweep.design.len();
    let jobs = jobs_or_all(options.jobs);
    // Nothing is begun that would come to an end in the middle.
    let progress = progress_bar(total, 0).with_message("checked");
    let mut rows = Rows { starts: vec![0], chance: false };
    let mut hashes = Hashes::default();
    let check = |number| {
        let (scene, columns) = sweep.scene(number)?;
        let count = sweep.known(&scene, &columns)?.len();
        Ok::<_, Failure>((count, scene::has_chance(&scene), sweep.meaning(scene)))
    };
    in_order::<_, Sooner>(0..total, jobs, check, |run, checked| {
        let (count, chance, meaning) = checked?;
        rows.starts.push(rows.starts[run] + count);
        rows.chance |= chance;
        hashes.add(meaning);
        progress.inc(1);
        Ok(())
    })
    .map_err(|Sooner(failure)| failure)?;
    progress.finish_and_clear();
    sweep.tell_of_chance(&rows)?;

    let (first, _) = sweep.scene(0)?;
    outside::tell(&first, options.span.of(&first), &options.events.given(&first));

    let header = sweep.header();
    let (mut table, kept, what) = match table {
        Some(path) => {
            let made = Made { fingerprint: sweep.fingerprint(typed, &hashes), hashes: hashes.after_each };
            let (table, kept) = open(path, &header, options.force, &sweep, &rows, &made)?;
            (table, kept, path.display().to_string())
        }
        None => {
            let path = options.out.as_deref().unwrap_or(Path::new("-"));
            let (what, out) = files::create(path)?;
            let table = Table::new(out, &header).map_err(Failure::io(&*what))?;
            (table, Kept::default(), what)
        }
    };

    let began = Instant::now();
    // A sweep can be stopped between the rows of a run: that run is done again, and its first rows are there.
    let (first, mut there) = rows.find(kept.rows).unwrap_or((total, 0));
    let each = sweep.replicates();
    let progress = progress_bar(total * each, first * each).with_message("runs");
    let mut done: Vec<Done> = Vec::new();
    in_order::<_, Sooner>(
        first * each..total * each,
        jobs,
        |number| sweep.outcome(number / each, (number % each) as u32),
        |_, outcome| {
            done.push(outcome?);
            if done.len() == each {
                for row in sweep.rows(&done).iter().skip(std::mem::take(&mut there)) {
                    table.write(row).map_err(Failure::io(&*what))?;
                }
                done.clear();
            }
            progress.inc(1);
            Ok(())
        },
    )
    .map_err(|Sooner(failure)| failure)?;
    progress.finish_and_clear();
    let before = if first > 0 { format!(" and {} from before", first * each) } else { String::new() };
    let seconds = began.elapsed().as_secs_f64();
    say(&format!("{} runs in {seconds:.1} s{before}", (total - first) * each));
    Ok(())
}

/// Options that show in the scenes of the runs, and what has no part in what comes out.
const IN_THE_RUNS: [&str; 15] = [
    "scene",
    "set",
    "seeds",
    "media",
    "ablate",
    "touch",
    "inject",
    "silence",
    "clamp",
    "protocol",
    "seconds",
    "ticks",
    "sample",
    "sample-seed",
    "seed",
];
const OF_NO_EFFECT: [&str; 4] = ["scene", "jobs", "out", "force"];

/// The hash of the first so many runs, for every number of them.
#[derive(Default)]
struct Hashes {
    of_all: StateHasher,
    after_each: Vec<String>,
}

impl Hashes {
    fn add(&mut self, run: u64) {
        self.of_all.write(&run.to_le_bytes());
        self.after_each.push(format!("{:016x}", self.of_all.finish()));
    }
}

fn hash(text: &str) -> String {
    let mut hasher = StateHasher::default();
    hasher.write(text.as_bytes());
    format!("{:016x}", hasher.finish())
}

fn open(
    path: &Path,
    header: &[String],
    anew: bool,
    sweep: &Sweep,
    rows: &Rows,
    made: &Made,
) -> Result<(Table, Kept), Failure> {
    let shown = path.display();
    // The rows of a run follow one another.
    let last: RefCell<Option<(usize, Vec<Known>)>> = RefCell::default();
    let expected = |row| {
        let (run, within) = rows.find(row)?;
        let mut last = last.borrow_mut();
        if last.as_ref().is_none_or(|(of, _)| *of != run) {
            let (scene, columns) = sweep.scene(run).ok()?;
            *last = Some((run, sweep.known(&scene, &columns).ok()?));
        }
        last.as_ref().and_then(|(_, known)| Some(known.get(within)?.cells.clone()))
    };
    let opened = Table::open(path, header, anew, made, expected);
    let (table, kept) = opened.map_err(|error| match error {
        TableError::Io(error) => Failure::Io { what: shown.to_string(), error },
        TableError::Busy => Failure::Input(format!("{shown}: {error}")),
        TableError::Other(why) => {
            Failure::Input(format!("{shown}: {why}; the file was left as it is, --force writes over it"))
        }
        TableError::Changed(why) => Failure::Input(format!(
            "{shown}: {why}\nThe file was left as it is. To go on with it, call the sweep as it was then; to keep it, name another file by --out; --force writes over it"
        )),
        TableError::Beside(why) => Failure::Input(why),
    })?;
    // A program that was built anew has the same version: one of the old runs is done again to know.
    if let Some(last) = &kept.last
        && let Some((run, within)) = rows.find(kept.rows - 1)
        && sweep.rows(&sweep.outcomes(run)?).get(within) != Some(last)
    {
        return Err(Failure::Input(format!(
            "{shown}: run {} comes out otherwise now, though nothing that it is made of has changed: the program has; to keep the table, name another file by --out; --force writes over it",
            run + 1
        )));
    }
    Ok((table, kept))
}

impl<'o> Sweep<'o> {
    fn new(options: &'o Options) -> Result<Self, Failure> {
        let mut scene = files::scene(&options.scene)?.scene;
        let protocols = options.protocols.load()?;
        let meaning = hash(&to_text(&scene, ""));
        // A path may lead to the protocol's stimuli; else places are looked up on the bodies that
        // the runs have.
        let followed = options.set.iter().any(|set| set.path.starts_with("stimuli"));
        if followed {
            changes::follow(&mut scene, &protocols)?;
        }
        let firsts: Vec<String> = options.set.iter().map(|set| set.axis.first()).collect();
        let slots: Vec<(&str, &str)> =
            options.set.iter().zip(&firsts).map(|(set, first)| (&*set.path, &**first)).collect();
        let template =
            Template::new(&scene, &slots).map_err(|why| Failure::Usage(format!("--set: {why}")))?;

        let mut axes: Vec<Axis> = Vec::new();
        for (slot, set) in options.set.iter().enumerate() {
            axes.push(match set.axis {
                Axis::Range { from, to, .. } => {
                    let mut values: Vec<&str> = firsts.iter().map(String::as_str).collect();
                    let between = format!("{}", from.floor() + 0.5);
                    values[slot] = &between;
                    Axis::Range { from, to, whole: from.fract() == 0.0 && !template.reads(&values) }
                }
                ref values => values.clone(),
            });
        }
        let arms = arms(&scene, &options.ablate)?;
        let seeds = options.seeds.as_ref().map(|seeds| seeds.0.clone()).unwrap_or_default();
        let media: Vec<Medium> = options.media.iter().flat_map(|media| media.0.iter().copied()).collect();
        for count in [media.len(), arms.len(), seeds.len()] {
            // What is not varied has one value, the scene's own.
            axes.push(Axis::Values((0..count.max(1)).map(|i| i.to_string()).collect()));
        }
        let design = match options.sample {
            Some(count) => Design::sample(axes, count as usize, options.sample_seed),
            None => Design::grid(axes),
        };
        let design = design.map_err(Failure::Usage)?;
        Ok(Self { options, meaning, protocols, followed, template, design, media, seeds, arms })
    }

    /// The hash of all that a run follows from.
    fn meaning(&self, mut scene: Scene) -> u64 {
        let ticks = self.options.span.of(&scene);
        (scene.name, scene.about) = (String::new(), String::new());
        let mut hasher = StateHasher::default();
        hasher.write(to_text(&scene, "").as_bytes());
        hasher.write(&ticks.to_le_bytes());
        hasher.finish()
    }

    /// What the rows of the table are made of.
    fn fingerprint(&self, typed: &Typed, hashes: &Hashes) -> Fingerprint {
        let protocols = self.protocols.iter().zip(&self.options.protocols.protocol);
        let matters = typed.iter().filter(|(name, _)| !OF_NO_EFFECT.contains(&name.as_str()));
        let options: BTreeMap<String, Vec<String>> =
            matters.map(|(name, values)| (name.clone(), values.clone())).collect();
        Fingerprint {
            program: env!("CARGO_PKG_VERSION").to_owned(),
            scene: Source { file: files::name_of_input(&self.options.scene), hash: self.meaning.clone() },
            protocols: protocols
                .map(|(protocol, path)| Source {
                    file: files::name_of_input(path),
                    hash: hash(&format!("{:?}", protocol.entries())),
                })
                .collect(),
            beside_the_runs: options
                .keys()
                .filter(|name| !IN_THE_RUNS.contains(&name.as_str()))
                .cloned()
                .collect(),
            options,
            runs: self.design.len(),
            hash: hashes.after_each.last().cloned().unwrap_or_default(),
        }
    }

    fn header(&self) -> Vec<String> {
        let paths = self.options.set.iter().map(|set| set.path.clone());
        let known = std::iter::once("run".to_owned()).chain(paths).chain(BEFORE.map(str::to_owned));
        if self.options.replicates.is_some() {
            known.chain(SUMMED.map(str::to_owned)).collect()
        } else {
            known.chain(series::names().chain(["hash"]).map(str::to_owned)).collect()
        }
    }

    /// How often each point is run.
    fn replicates(&self) -> usize {
        self.options.replicates.unwrap_or(1) as usize
    }

    /// Says what varies between replicates, and that seeds which change nothing do so.
    fn tell_of_chance(&self, rows: &Rows) -> Result<(), Failure> {
        if self.options.replicates.is_some() {
            if self.options.series.every == Some(Every::Touch) {
                let words = "--every touch makes parts that begin elsewhere in each replicate; --every S makes the same parts in all";
                return Err(Failure::Usage(words.into()));
            }
            return self.options.spread.tell(&self.scene(0)?.0);
        }
        if !self.seeds.is_empty() && !rows.chance {
            let so =
                if self.seeds.len() > 1 { "all seeds make the same run" } else { "the seed changes nothing" };
            note(&format!("{}; --replicates varies what can vary", changes::without_chance(so)));
        }
        Ok(())
    }

    /// The scene of a run and what is known of its row beforehand.
    fn scene(&self, number: usize) -> Result<(Scene, Vec<String>), Failure> {
        let point = self.design.point(number);
        let paths = self.options.set.len();
        let values: Vec<&str> = point[..paths].iter().map(|choice| choice.text.as_str()).collect();
        let mut scene = self.template.fill(&values).map_err(|why| {
            let told: Vec<String> = self
                .options
                .set
                .iter()
                .zip(&values)
                .map(|(set, value)| format!("{}={value}", set.path))
                .collect();
            Failure::Usage(format!("run {} with {}: {why}", number + 1, told.join(" ")))
        })?;
        if !self.followed {
            changes::follow(&mut scene, &self.protocols)?;
        }
        self.options.events.add_to(&mut scene)?;
        if let Some(medium) = self.media.get(point[paths].index) {
            scene.arena.medium = *medium;
        }
        if let Some(seed) = self.seeds.get(point[paths + 2].index) {
            scene.seed = *seed;
        }
        let arm = self.arms.get(point[paths + 1].index).map_or(&[][..], Vec::as_slice);
        changes::ablate(&mut scene, arm)?;
        let ticks = self.options.span.of(&scene);
        let mut columns = vec![(number + 1).to_string()];
        columns.extend(values.into_iter().map(str::to_owned));
        columns.push(scene.seed.to_string());
        columns.push(options::medium_name(scene.arena.medium));
        columns.push(if arm.is_empty() { INTACT.to_owned() } else { arm.join("+") });
        columns.push(ticks.to_string());
        Ok((scene, columns))
    }

    /// What is known of the rows of a run before it is done.
    fn known(&self, scene: &Scene, columns: &[String]) -> Result<Vec<Known>, Failure> {
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
    fn outcome(&self, number: usize, replicate: u32) -> Result<Done, Failure> {
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
    fn outcomes(&self, number: usize) -> Result<Vec<Done>, Failure> {
        (0..self.replicates()).map(|replicate| self.outcome(number, replicate as u32)).collect()
    }

    /// The rows of a run, of what is known of them and what came out of it.
    fn rows(&self, done: &[Done]) -> Vec<Vec<String>> {
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

/// The neurons that each arm does without.
fn arms(scene: &Scene, ablate: &[String]) -> Result<Vec<Vec<String>>, Failure> {
    let mut arms = Vec::new();
    for names in ablate {
        let arm: Vec<String> = match names.as_str() {
            INTACT => Vec::new(),
            names => names.split(',').map(str::to_owned).collect(),
        };
        changes::chosen(scene, &arm, "--ablate")?;
        arms.push(arm);
    }
    Ok(arms)
}
