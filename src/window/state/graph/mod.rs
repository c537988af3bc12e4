//! From the world to what the drawing needs: the plan of the network, which changes with an
//! edit, and its activity, which changes with every tick.

mod body;
mod frames;
mod grown;
mod look;
mod read;
mod stars;

pub use look::{fill, look};
pub use read::made;

use crate::edit::NeuronKey;
use crate::edit::build::EntryKey;
use crate::scene::document::{Entry, Kind as EntryKind};
use crate::window::paint::draw::network::{Kind, Plan, Spot};
use bevy::ecs::prelude::*;
use bevy::math::Vec2;
use bevy::platform::collections::HashMap;
use bevy_egui::egui::Color32;
use std::ops::Range;
use std::sync::Arc;

/// A neuron as the panels need it.
#[derive(Clone, Debug)]
pub struct Cell {
    /// The entity.
    pub entity: Entity,
    /// Its name, with that of its creature.
    pub key: NeuronKey,
    /// Name of its class.
    pub class: String,
    /// Index of its class into [`Graph::classes`].
    pub kin: usize,
    /// Colour of its class.
    pub color: Color32,
    /// Index into [`Graph::beings`].
    pub creature: usize,
    /// Its place in the file, in the frame of its creature.
    pub at: Vec2,
}

/// A creature as the drawing needs it.
#[derive(Clone, Debug)]
pub struct Being {
    /// The entity.
    pub entity: Entity,
    /// Its name.
    pub name: String,
    /// Added to the places of its neurons on the common canvas.
    pub offset: Vec2,
    /// Length and segments of its body, if it has one.
    pub body: Option<(f32, u32)>,
    /// The box around its neurons, in its own frame.
    pub bounds: (Vec2, Vec2),
}

/// A class as the neurons have it.
#[derive(Clone, Debug)]
pub struct Kin {
    /// Its name; empty for none.
    pub name: String,
    /// What it is called in a list: also that of none.
    pub label: Arc<str>,
    /// How many neurons are of it.
    pub count: usize,
}

/// The network as it stands between two edits.
#[derive(Resource, Clone, Debug, Default)]
pub struct Graph {
    /// What is drawn.
    pub plan: Plan,
    /// The neurons, in the order of `plan.nodes`: by creature, then by the order of the file.
    pub cells: Vec<Cell>,
    /// The creatures, in the order of the file.
    pub beings: Vec<Being>,
    /// The classes that there are, in the order in which they first appear among the neurons.
    pub classes: Vec<Kin>,
    /// What each neuron is called in a list of all: with its creature, where there are several.
    pub labels: Vec<Arc<str>>,
    /// Whether the scene has changed since it was read.
    pub stale: bool,
    /// Which reading of the scene it is: neurons have other indices in another.
    pub reading: u64,
    /// The entity of every link of the plan.
    synapses: Vec<Entity>,
    /// The entity of every astrocyte of the plan.
    glia: Vec<Entity>,
    /// What links that learn have become.
    grown: grown::Grown,
    /// What every port stands for.
    outlets: Vec<body::Outlet>,
    /// Creature and entry of every receptor.
    senses: Vec<(Entity, Entry)>,
    /// What neurons move and feel of their bodies, with the index of the neuron, in the order of the neurons.
    contacts: Vec<(usize, Entry)>,
    index: HashMap<Entity, usize>,
    keys: HashMap<NeuronKey, usize>,
}

impl Being {
    /// The share of the body's length at which a place of the canvas lies. Places are taken in
    /// the body's own unit of length where they fit into it, else they are spread along it.
    #[must_use]
    pub fn along(&self, x: f32) -> f32 {
        let Some((length, _)) = self.body else { return 0.5 };
        let (min, max) = (self.bounds.0.x, self.bounds.1.x);
        if min >= -0.05 * length && max <= 1.05 * length {
            return (x / length).clamp(0.01, 0.985);
        }
        0.05 + 0.9 * (x - min) / (max - min).max(1e-3)
    }

    /// The place on the canvas of a share of the body's length.
    fn canvas_x(&self, share: f32) -> f32 {
        let Some((length, _)) = self.body else { return 0.0 };
        let (min, max) = (self.bounds.0.x, self.bounds.1.x);
        if min >= -0.05 * length && max <= 1.05 * length {
            return share * length;
        }
        min + (share - 0.05) / 0.9 * (max - min)
    }

    /// The share of half the body's width at which a place of the canvas lies.
    #[must_use]
    pub fn across(&self, y: f32) -> f32 {
        let most = self.bounds.0.y.abs().max(self.bounds.1.y.abs());
        if most < 1e-3 { 0.0 } else { 0.62 * y / most }
    }
}

impl Graph {
    /// Index of a neuron.
    #[must_use]
    pub fn find(&self, key: &NeuronKey) -> Option<usize> {
        self.keys.get(key).copied()
    }

    /// Index of a neuron by its entity.
    #[must_use]
    pub fn index_of(&self, neuron: Entity) -> Option<usize> {
        self.index.get(&neuron).copied()
    }

    /// A creature by its name.
    #[must_use]
    pub fn being(&self, name: &str) -> Option<&Being> {
        self.beings.iter().find(|being| being.name == name)
    }

    /// The entry of the scene that a link of the plan stands for.
    #[must_use]
    pub fn entry(&self, spot: Spot) -> Option<EntryKey> {
        let (neuron, kind, place) = match spot {
            Spot::Link(i) => self.plan.links.get(i).map(|l| (l.from, EntryKind::SYNAPSE, l.place))?,
            Spot::Gap(i) => self.plan.gaps.get(i).map(|g| (g.ends[0], EntryKind::GAP, g.place))?,
            Spot::Junction(i) => self.plan.junctions.get(i).map(|j| (j.from, EntryKind::MUSCLE, j.place))?,
            Spot::Receptor(i) => {
                let receptor = self.plan.receptors.get(i)?;
                (receptor.to, self.senses.get(i)?.1.kind(), receptor.place)
            }
            Spot::Note(_) | Spot::Frame(_) | Spot::Astrocyte(_) => return self.drawn_entry(spot),
        };
        let creature = self.cells.get(neuron)?.key.creature.clone();
        Some(EntryKey { creature, kind, place })
    }

    /// How many neurons are of a class.
    #[must_use]
    pub fn members(&self, class: &str) -> usize {
        self.classes.iter().find(|kin| kin.name == class).map_or(0, |kin| kin.count)
    }

    /// The link of the plan that stands for an entry.
    #[must_use]
    pub fn spot(&self, entry: &EntryKey) -> Option<Spot> {
        let plan = &self.plan;
        let owner = self.beings.iter().position(|being| being.name == entry.creature)?;
        let is = |neuron: usize, place: u32| place == entry.place && self.cells[neuron].creature == owner;
        match entry.kind {
            EntryKind::NEURON => None,
            kind if kind.is_drawn() || kind == EntryKind::ASTROCYTE => self.drawn_spot(entry, owner),
            EntryKind::SYNAPSE => plan.links.iter().position(|l| is(l.from, l.place)).map(Spot::Link),
            EntryKind::GAP => plan.gaps.iter().position(|g| is(g.ends[0], g.place)).map(Spot::Gap),
            EntryKind::MUSCLE => plan.junctions.iter().position(|j| is(j.from, j.place)).map(Spot::Junction),
            kind => {
                let mut all = plan.receptors.iter().zip(&self.senses);
                all.position(|(r, (_, sense))| sense.kind() == kind && is(r.to, r.place)).map(Spot::Receptor)
            }
        }
    }

    /// What a neuron moves and feels of its body.
    pub fn contacts(&self, neuron: usize) -> impl Iterator<Item = &Entry> {
        let first = self.contacts.partition_point(|(other, _)| *other < neuron);
        self.contacts[first..].iter().take_while(move |(other, _)| *other == neuron).map(|(_, entry)| entry)
    }

    /// What all neurons move and feel of their bodies.
    pub fn all_contacts(&self) -> impl Iterator<Item = (usize, &Entry)> {
        self.contacts.iter().map(|(neuron, entry)| (*neuron, entry))
    }

    /// The neurons of a creature: they stand side by side.
    #[must_use]
    pub fn of_creature(&self, creature: usize) -> Range<usize> {
        let first = self.cells.partition_point(|cell| cell.creature < creature);
        let last = self.cells.partition_point(|cell| cell.creature <= creature);
        first..last
    }

    /// Gives the synapse at a place of its creature's list another weight. `sign` is that of what its neuron makes.
    pub fn set_weight(&mut self, entry: &EntryKey, weight: f32, sign: impl Fn(Entity) -> f32) {
        if let Some(Spot::Link(index)) = self.spot(entry) {
            let link = &mut self.plan.links[index];
            link.weight = weight;
            link.kind = Kind::of(weight, sign(self.cells[link.from].entity));
            self.plan.weigh();
        }
    }

    /// Shows a neuron at a place of its creature's canvas.
    pub fn show_at(&mut self, key: &NeuronKey, at: Vec2) {
        if let Some(index) = self.find(key) {
            self.show_cell_at(index, at);
        }
    }

    /// Shows the neuron of an index at a place of its creature's canvas.
    pub fn show_cell_at(&mut self, index: usize, at: Vec2) {
        let cell = &mut self.cells[index];
        cell.at = at;
        self.plan.nodes[index].at = at + self.beings[cell.creature].offset;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_on_the_canvas_are_places_in_the_body_when_they_fit() {
        let mut being = Being {
            entity: Entity::PLACEHOLDER,
            name: String::new(),
            offset: Vec2::ZERO,
            body: Some((16.0, 16)),
            bounds: (Vec2::new(0.5, -2.0), Vec2::new(15.0, 1.0)),
        };
        assert_eq!(being.along(8.0), 0.5);
        assert_eq!(being.canvas_x(0.5), 8.0);
        assert!((being.across(-2.0) + 0.62).abs() < 1e-6);
        being.bounds.1.x = 100.0;
        assert!(being.along(100.0) < 1.0 && being.along(0.5) > 0.0);
        assert!((being.canvas_x(being.along(40.0)) - 40.0).abs() < 1e-3);
    }
}
