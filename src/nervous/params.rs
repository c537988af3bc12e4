//! What a neuron is set to: its parameters, each declared once.

use super::settings::settings;
use crate::entry::{Field, FieldInfo, Fields, Record, Symbol, Value, from_fields, get, record};
use bevy::ecs::component::Component;
use serde::{Deserialize, Serialize};

/// Largest magnitude of any amount of transmitter: far beyond use, far from overflow.
pub const TRANSMITTER_LIMIT: f64 = 1.0e6;
/// Longest conduction or refractory time \[ticks\]: a hundred minutes.
pub const TICKS_LIMIT: f64 = 600_000.0;

/// How a neuron's cleft is handed to its outgoing synapses.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Sharing {
    /// The content is divided equally among the outgoing synapses and neuromuscular junctions.
    #[default]
    Split,
    /// Every outgoing synapse gets all of it.
    Broadcast,
}

impl Field for Sharing {
    const CHOICES: &'static [(&'static str, &'static str)] = &[
        ("Split", "The cleft is divided equally among the outgoing synapses"),
        ("Broadcast", "Every outgoing synapse gets all of the cleft"),
    ];

    fn value(&self) -> Value<'_> {
        Value::Word(match self {
            Self::Split => "Split",
            Self::Broadcast => "Broadcast",
        })
    }

    fn from_value(value: Value<'_>) -> Option<Self> {
        match value {
            Value::Word("Split") => Some(Self::Split),
            Value::Word("Broadcast") => Some(Self::Broadcast),
            _ => None,
        }
    }
}

settings! {
    /// The parameters of one neuron. A kind of neuron is nothing but a set of these.
    ///
    /// Immutable as a component: to change one, insert the whole anew. That is how the wiring
    /// learns that `sharing` may have changed.
    #[derive(Component, Clone, Copy, Debug, PartialEq)]
    #[component(immutable, on_insert = super::wiring::mark_row)]
    pub struct NeuronParams;

    /// Parameters that are set; what is `None` comes from the class, then from the rule.
    #[derive(Clone, Debug, Default, PartialEq)]
    pub struct Params;

    /// Fires when the net potential is strictly above it.
    threshold: f32 = 10.0, from -TRANSMITTER_LIMIT, to TRANSMITTER_LIMIT, unit "transmitter";

    /// Travel time of a spike along the axon; fewer is faster.
    conduction: u32 = 5, from 1, to TICKS_LIMIT, unit "ticks", by 0.1;

    /// Recovery after a release, deaf and silent.
    refractory: u32 = 5, from 0, to TICKS_LIMIT, unit "ticks", by 0.1;

    /// Transmitter made each tick in every phase: excitatory, inhibitory.
    production: [f32; 2] = [0.5, -0.1], from -TRANSMITTER_LIMIT, to TRANSMITTER_LIMIT,
        unit "transmitter/tick", by 0.01;

    /// Share of the pool that is back in the pool after a release.
    reuptake: f32 = 0.1, from 0, to 1, unit "fraction", by 0.005;

    /// Share of the cleft's content still there on the next tick.
    residue: f32 = 0.1, from 0, below 1, unit "fraction", by 0.005;

    /// Split divides the cleft among outgoing synapses; Broadcast gives each all of it.
    sharing: Sharing = Sharing::Split;

    /// Share of the potential lost on each integrating tick.
    leak: f32 = 0.0, from 0, to 1, unit "fraction", by 0.002;

    /// Lower bound of the net potential.
    potential_floor: Option<f32> = None, from -TRANSMITTER_LIMIT, to TRANSMITTER_LIMIT, unit "transmitter",
        offer |params| -params.threshold.abs().max(1.0);

    /// Upper bound of the net potential.
    potential_ceiling: Option<f32> = None, from -TRANSMITTER_LIMIT, to TRANSMITTER_LIMIT, unit "transmitter",
        offer |params| params.threshold.abs().max(1.0) * 2.0;

    /// Bound of each channel of the pool: a quiet neuron does not hoard without end.
    pool_limit: Option<f32> = None, from 0, to TRANSMITTER_LIMIT, unit "transmitter", offer |_| 12.0;

    apart
    /// What few neurons have: parameters of short-term plasticity, of homeostasis and modulation, and myelin.
    ///
    /// Apart from the others, so that a neuron without them costs nothing more.
    #[derive(Component, Clone, Copy, Debug, PartialEq)]
    #[component(immutable, on_insert = super::wiring::mark_stale, on_remove = super::wiring::mark_stale)]
    pub struct Faculties;

    /// Share of the pool that a release takes; not set: all of it.
    utilization: Option<f32> = None, from 0, to 1, unit "fraction", by 0.005, offer 0.5;

    /// How long a release makes the next ones take more; needs `utilization`.
    facilitation: f32 = 0.0, from 0, to TICKS_LIMIT, unit "ticks", by 0.5;

    /// Each spike lifts the threshold, and it sinks evenly, so that a rate of spikes holds it still.
    homeostasis: Option<Homeostasis> = None, offer Homeostasis::default();

    /// Its releases are broadcast as this modulator, beside what its synapses do.
    modulator: Symbol = Symbol::default(), as Modulator;

    /// Its threshold is lower by the gain for each unit of that modulator's level; a negative gain raises it.
    modulated: Option<Modulated> = None, from -TRANSMITTER_LIMIT, to TRANSMITTER_LIMIT,
        unit "transmitter", by 0.02, as Modulator, offer Modulated(Symbol::default(), 2.0);

    /// Divides the delays that distance gives to its synapses.
    myelin: f32 = 1.0, from 1, to 100, unit "factor", by 0.05;
}

record! {
    /// How a neuron keeps to a rate of spikes, by its threshold.
    #[derive(Clone, Copy, Debug, PartialEq)]
    pub struct Homeostasis with Default {
        /// The rate that holds the threshold still.
        target: f32 = 1.0, from 0, to 50, unit "spikes/s", by 0.02;

        /// What each spike lifts the threshold by.
        step: f32 = 0.1, from 0, to TRANSMITTER_LIMIT, unit "transmitter", by 0.005;

        /// Least and most that is added to the threshold.
        bounds: (f32, f32) = (0.0, 1000.0), from -TRANSMITTER_LIMIT, to TRANSMITTER_LIMIT,
            unit "transmitter", by 0.05, as Limits;
    }
}

/// A modulator, and how much a unit of its level lowers a threshold \[transmitter\].
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Modulated(pub Symbol, pub f32);

impl Field for Modulated {
    fn value(&self) -> Value<'_> {
        Value::Named(self.0.text(), self.1)
    }

    fn from_value(value: Value<'_>) -> Option<Self> {
        match value {
            Value::Named(name, gain) => Some(Self(name.into(), gain)),
            _ => None,
        }
    }
}

impl Field for Homeostasis {
    fn value(&self) -> Value<'_> {
        Value::Record(self)
    }

    fn from_value(value: Value<'_>) -> Option<Self> {
        match value {
            Value::Record(record) => from_fields(record),
            _ => None,
        }
    }
}

/// Every parameter, in the order of the rule.
pub const PARAMS: &[FieldInfo] = Params::FIELDS;

impl Params {
    /// What a change of one neuron's own parameters, from `old` to `new`, makes of these: the fields that
    /// changed are taken over, the others stay.
    #[must_use]
    pub fn carried_over(&self, old: &Self, new: &Self) -> Self {
        let mut result = self.clone();
        new.look(&mut |info, value| {
            if get(old, info.name) != Some(value) {
                result.set(info.name, value);
            }
        });
        result
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_changed_is_carried_over_and_nothing_else() {
        let old =
            Params { threshold: Some(3.0), leak: Some(0.1), pool_limit: Some(9.0), ..Params::default() };
        let new = Params { threshold: Some(4.0), leak: Some(0.1), pool_limit: None, ..Params::default() };
        let own = Params { leak: Some(0.5), pool_limit: Some(7.0), refractory: Some(2), ..Params::default() };
        let carried = own.carried_over(&old, &new);
        assert_eq!(carried, Params { threshold: Some(4.0), pool_limit: None, ..own });
    }

    #[test]
    fn what_a_neuron_comes_to_can_be_written_and_laid_over_anything() {
        let params = NeuronParams {
            threshold: 3.0,
            production: [1.0, -2.0],
            sharing: Sharing::Broadcast,
            potential_floor: Some(-4.0),
            ..NeuronParams::default()
        };
        assert_eq!(params.written().over(NeuronParams::default()), params);
        assert_eq!(Params::default().over(params), params);
        let offers = Faculties::offers_beside(params.offers());
        assert_eq!((offers.potential_floor, offers.threshold), (Some(-3.0), None));
        assert_eq!((offers.utilization, offers.homeostasis), (Some(0.5), Some(Homeostasis::default())));
    }
}
