//! What is wrong with a scene file, shown where it is wrong.

use std::fmt;

/// How many faults of a file are listed; of the rest only the number is told.
pub const MAX_LISTED: usize = 100;

/// Longest piece of a line that is shown under a fault.
const EXCERPT: usize = 100;

/// What stands before what is wrong.
const ERROR: &str = "error";
/// What stands before what is hardly meant.
const WARNING: &str = "warning";

/// Longest message \[characters\].
const MESSAGE: usize = 400;

/// One thing that is wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// Line, from 1; 0 if the fault has no place, as that of a file that cannot be opened.
    pub line: usize,
    /// Column in characters, from 1; 0 if the fault has no place.
    pub column: usize,
    /// What is wrong.
    pub message: String,
    /// How to mend it, if that can be guessed.
    pub help: Option<String>,
    /// The line as it is shown and how far the caret stands in it.
    excerpt: Option<(String, usize)>,
}

impl Fault {
    /// A fault of a file as a whole.
    #[must_use]
    pub fn without_place(message: impl Into<String>, help: Option<&str>) -> Self {
        Self { line: 0, column: 0, message: message.into(), help: help.map(str::to_owned), excerpt: None }
    }

    fn write(&self, f: &mut fmt::Formatter<'_>, file: &str, kind: &str) -> fmt::Result {
        f.write_str(file)?;
        if self.line > 0 {
            if !file.is_empty() {
                f.write_str(":")?;
            }
            write!(f, "{}:{}", self.line, self.column)?;
        }
        if self.line > 0 || !file.is_empty() {
            f.write_str(": ")?;
        }
        write!(f, "{kind}: {}", self.message)?;
        if let Some((line, caret)) = self.excerpt.as_ref().filter(|(line, _)| !line.is_empty()) {
            // Tabs stay tabs, so that the caret stands under its place in any terminal.
            let pad: String = line.chars().take(*caret).map(|c| if c == '\t' { '\t' } else { ' ' }).collect();
            write!(f, "\n    {line}\n    {pad}^")?;
        }
        if let Some(help) = &self.help {
            write!(f, "\n  help: {help}")?;
        }
        Ok(())
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.write(f, "", ERROR)
    }
}

/// All that is wrong with a file.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub struct Faults {
    /// The file, as it was named by who asked for it.
    pub file: String,
    /// At most [`MAX_LISTED`] of them, by place.
    pub faults: Vec<Fault>,
    /// How many more there are.
    pub more: usize,
}

impl Faults {
    /// A single fault of a file as a whole.
    #[must_use]
    pub fn single(file: &str, fault: Fault) -> Self {
        Self { file: file.to_owned(), faults: vec![fault], more: 0 }
    }

    /// Sorts by place, drops what is told twice, cuts the list and finds the lines and columns.
    #[must_use]
    pub(super) fn in_text(file: &str, text: &str, mut found: Vec<Found>) -> Self {
        found.sort_by_key(|fault| fault.at);
        found.dedup();
        let more = found.len().saturating_sub(MAX_LISTED);
        found.truncate(MAX_LISTED);
        let places = Places::new(text);
        let faults = found.into_iter().map(|fault| places.fault(fault)).collect();
        Self { file: file.to_owned(), faults, more }
    }
}

/// A fault at a byte offset of the text.
#[derive(PartialEq)]
pub(super) struct Found {
    pub at: usize,
    pub message: String,
    pub help: Option<String>,
}

impl Faults {
    fn write(&self, f: &mut fmt::Formatter<'_>, kind: &str) -> fmt::Result {
        for (i, fault) in self.faults.iter().enumerate() {
            if i > 0 {
                f.write_str("\n")?;
            }
            fault.write(f, &self.file, kind)?;
        }
        match self.more {
            0 => Ok(()),
            1 => write!(f, "\nand 1 more {kind}"),
            more => write!(f, "\nand {more} more {kind}s"),
        }
    }
}

impl fmt::Display for Faults {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.write(f, ERROR)
    }
}

/// What a file may say, but hardly can have meant. Shown like faults.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Warnings(pub Faults);

impl Warnings {
    /// How many.
    #[must_use]
    pub fn len(&self) -> usize {
        self.0.faults.len() + self.0.more
    }

    /// Whether there is nothing to be told.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
}

impl fmt::Display for Warnings {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.write(f, WARNING)
    }
}

/// Turns offsets in a text into lines and columns.
pub(super) struct Places<'t> {
    text: &'t str,
    line_starts: Vec<usize>,
}

impl<'t> Places<'t> {
    pub fn new(text: &'t str) -> Self {
        let line_starts =
            std::iter::once(0).chain(text.match_indices('\n').map(|(newline, _)| newline + 1)).collect();
        Self { text, line_starts }
    }

    fn fault(&self, found: Found) -> Fault {
        let mut at = found.at.min(self.text.len());
        while !self.text.is_char_boundary(at) {
            at -= 1;
        }
        let index = self.line_starts.partition_point(|start| *start <= at) - 1;
        let start = self.line_starts[index];
        let before = self.text[start..at].chars().count();
        let line = self.text[start..].split('\n').next().unwrap_or_default().trim_end_matches('\r');
        let (shown, caret) = cut(line, at - start, before);
        Fault {
            line: index + 1,
            column: before + 1,
            message: shortened(found.message),
            help: found.help.map(shortened),
            excerpt: Some((shown, caret)),
        }
    }

    /// The offset of a place as RON's parser tells it: lines and columns in characters, from 1.
    pub fn offset(&self, line: usize, column: usize) -> usize {
        let Some(start) = self.line_starts.get(line.saturating_sub(1)) else { return self.text.len() };
        let rest = &self.text[*start..];
        start + rest.char_indices().nth(column.saturating_sub(1)).map_or(rest.len(), |(at, _)| at)
    }
}

/// What quotes something endless of the text is cut.
fn shortened(mut message: String) -> String {
    if let Some((end, _)) = message.char_indices().nth(MESSAGE) {
        message.truncate(end);
        message.push_str("...");
    }
    message
}

/// The part of a line around a place, control characters made harmless.
fn cut(line: &str, at: usize, before: usize) -> (String, usize) {
    let clean = |c: char| if c.is_control() && c != '\t' { '\u{FFFD}' } else { c };
    let at = at.min(line.len());
    let lead = before.min(EXCERPT * 2 / 3);
    let start = if before <= EXCERPT * 2 / 3 {
        0
    } else {
        line[..at].char_indices().rev().nth(lead - 1).map_or(0, |(start, _)| start)
    };
    let mut shown: String = line[start..].chars().take(EXCERPT).map(clean).collect();
    let mut caret = lead;
    if start > 0 {
        shown.insert_str(0, "...");
        caret += 3;
    }
    if line[start..].chars().nth(EXCERPT).is_some() {
        shown.push_str("...");
    }
    (shown, caret)
}
