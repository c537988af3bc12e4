//! How bodies, colliders and joints get into rapier: always all at once, in one order.
//!
//! Rapier solves contacts in the order of its handles, and a snapshot of its sets is full of them. So handles
//! must hang on nothing but what is there: obstacles in their order, then creatures by name, each from the
//! head to the tail, into empty sets. Whatever changes who is there (a body comes, goes or is replaced, the
//! obstacles are others, a creature is renamed) leaves the world unsettled; before the next step all of them
//! enter anew, and every rigid body gets its place and its velocities back to the bit.
//!
//! `bevy_rapier` makes handles for entities in the order of their table. Until they are admitted they are
//! [`Disabled`], so that its queries pass over them; those of one archetype that follow one another are
//! admitted together, since they come into their new table in the order in which they are moved.

use super::chain::{Chain, Motion};
use super::parts;
use super::settlement::{Owner, Settlement};
use super::step::Workspace;
use super::surroundings::Surroundings;
use super::sync::{into_rapier, out_of_rapier, parameters};
use bevy::ecs::entity_disabling::Disabled;
use bevy::ecs::name::Name;
use bevy::ecs::prelude::*;
use bevy_rapier2d::plugin::context::{
    RapierContextColliders, RapierContextJoints, RapierContextSimulation, RapierRigidBodySet,
};
use bevy_rapier2d::prelude::{RapierColliderHandle, RapierImpulseJointHandle, RapierRigidBodyHandle};
use bevy_rapier2d::rapier::prelude::{
    CCDSolver, DefaultBroadPhase, IslandManager, NarrowPhase, PhysicsPipeline,
};

/// Whether there is any body to move, or has been until now.
pub(super) fn inhabited(settlement: Res<Settlement>) -> bool {
    settlement.stale || !settlement.creatures.is_empty()
}

/// Whether bodies must enter anew before the next step.
pub(super) fn unsettled(
    settlement: Res<Settlement>,
    renamed: Query<(), (With<Chain>, Changed<Name>)>,
) -> bool {
    settlement.stale || !renamed.is_empty()
}

/// Creatures with a body by name.
pub(super) fn by_name(world: &mut World) -> Vec<Entity> {
    let mut found: Vec<(Option<String>, Entity)> = world
        .query_filtered::<(Entity, Option<&Name>), With<Chain>>()
        .iter(world)
        .map(|(entity, name)| (name.map(|name| name.as_str().to_owned()), entity))
        .collect();
    found.sort_unstable();
    found.into_iter().map(|(_, entity)| entity).collect()
}

/// Lets all enter anew if who is there has changed.
pub(super) fn settle(world: &mut World) {
    let creatures = by_name(world);
    let settlement = world.resource::<Settlement>();
    if settlement.stale || settlement.creatures != creatures {
        enter(world, creatures);
    }
}

/// Lets all enter anew with these motions, which are as many as the creatures have segments.
pub(super) fn resettle(world: &mut World, motions: impl IntoIterator<Item = Vec<Motion>>) {
    settle(world);
    let creatures = world.resource::<Settlement>().creatures.clone();
    for (&creature, motions) in creatures.iter().zip(motions) {
        if let Some(mut chain) = world.get_mut::<Chain>(creature) {
            chain.handles.clear();
            chain.entry = motions;
        }
    }
    enter(world, creatures);
}

fn enter(world: &mut World, creatures: Vec<Entity>) {
    let context = world.resource::<Settlement>().context;
    let all_motions: Vec<Vec<Motion>> = creatures.iter().map(|c| motions(world, context, *c)).collect();
    empty(world, context);
    let obstacles = obstacles(world);
    withdraw(world, &obstacles);
    let (mut segments, mut joints) = (Vec::new(), Vec::new());
    for (rank, &creature) in creatures.iter().enumerate() {
        let Some(chain) = world.get::<Chain>(creature) else { continue };
        segments.extend_from_slice(&chain.segments);
        joints.extend_from_slice(&chain.joints);
        let own = chain.segments.clone();
        parts::set_rank(world, &own, rank);
    }
    withdraw(world, &segments);
    withdraw(world, &joints);
    admit(world, &obstacles);
    admit(world, &segments);
    admit(world, &joints);

    let mut owners = Vec::new();
    for (rank, (&creature, motions)) in creatures.iter().zip(all_motions).enumerate() {
        let Some(own) = world.get::<Chain>(creature).map(|chain| chain.segments.clone()) else { continue };
        let mut handles = Vec::with_capacity(own.len());
        for (segment, (entity, motion)) in own.into_iter().zip(motions).enumerate() {
            let handle = world.get::<RapierRigidBodyHandle>(entity).map(|handle| handle.0);
            let collider = world.get::<RapierColliderHandle>(entity).map(|handle| handle.0);
            let (Some(handle), Some(collider)) = (handle, collider) else { continue };
            handles.push(handle);
            let index = collider.into_raw_parts().0 as usize;
            owners.resize(owners.len().max(index + 1), None);
            owners[index] = Some(Owner { rank, segment });
            if let Some(mut set) = world.get_mut::<RapierRigidBodySet>(context)
                && let Some(body) = set.bodies.get_mut(handle)
            {
                // Not through the transform, whose quaternion would round it.
                motion.put(body);
            }
        }
        if let Some(mut chain) = world.get_mut::<Chain>(creature) {
            chain.handles = handles;
            chain.entry = Vec::new();
        }
    }
    let mut settlement = world.resource_mut::<Settlement>();
    settlement.creatures = creatures;
    settlement.owners = owners;
    settlement.stale = false;
    world.resource_mut::<Workspace>().stepped = false;
    out_of_rapier(world);
}

/// How the segments of a creature move, to the bit.
pub(super) fn motions(world: &World, context: Entity, creature: Entity) -> Vec<Motion> {
    let Some(chain) = world.get::<Chain>(creature) else { return Vec::new() };
    if !chain.entry.is_empty() {
        return chain.entry.clone();
    }
    let Some(set) = world.get::<RapierRigidBodySet>(context) else { return Vec::new() };
    let gone = || Motion::resting(Default::default());
    chain.handles.iter().map(|handle| set.bodies.get(*handle).map_or_else(gone, Motion::of)).collect()
}

/// The entities of the obstacles in their order.
fn obstacles(world: &World) -> Vec<Entity> {
    world.get_resource::<Surroundings>().map_or_else(Vec::new, |around| around.entities.clone())
}

/// Empties rapier's sets, so that the next handles are the first ones.
fn empty(world: &mut World, context: Entity) {
    let Ok(mut entity) = world.get_entity_mut(context) else { return };
    if let Some(mut simulation) = entity.get_mut::<RapierContextSimulation>() {
        simulation.islands = IslandManager::new();
        simulation.broad_phase = DefaultBroadPhase::new();
        simulation.narrow_phase = NarrowPhase::new();
        simulation.ccd_solver = CCDSolver::new();
        simulation.pipeline = PhysicsPipeline::new();
        simulation.integration_parameters = parameters();
    }
    entity.insert((
        RapierRigidBodySet::default(),
        RapierContextColliders::default(),
        RapierContextJoints::default(),
    ));
}

/// Takes entities out of rapier, until they are admitted again.
fn withdraw(world: &mut World, entities: &[Entity]) {
    for &entity in entities {
        if let Ok(mut entity) = world.get_entity_mut(entity) {
            entity
                .remove::<(RapierRigidBodyHandle, RapierColliderHandle, RapierImpulseJointHandle)>()
                .insert(Disabled);
        }
    }
}

/// Lets entities into rapier in this order.
fn admit(world: &mut World, entities: &[Entity]) {
    let kind = |world: &World, entity: &Entity| world.get_entity(*entity).ok().map(|e| e.archetype().id());
    let mut rest = entities;
    while let Some(first) = rest.first() {
        let alike = kind(world, first);
        let count = rest.iter().take_while(|entity| kind(world, entity) == alike).count();
        let (now, later) = rest.split_at(count);
        for &entity in now {
            if let Ok(mut entity) = world.get_entity_mut(entity) {
                entity.remove::<Disabled>();
            }
        }
        into_rapier(world);
        rest = later;
    }
}
