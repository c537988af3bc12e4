//! Left and right.

use crate::entry::{Field, Value};
use serde::{Deserialize, Serialize};

/// Left or right of the body axis, seen along it from tail to head; or both.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Side {
    /// Left.
    Left,
    /// Right.
    Right,
    /// Both sides.
    #[default]
    Both,
}

impl Side {
    /// Left and right, in the order in which everything of a body is kept.
    pub const EACH: [Self; 2] = [Self::Left, Self::Right];

    /// Whether it holds the left side.
    #[must_use]
    pub const fn left(self) -> bool {
        !matches!(self, Self::Right)
    }

    /// Whether it holds the right side.
    #[must_use]
    pub const fn right(self) -> bool {
        !matches!(self, Self::Left)
    }

    /// Whether it holds a side, 0 for left and 1 for right.
    #[must_use]
    pub const fn holds(self, side: usize) -> bool {
        if side == 0 { self.left() } else { self.right() }
    }

    /// The sides that it holds: 0 for left, 1 for right.
    pub fn each(self) -> impl Iterator<Item = usize> {
        (0..2).filter(move |side| self.holds(*side))
    }

    /// The word of scene files.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Left => "Left",
            Self::Right => "Right",
            Self::Both => "Both",
        }
    }

    /// In words, as in "skin of segment 3, left".
    #[must_use]
    pub const fn phrase(self) -> &'static str {
        match self {
            Self::Left => "left",
            Self::Right => "right",
            Self::Both => "both sides",
        }
    }
}

impl Field for Side {
    const CHOICES: &'static [(&'static str, &'static str)] =
        &[("Left", "The left side"), ("Right", "The right side"), ("Both", "Both sides")];

    fn value(&self) -> Value<'_> {
        Value::Word(self.word())
    }

    fn from_value(value: Value<'_>) -> Option<Self> {
        let Value::Word(word) = value else { return None };
        [Self::Left, Self::Right, Self::Both].into_iter().find(|side| side.word() == word)
    }
}
