//! The heartbeat: the length of a tick, the order of systems, the clock, the hash of bits, and streams of chance.

mod chance;
mod clock;
mod hash;

pub use chance::{Stream, well_mixed};
pub(crate) use clock::advance_clock;
pub use clock::{Clock, Playback, SPEEDS};
pub use hash::StateHasher;

use bevy::app::{App, Plugin};
use bevy::ecs::prelude::*;
use bevy::ecs::schedule::{ScheduleLabel, SystemSet};

/// Ticks in a second of simulated time.
pub const TICKS_PER_SECOND: u32 = 100;
/// Length of a tick \[seconds\].
pub const TICK_SECONDS: f32 = 0.01;

/// The number of ticks in a span of simulated seconds: `round(100 t)`.
#[must_use]
pub fn ticks(seconds: f64) -> u64 {
    (seconds * f64::from(TICKS_PER_SECOND)).round().max(0.0) as u64
}

/// When a tick ends \[simulated seconds\].
#[must_use]
pub fn seconds(tick: u64) -> f64 {
    tick as f64 / f64::from(TICKS_PER_SECOND)
}

/// Schedule of one tick.
///
/// It is a schedule of its own, not Bevy's `FixedUpdate`, because that one follows the wall
/// clock: here whoever drives the world says when a tick happens, so that a run without a
/// window, a window at any frame rate and speed, and a single step do the very same ticks.
#[derive(ScheduleLabel, Clone, Debug, PartialEq, Eq, Hash)]
pub struct Tick;

/// Does one tick.
pub fn run_tick(world: &mut World) {
    world.run_schedule(Tick);
}

/// The order of a tick. All systems of [`Tick`] are in one of these sets; they run one set
/// after the other, and no module orders its systems against another's in any other way.
#[derive(SystemSet, Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum SimSystems {
    /// The clock advances; the graph is compiled anew if it has changed.
    Wire,
    /// The script's touches and injections of this tick.
    Stimulate,
    /// Skin and stretch receptors charge dendrites.
    Sense,
    /// The neuron rule: step, gap junctions, transmit, swap.
    Think,
    /// What clefts brought to muscles moves their activation.
    Act,
    /// Muscles bend the body, the medium drags, bodies meet things.
    Physics,
    /// Traces and measures look at the end of the tick.
    Record,
}

/// The clock and the order of systems.
pub struct SimPlugin;

impl Plugin for SimPlugin {
    fn build(&self, app: &mut App) {
        app.init_resource::<Clock>()
            .init_schedule(Tick)
            .configure_sets(
                Tick,
                (
                    SimSystems::Wire,
                    SimSystems::Stimulate,
                    SimSystems::Sense,
                    SimSystems::Think,
                    SimSystems::Act,
                    SimSystems::Physics,
                    SimSystems::Record,
                )
                    .chain(),
            )
            .add_systems(Tick, advance_clock.in_set(SimSystems::Wire));
    }
}
