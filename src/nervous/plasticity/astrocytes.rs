//! Astrocytes as arrays, and what they do to a release: what they give back to its pool, and what terminals make of it.

use super::decay::{Decay, Fading};
use super::runs::Runs;
use crate::nervous::state::Manner;
use crate::nervous::{EXCITATORY, INHIBITORY, NeuronParams};
use bevy::ecs::entity::Entity;

/// Most that a terminal releases over what it would release without an astrocyte; only where it uses next to nothing
/// of its pool it could be more.
const MOST_SHARE: f32 = 1.0e6;

/// An astrocyte as the arrays need it.
pub(super) struct Cell {
    pub(super) entity: Entity,
    /// An index into the creatures.
    pub(super) creature: u32,
    pub(super) name: String,
    pub(super) uptake: f32,
    pub(super) recycle: f32,
    pub(super) threshold: f32,
    pub(super) recovery: u32,
    pub(super) strength: f32,
    pub(super) release: f32,
    /// The time constants, as places among [`Astrocytes::decays`].
    pub(super) tau_recycle: u32,
    pub(super) tau_calcium: u32,
    pub(super) tau_effect: u32,
    /// Synapses that it covers.
    pub(super) covered: u32,
}

impl Cell {
    /// What a covered synapse releases, over what it would release without: of a share of bound receptors, and of the
    /// share of the pool that is used.
    pub(super) fn share(&self, bound: f32, used: f32) -> f32 {
        if used > 0.0 { ((1.0 - bound) + bound * self.release / used).min(MOST_SHARE) } else { 1.0 }
    }
}

/// An astrocyte of a neuron.
#[derive(Clone, Copy, Debug)]
pub(super) struct Tie {
    pub(super) astrocyte: u32,
    /// Synapses of the neuron that it covers.
    pub(super) links: u32,
}

/// A covered synapse.
#[derive(Clone, Copy, Debug)]
pub(super) struct Covered {
    /// Its place among the links.
    pub(super) link: u32,
    /// Its place among those that learn, or [`NONE`](super::runs::NONE).
    pub(super) learns: u32,
    pub(super) tie: u32,
    pub(super) astrocyte: u32,
}

/// What was taken and has still to go back to a neuron.
#[derive(Clone, Copy, Debug, Default, PartialEq, serde::Serialize, serde::Deserialize)]
pub(super) struct Stock {
    pub(super) amount: [f32; 2],
    /// The tick that it is of.
    pub(super) at: u32,
}

/// What astrocytes remember. Every list is in canonical order.
#[derive(Clone, Debug, Default, PartialEq, serde::Serialize, serde::Deserialize)]
pub(super) struct GliaMemory {
    pub(super) calcium: Vec<Fading>,
    pub(super) bound: Vec<Fading>,
    /// The tick from which on each may release.
    pub(super) ready: Vec<u64>,
    /// How often each has released.
    pub(super) releases: Vec<u64>,
    /// Of each tie.
    pub(super) stock: Vec<Stock>,
}

/// All astrocytes and what they cover.
#[derive(Default)]
pub(in crate::nervous) struct Astrocytes {
    pub(super) cells: Vec<Cell>,
    /// Of each neuron its astrocytes.
    pub(super) ties: Runs<Tie>,
    /// Of each row of links those that are covered.
    pub(super) covered: Runs<Covered>,
    /// The entity of each of these, and its weight as the scene has it.
    pub(super) entities: Vec<Entity>,
    pub(super) weights: Vec<f32>,
    /// Of each neuron its outgoing links, of whatever kind.
    pub(super) outgoing: Vec<u32>,
    /// What the weights of a row are divided by.
    pub(super) divisor: Vec<f32>,
    pub(super) decays: Vec<Decay>,
    pub(super) memory: GliaMemory,
    /// In this tick: bound receptors of each, and what it takes.
    pub(super) bound: Vec<f32>,
    pub(super) intake: Vec<f32>,
}

impl Astrocytes {
    /// Reckons what is bound to a tick, before the neurons step.
    pub(in crate::nervous) fn begin(&mut self, tick: u32) {
        for (number, bound) in self.bound.iter_mut().enumerate() {
            let decay = &self.decays[self.cells[number].tau_effect as usize];
            *bound = self.memory.bound[number].now(tick, decay);
        }
    }
}

/// What the astrocytes of a neuron do to its release.
#[derive(Clone, Copy)]
pub(in crate::nervous) struct Care<'a> {
    pub(in crate::nervous) astrocytes: &'a Astrocytes,
    pub(in crate::nervous) slot: usize,
    pub(in crate::nervous) tick: u32,
}

impl Care<'_> {
    /// Gives a pool what has gone back to it since the last release.
    fn give_back(&self, pool: &mut [f32; 2], params: &NeuronParams) {
        let Astrocytes { cells, ties, decays, memory, .. } = self.astrocytes;
        for tie in ties.range(self.slot) {
            let Stock { amount, at } = memory.stock[tie];
            let cell = &cells[ties.items[tie].astrocyte as usize];
            let gone = 1.0 - decays[cell.tau_recycle as usize].after(self.tick.wrapping_sub(at));
            for channel in [EXCITATORY, INHIBITORY] {
                // Nothing is not added, for it could change the sign of a zero.
                if amount[channel] != 0.0 {
                    pool[channel] += amount[channel] * gone;
                    if let Some(limit) = params.pool_limit {
                        pool[channel] = pool[channel].clamp(-limit, limit);
                    }
                }
            }
        }
    }

    /// What all its links release, over what they would release without astrocytes.
    fn share(&self, used: f32) -> f32 {
        let Astrocytes { cells, ties, bound, outgoing, .. } = self.astrocytes;
        let all = outgoing[self.slot] as f32;
        let mut sum = all;
        for tie in ties.range(self.slot) {
            let Tie { astrocyte, links } = ties.items[tie];
            let share = cells[astrocyte as usize].share(bound[astrocyte as usize], used);
            sum += links as f32 * (share - 1.0);
        }
        if all > 0.0 { sum / all } else { 1.0 }
    }
}

/// What is released of a pool of which a share is used; takes it out.
pub(super) fn release(
    pool: &mut [f32; 2],
    params: &NeuronParams,
    used: f32,
    care: Option<&Care>,
) -> [f32; 2] {
    let mut emptied = used;
    if let Some(care) = care {
        care.give_back(pool, params);
        emptied = (used * care.share(used)).min(1.0);
    }
    let packet = pool.map(|amount| used * amount);
    for amount in pool {
        if emptied == 1.0 {
            *amount *= params.reuptake;
        } else {
            *amount *= 1.0 - emptied * (1.0 - params.reuptake);
        }
    }
    packet
}

/// The step of a neuron that has astrocytes, or may have some, and no faculties.
pub(in crate::nervous) struct Tended<'a>(pub(in crate::nervous) Care<'a>);

impl Manner for Tended<'_> {
    #[inline(always)]
    fn threshold(&self, params: &NeuronParams) -> f32 {
        params.threshold
    }

    #[inline(always)]
    fn activate(&mut self) {}

    fn release(&mut self, pool: &mut [f32; 2], params: &NeuronParams) -> [f32; 2] {
        release(pool, params, 1.0, Some(&self.0))
    }
}
