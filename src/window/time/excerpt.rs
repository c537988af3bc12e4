//! A recording shown once more in a window of its own, with all that its picture remembers: what was done by hand is done
//! again there, the scene is changed as it was.

use super::drive;
use super::hand::Hand;
use super::replay::{Recording, Rerun};
use super::timeline::Timeline;
use crate::scene::document::Scene;
use crate::sim::Clock;
use crate::window::state::afterimage::Trails;
use crate::window::state::{Afterimage, Graph};
use crate::window::twin::Ghost;
use bevy::ecs::name::Name;
use bevy::ecs::prelude::*;

/// The first and the last tick between which every tick can be lived through again, and whether what was before is known,
/// but not how the scene was changed since.
pub fn replayable(world: &mut World) -> (u64, u64, bool) {
    let tick = world.resource::<Clock>().tick;
    Recording::of(world).map_or((tick, tick, false), |recording| recording.reachable())
}

/// What happened, for a window that shows it once more.
pub struct Excerpt {
    recording: Recording,
    /// The trails at its end, by the names of the creatures.
    trails: Vec<(String, Trails)>,
    ghost: Ghost,
}

/// An excerpt that is being shown.
pub struct Showing {
    rerun: Rerun,
    trails: Trails,
    begun: bool,
}

impl Excerpt {
    /// All that is known; `None` where nothing is, or the world is at a moment whose scene was another one.
    #[must_use]
    pub fn of(world: &mut World) -> Option<Self> {
        let recording = Recording::of(world)?;
        let mut creatures = world.query::<(Entity, &Name)>();
        let trails = world.resource::<Afterimage>().trails();
        let of = |(creature, name): (Entity, &Name)| {
            let trail = trails.get(&creature)?.clone();
            Some((name.as_str().to_owned(), Trails::from_iter([(creature, trail)])))
        };
        let trails = creatures.iter(world).filter_map(of).collect();
        Some(Self { recording, trails, ghost: world.resource::<Ghost>().apart() })
    }

    /// Takes over a window with the scene as it is at the end.
    #[must_use]
    pub fn enter(self, world: &mut World, scene: &Scene) -> Showing {
        world.insert_resource(self.ghost);
        Ghost::begin(world, scene);
        // What is lived through here is known already.
        world.remove_resource::<Timeline>();
        let mut creatures = world.query::<(Entity, &Name)>();
        let mut own = Trails::default();
        for (creature, name) in creatures.iter(world) {
            let trail = self.trails.iter().find(|(of, _)| of == name.as_str());
            own.extend(
                trail
                    .into_iter()
                    .flat_map(|(_, trail)| trail.values().cloned())
                    .map(|trail| (creature, trail)),
            );
        }
        Showing { rerun: Rerun::new(self.recording), trails: own, begun: false }
    }
}

impl Showing {
    /// Whether a moment was gone to.
    #[must_use]
    pub const fn has_begun(&self) -> bool {
        self.begun
    }

    /// Goes to a tick, and from there only onward; false, when there is no way to it.
    pub fn go(&mut self, world: &mut World, tick: u64) -> bool {
        let scene = self.rerun.scene();
        if !self.begun {
            if !self.rerun.go(world, tick, drive::tick) {
                return false;
            }
            self.begun = true;
            world.resource_mut::<Afterimage>().jump(&self.trails, tick);
        }
        // Tick by tick: a jump to a stored moment would leave out what flashed on the way.
        while world.resource::<Clock>().tick < tick {
            if !self.rerun.step(world, drive::tick) {
                return false;
            }
        }
        world.resource_mut::<Graph>().stale |= scene != self.rerun.scene();
        // It is seen as the hand held it.
        world.resource_mut::<Hand>().probe = self.rerun.probe();
        true
    }
}
