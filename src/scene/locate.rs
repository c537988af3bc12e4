//! Reads the brackets of a RON text into a tree of spans.
//!
//! It is stricter in its messages and more tolerant in its values than RON's own parser: what is
//! a number or which escapes a text may hold is asked of RON later, value by value.

mod tokens;

use super::fault::Found;
use super::tree::{Field, Node, Shape};
use std::ops::Range;
use tokens::is_word_start;

/// What is said of a file of nothing but comments.
pub(super) const NOTHING: &str = "the file holds no scene";

/// Deepest nesting of brackets. A scene needs eight levels.
pub const MAX_DEPTH: usize = 64;

/// The fault is what makes the text unreadable as a whole.
type Scan<T> = Result<T, Found>;

fn fault<T>(at: usize, message: impl Into<String>, help: Option<&str>) -> Scan<T> {
    Err(Found { at, message: message.into(), help: help.map(str::to_owned) })
}

/// Reads the one value that a text holds.
pub(super) fn scan(text: &str) -> Scan<Node> {
    scan_commented(text).map(|(root, _)| root)
}

/// Reads the one value that a text holds, and where its comments stand, in their order.
pub(super) fn scan_commented(text: &str) -> Scan<(Node, Vec<Range<usize>>)> {
    if u32::try_from(text.len()).is_err() {
        return fault(0, "the text is larger than 4 GiB", None);
    }
    let mut scanner = Scanner { text, at: 0, comments: Vec::new() };
    scanner.skip_blank()?;
    while scanner.rest().starts_with("#!") {
        scanner.attribute()?;
        scanner.skip_blank()?;
    }
    if scanner.rest().is_empty() {
        return fault(0, NOTHING, Some("the smallest scene is `(format: 1, creatures: [(name: \"Worm\")])`"));
    }
    let root = scanner.value(0)?;
    scanner.skip_blank()?;
    match scanner.peek() {
        None => Ok((root, scanner.comments)),
        Some(c @ (')' | ']' | '}')) => fault(
            scanner.at,
            format!("this `{c}` closes nothing"),
            Some("the scene has already ended here: look for a bracket too many above"),
        ),
        Some(_) => fault(
            scanner.at,
            "there is text after the end of the scene",
            Some("a file holds one scene, in one pair of round brackets"),
        ),
    }
}

struct Scanner<'t> {
    text: &'t str,
    at: usize,
    /// The comments passed so far.
    comments: Vec<Range<usize>>,
}

fn closing(open: char) -> char {
    match open {
        '(' => ')',
        '[' => ']',
        _ => '}',
    }
}

impl Scanner<'_> {
    fn value(&mut self, depth: usize) -> Scan<Node> {
        if depth > MAX_DEPTH {
            return fault(self.at, format!("brackets are nested more than {MAX_DEPTH} deep"), None);
        }
        let start = self.at;
        let Some(c) = self.peek() else {
            return fault(start, "the text ends where a value should be", None);
        };
        let shape = match c {
            '(' => self.round(0, depth)?,
            '[' => self.list(depth)?,
            '{' => self.map(depth)?,
            '"' => self.string()?,
            '\'' => self.character()?,
            'r' if self.rest()[1..].starts_with('"') || self.rest().starts_with("r#\"") => {
                self.raw_string()?
            }
            'r' if self.rest().starts_with("r##") => self.raw_string()?,
            'b' if self.rest()[1..].starts_with('"') => {
                self.at += 1;
                self.string()?;
                Shape::Other
            }
            'b' if self.rest()[1..].starts_with('\'') => {
                self.at += 1;
                self.character()?
            }
            'b' if self.rest().starts_with("br\"") || self.rest().starts_with("br#") => {
                self.at += 1;
                self.raw_string()?;
                Shape::Other
            }
            '0'..='9' | '+' | '-' | '.' => self.number(),
            c if is_word_start(c) => self.word_or_named(depth)?,
            ')' | ']' | '}' => return fault(start, format!("a value is missing before this `{c}`"), None),
            ',' => return fault(start, "a value is missing before this comma", None),
            c => return fault(start, format!("`{}` cannot begin a value", c.escape_debug()), None),
        };
        Ok(Node::new(start..self.at, shape))
    }

    fn word_or_named(&mut self, depth: usize) -> Scan<Shape> {
        let word = self.word();
        let end = self.at;
        self.skip_blank()?;
        if self.peek() == Some('(') {
            return self.round((word.end - word.start) as u32, depth);
        }
        self.at = end;
        Ok(Shape::Word)
    }

    /// After an item: true at a comma (which is passed), false at the closing bracket.
    fn more(&mut self, open_at: usize, open: char) -> Scan<bool> {
        let end = self.at;
        self.skip_blank()?;
        let close = closing(open);
        match self.peek() {
            Some(',') => {
                self.at += 1;
                self.skip_blank()?;
                Ok(true)
            }
            Some(c) if c == close => Ok(false),
            None => self.unclosed(open_at, open),
            Some(c @ (')' | ']' | '}')) => fault(
                self.at,
                format!("expected `{close}` for the `{open}` of line {}, found `{c}`", self.line(open_at)),
                Some("brackets close in the opposite order of their opening"),
            ),
            Some(':') => fault(
                self.at,
                "a `:` stands only between the name of a field and its value",
                Some(
                    "names of fields are written without quotes, all or none of the values in `(...)` named",
                ),
            ),
            Some(c) => {
                let (before, help) = (&self.text[..end], "put a `,` here");
                // A text that runs over a line's end was probably not closed where it was meant to be.
                let torn = before.ends_with('"') && !before[open_at..].ends_with("\"\"") && {
                    let text = &before[before[..end - 1].rfind('"').unwrap_or(0)..];
                    text.contains('\n')
                };
                if torn {
                    fault(
                        end,
                        "a comma is missing after this text",
                        Some("this text began on an earlier line: look there for a `\"` that is missing"),
                    )
                } else if c == ';' || c == '=' {
                    fault(
                        self.at,
                        format!("unexpected `{c}`"),
                        Some("fields are `name: value`, with commas between"),
                    )
                } else {
                    fault(end, "a comma is missing here", Some(help))
                }
            }
        }
    }

    fn line(&self, at: usize) -> usize {
        self.text[..at].matches('\n').count() + 1
    }

    fn unclosed<T>(&self, open_at: usize, open: char) -> Scan<T> {
        let close = closing(open);
        fault(
            open_at,
            format!("this `{open}` is never closed"),
            Some(&format!("a `{close}` is missing, or another bracket after it is not closed")),
        )
    }

    fn items<T>(&mut self, open: char, mut item: impl FnMut(&mut Self) -> Scan<T>) -> Scan<Vec<T>> {
        let open_at = self.at;
        self.at += 1;
        self.skip_blank()?;
        let mut items = Vec::new();
        loop {
            match self.peek() {
                None => return self.unclosed(open_at, open),
                Some(c) if c == closing(open) => break,
                Some(c @ (')' | ']' | '}')) => {
                    return fault(
                        self.at,
                        format!(
                            "expected `{}` for the `{open}` of line {}, found `{c}`",
                            closing(open),
                            self.line(open_at)
                        ),
                        Some("brackets close in the opposite order of their opening"),
                    );
                }
                Some(_) => items.push(item(self)?),
            }
            if !self.more(open_at, open)? {
                break;
            }
        }
        self.at += 1;
        Ok(items)
    }

    fn list(&mut self, depth: usize) -> Scan<Shape> {
        self.items('[', |scanner| scanner.value(depth + 1)).map(Shape::List)
    }

    fn map(&mut self, depth: usize) -> Scan<Shape> {
        let entry = |scanner: &mut Self| {
            let key = scanner.value(depth + 1)?;
            scanner.colon("the name of an entry")?;
            Ok((key, scanner.value(depth + 1)?))
        };
        self.items('{', entry).map(Shape::Map)
    }

    fn colon(&mut self, after: &str) -> Scan<()> {
        let end = self.at;
        self.skip_blank()?;
        match self.peek() {
            Some(':') => {
                self.at += 1;
                self.skip_blank()
            }
            Some('=') => fault(self.at, format!("expected `:` after {after}, found `=`"), None),
            _ => fault(end, format!("expected `:` after {after}"), None),
        }
    }

    fn round(&mut self, name: u32, depth: usize) -> Scan<Shape> {
        if self.begins_with_field()? {
            let field = |scanner: &mut Self| {
                let start = scanner.at;
                let key = scanner.word();
                if key.is_empty() {
                    return match scanner.peek() {
                        Some('"') => fault(
                            start,
                            "expected the name of a field, found a text",
                            Some("names of fields are written without quotes, `name: value`"),
                        ),
                        _ => fault(start, "expected the name of a field", Some("fields are `name: value`")),
                    };
                }
                scanner.colon(&format!("the field `{}`", &scanner.text[key.clone()]))?;
                let value = scanner.value(depth + 1)?;
                Ok(Field { key_start: key.start as u32, key_end: key.end as u32, value })
            };
            self.items('(', field).map(|fields| Shape::Struct { name, fields })
        } else {
            self.items('(', |scanner| scanner.value(depth + 1)).map(|items| Shape::Tuple { name, items })
        }
    }

    /// Whether the round bracket here holds `name: ...`, or `name = ...` by mistake.
    fn begins_with_field(&mut self) -> Scan<bool> {
        let start = self.at;
        self.at += 1;
        self.skip_blank()?;
        let is_field = self.peek().is_some_and(is_word_start) && {
            !self.word().is_empty() && {
                self.skip_blank()?;
                matches!(self.peek(), Some(':' | '='))
            }
        };
        self.at = start;
        Ok(is_field)
    }
}
