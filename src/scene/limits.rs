//! How large a scene may be. (How large what is in it may be stands where that is declared.)
//!
//! Far beyond use, but a slip of the keyboard is caught here and not by the memory running out.

/// Creatures in a scene.
pub const MAX_CREATURES: usize = 1_000;
/// Classes in a scene.
pub const MAX_CLASSES: usize = 10_000;
/// Plasticity rules in a scene, and modulators.
pub const MAX_RULES: usize = 1_000;
/// Neurons in a scene, all creatures together.
pub const MAX_NEURONS: usize = 200_000;
/// Stimuli in a scene.
pub const MAX_STIMULI: usize = 100_000;
/// Largest heading, either way \[degrees\]: a hundred turns.
pub const MAX_HEADING: f32 = 36_000.0;
/// Ticks done at the moment of a snapshot: three centuries.
pub const MAX_TICK: u64 = 1_000_000_000_000;
