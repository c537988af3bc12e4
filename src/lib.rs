//! A living worm.
pub mod body;
pub mod nervous;
pub mod scene;
