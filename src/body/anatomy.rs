//! What the rest of the program sees of a body: plain data, no rapier.

use super::origin::world;
use super::plan::BodyPlan;
use bevy::math::{DVec2, ops};
use bevy::prelude::*;
use serde::{Deserialize, Serialize};

/// A body in the world, on the creature whose it is. [`embody`](super::embody) gives it one, and
/// [`disembody`](super::disembody) takes it away again. Its segments and joints as rapier knows them are
/// entities, children of the creature.
#[derive(Component, Debug)]
pub struct Body {
    /// Its shape and make. Changing it here changes nothing: make a new body.
    pub plan: BodyPlan,
    /// From where the [`offset`](Segment::offset) of its segments is counted: the scene's own origin, or far from
    /// it another one, the same for all bodies.
    pub origin: DVec2,
    /// From the head to the tail, as after the last tick.
    pub segments: Vec<Segment>,
    /// Joint `j` lies between segments `j` and `j + 1`, as after the last tick.
    pub joints: Vec<Joint>,
    /// The left and the right muscle of each joint.
    pub muscles: Vec<[Muscle; 2]>,
}

impl Body {
    /// Length of a segment at rest.
    #[must_use]
    pub fn segment_length(&self) -> f32 {
        self.plan.length / self.segments.len() as f32
    }

    /// Half the width of segment `index`: the worm tapers towards both ends.
    #[must_use]
    pub fn radius(&self, index: usize) -> f32 {
        radius(&self.plan, index)
    }

    /// Mean position of the segments, which all have the same mass.
    #[must_use]
    pub fn center(&self) -> Vec2 {
        let sum = self.segments.iter().map(|segment| segment.offset).sum::<Vec2>();
        world(sum / self.segments.len() as f32, self.origin)
    }

    /// How it lies now.
    #[must_use]
    pub fn posture(&self) -> Posture {
        Posture {
            head: self.head_tip(),
            heading: self.segments.first().map_or(0.0, |segment| segment.angle),
            bends: self.joints.iter().map(|joint| joint.bend).collect(),
        }
    }

    /// The foremost point of the body's axis.
    #[must_use]
    pub fn head_tip(&self) -> Vec2 {
        let tip = self.segments[0].offset + self.segments[0].axis() * (0.5 * self.segment_length());
        world(tip, self.origin)
    }
}

/// Half the width of segment `index` of a body with this plan: half the plan's width in the middle,
/// 0.35 of it at the tips.
pub(super) fn radius(plan: &BodyPlan, index: usize) -> f32 {
    let along = (index as f32 + 0.5) / plan.segments as f32 * 2.0 - 1.0;
    plan.width * (0.5 - 0.15 * along.abs().powi(4))
}

/// How a body lies: what [`place`](super::place) wants to know.
#[derive(Clone, Debug, PartialEq)]
pub struct Posture {
    /// The tip of the head.
    pub head: Vec2,
    /// Which way the head looks \[radians\].
    pub heading: f32,
    /// Bend of every joint \[radians\].
    pub bends: Vec<f32>,
}

/// One rigid piece of a body.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Segment {
    /// Its centre, as far as 32 bits tell.
    pub position: Vec2,
    /// Its centre counted from [`Body::origin`], with all its digits.
    pub offset: Vec2,
    /// Direction of its axis towards the head \[radians, -π to π\].
    pub angle: f32,
    /// Velocity of its centre \[lengths per second\].
    pub velocity: Vec2,
    /// Rate of turning, counter-clockwise \[radians per second\].
    pub angular_velocity: f32,
    /// Contact force that its skin feels on the left and the right, mean over the tick
    /// \[0 to 3 from each contact; 1 is a worm on agar that crawls head-on into a wall\].
    pub force: [f32; 2],
}

impl Segment {
    /// Unit vector towards the head.
    #[must_use]
    pub fn axis(&self) -> Vec2 {
        Vec2::new(ops::cos(self.angle), ops::sin(self.angle))
    }
}

/// The state of a joint.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Joint {
    /// Bend \[radians\]; positive when the body bends towards its left, whose side is then the
    /// shorter one.
    pub bend: f32,
    /// Length over the length at rest, less 1; negative when shortened.
    pub stretch: f32,
}

/// A muscle on one side of a joint.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Muscle {
    /// How strongly it pulls \[0 to 1\].
    pub activation: f32,
}

impl Muscle {
    /// Lets the activation follow the transmitter that was brought in this tick.
    ///
    /// `drive` is the excitatory and the inhibitory transmitter together, of any size and sign;
    /// `seconds` is the length of the tick and `time_constant` that of the muscle \[seconds\].
    /// This is the exact solution of `da/dt = (drive - a) / time_constant` over the tick, held
    /// within 0 and 1 (Boyle, Berri and Cohen 2012 use the same filter, with 0.1 s).
    pub fn step(&mut self, drive: f32, seconds: f32, time_constant: f32) {
        let followed = if time_constant > 0.0 { 1.0 - ops::exp(-seconds / time_constant) } else { 1.0 };
        let activation = self.activation + (drive - self.activation) * followed;
        // A NaN fails the comparison, and does not enter.
        self.activation = if activation > 0.0 { activation.min(1.0) } else { 0.0 };
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Drives a muscle as one release of a pool does: 12, and a tenth of the rest on each tick.
    fn release(time_constant: f32) -> (f32, Muscle) {
        let mut muscle = Muscle::default();
        let (mut drive, mut peak) = (12.0, 0.0_f32);
        for _ in 0..4 {
            muscle.step(drive, 0.01, time_constant);
            peak = peak.max(muscle.activation);
            drive *= 0.1;
        }
        (peak, muscle)
    }

    #[test]
    fn one_release_contracts_a_quick_muscle_fully_and_a_slow_one_by_a_third() {
        assert!(release(0.1).0 > 0.99);
        let slow = release(0.3).0;
        assert!((0.35..0.5).contains(&slow), "{slow}");
    }

    #[test]
    fn an_idle_muscle_relaxes_with_its_time_constant() {
        let mut muscle = Muscle { activation: 1.0 };
        for _ in 0..20 {
            muscle.step(0.0, 0.01, 0.2);
        }
        assert!((muscle.activation - ops::exp(-1.0)).abs() < 1e-5);
    }

    #[test]
    fn activation_stays_within_bounds_whatever_drives_it() {
        let mut muscle = Muscle::default();
        for drive in [1e30, f32::INFINITY, -1e30, f32::NEG_INFINITY, f32::NAN, 3.0] {
            muscle.step(drive, 0.01, 0.1);
            assert!((0.0..=1.0).contains(&muscle.activation), "{drive}");
        }
        muscle.step(1.0, 0.01, 0.0);
        assert_eq!(muscle.activation, 1.0);
    }

    #[test]
    fn the_worm_tapers() {
        let plan = BodyPlan::default();
        assert!(radius(&plan, 0) >= 0.35 * plan.width);
        assert!(radius(&plan, 0) < radius(&plan, 7));
        assert!((radius(&plan, 0) - radius(&plan, 15)).abs() < 1e-6);
    }
}
