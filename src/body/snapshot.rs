//! The whole state of the world as bytes, from which a run goes on to the same bits.
//!
//! Places and velocities are not enough for that: rapier remembers the impulses of joints and
//! contacts, which pairs touch, and in which order it found them, and starts its next step from
//! there. So all of rapier's sets are stored as they are; the handles in them are those of the same bodies
//! in any world, see [`super::settle`]. What the scene document says (plans, medium, obstacles) is left to
//! the document; where that was changed since, bodies enter with their places and velocities alone.

use super::anatomy::{Body, Muscle};
use super::chain::{Chain, Motion};
use super::embody::show;
use super::obstacles::numbers;
use super::plan::BodyPlan;
use super::settle;
use super::settlement::Settlement;
use super::step::Workspace;
use super::surroundings::{self, weigh};
use super::sync::{Held, held, out_of_rapier};
use crate::sim::TICK_SECONDS as TICK;
use bevy::ecs::prelude::*;
use bevy::math::DVec2;
use bevy_rapier2d::plugin::context::{
    RapierContextColliders, RapierContextJoints, RapierContextSimulation, RapierRigidBodySet,
};
use bevy_rapier2d::rapier::prelude::{
    CCDSolver, ColliderSet, DefaultBroadPhase, ImpulseJointSet, IslandManager, MultibodyJointSet,
    NarrowPhase, PhysicsPipeline, RigidBodySet,
};
use serde::{Deserialize, Serialize};
use thiserror::Error;

/// Why a snapshot cannot be used.
#[derive(Debug, Error)]
pub enum SnapshotError {
    /// The bytes are not what was written.
    #[error("the snapshot is damaged")]
    Damaged,
    /// The snapshot is of other bodies than the scene has.
    #[error("the snapshot does not fit the bodies of this scene")]
    Misfit,
}

/// Stands in front. Another layout, and another version of rapier, has another mark.
const MARK: [u8; 4] = *b"WB03";

/// A moment; `S` holds rapier's sets.
#[derive(Serialize, Deserialize)]
struct Moment<S> {
    /// From where places are counted.
    origin: [f64; 2],
    obstacles: Vec<(u8, [f32; 4])>,
    creatures: Vec<Kept>,
    /// None before the first step, when all that there is follows from the rest.
    sets: Option<S>,
}

/// What is kept of a creature.
#[derive(Serialize, Deserialize)]
struct Kept {
    /// Length and width of the body, which rapier's sets hang on.
    shape: [f32; 2],
    mass: f32,
    motions: Vec<Motion>,
    forces: Vec<[f32; 2]>,
    muscles: Vec<[Muscle; 2]>,
}

#[derive(Serialize)]
struct Sets<'a> {
    islands: &'a IslandManager,
    broad_phase: &'a DefaultBroadPhase,
    narrow_phase: &'a NarrowPhase,
    bodies: &'a RigidBodySet,
    colliders: &'a ColliderSet,
    joints: &'a ImpulseJointSet,
    multibody_joints: &'a MultibodyJointSet,
    ccd: &'a CCDSolver,
}

#[derive(Deserialize)]
struct StoredSets {
    islands: IslandManager,
    broad_phase: DefaultBroadPhase,
    narrow_phase: NarrowPhase,
    bodies: RigidBodySet,
    colliders: ColliderSet,
    joints: ImpulseJointSet,
    multibody_joints: MultibodyJointSet,
    ccd: CCDSolver,
}

fn shape(plan: &BodyPlan) -> [f32; 2] {
    [plan.length, plan.width]
}

/// The state of all bodies of a world, and of the physics around them; no bytes where there is no body.
///
/// # Errors
///
/// When a part of the state has no form in bytes.
pub fn snapshot(world: &mut World) -> Result<Vec<u8>, SnapshotError> {
    settle::settle(world);
    let settlement = world.resource::<Settlement>();
    let context = settlement.context;
    let kept = |creature: &Entity| {
        let (body, chain) = (world.get::<Body>(*creature)?, world.get::<Chain>(*creature)?);
        Some(Kept {
            shape: shape(&chain.plan),
            mass: chain.mass,
            motions: settle::motions(world, context, *creature),
            forces: body.segments.iter().map(|segment| segment.force).collect(),
            muscles: body.muscles.clone(),
        })
    };
    let creatures: Vec<Kept> = settlement.creatures.iter().filter_map(kept).collect();
    if creatures.is_empty() {
        return Ok(Vec::new());
    }
    let Some(Held { simulation, bodies, colliders, joints }) = held(world, context) else {
        return Err(SnapshotError::Damaged);
    };
    let sets = world.resource::<Workspace>().stepped.then_some(Sets {
        islands: &simulation.islands,
        broad_phase: &simulation.broad_phase,
        narrow_phase: &simulation.narrow_phase,
        bodies: &bodies.bodies,
        colliders: &colliders.colliders,
        joints: &joints.impulse_joints,
        multibody_joints: &joints.multibody_joints,
        ccd: &simulation.ccd_solver,
    });
    let origin = world.resource::<Settlement>().origin.to_array();
    let moment = Moment { origin, obstacles: numbers(surroundings::obstacles(world)), creatures, sets };
    postcard::to_extend(&moment, MARK.to_vec()).map_err(|_| SnapshotError::Damaged)
}

/// The moment that bytes hold, if it is one of bodies with these plans, in the order of their creatures'
/// names.
fn read<'a>(
    bytes: &[u8],
    plans: impl ExactSizeIterator<Item = &'a BodyPlan>,
) -> Result<Moment<StoredSets>, SnapshotError> {
    let bytes = bytes.strip_prefix(&MARK).ok_or(SnapshotError::Damaged)?;
    let moment: Moment<StoredSets> = postcard::from_bytes(bytes).map_err(|_| SnapshotError::Damaged)?;
    if moment.creatures.len() != plans.len() {
        return Err(SnapshotError::Misfit);
    }
    let mut all = 0;
    for (kept, plan) in moment.creatures.iter().zip(plans) {
        let count = plan.segments as usize;
        let [motions, forces] = [kept.motions.len(), kept.forces.len()];
        if motions != count || forces != count || kept.muscles.len() + 1 != count {
            return Err(SnapshotError::Misfit);
        }
        all += count;
    }
    match &moment.sets {
        // Obstacles have bodies and colliders too.
        Some(sets) if sets.bodies.len() < all || sets.colliders.len() < all => Err(SnapshotError::Misfit),
        _ => Ok(moment),
    }
}

/// Whether bytes are a snapshot of bodies with these plans, which stand in the order of their creatures'
/// names.
///
/// # Errors
///
/// When the bytes are damaged or of other bodies.
pub fn fits(bytes: &[u8], plans: &[&BodyPlan]) -> Result<(), SnapshotError> {
    read(bytes, plans.iter().copied()).map(|_| ())
}

/// Takes up the state of a snapshot. The world must hold the same bodies as when it was taken, of creatures
/// in the same order of names; medium and obstacles are kept as they are.
///
/// # Errors
///
/// When the bytes are damaged or of other bodies; nothing has changed then.
pub fn restore(world: &mut World, bytes: &[u8]) -> Result<(), SnapshotError> {
    let creatures = settle::by_name(world);
    let plans: Vec<BodyPlan> = creatures.iter().filter_map(|c| Some(world.get::<Chain>(*c)?.plan)).collect();
    let moment = read(bytes, plans.iter())?;
    settle::settle(world);

    let origin = DVec2::from_array(moment.origin);
    let unchanged = moment.obstacles == numbers(surroundings::obstacles(world))
        && moment.creatures.iter().zip(&plans).all(|(kept, plan)| kept.shape == shape(plan));
    match moment.sets.filter(|sets| unchanged && has_all(world, &creatures, sets)) {
        Some(sets) => {
            settle::count_from(world, &creatures, origin);
            put(world, sets);
        }
        None => settle::resettle(world, origin, moment.creatures.iter().map(|kept| kept.motions.clone())),
    }
    for (creature, kept) in creatures.into_iter().zip(moment.creatures) {
        if let Some(mut chain) = world.get_mut::<Chain>(creature) {
            // In another medium than then a segment has another mass.
            let other = chain.mass.to_bits() != kept.mass.to_bits();
            chain.felt = kept.forces.iter().map(|force| force.map(|force| force * TICK)).collect();
            if other {
                weigh(world, creature);
            }
        }
        if let Some(mut body) = world.get_mut::<Body>(creature) {
            body.muscles = kept.muscles;
        }
        show(world, creature);
        if let Some(mut body) = world.get_mut::<Body>(creature) {
            for (segment, force) in body.segments.iter_mut().zip(kept.forces) {
                segment.force = force;
            }
        }
    }
    out_of_rapier(world);
    Ok(())
}

/// Whether rapier's sets of a snapshot hold every body and every collider of the world under the same
/// handle.
fn has_all(world: &World, creatures: &[Entity], stored: &StoredSets) -> bool {
    let context = world.resource::<Settlement>().context;
    let colliders = world.get::<RapierContextColliders>(context);
    let segments = creatures.iter().filter_map(|creature| world.get::<Chain>(*creature));
    segments.flat_map(|chain| &chain.handles).all(|handle| stored.bodies.contains(*handle))
        && colliders.is_some_and(|now| {
            now.colliders.len() == stored.colliders.len()
                && now.colliders.iter().all(|(handle, _)| stored.colliders.contains(handle))
        })
}

/// Puts rapier's sets of a snapshot in the place of those of the world, for its entities.
fn put(world: &mut World, mut stored: StoredSets) {
    let context = world.resource::<Settlement>().context;
    let Ok(mut entity) = world.get_entity_mut(context) else { return };
    if let Some(mut set) = entity.get_mut::<RapierRigidBodySet>() {
        for (handle, body) in stored.bodies.iter_mut() {
            body.user_data = set.bodies.get(handle).map_or(0, |now| now.user_data);
        }
        set.bodies = stored.bodies;
    }
    if let Some(mut set) = entity.get_mut::<RapierContextColliders>() {
        for (handle, collider) in stored.colliders.iter_mut() {
            collider.user_data = set.colliders.get(handle).map_or(0, |now| now.user_data);
        }
        set.colliders = stored.colliders;
    }
    if let Some(mut set) = entity.get_mut::<RapierContextJoints>() {
        set.impulse_joints = stored.joints;
        set.multibody_joints = stored.multibody_joints;
    }
    if let Some(mut simulation) = entity.get_mut::<RapierContextSimulation>() {
        simulation.islands = stored.islands;
        simulation.broad_phase = stored.broad_phase;
        simulation.narrow_phase = stored.narrow_phase;
        simulation.ccd_solver = stored.ccd;
        // It remembers what it did last for these sets.
        simulation.pipeline = PhysicsPipeline::new();
    }
    world.resource_mut::<Workspace>().stepped = true;
}
