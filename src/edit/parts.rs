//! Parts of a body that neurons move or feel: which neurons do, and edits that let them or end it.

use super::build::{self, EntryKey};
use super::patch::{Entry, Patch};
use super::{Edit, EditError, NeuronKey};
use crate::nervous::{ListPlace, NeuromuscularJunction, Outgoing, Receptors, SkinPatch, StretchReceptor};
use crate::scene::Kind;
use crate::scene::document::{self as doc, Side};
use bevy::ecs::prelude::*;

/// What a part of a body is to a neuron.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Organ {
    /// It is moved.
    #[default]
    Muscle,
    /// Its touch is felt.
    Skin,
    /// Its stretch is felt.
    Stretch,
}

/// One side of one segment or joint.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part {
    /// Name of the creature.
    pub creature: String,
    /// What it is.
    pub organ: Organ,
    /// Segment of the skin, joint of the others; 0 is at the head.
    pub place: u32,
    /// Left or right.
    pub side: Side,
}

impl Part {
    /// What it is called, as in "skin of segment 3, left".
    #[must_use]
    pub fn name(&self) -> String {
        let side = match self.side {
            Side::Left => "left",
            Side::Right => "right",
            Side::Both => "both sides",
        };
        let what = match self.organ {
            Organ::Muscle => "muscle of joint",
            Organ::Skin => "skin of segment",
            Organ::Stretch => "stretch of joint",
        };
        format!("{what} {}, {side}", self.place)
    }

    /// What a neuron does with it, as in "feels the skin of segment 3, left".
    #[must_use]
    pub fn deed(&self) -> String {
        let verb = if self.organ == Organ::Muscle { "drives" } else { "feels" };
        format!("{verb} the {}", self.name())
    }

    /// The list of the scene that links it with neurons.
    #[must_use]
    pub const fn kind(&self) -> Kind {
        match self.organ {
            Organ::Muscle => Kind::Muscle,
            Organ::Skin => Kind::Skin,
            Organ::Stretch => Kind::Stretch,
        }
    }

    /// Whether an entry of so many places and that side is about it, too. A stretch receptor of both
    /// sides feels the length of the body, which is another thing than either side.
    #[must_use]
    pub fn is_in(&self, (first, last): (u32, u32), side: Side) -> bool {
        let on = match (self.organ, self.side) {
            (Organ::Stretch, own) => own == side,
            (_, Side::Left) => side.left(),
            (_, Side::Right) => side.right(),
            (_, Side::Both) => side == Side::Both,
        };
        on && (first..=last).contains(&self.place)
    }

    /// Whether an edge of the network is about it.
    fn is_of(&self, world: &World, edge: Entity) -> bool {
        match self.organ {
            Organ::Muscle => {
                let junction = world.get::<NeuromuscularJunction>(edge);
                junction.is_some_and(|j| self.is_in((j.joint, j.joint), j.side))
            }
            Organ::Skin => world.get::<SkinPatch>(edge).is_some_and(|s| self.is_in(s.segments, s.side)),
            Organ::Stretch => {
                world.get::<StretchReceptor>(edge).is_some_and(|s| self.is_in(s.joints, s.side))
            }
        }
    }
}

/// The entries by which a neuron moves or feels a part, in the order of their list.
#[must_use]
pub fn entries(world: &mut World, neuron: &NeuronKey, part: &Part) -> Vec<EntryKey> {
    if neuron.creature != part.creature {
        return Vec::new();
    }
    let Some(entity) = neuron.find(world) else { return Vec::new() };
    let edges = match part.organ {
        Organ::Muscle => world.get::<Outgoing>(entity).map(|o| o.entities()),
        Organ::Skin | Organ::Stretch => world.get::<Receptors>(entity).map(|r| r.entities()),
    };
    let about = edges.unwrap_or(&[]).iter().filter(|edge| part.is_of(world, **edge));
    let mut places: Vec<u32> =
        about.map(|edge| world.get::<ListPlace>(*edge).copied().unwrap_or_default().0).collect();
    places.sort_unstable();
    let key = |place| EntryKey { creature: part.creature.clone(), kind: part.kind(), place };
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
    Ok(match part.organ {
        Organ::Muscle => build::muscle(neuron, part.place, part.side),
        Organ::Skin => build::skin(neuron, (part.place, part.place), part.side),
        Organ::Stretch => build::stretch(neuron, (part.place, part.place), part.side),
    })
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
    let ((first, last), side) = match &entry {
        Entry::Muscle(m) => ((m.joint, m.joint), m.side),
        Entry::Skin(s) => (s.segments, s.side),
        Entry::Stretch(s) => (s.joints, s.side),
        _ => return vec![entry],
    };
    let with = |range: (u32, u32), side: Side| match entry.clone() {
        Entry::Muscle(m) => Entry::Muscle(doc::Muscle { side, ..m }),
        Entry::Skin(s) => Entry::Skin(doc::Skin { segments: range, side, ..s }),
        Entry::Stretch(s) => Entry::Stretch(doc::Stretch { joints: range, side, ..s }),
        other => other,
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

    fn part(organ: Organ, place: u32, side: Side) -> Part {
        Part { creature: "W".into(), organ, place, side }
    }

    fn skin(segments: (u32, u32), side: Side) -> Entry {
        Entry::Skin(doc::Skin { neuron: "A".into(), segments, side, gain: 2.0 })
    }

    #[test]
    fn what_is_left_is_all_but_the_part() {
        let left = part(Organ::Skin, 3, Side::Left);
        assert_eq!(rest(skin((3, 3), Side::Left), &left), []);
        assert_eq!(rest(skin((3, 5), Side::Left), &left), [skin((4, 5), Side::Left)]);
        assert_eq!(
            rest(skin((0, 5), Side::Both), &left),
            [skin((0, 5), Side::Right), skin((0, 2), Side::Left), skin((4, 5), Side::Left)]
        );
        let muscle = |side| Entry::Muscle(doc::Muscle { neuron: "A".into(), joint: 3, side, gain: 1.0 });
        let right = part(Organ::Muscle, 3, Side::Right);
        assert_eq!(rest(muscle(Side::Both), &right), [muscle(Side::Left)]);
        assert_eq!(rest(muscle(Side::Right), &right), []);
    }

    #[test]
    fn the_length_of_a_body_is_no_part_of_either_side() {
        assert!(!part(Organ::Stretch, 3, Side::Left).is_in((0, 5), Side::Both));
        assert!(part(Organ::Stretch, 3, Side::Left).is_in((0, 5), Side::Left));
        assert!(part(Organ::Skin, 3, Side::Left).is_in((0, 5), Side::Both));
        assert!(!part(Organ::Skin, 6, Side::Left).is_in((0, 5), Side::Both));
    }
}
