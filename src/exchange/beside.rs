//! What is told of chemical synapses beside their weight: how they learn, their delays, their astrocytes.

use crate::nervous::{AstrocyteEntry, Cover, SynapseEntry};
use crate::scene::document::Creature;

/// What there is to tell. A network in which all synapses are plain has nothing of it.
pub(super) struct Beside<'c> {
    learns: bool,
    waits: bool,
    astrocytes: &'c [AstrocyteEntry],
    cover: Cover<&'c str>,
}

/// The weight that a synapse has, learned or not.
pub(super) fn weight(synapse: &SynapseEntry) -> f32 {
    synapse.learned.unwrap_or(synapse.weight)
}

impl<'c> Beside<'c> {
    pub(super) fn of(creature: &'c Creature) -> Self {
        Self {
            learns: creature.synapses.iter().any(|synapse| !synapse.plasticity.is_none()),
            waits: creature.synapses.iter().any(|synapse| synapse.delay.is_some()),
            astrocytes: &creature.astrocytes,
            cover: Cover::by_names(&creature.astrocytes),
        }
    }

    /// Names, each with what GraphML calls its type.
    pub(super) fn names(&self) -> Vec<(&'static str, &'static str)> {
        let mut names = Vec::new();
        if self.learns {
            names.extend([("start_weight", "double"), ("plasticity", "string")]);
        }
        if self.waits {
            names.push(("delay", "int"));
        }
        if !self.cover.is_empty() {
            names.push(("astrocyte", "string"));
        }
        names
    }

    /// What a synapse has of it, in the order of the names; empty where it has nothing.
    pub(super) fn values(&self, synapse: &'c SynapseEntry) -> Vec<String> {
        let mut values = Vec::new();
        if self.learns {
            let start = (!synapse.plasticity.is_none()).then(|| synapse.weight.to_string());
            values.extend([start.unwrap_or_default(), synapse.plasticity.text().to_owned()]);
        }
        if self.waits {
            values.push(synapse.delay.map_or_else(String::new, |delay| delay.to_string()));
        }
        if !self.cover.is_empty() {
            let covers = self.cover.of(&synapse.from, &synapse.to).min();
            values.push(covers.map_or_else(String::new, |(one, _)| self.astrocytes[one].name.clone()));
        }
        values
    }
}
