//! Settings: what may be set or left open, class by class and neuron by neuron.

use crate::entry::{Field, Pair, Symbol};
use serde::Serialize;
use serde::de::DeserializeOwned;

/// What can be set.
pub trait Setting: Clone {
    /// How it is written where it is set.
    type Written: Field + Copy + PartialEq + Serialize + DeserializeOwned;

    /// What was written laid over what was there before.
    fn over(written: Option<Self::Written>, base: Self) -> Self;

    /// How it would be written; `None` for what cannot be.
    fn write(&self) -> Option<Self::Written>;
}

macro_rules! plain {
    ($($type:ty),*) => {$(
        impl Setting for $type {
            type Written = Self;

            fn over(written: Option<Self>, base: Self) -> Self {
                written.unwrap_or(base)
            }

            fn write(&self) -> Option<Self> {
                Some(*self)
            }
        }
    )*};
}
plain!(f32, u32, super::Sharing, Symbol);

impl Setting for [f32; 2] {
    type Written = Pair;

    fn over(written: Option<Pair>, base: Self) -> Self {
        written.map_or(base, |pair| [pair.0, pair.1])
    }

    fn write(&self) -> Option<Pair> {
        Some((self[0], self[1]))
    }
}

/// What there need not be, a bound for instance. What has one can be given another, but not none.
impl<T: Field + Copy + PartialEq + Serialize + DeserializeOwned> Setting for Option<T> {
    type Written = T;

    fn over(written: Option<T>, base: Self) -> Self {
        written.or(base)
    }

    fn write(&self) -> Option<T> {
        *self
    }
}

/// Declares settings, each once: the struct of what they come to, with defaults, and the record of those that
/// are set. `offer` is what a bound becomes when it is switched on. Those under `apart` come to a struct of their own.
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
            $(, unit $unit:literal)? $(, by $step:expr)? $(, as $role:ident)? $(, offer $offer:expr)?;
        )*
        $(
            apart
            $(#[$apart_meta:meta])*
            pub struct $Apart:ident;

            $(
                $(#[doc = $apart_about:literal])+
                $apart_field:ident: $apart_type:ty = $apart_default:expr
                $(, from $apart_min:expr)? $(, to $apart_max:expr)? $(, below $apart_below:expr)?
                $(, unit $apart_unit:literal)? $(, by $apart_step:expr)? $(, as $apart_role:ident)?
                $(, offer $apart_offer:expr)?;
            )*
        )?
    ) => {
        $crate::nervous::settings::settings!(@resolved
            { $(#[$meta])* } $Resolved
            $({ $(#[doc = $about])+ $(#[doc = concat!(" \\[", $unit, "\\]")])? } $field: $type = $default;)*);

        impl $Resolved {
            /// Everything as it would be written.
            #[must_use]
            pub fn written(&self) -> $Written {
                #[allow(clippy::needless_update, reason = "needed where there are settings apart")]
                $Written {
                    $($field: $crate::nervous::settings::Setting::write(&self.$field),)*
                    ..$Written::default()
                }
            }

            /// What each of them that there need not be becomes when it is switched on; the others are not set.
            #[must_use]
            pub fn offers(&self) -> $Written {
                #[allow(clippy::needless_update, reason = "needed where there are others")]
                $Written {
                    $($(
                        $field: {
                            let offer: fn(&Self) -> <$type as $crate::nervous::settings::Setting>::Written = $offer;
                            Some(offer(self))
                        },
                    )?)*
                    ..$Written::default()
                }
            }
        }

        $crate::entry::record! {
            $(#[$written_meta])*
            pub struct $Written {
                $(
                    $(#[doc = $about])+
                    $field: Option<<$type as $crate::nervous::settings::Setting>::Written> = None
                    $(, from $min)? $(, to $max)? $(, below $below)? $(, unit $unit)? $(, by $step)? $(, as $role)?;
                )*
                $($(
                    $(#[doc = $apart_about])+
                    $apart_field: Option<<$apart_type as $crate::nervous::settings::Setting>::Written> = None
                    $(, from $apart_min)? $(, to $apart_max)? $(, below $apart_below)?
                    $(, unit $apart_unit)? $(, by $apart_step)? $(, as $apart_role)?;
                )*)?
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

        $(
            $crate::nervous::settings::settings!(@resolved
                { $(#[$apart_meta])* } $Apart
                $({ $(#[doc = $apart_about])+ $(#[doc = concat!(" \\[", $apart_unit, "\\]")])? }
                    $apart_field: $apart_type = $apart_default;)*);

            impl $Apart {
                /// What of these is written, beside the others.
                #[must_use]
                pub fn written_beside(&self, others: $Written) -> $Written {
                    $Written {
                        $($apart_field: $crate::nervous::settings::Setting::write(&self.$apart_field),)*
                        ..others
                    }
                }

                /// What each of these that there need not be becomes when it is switched on, beside the others.
                #[must_use]
                pub fn offers_beside(others: $Written) -> $Written {
                    $Written {
                        $($($apart_field: Some($apart_offer),)?)*
                        ..others
                    }
                }
            }

            impl $Written {
                /// Lays what is set here over `base`, as far as it is apart.
                #[must_use]
                pub fn apart_over(&self, base: $Apart) -> $Apart {
                    $Apart {
                        $($apart_field: $crate::nervous::settings::Setting::over(self.$apart_field, base.$apart_field)),*
                    }
                }
            }
        )?
    };
    (@resolved { $(#[$meta:meta])* } $Resolved:ident
        $({ $(#[$about:meta])* } $field:ident: $type:ty = $default:expr;)*) => {
        $(#[$meta])*
        pub struct $Resolved {
            $($(#[$about])* pub $field: $type,)*
        }

        impl Default for $Resolved {
            fn default() -> Self {
                Self { $($field: $default),* }
            }
        }
    };
}
pub(super) use settings;
