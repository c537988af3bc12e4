//! Neurons that are silenced for a time.

use super::on_neuron::{OnNeuron, on_neuron};
use super::{MAX_SECONDS, Now};
use crate::nervous::{Hold, hold_in_this_tick};
use bevy::ecs::entity::Entity;
use bevy::ecs::world::World;

on_neuron! {
    /// A neuron that is silenced for a time: it integrates, makes and releases nothing, and its gap junctions are shut.
    Silence;
    /// A silencing as a protocol asks for it.
    AskedSilence as "Silence";
    at, seconds: {
        /// When it begins.
        at: f64, from 0, to MAX_SECONDS, unit "seconds";

        /// How long it lasts.
        seconds: f64, above 0, to MAX_SECONDS, unit "seconds";
    }
}

impl OnNeuron for Silence {
    fn lasts(&self) -> Option<f64> {
        Some(self.seconds)
    }

    fn words(&self) -> String {
        format!("{} silent", self.neuron)
    }

    fn act_on(&self, world: &mut World, neuron: Entity, _: &Now) {
        hold_in_this_tick(world, neuron, Hold::Silent);
    }
}
