//! What rapier itself says that there is: its debug renderer, as lines.

use super::origin::world as to_world;
use super::settlement::Settlement;
use super::sync::{Held, held};
use bevy::ecs::world::World;
use bevy::math::{DVec2, Vec2};
use bevy_rapier2d::rapier::pipeline::{
    DebugColor, DebugRenderBackend, DebugRenderMode, DebugRenderObject, DebugRenderPipeline, DebugRenderStyle,
};

/// What a line is a part of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outline {
    /// The shape of a collider.
    Collider,
    /// A joint: from the middles of its segments to where they are joined.
    Joint,
    /// A contact: how deep it is, and where it pushes.
    Contact,
}

/// Hands out the lines of all colliders, joints and contacts, as after the last tick.
pub fn outlines(world: &World, line: impl FnMut(Outline, Vec2, Vec2)) {
    let Some(settlement) = world.get_resource::<Settlement>() else { return };
    let (context, origin) = (settlement.context, settlement.origin);
    let Some(Held { simulation, bodies, colliders, joints }) = held(world, context) else { return };
    let mode = DebugRenderMode::COLLIDER_SHAPES | DebugRenderMode::IMPULSE_JOINTS | DebugRenderMode::CONTACTS;
    DebugRenderPipeline::new(DebugRenderStyle::default(), mode).render(
        &mut Lines(line, origin),
        &bodies.bodies,
        &colliders.colliders,
        &joints.impulse_joints,
        &joints.multibody_joints,
        &simulation.narrow_phase,
    );
}

struct Lines<F>(F, DVec2);

impl<F: FnMut(Outline, Vec2, Vec2)> DebugRenderBackend for Lines<F> {
    fn draw_line(&mut self, object: DebugRenderObject, from: Vec2, to: Vec2, _: DebugColor) {
        let kind = match object {
            DebugRenderObject::ImpulseJoint(..) | DebugRenderObject::MultibodyJoint(..) => Outline::Joint,
            DebugRenderObject::ContactPair(..) => Outline::Contact,
            _ => Outline::Collider,
        };
        (self.0)(kind, to_world(from, self.1), to_world(to, self.1));
    }
}
