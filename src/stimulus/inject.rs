//! Transmitter put on a dendrite.

use super::owners::{check_on_stage, neuron_of, owners};
use super::{Candidate, MAX_SECONDS, Stage, StimulusItem, StimulusType, Timing, check_clock, repeated};
use crate::entry::{Around, Checker, Pair, check_fields, record};
use crate::nervous::{NeuronState, TRANSMITTER_LIMIT};
use bevy::ecs::world::World;

record! {
    /// Transmitter put on a dendrite, in one tick.
    #[derive(Clone, Debug, PartialEq)]
    pub struct Inject {
        /// Whose.
        creature: String, as Creature;

        /// Which neuron.
        neuron: String, as Neuron;

        /// When.
        at: f64, from 0, to MAX_SECONDS, unit "seconds";

        /// How much: excitatory, inhibitory.
        amount: Pair, from -TRANSMITTER_LIMIT, to TRANSMITTER_LIMIT, unit "transmitter";

        /// Interval of repeats; 0 for none.
        every: f64 = 0.0, from 0, to MAX_SECONDS, unit "seconds";

        /// How often in all; 0 with `every` set: without end.
        times: u32 = 0, from 0, to u32::MAX;
    }
}

record! {
    /// An injection as a protocol asks for it.
    #[derive(Clone, Debug)]
    pub struct AskedInject as "Inject" {
        /// Whose; empty for every creature with such a neuron.
        creature: String = String::new();

        /// Which neuron.
        neuron: String;

        /// When.
        at: f64, from 0, to MAX_SECONDS, unit "seconds";

        /// How much: excitatory, inhibitory.
        amount: Pair, from -TRANSMITTER_LIMIT, to TRANSMITTER_LIMIT, unit "transmitter";

        /// Interval of repeats; 0 for none.
        every: f64 = 0.0, from 0, to MAX_SECONDS, unit "seconds";

        /// How often in all; 0 with `every` set: without end.
        times: u32 = 0, from 0, to u32::MAX;
    }
}

impl StimulusItem for Inject {
    fn creature(&self) -> &str {
        &self.creature
    }

    fn timing(&self) -> Timing {
        Timing::new(self.at, None, self.every, self.times)
    }

    fn check(&self, c: &mut Checker, stage: &Stage) {
        check_on_stage(c, self, &self.creature, stage);
        check_clock(c, self.every, self.times);
    }

    fn label(&self, _: u32) -> String {
        self.neuron.clone() + &repeated(self.every)
    }

    fn act(&self, world: &mut World) {
        let neuron = neuron_of(world, &self.creature, &self.neuron);
        if let Some(mut state) = neuron.and_then(|neuron| world.get_mut::<NeuronState>(neuron)) {
            state.dendrite[0] += self.amount.0;
            state.dendrite[1] += self.amount.1;
        }
    }
}

impl StimulusType for Inject {
    type Asked = AskedInject;

    fn check_asked(asked: &AskedInject, c: &mut Checker) {
        check_fields(c, asked, &Around::default());
        check_clock(c, asked.every, asked.times);
    }

    fn asked_of(asked: &AskedInject) -> &str {
        &asked.creature
    }

    fn fit(asked: &AskedInject, c: &mut Checker, meant: &[Candidate]) -> Vec<Self> {
        owners(c, &asked.neuron, meant)
            .into_iter()
            .map(|creature| Self {
                creature,
                neuron: asked.neuron.clone(),
                at: asked.at,
                amount: asked.amount,
                every: asked.every,
                times: asked.times,
            })
            .collect()
    }
}
