//! Astrocytes, as they are drawn.

use super::Graph;
use crate::nervous::{Astrocyte, Cover, Wiring};
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
        let mut pairs = Vec::new();
        for (creature, being) in self.beings.iter().enumerate() {
            let Some(lists) = world.get::<Lists>(being.entity) else { continue };
            for (place, entity) in (0..).zip(lists.list(Kind::ASTROCYTE)) {
                let Some(astrocyte) = world.get::<Astrocyte>(*entity) else { continue };
                let said = astrocyte.settings();
                let star = self.plan.stars.len();
                let ends = astrocyte.covers.iter().enumerate();
                pairs.extend(ends.map(|(pair, ends)| ((star, pair), *ends)));
                let (at, name) = (Vec2::from(said.at) + being.offset, said.name.clone());
                self.plan.stars.push(Star { at, name, covers: Vec::new(), creature, place });
                self.glia.push(*entity);
            }
        }
        if pairs.is_empty() {
            return;
        }
        let cover = Cover::new(pairs);
        for (link, index) in self.plan.links.iter().zip(0..) {
            let [from, to] = [link.from, link.to].map(|cell| self.cells[cell].entity);
            // A pair with any neuron on one side is of its own creature.
            let creature = self.cells[link.from].creature;
            let own = |star: &usize| self.plan.stars[*star].creature == creature;
            if let Some(star) = cover.of(from, to).map(|(star, _)| star).find(own) {
                self.plan.stars[star].covers.push(index);
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
