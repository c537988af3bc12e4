//! What a neuron is set to: its parameters, their units, ranges and meaning.

use bevy::ecs::component::Component;
use serde::{Deserialize, Serialize};

/// How a neuron's cleft is handed to its outgoing synapses.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Sharing {
    /// The content is divided equally among the outgoing synapses and neuromuscular junctions.
    #[default]
    Split,
    /// Every outgoing synapse gets all of it.
    Broadcast,
}

/// The parameters of one neuron. A kind of neuron is nothing but a set of these.
///
/// Immutable as a component: to change one, insert the whole anew. That is how the wiring
/// learns that `sharing` may have changed.
#[derive(Component, Clone, Copy, Debug, PartialEq)]
#[component(immutable, on_insert = super::wiring::mark_row)]
pub struct NeuronParams {
    /// Fires when the net potential is strictly above this \[transmitter\].
    pub threshold: f32,
    /// Axon travel time from activation to release \[ticks, at least 1\].
    pub conduction: u32,
    /// Recovery after a release \[ticks\].
    pub refractory: u32,
    /// Made each tick in every phase: excitatory, inhibitory \[transmitter per tick\].
    pub production: [f32; 2],
    /// Share of the pool that is back in the pool after a release \[0 to 1\].
    pub reuptake: f32,
    /// Share of the cleft's content still there on the next tick \[0 to below 1\].
    pub residue: f32,
    /// How the cleft is divided among outgoing synapses.
    pub sharing: Sharing,
    /// Share of the potential lost on each integrating tick \[0 to 1\].
    pub leak: f32,
    /// Lower bound of the net potential \[transmitter\], if any.
    pub potential_floor: Option<f32>,
    /// Upper bound of the net potential \[transmitter\], if any.
    pub potential_ceiling: Option<f32>,
    /// Bound of each channel of the pool \[transmitter\], if any.
    pub pool_limit: Option<f32>,
}

impl Default for NeuronParams {
    fn default() -> Self {
        Self {
            threshold: 10.0,
            conduction: 5,
            refractory: 5,
            production: [0.5, -0.1],
            reuptake: 0.1,
            residue: 0.1,
            sharing: Sharing::Split,
            leak: 0.0,
            potential_floor: None,
            potential_ceiling: None,
            pool_limit: None,
        }
    }
}

/// One parameter as a person needs to know it: shown in the inspector, used by the checks.
#[derive(Clone, Copy, Debug)]
pub struct ParamInfo {
    /// The name in scene files.
    pub name: &'static str,
    /// The unit, for display.
    pub unit: &'static str,
    /// Smallest value allowed.
    pub min: f64,
    /// Largest value allowed.
    pub max: f64,
    /// Whether `max` itself is refused.
    pub max_excluded: bool,
    /// One sentence on what it does.
    pub about: &'static str,
}

/// Largest magnitude of any amount of transmitter: far beyond use, far from overflow.
pub const TRANSMITTER_LIMIT: f64 = 1.0e6;
/// Longest conduction or refractory time \[ticks\]: a hundred minutes.
pub const TICKS_LIMIT: f64 = 600_000.0;

const fn info(name: &'static str, unit: &'static str, min: f64, max: f64, about: &'static str) -> ParamInfo {
    ParamInfo { name, unit, min, max, max_excluded: false, about }
}

/// Every parameter, in the order of the rule.
pub const PARAMS: [ParamInfo; 11] = [
    info(
        "threshold",
        "transmitter",
        -TRANSMITTER_LIMIT,
        TRANSMITTER_LIMIT,
        "Fires when the net potential is strictly above it.",
    ),
    info("conduction", "ticks", 1.0, TICKS_LIMIT, "Travel time of a spike along the axon; fewer is faster."),
    info("refractory", "ticks", 0.0, TICKS_LIMIT, "Recovery after a release, deaf and silent."),
    info(
        "production",
        "transmitter/tick",
        -TRANSMITTER_LIMIT,
        TRANSMITTER_LIMIT,
        "Transmitter made each tick in every phase: excitatory, inhibitory.",
    ),
    info("reuptake", "fraction", 0.0, 1.0, "Share of the pool that is back in the pool after a release."),
    ParamInfo {
        max_excluded: true,
        ..info("residue", "fraction", 0.0, 1.0, "Share of the cleft's content still there on the next tick.")
    },
    info(
        "sharing",
        "",
        0.0,
        0.0,
        "Split divides the cleft among outgoing synapses; Broadcast gives each all of it.",
    ),
    info("leak", "fraction", 0.0, 1.0, "Share of the potential lost on each integrating tick."),
    info(
        "potential_floor",
        "transmitter",
        -TRANSMITTER_LIMIT,
        TRANSMITTER_LIMIT,
        "Lower bound of the net potential.",
    ),
    info(
        "potential_ceiling",
        "transmitter",
        -TRANSMITTER_LIMIT,
        TRANSMITTER_LIMIT,
        "Upper bound of the net potential.",
    ),
    info(
        "pool_limit",
        "transmitter",
        0.0,
        TRANSMITTER_LIMIT,
        "Bound of each channel of the pool: a quiet neuron does not hoard without end.",
    ),
];
