//! From the world to what the drawing needs: the plan of the network, which changes with an
//! edit, and its activity, which changes with every tick.

mod body;

use crate::body::Body;
use crate::edit::NeuronKey;
use crate::edit::build::EntryKey;
use crate::entry::ListPlace;
use crate::nervous::{
    CanvasPlace, Classes, Creature, GapA, GapB, GapJunction, Hold, MemberOf, Neuron, NeuronParams,
    NeuronState, PassingHold, Phase, Postsynaptic, Preset, Presynaptic, Slot, Synapse,
};
use crate::scene::document::{Entry, Kind as EntryKind};
use crate::window::paint::draw::network::{Gap, Kind, Link, Node, NodeLook, Plan, Spot};
use crate::window::paint::theme::{self, Palette};
use crate::window::state::picture::Picture;
use bevy::ecs::name::Name;
use bevy::ecs::prelude::*;
use bevy::math::Vec2;
use bevy::platform::collections::HashMap;
use bevy_egui::egui::Color32;
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
#[derive(Clone, Debug, Default)]
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
    /// What every port stands for.
    outlets: Vec<body::Outlet>,
    /// Creature and entry of every receptor.
    senses: Vec<(Entity, Entry)>,
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
        let mut all = match entry.kind {
            EntryKind::NEURON => return None,
            EntryKind::SYNAPSE => (0..plan.links.len()).map(Spot::Link).collect::<Vec<_>>(),
            EntryKind::GAP => (0..plan.gaps.len()).map(Spot::Gap).collect(),
            EntryKind::MUSCLE => (0..plan.junctions.len()).map(Spot::Junction).collect(),
            _ => (0..plan.receptors.len()).map(Spot::Receptor).collect(),
        }
        .into_iter();
        all.find(|spot| self.entry(*spot).as_ref() == Some(entry))
    }

    /// Reads the network out of the world.
    #[must_use]
    pub fn of(world: &mut World, palette: &Palette) -> Self {
        let mut graph = Self::default();
        let owners = graph.beings(world);
        graph.neurons(world, &owners, palette);
        graph.place();
        graph.edges(world);
        graph.controllers(world);
        graph.measure();
        graph
    }

    fn beings(&mut self, world: &mut World) -> HashMap<Entity, usize> {
        let mut found: Vec<(ListPlace, Being)> = world
            .query_filtered::<(Entity, &Name, &ListPlace, Option<&Body>), With<Creature>>()
            .iter(world)
            .map(|(entity, name, place, body)| {
                let being = Being {
                    entity,
                    name: name.as_str().to_owned(),
                    offset: Vec2::ZERO,
                    body: body.map(|b| (b.plan.length, b.plan.segments)),
                    bounds: (Vec2::ZERO, Vec2::ZERO),
                };
                (*place, being)
            })
            .collect();
        found.sort_by_key(|(place, _)| *place);
        self.beings = found.into_iter().map(|(_, being)| being).collect();
        self.beings.iter().enumerate().map(|(i, being)| (being.entity, i)).collect()
    }

    fn neurons(&mut self, world: &mut World, owners: &HashMap<Entity, usize>, palette: &Palette) {
        let classes = world.get_resource::<Classes>().cloned().unwrap_or_default();
        let mut query = world
            .query_filtered::<(Entity, &Name, &MemberOf, &Preset, &CanvasPlace, &ListPlace), With<Neuron>>();
        let mut found: Vec<(usize, ListPlace, Cell)> = query
            .iter(world)
            .filter_map(|(entity, name, member, preset, at, place)| {
                let creature = *owners.get(&member.0)?;
                let color = classes
                    .get_full(&preset.class)
                    .map_or(palette.classless, |(index, _, class)| theme::class_color(&class.color, index));
                let key = NeuronKey {
                    creature: self.beings[creature].name.clone(),
                    neuron: name.as_str().to_owned(),
                };
                let class = preset.class.clone();
                let cell = Cell { entity, key, class, kin: 0, color, creature, at: at.0 };
                Some((creature, *place, cell))
            })
            .collect();
        found.sort_by_key(|(creature, place, _)| (*creature, *place));
        self.cells = found.into_iter().map(|(.., cell)| cell).collect();
        let mut known: HashMap<String, usize> = HashMap::default();
        for cell in &mut self.cells {
            cell.kin = known.get(&cell.class).copied().unwrap_or_else(|| {
                let label = if cell.class.is_empty() { "no class" } else { &cell.class };
                self.classes.push(Kin { name: cell.class.clone(), label: label.into(), count: 0 });
                known.insert(cell.class.clone(), self.classes.len() - 1);
                self.classes.len() - 1
            });
            self.classes[cell.kin].count += 1;
        }
        let several = self.beings.len() > 1;
        self.labels = self
            .cells
            .iter()
            .map(|cell| match several {
                true => format!("{} {}", cell.key.neuron, cell.key.creature).into(),
                false => cell.key.neuron.as_str().into(),
            })
            .collect();
        self.index = self.cells.iter().enumerate().map(|(i, cell)| (cell.entity, i)).collect();
        self.keys = self.cells.iter().enumerate().map(|(i, cell)| (cell.key.clone(), i)).collect();
    }

    /// Puts the creatures' canvases one below the other.
    fn place(&mut self) {
        for (i, being) in self.beings.iter_mut().enumerate() {
            let mut own = self.cells.iter().filter(|c| c.creature == i).map(|c| c.at);
            let Some(first) = own.next() else { continue };
            being.bounds = own.fold((first, first), |(min, max), at| (min.min(at), max.max(at)));
        }
        let places: Vec<Vec2> = self.cells.iter().map(|c| c.at).collect();
        self.plan.spacing = spacing(&places);
        self.plan.radius = 0.27 * self.plan.spacing;
        let mut y = 0.0;
        for (i, being) in self.beings.iter_mut().enumerate() {
            let height = being.bounds.1.y - being.bounds.0.y + 8.0 * self.plan.spacing;
            if i > 0 {
                being.offset = Vec2::new(0.0, y - being.bounds.0.y);
            } else {
                y = being.bounds.0.y;
            }
            y += height;
        }
        self.plan.nodes = self
            .cells
            .iter()
            .map(|cell| Node {
                at: cell.at + self.beings[cell.creature].offset,
                name: cell.key.neuron.clone(),
                color: cell.color,
            })
            .collect();
    }

    fn edges(&mut self, world: &mut World) {
        let index = &self.index;
        let mut signs = vec![1.0f32; self.cells.len()];
        for (entity, params) in world.query_filtered::<(Entity, &NeuronParams), With<Neuron>>().iter(world) {
            if let Some(&i) = index.get(&entity) {
                signs[i] = params.production[0] + params.production[1];
            }
        }
        let mut found: Vec<(usize, usize, ListPlace, f32)> = world
            .query::<(&Synapse, &Presynaptic, &Postsynaptic, &ListPlace)>()
            .iter(world)
            .filter_map(|(synapse, from, to, place)| {
                Some((*index.get(&from.0)?, *index.get(&to.0)?, *place, synapse.weight))
            })
            .collect();
        found.sort_by_key(|(from, to, place, _)| (*from, *to, *place));
        self.plan.links = found
            .into_iter()
            .map(|(from, to, place, weight)| {
                let kind = if weight * signs[from] < 0.0 { Kind::Inhibit } else { Kind::Excite };
                Link { from, to, weight, kind, place: place.0 }
            })
            .collect();
        self.plan.gaps = world
            .query_filtered::<(&GapA, &GapB, &ListPlace), With<GapJunction>>()
            .iter(world)
            .filter_map(|(a, b, place)| {
                Some(Gap { ends: [*index.get(&a.0)?, *index.get(&b.0)?], place: place.0 })
            })
            .collect();
        self.plan.gaps.sort_unstable();
    }

    fn measure(&mut self) {
        let edge = self.plan.spacing * 0.6;
        let nodes = self.plan.nodes.iter().map(|n| n.at);
        let ports = self.plan.ports.iter().map(|p| p.at);
        let lines = self.plan.receptors.iter().flat_map(|r| r.line);
        // The ports of the senses need less room around them than neurons with their names.
        let around = |all: Vec<Vec2>, edge: f32| {
            let low = all.iter().copied().reduce(Vec2::min).unwrap_or(Vec2::INFINITY) - edge;
            let high = all.iter().copied().reduce(Vec2::max).unwrap_or(Vec2::NEG_INFINITY) + edge;
            (low, high)
        };
        let (low, high) = around(nodes.chain(lines).collect(), edge);
        let (outer_low, outer_high) = around(ports.collect(), edge / 3.0);
        self.plan.bounds = if low.is_finite() {
            (low.min(outer_low), high.max(outer_high))
        } else {
            (Vec2::splat(-edge), Vec2::splat(edge))
        };
    }
}

/// What a neuron does now.
#[must_use]
pub fn look(world: &World, neuron: Entity, picture: &Picture, fraction: f32) -> NodeLook {
    let (Some(state), Some(params)) = (world.get::<NeuronState>(neuron), world.get::<NeuronParams>(neuron))
    else {
        return NodeLook::default();
    };
    let travel = if state.conduction_left > 0 && state.phase != Phase::Recovering {
        let whole = params.conduction.max(1) as f32;
        ((whole - state.conduction_left as f32 + fraction) / whole).clamp(0.01, 1.0)
    } else {
        0.0
    };
    let passing = world.get::<PassingHold>(neuron).map_or(Hold::Free, |passing| passing.0);
    let hold = world.get::<Hold>(neuron).copied().unwrap_or_default().and(passing);
    // Half of what makes it fire at once is half the light.
    let half = 0.5 * params.threshold.max(0.01);
    let place = world.get::<Slot>(neuron).map_or(usize::MAX, |slot| slot.0 as usize);
    let arrival = picture.arrival(place).map(|arrival| arrival.light(half));
    NodeLook {
        fill: fill(state, params),
        phase: state.phase,
        travel,
        flash: picture.flash(neuron),
        arrival,
        hold,
    }
}

/// Potential over threshold; a threshold at or below zero counts as a small one.
#[must_use]
pub fn fill(state: &NeuronState, params: &NeuronParams) -> f32 {
    (state.potential() / params.threshold.max(0.01)).clamp(-1.0, 1.0)
}

/// The usual distance of a neuron to its nearest neighbour.
fn spacing(places: &[Vec2]) -> f32 {
    // A few hundred of them tell as much as all.
    let stride = (places.len() / 200).max(1);
    let mut nearest: Vec<f32> = places
        .iter()
        .enumerate()
        .step_by(stride)
        .filter_map(|(i, a)| {
            let others = places.iter().enumerate().filter(|(j, _)| *j != i);
            let distance = others.map(|(_, b)| a.distance(*b)).filter(|d| *d > 1e-3).reduce(f32::min)?;
            distance.is_finite().then_some(distance)
        })
        .collect();
    nearest.sort_unstable_by(f32::total_cmp);
    nearest.get(nearest.len() / 2).copied().unwrap_or(1.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spacing_is_the_usual_distance_and_never_zero() {
        assert_eq!(spacing(&[]), 1.0);
        assert_eq!(spacing(&[Vec2::ONE]), 1.0);
        assert_eq!(spacing(&[Vec2::ZERO, Vec2::ZERO]), 1.0);
        assert_eq!(spacing(&[Vec2::ZERO, Vec2::new(2.0, 0.0), Vec2::new(4.0, 0.0)]), 2.0);
    }

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
