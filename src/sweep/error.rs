//! What is wrong with a table.

use std::io;

/// Why a table cannot be gone on with.
#[derive(Debug, thiserror::Error)]
pub enum TableError {
    /// It holds something else.
    #[error("{0}")]
    Other(String),
    /// Its rows were run with something else.
    #[error("{0}")]
    Changed(String),
    /// The file beside it cannot be had; the words name it.
    #[error("{0}")]
    Beside(String),
    /// Another sweep is at it.
    #[error("another sweep is writing to this file")]
    Busy,
    /// Reading or writing failed.
    #[error(transparent)]
    Io(#[from] io::Error),
}
