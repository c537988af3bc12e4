//! A file that is not what was asked for: what it is, and which command wants it.

use crate::exchange::as_word;
use crate::experiment::made_by;
use crate::scene::{self, Fault, Faults, Protocol};
use crate::sweep::FINGERPRINT;
use std::path::Path;

/// How many lines of a table are looked at.
const LINES: usize = 5;
/// How much of a text is looked at for what it says of itself \[bytes\].
const BEGINNING: usize = 4096;

/// From here on a document is only known by its fields \[bytes\].
const LARGE: usize = 4 << 20;

/// What is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Wanted {
    Scene,
    Protocol,
    Network,
    Images,
}

/// What a file is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Scene,
    Protocol,
    /// A table of no known kind: it may be one of links, of neurons, or a matrix.
    Table,
    /// A network in another form, by its name.
    Network(&'static str),
    /// Text in UTF-16.
    Wide,
    /// A table that this program has written, and the command that did.
    Rows(&'static str),
    /// What a sweep keeps beside its table.
    Fingerprint,
    /// What no command reads.
    Other(&'static str),
}

/// The fault of bytes that are no text for this purpose, if it is clear what they are.
pub(super) fn for_bytes(bytes: &[u8], path: &Path, wanted: Wanted) -> Option<Fault> {
    let starts = |magic: &[u8]| bytes.starts_with(magic);
    let kind = if starts(b"\x89PNG") || starts(b"GIF8") || starts(b"\xff\xd8\xff") {
        Kind::Other("a picture")
    } else if starts(b"%PDF") {
        Kind::Other("a PDF")
    } else if starts(b"\x1f\x8b") {
        Kind::Other("packed with gzip")
    } else if starts(b"PK\x03\x04") {
        Kind::Network("a spreadsheet or another archive")
    } else if starts(b"\x89HDF") {
        Kind::Network("HDF5")
    } else if starts(b"\xff\xfe") || starts(b"\xfe\xff") {
        Kind::Wide
    } else {
        return None;
    };
    Some(fault(kind, path, wanted))
}

/// The faults of a text, or that it is something else, if that is clear.
pub(super) fn or(faults: Faults, text: &str, path: &Path, wanted: Wanted) -> Faults {
    match recognised(text, path) {
        Some(kind)
            if kind != Kind::Scene && wanted == Wanted::Scene
                || kind != Kind::Protocol && wanted == Wanted::Protocol =>
        {
            Faults::single(&faults.file, fault(kind, path, wanted))
        }
        _ => faults,
    }
}

/// What is said of a text in which a network is wanted and something else of this program is.
pub(super) fn for_import(text: &str, path: &Path) -> Option<Fault> {
    match recognised(text, path)? {
        kind @ (Kind::Scene | Kind::Protocol | Kind::Rows(_) | Kind::Fingerprint) => {
            Some(fault(kind, path, Wanted::Network))
        }
        Kind::Table | Kind::Network(_) | Kind::Wide | Kind::Other(_) => None,
    }
}

/// What is said of a text in which images are wanted and something else of this program is.
pub(super) fn for_images(text: &str, path: &Path) -> Option<Fault> {
    match recognised(text, path)? {
        kind @ (Kind::Scene | Kind::Protocol | Kind::Rows(_) | Kind::Fingerprint) => {
            Some(fault(kind, path, Wanted::Images))
        }
        Kind::Table | Kind::Network(_) | Kind::Wide | Kind::Other(_) => None,
    }
}

fn fault(kind: Kind, path: &Path, wanted: Wanted) -> Fault {
    let file = as_word(&path.display().to_string());
    let not = match wanted {
        Wanted::Scene => "a scene",
        Wanted::Protocol => "a protocol",
        Wanted::Network => "a network to import",
        Wanted::Images => "a table of images",
    };
    let import = format!("`wriggle import {file} --out network.worm.ron` makes a scene of a network");
    let (is, help) = match kind {
        Kind::Scene if wanted == Wanted::Network => (
            "a scene".to_owned(),
            format!(
                "`wriggle run {file}` runs it, `wriggle export {file} --out network.graphml` writes its network"
            ),
        ),
        Kind::Scene if wanted == Wanted::Images => (
            "a scene".to_owned(),
            format!("`wriggle learn IMAGES.csv --test {file}` tests one that has learned images"),
        ),
        Kind::Scene => (
            "a scene".to_owned(),
            format!(
                "`wriggle run {file}` runs it with its own stimuli; a protocol is a file of stimuli alone"
            ),
        ),
        Kind::Protocol => (
            "a protocol".to_owned(),
            format!("it says what is done to a scene: `wriggle run SCENE --protocol {file}`"),
        ),
        Kind::Table => ("a table".to_owned(), import),
        Kind::Network(what) => (what.to_owned(), import),
        Kind::Wide => (
            "UTF-16, as spreadsheets write text, and no UTF-8".to_owned(),
            format!("save it as UTF-8; a table of links may stay as it is: {import}"),
        ),
        Kind::Rows(command) => (
            format!("a table as `wriggle {command}` writes it"),
            match wanted {
                Wanted::Images => {
                    "an image is a row of numbers, one for each pixel, with its label first or last"
                }
                _ => "name the scene that it was made of",
            }
            .to_owned(),
        ),
        Kind::Fingerprint => (
            "what a sweep keeps beside its table".to_owned(),
            "`wriggle sweep SCENE ... --out TABLE` goes on with the table".to_owned(),
        ),
        Kind::Other("packed with gzip") => (
            "packed with gzip".to_owned(),
            format!("unpack a scene first: `gunzip {file}`; a network may stay packed: {import}"),
        ),
        Kind::Other(what) => {
            (what.to_owned(), "scenes are text, and their names end in .worm.ron".to_owned())
        }
    };
    Fault::without_place(format!("this is {is}, not {not}"), Some(&help))
}

/// What a text is, if that is clear.
fn recognised(text: &str, path: &Path) -> Option<Kind> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let begin = bare(text);
    if begin.starts_with(FINGERPRINT) || text.starts_with(FINGERPRINT) {
        return Some(Kind::Fingerprint);
    }
    match begin.chars().next()? {
        '(' => document(text, path),
        '<' => Some(markup(begin)),
        '{' | '[' => {
            serde_json::from_str::<serde::de::IgnoredAny>(begin).is_ok().then_some(Kind::Network("JSON"))
        }
        _ => {
            let word =
                begin.split(|c: char| c.is_whitespace() || "[{(*".contains(c)).next().unwrap_or_default();
            match word.to_ascii_lowercase().as_str() {
                "" if begin.to_ascii_lowercase().starts_with("*vertices") => {
                    Some(Kind::Network("a Pajek network"))
                }
                "graph" | "creator" => Some(Kind::Network("GML")),
                "digraph" | "strict" => Some(Kind::Network("a graph for Graphviz")),
                _ => table(text),
            }
        }
    }
}

/// A text without the comments of a scene that it begins with.
fn bare(text: &str) -> &str {
    let mut rest = text.trim_start();
    while let Some(comment) = rest.strip_prefix("//") {
        rest = comment.split_once('\n').map_or("", |(_, rest)| rest).trim_start();
    }
    rest
}

/// A document of this program: what it can be read as, else what its name or its fields say.
fn document(text: &str, path: &Path) -> Option<Kind> {
    let name = path.to_string_lossy();
    // What is so large and at fault is not read twice more to know it.
    let is_small = text.len() < LARGE;
    let is_scene = is_small && scene::parse(text, "").is_ok();
    let is_protocol = is_small && Protocol::parse(text, "").is_ok();
    match (is_scene, is_protocol) {
        (true, false) => Some(Kind::Scene),
        (false, true) => Some(Kind::Protocol),
        (false, false) if text.contains("creatures:") => Some(Kind::Scene),
        (false, false) if name.ends_with(Protocol::ENDING) => Some(Kind::Protocol),
        // Neither; or both, since without stimuli either will do.
        (false, false) | (true, true) => None,
    }
}

fn markup(begin: &str) -> Kind {
    let mut end = begin.len().min(BEGINNING);
    while !begin.is_char_boundary(end) {
        end -= 1;
    }
    let begin = begin[..end].to_ascii_lowercase();
    if begin.contains("<graphml") {
        Kind::Network("GraphML")
    } else if begin.contains("<gexf") {
        Kind::Network("GEXF")
    } else if begin.contains("<neuroml") {
        Kind::Network("NeuroML")
    } else if begin.contains("<svg") {
        Kind::Other("a picture")
    } else if begin.contains("<html") {
        Kind::Other("a web page")
    } else {
        Kind::Network("XML")
    }
}

/// A table: its first lines have the same number of cells, and more than one.
fn table(text: &str) -> Option<Kind> {
    let is_comment = |line: &&str| line.starts_with('#') || line.starts_with('%') || line.starts_with("sep=");
    let lines: Vec<&str> = text
        .split(['\n', '\r'])
        .filter(|line| !line.trim().is_empty() && !is_comment(line))
        .take(LINES)
        .collect();
    let heading = lines.first()?;
    if let Some(command) = made_by(text) {
        return Some(Kind::Rows(command));
    }
    let even = [',', ';', '\t'].into_iter().any(|separator| {
        let count = |line: &&str| line.matches(separator).count();
        let first = count(heading);
        first > 0 && lines.len() > 1 && lines.iter().all(|line| count(line) == first)
    });
    even.then_some(Kind::Table)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kind(text: &str) -> Option<Kind> {
        recognised(text, Path::new("file"))
    }

    #[test]
    fn texts_are_known_by_what_they_say() {
        let stimulus = "Touch(place: Head, at: 1.0)";
        for (text, expected) in [
            ("(format: 1, creatures: [(name: \"A\")])", Some(Kind::Scene)),
            ("// made by hand\n(format: 1, creatures: [(nam: \"A\")])", Some(Kind::Scene)),
            (&format!("(format: 1, stimuli: [{stimulus}])"), Some(Kind::Protocol)),
            ("(format: 1)", None),
            ("(format: 1, stimuli: [Tuoch(at: 1.0)])", None),
            ("pre,post,weight\nA,B,1\nB,A,2\n", Some(Kind::Table)),
            ("# links\npre\tpost\rA\tB\r", Some(Kind::Table)),
            ("\u{feff}sep=;\r\n;A;B\r\nA;0;1\r\n", Some(Kind::Table)),
            ("<?xml version=\"1.0\"?>\n<graphml/>", Some(Kind::Network("GraphML"))),
            ("<gexf/>", Some(Kind::Network("GEXF"))),
            ("<svg/>", Some(Kind::Other("a picture"))),
            ("{\"nodes\": []}", Some(Kind::Network("JSON"))),
            ("[package]\nname = \"wriggle\"\n", None),
            ("graph [\n  node [ id 1 ]\n]", Some(Kind::Network("GML"))),
            ("digraph {\n a -> b\n}", Some(Kind::Network("a graph for Graphviz"))),
            ("*Vertices 2\n1 \"a\"\n", Some(Kind::Network("a Pajek network"))),
            ("tick,creature,neuron\n", Some(Kind::Rows("run"))),
            ("run,seed,hash\n1,0,00\n", Some(Kind::Rows("sweep"))),
            ("# A title\n\nSome words, and more.\nAnother line.\n", None),
            ("my notes\n", None),
            ("", None),
        ] {
            assert_eq!(kind(text), expected, "{text}");
        }
        let path = Path::new("a.protocol.ron");
        assert_eq!(recognised("(format: 1, stimuli: [Tuoch(at: 1.0)])", path), Some(Kind::Protocol));
    }
}
