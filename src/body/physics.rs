//! The world of rigid bodies and its tick.

use super::anatomy::{Body, Joint, Muscle, Segment};
use super::chain::{Chain, FASTEST, NoSelfContact, Target, owner};
use super::drag::Drag;
use super::elastic::Solver;
use super::obstacles;
use super::plan::BodyPlan;
use super::touch::{felt, sides};
use crate::arena::{Medium, Obstacle, Probe};
use bevy::math::ops;
use bevy::prelude::*;
use rapier2d::prelude::{
    BroadPhaseBvh, CCDSolver, ColliderHandle, ColliderSet, ImpulseJointSet, IntegrationParameters,
    IslandManager, MultibodyJointSet, NarrowPhase, PhysicsPipeline, Pose, RigidBodySet, SoftBodySet,
    SpringCoefficients, Vector,
};

pub use crate::sim::TICK_SECONDS as TICK;
/// Steps of the solver in a tick. Travel is right with fewer; contacts and bends of a fast body in
/// a thin medium are the harder to hold the longer a step.
pub const SUBSTEPS: usize = 3;
const SUBSTEP: f32 = TICK / SUBSTEPS as f32;
/// Contacts undo two fifths of an overlap in a substep, and let 4 % of a velocity through.
const CONTACT: SpringCoefficients<f32> = SpringCoefficients { natural_frequency: 200.0, damping_ratio: 2.0 };

/// The world that bodies live in: a medium, obstacles, and the bodies.
///
/// A tick of [`TICK`] seconds is: [`actuate`](Self::actuate) for each body,
/// [`advance`](Self::advance) once, [`read_back`](Self::read_back) for each body. The same calls in
/// the same order give the same bits.
#[derive(Resource)]
pub struct Physics {
    pub(super) medium: Medium,
    pub(super) drag: Drag,
    pub(super) obstacles: Vec<Obstacle>,
    pub(super) obstacle_colliders: Vec<ColliderHandle>,
    /// By slot; a slot that a removed body leaves is used again.
    pub(super) chains: Vec<Option<Chain>>,
    parameters: IntegrationParameters,
    solver: Solver,
    pipeline: PhysicsPipeline,
    pub(super) islands: IslandManager,
    pub(super) broad_phase: BroadPhaseBvh,
    pub(super) narrow_phase: NarrowPhase,
    pub(super) bodies: RigidBodySet,
    pub(super) colliders: ColliderSet,
    pub(super) joints: ImpulseJointSet,
    // Not used, but rapier's step wants them.
    pub(super) multibody_joints: MultibodyJointSet,
    pub(super) soft_bodies: SoftBodySet,
    pub(super) ccd: CCDSolver,
}

impl Physics {
    /// An empty world.
    #[must_use]
    pub fn new(medium: Medium) -> Self {
        let parameters = IntegrationParameters {
            dt: SUBSTEP,
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
        };
        Self {
            medium,
            drag: Drag::of(medium),
            obstacles: Vec::new(),
            obstacle_colliders: Vec::new(),
            chains: Vec::new(),
            parameters,
            solver: Solver::default(),
            pipeline: PhysicsPipeline::new(),
            islands: IslandManager::new(),
            broad_phase: BroadPhaseBvh::new(),
            narrow_phase: NarrowPhase::new(),
            bodies: RigidBodySet::new(),
            colliders: ColliderSet::new(),
            joints: ImpulseJointSet::new(),
            multibody_joints: MultibodyJointSet::new(),
            soft_bodies: SoftBodySet::new(),
            ccd: CCDSolver::new(),
        }
    }

    /// The medium.
    #[must_use]
    pub fn medium(&self) -> Medium {
        self.medium
    }

    /// Changes the medium, at any time.
    pub fn set_medium(&mut self, medium: Medium) {
        self.medium = medium;
        self.drag = Drag::of(medium);
        for chain in self.chains.iter_mut().flatten() {
            chain.weigh(&mut self.bodies, &self.drag);
        }
    }

    /// The obstacles, in the order in which they were set.
    #[must_use]
    pub fn obstacles(&self) -> &[Obstacle] {
        &self.obstacles
    }

    /// Replaces all obstacles. Their order has no effect on what bodies do.
    pub fn set_obstacles(&mut self, obstacles: &[Obstacle]) {
        let ordered = obstacles::in_order(obstacles);
        let unchanged = ordered == obstacles::in_order(&self.obstacles);
        self.obstacles.clear();
        self.obstacles.extend_from_slice(obstacles);
        if unchanged {
            return;
        }
        for handle in self.obstacle_colliders.drain(..) {
            self.colliders.remove(handle, &mut self.islands, &mut self.bodies, &mut self.soft_bodies, false);
        }
        let colliders = ordered.iter().filter_map(obstacles::collider);
        self.obstacle_colliders.extend(colliders.map(|collider| self.colliders.insert(collider)));
    }

    /// Puts a body into the world: `at` is the tip of its head, which looks along `heading`
    /// \[radians\]; the body extends behind it, with the initial bend of each joint \[radians\]. Bends
    /// that are missing are 0.
    pub fn add_body(&mut self, plan: &BodyPlan, at: Vec2, heading: f32, bends: &[f32]) -> Body {
        // A scene has been checked when it comes here; this only keeps the solver from harm.
        let plan = BodyPlan { segments: plan.segments.clamp(4, 200), ..*plan };
        let count = plan.segments as usize;
        let slot = self.chains.iter().position(Option::is_none).unwrap_or(self.chains.len());
        let mut segments = Vec::with_capacity(count);
        for (index, &pose) in Chain::poses(&plan, at, heading, bends).iter().enumerate() {
            let (body, collider) = Chain::segment(&plan, slot, index, pose);
            let handle = self.bodies.insert(body);
            self.colliders.insert_with_parent(collider, handle, &mut self.bodies);
            segments.push(handle);
        }
        let joint = Chain::joint(&plan);
        let joints =
            segments.windows(2).map(|pair| self.joints.insert(pair[1], pair[0], joint, false)).collect();
        let mut chain = Chain {
            plan,
            segments,
            joints,
            targets: vec![Target::default(); count - 1],
            felt: vec![[0.0; 2]; count],
            grip: vec![1.0; count],
            mass: 0.0,
        };
        chain.weigh(&mut self.bodies, &self.drag);
        if slot == self.chains.len() {
            self.chains.push(Some(chain));
        } else {
            self.chains[slot] = Some(chain);
        }
        let mut body = Body {
            plan,
            segments: vec![Segment::default(); count],
            joints: vec![Joint::default(); count - 1],
            muscles: vec![[Muscle::default(); 2]; count - 1],
            slot,
        };
        self.actuate(&body);
        self.read_back(&mut body);
        body
    }

    /// Takes a body out of the world.
    pub fn remove_body(&mut self, body: &Body) {
        let Some(chain) = self.chains.get_mut(body.slot).and_then(Option::take) else { return };
        for handle in chain.segments {
            self.bodies.remove(
                handle,
                &mut self.islands,
                &mut self.colliders,
                &mut self.joints,
                &mut self.multibody_joints,
                &mut self.soft_bodies,
                true,
            );
        }
    }

    /// Hands the activations of the muscles to the joints: the difference of left and right is the
    /// bend, their common part the shortening.
    pub fn actuate(&mut self, body: &Body) {
        let Some(Some(chain)) = self.chains.get_mut(body.slot) else { return };
        for (target, [left, right]) in chain.targets.iter_mut().zip(&body.muscles) {
            *target = Target {
                bend: body.plan.bend * (left.activation - right.activation),
                shortening: body.plan.shorten * left.activation.min(right.activation),
                prescribed: false,
            };
        }
    }

    /// In the place of [`actuate`](Self::actuate): asks the joints for these bends \[radians\], with
    /// more force than muscles have.
    pub fn prescribe(&mut self, body: &Body, bends: &[f32]) {
        let Some(Some(chain)) = self.chains.get_mut(body.slot) else { return };
        for (target, &bend) in chain.targets.iter_mut().zip(bends) {
            *target = Target { bend, shortening: 0.0, prescribed: true };
        }
    }

    /// Moves all bodies on by a tick, with the probe pressing on them.
    pub fn advance(&mut self, probe: Option<&Probe>) {
        for chain in self.chains.iter_mut().flatten() {
            chain.felt.fill([0.0; 2]);
            chain.grip(&self.bodies);
        }
        for _ in 0..SUBSTEPS {
            for chain in self.chains.iter_mut().flatten() {
                chain.drive(&mut self.bodies, &mut self.solver, &self.drag, probe, SUBSTEP);
            }
            self.pipeline.step(
                Vector::ZERO,
                &self.parameters,
                &mut self.islands,
                &mut self.broad_phase,
                &mut self.narrow_phase,
                &mut self.bodies,
                &mut self.colliders,
                &mut self.joints,
                &mut self.multibody_joints,
                &mut self.soft_bodies,
                &mut self.ccd,
                &NoSelfContact,
                &(),
            );
            self.feel();
        }
    }

    /// Notes the contact forces of a substep.
    fn feel(&mut self) {
        for pair in self.narrow_phase.contact_pairs() {
            for manifold in pair.manifolds() {
                for contact in &manifold.points {
                    if contact.data.impulse <= 0.0 {
                        continue;
                    }
                    let ends = [
                        (pair.collider1, contact.local_p1, manifold.local_n1),
                        (pair.collider2, contact.local_p2, manifold.local_n2),
                    ];
                    for (handle, point, normal) in ends {
                        let Some((slot, index)) = owner(self.colliders[handle].user_data) else { continue };
                        let Some(Some(chain)) = self.chains.get_mut(slot) else { continue };
                        // The impulse undoes a velocity for which drag has already been paid.
                        let drag = self.drag.towards(normal.x) * chain.length() / chain.mass;
                        let force = contact.data.impulse * (1.0 / SUBSTEP + drag);
                        let force = felt(force, &self.drag, chain.plan.length);
                        let shares = sides(force, point.y / super::anatomy::radius(&chain.plan, index));
                        chain.felt[index][0] += shares[0];
                        chain.felt[index][1] += shares[1];
                    }
                }
            }
        }
    }

    /// Brings a body's segments and joints up to date.
    pub fn read_back(&mut self, body: &mut Body) {
        let Some(Some(chain)) = self.chains.get(body.slot) else { return };
        for (index, segment) in body.segments.iter_mut().enumerate() {
            let rigid = &self.bodies[chain.segments[index]];
            let (position, rotation, velocity) = (rigid.translation(), rigid.rotation(), rigid.linvel());
            *segment = Segment {
                position: Vec2::new(position.x, position.y),
                angle: ops::atan2(rotation.sin(), rotation.cos()),
                velocity: Vec2::new(velocity.x, velocity.y),
                angular_velocity: rigid.angvel(),
                force: chain.felt[index].map(|force| force / SUBSTEPS as f32),
            };
        }
        for (index, joint) in body.joints.iter_mut().enumerate() {
            let (bend, stretch) = chain.posture(&self.bodies, index);
            *joint = Joint { bend, stretch };
        }
    }

    /// Moves a whole body, which then rests in its new place. See [`add_body`](Self::add_body) for
    /// what the arguments mean.
    pub fn place(&mut self, body: &mut Body, at: Vec2, heading: f32, bends: &[f32]) {
        let Some(Some(chain)) = self.chains.get_mut(body.slot) else { return };
        chain.felt.fill([0.0; 2]);
        for (&handle, (position, angle)) in
            chain.segments.iter().zip(Chain::poses(&body.plan, at, heading, bends))
        {
            if let Some(rigid) = self.bodies.get_mut(handle) {
                rigid.set_position(Pose::new(Vector::new(position.x, position.y), angle), false);
                rigid.set_linvel(Vector::ZERO, false);
                rigid.set_angvel(0.0, false);
            }
        }
        self.read_back(body);
    }
}
