//! How long a run is.

use crate::scene::document::Scene;
use crate::sim::ticks;
use crate::stimulus;

/// How long a scene without an end to its script is run \[seconds\].
const DEFAULT_SECONDS: f64 = 30.0;
/// What is still watched after the last thing a script does \[ticks\].
const AFTER_SCRIPT: u64 = 500;

/// How long a run is, as far as it was said.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Span {
    /// In simulated seconds.
    pub seconds: Option<f64>,
    /// In ticks; these go first.
    pub ticks: Option<u64>,
}

impl Span {
    /// Ticks that were asked for, or that the scene's script asks for.
    #[must_use]
    pub fn of(&self, scene: &Scene) -> u64 {
        let scripted = || {
            let last = stimulus::last_tick(&scene.stimuli)?;
            last.saturating_add(AFTER_SCRIPT).checked_sub(scene.begins()).filter(|left| *left > 0)
        };
        self.ticks
            .or(self.seconds.map(ticks))
            .unwrap_or_else(|| scripted().unwrap_or_else(|| ticks(DEFAULT_SECONDS)))
    }
}
