//! Neurons whose potential is held for a time.

use super::on_neuron::{OnNeuron, on_neuron};
use super::{MAX_SECONDS, Now};
use crate::nervous::{Hold, TRANSMITTER_LIMIT, hold_in_this_tick};
use bevy::ecs::entity::Entity;
use bevy::ecs::world::World;

on_neuron! {
    /// A neuron whose potential is held for a time, as by a voltage clamp: above the threshold it fires whenever it is ready. Of two clamps at once the higher one holds, and a silenced neuron stays silent.
    Clamp;
    /// A clamp as a protocol asks for it.
    AskedClamp as "Clamp";
    potential, at, seconds: {
        /// At which potential.
        potential: f32, from -TRANSMITTER_LIMIT, to TRANSMITTER_LIMIT, unit "transmitter";

        /// When it begins.
        at: f64, from 0, to MAX_SECONDS, unit "seconds";

        /// How long it lasts.
        seconds: f64, above 0, to MAX_SECONDS, unit "seconds";
    }
}

impl OnNeuron for Clamp {
    fn lasts(&self) -> Option<f64> {
        Some(self.seconds)
    }

    fn words(&self) -> String {
        format!("{} at {}", self.neuron, self.potential)
    }

    fn act_on(&self, world: &mut World, neuron: Entity, _: &Now) {
        hold_in_this_tick(world, neuron, Hold::At(self.potential));
    }

    fn drives(&self) -> bool {
        true
    }
}
