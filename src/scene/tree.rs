//! The brackets of a RON text as a tree that knows where everything stands.
//!
//! A scene without faults never comes here. One with faults does, so that each of them can be
//! shown in its place; the tree holds no values, only spans.

use crate::entry::{DocPath, Segment};
use std::ops::Range;

/// A value and where it stands.
#[derive(Debug)]
pub(super) struct Node {
    start: u32,
    end: u32,
    pub shape: Shape,
}

/// What a value looks like, before anyone asks what it should be.
#[derive(Debug)]
pub(super) enum Shape {
    Number,
    Text,
    /// A bare word: `true`, `Left`, `None`.
    Word,
    /// What RON knows and a scene has no use for: a character, bytes.
    Other,
    /// `(a: 1)` or `Name(a: 1)`; the name takes the first `name` bytes.
    Struct {
        name: u32,
        fields: Vec<Field>,
    },
    /// `(1, 2)`, `Name(1, 2)` or `()`.
    Tuple {
        name: u32,
        items: Vec<Node>,
    },
    List(Vec<Node>),
    Map(Vec<(Node, Node)>),
}

/// A field of a struct.
#[derive(Debug)]
pub(super) struct Field {
    pub key_start: u32,
    pub key_end: u32,
    pub value: Node,
}

impl Field {
    pub fn key_span(&self) -> Range<usize> {
        self.key_start as usize..self.key_end as usize
    }

    pub fn key<'t>(&self, text: &'t str) -> &'t str {
        let key = &text[self.key_span()];
        key.strip_prefix("r#").unwrap_or(key)
    }
}

impl Node {
    pub fn new(span: Range<usize>, shape: Shape) -> Self {
        // The scanner refuses texts whose offsets do not fit.
        Self { start: span.start as u32, end: span.end as u32, shape }
    }

    pub fn span(&self) -> Range<usize> {
        self.start as usize..self.end as usize
    }

    pub fn text<'t>(&self, text: &'t str) -> &'t str {
        &text[self.span()]
    }

    /// The name before the brackets; empty if there is none.
    pub fn name<'t>(&self, text: &'t str) -> &'t str {
        &text[self.name_span()]
    }

    pub fn name_span(&self) -> Range<usize> {
        let start = self.start as usize;
        match self.shape {
            Shape::Struct { name, .. } | Shape::Tuple { name, .. } => start..start + name as usize,
            Shape::Word => self.span(),
            _ => start..start,
        }
    }

    /// Where to point when the value as a whole is meant: a bracket stands for all it holds.
    pub fn place(&self) -> usize {
        self.start as usize
    }

    /// The value inside an explicit `Some(...)`, or the value itself.
    pub fn unwrap_some(&self, text: &str) -> &Self {
        match &self.shape {
            Shape::Tuple { items, .. } if self.name(text) == "Some" && items.len() == 1 => &items[0],
            _ => self,
        }
    }

    /// The node at a path, or the nearest one around it that was written: what is left out has no
    /// place of its own. The second value is the place to point at.
    pub fn find(&self, text: &str, path: &DocPath) -> (&Self, usize) {
        let mut node = self;
        let mut place = node.place();
        for segment in path.segments() {
            let inner = node.unwrap_some(text);
            let next = match (segment, &inner.shape) {
                (Segment::Field(name), Shape::Struct { fields, .. }) => {
                    fields.iter().find(|field| field.key(text) == *name).map(|field| &field.value)
                }
                (Segment::Index(index), Shape::List(items) | Shape::Tuple { items, .. }) => items.get(*index),
                (Segment::Key(key) | Segment::KeyName(key), Shape::Map(entries)) => entries
                    .iter()
                    .find(|(name, _)| ron::from_str::<String>(name.text(text)).as_ref() == Ok(key))
                    .map(|(name, value)| if matches!(segment, Segment::KeyName(_)) { name } else { value }),
                _ => None,
            };
            let Some(next) = next else { break };
            node = next;
            place = node.place();
        }
        (node, place)
    }
}
