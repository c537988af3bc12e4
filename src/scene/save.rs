//! Writing files so that a failure leaves the old one whole.

use super::document::Scene;
use super::write::to_text;
use std::fs::{self, File, Permissions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

/// Longest chain of symbolic links that is followed.
const MAX_LINKS: usize = 32;

/// Why a file was not written. What was there before is still there.
#[derive(Debug, thiserror::Error)]
#[error("{}: error: not saved, {what}: {source}\n  help: {help}", path.display())]
pub struct SaveError {
    /// The file, as it was named by who asked for it.
    pub path: PathBuf,
    /// What failed.
    pub what: &'static str,
    /// Why.
    pub source: io::Error,
    /// What can be done.
    pub help: &'static str,
}

/// Saves a scene in place of what the file held.
///
/// # Errors
///
/// See [`write_atomically`].
pub fn save(path: &Path, scene: &Scene, header: &str) -> Result<(), SaveError> {
    write_atomically(path, to_text(scene, header).as_bytes())
}

/// Writes a file as a whole or not at all: into a new file beside it, which then takes its name.
///
/// A symbolic link stays one, its target is replaced. The permissions of the old file are kept.
///
/// # Errors
///
/// When the file or its folder cannot be written; the old file is whole then, and no other is
/// left behind.
pub fn write_atomically(path: &Path, bytes: &[u8]) -> Result<(), SaveError> {
    let fail = |what, help| move |source| SaveError { path: path.to_owned(), what, source, help };

    let target =
        follow_links(path).map_err(fail("its links cannot be followed", "save under another name"))?;
    let old = match fs::metadata(&target) {
        Ok(old) => Some(old),
        Err(error) if error.kind() == io::ErrorKind::NotFound => None,
        Err(error) => {
            return Err(fail("the old file cannot be looked at", "check its folder's permissions")(error));
        }
    };
    if let Some(old) = &old {
        if old.is_dir() {
            let source = io::ErrorKind::IsADirectory.into();
            return Err(fail("there is a folder of this name", "save under another name")(source));
        }
        // Renaming would go over it all the same, but its owner has asked that it stay.
        if old.permissions().readonly() {
            let source = io::ErrorKind::PermissionDenied.into();
            let help = "make it writable, or save under another name";
            return Err(fail("the file is write-protected", help)(source));
        }
    }

    // The new file is made in the same folder, for a rename does not cross file systems.
    let folder = match target.parent() {
        Some(parent) if !parent.as_os_str().is_empty() => parent,
        _ => Path::new("."),
    };
    let mut new = new_file(folder).map_err(|source| {
        let help = match source.kind() {
            io::ErrorKind::NotFound => "make the folder first, or look for a slip in its name",
            _ => "check the folder's permissions, or save elsewhere",
        };
        SaveError { path: path.to_owned(), what: "its folder cannot be written", source, help }
    })?;
    let room = "free some room on the disk, or save elsewhere";
    new.write_all(bytes).map_err(fail("writing failed", room))?;
    if let Some(old) = &old {
        new.as_file()
            .set_permissions(old.permissions())
            .map_err(fail("the old file's permissions cannot be kept", "save under another name"))?;
    }
    new.as_file().sync_all().map_err(fail("writing failed", room))?;
    new.persist(&target)
        .map_err(|error| fail("the old file cannot be replaced", "save under another name")(error.error))?;
    // The new name is safe against a loss of power only when its folder is. Some file systems
    // cannot sync a folder; the file is complete either way.
    #[cfg(unix)]
    let _ = File::open(folder).and_then(|folder| folder.sync_all());
    Ok(())
}

/// An empty file, which is removed again unless it is given a lasting name.
fn new_file(folder: &Path) -> io::Result<tempfile::NamedTempFile> {
    let mut builder = tempfile::Builder::new();
    builder.prefix(".").suffix(".saving");
    // What a file that did not exist would get: the process's own mask decides.
    #[cfg(unix)]
    builder.permissions(<Permissions as std::os::unix::fs::PermissionsExt>::from_mode(0o666));
    builder.tempfile_in(folder)
}

/// The file that a name stands for, whether it exists or not.
fn follow_links(path: &Path) -> io::Result<PathBuf> {
    let mut target = path.to_owned();
    for _ in 0..MAX_LINKS {
        match fs::read_link(&target) {
            // A relative link counts from the folder that holds it.
            Ok(next) => target = target.parent().map_or(next.clone(), |parent| parent.join(&next)),
            Err(_) => return Ok(target),
        }
    }
    Err(io::Error::other("too many symbolic links"))
}
