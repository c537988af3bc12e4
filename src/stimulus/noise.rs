//! Noise on a dendrite.

use super::on_neuron::{OnNeuron, on_neuron};
use super::{MAX_SECONDS, Now};
use crate::nervous::{NeuronState, TRANSMITTER_LIMIT};
use bevy::ecs::entity::Entity;
use bevy::ecs::world::World;

on_neuron! {
    /// Noise on a dendrite: an amount drawn by chance in every tick for a time, from the normal distribution of mean 0, positive ones to the excitatory and negative ones to the inhibitory channel. Each neuron has a stream of its own, which hangs on the seed, the names and the tick.
    Noise;
    /// Noise as a protocol asks for it.
    AskedNoise as "Noise";
    amount, at, seconds: {
        /// Standard deviation of what comes in a tick.
        amount: f32, from 0, to TRANSMITTER_LIMIT, unit "transmitter";

        /// When it begins.
        at: f64, from 0, to MAX_SECONDS, unit "seconds";

        /// How long it lasts.
        seconds: f64, above 0, to MAX_SECONDS, unit "seconds";
    }
}

impl OnNeuron for Noise {
    fn lasts(&self) -> Option<f64> {
        Some(self.seconds)
    }

    fn words(&self) -> String {
        format!("{} noise {}", self.neuron, self.amount)
    }

    fn act_on(&self, world: &mut World, neuron: Entity, now: &Now) {
        if let Some(mut state) = world.get_mut::<NeuronState>(neuron) {
            state.charge(self.amount * now.chance.normal(now.tick));
        }
    }

    fn drives(&self) -> bool {
        self.amount > 0.0
    }

    fn draws(&self) -> bool {
        self.amount > 0.0
    }
}
