//! Neurons.
mod params;
pub use params::*;
