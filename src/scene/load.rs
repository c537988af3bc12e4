//! A scene file with all that people wrote into it.

use super::comments::Comments;
use super::document::Scene;
use super::fault::Faults;
use super::read::{parse, read_text};
use std::path::Path;

/// A scene and what the document does not hold of its file.
#[derive(Clone, Debug, PartialEq)]
pub struct Loaded {
    /// The scene, checked.
    pub scene: Scene,
    /// What people wrote beside it, for saving.
    pub comments: Comments,
}

/// Reads a scene file.
///
/// # Errors
///
/// All that is wrong with the file, or why it cannot be read at all.
pub fn load(path: &Path) -> Result<Loaded, Faults> {
    loaded(&read_text(path)?, &path.display().to_string())
}

/// Reads the text of a scene with its comments; `file` is only for the faults.
///
/// # Errors
///
/// All that is wrong with the text.
pub fn loaded(text: &str, file: &str) -> Result<Loaded, Faults> {
    Ok(Loaded { scene: parse(text, file)?, comments: Comments::of(text) })
}
