//! Records: structs of a scene whose fields are declared once.
//!
//! `record!` takes each field's name, type, default, range, unit and sentence. From that
//! come the struct, how it is read and written, what it is checked for, and what the inspector, the
//! documentation and other languages know of it.

use super::fields::{FieldInfo, Fields};
use serde::de::{MapAccess, Visitor};
use serde::ser::{SerializeStruct, SerializeStructVariant};
use serde::{Serialize, Serializer};
use std::fmt;
use std::marker::PhantomData;

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
/// must be given; where all have one, `with Default` makes that of the struct. `above` and `below` are limits that are themselves refused;
/// `offer` is what one that need not be set becomes when it is switched on.
macro_rules! record {
    (
        $(#[$meta:meta])*
        $vis:vis struct $Name:ident $(as $shown:literal)? $(with $Trait:ident)? {
            $(
                $(#[doc = $about:literal])+
                $field:ident: $type:ty $(= $default:expr)?
                $(, from $min:expr)? $(, above $above:expr)? $(, to $max:expr)? $(, below $below:expr)?
                $(, unit $unit:literal)? $(, by $step:expr)? $(, as $role:ident)?
                $(, offer $offer:expr)? $(, written $always:ident)?;
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
                    offer: $crate::entry::record!(@offered $($offer)?),
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
    (@offered) => { None };
    (@offered $offer:expr) => { Some($offer as f64) };
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
