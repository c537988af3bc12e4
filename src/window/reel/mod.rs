//! Pictures and videos as files: a PNG, a GIF, by ffmpeg an MP4 or `WebM`, or numbered pictures.
//!
//! * `film`: which pictures make a video, and how long each is shown.
//! * `encode`: what they become on the way into a file.
//! * `ffmpeg`: the program at work.
//!
//! What is on the pictures is not known here. A file is written as a whole or not at all; of numbered pictures those
//! that are there are taken away again where not all came.

mod encode;
mod error;
mod ffmpeg;
mod film;

pub use encode::{keep, png};
pub use error::FilmError;
pub use ffmpeg::find as find_ffmpeg;
pub use film::{FASTEST_GIF, Film, Kind, MOST_FRAMES, frames};

use std::path::Path;

/// The ending of a file's name, in small letters.
#[must_use]
pub fn ending(path: &Path) -> String {
    path.extension().map_or_else(String::new, |e| e.to_string_lossy().to_lowercase())
}
