//! What is still on its way of releases that have been handed on.
//!
//! A cleft decays geometrically: what it hands on from tick to tick is known when it is filled. So a
//! release goes over its synapses once, into the *tail* of each target, and the tails fade as the
//! clefts do: the same sums, for a seventh of the work at the usual residue. There is one tail for each
//! residue; slow clefts and rare residues are handed on tick by tick, as the rule says it.
//!
//! Sums in another order part in the last bits. What a tail is made of cannot be told from it, so it is a
//! part of the running state, and only where the graph changes are tails made anew from the clefts.

use super::{EXCITATORY, INHIBITORY, Wiring};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Residues that have a tail of their own; those of most neurons.
pub(super) const CLASSES: usize = 4;
/// Up to this residue clefts are folded. The rule empties a cleft below 1e-6, a tail goes on: what is
/// brought beyond is at most 1e-6 here, and far more where a cleft empties slowly.
const FOLDED_UP_TO: f32 = 0.5;
/// Below this a tail becomes 0 \[transmitter\].
const TAIL_EPSILON: f32 = 1e-9;

/// The part of a manner that says how the cleft is handed on: the number of a tail, or [`DIRECT`].
pub(super) const CLASS: u8 = 0x0f;
/// The manner of a slot whose cleft is handed on tick by tick.
pub(super) const DIRECT: u8 = 0x0f;
/// Mark in a manner: the neuron has a gap junction.
pub(super) const JOINED: u8 = 0x80;
/// Mark in a manner: that it activates or releases is heeded by what learns or is delayed.
pub(super) const HEARD: u8 = 0x40;

/// How a cleft with this residue is handed on, where these have tails.
pub(super) fn manner(folded: &[f32], residue: f32) -> u8 {
    folded.iter().position(|r| r.to_bits() == residue.to_bits()).map_or(DIRECT, |class| class as u8)
}

/// Counts how many neurons have which residue.
#[derive(Default)]
pub(super) struct Census(BTreeMap<u32, usize>);

impl Census {
    pub(super) fn count(&mut self, residue: f32) {
        if residue <= FOLDED_UP_TO {
            *self.0.entry(residue.to_bits()).or_default() += 1;
        }
    }

    /// The residues that get a tail: the most frequent ones, and of equally frequent ones the smaller.
    pub(super) fn folded(self) -> Vec<f32> {
        let mut found: Vec<(u32, usize)> = self.0.into_iter().collect();
        found.sort_by_key(|(bits, count)| (std::cmp::Reverse(*count), *bits));
        found.into_iter().take(CLASSES).map(|(bits, _)| f32::from_bits(bits)).collect()
    }
}

/// What is still to arrive, for each residue and each target \[transmitter\].
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Tails {
    pub(super) residues: Vec<f32>,
    /// Of each residue what arrives in the next tick: neurons, then muscles.
    pub(super) amounts: Vec<Vec<[f32; 2]>>,
}

impl Tails {
    pub(super) fn new(residues: Vec<f32>, targets: usize) -> Self {
        let amounts = vec![vec![[0.0; 2]; targets]; residues.len()];
        Self { residues, amounts }
    }
}

/// Hands what is left of this tick's tails to `inflow` and lets them fade.
pub(super) fn fade(inflow: &mut [[f32; 2]], tail: &mut [[f32; 2]], residue: f32) {
    for (arrived, amount) in inflow.iter_mut().zip(tail) {
        for channel in [EXCITATORY, INHIBITORY] {
            arrived[channel] += amount[channel];
            let left = amount[channel] * residue;
            amount[channel] = if left.abs() < TAIL_EPSILON { 0.0 } else { left };
        }
    }
}

/// The tails of a moment: they fit the graph that they were taken from, and no other.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct InFlight {
    graph: u64,
    residues: Vec<f32>,
    amounts: Vec<Vec<[f32; 2]>>,
}

impl InFlight {
    /// Memory that it takes \[bytes\].
    #[must_use]
    pub fn size(&self) -> usize {
        self.amounts.iter().map(|tail| tail.len() * size_of::<[f32; 2]>()).sum()
    }

    /// Whether nothing is under way.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.amounts.iter().flatten().all(|amount| *amount == [0.0; 2])
    }
}

impl Wiring {
    /// What is under way between the neurons now.
    #[must_use]
    pub fn in_flight(&mut self) -> InFlight {
        let graph = self.fingerprint();
        InFlight { graph, residues: self.tails.residues.clone(), amounts: self.tails.amounts.clone() }
    }

    /// Brings back what was under way, if the graph is the one of then; otherwise says no, and what is
    /// under way is what the clefts hold: see [`super::refill_tails`].
    #[must_use]
    pub fn restore_in_flight(&mut self, then: &InFlight) -> bool {
        let fits = then.graph == self.fingerprint()
            && then.residues == self.tails.residues
            && then.amounts.len() == self.tails.amounts.len()
            && then.amounts.iter().all(|tail| tail.len() == self.inflow.len())
            && then.amounts.iter().flatten().flatten().all(|amount| amount.is_finite());
        if fits {
            self.tails.amounts.clone_from(&then.amounts);
        }
        fits
    }

    /// All tails, in an order that hangs on nothing but names.
    pub fn tails(&self) -> impl Iterator<Item = [f32; 2]> + '_ {
        self.tails.amounts.iter().flatten().copied()
    }

    /// One number over all links and what they are reckoned with.
    #[must_use]
    pub fn fingerprint(&mut self) -> u64 {
        if let Some(known) = self.graph {
            return known;
        }
        // FNV-1a, word by word: there may be millions of links.
        let mut hash: u64 = 0xcbf2_9ce4_8422_2325;
        let mut take = |word: u64| hash = (hash ^ word).wrapping_mul(0x0100_0000_01b3).rotate_left(23);
        take(self.inflow.len() as u64);
        self.starts.iter().for_each(|start| take(u64::from(*start)));
        // What was learned, or what an astrocyte does, is no part of the graph.
        let mut learned = self.learner.iter().flat_map(|learner| learner.made()).peekable();
        let mut covered = self.astrocytes.iter().flat_map(|glia| glia.made()).peekable();
        for (index, link) in self.links.iter().enumerate() {
            let made = learned.next_if(|(at, _)| *at == index as u32);
            let made = made.or_else(|| covered.next_if(|(at, _)| *at == index as u32));
            let factor = made.map_or(link.factor, |(_, made)| made);
            take(u64::from(link.target) << 32 | u64::from(factor.to_bits()));
        }
        // As they were once counted, for moments that were saved then.
        self.manner.iter().for_each(|manner| {
            let class = manner & CLASS;
            take(u64::from(if class == DIRECT { 0x7f } else { class }));
        });
        self.delays.rows.iter().for_each(|row| take(u64::from(row.slot) << 32 | u64::from(row.delay)));
        self.graph = Some(hash);
        hash
    }

    /// Adds what a full cleft has still to bring to its targets, or to those of them that are asked for.
    pub(super) fn add_tail(&mut self, slot: usize, cleft: [f32; 2], asked: impl Fn(u32) -> bool) {
        let class = self.manner[slot] & CLASS;
        self.add_row_tail(slot, class, cleft, asked);
    }

    /// The same of a row of links, whatever neuron's it is.
    pub(super) fn add_row_tail(
        &mut self,
        row: usize,
        class: u8,
        cleft: [f32; 2],
        asked: impl Fn(u32) -> bool,
    ) {
        let row = self.row(row);
        let Some(tail) = self.tails.amounts.get_mut(usize::from(class)) else { return };
        for link in self.links[row].iter().filter(|link| asked(link.target)) {
            let amount = &mut tail[link.target as usize];
            amount[EXCITATORY] += cleft[EXCITATORY] * link.factor;
            amount[INHIBITORY] += cleft[INHIBITORY] * link.factor;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_frequent_residues_have_tails_and_slow_ones_never() {
        let mut census = Census::default();
        for (residue, count) in [(0.1, 5), (0.2, 9), (0.3, 2), (0.4, 2), (0.45, 1), (0.9, 100)] {
            (0..count).for_each(|_| census.count(residue));
        }
        let folded = census.folded();
        assert_eq!(folded, [0.2, 0.1, 0.3, 0.4]);
        assert_eq!((manner(&folded, 0.1), manner(&folded, 0.9), manner(&folded, 0.45)), (1, DIRECT, DIRECT));
    }

    #[test]
    fn a_tail_brings_what_the_cleft_would() {
        let (mut inflow, mut tail) = ([[0.0; 2]], [[8.0, -4.0]]);
        for _ in 0..60 {
            fade(&mut inflow, &mut tail, 0.5);
        }
        assert!((inflow[0][0] - 16.0).abs() < 1e-5 && (inflow[0][1] + 8.0).abs() < 1e-5, "{inflow:?}");
        assert_eq!(tail[0], [0.0; 2]);
    }
}
