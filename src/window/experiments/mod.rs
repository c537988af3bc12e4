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
    Busy, Command, Died, Document, Graph, Job, Menu, Panel, Selection, report, say, say_error,
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
    /// The table that is to be saved, until its file is named: another one may come meanwhile.
    to_save: Option<Vec<u8>>,
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
    /// Those that can be shown, and the one that is.
    measures: Vec<String>,
    measure: String,
    /// What is drawn of that.
    series: Kept<String, Vec<answer::Series>>,
    /// The column that the table is sorted by, and whether backwards.
    sorted: Option<(usize, bool)>,
    /// The rows in that order, and the widths of the columns.
    rows: Kept<Option<(usize, bool)>, table::Laid>,
}

impl Seen {
    /// Another answer is there: what one looks at first of it.
    fn begin(&mut self, answer: &Answer) {
        let measures = answer.measures();
        let measure = std::mem::take(&mut self.measure);
        *self = Self { measures, ..Self::default() };
        // How fast it is, or how far it backs off.
        let first =
            [measure.as_str(), "speed"].into_iter().find(|name| self.measures.iter().any(|m| m == name));
        self.measure = first.or(self.measures.first().map(String::as_str)).unwrap_or_default().to_owned();
    }
}

/// What was made of something, until that is another thing.
struct Kept<K, V>(Option<(K, V)>);

impl<K, V> Default for Kept<K, V> {
    fn default() -> Self {
        Self(None)
    }
}

impl<K: Clone + PartialEq, V> Kept<K, V> {
    /// What is made of this.
    fn get(&mut self, of: &K, make: impl FnOnce(&K) -> V) -> &V {
        if self.0.as_ref().is_some_and(|(known, _)| known != of) {
            self.0 = None;
        }
        &self.0.get_or_insert_with(|| (of.clone(), make(of))).1
    }
}

/// Runs under way.
struct UnderWay {
    title: String,
    command: String,
    lacks: Option<&'static str>,
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
    let lacks = lacks(world);
    let mut experiments = world.resource_mut::<Experiments>();
    experiments.answer =
        answer.map(|answer| Answer { title: forms::title(&asked), command, lacks, ..answer });
    let Experiments { answer, seen, .. } = &mut *experiments;
    seen.measure = measure.to_owned();
    answer.iter().for_each(|answer| seen.begin(answer));
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
    PathBuf::from(format!("{stem}-{}.csv", kind.command().map_or("table", |(word, _)| word)))
}

/// Begins the runs.
fn begin(world: &mut World) {
    let scene = scene(world);
    let asked = world.resource::<Experiments>().asked.clone();
    let command = asked.command(&file(world), &table_name(world, asked.kind));
    let title = forms::title(&asked);
    let lacks = lacks(world);
    let job = Job::begin("experiments", move |watch| work::run(&asked, scene, watch));
    match job {
        Ok(job) => {
            world.resource_mut::<Busy>().begin("experiment", "The experiment is not done");
            world.resource_mut::<Experiments>().under_way = Some(UnderWay { title, command, lacks, job });
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
    let (lacks, begun) = (runs.lacks, runs.job.total() > 0);
    experiments.under_way = None;
    if let Ok(Ok(answer)) = outcome {
        let answer = Answer { title, command, lacks, ..answer };
        let Experiments { seen, answer: shown, .. } = &mut *experiments;
        seen.begin(&answer);
        *shown = Some(answer);
        world.resource_mut::<Busy>().end("experiment");
        return;
    }
    world.resource_mut::<Busy>().end("experiment");
    let failed = if begun { "The runs came to no end" } else { "These runs cannot be done" };
    match outcome {
        Ok(Err(Problem::Stopped)) => say(world, "Cancelled; the answer before stays"),
        Ok(Err(problem)) => report(world, failed, work::in_window(&problem.to_string())),
        Err(Died) => report(world, failed, "A thread has failed."),
        Ok(Ok(_)) => {}
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
        .then_some("The command reads the file, and the scene had changes then that were not in there.")
}
