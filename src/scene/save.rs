//! Writing files so that a failure leaves the old one whole.

use super::comments::Comments;
use super::document::Scene;
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

/// Saves a scene in place of what the file held, with comments.
///
/// # Errors
///
/// See [`write_atomically`].
pub fn save(path: &Path, scene: &Scene, comments: &Comments) -> Result<(), SaveError> {
    write_atomically(path, comments.write(scene).as_bytes())
}

/// Writes a file as a whole or not at all: into a new file beside it, which then takes its name.
///
/// A symbolic link stays one, its target is replaced. The permissions of the old file are kept.
/// What is no file, a pipe or a device, is written into and stays what it is.
///
/// # Errors
///
/// When the file or its folder cannot be written; the old file is whole then, and no other is
/// left behind.
pub fn write_atomically(path: &Path, bytes: &[u8]) -> Result<(), SaveError> {
    Place::of(path)?.write(bytes)
}

/// Whether a file could be written by [`write_atomically`] now, without touching it. Of what is no
/// file nothing is asked: to open a pipe is to begin to write.
///
/// # Errors
///
/// As for [`write_atomically`], but for what only writing shows: a disk that is full.
pub fn check_writable(path: &Path) -> Result<(), SaveError> {
    let place = Place::of(path)?;
    if place.is_file() { place.new_file().map(drop) } else { Ok(()) }
}

const NO_ROOM: &str = "free some room on the disk, or save elsewhere";
const OTHER_NAME: &str = "save under another name";

/// Where a file is to be written.
struct Place<'a> {
    /// As it was named.
    path: &'a Path,
    /// Without links.
    target: PathBuf,
    /// What is there.
    old: Option<fs::Metadata>,
}

impl<'a> Place<'a> {
    fn of(path: &'a Path) -> Result<Self, SaveError> {
        let fail = |what, help| move |source| SaveError { path: path.to_owned(), what, source, help };
        let target = follow_links(path).map_err(fail("its links cannot be followed", OTHER_NAME))?;
        let old = match fs::metadata(&target) {
            Ok(old) => Some(old),
            Err(error) if error.kind() == io::ErrorKind::NotFound => None,
            Err(error) => {
                return Err(fail("the old file cannot be looked at", "check its folder's permissions")(
                    error,
                ));
            }
        };
        if let Some(old) = &old {
            if old.is_dir() {
                let source = io::ErrorKind::IsADirectory.into();
                return Err(fail("there is a folder of this name", OTHER_NAME)(source));
            }
            // Renaming would go over it all the same, but its owner has asked that it stay.
            if old.permissions().readonly() {
                let source = io::ErrorKind::PermissionDenied.into();
                let help = "make it writable, or save under another name";
                return Err(fail("the file is write-protected", help)(source));
            }
        }
        Ok(Self { path, target, old })
    }

    fn failed(&self, what: &'static str, help: &'static str) -> impl FnOnce(io::Error) -> SaveError + use<> {
        let path = self.path.to_owned();
        move |source| SaveError { path, what, source, help }
    }

    /// Whether there is a file or nothing yet: a rename would put a file in the place of a device.
    fn is_file(&self) -> bool {
        self.old.as_ref().is_none_or(fs::Metadata::is_file)
    }

    /// The folder that holds it.
    fn folder(&self) -> &Path {
        match self.target.parent() {
            Some(parent) if !parent.as_os_str().is_empty() => parent,
            _ => Path::new("."),
        }
    }

    /// An empty file in the same folder, for a rename does not cross file systems.
    fn new_file(&self) -> Result<tempfile::NamedTempFile, SaveError> {
        new_file(self.folder()).map_err(|source| {
            let help = match source.kind() {
                io::ErrorKind::NotFound => "make the folder first, or look for a slip in its name",
                _ => "check the folder's permissions, or save elsewhere",
            };
            let what = match source.kind() {
                io::ErrorKind::NotFound => "there is no such folder",
                _ => "its folder cannot be written",
            };
            // As it comes it speaks of a file that nobody has heard of.
            self.failed(what, help)(source.kind().into())
        })
    }

    fn write(&self, bytes: &[u8]) -> Result<(), SaveError> {
        if !self.is_file() {
            let open = File::options().write(true).open(&self.target);
            let mut open = open.map_err(self.failed("it cannot be opened", OTHER_NAME))?;
            return open.write_all(bytes).map_err(self.failed("writing failed", NO_ROOM));
        }
        let mut new = self.new_file()?;
        new.as_file_mut().write_all(bytes).map_err(self.failed("writing failed", NO_ROOM))?;
        if let Some(old) = &self.old {
            new.as_file()
                .set_permissions(old.permissions())
                .map_err(self.failed("the old file's permissions cannot be kept", OTHER_NAME))?;
        }
        new.as_file().sync_all().map_err(self.failed("writing failed", NO_ROOM))?;
        new.persist(&self.target)
            .map_err(|error| self.failed("the old file cannot be replaced", OTHER_NAME)(error.error))?;
        // The new name is safe against a loss of power only when its folder is. Some file systems
        // cannot sync a folder; the file is complete either way.
        #[cfg(unix)]
        let _ = File::open(self.folder()).and_then(|folder| folder.sync_all());
        Ok(())
    }
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
