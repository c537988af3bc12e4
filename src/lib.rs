//! A living worm.
pub mod arena;
pub mod body;
pub mod edit;
pub mod nervous;
pub mod record;
pub mod scene;
pub mod senses;
pub mod sim;
pub mod stimulus;
#[cfg(feature = "window")]
pub mod window;
