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

use super::anatomy::Body;
use super::chain::{Chain, Motion};
use super::obstacles::Standing;
use super::origin::{carried, has_strayed, local, mean, origin_for, world as to_world};
use super::parts;
use super::settlement::{Owner, Settlement};
use super::step::Workspace;
use super::surroundings::Surroundings;
use super::sync::{into_rapier, out_of_rapier, parameters};
use bevy::ecs::entity_disabling::Disabled;
use bevy::ecs::name::Name;
use bevy::ecs::prelude::*;
use bevy::math::DVec2;
use bevy::transform::components::{GlobalTransform, Transform};
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

/// Whether the bodies have gone so far that they are to be counted from elsewhere.
pub(super) fn strayed(settlement: Res<Settlement>, bodies: Query<&Body>) -> bool {
    let heads =
        settlement.creatures.iter().filter_map(|creature| bodies.get(*creature).ok()?.segments.first());
    has_strayed(mean(heads.map(|head| head.offset.as_dvec2())))
}

/// Counts from where the bodies are.
pub(super) fn recentre(world: &mut World) {
    let creatures = world.resource::<Settlement>().creatures.clone();
    enter(world, creatures);
}

/// Lets all enter anew with these motions, which are as many as the creatures have segments and are counted from
/// this origin.
pub(super) fn resettle(world: &mut World, origin: DVec2, motions: impl IntoIterator<Item = Vec<Motion>>) {
    settle(world);
    let creatures = world.resource::<Settlement>().creatures.clone();
    for (&creature, motions) in creatures.iter().zip(motions) {
        if let Some(mut chain) = world.get_mut::<Chain>(creature) {
            chain.handles.clear();
            chain.entry = motions;
            chain.base = origin;
        }
    }
    enter(world, creatures);
}

fn enter(world: &mut World, creatures: Vec<Entity>) {
    let Settlement { context, origin: before, .. } = *world.resource::<Settlement>();
    let mut all_motions: Vec<Vec<Motion>> = creatures.iter().map(|c| motions(world, context, *c)).collect();
    let bases: Vec<DVec2> = creatures.iter().map(|c| base(world, *c).unwrap_or(before)).collect();
    let heads = all_motions
        .iter()
        .zip(&bases)
        .filter_map(|(motions, base)| Some(*base + motions.first()?.pose.translation.as_dvec2()));
    let origin = origin_for(mean(heads));
    for (motions, base) in all_motions.iter_mut().zip(bases) {
        for motion in motions {
            motion.pose.translation = carried(motion.pose.translation, base, origin);
        }
    }
    empty(world, context);
    let obstacles = obstacles(world);
    withdraw(world, &obstacles);
    count_from(world, &creatures, origin);
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

/// Sets from where all is counted. What is told of bodies is counted anew; rapier's own sets are left alone.
pub(super) fn count_from(world: &mut World, creatures: &[Entity], origin: DVec2) {
    world.resource_mut::<Settlement>().origin = origin;
    for &creature in creatures {
        let Some(mut body) = world.get_mut::<Body>(creature) else { continue };
        let before = body.origin;
        if before != origin {
            body.origin = origin;
            for segment in &mut body.segments {
                segment.offset = carried(segment.offset, before, origin);
                segment.position = to_world(segment.offset, origin);
            }
        }
    }
    for entity in obstacles(world) {
        let Ok(mut entity) = world.get_entity_mut(entity) else { continue };
        let Some(&Standing(at)) = entity.get::<Standing>() else { continue };
        let place = Transform::from_translation(local(at, origin).extend(0.0));
        // Nobody has moved it: rapier needs not be told.
        if let Some(mut transform) = entity.get_mut::<Transform>() {
            *transform.bypass_change_detection() = place;
        }
        if let Some(mut global) = entity.get_mut::<GlobalTransform>() {
            *global.bypass_change_detection() = place.into();
        }
    }
}

/// From where the motions of a creature are counted that has not entered yet.
pub(super) fn base(world: &World, creature: Entity) -> Option<DVec2> {
    let chain = world.get::<Chain>(creature)?;
    (!chain.entry.is_empty()).then_some(chain.base)
}

/// How the segments of a creature move, to the bit, counted from the origin that they have entered with.
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
