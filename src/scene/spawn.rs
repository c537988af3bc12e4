//! Document to world. The same way in for the window, the headless run and the tests.

use super::document::{
    BodyPlan, Class, Creature as CreatureDoc, Gap, Muscle, Neuron as NeuronDoc, Scene, Skin, Stretch,
    Synapse as SynapseDoc,
};
use super::lists::{Kind, Lists};
use super::resolve::{StartState, resolve, resolve_start};
use super::snapshot;
use crate::body;
use crate::nervous::{
    CanvasPlace, Charges, Creature, GapA, GapB, GapJunction, Hold, ListPlace, MemberOf,
    NeuromuscularJunction, Neuron, NeuronParams, NeuronState, Postsynaptic, Preset, Presynaptic, SkinPatch,
    StretchReceptor, Synapse, Wiring, bring_up_to_date,
};
use crate::record::Tracks;
use crate::senses::SkinForce;
use crate::sim::Clock;
use crate::stimulus::Script;
use bevy::ecs::name::Name;
use bevy::ecs::prelude::*;
use bevy::math::Vec2;
use bevy::platform::collections::HashMap;
use indexmap::IndexMap;
use rand::{RngExt, SeedableRng};
use rand_pcg::Pcg64Mcg;

/// What a scene says of itself, and its classes.
#[derive(Resource, Clone, Debug, Default, PartialEq)]
pub struct SceneInfo {
    /// Title.
    pub name: String,
    /// One line on what there is to see.
    pub about: String,
    /// All chance in a run comes from this number.
    pub seed: u64,
    /// Presets with a colour, by name.
    pub classes: IndexMap<String, Class>,
}

/// Where the file puts a creature.
#[derive(Component, Clone, Copy, Debug, Default, PartialEq)]
pub struct Birthplace {
    /// The tip of the head.
    pub at: Vec2,
    /// Which way the head looks \[degrees\].
    pub heading: f32,
}

/// Removes every creature of the world and puts this scene in their place, at tick 0.
///
/// The scene must have passed [`super::check()`]: what does not fit together is passed over.
pub fn spawn(world: &mut World, scene: &Scene) {
    clear(world);
    world.insert_resource(SceneInfo {
        name: scene.name.clone(),
        about: scene.about.clone(),
        seed: scene.seed,
        classes: scene.classes.clone(),
    });
    world.insert_resource(Clock::default());
    world.insert_resource(Script::new(scene.stimuli.clone()));
    body::set_medium(world, scene.arena.medium);
    body::set_obstacles(world, &scene.arena.obstacles);
    world.insert_resource(Wiring::default());

    for (index, creature) in scene.creatures.iter().enumerate() {
        spawn_creature(world, scene, creature, index as u32);
    }
    if let Some(snapshot) = &scene.snapshot {
        // The check has tried it; a scene that has not been checked begins at birth.
        let _ = snapshot::take_up(world, snapshot);
    }
    // At once, and not with the first tick, so that whoever looks at tick 0 finds the order too.
    bring_up_to_date(world);
    if let Some(mut tracks) = world.get_resource_mut::<Tracks>() {
        tracks.clear();
    }
}

/// Despawns every creature with all that belongs to it.
fn clear(world: &mut World) {
    let creatures: Vec<Entity> = world.query_filtered::<Entity, With<Creature>>().iter(world).collect();
    // Edges first and by themselves: despawning them through the lists of their neurons would
    // search each list anew for every edge.
    let edges: Vec<Entity> = world
        .query_filtered::<Entity, Or<(With<Synapse>, With<GapJunction>, With<NeuromuscularJunction>)>>()
        .iter(world)
        .collect();
    for edge in edges.into_iter().rev() {
        world.despawn(edge);
    }
    for creature in creatures {
        world.despawn(creature);
    }
}

/// A creature with all that belongs to it. `place` is that in the list of creatures; of the scene its
/// classes and its seed matter.
pub(crate) fn spawn_creature(world: &mut World, scene: &Scene, creature: &CreatureDoc, place: u32) {
    let entity = world
        .spawn((
            Creature,
            Name::new(creature.name.clone()),
            ListPlace(place),
            Birthplace { at: creature.at.into(), heading: creature.heading },
        ))
        .id();
    if let Some(plan) = &creature.body {
        let bends = birth_bends(plan, scene.seed, &creature.name);
        body::embody(world, entity, plan, creature.at.into(), creature.heading.to_radians(), &bends);
        world.entity_mut(entity).insert(SkinForce::new(plan.segments as usize));
    }

    // Places are counted here, so that an entry that fits nowhere leaves no hole.
    let mut lists = Lists::default();
    let mut by_name: HashMap<&str, Entity> = HashMap::default();
    for neuron in &creature.neurons {
        let (params, start) = (resolve(scene, neuron), resolve_start(scene, neuron));
        let place = lists.list(Kind::Neuron).len() as u32;
        let id = spawn_neuron(world, entity, neuron, params, state_of(start), place);
        by_name.insert(&neuron.name, id);
        lists.list_mut(Kind::Neuron).push(id);
    }
    let neuron = |name: &str| by_name.get(name).copied();
    let list = lists.list_mut(Kind::Synapse);
    for synapse in &creature.synapses {
        if let (Some(from), Some(to)) = (neuron(&synapse.from), neuron(&synapse.to)) {
            list.push(spawn_synapse(world, from, to, synapse, list.len() as u32));
        }
    }
    let list = lists.list_mut(Kind::Gap);
    for gap in &creature.gaps {
        if let (Some(a), Some(b)) = (neuron(&gap.a), neuron(&gap.b)) {
            list.push(spawn_gap(world, a, b, gap, list.len() as u32));
        }
    }
    let list = lists.list_mut(Kind::Skin);
    for patch in &creature.skin {
        if let Some(charged) = neuron(&patch.neuron) {
            list.push(spawn_skin(world, charged, patch, list.len() as u32));
        }
    }
    let list = lists.list_mut(Kind::Stretch);
    for receptor in &creature.stretch {
        if let Some(charged) = neuron(&receptor.neuron) {
            list.push(spawn_stretch(world, charged, receptor, list.len() as u32));
        }
    }
    let list = lists.list_mut(Kind::Muscle);
    for muscle in &creature.muscles {
        if let Some(motor) = neuron(&muscle.neuron) {
            list.push(spawn_muscle(world, motor, muscle, list.len() as u32));
        }
    }
    world.entity_mut(entity).insert(lists);
}

/// The running state that a start is.
pub(crate) fn state_of(start: StartState) -> NeuronState {
    NeuronState {
        last: start.potential,
        next: start.potential,
        dendrite: start.dendrite,
        cleft: start.cleft,
        pool: start.pool,
        conduction_left: start.conduction_left,
        refractory_left: start.refractory_left,
        ..NeuronState::default()
    }
}

/// A neuron as an entity. `place` is that in its list, here and below.
pub(crate) fn spawn_neuron(
    world: &mut World,
    creature: Entity,
    neuron: &NeuronDoc,
    params: NeuronParams,
    state: NeuronState,
    place: u32,
) -> Entity {
    let preset =
        Preset { class: neuron.class.clone(), params: neuron.params.clone(), start: neuron.start.clone() };
    let name = Name::new(neuron.name.clone());
    let canvas = CanvasPlace(neuron.at.into());
    let mut entity =
        world.spawn((Neuron, name, MemberOf(creature), params, state, preset, canvas, ListPlace(place)));
    if neuron.hold != Hold::Free {
        entity.insert(neuron.hold);
    }
    entity.id()
}

/// A chemical synapse as an entity.
pub(crate) fn spawn_synapse(
    world: &mut World,
    from: Entity,
    to: Entity,
    doc: &SynapseDoc,
    place: u32,
) -> Entity {
    let data = Synapse { weight: doc.weight };
    world.spawn((data, Presynaptic(from), Postsynaptic(to), ListPlace(place))).id()
}

/// A gap junction as an entity.
pub(crate) fn spawn_gap(world: &mut World, a: Entity, b: Entity, doc: &Gap, place: u32) -> Entity {
    let data = GapJunction { conductance: doc.conductance };
    world.spawn((data, GapA(a), GapB(b), ListPlace(place))).id()
}

/// A patch of skin as an entity.
pub(crate) fn spawn_skin(world: &mut World, neuron: Entity, doc: &Skin, place: u32) -> Entity {
    let data = SkinPatch { segments: doc.segments, side: doc.side, gain: doc.gain };
    world.spawn((data, Charges(neuron), ListPlace(place))).id()
}

/// A stretch receptor as an entity.
pub(crate) fn spawn_stretch(world: &mut World, neuron: Entity, doc: &Stretch, place: u32) -> Entity {
    let data = StretchReceptor { joints: doc.joints, side: doc.side, gain: doc.gain };
    world.spawn((data, Charges(neuron), ListPlace(place))).id()
}

/// A neuromuscular junction as an entity.
pub(crate) fn spawn_muscle(world: &mut World, neuron: Entity, doc: &Muscle, place: u32) -> Entity {
    let data = NeuromuscularJunction { joint: doc.joint, side: doc.side, gain: doc.gain };
    world.spawn((data, Presynaptic(neuron), ListPlace(place))).id()
}

/// The chance posture at birth, from the seed and the creature's name: so it hangs neither on
/// the order of creatures nor on who else is there.
fn birth_bends(plan: &BodyPlan, seed: u64, name: &str) -> Vec<f32> {
    let joints = plan.segments.saturating_sub(1) as usize;
    if plan.jitter == 0.0 {
        return vec![0.0; joints];
    }
    let mut key = crate::record::StateHasher::default();
    key.write(name.as_bytes());
    let mut chance = Pcg64Mcg::seed_from_u64(seed ^ key.finish());
    (0..joints).map(|_| chance.random_range(-plan.jitter..=plan.jitter)).collect()
}
