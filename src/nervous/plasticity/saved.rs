//! All that learning remembers at a moment, and going on from it to the bit.

use super::astrocytes::GliaMemory;
use super::faculties::FacultyState;
use super::learner::{Learner, Memory};
use super::{Faculties, Learning};
use crate::entry::Symbol;
use crate::nervous::delays::UnderWay;
use crate::nervous::links::Link;
use crate::nervous::{Astrocyte, SynapseEntry, Wiring, wiring_of};
use crate::sim::Clock;
use bevy::ecs::prelude::*;
use serde::{Deserialize, Serialize};

/// What was remembered at the end of a tick: weights, traces, levels, what is on its way over delays, and the state of
/// faculties. It fits the graph and the rules that it was taken from, and no other.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct LearnedState {
    fits: u64,
    pub(super) tick: u64,
    pub(super) memory: Memory,
    /// With what each link that learns hands on.
    factors: Vec<f32>,
    under_way: UnderWay,
    pub(super) faculties: Vec<FacultyState>,
    pub(super) glia: GliaMemory,
    /// With what each link hands on that is covered and does not learn.
    covered: Vec<f32>,
}

impl LearnedState {
    /// Memory that it takes \[bytes\].
    #[must_use]
    pub fn size(&self) -> usize {
        let memory = &self.memory;
        let numbers = memory.size.len() + memory.size_at.len() + self.factors.len();
        let fading = memory.eligibility.len() + memory.pre.len() + 2 * memory.post.len() + memory.level.len();
        let glia = 32 * self.glia.ready.len() + 12 * self.glia.stock.len() + 4 * self.covered.len();
        4 * numbers + 8 * fading + 48 * self.under_way.due.len() + 16 * self.faculties.len() + glia
    }

    /// Whether there is nothing to remember.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        *self == Self { fits: self.fits, tick: self.tick, ..Self::default() }
    }

    /// Takes it down.
    #[must_use]
    pub fn take(world: &mut World) -> Self {
        // Moments are stored often, and most networks have nothing of this.
        let wiring = wiring_of(world);
        let plain = wiring.learner.is_none() && wiring.astrocytes.is_none() && wiring.delays.is_empty();
        if plain && world.query::<&FacultyState>().iter(world).next().is_none() {
            return Self::default();
        }
        let tick = world.get_resource::<Clock>().map_or(0, |clock| clock.tick);
        let faculties =
            in_order(world).into_iter().filter_map(|neuron| world.get::<FacultyState>(neuron).copied());
        let faculties = faculties.collect();
        let mut wiring = world.resource_mut::<Wiring>();
        let wiring = wiring.bypass_change_detection();
        let fits = fingerprint(wiring);
        let learner = wiring.learner.as_deref();
        let memory = learner.map(|learner| learner.memory.clone()).unwrap_or_default();
        let factors = learner.map(|learner| learner.handed(&wiring.links).collect()).unwrap_or_default();
        let under_way = wiring.delays.under_way(tick);
        let astrocytes = wiring.astrocytes.as_deref();
        let glia = astrocytes.map(|astrocytes| astrocytes.memory.clone()).unwrap_or_default();
        let covered =
            astrocytes.map(|astrocytes| astrocytes.handed(&wiring.links).collect()).unwrap_or_default();
        Self { fits, tick, memory, factors, under_way, faculties, glia, covered }
    }

    /// Brings it back; false where it was taken from another graph or with other rules, and then nothing is changed.
    /// The clock must be set already.
    pub fn restore(&self, world: &mut World) -> bool {
        wiring_of(world);
        let neurons = in_order(world);
        let first = world.resource::<Wiring>().neurons.len() as u32;
        let mut wiring = world.resource_mut::<Wiring>();
        let wiring = wiring.bypass_change_detection();
        let fits = self.fits == fingerprint(wiring)
            && self.faculties.len() == neurons.len()
            && self.faculties.iter().all(|own| own.used.is_finite() && own.offset.is_finite())
            && wiring.delays.fits(&self.under_way, self.tick, first);
        let empty = Memory::default();
        let now = wiring.learner.as_deref().map_or(&empty, |learner| &learner.memory);
        if !fits || !now.is_like(&self.memory) || self.factors.len() != now.size.len() {
            return false;
        }
        let fits = match wiring.astrocytes.as_deref() {
            Some(astrocytes) => astrocytes.is_like(&self.glia, &self.covered),
            None => self.glia == GliaMemory::default() && self.covered.is_empty(),
        };
        if !fits {
            return false;
        }
        if let Some(mut astrocytes) = wiring.astrocytes.take() {
            astrocytes.memory.clone_from(&self.glia);
            astrocytes.set_handed(&mut wiring.links, &self.covered);
            wiring.astrocytes = Some(astrocytes);
        }
        wiring.delays.take_up(&self.under_way);
        if let Some(mut learner) = wiring.learner.take() {
            learner.memory.clone_from(&self.memory);
            learner.handed_at.fill(0);
            learner.set_handed(&mut wiring.links, &self.factors);
            wiring.learner = Some(learner);
        }
        for (neuron, own) in neurons.into_iter().zip(&self.faculties) {
            if let Some(mut now) = world.get_mut::<FacultyState>(neuron) {
                *now = *own;
            }
        }
        true
    }
}

/// The neurons with faculties, in canonical order.
pub(super) fn in_order(world: &World) -> Vec<Entity> {
    let neurons = &world.resource::<Wiring>().neurons;
    neurons.iter().copied().filter(|neuron| world.get::<FacultyState>(*neuron).is_some()).collect()
}

/// One number over the graph, and over what learns in it and how.
fn fingerprint(wiring: &mut Wiring) -> u64 {
    let graph = wiring.fingerprint();
    let mut hasher = crate::sim::StateHasher::default();
    hasher.write(&graph.to_le_bytes());
    if let Some(learner) = &wiring.learner {
        for rule in &learner.rules {
            hasher.write(rule.name.as_bytes());
            hasher.write(&[0]);
        }
        for source in &learner.modulators {
            hasher.write(&source.creature.to_le_bytes());
            hasher.write(source.name.as_bytes());
            hasher.write(&[0]);
        }
        learner.outgoing.items.iter().for_each(|outgoing| hasher.write(&outgoing.rule.to_le_bytes()));
    }
    if let Some(astrocytes) = &wiring.astrocytes {
        astrocytes.write_graph(&mut hasher);
    }
    hasher.finish()
}

impl Memory {
    /// Whether another has lists as long as these, of finite numbers.
    fn is_like(&self, other: &Self) -> bool {
        let fading = |memory: &Self| {
            let Self { eligibility, pre, post, slow, level, .. } = memory;
            [eligibility.len(), pre.len(), post.len(), slow.len(), level.len()]
        };
        let lists = [&other.eligibility, &other.pre, &other.post, &other.slow, &other.level];
        self.size.len() == other.size.len()
            && self.size_at.len() == other.size_at.len()
            && fading(self) == fading(other)
            && other.size.iter().all(|size| size.is_finite() && *size >= 0.0)
            && lists.into_iter().flatten().all(|fading| fading.value.is_finite())
    }
}

impl Learner {
    /// With what each link that learns hands on, in the order of links.
    fn handed<'a>(&'a self, links: &'a [Link]) -> impl Iterator<Item = f32> + 'a {
        self.outgoing.items.iter().map(|outgoing| links[outgoing.link as usize].factor)
    }

    fn set_handed(&self, links: &mut [Link], factors: &[f32]) {
        for ((outgoing, start), factor) in self.outgoing.items.iter().zip(&self.start).zip(factors) {
            let factor = if factor.is_finite() { *factor } else { 0.0 };
            links[outgoing.link as usize].factor = factor.copysign(*start);
        }
    }
}

/// A synapse that learns, as it is.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Learned {
    /// Its rule.
    pub rule: Symbol,
    /// The weight that it started from.
    pub start: f32,
    /// The weight now.
    pub weight: f32,
    /// What waits for a modulator.
    pub eligibility: f32,
    /// When a release last reached it; 0: never.
    pub pre: u64,
    /// When its target last activated; 0: never.
    pub post: u64,
}

impl Learned {
    /// A synapse as a scene says it, as it is now.
    #[must_use]
    pub fn written(&self, synapse: SynapseEntry) -> SynapseEntry {
        let learned = (self.weight.to_bits() != synapse.weight.to_bits()).then_some(self.weight);
        SynapseEntry { learned, eligibility: self.eligibility, ..synapse }
    }
}

impl Wiring {
    /// Every synapse that learns, in canonical order, as it is after a tick.
    pub fn learned(&self, tick: u64) -> impl Iterator<Item = (Entity, Learned)> + '_ {
        let learner = self.learner.as_deref().into_iter();
        learner.flat_map(move |learner| {
            (0..learner.entities.len())
                .map(move |index| (learner.entities[index], learner.look(index, tick as u32)))
        })
    }

    /// The weight of every synapse that learns, in canonical order, after a tick, and by how much its size is more than
    /// at the start, as a share of what its rule allows \[-1 to 1\].
    pub fn weights(&self, tick: u64) -> impl Iterator<Item = (Entity, f32, f32)> + '_ {
        let learner = self.learner.as_deref().into_iter();
        learner.flat_map(move |learner| {
            (0..learner.entities.len()).map(move |index| {
                let (weight, share) = learner.weigh(index, tick as u32);
                (learner.entities[index], weight, share)
            })
        })
    }

    /// A synapse that learns, as it is after a tick; `None` for one that does not.
    #[must_use]
    pub fn learned_by(&self, synapse: Entity, tick: u64) -> Option<Learned> {
        let learner = self.learner.as_deref()?;
        let places = learner.places.get_or_init(|| {
            let mut places: Vec<(Entity, u32)> = learner.entities.iter().copied().zip(0..).collect();
            places.sort_unstable();
            places
        });
        let at = places.binary_search_by_key(&synapse, |(entity, _)| *entity).ok()?;
        Some(learner.look(places[at].1 as usize, tick as u32))
    }

    /// Gives a creature a modulator within the tick that is being done.
    pub fn give(&mut self, creature: Entity, modulator: &str, amount: f32) {
        let place = self.creatures.iter().position(|other| *other == creature);
        if let (Some(place), Some(learner)) = (place, self.learner.as_mut()) {
            learner.reward(place as u32, modulator, amount);
        }
    }

    /// Gives a creature a modulator between two ticks: it teaches what waits for it, and its level rises. False where
    /// the creature does not have it.
    pub fn give_now(&mut self, creature: Entity, modulator: &str, amount: f32, tick: u64) -> bool {
        let Some(place) = self.creatures.iter().position(|other| *other == creature) else { return false };
        self.learner
            .as_mut()
            .is_some_and(|learner| learner.give_now(place as u32, modulator, amount, tick as u32))
    }

    /// The levels of modulators after a tick: the creature, the modulator, its level.
    pub fn levels(&self, tick: u64) -> impl Iterator<Item = (Entity, &'static str, f32)> + '_ {
        let learner = self.learner.as_deref().into_iter();
        learner.flat_map(move |learner| {
            learner.modulators.iter().zip(&learner.memory.level).map(move |(source, level)| {
                let level = level.now(tick as u32, &source.decay);
                (self.creatures[source.creature as usize], source.name, level)
            })
        })
    }

    /// Whether any synapse learns, or anything is modulated.
    #[must_use]
    pub fn is_learning(&self) -> bool {
        self.learner.is_some()
    }

    /// The numbers of what is remembered, in canonical order: for a hash.
    pub(crate) fn remembered(&self, tick: u64, see: &mut dyn FnMut(u32)) {
        if let Some(learner) = self.learner.as_deref() {
            let Memory { size, size_at, eligibility, pre, post, slow, level } = &learner.memory;
            size.iter().for_each(|size| see(size.to_bits()));
            size_at.iter().for_each(|at| see(*at));
            for fading in [eligibility, pre, post, slow, level].into_iter().flatten() {
                see(fading.value.to_bits());
                see(fading.at);
            }
            learner.handed(&self.links).for_each(|factor| see(factor.to_bits()));
        }
        for (due, packet) in self.delays.under_way(tick).due {
            see(due as u32);
            see(packet.row);
            packet.amount.iter().for_each(|amount| see(amount.to_bits()));
        }
        if let Some(astrocytes) = self.astrocytes.as_deref() {
            astrocytes.remembered(&self.links, see);
        }
    }
}

impl Learner {
    fn look(&self, index: usize, tick: u32) -> Learned {
        let rule = &self.rules[usize::from(self.rule_of(index))];
        let start = self.start[index];
        let eligibility = self.memory.eligibility.get(index).filter(|_| rule.modulated);
        let (pre, post) = (self.memory.pre[self.pre_of(index)], self.memory.post[self.post_of(index)]);
        Learned {
            rule: rule.name,
            start,
            weight: self.weight(index, tick),
            eligibility: eligibility.map_or(0.0, |fading| fading.now(tick, &rule.eligibility)),
            pre: u64::from(pre.at),
            post: u64::from(post.at),
        }
    }

    /// Its weight, and by how much its size has grown, as a share of its range.
    fn weigh(&self, index: usize, tick: u32) -> (f32, f32) {
        let rule = &self.rules[usize::from(self.rule_of(index))];
        let (weight, start) = (self.weight(index, tick), self.start[index]);
        let range = (rule.rule.max - rule.rule.min).max(f32::MIN_POSITIVE);
        (weight, ((weight.abs() - start.abs()) / range).clamp(-1.0, 1.0))
    }

    /// The trace of the target of a link that learns.
    fn post_of(&self, index: usize) -> usize {
        self.outgoing.items[index].post as usize
    }

    /// The trace of its source.
    fn pre_of(&self, index: usize) -> usize {
        let row = self.outgoing.starts.partition_point(|start| *start as usize <= index) - 1;
        let rule = self.rule_of(index);
        // A row has a trace for each rule of its links.
        let traces = self.pre_rules.range(row);
        let first = traces.start;
        first + self.pre_rules.items[traces].iter().position(|own| *own == rule).unwrap_or(0)
    }

    /// Reckons all that moves by itself to a tick, before it is frozen or let go.
    fn settle(&mut self, tick: u32) {
        for index in 0..self.entities.len() {
            let rule = &self.rules[usize::from(self.rule_of(index))];
            if rule.forget.is_some() {
                self.memory.size[index] = self.settled(index, rule, tick);
                self.memory.size_at[index] = tick;
            }
        }
    }
}

/// Lets synapses learn, or freezes weights and thresholds where they are.
pub fn set_learning(world: &mut World, learning: Learning) {
    let frozen = learning == Learning::Frozen;
    let tick = world.get_resource::<Clock>().map_or(0, |clock| clock.tick) as u32;
    wiring_of(world);
    let was = world.resource::<Wiring>().frozen;
    world.insert_resource(learning);
    if was == frozen {
        return;
    }
    let mut wiring = world.resource_mut::<Wiring>();
    if let Some(learner) = &mut wiring.learner {
        learner.frozen = was;
        learner.settle(tick);
        learner.frozen = frozen;
    }
    wiring.frozen = frozen;
    for (faculties, mut own) in world.query::<(&Faculties, &mut FacultyState)>().iter_mut(world) {
        own.settle(faculties, tick, was);
    }
}

/// Says that faculties are as they were born at a tick: where a run goes on from a moment that says nothing of them.
pub(crate) fn begin_at(world: &mut World, tick: u64) {
    for mut own in world.query::<&mut FacultyState>().iter_mut(world) {
        (own.used_at, own.offset_at) = (tick as u32, tick as u32);
    }
    if let Some(learner) =
        world.get_resource_mut::<Wiring>().and_then(|wiring| wiring.into_inner().learner.as_mut())
    {
        learner.memory.size_at.fill(tick as u32);
        learner.memory.eligibility.iter_mut().for_each(|eligibility| eligibility.at = tick as u32);
    }
    let astrocytes =
        world.get_resource_mut::<Wiring>().and_then(|wiring| wiring.into_inner().astrocytes.take());
    if let Some(mut astrocytes) = astrocytes {
        astrocytes.begin_at(tick, &|entity| world.get::<Astrocyte>(entity).cloned());
        world.resource_mut::<Wiring>().astrocytes = Some(astrocytes);
    }
}
