//! Kinds of entries: what each must say of itself.

use super::checker::{Checker, Names};
use super::fields::{Fields, Role, Value, check_fields};
use super::names::ANY;
use super::path::DocPath;
use super::record::Record;
use bevy::app::App;
use bevy::ecs::component::Component;
use bevy::ecs::entity::Entity;
use bevy::ecs::world::{EntityRef, World};
use serde::Serialize;
use serde::de::DeserializeOwned;

/// What the check of a record knows of the scene around it. What is `None` cannot be told, and is not checked.
#[derive(Clone, Copy, Default)]
pub struct Around<'a> {
    /// The neurons of its creature.
    pub neurons: Option<&'a Names<'a>>,
    /// The creatures of the scene.
    pub creatures: Option<&'a Names<'a>>,
    /// The plasticity rules of the scene.
    pub rules: Option<&'a Names<'a>>,
    /// The modulators of the scene.
    pub modulators: Option<&'a Names<'a>>,
    /// Where the body stands in the document, and how many segments it has.
    pub body: Option<(&'a DocPath, u32)>,
}

/// An index into a list of a creature: the place of an entry in its file, so that saving keeps the order.
/// Creatures and neurons have one too, in their own lists.
#[derive(Component, Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct ListPlace(pub u32);

/// Which list of a creature an entity is an entry of, as a number of the list of kinds.
#[derive(Component, Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct ListId(pub u8);

/// What every entry's entity carries.
pub type Tag = (ListPlace, ListId);

/// What on a body is counted from the head.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Along {
    /// Segments.
    Segments,
    /// Joints, one fewer than segments; joint `j` lies between segments `j` and `j + 1`.
    Joints,
}

impl Along {
    /// How many there are on a body of so many segments.
    #[must_use]
    pub const fn count(self, segments: u32) -> u32 {
        match self {
            Self::Segments => segments,
            Self::Joints => segments.saturating_sub(1),
        }
    }
}

/// Where on a body a kind of entry is, and how that is shown.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Site {
    /// What it counts.
    pub along: Along,
    /// A place of it in words, without its number: "skin of segment".
    pub noun: &'static str,
    /// What the neuron does with it: "feels" or "drives".
    pub verb: &'static str,
    /// What is said of it where neurons do that: "Felt" or "Driven".
    pub done: &'static str,
    /// What a link from there to a neuron does, in a few words.
    pub does: &'static str,
    /// The same for whoever is offered such a link.
    pub about: &'static str,
    /// Whether both sides together are another thing than either side.
    pub both_is_another: bool,
    /// How far outside the worm it is drawn, from 0.
    pub lane: u8,
    /// Length of its port, in segments.
    pub length: f32,
}

/// An entry as an object, whatever kind it is of.
pub trait EntryItem: Fields {
    /// Checks it. The default checks every field by what was declared.
    fn check(&self, c: &mut Checker, around: &Around) {
        check_fields(c, self, around);
    }

    /// Makes an entity of it. `ends` are the neurons that it names, in the order of its fields.
    fn spawn(&self, world: &mut World, ends: &[Entity], tag: Tag) -> Entity;
}

/// A kind of entry.
pub trait EntryType:
    EntryItem
    + Record
    + Serialize
    + DeserializeOwned
    + Clone
    + PartialEq
    + std::fmt::Debug
    + Send
    + Sync
    + 'static
{
    /// The list of a creature that holds it.
    const LIST: &'static str;
    /// What one is called.
    const NAME: &'static str;
    /// Most of them in a scene, all creatures together.
    const MOST: usize;
    /// Where on a body it is; `None` for what needs no body.
    const SITE: Option<Site> = None;
    /// Whether its first neuron releases into it.
    const RELEASES: bool = false;
    /// Whether it is only drawn: nothing of a run hangs on it, and it lives on without some of its neurons.
    const DRAWN: bool = false;

    /// Reads it back from its entity. `name` tells the name of a neuron.
    fn read(entity: EntityRef, name: &dyn Fn(Entity) -> Option<String>) -> Option<Self>;

    /// One for a neuron and a place on a body. `side` is a word that the field `side` knows.
    fn at(_neuron: &str, _place: u32, _side: &'static str) -> Option<Self> {
        None
    }

    /// How much of it there is at a place on a body now, for showing \[0 to 1\]. `side` is 0 for left, 1 for right.
    fn light_at(_world: &World, _creature: Entity, _place: u32, _side: usize) -> f32 {
        0.0
    }

    /// How much an entry has of it now, for showing \[0 to 1\].
    fn light(&self, _world: &World, _creature: Entity) -> f32 {
        0.0
    }

    /// Adds its systems.
    fn register(_app: &mut App) {}
}

/// The names of the neurons that a record joins.
pub fn ends<'a>(record: &'a (impl Fields + ?Sized), see: &mut dyn FnMut(&'a str)) {
    record.look(&mut |info, value| match (info.role, value) {
        (Role::Neuron, Value::Text(name)) => see(name),
        (Role::Neurons, Value::Names(names)) => names.iter().for_each(|name| see(name)),
        (Role::Links, Value::Links(links)) => {
            links
                .iter()
                .flat_map(|(from, to)| [from, to])
                .filter(|name| *name != ANY)
                .for_each(|name| see(name));
        }
        _ => {}
    });
}

/// Takes neurons out of a record; tells whether anything is left of it: nothing of what joins one of them, nor of a list
/// that holds no others, or no pair without one of them.
pub fn forget(record: &mut (impl Fields + ?Sized), gone: &dyn Fn(&str) -> bool) -> bool {
    let (mut stays, mut shorter, mut fewer) = (true, Vec::new(), Vec::new());
    let is_gone = |name: &str| name != ANY && gone(name);
    let is_left = |(from, to): &&(String, String)| !is_gone(from) && !is_gone(to);
    record.look(&mut |info, value| match (info.role, value) {
        (Role::Neuron, Value::Text(name)) => stays &= !gone(name),
        (Role::Neurons, Value::Names(names)) if names.iter().any(|name| gone(name)) => {
            let left: Vec<String> = names.iter().filter(|name| !gone(name)).cloned().collect();
            stays &= !left.is_empty();
            shorter.push((info.name, left));
        }
        (Role::Links, Value::Links(links)) if !links.iter().all(|link| is_left(&link)) => {
            let left: Vec<(String, String)> = links.iter().filter(is_left).cloned().collect();
            stays &= !left.is_empty();
            fewer.push((info.name, left));
        }
        _ => {}
    });
    for (field, left) in shorter {
        record.set(field, Value::Names(&left));
    }
    for (field, left) in fewer {
        record.set(field, Value::Links(&left));
    }
    stays
}

/// Gives the neurons that a record joins other names; `None` leaves one as it is.
pub fn rename_ends(record: &mut (impl Fields + ?Sized), new: &dyn Fn(&str) -> Option<String>) {
    let (mut renamed, mut lists, mut pairs) = (Vec::new(), Vec::new(), Vec::new());
    let name = |name: &String| new(name).unwrap_or_else(|| name.clone());
    record.look(&mut |info, value| match (info.role, value) {
        (Role::Neuron, Value::Text(name)) => renamed.extend(new(name).map(|name| (info.name, name))),
        (Role::Neurons, Value::Names(names)) => {
            lists.push((info.name, names.iter().map(name).collect::<Vec<String>>()));
        }
        (Role::Links, Value::Links(links)) => {
            let end = |end: &String| if end == ANY { end.clone() } else { name(end) };
            let links = links.iter().map(|(from, to)| (end(from), end(to)));
            pairs.push((info.name, links.collect::<Vec<(String, String)>>()));
        }
        _ => {}
    });
    for (field, name) in renamed {
        record.set(field, Value::Text(&name));
    }
    for (field, names) in lists {
        record.set(field, Value::Names(&names));
    }
    for (field, links) in pairs {
        record.set(field, Value::Links(&links));
    }
}

/// The names that the fields of a role give: those of rules, of modulators.
pub fn named<'a>(record: &'a (impl Fields + ?Sized), role: Role, see: &mut dyn FnMut(&'a str)) {
    record.look(&mut |info, value| match value {
        Value::Text(name) | Value::Named(name, _) if info.role == role && !name.is_empty() => see(name),
        _ => {}
    });
}

/// Gives what the fields of a role name other names; `None` leaves one as it is. Tells whether any was another one.
pub fn rename_named(
    record: &mut (impl Fields + ?Sized),
    role: Role,
    new: &dyn Fn(&str) -> Option<String>,
) -> bool {
    let mut renamed = Vec::new();
    record.look(&mut |info, value| match value {
        Value::Text(name) if info.role == role => {
            renamed.extend(new(name).map(|name| (info.name, name, None)));
        }
        Value::Named(name, amount) if info.role == role => {
            renamed.extend(new(name).map(|name| (info.name, name, Some(amount))));
        }
        _ => {}
    });
    for (field, name, amount) in &renamed {
        record.set(field, amount.map_or(Value::Text(name), |amount| Value::Named(name, amount)));
    }
    !renamed.is_empty()
}
