//! Bodies that lie in something where the run begins: they are pushed out of it, which moves them and takes long.

use super::some;
use crate::arena::Obstacle;
use crate::body::{Body, WALL_RADIUS};
use crate::entry::{Checker, Segment};
use crate::nervous::wiring_of;
use crate::scene::document::Scene;
use bevy::ecs::name::Name;
use bevy::ecs::world::World;
use bevy::math::{Rect, Vec2};

/// How deep something must lie in something else, as a share of the thinner one's width: what touches does not
/// overlap, and rounding is no overlap either.
const DEPTH: f32 = 0.1;

/// Something with round ends: all points up to `radius` from a line.
#[derive(Clone, Copy, Debug)]
struct Capsule {
    from: Vec2,
    to: Vec2,
    radius: f32,
}

impl Capsule {
    fn bounds(&self) -> Rect {
        Rect::from_corners(self.from, self.to).inflate(self.radius)
    }

    fn overlaps(&self, other: &Self) -> bool {
        let depth = self.radius + other.radius - distance(self, other);
        depth > DEPTH * 2.0 * self.radius.min(other.radius)
    }
}

/// Distance of the lines of two capsules: 0 where they cross, else that of an end of one from the other.
fn distance(a: &Capsule, b: &Capsule) -> f32 {
    let side = |line: &Capsule, point: Vec2| (line.to - line.from).perp_dot(point - line.from);
    let crosses = side(a, b.from) * side(a, b.to) < 0.0 && side(b, a.from) * side(b, a.to) < 0.0;
    if crosses {
        return 0.0;
    }
    let away = |line: &Capsule, point: Vec2| {
        let way = line.to - line.from;
        let along = (point - line.from).dot(way) / way.length_squared().max(f32::MIN_POSITIVE);
        point.distance(line.from + way * along.clamp(0.0, 1.0))
    };
    [away(a, b.from), away(a, b.to), away(b, a.from), away(b, a.to)].into_iter().fold(f32::INFINITY, f32::min)
}

/// A body as it lies.
struct Lying {
    /// Its number in the scene's list of creatures.
    creature: usize,
    bounds: Rect,
    parts: Vec<Capsule>,
}

impl Lying {
    fn of(body: &Body, creature: usize) -> Self {
        let half = 0.5 * body.segment_length();
        let part = |(index, segment): (usize, &crate::body::Segment)| {
            let radius = body.radius(index);
            let along = segment.axis() * half;
            Capsule { from: segment.position - along, to: segment.position + along, radius }
        };
        let mut parts: Vec<Capsule> = body.segments.iter().enumerate().map(part).collect();
        // The caps at both tips end where the body does.
        if let Some(first) = parts.first_mut() {
            first.to -= (first.to - first.from).normalize_or_zero() * first.radius.min(half);
        }
        if let Some(last) = parts.last_mut() {
            last.from += (last.to - last.from).normalize_or_zero() * last.radius.min(half);
        }
        let bounds = parts.iter().map(Capsule::bounds).reduce(|a, b| a.union(b)).unwrap_or_default();
        Self { creature, bounds, parts }
    }

    fn overlaps(&self, other: &Self) -> bool {
        let meet = |a: &Rect, b: &Rect| !a.intersect(*b).is_empty();
        meet(&self.bounds, &other.bounds)
            && self.parts.iter().any(|part| {
                meet(&part.bounds(), &other.bounds) && other.parts.iter().any(|others| part.overlaps(others))
            })
    }
}

/// Warns of bodies of a scene that has just been spawned into a world.
pub(super) fn check(c: &mut Checker, scene: &Scene, world: &mut World) {
    let creatures = wiring_of(world).creatures.clone();
    let mut lying: Vec<Lying> = creatures
        .into_iter()
        .filter_map(|entity| {
            let name = world.get::<Name>(entity)?.as_str();
            let creature = scene.creatures.iter().position(|creature| creature.name == name)?;
            Some(Lying::of(world.get::<Body>(entity)?, creature))
        })
        .collect();
    lying.sort_by_key(|body| body.creature);
    in_one_another(c, scene, &lying);
    in_obstacles(c, scene, &lying);
}

/// Bodies that lie in one another, heap by heap.
fn in_one_another(c: &mut Checker, scene: &Scene, lying: &[Lying]) {
    // In the order of their left ends each has to be compared only with those that begin before it ends.
    let mut order: Vec<usize> = (0..lying.len()).collect();
    order.sort_by(|a, b| lying[*a].bounds.min.x.total_cmp(&lying[*b].bounds.min.x));
    let mut heap_of: Vec<usize> = (0..lying.len()).collect();
    let find = |heap_of: &[usize], mut body: usize| {
        while heap_of[body] != body {
            body = heap_of[body];
        }
        body
    };
    for (place, &one) in order.iter().enumerate() {
        for &other in &order[place + 1..] {
            if lying[other].bounds.min.x > lying[one].bounds.max.x {
                break;
            }
            let (a, b) = (find(&heap_of, one), find(&heap_of, other));
            if a != b && lying[one].overlaps(&lying[other]) {
                heap_of[a.max(b)] = a.min(b);
            }
        }
    }
    for first in 0..lying.len() {
        let heap: Vec<usize> = (0..lying.len()).filter(|body| find(&heap_of, *body) == first).collect();
        if heap.len() < 2 {
            continue;
        }
        let names = heap.iter().map(|body| scene.creatures[lying[*body].creature].name.as_str());
        let message =
            format!("{} bodies lie in one another where the run begins: {}", heap.len(), some(names));
        let help = "set them apart with `at`: they are pushed out of one another, which moves them, and many take long";
        at_creature(c, lying[heap[1]].creature, message, help);
    }
}

/// Bodies that lie in posts or walls.
fn in_obstacles(c: &mut Checker, scene: &Scene, lying: &[Lying]) {
    let obstacles: Vec<(Capsule, &str)> = scene
        .arena
        .obstacles
        .iter()
        .map(|obstacle| match *obstacle {
            Obstacle::Circle { at, radius } => (Capsule { from: at.into(), to: at.into(), radius }, "post"),
            Obstacle::Wall { from, to } => {
                (Capsule { from: from.into(), to: to.into(), radius: WALL_RADIUS }, "wall")
            }
        })
        .collect();
    for body in lying {
        let hit = obstacles.iter().enumerate().find(|(_, (shape, _))| {
            !shape.bounds().intersect(body.bounds).is_empty()
                && body.parts.iter().any(|part| part.overlaps(shape))
        });
        if let Some((number, (_, kind))) = hit {
            let name = &scene.creatures[body.creature].name;
            let message = format!(
                "the body of {name:?} lies in a {kind} where the run begins, `arena.obstacles[{number}]`"
            );
            at_creature(c, body.creature, message, "move one of them");
        }
    }
}

fn at_creature(c: &mut Checker, creature: usize, message: String, help: &str) {
    c.field("creatures", |c| {
        c.within(Segment::Index(creature), |c| c.fault_in("at", message, Some(help)));
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    fn capsule(from: (f32, f32), to: (f32, f32), radius: f32) -> Capsule {
        Capsule { from: from.into(), to: to.into(), radius }
    }

    #[test]
    fn distances_of_lines() {
        let across = capsule((0.0, -1.0), (0.0, 1.0), 0.5);
        for (other, expected) in [
            (capsule((-1.0, 0.0), (1.0, 0.0), 0.5), 0.0),
            (capsule((3.0, -5.0), (3.0, 5.0), 0.5), 3.0),
            (capsule((0.0, 3.0), (0.0, 4.0), 0.5), 2.0),
            (capsule((3.0, 5.0), (3.0, 5.0), 0.5), 5.0),
            (capsule((0.0, 0.5), (0.0, 0.5), 0.5), 0.0),
        ] {
            assert!((distance(&across, &other) - expected).abs() < 1e-6, "{other:?}");
            assert!((distance(&other, &across) - expected).abs() < 1e-6, "{other:?}");
        }
    }

    #[test]
    fn what_touches_does_not_overlap() {
        let one = capsule((0.0, 0.0), (1.0, 0.0), 0.5);
        assert!(!one.overlaps(&capsule((0.0, 1.0), (1.0, 1.0), 0.5)));
        assert!(!one.overlaps(&capsule((0.0, 0.95), (1.0, 0.95), 0.5)));
        assert!(one.overlaps(&capsule((0.0, 0.8), (1.0, 0.8), 0.5)));
    }
}
