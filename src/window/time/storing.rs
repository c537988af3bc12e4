//! Storing states: how often, how many, and when they are forgotten.

#[cfg(test)]
use super::deeds::Deed;
use super::stats::settle_down;
use super::stored::Stored;
use super::timeline::{SPAN, Timeline};
use crate::record::Tracks;
use crate::window::twin::Ghost;
use crate::window::twin::RunState;
use bevy::ecs::prelude::*;
use std::sync::Arc;
use std::time::Instant;

/// States are no nearer to each other than this \[ticks\].
const SHORTEST: u64 = 50;
/// And no farther \[ticks\].
const LONGEST: u64 = 1500;
/// Share of the time of a run that storing may take.
const SHARE: f32 = 0.03;
/// Memory that states may take \[bytes\].
const MEMORY: usize = 64 << 20;

impl Timeline {
    /// Memory that all states take \[bytes\].
    #[must_use]
    pub fn size(&self) -> usize {
        self.states.iter().map(|state| state.size()).sum()
    }

    /// Memory that all takes that grows with what is done \[bytes\].
    #[cfg(test)]
    pub fn memory(&self) -> usize {
        self.size() + self.changes.size() + self.deeds.len() * size_of::<Deed>()
    }

    /// Ticks from one state to the next: few enough to be there at once, so many that storing
    /// takes a small share of the time and a minute fits into memory.
    #[must_use]
    pub fn interval(&self) -> u64 {
        let by_time = self.store_seconds / (SHARE * self.tick_seconds.max(1e-7));
        let size = self.states.back().map_or(0, |state| state.size()) as u64;
        let by_memory = SPAN * size / MEMORY as u64 + 1;
        (by_time as u64).max(by_memory).clamp(SHORTEST, LONGEST)
    }

    pub(super) fn store(&mut self, world: &mut World) {
        let started = Instant::now();
        let last = self.states.back();
        let run = RunState::take(world, last.map(|last| &last.run));
        let like = last.and_then(|last| last.ghost.as_ref());
        let ghost = world.get_resource_mut::<Ghost>().and_then(|mut ghost| ghost.state(like));
        let spikes = world
            .get_resource::<Tracks>()
            .map_or_else(Vec::new, |tracks| tracks.tracks.iter().map(|track| track.spikes).collect());
        // With other bodies in the world there is no way back.
        if last.is_some_and(|last| !last.run.same_bodies(&run)) {
            self.states.clear();
        }
        let (scene, deeds, probe) = (self.scene, self.happened, self.probe);
        self.states.push_back(Arc::new(Stored { run, ghost, spikes, scene, deeds, probe }));
        // The first one finds out who is there, which is not done again.
        if self.states.len() > 1 {
            self.store_seconds = settle_down(self.store_seconds, started.elapsed().as_secs_f32());
        }
        self.forget();
    }

    /// Forgets what lies too far back, or takes too much memory.
    fn forget(&mut self) {
        let old = self.tip.saturating_sub(SPAN);
        while self.states.len() > 1 && (self.states[1].run.tick <= old || self.size() > MEMORY) {
            self.states.pop_front();
        }
        let (first, scene) = self.states.front().map_or((0, 0), |state| (state.deeds, state.scene));
        self.changes.forget(scene);
        // The beginning of a touch that is still seen stays with it.
        while self.forgotten < first && self.deeds.front().is_some_and(|deed| deed.tick + 2 * SPAN < self.tip)
        {
            self.deeds.pop_front();
            self.forgotten += 1;
        }
    }
}
