//! Serde's side of the lenient reading: what each kind of value is asked for, and what it answers.

use super::super::tree::{Node, Shape};
use super::{At, RawFault, Stop};
use crate::entry::{listed, nearest};
use serde::de::{self, DeserializeSeed, IntoDeserializer, Visitor};
use std::collections::HashSet;

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

    fn deserialize_f64<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Stop> {
        visitor.visit_f64(self.scalar("a number"))
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
        let near = nearest(found, variants.iter().copied());
        let help = near.map(|near| format!("did you mean `{near}`?"));
        let message = format!("expected {}, found `{found}`", listed(variants, "or"));
        let (at, taint) = (node.place(), if near.is_some() { node.name_span() } else { node.span() });
        self.reader.push(RawFault { at, taint, loses_part: false, message, help });
        // A mended name keeps its content; only the shape decides whether it fits.
        visitor.visit_enum(near.map_or(stand_in, |name| Variant { at: self, name }))
    }

    serde::forward_to_deserialize_any! {
        i8 i16 i32 i64 i128 u8 u16 u128 char bytes byte_buf unit unit_struct newtype_struct
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

/// The fields of a struct; a stand-in for what is required and missing.
pub(super) struct Fields<'r, 't> {
    pub at: At<'r, 't>,
    pub entries: std::vec::IntoIter<(&'static str, Option<&'r Node>)>,
    pub value: Option<(&'static str, Option<&'r Node>)>,
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
