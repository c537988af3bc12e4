//! A body plan as entities: segments and joints.

use super::anatomy::radius;
use super::chain::Motion;
use super::hooks::{active_hooks, groups};
use super::obstacles::FRICTION;
use super::plan::BodyPlan;
use bevy::ecs::entity_disabling::Disabled;
use bevy::ecs::prelude::*;
use bevy::math::{Quat, Vec2};
use bevy::transform::components::{GlobalTransform, Transform};
use bevy_rapier2d::prelude::{
    AdditionalMassProperties, Collider, ColliderMassProperties, ColliderScale, Friction, GenericJoint,
    GenericJointBuilder, ImpulseJoint, MassProperties, RapierContextEntityLink, RigidBody, Sleeping,
    TypedJoint, Velocity,
};
use bevy_rapier2d::rapier::prelude::JointAxesMask;

/// Which segment of its creature's body an entity is; 0 is the head's.
#[derive(Component, Clone, Copy, Debug, PartialEq, Eq)]
pub struct SegmentIndex(pub u32);

/// Spawns the segments and joints of a body as children of a creature and returns both. They are kept from
/// rapier until all bodies enter in their order, see [`super::settle`].
pub(super) fn spawn(
    world: &mut World,
    context: Entity,
    creature: Entity,
    plan: &BodyPlan,
    motions: &[Motion],
    mass: AdditionalMassProperties,
) -> (Vec<Entity>, Vec<Entity>) {
    let mut segments = Vec::with_capacity(motions.len());
    for (index, motion) in motions.iter().enumerate() {
        let bundle = (
            segment(plan, index, motion),
            (mass, RapierContextEntityLink(context), ChildOf(creature), Disabled),
        );
        segments.push(world.spawn(bundle).id());
    }
    // A joint is an entity of its own below the segment in front of it: rapier's second body is the one
    // that a joint is on or below.
    let data = joint(plan);
    let mut joints = Vec::with_capacity(motions.len().saturating_sub(1));
    for (index, pair) in segments.windows(2).enumerate() {
        let bundle = (
            Name::new(format!("joint {index}")),
            ImpulseJoint::new(pair[1], TypedJoint::GenericJoint(data)),
            RapierContextEntityLink(context),
            ChildOf(pair[0]),
            Disabled,
        );
        joints.push(world.spawn(bundle).id());
    }
    (segments, joints)
}

/// Segment `index` of a body: a rigid body with its collider.
fn segment(plan: &BodyPlan, index: usize, motion: &Motion) -> impl Bundle {
    let place = motion.transform();
    (
        (Name::new(format!("segment {index}")), SegmentIndex(index as u32)),
        (place, GlobalTransform::from(place)),
        (
            RigidBody::Dynamic,
            Velocity { linear: motion.velocity, angular: motion.turning },
            // A worm at rest is as ready to move as any other.
            Sleeping::disabled(),
        ),
        (
            skin(plan, index),
            // As a number here and not read off the transform, in every tick anew.
            ColliderScale::Absolute(Vec2::ONE),
            ColliderMassProperties::Density(0.0),
            Friction::new(FRICTION),
            groups(0),
            active_hooks(0),
        ),
    )
}

/// A smooth skin: each capsule reaches to its neighbours, and at both tips of the body its cap ends where
/// the body does.
fn skin(plan: &BodyPlan, index: usize) -> Collider {
    let radius = radius(plan, index);
    let half = 0.5 * plan.length / plan.segments as f32;
    let tip = (half - radius).max(0.0);
    let front = if index == 0 { tip } else { half };
    let back = if index + 1 == plan.segments as usize { tip } else { half };
    Collider::capsule(Vec2::new(-back, 0.0), Vec2::new(front, 1e-6), radius)
}

/// A joint between neighbours. Its first body is the rear one, so that a positive angle is a bend to the
/// left.
fn joint(plan: &BodyPlan) -> GenericJoint {
    let length = plan.length / plan.segments as f32;
    let mut joint = GenericJointBuilder::new(JointAxesMask::LIN_Y)
        .local_anchor1(Vec2::new(0.5 * length, 0.0))
        .local_anchor2(Vec2::new(-0.5 * length, 0.0))
        .build();
    joint.set_contacts_enabled(false);
    joint
}

/// The mass of a segment as a component; `length` is the segment's.
pub(super) fn mass(mass: f32, length: f32) -> AdditionalMassProperties {
    AdditionalMassProperties::MassProperties(MassProperties {
        local_center_of_mass: Vec2::ZERO,
        mass,
        principal_inertia: mass * length * length / 12.0,
    })
}

impl Motion {
    /// The place as Bevy has it.
    fn transform(&self) -> Transform {
        Transform {
            translation: self.pose.translation.extend(0.0),
            rotation: Quat::from_rotation_z(self.pose.rotation.angle()),
            ..Transform::IDENTITY
        }
    }
}

/// Gives the segments of a creature the collision groups of its rank.
pub(super) fn set_rank(world: &mut World, segments: &[Entity], rank: usize) {
    for &segment in segments {
        if let Ok(mut segment) = world.get_entity_mut(segment) {
            segment.insert((groups(rank), active_hooks(rank)));
        }
    }
}
