//! What is where, for whoever looks at segments as entities.
//!
//! `bevy_rapier`'s own way back ([`out_of_rapier`](super::sync::out_of_rapier)) marks every body as changed
//! and takes down where it was put, so that the next way in finds out that it was not moved by hand: in every
//! tick that is dear. In a tick `Transform`, `GlobalTransform` and `Velocity` are therefore only written, past
//! Bevy's change detection; once a frame `bevy_rapier`'s way back is gone all the same, so that others see
//! what has changed. What is changed by hand goes in with the next tick in any case.

use super::settlement::Settlement;
use bevy::ecs::prelude::*;
use bevy::math::{Mat3A, Quat, Vec3A};
use bevy::transform::components::{GlobalTransform, Transform};
use bevy_rapier2d::plugin::context::RapierRigidBodySet;
use bevy_rapier2d::prelude::{RapierRigidBodyHandle, Velocity};
use bevy_rapier2d::rapier::prelude::Pose;

/// Writes where segments are and how they move.
pub(super) fn mirror(
    settlement: Res<Settlement>,
    sets: Query<&RapierRigidBodySet>,
    mut segments: Query<(
        &RapierRigidBodyHandle,
        &ChildOf,
        &mut Transform,
        &mut GlobalTransform,
        Option<&mut Velocity>,
    )>,
    parents: Query<&GlobalTransform, Without<RapierRigidBodyHandle>>,
) {
    let Ok(set) = sets.get(settlement.context) else { return };
    let mut last: Option<(Entity, bool)> = None;
    for (handle, child_of, mut transform, mut global, velocity) in &mut segments {
        let Some(body) = set.bodies.get(handle.0) else { continue };
        let parent = child_of.parent();
        // A creature stands at the origin. Where somebody has moved one, the way back of the frame sees to it.
        let plain = match last {
            Some((known, plain)) if known == parent => plain,
            _ => parents.get(parent).is_ok_and(|parent| *parent == GlobalTransform::IDENTITY),
        };
        last = Some((parent, plain));
        if !plain {
            continue;
        }
        let pose = body.position();
        let z = transform.translation.z;
        let transform = transform.bypass_change_detection();
        transform.translation = pose.translation.extend(z);
        transform.rotation = rotation(pose);
        *global.bypass_change_detection() = affine(pose, z);
        if let Some(mut velocity) = velocity {
            *velocity.bypass_change_detection() = Velocity { linear: body.linvel(), angular: body.angvel() };
        }
    }
}

/// The rotation of a pose in space, by the formulas of half an angle.
fn rotation(pose: &Pose) -> Quat {
    let (sin, cos) = (pose.rotation.sin(), pose.rotation.cos());
    if cos >= 0.0 {
        let w = (0.5 * (1.0 + cos)).sqrt();
        Quat::from_xyzw(0.0, 0.0, sin / (2.0 * w), w)
    } else {
        let z = (0.5 * (1.0 - cos)).sqrt().copysign(sin);
        Quat::from_xyzw(0.0, 0.0, z, sin / (2.0 * z))
    }
}

fn affine(pose: &Pose, z: f32) -> GlobalTransform {
    let (sin, cos) = (pose.rotation.sin(), pose.rotation.cos());
    let turn = Mat3A::from_cols(Vec3A::new(cos, sin, 0.0), Vec3A::new(-sin, cos, 0.0), Vec3A::Z);
    bevy::math::Affine3A { matrix3: turn, translation: pose.translation.extend(z).into() }.into()
}

#[cfg(test)]
mod tests {
    use super::*;
    use bevy::math::Vec2;

    #[test]
    fn a_pose_is_the_same_in_space() {
        for angle in [0.0, 0.3, 1.6, 3.1, -0.2, -1.7, -3.0] {
            let pose = Pose::new(Vec2::new(1.0, -2.0), angle);
            assert!(rotation(&pose).abs_diff_eq(Quat::from_rotation_z(angle), 1e-6), "{angle}");
            let place = Transform {
                translation: Vec2::new(1.0, -2.0).extend(3.0),
                rotation: rotation(&pose),
                ..Transform::IDENTITY
            };
            let (one, other) = (affine(&pose, 3.0).affine(), GlobalTransform::from(place).affine());
            assert!(one.abs_diff_eq(other, 1e-6), "{angle}");
        }
    }
}
