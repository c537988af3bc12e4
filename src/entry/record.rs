//! Records: structs of a scene whose fields are declared once.
//!
//! `record!` takes each field's name, type, default, range, unit and sentence. From that
//! come the struct, how it is read and written, what it is checked for, and what the inspector, the
//! documentation and other languages know of it.

use super::Around;
use super::checker::Checker;
use super::path::Segment;
use serde::de::{MapAccess, Visitor};
use serde::ser::{SerializeStruct, SerializeStructVariant};
use serde::{Serialize, Serializer};
use std::fmt;
use std::marker::PhantomData;

/// What a field is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// A value by itself.
    Plain,
    /// The name of a neuron of the same creature.
    Neuron,
    /// The name of a creature of the scene.
    Creature,
    /// Segments of the creature's body.
    Segments,
    /// A joint or joints of the creature's body.
    Joints,
}

/// One field as a person needs to know it.
#[derive(Clone, Copy, Debug)]
pub struct FieldInfo {
    /// Its name in scene files.
    pub name: &'static str,
    /// What it does: one sentence or two.
    pub about: &'static str,
    /// Its unit, for display; empty for none.
    pub unit: &'static str,
    /// Smallest value allowed.
    pub min: f64,
    /// Largest value allowed.
    pub max: f64,
    /// Whether `min` itself is refused.
    pub min_excluded: bool,
    /// Whether `max` itself is refused.
    pub max_excluded: bool,
    /// How much a value changes when it is dragged by a point.
    pub step: f64,
    /// What it is about.
    pub role: Role,
    /// The words that it may be, each with what it means; empty for what is no word.
    pub choices: &'static [(&'static str, &'static str)],
    /// Its default as it is declared; `None`: it must be given.
    pub default: Option<&'static str>,
}

impl FieldInfo {
    /// What may be set, in words: "0 to below 1 fraction".
    #[must_use]
    pub fn range(&self) -> String {
        if !self.choices.is_empty() {
            let words: Vec<&str> = self.choices.iter().map(|(word, _)| *word).collect();
            return words.join(" or ");
        }
        let (above, below) =
            (if self.min_excluded { "above " } else { "" }, if self.max_excluded { "below " } else { "" });
        format!("{above}{} to {below}{} {}", self.min, self.max, self.unit).trim_end().to_owned()
    }

    /// What it does, without the space that the comment begins with.
    #[must_use]
    pub fn sentence(&self) -> &'static str {
        self.about.trim_start()
    }
}

/// The value of a field.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Value<'a> {
    /// Not set.
    Nothing,
    /// A number.
    Number(f32),
    /// A whole number.
    Whole(u32),
    /// A pair of amounts or a place.
    Pair([f32; 2]),
    /// First and last of a range.
    Range((u32, u32)),
    /// One of the words of [`FieldInfo::choices`].
    Word(&'static str),
    /// A text.
    Text(&'a str),
}

/// What the fields of records can be.
pub trait Field: Sized {
    /// The words that it may be, each with what it means.
    const CHOICES: &'static [(&'static str, &'static str)] = &[];

    /// It as a value.
    fn value(&self) -> Value<'_>;

    /// It from a value; `None` where that is of another kind.
    fn from_value(value: Value<'_>) -> Option<Self>;
}

macro_rules! fields {
    ($($type:ty: $kind:ident;)*) => {$(
        impl Field for $type {
            fn value(&self) -> Value<'_> {
                Value::$kind(*self)
            }

            fn from_value(value: Value<'_>) -> Option<Self> {
                match value {
                    Value::$kind(inner) => Some(inner),
                    _ => None,
                }
            }
        }
    )*};
}
fields! {
    f32: Number;
    u32: Whole;
    [f32; 2]: Pair;
    (u32, u32): Range;
}

impl Field for (f32, f32) {
    fn value(&self) -> Value<'_> {
        Value::Pair([self.0, self.1])
    }

    fn from_value(value: Value<'_>) -> Option<Self> {
        <[f32; 2]>::from_value(value).map(Self::from)
    }
}

impl Field for String {
    fn value(&self) -> Value<'_> {
        Value::Text(self)
    }

    fn from_value(value: Value<'_>) -> Option<Self> {
        match value {
            Value::Text(text) => Some(text.to_owned()),
            _ => None,
        }
    }
}

impl<T: Field> Field for Option<T> {
    const CHOICES: &'static [(&'static str, &'static str)] = T::CHOICES;

    fn value(&self) -> Value<'_> {
        self.as_ref().map_or(Value::Nothing, T::value)
    }

    fn from_value(value: Value<'_>) -> Option<Self> {
        if value == Value::Nothing { Some(None) } else { T::from_value(value).map(Some) }
    }
}

/// The fields of a record, whatever record it is.
pub trait Fields {
    /// All of them, in the order of their declaration.
    fn infos(&self) -> &'static [FieldInfo];

    /// Shows every field with its value, in that order.
    fn look<'a>(&'a self, see: &mut dyn FnMut(&'static FieldInfo, Value<'a>));

    /// Sets a field by its name; false, and nothing is changed, if there is none or the value is of another kind.
    fn set(&mut self, name: &str, value: Value<'_>) -> bool;
}

/// The value of a field by its name.
#[must_use]
pub fn get<'a>(record: &'a (impl Fields + ?Sized), name: &str) -> Option<Value<'a>> {
    let mut found = None;
    record.look(&mut |info, value| {
        if info.name == name {
            found = Some(value);
        }
    });
    found
}

/// Checks every field for its range, and for what it names.
pub fn check_fields(c: &mut Checker, record: &(impl Fields + ?Sized), around: &Around) {
    record.look(&mut |info, value| check_field(c, info, value, around));
}

/// Checks one field; what is not set is right.
pub fn check_field(c: &mut Checker, info: &'static FieldInfo, value: Value<'_>, around: &Around) {
    let name = info.name;
    match (info.role, value) {
        (Role::Neuron, Value::Text(neuron)) => {
            if let Some(neurons) = around.neurons {
                c.refers(name, neuron, neurons);
            }
        }
        (Role::Creature, Value::Text(creature)) => {
            if let Some(creatures) = around.creatures {
                c.refers(name, creature, creatures);
            }
        }
        (Role::Segments | Role::Joints, value) => {
            let Some((body, segments)) = around.body else { return };
            let count = if info.role == Role::Segments { segments } else { segments.saturating_sub(1) };
            c.about(body, |c| match value {
                Value::Range(range) => c.range(name, range, count),
                Value::Whole(place) if place >= count => c.field(name, |c| c.off(name, place, count)),
                _ => {}
            });
        }
        (_, Value::Number(number)) => check_number(c, info, number),
        #[expect(clippy::cast_sign_loss, reason = "a count has no negative limit")]
        (_, Value::Whole(count)) => c.count(name, count, info.min as u32, info.max as u32),
        (_, Value::Pair(pair)) => c.field(name, |c| {
            for (part, number) in pair.into_iter().enumerate() {
                if !(info.min as f32..=info.max as f32).contains(&number) {
                    c.within(Segment::Index(part), |c| {
                        c.outside(name, number, info.min as f32, info.max as f32);
                    });
                }
            }
        }),
        _ => {}
    }
}

fn check_number(c: &mut Checker, info: &'static FieldInfo, number: f32) {
    let (name, min, max) = (info.name, info.min as f32, info.max as f32);
    let fits = (min..=max).contains(&number)
        && !(info.min_excluded && number <= min)
        && !(info.max_excluded && number >= max);
    if fits {
        return;
    }
    c.field(name, |c| {
        if !number.is_finite() {
            c.infinite(name, number);
        } else if info.min_excluded {
            c.fault(format!("`{name}` must be greater than {min} and at most {max}, found {number}"), None);
        } else if info.max_excluded {
            c.fault(format!("`{name}` must be from {min} to below {max}, found {number}"), None);
        } else {
            c.outside(name, number, min, max);
        }
    });
}

/// What is left of something on a body when the body is another one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fit {
    /// All of it.
    Whole,
    /// It was cut short.
    Cut,
    /// Nothing.
    Gone,
}

/// Cuts what a record says of a body short for one of so many segments.
pub fn fit_body(record: &mut (impl Fields + ?Sized), segments: u32) -> Fit {
    let mut fit = Fit::Whole;
    let mut shorter = Vec::new();
    record.look(&mut |info, value| {
        let count = match info.role {
            Role::Segments => segments,
            Role::Joints => segments.saturating_sub(1),
            _ => return,
        };
        match value {
            Value::Range((first, _)) | Value::Whole(first) if first >= count => fit = Fit::Gone,
            Value::Range((first, last)) if last >= count => shorter.push((info.name, (first, count - 1))),
            _ => {}
        }
    });
    if fit == Fit::Whole && !shorter.is_empty() {
        fit = Fit::Cut;
        for (name, range) in shorter {
            record.set(name, Value::Range(range));
        }
    }
    fit
}

/// Where the fields of a record go when it is written: a struct, or a variant of an enum.
pub trait Sink {
    /// Of writing.
    type Error;

    /// Takes in a field.
    ///
    /// # Errors
    ///
    /// Those of the format that is written.
    fn field<T: Serialize>(&mut self, name: &'static str, value: &T) -> Result<(), Self::Error>;
}

/// A [`SerializeStruct`] or a [`SerializeStructVariant`] as a sink.
pub struct IntoStruct<S>(pub S);

impl<S: SerializeStruct> Sink for IntoStruct<S> {
    type Error = S::Error;

    fn field<T: Serialize>(&mut self, name: &'static str, value: &T) -> Result<(), S::Error> {
        self.0.serialize_field(name, value)
    }
}

/// The same for the variant of an enum.
pub struct IntoVariant<S>(pub S);

impl<S: SerializeStructVariant> Sink for IntoVariant<S> {
    type Error = S::Error;

    fn field<T: Serialize>(&mut self, name: &'static str, value: &T) -> Result<(), S::Error> {
        self.0.serialize_field(name, value)
    }
}

/// What `record!` makes of a declaration.
pub trait Record: Fields + Sized {
    /// What it is called in files, where that is said at all.
    const RECORD: &'static str;
    /// The names of its fields.
    const NAMES: &'static [&'static str];
    /// Its fields.
    const FIELDS: &'static [FieldInfo];

    /// Reads it from a map of its fields.
    ///
    /// # Errors
    ///
    /// Those of the format that is read, and a field that is missing or given twice.
    fn read_map<'de, A: MapAccess<'de>>(map: A) -> Result<Self, A::Error>;

    /// Number of fields that are written: those that differ from their defaults.
    fn written(&self) -> usize;

    /// Writes them.
    ///
    /// # Errors
    ///
    /// Those of the sink.
    fn write_to<S: Sink>(&self, sink: &mut S) -> Result<(), S::Error>;
}

/// Reads a record from the fields of a struct.
pub struct RecordVisitor<R>(PhantomData<R>);

impl<R> Default for RecordVisitor<R> {
    fn default() -> Self {
        Self(PhantomData)
    }
}

impl<'de, R: Record> Visitor<'de> for RecordVisitor<R> {
    type Value = R;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "struct {}", R::RECORD)
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<R, A::Error> {
        R::read_map(map)
    }
}

/// Writes a record as a struct.
///
/// # Errors
///
/// Those of the format.
pub fn serialize<R: Record, S: Serializer>(record: &R, serializer: S) -> Result<S::Ok, S::Error> {
    let mut sink = IntoStruct(serializer.serialize_struct(R::RECORD, record.written())?);
    record.write_to(&mut sink)?;
    sink.0.end()
}

/// Declares a record.
///
/// ```ignore
/// record! {
///     /// A patch of skin.
///     #[derive(Clone, Debug, PartialEq)]
///     pub struct Skin {
///         /// The neuron that is charged.
///         neuron: String, as Neuron;
///         /// First and last segment.
///         segments: (u32, u32), as Segments;
///         /// Transmitter per tick and unit of force.
///         gain: f32 = 1.0, from -1e6, to 1e6, unit "transmitter/tick", by 0.02;
///     }
/// }
/// ```
///
/// A field is written where it differs from its default, or with `written always` always. One without a default
/// must be given; where all have one, `with Default` makes that of the struct. `above` and `below` are limits that are themselves refused.
macro_rules! record {
    (
        $(#[$meta:meta])*
        $vis:vis struct $Name:ident $(as $shown:literal)? $(with $Trait:ident)? {
            $(
                $(#[doc = $about:literal])+
                $field:ident: $type:ty $(= $default:expr)?
                $(, from $min:expr)? $(, above $above:expr)? $(, to $max:expr)? $(, below $below:expr)?
                $(, unit $unit:literal)? $(, by $step:expr)? $(, as $role:ident)? $(, written $always:ident)?;
            )*
        }
    ) => {
        $(#[$meta])*
        $vis struct $Name {
            $($(#[doc = $about])+ pub $field: $type,)*
        }

        $crate::entry::record!(@with $($Trait)? $Name { $($field: ($($default)?)),* });

        impl $crate::entry::Fields for $Name {
            fn infos(&self) -> &'static [$crate::entry::FieldInfo] {
                <Self as $crate::entry::Record>::FIELDS
            }

            fn look<'a>(
                &'a self,
                see: &mut dyn FnMut(&'static $crate::entry::FieldInfo, $crate::entry::Value<'a>),
            ) {
                let mut infos = <Self as $crate::entry::Record>::FIELDS.iter();
                $(
                    if let Some(info) = infos.next() {
                        see(info, $crate::entry::Field::value(&self.$field));
                    }
                )*
            }

            fn set(&mut self, name: &str, value: $crate::entry::Value<'_>) -> bool {
                $(
                    if name == stringify!($field) {
                        return $crate::entry::Field::from_value(value)
                            .map(|value| self.$field = value)
                            .is_some();
                    }
                )*
                false
            }
        }

        impl $crate::entry::Record for $Name {
            const RECORD: &'static str = $crate::entry::record!(@shown $Name $($shown)?);
            const NAMES: &'static [&'static str] = &[$(stringify!($field)),*];
            const FIELDS: &'static [$crate::entry::FieldInfo] = &[$(
                $crate::entry::FieldInfo {
                    name: stringify!($field),
                    about: concat!($($about),+),
                    unit: concat!($($unit)?),
                    min: $crate::entry::record!(@number f32::MIN as f64 $(, $min)? $(, $above)?),
                    max: $crate::entry::record!(@number f32::MAX as f64 $(, $max)? $(, $below)?),
                    min_excluded: $crate::entry::record!(@given $($above)?),
                    max_excluded: $crate::entry::record!(@given $($below)?),
                    step: $crate::entry::record!(@number 0.05 $(, $step)?),
                    role: $crate::entry::record!(@role $($role)?),
                    choices: <$type as $crate::entry::Field>::CHOICES,
                    default: $crate::entry::record!(@declared $($default)?),
                }
            ),*];

            fn read_map<'de, A: serde::de::MapAccess<'de>>(mut map: A) -> Result<Self, A::Error> {
                #[derive(serde::Deserialize)]
                #[serde(field_identifier)]
                #[expect(non_camel_case_types, reason = "these are the names of fields")]
                enum Key {
                    $($field),*
                }
                $(let mut $field: Option<$type> = None;)*
                while let Some(key) = map.next_key::<Key>()? {
                    match key {
                        $(
                            Key::$field if $field.is_some() => {
                                return Err(serde::de::Error::duplicate_field(stringify!($field)));
                            }
                            Key::$field => $field = Some(map.next_value()?),
                        )*
                    }
                }
                Ok(Self {
                    $($field: match $field {
                        Some(given) => given,
                        None => $crate::entry::record!(@default $field $($default)?),
                    },)*
                })
            }

            fn written(&self) -> usize {
                let mut written = 0;
                $(written += usize::from($crate::entry::record!(@differs $($always)? self.$field, $type $(, $default)?));)*
                written
            }

            fn write_to<S: $crate::entry::Sink>(&self, sink: &mut S) -> Result<(), S::Error> {
                $(
                    if $crate::entry::record!(@differs $($always)? self.$field, $type $(, $default)?) {
                        sink.field(stringify!($field), &self.$field)?;
                    }
                )*
                Ok(())
            }
        }

        impl serde::Serialize for $Name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                $crate::entry::serialize(self, serializer)
            }
        }

        impl<'de> serde::Deserialize<'de> for $Name {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                deserializer.deserialize_struct(
                    <Self as $crate::entry::Record>::RECORD,
                    <Self as $crate::entry::Record>::NAMES,
                    $crate::entry::RecordVisitor::<Self>::default(),
                )
            }
        }
    };
    (@with $Name:ident { $($rest:tt)* }) => {};
    (@with Default $Name:ident { $($field:ident: ($default:expr)),* }) => {
        impl Default for $Name {
            fn default() -> Self {
                Self { $($field: $default),* }
            }
        }
    };
    (@shown $Name:ident $shown:literal) => { $shown };
    (@shown $Name:ident) => { stringify!($Name) };
    (@number $default:expr) => { $default };
    (@number $default:expr, $given:expr) => { $given as f64 };
    (@given) => { false };
    (@given $given:expr) => { true };
    (@declared) => { None };
    (@declared $default:expr) => { Some(stringify!($default)) };
    (@role) => { $crate::entry::Role::Plain };
    (@role $role:ident) => { $crate::entry::Role::$role };
    (@default $field:ident) => { return Err(serde::de::Error::missing_field(stringify!($field))) };
    (@default $field:ident $default:expr) => { $default };
    (@differs always $($rest:tt)*) => { true };
    (@differs $value:expr, $type:ty) => { true };
    (@differs $value:expr, $type:ty, $default:expr) => {{
        let default: $type = $default;
        $value != default
    }};
}
pub(crate) use record;
