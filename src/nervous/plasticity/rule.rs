//! Plasticity rules: how synapses learn. A rule stands once in a scene, however many synapses use it.

use crate::entry::{Around, Checker, Field, Symbol, Value, check_fields, record};
use crate::nervous::params::{TICKS_LIMIT, TRANSMITTER_LIMIT};
use bevy::ecs::resource::Resource;
use serde::{Deserialize, Serialize};

/// Longest time constant \[ticks\].
pub const TAU_LIMIT: f64 = 1.0e6;

/// Which earlier events a pair is made with.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Pairs {
    /// All of them: traces add up.
    #[default]
    All,
    /// The last one alone.
    Nearest,
}

impl Field for Pairs {
    const CHOICES: &'static [(&'static str, &'static str)] = &[
        ("All", "Every earlier event counts: traces add up"),
        ("Nearest", "Only the last earlier event counts"),
    ];

    fn value(&self) -> Value<'_> {
        Value::Word(match self {
            Self::All => "All",
            Self::Nearest => "Nearest",
        })
    }

    fn from_value(value: Value<'_>) -> Option<Self> {
        match value {
            Value::Word("All") => Some(Self::All),
            Value::Word("Nearest") => Some(Self::Nearest),
            _ => None,
        }
    }
}

record! {
    /// How a synapse learns from two kinds of events: *pre*, a release reaches it, and *post*, its target activates.
    ///
    /// Changes are in shares of `max - min`, so that one rule serves weights of any size. With its defaults it is
    /// spike-timing-dependent plasticity with the 1 : 2 windows of Bi and Poo (1998), stretched to ticks.
    #[derive(Clone, Debug, PartialEq)]
    pub struct Rule with Default {
        /// Change at a post event for each unit of pre trace; positive is potentiation (LTP).
        pre_then_post: f32 = 0.02, from -1, to 1, unit "share", by 0.0005;

        /// Change at a pre event for each unit of post trace; negative is depression (LTD).
        post_then_pre: f32 = -0.01, from -1, to 1, unit "share", by 0.0005;

        /// Change at every pre event by itself.
        each_pre: f32 = 0.0, from -1, to 1, unit "share", by 0.0005;

        /// Change at every post event by itself.
        each_post: f32 = 0.0, from -1, to 1, unit "share", by 0.0005;

        /// How long a pre event is remembered: the half of the window in which it comes first.
        tau_pre: f32 = 10.0, from 0.1, to TAU_LIMIT, unit "ticks", by 0.1;

        /// How long a post event is remembered: the other half.
        tau_post: f32 = 20.0, from 0.1, to TAU_LIMIT, unit "ticks", by 0.1;

        /// Further change at a post event, for each unit of pre trace and of slow post trace: LTP grows with the rate.
        triplet: f32 = 0.0, from -1, to 1, unit "share", by 0.0005;

        /// How long the slow post trace lasts.
        tau_triplet: f32 = 40.0, from 0.1, to TAU_LIMIT, unit "ticks", by 0.1;

        /// Whether all earlier events make a pair, or the last one.
        pairs: Pairs = Pairs::All;

        /// A packet of this size counts as one pre event, half of it as half; not set: every release counts one.
        dose: Option<f32> = None, above 0, to TRANSMITTER_LIMIT, unit "transmitter", by 0.05, offer 12;

        /// Least size of the weight; its sign never changes.
        min: f32 = 0.0, from 0, to TRANSMITTER_LIMIT, unit "weight", by 0.005;

        /// Greatest size of the weight.
        max: f32 = 1.0, from 0, to TRANSMITTER_LIMIT, unit "weight", by 0.005;

        /// How much changes shrink towards a bound: 0 not at all, 1 to nothing.
        soft: f32 = 0.0, from 0, to 1, unit "fraction", by 0.005;

        /// Time constant with which a weight goes back to where it started; not set: never.
        forget: Option<f32> = None, above 0, to 1.0e9, unit "ticks", by 10, offer 60000;

        /// It learns as far as this modulator says so: a rule of three factors.
        modulator: Symbol = Symbol::default(), as Modulator;

        /// The level at which a modulated pair teaches nothing; below it the same pair teaches the opposite.
        baseline: f32 = 0.0, from -10, to 10, unit "level", by 0.005;

        /// How long a pair waits for its modulator.
        tau_eligibility: f32 = 100.0, from 0.1, to TAU_LIMIT, unit "ticks", by 0.5;
    }
}

impl Rule {
    /// Checks it.
    pub fn check(&self, c: &mut Checker, around: &Around) {
        check_fields(c, self, around);
        if self.min.is_finite() && self.max.is_finite() && self.min >= self.max {
            let message = format!("`min` must be below `max`, found {} and {}", self.min, self.max);
            c.fault_in("min", message, Some("weights move between the two"));
        }
    }

    /// Whether a weight may start under it.
    ///
    /// # Errors
    ///
    /// How it may not.
    pub fn allow_weight(&self, weight: f32) -> Result<(), String> {
        let size = weight.abs();
        // What is no number is a fault by itself, and told as such.
        let told = [weight, self.min, self.max].iter().all(|number| number.is_finite());
        if told && !(self.min..=self.max).contains(&size) {
            let Self { min, max, .. } = self;
            return Err(format!("the size of a weight under this rule is {min} to {max}, found {size}"));
        }
        Ok(())
    }
}

record! {
    /// Something that neurons broadcast and that learning and thresholds heed: dopamine, an alarm.
    #[derive(Clone, Debug, PartialEq)]
    pub struct Modulator with Default {
        /// How long it lasts.
        tau: f32 = 20.0, from 0, to TICKS_LIMIT, unit "ticks", by 0.5;

        /// The net amount released that counts as a level of 1; net inhibition counts negative.
        unit: f32 = 12.0, above 0, to TRANSMITTER_LIMIT, unit "transmitter", by 0.05;
    }
}

/// Whether synapses learn.
#[derive(Resource, Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Learning {
    /// They do, as their rules say.
    #[default]
    On,
    /// Weights and thresholds stay as they are; traces, eligibility and facilitation go on.
    Frozen,
}
