//! The open file.

use crate::edit::History;
use crate::scene::Comments;
use bevy::ecs::prelude::*;
use std::path::{Path, PathBuf};

/// The open file.
#[derive(Resource, Clone, Debug, Default)]
pub struct Document {
    /// Where it is; `None`: the scene is in no file yet.
    pub path: Option<PathBuf>,
    /// Its comments, kept when saving.
    pub comments: Comments,
    /// Whether the file is not there any more.
    pub gone: bool,
    /// What a file may be called that the scene is not in yet, without an ending.
    pub proposed: String,
}

impl Document {
    /// Its name, for people.
    #[must_use]
    pub fn name(&self) -> Option<String> {
        self.path.as_deref().map(file_name)
    }

    /// Its name without an ending; empty where it is in no file.
    #[must_use]
    pub fn stem(&self) -> String {
        let name = self.name().unwrap_or_default();
        name.trim_end_matches(".ron").trim_end_matches(".worm").to_owned()
    }
}

/// Whether the scene differs from its file, or that is gone.
#[must_use]
pub fn is_dirty(world: &World) -> bool {
    let is_gone = world.get_resource::<Document>().is_some_and(|document| document.gone);
    is_gone || world.get_resource::<History>().is_some_and(History::is_dirty)
}

/// The last part of a path, for people.
#[must_use]
pub fn file_name(path: &Path) -> String {
    path.file_name().map_or_else(|| path.display().to_string(), |name| name.to_string_lossy().into_owned())
}
