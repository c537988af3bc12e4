//! Names of things that there are few of and that millions refer to: each is kept once.

use super::fields::{Field, Value};
use bevy::ecs::intern::{Interned, Interner};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::fmt;
use std::ops::Deref;

static KEPT: Interner<str> = Interner::new();

/// A name that can be copied: that of a plasticity rule or of a modulator. The empty one stands for none.
///
/// Two are equal where their texts are. They have no order of their own: who needs one orders the texts.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Symbol(Interned<str>);

impl Symbol {
    /// Whether it stands for none.
    #[must_use]
    pub fn is_none(self) -> bool {
        self.0.0.is_empty()
    }

    /// Its text.
    #[must_use]
    pub const fn text(self) -> &'static str {
        self.0.0
    }
}

impl Default for Symbol {
    fn default() -> Self {
        Self::from("")
    }
}

impl From<&str> for Symbol {
    fn from(text: &str) -> Self {
        Self(KEPT.intern(text))
    }
}

impl Deref for Symbol {
    type Target = str;

    fn deref(&self) -> &str {
        self.text()
    }
}

impl fmt::Debug for Symbol {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.text().fmt(f)
    }
}

impl fmt::Display for Symbol {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.text().fmt(f)
    }
}

impl Serialize for Symbol {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.text())
    }
}

impl<'de> Deserialize<'de> for Symbol {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Text;

        impl serde::de::Visitor<'_> for Text {
            type Value = Symbol;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a name")
            }

            fn visit_str<E: serde::de::Error>(self, text: &str) -> Result<Symbol, E> {
                Ok(Symbol::from(text))
            }
        }

        deserializer.deserialize_str(Text)
    }
}

impl Field for Symbol {
    fn value(&self) -> Value<'_> {
        Value::Text(self.text())
    }

    fn from_value(value: Value<'_>) -> Option<Self> {
        match value {
            Value::Text(text) => Some(text.into()),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_kept_once_and_read_as_it_was_written() {
        let [one, same] = ["hebb", &["he", "bb"].concat()].map(Symbol::from);
        assert_eq!((one, one.text().as_ptr()), (same, same.text().as_ptr()));
        assert_ne!(one, Symbol::from("Hebb"));
        assert!(Symbol::default().is_none() && !one.is_none());
        let text = ron::to_string(&one).unwrap();
        assert_eq!((text.as_str(), ron::from_str(&text)), ("\"hebb\"", Ok(one)));
    }
}
