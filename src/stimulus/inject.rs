//! Transmitter put on a dendrite.

use super::MAX_SECONDS;
use super::on_neuron::{OnNeuron, on_neuron};
use crate::entry::Pair;
use crate::nervous::{NeuronState, TRANSMITTER_LIMIT};
use bevy::ecs::entity::Entity;
use bevy::ecs::world::World;

on_neuron! {
    /// Transmitter put on a dendrite, in one tick.
    Inject;
    /// An injection as a protocol asks for it.
    AskedInject as "Inject";
    at, amount: {
        /// When.
        at: f64, from 0, to MAX_SECONDS, unit "seconds";

        /// How much: excitatory, inhibitory.
        amount: Pair, from -TRANSMITTER_LIMIT, to TRANSMITTER_LIMIT, unit "transmitter";
    }
}

impl OnNeuron for Inject {
    fn lasts(&self) -> Option<f64> {
        None
    }

    fn words(&self) -> String {
        self.neuron.clone()
    }

    fn act_on(&self, world: &mut World, neuron: Entity) {
        if let Some(mut state) = world.get_mut::<NeuronState>(neuron) {
            state.dendrite[0] += self.amount.0;
            state.dendrite[1] += self.amount.1;
        }
    }
}
