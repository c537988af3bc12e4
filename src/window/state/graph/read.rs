//! Reading the network out of the world.

use super::{Being, Cell, Graph, Kin};
use crate::body::Body;
use crate::edit::NeuronKey;
use crate::entry::ListPlace;
use crate::nervous::{
    CanvasPlace, Classes, Creature, GapA, GapB, GapJunction, MemberOf, Neuron, NeuronParams, Postsynaptic,
    Preset, Presynaptic, Synapse,
};
use crate::window::paint::draw::network::{Gap, Kind, Link, Node};
use crate::window::paint::theme::Palette;
use bevy::ecs::name::Name;
use bevy::ecs::prelude::*;
use bevy::math::Vec2;
use bevy::platform::collections::HashMap;
use std::sync::atomic::{AtomicU64, Ordering};

/// Readings so far, and one: the graph that was not read is none of them.
static READINGS: AtomicU64 = AtomicU64::new(1);

impl Graph {
    /// Reads the network out of the world.
    #[must_use]
    pub fn of(world: &mut World, palette: &Palette) -> Self {
        let mut graph = Self { reading: READINGS.fetch_add(1, Ordering::Relaxed), ..Self::default() };
        let owners = graph.beings(world);
        graph.neurons(world, &owners, palette);
        graph.place();
        graph.edges(world);
        graph.controllers(world);
        graph.plan.weigh();
        graph.frames(world);
        graph.stars(world);
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
                    .map_or(palette.classless, |(index, _, class)| palette.class(&class.color, index));
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
                being.offset = Vec2::new(0.0, y - being.bounds.1.y);
            } else {
                y = being.bounds.1.y;
            }
            y -= height;
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
                signs[i] = made(params);
            }
        }
        let mut found: Vec<(usize, usize, ListPlace, f32, Entity)> = world
            .query::<(Entity, &Synapse, &Presynaptic, &Postsynaptic, &ListPlace)>()
            .iter(world)
            .filter_map(|(entity, synapse, from, to, place)| {
                Some((*index.get(&from.0)?, *index.get(&to.0)?, *place, synapse.weight, entity))
            })
            .collect();
        found.sort_by_key(|(from, to, place, ..)| (*from, *to, *place));
        self.synapses = found.iter().map(|(.., entity)| *entity).collect();
        self.plan.links = found
            .into_iter()
            .map(|(from, to, place, weight, _)| Link {
                from,
                to,
                weight,
                kind: Kind::of(weight, signs[from]),
                place: place.0,
                growth: None,
            })
            .collect();
        self.plan.gaps = world
            .query::<(&GapA, &GapB, &ListPlace, &GapJunction)>()
            .iter(world)
            .filter_map(|(a, b, place, junction)| {
                let ends = [*index.get(&a.0)?, *index.get(&b.0)?];
                Some(Gap { ends, conductance: junction.conductance, place: place.0 })
            })
            .collect();
        self.plan.gaps.sort_unstable_by_key(|gap| (gap.ends, gap.place));
    }

    fn measure(&mut self) {
        let edge = self.plan.spacing * 0.6;
        let nodes = self.plan.nodes.iter().map(|n| n.at);
        let ports = self.plan.ports.iter().map(|p| p.at);
        let lines = self.plan.receptors.iter().flat_map(|r| r.line);
        let stars = self.plan.stars.iter().map(|star| star.at);
        // The ports of the senses need less room around them than neurons with their names.
        let around = |all: Vec<Vec2>, edge: f32| {
            let low = all.iter().copied().reduce(Vec2::min).unwrap_or(Vec2::INFINITY) - edge;
            let high = all.iter().copied().reduce(Vec2::max).unwrap_or(Vec2::NEG_INFINITY) + edge;
            (low, high)
        };
        let (low, high) = around(nodes.chain(lines).chain(stars).collect(), edge);
        let (outer_low, outer_high) = around(ports.collect(), edge / 3.0);
        self.plan.bounds = if low.is_finite() {
            (low.min(outer_low), high.max(outer_high))
        } else {
            (Vec2::splat(-edge), Vec2::splat(edge))
        };
        if let Some((low, high)) = self.bounds_of_frames() {
            let (least, most) = self.plan.bounds;
            self.plan.bounds = (least.min(low), most.max(high));
        }
    }
}

/// What a neuron makes of both kinds, together \[transmitter a tick\].
#[must_use]
pub fn made(params: &NeuronParams) -> f32 {
    params.production[0] + params.production[1]
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
}
