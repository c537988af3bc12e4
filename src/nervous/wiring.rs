//! The graph compiled to dense arrays for the step.
//!
//! Order is canonical: neurons by the names of creature and neuron, edges by the neurons they
//! join. So neither the order of entities nor the order of a file's entries changes one bit of
//! a run, because the sums of arrivals are always taken in the same order.

use super::cuts::Cuts;
use super::delays::Delays;
use super::links::{GapLink, Link, Packet};
use super::plasticity::{Astrocytes, AxonSpeed, Event, Learner, Reach};
use super::tails::Tails;
use super::{MemberOf, Presynaptic};
use bevy::ecs::lifecycle::HookContext;
use bevy::ecs::name::Name;
use bevy::ecs::prelude::*;
use bevy::ecs::world::DeferredWorld;

/// More rows than this are not worth patching one by one.
const ROWS_AT_MOST: usize = 256;

/// A neuron's index in the arrays of [`Wiring`].
#[derive(Component, Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Slot(pub u32);

/// The compiled graph, and the buffers of the step.
#[derive(Resource, Default)]
pub struct Wiring {
    pub(super) stale: bool,
    /// Whether neurons or creatures have come, gone or changed their names since: `neurons` and `creatures` are not
    /// all of them in their order then.
    pub(super) unordered: bool,
    /// Neurons whose outgoing links have changed since; nothing else has.
    pub(super) rows: Vec<Entity>,
    /// All creatures in canonical order (by name).
    pub creatures: Vec<Entity>,
    /// All neurons in canonical order; a neuron's [`Slot`] is its index here.
    pub neurons: Vec<Entity>,
    /// The creature of each slot, as an index into `creatures`.
    pub creature_of: Vec<u32>,
    /// How often it was compiled: what is reckoned from it is to be reckoned anew when this has changed.
    pub compiled: u64,
    /// `links[starts[s]..starts[s + 1]]` go out from slot `s`; then come the rows of [`Delays`].
    pub(super) starts: Vec<u32>,
    pub(super) links: Vec<Link>,
    pub(super) gaps: Vec<GapLink>,
    /// Neurons with a gap junction, in the order of their slots; potentials for the junctions.
    pub(super) joined: Vec<Entity>,
    pub(super) membrane: Vec<[f32; 2]>,
    pub(super) net_last: Vec<f32>,
    /// Whether their junctions are shut in this tick.
    pub(super) shut: Vec<bool>,
    /// How each slot's cleft is handed on: an index into the tails or `DIRECT`; and [`JOINED`].
    pub(super) manner: Vec<u8>,
    /// Index into `inflow` of the first muscle of each creature.
    pub(super) muscle_base: Vec<u32>,
    /// What arrives in this tick: neurons, then muscles (joint by joint, left, right).
    pub(super) inflow: Vec<[f32; 2]>,
    /// What is still to arrive of releases that have been handed on.
    pub(super) tails: Tails,
    /// What clefts hand on in this tick, in the order of slots.
    pub(super) packets: Vec<Packet>,
    /// What learning heeds of this tick, in the order of slots.
    pub(super) events: Vec<Event>,
    /// The same, as each thread finds it.
    pub(super) found: Vec<Found>,
    /// Rows of links that learn and that a release reaches in this tick.
    pub(super) reached: Vec<Reach>,
    /// What learns; `None` where nothing does.
    pub(super) learner: Option<Box<Learner>>,
    /// What astrocytes there are; `None` where there are none.
    pub(super) astrocytes: Option<Box<Astrocytes>>,
    pub(super) delays: Delays,
    /// Whether weights and thresholds stay as they are.
    pub(super) frozen: bool,
    /// Whether the tick of the clock is being done, and not done.
    pub(super) in_tick: bool,
    /// Slots that released in the last tick, ascending.
    pub released: Vec<u32>,
    /// A number over all links, once it was asked for.
    pub(super) graph: Option<u64>,
    /// Where the rows are cut for threads.
    pub(super) cuts: Cuts,
}

/// What the neurons hand on in a tick, and what learning heeds of it.
#[derive(Default)]
pub(super) struct Found {
    pub(super) packets: Vec<Packet>,
    pub(super) events: Vec<Event>,
}

impl Wiring {
    /// Forgets the graph, for another scene.
    pub fn begin(&mut self) {
        *self = Self { compiled: self.compiled, stale: true, unordered: true, ..Self::default() };
    }

    /// Marks the graph as changed: the next tick compiles it anew.
    pub fn invalidate(&mut self) {
        (self.stale, self.unordered) = (true, true);
    }

    /// Marks as changed what links are and how they learn, but not which neurons there are.
    pub fn mark_changed(&mut self) {
        self.stale = true;
    }

    /// Whether [`Self::find`] finds: no neuron and no creature has come, gone or changed its name since the graph was
    /// compiled, whatever else has.
    #[must_use]
    pub fn is_ordered(&self) -> bool {
        !self.unordered
    }

    /// The links that go out from a slot.
    pub(super) fn row(&self, slot: usize) -> std::ops::Range<usize> {
        self.starts[slot] as usize..self.starts[slot + 1] as usize
    }

    /// Whether the graph has changed since it was compiled.
    #[must_use]
    pub fn is_stale(&self) -> bool {
        self.stale
    }

    /// The neuron of a name in the creature of a name; `None` also where it does not know ([`Self::is_ordered`]).
    /// Neurons stand in the order of their names, so it is not a long search.
    #[must_use]
    pub fn find(&self, world: &World, creature: &str, neuron: &str) -> Option<Entity> {
        if self.unordered {
            return None;
        }
        let name = |entity: Entity| world.get::<Name>(entity).map_or("", Name::as_str);
        let key =
            |slot: usize| (name(self.creatures[self.creature_of[slot] as usize]), name(self.neurons[slot]));
        let (mut low, mut high) = (0, self.neurons.len());
        while low < high {
            let middle = low.midpoint(high);
            if key(middle) < (creature, neuron) { low = middle + 1 } else { high = middle }
        }
        (low < self.neurons.len() && key(low) == (creature, neuron)).then(|| self.neurons[low])
    }

    /// The creature of a name; `None` also where it does not know ([`Self::is_ordered`]).
    #[must_use]
    pub fn creature(&self, world: &World, name: &str) -> Option<Entity> {
        if self.unordered {
            return None;
        }
        let own = |creature: &Entity| world.get::<Name>(*creature).map_or("", Name::as_str);
        let found = self.creatures.binary_search_by(|creature| own(creature).cmp(name)).ok()?;
        Some(self.creatures[found])
    }

    /// What the clefts brought to a muscle in this tick: excitatory plus inhibitory
    /// \[transmitter\]. `creature` is an index into `creatures`, `side` 0 for left, 1 for right.
    #[must_use]
    pub fn muscle_drive(&self, creature: usize, joint: usize, side: usize) -> f32 {
        let [excitatory, inhibitory] = self.inflow[self.muscle_place(creature, joint, side)];
        excitatory + inhibitory
    }

    /// What the clefts brought in this tick, excitatory and inhibitory \[transmitter\]: to the neurons
    /// by [`Slot`], then to the muscles by [`Self::muscle_place`].
    #[must_use]
    pub fn arrived(&self) -> &[[f32; 2]] {
        &self.inflow
    }

    /// The index of a muscle in [`Self::arrived`]. `creature` is an index into `creatures`, `side` 0 for
    /// left, 1 for right.
    #[must_use]
    pub fn muscle_place(&self, creature: usize, joint: usize, side: usize) -> usize {
        self.muscle_base[creature] as usize + joint * 2 + side
    }

    /// Number of links: chemical synapses and neuromuscular junctions, one a muscle.
    #[must_use]
    pub fn link_count(&self) -> usize {
        self.links.len()
    }

    /// Cuts the rows for so many parts, if they are not cut so yet.
    pub(super) fn cut_into(&mut self, parts: usize) {
        if self.cuts.parts == parts {
            return;
        }
        self.cuts = Cuts { parts, size: self.inflow.len().div_ceil(parts).max(1), at: Vec::new() };
        if parts > 1 {
            let mut at = Vec::with_capacity((self.starts.len() - 1) * (parts - 1));
            for row in 0..self.starts.len() - 1 {
                at.extend(self.cuts.of_row(&self.links[self.row(row)]));
            }
            self.cuts.at = at;
        }
    }

    /// Cuts one row anew.
    pub(super) fn cut_row(&mut self, slot: usize) {
        let cuts: Vec<u32> = self.cuts.of_row(&self.links[self.row(slot)]).collect();
        self.cuts.at[slot * cuts.len()..(slot + 1) * cuts.len()].copy_from_slice(&cuts);
    }
}

/// Component hook of what has a name in the graph.
pub fn mark_order(mut world: DeferredWorld, _: HookContext) {
    if let Some(mut wiring) = world.get_resource_mut::<Wiring>() {
        wiring.invalidate();
    }
}

/// Component hook of everything else that is part of the graph.
pub fn mark_stale(mut world: DeferredWorld, _: HookContext) {
    if let Some(mut wiring) = world.get_resource_mut::<Wiring>() {
        wiring.stale = true;
    }
}

/// Component hook of a neuron's place: where releases take their time by the way, the graph hangs on it.
pub fn mark_place(world: DeferredWorld, context: HookContext) {
    let creature = world.get::<MemberOf>(context.entity).map(|member| member.0);
    if creature.is_some_and(|creature| world.get::<AxonSpeed>(creature).is_some()) {
        mark_stale(world, context);
    }
}

/// Component hook of an outgoing link, and of what a neuron's links are reckoned with.
pub fn mark_row(mut world: DeferredWorld, context: HookContext) {
    let neuron = world.get::<Presynaptic>(context.entity).map_or(context.entity, |from| from.0);
    let Some(mut wiring) = world.get_resource_mut::<Wiring>() else { return };
    if !wiring.stale && wiring.rows.last() != Some(&neuron) {
        wiring.rows.push(neuron);
        wiring.stale = wiring.rows.len() > ROWS_AT_MOST;
    }
}
