//! A part of the line, to be lived through once more in a world of its own: what was done by hand is done again there.

use super::ghost::Ghost;
use super::stored::Stored;
use super::timeline::Timeline;
use crate::nervous::{Wiring, wiring_of};
use crate::scene::document::Scene;
use crate::window::state::Picture;
use crate::window::state::picture::Trails;
use bevy::ecs::prelude::*;
use bevy::math::Vec2;
use std::collections::VecDeque;

/// The trail of a creature: places, and the ticks at which they were left.
type Trail = Option<(VecDeque<Vec2>, VecDeque<u64>)>;

/// A part of the line, from a stored moment to its end.
pub struct Excerpt {
    line: Timeline,
    /// The trails at its end, in the order of the wiring's creatures.
    trails: Vec<Trail>,
    /// Whether the ghost is to be seen.
    haunted: bool,
}

/// The first and the last tick between which every tick can be lived through again; before the first the scene was
/// another one. Also whether that is why there is nothing before it.
pub fn replayable(world: &mut World) -> (u64, u64, bool) {
    world.resource_scope(|world, mut line: Mut<Timeline>| {
        // What was changed since the last tick counts.
        line.absorb(world);
        let same = line.states.iter().find(|state| state.scene == line.scene);
        let first = same.map_or(line.tip, |state| state.run.tick);
        let changed = line.states.front().is_some_and(|oldest| oldest.scene != line.scene);
        (first.min(line.tip), line.tip, changed)
    })
}

impl Excerpt {
    /// The part that holds a tick, from the last moment that was stored before it; `None` where that tick cannot be
    /// lived through again.
    pub fn from(world: &mut World, tick: u64) -> Option<Self> {
        let line = world.resource_scope(|world, mut line: Mut<Timeline>| {
            line.absorb(world);
            let same = |state: &&Stored| state.scene == line.scene && state.run.tick <= tick;
            let state = line.states.iter().rfind(same)?.clone();
            let deeds = line.deeds.iter().skip(state.deeds.saturating_sub(line.forgotten) as usize);
            if tick > line.tip {
                return None;
            }
            let mut part = Timeline::default();
            part.deeds = deeds.cloned().collect();
            (part.forgotten, part.happened) = (state.deeds, state.deeds);
            (part.scene, part.scene_then) = (line.scene, line.scene);
            (part.probe, part.tip) = (state.probe, line.tip);
            part.states.push_back(state);
            Some(part)
        })?;
        let creatures = wiring_of(world).creatures.clone();
        let trails = world.resource::<Picture>().trails();
        let trails = creatures.iter().map(|creature| trails.get(creature).cloned()).collect();
        Some(Self { line, trails, haunted: world.resource::<Ghost>().shown })
    }

    /// The tick that it begins at.
    #[must_use]
    pub fn first(&self) -> u64 {
        self.line.states.front().map_or(self.line.tip, |state| state.run.tick)
    }

    /// Puts another world of the same scene to its beginning; tells whether that could be. From there the ticks are
    /// the same to the bit.
    pub fn enter(self, world: &mut World, scene: &Scene) -> bool {
        world.resource_mut::<Ghost>().shown = self.haunted;
        Ghost::begin(world, scene);
        wiring_of(world);
        let tick = self.first();
        world.insert_resource(self.line);
        let entered = world.resource_scope(|world, mut line: Mut<Timeline>| line.enter(world, 0));
        let creatures = &world.resource::<Wiring>().creatures;
        let trails: Trails =
            creatures.iter().copied().zip(self.trails).filter_map(|(c, trail)| Some((c, trail?))).collect();
        world.resource_mut::<Picture>().jump(&trails, tick);
        entered
    }
}
