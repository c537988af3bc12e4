//! Edits made of what a person wants: add a neuron, delete these, link those two, paste.
//!
//! Nothing here changes anything: each function reads the world and composes an [`Edit`].

pub use super::body::set_body;
use super::creatures::stimuli;
use super::patch::{self, Patch};
use super::{Edit, EditError, NeuronKey, expect_names};
use crate::entry::{ListPlace, MAX_NAME};
use crate::nervous::{
    Classes, GapA, GapB, GapEntry, GapsA, GapsB, NeuronEntry, Outgoing, Postsynaptic, Start, SynapseEntry,
};
use crate::scene::Lists;
use crate::scene::document::{Entry, Kind};
use crate::stimulus::Stimulus;
use bevy::ecs::name::Name;
use bevy::ecs::prelude::*;
use bevy::math::Vec2;
use std::collections::{BTreeMap, HashMap, HashSet};

/// Beyond every list: an entry that is put here comes last.
pub(super) const LAST: u32 = u32::MAX;

/// An entry of a creature's list, for selecting it.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct EntryKey {
    /// Name of the creature.
    pub creature: String,
    /// Which list.
    pub kind: Kind,
    /// Place in it.
    pub place: u32,
}

/// How two neurons are joined.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Join {
    /// By a chemical synapse of this weight.
    Chemical(f32),
    /// By a gap junction of this conductance.
    Electrical(f32),
}

/// A name that is not taken: the stem with the first number that is free. The stem loses a number at
/// its end.
#[must_use]
pub(super) fn free_name(stem: &str, taken: &HashSet<String>) -> String {
    numbered(&stem_of(stem), 1, taken).0
}

fn stem_of(name: &str) -> String {
    let stem = name.trim_end_matches(|c: char| c.is_ascii_digit());
    if stem.is_empty() { "N".to_owned() } else { stem.chars().take(MAX_NAME - 6).collect() }
}

/// The stem with the first free number from one on, and that number.
fn numbered(stem: &str, from: u32, taken: &HashSet<String>) -> (String, u32) {
    let names = (from..).map(|n| (format!("{stem}{n}"), n));
    names.into_iter().find(|(name, _)| !taken.contains(name)).unwrap_or_default()
}

/// Names for newcomers that are not taken: a number is put behind those that are, or theirs is another. It does not
/// count up to the same numbers again for each of many.
pub struct FreeNames {
    taken: HashSet<String>,
    /// What stands before the number.
    space: &'static str,
    /// For each stem the number that it had last: those before it are taken.
    last: HashMap<String, u32>,
}

impl FreeNames {
    /// For neurons, with these names taken: `ALM` and `ALM1`.
    #[must_use]
    pub fn new(taken: HashSet<String>) -> Self {
        Self { taken, space: "", last: HashMap::new() }
    }

    /// For classes and creatures, with these names taken: `motor` and `motor 1`.
    #[must_use]
    pub fn spaced(taken: HashSet<String>) -> Self {
        Self { space: " ", ..Self::new(taken) }
    }

    pub(super) fn is_taken(&self, name: &str) -> bool {
        self.taken.contains(name)
    }

    /// This name, or if it is taken one like it; it is taken from now on.
    pub fn take(&mut self, wanted: &str) -> String {
        let name = if self.taken.contains(wanted) {
            let mut stem = stem_of(wanted);
            if !self.space.is_empty() {
                stem = format!("{}{}", stem.trim_end(), self.space);
            }
            let last = self.last.get(&stem).copied().unwrap_or(0);
            let (name, number) = numbered(&stem, last + 1, &self.taken);
            self.last.insert(stem, number);
            name
        } else {
            wanted.to_owned()
        };
        self.taken.insert(name.clone());
        name
    }
}

/// The names of a creature's neurons.
///
/// # Errors
///
/// When the creature is not there; the same for all below.
pub fn neuron_names(world: &mut World, creature: &str) -> Result<HashSet<String>, EditError> {
    let owner = patch::creature(world, creature)?;
    let members = world.get::<crate::nervous::Members>(owner).map_or(&[][..], |m| m.entities());
    let name = |neuron: &Entity| world.get::<Name>(*neuron).map(|n| n.as_str().to_owned());
    Ok(members.iter().filter_map(name).collect())
}

/// Adds a neuron of a class (empty: of none) at a place of the canvas.
///
/// # Errors
///
/// When the creature is not there.
pub fn add_neuron(
    world: &mut World,
    creature: &str,
    class: &str,
    at: Vec2,
) -> Result<(Edit, NeuronKey), EditError> {
    let taken = neuron_names(world, creature)?;
    let stem = if class.is_empty() {
        "N".to_owned()
    } else {
        class.chars().take(3).collect::<String>().to_uppercase()
    };
    let stem: String = stem.chars().filter(|c| c.is_alphanumeric()).collect();
    let name = free_name(&stem, &taken);
    // A neuron that fires by itself as it appears would surprise; classes may say otherwise.
    let quiet = Start { conduction_left: Some(0), ..Start::default() };
    let says = world
        .get_resource::<Classes>()
        .and_then(|classes| classes.get(class))
        .is_some_and(|class| class.start.conduction_left.is_some());
    let neuron = NeuronEntry {
        name: name.clone(),
        class: class.to_owned(),
        at: at.into(),
        start: if says { Start::default() } else { quiet },
        ..NeuronEntry::default()
    };
    let put = vec![(LAST, Entry::Neuron(Box::new(neuron), None))];
    let patch = Patch { creature: creature.to_owned(), cut: Vec::new(), put };
    Ok((Edit::Patch(patch), NeuronKey { creature: creature.to_owned(), neuron: name }))
}

/// The place of a neuron in its list.
pub(super) fn place_of(world: &World, entity: Entity) -> u32 {
    world.get::<ListPlace>(entity).copied().unwrap_or_default().0
}

/// Deletes neurons, all that joins them, and what the script does to them; and entries besides.
///
/// # Errors
///
/// When one of them is not there.
pub fn delete(world: &mut World, neurons: &[NeuronKey], entries: &[EntryKey]) -> Result<Edit, EditError> {
    expect_names(world, neurons.len());
    let mut patches: BTreeMap<String, Patch> = BTreeMap::new();
    let mut cut = |creature: &str, kind, place| {
        let patch = patches
            .entry(creature.to_owned())
            .or_insert_with(|| Patch { creature: creature.to_owned(), ..Patch::default() });
        patch.cut.push((kind, place));
    };
    for key in neurons {
        let entity = key.found(world)?;
        cut(&key.creature, Kind::NEURON, place_of(world, entity));
    }
    for key in entries {
        cut(&key.creature, key.kind, key.place);
    }
    let before = stimuli(world);
    let gone: HashSet<(&str, &str)> =
        neurons.iter().map(|key| (key.creature.as_str(), key.neuron.as_str())).collect();
    let named =
        |stimulus: &&Stimulus| stimulus.names_any(|neuron| gone.contains(&(stimulus.creature(), neuron)));
    let after: Vec<Stimulus> = before.iter().filter(|stimulus| !named(stimulus)).cloned().collect();
    let mut edits: Vec<Edit> = patches.into_values().map(Edit::Patch).collect();
    if after.len() != before.len() {
        edits.insert(0, Edit::Stimuli(after));
    }
    Ok(Edit::of(edits))
}

/// Takes a creature out, with what the script does to it.
#[must_use]
pub fn remove_creature(world: &mut World, name: &str) -> Edit {
    let before = stimuli(world);
    let after: Vec<Stimulus> = before.iter().filter(|s| s.creature() != name).cloned().collect();
    let mut edits = vec![Edit::RemoveCreature(name.to_owned())];
    if after.len() != before.len() {
        edits.insert(0, Edit::Stimuli(after));
    }
    Edit::of(edits)
}

/// Joins two neurons of one creature.
///
/// # Errors
///
/// When they are not of one creature.
pub fn link(from: &NeuronKey, to: &NeuronKey, join: Join) -> Result<Edit, EditError> {
    if from.creature != to.creature {
        return Err(EditError::Refused("neurons of two creatures cannot be joined".into()));
    }
    let (a, b) = (from.neuron.clone(), to.neuron.clone());
    let entry = match join {
        Join::Chemical(weight) => Entry::Synapse(SynapseEntry::new(a, b, weight)),
        Join::Electrical(conductance) => Entry::Gap(GapEntry { a, b, conductance }),
    };
    Ok(put(&from.creature, entry))
}

/// Adds one entry at the end of its list.
#[must_use]
pub fn put(creature: &str, entry: Entry) -> Edit {
    Edit::Patch(Patch { creature: creature.to_owned(), cut: Vec::new(), put: vec![(LAST, entry)] })
}

/// Replaces an entry by another of its kind.
#[must_use]
pub fn replace(key: &EntryKey, entry: Entry) -> Edit {
    let cut = vec![(key.kind, key.place)];
    Edit::Patch(Patch { creature: key.creature.clone(), cut, put: vec![(key.place, entry)] })
}

/// The synapses and gap junctions that lead from one neuron to another (gap junctions either way).
#[must_use]
pub fn links_between(world: &mut World, from: &NeuronKey, to: &NeuronKey) -> Vec<EntryKey> {
    let (Some(a), Some(b)) = (from.find(world), to.find(world)) else { return Vec::new() };
    let key = |kind, edge| EntryKey { creature: from.creature.clone(), kind, place: place_of(world, edge) };
    let mut found: Vec<EntryKey> = world
        .get::<Outgoing>(a)
        .map_or(&[][..], |o| o.entities())
        .iter()
        .filter(|edge| world.get::<Postsynaptic>(**edge).is_some_and(|to| to.0 == b))
        .map(|edge| key(Kind::SYNAPSE, *edge))
        .collect();
    let gaps = |own: &[Entity], other: fn(&World, Entity) -> Option<Entity>| {
        own.iter()
            .filter(|edge| other(world, **edge) == Some(b))
            .map(|edge| key(Kind::GAP, *edge))
            .collect::<Vec<_>>()
    };
    let as_a = world.get::<GapsA>(a).map_or(&[][..], |g| g.entities());
    found.extend(gaps(as_a, |world, edge| world.get::<GapB>(edge).map(|end| end.0)));
    let as_b = world.get::<GapsB>(a).map_or(&[][..], |g| g.entities());
    found.extend(gaps(as_b, |world, edge| world.get::<GapA>(edge).map(|end| end.0)));
    found
}

/// Takes the synapse between two neurons away, or makes one of weight 1.
///
/// # Errors
///
/// When they are not of one creature.
pub fn toggle_link(world: &mut World, from: &NeuronKey, to: &NeuronKey) -> Result<Edit, EditError> {
    let mut there = links_between(world, from, to);
    there.retain(|key| key.kind == Kind::SYNAPSE);
    if there.is_empty() { link(from, to, Join::Chemical(1.0)) } else { delete(world, &[], &there) }
}

/// Reads an entry.
#[must_use]
pub fn read(world: &mut World, key: &EntryKey) -> Option<Entry> {
    let entity = find(world, key)?;
    Entry::read(world, key.kind, entity)
}

/// The entity of an entry.
#[must_use]
pub fn find(world: &mut World, key: &EntryKey) -> Option<Entity> {
    let owner = patch::creature(world, &key.creature).ok()?;
    world.get::<Lists>(owner)?.list(key.kind).get(key.place as usize).copied()
}
