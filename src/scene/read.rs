//! From text to a scene that has been checked, or to all that is wrong with it.

use super::check::{check, unknown_format};
use super::document::{FORMAT, Scene};
use super::fault::{Fault, Faults, Found, Places, Warnings};
use super::lenient::{self, RawFault};
use super::locate::scan;
use super::ron_options::options;
use super::tree::{Node, Shape};
use crate::entry::SemanticFault;
use serde::Deserialize;
use std::fs::File;
use std::io::{self, Read};
use std::ops::Range;
use std::path::Path;

/// Largest file that is read \[bytes\]: three times a scene of a million synapses with long names.
pub const MAX_FILE: u64 = 192 << 20;

/// Of a text longer than this that is no document at all, only the first fault is told: to find
/// the others takes many times the text's own size in memory.
const FULLY_EXPLAINED: usize = 16 << 20;

/// What a file can hold: read, checked and explained in the same way.
pub(super) trait Document: for<'de> Deserialize<'de> {
    /// One step for each format older than [`FORMAT`]: the first turns the text of format 1 into
    /// that of format 2, and so on. There is none yet.
    const UPGRADES: [fn(&str) -> String; FORMAT as usize - 1] = [];

    /// What to say of a text that cannot be taken apart.
    fn unreadable(fault: Found) -> Found {
        fault
    }

    /// The version that the file names.
    fn format(&self) -> u32;

    /// Everything that is wrong with it, though its form is right.
    fn check(&self) -> Vec<SemanticFault>;
}

impl Document for Scene {
    fn format(&self) -> u32 {
        self.format
    }

    fn check(&self) -> Vec<SemanticFault> {
        check(self)
    }
}

/// The text of a file, whatever it holds.
///
/// # Errors
///
/// Why it cannot be read.
pub fn read_text(path: &Path) -> Result<String, Faults> {
    text_of(read_bytes(path)?, &path.display().to_string())
}

/// What is in a file, at most [`MAX_FILE`].
///
/// # Errors
///
/// Why it cannot be read.
pub fn read_bytes(path: &Path) -> Result<Vec<u8>, Faults> {
    let file = path.display().to_string();
    // Asked first, for on Windows a folder is merely a file without permission.
    if path.is_dir() {
        return Err(Faults::single(&file, unreadable(&io::ErrorKind::IsADirectory.into())));
    }
    let open = File::open(path).map_err(|error| Faults::single(&file, unreadable(&error)))?;
    read_all(open, &file)
}

/// What comes out of a reader, at most [`MAX_FILE`]; `file` is only for the faults.
///
/// # Errors
///
/// Why it cannot be read.
pub fn read_all(reader: impl Read, file: &str) -> Result<Vec<u8>, Faults> {
    let mut bytes = Vec::new();
    let read = reader.take(MAX_FILE + 1).read_to_end(&mut bytes);
    read.map_err(|error| Faults::single(file, unreadable(&error)))?;
    if bytes.len() as u64 > MAX_FILE {
        let message = format!("this file is larger than {} MiB", MAX_FILE >> 20);
        return Err(Faults::single(file, Fault::without_place(message, None)));
    }
    Ok(bytes)
}

/// Bytes as text; `file` is only for the faults.
///
/// # Errors
///
/// Where they are no UTF-8.
pub fn text_of(bytes: Vec<u8>, file: &str) -> Result<String, Faults> {
    String::from_utf8(bytes).map_err(|error| not_utf8(file, &error))
}

fn unreadable(error: &io::Error) -> Fault {
    let (message, help) = match error.kind() {
        io::ErrorKind::NotFound => ("there is no such file".to_owned(), Some("look for a slip in its name")),
        io::ErrorKind::PermissionDenied => {
            ("this file may not be read".to_owned(), Some("you lack the permission to read it"))
        }
        io::ErrorKind::IsADirectory => ("this is a folder, not a scene file".to_owned(), None),
        _ => (format!("this file cannot be read: {error}"), None),
    };
    Fault::without_place(message, help)
}

fn not_utf8(file: &str, error: &std::string::FromUtf8Error) -> Faults {
    let at = error.utf8_error().valid_up_to();
    let bytes = error.as_bytes();
    let text = String::from_utf8_lossy(bytes);
    // What is valid is as long in the lossy text, so the place is the same.
    let message = format!("this is not UTF-8 text: byte {at} is 0x{:02x}", bytes[at]);
    let help = "save the file as UTF-8, or look whether it is a scene at all".to_owned();
    Faults::in_text(file, &text, vec![Found { at, message, help: Some(help) }])
}

/// Reads the text of a scene; `file` is only for the faults.
///
/// # Errors
///
/// All that is wrong with the text.
pub fn parse(text: &str, file: &str) -> Result<Scene, Faults> {
    parse_document(text, file)
}

/// Reads the text of any document; `file` is only for the faults.
pub(super) fn parse_document<D: Document>(text: &str, file: &str) -> Result<D, Faults> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    match options().from_str::<D>(text) {
        Ok(document) if document.format() == FORMAT => {
            let wrong = document.check();
            if wrong.is_empty() { Ok(document) } else { Err(placed(text, file, wrong)) }
        }
        Ok(document) => {
            other_format(text, file, document.format(), format_node(text, scan(text).ok().as_ref()))
        }
        Err(error) if text.len() > FULLY_EXPLAINED => Err(in_its_own_words(text, file, &error)),
        Err(error) => explain(text, file, &error),
    }
}

/// Faults of a document as faults of the text that it was read from.
pub(super) fn placed(text: &str, file: &str, wrong: Vec<SemanticFault>) -> Faults {
    let root = scan(text).ok();
    let found = wrong.into_iter().map(|fault| {
        let at = root.as_ref().map_or(0, |root| root.find(text, &fault.path).1);
        Found { at, message: fault.message, help: fault.help }
    });
    Faults::in_text(file, text, found.collect())
}

/// What is to be warned of in a document, in its places in the text that it was read from; `file` is only for the
/// words.
#[must_use]
pub fn warnings(text: &str, file: &str, found: Vec<SemanticFault>) -> Warnings {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    Warnings(placed(text, file, found))
}

/// A text that is not in this program's own format.
fn other_format<D: Document>(text: &str, file: &str, format: u32, at: usize) -> Result<D, Faults> {
    match upgrade::<D>(text, format) {
        Some(newer) => parse_document(&newer, file),
        None => {
            let (message, help) = unknown_format(format);
            Err(Faults::in_text(file, text, vec![Found { at, message, help: Some(help) }]))
        }
    }
}

/// The text in this program's own format; none if there is no way to it.
fn upgrade<D: Document>(text: &str, format: u32) -> Option<String> {
    let done = usize::try_from(format).ok()?.checked_sub(1)?;
    let steps = D::UPGRADES.get(done..).filter(|steps| !steps.is_empty())?;
    Some(steps.iter().fold(text.to_owned(), |text, upgrade| upgrade(&text)))
}

/// Where the format is told.
fn format_node(text: &str, root: Option<&Node>) -> usize {
    root.and_then(|root| field(text, root, "format")).map_or(0, Node::place)
}

fn field<'n>(text: &str, node: &'n Node, name: &str) -> Option<&'n Node> {
    let Shape::Struct { fields, .. } = &node.shape else { return None };
    fields.iter().find(|field| field.key(text) == name).map(|field| &field.value)
}

/// Finds all that is wrong with a text that RON refuses.
fn explain<D: Document>(text: &str, file: &str, error: &ron::error::SpannedError) -> Result<D, Faults> {
    let root = match scan(text) {
        Ok(root) => root,
        Err(fault) => return Err(Faults::in_text(file, text, vec![D::unreadable(fault)])),
    };
    if let Some(node) = field(text, &root, "format")
        && let Ok(format) = ron::from_str::<u32>(node.text(text))
        && format != FORMAT
    {
        return other_format(text, file, format, node.place());
    }
    let (document, raw) = lenient::read::<D>(text, &root);
    if raw.is_empty() {
        // RON knows better than the tolerant reading.
        return Err(in_its_own_words(text, file, error));
    }
    let mut found = Vec::new();
    for fault in document.iter().flat_map(D::check) {
        let (node, at) = root.find(text, &fault.path);
        let source = fault.source.as_ref().map(|path| root.find(text, path).0);
        if !follows(node, source, &raw) {
            found.push(Found { at, message: fault.message, help: fault.help });
        }
    }
    found.extend(raw.into_iter().map(|raw| Found { at: raw.at, message: raw.message, help: raw.help }));
    Err(Faults::in_text(file, text, found))
}

/// RON's own words and place: the last resort.
fn in_its_own_words(text: &str, file: &str, error: &ron::error::SpannedError) -> Faults {
    let at = Places::new(text).offset(error.span.end.line, error.span.end.col);
    let message = error.code.to_string();
    Faults::in_text(file, text, vec![Found { at, message, help: None }])
}

/// Whether a fault is only about a stand-in for what could not be read, or refers to what was
/// lost with it.
fn follows(node: &Node, source: Option<&Node>, raw: &[RawFault]) -> bool {
    let touch = |a: &Range<usize>, b: &Range<usize>| a.start < b.end && b.start < a.end;
    raw.iter().any(|raw| {
        let lost = source.is_some_and(|source| {
            let source = source.span();
            let whole = raw.taint.start <= source.start && source.end <= raw.taint.end;
            whole || (raw.loses_part && touch(&raw.taint, &source))
        });
        // What is said of a list is its length or that it is there, whatever its items are.
        let within = matches!(node.shape, Shape::List(_) | Shape::Map(_)) && raw.taint.start > node.place();
        lost || (!within && touch(&raw.taint, &node.span()))
    })
}
