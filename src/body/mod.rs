//! The body: segments, joints, muscles, drag of the medium. Rapier lives here, and nowhere else.
//!
//! Seen from above, without gravity. A body is a chain of rigid segments; neighbours are joined
//! so that they can bend and shorten. Each joint has a left and a right muscle: their difference
//! bends it, their common part shortens it. The medium resists each segment along and across its
//! axis, and that difference is all that carries a worm forward.
//!
//! Units are those of the scene document: the standard worm is 16 long; drag is force per length
//! and speed, and agar's along the axis is 1.
//!
//! | file | subject |
//! |---|---|
//! | [`anatomy`] | what the rest of the program sees of a body |
//! | [`physics`] | the world of rigid bodies and its tick |
//! | `chain` | a body plan as rapier's bodies and joints |
//! | `drag` | resistance of the medium, and the mass that fits it |
//! | `elastic` | muscles, elasticity and drag of a chain, solved at once |
//! | [`plan`](BodyPlan) | shape and make of a body, as a scene says it |
//! | `loops` | the systems: clefts to muscles, muscles to the place of every segment |
//! | `obstacles` | posts and walls as rapier's colliders |
//! | `snapshot` | the whole state of the world as bytes |
//! | `touch` | the probe, and what skin feels |

pub mod anatomy;
mod chain;
mod drag;
mod elastic;
mod loops;
mod obstacles;
pub mod physics;
mod plan;
mod snapshot;
mod touch;

#[cfg(test)]
mod tests;

pub use anatomy::{Body, Joint, Muscle, Posture, Segment};
pub use loops::BodyPlugin;
pub(crate) use obstacles::WALL_RADIUS;
pub use physics::{Physics, SUBSTEPS, TICK};
pub use plan::*;
pub use snapshot::SnapshotError;
