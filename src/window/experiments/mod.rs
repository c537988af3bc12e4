//! Experiments: what `sweep`, `responses` and `screen` do on the command line, and protocols that are played on the worm
//! in the window. The runs are done in worlds of their own, on threads of their own.
//!
//! * `asked`: what is asked; `forms` are where, `paths` what can be swept, `range` how.
//! * `work`: the runs.
//! * `answer`: what came of them; `chart` and `table` show it.
//! * `protocol`: stimuli played on the worm.

mod answer;
mod asked;
mod chart;
mod forms;
mod panel;
mod paths;
mod protocol;
mod range;
mod table;
mod work;

pub use answer::Answer;
pub use asked::{Asked, Kind};
#[cfg(test)]
pub use asked::{Loaded, Repeat};
#[cfg(test)]
pub use table::keep as keep_table;

use crate::edit::{History, NeuronKey};
use crate::experiment::Problem;
use crate::scene::document::Scene;
use crate::scene::{Moment, capture};
use crate::window::state::document::is_dirty;
use crate::window::state::{
    Command, Died, Document, Graph, Job, Menu, Panel, Selection, report, say, say_error,
};
use bevy::app::App;
use bevy::ecs::change_detection::{DetectChanges, Tick};
use bevy::ecs::prelude::*;
use std::path::PathBuf;

/// The window of experiments, over everything.
pub const PANEL: Panel = Panel { plugin, show: panel::show };

/// What they add to menus.
pub const COMMANDS: &[Command] = &[Command::new(
    "Experiments",
    "Protocols, sweeps of a parameter, responses to touches, lesions: many runs beside this one",
    |world, _| toggle(world),
)
.menu(Menu::Run, 4)
.switch(|world| world.resource::<Experiments>().shown)];

fn plugin(app: &mut App) {
    app.init_resource::<Experiments>();
}

/// Experiments: what is asked, and what came of it.
#[derive(Resource, Default)]
pub struct Experiments {
    /// Whether they are to be seen.
    pub shown: bool,
    /// What is asked.
    pub asked: Asked,
    /// What came of the last one.
    pub answer: Option<Answer>,
    /// What can be swept, and the range of the path as it stands.
    offered: Offered,
    /// How the answer is shown.
    seen: Seen,
    under_way: Option<UnderWay>,
}

/// What can be swept.
#[derive(Default)]
struct Offered {
    paths: Vec<paths::Path>,
    /// The path that was looked up, and what it leads to.
    looked_up: Option<(String, Result<paths::Found, String>)>,
    /// What was chosen then, and when the scene had been changed last.
    then: Option<(Option<NeuronKey>, Option<Tick>)>,
    /// Whether a path is being typed.
    typing: bool,
    /// Whether all paths are to be seen.
    listed: bool,
}

/// How an answer is shown.
#[derive(Default)]
struct Seen {
    measure: String,
    /// The column that the table is sorted by, and whether backwards.
    sorted: Option<(usize, bool)>,
}

/// Runs under way.
struct UnderWay {
    total: u64,
    title: String,
    command: String,
    job: Job<Result<Answer, Problem>>,
}

#[cfg(test)]
impl Experiments {
    /// Runs that are done of those under way.
    pub fn done(&self) -> Option<u64> {
        self.under_way.as_ref().map(|runs| runs.job.done())
    }
}

/// For a picture: asks, with the answer at once.
#[cfg(test)]
pub fn show_in_pictures(world: &mut World, asked: Asked, measure: &str) {
    let scene = scene(world);
    let command = asked.command(&file(world), &table_name(world, asked.kind));
    let answer = match asked.kind {
        Kind::Protocol => None,
        _ => work::run(&asked, scene, &crate::window::state::Watch::default()).ok(),
    };
    let mut experiments = world.resource_mut::<Experiments>();
    experiments.answer = answer.map(|answer| Answer { title: forms::title(&asked), command, ..answer });
    experiments.seen.measure = measure.to_owned();
    (experiments.asked, experiments.shown) = (asked, true);
}

/// Shows the experiments, or puts them away.
pub fn toggle(world: &mut World) {
    let mut experiments = world.resource_mut::<Experiments>();
    experiments.shown = !experiments.shown;
    experiments.offered = Offered::default();
}

/// Puts the experiments away; false, if they were not to be seen. Runs under way go on.
pub fn leave(world: &mut World) -> bool {
    std::mem::take(&mut world.resource_mut::<Experiments>().shown)
}

/// The scene that is run: from its beginning, with all changes.
fn scene(world: &mut World) -> Scene {
    capture(world, Moment::Birth)
}

/// The scene's file, for the command line; a name for one that has none yet.
fn file(world: &World) -> PathBuf {
    world.resource::<Document>().path.clone().unwrap_or_else(|| PathBuf::from("scene.worm.ron"))
}

/// A name for the table.
fn table_name(world: &World, kind: Kind) -> PathBuf {
    let stem = world.resource::<Document>().stem();
    let stem = if stem.is_empty() { "scene" } else { &stem };
    PathBuf::from(format!("{stem}-{}.csv", kind.command().0))
}

/// Begins the runs.
fn begin(world: &mut World) {
    let scene = scene(world);
    let asked = world.resource::<Experiments>().asked.clone();
    let total = match work::total(&asked, &scene) {
        Ok(total) => total,
        Err(problem) => return report(world, "These runs cannot be done", problem.to_string()),
    };
    let command = asked.command(&file(world), &table_name(world, asked.kind));
    let title = forms::title(&asked);
    let job = Job::begin("experiments", move |watch| work::run(&asked, scene, watch));
    match job {
        Ok(job) => {
            world.resource_mut::<Experiments>().under_way = Some(UnderWay { total, title, command, job });
        }
        Err(error) => say_error(world, format!("No thread could be started: {error}")),
    }
}

/// Takes over what came of the runs.
fn collect(world: &mut World) {
    let mut experiments = world.resource_mut::<Experiments>();
    let Some(runs) = &mut experiments.under_way else { return };
    let Some(outcome) = runs.job.outcome() else { return };
    let (title, command) = (std::mem::take(&mut runs.title), std::mem::take(&mut runs.command));
    experiments.under_way = None;
    match outcome {
        Ok(Ok(answer)) => {
            let answer = Answer { title, command, ..answer };
            let measures = answer.measures();
            let Experiments { seen, answer: shown, .. } = &mut *experiments;
            seen.sorted = None;
            if !measures.contains(&seen.measure) {
                // What one looks at first: how fast it is, or how far it backs off.
                let speed = measures.iter().find(|name| *name == "speed");
                seen.measure = speed.or(measures.first()).cloned().unwrap_or_default();
            }
            *shown = Some(answer);
        }
        Ok(Err(Problem::Stopped)) => say(world, "Cancelled; the answer before stays"),
        Ok(Err(problem)) => report(world, "The runs came to no end", problem.to_string()),
        Err(Died) => report(world, "The runs came to no end", "A thread has failed."),
    }
}

/// So many neurons make a scene large.
const LARGE: usize = 1000;

/// Looks up what can be swept, where it is not known.
fn look_up(world: &mut World) {
    let chosen = world.resource::<Selection>().selected.clone();
    let now = (chosen.clone(), world.get_resource_ref::<History>().map(|history| history.last_changed()));
    let experiments = world.resource::<Experiments>();
    let path = experiments.asked.path.trim().to_owned();
    let same = experiments.offered.looked_up.as_ref().is_some_and(|(looked_up, _)| *looked_up == path);
    if same && experiments.offered.then.as_ref() == Some(&now) {
        return;
    }
    // To look into a large scene takes its time: not with every letter.
    if experiments.offered.typing && world.resource::<Graph>().cells.len() > LARGE {
        return;
    }
    let scene = scene(world);
    let range = if path.is_empty() { Err(String::new()) } else { paths::look_up(&scene, &path) };
    let mut experiments = world.resource_mut::<Experiments>();
    let Experiments { offered, asked, .. } = &mut *experiments;
    offered.paths = paths::offered(&scene, chosen.as_ref());
    if let (Ok(found), false, true) = (&range, same, offered.looked_up.is_some()) {
        asked.range = found.range;
        if found.whole {
            // Steps of whole numbers, a dozen at most.
            let span = (found.range.1 - found.range.0) as usize;
            asked.steps = 1 + (1..=12).rev().find(|steps| span.is_multiple_of(*steps)).unwrap_or(1);
        }
    }
    offered.then = Some(now);
    offered.looked_up = Some((path, range));
}

/// What the file of the scene lacks, so that the command line would ask something else.
fn lacks(world: &World) -> Option<&'static str> {
    let unnamed = world.resource::<Document>().path.is_none();
    (unnamed || is_dirty(world) || world.resource::<Graph>().stale)
        .then_some("The command reads the file: save the scene first, it has changes that are not in there.")
}
