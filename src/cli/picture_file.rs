//! Pictures as files.

use super::Failure;
use crate::record::report::encode_png;
use crate::window::Picture;
use std::path::Path;

/// The ending of a file's name, in small letters.
pub(super) fn ending(path: &Path) -> String {
    path.extension().map_or_else(String::new, |e| e.to_string_lossy().to_lowercase())
}

pub(super) fn unencodable(error: impl std::fmt::Display) -> Failure {
    Failure::Input(format!("the picture cannot be encoded: {error}"))
}

pub(super) fn png(picture: &Picture) -> Result<Vec<u8>, Failure> {
    encode_png((picture.width as u32, picture.height as u32), &picture.rgb).map_err(unencodable)
}
