//! Frames: named groups of neurons on the canvas.

use crate::entry::{
    Around, Checker, EntryItem, EntryType, Field, MAX_NAME, Tag, Value, check_fields, record,
};
use bevy::ecs::prelude::*;
use serde::{Deserialize, Serialize};

record! {
    /// A group of neurons with a name and a border round them. It changes nothing of a run.
    #[derive(Clone, Debug, PartialEq)]
    pub struct Frame {
        /// Its title.
        name: String, as Text;

        /// The neurons in it, each once; a neuron may be in several frames.
        neurons: Vec<String>, as Neurons;

        /// Colour of the border; it follows the theme.
        color: Tint = Tint::Grey;

        /// Whether all of it is drawn as one box, at which links from outside end.
        folded: bool = false;
    }
}

/// The quiet colours of frames; what they look like is the theme's.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Tint {
    /// Grey.
    #[default]
    Grey,
    /// Blue.
    Blue,
    /// Green.
    Green,
    /// Amber.
    Amber,
    /// Red.
    Red,
    /// Violet.
    Violet,
}

impl Tint {
    /// All of them.
    pub const ALL: [Self; 6] = [Self::Grey, Self::Blue, Self::Green, Self::Amber, Self::Red, Self::Violet];

    /// The word of scene files.
    #[must_use]
    pub const fn word(self) -> &'static str {
        Self::CHOICES[self as usize].0
    }
}

impl Field for Tint {
    const CHOICES: &'static [(&'static str, &'static str)] = &[
        ("Grey", "Grey, for what needs no colour"),
        ("Blue", "Blue"),
        ("Green", "Green"),
        ("Amber", "Amber"),
        ("Red", "Red"),
        ("Violet", "Violet"),
    ];

    fn value(&self) -> Value<'_> {
        Value::Word(self.word())
    }

    fn from_value(value: Value<'_>) -> Option<Self> {
        let Value::Word(word) = value else { return None };
        Self::ALL.into_iter().find(|tint| tint.word() == word)
    }
}

/// A frame in the world: its neurons by their entities, so that it follows their names.
#[derive(Component, Clone, Debug, PartialEq)]
#[component(immutable)]
pub struct Framed {
    /// Its title.
    pub name: String,
    /// Its neurons, in the order of the file.
    pub neurons: Vec<Entity>,
    /// Its colour.
    pub color: Tint,
    /// Whether it is one box.
    pub folded: bool,
}

impl EntryItem for Frame {
    fn check(&self, c: &mut Checker, around: &Around) {
        c.field("name", |c| {
            let name = &self.name;
            if name.trim().is_empty() {
                c.fault("the name of a frame is empty", None);
            } else if name.chars().count() > MAX_NAME {
                c.fault(format!("a name has at most {MAX_NAME} characters"), None);
            } else if let Some(sign) = name.chars().find(|sign| sign.is_control()) {
                c.fault(format!("the name of a frame cannot hold `{}`", sign.escape_debug()), None);
            } else if name.trim() != name {
                c.fault("a name cannot begin or end with a space", None);
            }
        });
        if self.neurons.is_empty() {
            c.fault_in("neurons", "a frame has at least one neuron", Some("name one, or take the frame out"));
        }
        check_fields(c, self, around);
    }

    fn spawn(&self, world: &mut World, ends: &[Entity], tag: Tag) -> Entity {
        let Self { name, color, folded, .. } = self.clone();
        world.spawn((Framed { name, neurons: ends.to_vec(), color, folded }, tag)).id()
    }
}

impl EntryType for Frame {
    const LIST: &'static str = "frames";
    const NAME: &'static str = "frame";
    const MOST: usize = 10_000;
    const DRAWN: bool = true;

    fn read(entity: EntityRef, name: &dyn Fn(Entity) -> Option<String>) -> Option<Self> {
        let Framed { name: title, neurons, color, folded } = entity.get::<Framed>()?.clone();
        let neurons: Vec<String> = neurons.into_iter().filter_map(name).collect();
        (!neurons.is_empty()).then_some(Self { name: title, neurons, color, folded })
    }
}
