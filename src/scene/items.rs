//! What lists hold, whatever kind of entry it is.

use crate::entry::{EntryItem, EntryType, Field, Role, Tag, Value, ends};
use crate::nervous::Side;
use bevy::ecs::entity::Entity;
use bevy::ecs::world::World;

/// What a list holds, whatever it is.
pub trait Items {
    /// How many.
    fn len(&self) -> usize;

    /// Whether there are none.
    fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// One of them.
    fn item(&self, index: usize) -> &dyn EntryItem;

    /// The list for writing, each entry by itself.
    fn write(&self, write: &mut dyn FnMut(&dyn erased::Line));
}

/// Entries as something that can be written.
pub mod erased {
    /// A value that a writer of lines can take.
    pub trait Line {
        /// It as RON on one line.
        fn line(&self, options: &ron::Options, config: &ron::ser::PrettyConfig) -> ron::Result<String>;
    }

    impl<T: serde::Serialize> Line for T {
        fn line(&self, options: &ron::Options, config: &ron::ser::PrettyConfig) -> ron::Result<String> {
            options.to_string_pretty(self, config.clone())
        }
    }
}

impl<T: EntryType> Items for Vec<T> {
    fn len(&self) -> usize {
        self.len()
    }

    fn item(&self, index: usize) -> &dyn EntryItem {
        &self[index]
    }

    fn write(&self, write: &mut dyn FnMut(&dyn erased::Line)) {
        self.iter().for_each(|entry| write(entry));
    }
}

/// Where on a body a record is: the first and the last place, and the side.
#[must_use]
pub fn place_of(item: &dyn EntryItem) -> Option<((u32, u32), Side)> {
    let (mut range, mut side) = (None, Side::Both);
    item.look(&mut |info, value| match (info.role, value) {
        (Role::Segments | Role::Joints, Value::Range(places)) => range = Some(places),
        (Role::Segments | Role::Joints, Value::Whole(place)) => range = Some((place, place)),
        (_, word @ Value::Word(_)) => side = Field::from_value(word).unwrap_or(side),
        _ => {}
    });
    range.map(|range| (range, side))
}

/// Sets where on a body a record is.
pub fn set_place(item: &mut dyn EntryItem, range: (u32, u32), side: Side) {
    let Some(info) = item.infos().iter().find(|info| matches!(info.role, Role::Segments | Role::Joints))
    else {
        return;
    };
    if !item.set(info.name, Value::Range(range)) {
        item.set(info.name, Value::Whole(range.0));
    }
    item.set("side", Value::Word(side.word()));
}

/// Makes an entity of an entry that is no neuron.
pub(super) fn spawn_item(
    item: &dyn EntryItem,
    world: &mut World,
    named: &dyn Fn(&str) -> Option<Entity>,
    tag: Tag,
) -> Option<Entity> {
    // A synapse has two, and what is in the run has no more: there may be millions of them.
    let mut found = [None; 2];
    let mut more = Vec::new();
    let mut count = 0;
    ends(item, &mut |name| {
        match found.get_mut(count) {
            Some(end) => *end = named(name),
            None => more.push(named(name)),
        }
        count += 1;
    });
    match found {
        [Some(one), Some(other)] if count == 2 => Some(item.spawn(world, &[one, other], tag)),
        [Some(one), None] if count == 1 => Some(item.spawn(world, &[one], tag)),
        [None, None] if count == 0 => Some(item.spawn(world, &[], tag)),
        _ if count > 2 => {
            let all: Option<Vec<Entity>> = found.into_iter().chain(more).collect();
            Some(item.spawn(world, &all?, tag))
        }
        _ => None,
    }
}
