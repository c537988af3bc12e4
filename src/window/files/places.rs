//! Where the window keeps what belongs to its user and to no scene.

use std::env;
use std::path::{Path, PathBuf};

/// Names a folder for all of it, in place of the user's own.
const OVERRIDE: &str = "WRIGGLE_CONFIG_DIR";

/// A variable of the environment that names a folder. A relative path is none, as the XDG base
/// directory specification has it.
fn named(variable: &str) -> Option<PathBuf> {
    env::var_os(variable).map(PathBuf::from).filter(|path| path.is_absolute())
}

/// The folder of settings: `$XDG_CONFIG_HOME/wriggle`, or `~/.config/wriggle`.
#[must_use]
pub fn settings() -> Option<PathBuf> {
    let overridden = env::var_os(OVERRIDE).filter(|path| !path.is_empty()).map(PathBuf::from);
    overridden.or_else(|| Some(user("XDG_CONFIG_HOME", ".config")?.join("wriggle")))
}

/// The folder of work that was not saved: `$XDG_DATA_HOME/wriggle/recovery`, or
/// `~/.local/share/wriggle/recovery`.
#[must_use]
pub fn recovery() -> Option<PathBuf> {
    let overridden = env::var_os(OVERRIDE).filter(|path| !path.is_empty()).map(PathBuf::from);
    let folder = overridden.or_else(|| Some(user("XDG_DATA_HOME", ".local/share")?.join("wriggle")));
    folder.map(|folder| folder.join("recovery"))
}

fn user(variable: &str, below_home: &str) -> Option<PathBuf> {
    if cfg!(windows) {
        return named("APPDATA");
    }
    named(variable).or_else(|| Some(named("HOME")?.join(Path::new(below_home))))
}
