//! The graph compiled to dense arrays for the step.
//!
//! Order is canonical: neurons by the names of creature and neuron, edges by the neurons they
//! join. So neither the order of entities nor the order of a file's entries changes one bit of
//! a run, because the sums of arrivals are always taken in the same order.

use super::{
    Charges, Creature, GapA, GapB, GapJunction, Hold, MemberOf, NeuromuscularJunction, Neuron, NeuronParams,
    Postsynaptic, Presynaptic, SkinPatch, StretchReceptor, Synapse,
};
use crate::body::Body;
use bevy::ecs::lifecycle::HookContext;
use bevy::ecs::name::Name;
use bevy::ecs::prelude::*;
use bevy::ecs::world::DeferredWorld;
use bevy::platform::collections::HashMap;

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

/// A gap junction between two slots.
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
    /// Index into `inflow` of the first muscle of each creature.
    muscle_base: Vec<u32>,
    /// What arrives in this tick: neurons, then muscles (joint by joint, left, right).
    pub(super) inflow: Vec<[f32; 2]>,
    /// Slots whose cleft is not empty in this tick, with its content.
    pub(super) cleft: Vec<[f32; 2]>,
    /// Potentials for the gap junctions; empty without any.
    pub(super) membrane: Vec<[f32; 2]>,
    pub(super) net_last: Vec<f32>,
    /// Slots that released in the last tick, ascending.
    pub released: Vec<u32>,
}

impl Wiring {
    /// Marks the graph as changed: the next tick compiles it anew.
    pub fn invalidate(&mut self) {
        self.stale = true;
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

/// The compiled graph as it is now: compiles it if it has changed, without waiting for a tick.
pub fn wiring_of(world: &mut World) -> &Wiring {
    if world.get_resource::<Wiring>().is_none_or(|wiring| wiring.stale) {
        world.init_resource::<Wiring>();
        // It asks for nothing that could be missing, so it cannot fail.
        let _ = world.run_system_cached(compile_wiring);
    }
    world.resource::<Wiring>()
}

/// Run condition: the graph has changed since it was compiled.
#[must_use]
pub fn wiring_is_stale(wiring: Res<Wiring>) -> bool {
    wiring.stale
}

/// An outgoing edge before it is sorted into the arrays.
struct Edge {
    from: u32,
    target: u32,
    weight: f32,
}

/// Compiles the graph. Everything is sorted by what it is, never by entity.
pub fn compile_wiring(
    mut wiring: ResMut<Wiring>,
    creatures: Query<(Entity, &Name, Option<&Body>), With<Creature>>,
    mut neurons: Query<(Entity, &Name, &MemberOf, &NeuronParams, &mut Slot), With<Neuron>>,
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
        if let Ok((.., mut slot)) = neurons.get_mut(entity) {
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

    let mut edges: Vec<Edge> = Vec::with_capacity(synapses.iter().len());
    for (synapse, from, to) in &synapses {
        if let (Some(from), Some(target)) = (slot_of(from.0), slot_of(to.0)) {
            edges.push(Edge { from, target, weight: synapse.weight });
        }
    }
    for (junction, from) in &junctions {
        let Some(from) = slot_of(from.0) else { continue };
        let creature = wiring.creature_of[from as usize] as usize;
        if junction.joint >= joints[creature] {
            continue;
        }
        let base = wiring.muscle_base[creature] + junction.joint * 2;
        for (side, reached) in [junction.side.left(), junction.side.right()].into_iter().enumerate() {
            if reached {
                edges.push(Edge { from, target: base + side as u32, weight: junction.gain });
            }
        }
    }
    edges.sort_unstable_by(|a, b| {
        (a.from, a.target).cmp(&(b.from, b.target)).then(a.weight.total_cmp(&b.weight))
    });

    wiring.starts.clear();
    wiring.links.clear();
    let mut rest = edges.as_slice();
    for (slot, &entity) in wiring.neurons.iter().enumerate() {
        wiring.starts.push(wiring.links.len() as u32);
        let own = rest.iter().take_while(|e| e.from == slot as u32).count();
        let (mine, others) = rest.split_at(own);
        rest = others;
        let sharing = neurons.get(entity).map(|n| n.3.sharing).unwrap_or_default();
        let divisor = sharing.divisor(own);
        wiring.links.extend(mine.iter().map(|e| Link { target: e.target, factor: e.weight / divisor }));
    }
    wiring.starts.push(wiring.links.len() as u32);

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
    wiring.cleft = vec![[0.0; 2]; count];
    let with_gaps = if wiring.gaps.is_empty() { 0 } else { count };
    wiring.membrane = vec![[0.0; 2]; with_gaps];
    wiring.net_last = vec![0.0; with_gaps];
    wiring.released = Vec::with_capacity(count);
    wiring.stale = false;
}
