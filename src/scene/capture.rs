//! World to document.

use super::document::{
    Arena, Creature as CreatureDoc, FORMAT, Gap, Muscle, Neuron as NeuronDoc, Scene, Skin, Start, Stretch,
    Synapse as SynapseDoc,
};
use super::resolve::StartState;
use super::snapshot;
use super::spawn::{Birthplace, SceneInfo};
use crate::body::{self, Body};
use crate::nervous::{
    CanvasPlace, Charges, Creature, GapA, GapB, GapJunction, Hold, ListPlace, MemberOf,
    NeuromuscularJunction, Neuron, NeuronParams, NeuronState, Postsynaptic, Preset, Presynaptic, SkinPatch,
    StretchReceptor, Synapse,
};
use crate::stimulus::Script;
use bevy::ecs::name::Name;
use bevy::ecs::prelude::*;

/// Which moment of a run becomes the document's beginning.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Moment {
    /// The birth, as the file has it.
    Birth,
    /// Now, to the bit: with the state of every neuron and a snapshot of the bodies.
    Now,
}

/// Reads the running world back into a document, each list in the order of its file.
#[must_use]
pub fn capture(world: &mut World, moment: Moment) -> Scene {
    let info = world.get_resource::<SceneInfo>().cloned().unwrap_or_default();
    let arena =
        Arena { medium: body::medium(world).unwrap_or_default(), obstacles: body::obstacles(world).to_vec() };
    let stimuli = world.get_resource::<Script>().map_or_else(Vec::new, |s| s.stimuli().to_vec());

    let mut found: Vec<(ListPlace, Entity, CreatureDoc)> = world
        .query_filtered::<(Entity, &Name, &Birthplace, &ListPlace, Option<&Body>), With<Creature>>()
        .iter(world)
        .map(|(entity, name, birth, place, body)| {
            let creature = CreatureDoc {
                name: name.as_str().to_owned(),
                at: birth.at.into(),
                heading: birth.heading,
                body: body.map(|b| b.plan),
                neurons: Vec::new(),
                synapses: Vec::new(),
                gaps: Vec::new(),
                skin: Vec::new(),
                stretch: Vec::new(),
                muscles: Vec::new(),
            };
            (*place, entity, creature)
        })
        .collect();
    found.sort_by_key(|(place, ..)| *place);
    let (owners, mut creatures): (Vec<Entity>, Vec<CreatureDoc>) =
        found.into_iter().map(|(_, entity, creature)| (entity, creature)).unzip();

    let index: bevy::platform::collections::HashMap<Entity, usize> =
        owners.iter().enumerate().map(|(i, e)| (*e, i)).collect();
    let mut reader = Reader { world: &mut *world, index };
    reader.neurons(&mut creatures, moment);
    reader.edges(&mut creatures);

    Scene {
        format: FORMAT,
        name: info.name,
        about: info.about,
        seed: info.seed,
        classes: info.classes,
        arena,
        creatures,
        stimuli,
        snapshot: (moment == Moment::Now).then(|| snapshot::take(world)),
    }
}

/// The start that a state is, for a file: what differs from the start without a word of its own.
fn start_of(state: &NeuronState, base: StartState) -> Start {
    let pair = |now: [f32; 2], base: [f32; 2]| {
        (now.map(f32::to_bits) != base.map(f32::to_bits)).then_some((now[0], now[1]))
    };
    let count = |now: u32, base: u32| (now != base).then_some(now);
    Start {
        conduction_left: count(state.conduction_left, base.conduction_left),
        refractory_left: count(state.refractory_left, base.refractory_left),
        dendrite: pair(state.dendrite, base.dendrite),
        cleft: pair(state.cleft, base.cleft),
        pool: pair(state.pool, base.pool),
        potential: pair(state.last, base.potential),
    }
}

/// The start of a neuron that says nothing of it itself.
fn base_start(preset: &Preset, params: &NeuronParams, info: Option<&SceneInfo>) -> StartState {
    let base = StartState { conduction_left: params.conduction, ..StartState::default() };
    let class = info.and_then(|info| info.classes.get(&preset.class));
    class.map_or(base, |class| class.start.over(base))
}

struct Reader<'w> {
    world: &'w mut World,
    index: bevy::platform::collections::HashMap<Entity, usize>,
}

/// Distributes found items to their creatures, each list in the order of its places.
fn distribute<T>(
    mut found: Vec<(usize, ListPlace, T)>,
    creatures: &mut [CreatureDoc],
    list: impl Fn(&mut CreatureDoc) -> &mut Vec<T>,
) {
    found.sort_by_key(|(creature, place, _)| (*creature, *place));
    for (creature, _, item) in found {
        list(&mut creatures[creature]).push(item);
    }
}

impl Reader<'_> {
    fn neurons(&mut self, creatures: &mut [CreatureDoc], moment: Moment) {
        let info = self.world.get_resource::<SceneInfo>().cloned();
        let mut query = self.world.query_filtered::<(
            &Name,
            &MemberOf,
            &Preset,
            &NeuronParams,
            &CanvasPlace,
            &NeuronState,
            &ListPlace,
            Option<&Hold>,
        ), With<Neuron>>();
        let found = query
            .iter(self.world)
            .filter_map(|(name, member, preset, params, at, state, place, hold)| {
                let start = match moment {
                    Moment::Birth => preset.start.clone(),
                    Moment::Now => start_of(state, base_start(preset, params, info.as_ref())),
                };
                let neuron = NeuronDoc {
                    name: name.as_str().to_owned(),
                    class: preset.class.clone(),
                    at: at.0.into(),
                    params: preset.params.clone(),
                    start,
                    hold: hold.copied().unwrap_or_default(),
                };
                Some((*self.index.get(&member.0)?, *place, neuron))
            })
            .collect();
        distribute(found, creatures, |c| &mut c.neurons);
    }

    fn edges(&mut self, creatures: &mut [CreatureDoc]) {
        let neurons = self.world.query_filtered::<(&Name, &MemberOf), With<Neuron>>();
        let synapses = self.world.query::<(&Synapse, &Presynaptic, &Postsynaptic, &ListPlace)>();
        let gaps = self.world.query::<(&GapJunction, &GapA, &GapB, &ListPlace)>();
        let skin = self.world.query::<(&SkinPatch, &Charges, &ListPlace)>();
        let stretch = self.world.query::<(&StretchReceptor, &Charges, &ListPlace)>();
        let muscles = self.world.query::<(&NeuromuscularJunction, &Presynaptic, &ListPlace)>();
        let world: &World = self.world;
        let neuron = |entity: Entity| {
            let (name, member) = neurons.get_manual(world, entity).ok()?;
            Some((*self.index.get(&member.0)?, name.as_str().to_owned()))
        };

        let found = synapses.iter_manual(world).filter_map(|(synapse, from, to, place)| {
            let (creature, from) = neuron(from.0)?;
            let (_, to) = neuron(to.0)?;
            Some((creature, *place, SynapseDoc { from, to, weight: synapse.weight }))
        });
        distribute(found.collect(), creatures, |c| &mut c.synapses);

        let found = gaps.iter_manual(world).filter_map(|(gap, a, b, place)| {
            let (creature, a) = neuron(a.0)?;
            let (_, b) = neuron(b.0)?;
            Some((creature, *place, Gap { a, b, conductance: gap.conductance }))
        });
        distribute(found.collect(), creatures, |c| &mut c.gaps);

        let found = skin.iter_manual(world).filter_map(|(patch, charges, place)| {
            let (creature, neuron) = neuron(charges.0)?;
            let SkinPatch { segments, side, gain } = *patch;
            Some((creature, *place, Skin { neuron, segments, side, gain }))
        });
        distribute(found.collect(), creatures, |c| &mut c.skin);

        let found = stretch.iter_manual(world).filter_map(|(receptor, charges, place)| {
            let (creature, neuron) = neuron(charges.0)?;
            let StretchReceptor { joints, side, gain } = *receptor;
            Some((creature, *place, Stretch { neuron, joints, side, gain }))
        });
        distribute(found.collect(), creatures, |c| &mut c.stretch);

        let found = muscles.iter_manual(world).filter_map(|(junction, from, place)| {
            let (creature, neuron) = neuron(from.0)?;
            let NeuromuscularJunction { joint, side, gain } = *junction;
            Some((creature, *place, Muscle { neuron, joint, side, gain }))
        });
        distribute(found.collect(), creatures, |c| &mut c.muscles);
    }
}
