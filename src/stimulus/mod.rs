//! What the scene's script does, by the clock: one file a kind of stimulus.
//!
//! A stimulus is a record that implements [`StimulusType`]; the list below names all kinds.

mod on_neuron;
mod script;
mod timing;

pub use script::{Script, StimulusPlugin, last_tick};
pub use timing::{MAX_SECONDS, MIN_EVERY, Timing};

use timing::{check_clock, repeated};

use crate::entry::{
    Checker, DocPath, Fields, Fit, IntoVariant, Names, Record, RecordVisitor, Role, Segment, Value, fit_body,
    get, named, rename_ends, rename_named,
};
use crate::nervous::NeuronEntry;
use crate::sim::Stream;
use bevy::ecs::entity::Entity;
use bevy::ecs::world::World;
use serde::de::{EnumAccess, VariantAccess, Visitor};
use serde::ser::SerializeStructVariant;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// A creature as stimuli find it in a scene.
#[derive(Clone, Copy)]
pub struct Candidate<'a> {
    /// Its name.
    pub name: &'a str,
    /// The segments of its body, if it has one.
    pub segments: Option<u32>,
    /// Its neurons.
    pub neurons: &'a [NeuronEntry],
}

/// What the check of a stimulus knows of the scene.
pub struct Stage<'a> {
    /// The names of the creatures.
    pub names: &'a Names<'a>,
    /// The creatures, in that order.
    pub creatures: &'a [Candidate<'a>],
    /// The names of the neurons of each.
    pub neurons: &'a [Names<'a>],
    /// The names of the modulators.
    pub modulators: &'a Names<'a>,
}

impl Stage<'_> {
    /// The creature of a name: its number, and where in the document its body stands.
    fn find(&self, name: &str) -> Option<(usize, DocPath)> {
        let index = *self.names.index.get(name)?;
        let mut path = self.names.path.join(Segment::Index(index));
        path.push(Segment::Field("body"));
        Some((index, path))
    }
}

/// What a stimulus knows of the tick in which it acts.
#[derive(Clone, Copy, Debug)]
pub struct Now {
    /// The tick.
    pub tick: u64,
    /// Its own stream of chance.
    pub chance: Stream,
}

/// A stimulus as an object, whatever kind it is of.
pub trait StimulusItem: Fields {
    /// The creature that it is for.
    fn creature(&self) -> &str;

    /// When it acts.
    fn timing(&self) -> Timing;

    /// Checks it.
    fn check(&self, c: &mut Checker, stage: &Stage);

    /// What is written where it is drawn, for a creature with a body of so many segments (0: none).
    fn label(&self, segments: u32) -> String;

    /// What it is done to, as long as the graph is the one that is compiled.
    fn target(&self, world: &World) -> Option<Entity>;

    /// Does to that what it does in a tick.
    fn act(&self, world: &mut World, target: Entity, now: &Now);

    /// Whether it is felt on the skin.
    fn is_touch(&self) -> bool {
        false
    }

    /// Whether it may bring the neurons that it names to fire.
    fn drives(&self) -> bool {
        false
    }

    /// Whether what it does is drawn by chance.
    fn draws(&self) -> bool {
        false
    }
}

/// A kind of stimulus.
pub trait StimulusType: StimulusItem + Record + Clone + PartialEq + std::fmt::Debug {
    /// How a protocol may ask for it, with what it may leave open.
    type Asked: Record + Clone + std::fmt::Debug;

    /// Checks what a protocol asks for, without a scene.
    fn check_asked(asked: &Self::Asked, c: &mut Checker);

    /// The creature that a protocol names; empty for all that can be reached.
    fn asked_of(asked: &Self::Asked) -> &str;

    /// What a protocol asks for, for those creatures that are meant.
    fn fit(asked: &Self::Asked, c: &mut Checker, meant: &[Candidate]) -> Vec<Self>;
}

macro_rules! stimuli {
    ($($file:ident: $Type:ident;)*) => {
        $(mod $file; pub use $file::*;)*

        /// Something that happens by the clock.
        #[derive(Clone, Debug, PartialEq)]
        pub enum Stimulus {
            $(#[doc = concat!("See [`", stringify!($Type), "`].")] $Type($Type),)*
        }

        impl Stimulus {
            /// It as an object.
            #[must_use]
            pub fn item(&self) -> &dyn StimulusItem {
                match self { $(Self::$Type(stimulus) => stimulus,)* }
            }

            /// The same, so many seconds later.
            #[must_use]
            pub fn later(mut self, seconds: f64) -> Self {
                if let Some(Value::Double(at)) = get(self.item(), "at") {
                    self.item_mut().set("at", Value::Double(at + seconds));
                }
                self
            }

            fn item_mut(&mut self) -> &mut dyn StimulusItem {
                match self { $(Self::$Type(stimulus) => stimulus,)* }
            }

            /// The number of its kind in the list.
            fn kind(&self) -> u32 {
                StimulusKind::of(self) as u32
            }
        }

        $(
            impl From<$Type> for Stimulus {
                fn from(stimulus: $Type) -> Self {
                    Self::$Type(stimulus)
                }
            }
        )*

        /// The kinds by name.
        #[derive(Clone, Copy, Deserialize)]
        #[serde(variant_identifier)]
        enum StimulusKind { $($Type),* }

        impl StimulusKind {
            fn of(stimulus: &Stimulus) -> Self {
                match stimulus { $(Stimulus::$Type(_) => Self::$Type,)* }
            }
        }

        const KINDS: &[&str] = &[$(stringify!($Type)),*];

        impl Serialize for Stimulus {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                match self {
                    $(Self::$Type(stimulus) => {
                        let mut sink = IntoVariant(serializer.serialize_struct_variant(
                            "Stimulus",
                            self.kind(),
                            stringify!($Type),
                            stimulus.written(),
                        )?);
                        stimulus.write_to(&mut sink)?;
                        sink.0.end()
                    })*
                }
            }
        }

        impl<'de> Deserialize<'de> for Stimulus {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                struct Any;

                impl<'de> Visitor<'de> for Any {
                    type Value = Stimulus;

                    fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                        f.write_str("a stimulus")
                    }

                    fn visit_enum<A: EnumAccess<'de>>(self, access: A) -> Result<Stimulus, A::Error> {
                        let (kind, fields) = access.variant::<StimulusKind>()?;
                        match kind {
                            $(StimulusKind::$Type => fields
                                .struct_variant($Type::NAMES, RecordVisitor::<$Type>::default())
                                .map(Stimulus::$Type),)*
                        }
                    }
                }

                deserializer.deserialize_enum("Stimulus", KINDS, Any)
            }
        }

        /// A stimulus as a protocol asks for it.
        #[derive(Clone, Debug)]
        pub enum Asked {
            $(#[doc = concat!("See [`", stringify!($Type), "`].")] $Type(<$Type as StimulusType>::Asked),)*
        }

        impl Asked {
            /// Checks it, without a scene.
            pub fn check(&self, c: &mut Checker) {
                match self { $(Self::$Type(asked) => $Type::check_asked(asked, c),)* }
            }

            /// The creature that it names; empty for all that can be reached.
            #[must_use]
            pub fn creature(&self) -> &str {
                match self { $(Self::$Type(asked) => $Type::asked_of(asked),)* }
            }

            /// It as stimuli of a scene, for those creatures that are meant.
            pub fn fit(&self, c: &mut Checker, meant: &[Candidate]) -> Vec<Stimulus> {
                match self {
                    $(Self::$Type(asked) => {
                        $Type::fit(asked, c, meant).into_iter().map(Stimulus::$Type).collect()
                    })*
                }
            }
        }

        impl<'de> Deserialize<'de> for Asked {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                struct Any;

                impl<'de> Visitor<'de> for Any {
                    type Value = Asked;

                    fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                        f.write_str("a stimulus")
                    }

                    fn visit_enum<A: EnumAccess<'de>>(self, access: A) -> Result<Asked, A::Error> {
                        let (kind, fields) = access.variant::<StimulusKind>()?;
                        match kind {
                            $(StimulusKind::$Type => fields
                                .struct_variant(
                                    <$Type as StimulusType>::Asked::NAMES,
                                    RecordVisitor::<<$Type as StimulusType>::Asked>::default(),
                                )
                                .map(Asked::$Type),)*
                        }
                    }
                }

                deserializer.deserialize_enum("Stimulus", KINDS, Any)
            }
        }
    };
}

stimuli! {
    touch: Touch;
    inject: Inject;
    silence: Silence;
    clamp: Clamp;
    noise: Noise;
    reward: Reward;
}

impl Stimulus {
    /// When it acts.
    #[must_use]
    pub fn timing(&self) -> Timing {
        self.item().timing()
    }

    /// The creature that it is for.
    #[must_use]
    pub fn creature(&self) -> &str {
        self.item().creature()
    }

    /// What it is called by in a seed's chance, those of one kind for one neuron alike: neither when it is nor how strong.
    fn called(&self) -> Vec<&str> {
        let mut names = vec![KINDS[self.kind() as usize], self.creature()];
        crate::entry::ends(self.item(), &mut |name| names.push(name));
        names
    }

    /// Whether it names a neuron of a creature.
    #[must_use]
    pub fn names_neuron(&self, creature: &str, neuron: &str) -> bool {
        self.creature() == creature && self.names_any(|name| name == neuron)
    }

    /// Whether it names a neuron that is one of these.
    #[must_use]
    pub fn names_any(&self, is_one: impl Fn(&str) -> bool) -> bool {
        let mut named = false;
        crate::entry::ends(self.item(), &mut |name| named |= is_one(name));
        named
    }

    /// Follows a creature that gets another name.
    pub fn rename_creature(&mut self, old: &str, new: &str) {
        if self.creature() == old {
            self.item_mut().set("creature", Value::Text(new));
        }
    }

    /// Whether it names a modulator.
    #[must_use]
    pub fn names_modulator(&self, modulator: &str) -> bool {
        let mut found = false;
        named(self.item(), Role::Modulator, &mut |name| found |= name == modulator);
        found
    }

    /// Gives the modulators that it names other names; `None` leaves one as it is.
    pub fn rename_modulators(&mut self, new: &dyn Fn(&str) -> Option<String>) {
        rename_named(self.item_mut(), Role::Modulator, new);
    }

    /// Follows a neuron of a creature that gets another name.
    pub fn rename_neuron(&mut self, creature: &str, old: &str, new: &str) {
        if self.creature() == creature {
            rename_ends(self.item_mut(), &|name| (name == old).then(|| new.to_owned()));
        }
    }

    /// It as it fits another body of its creature; `None`: there is nothing left of it.
    #[must_use]
    pub fn fitting(mut self, segments: u32) -> Option<Self> {
        (fit_body(self.item_mut(), segments) != Fit::Gone).then_some(self)
    }
}
