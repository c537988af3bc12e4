//! Going to a tick, with all that the picture remembers.

use super::timeline::{Stored, Timeline};
use crate::nervous::NeuronState;
use crate::record::Tracks;
use crate::sim::{Clock, Playback, TICKS_PER_SECOND};
use crate::window::plots::Scope;
use crate::window::plots::sampler::Samples;
use crate::window::state::Desk;
use crate::window::state::picture::{Picture, Trails};
use crate::window::time::drive;
use bevy::ecs::prelude::*;

/// What the picture remembered at the last tick that is known, before one went back: what lies
/// between is not looked at again, and is to be there when one returns.
pub(super) struct Kept {
    tracks: Tracks,
    trails: Trails,
    samples: Samples,
}

impl Kept {
    fn of(world: &World) -> Self {
        Self {
            tracks: world.resource::<Tracks>().clone(),
            trails: world.resource::<Picture>().trails().clone(),
            samples: world.resource::<Scope>().live().clone(),
        }
    }

    /// Lays out what was remembered at a moment.
    fn lay_out(&self, world: &mut World, state: &Stored) {
        let tick = state.run.tick;
        let mut tracks = world.resource_mut::<Tracks>();
        tracks.tracks.clone_from(&self.tracks.tracks);
        for (index, track) in tracks.tracks.iter_mut().enumerate() {
            track.samples.truncate(track.samples.partition_point(|sample| sample.tick <= tick));
            track.spikes = state.spikes.get(index).copied().unwrap_or(0);
        }
        world.resource_mut::<Picture>().jump(&self.trails, tick);
        world.resource_scope(|world, mut scope: Mut<Scope>| {
            let state = |neuron| world.get::<NeuronState>(neuron).copied().unwrap_or_default();
            scope.jump(&self.samples, tick, state);
        });
    }
}

/// Goes to a tick, or as near to it as there is a way: returns where it got to. Time stands then.
pub fn go(world: &mut World, desk: &mut Desk, tick: u64) -> u64 {
    let mut playback = world.resource_mut::<Playback>();
    (playback.playing, playback.steps) = (false, 0);
    if !world.contains_resource::<Timeline>() {
        return world.resource::<Clock>().tick;
    }
    desk.hand = drive::Hand::default();
    let target = world.resource_scope(|world, mut line: Mut<Timeline>| line.leave_for(world, tick));
    while world.resource::<Clock>().tick < target {
        drive::tick(world);
    }
    world.resource_scope(|world, mut line: Mut<Timeline>| {
        // At the end of what is known all that was done is done again; elsewhere with the next tick.
        if target >= line.tip {
            line.do_again(world);
            line.kept = None;
        }
    });
    target
}

impl Timeline {
    /// Enters the state from which a tick is reached, and says up to which tick to go on.
    fn leave_for(&mut self, world: &mut World, tick: u64) -> u64 {
        self.absorb(world);
        let now = world.resource::<Clock>().tick;
        let (first, tip) = self.span();
        let tick = tick.clamp(first.min(now), tip);
        if tick == now {
            return now;
        }
        let found = self.states.iter().rposition(|state| state.run.tick <= tick);
        let Some(index) = found.or_else(|| (!self.states.is_empty()).then_some(0)) else { return now };
        let (at, scene) = (self.states[index].run.tick, self.states[index].scene);
        // What lies ahead in the same scene is reached without a jump.
        let ahead = tick > now && at <= now && scene == self.scene && self.scene_then == self.scene;
        if !ahead {
            if self.kept.is_none() {
                self.kept = Some(Kept::of(world));
            }
            if !self.enter(world, index) {
                return now;
            }
            if let (Some(kept), Some(state)) = (&self.kept, self.states.get(index)) {
                kept.lay_out(world, state);
            }
        }
        if scene == self.scene { tick.max(at) } else { at }
    }
}

/// Goes back by so many ticks.
pub fn back(world: &mut World, desk: &mut Desk, ticks: u64) {
    let now = world.resource::<Clock>().tick;
    let first = world.get_resource::<Timeline>().map_or(now, |line| line.span().0);
    if now <= first {
        world.resource_mut::<Playback>().playing = false;
        desk.say(if now == 0 { "This is the beginning" } else { "Nothing is remembered of what was before" });
        return;
    }
    go(world, desk, now.saturating_sub(ticks));
}

/// Goes on by so many ticks, through what is known or, past its end, into what is not.
pub fn forward(world: &mut World, desk: &mut Desk, ticks: u64) {
    let now = world.resource::<Clock>().tick;
    let tip = world.get_resource::<Timeline>().map_or(now, |line| line.span().1);
    if now + ticks <= tip {
        go(world, desk, now + ticks);
    } else {
        let mut playback = world.resource_mut::<Playback>();
        playback.playing = false;
        playback.steps = playback.steps.saturating_add(ticks.min(u64::from(TICKS_PER_SECOND)) as u32);
    }
}

/// Time goes on as before once the line is let go.
pub(super) fn resume(world: &mut World, desk: &mut Desk) {
    if let Some(playing) = desk.scrub.take() {
        world.resource_mut::<Playback>().playing = playing;
    }
}
