//! Nothing of the user is lost: no output is an input or another output, by whatever name it goes.

use super::{Failure, is_standard_output};
use crate::scene::stream::{Descriptor, descriptor, follow_links};
use std::collections::HashMap;
use std::fs;
use std::path::{Path, PathBuf};

/// How the scene is called among the arguments.
pub(super) const SCENE: &str = "SCENE";

/// All files that a command reads and writes. A command names them once and asks [`Guard::check`] before it does
/// anything.
#[derive(Default)]
pub(super) struct Guard {
    inputs: Vec<(&'static str, PathBuf)>,
    outputs: Vec<(&'static str, PathBuf)>,
    /// Options that print to standard output.
    printed: Vec<&'static str>,
    /// The option whose file may be the scene itself.
    saving: Option<&'static str>,
}

impl Guard {
    /// The files of an argument or option that are read.
    pub(super) fn reads<'p>(
        mut self,
        option: &'static str,
        paths: impl IntoIterator<Item = &'p PathBuf>,
    ) -> Self {
        self.inputs.extend(paths.into_iter().map(|path| (option, path.clone())));
        self
    }

    /// The files of an option that are written.
    pub(super) fn writes<'p>(
        mut self,
        option: &'static str,
        paths: impl IntoIterator<Item = &'p PathBuf>,
    ) -> Self {
        self.outputs.extend(paths.into_iter().map(|path| (option, path.clone())));
        self
    }

    /// A file that is written at the end and as a whole, and so may be the scene itself.
    pub(super) fn saves(mut self, option: &'static str, path: Option<&PathBuf>) -> Self {
        self.saving = Some(option);
        self.writes(option, path)
    }

    /// Something that goes to standard output, if it is asked for.
    pub(super) fn prints(mut self, what: &'static str, asked: bool) -> Self {
        self.printed.extend(asked.then_some(what));
        self
    }

    /// Refuses what would be lost or mixed up.
    pub(super) fn check(self) -> Result<(), Failure> {
        let mut taken = Taken::default();
        let mut from_standard_input = Vec::new();
        for (option, path) in &self.inputs {
            let spot = Spot::of(path, "/dev/stdin");
            if spot.stream == Some(Stream::Standard(0)) {
                from_standard_input.push(*option);
            }
            taken.add(option, path, &spot);
        }
        if let [one, other, ..] = from_standard_input[..] {
            let words =
                format!("standard input can be read only once, and both {one} and {other} ask for it");
            return Err(Failure::Usage(words));
        }
        let mut to_standard_output = self.printed;
        for (option, path) in &self.outputs {
            let spot = Spot::of(path, "/dev/stdout");
            if spot.stream == Some(Stream::Standard(1)) {
                to_standard_output.push(option);
            }
            if let Some((other, named)) = taken.find(&spot)
                && !(other == SCENE && self.saving == Some(option))
            {
                let shown = path.display();
                let same = if named == path {
                    format!("it is also {}", told(other))
                } else {
                    format!("it is the same file as {} {}", told(other), named.display())
                };
                let words = format!("{option}: {shown} is named twice, {same}, and would be overwritten");
                return Err(Failure::Usage(words));
            }
            taken.add(option, path, &spot);
        }
        if let [before @ .., last] = &to_standard_output[..]
            && !before.is_empty()
        {
            let words = format!("only one of {} and {last} can go to standard output", before.join(", "));
            return Err(Failure::Usage(words));
        }
        Ok(())
    }
}

fn told(option: &str) -> String {
    if option == SCENE { "the scene".to_owned() } else { option.to_owned() }
}

/// What takes more than one writer, or nothing away from whoever reads it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Stream {
    /// Standard input, output or error, by number.
    Standard(u32),
    /// A pipe, a device.
    Other,
}

/// Where a name leads.
struct Spot {
    /// Without links and detours, as far as it exists.
    path: PathBuf,
    /// Device and number of the file, which all of its names share.
    identity: Option<(u64, u64)>,
    stream: Option<Stream>,
}

impl Spot {
    /// `standard` is what `-` stands for.
    fn of(path: &Path, standard: &str) -> Self {
        let path = if is_standard_output(path) { Path::new(standard) } else { path };
        let stream = match descriptor(path) {
            Some(Descriptor::Own(number @ 0..=2)) => Some(Stream::Standard(number)),
            // Where there are no names for descriptors.
            None if path.as_os_str() == standard => {
                Some(Stream::Standard(u32::from(standard != "/dev/stdin")))
            }
            _ => None,
        };
        let found = fs::metadata(path).ok();
        let is_file = found.as_ref().is_some_and(fs::Metadata::is_file);
        let stream = stream.or((found.is_some() && !is_file).then_some(Stream::Other));
        let identity = found.filter(|_| is_file).and_then(|found| identity(&found));
        Self { path: resolved(path), identity, stream }
    }
}

#[cfg(unix)]
fn identity(found: &fs::Metadata) -> Option<(u64, u64)> {
    use std::os::unix::fs::MetadataExt;
    Some((found.dev(), found.ino()))
}

#[cfg(not(unix))]
fn identity(_: &fs::Metadata) -> Option<(u64, u64)> {
    None
}

/// A path without links and detours, as far as it exists; of what is not there yet the folder.
fn resolved(path: &Path) -> PathBuf {
    path.canonicalize().unwrap_or_else(|_| {
        let path = follow_links(path).unwrap_or_else(|_| path.to_owned());
        let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
        match (folder.unwrap_or(Path::new(".")).canonicalize(), path.file_name()) {
            (Ok(folder), Some(name)) => folder.join(name),
            _ => path,
        }
    })
}

/// The files that are spoken for: the option and the name of each.
#[derive(Default)]
struct Taken {
    named: Vec<(&'static str, PathBuf, Option<Stream>)>,
    by_path: HashMap<PathBuf, usize>,
    by_identity: HashMap<(u64, u64), usize>,
}

impl Taken {
    fn add(&mut self, option: &'static str, path: &Path, spot: &Spot) {
        let number = self.named.len();
        self.named.push((option, path.to_owned(), spot.stream));
        if let Some(identity) = spot.identity {
            self.by_identity.entry(identity).or_insert(number);
        }
        if spot.stream.is_none() {
            self.by_path.entry(spot.path.clone()).or_insert(number);
        }
    }

    fn find(&self, spot: &Spot) -> Option<(&'static str, &PathBuf)> {
        let by_identity = spot.identity.and_then(|identity| self.by_identity.get(&identity));
        let by_path = || self.by_path.get(&spot.path).filter(|_| spot.stream.is_none());
        let (option, path, stream) = self.named.get(*by_identity.or_else(by_path)?)?;
        // Twice standard output is told as that, whatever is behind it.
        (spot.stream.is_none() || *stream != spot.stream).then_some((*option, path))
    }
}
