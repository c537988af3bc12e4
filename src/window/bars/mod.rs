//! The bars at the top and at the bottom.

pub mod status;
pub mod top;
