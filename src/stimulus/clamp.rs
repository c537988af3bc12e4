//! Neurons whose potential is held for a time.

use super::owners::{check_on_stage, neuron_of, owners};
use super::{Candidate, MAX_SECONDS, Stage, StimulusItem, StimulusType, Timing, check_clock, repeated};
use crate::entry::{Around, Checker, check_fields, record};
use crate::nervous::{Hold, TRANSMITTER_LIMIT, hold_in_this_tick};
use bevy::ecs::world::World;

record! {
    /// A neuron whose potential is held for a time, as by a voltage clamp: above the threshold it fires whenever it is ready. Of two clamps at once the higher one holds, and a silenced neuron stays silent.
    #[derive(Clone, Debug, PartialEq)]
    pub struct Clamp {
        /// Whose.
        creature: String, as Creature;

        /// Which neuron.
        neuron: String, as Neuron;

        /// At which potential.
        potential: f32, from -TRANSMITTER_LIMIT, to TRANSMITTER_LIMIT, unit "transmitter";

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
    /// A clamp as a protocol asks for it.
    #[derive(Clone, Debug)]
    pub struct AskedClamp as "Clamp" {
        /// Whose; empty for every creature with such a neuron.
        creature: String = String::new();

        /// Which neuron.
        neuron: String;

        /// At which potential.
        potential: f32, from -TRANSMITTER_LIMIT, to TRANSMITTER_LIMIT, unit "transmitter";

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

impl StimulusItem for Clamp {
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
        format!("{} at {}{}", self.neuron, self.potential, repeated(self.every))
    }

    fn act(&self, world: &mut World) {
        if let Some(neuron) = neuron_of(world, &self.creature, &self.neuron) {
            hold_in_this_tick(world, neuron, Hold::At(self.potential));
        }
    }
}

impl StimulusType for Clamp {
    type Asked = AskedClamp;

    fn check_asked(asked: &AskedClamp, c: &mut Checker) {
        check_fields(c, asked, &Around::default());
        check_clock(c, asked.every, asked.times);
    }

    fn asked_of(asked: &AskedClamp) -> &str {
        &asked.creature
    }

    fn fit(asked: &AskedClamp, c: &mut Checker, meant: &[Candidate]) -> Vec<Self> {
        owners(c, &asked.neuron, meant)
            .into_iter()
            .map(|creature| Self {
                creature,
                neuron: asked.neuron.clone(),
                potential: asked.potential,
                at: asked.at,
                seconds: asked.seconds,
                every: asked.every,
                times: asked.times,
            })
            .collect()
    }
}
