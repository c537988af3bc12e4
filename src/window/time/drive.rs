//! Real time to ticks, within a budget, so that the window stays fluid whatever the speed.

use super::hand::Hand;
use super::stats::{self, Stats};
use super::stops;
use super::timeline;
use crate::arena::HeldProbe;
use crate::body::Body;
use crate::senses::SkinForce;
use crate::sim::{Clock, Playback, TICK_SECONDS, run_tick};
use crate::window::state::Afterimage;
use crate::window::twin::Ghost;
use bevy::ecs::prelude::*;
use std::time::{Duration, Instant};

/// Real time a frame may spend on ticks.
const BUDGET: Duration = Duration::from_millis(20);

/// Does the ticks that are due after a span of real time.
pub fn advance(world: &mut World, seconds: f64) {
    let due = world.resource_mut::<Playback>().due(seconds.min(0.25));
    let playing = world.resource::<Playback>().playing;
    let start = Instant::now();
    let mut done = 0;
    while done < due {
        hold(world);
        live(world);
        done += 1;
        let tick = world.resource::<Clock>().tick;
        world.resource_mut::<Hand>().after(tick);
        if stops::stop(world) {
            world.resource_mut::<Playback>().forgive();
            break;
        }
        if start.elapsed() > BUDGET {
            world.resource_mut::<Playback>().forgive();
            break;
        }
    }
    hold(world);
    if done > 0 {
        world.resource_mut::<Stats>().took(start.elapsed().as_secs_f32() / done as f32);
    }
    if playing {
        world.resource_mut::<Stats>().ran(done, due, seconds as f32);
    }
    // While paused a flash stays as the tick left it, so that single steps can be read.
    let fading = if playing || done > 0 { seconds as f32 } else { 0.0 };
    let mut skins = world.query::<(Entity, &SkinForce)>();
    world.resource_scope(|world, mut picture: Mut<Afterimage>| {
        picture.fade(if playing { fading } else { fading.min(0.02) }, skins.iter(world));
    });
    stats::count(world, seconds as f32);
}

/// Does one tick by itself, whatever time it takes; flashes and glow fade by simulated time.
pub fn tick(world: &mut World) {
    live(world);
    let mut skins = world.query::<(Entity, &SkinForce)>();
    world.resource_scope(|world, mut picture: Mut<Afterimage>| {
        picture.fade(TICK_SECONDS, skins.iter(world));
    });
}

/// One tick, with all that looks on.
fn live(world: &mut World) {
    timeline::before_tick(world);
    remember(world);
    run_tick(world);
    haunt(world);
    timeline::after_tick(world);
}

/// The ghost lives through the tick too.
fn haunt(world: &mut World) {
    if world.get_resource::<Ghost>().is_some_and(Ghost::is_there) {
        world.resource_scope(|world, mut ghost: Mut<Ghost>| ghost.tick(world));
    }
}

fn remember(world: &mut World) {
    let mut bodies = world.query::<(Entity, &Body)>();
    world.resource_scope(|world, mut picture: Mut<Afterimage>| {
        for (creature, body) in bodies.iter(world) {
            picture.remember(creature, body);
        }
    });
}

/// The probe is where the hand holds it.
fn hold(world: &mut World) {
    let probe = world.resource::<Hand>().probe;
    world.resource_mut::<HeldProbe>().0 = probe;
}
