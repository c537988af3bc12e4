//! What is in a folder.

use crate::window::state::document::file_name;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant, SystemTime};

/// Between two looks at whether the folder has changed.
const PATIENCE: Duration = Duration::from_secs(1);

/// A file or a folder.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Its name, for people.
    pub name: String,
    /// Where it is.
    pub path: PathBuf,
    /// Whether it is a folder.
    pub is_folder: bool,
}

/// What is in a folder: folders first, each in the order of their names.
#[derive(Debug)]
pub struct Listing {
    /// The folder.
    pub folder: PathBuf,
    /// What is in it.
    pub entries: Vec<Entry>,
    /// Why it cannot be read.
    pub error: Option<String>,
    changed: Option<SystemTime>,
    looked: Instant,
}

impl Listing {
    /// Reads a folder.
    #[must_use]
    pub fn of(folder: &Path) -> Self {
        let folder = folder.canonicalize().unwrap_or_else(|_| folder.to_owned());
        let (mut entries, mut error) = (Vec::new(), None);
        match std::fs::read_dir(&folder) {
            Ok(found) => {
                entries.extend(found.flatten().map(|entry| entry.path()).map(|path| Entry {
                    name: file_name(&path),
                    is_folder: path.is_dir(),
                    path,
                }));
            }
            Err(why) => error = Some(format!("This folder cannot be read: {why}")),
        }
        entries.sort_by_cached_key(|entry| (!entry.is_folder, entry.name.to_lowercase(), entry.name.clone()));
        Self { changed: changed(&folder), folder, entries, error, looked: Instant::now() }
    }

    /// Reads it again, if something has come or gone since; tells whether it did.
    pub fn tend(&mut self) -> bool {
        if self.looked.elapsed() < PATIENCE {
            return false;
        }
        self.looked = Instant::now();
        let is_old = changed(&self.folder) != self.changed;
        if is_old {
            *self = Self::of(&self.folder);
        }
        is_old
    }
}

fn changed(folder: &Path) -> Option<SystemTime> {
    std::fs::metadata(folder).and_then(|data| data.modified()).ok()
}
