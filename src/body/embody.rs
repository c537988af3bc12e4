//! Bodies come, go and are moved by hand.

use super::anatomy::{Body, Joint, Muscle, Segment};
use super::chain::{Chain, Motion, Target};
use super::origin::{has_strayed, local, origin_for};
use super::parts;
use super::plan::BodyPlan;
use super::settle::settle;
use super::settlement::{Settlement, mark_stale};
use super::step::read_back;
use super::surroundings::drag;
use super::sync::out_of_rapier;
use bevy::ecs::prelude::*;
use bevy::math::Vec2;
use bevy::transform::components::Transform;
use bevy_rapier2d::plugin::context::RapierRigidBodySet;

/// Gives a creature a body, in the place of the one that it may have: `at` is the tip of its head, which
/// looks along `heading` \[radians\]; the body extends behind it, with the initial bend of each joint
/// \[radians\]. Bends that are missing are 0.
pub fn embody(world: &mut World, creature: Entity, plan: &BodyPlan, at: Vec2, heading: f32, bends: &[f32]) {
    disembody(world, creature);
    if world.get_entity(creature).is_err() {
        return;
    }
    // A scene has been checked when it comes here; this only keeps the solver from harm.
    let plan = BodyPlan { segments: plan.segments.clamp(4, 200), ..*plan };
    let count = plan.segments as usize;
    let base = origin_for(at.as_dvec2());
    let poses = Chain::poses(&plan, local(at, base), heading, bends);
    let entry: Vec<Motion> = poses.into_iter().map(Motion::resting).collect();
    let length = plan.length / plan.segments as f32;
    let mass = drag(world).mass(length);
    let context = world.resource::<Settlement>().context;
    // The parts' places are told from the creature's, which so is that of the world.
    world.entity_mut(creature).insert(Transform::IDENTITY);
    let weight = parts::mass(mass, length);
    let (segments, joints) = parts::spawn(world, context, creature, &plan, &entry, weight);
    let mut body = Body {
        plan,
        origin: base,
        segments: vec![Segment::default(); count],
        joints: vec![Joint::default(); count - 1],
        muscles: vec![[Muscle::default(); 2]; count - 1],
    };
    let felt = vec![[0.0; 2]; count];
    read_back(&mut body, &felt, |index| entry.get(index).copied());
    let chain = Chain {
        plan,
        segments,
        joints,
        handles: Vec::new(),
        entry,
        base,
        targets: vec![Target::default(); count - 1],
        felt,
        grip: vec![1.0; count],
        mass,
    };
    world.entity_mut(creature).insert((body, chain));
}

/// Takes a creature's body out of the world and returns it.
pub fn disembody(world: &mut World, creature: Entity) -> Option<Body> {
    let mut creature = world.get_entity_mut(creature).ok()?;
    let body = creature.take::<Body>();
    let chain = creature.take::<Chain>()?;
    for segment in chain.segments {
        // Its joint is below it.
        world.despawn(segment);
    }
    body
}

/// Moves a whole body, which then rests in its new place. See [`embody`] for what the arguments mean.
pub fn place(world: &mut World, creature: Entity, at: Vec2, heading: f32, bends: &[f32]) {
    settle(world);
    let Settlement { context, origin, .. } = *world.resource::<Settlement>();
    let Some(mut chain) = world.get_mut::<Chain>(creature) else { return };
    chain.felt.fill([0.0; 2]);
    let (plan, handles) = (chain.plan, chain.handles.clone());
    if has_strayed(at.as_dvec2() - origin) {
        // Counted from here it would lie there only roughly.
        let base = origin_for(at.as_dvec2());
        let poses = Chain::poses(&plan, local(at, base), heading, bends);
        chain.entry = poses.into_iter().map(Motion::resting).collect();
        chain.base = base;
        chain.handles.clear();
        mark_stale(world);
        settle(world);
        show(world, creature);
        return;
    }
    let poses = Chain::poses(&plan, local(at, origin), heading, bends);
    if let Some(mut set) = world.get_mut::<RapierRigidBodySet>(context) {
        for (handle, pose) in handles.into_iter().zip(poses) {
            if let Some(body) = set.bodies.get_mut(handle) {
                Motion::resting(pose).put(body);
            }
        }
    }
    show(world, creature);
    out_of_rapier(world);
}

/// Brings a creature's [`Body`] up to date with rapier.
pub(super) fn show(world: &mut World, creature: Entity) {
    let context = world.resource::<Settlement>().context;
    let Some(chain) = world.get::<Chain>(creature) else { return };
    let (handles, felt) = (chain.handles.clone(), chain.felt.clone());
    let Some(set) = world.get::<RapierRigidBodySet>(context) else { return };
    let motion = |handle| set.bodies.get(handle).map(Motion::of);
    let motions: Vec<Option<Motion>> = handles.into_iter().map(motion).collect();
    if let Some(mut body) = world.get_mut::<Body>(creature) {
        read_back(&mut body, &felt, |index| motions.get(index).copied().flatten());
    }
}
