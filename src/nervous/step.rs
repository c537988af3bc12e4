//! The tick of all neurons: step, gap junctions, transmit, swap.
//!
//! No neuron sees in a tick what another did in that tick: what clefts hand over is gathered
//! in `inflow` and reaches the dendrites only after every neuron has stepped.
//!
//! A large net is stepped by several threads. Every sum is still taken by one of them, in the same order,
//! so their number changes no bit.

use super::links::Packet;
use super::plasticity::{Astrocytes, Care, Event, FacultyState, Learner, Now, Own, Tended};
use super::tails::{CLASS, DIRECT, HEARD, JOINED};
use super::transmit::transmit;
use super::wiring::Found;
use super::{EXCITATORY, Faculties, Hold, NeuronParams, NeuronState, PassingHold, Phase, Slot, Wiring};
use crate::sim::Clock;
use bevy::ecs::prelude::*;

/// Largest magnitude of a channel of the potential \[transmitter\]. Many strong gap junctions on
/// one neuron amplify differences in place of evening them out: so that infinity never enters,
/// they end here, a thousand times beyond any amount that may be set.
const POTENTIAL_LIMIT: f32 = 1.0e9;

/// With fewer neurons, threads cost more than they bring.
const PARALLEL_FROM: usize = 16_384;

/// How many threads may step a large net. It decides nothing but the time that takes.
#[derive(Resource, Clone, Copy, Debug, PartialEq, Eq)]
pub struct Threads(usize);

impl Default for Threads {
    fn default() -> Self {
        Self(1)
    }
}

impl Threads {
    /// So many threads, at least one.
    #[must_use]
    pub fn new(count: usize) -> Self {
        Self(count.max(1))
    }

    /// As many as the machine has processors.
    #[must_use]
    pub fn all() -> Self {
        Self::new(std::thread::available_parallelism().map_or(1, usize::from))
    }

    /// How many threads so many neurons are worth.
    fn worth(self, neurons: usize) -> usize {
        if neurons < PARALLEL_FROM { 1 } else { self.0 }
    }
}

type Neurons<'w, 's> = Query<
    'w,
    's,
    (
        &'static Slot,
        &'static NeuronParams,
        &'static mut NeuronState,
        Option<&'static Hold>,
        Option<&'static PassingHold>,
        Option<&'static Faculties>,
        Option<&'static mut FacultyState>,
    ),
>;

/// Steps 2 to 6 of a tick: every neuron by itself, gap junctions and bounds, learning, transmission to
/// neurons and muscles, swap of the potentials.
pub fn step_neurons(
    mut wiring: ResMut<Wiring>,
    threads: Res<Threads>,
    clock: Res<Clock>,
    mut neurons: Neurons,
) {
    let wiring = wiring.bypass_change_detection();
    let threads = threads.worth(wiring.neurons.len());
    if threads == 1 {
        step_with(wiring, &mut neurons, threads, clock.tick);
    } else {
        // As a whole on one of the threads, so that the others need not be woken for every part of it.
        rayon::scope(|_| step_with(wiring, &mut neurons, threads, clock.tick));
    }
}

fn step_with(wiring: &mut Wiring, neurons: &mut Neurons, threads: usize, tick: u64) {
    wiring.released.clear();

    let Wiring { manner, found, packets, events, learner, astrocytes, frozen, .. } = &mut *wiring;
    let now = Now::at(tick, *frozen);
    if let Some(learner) = learner {
        learner.begin(now);
    }
    if let Some(astrocytes) = astrocytes {
        astrocytes.begin(now.tick);
    }
    let with = With { manner, learner: learner.as_deref(), astrocytes: astrocytes.as_deref(), now };
    if found.len() < threads {
        found.resize_with(threads, Found::default);
    }
    let found = &mut found[..threads];
    if let [found] = found {
        each_table(neurons, |group| group.advance(with, found));
    } else {
        each_share(neurons, found, |group, found| group.advance(with, found));
    }
    packets.clear();
    events.clear();
    for found in found {
        packets.append(&mut found.packets);
        events.append(&mut found.events);
    }
    packets.sort_unstable_by_key(|packet| packet.slot);
    events.sort_unstable_by_key(|event| event.slot);
    wiring.released.extend(wiring.packets.iter().filter(|p| p.released).map(|p| p.slot));

    couple(wiring, neurons);
    wiring.learn(tick);
    transmit(wiring, threads);

    let Wiring { found, inflow, .. } = &mut *wiring;
    let inflow = &*inflow;
    if threads == 1 {
        each_table(neurons, |group| group.receive(inflow));
    } else {
        each_share(neurons, found, |group, _| group.receive(inflow));
    }
}

/// Neurons that lie side by side in memory.
struct Group<'a> {
    slots: &'a [Slot],
    params: &'a [NeuronParams],
    states: &'a mut [NeuronState],
    holds: Holds<'a>,
    /// Nothing where they have none.
    faculties: Option<(&'a [Faculties], &'a mut [FacultyState])>,
}

/// What all neurons heed in a tick.
#[derive(Clone, Copy)]
struct With<'a> {
    manner: &'a [u8],
    learner: Option<&'a Learner>,
    astrocytes: Option<&'a Astrocytes>,
    now: Now,
}

impl<'a> With<'a> {
    /// What the astrocytes of a neuron do, where there are any.
    fn care(self, slot: usize) -> Option<Care<'a>> {
        self.astrocytes.map(|astrocytes| Care { astrocytes, slot, tick: self.now.tick })
    }
}

/// How they are held: for good, and in this tick.
#[derive(Clone, Copy)]
struct Holds<'a>(Option<&'a [Hold]>, Option<&'a [PassingHold]>);

impl<'a> Holds<'a> {
    fn of(self, index: usize) -> Option<Hold> {
        match self {
            Self(None, None) => None,
            Self(Some(holds), None) => Some(holds[index]),
            Self(None, Some(passing)) => Some(passing[index].0),
            Self(Some(holds), Some(passing)) => Some(holds[index].and(passing[index].0)),
        }
    }

    fn split(self, at: usize) -> (Self, Self) {
        let (holds, more_holds) = self.0.map(|holds| holds.split_at(at)).unzip();
        let (passing, more_passing) = self.1.map(|passing| passing.split_at(at)).unzip();
        (Self(holds, passing), Self(more_holds, more_passing))
    }

    fn is_empty(self) -> bool {
        self.0.is_none() && self.1.is_none()
    }
}

impl<'a> Group<'a> {
    fn split(self, most: usize) -> (Self, Self) {
        let at = most.min(self.slots.len());
        let (slots, more_slots) = self.slots.split_at(at);
        let (params, more_params) = self.params.split_at(at);
        let (states, more_states) = self.states.split_at_mut(at);
        let (holds, more_holds) = self.holds.split(at);
        let (faculties, more_faculties) = match self.faculties {
            None => (None, None),
            Some((faculties, own)) => {
                let ((one, other), (own, others)) = (faculties.split_at(at), own.split_at_mut(at));
                (Some((one, own)), Some((other, others)))
            }
        };
        let rest = Self {
            slots: more_slots,
            params: more_params,
            states: more_states,
            holds: more_holds,
            faculties: more_faculties,
        };
        (Self { slots, params, states, holds, faculties }, rest)
    }

    /// Every neuron's own part of a tick; takes down what they hand on.
    fn advance(mut self, with: With, found: &mut Found) {
        let (holds, faculties) = (self.holds, self.faculties.take());
        // Asked once for all: most neurons are never held, and have no faculties.
        match faculties {
            None if with.astrocytes.is_some() => self.advance_as(
                with,
                found,
                |index| holds.of(index),
                |_, slot, state, params| match with.care(slot) {
                    Some(care) => (state.step_as(params, &mut Tended(care)), 1.0),
                    None => (state.step(params), 1.0),
                },
            ),
            None if holds.is_empty() => {
                self.advance_as(with, found, |_| None, |_, _, state, params| (state.step(params), 1.0));
            }
            None => self.advance_as(
                with,
                found,
                |index| holds.of(index),
                |_, _, state, params| (state.step(params), 1.0),
            ),
            Some((faculties, own)) => self.advance_as(
                with,
                found,
                |index| holds.of(index),
                |index, slot, state, params| {
                    let (faculties, own) = (&faculties[index], &mut own[index]);
                    let level = with.learner.map_or(0.0, |learner| learner.level_for(slot));
                    let care = with.care(slot);
                    let mut own = Own { now: with.now, faculties, state: own, level, care };
                    (state.step_as(params, &mut own), own.used())
                },
            ),
        }
    }

    #[inline]
    fn advance_as(
        self,
        with: With,
        found: &mut Found,
        hold: impl Fn(usize) -> Option<Hold>,
        mut step: impl FnMut(usize, usize, &mut NeuronState, &NeuronParams) -> (Option<[f32; 2]>, f32),
    ) {
        for (index, ((slot, params), state)) in
            self.slots.iter().zip(self.params).zip(self.states.iter_mut()).enumerate()
        {
            let place = slot.0 as usize;
            let step = |state: &mut NeuronState| step(index, place, state, params);
            advance(*slot, with.manner[place], params, state, hold(index), found, step);
        }
    }

    /// Every neuron takes what arrived.
    fn receive(self, inflow: &[[f32; 2]]) {
        for (slot, state) in self.slots.iter().zip(self.states.iter_mut()) {
            let arrived = inflow[slot.0 as usize];
            if arrived != [0.0; 2] {
                state.receive(arrived);
            }
        }
        if self.holds.is_empty() {
            return;
        }
        for (index, state) in self.states.iter_mut().enumerate() {
            if let Some(hold) = self.holds.of(index) {
                hold.impose(state);
            }
        }
    }
}

/// Calls `work` for the neurons of each table, one after the other.
///
/// The state changes in every tick: marking it as changed would tell nobody anything.
fn each_table(neurons: &mut Neurons, mut work: impl FnMut(Group)) {
    // All components lie in tables, so there is nothing that could not be had so.
    for (slots, params, mut states, holds, passing, faculties, mut own) in
        neurons.contiguous_iter_mut().into_iter().flatten()
    {
        let holds = Holds(holds, passing);
        let own = own.as_mut().map(|own| own.bypass_change_detection());
        let faculties = faculties.zip(own);
        work(Group { slots, params, states: states.bypass_change_detection(), holds, faculties });
    }
}

/// Calls `work` for shares of about the same size, each on a thread of its own and with a list of its own.
fn each_share(neurons: &mut Neurons, lists: &mut [Found], work: impl Fn(Group, &mut Found) + Sync + Send) {
    let mut tables: Vec<_> = neurons.contiguous_iter_mut().into_iter().flatten().collect();
    let total: usize = tables.iter().map(|table| table.0.len()).sum();
    let share = total.div_ceil(lists.len()).max(1);
    let mut shares: Vec<Vec<Group>> = Vec::with_capacity(lists.len());
    let mut room = 0;
    for (slots, params, states, holds, passing, faculties, own) in &mut tables {
        let holds = Holds(*holds, *passing);
        let own = own.as_mut().map(|own| own.bypass_change_detection());
        let faculties = faculties.zip(own);
        let mut rest = Group { slots, params, states: states.bypass_change_detection(), holds, faculties };
        while !rest.slots.is_empty() {
            if room == 0 {
                shares.push(Vec::with_capacity(1));
                room = share;
            }
            let (group, more) = rest.split(room);
            room -= group.slots.len();
            rest = more;
            if let Some(share) = shares.last_mut() {
                share.push(group);
            }
        }
    }
    let (work, mut shares) = (&work, shares.into_iter().zip(lists));
    rayon::scope(|scope| {
        let own = shares.next();
        for (share, list) in shares {
            scope.spawn(move |_| share.into_iter().for_each(|group| work(group, list)));
        }
        // This thread does not only wait for the others.
        if let Some((share, list)) = own {
            share.into_iter().for_each(|group| work(group, list));
        }
    });
}

/// A neuron's own part of a tick, and what it hands on. `step` tells what it released, and the share of the pool that it
/// used for that. One with gap junctions is settled after those.
///
/// Always a part of the loop around it: there are two of those, and a call for every neuron is felt.
#[inline(always)]
fn advance(
    slot: Slot,
    manner: u8,
    params: &NeuronParams,
    state: &mut NeuronState,
    hold: Option<Hold>,
    found: &mut Found,
    step: impl FnOnce(&mut NeuronState) -> (Option<[f32; 2]>, f32),
) {
    if let Some(hold) = hold {
        hold.impose(state);
    }
    let before = state.cleft;
    let (released, used) = if hold == Some(Hold::Silent) { (None, 0.0) } else { step(state) };
    if manner & HEARD != 0 && (released.is_some() || state.phase == Phase::Activating) {
        // What was released was put upon what was left.
        found.events.push(Event { slot: slot.0, packet: released, leftover: before, used });
    }
    let amount = if manner & CLASS != DIRECT {
        released
    } else if released.is_some() || state.cleft != [0.0; 2] {
        Some(state.cleft)
    } else {
        None
    };
    if manner & JOINED == 0 {
        state.settle(params);
    }
    if let Some(amount) = amount {
        let packet = Packet { slot: slot.0, manner: manner & CLASS, released: released.is_some(), amount };
        found.packets.push(packet);
    }
}

/// Gap junctions: each pulls two potentials together, by the difference of the last ones.
fn couple(wiring: &mut Wiring, neurons: &mut Neurons) {
    for (index, neuron) in wiring.joined.iter().enumerate() {
        if let Ok((_, _, state, _, passing, ..)) = neurons.get(*neuron) {
            wiring.net_last[index] = state.potential();
            wiring.membrane[index] = state.next;
            wiring.shut[index] = passing.is_some_and(|passing| passing.0 == Hold::Silent);
        }
    }
    for gap in &wiring.gaps {
        let (a, b) = (gap.a as usize, gap.b as usize);
        if wiring.shut[a] || wiring.shut[b] {
            continue;
        }
        let flow = gap.conductance * (wiring.net_last[a] - wiring.net_last[b]);
        wiring.membrane[a][EXCITATORY] -= flow;
        wiring.membrane[b][EXCITATORY] += flow;
    }
    for (neuron, membrane) in wiring.joined.iter().zip(&wiring.membrane) {
        if let Ok((_, params, mut state, ..)) = neurons.get_mut(*neuron) {
            let state = state.bypass_change_detection();
            state.next = membrane.map(|p| p.clamp(-POTENTIAL_LIMIT, POTENTIAL_LIMIT));
            state.settle(params);
        }
    }
}
