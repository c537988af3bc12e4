//! Reads a document out of a [`Node`] tree, noting every fault on the way instead of stopping at
//! the first.
//!
//! The document's own `Deserialize` drives it, so that there is one description of the format.
//! What is wrong is replaced by a stand-in (0, an empty text, an empty list) and reading goes on.
//! Serde tells of a required field only by failing for want of it: then its name is learned and
//! the document read again, now with a stand-in ready, so there are at most as many readings as
//! there are required fields in the format.

use super::names::{listed, nearest};
use super::tree::{Field, Node, Shape};
use serde::Deserialize;
use serde::de::{self, DeserializeSeed, IntoDeserializer, Visitor};
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
        if matches!(node.shape, Shape::Number | Shape::Word | Shape::Other) {
            if let Ok(value) = ron::from_str(node.text(self.reader.text)) {
                return value;
            }
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
                    self.reader.note(node, format!("this text cannot be read: {}", error.code), None)
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
                for field in fields {
                    self.field(fields, field, known, &mut found);
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

    fn field(
        self,
        all: &'r [Field],
        field: &'r Field,
        known: &'static [&'static str],
        found: &mut Vec<(&'static str, Option<&'r Node>)>,
    ) {
        let text = self.reader.text;
        let key = field.key(text);
        let fault = |taint: Range<usize>, loses_part, message, help| {
            let at = field.key_span().start;
            self.reader.push(RawFault { at, taint, loses_part, message, help });
        };
        let whole = field.key_span().start..field.value.span().end;
        if let Some(name) = known.iter().find(|name| **name == key) {
            if found.iter().any(|(seen, _)| seen == name) {
                fault(
                    whole,
                    false,
                    format!("the field `{key}` is given twice"),
                    Some("keep one of them".to_owned()),
                );
            } else {
                found.push((name, Some(&field.value)));
            }
            return;
        }
        let message = format!("there is no field `{key}` here");
        match nearest(key, known.iter().copied()) {
            Some(near) => {
                fault(field.key_span(), false, message, Some(format!("did you mean `{near}`?")));
                let known_near = known.iter().find(|name| **name == near);
                let free = !all.iter().any(|other| other.key(text) == near)
                    && !found.iter().any(|(seen, _)| *seen == near);
                if let (Some(near), true) = (known_near, free) {
                    found.push((near, Some(&field.value)));
                }
            }
            None => {
                let help = format!("the fields are {}", listed(known, "and"));
                fault(whole, !field.value.shape.is_scalar(), message, Some(help));
            }
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

impl<'de> de::Deserializer<'de> for At<'_, '_> {
    type Error = Stop;

    fn deserialize_any<V: Visitor<'de>>(self, _: V) -> Result<V::Value, Stop> {
        Err(Stop::Other("a value of any kind is not part of the format".to_owned()))
    }

    fn deserialize_ignored_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Stop> {
        visitor.visit_unit()
    }

    fn deserialize_bool<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Stop> {
        visitor.visit_bool(self.scalar("`true` or `false`"))
    }

    fn deserialize_f32<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Stop> {
        visitor.visit_f32(self.scalar("a number"))
    }

    fn deserialize_u32<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Stop> {
        visitor.visit_u32(self.whole(0, u32::MAX.into()))
    }

    fn deserialize_u64<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Stop> {
        visitor.visit_u64(self.whole(0, u64::MAX.into()))
    }

    fn deserialize_str<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Stop> {
        visitor.visit_string(self.string())
    }

    fn deserialize_string<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Stop> {
        visitor.visit_string(self.string())
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Stop> {
        let text = self.reader.text;
        match self.node {
            None => visitor.visit_none(),
            Some(node) if matches!(node.shape, Shape::Word) && node.text(text) == "None" => {
                visitor.visit_none()
            }
            Some(node) => visitor.visit_some(self.with(Some(node.unwrap_some(text)))),
        }
    }

    fn deserialize_seq<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Stop> {
        let items = match self.node.map(|node| (node, &node.shape)) {
            None => [].iter(),
            Some((_, Shape::List(items))) => items.iter(),
            Some((node, _)) => {
                self.expected(node, "a list `[...]`", None);
                [].iter()
            }
        };
        visitor.visit_seq(Items { at: self, items: items.map(Some).collect::<Vec<_>>().into_iter() })
    }

    fn deserialize_tuple<V: Visitor<'de>>(self, len: usize, visitor: V) -> Result<V::Value, Stop> {
        let items = match self.node.map(|node| (node, &node.shape)) {
            None => vec![None; len],
            Some((_, Shape::Tuple { name: 0, items })) if items.len() == len => {
                items.iter().map(Some).collect()
            }
            Some((node, _)) => {
                self.expected(node, &format!("{len} values in `(...)`"), None);
                vec![None; len]
            }
        };
        visitor.visit_seq(Items { at: self, items: items.into_iter() })
    }

    fn deserialize_map<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Stop> {
        let mut entries: Vec<(String, &Node)> = Vec::new();
        match self.node.map(|node| (node, &node.shape)) {
            None => {}
            Some((_, Shape::Map(pairs))) => {
                let mut seen = HashSet::new();
                for (key, value) in pairs {
                    let name = At { label: Some("the name of an entry"), ..self.with(Some(key)) }.string();
                    if seen.insert(name.clone()) {
                        entries.push((name, value));
                    } else {
                        let (at, taint) = (key.place(), key.place()..value.span().end);
                        let message = format!("the name {name:?} is used twice");
                        let help = Some("names are unique: rename one of the two".to_owned());
                        self.reader.push(RawFault { at, taint, loses_part: false, message, help });
                    }
                }
            }
            Some((node, _)) => self.expected(node, "a map `{\"name\": value, ...}`", None),
        }
        visitor.visit_map(Entries { at: self, entries: entries.into_iter(), value: None })
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        name: &'static str,
        fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Stop> {
        if let Some(node) = self.node {
            let found = node.name(self.reader.text);
            if matches!(node.shape, Shape::Struct { .. } | Shape::Tuple { .. })
                && !found.is_empty()
                && found != name
            {
                let message = format!("no name is wanted before this bracket, found `{found}`");
                let (at, taint) = (node.place(), node.name_span());
                let help = Some(format!("leave it out, or write `{name}`"));
                self.reader.push(RawFault { at, taint, loses_part: false, message, help });
            }
        }
        self.struct_like(name, fields, visitor)
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _: &'static str,
        variants: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Stop> {
        let stand_in = Variant { at: self.with(None), name: variants.first().copied().unwrap_or_default() };
        let Some(node) = self.node else { return visitor.visit_enum(stand_in) };
        let found = node.name(self.reader.text);
        if let Some(name) = variants.iter().find(|name| **name == found) {
            return visitor.visit_enum(Variant { at: self, name });
        }
        if found.is_empty() {
            let inner = node.text(self.reader.text).trim_matches('"');
            let help = (node.shape.is_text() && variants.contains(&inner))
                .then(|| format!("write it without quotes: `{inner}`"));
            self.expected(node, &listed(variants, "or"), help);
            return visitor.visit_enum(stand_in);
        }
        let near = nearest(found, variants.iter().copied())
            .and_then(|near| variants.iter().copied().find(|name| *name == near));
        let help = near.map(|near| format!("did you mean `{near}`?"));
        let message = format!("expected {}, found `{found}`", listed(variants, "or"));
        let (at, taint) = (node.place(), if near.is_some() { node.name_span() } else { node.span() });
        self.reader.push(RawFault { at, taint, loses_part: false, message, help });
        // A mended name keeps its content; only the shape decides whether it fits.
        visitor.visit_enum(near.map_or(stand_in, |name| Variant { at: self, name }))
    }

    serde::forward_to_deserialize_any! {
        i8 i16 i32 i64 i128 u8 u16 u128 f64 char bytes byte_buf unit unit_struct newtype_struct
        tuple_struct identifier
    }
}

struct Items<'r, 't> {
    at: At<'r, 't>,
    items: std::vec::IntoIter<Option<&'r Node>>,
}

impl<'de> de::SeqAccess<'de> for Items<'_, '_> {
    type Error = Stop;

    fn next_element_seed<T: DeserializeSeed<'de>>(&mut self, seed: T) -> Result<Option<T::Value>, Stop> {
        self.items.next().map(|node| seed.deserialize(self.at.with(node))).transpose()
    }
}

struct Entries<'r, 't> {
    at: At<'r, 't>,
    entries: std::vec::IntoIter<(String, &'r Node)>,
    value: Option<&'r Node>,
}

impl<'de> de::MapAccess<'de> for Entries<'_, '_> {
    type Error = Stop;

    fn next_key_seed<K: DeserializeSeed<'de>>(&mut self, seed: K) -> Result<Option<K::Value>, Stop> {
        let Some((name, value)) = self.entries.next() else { return Ok(None) };
        self.value = Some(value);
        seed.deserialize(name.into_deserializer()).map(Some)
    }

    fn next_value_seed<V: DeserializeSeed<'de>>(&mut self, seed: V) -> Result<V::Value, Stop> {
        seed.deserialize(self.at.with(self.value.take()))
    }
}

struct Fields<'r, 't> {
    at: At<'r, 't>,
    entries: std::vec::IntoIter<(&'static str, Option<&'r Node>)>,
    value: Option<(&'static str, Option<&'r Node>)>,
}

impl<'de> de::MapAccess<'de> for Fields<'_, '_> {
    type Error = Stop;

    fn next_key_seed<K: DeserializeSeed<'de>>(&mut self, seed: K) -> Result<Option<K::Value>, Stop> {
        self.value = self.entries.next();
        self.value.map(|(name, _)| seed.deserialize(name.into_deserializer())).transpose()
    }

    fn next_value_seed<V: DeserializeSeed<'de>>(&mut self, seed: V) -> Result<V::Value, Stop> {
        let (name, node) = self.value.take().unzip();
        seed.deserialize(At { node: node.flatten(), label: name, ..self.at })
    }
}

struct Variant<'r, 't> {
    at: At<'r, 't>,
    name: &'static str,
}

impl<'de> de::EnumAccess<'de> for Variant<'_, '_> {
    type Error = Stop;
    type Variant = Self;

    fn variant_seed<V: DeserializeSeed<'de>>(self, seed: V) -> Result<(V::Value, Self), Stop> {
        Ok((seed.deserialize(self.name.into_deserializer())?, self))
    }
}

impl<'de> de::VariantAccess<'de> for Variant<'_, '_> {
    type Error = Stop;

    fn unit_variant(self) -> Result<(), Stop> {
        if let Some(node) = self.at.node.filter(|node| !matches!(node.shape, Shape::Word)) {
            let message = format!("`{}` stands alone, without brackets", self.name);
            self.at.reader.note(node, message, Some(format!("write `{}`", self.name)));
        }
        Ok(())
    }

    fn newtype_variant_seed<T: DeserializeSeed<'de>>(self, _: T) -> Result<T::Value, Stop> {
        Err(Stop::Other("a variant around one value is not part of the format".to_owned()))
    }

    fn tuple_variant<V: Visitor<'de>>(self, _: usize, _: V) -> Result<V::Value, Stop> {
        Err(Stop::Other("a variant without names of fields is not part of the format".to_owned()))
    }

    fn struct_variant<V: Visitor<'de>>(
        self,
        fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Stop> {
        self.at.struct_like(self.name, fields, visitor)
    }
}
