//! Settings: what may be set or left open, class by class and neuron by neuron.

use crate::entry::{Field, Pair};
use serde::Serialize;
use serde::de::DeserializeOwned;

/// What can be set.
pub trait Setting: Copy {
    /// How it is written where it is set.
    type Written: Field + Copy + PartialEq + Serialize + DeserializeOwned;

    /// What was written laid over what was there before.
    fn over(written: Option<Self::Written>, base: Self) -> Self;

    /// How it would be written; `None` for what cannot be.
    fn write(self) -> Option<Self::Written>;
}

macro_rules! plain {
    ($($type:ty),*) => {$(
        impl Setting for $type {
            type Written = Self;

            fn over(written: Option<Self>, base: Self) -> Self {
                written.unwrap_or(base)
            }

            fn write(self) -> Option<Self> {
                Some(self)
            }
        }
    )*};
}
plain!(f32, u32, super::Sharing);

impl Setting for [f32; 2] {
    type Written = Pair;

    fn over(written: Option<Pair>, base: Self) -> Self {
        written.map_or(base, |pair| [pair.0, pair.1])
    }

    fn write(self) -> Option<Pair> {
        Some((self[0], self[1]))
    }
}

/// A bound that there need not be. What has one can be given another, but not none.
impl Setting for Option<f32> {
    type Written = f32;

    fn over(written: Option<f32>, base: Self) -> Self {
        written.or(base)
    }

    fn write(self) -> Option<f32> {
        self
    }
}

/// Declares settings, each once: the struct of what they come to, with defaults, and the record of those that
/// are set. `offer` is what a bound becomes when it is switched on.
macro_rules! settings {
    (
        $(#[$meta:meta])*
        pub struct $Resolved:ident;

        $(#[$written_meta:meta])*
        pub struct $Written:ident;

        $(
            $(#[doc = $about:literal])+
            $field:ident: $type:ty = $default:expr
            $(, from $min:expr)? $(, to $max:expr)? $(, below $below:expr)?
            $(, unit $unit:literal)? $(, by $step:expr)? $(, offer $offer:expr)?;
        )*
    ) => {
        $(#[$meta])*
        pub struct $Resolved {
            $($(#[doc = $about])+ $(#[doc = concat!(" \\[", $unit, "\\]")])? pub $field: $type,)*
        }

        impl Default for $Resolved {
            fn default() -> Self {
                Self { $($field: $default),* }
            }
        }

        impl $Resolved {
            /// Everything as it would be written.
            #[must_use]
            pub fn written(&self) -> $Written {
                $Written { $($field: $crate::nervous::settings::Setting::write(self.$field)),* }
            }

            /// What a bound becomes when it is switched on, by its name; `None` for what always has a value.
            #[must_use]
            pub fn offered(&self, name: &str) -> Option<f32> {
                $($(
                    if name == stringify!($field) {
                        let offer: fn(&Self) -> f32 = $offer;
                        return Some(offer(self));
                    }
                )?)*
                let _ = name;
                None
            }
        }

        $crate::entry::record! {
            $(#[$written_meta])*
            pub struct $Written {
                $(
                    $(#[doc = $about])+
                    $field: Option<<$type as $crate::nervous::settings::Setting>::Written> = None
                    $(, from $min)? $(, to $max)? $(, below $below)? $(, unit $unit)? $(, by $step)?;
                )*
            }
        }

        impl $Written {
            /// Lays what is set here over `base`.
            #[must_use]
            pub fn over(&self, base: $Resolved) -> $Resolved {
                $Resolved {
                    $($field: $crate::nervous::settings::Setting::over(self.$field, base.$field)),*
                }
            }
        }
    };
}
pub(super) use settings;
