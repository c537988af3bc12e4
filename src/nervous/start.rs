//! The state of a neuron at birth.

use super::NeuronState;
use super::params::{TICKS_LIMIT, TRANSMITTER_LIMIT};
use super::settings::settings;

settings! {
    /// State of a neuron at birth, nothing left open. Pairs are excitatory, inhibitory.
    #[derive(Clone, Copy, Debug, PartialEq)]
    pub struct StartState;

    /// State at birth that is set; what is `None` comes from the class, then from the rule.
    #[derive(Clone, Debug, Default, PartialEq)]
    pub struct Start;

    /// Time until release; above 0 the neuron fires once by itself.
    conduction_left: u32 = 0, from 0, to TICKS_LIMIT, unit "ticks";

    /// Time until ready.
    refractory_left: u32 = 0, from 0, to TICKS_LIMIT, unit "ticks";

    /// Received, not yet integrated.
    dendrite: [f32; 2] = [0.0; 2], from -TRANSMITTER_LIMIT, to TRANSMITTER_LIMIT, unit "transmitter";

    /// In the synaptic cleft.
    cleft: [f32; 2] = [0.0; 2], from -TRANSMITTER_LIMIT, to TRANSMITTER_LIMIT, unit "transmitter";

    /// Made and stored.
    pool: [f32; 2] = [0.0; 2], from -TRANSMITTER_LIMIT, to TRANSMITTER_LIMIT, unit "transmitter";

    /// Integrated.
    potential: [f32; 2] = [0.0; 2], from -TRANSMITTER_LIMIT, to TRANSMITTER_LIMIT, unit "transmitter";

    apart
    /// State at birth of what a neuron has of [`super::Faculties`].
    #[derive(Clone, Copy, Debug, PartialEq)]
    pub struct StartFaculties;

    /// Share of the pool that the last releases still make the next one take.
    used: f32 = 0.0, from 0, to 1, unit "fraction";

    /// What homeostasis adds to the threshold.
    offset: f32 = 0.0, from -TRANSMITTER_LIMIT, to TRANSMITTER_LIMIT, unit "transmitter";
}

impl StartState {
    /// The start that a running state is.
    #[must_use]
    pub const fn of(state: &NeuronState) -> Self {
        Self {
            conduction_left: state.conduction_left,
            refractory_left: state.refractory_left,
            dendrite: state.dendrite,
            cleft: state.cleft,
            pool: state.pool,
            potential: state.last,
        }
    }

    /// The running state that it is.
    #[must_use]
    pub fn state(self) -> NeuronState {
        NeuronState {
            last: self.potential,
            next: self.potential,
            dendrite: self.dendrite,
            cleft: self.cleft,
            pool: self.pool,
            conduction_left: self.conduction_left,
            refractory_left: self.refractory_left,
            ..NeuronState::default()
        }
    }

    /// What of it must be written where `base` holds without a word. Zero and minus zero differ.
    #[must_use]
    pub fn differing(&self, base: &Self) -> Start {
        let pair = |now: [f32; 2], base: [f32; 2]| {
            (now.map(f32::to_bits) != base.map(f32::to_bits)).then_some((now[0], now[1]))
        };
        let count = |now: u32, base: u32| (now != base).then_some(now);
        Start {
            conduction_left: count(self.conduction_left, base.conduction_left),
            refractory_left: count(self.refractory_left, base.refractory_left),
            dendrite: pair(self.dendrite, base.dendrite),
            cleft: pair(self.cleft, base.cleft),
            pool: pair(self.pool, base.pool),
            potential: pair(self.potential, base.potential),
            ..Start::default()
        }
    }
}

impl StartFaculties {
    /// The same of faculties, beside what else is written.
    #[must_use]
    pub fn differing(&self, base: &Self, beside: Start) -> Start {
        let number = |now: f32, base: f32| (now.to_bits() != base.to_bits()).then_some(now);
        Start { used: number(self.used, base.used), offset: number(self.offset, base.offset), ..beside }
    }
}
