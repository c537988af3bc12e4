//! Whether anybody has changed something that goes into rapier's sets.
//!
//! The systems of `bevy_rapier` that look for such changes ask for forty lists of entities, in every tick
//! anew, and nearly always find nothing. One look over the same components tells whether they are needed.

use bevy::ecs::prelude::*;
use bevy::ecs::system::SystemParam;
use bevy::transform::components::{GlobalTransform, Transform};
use bevy_rapier2d::plugin::context::RapierContextEntityLink;
use bevy_rapier2d::prelude::*;

/// Where a part is, and below what.
type Moved = (
    With<RapierContextEntityLink>,
    Or<(Changed<Transform>, Changed<GlobalTransform>, Changed<ChildOf>, Changed<RapierContextEntityLink>)>,
);

/// What a rigid body and a joint are made of.
type Body = Or<(
    Changed<RigidBody>,
    Changed<Velocity>,
    Changed<Sleeping>,
    Changed<AdditionalMassProperties>,
    Changed<LockedAxes>,
    Changed<ExternalForce>,
    Changed<ExternalImpulse>,
    Changed<GravityScale>,
    Or<(Changed<Ccd>, Changed<SoftCcd>)>,
    Changed<Dominance>,
    Changed<Damping>,
    Changed<RigidBodyDisabled>,
    Changed<AdditionalSolverIterations>,
    Changed<ImpulseJoint>,
    Changed<MultibodyJoint>,
)>;

/// What a collider is made of.
type Skin = Or<(
    Changed<Collider>,
    Changed<ColliderScale>,
    Changed<ColliderMassProperties>,
    Changed<ColliderDisabled>,
    Changed<CollisionGroups>,
    Changed<SolverGroups>,
    Changed<ActiveEvents>,
    Changed<ActiveHooks>,
    Changed<ActiveCollisionTypes>,
    Changed<ContactForceEventThreshold>,
    Changed<ContactSkin>,
    Changed<Friction>,
    Changed<Restitution>,
    Changed<Sensor>,
)>;

/// What was taken away.
#[derive(SystemParam)]
pub(super) struct Removed<'w, 's> {
    handles: (
        RemovedComponents<'w, 's, RapierRigidBodyHandle>,
        RemovedComponents<'w, 's, RapierColliderHandle>,
        RemovedComponents<'w, 's, RapierImpulseJointHandle>,
        RemovedComponents<'w, 's, RapierMultibodyJointHandle>,
    ),
    parts: (
        RemovedComponents<'w, 's, RigidBody>,
        RemovedComponents<'w, 's, Collider>,
        RemovedComponents<'w, 's, ImpulseJoint>,
        RemovedComponents<'w, 's, MultibodyJoint>,
    ),
    marks: (
        RemovedComponents<'w, 's, Sensor>,
        RemovedComponents<'w, 's, RigidBodyDisabled>,
        RemovedComponents<'w, 's, ColliderDisabled>,
    ),
}

impl Removed<'_, '_> {
    /// Whether anything was, since this was asked last.
    fn any(&mut self) -> bool {
        let Self { handles: (body, collider, joint, multi), parts, marks } = self;
        let gone = [
            body.read().count(),
            collider.read().count(),
            joint.read().count(),
            multi.read().count(),
            parts.0.read().count(),
            parts.1.read().count(),
            parts.2.read().count(),
            parts.3.read().count(),
            marks.0.read().count(),
            marks.1.read().count(),
            marks.2.read().count(),
        ];
        gone.iter().any(|&count| count > 0)
    }
}

/// Whether anything was changed since this was asked last.
pub(super) fn touched(changed: Query<(), Or<(Moved, Body, Skin)>>, mut removed: Removed) -> bool {
    // Both, so that what was removed is not told again.
    removed.any() | !changed.is_empty()
}

#[cfg(test)]
mod tests {
    use super::*;
    use bevy_rapier2d::rapier::prelude::{
        ColliderHandle, ImpulseJointHandle, MultibodyJointHandle, RigidBodyHandle,
    };

    /// Whether a change of a world with one quiet entity is noticed, once.
    fn noticed(change: impl FnOnce(EntityWorldMut)) -> bool {
        let mut world = World::new();
        let mut ask = Schedule::default();
        #[derive(Resource, Default)]
        struct Told(Vec<bool>);
        world.init_resource::<Told>();
        ask.add_systems(touched.pipe(|In(it): In<bool>, mut told: ResMut<Told>| told.0.push(it)));
        let start = (RapierContextEntityLink(Entity::PLACEHOLDER), Transform::IDENTITY, Sensor);
        let entity = world.spawn((start, rest())).id();
        ask.run(&mut world);
        ask.run(&mut world);
        change(world.entity_mut(entity));
        ask.run(&mut world);
        ask.run(&mut world);
        let told = &world.resource::<Told>().0;
        assert!(told[0] && !told[1] && !told[3], "{told:?}");
        told[2]
    }

    /// What has a handle in rapier's sets, and what makes it get one.
    fn rest() -> impl Bundle {
        (
            (
                RapierRigidBodyHandle(RigidBodyHandle::invalid()),
                RapierColliderHandle(ColliderHandle::invalid()),
                RapierImpulseJointHandle(ImpulseJointHandle::invalid()),
                RapierMultibodyJointHandle(MultibodyJointHandle::invalid()),
            ),
            (RigidBody::Dynamic, Collider::ball(1.0), impulse_joint(), multibody_joint()),
            (RigidBodyDisabled, ColliderDisabled),
        )
    }

    fn impulse_joint() -> ImpulseJoint {
        ImpulseJoint::new(Entity::PLACEHOLDER, RevoluteJointBuilder::new())
    }

    fn multibody_joint() -> MultibodyJoint {
        MultibodyJoint::new(Entity::PLACEHOLDER, RevoluteJointBuilder::new().build().into())
    }

    fn removed<T: Component>() -> bool {
        noticed(|mut entity| {
            entity.remove::<T>();
        })
    }

    fn inserted(part: impl Bundle) -> bool {
        noticed(|mut entity| {
            entity.insert(part);
        })
    }

    fn added<T: Component + Default>() -> bool {
        inserted(T::default())
    }

    #[test]
    fn every_change_by_hand_is_noticed_once() {
        assert!(!noticed(|_| ()));
        assert!(!added::<Name>());
        assert!(noticed(|mut entity| entity.get_mut::<Transform>().expect("a place").translation.x = 1.0));
        assert!(inserted(impulse_joint()) && inserted(multibody_joint()));
        assert!(inserted(RapierContextEntityLink(Entity::PLACEHOLDER)));
        assert!(noticed(|mut entity| {
            let parent = entity.world_scope(|world| world.spawn_empty().id());
            entity.insert(ChildOf(parent));
        }));
        assert!(inserted(ColliderScale::Relative(bevy::math::Vec2::ONE)));
        let all = [
            added::<GlobalTransform>(),
            added::<RigidBody>(),
            added::<Velocity>(),
            added::<Sleeping>(),
            added::<AdditionalMassProperties>(),
            added::<LockedAxes>(),
            added::<ExternalForce>(),
            added::<ExternalImpulse>(),
            added::<GravityScale>(),
            added::<Ccd>(),
            added::<SoftCcd>(),
            added::<Dominance>(),
            added::<Damping>(),
            added::<RigidBodyDisabled>(),
            added::<AdditionalSolverIterations>(),
            added::<Collider>(),
            added::<ColliderMassProperties>(),
            added::<ColliderDisabled>(),
            added::<CollisionGroups>(),
            added::<SolverGroups>(),
            added::<ActiveEvents>(),
            added::<ActiveHooks>(),
            added::<ActiveCollisionTypes>(),
            added::<ContactForceEventThreshold>(),
            added::<ContactSkin>(),
            added::<Friction>(),
            added::<Restitution>(),
        ];
        assert_eq!(all.iter().position(|noticed| !noticed), None);
        let gone = [
            removed::<RapierRigidBodyHandle>(),
            removed::<RapierColliderHandle>(),
            removed::<RapierImpulseJointHandle>(),
            removed::<RapierMultibodyJointHandle>(),
            removed::<RigidBody>(),
            removed::<Collider>(),
            removed::<ImpulseJoint>(),
            removed::<MultibodyJoint>(),
            removed::<Sensor>(),
            removed::<RigidBodyDisabled>(),
            removed::<ColliderDisabled>(),
        ];
        assert_eq!(gone.iter().position(|noticed| !noticed), None);
        assert!(!removed::<Transform>());
    }
}
