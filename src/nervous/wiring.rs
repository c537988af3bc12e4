//! The graph compiled to dense arrays for the step.
//!
//! Order is canonical: neurons by the names of creature and neuron, edges by the neurons they
//! join. So neither the order of entities nor the order of a file's entries changes one bit of
//! a run, because the sums of arrivals are always taken in the same order.

use super::cuts::Cuts;
use super::tails::{self, JOINED, Tails};
use super::{
    Charges, Creature, GapA, GapB, GapJunction, Hold, MemberOf, NeuromuscularJunction, Neuron, NeuronParams,
    NeuronState, Postsynaptic, Presynaptic, SkinPatch, StretchReceptor, Synapse,
};
use crate::body::Body;
use bevy::ecs::lifecycle::HookContext;
use bevy::ecs::name::Name;
use bevy::ecs::prelude::*;
use bevy::ecs::world::DeferredWorld;
use bevy::platform::collections::HashMap;

/// More rows than this are not worth patching one by one.
const ROWS_AT_MOST: usize = 256;

/// A neuron's index in the arrays of [`Wiring`].
#[derive(Component, Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Slot(pub u32);

/// One outgoing link: where it goes, and the factor on what it carries.
#[derive(Clone, Copy, Debug)]
pub(super) struct Link {
    /// Index into `inflow`: a neuron's slot, or past the neurons a muscle.
    pub(super) target: u32,
    /// Weight over divisor.
    pub(super) factor: f32,
}

/// A gap junction between two neurons, as indices into [`Wiring::joined`].
#[derive(Clone, Copy, Debug)]
pub(super) struct GapLink {
    pub(super) a: u32,
    pub(super) b: u32,
    pub(super) conductance: f32,
}

/// A receptor as compiled: which creature's body it reads, which neuron it charges.
#[derive(Clone, Copy, Debug)]
pub struct Receptor<T> {
    /// The creature.
    pub creature: Entity,
    /// The neuron.
    pub neuron: Entity,
    /// What it feels and how strongly.
    pub sense: T,
}

/// The compiled graph, and the buffers of the step.
#[derive(Resource, Default)]
pub struct Wiring {
    stale: bool,
    /// Neurons whose outgoing links have changed since; nothing else has.
    pub(super) rows: Vec<Entity>,
    /// All creatures in canonical order (by name).
    pub creatures: Vec<Entity>,
    /// All neurons in canonical order; a neuron's [`Slot`] is its index here.
    pub neurons: Vec<Entity>,
    /// The creature of each slot, as an index into `creatures`.
    pub creature_of: Vec<u32>,
    /// Skin patches in canonical order.
    pub skin: Vec<Receptor<SkinPatch>>,
    /// Stretch receptors in canonical order.
    pub stretch: Vec<Receptor<StretchReceptor>>,
    /// `links[starts[s]..starts[s + 1]]` go out from slot `s`.
    pub(super) starts: Vec<u32>,
    pub(super) links: Vec<Link>,
    pub(super) gaps: Vec<GapLink>,
    /// Neurons with a gap junction, in the order of their slots; potentials for the junctions.
    pub(super) joined: Vec<Entity>,
    pub(super) membrane: Vec<[f32; 2]>,
    pub(super) net_last: Vec<f32>,
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
    /// The same, as each thread finds it.
    pub(super) found: Vec<Vec<Packet>>,
    /// Slots that released in the last tick, ascending.
    pub released: Vec<u32>,
    /// A number over all links, once it was asked for.
    pub(super) graph: Option<u64>,
    /// Where the rows are cut for threads.
    pub(super) cuts: Cuts,
}

/// An amount that a neuron hands to its links in a tick.
#[derive(Clone, Copy, Debug)]
pub(super) struct Packet {
    pub(super) slot: u32,
    /// As in [`Wiring::manner`].
    pub(super) manner: u8,
    pub(super) released: bool,
    pub(super) amount: [f32; 2],
}

impl Wiring {
    /// Marks the graph as changed: the next tick compiles it anew.
    pub fn invalidate(&mut self) {
        self.stale = true;
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

    /// The neuron of a name in the creature of a name; `None` also where the graph has changed since it
    /// was compiled. Neurons stand in the order of their names, so it is not a long search.
    #[must_use]
    pub fn find(&self, world: &World, creature: &str, neuron: &str) -> Option<Entity> {
        if self.stale {
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
}

/// Component hook of everything that is part of the graph.
pub fn mark_stale(mut world: DeferredWorld, _: HookContext) {
    if let Some(mut wiring) = world.get_resource_mut::<Wiring>() {
        wiring.stale = true;
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

/// The compiled graph as it is now: compiles it if it has changed, without waiting for a tick.
pub fn wiring_of(world: &mut World) -> &Wiring {
    world.init_resource::<Wiring>();
    bring_up_to_date(world);
    world.resource::<Wiring>()
}

/// Compiles the graph if it has changed since, or the rows that have.
pub fn bring_up_to_date(world: &mut World) {
    let wiring = world.resource::<Wiring>();
    if !wiring.stale && !wiring.rows.is_empty() && super::rows::patch(world) {
        return;
    }
    if world.resource::<Wiring>().stale {
        // It asks for nothing that could be missing, so it cannot fail.
        let _ = world.run_system_cached(compile_wiring);
    }
}

/// Run condition: the graph, or a part of it, has changed since it was compiled.
#[must_use]
pub fn wiring_has_changed(wiring: Res<Wiring>) -> bool {
    wiring.stale || !wiring.rows.is_empty()
}

/// Compiles the graph. Everything is sorted by what it is, never by entity.
pub fn compile_wiring(
    mut wiring: ResMut<Wiring>,
    creatures: Query<(Entity, &Name, Option<&Body>), With<Creature>>,
    mut neurons: Query<(Entity, &Name, &MemberOf, &NeuronParams, &mut Slot, &NeuronState), With<Neuron>>,
    synapses: Query<(&Synapse, &Presynaptic, &Postsynaptic)>,
    junctions: Query<(&NeuromuscularJunction, &Presynaptic)>,
    gaps: Query<(&GapJunction, &GapA, &GapB)>,
    skin: Query<(&SkinPatch, &Charges)>,
    stretch: Query<(&StretchReceptor, &Charges)>,
    holds: Query<&Hold>,
) {
    let wiring = &mut *wiring;

    let mut order: Vec<_> = creatures.iter().collect();
    order.sort_unstable_by(|a, b| a.1.as_str().cmp(b.1.as_str()));
    wiring.creatures = order.iter().map(|c| c.0).collect();
    let creature_index: HashMap<Entity, u32> =
        wiring.creatures.iter().enumerate().map(|(i, &e)| (e, i as u32)).collect();

    let mut sorted: Vec<(u32, &str, Entity)> = neurons
        .iter()
        .filter_map(|(entity, name, member, ..)| {
            creature_index.get(&member.0).map(|&creature| (creature, name.as_str(), entity))
        })
        .collect();
    sorted.sort_unstable();
    wiring.neurons = sorted.iter().map(|n| n.2).collect();
    wiring.creature_of = sorted.iter().map(|n| n.0).collect();
    for (index, &entity) in wiring.neurons.iter().enumerate() {
        if let Ok((.., mut slot, _)) = neurons.get_mut(entity) {
            slot.0 = index as u32;
        }
    }
    let slot_of = |entity: Entity| neurons.get(entity).ok().map(|n| n.4.0);

    let count = wiring.neurons.len();
    let mut next_base = count as u32;
    wiring.muscle_base.clear();
    let mut joints = Vec::with_capacity(order.len());
    for (.., body) in &order {
        let muscles = body.map_or(0, |body| body.muscles.len());
        wiring.muscle_base.push(next_base);
        joints.push(muscles as u32);
        next_base += 2 * muscles as u32;
    }

    // Links by counting, row by row: there may be millions.
    let mut edges: Vec<(u32, Link)> = Vec::with_capacity(synapses.iter().len());
    for (synapse, from, to) in &synapses {
        if let (Some(from), Some(target)) = (slot_of(from.0), slot_of(to.0)) {
            edges.push((from, Link { target, factor: synapse.weight }));
        }
    }
    for (junction, from) in &junctions {
        let Some(from) = slot_of(from.0) else { continue };
        let creature = wiring.creature_of[from as usize] as usize;
        for link in muscle_links(junction, wiring.muscle_base[creature], joints[creature]) {
            edges.push((from, link));
        }
    }
    wiring.starts.clear();
    wiring.starts.resize(count + 1, 0);
    for (from, _) in &edges {
        wiring.starts[*from as usize + 1] += 1;
    }
    for slot in 0..count {
        wiring.starts[slot + 1] += wiring.starts[slot];
    }
    let mut ends = wiring.starts.clone();
    wiring.links.clear();
    wiring.links.resize(edges.len(), Link { target: 0, factor: 0.0 });
    for (from, link) in edges {
        let end = &mut ends[from as usize];
        wiring.links[*end as usize] = link;
        *end += 1;
    }
    let mut census = tails::Census::default();
    for (slot, &entity) in wiring.neurons.iter().enumerate() {
        let Ok((.., params, _, _)) = neurons.get(entity) else { continue };
        let row = wiring.starts[slot] as usize..wiring.starts[slot + 1] as usize;
        finish_row(&mut wiring.links[row], params);
        census.count(params.residue);
    }
    let residues = census.folded();
    wiring.manner.clear();
    for &entity in &wiring.neurons {
        let residue = neurons.get(entity).map_or(1.0, |n| n.3.residue);
        wiring.manner.push(tails::manner(&residues, residue));
    }

    wiring.gaps = gaps
        .iter()
        // Those of a silenced neuron are shut.
        .filter(|(_, a, b)| {
            let silent = |end| holds.get(end).is_ok_and(|hold| *hold == Hold::Silent);
            !silent(a.0) && !silent(b.0)
        })
        .filter_map(|(gap, a, b)| {
            let (a, b) = (slot_of(a.0)?, slot_of(b.0)?);
            Some(GapLink { a: a.min(b), b: a.max(b), conductance: gap.conductance })
        })
        .collect();
    wiring
        .gaps
        .sort_unstable_by(|x, y| (x.a, x.b).cmp(&(y.a, y.b)).then(x.conductance.total_cmp(&y.conductance)));
    let mut ends: Vec<u32> = wiring.gaps.iter().flat_map(|gap| [gap.a, gap.b]).collect();
    ends.sort_unstable();
    ends.dedup();
    for gap in &mut wiring.gaps {
        for end in [&mut gap.a, &mut gap.b] {
            *end = ends.partition_point(|slot| slot < end) as u32;
        }
    }
    wiring.joined = ends.iter().map(|slot| wiring.neurons[*slot as usize]).collect();
    wiring.membrane = vec![[0.0; 2]; ends.len()];
    wiring.net_last = vec![0.0; ends.len()];
    for slot in ends {
        wiring.manner[slot as usize] |= JOINED;
    }

    let receptor = |neuron: Entity| {
        let slot = slot_of(neuron)?;
        Some((slot, wiring.creatures[wiring.creature_of[slot as usize] as usize]))
    };
    let mut patches: Vec<_> = skin
        .iter()
        .filter_map(|(&sense, charges)| {
            let (slot, creature) = receptor(charges.0)?;
            Some((slot, Receptor { creature, neuron: charges.0, sense }))
        })
        .collect();
    patches.sort_unstable_by(|(s, a), (t, b)| {
        let key = |slot: u32, p: &SkinPatch| (slot, p.segments, p.side as u8);
        key(*s, &a.sense).cmp(&key(*t, &b.sense)).then(a.sense.gain.total_cmp(&b.sense.gain))
    });
    let mut receptors: Vec<_> = stretch
        .iter()
        .filter_map(|(&sense, charges)| {
            let (slot, creature) = receptor(charges.0)?;
            Some((slot, Receptor { creature, neuron: charges.0, sense }))
        })
        .collect();
    receptors.sort_unstable_by(|(s, a), (t, b)| {
        let key = |slot: u32, r: &StretchReceptor| (slot, r.joints, r.side as u8);
        key(*s, &a.sense).cmp(&key(*t, &b.sense)).then(a.sense.gain.total_cmp(&b.sense.gain))
    });
    wiring.skin = patches.into_iter().map(|p| p.1).collect();
    wiring.stretch = receptors.into_iter().map(|r| r.1).collect();

    wiring.inflow = vec![[0.0; 2]; next_base as usize];
    wiring.packets = Vec::with_capacity(count);
    wiring.released = Vec::with_capacity(count);
    wiring.tails = Tails::new(residues, next_base as usize);
    for slot in 0..count {
        let cleft = neurons.get(wiring.neurons[slot]).map_or([0.0; 2], |n| n.5.cleft);
        if cleft != [0.0; 2] {
            wiring.add_tail(slot, cleft, |_| true);
        }
    }
    wiring.graph = None;
    wiring.cuts = Cuts::default();
    wiring.rows.clear();
    wiring.stale = false;
}

/// The links of a neuromuscular junction, one a muscle, with the gain as factor; none beyond the body.
pub(super) fn muscle_links(
    junction: &NeuromuscularJunction,
    base: u32,
    joints: u32,
) -> impl Iterator<Item = Link> {
    let NeuromuscularJunction { joint, side, gain } = *junction;
    [side.left(), side.right()]
        .into_iter()
        .enumerate()
        .filter(move |(_, reached)| *reached && joint < joints)
        .map(move |(side, _)| Link { target: base + joint * 2 + side as u32, factor: gain })
}

/// Puts a row of links with weights as factors in canonical order, and divides the weights as the neuron
/// shares its cleft.
pub(super) fn finish_row(links: &mut [Link], params: &NeuronParams) {
    links.sort_unstable_by(|a, b| a.target.cmp(&b.target).then(a.factor.total_cmp(&b.factor)));
    let divisor = params.sharing.divisor(links.len());
    links.iter_mut().for_each(|link| link.factor /= divisor);
}
