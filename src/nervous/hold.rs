//! Neurons that are kept from living by the rule: silenced, or held at a potential.

use super::{EXCITATORY, INHIBITORY, NeuronState, wiring};
use bevy::ecs::component::Component;
use serde::{Deserialize, Serialize};

/// What an experimenter does to a neuron. A neuron without it lives by the rule.
#[derive(Component, Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
#[component(immutable, on_insert = wiring::mark_stale, on_remove = wiring::mark_stale)]
pub enum Hold {
    /// Lives by the rule.
    #[default]
    Free,
    /// Silenced: it integrates, makes and releases nothing, and its gap junctions are shut. What
    /// was in its cleft already goes on its way.
    Silent,
    /// Voltage clamp: the potential is held at this \[transmitter\]. Above the threshold the
    /// neuron fires whenever it is ready.
    At(f32),
}

impl Hold {
    /// Sets the state to what is held: before the rule reads it and after it has written.
    pub(super) fn impose(self, state: &mut NeuronState) {
        match self {
            Self::Free => {}
            Self::Silent => {
                *state = NeuronState {
                    cleft: state.cleft,
                    phase: super::Phase::Integrating,
                    ..NeuronState::default()
                };
            }
            Self::At(potential) => {
                let mut held = [0.0; 2];
                held[if potential < 0.0 { INHIBITORY } else { EXCITATORY }] = potential;
                state.last = held;
                state.next = held;
            }
        }
    }
}
