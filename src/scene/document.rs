//! The scene document: what a `.worm.ron` file says, as plain data.
//!
//! Every field but `format` has a default; a default is left out when written. The
//! document knows nothing of the world: [`super::spawn`] makes one from it, and
//! [`super::capture`] reads a world back into a document.

use crate::nervous::{Hold, Sharing};
use indexmap::IndexMap;
use serde::de::{Error, MapAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize};
use std::fmt;

/// The newest format this program reads and the one it writes.
pub const FORMAT: u32 = 1;

/// A pair of amounts of transmitter: excitatory, inhibitory.
pub type Pair = (f32, f32);

fn is_default<T: Default + PartialEq>(value: &T) -> bool {
    *value == T::default()
}

fn one() -> f32 {
    1.0
}

fn is_one(value: &f32) -> bool {
    *value == 1.0
}

/// Reads the classes. A name given twice is refused: a map would silently keep the last.
fn unique_classes<'de, D: Deserializer<'de>>(deserializer: D) -> Result<IndexMap<String, Class>, D::Error> {
    struct Unique;

    impl<'de> Visitor<'de> for Unique {
        type Value = IndexMap<String, Class>;

        fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str("a map of classes by name")
        }

        fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
            let mut classes = IndexMap::new();
            while let Some((name, class)) = map.next_entry::<String, Class>()? {
                if classes.contains_key(&name) {
                    return Err(A::Error::custom(format_args!("the name {name:?} is used twice")));
                }
                classes.insert(name, class);
            }
            Ok(classes)
        }
    }

    deserializer.deserialize_map(Unique)
}

/// A whole scene.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Scene {
    /// Version of the file format; the only field without a default.
    pub format: u32,
    /// Title of the scene.
    #[serde(default, skip_serializing_if = "is_default")]
    pub name: String,
    /// One line on what there is to see.
    #[serde(default, skip_serializing_if = "is_default")]
    pub about: String,
    /// All chance in a run comes from this number.
    #[serde(default, skip_serializing_if = "is_default")]
    pub seed: u64,
    /// Presets with a colour, by name, in the order of the file.
    #[serde(default, deserialize_with = "unique_classes", skip_serializing_if = "is_default")]
    pub classes: IndexMap<String, Class>,
    /// The world around the creatures.
    #[serde(default, skip_serializing_if = "is_default")]
    pub arena: Arena,
    /// The creatures.
    #[serde(default, skip_serializing_if = "is_default")]
    pub creatures: Vec<Creature>,
    /// What happens to the creatures by the clock.
    #[serde(default, skip_serializing_if = "is_default")]
    pub stimuli: Vec<Stimulus>,
    /// The moment of a run at which the scene was saved; left out: it begins at birth.
    #[serde(default, skip_serializing_if = "is_default")]
    pub snapshot: Option<Snapshot>,
}

/// A moment of a run, for going on from it to the same bits. The state of neurons is in their
/// `start`; this holds what has no place there.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Snapshot {
    /// Ticks done.
    pub tick: u64,
    /// The state of bodies and physics, as base64; empty without a body.
    #[serde(default, skip_serializing_if = "is_default")]
    pub bodies: String,
    /// What is still to arrive of releases, as base64. Where it is empty, or was taken from other
    /// synapses, it is what the clefts hold.
    #[serde(default, skip_serializing_if = "is_default")]
    pub in_flight: String,
}

impl Default for Scene {
    fn default() -> Self {
        Self {
            format: FORMAT,
            name: String::new(),
            about: String::new(),
            seed: 0,
            classes: IndexMap::new(),
            arena: Arena::default(),
            creatures: Vec::new(),
            stimuli: Vec::new(),
            snapshot: None,
        }
    }
}

/// A preset of neurons: a colour, parameters and a state at birth.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Class {
    /// `#rrggbb`; empty for the colour that the program chooses.
    #[serde(default, skip_serializing_if = "is_default")]
    pub color: String,
    /// Parameters that differ from the rule's defaults.
    #[serde(default, skip_serializing_if = "is_default")]
    pub params: Params,
    /// State at birth that differs from the rule's defaults.
    #[serde(default, skip_serializing_if = "is_default")]
    pub start: Start,
}

/// Parameters that are set; what is `None` comes from the class, then from the rule.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Params {
    /// See [`crate::nervous::NeuronParams::threshold`]; so for all below.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub threshold: Option<f32>,
    /// Ticks.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub conduction: Option<u32>,
    /// Ticks.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub refractory: Option<u32>,
    /// Excitatory, inhibitory; transmitter per tick.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub production: Option<Pair>,
    /// Fraction.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reuptake: Option<f32>,
    /// Fraction.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub residue: Option<f32>,
    /// `Split` or `Broadcast`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sharing: Option<Sharing>,
    /// Fraction.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub leak: Option<f32>,
    /// Transmitter.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub potential_floor: Option<f32>,
    /// Transmitter.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub potential_ceiling: Option<f32>,
    /// Transmitter.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub pool_limit: Option<f32>,
}

/// State at birth that is set; what is `None` comes from the class, then from the rule.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Start {
    /// Ticks until release; above 0 the neuron fires once by itself.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub conduction_left: Option<u32>,
    /// Ticks until ready.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub refractory_left: Option<u32>,
    /// Received, not yet integrated.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub dendrite: Option<Pair>,
    /// In the synaptic cleft.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cleft: Option<Pair>,
    /// Made and stored.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub pool: Option<Pair>,
    /// Integrated.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub potential: Option<Pair>,
}

/// The world around the creatures.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Arena {
    /// What the creatures move in.
    #[serde(skip_serializing_if = "is_default")]
    pub medium: Medium,
    /// What they bump into.
    #[serde(skip_serializing_if = "is_default")]
    pub obstacles: Vec<Obstacle>,
}

/// The medium, by its drag on a body per unit of length and speed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub enum Medium {
    /// A wet gel: drag across 40 times the drag along (Boyle, Berri and Cohen 2012).
    #[default]
    Agar,
    /// Water: drag across 1.6 times the drag along.
    Water,
    /// Any other.
    Custom {
        /// Drag along the axis.
        tangential: f32,
        /// Drag across the axis.
        normal: f32,
    },
}

/// Something fixed in the arena.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub enum Obstacle {
    /// A round post.
    Circle {
        /// Its centre.
        at: (f32, f32),
        /// Its radius.
        radius: f32,
    },
    /// A straight wall.
    Wall {
        /// One end.
        from: (f32, f32),
        /// The other end.
        to: (f32, f32),
    },
}

/// One creature: a network and, if it has one, a body.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Creature {
    /// Unique in the scene.
    pub name: String,
    /// Where the tip of its head is.
    #[serde(default, skip_serializing_if = "is_default")]
    pub at: (f32, f32),
    /// Which way the head looks, in degrees; 0 is +x, counted counter-clockwise.
    #[serde(default, skip_serializing_if = "is_default")]
    pub heading: f32,
    /// Left out: a network without a body.
    #[serde(default, skip_serializing_if = "is_default")]
    pub body: Option<BodyPlan>,
    /// The neurons.
    #[serde(default, skip_serializing_if = "is_default")]
    pub neurons: Vec<Neuron>,
    /// Chemical synapses.
    #[serde(default, skip_serializing_if = "is_default")]
    pub synapses: Vec<Synapse>,
    /// Electrical synapses.
    #[serde(default, skip_serializing_if = "is_default")]
    pub gaps: Vec<Gap>,
    /// Touch to dendrite.
    #[serde(default, skip_serializing_if = "is_default")]
    pub skin: Vec<Skin>,
    /// Bend to dendrite.
    #[serde(default, skip_serializing_if = "is_default")]
    pub stretch: Vec<Stretch>,
    /// Cleft to muscle.
    #[serde(default, skip_serializing_if = "is_default")]
    pub muscles: Vec<Muscle>,
}

/// The shape and the make of a body.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct BodyPlan {
    /// How many segments, 4 to 200.
    pub segments: u32,
    /// Length of the whole body at rest.
    pub length: f32,
    /// Width of the body in the middle.
    pub width: f32,
    /// Bend of a joint when the muscle of one side is fully active \[radians, 0 to 1.2\].
    #[serde(skip_serializing_if = "is_default_bend")]
    pub bend: f32,
    /// Share of its length that a joint loses when both muscles are fully active \[0 to 0.6\].
    #[serde(skip_serializing_if = "is_default_shorten")]
    pub shorten: f32,
    /// Time constant of a muscle \[seconds\].
    #[serde(skip_serializing_if = "is_default_muscle_seconds")]
    pub muscle_seconds: f32,
    /// How hard the muscles and the elastic body pull towards their posture, relative to the
    /// standard body: the smaller, the more a thick medium slows and flattens a bend.
    #[serde(skip_serializing_if = "is_one")]
    pub stiffness: f32,
    /// Grip of a shortened segment: its drag along the axis is multiplied by up to
    /// `1 + setae`; 0 for a smooth worm.
    #[serde(skip_serializing_if = "is_default")]
    pub setae: f32,
    /// Largest chance bend of a joint at birth \[radians\], drawn from the seed.
    #[serde(skip_serializing_if = "is_default")]
    pub jitter: f32,
}

fn is_default_bend(value: &f32) -> bool {
    *value == BodyPlan::default().bend
}
fn is_default_shorten(value: &f32) -> bool {
    *value == BodyPlan::default().shorten
}
fn is_default_muscle_seconds(value: &f32) -> bool {
    *value == BodyPlan::default().muscle_seconds
}

impl Default for BodyPlan {
    fn default() -> Self {
        Self {
            segments: 16,
            length: 16.0,
            width: 1.0,
            bend: 0.9,
            shorten: 0.3,
            muscle_seconds: 0.1,
            stiffness: 1.0,
            setae: 0.0,
            jitter: 0.0,
        }
    }
}

/// One neuron.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Neuron {
    /// Unique in the creature.
    pub name: String,
    /// Name of its class; empty for none.
    #[serde(default, skip_serializing_if = "is_default")]
    pub class: String,
    /// Its place on the network canvas and, scaled, in the body.
    #[serde(default, skip_serializing_if = "is_default")]
    pub at: (f32, f32),
    /// Parameters that differ from the class.
    #[serde(default, skip_serializing_if = "is_default")]
    pub params: Params,
    /// State at birth that differs from the class.
    #[serde(default, skip_serializing_if = "is_default")]
    pub start: Start,
    /// Silenced, or held at a potential.
    #[serde(default, skip_serializing_if = "is_default")]
    pub hold: Hold,
}

/// A chemical synapse.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Synapse {
    /// Name of the neuron that releases.
    pub from: String,
    /// Name of the neuron that receives.
    pub to: String,
    /// Factor on what is handed over.
    #[serde(default = "one", skip_serializing_if = "is_one")]
    pub weight: f32,
}

/// A gap junction (electrical synapse).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Gap {
    /// One neuron.
    pub a: String,
    /// The other.
    pub b: String,
    /// Share of the difference of potentials that crosses in a tick \[0 to 0.5\].
    pub conductance: f32,
}

/// Left or right of the body axis, seen along it from tail to head; or both.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
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
}

/// A patch of skin that charges a neuron's dendrite when touched.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Skin {
    /// The neuron that is charged.
    pub neuron: String,
    /// First and last segment.
    pub segments: (u32, u32),
    /// Side of the body.
    #[serde(default, skip_serializing_if = "is_default")]
    pub side: Side,
    /// Transmitter per tick and unit of force; excitatory if positive, inhibitory if negative.
    #[serde(default = "one", skip_serializing_if = "is_one")]
    pub gain: f32,
}

/// A stretch receptor.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Stretch {
    /// The neuron that is charged.
    pub neuron: String,
    /// First and last joint.
    pub joints: (u32, u32),
    /// `Left` and `Right` feel the stretch of that side when the body bends away from it;
    /// `Both` feels the lengthening of the body itself.
    #[serde(default, skip_serializing_if = "is_default")]
    pub side: Side,
    /// Transmitter per tick at full stretch; excitatory if positive, inhibitory if negative.
    #[serde(default = "one", skip_serializing_if = "is_one")]
    pub gain: f32,
}

/// A neuromuscular junction.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Muscle {
    /// The motor neuron.
    pub neuron: String,
    /// The joint whose muscle it drives.
    pub joint: u32,
    /// The muscle's side.
    #[serde(default, skip_serializing_if = "is_default")]
    pub side: Side,
    /// Factor on what is handed over.
    #[serde(default = "one", skip_serializing_if = "is_one")]
    pub gain: f32,
}

/// Something that happens by the clock.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub enum Stimulus {
    /// A touch of the skin.
    Touch {
        /// Whose.
        creature: String,
        /// First and last segment.
        segments: (u32, u32),
        /// Which side.
        #[serde(default, skip_serializing_if = "is_default")]
        side: Side,
        /// When it begins \[seconds\].
        at: f32,
        /// How long it lasts \[seconds\].
        #[serde(default = "Stimulus::default_seconds", skip_serializing_if = "Stimulus::is_default_seconds")]
        seconds: f32,
        /// Force on every segment touched.
        #[serde(default = "one", skip_serializing_if = "is_one")]
        force: f32,
        /// Interval of repeats \[seconds\]; 0 for none.
        #[serde(default, skip_serializing_if = "is_default")]
        every: f32,
        /// How often in all; 0 with `every` set: without end.
        #[serde(default, skip_serializing_if = "is_default")]
        times: u32,
    },
    /// Transmitter put on a dendrite, in one tick.
    Inject {
        /// Whose.
        creature: String,
        /// Which neuron.
        neuron: String,
        /// When \[seconds\].
        at: f32,
        /// How much.
        amount: Pair,
        /// Interval of repeats \[seconds\]; 0 for none.
        #[serde(default, skip_serializing_if = "is_default")]
        every: f32,
        /// How often in all; 0 with `every` set: without end.
        #[serde(default, skip_serializing_if = "is_default")]
        times: u32,
    },
}

impl Stimulus {
    fn default_seconds() -> f32 {
        0.5
    }

    fn is_default_seconds(value: &f32) -> bool {
        *value == Self::default_seconds()
    }
}
