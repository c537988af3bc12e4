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
//! | `chain` | what is asked of the joints of a body, and how it is driven |
//! | `context` | rapier's context and plugin, and the part of a tick that moves bodies |
//! | `drag` | resistance of the medium, and the mass that fits it |
//! | `elastic` | muscles, elasticity and drag of a chain, solved at once |
//! | `embody` | bodies come, go and are moved by hand |
//! | `hooks` | who may touch whom |
//! | `leave` | bodies that leave the world and come back as they were |
//! | `loops` | the systems: clefts to muscles, muscles to the place of every segment |
//! | `mirror` | where segments are, for whoever looks at them as entities |
//! | `obstacles` | posts and walls as entities |
//! | `origin` | from where places are counted, far from the scene's origin |
//! | `outlines` | what rapier itself says that there is, as lines |
//! | `pace` | how many steps a tick takes |
//! | `parts` | a body plan as entities: segments and joints |
//! | [`plan`](BodyPlan) | shape and make of a body, as a scene says it |
//! | `settle` | how all of them get into rapier, always in one order |
//! | `settlement` | who is in there |
//! | `snapshot` | the whole state of the physics as bytes |
//! | `step` | a tick of the physics |
//! | `surroundings` | the medium, and the obstacles |
//! | `sync` | components into rapier's sets and back |
//! | `touch` | the probe, and what skin feels |
//! | `watch` | whether anybody has changed what goes into rapier |
//!
//! # In Bevy's world
//!
//! Segments, joints and obstacles are entities with the components of `bevy_rapier2d` (`RigidBody`,
//! `Collider`, `ImpulseJoint`, `Velocity`, `Transform`), each with a name, below their creature and below an
//! arena. So whatever Bevy's world knows to do with a rigid body works here too. The component [`Body`] on
//! the creature is what the rest of the program reads: plain data, brought up to date in every tick. Far from the
//! scene's origin the entities are counted from another one, [`Body::origin`]; their transforms are from there.
//!
//! # The same bits
//!
//! Rapier's feature `enhanced-determinism` cannot be had, see `Cargo.toml`. What it brings is had otherwise:
//! trigonometry is libm's by the features `bevy/libm` and `simba/libm_force`; the features `simd8` and
//! `parallel` are off; rapier's hash maps have a fixed seed and are only looked up; and its handles hang on
//! nothing but what is there (`settle`).

pub mod anatomy;
mod chain;
mod context;
mod drag;
mod elastic;
mod embody;
mod hooks;
mod leave;
mod loops;
mod mirror;
mod obstacles;
mod origin;
#[cfg(feature = "window")]
mod outlines;
mod pace;
mod parts;
mod plan;
mod settle;
mod settlement;
mod snapshot;
mod step;
mod surroundings;
mod sync;
mod touch;
mod watch;

#[cfg(test)]
mod tests;

pub use crate::sim::TICK_SECONDS as TICK;
pub use anatomy::{Body, Joint, Muscle, Posture, Segment};
pub use chain::Prescribed;
pub use embody::{disembody, embody, place};
pub use hooks::NoSelfContact;
pub use leave::Departed;
pub use loops::BodyPlugin;
pub(crate) use obstacles::WALL_RADIUS;
#[cfg(feature = "window")]
pub use outlines::{Outline, outlines};
pub use pace::{ForcedSubsteps, SUBSTEPS};
pub use parts::SegmentIndex;
pub use plan::*;
pub use snapshot::{SnapshotError, fits, restore, snapshot};
pub use step::substeps;
pub use surroundings::{medium, obstacles, set_medium, set_obstacles};
