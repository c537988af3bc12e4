//! The weights of synapses that learn, as they are gathered for a report.

use crate::nervous::{Postsynaptic, Presynaptic, Wiring};
use bevy::ecs::name::Name;
use bevy::ecs::prelude::*;

/// Synapses that are looked at, at most: of more, so many evenly spread.
const MOST: usize = 2000;

/// The history of a synapse that learns.
#[derive(Clone, Debug, PartialEq)]
pub struct Moved {
    /// The neurons at its ends.
    pub name: String,
    /// The weight that it started from.
    pub start: f32,
    /// The weight at the end of each column.
    pub weights: Vec<f32>,
}

impl Moved {
    /// How far it went from where it started, at most.
    fn farthest(&self) -> f32 {
        self.weights.iter().fold(0.0, |farthest, weight| farthest.max((weight - self.start).abs()))
    }
}

/// All that is gathered.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Weights {
    /// Those that are looked at, in canonical order.
    pub synapses: Vec<Moved>,
    /// How many learn.
    pub learning: usize,
    entities: Vec<Entity>,
}

pub(super) type Ends<'w, 's> = Query<'w, 's, (&'static Presynaptic, &'static Postsynaptic)>;

impl Weights {
    /// Looks for the synapses that learn, once the network is there.
    pub(super) fn find(&mut self, wiring: &Wiring, tick: u64, ends: &Ends, names: &Query<&Name>) {
        self.learning = wiring.learned(tick).count();
        let stride = self.learning.div_ceil(MOST).max(1);
        let found: Vec<(Entity, f32)> =
            wiring.learned(tick).step_by(stride).map(|(synapse, learned)| (synapse, learned.start)).collect();
        let name = |neuron: Entity| names.get(neuron).map_or("", |name| name.as_str());
        // Another network is another history.
        self.entities = found.iter().map(|(synapse, _)| *synapse).collect();
        self.synapses = found
            .into_iter()
            .map(|(synapse, start)| {
                let ends = ends.get(synapse).ok();
                let name = ends
                    .map_or_else(String::new, |(from, to)| format!("{}\u{2192}{}", name(from.0), name(to.0)));
                Moved { name, start, weights: Vec::new() }
            })
            .collect();
    }

    /// Takes in the end of a column.
    pub(super) fn take(&mut self, wiring: &Wiring, tick: u64, column: usize) {
        for (synapse, moved) in self.entities.iter().zip(&mut self.synapses) {
            if let Some(learned) = wiring.learned_by(*synapse, tick) {
                // What was not there yet stood where it starts.
                moved.weights.resize(column, moved.start);
                moved.weights.push(learned.weight);
            }
        }
    }

    /// Those that moved most, the farthest first; none where nothing moved.
    pub(super) fn farthest(&self, count: usize) -> Vec<&Moved> {
        let mut moved: Vec<&Moved> = self.synapses.iter().filter(|moved| moved.farthest() > 0.0).collect();
        moved.sort_by(|a, b| b.farthest().total_cmp(&a.farthest()));
        moved.truncate(count);
        moved
    }

    /// Whether there is anything to draw.
    pub(super) fn any(&self) -> bool {
        self.synapses.iter().any(|moved| moved.farthest() > 0.0)
    }
}
