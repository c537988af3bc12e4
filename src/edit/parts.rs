//! Parts of a body that neurons move or feel: which neurons do, and edits that let them or end it.

use super::build::{self, EntryKey};
use super::patch::Patch;
use super::{Edit, EditError, NeuronKey};
use crate::entry::{ListPlace, Site};
use crate::nervous::{Side, edges_of};
use crate::scene::document::{Entry, Kind};
use crate::scene::set_place;
use bevy::ecs::prelude::*;

/// One side of one segment or joint, as one kind of entry is about it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part {
    /// Name of the creature.
    pub creature: String,
    /// The list of the scene that links it with neurons.
    pub kind: Kind,
    /// Segment or joint; 0 is at the head.
    pub place: u32,
    /// Left or right.
    pub side: Side,
}

impl Part {
    fn site(&self) -> Option<Site> {
        self.kind.site()
    }

    /// What it is called, as in "skin of segment 3, left".
    #[must_use]
    pub fn name(&self) -> String {
        let noun = self.site().map_or("part", |site| site.noun);
        format!("{noun} {}, {}", self.place, self.side.phrase())
    }

    /// What a neuron does with it, as in "feels the skin of segment 3, left".
    #[must_use]
    pub fn deed(&self) -> String {
        format!("{} the {}", self.site().map_or("feels", |site| site.verb), self.name())
    }

    /// Whether an entry of so many places and that side is about it, too.
    #[must_use]
    pub fn is_in(&self, (first, last): (u32, u32), side: Side) -> bool {
        let on = match self.side {
            own if self.site().is_some_and(|site| site.both_is_another) => own == side,
            Side::Left => side.left(),
            Side::Right => side.right(),
            Side::Both => side == Side::Both,
        };
        on && (first..=last).contains(&self.place)
    }

    /// Whether an entry is about it.
    #[must_use]
    pub fn is_of(&self, entry: &Entry) -> bool {
        entry.kind() == self.kind && entry.place().is_some_and(|(range, side)| self.is_in(range, side))
    }
}

/// The entries by which a neuron moves or feels a part, in the order of their list.
#[must_use]
pub fn entries(world: &mut World, neuron: &NeuronKey, part: &Part) -> Vec<EntryKey> {
    if neuron.creature != part.creature {
        return Vec::new();
    }
    let Some(entity) = neuron.find(world) else { return Vec::new() };
    let is_of = |edge: &Entity| {
        Kind::of(world, *edge) == Some(part.kind)
            && Entry::read(world, part.kind, *edge).is_some_and(|entry| part.is_of(&entry))
    };
    let about = edges_of(world, entity).filter(is_of);
    let mut places: Vec<u32> =
        about.map(|edge| world.get::<ListPlace>(edge).copied().unwrap_or_default().0).collect();
    places.sort_unstable();
    places.dedup();
    let key = |place| EntryKey { creature: part.creature.clone(), kind: part.kind, place };
    places.into_iter().map(key).collect()
}

/// Lets a neuron move or feel a part.
///
/// # Errors
///
/// When they are not of one creature.
pub fn join(neuron: &NeuronKey, part: &Part) -> Result<Edit, EditError> {
    if neuron.creature != part.creature {
        return Err(EditError::Refused(format!(
            "{} belongs to \"{}\", that part of a body to \"{}\"",
            neuron.neuron, neuron.creature, part.creature
        )));
    }
    let entry = part.kind.at(&neuron.neuron, part.place, part.side);
    let none = || EditError::Refused(format!("a {} has no place on a body", part.kind.name()));
    Ok(build::put(&neuron.creature, entry.ok_or_else(none)?))
}

/// Ends that a neuron moves or feels a part; what else the same entries are about stays.
///
/// # Errors
///
/// When there is nothing to end.
pub fn leave(world: &mut World, neuron: &NeuronKey, part: &Part) -> Result<Edit, EditError> {
    let there = entries(world, neuron, part);
    if there.is_empty() {
        return Err(EditError::Missing(format!("link of {} with the {}", neuron.neuron, part.name())));
    }
    let mut patch = Patch { creature: part.creature.clone(), ..Patch::default() };
    // Where an entry falls into several, those after it move on.
    let mut moved = 0i64;
    for key in there {
        let Some(entry) = build::read(world, &key) else { continue };
        let left = rest(entry, part);
        patch.cut.push((key.kind, key.place));
        let first = (i64::from(key.place) + moved).max(0) as u32;
        moved += left.len() as i64 - 1;
        patch.put.extend((first..).zip(left));
    }
    Ok(Edit::Patch(patch))
}

/// What is left of an entry without a part.
fn rest(entry: Entry, part: &Part) -> Vec<Entry> {
    let Some(((first, last), side)) = entry.place() else { return vec![entry] };
    let with = |range: (u32, u32), side: Side| {
        let mut entry = entry.clone();
        if let Some(item) = entry.item_mut() {
            set_place(item, range, side);
        }
        entry
    };
    let mut left = Vec::new();
    if side == Side::Both && part.side != Side::Both {
        let other = if part.side == Side::Left { Side::Right } else { Side::Left };
        left.push(with((first, last), other));
    }
    if first < part.place {
        left.push(with((first, part.place - 1), part.side));
    }
    if part.place < last {
        left.push(with((part.place + 1, last), part.side));
    }
    left
}

#[cfg(test)]
mod tests {
    use super::*;

    fn part(kind: Kind, place: u32, side: Side) -> Part {
        Part { creature: "W".into(), kind, place, side }
    }

    fn skin(segments: (u32, u32), side: Side) -> Entry {
        Entry::Skin(crate::senses::Skin { neuron: "A".into(), segments, side, gain: 2.0 })
    }

    #[test]
    fn what_is_left_is_all_but_the_part() {
        let left = part(Kind::SKIN, 3, Side::Left);
        assert_eq!(rest(skin((3, 3), Side::Left), &left), []);
        assert_eq!(rest(skin((3, 5), Side::Left), &left), [skin((4, 5), Side::Left)]);
        assert_eq!(
            rest(skin((0, 5), Side::Both), &left),
            [skin((0, 5), Side::Right), skin((0, 2), Side::Left), skin((4, 5), Side::Left)]
        );
        let muscle = |side| {
            Entry::Muscle(crate::nervous::MuscleEntry { neuron: "A".into(), joint: 3, side, gain: 1.0 })
        };
        let right = part(Kind::MUSCLE, 3, Side::Right);
        assert_eq!(rest(muscle(Side::Both), &right), [muscle(Side::Left)]);
        assert_eq!(rest(muscle(Side::Right), &right), []);
    }

    #[test]
    fn the_length_of_a_body_is_no_part_of_either_side() {
        assert!(!part(Kind::STRETCH, 3, Side::Left).is_in((0, 5), Side::Both));
        assert!(part(Kind::STRETCH, 3, Side::Left).is_in((0, 5), Side::Left));
        assert!(part(Kind::SKIN, 3, Side::Left).is_in((0, 5), Side::Both));
        assert!(!part(Kind::SKIN, 6, Side::Left).is_in((0, 5), Side::Both));
    }
}
