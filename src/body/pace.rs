//! How many steps a tick takes: one where nothing touches and nothing is hasty, else [`SUBSTEPS`].
//!
//! Travel is right with one step. Contacts are the harder to hold the longer a step, and so is a fast body in
//! a thin medium; and the error of a step grows with the change of velocities in it. The solver of a chain
//! tells velocities and their change before anything has moved. So a tick is tried as one step, and done in
//! three if anything could touch anything on its way, or if any segment anywhere would go or change too
//! fast: then nobody can live off the error of a long step. All of it follows from places, velocities and
//! muscles at the beginning of the tick, and so a run that was cut decides as the one that was not.

use super::anatomy::Body;
use super::chain::Chain;
use super::elastic::Piece;
use super::obstacles::WALL_RADIUS;
use super::origin::local;
use crate::arena::Obstacle;
use crate::arena::Probe;
use crate::sim::TICK_SECONDS as TICK;
use bevy::ecs::prelude::*;
use bevy::math::{DVec2, DVec3, Vec2};

/// Steps of the solver in a tick where something touches or is hasty.
pub const SUBSTEPS: usize = 3;

/// So many steps in every tick, whatever happens: to compare.
#[derive(Resource, Clone, Copy, Debug)]
pub struct ForcedSubsteps(pub usize);

// These limits were found by comparing gaits, see `tests/substeps.rs`. With them the gaits of all shipped
// worms differ from those of three steps by less than 3 %, most of their ticks are one step, and what shakes
// itself at the rhythm of the ticks gets three.

/// One step does while no segment goes further in a tick than this, in its lengths,
const WAY: f64 = 0.15;
/// turns by more \[radians\],
const TURN: f64 = 0.3;
/// or changes its velocity by more than would carry it so far in a tick, in its lengths;
const CHANGE: f64 = 0.2;
/// while no joint changes the speed of its bend by more than would bend it so far in a tick \[radians\],
const BEND: f64 = 0.2;
/// and none that bends by more than this in a tick turns back as fast \[radians\].
const BACK: f64 = 0.03;

/// Whether a chain moves in a tick so that one step is right for it: its velocities before, and as a step of
/// a whole tick would have them. `length` is a segment's.
pub(super) fn calm(before: &[DVec3], after: &[Piece], length: f32) -> bool {
    let tick = f64::from(TICK);
    let scale = tick / f64::from(length);
    let mut front: Option<[f64; 2]> = None;
    for (before, after) in before.iter().zip(after) {
        let velocity = after.velocity.truncate();
        let change = velocity - before.truncate();
        let turning = [before.z, after.velocity.z].map(|rate| rate * tick);
        let calm = velocity.length_squared() * scale * scale <= WAY * WAY
            && change.length_squared() * scale * scale <= CHANGE * CHANGE
            && turning[1].abs() <= TURN
            && front.replace(turning).is_none_or(|front| {
                let bend = [front[0] - turning[0], front[1] - turning[1]];
                let back = bend[0] * bend[1] < 0.0 && bend[0].abs().min(bend[1].abs()) > BACK;
                !back && (bend[1] - bend[0]).abs() <= BEND
            });
        if !calm {
            return false;
        }
    }
    true
}

/// What a creature can reach within a tick.
#[derive(Clone, Copy, Debug)]
struct Reach {
    /// Corners of a box around its segments' centres.
    low: Vec2,
    high: Vec2,
    /// How far it reaches beyond.
    by: f32,
}

impl Reach {
    /// That of a body whose segments move no faster than this \[lengths per second\].
    fn of(body: &Body, speed: f32) -> Self {
        let (mut low, mut high) = (Vec2::INFINITY, Vec2::NEG_INFINITY);
        for segment in &body.segments {
            low = low.min(segment.offset);
            high = high.max(segment.offset);
        }
        Self { low, high, by: around(body) + 2.0 * speed * TICK }
    }

    fn meets(&self, low: Vec2, high: Vec2, by: f32) -> bool {
        let by = Vec2::splat(self.by + by);
        (self.low - by).cmple(high).all() && (self.high + by).cmpge(low).all()
    }
}

/// How far the skin of a body is from the centre of a segment at most, and a little.
fn around(body: &Body) -> f32 {
    0.5 * body.segment_length() + 0.6 * body.plan.width
}

/// Working memory of the search for what is near.
#[derive(Debug, Default)]
pub(super) struct Neighbourhood {
    reaches: Vec<Reach>,
}

impl Neighbourhood {
    /// Whether anything comes near enough to touch within a tick: the probe, an obstacle, another creature.
    /// The speeds are the greatest of each body \[lengths per second\]. Probe and bodies are counted from the origin,
    /// obstacles from that of the scene.
    pub fn crowded<'a>(
        &mut self,
        bodies: impl Fn(usize) -> Option<&'a Body>,
        speeds: &[f32],
        (obstacles, origin): (&[Obstacle], DVec2),
        probe: Option<&Probe>,
    ) -> bool {
        self.reaches.clear();
        for (index, &speed) in speeds.iter().enumerate() {
            let Some(body) = bodies(index) else { continue };
            let reach = Reach::of(body, speed);
            if probe.is_some_and(|probe| reach.meets(probe.position, probe.position, probe.radius)) {
                return true;
            }
            for obstacle in obstacles {
                if near(body, &reach, obstacle, origin) {
                    return true;
                }
            }
            for (other, theirs) in self.reaches.iter().enumerate() {
                if reach.meets(theirs.low, theirs.high, theirs.by)
                    && bodies(other).is_none_or(|other| touch(body, &reach, other, theirs))
                {
                    return true;
                }
            }
            self.reaches.push(reach);
        }
        false
    }
}

fn near(body: &Body, reach: &Reach, obstacle: &Obstacle, origin: DVec2) -> bool {
    let place = |at: (f32, f32)| local(at.into(), origin);
    let (from, to, by) = match *obstacle {
        Obstacle::Circle { at, radius } => (place(at), place(at), radius),
        Obstacle::Wall { from, to } => (place(from), place(to), WALL_RADIUS),
    };
    if !reach.meets(from.min(to), from.max(to), by) {
        return false;
    }
    let far = (reach.by + by) * (reach.by + by);
    let along = to - from;
    let square = along.length_squared();
    body.segments.iter().any(|segment| {
        let offset = segment.offset - from;
        let share = if square > 0.0 { (offset.dot(along) / square).clamp(0.0, 1.0) } else { 0.0 };
        (offset - share * along).length_squared() < far
    })
}

fn touch(one: &Body, reach: &Reach, other: &Body, theirs: &Reach) -> bool {
    let far = (reach.by + theirs.by) * (reach.by + theirs.by);
    one.segments.iter().any(|segment| {
        let at = segment.offset;
        theirs.meets(at, at, reach.by)
            && other.segments.iter().any(|other| other.offset.distance_squared(at) < far)
    })
}

impl Chain {
    /// The greatest speed of its skin, now and as a step of a whole tick would have it \[lengths per
    /// second\].
    pub fn fastest(&self, before: &[DVec3], after: &[Piece]) -> f32 {
        let half = f64::from(0.5 * self.length() + self.plan.width);
        let speed = |v: DVec3| v.truncate().length() + v.z.abs() * half;
        let all = before.iter().copied().chain(after.iter().map(|piece| piece.velocity));
        all.map(speed).fold(0.0, f64::max) as f32
    }
}
