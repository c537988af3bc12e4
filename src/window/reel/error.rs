//! Why there is no picture or video.

use crate::scene::SaveError;
use std::io;

/// Why there is no picture or video.
#[derive(Debug, thiserror::Error)]
pub enum FilmError {
    /// What was asked for cannot be.
    #[error("{0}")]
    Asked(String),
    /// Something on the way failed; the words say what.
    #[error("{0}")]
    Failed(String),
    /// Reading or writing failed.
    #[error("{what}: {error}")]
    Io {
        /// Which file.
        what: String,
        /// What the system says.
        error: io::Error,
    },
    /// Nobody wants it any more.
    #[error("cancelled")]
    Cancelled,
}

impl FilmError {
    pub(super) fn io(what: impl Into<String>) -> impl FnOnce(io::Error) -> Self {
        let what = what.into();
        move |error| Self::Io { what, error }
    }

    pub(super) fn unencodable(error: impl std::fmt::Display) -> Self {
        Self::Failed(format!("the picture cannot be encoded: {error}"))
    }
}

impl From<SaveError> for FilmError {
    fn from(error: SaveError) -> Self {
        match error.source.kind() {
            // Whoever read it has had enough.
            io::ErrorKind::BrokenPipe => {
                Self::Io { what: error.path.display().to_string(), error: error.source }
            }
            _ => Self::Failed(error.to_string()),
        }
    }
}
