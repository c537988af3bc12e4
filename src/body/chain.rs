//! A creature's body as a chain of rigid bodies: what is asked of its joints, and how it is driven.

use super::anatomy::radius;
use super::drag::Drag;
use super::elastic::{Piece, Solver, Springs};
use super::plan::BodyPlan;
use super::settlement::unsettle;
use super::touch::press;
use crate::arena::Probe;
use bevy::ecs::prelude::*;
use bevy::math::ops;
use bevy::math::{DVec2, DVec3, Vec2};
use bevy_rapier2d::rapier::prelude::{Pose, Real, RigidBody, RigidBodyHandle, RigidBodySet, Vector};
use serde::{Deserialize, Serialize};

/// Bending stiffness of the standard body: torque per curvature, on a body of length 16. Chosen
/// with agar: see [`Chain::elasticity`].
const BENDING: f32 = 4000.0;
/// Tension of the standard body per relative stretch.
const TENSION: f32 = 8000.0;
/// The length of the standard body.
const STANDARD: f32 = 16.0;
/// Time constant of the body's own viscosity \[seconds\]: how fast it takes its posture where the
/// medium does not resist.
const VISCOSITY: f32 = 0.03;
/// Stiffness of a joint against a shift across the axis, over that along it.
const SHEAR: f32 = 50.0;
/// How fast such a shift is undone \[seconds\]; slowly enough not to amplify rounding errors.
const SHEAR_SECONDS: f32 = 0.01;
/// How much harder than muscles a prescribed posture pulls.
const PRESCRIBED: f32 = 10.0;
/// Beyond this bend \[radians\] a joint is driven back.
const LARGEST_BEND: f32 = 1.2;
/// How far a joint can be pushed together and pulled apart, in its length, before it is driven back.
const STRETCH: [f32; 2] = [-0.75, 0.5];
/// How much harder than a standard body's own elasticity that is.
const STOP: f32 = 50.0;

/// No segment moves faster \[lengths per second\]: in a substep it then stays well on its side of a
/// wall, without continuous collision detection.
pub(super) const FASTEST: f32 = 60.0;
/// Nor turns faster \[radians per second\].
const FASTEST_TURN: f32 = 120.0;

/// Bends that the joints of a creature are made to take \[radians\], in the place of what its muscles ask
/// for, and with more force than muscles have. For experiments with the body alone.
#[derive(Component, Clone, Debug, Default)]
pub struct Prescribed(pub Vec<f32>);

/// What muscles ask of a joint.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Target {
    /// Bend \[radians\].
    pub bend: f32,
    /// Share of its length that it loses.
    pub shortening: f32,
    /// A prescribed posture pulls harder than muscles do.
    pub prescribed: bool,
}

/// Where a rigid body is and how it moves, to the bit.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub(super) struct Motion {
    /// Place and direction.
    pub pose: Pose,
    /// Velocity of its centre \[lengths per second\].
    pub velocity: Vec2,
    /// Rate of turning \[radians per second\].
    pub turning: Real,
}

impl Motion {
    /// At rest.
    pub fn resting((position, angle): (Vec2, f32)) -> Self {
        Self { pose: Pose::new(position, angle), velocity: Vec2::ZERO, turning: 0.0 }
    }

    /// That of a rigid body.
    pub fn of(body: &RigidBody) -> Self {
        Self { pose: *body.position(), velocity: body.linvel(), turning: body.angvel() }
    }

    /// Gives it to a rigid body.
    pub fn put(&self, body: &mut RigidBody) {
        body.set_position(self.pose, false);
        body.set_linvel(self.velocity, false);
        body.set_angvel(self.turning, false);
    }
}

/// What the physics knows of a creature's body beside [`Body`](super::Body).
#[derive(Component, Debug)]
#[component(on_insert = unsettle, on_remove = unsettle)]
pub(super) struct Chain {
    /// Shape and make.
    pub plan: BodyPlan,
    /// The entities of the segments, from the head to the tail.
    pub segments: Vec<Entity>,
    /// The entities of the joints; joint `j` joins segment `j + 1` (its first body) to segment `j`.
    pub joints: Vec<Entity>,
    /// Rapier's bodies of the segments; none before the body has entered.
    pub handles: Vec<RigidBodyHandle>,
    /// How the segments are to enter, when they have not yet.
    pub entry: Vec<Motion>,
    /// From where that is counted.
    pub base: DVec2,
    /// What is asked of each joint.
    pub targets: Vec<Target>,
    /// Contact forces of the running tick, left and right, summed over time \[force times seconds\].
    pub felt: Vec<[f32; 2]>,
    /// Factor on each segment's drag along its axis.
    pub grip: Vec<f32>,
    /// Mass of a segment.
    pub mass: f32,
}

impl Chain {
    /// Length of a segment at rest.
    pub fn length(&self) -> f32 {
        self.plan.length / self.segments.len() as f32
    }

    /// Stiffness of a joint against bending and against stretch.
    ///
    /// The stiffness of the body as a beam grows with the fourth power of its length (and as a
    /// string with the second), so that bodies of every size and of every number of segments
    /// follow their muscles alike: on agar a wave of 0.65 body lengths relaxes in about
    /// `40 (0.65 * 16 / 2π)^4 / BENDING` = 0.07 s.
    fn elasticity(&self) -> (f32, f32) {
        let size = self.plan.length / STANDARD;
        let stiffness = self.plan.stiffness.max(1e-3) / self.length();
        (stiffness * BENDING * size.powi(4), stiffness * TENSION * size.powi(2))
    }

    /// Poses of the segments of a body that is at rest but for its bends: a missing bend is 0.
    /// `at` is the tip of the head.
    pub fn poses(plan: &BodyPlan, at: Vec2, heading: f32, bends: &[f32]) -> Vec<(Vec2, f32)> {
        let half = 0.5 * plan.length / plan.segments as f32;
        let (mut front, mut angle) = (at, heading);
        (0..plan.segments as usize)
            .map(|index| {
                let axis = Vec2::new(ops::cos(angle), ops::sin(angle)) * half;
                let pose = (front - axis, angle);
                front -= 2.0 * axis;
                angle -= bends.get(index).copied().unwrap_or(0.0).clamp(-LARGEST_BEND, LARGEST_BEND);
                pose
            })
            .collect()
    }

    /// Bend and stretch of a joint between segments with these poses; `length` is a segment's.
    pub fn posture(front: &Pose, rear: &Pose, length: f32) -> (f32, f32) {
        let half = Vector::new(0.5 * length, 0.0);
        let turn = rear.rotation.inverse() * front.rotation;
        let shift = rear.inverse_transform_point(front.transform_point(-half)) - half;
        (ops::atan2(turn.sin(), turn.cos()), shift.x / length)
    }

    /// The springs of joint `index`.
    fn springs(&self, index: usize, (bend, stretch): (f32, f32)) -> Springs {
        let target = self.targets[index];
        let (mut bending, mut tension) = self.elasticity();
        if target.prescribed {
            bending *= PRESCRIBED;
        }
        let stop = STOP / self.plan.stiffness.clamp(1e-3, 1.0);
        let mut asked = [target.bend, -target.shortening];
        if bend.abs() > LARGEST_BEND {
            bending *= stop;
            asked[0] = bend;
        }
        if !(STRETCH[0]..=STRETCH[1]).contains(&stretch) {
            tension *= stop;
            asked[1] = stretch;
        }
        Springs {
            bend: [bend, asked[0].clamp(-LARGEST_BEND, LARGEST_BEND)].map(f64::from),
            gap: f64::from(asked[1].clamp(STRETCH[0], STRETCH[1]) * self.length()),
            stiffness: [bending, tension, tension * SHEAR].map(f64::from),
            viscosity: [VISCOSITY, VISCOSITY, SHEAR_SECONDS].map(f64::from),
        }
    }

    /// Lets shortened segments grip the ground.
    pub fn grip(&mut self, stretches: impl Iterator<Item = f32>) {
        if self.plan.setae <= 0.0 || self.plan.shorten <= 0.0 {
            return;
        }
        self.grip.fill(0.0);
        let last = self.joints.len() - 1;
        for (index, stretch) in stretches.enumerate() {
            let shortened = (-stretch / self.plan.shorten).clamp(0.0, 1.0);
            // A segment between two joints takes half from each; one at a tip has only one.
            self.grip[index] += if index == 0 { shortened } else { 0.5 * shortened };
            self.grip[index + 1] += if index == last { shortened } else { 0.5 * shortened };
        }
        for grip in &mut self.grip {
            *grip = 1.0 + self.plan.setae * *grip;
        }
    }

    /// Muscles, elasticity, drag of the medium and push of the probe over a substep \[seconds\]: leaves the
    /// segments with their new velocities in the solver. False if the body is not wholly there.
    pub fn solve(
        &mut self,
        bodies: &RigidBodySet,
        solver: &mut Solver,
        drag: &Drag,
        probe: Option<&Probe>,
        substep: f32,
    ) -> bool {
        let length = self.length();
        solver.pieces.clear();
        solver.springs.clear();
        let mut front: Option<Pose> = None;
        for index in 0..self.handles.len() {
            // A segment that somebody else has despawned takes the rest of the body out of the world.
            let Some(body) = bodies.get(self.handles[index]) else { return false };
            let pose = *body.position();
            let (position, rotation, velocity) = (pose.translation, pose.rotation, body.linvel());
            if let Some(front) = front.replace(pose) {
                let posture = Self::posture(&front, &pose, length);
                solver.springs.push(self.springs(index - 1, posture));
            }
            let mut push = Vector::ZERO;
            if let Some(probe) = probe {
                let offset = rotation.inverse_transform_vector(probe.position - position);
                let radius = radius(&self.plan, index);
                if let Some(press) = press(probe, offset, length, radius, self.plan.length, drag) {
                    push = rotation.transform_vector(press.push);
                    self.felt[index][0] += press.felt[0] * substep;
                    self.felt[index][1] += press.felt[1] * substep;
                }
            }
            let [x, y, turning] = [velocity.x, velocity.y, body.angvel()].map(f64::from);
            solver.pieces.push(Piece {
                position: DVec2::new(position.x.into(), position.y.into()),
                axis: DVec2::new(rotation.cos().into(), rotation.sin().into()),
                velocity: DVec3::new(x, y, turning),
                push: DVec2::new(push.x.into(), push.y.into()),
                grip: self.grip[index].into(),
            });
        }
        solver.solve(drag, length.into(), self.mass.into(), substep.into());
        true
    }

    /// Gives the segments these velocities.
    pub fn put(&self, bodies: &mut RigidBodySet, velocities: impl Iterator<Item = DVec3>) {
        for (&handle, velocity) in self.handles.iter().zip(velocities) {
            if let Some(body) = bodies.get_mut(handle) {
                // A light segment that is driven into an obstacle would come in at a speed at which
                // rapier's contacts, which yield a little, let it through.
                body.set_linvel(velocity.truncate().as_vec2().clamp_length_max(FASTEST), false);
                body.set_angvel((velocity.z as f32).clamp(-FASTEST_TURN, FASTEST_TURN), false);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_straight_body_lies_behind_its_head() {
        let plan = BodyPlan { segments: 4, length: 8.0, ..Default::default() };
        let poses = Chain::poses(&plan, Vec2::new(1.0, 2.0), 0.0, &[]);
        assert_eq!(poses[0], (Vec2::new(0.0, 2.0), 0.0));
        assert_eq!(poses[3], (Vec2::new(-6.0, 2.0), 0.0));
        // The tail of a body that bends to the left is on the left of the head's line.
        let bent = Chain::poses(&plan, Vec2::ZERO, 0.0, &[0.5, 0.5, 0.5]);
        assert!(bent[3].0.y > 0.5 && bent[3].1 < -1.4);
    }
}
