//! Astrocytes as they are at a moment: to be looked at, saved and gone on from.

use super::astrocytes::{Astrocytes, Covered, GliaMemory, Stock};
use super::decay::Fading;
use super::runs::NONE;
use crate::nervous::links::Link;
use crate::nervous::{StartAstrocyte, Wiring};
use crate::sim::StateHasher;
use bevy::ecs::entity::Entity;

impl Astrocytes {
    /// With what each covered link hands on that does not learn, in the order of links.
    pub(super) fn handed<'a>(&'a self, links: &'a [Link]) -> impl Iterator<Item = f32> + 'a {
        self.unlearning().map(|covered| links[covered.link as usize].factor)
    }

    pub(super) fn set_handed(&self, links: &mut [Link], factors: &[f32]) {
        for (covered, factor) in self.unlearning().zip(factors) {
            links[covered.link as usize].factor = *factor;
        }
    }

    fn unlearning(&self) -> impl Iterator<Item = &Covered> {
        self.covered.items.iter().filter(|covered| covered.learns == NONE)
    }

    /// Whether another memory has lists as long as the own, of numbers that can be.
    pub(super) fn is_like(&self, other: &GliaMemory, covered: &[f32]) -> bool {
        let GliaMemory { calcium, bound, ready, releases, stock } = other;
        let lists = [calcium.len(), bound.len(), ready.len(), releases.len()];
        lists == [self.cells.len(); 4]
            && stock.len() == self.ties.items.len()
            && covered.len() == self.unlearning().count()
            && calcium.iter().all(|calcium| calcium.value.is_finite() && calcium.value >= 0.0)
            && bound.iter().all(|bound| (0.0..=1.0).contains(&bound.value))
            && stock.iter().flat_map(|stock| stock.amount).chain(covered.iter().copied()).all(f32::is_finite)
    }

    /// Goes back to what was remembered of these at a tick; others begin with nothing.
    pub(super) fn go_back(&mut self, entities: &[Entity], then: &GliaMemory, tick: u64) {
        for (number, cell) in self.cells.iter().enumerate() {
            let at = entities.iter().position(|entity| *entity == cell.entity);
            let fading = |then: &[Fading]| at.and_then(|at| then.get(at)).copied().unwrap_or_default();
            let count = |then: &[u64]| at.and_then(|at| then.get(at)).copied();
            self.memory.calcium[number] = fading(&then.calcium);
            self.memory.bound[number] = fading(&then.bound);
            self.memory.ready[number] = count(&then.ready).unwrap_or(tick);
            self.memory.releases[number] = count(&then.releases).unwrap_or(0);
        }
        self.memory.stock.fill(Stock { at: tick as u32, ..Stock::default() });
    }

    /// The numbers of what is remembered: for a hash.
    pub(super) fn remembered(&self, links: &[Link], see: &mut dyn FnMut(u32)) {
        let GliaMemory { calcium, bound, ready, releases, stock } = &self.memory;
        for fading in [calcium, bound].into_iter().flatten() {
            see(fading.value.to_bits());
            see(fading.at);
        }
        ready.iter().chain(releases).for_each(|count| see(*count as u32));
        for Stock { amount, at } in stock {
            amount.iter().for_each(|amount| see(amount.to_bits()));
            see(*at);
        }
        self.handed(links).for_each(|factor| see(factor.to_bits()));
    }

    /// Which there are and what they cover: for a number over the graph.
    pub(super) fn write_graph(&self, hasher: &mut StateHasher) {
        for cell in &self.cells {
            hasher.write(&cell.creature.to_le_bytes());
            hasher.write(cell.name.as_bytes());
            hasher.write(&[0]);
        }
        for covered in &self.covered.items {
            hasher.write(&covered.link.to_le_bytes());
            hasher.write(&covered.astrocyte.to_le_bytes());
        }
    }
}

/// An astrocyte, as it is.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct AstrocyteState {
    /// Its calcium \[transmitter/synapse\].
    pub calcium: f32,
    /// Share of the receptors at the covered terminals that are bound.
    pub bound: f32,
    /// Ticks until it may release gliotransmitter.
    pub ready: u64,
    /// How often it has released since the run began.
    pub releases: u64,
}

impl AstrocyteState {
    /// It as a state at birth.
    #[must_use]
    pub fn start(&self) -> StartAstrocyte {
        let ready = u32::try_from(self.ready).unwrap_or(u32::MAX);
        StartAstrocyte { calcium: self.calcium, bound: self.bound, ready }
    }
}

impl Wiring {
    /// Every astrocyte, in canonical order, as it is after a tick: its creature, itself, its name, its state.
    pub fn astrocytes(&self, tick: u64) -> impl Iterator<Item = (Entity, Entity, &str, AstrocyteState)> + '_ {
        let astrocytes = self.astrocytes.as_deref().into_iter();
        astrocytes.flat_map(move |astrocytes| {
            astrocytes.cells.iter().enumerate().map(move |(number, cell)| {
                let memory = &astrocytes.memory;
                let now =
                    |fading: Fading, tau: u32| fading.now(tick as u32, &astrocytes.decays[tau as usize]);
                let state = AstrocyteState {
                    calcium: now(memory.calcium[number], cell.tau_calcium),
                    bound: now(memory.bound[number], cell.tau_effect),
                    ready: memory.ready[number].saturating_sub(tick),
                    releases: memory.releases[number],
                };
                (self.creatures[cell.creature as usize], cell.entity, cell.name.as_str(), state)
            })
        })
    }
}
