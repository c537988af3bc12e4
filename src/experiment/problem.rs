//! Why an experiment cannot be done.

use crate::scene::Faults;
use std::io;

/// Why an experiment cannot be done.
#[derive(Debug, thiserror::Error)]
pub enum Problem {
    /// What is asked does not fit the scene, or itself.
    #[error("{0}")]
    Asked(String),
    /// What was given is at fault.
    #[error("{0}")]
    Input(String),
    /// A protocol does not fit the scene.
    #[error(transparent)]
    Faults(#[from] Faults),
    /// It was stopped before its end.
    #[error("stopped")]
    Stopped,
    /// No threads could be started.
    #[error("starting threads: {0}")]
    Threads(#[from] io::Error),
}
