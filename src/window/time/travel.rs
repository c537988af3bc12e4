//! Going to a tick, with all that the picture remembers.

use super::drive;
use super::hand::Hand;
use super::kept::Kept;
use super::timeline::{self, Timeline};
use crate::sim::{Clock, Playback, TICKS_PER_SECOND};
use crate::window::state::say;
use bevy::ecs::prelude::*;

/// Goes to a tick, or as near to it as there is a way: returns where it got to. Time stands then.
pub fn go(world: &mut World, tick: u64) -> u64 {
    let mut playback = world.resource_mut::<Playback>();
    (playback.playing, playback.steps) = (false, 0);
    if !world.contains_resource::<Timeline>() {
        return world.resource::<Clock>().tick;
    }
    world.insert_resource(Hand::default());
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

/// Time goes on from this moment; what came after it is forgotten.
pub fn go_on_from_here(world: &mut World) {
    timeline::cut(world);
    world.resource_mut::<Playback>().playing = true;
}

/// Goes back by so many ticks.
pub fn back(world: &mut World, ticks: u64) {
    let now = world.resource::<Clock>().tick;
    let first = world.get_resource::<Timeline>().map_or(now, |line| line.span().0);
    if now <= first {
        world.resource_mut::<Playback>().playing = false;
        say(
            world,
            if now == 0 { "This is the beginning" } else { "Nothing is remembered of what was before" },
        );
        return;
    }
    go(world, now.saturating_sub(ticks));
}

/// Goes on by so many ticks, through what is known or, past its end, into what is not.
pub fn forward(world: &mut World, ticks: u64) {
    let now = world.resource::<Clock>().tick;
    let tip = world.get_resource::<Timeline>().map_or(now, |line| line.span().1);
    if now + ticks <= tip {
        go(world, now + ticks);
    } else {
        let mut playback = world.resource_mut::<Playback>();
        playback.playing = false;
        playback.steps = playback.steps.saturating_add(ticks.min(u64::from(TICKS_PER_SECOND)) as u32);
    }
}

/// Pauses and asks for one tick.
pub fn one_tick(world: &mut World) {
    let mut playback = world.resource_mut::<Playback>();
    playback.playing = false;
    playback.steps += 1;
}

/// While the time line is held: whether time went on before.
#[derive(Resource, Default)]
pub(super) struct Scrub(pub(super) Option<bool>);

/// Time stands while the line is held.
pub(super) fn halt(world: &mut World) {
    let mut playback = world.resource_mut::<Playback>();
    let playing = std::mem::take(&mut playback.playing);
    world.resource_mut::<Scrub>().0.get_or_insert(playing);
}

/// Time goes on as before once the line is let go.
pub(super) fn resume(world: &mut World) {
    if let Some(playing) = world.resource_mut::<Scrub>().0.take() {
        world.resource_mut::<Playback>().playing = playing;
    }
}
