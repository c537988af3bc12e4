//! Edits of whole creatures and of what lies around them.

use super::patch::creature;
use super::{EditError, NeuronKey};
use crate::arena::{Arena, Obstacle};
use crate::body::{self, Body, Departed, Posture};
use crate::entry::ListPlace;
use crate::nervous::plasticity::AxonSpeed;
use crate::nervous::{Creature, MemberOf, Neuron, NeuronEntry, NeuronState, Wiring};
use crate::scene::check::check;
use crate::scene::document::{self as doc, Kind};
use crate::scene::names_of;
use crate::scene::{Birthplace, Lists, SceneInfo, capture_creature, spawn};
use crate::senses::SkinForce;
use crate::stimulus::{Script, Stimulus};
use bevy::ecs::name::Name;
use bevy::ecs::prelude::*;
use bevy::math::Vec2;

/// Where a creature begins, and where its body lies now.
#[derive(Clone, Debug, PartialEq)]
pub struct Whereabouts {
    /// Where the file puts the tip of its head.
    pub at: Vec2,
    /// Which way the head looks at birth \[degrees\].
    pub heading: f32,
    /// How the body is to lie now; `None` leaves it where it is.
    pub body: Option<Posture>,
}

pub(super) fn first_fault(scene: &doc::Scene) -> Result<(), EditError> {
    match check(scene).into_iter().next() {
        Some(fault) => Err(EditError::Refused(fault.message)),
        None => Ok(()),
    }
}

fn names(world: &mut World) -> Vec<String> {
    let mut creatures = world.query_filtered::<&Name, With<Creature>>();
    creatures.iter(world).map(|name| name.as_str().to_owned()).collect()
}

/// Moves the places of creatures from `from` on by one.
fn shift(world: &mut World, from: u32, by: i64) {
    let mut places = world.query_filtered::<&mut ListPlace, With<Creature>>();
    for mut place in places.iter_mut(world).filter(|place| place.0 >= from) {
        place.0 = u32::try_from(i64::from(place.0) + by).unwrap_or(0);
    }
}

/// Puts a creature in at a place of the list.
pub(super) fn add(world: &mut World, place: u32, creature: &doc::Creature) -> Result<(), EditError> {
    put_in(world, place, creature).map(|_| ())
}

fn put_in(world: &mut World, place: u32, creature: &doc::Creature) -> Result<Entity, EditError> {
    let all = names(world);
    if all.contains(&creature.name) {
        return Err(EditError::Refused(format!("there is a creature \"{}\" already", creature.name)));
    }
    let seed = seed(world);
    let scene = doc::Scene { creatures: vec![creature.clone()], ..names_of(world) };
    first_fault(&scene)?;
    let place = place.min(all.len() as u32);
    shift(world, place, 1);
    Ok(spawn::spawn_creature(world, seed, &scene.classes, creature, place))
}

/// A creature that was taken out, as it was then: its neurons and its body go on from there when it comes back.
#[derive(Clone, Debug, PartialEq)]
pub struct Removed {
    /// What the document said of it.
    pub creature: doc::Creature,
    /// The state of its neurons, in the order of their list.
    neurons: Vec<NeuronState>,
    body: Option<Departed>,
}

impl Removed {
    /// About the memory that it takes \[bytes\].
    pub(super) fn size(&self) -> usize {
        let body = self.body.as_ref().map_or(0, Departed::size);
        size(&self.creature) + self.neurons.len() * size_of::<NeuronState>() + body
    }
}

/// About the memory that a creature's entries take \[bytes\].
pub(super) fn size(creature: &doc::Creature) -> usize {
    let mut size = creature.neurons.len() * size_of::<NeuronEntry>();
    creature.lists(&mut |_, items| size += items.len() * size_of::<doc::Entry>());
    size
}

/// Puts a creature that was taken out back in, as it was.
pub(super) fn bring_back(world: &mut World, place: u32, removed: &Removed) -> Result<(), EditError> {
    let entity = put_in(world, place, &removed.creature)?;
    let neurons = world.get::<Lists>(entity).map_or_else(Vec::new, |lists| lists.list(Kind::NEURON).to_vec());
    for (neuron, state) in neurons.into_iter().zip(&removed.neurons) {
        if let Some(mut own) = world.get_mut::<NeuronState>(neuron) {
            *own = *state;
        }
    }
    if removed.body.as_ref().is_some_and(|body| body.give(world, entity)) {
        // What its skin feels is what touched it then.
        let forces: Vec<[f32; 2]> =
            world.get::<Body>(entity).into_iter().flat_map(|b| &b.segments).map(|s| s.force).collect();
        if let Some(mut skin) = world.get_mut::<SkinForce>(entity) {
            skin.felt = forces;
        }
    }
    Ok(())
}

/// Takes a creature out; returns it with its place in the list.
pub(super) fn remove(world: &mut World, name: &str) -> Result<(u32, Removed), EditError> {
    let entity = creature(world, name)?;
    if stimuli(world).iter().any(|s| s.creature() == name) {
        let text = format!("the script still has stimuli for \"{name}\"");
        return Err(EditError::Refused(text));
    }
    let place = world.get::<ListPlace>(entity).copied().unwrap_or_default().0;
    let state = |neuron: &Entity| world.get::<NeuronState>(*neuron).copied().unwrap_or_default();
    let neurons = world
        .get::<Lists>(entity)
        .map_or_else(Vec::new, |lists| lists.list(Kind::NEURON).iter().map(state).collect());
    let creature = capture_creature(world, entity);
    let removed = Removed { creature, neurons, body: Departed::of(world, entity) };
    spawn::despawn_creature(world, entity);
    shift(world, place, -1);
    Ok((place, removed))
}

/// Gives a creature another name; the script follows.
pub(super) fn rename(world: &mut World, old: &str, new: &str) -> Result<(), EditError> {
    let entity = creature(world, old)?;
    if old == new {
        return Ok(());
    }
    if names(world).iter().any(|name| name == new) {
        return Err(EditError::Refused(format!("there is a creature \"{new}\" already")));
    }
    let named = doc::Creature { name: new.to_owned(), ..doc::Creature::default() };
    first_fault(&doc::Scene { creatures: vec![named], ..doc::Scene::default() })?;
    world.entity_mut(entity).insert(Name::new(new.to_owned()));
    rewrite(world, |stimulus| stimulus.rename_creature(old, new));
    invalidate(world);
    Ok(())
}

/// Gives a neuron another name; the script follows, and synapses join entities anyway.
pub(super) fn rename_neuron(world: &mut World, key: &NeuronKey, new: &str) -> Result<(), EditError> {
    let entity = key.found(world)?;
    if key.neuron == new {
        return Ok(());
    }
    let taken = NeuronKey { creature: key.creature.clone(), neuron: new.to_owned() };
    if taken.find(world).is_some() {
        let text = format!("there is a neuron \"{new}\" in \"{}\" already", key.creature);
        return Err(EditError::Refused(text));
    }
    let neurons = vec![NeuronEntry { name: new.to_owned(), ..NeuronEntry::default() }];
    let creature = doc::Creature { name: key.creature.clone(), neurons, ..doc::Creature::default() };
    first_fault(&doc::Scene { creatures: vec![creature], ..doc::Scene::default() })?;
    world.entity_mut(entity).insert(Name::new(new.to_owned()));
    rewrite(world, |stimulus| stimulus.rename_neuron(&key.creature, &key.neuron, new));
    invalidate(world);
    Ok(())
}

/// The order of the wiring hangs on names.
pub(super) fn invalidate(world: &mut World) {
    if let Some(mut wiring) = world.get_resource_mut::<Wiring>() {
        wiring.invalidate();
    }
}

/// Sets how fast releases travel over a creature's network \[units of length/s\]; `None`: at once. Returns what it was.
pub(super) fn set_axon_speed(
    world: &mut World,
    name: &str,
    speed: Option<f32>,
) -> Result<Option<f32>, EditError> {
    let entity = creature(world, name)?;
    let whole = capture_creature(world, entity);
    let before = whole.axon_speed;
    let (neurons, synapses) = (whole.neurons, whole.synapses);
    let asked =
        doc::Creature { name: whole.name, axon_speed: speed, neurons, synapses, ..Default::default() };
    first_fault(&doc::Scene { creatures: vec![asked], ..names_of(world) })?;
    match speed {
        Some(speed) => world.entity_mut(entity).insert(AxonSpeed(speed)),
        None => world.entity_mut(entity).remove::<AxonSpeed>(),
    };
    Ok(before)
}

/// Puts a creature somewhere else; returns where it was.
pub(super) fn place(world: &mut World, name: &str, to: Whereabouts) -> Result<Whereabouts, EditError> {
    let entity = creature(world, name)?;
    let placed = doc::Creature {
        name: name.to_owned(),
        at: to.at.into(),
        heading: to.heading,
        ..doc::Creature::default()
    };
    first_fault(&doc::Scene { creatures: vec![placed], ..doc::Scene::default() })?;
    if to.body.as_ref().is_some_and(|Posture { head, heading, bends }| {
        !head.is_finite() || !heading.is_finite() || bends.iter().any(|bend| !bend.is_finite())
    }) {
        return Err(EditError::Refused("a place must be finite".into()));
    }
    let birth = world.get::<Birthplace>(entity).copied().unwrap_or_default();
    let mut before = Whereabouts { at: birth.at, heading: birth.heading, body: None };
    world.entity_mut(entity).insert(Birthplace { at: to.at, heading: to.heading });
    if let Some(Posture { head, heading, bends }) = to.body
        && let Some(body) = world.get::<Body>(entity)
    {
        before.body = Some(body.posture());
        body::place(world, entity, head, heading, &bends);
    }
    Ok(before)
}

/// The script as the document has it.
#[must_use]
pub fn stimuli(world: &World) -> Vec<Stimulus> {
    world.get_resource::<Script>().map_or_else(Vec::new, |script| script.stimuli().to_vec())
}

pub(super) fn rewrite(world: &mut World, mut change: impl FnMut(&mut Stimulus)) {
    let mut all = stimuli(world);
    if all.is_empty() {
        return;
    }
    all.iter_mut().for_each(&mut change);
    world.insert_resource(Script::new(all, seed(world)));
}

fn seed(world: &World) -> u64 {
    world.get_resource::<SceneInfo>().map_or(0, |info| info.seed)
}

/// Whether another seed makes what goes on from here another run.
pub(super) fn hangs_on_seed(world: &World) -> bool {
    world.get_resource::<Script>().is_some_and(Script::draws)
}

/// Gives the script the seed that the scene has got.
pub(super) fn reseed(world: &mut World) {
    if hangs_on_seed(world) {
        rewrite(world, |_| {});
    }
}

/// Sets the script; returns what it was.
pub(super) fn set_stimuli(world: &mut World, stimuli_now: Vec<Stimulus>) -> Result<Vec<Stimulus>, EditError> {
    // Creatures as the check needs them: their names, their bodies, the names of their neurons.
    let mut owners: Vec<(Entity, doc::Creature)> = world
        .query_filtered::<(Entity, &Name, Option<&Body>), With<Creature>>()
        .iter(world)
        .map(|(entity, name, body)| {
            let plan = body.map(|body| body.plan);
            (entity, doc::Creature { name: name.as_str().to_owned(), body: plan, ..doc::Creature::default() })
        })
        .collect();
    for (name, member) in world.query_filtered::<(&Name, &MemberOf), With<Neuron>>().iter(world) {
        if let Some((_, owner)) = owners.iter_mut().find(|(entity, _)| *entity == member.0) {
            owner.neurons.push(NeuronEntry { name: name.as_str().to_owned(), ..NeuronEntry::default() });
        }
    }
    let creatures = owners.into_iter().map(|(_, owner)| owner).collect();
    let scene = doc::Scene { creatures, stimuli: stimuli_now, ..names_of(world) };
    first_fault(&scene)?;
    let before = stimuli(world);
    let script = Script::new(scene.stimuli, seed(world));
    world.insert_resource(script);
    Ok(before)
}

/// Sets what lies in the arena; returns what it was.
pub(super) fn set_obstacles(world: &mut World, obstacles: Vec<Obstacle>) -> Result<Vec<Obstacle>, EditError> {
    let arena = Arena { obstacles, ..Arena::default() };
    let scene = doc::Scene { arena, ..doc::Scene::default() };
    first_fault(&scene)?;
    if body::medium(world).is_none() {
        return Err(EditError::Missing("scene".into()));
    }
    let before = body::obstacles(world).to_vec();
    body::set_obstacles(world, &scene.arena.obstacles);
    Ok(before)
}
