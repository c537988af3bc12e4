//! The body: segments, joints, muscles, drag of the medium. Rapier lives here.
mod loops;
mod stub;
pub use loops::BodyPlugin;
pub use stub::*;
