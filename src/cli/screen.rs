//! `wriggle screen`: what is lost, and gained, without each neuron.

use super::changes::{Changes, Protocols, Span, chosen};
use super::guard::{Guard, SCENE};
use super::replicates::{self, Spread};
use super::run::{self, Outcome, Plan};
use super::series::{self, Series};
use super::{Failure, Sooner, files, jobs_or_all, outside, progress_bar, report, say};
use crate::nervous::Hold;
use crate::record::report::{Effects, Format, Heading, effects};
use crate::scene::document::Scene;
use crate::scene::select;
use crate::sweep::{MAX_RUNS, Summary, in_order};
use clap::{Args, ValueEnum};
use std::cmp::Ordering;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// The table's columns.
const COLUMNS: [&str; 10] =
    ["silenced", "creature", "measure", "n", "mean", "sd", "intact_n", "intact_mean", "intact_sd", "effect"];

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

/// What is silenced together.
struct Arm {
    name: String,
    neurons: Vec<(String, String)>,
}

/// A row of the table.
struct Row {
    silenced: String,
    creature: String,
    measure: &'static str,
    with: Option<Summary>,
    intact: Option<Summary>,
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
    let arms = arms(&scene, options)?;
    let measures = measures(&scene, &options.measures)?;
    let ticks = options.span.of(&scene);
    let each = options.replicates as usize;
    let total = (arms.len() + 1).saturating_mul(each);
    if total > MAX_RUNS {
        return Err(Failure::Usage(format!(
            "these are {total} runs, more than {MAX_RUNS}; --neurons takes fewer"
        )));
    }
    for path in options.out.iter().chain(&options.csv) {
        files::check_writable(path)?;
    }
    outside::tell(&scene, ticks, &given);
    options.spread.tell(&scene)?;

    let variation = options.spread.variation();
    // The intact worm comes first. Replicate by replicate all arms have the same bends and the same touches.
    let work = |number: usize| {
        let mut replicate = variation.replicate(&scene, (number % each) as u32);
        if let Some(arm) = (number / each).checked_sub(1).and_then(|arm| arms.get(arm)) {
            silence(&mut replicate, &arm.neurons);
        }
        let wanted = Series::default().wanted(&replicate, ticks, true)?;
        run::simulate(&replicate, &Plan::quiet(ticks, wanted))
    };
    let mut creatures: Vec<&str> = scene.creatures.iter().map(|creature| creature.name.as_str()).collect();
    creatures.sort_unstable();
    let mut sums: Vec<Vec<Vec<Option<Summary>>>> = Vec::with_capacity(arms.len() + 1);
    let mut done: Vec<Outcome> = Vec::with_capacity(each);
    let progress = progress_bar(total, 0).with_message("runs");
    in_order::<_, Sooner>(0..total, jobs_or_all(options.jobs), work, |_, outcome| {
        done.push(outcome?);
        if done.len() == each {
            sums.push(creatures.iter().map(|creature| replicates::summaries(&done, creature, 0)).collect());
            done.clear();
        }
        progress.inc(1);
        Ok(())
    })
    .map_err(|Sooner(failure)| failure)?;
    progress.finish_and_clear();

    let rows = rows(&arms, &creatures, &measures, &sums);
    tell(&rows);
    if let Some(path) = &options.out {
        let title = if scene.name.is_empty() { report::title(&options.scene) } else { scene.name.clone() };
        let line = format!("effect of silencing, in standard deviations of {each} runs of the intact worm");
        let format = Format::of(path).unwrap_or(Format::Svg);
        let picture = effects(&Heading { title, line }, &picture(&rows, creatures.len() > 1), format)
            .map_err(Failure::io(path.display().to_string()))?;
        report::keep(path, &picture)?;
    }
    match &options.csv {
        Some(path) => files::write(path, &table(&rows)?),
        None if to_standard_output => files::write(Path::new("-"), &table(&rows)?),
        None => Ok(()),
    }
}

fn silence(scene: &mut Scene, neurons: &[(String, String)]) {
    for (creature, neuron) in neurons {
        let owner = scene.creatures.iter_mut().find(|other| other.name == *creature);
        let found = owner.and_then(|owner| owner.neurons.iter_mut().find(|other| other.name == *neuron));
        if let Some(found) = found {
            found.hold = Hold::Silent;
        }
    }
}

/// What is silenced, one after the other.
fn arms(scene: &Scene, options: &Options) -> Result<Vec<Arm>, Failure> {
    let everyone = ["*".to_owned()];
    let words = if options.neurons.is_empty() { &everyone[..] } else { &options.neurons };
    let neurons = chosen(scene, words, "--neurons")?;
    let several = scene.creatures.len() > 1;
    let named = |creature: &str, what: &str| {
        if several { format!("{creature}:{what}") } else { what.to_owned() }
    };
    let class_of = |creature: &str, neuron: &str| {
        let owner = scene.creatures.iter().find(|other| other.name == creature)?;
        owner.neurons.iter().find(|other| other.name == neuron).map(|neuron| neuron.class.as_str())
    };
    let mut arms: Vec<Arm> = Vec::new();
    match options.by {
        By::Neuron => {
            for (creature, neuron) in neurons {
                arms.push(Arm { name: named(&creature, &neuron), neurons: vec![(creature, neuron)] });
            }
        }
        By::Class => {
            let mut classes: BTreeMap<(String, String), Vec<(String, String)>> = BTreeMap::new();
            for (creature, neuron) in &neurons {
                let class = class_of(creature, neuron).unwrap_or_default().to_owned();
                classes.entry((creature.clone(), class)).or_default();
            }
            for ((creature, class), members) in &mut classes {
                let owner = scene.creatures.iter().find(|other| other.name == *creature);
                let of_class =
                    owner.into_iter().flat_map(|owner| &owner.neurons).filter(|n| n.class == *class);
                members.extend(of_class.map(|neuron| (creature.clone(), neuron.name.clone())));
            }
            for ((creature, class), neurons) in classes {
                let class = if class.is_empty() { "no class".to_owned() } else { format!("class:{class}") };
                arms.push(Arm { name: named(&creature, &class), neurons });
            }
        }
    }
    if options.pairs {
        let singles = arms.len();
        if singles.saturating_mul(singles) / 2 > MAX_RUNS {
            return Err(Failure::Usage("--pairs: these are too many pairs; --neurons takes fewer".into()));
        }
        for one in 0..singles {
            for other in one + 1..singles {
                let (a, b) = (&arms[one], &arms[other]);
                let pair = Arm {
                    name: format!("{}+{}", a.name, b.name),
                    neurons: a.neurons.iter().chain(&b.neurons).cloned().collect(),
                };
                arms.push(pair);
            }
        }
    }
    Ok(arms)
}

/// The measures that are told of, by their numbers.
fn measures(scene: &Scene, wanted: &[String]) -> Result<Vec<(usize, &'static str)>, Failure> {
    let all: Vec<(usize, &'static str)> = series::names().enumerate().collect();
    if wanted.is_empty() {
        let moves = scene.bodies().next().is_some();
        return Ok(all.into_iter().filter(|(_, name)| (*name != "spikes") == moves).collect());
    }
    for name in wanted {
        if !all.iter().any(|(_, known)| known == name) {
            let hint = select::hint(name, all.iter().map(|(_, known)| *known));
            return Err(Failure::Usage(format!("--measures: there is no measure \"{name}\"{hint}")));
        }
    }
    Ok(all.into_iter().filter(|(_, name)| wanted.iter().any(|wanted| wanted == name)).collect())
}

fn rows(
    arms: &[Arm],
    creatures: &[&str],
    measures: &[(usize, &'static str)],
    sums: &[Vec<Vec<Option<Summary>>>],
) -> Vec<Row> {
    let mut rows = Vec::new();
    let Some((intact, with)) = sums.split_first() else { return rows };
    for (arm, with) in arms.iter().zip(with) {
        for (number, creature) in creatures.iter().enumerate() {
            for &(index, measure) in measures {
                let (with, intact) = (with[number][index], intact[number][index]);
                if with.is_some() || intact.is_some() {
                    let (silenced, creature) = (arm.name.clone(), (*creature).to_owned());
                    rows.push(Row { silenced, creature, measure, with, intact });
                }
            }
        }
    }
    // The sort is stable: what is equally strong stays in the order of the scene.
    rows.sort_by(|a, b| b.strength().total_cmp(&a.strength()));
    rows
}

impl Row {
    /// The difference from the intact worm, in standard deviations of that one: infinite where that one does not
    /// vary; `None` where one of the two has no value, or the intact worm too few to say how much it varies.
    fn effect(&self) -> Option<f64> {
        let (with, intact) = (self.with?, self.intact?);
        let (difference, sd) = (with.mean - intact.mean, intact.sd?);
        Some(match difference {
            0.0 => 0.0,
            _ if sd > 0.0 => difference / sd,
            _ => f64::INFINITY.copysign(difference),
        })
    }

    /// For the order: what was lost or gained as a whole is among the strongest, what nothing can be said of is not.
    fn strength(&self) -> f64 {
        let is_whole = self.with.is_some() != self.intact.is_some();
        self.effect().map_or(if is_whole { f64::INFINITY } else { 0.0 }, f64::abs)
    }
}

fn tell(rows: &[Row]) {
    let Some(first) = rows.first().filter(|row| row.strength() > 0.0) else {
        return say("silencing changed nothing that was measured");
    };
    let strong = rows.iter().filter(|row| row.strength() >= 3.0).count();
    say(&format!(
        "{strong} of {} effects are of 3 standard deviations or more; the strongest: {} of {} without {}",
        rows.len(),
        first.measure,
        first.creature,
        first.silenced
    ));
}

fn table(rows: &[Row]) -> Result<Vec<u8>, Failure> {
    let failed = |error: csv::Error| Failure::Input(format!("the table cannot be written: {error}"));
    let cell = |value: Option<f64>| value.map_or(String::new(), |value| value.to_string());
    let mut writer = csv::Writer::from_writer(Vec::new());
    writer.write_record(COLUMNS).map_err(failed)?;
    for row in rows {
        let told = |summary: Option<Summary>| {
            [
                summary.map_or(0, |summary| summary.n).to_string(),
                cell(summary.map(|summary| summary.mean)),
                cell(summary.and_then(|summary| summary.sd)),
            ]
        };
        let known = [row.silenced.clone(), row.creature.clone(), row.measure.to_owned()];
        let cells =
            known.into_iter().chain(told(row.with)).chain(told(row.intact)).chain([cell(row.effect())]);
        writer.write_record(cells.collect::<Vec<String>>()).map_err(failed)?;
    }
    writer.into_inner().map_err(|error| Failure::Input(format!("the table cannot be written: {error}")))
}

/// The same as a field of what was silenced and what was measured.
fn picture(rows: &[Row], several: bool) -> Effects {
    let mut field = Effects::default();
    for row in rows {
        let column =
            if several { format!("{} {}", row.creature, row.measure) } else { row.measure.to_owned() };
        let effect = match (row.effect(), row.with.is_some()) {
            (Some(effect), _) => effect as f32,
            (None, true) => f32::INFINITY,
            (None, false) => f32::NEG_INFINITY,
        };
        field.add(&row.silenced, &column, effect);
    }
    // Columns in the order of the measures, not of their effects.
    let place = |column: &str| {
        let name = column.rsplit(' ').next().unwrap_or(column);
        series::names().position(|known| known == name).unwrap_or(usize::MAX)
    };
    field.sort_columns(|a, b| match place(a).cmp(&place(b)) {
        Ordering::Equal => a.cmp(b),
        order => order,
    });
    field
}
