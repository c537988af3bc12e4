//! The tokens of a RON text: blanks, words, numbers and texts.

use super::super::tree::Shape;
use super::{Scan, Scanner, fault};
use std::ops::Range;

fn is_blank(c: char) -> bool {
    c.is_whitespace() || matches!(c, '\u{200E}' | '\u{200F}')
}

pub(super) fn is_word_start(c: char) -> bool {
    c == '_' || c.is_alphabetic()
}

fn is_word(c: char) -> bool {
    c == '_' || c.is_alphanumeric()
}

impl<'t> Scanner<'t> {
    pub fn rest(&self) -> &'t str {
        &self.text[self.at..]
    }

    pub fn peek(&self) -> Option<char> {
        self.rest().chars().next()
    }

    pub fn take_while(&mut self, good: impl Fn(char) -> bool) -> Range<usize> {
        let start = self.at;
        let rest = self.rest();
        self.at += rest.find(|c| !good(c)).unwrap_or(rest.len());
        start..self.at
    }

    /// Whitespace and comments.
    pub fn skip_blank(&mut self) -> Scan<()> {
        loop {
            self.take_while(is_blank);
            let start = self.at;
            if self.rest().starts_with("//") {
                self.take_while(|c| c != '\n');
            } else if self.rest().starts_with("/*") {
                self.block_comment()?;
            } else {
                return Ok(());
            }
            // A look ahead passes some of them twice.
            if self.comments.last().is_none_or(|last| last.start < start) {
                self.comments.push(start..self.at);
            }
        }
    }

    /// Block comments nest.
    pub fn block_comment(&mut self) -> Scan<()> {
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
    pub fn attribute(&mut self) -> Scan<()> {
        let start = self.at;
        match self.rest().find(']') {
            Some(end) => {
                self.at += end + 1;
                Ok(())
            }
            None => fault(start, "this `#![...]` is never closed", Some("end it with `]`")),
        }
    }

    pub fn number(&mut self) -> Shape {
        self.take_while(|c| is_word(c) || matches!(c, '+' | '-' | '.'));
        Shape::Number
    }

    pub fn word(&mut self) -> Range<usize> {
        let start = self.at;
        if self.rest().starts_with("r#") {
            self.at += 2;
            self.take_while(|c| is_word(c) || matches!(c, '+' | '-' | '.'));
        } else {
            self.take_while(is_word);
        }
        start..self.at
    }

    pub fn string(&mut self) -> Scan<Shape> {
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

    pub fn raw_string(&mut self) -> Scan<Shape> {
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

    pub fn character(&mut self) -> Scan<Shape> {
        let start = self.at;
        let body = &self.text[self.at + 1..];
        let inner = if let Some(escape) = body.strip_prefix('\\') {
            // An escape holds at least one character after the backslash, a quote perhaps.
            let first = escape.chars().next().map_or(1, |c| 1 + c.len_utf8());
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
}
