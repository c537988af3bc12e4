//! Files as the command line names them: `-` is standard input where something is read, and standard output where
//! something is written.

use super::mistaken::{self, Wanted};
use super::{Failure, is_standard_output};
use crate::scene::{self, Faults, Loaded, Protocol, stream};
use std::io::{self, BufWriter, Write};
use std::path::Path;

/// How standard input is called in messages.
const STANDARD_INPUT: &str = "standard input";

/// Whether a file's name stands for standard input.
pub(super) fn is_standard_input(path: &Path) -> bool {
    path.as_os_str() == "-"
}

/// How an input is called in messages.
pub(super) fn name_of_input(path: &Path) -> String {
    if is_standard_input(path) { STANDARD_INPUT.to_owned() } else { path.display().to_string() }
}

/// What is in an input.
pub(super) fn read_bytes(path: &Path) -> Result<Vec<u8>, Faults> {
    if is_standard_input(path) {
        return scene::read_all(io::stdin().lock(), STANDARD_INPUT);
    }
    scene::read_bytes(path)
}

/// The text of an input in which this is wanted, unless it is clear that something else is in it.
pub(super) fn read_text(path: &Path, wanted: Wanted) -> Result<String, Faults> {
    let bytes = read_bytes(path)?;
    let name = name_of_input(path);
    if let Some(fault) = mistaken::for_bytes(&bytes, path, wanted) {
        return Err(Faults::single(&name, fault));
    }
    scene::text_of(bytes, &name)
}

/// Reads a scene with its comments.
pub(super) fn scene(path: &Path) -> Result<Loaded, Faults> {
    let text = read_text(path, Wanted::Scene)?;
    let name = name_of_input(path);
    scene::loaded(&text, &name).map_err(|faults| mistaken::or(faults, &text, path, Wanted::Scene))
}

/// Reads a protocol.
pub(super) fn protocol(path: &Path) -> Result<Protocol, Faults> {
    let text = read_text(path, Wanted::Protocol)?;
    let name = name_of_input(path);
    Protocol::parse(&text, &name).map_err(|faults| mistaken::or(faults, &text, path, Wanted::Protocol))
}

/// Whether a file could be written as a whole, without touching it.
pub(super) fn check_writable(path: &Path) -> Result<(), Failure> {
    if is_standard_output(path) {
        return Ok(());
    }
    scene::check_writable(path).map_err(|error| Failure::Input(error.to_string()))
}

/// Writes a file as a whole.
pub(super) fn write(path: &Path, bytes: &[u8]) -> Result<(), Failure> {
    if is_standard_output(path) {
        let mut out = io::stdout().lock();
        let written = out.write_all(bytes).and_then(|()| out.flush());
        return written.map_err(Failure::io("standard output"));
    }
    scene::write_atomically(path, bytes).map_err(|error| match error.source.kind() {
        io::ErrorKind::BrokenPipe => Failure::Io { what: path.display().to_string(), error: error.source },
        _ => Failure::Input(error.to_string()),
    })
}

/// Opens a file that is written as it comes; also what it is called in messages.
pub(super) fn create(path: &Path) -> Result<(String, Box<dyn Write + Send + Sync>), Failure> {
    if is_standard_output(path) {
        return Ok(("standard output".to_owned(), Box::new(io::stdout())));
    }
    let name = path.display().to_string();
    let file = stream::create(path).map_err(Failure::io(&name))?;
    Ok((name, Box::new(BufWriter::new(file))))
}
