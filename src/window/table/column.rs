//! What a column is, and what stands in a cell.

use super::rates::Rates;
use crate::entry::FieldInfo;
use crate::window::paint::grid::order::Key;
use crate::window::paint::grid::{self, Column as Head};
use crate::window::paint::widgets::amount;
use crate::window::state::Graph;
use bevy::ecs::prelude::*;
use std::borrow::Cow;

/// What cells are read from.
pub struct Source<'a> {
    pub world: &'a World,
    pub graph: &'a Graph,
    pub rates: &'a Rates,
    /// Of each neuron: links that lead to it, that lead away, gap junctions.
    pub counts: &'a [[u32; 3]],
}

/// What stands in a cell.
#[derive(Clone, Debug, PartialEq)]
pub enum Value<'a> {
    /// Nothing.
    Nothing,
    /// A number in single precision.
    Single(f32),
    /// A count.
    Whole(u32),
    /// A name or a word.
    Text(Cow<'a, str>),
}

impl Value<'_> {
    /// To the last digit, with a point: what a spreadsheet takes for a number.
    #[must_use]
    pub fn exact(&self) -> String {
        match self {
            Self::Single(number) if number.is_finite() => number.to_string(),
            Self::Nothing | Self::Single(_) => String::new(),
            Self::Whole(count) => count.to_string(),
            Self::Text(text) => text.to_string(),
        }
    }

    /// What a row is sorted by.
    #[must_use]
    pub fn key(&self) -> Key<'_> {
        match self {
            Self::Nothing => Key::Nothing,
            Self::Single(number) => Key::Number(f64::from(*number)),
            Self::Whole(count) => Key::Number(f64::from(*count)),
            Self::Text(text) => Key::Text(text),
        }
    }
}

/// What can be set in a cell of the selected row.
#[derive(Clone, Copy, Debug)]
pub enum Field {
    /// A parameter; of a pair one of the two.
    Param(&'static FieldInfo, Option<usize>),
    /// The amount of a link.
    Amount,
}

/// How a cell is read.
pub type Read = Box<dyn for<'a> Fn(&Source<'a>, usize) -> Value<'a> + Send + Sync>;

/// A column.
pub struct Column {
    /// Its name, in a file too.
    pub name: String,
    /// Its name above the rows, where that is shorter.
    pub head: String,
    /// What it holds.
    pub tip: String,
    /// The room that it needs beside that for its name \[points\].
    pub width: f32,
    /// Whether it holds numbers.
    pub number: bool,
    /// Whether it changes from tick to tick.
    pub live: bool,
    /// What of it can be set.
    pub field: Option<Field>,
    /// How it is read.
    pub read: Read,
}

impl Column {
    /// Of words.
    pub fn words(
        name: &str,
        tip: &str,
        width: f32,
        read: impl for<'a> Fn(&Source<'a>, usize) -> Value<'a> + Send + Sync + 'static,
    ) -> Self {
        Self {
            name: name.to_owned(),
            head: name.to_owned(),
            tip: tip.to_owned(),
            width,
            number: false,
            live: false,
            field: None,
            read: Box::new(read),
        }
    }

    /// Of numbers.
    pub fn numbers(
        name: &str,
        tip: &str,
        read: impl for<'a> Fn(&Source<'a>, usize) -> Value<'a> + Send + Sync + 'static,
    ) -> Self {
        Self { number: true, ..Self::words(name, tip, 60.0, read) }
    }

    /// That changes from tick to tick.
    pub fn live(self) -> Self {
        Self { live: true, ..self }
    }

    /// As a table shows it.
    pub fn head(&self) -> Head {
        let width = self.width.max(grid::room(&self.head));
        Head { name: self.head.clone(), tip: self.tip.clone(), width, right: self.number }
    }

    /// What is shown of a value: of what changes no more digits than can be read.
    pub fn shown(&self, value: &Value<'_>) -> String {
        match value {
            Value::Single(number) if self.live => amount(*number),
            value => value.exact(),
        }
    }
}
