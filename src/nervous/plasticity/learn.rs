//! A tick of learning: between gap junctions and transmission.
//!
//! What happens in a tick is seen from the next one on: changes are reckoned with the traces as they were, and those
//! are written when all changes are. So no order matters but that of the steps.

use super::learner::{Learner, Reckoned};
use super::runs::NONE;
use crate::nervous::links::Link;
use crate::nervous::{EXCITATORY, INHIBITORY};

/// Most that an event counts for, and most that is broadcast in a tick: far beyond use, far from overflow.
const MOST: f32 = 1.0e6;

/// Something that learning heeds.
#[derive(Clone, Copy, Debug)]
pub(in crate::nervous) struct Event {
    /// The neuron that activated or released.
    pub(in crate::nervous) slot: u32,
    /// What it released; `None` where it activated.
    pub(in crate::nervous) packet: Option<[f32; 2]>,
    /// What was in its cleft before.
    pub(in crate::nervous) leftover: [f32; 2],
    /// Share of the pool that the release used.
    pub(in crate::nervous) used: f32,
}

/// A release that reaches a row of links.
#[derive(Clone, Copy, Debug)]
pub(in crate::nervous) struct Reach {
    /// The row.
    pub(in crate::nervous) row: u32,
    /// What was released.
    pub(in crate::nervous) packet: [f32; 2],
    /// What was in the cleft before; nothing where clefts are handed on tick by tick.
    pub(in crate::nervous) leftover: [f32; 2],
    /// Share of the pool that it used.
    pub(in crate::nervous) used: f32,
    /// The tail of its targets.
    pub(in crate::nervous) tail: u8,
}

/// What learning changes outside of it.
pub(in crate::nervous) struct Grounds<'a> {
    pub(in crate::nervous) creature_of: &'a [u32],
    /// The neuron of each row.
    pub(in crate::nervous) slot_of: &'a dyn Fn(u32) -> u32,
    pub(in crate::nervous) links: &'a mut [Link],
    pub(in crate::nervous) tails: &'a mut [Vec<[f32; 2]>],
}

impl Grounds<'_> {
    /// Gives a link the factor with which a release and what is left of earlier ones are handed on.
    #[inline]
    pub(super) fn hand_on(&mut self, reach: &Reach, link: u32, factor: f32) {
        let tail = self.tails.get_mut(usize::from(reach.tail));
        hand_on(&mut self.links[link as usize], factor, reach.leftover, tail);
    }
}

/// The same of one link, into the tail in which what is left fades.
#[inline]
fn hand_on(link: &mut Link, factor: f32, left: [f32; 2], tail: Option<&mut Vec<[f32; 2]>>) {
    let more = factor - link.factor;
    if more == 0.0 {
        return;
    }
    link.factor = factor;
    if let Some(tail) = tail {
        for channel in [EXCITATORY, INHIBITORY] {
            if left[channel] != 0.0 {
                tail[link.target as usize][channel] += left[channel] * more;
            }
        }
    }
}

impl Learner {
    /// Learns from what happened in a tick. Events are in the order of neurons, what is reached in that of rows.
    pub(in crate::nervous) fn learn(
        &mut self,
        tick: u32,
        events: &[Event],
        reached: &[Reach],
        on: &mut Grounds,
    ) {
        self.broadcast(tick, events);
        if !self.learns() {
            return;
        }
        let activated =
            || events.iter().filter(|event| event.packet.is_none()).map(|event| event.slot as usize);
        for slot in activated() {
            self.post(tick, slot, on.creature_of[slot]);
        }
        for reach in reached {
            if let [rule] = self.pre_rules.items[self.pre_rules.range(reach.row as usize)]
                && let Reckoned { plain: true, heeds_pre: true, .. } = self.rules[usize::from(rule)]
            {
                self.reach_plain(tick, reach, usize::from(rule), on);
                continue;
            }
            let slot = (on.slot_of)(reach.row) as usize;
            self.pre(tick, reach, on.creature_of[slot]);
            self.hand_on(tick, reach, on);
        }
        for reach in reached {
            for index in self.pre_rules.range(reach.row as usize) {
                let rule = &self.rules[usize::from(self.pre_rules.items[index])];
                let dose = dose(rule.rule.dose, reach.packet);
                self.memory.pre[index].add(tick, &rule.pre, dose, rule.nearest);
            }
        }
        for slot in activated() {
            for index in self.post_rules.range(slot) {
                let rule = &self.rules[usize::from(self.post_rules.items[index])];
                self.memory.post[index].add(tick, &rule.post, 1.0, rule.nearest);
                self.memory.slow[index].add(tick, &rule.slow, 1.0, false);
            }
        }
    }

    /// What was broadcast teaches what is eligible; then the levels are those of after.
    fn broadcast(&mut self, tick: u32, events: &[Event]) {
        if self.modulators.is_empty() {
            return;
        }
        self.doses.fill(0.0);
        for event in events {
            let Some(packet) = event.packet else { continue };
            let modulator = self.broadcasts[event.slot as usize];
            if modulator != NONE {
                self.doses[modulator as usize] += packet[EXCITATORY] + packet[INHIBITORY];
            }
        }
        for modulator in 0..self.modulators.len() {
            let dose = self.doses[modulator] / self.modulators[modulator].unit;
            let given = std::mem::take(&mut self.given[modulator]);
            self.give(tick, modulator, dose + given);
        }
    }

    /// Gives a modulator from outside, within the tick that is being done; nothing where the creature does not have it.
    pub(in crate::nervous) fn reward(&mut self, creature: u32, name: &str, amount: f32) {
        if let Some(modulator) = self.source_of(creature, name) {
            self.given[modulator] += amount;
        }
    }

    /// The same between two ticks; tells whether the creature has it.
    pub(in crate::nervous) fn give_now(&mut self, creature: u32, name: &str, amount: f32, tick: u32) -> bool {
        let found = self.source_of(creature, name);
        if let Some(modulator) = found {
            self.give(tick, modulator, amount);
        }
        found.is_some()
    }

    fn source_of(&self, creature: u32, name: &str) -> Option<usize> {
        self.modulators.iter().position(|source| source.creature == creature && source.name == name)
    }

    /// Adds to the level of a modulator, after it has taught what is eligible.
    fn give(&mut self, tick: u32, modulator: usize, dose: f32) {
        let dose = dose.clamp(-MOST, MOST);
        if dose == 0.0 {
            return;
        }
        for at in self.taught.range(modulator) {
            let index = self.taught.items[at] as usize;
            let rule = self.rule_of(index);
            let eligible =
                self.memory.eligibility[index].now(tick, &self.rules[usize::from(rule)].eligibility);
            if eligible != 0.0 {
                self.change(index, rule, tick, dose * eligible);
            }
        }
        let decay = &self.modulators[modulator].decay;
        self.memory.level[modulator].add(tick, decay, dose, false);
        self.levels[modulator] = self.memory.level[modulator].now(tick, decay);
    }

    /// A neuron activates: all that learns at it.
    fn post(&mut self, tick: u32, slot: usize, creature: u32) {
        if let [rule] = self.post_rules.items[self.post_rules.range(slot)]
            && self.rules[usize::from(rule)].plain
        {
            return self.post_plain(tick, slot);
        }
        for at in self.incoming.range(slot) {
            let incoming = self.incoming.items[at];
            let outgoing = self.outgoing.items[incoming.index as usize];
            let rule = &self.rules[usize::from(outgoing.rule)];
            let x = self.memory.pre[incoming.pre as usize].now(tick, &rule.pre);
            let share = rule.potentiation(self.memory.slow[outgoing.post as usize], tick);
            let by = rule.rule.each_post + x * share;
            if by != 0.0 {
                self.pair(incoming.index as usize, outgoing.rule, creature, tick, by);
            }
        }
    }

    /// The same where one plain rule is that of all.
    fn post_plain(&mut self, tick: u32, slot: usize) {
        if self.frozen {
            return;
        }
        // It is the only trace of the neuron.
        let trace = self.post_rules.range(slot).start;
        let (rule, memory) = (&self.rules[usize::from(self.post_rules.items[trace])], &mut self.memory);
        let incoming = &self.incoming.items[self.incoming.range(slot)];
        let share = rule.potentiation(memory.slow[trace], tick);
        for incoming in incoming {
            let x = memory.pre[incoming.pre as usize].now(tick, &rule.pre);
            let by = rule.rule.each_post + x * share;
            if by != 0.0 {
                let size = &mut memory.size[incoming.index as usize];
                *size = rule.changed(*size, by);
                self.changes += 1;
            }
        }
    }

    /// A release reaches a row that one plain rule is that of, and is handed on with what is learned by it.
    fn reach_plain(&mut self, tick: u32, reach: &Reach, rule: usize, on: &mut Grounds) {
        let (row, rule, memory) = (reach.row as usize, &self.rules[rule], &mut self.memory);
        let (dose, divisor, frozen) = (dose(rule.rule.dose, reach.packet), self.divisor[row], self.frozen);
        let left = reach.leftover;
        let mut tail = on.tails.get_mut(usize::from(reach.tail)).filter(|_| left != [0.0; 2]);
        let (range, mut changes) = (self.outgoing.range(row), self.changes);
        for (outgoing, size) in self.outgoing.items[range.clone()].iter().zip(&mut memory.size[range]) {
            let y = memory.post[outgoing.post as usize].now(tick, &rule.post);
            let by = rule.rule.each_pre + y * rule.rule.post_then_pre;
            if by != 0.0 && !frozen {
                *size = rule.changed(*size, by * dose);
                changes += 1;
            }
            if outgoing.covered {
                continue;
            }
            let link = &mut on.links[outgoing.link as usize];
            // What is handed on has the sign of the weight, always.
            let factor = size.copysign(link.factor) / divisor;
            hand_on(link, factor, left, tail.as_deref_mut());
        }
        (self.changes, self.handed_at[row]) = (changes, changes);
    }

    /// A release reaches a row.
    fn pre(&mut self, tick: u32, reach: &Reach, creature: u32) {
        // Rules are few and links many.
        if !self.rules.iter().any(|rule| rule.heeds_pre) {
            return;
        }
        for index in self.outgoing.range(reach.row as usize) {
            let outgoing = self.outgoing.items[index];
            let rule = &self.rules[usize::from(outgoing.rule)];
            if !rule.heeds_pre {
                continue;
            }
            let y = self.memory.post[outgoing.post as usize].now(tick, &rule.post);
            let by = rule.rule.each_pre + y * rule.rule.post_then_pre;
            if by != 0.0 {
                let by = by * dose(rule.rule.dose, reach.packet);
                self.pair(index, outgoing.rule, creature, tick, by);
            }
        }
    }

    /// What is handed on from here on, of this release and of what is left of earlier ones.
    fn hand_on(&mut self, tick: u32, reach: &Reach, on: &mut Grounds) {
        let row = reach.row as usize;
        // Nothing was learned since: most releases of a network in which few neurons fire.
        if self.handed_at[row] == self.changes {
            return;
        }
        let divisor = self.divisor[row];
        let mut moves_by_itself = false;
        for index in self.outgoing.range(row) {
            let outgoing = self.outgoing.items[index];
            moves_by_itself |= self.rules[usize::from(outgoing.rule)].rule.forget.is_some();
            // With an astrocyte it is that which says how much of the weight counts.
            if !outgoing.covered {
                on.hand_on(reach, outgoing.link, self.weight(index, tick) / divisor);
            }
        }
        self.handed_at[row] = if moves_by_itself { 0 } else { self.changes };
    }

    /// A weight at a tick, with its sign.
    #[inline]
    pub(super) fn weight(&self, index: usize, tick: u32) -> f32 {
        let rule = &self.rules[usize::from(self.rule_of(index))];
        self.settled(index, rule, tick).copysign(self.start[index])
    }

    /// The rule of a link that learns.
    pub(super) fn rule_of(&self, index: usize) -> u16 {
        self.outgoing.items[index].rule
    }
}

/// How many events a release counts for.
fn dose(unit: Option<f32>, packet: [f32; 2]) -> f32 {
    unit.map_or(1.0, |unit| ((packet[EXCITATORY].abs() + packet[INHIBITORY].abs()) / unit).min(MOST))
}
