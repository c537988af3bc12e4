//! How the run goes: what the status bar says.

use crate::record::{Gait, Measures, Tracks, Way, measure, way};
use crate::sim::{Clock, TICK_SECONDS, TICKS_PER_SECOND, ticks};
use bevy::ecs::prelude::*;

/// Speed and posture look back so far \[seconds\].
pub const LOOK_BACK: f64 = 5.0;
/// A gait is measured over some cycles \[seconds\].
pub const GAIT_LOOK_BACK: f64 = 20.0;
/// Those of what happens now and then \[seconds\].
pub const LONG_LOOK_BACK: f64 = 60.0;

/// Slower than so it is at rest, and goes neither forward nor backward \[body lengths a second\].
pub const REST: f32 = 0.005;

/// Which way a body moves at a speed along itself \[body lengths a second\].
#[must_use]
pub fn heading(speed: f32) -> &'static str {
    match speed {
        v if v.abs() < REST => "at rest",
        v if v > 0.0 => "forward",
        _ => "backward",
    }
}

/// How the first body of a world moved lately.
#[derive(Clone, Copy, Debug, Default)]
pub struct Moved {
    /// Speed and posture, in the last [`LOOK_BACK`] seconds.
    pub movement: Option<Measures>,
    /// Its steady crawling the way it goes now, in the last [`GAIT_LOOK_BACK`] seconds.
    pub gait: Gait,
    /// Where it went in the last [`LONG_LOOK_BACK`] seconds: turns and reversals are seldom.
    pub minute: Option<Way>,
}

impl Moved {
    /// Up to the end of a tick.
    #[must_use]
    pub fn until(tracks: &Tracks, tick: u64) -> Self {
        let since = |seconds: f64| tick.saturating_sub(ticks(seconds));
        let over = |seconds: f64| tracks.tracks.iter().find_map(|track| measure(track, since(seconds), tick));
        let movement = over(LOOK_BACK);
        let backward = movement.is_some_and(|movement| movement.speed < -REST);
        Self {
            movement,
            gait: over(GAIT_LOOK_BACK).map_or_else(Gait::default, |measures| measures.gait(backward)),
            minute: tracks.tracks.iter().find_map(|track| way(track, since(LONG_LOOK_BACK), tick)),
        }
    }
}

/// What the status bar says, computed a few times a second.
#[derive(Resource, Clone, Copy, Debug, Default)]
pub struct Stats {
    /// How the first body moved.
    pub moved: Moved,
    /// Releases per simulated second.
    pub spikes: f32,
    /// Simulated seconds that could be done in a real one.
    pub possible: f32,
    /// Simulated seconds that were done in a real one lately, while time ran.
    pub reached: f32,
    /// Frames a second.
    pub frames: f32,
    /// Whether ticks had to be given up lately.
    pub behind: bool,
    /// Ticks done and real seconds gone since the last look, and whether ticks were given up.
    run: (u32, f32, bool),
    counted: (u64, u64),
    until_next: f32,
    tick_seconds: f32,
    frame_seconds: f32,
}

/// Brings the status up to date, four times a second.
pub(super) fn count(world: &mut World, seconds: f32) {
    world.resource_scope(|world, mut stats: Mut<Stats>| stats.count(world, seconds));
}

/// A scene begins: what was measured before is not of it.
pub(super) fn begin(world: &mut World) {
    let Some(mut stats) = world.get_resource_mut::<Stats>() else { return };
    let Stats { frames, frame_seconds, .. } = *stats;
    *stats = Stats { frames, frame_seconds, ..Stats::default() };
}

/// Brings the status up to date at once, for a picture that no frames came before.
pub fn refresh(world: &mut World) {
    world.resource_mut::<Stats>().until_next = 0.0;
    count(world, 0.0);
    world.resource_mut::<Stats>().frames = 0.0;
}

/// A mean of times that takes no notice of single long ones: another program had the processor.
pub(super) fn settle_down(mean: f32, seconds: f32) -> f32 {
    match mean {
        0.0 => seconds,
        mean if seconds < mean => mean + 0.3 * (seconds - mean),
        mean => mean + 0.05 * (seconds.min(2.0 * mean) - mean),
    }
}

impl Stats {
    /// So many ticks were done in a span of real time while time ran, and so many were due.
    pub(super) fn ran(&mut self, done: u32, due: u32, seconds: f32) {
        let (ticks, gone, behind) = self.run;
        self.run = (ticks + done, gone + seconds, behind || done < due);
    }

    /// A tick took so long \[seconds\].
    pub(super) fn took(&mut self, each: f32) {
        self.tick_seconds += (each - self.tick_seconds) * if self.tick_seconds == 0.0 { 1.0 } else { 0.05 };
    }

    fn count(&mut self, world: &World, seconds: f32) {
        let weight = if self.frame_seconds == 0.0 { 1.0 } else { 0.05 };
        self.frame_seconds += (seconds - self.frame_seconds) * weight;
        self.until_next -= seconds;
        if self.until_next > 0.0 {
            return;
        }
        self.until_next = 0.25;
        let (ticks, gone, behind) = std::mem::take(&mut self.run);
        self.reached = if gone > 0.0 { ticks as f32 * TICK_SECONDS / gone } else { 0.0 };
        self.behind = behind;
        self.frames = 1.0 / self.frame_seconds.max(1e-4);
        self.possible = if self.tick_seconds > 0.0 { TICK_SECONDS / self.tick_seconds } else { 0.0 };
        let tick = world.resource::<Clock>().tick;
        let Some(tracks) = world.get_resource::<Tracks>() else { return };
        self.moved = Moved::until(tracks, tick);
        let spikes = tracks.tracks.iter().map(|t| t.spikes).sum();
        let (old_tick, old_spikes) = self.counted;
        if tick < old_tick {
            self.counted = (tick, spikes);
        } else if tick >= old_tick + u64::from(TICKS_PER_SECOND) / 2 {
            let span = (tick - old_tick) as f32 * TICK_SECONDS;
            self.spikes = (spikes.max(old_spikes) - old_spikes) as f32 / span;
            self.counted = (tick, spikes);
        }
    }
}
