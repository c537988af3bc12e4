//! Transmitter put on a dendrite.

use super::on_neuron::{OnNeuron, on_neuron};
use super::{MAX_SECONDS, Now};
use crate::entry::Pair;
use crate::nervous::{NeuronState, TRANSMITTER_LIMIT};
use crate::sim::TICK_SECONDS;
use bevy::ecs::entity::Entity;
use bevy::ecs::world::World;

on_neuron! {
    /// Transmitter put on a dendrite, in one tick or in every tick for a time.
    Inject;
    /// An injection as a protocol asks for it.
    AskedInject as "Inject";
    at, amount, seconds: {
        /// When it begins.
        at: f64, from 0, to MAX_SECONDS, unit "seconds";

        /// How much in a tick: excitatory, inhibitory.
        amount: Pair, from -TRANSMITTER_LIMIT, to TRANSMITTER_LIMIT, unit "transmitter";

        /// How long it goes on, in every tick; 0 for one tick.
        seconds: f64 = 0.0, from 0, to MAX_SECONDS, unit "seconds";
    }
}

impl OnNeuron for Inject {
    fn lasts(&self) -> Option<f64> {
        // Never less than the one tick.
        (self.seconds > f64::from(TICK_SECONDS)).then_some(self.seconds)
    }

    fn words(&self) -> String {
        if self.seconds == 0.0 {
            return self.neuron.clone();
        }
        let words = match self.amount {
            (amount, 0.0) | (0.0, amount) => amount.to_string(),
            (excitatory, inhibitory) => format!("{excitatory} and {inhibitory}"),
        };
        format!("{}, {words} a tick", self.neuron)
    }

    fn act_on(&self, world: &mut World, neuron: Entity, _: &Now) {
        if let Some(mut state) = world.get_mut::<NeuronState>(neuron) {
            state.dendrite[0] += self.amount.0;
            state.dendrite[1] += self.amount.1;
        }
    }

    fn drives(&self) -> bool {
        true
    }
}
