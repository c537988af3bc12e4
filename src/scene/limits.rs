//! How large a scene and what is in it may be.
//!
//! Far beyond use, but a slip of the keyboard is caught here and not by the memory running out.

/// Creatures in a scene.
pub const MAX_CREATURES: usize = 1_000;
/// Classes in a scene.
pub const MAX_CLASSES: usize = 10_000;
/// Neurons in a scene, all creatures together.
pub const MAX_NEURONS: usize = 200_000;
/// Chemical synapses in a scene, all creatures together; the same for gap junctions.
pub const MAX_SYNAPSES: usize = 2_000_000;
/// Patches of skin, stretch receptors and neuromuscular junctions in a scene, of each kind.
pub const MAX_CONTROLLERS: usize = 200_000;
/// Obstacles in the arena.
pub const MAX_OBSTACLES: usize = 10_000;
/// Stimuli in a scene.
pub const MAX_STIMULI: usize = 100_000;
/// Characters of a name.
pub const MAX_NAME: usize = 64;
/// Largest coordinate, either way.
pub const MAX_COORDINATE: f32 = 1.0e5;
/// Largest heading, either way \[degrees\]: a hundred turns.
pub const MAX_HEADING: f32 = 36_000.0;
/// Largest radius of an obstacle.
pub const MAX_RADIUS: f32 = 1.0e4;
/// Drag of a medium, along and across.
pub const DRAG: (f32, f32) = (1.0e-3, 1.0e4);
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
/// Greatest conductance of a gap junction: at one half the two potentials meet in one tick.
pub const MAX_CONDUCTANCE: f32 = 0.5;
/// Latest time of a stimulus and its longest duration or interval \[seconds\].
pub const MAX_SECONDS: f32 = 1.0e6;
/// Greatest force of a touch.
pub const MAX_FORCE: f32 = 100.0;
/// Shortest interval of repeats \[seconds\]: one tick.
pub const MIN_EVERY: f32 = 0.01;

/// Ticks done at the moment of a snapshot: three centuries.
pub const MAX_TICK: u64 = 1_000_000_000_000;
