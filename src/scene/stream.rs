//! What is written into as it is, since nothing can be put in its place: standard output and other descriptors,
//! pipes, devices.

use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

/// Longest chain of symbolic links that is followed.
const MAX_LINKS: usize = 32;

/// A name for what some process has open, like `/dev/stdout`, `/dev/fd/3` or `/proc/self/fd/1`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Descriptor {
    /// Of this program, by its number: 0 is standard input, 1 standard output, 2 standard error.
    Own(u32),
    /// Of another one.
    Others,
}

/// The file that a name stands for, whether it exists or not.
///
/// # Errors
///
/// When links lead in a circle.
pub fn follow_links(path: &Path) -> io::Result<PathBuf> {
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

/// The descriptor that a name leads to, by links or by itself. What is behind it may be a file, but to put another
/// file in that one's place is not what writing to a descriptor means.
#[must_use]
pub fn descriptor(path: &Path) -> Option<Descriptor> {
    let mut path = path.to_owned();
    for _ in 0..MAX_LINKS {
        if let Some(found) = numbered(&path) {
            return Some(found);
        }
        let next = fs::read_link(&path).ok()?;
        path = path.parent().map_or(next.clone(), |parent| parent.join(&next));
    }
    None
}

/// The descriptor of a name in a folder of descriptors.
fn numbered(path: &Path) -> Option<Descriptor> {
    let number = path.file_name()?.to_str()?.parse().ok()?;
    let folder = path.parent()?.canonicalize().ok()?;
    let names: Vec<&str> = folder.iter().map(|name| name.to_str().unwrap_or_default()).collect();
    match names[..] {
        ["/", "dev", "fd"] => Some(Descriptor::Own(number)),
        ["/", "proc", process, "fd"] | ["/", "proc", process, "task", _, "fd"] => {
            let is_own = process == std::process::id().to_string();
            Some(if is_own { Descriptor::Own(number) } else { Descriptor::Others })
        }
        _ => None,
    }
}

/// Whether a name stands for what is written into as it is.
#[must_use]
pub fn is_stream(path: &Path) -> bool {
    descriptor(path).is_some() || fs::metadata(path).is_ok_and(|found| !found.is_file() && !found.is_dir())
}

/// Opens what is written into as it is; `None` where there is a file or nothing yet.
pub(super) fn open(path: &Path) -> Option<io::Result<Box<dyn Write + Send + Sync>>> {
    match descriptor(path) {
        // Opened by its name a file behind it would be written from its beginning, over what is there.
        Some(Descriptor::Own(1)) => return Some(Ok(Box::new(io::stdout()))),
        Some(Descriptor::Own(2)) => return Some(Ok(Box::new(io::stderr()))),
        Some(_) => return Some(boxed(File::options().append(true).open(path))),
        None => {}
    }
    is_stream(path).then(|| boxed(File::options().write(true).open(path)))
}

fn boxed(file: io::Result<File>) -> io::Result<Box<dyn Write + Send + Sync>> {
    file.map(|file| -> Box<dyn Write + Send + Sync> { Box::new(file) })
}

/// Opens a file to be written from its beginning, as a stream; a descriptor, a pipe or a device is written into as
/// it is.
///
/// # Errors
///
/// When it cannot be opened.
pub fn create(path: &Path) -> io::Result<Box<dyn Write + Send + Sync>> {
    open(path).unwrap_or_else(|| boxed(File::create(path)))
}

#[cfg(all(test, target_os = "linux"))]
mod tests {
    use super::*;
    use std::os::unix::fs::symlink;

    #[test]
    fn descriptors_have_many_names() {
        let own = std::process::id();
        for (name, expected) in [
            ("/dev/stdin", Some(Descriptor::Own(0))),
            ("/dev/stdout", Some(Descriptor::Own(1))),
            ("/dev/../dev/fd/1", Some(Descriptor::Own(1))),
            ("/proc/self/fd/2", Some(Descriptor::Own(2))),
            (&format!("/proc/{own}/fd/7"), Some(Descriptor::Own(7))),
            ("/proc/1/fd/1", Some(Descriptor::Others)),
            ("/dev/null", None),
            ("/tmp/1", None),
            ("1", None),
            ("", None),
            ("/", None),
        ] {
            assert_eq!(descriptor(Path::new(name)), expected, "{name}");
        }
        let folder = tempfile::tempdir().unwrap();
        symlink("/dev/stdout", folder.path().join("out.csv")).unwrap();
        symlink("loop", folder.path().join("loop")).unwrap();
        assert_eq!(descriptor(&folder.path().join("out.csv")), Some(Descriptor::Own(1)));
        assert_eq!(descriptor(&folder.path().join("loop")), None);
    }

    #[test]
    fn a_file_behind_a_descriptor_is_added_to() {
        use std::os::fd::AsRawFd;
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("log");
        let mut file = File::create(&path).unwrap();
        file.write_all(b"before, ").unwrap();
        let name = format!("/dev/fd/{}", file.as_raw_fd());
        create(Path::new(&name)).unwrap().write_all(b"and after").unwrap();
        assert_eq!(fs::read_to_string(&path).unwrap(), "before, and after");
    }
}
