//! Synapses that learn, as arrays: what is compiled of them, and their state.

use super::decay::{Decay, Fading};
use super::faculties::Now;
use super::rule::{Pairs, Rule};
use super::runs::{NONE, Runs};
use crate::entry::Symbol;
use bevy::ecs::entity::Entity;
use std::sync::{Arc, OnceLock};

/// A rule as the arrays need it.
pub(super) struct Reckoned {
    pub(super) name: Symbol,
    pub(super) rule: Rule,
    pub(super) pre: Decay,
    pub(super) post: Decay,
    pub(super) slow: Decay,
    pub(super) eligibility: Decay,
    pub(super) forget: Option<Decay>,
    /// Whether it has a modulator; that of a creature is in [`Learner::heeded`].
    pub(super) modulated: bool,
    /// Whether a change is all that a pair makes: nothing waits for a modulator, and nothing moves by itself.
    pub(super) plain: bool,
    /// Whether a pre event changes anything.
    pub(super) heeds_pre: bool,
    pub(super) nearest: bool,
}

impl Reckoned {
    pub(super) fn new(name: &str, rule: &Rule) -> Self {
        Self {
            name: name.into(),
            pre: Decay::new(rule.tau_pre),
            post: Decay::new(rule.tau_post),
            slow: Decay::new(rule.tau_triplet),
            eligibility: Decay::new(rule.tau_eligibility),
            forget: rule.forget.map(Decay::new),
            modulated: !rule.modulator.is_none(),
            plain: rule.modulator.is_none() && rule.forget.is_none(),
            heeds_pre: rule.each_pre != 0.0 || rule.post_then_pre != 0.0,
            nearest: rule.pairs == Pairs::Nearest,
            rule: rule.clone(),
        }
    }

    /// The change at a post event for each unit of pre trace; `slow` is the slow trace of the target.
    #[inline]
    pub(super) fn potentiation(&self, slow: Fading, tick: u32) -> f32 {
        let Rule { pre_then_post, triplet, .. } = self.rule;
        if triplet == 0.0 { pre_then_post } else { pre_then_post + triplet * slow.now(tick, &self.slow) }
    }

    /// The size of a weight after a change by a share of what lies between its bounds.
    #[inline]
    pub(super) fn changed(&self, size: f32, by: f32) -> f32 {
        let Rule { min, max, soft, .. } = self.rule;
        let span = max - min;
        let size = size + by * if by > 0.0 { span - soft * (size - min) } else { span - soft * (max - size) };
        size.min(max).max(min)
    }
}

/// An outgoing link that learns.
#[derive(Clone, Copy, Debug)]
pub(super) struct Outgoing {
    /// Its place among the links.
    pub(super) link: u32,
    /// The trace of its target.
    pub(super) post: u32,
    pub(super) rule: u16,
    /// Whether an astrocyte covers it.
    pub(super) covered: bool,
}

/// The same link as its target finds it: all that is read of each at every spike of the target, and no more. Its rule is
/// found by its place.
#[derive(Clone, Copy, Debug)]
pub(super) struct Incoming {
    /// Its place among those that learn.
    pub(super) index: u32,
    /// The trace of its source.
    pub(super) pre: u32,
}

/// A modulator of a creature.
pub(super) struct Source {
    pub(super) creature: u32,
    pub(super) name: &'static str,
    pub(super) unit: f32,
    pub(super) decay: Decay,
}

/// What learning remembers. Every list is in canonical order.
#[derive(Clone, Debug, Default, PartialEq, serde::Serialize, serde::Deserialize)]
pub(super) struct Memory {
    /// Size of each weight as of its tick.
    pub(super) size: Vec<f32>,
    /// The tick; empty where no rule forgets.
    pub(super) size_at: Vec<u32>,
    /// Empty where no rule has a modulator.
    pub(super) eligibility: Vec<Fading>,
    pub(super) pre: Vec<Fading>,
    pub(super) post: Vec<Fading>,
    pub(super) slow: Vec<Fading>,
    pub(super) level: Vec<Fading>,
}

/// All that learns, modulates and heeds modulators.
#[derive(Default)]
pub(in crate::nervous) struct Learner {
    pub(super) rules: Vec<Reckoned>,
    /// Of each row of links those that learn.
    pub(super) outgoing: Runs<Outgoing>,
    /// Of each neuron those that come in.
    pub(super) incoming: Runs<Incoming>,
    /// The entity of each.
    pub(super) entities: Arc<Vec<Entity>>,
    /// Their places by entity, once one was looked for.
    pub(super) places: OnceLock<Vec<(Entity, u32)>>,
    /// Where each started, with its sign: what the scene says.
    pub(super) start: Vec<f32>,
    /// What the weights of a row are divided by.
    pub(super) divisor: Vec<f32>,
    /// Of each row the rules of its traces: a trace for each.
    pub(super) pre_rules: Runs<u16>,
    /// Of each neuron the rules of its traces.
    pub(super) post_rules: Runs<u16>,
    pub(super) modulators: Vec<Source>,
    /// Of each neuron the modulator that it broadcasts, and the one that its threshold heeds.
    pub(super) broadcasts: Vec<u32>,
    pub(super) heeds: Vec<u32>,
    /// Of each creature and rule the modulator.
    pub(super) heeded: Vec<u32>,
    /// Of each modulator the links that it teaches.
    pub(super) taught: Runs<u32>,
    pub(super) memory: Memory,
    /// How often a weight has changed, from 1.
    pub(super) changes: u64,
    /// Of each row how often by when it was handed on last; 0 where it must be looked at each time.
    pub(super) handed_at: Vec<u64>,
    pub(super) frozen: bool,
    /// The levels in this tick, and what was broadcast in it.
    pub(super) levels: Vec<f32>,
    pub(super) doses: Vec<f32>,
    /// What was given from outside in this tick.
    pub(super) given: Vec<f32>,
}

impl Learner {
    /// Reckons the levels to a tick, before the neurons step.
    pub(in crate::nervous) fn begin(&mut self, now: Now) {
        self.frozen = now.frozen;
        let faded = self.modulators.iter().zip(&self.memory.level);
        for (level, (source, faded)) in self.levels.iter_mut().zip(faded) {
            *level = faded.now(now.tick, &source.decay);
        }
    }

    /// The level that a neuron's threshold heeds.
    #[inline]
    pub(in crate::nervous) fn level_for(&self, slot: usize) -> f32 {
        match self.heeds.get(slot) {
            Some(&NONE) | None => 0.0,
            Some(&modulator) => self.levels[modulator as usize],
        }
    }

    /// Whether any synapse learns.
    #[must_use]
    pub(in crate::nervous) fn learns(&self) -> bool {
        !self.outgoing.items.is_empty()
    }

    /// The size of a weight at a tick.
    pub(super) fn settled(&self, index: usize, rule: &Reckoned, tick: u32) -> f32 {
        let size = self.memory.size[index];
        match &rule.forget {
            Some(forget) if !self.frozen => {
                let start = self.start[index].abs();
                let left = forget.after(tick.wrapping_sub(self.memory.size_at[index]));
                // Between two numbers that are within the bounds, but for how it is rounded.
                (start + (size - start) * left).clamp(rule.rule.min, rule.rule.max)
            }
            _ => size,
        }
    }

    /// Changes a weight, by a share of what lies between its bounds.
    #[inline]
    pub(super) fn change(&mut self, index: usize, rule: u16, tick: u32, by: f32) {
        if self.frozen {
            return;
        }
        let reckoned = &self.rules[usize::from(rule)];
        let size = reckoned.changed(self.settled(index, reckoned, tick), by);
        self.changes += 1;
        if reckoned.forget.is_some() {
            self.memory.size_at[index] = tick;
        }
        self.memory.size[index] = size;
    }

    /// What a pair teaches: at once, or as far as the modulator says so. `creature` is that of the link.
    #[inline]
    pub(super) fn pair(&mut self, index: usize, rule: u16, creature: u32, tick: u32, by: f32) {
        let reckoned = &self.rules[usize::from(rule)];
        if !reckoned.modulated {
            self.change(index, rule, tick, by);
            return;
        }
        self.memory.eligibility[index].add(tick, &reckoned.eligibility, by, false);
        let heeded = self.heeded[creature as usize * self.rules.len() + usize::from(rule)];
        // A rule whose modulator there is not waits for it in vain.
        let level = self.levels.get(heeded as usize).copied().unwrap_or(0.0);
        let baseline = reckoned.rule.baseline;
        self.change(index, rule, tick, by * (level - baseline));
    }
}
