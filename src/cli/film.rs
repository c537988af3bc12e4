//! The videos of `wriggle shot`.

use super::{Failure, print_line};
use crate::sim::ticks;
use crate::window::{Film as Reel, FilmError, FilmKind, Photographer};
use indicatif::ProgressBar;
use std::path::{Path, PathBuf};

/// A video that was asked for.
#[derive(Clone, Debug)]
pub(super) struct Film(Reel);

impl From<FilmError> for Failure {
    fn from(error: FilmError) -> Self {
        match error {
            FilmError::Asked(words) => Self::Usage(words),
            FilmError::Io { what, error } => Self::Io { what, error },
            FilmError::Failed(_) | FilmError::Cancelled => Self::Input(error.to_string()),
        }
    }
}

impl Film {
    /// Looks at the name of a video and at its moments, before anything is run.
    pub(super) fn new(
        path: &Path,
        span: (f64, f64),
        fps: u32,
        size: (usize, usize),
    ) -> Result<Self, Failure> {
        if span.1 <= span.0 {
            return Err(Failure::Usage("--to must be later than --from".into()));
        }
        Ok(Self(Reel::new(path, FilmKind::of(path)?, span, fps, size)?))
    }

    /// The files that it is written into.
    pub(super) fn files(&self) -> Vec<PathBuf> {
        self.0.files()
    }

    /// Takes the pictures, one after the other, and writes what they make.
    pub(super) fn shoot(&self, photographer: &mut Photographer) -> Result<(), Failure> {
        let bar = ProgressBar::new(self.0.frames());
        let take = |moment: f64| {
            photographer.run_to(ticks(moment));
            photographer.take()
        };
        let shot = self.0.shoot(take, |done| {
            bar.set_position(done);
            true
        });
        bar.finish_and_clear();
        shot?;
        if self.0.is_numbered() { print_line(&format!("{} pictures", self.0.frames())) } else { Ok(()) }
    }
}
