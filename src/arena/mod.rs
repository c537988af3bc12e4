//! What a body can meet: the medium, obstacles, and the probe that pokes. Plain data: the body room makes physics
//! of it.

use crate::entry::{Checker, MAX_COORDINATE, is_default};
use bevy::app::{App, Plugin};
use bevy::ecs::resource::Resource;
use bevy::math::Vec2;
use serde::{Deserialize, Serialize};

/// Obstacles in the arena.
pub const MAX_OBSTACLES: usize = 10_000;
/// Largest radius of an obstacle.
pub const MAX_RADIUS: f32 = 1.0e4;
/// Drag of a medium, along and across.
pub const DRAG: (f32, f32) = (1.0e-3, 1.0e4);

/// The world around the creatures.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Arena {
    /// What the creatures move in.
    #[serde(skip_serializing_if = "is_default")]
    pub medium: Medium,
    /// What they bump into.
    #[serde(skip_serializing_if = "is_default")]
    pub obstacles: Vec<Obstacle>,
}

/// The medium, by its drag on a body per unit of length and speed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub enum Medium {
    /// A wet gel: drag across 40 times the drag along (Boyle, Berri and Cohen 2012).
    #[default]
    Agar,
    /// Water: drag across 1.6 times the drag along.
    Water,
    /// Any other.
    Custom {
        /// Drag along the axis.
        tangential: f32,
        /// Drag across the axis.
        normal: f32,
    },
}

/// Something fixed in the arena.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub enum Obstacle {
    /// A round post.
    Circle {
        /// Its centre.
        at: (f32, f32),
        /// Its radius.
        radius: f32,
    },
    /// A straight wall.
    Wall {
        /// One end.
        from: (f32, f32),
        /// The other end.
        to: (f32, f32),
    },
}

impl Arena {
    /// Checks it.
    pub fn check(&self, c: &mut Checker) {
        self.medium.check(c);
        c.size("obstacles", 0, self.obstacles.len(), MAX_OBSTACLES);
        c.each("obstacles", &self.obstacles, |c, _, obstacle| obstacle.check(c));
    }
}

impl Medium {
    /// Checks it, in the field `medium`.
    pub fn check(self, c: &mut Checker) {
        if let Self::Custom { tangential, normal } = self {
            c.field("medium", |c| {
                c.number("tangential", tangential, DRAG.0, DRAG.1);
                c.number("normal", normal, DRAG.0, DRAG.1);
                if normal < tangential && normal >= DRAG.0 && tangential <= DRAG.1 {
                    let help = "a worm crawls by slipping along its axis more easily than across";
                    let message = format!("`normal` {normal} is less than `tangential` {tangential}");
                    c.fault_in("normal", message, Some(help));
                }
            });
        }
    }
}

impl Obstacle {
    fn check(&self, c: &mut Checker) {
        match *self {
            Self::Circle { at, radius } => {
                c.pair("at", at, MAX_COORDINATE);
                c.above("radius", radius, 0.0, MAX_RADIUS);
            }
            Self::Wall { from, to } => {
                c.pair("from", from, MAX_COORDINATE);
                c.pair("to", to, MAX_COORDINATE);
                if from == to {
                    c.fault("a wall cannot begin where it ends", None);
                }
            }
        }
    }
}

/// The user's finger: a circle that presses on bodies.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Probe {
    /// Its centre.
    pub position: Vec2,
    /// Its radius.
    pub radius: f32,
}

/// The probe in the user's hand; `None` while it is lifted.
#[derive(Resource, Clone, Debug, Default)]
pub struct HeldProbe(pub Option<Probe>);

/// The probe.
pub struct ArenaPlugin;

impl Plugin for ArenaPlugin {
    fn build(&self, app: &mut App) {
        app.init_resource::<HeldProbe>();
    }
}
