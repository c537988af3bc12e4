//! Moments of the run that were given a name.

use super::timeline::{Named, Timeline};
use crate::sim::{Clock, seconds};
use crate::window::state::say;
use bevy::ecs::prelude::*;

/// Marks the moment of now, or takes its mark away.
pub fn mark_now(world: &mut World) {
    let tick = world.resource::<Clock>().tick;
    mark(world, tick);
}

/// Marks a moment, or takes its mark away.
pub(super) fn mark(world: &mut World, tick: u64) {
    let Some(mut line) = world.get_resource_mut::<Timeline>() else { return };
    let words = match line.named.binary_search_by_key(&tick, |mark| mark.tick) {
        Ok(at) => format!("{} is taken away", line.named.remove(at).name),
        Err(at) => {
            let free = |n: &usize| line.named.iter().all(|mark| mark.name != format!("mark {n}"));
            let name = format!("mark {}", (1..).find(free).unwrap_or(1));
            let words = format!("{name} is set at {} s", seconds(tick));
            line.named.insert(at, Named { tick, name });
            words
        }
    };
    say(world, words);
}
