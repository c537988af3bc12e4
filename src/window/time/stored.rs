//! A moment that can be gone back to.

use crate::arena::Probe;
use crate::window::twin::RunState;

/// A moment that can be gone back to.
#[derive(Clone)]
pub(super) struct Stored {
    pub(super) run: RunState,
    pub(super) ghost: Option<RunState>,
    /// How often the neurons of each creature had released.
    pub(super) spikes: Vec<u64>,
    /// Which scene lives on from here: the count of changes until then.
    pub(super) scene: u32,
    /// Deeds that are part of it already.
    pub(super) deeds: u64,
    pub(super) probe: Option<Probe>,
}

impl Stored {
    /// Memory that it takes \[bytes\].
    pub(super) fn size(&self) -> usize {
        self.run.size() + self.ghost.as_ref().map_or(0, RunState::size)
    }
}
