//! What is remembered of weights from tick to tick: those of chosen synapses, how those of each rule are spread, and the
//! levels of modulators.

use super::super::track::push;
use crate::entry::Symbol;
use crate::nervous::Wiring;
use crate::nervous::plasticity::{Learned, Rules};
use bevy::ecs::entity::Entity;
use std::collections::VecDeque;

/// Chosen synapses that are looked at, at most.
pub const CURVES: usize = 16;
/// Pairs that are remembered of a synapse.
const PAIRS: usize = 50;
/// Rows of a rule are this far apart \[ticks\].
const EVERY: u64 = 10;
/// With more synapses than this they are farther apart in proportion, up to so many times.
const MANY: (u64, u64) = (2000, 50);
/// Columns of a histogram.
pub const BINS: usize = 24;

/// A chosen synapse at a tick.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Point {
    /// When.
    pub tick: u64,
    /// Its weight.
    pub weight: f32,
    /// What waits for a modulator.
    pub eligibility: f32,
}

/// The history of a chosen synapse.
#[derive(Clone, Debug)]
pub struct Trace {
    /// Which.
    pub synapse: Entity,
    /// Oldest first.
    pub points: VecDeque<Point>,
    /// How long after its last release the target activated \[ticks\], below zero: before it; and what that changed, in
    /// shares of what the rule allows. Oldest first.
    pub pairs: VecDeque<(i32, f32)>,
    last: Option<Learned>,
}

impl Trace {
    fn new(synapse: Entity) -> Self {
        Self { synapse, points: VecDeque::new(), pairs: VecDeque::new(), last: None }
    }

    fn look(&mut self, tick: u64, now: Learned, rules: &Rules) {
        let last = self.last.replace(now);
        if let (Some(last), Some(rule)) = (last, rules.get(now.rule.text())) {
            let range = (rule.max - rule.min).max(f32::MIN_POSITIVE);
            let change = if rule.modulator.is_none() {
                (now.weight.abs() - last.weight.abs()) / range
            } else {
                now.eligibility - last.eligibility * (-1.0 / rule.tau_eligibility).exp()
            };
            // In the same tick neither counts for the other.
            let pair = match (now.pre == tick, now.post == tick) {
                (false, true) if now.pre > 0 => Some((tick - now.pre) as i32),
                (true, false) if now.post > 0 => Some(-((tick - now.post) as i32)),
                _ => None,
            };
            if let Some(apart) = pair {
                if self.pairs.len() >= PAIRS {
                    self.pairs.pop_front();
                }
                self.pairs.push_back((apart, change));
            }
        }
        push(&mut self.points, Point { tick, weight: now.weight, eligibility: now.eligibility });
    }
}

/// How the weights of a rule are spread.
#[derive(Clone, Debug)]
pub struct Spread {
    /// The rule.
    pub rule: Symbol,
    /// When, and the sizes: least, lower quartile, median, upper quartile, greatest. Oldest first.
    pub rows: VecDeque<(u64, [f32; 5])>,
    /// How many there were at the last row.
    pub count: usize,
    /// How many of them were in each part of the range of the rule.
    pub bins: [u32; BINS],
}

/// The level of a modulator in a creature.
#[derive(Clone, Debug)]
pub struct Level {
    /// The creature.
    pub creature: Entity,
    /// The modulator.
    pub name: &'static str,
    /// When and what, oldest first.
    pub points: VecDeque<(u64, f32)>,
    /// When it rose.
    pub given: VecDeque<u64>,
}

/// All that is remembered.
#[derive(Clone, Debug, Default)]
pub struct Weights {
    /// Chosen synapses.
    pub traces: Vec<Trace>,
    /// Rules, by name.
    pub spreads: Vec<Spread>,
    /// Modulators, by creature and name.
    pub levels: Vec<Level>,
    /// The tick of the next row.
    next: u64,
    sizes: Vec<Vec<f32>>,
}

/// Takes away what came after a tick.
fn cut<T>(ring: &mut VecDeque<T>, tick: u64, of: impl Fn(&T) -> u64) {
    ring.truncate(ring.partition_point(|sample| of(sample) <= tick));
}

impl Weights {
    /// Looks at these synapses and at no others.
    pub fn watch(&mut self, synapses: &[Entity]) {
        self.traces.retain(|trace| synapses.contains(&trace.synapse));
        for synapse in synapses.iter().take(CURVES) {
            if !self.traces.iter().any(|trace| trace.synapse == *synapse) {
                self.traces.push(Trace::new(*synapse));
            }
        }
    }

    /// The history of a synapse.
    #[must_use]
    pub fn trace(&self, synapse: Entity) -> Option<&Trace> {
        self.traces.iter().find(|trace| trace.synapse == synapse)
    }

    /// What was known up to a tick.
    pub(in crate::window::plots) fn back(&mut self, tick: u64) {
        for trace in &mut self.traces {
            cut(&mut trace.points, tick, |point| point.tick);
            trace.last = None;
        }
        self.spreads.iter_mut().for_each(|spread| cut(&mut spread.rows, tick, |row| row.0));
        for level in &mut self.levels {
            cut(&mut level.points, tick, |point| point.0);
            cut(&mut level.given, tick, |given| *given);
        }
        self.next = 0;
    }

    /// Takes in a tick that is done. `all`: rules and modulators, too.
    pub fn look(&mut self, wiring: &Wiring, rules: &Rules, tick: u64, all: bool) {
        for trace in &mut self.traces {
            if trace.points.back().is_some_and(|last| tick <= last.tick) {
                *trace = Trace::new(trace.synapse);
            }
            if let Some(now) = wiring.learned_by(trace.synapse, tick) {
                trace.look(tick, now, rules);
            }
        }
        if !all {
            return;
        }
        self.levels(wiring, tick);
        // Time was turned back, or this is a new beginning.
        if self.spreads.iter().any(|spread| spread.rows.back().is_some_and(|row| tick <= row.0)) {
            self.spreads.clear();
            self.next = 0;
        }
        if tick >= self.next {
            let count = self.spread(wiring, rules, tick);
            self.next = tick + EVERY * (count as u64 / MANY.0).clamp(1, MANY.1);
        }
    }

    fn levels(&mut self, wiring: &Wiring, tick: u64) {
        let mut count = 0;
        for (creature, name, value) in wiring.levels(tick) {
            let known =
                self.levels.get(count).is_some_and(|level| (level.creature, level.name) == (creature, name));
            if !known {
                self.levels.truncate(count);
                self.levels.push(Level { creature, name, points: VecDeque::new(), given: VecDeque::new() });
            }
            let level = &mut self.levels[count];
            count += 1;
            if level.points.back().is_some_and(|last| tick <= last.0) {
                level.points.clear();
                level.given.clear();
            }
            if level.points.back().is_some_and(|last| value > last.1 + 1e-4) {
                push(&mut level.given, tick);
            }
            push(&mut level.points, (tick, value));
        }
        self.levels.truncate(count);
    }

    /// A row for every rule; how many synapses there are.
    fn spread(&mut self, wiring: &Wiring, rules: &Rules, tick: u64) -> usize {
        self.sizes.iter_mut().for_each(Vec::clear);
        self.sizes.resize_with(rules.len(), Vec::new);
        let mut count = 0;
        for (_, learned) in wiring.learned(tick) {
            count += 1;
            if let Some(place) = rules.get_index_of(learned.rule.text()) {
                self.sizes[place].push(learned.weight.abs());
            }
        }
        self.spreads.retain(|spread| rules.contains_key(spread.rule.text()));
        for ((name, rule), sizes) in rules.iter().zip(&mut self.sizes) {
            let symbol = Symbol::from(name.as_str());
            let known = self.spreads.iter().position(|spread| spread.rule == symbol);
            if sizes.is_empty() {
                known.into_iter().for_each(|known| drop(self.spreads.remove(known)));
                continue;
            }
            sizes.sort_unstable_by(f32::total_cmp);
            let last = sizes.len() - 1;
            let at = |share: f32| sizes[(share * last as f32).round() as usize];
            let row = [0.0, 0.25, 0.5, 0.75, 1.0].map(at);
            let place = known.unwrap_or_else(|| {
                let spread = Spread { rule: symbol, rows: VecDeque::new(), count: 0, bins: [0; BINS] };
                self.spreads.push(spread);
                self.spreads.len() - 1
            });
            let spread = &mut self.spreads[place];
            push(&mut spread.rows, (tick, row));
            (spread.count, spread.bins) = (sizes.len(), [0; BINS]);
            let range = (rule.max - rule.min).max(f32::MIN_POSITIVE);
            for size in sizes.iter() {
                let share = (size - rule.min) / range;
                spread.bins[((share * BINS as f32) as usize).min(BINS - 1)] += 1;
            }
        }
        count
    }
}
