//! Scenes that were not saved, on the disk: one file each, and a lock that says that its window lives.

use crate::window::state::document::file_name;
use serde::{Deserialize, Serialize};
use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::time::{SystemTime, UNIX_EPOCH};

/// Ending of the scenes.
pub(super) const SCENE: &str = "rescue.ron";
/// Ending of the locks.
pub(super) const LOCK: &str = "lock";

/// A scene that was not saved.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(super) struct Rescue {
    /// Its title.
    pub(super) name: String,
    /// Its file, if it has one.
    pub(super) path: Option<PathBuf>,
    /// When it was written \[seconds since 1970\].
    pub(super) at: u64,
    /// Its text.
    pub(super) text: String,
}

/// A scene of a window that has crashed. The lock keeps other windows from offering it too.
pub(super) struct Found {
    pub(super) rescue: Rescue,
    pub(super) stem: PathBuf,
    pub(super) _lock: File,
}

pub(super) fn seconds() -> u64 {
    SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_secs())
}

pub(super) fn with(stem: &Path, ending: &str) -> PathBuf {
    let mut path = stem.as_os_str().to_owned();
    path.push(".");
    path.push(ending);
    path.into()
}

/// Takes a lock; `None`: another window has it.
pub(super) fn lock(path: &Path) -> Option<File> {
    let file = File::options().create(true).truncate(false).write(true).open(path).ok()?;
    file.try_lock().ok()?;
    Some(file)
}

/// The scenes in a folder whose window is gone, the last one first.
pub(super) fn orphans(folder: &Path) -> Vec<Found> {
    let Ok(entries) = fs::read_dir(folder) else { return Vec::new() };
    let mut found: Vec<Found> = Vec::new();
    for path in entries.flatten().map(|entry| entry.path()) {
        let name = file_name(&path);
        if let Some(stem) = name.strip_suffix(&format!(".{SCENE}")) {
            let stem = path.with_file_name(stem);
            let Some(lock) = lock(&with(&stem, LOCK)) else { continue };
            let text = fs::read_to_string(&path).unwrap_or_default();
            // What cannot be read is left where it is: a later program may understand it.
            if let Ok(rescue) = ron::from_str(&text) {
                found.push(Found { rescue, stem, _lock: lock });
            }
        } else if let Some(stem) = name.strip_suffix(&format!(".{LOCK}")) {
            // A window that had nothing to save and did not come to clear up.
            let stem = path.with_file_name(stem);
            if !with(&stem, SCENE).exists() && lock(&path).is_some() {
                let _ = fs::remove_file(path);
            }
        }
    }
    found.sort_by_key(|found| std::cmp::Reverse(found.rescue.at));
    found
}

pub(super) fn discard(found: &Found) {
    let _ = fs::remove_file(with(&found.stem, SCENE));
    let _ = fs::remove_file(with(&found.stem, LOCK));
}
