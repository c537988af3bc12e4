//! The whole state of the world as bytes, from which a run goes on to the same bits.
//!
//! Places and velocities are not enough for that: rapier remembers the impulses of joints and
//! contacts, which pairs touch, and in which order it found them, and starts its next step from
//! there. So all of rapier's sets are stored as they are. What the scene document says (plans,
//! medium, obstacles) is left to the document.

use super::anatomy::{Body, Muscle};
use super::chain::Chain;
use super::obstacles;
use super::physics::Physics;
use crate::arena::Obstacle;
use rapier2d::prelude::{
    BroadPhaseBvh, CCDSolver, ColliderHandle, ColliderSet, ImpulseJointSet, IslandManager, MultibodyJointSet,
    NarrowPhase, RigidBodySet, SoftBodySet,
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

#[derive(Serialize)]
struct View<'a> {
    chains: &'a Vec<Option<Chain>>,
    obstacles: Vec<[f32; 5]>,
    obstacle_colliders: &'a Vec<ColliderHandle>,
    islands: &'a IslandManager,
    broad_phase: &'a BroadPhaseBvh,
    narrow_phase: &'a NarrowPhase,
    bodies: &'a RigidBodySet,
    colliders: &'a ColliderSet,
    joints: &'a ImpulseJointSet,
    multibody_joints: &'a MultibodyJointSet,
    soft_bodies: &'a SoftBodySet,
    ccd: &'a CCDSolver,
    slots: Vec<Slot<'a>>,
}

#[derive(Serialize)]
struct Slot<'a> {
    slot: usize,
    muscles: &'a Vec<[Muscle; 2]>,
}

#[derive(Deserialize)]
struct Stored {
    chains: Vec<Option<Chain>>,
    obstacles: Vec<[f32; 5]>,
    obstacle_colliders: Vec<ColliderHandle>,
    islands: IslandManager,
    broad_phase: BroadPhaseBvh,
    narrow_phase: NarrowPhase,
    bodies: RigidBodySet,
    colliders: ColliderSet,
    joints: ImpulseJointSet,
    multibody_joints: MultibodyJointSet,
    soft_bodies: SoftBodySet,
    ccd: CCDSolver,
    slots: Vec<StoredSlot>,
}

#[derive(Deserialize)]
struct StoredSlot {
    slot: usize,
    muscles: Vec<[Muscle; 2]>,
}

/// The obstacles as numbers, in an order that does not depend on that of the document.
fn numbers(obstacles: &[Obstacle]) -> Vec<[f32; 5]> {
    obstacles::in_order(obstacles)
        .into_iter()
        .map(|obstacle| match obstacle {
            Obstacle::Circle { at, radius } => [0.0, at.0, at.1, radius, 0.0],
            Obstacle::Wall { from, to } => [1.0, from.0, from.1, to.0, to.1],
        })
        .collect()
}

impl Physics {
    /// The state of the world and of these bodies.
    ///
    /// # Errors
    ///
    /// When a part of the state has no form in bytes.
    pub fn snapshot(&self, bodies: &[&Body]) -> Result<Vec<u8>, SnapshotError> {
        let view = View {
            chains: &self.chains,
            obstacles: numbers(&self.obstacles),
            obstacle_colliders: &self.obstacle_colliders,
            islands: &self.islands,
            broad_phase: &self.broad_phase,
            narrow_phase: &self.narrow_phase,
            bodies: &self.bodies,
            colliders: &self.colliders,
            joints: &self.joints,
            multibody_joints: &self.multibody_joints,
            soft_bodies: &self.soft_bodies,
            ccd: &self.ccd,
            slots: bodies.iter().map(|body| Slot { slot: body.slot, muscles: &body.muscles }).collect(),
        };
        postcard::to_stdvec(&view).map_err(|_| SnapshotError::Damaged)
    }

    /// Takes up the state of a snapshot. The world must hold the same bodies as when it was taken,
    /// given here in the same order; medium and obstacles are kept as they are.
    ///
    /// # Errors
    ///
    /// When the bytes are damaged or of other bodies; nothing has changed then.
    pub fn restore(&mut self, bytes: &[u8], bodies: &mut [&mut Body]) -> Result<(), SnapshotError> {
        let mut stored: Stored = postcard::from_bytes(bytes).map_err(|_| SnapshotError::Damaged)?;
        if stored.slots.len() != bodies.len() {
            return Err(SnapshotError::Misfit);
        }
        for (kept, body) in stored.slots.iter().zip(bodies.iter()) {
            let chain =
                stored.chains.get_mut(kept.slot).and_then(Option::as_mut).ok_or(SnapshotError::Misfit)?;
            let fits = chain.segments.len() == body.segments.len()
                && kept.muscles.len() == body.muscles.len()
                && chain.segments.iter().all(|handle| stored.bodies.contains(*handle));
            if !fits {
                return Err(SnapshotError::Misfit);
            }
            chain.plan = body.plan;
        }
        let (medium, obstacles) = (self.medium, std::mem::take(&mut self.obstacles));
        // The obstacles of the snapshot are those of the document, unless that was edited since.
        let same_obstacles = stored.obstacles == numbers(&obstacles);
        self.chains = stored.chains;
        self.obstacle_colliders = stored.obstacle_colliders;
        self.islands = stored.islands;
        self.broad_phase = stored.broad_phase;
        self.narrow_phase = stored.narrow_phase;
        self.bodies = stored.bodies;
        self.colliders = stored.colliders;
        self.joints = stored.joints;
        self.multibody_joints = stored.multibody_joints;
        self.soft_bodies = stored.soft_bodies;
        self.ccd = stored.ccd;
        if same_obstacles {
            self.obstacles = obstacles;
        } else {
            self.set_obstacles(&obstacles);
        }
        let mass = self.drag.mass(1.0);
        let heavy = |chain: &Chain| (chain.mass - mass * chain.length()).abs() > f32::EPSILON * chain.mass;
        if self.chains.iter().flatten().any(heavy) {
            self.set_medium(medium);
        }
        for (kept, body) in stored.slots.into_iter().zip(bodies) {
            body.slot = kept.slot;
            body.muscles = kept.muscles;
            self.read_back(body);
        }
        Ok(())
    }
}
