//! Lessons: from the first touch to a reflex of one's own, each step seen to be done.
//!
//! `course` is what they say, `check` what has to happen and `watch` what happens; `card` shows it. Nothing waits for a
//! lesson: the window works as ever while its card is open.

mod card;
mod check;
mod course;
mod watch;

use crate::nervous::Classes;
use crate::window::state::folds::{self, Pane};
use crate::window::state::{
    Arrangement, Command, Graph, Learned, Menu, Notices, Panel, SceneBegan, Selection,
};
use crate::window::tools::{Tool, Tools};
use bevy::app::App;
use bevy::ecs::prelude::*;
use bevy_egui::egui::{self, vec2};
use check::Before;
use course::{Lesson, Region, Step, Subject};
use watch::Seen;

pub use course::LESSONS;

/// What they are.
pub const ABOUT: &str = "Seven short lessons, from poking the worm to a reflex of your own";

/// The list of them.
pub const COMMANDS: &[Command] =
    &[Command::new("Lessons", ABOUT, |world, _| list(world)).menu(Menu::View, 5)];

/// The card of a lesson.
pub const PANEL: Panel = Panel { plugin, show: card::show };

/// What is learned, and what has been.
#[derive(Resource, Debug, Default)]
pub struct Lessons {
    /// Whether they are offered: at the very first start.
    pub offered: bool,
    /// Whether the list of them is to be seen.
    pub listed: bool,
    /// The lesson and the step that are under way.
    pub at: Option<(usize, usize)>,
    before: Before,
    /// Since when the step is done \[egui's seconds\].
    since: Option<f64>,
}

fn plugin(app: &mut App) {
    app.init_resource::<Lessons>().add_observer(|_: On<SceneBegan>, mut commands: Commands| {
        commands.queue(begin_anew);
    });
    watch::plugin(app);
}

/// A scene has begun: what was before is looked up in it, as far as nothing was done in the lesson yet.
fn begin_anew(world: &mut World) {
    let tick = world.resource::<crate::sim::Clock>().tick;
    let classes = world.resource::<Classes>().clone();
    let mut lessons = world.resource_mut::<Lessons>();
    let Some((_, place)) = lessons.at else { return };
    lessons.before.tick = tick;
    if place == 0 {
        lessons.before.classes = classes;
    }
    world.resource_mut::<Seen>().begin(tick);
}

/// Shows the list of lessons.
pub fn list(world: &mut World) {
    leave(world);
    world.resource_mut::<Lessons>().listed = true;
}

/// Offers them, until that was answered once.
pub fn offer_once(world: &mut World) {
    if !world.resource::<Learned>().asked {
        offer(world);
    }
}

/// Offers them.
pub fn offer(world: &mut World) {
    world.resource_mut::<Lessons>().offered = true;
}

/// Begins a lesson.
pub fn begin(world: &mut World, lesson: usize) {
    let classes = world.resource::<Classes>().clone();
    world.resource_mut::<Learned>().asked = true;
    let mut lessons = world.resource_mut::<Lessons>();
    (lessons.offered, lessons.listed) = (false, false);
    lessons.before = Before { classes, ..Before::default() };
    go(world, lesson, 0);
}

/// Leaves the lesson, the list or the offer; false: there was none.
pub fn leave(world: &mut World) -> bool {
    let mut lessons = world.resource_mut::<Lessons>();
    let open = lessons.at.is_some() || lessons.listed || lessons.offered;
    let offered = lessons.offered;
    (lessons.at, lessons.listed, lessons.offered) = (None, false, false);
    world.resource_mut::<Learned>().asked |= offered;
    world.resource_mut::<Seen>().looking = false;
    world.resource_mut::<Notices>().rest();
    open
}

/// Goes to a step and opens what it speaks of; past the last one the lesson is done.
fn go(world: &mut World, lesson: usize, place: usize) {
    let Some(step) = LESSONS[lesson].steps.get(place) else {
        leave(world);
        world.resource_mut::<Learned>().done.insert(LESSONS[lesson].title.to_owned());
        world.resource_mut::<Lessons>().listed = true;
        return;
    };
    let tick = world.resource::<crate::sim::Clock>().tick;
    world.resource_mut::<Seen>().begin(tick);
    let mut lessons = world.resource_mut::<Lessons>();
    (lessons.at, lessons.since, lessons.before.tick) = (Some((lesson, place)), None, tick);
    open(world, step);
}

/// Opens what a step speaks of.
fn open(world: &mut World, step: &Step) {
    let mut arrangement = world.resource_mut::<Arrangement>();
    if step.regions.contains(&Region::World) {
        arrangement.show_world();
    }
    if step.regions.contains(&Region::Network) {
        arrangement.show_network();
    }
    for (region, pane) in [(Region::List, Pane::List), (Region::Inspector, Pane::Inspector)] {
        if step.regions.contains(&region) {
            folds::open(world, pane, true);
        }
    }
    if step.regions.contains(&Region::World) {
        world.resource_mut::<Tools>().tool = Tool::Poke;
    }
}

/// Goes to a lesson's step at once.
#[cfg(test)]
pub fn show_in_pictures(world: &mut World, (lesson, place): (usize, usize)) {
    begin(world, lesson);
    go(world, lesson, place);
}

/// What a lesson lacks in the scene that there is.
fn lacks(world: &World, lesson: &Lesson, place: usize) -> Option<&'static str> {
    let cells = &world.resource::<Graph>().cells;
    let bodiless = world.resource::<Graph>().beings.iter().all(|being| being.body.is_none());
    match lesson.subject {
        Subject::Worm(names) => {
            let there = |name: &&str| cells.iter().any(|cell| cell.key.neuron == *name);
            (bodiless || !names.iter().all(there)).then_some("This lesson is about the crawler.")
        }
        // Later on there is what was built.
        Subject::Bare => (bodiless
            || place == 0 && !cells.is_empty() && !world.resource::<Lessons>().before.bare)
            .then_some("This lesson begins with a body that has no neuron."),
    }
}

/// Brings what is looked at up to date; true once the step is done.
fn is_done(world: &mut World, step: &Step) -> bool {
    if world.resource::<Graph>().cells.is_empty() {
        world.resource_mut::<Lessons>().before.bare = true;
    }
    let selected = world.resource::<Selection>().index(world.resource::<Graph>());
    let neuron = selected.map(|index| world.resource::<Graph>().cells[index].entity);
    let mut seen = world.resource_mut::<Seen>();
    if seen.neuron != neuron {
        // What another one did does not count.
        (seen.neuron, seen.fired) = (neuron, false);
    }
    let Some(check) = step.check else { return false };
    let before = std::mem::take(&mut world.resource_mut::<Lessons>().before);
    let done = check.holds(world, &before);
    world.resource_mut::<Lessons>().before = before;
    done
}

/// Space between the card and the edges of the window, above the strip of time and the status bar.
const MARGIN: egui::Vec2 = vec2(14.0, 66.0);
