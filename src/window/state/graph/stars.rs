//! Astrocytes, as they are drawn.

use super::Graph;
use crate::nervous::{Astrocyte, Wiring};
use crate::scene::Lists;
use crate::scene::document::Kind;
use crate::sim::Clock;
use crate::window::paint::draw::network::{Star, StarLook};
use bevy::ecs::prelude::*;
use bevy::math::Vec2;
use bevy::platform::collections::HashMap;

/// The flash of a release lasts so long \[ticks\].
const FLASH: f32 = 40.0;

impl Graph {
    /// Reads them, with the links that each covers.
    pub(super) fn stars(&mut self, world: &World) {
        for (creature, being) in self.beings.iter().enumerate() {
            let Some(lists) = world.get::<Lists>(being.entity) else { continue };
            for (place, entity) in (0..).zip(lists.list(Kind::ASTROCYTE)) {
                let Some(astrocyte) = world.get::<Astrocyte>(*entity) else { continue };
                let said = astrocyte.settings();
                let end = |end: Option<Entity>| end.map(|neuron| self.index_of(neuron));
                let pairs: Vec<[Option<Option<usize>>; 2]> =
                    astrocyte.covers.iter().map(|pair| pair.map(end)).collect();
                let is = |end: Option<Option<usize>>, cell: usize| end.is_none_or(|end| end == Some(cell));
                let links = self.plan.links.iter().zip(0..);
                let covers = links
                    .filter(|(link, _)| self.cells[link.from].creature == creature)
                    .filter(|(link, _)| {
                        pairs.iter().any(|[from, to]| is(*from, link.from) && is(*to, link.to))
                    })
                    .map(|(_, index)| index)
                    .collect();
                let at = Vec2::from(said.at) + being.offset;
                self.plan.stars.push(Star { at, name: said.name.clone(), covers, creature, place });
                self.glia.push(*entity);
            }
        }
    }

    /// What each does now.
    pub(super) fn star_looks(&self, world: &World) -> Vec<StarLook> {
        if self.glia.is_empty() {
            return Vec::new();
        }
        let tick = world.get_resource::<Clock>().map_or(0, |clock| clock.tick);
        let Some(wiring) = world.get_resource::<Wiring>() else { return Vec::new() };
        let states: HashMap<Entity, _> =
            wiring.astrocytes(tick).map(|(_, entity, _, state)| (entity, state)).collect();
        let look = |entity: &Entity| {
            let (state, said) = (states.get(entity)?, world.get::<Astrocyte>(*entity)?.settings());
            let since = u64::from(said.recovery).saturating_sub(state.ready) as f32;
            let released = state.releases > 0 && state.ready > 0;
            Some(StarLook {
                fill: (state.calcium / said.threshold.max(1e-3)).clamp(0.0, 1.0),
                bound: state.bound,
                flash: if released { (1.0 - since / FLASH).max(0.0) } else { 0.0 },
            })
        };
        self.glia.iter().map(|entity| look(entity).unwrap_or_default()).collect()
    }

    /// The astrocyte that covers a link.
    #[must_use]
    pub fn covered_by(&self, link: usize) -> Option<usize> {
        self.plan.stars.iter().position(|star| star.covers.contains(&(link as u32)))
    }
}
