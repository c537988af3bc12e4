//! Releases on their way over delays.
//!
//! Links of a neuron that share a delay are a row of their own, after the rows of all neurons. What it hands on is
//! put in a ring, and drawn when it is due; from there on it goes the way of all.

use super::Wiring;
use super::links::Packet;
use super::plasticity::{Learner, Reach, Remembered, RememberedGlia};
use super::tails::{CLASS, DIRECT};
use super::{CLEFT_EPSILON, EXCITATORY, INHIBITORY};
use bevy::ecs::entity::Entity;
use serde::{Deserialize, Serialize};

/// Longest delay of a synapse \[ticks\].
pub const DELAY_LIMIT: u32 = 1000;

/// A row of links with a delay.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct DelayedRow {
    pub(super) slot: u32,
    /// In ticks, at least 1.
    pub(super) delay: u32,
}

/// What a row will hand on.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub(super) struct Due {
    pub(super) row: u32,
    pub(super) amount: [f32; 2],
    /// Of a release: the packet, what was in the cleft before, and the share of the pool that was used.
    pub(super) release: Option<([f32; 2], [f32; 2], f32)>,
}

/// What a row handed on last, as it was: so what is left of it can be told.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub(super) struct Echo {
    pub(super) amount: [f32; 2],
    pub(super) at: u64,
}

/// Rows with delays, and what is on its way to them.
#[derive(Default)]
pub(super) struct Delays {
    /// In canonical order.
    pub(super) rows: Vec<DelayedRow>,
    /// `rows[of[s]..of[s + 1]]` are those of slot `s`; empty where nothing is delayed.
    of: Vec<u32>,
    /// By the tick modulo its length.
    ring: Vec<Vec<Due>>,
    echoes: Vec<Echo>,
}

/// What is on its way at the end of a tick: the tick at which each is due.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub(super) struct UnderWay {
    pub(super) due: Vec<(u64, Due)>,
    pub(super) echoes: Vec<Echo>,
}

impl Delays {
    pub(super) fn new(rows: Vec<DelayedRow>, slots: usize) -> Self {
        if rows.is_empty() {
            return Self::default();
        }
        let of = (0..=slots as u32).map(|slot| rows.partition_point(|row| row.slot < slot) as u32).collect();
        let longest = rows.iter().map(|row| row.delay).max().unwrap_or(0) as usize;
        Self { of, ring: vec![Vec::new(); longest + 1], echoes: vec![Echo::default(); rows.len()], rows }
    }

    pub(super) fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// The rows of a slot, by their numbers here.
    pub(super) fn of(&self, slot: usize) -> std::ops::Range<usize> {
        match self.of.get(slot..slot + 2) {
            Some(ends) => ends[0] as usize..ends[1] as usize,
            None => 0..0,
        }
    }

    /// The number of a row.
    pub(super) fn find(&self, row: DelayedRow) -> Option<usize> {
        self.rows.binary_search(&row).ok()
    }

    /// Puts what will be due at a tick.
    pub(super) fn put(&mut self, tick: u64, due: Due) {
        let length = self.ring.len() as u64;
        self.ring[(tick % length) as usize].push(due);
    }

    /// All that is on its way.
    pub(super) fn under_way(&self, tick: u64) -> UnderWay {
        let length = self.ring.len() as u64;
        let ahead = (1..length.max(1)).map(|ahead| tick + ahead);
        let of = |tick: u64| self.ring[(tick % length) as usize].iter().map(move |due| (tick, *due));
        UnderWay { due: ahead.flat_map(of).collect(), echoes: self.echoes.clone() }
    }

    /// Whether this can be what is on its way after a tick.
    pub(super) fn fits(&self, then: &UnderWay, tick: u64, first: u32) -> bool {
        let rows = first..first + self.rows.len() as u32;
        let length = self.ring.len() as u64;
        then.echoes.len() == self.rows.len()
            && then.echoes.iter().flat_map(|echo| echo.amount).all(f32::is_finite)
            && then.due.iter().all(|(due, packet)| {
                let release = packet.release.into_iter();
                let release = release.flat_map(|(packet, left, used)| [packet, left, [used, 0.0]]);
                *due > tick
                    && *due - tick < length
                    && rows.contains(&packet.row)
                    && release.chain([packet.amount]).flatten().all(f32::is_finite)
            })
    }

    /// Nothing is on its way any more, and nothing is left of what was.
    pub(super) fn clear(&mut self) {
        self.ring.iter_mut().for_each(Vec::clear);
        self.echoes.fill(Echo::default());
    }

    pub(super) fn take_up(&mut self, then: &UnderWay) {
        self.ring.iter_mut().for_each(Vec::clear);
        then.due.iter().for_each(|(tick, due)| self.put(*tick, *due));
        self.echoes.clone_from(&then.echoes);
    }
}

/// What was on its way when the graph was another one, by neurons and delays.
pub(super) struct Carried {
    due: Vec<(u64, Entity, u32, Due)>,
    echoes: Vec<(Entity, u32, Echo)>,
}

impl Wiring {
    /// What is remembered and on its way, before the graph is compiled anew.
    pub(super) fn before(&self, tick: u64) -> (Option<Remembered>, Option<RememberedGlia>, Carried) {
        let first = self.neurons.len();
        let row = |row: u32| match (row as usize).checked_sub(first) {
            None => (row, 0),
            Some(delayed) => (self.delays.rows[delayed].slot, self.delays.rows[delayed].delay),
        };
        let remember = |learner: &Learner| {
            learner.remember(tick as u32, &self.neurons, &self.creatures, &row, &self.links)
        };
        let glia = self.astrocytes.as_deref();
        let glia = glia.map(|glia| glia.remember(&self.neurons, &self.creatures, &self.links));
        (self.learner.as_deref().map(remember), glia, self.carry(tick))
    }

    fn carry(&self, tick: u64) -> Carried {
        let first = self.neurons.len() as u32;
        let whose = |number: usize| {
            let row = self.delays.rows[number];
            (self.neurons[row.slot as usize], row.delay)
        };
        let way = self.delays.under_way(tick);
        let due = way.due.into_iter().map(|(tick, due)| {
            let (neuron, delay) = whose((due.row - first) as usize);
            (tick, neuron, delay, due)
        });
        let echo = |(number, echo)| {
            let (neuron, delay) = whose(number);
            (neuron, delay, echo)
        };
        Carried { due: due.collect(), echoes: way.echoes.into_iter().enumerate().map(echo).collect() }
    }

    /// Puts it on its way again. `slot_of` finds neurons, `cleft` tells what they hold: over a delay that is new that
    /// sets out now.
    pub(super) fn go_on(
        &mut self,
        tick: u64,
        carried: &Carried,
        slot_of: &dyn Fn(Entity) -> Option<u32>,
        cleft: &dyn Fn(u32) -> [f32; 2],
    ) {
        let first = self.neurons.len() as u32;
        let mut known = vec![false; self.delays.rows.len()];
        for (neuron, delay, echo) in &carried.echoes {
            let row = slot_of(*neuron).and_then(|slot| self.delays.find(DelayedRow { slot, delay: *delay }));
            if let Some(row) = row {
                known[row] = true;
                self.delays.echoes[row] = *echo;
            }
        }
        for (due_at, neuron, delay, due) in &carried.due {
            let row = slot_of(*neuron).and_then(|slot| self.delays.find(DelayedRow { slot, delay: *delay }));
            if let Some(row) = row {
                self.delays.put(*due_at, Due { row: first + row as u32, ..*due });
            }
        }
        for (number, known) in known.into_iter().enumerate() {
            let DelayedRow { slot, delay } = self.delays.rows[number];
            let amount = cleft(slot);
            if !known && amount != [0.0; 2] && self.manner[slot as usize] & CLASS != DIRECT {
                let row = first + number as u32;
                self.delays.put(tick + 1 + u64::from(delay), Due { row, amount, release: None });
            }
        }
    }

    /// What a delayed row has still to bring of what it handed on.
    pub(super) fn left_of_echo(&self, number: usize, tick: u64, residue: f32) -> [f32; 2] {
        let Echo { amount, at } = self.delays.echoes[number];
        let mut left = amount;
        for _ in 0..=tick.saturating_sub(at) {
            left = left.map(|amount| amount * residue);
            if left[EXCITATORY].abs() + left[INHIBITORY].abs() < CLEFT_EPSILON {
                return [0.0; 2];
            }
        }
        left
    }

    /// Puts what is handed on in this tick on its way over delays, and hands on what is due.
    pub(super) fn delay(&mut self, tick: u64) {
        let first = self.neurons.len() as u32;
        let Self { packets, events, delays, reached, learner, astrocytes, manner, .. } = self;
        for packet in packets.iter() {
            let rows = delays.of(packet.slot as usize);
            if rows.is_empty() {
                continue;
            }
            let event = events.binary_search_by_key(&packet.slot, |event| event.slot).ok();
            let release = event.map(|at| events[at]);
            let release = release.and_then(|event| Some((event.packet?, event.leftover, event.used)));
            for number in rows {
                let row = first + number as u32;
                let due = Due { row, amount: packet.amount, release };
                delays.put(tick + u64::from(delays.rows[number].delay), due);
            }
        }
        let length = delays.ring.len() as u64;
        let mut due = std::mem::take(&mut delays.ring[(tick % length) as usize]);
        due.sort_unstable_by_key(|due| due.row);
        for Due { row, amount, release } in due.drain(..) {
            let number = (row - first) as usize;
            let tail = manner[delays.rows[number].slot as usize] & CLASS;
            packets.push(Packet { slot: row, manner: tail, released: false, amount });
            if let Some((packet, leftover, used)) = release {
                let amount = [0, 1].map(|channel| packet[channel] + leftover[channel]);
                delays.echoes[number] = Echo { amount, at: tick };
                if learner.is_some() || astrocytes.is_some() {
                    reached.push(Reach { row, packet, leftover, used, tail });
                }
            } else if tail != DIRECT {
                delays.echoes[number] = Echo { amount, at: tick };
            }
        }
        delays.ring[(tick % length) as usize] = due;
    }
}
