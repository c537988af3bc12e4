//! Folders that are offered beside what is in the open one.

use std::path::PathBuf;

/// The user's own folders that there are, with their names.
#[must_use]
pub fn of_user() -> Vec<(String, PathBuf)> {
    let Some(home) = std::env::home_dir().filter(|home| home.is_dir()) else { return Vec::new() };
    let below = ["Desktop", "Documents", "Downloads"].map(|name| (name.to_owned(), home.join(name)));
    let below = below.into_iter().filter(|(_, folder)| folder.is_dir());
    std::iter::once(("Home".to_owned(), home.clone())).chain(below).collect()
}
