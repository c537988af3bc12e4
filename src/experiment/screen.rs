//! What is lost, and gained, without each neuron: each is silenced in turn, and what that changes is told in standard
//! deviations of the intact worm.

use super::changes::chosen;
use super::outcome::{Outcome, run, summaries};
use super::problem::Problem;
use super::series::{Series, names};
use super::varying::varying;
use crate::nervous::Hold;
use crate::record::report::Effects;
use crate::scene::document::Scene;
use crate::scene::select;
use crate::sweep::{MAX_RUNS, Summary, Variation, in_order};
use std::cmp::Ordering;
use std::collections::BTreeMap;
use std::sync::atomic::AtomicBool;

/// The table's columns.
pub const COLUMNS: [&str; 10] =
    ["silenced", "creature", "measure", "n", "mean", "sd", "intact_n", "intact_mean", "intact_sd", "effect"];

/// What is asked of a scene.
#[derive(Clone, Debug)]
pub struct Asked {
    /// All neurons of a class together, in place of every neuron by itself.
    pub by_class: bool,
    /// Every two of them together, too.
    pub pairs: bool,
    /// Only these neurons; none: all of them.
    pub neurons: Vec<String>,
    /// Only these measures; none: all of movement.
    pub measures: Vec<String>,
    /// So many runs with each.
    pub replicates: u32,
    /// How they vary.
    pub variation: Variation,
}

/// What is silenced together.
#[derive(Clone, Debug)]
struct Arm {
    name: String,
    neurons: Vec<(String, String)>,
}

/// A row of the table.
#[derive(Clone, Debug)]
pub struct Row {
    /// What was silenced.
    pub silenced: String,
    /// Whose measure it is.
    pub creature: String,
    /// Which measure.
    pub measure: &'static str,
    /// With these neurons silent.
    pub with: Option<Summary>,
    /// Of the intact worm.
    pub intact: Option<Summary>,
}

/// A screen of a scene, before it is run.
#[derive(Clone, Debug)]
pub struct Screen {
    scene: Scene,
    ticks: u64,
    asked: Asked,
    arms: Vec<Arm>,
    measures: Vec<(usize, &'static str)>,
    /// What varies between its runs.
    pub varying: String,
}

impl Screen {
    /// Looks at what is asked of a scene that is run for so many ticks.
    ///
    /// # Errors
    ///
    /// When it does not fit the scene.
    pub fn new(scene: Scene, ticks: u64, asked: Asked) -> Result<Self, Problem> {
        let arms = arms(&scene, &asked.neurons, asked.by_class, asked.pairs)?;
        let measures = measures(&scene, &asked.measures)?;
        // Of runs that are all the same nobody could say how much they differ by chance.
        let varying = varying(&asked.variation, &scene)?;
        let screen = Self { scene, ticks, asked, arms, measures, varying };
        let total = screen.total();
        if total > MAX_RUNS {
            return Err(Problem::Asked(format!(
                "these are {total} runs, more than {MAX_RUNS}; --neurons takes fewer"
            )));
        }
        Ok(screen)
    }

    /// How many runs it takes.
    #[must_use]
    pub fn total(&self) -> usize {
        (self.arms.len() + 1).saturating_mul(self.asked.replicates as usize)
    }

    /// The creatures, in the order of the table.
    #[must_use]
    pub fn creatures(&self) -> Vec<&str> {
        let mut creatures: Vec<&str> =
            self.scene.creatures.iter().map(|creature| creature.name.as_str()).collect();
        creatures.sort_unstable();
        creatures
    }

    /// Does the runs, so many at a time, and returns the rows of the table, the strongest effect first; `after_each` is
    /// called after each run. It ends before its time when `stop` is set.
    ///
    /// # Errors
    ///
    /// What is wrong with a run, or that it was stopped.
    pub fn run(&self, jobs: usize, stop: &AtomicBool, after_each: impl Fn()) -> Result<Vec<Row>, Problem> {
        let Asked { replicates, variation, .. } = &self.asked;
        let each = *replicates as usize;
        // The intact worm comes first. Replicate by replicate all arms have the same bends and the same touches.
        let work = |number: usize| {
            let mut replicate = variation.replicate(&self.scene, (number % each) as u32);
            if let Some(arm) = (number / each).checked_sub(1).and_then(|arm| self.arms.get(arm)) {
                silence(&mut replicate, &arm.neurons);
            }
            let wanted = Series::default().wanted(&replicate, self.ticks, true)?;
            run(&replicate, self.ticks, wanted, stop).ok_or(Problem::Stopped)
        };
        let creatures = self.creatures();
        let mut sums: Vec<Vec<Vec<Option<Summary>>>> = Vec::with_capacity(self.arms.len() + 1);
        let mut done: Vec<Outcome> = Vec::with_capacity(each);
        in_order::<_, Problem>(0..self.total(), jobs, work, |_, outcome| {
            done.push(outcome?);
            if done.len() == each {
                sums.push(creatures.iter().map(|creature| summaries(&done, creature, 0)).collect());
                done.clear();
            }
            after_each();
            Ok(())
        })?;
        Ok(rows(&self.arms, &creatures, &self.measures, &sums))
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
fn arms(scene: &Scene, wanted: &[String], by_class: bool, pairs: bool) -> Result<Vec<Arm>, Problem> {
    let everyone = ["*".to_owned()];
    let words = if wanted.is_empty() { &everyone[..] } else { wanted };
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
    match by_class {
        false => {
            for (creature, neuron) in neurons {
                arms.push(Arm { name: named(&creature, &neuron), neurons: vec![(creature, neuron)] });
            }
        }
        true => {
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
    if pairs {
        let singles = arms.len();
        if singles.saturating_mul(singles) / 2 > MAX_RUNS {
            return Err(Problem::Asked("--pairs: these are too many pairs; --neurons takes fewer".into()));
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
fn measures(scene: &Scene, wanted: &[String]) -> Result<Vec<(usize, &'static str)>, Problem> {
    let all: Vec<(usize, &'static str)> = names().enumerate().collect();
    if wanted.is_empty() {
        let moves = scene.bodies().next().is_some();
        return Ok(all.into_iter().filter(|(_, name)| (*name != "spikes") == moves).collect());
    }
    for name in wanted {
        if !all.iter().any(|(_, known)| known == name) {
            let hint = select::hint(name, all.iter().map(|(_, known)| *known));
            return Err(Problem::Asked(format!("--measures: there is no measure \"{name}\"{hint}")));
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
    #[must_use]
    pub fn effect(&self) -> Option<f64> {
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

/// The strongest effect, in words.
#[must_use]
pub fn words(rows: &[Row]) -> String {
    let Some(first) = rows.first().filter(|row| row.strength() > 0.0) else {
        return "silencing changed nothing that was measured".to_owned();
    };
    let strong = rows.iter().filter(|row| row.strength() >= 3.0).count();
    format!(
        "{strong} of {} effects are of 3 standard deviations or more; the strongest: {} of {} without {}",
        rows.len(),
        first.measure,
        first.creature,
        first.silenced
    )
}

/// The rows as they are written, below [`COLUMNS`].
#[must_use]
pub fn cells(rows: &[Row]) -> Vec<Vec<String>> {
    let cell = |value: Option<f64>| value.map_or(String::new(), |value| value.to_string());
    let told = |summary: Option<Summary>| {
        [
            summary.map_or(0, |summary| summary.n).to_string(),
            cell(summary.map(|summary| summary.mean)),
            cell(summary.and_then(|summary| summary.sd)),
        ]
    };
    let row = |row: &Row| {
        let known = [row.silenced.clone(), row.creature.clone(), row.measure.to_owned()];
        known.into_iter().chain(told(row.with)).chain(told(row.intact)).chain([cell(row.effect())]).collect()
    };
    rows.iter().map(row).collect()
}

/// The same as a field of what was silenced and what was measured.
#[must_use]
pub fn picture(rows: &[Row], several: bool) -> Effects {
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
        names().position(|known| known == name).unwrap_or(usize::MAX)
    };
    field.sort_columns(|a, b| match place(a).cmp(&place(b)) {
        Ordering::Equal => a.cmp(b),
        order => order,
    });
    field
}
