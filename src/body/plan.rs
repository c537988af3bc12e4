//! The shape and the make of a body, as a scene says it.

use crate::entry::{Around, Checker, Fields, check_field, record};

/// Segments of a body.
pub const SEGMENTS: (u32, u32) = (4, 200);
/// Length of a body.
pub const LENGTH: (f32, f32) = (0.1, 1_000.0);
/// Least width of a body; the greatest is half its length.
pub const MIN_WIDTH: f32 = 0.01;
/// Greatest bend of a joint \[radians\].
pub const MAX_BEND: f32 = 1.2;
/// Greatest share of its length that a joint can lose.
pub const MAX_SHORTEN: f32 = 0.6;
/// Time constant of a muscle \[seconds\].
pub const MUSCLE_SECONDS: (f32, f32) = (0.01, 10.0);
/// Stiffness relative to the standard body.
pub const STIFFNESS: (f32, f32) = (0.01, 100.0);
/// Greatest grip of setae.
pub const MAX_SETAE: f32 = 1_000.0;
/// Greatest chance bend at birth \[radians\].
pub const MAX_JITTER: f32 = 1.0;

record! {
    /// The shape and the make of a body.
    #[derive(Clone, Copy, Debug, PartialEq)]
    pub struct BodyPlan with Default {
        /// How many segments. Between two of them lies a joint with a muscle on either side.
        segments: u32 = 16, from SEGMENTS.0, to SEGMENTS.1, by 0.1, written always;

        /// Length of the whole body at rest.
        length: f32 = 16.0, from LENGTH.0, to LENGTH.1, unit "units", by 0.1, written always;

        /// Width in the middle; at most half the length.
        width: f32 = 1.0, from MIN_WIDTH, to LENGTH.1 / 2.0, unit "units", by 0.01, written always;

        /// Bend of a joint when the muscle of one side is fully active.
        bend: f32 = 0.9, from 0, to MAX_BEND, unit "radians", by 0.01;

        /// Share of its length that a joint loses when both muscles are fully active.
        shorten: f32 = 0.3, from 0, to MAX_SHORTEN, unit "share", by 0.005;

        /// Time constant of a muscle: how slowly it follows what drives it.
        muscle_seconds: f32 = 0.1, from MUSCLE_SECONDS.0, to MUSCLE_SECONDS.1, unit "seconds", by 0.005;

        /// How hard the muscles and the elastic body pull towards their posture, relative to the standard body; a
        /// soft one is slowed and flattened by a thick medium.
        stiffness: f32 = 1.0, from STIFFNESS.0, to STIFFNESS.1, unit "times", by 0.02;

        /// Bristles: the drag of a shortened segment along its axis is multiplied by up to `1 + setae`. 0 is a
        /// smooth worm.
        setae: f32 = 0.0, from 0, to MAX_SETAE, unit "times", by 0.1;

        /// Largest chance bend of a joint at birth, drawn from the seed; counts from the next birth on.
        jitter: f32 = 0.0, from 0, to MAX_JITTER, unit "radians", by 0.005;
    }
}

impl BodyPlan {
    /// Checks it.
    pub fn check(&self, c: &mut Checker) {
        self.look(&mut |info, value| {
            if info.name == "width" {
                // Of a length that is wrong itself nothing follows for the width.
                let length = self.length;
                let half = if (LENGTH.0..=LENGTH.1).contains(&length) { length / 2.0 } else { LENGTH.1 };
                c.number("width", self.width, MIN_WIDTH, half);
            } else {
                check_field(c, info, value, &Around::default());
            }
        });
    }

    /// How many segments what lies on the body may reach over: on one with a wrong number of them, as many as
    /// any body may have, so that one slip is told once.
    #[must_use]
    pub fn known_segments(&self) -> u32 {
        if (SEGMENTS.0..=SEGMENTS.1).contains(&self.segments) { self.segments } else { SEGMENTS.1 }
    }
}
