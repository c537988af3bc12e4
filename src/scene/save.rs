//! Writing files so that a failure leaves the old one whole.

use super::comments::Comments;
use super::document::Scene;
use super::stream::{self, follow_links};
use std::collections::BTreeSet;
use std::fs::{self, File, TryLockError};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

/// What the name of a file begins and ends with that has not yet got its lasting name.
const UNFINISHED: [&str; 2] = [".wriggle-", ".saving"];
/// So often another file is tried, when the first is taken for one that was left behind.
const TRIES: usize = 8;

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
/// What is no file, a pipe or a device, is written into and stays what it is, and so does what is open already:
/// `/dev/stdout` is standard output, whatever file that goes to.
///
/// # Errors
///
/// When the file or its folder cannot be written; the old file is whole then, and no other is
/// left behind. What a program that was killed has left of its own is taken away by the next that writes into
/// that folder.
pub fn write_atomically(path: &Path, bytes: &[u8]) -> Result<(), SaveError> {
    if let Some(open) = stream::open(path) {
        let failed = |what, help| move |source| SaveError { path: path.to_owned(), what, source, help };
        let mut open = open.map_err(failed("it cannot be opened", OTHER_NAME))?;
        let written = open.write_all(bytes).and_then(|()| open.flush());
        return written.map_err(failed("writing failed", NO_ROOM));
    }
    Place::of(path)?.write(bytes)
}

/// Whether a file could be written by [`write_atomically`] now, without touching it. Of what is no
/// file nothing is asked: to open a pipe is to begin to write.
///
/// # Errors
///
/// As for [`write_atomically`], but for what only writing shows: a disk that is full.
pub fn check_writable(path: &Path) -> Result<(), SaveError> {
    if stream::is_stream(path) {
        return Ok(());
    }
    Place::of(path)?.new_file().map(drop)
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
    tidy(folder);
    let mut builder = tempfile::Builder::new();
    builder.prefix(UNFINISHED[0]).suffix(UNFINISHED[1]);
    // What a file that did not exist would get: the process's own mask decides.
    #[cfg(unix)]
    builder.permissions(<fs::Permissions as std::os::unix::fs::PermissionsExt>::from_mode(0o666));
    let mut file = builder.tempfile_in(folder)?;
    for _ in 0..TRIES {
        // The lock says that somebody lives who writes it. Where files cannot be locked, one goes without.
        let is_taken = matches!(file.as_file().try_lock(), Err(TryLockError::WouldBlock));
        if !is_taken && file.path().exists() {
            break;
        }
        // Another process has just taken it for one that was left behind.
        file = builder.tempfile_in(folder)?;
    }
    Ok(file)
}

/// Takes away what programs that were killed have left in a folder, once for every folder.
fn tidy(folder: &Path) {
    static TIDIED: Mutex<BTreeSet<PathBuf>> = Mutex::new(BTreeSet::new());
    let Ok(folder) = folder.canonicalize() else { return };
    if !TIDIED.lock().unwrap_or_else(PoisonError::into_inner).insert(folder.clone()) {
        return;
    }
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let name = entry.file_name();
        let is_ours = name
            .to_str()
            .is_some_and(|name| name.starts_with(UNFINISHED[0]) && name.ends_with(UNFINISHED[1]));
        if is_ours && entry.file_type().is_ok_and(|kind| kind.is_file()) {
            let file = File::options().write(true).open(entry.path());
            // Held to the end, so that its writer, should there be one after all, sees that it is taken.
            if let Some(file) = file.ok().filter(|file| file.try_lock().is_ok()) {
                let _ = fs::remove_file(entry.path());
                drop(file);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_killed_save_has_left_goes_and_what_is_being_written_stays() {
        let folder = tempfile::tempdir().unwrap();
        let at = |name: &str| folder.path().join(name);
        let [stale, busy, other] =
            [".wriggle-aB3xYz.saving", ".wriggle-q00000.saving", "notes.saving"].map(at);
        for path in [&stale, &busy, &other] {
            fs::write(path, "half of a sce").unwrap();
        }
        let writer = File::options().write(true).open(&busy).unwrap();
        writer.lock().unwrap();
        write_atomically(&at("a.ron"), b"whole").unwrap();
        assert!(!stale.exists() && busy.exists() && other.exists());
        assert_eq!(fs::read(at("a.ron")).unwrap(), b"whole");
        drop(writer);
    }

    #[test]
    fn a_file_that_is_being_written_is_locked() {
        let folder = tempfile::tempdir().unwrap();
        let file = new_file(folder.path()).unwrap();
        let again = File::options().write(true).open(file.path()).unwrap();
        assert!(matches!(again.try_lock(), Err(TryLockError::WouldBlock)));
    }
}
