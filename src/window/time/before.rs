//! Runs that were left for another beginning, and the way back to them.

use super::timeline::Timeline;
use crate::edit::{History, Journal};
use crate::record::Tracks;
use crate::scene::document::Scene;
use crate::scene::{Moment, capture};
use crate::sim::Clock;
use crate::window::plots::{Long, Scope};
use crate::window::state::{Afterimage, begin, say};
use crate::window::twin::{Ghost, RunState};
use bevy::ecs::prelude::*;
use std::collections::VecDeque;

/// So many runs are kept: each may be as large as a time line.
const MOST: usize = 3;

/// A run that was left.
pub struct Run {
    line: Timeline,
    /// The moment that it was left at.
    at: RunState,
    ghost: Option<RunState>,
    /// What the plots kept of it from its beginning on.
    long: Long,
    /// Its scene then.
    scene: Scene,
    /// What can be undone in it, where the run that came instead has another scene.
    history: Option<History>,
}

/// Runs that can be returned to, the one that was left last at the end.
#[derive(Resource, Default)]
pub struct Runs(VecDeque<Run>);

/// Leaves the run that goes on, for another one to begin. `None` where nothing was lived through.
pub fn leave(world: &mut World) -> Option<Run> {
    leave_always(world).filter(|run| {
        let (first, tip) = run.line.span();
        first < tip
    })
}

fn leave_always(world: &mut World) -> Option<Run> {
    let mut line = std::mem::take(&mut *world.get_resource_mut::<Timeline>()?);
    line.absorb(world);
    let at = RunState::take(world, line.states.back().map(|state| &state.run));
    let ghost = world.get_resource_mut::<Ghost>().and_then(|mut ghost| ghost.state(None));
    // It is of creatures that will be gone.
    line.kept = None;
    let long = world.resource::<Long>().clone();
    Some(Run { line, at, ghost, long, scene: capture(world, Moment::Birth), history: None })
}

/// Keeps a run that was left.
pub fn keep(world: &mut World, run: Option<Run>) {
    let Some(run) = run else { return };
    let mut runs = world.resource_mut::<Runs>();
    runs.0.push_back(run);
    if runs.0.len() > MOST {
        runs.0.pop_front();
    }
}

/// Another scene is open: there is no way back to runs of the one before.
pub fn forget_runs(world: &mut World) {
    world.insert_resource(Runs::default());
}

/// Whether there is a run to return to.
#[must_use]
pub fn was_run(world: &World) -> bool {
    world.get_resource::<Runs>().is_some_and(|runs| !runs.0.is_empty())
}

impl Run {
    /// Lives on in a world that has its very bodies, from where it was left; tells whether it could.
    pub fn resume(mut self, world: &mut World) -> bool {
        if !self.at.restore(world) {
            return false;
        }
        Ghost::jump(world, self.ghost.as_ref());
        // What was seen of the other run does not lead here; of this one the past is filled in anew.
        world.resource_mut::<Scope>().restart();
        world.resource_mut::<Afterimage>().clear();
        if let Some(mut tracks) = world.get_resource_mut::<Tracks>() {
            tracks.clear();
        }
        world.insert_resource(self.long.resumed());
        world.insert_resource(Journal::default());
        // By another rule what was lived through cannot be lived through again.
        if capture(world, Moment::Birth) != self.scene {
            self.line.change_scene(world, None);
        }
        world.insert_resource(self.line);
        true
    }

    /// The state that it was left in.
    #[must_use]
    pub fn state(&self) -> &RunState {
        &self.at
    }
}

/// Returns to the run that was left last. The one that goes on takes its place: returning again comes back to it.
/// What was edited stays, unless the bodies are others now: then the scene is what it was then.
pub fn return_to_run(world: &mut World) {
    let Some(mut run) = world.resource_mut::<Runs>().0.pop_back() else {
        say(world, "There is no run before this one");
        return;
    };
    let now = if run.at.fits(world) {
        leave(world)
    } else {
        // The scene of now would be lost with its run, however short that was, and so would what can be undone in it.
        let mut now = leave_always(world);
        if let Some(now) = &mut now {
            now.history = world.remove_resource::<History>();
        }
        begin(world, &run.scene);
        world.insert_resource(run.history.take().unwrap_or_else(History::unsaved));
        now
    };
    run.resume(world);
    keep(world, now);
    let seconds = world.resource::<Clock>().seconds();
    say(world, format!("Back in the run before, at {seconds:.2} s"));
}
