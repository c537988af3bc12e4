//! A body plan as rapier's bodies and joints.

use super::anatomy::radius;
use super::drag::Drag;
use super::elastic::{Piece, Solver, Springs};
use super::obstacles::FRICTION;
use super::plan::BodyPlan;
use super::touch::press;
use crate::arena::Probe;
use bevy::math::ops;
use bevy::math::{DVec2, DVec3};
use bevy::prelude::Vec2;
use rapier2d::prelude::*;
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

/// What muscles ask of a joint.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub(super) struct Target {
    /// Bend \[radians\].
    pub bend: f32,
    /// Share of its length that it loses.
    pub shortening: f32,
    /// A prescribed posture pulls harder than muscles do.
    pub prescribed: bool,
}

/// A creature's part of the world.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Chain {
    /// The scene document has it; a snapshot leaves it out.
    #[serde(skip)]
    pub plan: BodyPlan,
    /// Rigid bodies, from the head to the tail.
    pub segments: Vec<RigidBodyHandle>,
    /// Rapier's joints; joint `j` joins segment `j + 1` (its first body) to segment `j`.
    pub joints: Vec<ImpulseJointHandle>,
    /// What is asked of each joint.
    pub targets: Vec<Target>,
    /// Contact forces of the running tick, left and right, summed over substeps.
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

    /// The rigid body and the collider of segment `index` of the creature in `slot`.
    pub fn segment(plan: &BodyPlan, slot: usize, index: usize, pose: (Vec2, f32)) -> (RigidBody, Collider) {
        let (position, angle) = pose;
        let body = RigidBodyBuilder::dynamic()
            .translation(Vector::new(position.x, position.y))
            .rotation(angle)
            // A worm at rest is as ready to move as any other.
            .can_sleep(false)
            .build();
        // A smooth skin: each capsule reaches to its neighbours, and at both tips of the body its
        // cap ends where the body does.
        let radius = radius(plan, index);
        let half = 0.5 * plan.length / plan.segments as f32;
        let tip = (half - radius).max(0.0);
        let front = if index == 0 { tip } else { half };
        let back = if index + 1 == plan.segments as usize { tip } else { half };
        let collider = ColliderBuilder::capsule_from_endpoints(
            Vector::new(-back, 0.0),
            Vector::new(front, 1e-6),
            radius,
        )
        .density(0.0)
        .friction(FRICTION)
        .collision_groups(groups(slot))
        .active_hooks(if slot < OWN_GROUP { ActiveHooks::empty() } else { ActiveHooks::FILTER_CONTACT_PAIRS })
        .user_data(label(slot, index))
        .build();
        (body, collider)
    }

    /// A joint between neighbours. Its first body is the rear one, so that a positive angle is a
    /// bend to the left.
    pub fn joint(plan: &BodyPlan) -> GenericJoint {
        let length = plan.length / plan.segments as f32;
        GenericJointBuilder::new(JointAxesMask::LIN_Y)
            .local_anchor1(Vector::new(0.5 * length, 0.0))
            .local_anchor2(Vector::new(-0.5 * length, 0.0))
            .contacts_enabled(false)
            .build()
    }

    /// The springs of joint `index`.
    fn springs(&self, bodies: &RigidBodySet, index: usize) -> Springs {
        let target = self.targets[index];
        let (bend, stretch) = self.posture(bodies, index);
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

    /// Bend of joint `index`.
    fn bend(&self, bodies: &RigidBodySet, index: usize) -> f32 {
        let (front, rear) =
            (bodies[self.segments[index]].rotation(), bodies[self.segments[index + 1]].rotation());
        let turn = rear.inverse() * *front;
        ops::atan2(turn.sin(), turn.cos())
    }

    /// Bend and stretch of joint `index`.
    pub fn posture(&self, bodies: &RigidBodySet, index: usize) -> (f32, f32) {
        let (front, rear) =
            (bodies[self.segments[index]].position(), bodies[self.segments[index + 1]].position());
        let half = Vector::new(0.5 * self.length(), 0.0);
        let shift = rear.inverse_transform_point(front.transform_point(-half)) - half;
        (self.bend(bodies, index), shift.x / self.length())
    }

    /// Gives every segment the mass that fits the medium.
    pub fn weigh(&mut self, bodies: &mut RigidBodySet, drag: &Drag) {
        let length = self.length();
        self.mass = drag.mass(length);
        let properties = MassProperties::new(Vector::ZERO, self.mass, self.mass * length * length / 12.0);
        for &handle in &self.segments {
            if let Some(body) = bodies.get_mut(handle) {
                body.set_additional_mass_properties(properties, false);
            }
        }
    }

    /// Lets shortened segments grip the ground.
    pub fn grip(&mut self, bodies: &RigidBodySet) {
        if self.plan.setae <= 0.0 || self.plan.shorten <= 0.0 {
            return;
        }
        self.grip.fill(0.0);
        for index in 0..self.joints.len() {
            let shortened = (-self.posture(bodies, index).1 / self.plan.shorten).clamp(0.0, 1.0);
            // A segment between two joints takes half from each; one at a tip has only one.
            let last = self.joints.len() - 1;
            self.grip[index] += if index == 0 { shortened } else { 0.5 * shortened };
            self.grip[index + 1] += if index == last { shortened } else { 0.5 * shortened };
        }
        for grip in &mut self.grip {
            *grip = 1.0 + self.plan.setae * *grip;
        }
    }

    /// Muscles, elasticity, drag of the medium and push of the probe over a substep.
    pub fn drive(
        &mut self,
        bodies: &mut RigidBodySet,
        solver: &mut Solver,
        drag: &Drag,
        probe: Option<&Probe>,
        substep: f32,
    ) {
        let length = self.length();
        solver.pieces.clear();
        solver.springs.clear();
        for (index, &handle) in self.segments.iter().enumerate() {
            let body = &bodies[handle];
            let (position, rotation, velocity) = (body.translation(), body.rotation(), body.linvel());
            let mut push = Vector::ZERO;
            if let Some(probe) = probe {
                let offset = Vector::new(probe.position.x, probe.position.y) - position;
                let offset = rotation.inverse_transform_vector(offset);
                let radius = radius(&self.plan, index);
                let offset = Vec2::new(offset.x, offset.y);
                if let Some(press) = press(probe, offset, length, radius, self.plan.length, drag) {
                    push = rotation.transform_vector(Vector::new(press.push.x, press.push.y));
                    self.felt[index][0] += press.felt[0];
                    self.felt[index][1] += press.felt[1];
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
        for index in 0..self.joints.len() {
            solver.springs.push(self.springs(bodies, index));
        }
        solver.solve(drag, length.into(), self.mass.into(), substep.into());
        for (&handle, piece) in self.segments.iter().zip(&solver.pieces) {
            if let Some(body) = bodies.get_mut(handle) {
                // A light segment that is driven into an obstacle would come in at a speed at which
                // rapier's contacts, which yield a little, let it through.
                let velocity = piece.velocity.truncate().as_vec2().clamp_length_max(FASTEST);
                body.set_linvel(Vector::new(velocity.x, velocity.y), false);
                let turning = (piece.velocity.z as f32).clamp(-FASTEST_TURN, FASTEST_TURN);
                body.set_angvel(turning, false);
            }
        }
    }
}

/// Creatures in the first slots have a collision group of their own, from which they are exempt.
/// Rapier has 32 groups: the last is that of obstacles, the one before is shared by all further
/// creatures, which a hook keeps from themselves.
const OWN_GROUP: usize = 30;

fn groups(slot: usize) -> InteractionGroups {
    let own = Group::from_bits_truncate(1 << slot.min(OWN_GROUP));
    let others = if slot < OWN_GROUP { Group::ALL.difference(own) } else { Group::ALL };
    InteractionGroups::new(own, others, InteractionTestMode::And)
}

/// What a collider says of itself: 0 is an obstacle.
fn label(slot: usize, segment: usize) -> u128 {
    ((slot as u128 + 1) << 32) | segment as u128
}

/// The creature's slot and the segment that a collider belongs to.
pub(super) fn owner(label: u128) -> Option<(usize, usize)> {
    let slot = (label >> 32) as usize;
    (slot > 0).then(|| (slot - 1, label as u32 as usize))
}

/// Keeps creatures without a group of their own from touching themselves.
pub(super) struct NoSelfContact;

impl PhysicsHooks for NoSelfContact {
    fn filter_contact_pair(&self, pair: &PairFilterContext) -> Option<SolverFlags> {
        let slot = |collider: ColliderHandle| owner(pair.colliders[collider].user_data).map(|(slot, _)| slot);
        let (one, other) = (slot(pair.collider1), slot(pair.collider2));
        (one.is_none() || one != other).then_some(SolverFlags::COMPUTE_RIGID_IMPULSES)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_name_their_owner() {
        assert_eq!(owner(0), None);
        assert_eq!(owner(label(0, 0)), Some((0, 0)));
        assert_eq!(owner(label(41, 199)), Some((41, 199)));
    }

    #[test]
    fn no_creature_is_in_a_group_it_meets_unless_a_hook_watches() {
        for slot in 0..OWN_GROUP {
            assert!(!groups(slot).test(groups(slot)));
            assert!(groups(slot).test(groups(slot + 1)) && groups(slot).test(groups(99)));
        }
        assert!(groups(40).test(groups(41)));
    }

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
