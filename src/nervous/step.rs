//! The tick of all neurons: step, gap junctions, transmit, swap.
//!
//! No neuron sees in a tick what another did in that tick: what clefts hand over is gathered
//! in `inflow` and reaches the dendrites only after every neuron has stepped.
//!
//! A large net is stepped by several threads. Every sum is still taken by one of them, in the same order,
//! so their number changes no bit.

use super::tails::{CLASSES, DIRECT, JOINED, fade};
use super::wiring::{Link, Packet};
use super::{EXCITATORY, Hold, INHIBITORY, NeuronParams, NeuronState, Slot, Wiring};
use bevy::ecs::prelude::*;
use bevy::tasks::{ComputeTaskPool, TaskPoolBuilder};

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

    /// The threads, if so many neurons are worth them. They are started when they are first asked for.
    fn pool(self, neurons: usize) -> Option<&'static ComputeTaskPool> {
        let start = || TaskPoolBuilder::new().num_threads(self.0).build();
        (self.0 > 1 && neurons >= PARALLEL_FROM).then(|| ComputeTaskPool::get_or_init(start))
    }
}

/// Steps 2 to 5 of a tick: every neuron by itself, gap junctions and bounds, transmission to
/// neurons and muscles, swap of the potentials.
pub fn step_neurons(
    mut wiring: ResMut<Wiring>,
    threads: Res<Threads>,
    mut neurons: Query<(&Slot, &NeuronParams, &mut NeuronState, Option<&Hold>)>,
) {
    let wiring = wiring.bypass_change_detection();
    let pool = threads.pool(wiring.neurons.len());
    wiring.packets.clear();
    wiring.released.clear();

    // The state changes in every tick: marking it as changed would tell nobody anything.
    let Wiring { manner, found, packets, .. } = &mut *wiring;
    let manner = &*manner;
    if pool.is_some() {
        neurons.par_iter_mut().for_each_init(
            || found.borrow_local_mut(),
            |found, (slot, params, mut state, hold)| {
                let state = state.bypass_change_detection();
                found.extend(advance(*slot, manner[slot.0 as usize], params, state, hold));
            },
        );
        found.drain_into(packets);
    } else {
        for (slot, params, mut state, hold) in &mut neurons {
            let state = state.bypass_change_detection();
            if let Some(packet) = advance(*slot, manner[slot.0 as usize], params, state, hold) {
                packets.push(packet);
            }
        }
    }
    wiring.packets.sort_unstable_by_key(|packet| packet.slot);
    wiring.released.extend(wiring.packets.iter().filter(|p| p.released).map(|p| p.slot));

    couple(wiring, &mut neurons);
    transmit(wiring, threads.0, pool);

    let inflow = &wiring.inflow;
    let receive = |slot: &Slot, state: &mut NeuronState, hold: Option<&Hold>| {
        let arrived = inflow[slot.0 as usize];
        if arrived != [0.0; 2] {
            state.receive(arrived);
        }
        if let Some(hold) = hold {
            hold.impose(state);
        }
    };
    if pool.is_some() {
        neurons.par_iter_mut().for_each(|(slot, _, mut state, hold)| {
            receive(slot, state.bypass_change_detection(), hold);
        });
    } else {
        for (slot, _, mut state, hold) in &mut neurons {
            receive(slot, state.bypass_change_detection(), hold);
        }
    }
}

/// A neuron's own part of a tick, and what it hands on. One with gap junctions is settled after those.
#[inline]
fn advance(
    slot: Slot,
    manner: u8,
    params: &NeuronParams,
    state: &mut NeuronState,
    hold: Option<&Hold>,
) -> Option<Packet> {
    if let Some(hold) = hold {
        hold.impose(state);
    }
    let released = if hold == Some(&Hold::Silent) { None } else { state.step(params) };
    let amount = if manner & !JOINED != DIRECT {
        released
    } else if released.is_some() || state.cleft != [0.0; 2] {
        Some(state.cleft)
    } else {
        None
    };
    if manner & JOINED == 0 {
        state.settle(params);
    }
    amount.map(|amount| Packet {
        slot: slot.0,
        manner: manner & !JOINED,
        released: released.is_some(),
        amount,
    })
}

/// Gap junctions: each pulls two potentials together, by the difference of the last ones.
fn couple(wiring: &mut Wiring, neurons: &mut Query<(&Slot, &NeuronParams, &mut NeuronState, Option<&Hold>)>) {
    for (index, neuron) in wiring.joined.iter().enumerate() {
        if let Ok((.., state, _)) = neurons.get(*neuron) {
            wiring.net_last[index] = state.potential();
            wiring.membrane[index] = state.next;
        }
    }
    for gap in &wiring.gaps {
        let (a, b) = (gap.a as usize, gap.b as usize);
        let flow = gap.conductance * (wiring.net_last[a] - wiring.net_last[b]);
        wiring.membrane[a][EXCITATORY] -= flow;
        wiring.membrane[b][EXCITATORY] += flow;
    }
    for (neuron, membrane) in wiring.joined.iter().zip(&wiring.membrane) {
        if let Ok((_, params, mut state, _)) = neurons.get_mut(*neuron) {
            let state = state.bypass_change_detection();
            state.next = membrane.map(|p| p.clamp(-POTENTIAL_LIMIT, POTENTIAL_LIMIT));
            state.settle(params);
        }
    }
}

/// Hands on what was released and what slow clefts hold, in canonical order, and lets the tails fade.
fn transmit(wiring: &mut Wiring, threads: usize, pool: Option<&ComputeTaskPool>) {
    let Wiring { inflow, tails, packets, starts, links, .. } = wiring;
    let net = Net { packets, starts, links, residues: &tails.residues };
    let targets = inflow.len();
    let mut slices = tails.amounts.iter_mut();
    let whole = Part {
        first: 0,
        inflow,
        tails: std::array::from_fn(|_| slices.next().map_or(&mut [][..], Vec::as_mut_slice)),
    };
    match pool {
        None => whole.receive(&net, true),
        Some(pool) => {
            let size = targets.div_ceil(threads);
            let (net, mut rest) = (&net, whole);
            pool.scope(|scope| {
                while !rest.inflow.is_empty() {
                    let (part, left) = rest.split(size);
                    rest = left;
                    scope.spawn(async move { part.receive(net, false) });
                }
            });
        }
    }
}

/// What is handed on, and along which links.
struct Net<'a> {
    packets: &'a [Packet],
    starts: &'a [u32],
    links: &'a [Link],
    residues: &'a [f32],
}

/// A range of targets: what arrives at them now, and what is still under way.
struct Part<'a> {
    first: u32,
    inflow: &'a mut [[f32; 2]],
    tails: [&'a mut [[f32; 2]]; CLASSES],
}

impl<'a> Part<'a> {
    fn split(self, size: usize) -> (Self, Self) {
        let at = size.min(self.inflow.len());
        let (inflow, others) = self.inflow.split_at_mut(at);
        let mut rest: [&'a mut [[f32; 2]]; CLASSES] = Default::default();
        let mut tails = self.tails;
        for (mine, other) in tails.iter_mut().zip(&mut rest) {
            let whole = std::mem::take(mine);
            (*mine, *other) = whole.split_at_mut(at.min(whole.len()));
        }
        let first = self.first + at as u32;
        (Self { first: self.first, inflow, tails }, Self { first, inflow: others, tails: rest })
    }

    /// Takes what the packets bring to these targets. A row is in the order of its targets.
    fn receive(self, net: &Net, whole: bool) {
        let Self { first, inflow, mut tails } = self;
        let end = first + inflow.len() as u32;
        inflow.fill([0.0; 2]);
        for packet in net.packets {
            let slot = packet.slot as usize;
            let mut row = &net.links[net.starts[slot] as usize..net.starts[slot + 1] as usize];
            if !whole {
                row = &row[row.partition_point(|link| link.target < first)..];
                row = &row[..row.partition_point(|link| link.target < end)];
            }
            let arrivals = tails.get_mut(usize::from(packet.manner)).map_or(&mut *inflow, |tail| tail);
            // Most neurons make one kind of transmitter: half of the work is to add nothing.
            match packet.amount {
                [excitatory, 0.0] => add::<EXCITATORY>(arrivals, first, row, excitatory),
                [0.0, inhibitory] => add::<INHIBITORY>(arrivals, first, row, inhibitory),
                [excitatory, inhibitory] => {
                    add::<EXCITATORY>(arrivals, first, row, excitatory);
                    add::<INHIBITORY>(arrivals, first, row, inhibitory);
                }
            }
        }
        for (tail, residue) in tails.iter_mut().zip(net.residues) {
            fade(inflow, tail, *residue);
        }
    }
}

/// Adds to one channel of the targets of a row.
fn add<const CHANNEL: usize>(arrivals: &mut [[f32; 2]], first: u32, row: &[Link], amount: f32) {
    for link in row {
        arrivals[(link.target - first) as usize][CHANNEL] += amount * link.factor;
    }
}
