//! Real time to ticks, within a budget, so that the window stays fluid whatever the speed.

use crate::arena::HeldProbe;
use crate::arena::Probe;
use crate::body::Body;
use crate::record::{Gait, Measures, Tracks, Way, measure, way};
use crate::senses::SkinForce;
use crate::sim::{Clock, Playback, TICK_SECONDS, TICKS_PER_SECOND, run_tick};
use crate::window::state::Desk;
use crate::window::state::picture::Picture;
use crate::window::time;
use crate::window::time::ghost::Ghost;
use bevy::ecs::prelude::*;
use std::time::{Duration, Instant};

/// Real time a frame may spend on ticks.
const BUDGET: Duration = Duration::from_millis(20);
/// A probe stays at least so long, so that a click is felt as a tap \[ticks\].
const LEAST_TOUCH: u64 = 10;
/// Speed and posture look back so far \[seconds\].
pub const LOOK_BACK: f64 = 5.0;
/// A gait is measured over some cycles \[seconds\].
pub const GAIT_LOOK_BACK: f64 = 20.0;
/// Those of what happens now and then \[seconds\].
pub const LONG_LOOK_BACK: f64 = 60.0;

/// The hand that holds the probe.
#[derive(Clone, Copy, Debug, Default)]
pub struct Hand {
    /// Whether the button is down.
    pub pressed: bool,
    /// The tick at which it was pressed; `None`: the probe is lifted.
    since: Option<u64>,
    /// The probe as it is held.
    pub probe: Option<Probe>,
}

impl Hand {
    /// Presses, or moves what is pressed.
    pub fn press(&mut self, probe: Probe, tick: u64) {
        if self.since.is_none() || !self.pressed {
            self.since = Some(tick);
        }
        self.pressed = true;
        self.probe = Some(probe);
    }

    /// Lets go; the probe is lifted once it was there long enough.
    pub fn release(&mut self) {
        self.pressed = false;
    }

    fn after(&mut self, tick: u64) {
        if !self.pressed && self.since.is_some_and(|since| tick >= since + LEAST_TOUCH) {
            *self = Self::default();
        }
    }
}

/// What the status bar says, computed a few times a second.
#[derive(Clone, Copy, Debug, Default)]
pub struct Stats {
    /// How the first body moved in the last [`LOOK_BACK`] seconds.
    pub movement: Option<Measures>,
    /// Its steady crawling the way it goes now, in the last [`GAIT_LOOK_BACK`] seconds.
    pub gait: Gait,
    /// Where it went in the last [`LONG_LOOK_BACK`] seconds: turns and reversals are seldom.
    pub minute: Option<Way>,
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

/// Does the ticks that are due after a span of real time.
pub fn advance(world: &mut World, desk: &mut Desk, seconds: f64) {
    let due = world.resource_mut::<Playback>().due(seconds.min(0.25));
    let playing = world.resource::<Playback>().playing;
    let start = Instant::now();
    let mut done = 0;
    while done < due {
        world.resource_mut::<HeldProbe>().0 = desk.hand.probe;
        live(world);
        done += 1;
        let tick = world.resource::<Clock>().tick;
        desk.hand.after(tick);
        if start.elapsed() > BUDGET {
            world.resource_mut::<Playback>().forgive();
            break;
        }
    }
    world.resource_mut::<HeldProbe>().0 = desk.hand.probe;
    if done > 0 {
        let each = start.elapsed().as_secs_f32() / done as f32;
        let stats = &mut desk.stats;
        stats.tick_seconds +=
            (each - stats.tick_seconds) * if stats.tick_seconds == 0.0 { 1.0 } else { 0.05 };
    }
    if playing {
        let (ticks, gone, behind) = desk.stats.run;
        desk.stats.run = (ticks + done, gone + seconds as f32, behind || done < due);
    }
    // While paused a flash stays as the tick left it, so that single steps can be read.
    let fading = if playing || done > 0 { seconds as f32 } else { 0.0 };
    let mut skins = world.query::<(Entity, &SkinForce)>();
    world.resource_scope(|world, mut picture: Mut<Picture>| {
        picture.fade(if playing { fading } else { fading.min(0.02) }, skins.iter(world));
    });
    count(world, &mut desk.stats, seconds as f32);
}

/// Does one tick by itself, whatever time it takes; flashes and glow fade by simulated time.
pub fn tick(world: &mut World) {
    live(world);
    let mut skins = world.query::<(Entity, &SkinForce)>();
    world.resource_scope(|world, mut picture: Mut<Picture>| {
        picture.fade(TICK_SECONDS, skins.iter(world));
    });
}

/// One tick, with all that looks on.
fn live(world: &mut World) {
    time::before_tick(world);
    remember(world);
    run_tick(world);
    haunt(world);
    time::after_tick(world);
}

/// The ghost lives through the tick too.
fn haunt(world: &mut World) {
    if world.get_resource::<Ghost>().is_some_and(Ghost::is_there) {
        world.resource_scope(|world, mut ghost: Mut<Ghost>| ghost.tick(world));
    }
}

/// Brings the status up to date at once, for a picture that no frames came before.
pub fn refresh(world: &World, stats: &mut Stats) {
    stats.until_next = 0.0;
    count(world, stats, 0.0);
    stats.frames = 0.0;
}

fn remember(world: &mut World) {
    let mut bodies = world.query::<(Entity, &Body)>();
    world.resource_scope(|world, mut picture: Mut<Picture>| {
        for (creature, body) in bodies.iter(world) {
            picture.remember(creature, body);
        }
    });
}

/// Brings the status up to date, four times a second.
fn count(world: &World, stats: &mut Stats, seconds: f32) {
    let weight = if stats.frame_seconds == 0.0 { 1.0 } else { 0.05 };
    stats.frame_seconds += (seconds - stats.frame_seconds) * weight;
    stats.until_next -= seconds;
    if stats.until_next > 0.0 {
        return;
    }
    stats.until_next = 0.25;
    let (ticks, gone, behind) = std::mem::take(&mut stats.run);
    stats.reached = if gone > 0.0 { ticks as f32 * TICK_SECONDS / gone } else { 0.0 };
    stats.behind = behind;
    stats.frames = 1.0 / stats.frame_seconds.max(1e-4);
    stats.possible = if stats.tick_seconds > 0.0 { TICK_SECONDS / stats.tick_seconds } else { 0.0 };
    let tick = world.resource::<Clock>().tick;
    let Some(tracks) = world.get_resource::<Tracks>() else { return };
    let since = |seconds: f64| tick.saturating_sub((seconds * f64::from(TICKS_PER_SECOND)) as u64);
    let over = |seconds: f64| tracks.tracks.iter().find_map(|track| measure(track, since(seconds), tick));
    stats.movement = over(LOOK_BACK);
    let backward = stats.movement.is_some_and(|movement| movement.speed < -0.005);
    stats.gait = over(GAIT_LOOK_BACK).map_or_else(Gait::default, |measures| measures.gait(backward));
    stats.minute = tracks.tracks.iter().find_map(|track| way(track, since(LONG_LOOK_BACK), tick));
    let spikes = tracks.tracks.iter().map(|t| t.spikes).sum();
    let (old_tick, old_spikes) = stats.counted;
    if tick < old_tick {
        stats.counted = (tick, spikes);
    } else if tick >= old_tick + u64::from(TICKS_PER_SECOND) / 2 {
        let span = (tick - old_tick) as f32 * TICK_SECONDS;
        stats.spikes = (spikes.max(old_spikes) - old_spikes) as f32 / span;
        stats.counted = (tick, spikes);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use bevy::math::Vec2;

    #[test]
    fn a_click_between_two_ticks_still_taps() {
        let mut hand = Hand::default();
        hand.press(Probe { position: Vec2::ZERO, radius: 0.4 }, 100);
        hand.release();
        for tick in 101..110 {
            hand.after(tick);
            assert!(hand.probe.is_some(), "{tick}");
        }
        hand.after(110);
        assert!(hand.probe.is_none());
    }

    #[test]
    fn a_hold_stays_until_released() {
        let mut hand = Hand::default();
        hand.press(Probe { position: Vec2::ZERO, radius: 0.4 }, 0);
        hand.after(500);
        assert!(hand.probe.is_some());
        hand.release();
        hand.after(501);
        assert!(hand.probe.is_none());
    }
}
