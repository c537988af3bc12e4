//! Plasticity: synapses that learn, neurons that keep to a rate, modulators that say when, astrocytes that have a part
//! in what terminals release.
//!
//! All of it is optional: a network with nothing of it steps as it would without this folder, to the bit.
//!
//! * `rule`: what a scene says: [`Rule`], [`Modulator`], [`Learning`]; `presets`: known rules by name.
//! * `faculties`: the step of neurons that have [`Faculties`].
//! * `learner`: synapses that learn as arrays, compiled by `build` with the graph; `learn` is what they do in a tick.
//! * `decay`: what fades is kept as a value and the tick it was of, and is reckoned with when it is needed.
//! * `astrocytes`: what they do to a release, compiled by `cover` with the graph; `tend` is what they do in a tick,
//!   `tended` what they are at a moment.
//! * `rename`: other names for rules and modulators.
//! * `saved`: all that is remembered, for going on with it to the bit; `elsewhere` for going on in a graph that has changed since.
//!
//! A synapse learns when a release *reaches* it (pre) and when its target *activates* (post); nothing happens in
//! between. Traces are one for each neuron (each delay) and rule, not for each synapse.

mod astrocytes;
mod build;
mod cover;
mod decay;
mod elsewhere;
mod faculties;
mod learn;
mod learner;
mod presets;
mod rename;
mod rule;
mod runs;
mod saved;
mod tend;
mod tended;

pub(super) use astrocytes::{Astrocytes, Care, Tended};
pub(super) use build::{Ground, Origin, Remembered};
pub(super) use cover::RememberedGlia;
pub use elsewhere::Learners;
pub use faculties::FacultyState;
pub(super) use faculties::{Now, Own};
pub(super) use learn::{Event, Grounds, Reach};
pub(super) use learner::Learner;
pub use presets::{RULE_PRESETS, RulePreset, rule_preset};
pub(super) use rename::GoesOn;
pub use rename::{rename_modulator, rename_rule};
pub use rule::{Learning, Modulator, Pairs, Rule, TAU_LIMIT};
pub(crate) use saved::begin_at;
pub use saved::{Learned, LearnedState, set_learning};
pub use tended::AstrocyteState;

use super::{Faculties, wiring};
use crate::entry::{Symbol, by_name, record};
use bevy::ecs::component::Component;

/// A synapse that learns: by which rule, and its state when it was made. The state now is in
/// [`Wiring`](super::Wiring).
#[derive(Component, Clone, Copy, Debug, PartialEq)]
#[component(immutable, on_insert = wiring::mark_stale, on_remove = wiring::mark_stale)]
pub struct Plastic {
    /// The name of its rule.
    pub rule: Symbol,
    /// The weight that it had learned; `None`: the one that it starts from.
    pub learned: Option<f32>,
    /// What waited for a modulator.
    pub eligibility: f32,
}

/// What a synapse that learns goes on from when it was changed, in place of what [`Plastic`] says of its beginning: a
/// lesson that is taken back leaves a run as it was.
#[derive(Component, Clone, Copy, Debug, PartialEq)]
#[component(immutable)]
pub struct Resumes {
    /// The weight.
    pub weight: f32,
    /// What waits for a modulator.
    pub eligibility: f32,
}

/// How long releases take over a synapse, beyond the neuron's conduction \[ticks, at least 1\].
#[derive(Component, Clone, Copy, Debug, PartialEq, Eq)]
#[component(immutable, on_insert = wiring::mark_stale, on_remove = wiring::mark_stale)]
pub struct Delay(pub u32);

/// How fast releases travel over a creature's network \[units of length/s\]: delays of synapses that say none.
#[derive(Component, Clone, Copy, Debug, PartialEq)]
#[component(immutable, on_insert = wiring::mark_stale, on_remove = wiring::mark_stale)]
pub struct AxonSpeed(pub f32);

record! {
    /// What a creature says of its axons.
    #[derive(Clone, Debug, PartialEq)]
    pub struct Axons with Default {
        /// How fast releases travel over the network; synapses without a delay have that of their length. Not set: at once.
        axon_speed: Option<f32> = None, above 0, to crate::entry::MAX_COORDINATE, unit "units/s", by 0.1, offer 10;
    }
}

by_name! {
    /// Plasticity rules by name, in the order of the file.
    Rules of Rule, "plasticity rules";
    /// Modulators by name, in the order of the file.
    Modulators of Modulator, "modulators";
}
