//! A tick of astrocytes: what they take of releases that reach synapses, and when they answer.

use super::astrocytes::{Astrocytes, Covered, Stock};
use super::decay::Fading;
use super::learn::{Event, Grounds, Reach};
use super::learner::Learner;
use super::runs::NONE;
use crate::nervous::{EXCITATORY, INHIBITORY};

impl Astrocytes {
    /// What each of the covered links of a row hands on, and what is taken of it; then gliotransmitter.
    pub(in crate::nervous) fn tend(
        &mut self,
        tick: u64,
        events: &[Event],
        reached: &[Reach],
        learner: Option<&Learner>,
        on: &mut Grounds,
    ) {
        let now = tick as u32;
        for event in events.iter().filter(|event| event.packet.is_some()) {
            for tie in self.ties.range(event.slot as usize) {
                // The rest has gone into the pool already.
                self.fade(tie, now);
            }
        }
        for reach in reached {
            let row = reach.row as usize;
            if self.covered.range(row).is_empty() {
                continue;
            }
            let outgoing = self.outgoing[(on.slot_of)(reach.row) as usize] as f32;
            for index in self.covered.range(row) {
                let Covered { link, learns, tie, astrocyte } = self.covered.items[index];
                let (cell, bound) = (&self.cells[astrocyte as usize], self.bound[astrocyte as usize]);
                let share = cell.share(bound, reach.used);
                let weight = match learner.filter(|_| learns != NONE) {
                    Some(learner) => learner.weight(learns as usize, now),
                    None => self.weights[index],
                };
                on.hand_on(reach, link, weight * share * (1.0 - cell.uptake) / self.divisor[row]);
                let (uptake, recycle) = (cell.uptake, cell.recycle);
                let taken = reach.packet.map(|amount| uptake * share * amount / outgoing);
                self.intake[astrocyte as usize] += taken[EXCITATORY].abs() + taken[INHIBITORY].abs();
                self.fade(tie as usize, now);
                let stock = &mut self.memory.stock[tie as usize];
                for channel in [EXCITATORY, INHIBITORY] {
                    stock.amount[channel] += recycle * taken[channel];
                }
            }
        }
        self.answer(tick);
    }

    /// What was taken in this tick lifts calcium; who has enough of it, and has recovered, releases.
    fn answer(&mut self, tick: u64) {
        let now = tick as u32;
        for (number, cell) in self.cells.iter().enumerate() {
            let taken = std::mem::take(&mut self.intake[number]);
            if taken == 0.0 {
                continue;
            }
            let decay = &self.decays[cell.tau_calcium as usize];
            let calcium = &mut self.memory.calcium[number];
            calcium.add(now, decay, taken / cell.covered as f32, false);
            if calcium.value <= cell.threshold || tick < self.memory.ready[number] {
                continue;
            }
            calcium.value = 0.0;
            let bound = self.bound[number];
            // No rounding takes it beyond all of them.
            let value = (bound + cell.strength * (1.0 - bound)).min(1.0);
            self.memory.bound[number] = Fading { value, at: now };
            self.memory.ready[number] = tick + u64::from(cell.recovery);
            self.memory.releases[number] += 1;
        }
    }

    /// Reckons a stock to a tick.
    fn fade(&mut self, tie: usize, tick: u32) {
        let stock = &mut self.memory.stock[tie];
        if stock.at != tick {
            let cell = &self.cells[self.ties.items[tie].astrocyte as usize];
            let left = self.decays[cell.tau_recycle as usize].after(tick.wrapping_sub(stock.at));
            *stock = Stock { amount: stock.amount.map(|amount| amount * left), at: tick };
        }
    }
}
