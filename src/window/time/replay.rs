//! The run of a time line lived through again, in a world of its own: any of its moments, and any tick between them,
//! to the same bits, while the run itself goes on. It needs no window and may be done on another thread.

use super::changes::Changes;
use super::deeds::{Deed, What};
use super::stored::Stored;
use super::timeline::Timeline;
use crate::app::{Executor, headless_app};
use crate::arena::{HeldProbe, Probe};
use crate::edit::{Edit, apply};
use crate::scene::document::Scene;
use crate::scene::{Moment, capture, spawn};
use crate::sim::{Clock, run_tick};
use crate::window::twin::Ghost;
use bevy::app::App;
use bevy::ecs::prelude::*;
use std::sync::Arc;

/// What a time line remembers of a run; it shares its states.
#[derive(Clone)]
pub struct Recording {
    states: Vec<Arc<Stored>>,
    deeds: Vec<Deed>,
    /// Deeds that were forgotten before the first of these.
    forgotten: u64,
    /// What takes changes of the scene back.
    changes: Changes,
    /// The last tick that is known.
    last: u64,
}

impl Recording {
    /// What is remembered now. A scene comes along that was captured at the same time: see [`Replay::new`].
    #[must_use]
    pub fn of(world: &mut World) -> Option<Self> {
        world.contains_resource::<Timeline>().then(|| {
            world.resource_scope(|world, mut line: Mut<Timeline>| {
                line.absorb(world);
                line.recording()
            })
        })
    }

    /// The first and the last tick of it that can be lived through, and whether what was before the first is known, but
    /// not how the scene was changed since.
    #[must_use]
    pub fn reachable(&self) -> (u64, u64, bool) {
        let known = |scene: u32| self.changes.are_known_since(scene);
        let first = self.states.iter().find(|state| known(state.scene));
        let is_oldest = self.states.first().is_none_or(|oldest| known(oldest.scene));
        (first.map_or(self.last, |state| state.run.tick.min(self.last)), self.last, !is_oldest)
    }

    /// The last moment stored at a tick or before it.
    #[must_use]
    pub fn moment_before(&self, tick: u64) -> Option<u64> {
        self.states.iter().rfind(|state| state.run.tick <= tick).map(|state| state.run.tick)
    }
}

impl Timeline {
    pub(super) fn recording(&self) -> Recording {
        Recording {
            states: self.states.iter().cloned().collect(),
            deeds: self.deeds.iter().cloned().collect(),
            forgotten: self.forgotten,
            changes: self.changes.clone(),
            last: self.tip,
        }
    }
}

/// A recording on its way through some world of the scene that the run has at its end.
pub struct Rerun {
    recording: Recording,
    /// Deeds that have happened at the moment it is in.
    happened: u64,
    probe: Option<Probe>,
    /// Changes of the scene that it has seen.
    scene: u32,
    /// What makes later changes again, the next one last.
    ahead: Vec<Vec<Edit>>,
    /// Whether a moment was entered since the recording was taken up.
    entered: bool,
    /// Whether the scene could not be changed as it had been: nothing can be lived through any more.
    broken: bool,
}

impl Rerun {
    /// Of a recording.
    #[must_use]
    pub fn new(recording: Recording) -> Self {
        let scene = recording.changes.count() as u32;
        Self { recording, happened: 0, probe: None, scene, ahead: Vec::new(), entered: false, broken: false }
    }

    /// The probe as it is held at the moment it is in.
    #[must_use]
    pub const fn probe(&self) -> Option<Probe> {
        self.probe
    }

    /// Changes of the scene that it has seen.
    #[must_use]
    pub const fn scene(&self) -> u32 {
        self.scene
    }

    /// Goes to a tick, by `live` from one tick to the next; false, when there is no way to it.
    pub fn go(&mut self, world: &mut World, tick: u64, live: fn(&mut World)) -> bool {
        let Some(index) = self.recording.states.iter().rposition(|state| state.run.tick <= tick) else {
            return false;
        };
        let at = self.recording.states[index].run.tick;
        // What lies ahead is reached without a jump.
        let ahead = self.entered && (at..=tick).contains(&now(world));
        if tick > self.recording.last || !(ahead || self.enter(world, index)) {
            return false;
        }
        while now(world) < tick {
            if !self.step(world, live) {
                return false;
            }
        }
        true
    }

    /// Lives through one tick; false, when it cannot be lived through as it was.
    pub fn step(&mut self, world: &mut World, live: fn(&mut World)) -> bool {
        let now = now(world);
        while let Some(deed) =
            self.recording.deeds.get(self.happened.saturating_sub(self.recording.forgotten) as usize)
            && deed.tick <= now
        {
            match deed.what.clone() {
                What::Probe(probe) => self.probe = probe,
                What::Run(edit) => {
                    // What it is about may be gone by now.
                    let _ = apply(world, edit);
                }
                What::Scene(scene) if self.change_to(world, scene) => {}
                What::Scene(_) => return false,
            }
            self.happened += 1;
        }
        world.insert_resource(HeldProbe(self.probe));
        live(world);
        true
    }

    /// Takes up a stored state.
    fn enter(&mut self, world: &mut World, index: usize) -> bool {
        let state = self.recording.states[index].clone();
        if !self.change_to(world, state.scene) || !state.run.restore(world) {
            return false;
        }
        (self.happened, self.probe, self.entered) = (state.deeds, state.probe, true);
        world.insert_resource(HeldProbe(None));
        if world.contains_resource::<Ghost>() {
            Ghost::jump(world, state.ghost.as_ref());
        }
        true
    }

    /// Changes the scene to what it was after so many changes; false, when that is not known.
    fn change_to(&mut self, world: &mut World, scene: u32) -> bool {
        while self.scene > scene && !self.broken {
            let Some(back) = self.recording.changes.back(self.scene).cloned() else { return false };
            let mut again = self.carry_out(world, back.to_vec());
            again.reverse();
            self.ahead.push(again);
            self.scene -= 1;
        }
        while self.scene < scene && !self.broken {
            let Some(again) = self.ahead.pop() else { return false };
            self.carry_out(world, again);
            self.scene += 1;
        }
        !self.broken
    }

    /// Carries out edits, one after the other; returns what takes each back.
    fn carry_out(&mut self, world: &mut World, edits: Vec<Edit>) -> Vec<Edit> {
        let inverses: Result<Vec<Edit>, _> = edits.into_iter().map(|edit| apply(world, edit)).collect();
        self.broken |= inverses.is_err();
        inverses.unwrap_or_default()
    }
}

fn now(world: &World) -> u64 {
    world.resource::<Clock>().tick
}

/// A world in which a recording is lived through again.
pub struct Replay {
    app: App,
    rerun: Rerun,
}

impl Replay {
    /// A world for a recording. `scene` is the one of the run as it is now, see [`Replay::scene_of`]; `add` puts into
    /// the world what is to look on.
    #[must_use]
    pub fn new(scene: &Scene, recording: Recording, add: impl FnOnce(&mut App)) -> Self {
        let mut app = headless_app(Executor::SingleThreaded);
        add(&mut app);
        spawn(app.world_mut(), scene);
        Self { app, rerun: Rerun::new(recording) }
    }

    /// The scene of a run as it is now.
    #[must_use]
    pub fn scene_of(world: &mut World) -> Scene {
        capture(world, Moment::Birth)
    }

    /// Takes up a later recording of the same run, whose scene is the same still.
    pub fn take_up(&mut self, recording: Recording) {
        self.rerun.recording = recording;
        self.rerun.entered = false;
    }

    /// The world, at the moment that was gone to.
    pub fn world(&mut self) -> &mut World {
        self.app.world_mut()
    }

    /// The tick that it is at.
    #[must_use]
    pub fn tick(&self) -> u64 {
        now(self.app.world())
    }

    /// Goes to a tick; false, when there is no way to it.
    pub fn go(&mut self, tick: u64) -> bool {
        self.rerun.go(self.app.world_mut(), tick, run_tick)
    }

    /// Lives through one tick; false, when it cannot be lived through as it was.
    pub fn step(&mut self) -> bool {
        self.rerun.step(self.app.world_mut(), run_tick)
    }
}
