//! Neurons that are silenced for a time.

use super::owners::{check_on_stage, neuron_of, owners};
use super::{Candidate, MAX_SECONDS, Stage, StimulusItem, StimulusType, Timing, check_clock, repeated};
use crate::entry::{Around, Checker, check_fields, record};
use crate::nervous::{Hold, hold_in_this_tick};
use bevy::ecs::world::World;

record! {
    /// A neuron that is silenced for a time: it integrates, makes and releases nothing, and its gap junctions are shut.
    #[derive(Clone, Debug, PartialEq)]
    pub struct Silence {
        /// Whose.
        creature: String, as Creature;

        /// Which neuron.
        neuron: String, as Neuron;

        /// When it begins.
        at: f64, from 0, to MAX_SECONDS, unit "seconds";

        /// How long it lasts.
        seconds: f64, above 0, to MAX_SECONDS, unit "seconds";

        /// Interval of repeats; 0 for none.
        every: f64 = 0.0, from 0, to MAX_SECONDS, unit "seconds";

        /// How often in all; 0 with `every` set: without end.
        times: u32 = 0, from 0, to u32::MAX;
    }
}

record! {
    /// A silencing as a protocol asks for it.
    #[derive(Clone, Debug)]
    pub struct AskedSilence as "Silence" {
        /// Whose; empty for every creature with such a neuron.
        creature: String = String::new();

        /// Which neuron.
        neuron: String;

        /// When it begins.
        at: f64, from 0, to MAX_SECONDS, unit "seconds";

        /// How long it lasts.
        seconds: f64, above 0, to MAX_SECONDS, unit "seconds";

        /// Interval of repeats; 0 for none.
        every: f64 = 0.0, from 0, to MAX_SECONDS, unit "seconds";

        /// How often in all; 0 with `every` set: without end.
        times: u32 = 0, from 0, to u32::MAX;
    }
}

impl StimulusItem for Silence {
    fn creature(&self) -> &str {
        &self.creature
    }

    fn timing(&self) -> Timing {
        Timing::new(self.at, Some(self.seconds), self.every, self.times)
    }

    fn check(&self, c: &mut Checker, stage: &Stage) {
        check_on_stage(c, self, &self.creature, stage);
        check_clock(c, self.every, self.times);
    }

    fn label(&self, _: u32) -> String {
        self.neuron.clone() + " silent" + &repeated(self.every)
    }

    fn act(&self, world: &mut World) {
        if let Some(neuron) = neuron_of(world, &self.creature, &self.neuron) {
            hold_in_this_tick(world, neuron, Hold::Silent);
        }
    }
}

impl StimulusType for Silence {
    type Asked = AskedSilence;

    fn check_asked(asked: &AskedSilence, c: &mut Checker) {
        check_fields(c, asked, &Around::default());
        check_clock(c, asked.every, asked.times);
    }

    fn asked_of(asked: &AskedSilence) -> &str {
        &asked.creature
    }

    fn fit(asked: &AskedSilence, c: &mut Checker, meant: &[Candidate]) -> Vec<Self> {
        owners(c, &asked.neuron, meant)
            .into_iter()
            .map(|creature| Self {
                creature,
                neuron: asked.neuron.clone(),
                at: asked.at,
                seconds: asked.seconds,
                every: asked.every,
                times: asked.times,
            })
            .collect()
    }
}
