//! Reads the brackets of a RON text into a [`Node`] tree.
//!
//! It is stricter in its messages and more tolerant in its values than RON's own parser: what is
//! a number or which escapes a text may hold is asked of RON later, value by value.

use super::tree::{Field, Node, Shape};
use std::ops::Range;

/// Deepest nesting of brackets. A scene needs eight levels.
pub const MAX_DEPTH: usize = 64;

/// What makes a text unreadable as a whole.
#[derive(Debug)]
pub(super) struct SyntaxFault {
    pub at: usize,
    pub message: String,
    pub help: Option<String>,
}

type Scan<T> = Result<T, SyntaxFault>;

fn fault<T>(at: usize, message: impl Into<String>, help: Option<&str>) -> Scan<T> {
    Err(SyntaxFault { at, message: message.into(), help: help.map(str::to_owned) })
}

/// Reads the one value that a text holds.
pub(super) fn scan(text: &str) -> Scan<Node> {
    if u32::try_from(text.len()).is_err() {
        return fault(0, "the text is larger than 4 GiB", None);
    }
    let mut scanner = Scanner { text, at: 0 };
    scanner.skip_blank()?;
    while scanner.rest().starts_with("#!") {
        scanner.attribute()?;
        scanner.skip_blank()?;
    }
    if scanner.rest().is_empty() {
        return fault(
            0,
            "the file holds no scene",
            Some("the smallest scene is `(format: 1, creatures: [(name: \"Worm\")])`"),
        );
    }
    let root = scanner.value(0)?;
    scanner.skip_blank()?;
    match scanner.peek() {
        None => Ok(root),
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
}

fn is_blank(c: char) -> bool {
    c.is_whitespace() || matches!(c, '\u{200E}' | '\u{200F}')
}

fn is_word_start(c: char) -> bool {
    c == '_' || c.is_alphabetic()
}

fn is_word(c: char) -> bool {
    c == '_' || c.is_alphanumeric()
}

fn closing(open: char) -> char {
    match open {
        '(' => ')',
        '[' => ']',
        _ => '}',
    }
}

impl<'t> Scanner<'t> {
    fn rest(&self) -> &'t str {
        &self.text[self.at..]
    }

    fn peek(&self) -> Option<char> {
        self.rest().chars().next()
    }

    fn take_while(&mut self, good: impl Fn(char) -> bool) -> Range<usize> {
        let start = self.at;
        let rest = self.rest();
        self.at += rest.find(|c| !good(c)).unwrap_or(rest.len());
        start..self.at
    }

    /// Whitespace and comments.
    fn skip_blank(&mut self) -> Scan<()> {
        loop {
            self.take_while(is_blank);
            if self.rest().starts_with("//") {
                self.take_while(|c| c != '\n');
            } else if self.rest().starts_with("/*") {
                self.block_comment()?;
            } else {
                return Ok(());
            }
        }
    }

    /// Block comments nest.
    fn block_comment(&mut self) -> Scan<()> {
        let start = self.at;
        let mut depth = 0usize;
        loop {
            if self.rest().starts_with("/*") {
                depth += 1;
                self.at += 2;
            } else if self.rest().starts_with("*/") {
                depth -= 1;
                self.at += 2;
                if depth == 0 {
                    return Ok(());
                }
            } else if let Some(c) = self.peek() {
                self.at += c.len_utf8();
            } else {
                return fault(start, "this comment is never closed", Some("end it with `*/`"));
            }
        }
    }

    /// `#![enable(implicit_some)]`, as other programs write it.
    fn attribute(&mut self) -> Scan<()> {
        let start = self.at;
        match self.rest().find(']') {
            Some(end) => {
                self.at += end + 1;
                Ok(())
            }
            None => fault(start, "this `#![...]` is never closed", Some("end it with `]`")),
        }
    }

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

    fn number(&mut self) -> Shape {
        self.take_while(|c| is_word(c) || matches!(c, '+' | '-' | '.'));
        Shape::Number
    }

    fn word(&mut self) -> Range<usize> {
        let start = self.at;
        if self.rest().starts_with("r#") {
            self.at += 2;
            self.take_while(|c| is_word(c) || matches!(c, '+' | '-' | '.'));
        } else {
            self.take_while(is_word);
        }
        start..self.at
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

    fn string(&mut self) -> Scan<Shape> {
        let start = self.at;
        self.at += 1;
        loop {
            match self.peek() {
                None => return fault(start, "this text is never closed", Some("end it with `\"`")),
                Some('"') => {
                    self.at += 1;
                    return Ok(Shape::Text);
                }
                Some('\\') => {
                    self.at += 1;
                    self.at += self.peek().map_or(0, char::len_utf8);
                }
                Some(c) => self.at += c.len_utf8(),
            }
        }
    }

    fn raw_string(&mut self) -> Scan<Shape> {
        let start = self.at;
        self.at += 1;
        let hashes = self.take_while(|c| c == '#').len();
        if self.peek() != Some('"') {
            return fault(start, "a raw text begins with `r\"` or `r#\"`", None);
        }
        self.at += 1;
        let end = format!("\"{}", "#".repeat(hashes));
        match self.rest().find(&end) {
            Some(found) => {
                self.at += found + end.len();
                Ok(Shape::Text)
            }
            None => fault(
                start,
                "this text is never closed",
                Some(&format!("a raw text like this ends with `{end}`")),
            ),
        }
    }

    fn character(&mut self) -> Scan<Shape> {
        let start = self.at;
        let body = &self.text[self.at + 1..];
        let inner = if body.starts_with('\\') {
            // An escape holds at least one character after the backslash, a quote perhaps.
            let first = body[1..].chars().next().map_or(1, |c| 1 + c.len_utf8());
            body[first..].find('\'').map(|end| first + end)
        } else {
            body.chars().next().map(char::len_utf8).filter(|len| body[*len..].starts_with('\''))
        };
        match inner {
            Some(len) => {
                self.at += len + 2;
                Ok(Shape::Other)
            }
            None => fault(
                start,
                "a single quote does not begin a text",
                Some("write texts in double quotes: `\"...\"`"),
            ),
        }
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
