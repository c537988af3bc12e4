//! Neurons that are kept from living by the rule: silenced, or held at a potential.

use super::{EXCITATORY, INHIBITORY, NeuronState, wiring};
use bevy::ecs::prelude::*;
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

/// A hold for one tick: what a script does to a neuron, beside the [`Hold`] that was set once for all. It is no
/// part of the scene nor of its state: whoever set it sets it again in the next tick.
#[derive(Component, Clone, Copy, Debug, Default, PartialEq)]
pub struct PassingHold(pub Hold);

/// Holds a neuron in the tick that is being done.
pub fn hold_in_this_tick(world: &mut World, neuron: Entity, hold: Hold) {
    if let Some(mut passing) = world.get_mut::<PassingHold>(neuron) {
        passing.0 = passing.0.and(hold);
    } else if let Ok(mut neuron) = world.get_entity_mut(neuron) {
        neuron.insert(PassingHold(hold));
    }
}

/// Ends what was held in the last tick.
pub(super) fn end_passing_holds(mut holds: Query<&mut PassingHold>) {
    for mut hold in &mut holds {
        hold.bypass_change_detection().0 = Hold::Free;
    }
}

impl Hold {
    /// Both at once: silence goes before all, and of two clamps the higher one holds.
    #[must_use]
    pub fn and(self, other: Self) -> Self {
        match (self, other) {
            (Self::Silent, _) | (_, Self::Silent) => Self::Silent,
            (Self::Free, held) | (held, Self::Free) => held,
            (Self::At(one), Self::At(other)) => Self::At(one.max(other)),
        }
    }

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
