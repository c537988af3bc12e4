//! States of now and then, and a log of what was done by hand in between.

use super::changes::Changes;
use super::deeds::{Deed, Mark, What, marks};
use super::kept::Kept;
use super::stats::settle_down;
use super::stored::Stored;
use crate::arena::HeldProbe;
use crate::arena::Probe;
use crate::edit::{Edit, Journal, apply};
use crate::sim::{Clock, TICKS_PER_SECOND};
use crate::window::twin::Ghost;
use bevy::ecs::prelude::*;
use std::collections::VecDeque;
use std::sync::Arc;
use std::time::Instant;

/// A second \[ticks\], as wide as the time line counts.
pub const SECOND: u64 = TICKS_PER_SECOND as u64;
/// How far back one can go \[ticks\].
pub const SPAN: u64 = 60 * SECOND;
/// A change of a slider that is dragged makes a change of the scene in every frame; of those
/// nearer to each other than this one state is kept \[ticks\].
const CROWDED: u64 = 10;

/// A moment with a name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Named {
    /// Its tick.
    pub tick: u64,
    /// What it is called.
    pub name: String,
}

/// The last minute of a run.
#[derive(Resource, Default)]
pub struct Timeline {
    pub(super) states: VecDeque<Arc<Stored>>,
    pub(super) deeds: VecDeque<Deed>,
    /// Deeds that were forgotten at the old end.
    pub(super) forgotten: u64,
    /// Deeds that have happened at the moment the world is in.
    pub(super) happened: u64,
    /// The probe at that moment.
    pub(super) probe: Option<Probe>,
    /// Which run it is: another one begins with every scene.
    pub(super) life: Arc<()>,
    /// Changes of the scene so far.
    pub(super) scene: u32,
    /// What takes them back.
    pub(super) changes: Changes,
    /// And at the moment the world is in.
    pub(super) scene_then: u32,
    /// The last tick that is known.
    pub(super) tip: u64,
    /// Moments that were given a name, in the order of their ticks.
    pub named: Vec<Named>,
    /// What the picture remembered there, once it was left.
    pub(super) kept: Option<Kept>,
    /// Whether the tick under way has been lived through before.
    again: bool,
    started: Option<Instant>,
    /// Mean real time of a tick, and of storing a state \[seconds\].
    pub(super) tick_seconds: f32,
    pub(super) store_seconds: f32,
}

fn now(world: &World) -> u64 {
    world.get_resource::<Clock>().map_or(0, |clock| clock.tick)
}

fn with<T>(world: &mut World, act: impl FnOnce(&mut World, &mut Timeline) -> T) -> Option<T> {
    world
        .contains_resource::<Timeline>()
        .then(|| world.resource_scope(|world, mut line: Mut<Timeline>| act(world, &mut line)))
}

/// Begins anew: this moment is the first.
pub fn begin(world: &mut World) {
    with(world, |world, line| line.begin(world));
}

/// Forgets what was done after this moment.
pub fn cut(world: &mut World) {
    with(world, |world, line| line.cut(now(world)));
}

/// To be called before each tick: logs what was done by hand since the last one, or does again
/// what was done when the tick was lived through before.
pub fn before_tick(world: &mut World) {
    let news = world
        .get_resource::<Journal>()
        .is_some_and(|journal| !(journal.scene.is_empty() && journal.run.is_empty()));
    let hand = world.get_resource::<HeldProbe>().and_then(|held| held.0);
    let now = now(world);
    let Some(mut line) = world.get_resource_mut::<Timeline>() else { return };
    line.started = Some(Instant::now());
    // Nearly always there is nothing to do. (Taking the line out of the world takes its time.)
    let first = line.states.front().map_or(u64::MAX, |state| state.run.tick);
    let plain = first <= now && now == line.tip && line.scene_then == line.scene && !line.is_known(now);
    line.again = false;
    if news || !plain || hand != line.probe {
        with(world, |world, line| line.before_tick(world));
    }
}

/// To be called after each tick: stores a state now and then.
pub fn after_tick(world: &mut World) {
    let now = now(world);
    let Some(mut line) = world.get_resource_mut::<Timeline>() else { return };
    if let Some(started) = line.started.take() {
        line.tick_seconds = settle_down(line.tick_seconds, started.elapsed().as_secs_f32());
    }
    if line.again {
        if now >= line.tip {
            line.kept = None;
        }
        // The hand that held it is not there.
        world.insert_resource(HeldProbe(None));
        return;
    }
    line.tip = now;
    let last = line.states.back().map_or(0, |state| state.run.tick);
    if now >= last + line.interval() {
        with(world, |world, line| line.store(world));
    }
}

/// The probe of a touch that is being lived through again.
#[must_use]
pub fn probe_seen_again(world: &World) -> Option<Probe> {
    let line = world.get_resource::<Timeline>()?;
    line.probe.filter(|_| now(world) < line.tip)
}

impl Timeline {
    /// The first and the last tick that can be gone to.
    #[must_use]
    pub fn span(&self) -> (u64, u64) {
        let first = self.states.front().map_or(self.tip, |state| state.run.tick);
        (first.max(self.tip.saturating_sub(SPAN)), self.tip)
    }

    /// What was done by hand, and when.
    pub fn marks(&self) -> impl Iterator<Item = (u64, Mark)> {
        marks(&self.deeds)
    }

    fn begin(&mut self, world: &mut World) {
        let (tick_seconds, store_seconds) = (self.tick_seconds, self.store_seconds);
        *self = Self { tick_seconds, store_seconds, tip: now(world), ..Self::default() };
        if let Some(mut journal) = world.get_resource_mut::<Journal>() {
            *journal = Journal::default();
        }
        self.store(world);
    }

    /// The scene has become another one, whose bodies are the same: what was lived through cannot
    /// be lived through again in this world, but its states can be gone back to. `back`: what takes the change back,
    /// if that is known.
    pub fn change_scene(&mut self, world: &mut World, back: Option<Arc<[Edit]>>) {
        let now = now(world);
        self.cut(now);
        if self.changes_still(now) {
            self.deeds.pop_back();
            self.happened -= 1;
        }
        self.changes.push(back);
        self.scene += 1;
        self.note(now, What::Scene(self.scene));
        self.settle(world);
    }

    /// Whether the scene was changed twice at this moment, as by a slider that is dragged while time stands, and nothing
    /// was done since: the next change comes in place of the second one, which no state but the last one knows of. (It
    /// makes way for that of the next, see [`Self::settle`].)
    fn changes_still(&self, now: u64) -> bool {
        let is_change = |deed: &Deed| deed.tick == now && matches!(deed.what, What::Scene(_));
        let count = self.deeds.len();
        let lasts = count >= 2 && self.deeds.range(count - 2..).all(is_change);
        let states = self.states.len();
        lasts
            && states >= 2
            && self.states[states - 2].deeds < self.happened
            && self.states[states - 2].run.tick + CROWDED > now
            && self.states[states - 1].run.tick <= now
    }

    /// From here on the scene of now is lived in: a state for it.
    fn settle(&mut self, world: &mut World) {
        self.scene_then = self.scene;
        let crowded = |a: &Stored, b: &Stored| b.run.tick - a.run.tick < CROWDED && b.scene != self.scene;
        let count = self.states.len();
        if count >= 2 && crowded(&self.states[count - 2], &self.states[count - 1]) {
            self.states.pop_back();
        }
        self.store(world);
    }

    /// Takes in what was done since the last look.
    pub(super) fn absorb(&mut self, world: &mut World) {
        let Some(mut journal) = world.get_resource_mut::<Journal>() else { return };
        let Journal { run, scene } = std::mem::take(&mut *journal);
        if run.is_empty() && scene.is_empty() {
            return;
        }
        let now = now(world);
        self.cut(now);
        for edit in run {
            // A number that is dragged: the last value counts.
            let same = |deed: &Deed| match (&deed.what, &edit) {
                (What::Run(Edit::State(a, _)), Edit::State(b, _)) => deed.tick == now && a == b,
                _ => false,
            };
            if self.deeds.back().is_some_and(same) {
                self.deeds.pop_back();
                self.happened -= 1;
            }
            self.note(now, What::Run(edit));
        }
        if !scene.is_empty() {
            // The last change is taken back first.
            self.change_scene(world, scene.into_iter().rev().collect());
        } else if self.scene_then != self.scene {
            self.settle(world);
        }
    }

    fn note(&mut self, tick: u64, what: What) {
        self.deeds.push_back(Deed { tick, what });
        self.happened = self.forgotten + self.deeds.len() as u64;
    }

    /// Forgets what was done after the moment that the world is in.
    fn cut(&mut self, now: u64) {
        self.deeds.truncate(self.happened.saturating_sub(self.forgotten) as usize);
        let later = |state: &Arc<Stored>| state.run.tick > now || state.deeds > self.happened;
        while self.states.back().is_some_and(later) {
            self.states.pop_back();
        }
        self.tip = now;
        self.kept = None;
        self.named.retain(|mark| mark.tick <= now);
    }

    /// Whether something is known of what comes now.
    fn is_known(&self, now: u64) -> bool {
        now < self.tip || self.happened < self.forgotten + self.deeds.len() as u64
    }

    /// Does again what was done at this tick.
    pub(super) fn do_again(&mut self, world: &mut World) {
        let now = now(world);
        while let Some(deed) = self.deeds.get(self.happened.saturating_sub(self.forgotten) as usize)
            && deed.tick <= now
        {
            match &deed.what {
                What::Probe(probe) => self.probe = *probe,
                What::Run(edit) => {
                    // What it is about may be gone by now.
                    let _ = apply(world, edit.clone());
                }
                What::Scene(_) => {}
            }
            self.happened += 1;
        }
        // These are no news.
        if let Some(mut journal) = world.get_resource_mut::<Journal>() {
            *journal = Journal::default();
        }
    }

    fn before_tick(&mut self, world: &mut World) {
        let now = now(world);
        let expected = self.states.front().is_some_and(|first| first.run.tick <= now) && now <= self.tip;
        if !expected {
            self.begin(world);
        }
        self.absorb(world);
        if self.scene_then != self.scene {
            self.cut(now);
            self.settle(world);
        }
        let hand = world.get_resource::<HeldProbe>().and_then(|held| held.0);
        self.again = false;
        if self.is_known(now) {
            if hand.is_some() {
                self.cut(now);
            } else {
                self.do_again(world);
                self.again = now < self.tip;
            }
        }
        if self.again {
            world.insert_resource(HeldProbe(self.probe));
        } else if hand != self.probe {
            self.probe = hand;
            self.note(now, What::Probe(hand));
        }
    }

    /// Puts a stored state into the world; tells whether it could be.
    pub(super) fn enter(&mut self, world: &mut World, index: usize) -> bool {
        let Some(state) = self.states.get(index).cloned() else { return false };
        if !state.run.restore(world) {
            return false;
        }
        (self.happened, self.probe, self.scene_then) = (state.deeds, state.probe, state.scene);
        world.insert_resource(HeldProbe(None));
        Ghost::jump(world, state.ghost.as_ref());
        true
    }
}
