//! World to document.

use super::document::{Creature as CreatureDoc, Entry, FORMAT, Kind, Scene};
use super::lists::Lists;
use super::snapshot;
use super::spawn::{Beginning, Birthplace, SceneInfo};
use crate::arena::Arena;
use crate::body::{self, Body};
use crate::entry::ListPlace;
use crate::nervous::plasticity::{AstrocyteState, AxonSpeed, FacultyState, Learned, Learning};
use crate::nervous::{
    AstrocyteEntry, Classes, Creature, Faculties, NeuronEntry, NeuronParams, Start, StartState, wiring_of,
};
use crate::sim::Clock;
use crate::stimulus::Script;
use bevy::ecs::name::Name;
use bevy::ecs::prelude::*;
use bevy::platform::collections::HashMap;

/// Which moment of a run becomes the document's beginning.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Moment {
    /// The birth, as the file has it; of a scene that began at a moment of a run, that moment, as long as the bodies
    /// are the same.
    Birth,
    /// Now, to the bit: with the state of every neuron and a snapshot of the bodies.
    Now,
}

/// Reads the running world back into a document, each list in the order of its file.
#[must_use]
pub fn capture(world: &mut World, moment: Moment) -> Scene {
    let mut found: Vec<(ListPlace, Entity)> = world
        .query_filtered::<(&ListPlace, Entity), With<Creature>>()
        .iter(world)
        .map(|(p, e)| (*p, e))
        .collect();
    found.sort_unstable_by_key(|(place, _)| *place);
    let classes = world.get_resource::<Classes>().cloned().unwrap_or_default();
    let now = (moment == Moment::Now).then(|| Now::of(world));
    let creatures =
        found.into_iter().map(|(_, creature)| read(world, creature, &classes, now.as_ref())).collect();
    let info = world.get_resource::<SceneInfo>().cloned().unwrap_or_default();
    let arena =
        Arena { medium: body::medium(world).unwrap_or_default(), obstacles: body::obstacles(world).to_vec() };
    let stimuli = world.get_resource::<Script>().map_or_else(Vec::new, |s| s.stimuli().to_vec());
    let mut scene = Scene {
        format: FORMAT,
        name: info.name,
        about: info.about,
        seed: info.seed,
        arena,
        creatures,
        stimuli,
        snapshot: None,
        ..names_of(world)
    };
    scene.snapshot = match moment {
        Moment::Now => Some(snapshot::take(world)),
        Moment::Birth => {
            let beginning = world.get_resource::<Beginning>().and_then(|beginning| beginning.0.clone());
            beginning.filter(|beginning| snapshot::fits(&scene, beginning).is_ok())
        }
    };
    scene
}

/// A scene with nothing but what a world has by names and creatures refer to: classes, rules, modulators.
#[must_use]
pub fn names_of(world: &World) -> Scene {
    Scene {
        classes: world.get_resource().cloned().unwrap_or_default(),
        plasticity: world.get_resource().cloned().unwrap_or_default(),
        modulators: world.get_resource().cloned().unwrap_or_default(),
        learning: world.get_resource().copied().unwrap_or_default(),
        ..Scene::default()
    }
}

/// One creature as the document has it, as at its birth.
#[must_use]
pub fn capture_creature(world: &World, creature: Entity) -> CreatureDoc {
    read(world, creature, &Classes::default(), None)
}

/// What a moment of a run has that entries do not say by themselves.
struct Now {
    tick: u32,
    frozen: bool,
    learned: HashMap<Entity, Learned>,
    astrocytes: HashMap<Entity, AstrocyteState>,
}

impl Now {
    fn of(world: &mut World) -> Self {
        let tick = world.get_resource::<Clock>().map_or(0, |clock| clock.tick);
        let wiring = wiring_of(world);
        let learned = wiring.learned(tick).collect();
        let astrocytes = wiring.astrocytes(tick).map(|(_, entity, _, state)| (entity, state)).collect();
        let frozen = world.get_resource::<Learning>() == Some(&Learning::Frozen);
        Self { tick: tick as u32, frozen, learned, astrocytes }
    }
}

/// A creature as the document has it: at its birth, or now.
fn read(world: &World, creature: Entity, classes: &Classes, now: Option<&Now>) -> CreatureDoc {
    let birth = world.get::<Birthplace>(creature).copied().unwrap_or_default();
    let mut document = CreatureDoc {
        name: world.get::<Name>(creature).map_or_else(String::new, |name| name.as_str().to_owned()),
        at: birth.at.into(),
        heading: birth.heading,
        axon_speed: world.get::<AxonSpeed>(creature).map(|speed| speed.0),
        body: world.get::<Body>(creature).map(|body| body.plan),
        ..CreatureDoc::default()
    };
    let Some(lists) = world.get::<Lists>(creature) else { return document };
    for kind in Kind::all() {
        for entity in lists.list(kind) {
            match (Entry::read(world, kind, *entity), now) {
                (Some(Entry::Neuron(neuron, state)), Some(now)) => {
                    let params = world.get::<NeuronParams>(*entity).copied().unwrap_or_default();
                    let base = classes.birth(&neuron.class, &params);
                    let mut start = StartState::of(&state.unwrap_or_default()).differing(&base);
                    if let (Some(own), Some(faculties)) =
                        (world.get::<FacultyState>(*entity), world.get::<Faculties>(*entity))
                    {
                        let base = classes.birth_of_faculties(&neuron.class, &Start::default());
                        start = own.start(faculties, now.tick, now.frozen).differing(&base, start);
                    }
                    document.neurons.push(NeuronEntry { start, ..*neuron });
                }
                (Some(Entry::Synapse(synapse)), Some(now)) => {
                    let learned = now.learned.get(entity);
                    document
                        .synapses
                        .push(learned.map_or(synapse.clone(), |learned| learned.written(synapse)));
                }
                (Some(Entry::Astrocyte(astrocyte)), Some(now)) => {
                    let start = now.astrocytes.get(entity).map_or(astrocyte.start, AstrocyteState::start);
                    document.astrocytes.push(AstrocyteEntry { start, ..astrocyte });
                }
                (Some(entry), _) => document.push(entry),
                (None, _) => {}
            }
        }
    }
    document
}
