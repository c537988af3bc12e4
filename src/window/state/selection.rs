//! What is chosen: neurons, a link, or a class.

use super::graph::Graph;
use crate::edit::NeuronKey;
use crate::edit::build::EntryKey;
use bevy::ecs::prelude::*;
use std::collections::BTreeSet;
use std::sync::Mutex;

/// What is chosen.
#[derive(Resource, Clone, Debug, Default)]
pub struct Selection {
    /// The selected neuron; of several the one that the inspector shows.
    pub selected: Option<NeuronKey>,
    /// The other selected neurons.
    also: BTreeSet<NeuronKey>,
    /// The selected link.
    pub entry: Option<EntryKey>,
    /// The selected class: then nothing else is.
    pub class: Option<String>,
    /// Whether lists are to scroll to the selected neuron.
    pub reveal: bool,
    /// Where the selected neurons were found.
    found: Found,
}

/// Where all selected neurons were found in a reading of the graph: several parts of a frame ask, and there may be
/// thousands.
#[derive(Debug, Default)]
struct Found(Mutex<Option<(u64, Option<NeuronKey>, Vec<usize>)>>);

impl Clone for Found {
    fn clone(&self) -> Self {
        Self::default()
    }
}

impl Selection {
    /// Selects a neuron, or nothing.
    pub fn select(&mut self, key: Option<NeuronKey>) {
        self.reveal = key.is_some();
        self.selected = key;
        self.also.clear();
        self.found = Found::default();
        self.entry = None;
        self.class = None;
    }

    /// Selects a class alone.
    pub fn select_class(&mut self, class: String) {
        self.select(None);
        self.class = Some(class);
    }

    /// Whether nothing is selected.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.selected.is_none() && self.entry.is_none() && self.class.is_none()
    }

    /// Lets go of what was selected last: of a link before its neuron. Tells whether there was anything.
    pub fn let_go(&mut self) -> bool {
        let some = !self.is_empty();
        if self.selected.is_some() && self.entry.is_some() {
            self.entry = None;
        } else {
            self.select(None);
        }
        some
    }

    /// Lets go of neurons and a class that are no more.
    pub fn keep(&mut self, is_there: impl Fn(&NeuronKey) -> bool, is_class: impl Fn(&str) -> bool) {
        self.also.retain(&is_there);
        if self.selected.as_ref().is_some_and(|key| !is_there(key)) {
            self.selected = self.also.pop_last();
            self.entry = None;
        }
        if self.class.as_deref().is_some_and(|class| !is_class(class)) {
            self.class = None;
        }
    }

    /// Selects these neurons; the last is the one that the inspector shows.
    pub fn select_many(&mut self, mut keys: Vec<NeuronKey>) {
        self.select(keys.pop());
        self.also = keys.into_iter().filter(|key| Some(key) != self.selected.as_ref()).collect();
    }

    /// Selects a link alone, or nothing.
    pub fn select_entry(&mut self, entry: Option<EntryKey>) {
        self.select(None);
        self.entry = entry;
    }

    /// Adds a neuron to those selected, or takes it out.
    pub fn toggle(&mut self, key: NeuronKey) {
        let mut keys = self.chosen();
        if let Some(at) = keys.iter().position(|other| *other == key) {
            keys.remove(at);
        } else {
            keys.push(key);
        }
        self.select_many(keys);
    }

    /// All selected neurons, the one of the inspector last.
    #[must_use]
    pub fn chosen(&self) -> Vec<NeuronKey> {
        self.also.iter().chain(&self.selected).cloned().collect()
    }

    /// How many neurons are selected.
    #[must_use]
    pub fn count(&self) -> usize {
        self.also.len() + usize::from(self.selected.is_some())
    }

    /// Whether a neuron is selected.
    #[must_use]
    pub fn is_chosen(&self, key: &NeuronKey) -> bool {
        self.selected.as_ref() == Some(key) || self.also.contains(key)
    }

    /// Indices of all selected neurons in the graph.
    #[must_use]
    pub fn cells(&self, graph: &Graph) -> Vec<usize> {
        if self.also.is_empty() {
            return self.index(graph).into_iter().collect();
        }
        let find = || {
            let mut cells: Vec<usize> =
                self.also.iter().chain(&self.selected).filter_map(|key| graph.find(key)).collect();
            cells.sort_unstable();
            cells
        };
        let Ok(mut found) = self.found.0.lock() else { return find() };
        if let Some((reading, selected, cells)) = &*found
            && *reading == graph.reading
            && *selected == self.selected
        {
            return cells.clone();
        }
        let cells = find();
        *found = Some((graph.reading, self.selected.clone(), cells.clone()));
        cells
    }

    /// Index of the selected neuron in the graph.
    #[must_use]
    pub fn index(&self, graph: &Graph) -> Option<usize> {
        graph.find(self.selected.as_ref()?)
    }
}

/// Selects a neuron, or nothing.
pub fn select(world: &mut World, key: Option<NeuronKey>) {
    world.resource_mut::<Selection>().select(key);
}

/// All selected neurons, the one of the inspector last.
#[must_use]
pub fn chosen(world: &World) -> Vec<NeuronKey> {
    world.resource::<Selection>().chosen()
}

/// Index of the selected neuron in the graph.
#[must_use]
pub fn selected_index(world: &World) -> Option<usize> {
    world.resource::<Selection>().index(world.resource::<Graph>())
}

/// Indices of all selected neurons in the graph.
#[must_use]
pub fn chosen_cells(world: &World) -> Vec<usize> {
    world.resource::<Selection>().cells(world.resource::<Graph>())
}
