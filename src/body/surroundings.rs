//! The world around bodies: the medium, and the obstacles as entities.

use super::chain::Chain;
use super::drag::Drag;
use super::obstacles::{in_order, numbers, parts as parts_of};
use super::parts;
use super::settlement::{Settlement, mark_stale};
use crate::arena::{Medium, Obstacle};
use bevy::ecs::entity_disabling::Disabled;
use bevy::ecs::name::Name;
use bevy::ecs::prelude::*;
use bevy::transform::components::Transform;
use bevy_rapier2d::plugin::context::RapierRigidBodySet;
use bevy_rapier2d::prelude::{AdditionalMassProperties, RapierContextEntityLink};

/// What bodies live in.
#[derive(Resource, Debug)]
pub(super) struct Surroundings {
    medium: Medium,
    /// The drag of the medium.
    pub drag: Drag,
    /// As the document lists them.
    obstacles: Vec<Obstacle>,
    /// The entity whose children the obstacles are.
    arena: Option<Entity>,
    /// The obstacles as entities, in the order in which they enter.
    pub entities: Vec<Entity>,
}

impl Surroundings {
    fn of(medium: Medium) -> Self {
        Self { medium, drag: Drag::of(medium), obstacles: Vec::new(), arena: None, entities: Vec::new() }
    }

    /// The obstacles, in the order in which they were set.
    pub fn obstacles(&self) -> &[Obstacle] {
        &self.obstacles
    }
}

/// The medium; `None` before a first one was set.
#[must_use]
pub fn medium(world: &World) -> Option<Medium> {
    world.get_resource::<Surroundings>().map(|around| around.medium)
}

/// Changes the medium, at any time.
pub fn set_medium(world: &mut World, medium: Medium) {
    match world.get_resource_mut::<Surroundings>() {
        Some(mut around) => (around.medium, around.drag) = (medium, Drag::of(medium)),
        None => world.insert_resource(Surroundings::of(medium)),
    }
    let chains: Vec<Entity> = world.query_filtered::<Entity, With<Chain>>().iter(world).collect();
    for creature in chains {
        weigh(world, creature);
    }
}

/// Gives every segment of a creature the mass that fits the medium.
pub(super) fn weigh(world: &mut World, creature: Entity) {
    let drag = drag(world);
    let context = world.resource::<Settlement>().context;
    let Some(mut chain) = world.get_mut::<Chain>(creature) else { return };
    let length = chain.length();
    chain.mass = drag.mass(length);
    let mass = parts::mass(chain.mass, length);
    let (segments, handles) = (chain.segments.clone(), chain.handles.clone());
    for segment in segments {
        if let Some(mut own) = world.get_mut::<AdditionalMassProperties>(segment) {
            *own = mass;
        }
    }
    // At once and not with the next tick, so that a snapshot has it.
    if let AdditionalMassProperties::MassProperties(mass) = mass
        && let Some(mut set) = world.get_mut::<RapierRigidBodySet>(context)
    {
        for handle in handles {
            if let Some(body) = set.bodies.get_mut(handle) {
                body.set_additional_mass_properties(mass.into_rapier(), false);
            }
        }
    }
}

/// The drag of the medium; agar's if none was set.
pub(super) fn drag(world: &World) -> Drag {
    world.get_resource::<Surroundings>().map_or_else(|| Drag::of(Medium::default()), |around| around.drag)
}

/// The obstacles, in the order in which they were set.
#[must_use]
pub fn obstacles(world: &World) -> &[Obstacle] {
    world.get_resource::<Surroundings>().map_or(&[], |around| &around.obstacles)
}

/// Replaces all obstacles. Their order has no effect on what bodies do.
pub fn set_obstacles(world: &mut World, obstacles: &[Obstacle]) {
    if medium(world).is_none() {
        set_medium(world, Medium::default());
    }
    let mut around = world.resource_mut::<Surroundings>();
    let unchanged = numbers(obstacles) == numbers(&around.obstacles);
    around.obstacles = obstacles.to_vec();
    if unchanged {
        return;
    }
    let old = std::mem::take(&mut around.entities);
    let arena = around.arena;
    for entity in old {
        world.despawn(entity);
    }
    let arena = arena.filter(|arena| world.get_entity(*arena).is_ok());
    let arena = arena.unwrap_or_else(|| world.spawn((Name::new("arena"), Transform::IDENTITY)).id());
    let context = world.resource::<Settlement>().context;
    let mut entities = Vec::with_capacity(obstacles.len());
    for (index, obstacle) in in_order(obstacles).iter().enumerate() {
        if let Some(parts) = parts_of(obstacle, index) {
            let bundle = (parts, RapierContextEntityLink(context), ChildOf(arena), Disabled);
            entities.push(world.spawn(bundle).id());
        }
    }
    let mut around = world.resource_mut::<Surroundings>();
    (around.arena, around.entities) = (Some(arena), entities);
    mark_stale(world);
}
