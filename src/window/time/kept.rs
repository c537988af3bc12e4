//! What the picture remembers beside the state of a run.

use super::stored::Stored;
use crate::nervous::NeuronState;
use crate::record::Tracks;
use crate::window::plots::{Samples, Scope};
use crate::window::state::Afterimage;
use crate::window::state::afterimage::Trails;
use bevy::ecs::prelude::*;

/// What the picture remembered at the last tick that is known, before one went back: what lies
/// between is not looked at again, and is to be there when one returns.
pub(super) struct Kept {
    tracks: Tracks,
    trails: Trails,
    samples: Samples,
}

impl Kept {
    pub(super) fn of(world: &World) -> Self {
        Self {
            tracks: world.resource::<Tracks>().clone(),
            trails: world.resource::<Afterimage>().trails().clone(),
            samples: world.resource::<Scope>().live().clone(),
        }
    }

    /// Lays out what was remembered at a moment.
    pub(super) fn lay_out(&self, world: &mut World, state: &Stored) {
        let tick = state.run.tick;
        let mut tracks = world.resource_mut::<Tracks>();
        tracks.tracks.clone_from(&self.tracks.tracks);
        for (index, track) in tracks.tracks.iter_mut().enumerate() {
            track.samples.truncate(track.samples.partition_point(|sample| sample.tick <= tick));
            track.spikes = state.spikes.get(index).copied().unwrap_or(0);
        }
        world.resource_mut::<Afterimage>().jump(&self.trails, tick);
        world.resource_scope(|world, mut scope: Mut<Scope>| {
            let state = |neuron| world.get::<NeuronState>(neuron).copied().unwrap_or_default();
            scope.jump(&self.samples, tick, state);
        });
    }
}
