//! Posts and walls as rapier's colliders.

use crate::arena::Obstacle;
use rapier2d::prelude::*;

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

/// The collider of an obstacle; `None` if its numbers are not finite.
pub(super) fn collider(obstacle: &Obstacle) -> Option<Collider> {
    let (_, numbers) = key(obstacle);
    if !numbers.iter().all(|number| number.is_finite()) {
        return None;
    }
    let builder = match *obstacle {
        Obstacle::Circle { at, radius } => {
            ColliderBuilder::ball(radius.max(1e-3)).translation(Vector::new(at.0, at.1))
        }
        Obstacle::Wall { from, to } => ColliderBuilder::capsule_from_endpoints(
            Vector::new(from.0, from.1),
            // A capsule of no length has no direction.
            Vector::new(to.0, if from == to { to.1 + 1e-3 } else { to.1 }),
            WALL_RADIUS,
        ),
    };
    Some(builder.friction(FRICTION).collision_groups(groups()).build())
}

/// The group of obstacles: the last of the 32. See [`super::chain`] for the others.
fn groups() -> InteractionGroups {
    InteractionGroups::new(Group::GROUP_32, Group::ALL, InteractionTestMode::And)
}

#[cfg(test)]
mod tests {
    use super::*;

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
        assert!(collider(&Obstacle::Circle { at: (f32::NAN, 0.0), radius: 1.0 }).is_none());
        let dot = collider(&Obstacle::Wall { from: (1.0, 1.0), to: (1.0, 1.0) }).unwrap();
        assert!(dot.compute_aabb().maxs.is_finite());
    }
}
