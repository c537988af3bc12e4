//! Components into rapier's sets and back.

use super::chain::FASTEST;
use crate::sim::TICK_SECONDS;
use bevy::ecs::prelude::*;
use bevy::ecs::schedule::ScheduleLabel;
use bevy::transform::components::{GlobalTransform, Transform};
use bevy_rapier2d::plugin::context::{
    RapierContextColliders, RapierContextJoints, RapierContextSimulation, RapierRigidBodySet,
};
use bevy_rapier2d::prelude::{Collider, MassModifiedEvent};
use bevy_rapier2d::rapier::prelude::{IntegrationParameters, SpringCoefficients};

/// Contacts undo two fifths of an overlap in a substep, and let 4 % of a velocity through.
const CONTACT: SpringCoefficients<f32> = SpringCoefficients { natural_frequency: 200.0, damping_ratio: 2.0 };

/// What was changed in components goes into rapier's sets. A schedule of its own, since it runs both in a
/// tick and when bodies enter.
#[derive(ScheduleLabel, Clone, Debug, PartialEq, Eq, Hash)]
pub(super) struct IntoRapier;

/// What rapier did goes into `Transform` and `Velocity`.
#[derive(ScheduleLabel, Clone, Debug, PartialEq, Eq, Hash)]
pub(super) struct OutOfRapier;

/// How rapier steps; the length of a step is set with each.
pub(super) fn parameters() -> IntegrationParameters {
    IntegrationParameters {
        dt: TICK_SECONDS,
        // Forces of the chain are solved before, once a step, so a step is one iteration.
        num_solver_iterations: 1,
        num_internal_pgs_iterations: 1,
        num_internal_stabilization_iterations: 1,
        // Forces travel along the chain from step to step, not within one.
        warmstart_joints: true,
        // Stiffer than rapier's own: here no pile of bodies can come to boil.
        contact_softness: CONTACT,
        static_contact_softness: CONTACT,
        normalized_max_corrective_velocity: 10.0,
        max_ccd_substeps: 0,
        normalized_max_linear_velocity: FASTEST,
        ..Default::default()
    }
}

/// What rapier holds in a context.
pub(super) struct Held<'w> {
    pub simulation: &'w RapierContextSimulation,
    pub bodies: &'w RapierRigidBodySet,
    pub colliders: &'w RapierContextColliders,
    pub joints: &'w RapierContextJoints,
}

/// Looks at what rapier holds.
pub(super) fn held(world: &World, context: Entity) -> Option<Held<'_>> {
    Some(Held {
        simulation: world.get(context)?,
        bodies: world.get(context)?,
        colliders: world.get(context)?,
        joints: world.get(context)?,
    })
}

/// Brings rapier's sets up to date with the components.
pub(super) fn into_rapier(world: &mut World) {
    world.run_schedule(IntoRapier);
}

/// Brings the components up to date with rapier's sets.
pub(super) fn out_of_rapier(world: &mut World) {
    world.run_schedule(OutOfRapier);
    // They have been read; without a frame nobody else clears them.
    world.resource_mut::<Messages<MassModifiedEvent>>().clear();
}

/// Where the parts of bodies and the obstacles are in the world follows from where they are in their parent.
pub(super) fn spread_transforms(
    mut parts: Query<(&Transform, &ChildOf, &mut GlobalTransform), (Changed<Transform>, With<Collider>)>,
    parents: Query<&GlobalTransform, Without<Collider>>,
) {
    for (transform, child_of, mut global) in &mut parts {
        if let Ok(parent) = parents.get(child_of.parent()) {
            global.set_if_neq(parent.mul_transform(*transform));
        }
    }
}
