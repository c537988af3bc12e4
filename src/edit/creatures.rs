//! Edits of whole creatures and of what lies around them.

use super::patch::creature;
use super::{EditError, NeuronKey};
use crate::body::{self, Body, Posture};
use crate::nervous::{
    Creature, GapA, GapJunction, ListPlace, MemberOf, NeuromuscularJunction, Neuron, Presynaptic, Synapse,
    Wiring,
};
use crate::scene::check::check;
use crate::scene::document as doc;
use crate::scene::{Birthplace, Moment, SceneInfo, capture, spawn};
use crate::stimulus::Script;
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

fn info(world: &World) -> SceneInfo {
    world.get_resource::<SceneInfo>().cloned().unwrap_or_default()
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
    let all = names(world);
    if all.contains(&creature.name) {
        return Err(EditError::Refused(format!("there is a creature \"{}\" already", creature.name)));
    }
    let info = info(world);
    let mut scene = doc::Scene {
        seed: info.seed,
        classes: info.classes,
        creatures: vec![creature.clone()],
        ..doc::Scene::default()
    };
    first_fault(&scene)?;
    scene.creatures.clear();
    let place = place.min(all.len() as u32);
    shift(world, place, 1);
    spawn::spawn_creature(world, &scene, creature, place);
    Ok(())
}

/// Takes a creature out; returns it with its place in the list.
pub(super) fn remove(world: &mut World, name: &str) -> Result<(u32, doc::Creature), EditError> {
    let entity = creature(world, name)?;
    if stimuli(world).iter().any(|s| target(s) == name) {
        let text = format!("the script still has stimuli for \"{name}\"");
        return Err(EditError::Refused(text));
    }
    let place = world.get::<ListPlace>(entity).copied().unwrap_or_default().0;
    let scene = capture(world, Moment::Birth);
    let found = scene.creatures.into_iter().find(|c| c.name == name);
    let Some(found) = found else { return Err(EditError::Missing(format!("creature \"{name}\""))) };
    // Edges by themselves: through the lists of their neurons each would be searched for anew.
    let member = |world: &World, neuron: Entity| world.get::<MemberOf>(neuron).is_some_and(|m| m.0 == entity);
    let mut links =
        world.query_filtered::<(Entity, &Presynaptic), Or<(With<Synapse>, With<NeuromuscularJunction>)>>();
    let mut edges: Vec<Entity> =
        links.iter(world).filter(|(_, from)| member(world, from.0)).map(|(edge, _)| edge).collect();
    let mut gaps = world.query_filtered::<(Entity, &GapA), With<GapJunction>>();
    edges.extend(gaps.iter(world).filter(|(_, a)| member(world, a.0)).map(|(edge, _)| edge));
    for edge in edges.into_iter().rev() {
        world.despawn(edge);
    }
    world.despawn(entity);
    shift(world, place, -1);
    Ok((place, found))
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
    rewrite(world, |stimulus| match stimulus {
        doc::Stimulus::Touch { creature, .. } | doc::Stimulus::Inject { creature, .. } => {
            if creature == old {
                new.clone_into(creature);
            }
        }
    });
    invalidate(world);
    Ok(())
}

/// Gives a neuron another name; the script follows, and synapses join entities anyway.
pub(super) fn rename_neuron(world: &mut World, key: &NeuronKey, new: &str) -> Result<(), EditError> {
    let missing = || EditError::Missing(format!("neuron \"{}\" in \"{}\"", key.neuron, key.creature));
    let entity = key.find(world).ok_or_else(missing)?;
    if key.neuron == new {
        return Ok(());
    }
    let taken = NeuronKey { creature: key.creature.clone(), neuron: new.to_owned() };
    if taken.find(world).is_some() {
        let text = format!("there is a neuron \"{new}\" in \"{}\" already", key.creature);
        return Err(EditError::Refused(text));
    }
    let neurons = vec![doc::Neuron { name: new.to_owned(), ..doc::Neuron::default() }];
    let creature = doc::Creature { name: key.creature.clone(), neurons, ..doc::Creature::default() };
    first_fault(&doc::Scene { creatures: vec![creature], ..doc::Scene::default() })?;
    world.entity_mut(entity).insert(Name::new(new.to_owned()));
    rewrite(world, |stimulus| {
        if let doc::Stimulus::Inject { creature, neuron, .. } = stimulus
            && *creature == key.creature
            && *neuron == key.neuron
        {
            new.clone_into(neuron);
        }
    });
    invalidate(world);
    Ok(())
}

/// The order of the wiring hangs on names.
pub(super) fn invalidate(world: &mut World) {
    if let Some(mut wiring) = world.get_resource_mut::<Wiring>() {
        wiring.invalidate();
    }
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
pub fn stimuli(world: &World) -> Vec<doc::Stimulus> {
    world.get_resource::<Script>().map_or_else(Vec::new, |script| script.stimuli().to_vec())
}

/// Whom a stimulus is for.
pub(super) fn target(stimulus: &doc::Stimulus) -> &str {
    match stimulus {
        doc::Stimulus::Touch { creature, .. } | doc::Stimulus::Inject { creature, .. } => creature,
    }
}

fn rewrite(world: &mut World, mut change: impl FnMut(&mut doc::Stimulus)) {
    let mut all = stimuli(world);
    if all.is_empty() {
        return;
    }
    all.iter_mut().for_each(&mut change);
    world.insert_resource(Script::new(all));
}

/// Sets the script; returns what it was.
pub(super) fn set_stimuli(
    world: &mut World,
    stimuli_now: Vec<doc::Stimulus>,
) -> Result<Vec<doc::Stimulus>, EditError> {
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
            owner.neurons.push(doc::Neuron { name: name.as_str().to_owned(), ..doc::Neuron::default() });
        }
    }
    let creatures = owners.into_iter().map(|(_, owner)| owner).collect();
    let scene = doc::Scene { creatures, stimuli: stimuli_now, ..doc::Scene::default() };
    first_fault(&scene)?;
    let before = stimuli(world);
    world.insert_resource(Script::new(scene.stimuli));
    Ok(before)
}

/// Sets what lies in the arena; returns what it was.
pub(super) fn set_obstacles(
    world: &mut World,
    obstacles: Vec<doc::Obstacle>,
) -> Result<Vec<doc::Obstacle>, EditError> {
    let arena = doc::Arena { obstacles, ..doc::Arena::default() };
    let scene = doc::Scene { arena, ..doc::Scene::default() };
    first_fault(&scene)?;
    if body::medium(world).is_none() {
        return Err(EditError::Missing("scene".into()));
    }
    let before = body::obstacles(world).to_vec();
    body::set_obstacles(world, &scene.arena.obstacles);
    Ok(before)
}
