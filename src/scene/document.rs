//! The scene document: what a `.worm.ron` file says, as plain data, composed of the rooms' own types.
//!
//! Every field but `format` has a default; a default is left out when written. The
//! document knows nothing of the world: [`super::spawn`] makes one from it, and
//! [`super::capture`] reads a world back into a document.

pub use super::entry::{Creature, Entry, Kind};

use crate::arena::Arena;
use crate::entry::is_default;
use crate::nervous::Classes;
use crate::nervous::plasticity::{Learning, Modulators, Rules};
use crate::stimulus::Stimulus;
use serde::{Deserialize, Serialize};

/// The newest format this program reads and the one it writes.
pub const FORMAT: u32 = 1;

/// A whole scene.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Scene {
    /// Version of the file format; the only field without a default.
    pub format: u32,
    /// Title of the scene.
    #[serde(default, skip_serializing_if = "is_default")]
    pub name: String,
    /// One line on what there is to see.
    #[serde(default, skip_serializing_if = "is_default")]
    pub about: String,
    /// All chance in a run comes from this number.
    #[serde(default, skip_serializing_if = "is_default")]
    pub seed: u64,
    /// Presets with a colour, by name, in the order of the file.
    #[serde(default, skip_serializing_if = "is_default")]
    pub classes: Classes,
    /// How synapses learn, by names.
    #[serde(default, skip_serializing_if = "is_default")]
    pub plasticity: Rules,
    /// What neurons broadcast, by names.
    #[serde(default, skip_serializing_if = "is_default")]
    pub modulators: Modulators,
    /// Whether synapses learn.
    #[serde(default, skip_serializing_if = "is_default")]
    pub learning: Learning,
    /// The world around the creatures.
    #[serde(default, skip_serializing_if = "is_default")]
    pub arena: Arena,
    /// The creatures.
    #[serde(default, skip_serializing_if = "is_default")]
    pub creatures: Vec<Creature>,
    /// What happens to the creatures by the clock.
    #[serde(default, skip_serializing_if = "is_default")]
    pub stimuli: Vec<Stimulus>,
    /// The moment of a run at which the scene was saved; left out: it begins at birth.
    #[serde(default, skip_serializing_if = "is_default")]
    pub snapshot: Option<Snapshot>,
}

/// A moment of a run, for going on from it to the same bits. The state of neurons is in their
/// `start`; this holds what has no place there.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Snapshot {
    /// Ticks done.
    pub tick: u64,
    /// The state of bodies and physics, as base64; empty without a body.
    #[serde(default, skip_serializing_if = "is_default")]
    pub bodies: String,
    /// What is still to arrive of releases, as base64. Where it is empty, or was taken from other
    /// synapses, it is what the clefts hold.
    #[serde(default, skip_serializing_if = "is_default")]
    pub in_flight: String,
    /// What learning and astrocytes remember, as base64: traces, levels, stocks, every value with its tick. Where it is empty, or was taken
    /// from other synapses or rules, weights are what the synapses say, and the rest begins anew.
    #[serde(default, skip_serializing_if = "is_default")]
    pub learned: String,
}

impl Scene {
    /// The tick that it begins after: 0 for birth.
    #[must_use]
    pub fn begins(&self) -> u64 {
        self.snapshot.as_ref().map_or(0, |snapshot| snapshot.tick)
    }

    /// The creatures that have a body.
    pub fn bodies(&self) -> impl Iterator<Item = &Creature> {
        self.creatures.iter().filter(|creature| creature.body.is_some())
    }
}

impl Default for Scene {
    fn default() -> Self {
        Self {
            format: FORMAT,
            name: String::new(),
            about: String::new(),
            seed: 0,
            classes: Classes::default(),
            plasticity: Rules::default(),
            modulators: Modulators::default(),
            learning: Learning::default(),
            arena: Arena::default(),
            creatures: Vec::new(),
            stimuli: Vec::new(),
            snapshot: None,
        }
    }
}
