//! The tick of the physics: what happens between the two schedules that keep components and rapier alike.

use super::anatomy::{Body, Joint, Segment, radius};
use super::chain::{Chain, Motion, Prescribed, Target};
use super::drag::Drag;
use super::elastic::Solver;
use super::hooks::NoSelfContact;
use super::origin::{local, world};
use super::pace::{ForcedSubsteps, Neighbourhood, SUBSTEPS, calm};
use super::settlement::Owner;
use super::surroundings::Surroundings;
use super::touch::{felt, sides};
use crate::arena::Medium;
use crate::arena::{HeldProbe, Probe};
use crate::sim::TICK_SECONDS as TICK;
use bevy::ecs::prelude::*;
use bevy::math::{DVec2, DVec3, ops};
use bevy_rapier2d::plugin::context::{
    RapierContextColliders, RapierContextJoints, RapierContextSimulation, RapierRigidBodySet,
};
use bevy_rapier2d::rapier::prelude::{NarrowPhase, Vector};

/// Working memory of a step, and whether there was one.
#[derive(Resource, Default)]
pub(super) struct Workspace {
    solver: Solver,
    order: Vec<Entity>,
    /// Velocities of all chains after a step of a whole tick.
    ahead: Vec<DVec3>,
    /// Greatest speed of each chain \[lengths per second\].
    speeds: Vec<f32>,
    neighbourhood: Neighbourhood,
    /// How many steps the last tick took.
    substeps: usize,
    /// Whether bodies have been stepped since all have entered.
    pub stepped: bool,
}

/// How many steps the physics took in the last tick; 0 before the first, and where there is no body.
#[must_use]
pub fn substeps(world: &World) -> usize {
    world.get_resource::<Workspace>().map_or(0, |space| space.substeps)
}

/// Muscles pull, the medium drags, bodies meet things and the probe.
pub(super) fn step(
    mut contexts: Query<(
        &mut RapierContextSimulation,
        &mut RapierContextColliders,
        &mut RapierContextJoints,
        &mut RapierRigidBodySet,
    )>,
    mut creatures: Query<(&mut Chain, &mut Body, Option<&Prescribed>)>,
    hooks: NoSelfContact,
    surroundings: Option<Res<Surroundings>>,
    probe: Res<HeldProbe>,
    forced: Option<Res<ForcedSubsteps>>,
    mut workspace: ResMut<Workspace>,
) {
    let space = &mut *workspace;
    space.stepped = true;
    space.order.clear();
    space.order.extend_from_slice(hooks.creatures());
    let around = surroundings.as_deref();
    let drag = around.map_or_else(|| Drag::of(Medium::default()), |around| around.drag);
    let Ok((mut simulation, mut colliders, mut joints, mut set)) = contexts.get_mut(hooks.context()) else {
        return;
    };
    for &creature in &space.order {
        if let Ok((mut chain, body, prescribed)) = creatures.get_mut(creature) {
            actuate(&mut chain, &body, prescribed);
            chain.felt.fill([0.0; 2]);
            chain.grip(body.joints.iter().map(|joint| joint.stretch));
        }
    }
    let probe =
        probe.0.map(|probe| Probe { position: local(probe.position, hooks.origin()), radius: probe.radius });
    let probe = probe.as_ref();
    let substeps = match &forced {
        Some(forced) => forced.0.max(1),
        None if quiet(space, &set, &mut creatures, &drag, (around, hooks.origin()), probe) => 1,
        None => SUBSTEPS,
    };
    space.substeps = substeps;
    let (simulation, joints) = (&mut *simulation, &mut *joints);
    let substep = TICK / substeps as f32;
    simulation.integration_parameters.dt = substep;
    for _ in 0..substeps {
        let mut ahead = space.ahead.iter().copied();
        for &creature in &space.order {
            let Ok((mut chain, ..)) = creatures.get_mut(creature) else { continue };
            if substeps == 1 && forced.is_none() {
                let count = chain.handles.len();
                chain.put(&mut set.bodies, ahead.by_ref().take(count));
            } else if chain.solve(&set.bodies, &mut space.solver, &drag, probe, substep) {
                chain.put(&mut set.bodies, space.solver.pieces.iter().map(|piece| piece.velocity));
            }
        }
        simulation.pipeline.step(
            Vector::ZERO,
            &simulation.integration_parameters,
            &mut simulation.islands,
            &mut simulation.broad_phase,
            &mut simulation.narrow_phase,
            &mut set.bodies,
            &mut colliders.colliders,
            &mut joints.impulse_joints,
            &mut joints.multibody_joints,
            &mut simulation.ccd_solver,
            &hooks.filter(),
            &(),
        );
        feel(&simulation.narrow_phase, &hooks, &space.order, &mut creatures, &drag, substep);
    }
    for &creature in &space.order {
        if let Ok((chain, mut body, _)) = creatures.get_mut(creature) {
            let motion = |index: usize| set.bodies.get(*chain.handles.get(index)?).map(Motion::of);
            read_back(body.bypass_change_detection(), &chain.felt, motion);
        }
    }
}

/// Whether one step does for the tick, see [`super::pace`]; then the velocities after it are in the
/// workspace.
fn quiet(
    space: &mut Workspace,
    set: &RapierRigidBodySet,
    creatures: &mut Query<(&mut Chain, &mut Body, Option<&Prescribed>)>,
    drag: &Drag,
    (around, origin): (Option<&Surroundings>, DVec2),
    probe: Option<&Probe>,
) -> bool {
    space.ahead.clear();
    space.speeds.clear();
    for &creature in &space.order {
        let Ok((mut chain, ..)) = creatures.get_mut(creature) else { return false };
        if !chain.solve(&set.bodies, &mut space.solver, drag, None, TICK)
            || !calm(&space.solver.before, &space.solver.pieces, chain.length())
        {
            return false;
        }
        space.speeds.push(chain.fastest(&space.solver.before, &space.solver.pieces));
        space.ahead.extend(space.solver.pieces.iter().map(|piece| piece.velocity));
    }
    let creatures = creatures.as_readonly();
    let body = |rank: usize| creatures.get(*space.order.get(rank)?).ok().map(|(_, body, _)| body);
    let obstacles = around.map_or(&[][..], Surroundings::obstacles);
    !space.neighbourhood.crowded(body, &space.speeds, (obstacles, origin), probe)
}

/// Hands the activations of the muscles to the joints: the difference of left and right is the bend, their
/// common part the shortening.
fn actuate(chain: &mut Chain, body: &Body, prescribed: Option<&Prescribed>) {
    if let Some(Prescribed(bends)) = prescribed {
        for (target, &bend) in chain.targets.iter_mut().zip(bends) {
            *target = Target { bend, shortening: 0.0, prescribed: true };
        }
        return;
    }
    for (target, [left, right]) in chain.targets.iter_mut().zip(&body.muscles) {
        *target = Target {
            bend: body.plan.bend * (left.activation - right.activation),
            shortening: body.plan.shorten * left.activation.min(right.activation),
            prescribed: false,
        };
    }
}

/// Notes the contact forces of a substep.
fn feel(
    narrow_phase: &NarrowPhase,
    hooks: &NoSelfContact,
    order: &[Entity],
    creatures: &mut Query<(&mut Chain, &mut Body, Option<&Prescribed>)>,
    drag: &Drag,
    substep: f32,
) {
    for pair in narrow_phase.contact_pairs() {
        for manifold in &pair.manifolds {
            for contact in &manifold.points {
                if contact.data.impulse <= 0.0 {
                    continue;
                }
                let ends = [
                    (pair.collider1, contact.local_p1, manifold.local_n1),
                    (pair.collider2, contact.local_p2, manifold.local_n2),
                ];
                for (collider, point, normal) in ends {
                    let Some(Owner { rank, segment }) = hooks.owner(collider) else { continue };
                    let Some(Ok((mut chain, ..))) = order.get(rank).map(|c| creatures.get_mut(*c)) else {
                        continue;
                    };
                    // The impulse undoes a velocity for which drag has already been paid.
                    let paid = drag.towards(normal.x) * chain.length() / chain.mass;
                    let force = contact.data.impulse * (1.0 / substep + paid);
                    let force = felt(force, drag, chain.plan.length);
                    let shares = sides(force, point.y / radius(&chain.plan, segment));
                    if let Some(felt) = chain.felt.get_mut(segment) {
                        felt[0] += shares[0] * substep;
                        felt[1] += shares[1] * substep;
                    }
                }
            }
        }
    }
}

/// Brings a body's segments and joints up to date; `felt` are the forces on its skin, summed over the time
/// of a tick.
pub(super) fn read_back(body: &mut Body, felt: &[[f32; 2]], motion: impl Fn(usize) -> Option<Motion>) {
    let length = body.segment_length();
    let mut front: Option<Motion> = None;
    for index in 0..body.segments.len() {
        let Some(now) = motion(index) else { return };
        body.segments[index] = Segment {
            position: world(now.pose.translation, body.origin),
            offset: now.pose.translation,
            angle: ops::atan2(now.pose.rotation.sin(), now.pose.rotation.cos()),
            velocity: now.velocity,
            angular_velocity: now.turning,
            force: felt.get(index).copied().unwrap_or_default().map(|force| force / TICK),
        };
        if let Some(front) = front.replace(now)
            && let Some(joint) = body.joints.get_mut(index - 1)
        {
            let (bend, stretch) = Chain::posture(&front.pose, &now.pose, length);
            *joint = Joint { bend, stretch };
        }
    }
}
