//! What the picture remembers beside the state of a run.

use super::stored::Stored;
use crate::nervous::NeuronState;
use crate::record::Tracks;
use crate::window::plots::{Samples, Scope};
use crate::window::state::Afterimage;
use crate::window::state::afterimage::Trails;
use crate::window::twin::Ghost;
use bevy::ecs::prelude::*;

/// What the picture remembered at the last tick that is known, before one went back: what lies
/// between is not looked at again, and is to be there when one returns.
pub(super) struct Kept {
    tracks: Tracks,
    trails: Trails,
    samples: Samples,
    /// Those of the ghost.
    ghost: Option<(Tracks, Samples)>,
}

impl Kept {
    pub(super) fn of(world: &World) -> Self {
        Self {
            tracks: world.resource::<Tracks>().clone(),
            trails: world.resource::<Afterimage>().trails().clone(),
            samples: world.resource::<Scope>().live().clone(),
            ghost: world
                .get_resource::<Ghost>()
                .and_then(Ghost::world)
                .map(|ghost| (ghost.resource::<Tracks>().clone(), ghost.resource::<Scope>().live().clone())),
        }
    }

    /// Lays out what was remembered at a moment.
    pub(super) fn lay_out(&self, world: &mut World, state: &Stored) {
        let tick = state.run.tick;
        samples_until(world, &self.tracks, &self.samples, tick);
        for (index, track) in world.resource_mut::<Tracks>().tracks.iter_mut().enumerate() {
            track.spikes = state.spikes.get(index).copied().unwrap_or(0);
        }
        world.resource_mut::<Afterimage>().jump(&self.trails, tick);
        if let (Some((tracks, samples)), Some(mut ghost)) = (&self.ghost, world.get_resource_mut::<Ghost>())
            && let Some(own) = ghost.world_mut()
            && tracks.tracks.iter().all(|track| own.get_entity(track.creature).is_ok())
        {
            samples_until(own, tracks, samples, tick);
        }
    }
}

/// Lays out what was sampled up to a tick.
fn samples_until(world: &mut World, tracks: &Tracks, samples: &Samples, tick: u64) {
    let mut own = world.resource_mut::<Tracks>();
    own.tracks.clone_from(&tracks.tracks);
    for track in &mut own.tracks {
        track.samples.truncate(track.samples.partition_point(|sample| sample.tick <= tick));
    }
    world.resource_scope(|world, mut scope: Mut<Scope>| {
        let state = |neuron| world.get::<NeuronState>(neuron).copied().unwrap_or_default();
        scope.jump(samples, tick, state);
    });
}
