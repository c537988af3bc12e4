//! Reads a document out of a tree of spans, noting every fault on the way instead of stopping at
//! the first.
//!
//! The document's own `Deserialize` drives it, so that there is one description of the format.
//! What is wrong is replaced by a stand-in (0, an empty text, an empty list) and reading goes on.
//! Serde tells of a required field only by failing for want of it: then its name is learned and
//! the document read again, now with a stand-in ready, so there are at most as many readings as
//! there are required fields in the format.

mod serde_side;

use super::tree::{Field, Node, Shape};
use crate::entry::{listed, nearest};
use serde::Deserialize;
use serde::de::{self, Visitor};
use serde_side::Fields;
use std::cell::RefCell;
use std::collections::HashSet;
use std::ops::Range;

/// A fault by byte offsets.
#[derive(Debug)]
pub(super) struct RawFault {
    /// Where to point.
    pub at: usize,
    /// What of the text could not be used: nothing more is to be said about it.
    pub taint: Range<usize>,
    /// Whether something that others refer to may have been lost with it: a name, a list, a body.
    pub loses_part: bool,
    pub message: String,
    pub help: Option<String>,
}

/// Reads `T`; the faults are in the order in which they were met. The value, stand-ins and all,
/// is missing only if the document fails in a way that is not described by its types.
pub(super) fn read<T: for<'de> Deserialize<'de>>(text: &str, root: &Node) -> (Option<T>, Vec<RawFault>) {
    let reader = Reader { text, faults: RefCell::default(), required: RefCell::default() };
    loop {
        reader.faults.borrow_mut().clear();
        match T::deserialize(At { reader: &reader, node: Some(root), label: None }) {
            Ok(value) => return (Some(value), reader.faults.into_inner()),
            Err(Stop::Again) => {}
            Err(Stop::Missing(field)) => reader.note(root, format!("the field `{field}` is missing"), None),
            Err(Stop::Other(message)) => {
                reader.note(root, message, None);
                return (None, reader.faults.into_inner());
            }
        }
    }
}

struct Reader<'t> {
    text: &'t str,
    faults: RefCell<Vec<RawFault>>,
    /// Fields that structs and variants of a name cannot do without, as far as is known.
    required: RefCell<HashSet<(&'static str, &'static str)>>,
}

impl Reader<'_> {
    fn push(&self, fault: RawFault) {
        self.faults.borrow_mut().push(fault);
    }

    /// A fault of a value as a whole.
    fn note(&self, node: &Node, message: String, help: Option<String>) {
        let loses_part = !node.shape.is_scalar();
        self.push(RawFault { at: node.place(), taint: node.span(), loses_part, message, help });
    }

    /// A value in words.
    fn describe(&self, node: &Node) -> String {
        let text = node.text(self.text);
        let short = || {
            let blank = |c: char| if c.is_control() { ' ' } else { c };
            let mut short: String = text.chars().take(40).map(blank).collect();
            if text.chars().nth(40).is_some() {
                short.push_str("...");
            }
            short
        };
        match &node.shape {
            Shape::Number => format!("the number `{}`", short()),
            Shape::Text => format!("the text {}", short()),
            Shape::Word => format!("the word `{}`", short()),
            Shape::Other => format!("`{}`", short()),
            Shape::Struct { name, .. } | Shape::Tuple { name, .. } if *name > 0 => {
                format!("`{}(...)`", node.name(self.text))
            }
            Shape::Struct { .. } => "named fields `(name: value, ...)`".to_owned(),
            Shape::Tuple { items, .. } => match items.len() {
                0 => "an empty `()`".to_owned(),
                1 => "1 value in `(...)`".to_owned(),
                n => format!("{n} values in `(...)`"),
            },
            Shape::List(_) => "a list `[...]`".to_owned(),
            Shape::Map(_) => "a map `{...}`".to_owned(),
        }
    }
}

#[derive(Debug)]
enum Stop {
    /// Serde misses a field.
    Missing(&'static str),
    /// Something was learned: read again.
    Again,
    Other(String),
}

impl std::fmt::Display for Stop {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Missing(field) => write!(f, "the field `{field}` is missing"),
            Self::Again => f.write_str("to be read again"),
            Self::Other(message) => f.write_str(message),
        }
    }
}

impl std::error::Error for Stop {}

impl de::Error for Stop {
    fn custom<T: std::fmt::Display>(message: T) -> Self {
        Self::Other(message.to_string())
    }

    fn missing_field(field: &'static str) -> Self {
        Self::Missing(field)
    }
}

/// A value to be read; without a node, a stand-in for one.
#[derive(Clone, Copy)]
struct At<'r, 't> {
    reader: &'r Reader<'t>,
    node: Option<&'r Node>,
    /// The field that it is in.
    label: Option<&'r str>,
}

impl<'r, 't> At<'r, 't> {
    /// Another value in the same field.
    fn with(self, node: Option<&'r Node>) -> Self {
        Self { node, ..self }
    }

    fn expected(&self, node: &Node, what: &str, help: Option<String>) {
        let found = self.reader.describe(node);
        let place = self.label.map_or(String::new(), |label| format!(" for `{label}`"));
        self.reader.note(node, format!("expected {what}{place}, found {found}"), help);
    }

    /// A number or `true`, read by RON itself: what it accepts is accepted here too.
    fn scalar<T: for<'de> Deserialize<'de> + Default>(self, what: &str) -> T {
        let Some(node) = self.node else { return T::default() };
        if matches!(node.shape, Shape::Number | Shape::Word | Shape::Other)
            && let Ok(value) = ron::from_str(node.text(self.reader.text))
        {
            return value;
        }
        let inner = node.text(self.reader.text).trim_matches('"');
        let help = (node.shape.is_text() && ron::from_str::<T>(inner).is_ok())
            .then(|| format!("write it without quotes: `{inner}`"));
        self.expected(node, what, help);
        T::default()
    }

    fn whole<T: for<'de> Deserialize<'de> + Default>(self, min: i128, max: i128) -> T {
        self.scalar(&format!("a whole number from {min} to {max}"))
    }

    fn string(self) -> String {
        let Some(node) = self.node else { return String::new() };
        let text = node.text(self.reader.text);
        match node.shape {
            Shape::Text => match ron::from_str(text) {
                Ok(string) => return string,
                Err(error) => {
                    self.reader.note(node, format!("this text cannot be read: {}", error.code), None);
                }
            },
            Shape::Word | Shape::Number => {
                self.expected(node, "a text in quotes", Some(format!("write `\"{text}\"`")));
                // Most likely what is meant, and what others refer to.
                return text.to_owned();
            }
            _ => self.expected(node, "a text in quotes", None),
        }
        String::new()
    }

    /// The fields of a struct or variant, each with its value, names mended where that is safe.
    fn fields(self, name: &'static str, known: &'static [&'static str]) -> Fields<'r, 't> {
        let mut found: Vec<(&'static str, Option<&'r Node>)> = Vec::new();
        match self.node.map(|node| (node, &node.shape)) {
            None => {}
            Some((_, Shape::Struct { fields, .. })) => {
                let given = fields.iter().map(|field| field.key(self.reader.text)).collect();
                for field in fields {
                    self.field(field, &given, known, &mut found);
                }
            }
            Some((_, Shape::Tuple { items, .. })) if items.is_empty() => {}
            // A variant without brackets, all of its fields left out.
            Some((node, Shape::Word)) if node.text(self.reader.text) == name => {}
            Some((node, _)) => {
                self.expected(node, "named fields `(name: value, ...)`", None);
                return self.with(None).fields(name, known);
            }
        }
        for field in known {
            let required = self.reader.required.borrow().contains(&(name, *field));
            if required && !found.iter().any(|(seen, _)| seen == field) {
                if let Some(node) = self.node {
                    let (message, help) = missing(name, field);
                    let taint = node.place()..node.place() + 1;
                    let loses_part = *field == "name";
                    self.reader.push(RawFault { at: node.place(), taint, loses_part, message, help });
                }
                found.push((*field, None));
            }
        }
        Fields { at: self, entries: found.into_iter(), value: None }
    }

    /// Takes in one field as it was written; `given` are the names of all that were.
    fn field(
        self,
        field: &'r Field,
        given: &HashSet<&str>,
        known: &'static [&'static str],
        found: &mut Vec<(&'static str, Option<&'r Node>)>,
    ) {
        let key = field.key(self.reader.text);
        let fault = |taint: Range<usize>, loses_part, message, help| {
            let at = field.key_span().start;
            self.reader.push(RawFault { at, taint, loses_part, message, help: Some(help) });
        };
        let whole = field.key_span().start..field.value.span().end;
        if let Some(name) = known.iter().find(|name| **name == key) {
            if found.iter().any(|(seen, _)| seen == name) {
                fault(
                    whole,
                    false,
                    format!("the field `{key}` is given twice"),
                    "keep one of them".to_owned(),
                );
            } else {
                found.push((name, Some(&field.value)));
            }
            return;
        }
        let message = format!("there is no field `{key}` here");
        if let Some(near) = nearest(key, known.iter().copied()) {
            fault(field.key_span(), false, message, format!("did you mean `{near}`?"));
            if !given.contains(near) && !found.iter().any(|(seen, _)| *seen == near) {
                found.push((near, Some(&field.value)));
            }
        } else {
            let help = format!("the fields are {}", listed(known, "and"));
            fault(whole, !field.value.shape.is_scalar(), message, help);
        }
    }

    fn struct_like<'de, V: Visitor<'de>>(
        self,
        name: &'static str,
        known: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Stop> {
        visitor.visit_map(self.fields(name, known)).map_err(|stop| match stop {
            Stop::Missing(field) => {
                self.reader.required.borrow_mut().insert((name, field));
                Stop::Again
            }
            stop => stop,
        })
    }
}

fn missing(name: &str, field: &str) -> (String, Option<String>) {
    let help = match (name, field) {
        ("Scene", "format") => Some("a scene begins with `(format: 1,`".to_owned()),
        ("Protocol", "format") => Some("a protocol begins with `(format: 1,`".to_owned()),
        _ => None,
    };
    (format!("the field `{field}` is missing"), help)
}

impl Shape {
    fn is_text(&self) -> bool {
        matches!(self, Self::Text)
    }

    fn is_scalar(&self) -> bool {
        matches!(self, Self::Number | Self::Word | Self::Text)
    }
}
