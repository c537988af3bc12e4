//! Posts and walls as entities.

use super::hooks::obstacle_groups;
use crate::arena::Obstacle;
use bevy::ecs::bundle::Bundle;
use bevy::ecs::component::Component;
use bevy::ecs::name::Name;
use bevy::math::Vec2;
use bevy::transform::components::{GlobalTransform, Transform};
use bevy_rapier2d::prelude::{Collider, ColliderScale, Friction, RigidBody, Velocity};

/// Half the thickness of a wall. A body may not move further than this and its own radius in a
/// substep, see `FASTEST` in [`super::chain`].
pub(crate) const WALL_RADIUS: f32 = 0.15;
/// Friction of skin on obstacles and other skin: worms are slippery.
pub(super) const FRICTION: f32 = 0.15;

/// An obstacle's kind and numbers, by which obstacles are put in order.
fn key(obstacle: &Obstacle) -> (u8, [f32; 4]) {
    match *obstacle {
        Obstacle::Circle { at, radius } => (0, [at.0, at.1, radius, 0.0]),
        Obstacle::Wall { from, to } => (1, [from.0, from.1, to.0, to.1]),
    }
}

/// The obstacles in an order that does not depend on that of the list: contacts are solved in the
/// order in which rapier got the colliders.
pub(super) fn in_order(obstacles: &[Obstacle]) -> Vec<Obstacle> {
    let mut sorted = obstacles.to_vec();
    sorted.sort_by(|a, b| {
        let ((kind_a, a), (kind_b, b)) = (key(a), key(b));
        let numbers = a.iter().zip(&b).map(|(a, b)| a.total_cmp(b));
        kind_a
            .cmp(&kind_b)
            .then_with(|| numbers.fold(std::cmp::Ordering::Equal, |order, next| order.then(next)))
    });
    sorted
}

/// The obstacles in that order as numbers, which can be stored and compared.
pub(super) fn numbers(obstacles: &[Obstacle]) -> Vec<(u8, [f32; 4])> {
    in_order(obstacles).iter().map(key).collect()
}

/// Where an obstacle stands in the world, from wherever its transform is counted.
#[derive(Component, Clone, Copy, Debug)]
pub(super) struct Standing(pub Vec2);

/// An obstacle as the components of an entity; `None` if its numbers are not finite.
pub(super) fn parts(obstacle: &Obstacle, index: usize) -> Option<impl Bundle> {
    let (_, numbers) = key(obstacle);
    if !numbers.iter().all(|number| number.is_finite()) {
        return None;
    }
    let (kind, at, collider) = match *obstacle {
        Obstacle::Circle { at, radius } => ("post", Vec2::from(at), Collider::ball(radius.max(1e-3))),
        Obstacle::Wall { from, to } => {
            let (from, mut to) = (Vec2::from(from), Vec2::from(to));
            // A capsule of no length has no direction.
            if from == to {
                to.y += 1e-3;
            }
            let middle = 0.5 * (from + to);
            ("wall", middle, Collider::capsule(from - middle, to - middle, WALL_RADIUS))
        }
    };
    let place = Transform::from_translation(at.extend(0.0));
    Some((
        Name::new(format!("{kind} {index}")),
        Standing(at),
        place,
        GlobalTransform::from(place),
        RigidBody::Fixed,
        Velocity::default(),
        collider,
        ColliderScale::Absolute(Vec2::ONE),
        Friction::new(FRICTION),
        obstacle_groups(),
    ))
}

#[cfg(test)]
mod tests {
    use super::*;
    use bevy::ecs::world::World;

    #[test]
    fn the_order_of_the_list_does_not_matter() {
        let list = [
            Obstacle::Wall { from: (1.0, 0.0), to: (1.0, 2.0) },
            Obstacle::Circle { at: (3.0, 0.0), radius: 1.0 },
            Obstacle::Circle { at: (-3.0, 0.0), radius: 2.0 },
            Obstacle::Wall { from: (1.0, 0.0), to: (0.5, 2.0) },
        ];
        let mut other = list;
        other.reverse();
        assert_eq!(in_order(&list), in_order(&other));
    }

    #[test]
    fn an_obstacle_without_size_or_number_does_no_harm() {
        assert!(parts(&Obstacle::Circle { at: (f32::NAN, 0.0), radius: 1.0 }, 0).is_none());
        let mut world = World::new();
        let dot = parts(&Obstacle::Wall { from: (1.0, 1.0), to: (1.0, 1.0) }, 0).expect("a wall");
        let dot = world.spawn(dot);
        let shape = &dot.get::<Collider>().expect("a collider").raw;
        assert!(shape.compute_local_aabb().maxs.is_finite());
    }
}
