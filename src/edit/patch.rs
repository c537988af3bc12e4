//! Entries taken out of a creature's lists and put into them: what adds, deletes, links, unlinks,
//! pastes and replaces.

use super::EditError;
use crate::body::Body;
use crate::entry::ListPlace;
use crate::nervous::{Classes, Cover, Creature, NeuronEntry, Wiring, edges_of};
use crate::scene::check::{check, covered_twice};
use crate::scene::document::{self as doc, Entry, Kind};
use crate::scene::{Lists, names_of};
use bevy::ecs::name::Name;
use bevy::ecs::prelude::*;
use std::collections::{BTreeMap, HashMap, HashSet};

/// Entries to take out and to put in.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Patch {
    /// Name of the creature.
    pub creature: String,
    /// Places of entries as they are now. With a neuron all that joins it goes too.
    pub cut: Vec<(Kind, u32)>,
    /// Entries, and the places that they have when all is done; a place beyond the end is the end.
    pub put: Vec<(u32, Entry)>,
}

impl Patch {
    /// Whether it replaces certain entries by others in the same places, and nothing else.
    fn replaces(&self) -> Option<Vec<(Kind, u32)>> {
        let mut put: Vec<(Kind, u32)> = self.put.iter().map(|(place, e)| (e.kind(), *place)).collect();
        let mut cut = self.cut.clone();
        put.sort_unstable();
        cut.sort_unstable();
        (put == cut && !put.is_empty()).then_some(put)
    }

    /// Whether nothing of a run hangs on it.
    #[must_use]
    pub fn is_drawn(&self) -> bool {
        let put = self.put.iter().map(|(_, entry)| entry.kind());
        put.chain(self.cut.iter().map(|(kind, _)| *kind)).all(Kind::is_drawn)
    }

    /// It without what is only drawn.
    pub(super) fn undrawn(&self) -> Self {
        let Self { creature, cut, put } = self;
        Self {
            creature: creature.clone(),
            cut: cut.iter().copied().filter(|(kind, _)| !kind.is_drawn()).collect(),
            put: put.iter().filter(|(_, entry)| !entry.kind().is_drawn()).cloned().collect(),
        }
    }

    /// About the memory that it takes \[bytes\].
    pub(super) fn size(&self) -> usize {
        self.cut.len() * size_of::<(Kind, u32)>()
            + self.put.iter().map(|(_, entry)| size_of_entry(entry)).sum::<usize>()
    }

    /// Whether it replaces what another replaces: steps of one drag.
    #[must_use]
    pub fn same_target(&self, other: &Self) -> bool {
        let places = self.replaces();
        self.creature == other.creature && places.is_some() && places == other.replaces()
    }
}

/// About the memory that an entry takes, with the names in it \[bytes\].
pub(super) fn size_of_entry(entry: &Entry) -> usize {
    let boxed = match entry {
        Entry::Neuron(..) => size_of::<NeuronEntry>(),
        Entry::Frame(frame) => frame.neurons.len() * (size_of::<String>() + 8),
        Entry::Note(note) => note.text.len(),
        Entry::Astrocyte(astrocyte) => astrocyte.covers.len() * (2 * size_of::<String>() + 16),
        _ => 0,
    };
    size_of::<(u32, Entry)>() + boxed + 32
}

/// The creature of this name.
pub(super) fn creature(world: &mut World, name: &str) -> Result<Entity, EditError> {
    let found = match world.get_resource::<Wiring>().filter(|wiring| wiring.is_ordered()) {
        Some(wiring) => wiring.creature(world, name),
        None => {
            let mut creatures = world.query_filtered::<(Entity, &Name), With<Creature>>();
            creatures.iter(world).find(|(_, own)| own.as_str() == name).map(|found| found.0)
        }
    };
    found.ok_or_else(|| EditError::Missing(format!("creature \"{name}\"")))
}

fn name(world: &World, neuron: Entity) -> String {
    world.get::<Name>(neuron).map_or_else(String::new, |n| n.as_str().to_owned())
}

/// The places of all that joins one of these neurons, list by list.
pub(super) fn joined(world: &World, neurons: &HashSet<Entity>) -> Vec<(Kind, u32)> {
    let place = |edge: Entity| {
        let place = world.get::<ListPlace>(edge).copied().unwrap_or_default();
        Some((Kind::of(world, edge)?, place.0))
    };
    let edges = neurons.iter().flat_map(|neuron| edges_of(world, *neuron));
    let mut found: Vec<(Kind, u32)> = edges.filter_map(place).collect();
    found.sort_unstable();
    found.dedup();
    found
}

/// The entries that name any number of neurons, some of these among them, in the order of their lists.
pub(super) fn gathered(
    world: &World,
    lists: &Lists,
    is_one: &dyn Fn(&str) -> bool,
) -> Vec<(Kind, u32, Entry)> {
    let mut found = Vec::new();
    for kind in Kind::gathering() {
        for (place, entity) in (0..).zip(lists.list(kind)) {
            let entry = Entry::read(world, kind, *entity);
            found.extend(
                entry.filter(|entry| entry.ends().into_iter().any(is_one)).map(|entry| (kind, place, entry)),
            );
        }
    }
    found
}

/// What names any number of neurons lives on without those that go: adds to a patch that each is replaced by what is
/// left of it.
fn shorten(world: &World, lists: &Lists, going: &HashSet<Entity>, patch: &mut Patch) {
    if going.is_empty() {
        return;
    }
    let names: HashSet<String> = going.iter().map(|neuron| name(world, *neuron)).collect();
    let is_going = |neuron: &str| names.contains(neuron);
    let mut cut: HashSet<(Kind, u32)> = patch.cut.iter().copied().collect();
    let mut left: HashMap<Kind, u32> = HashMap::new();
    for (kind, place, mut entry) in gathered(world, lists, &is_going) {
        if !cut.insert((kind, place)) {
            continue;
        }
        patch.cut.push((kind, place));
        if entry.forget(&is_going) {
            // Where those before it that are gone leave it.
            let gone = cut.iter().filter(|(other, at)| *other == kind && *at < place).count() as u32;
            let left = left.entry(kind).or_default();
            patch.put.push((place - gone + *left, entry));
            *left += 1;
        }
    }
}

/// Those of the names that neurons of a creature have.
fn find_names(
    world: &World,
    creature: &str,
    neurons: &[Entity],
    wanted: &HashSet<&str>,
) -> HashMap<String, Entity> {
    let wiring = world.get_resource::<Wiring>().filter(|wiring| wiring.is_ordered());
    match wiring {
        Some(wiring) => wanted
            .iter()
            .filter_map(|name| Some(((*name).to_owned(), wiring.find(world, creature, name)?)))
            .collect(),
        None => neurons
            .iter()
            .map(|neuron| (name(world, *neuron), *neuron))
            .filter(|(name, _)| wanted.contains(name.as_str()))
            .collect(),
    }
}

/// Whether no synapse will have two astrocytes, and no two of them the same name. `new` is what is put in.
fn allow_cover(world: &World, lists: &Lists, patch: &Patch, new: &doc::Creature) -> Result<(), EditError> {
    let cut: HashSet<(Kind, u32)> = patch.cut.iter().copied().collect();
    let staying = |kind: Kind| {
        let all = (0..).zip(lists.list(kind)).filter(|(place, _)| !cut.contains(&(kind, *place)));
        all.filter_map(|(_, entity)| Entry::read(world, kind, *entity)).collect::<Vec<_>>()
    };
    let mut astrocytes = new.astrocytes.clone();
    for entry in staying(Kind::ASTROCYTE) {
        let Entry::Astrocyte(astrocyte) = entry else { continue };
        if new.astrocytes.iter().any(|other| other.name == astrocyte.name) {
            let text =
                format!("there is an astrocyte \"{}\" in \"{}\" already", astrocyte.name, patch.creature);
            return Err(EditError::Refused(text));
        }
        astrocytes.push(astrocyte);
    }
    let cover = Cover::by_names(&astrocytes);
    // Between what stays nothing changes.
    let others = if new.astrocytes.is_empty() { Vec::new() } else { staying(Kind::SYNAPSE) };
    let others = others.iter().filter_map(|entry| match entry {
        Entry::Synapse(synapse) => Some(synapse),
        _ => None,
    });
    for synapse in new.synapses.iter().chain(others) {
        if let Some((first, _)) = cover.twice(&synapse.from, &synapse.to) {
            let text = covered_twice(&synapse.from, &synapse.to, &astrocytes[first].name);
            return Err(EditError::Refused(text));
        }
    }
    Ok(())
}

/// Whether the entries fit into the creature as it will be.
fn allow(
    world: &World,
    owner: Entity,
    lists: &Lists,
    patch: &Patch,
    staying: &HashMap<String, Entity>,
) -> Result<(), EditError> {
    let mut creature = doc::Creature {
        name: patch.creature.clone(),
        body: world.get::<Body>(owner).map(|body| body.plan),
        ..doc::Creature::default()
    };
    let mut wanted: HashSet<&str> = HashSet::new();
    for (_, entry) in &patch.put {
        wanted.extend(entry.ends());
        if let Entry::Neuron(neuron, _) = entry
            && staying.contains_key(&neuron.name)
        {
            let text = format!("there is a neuron \"{}\" in \"{}\" already", neuron.name, patch.creature);
            return Err(EditError::Refused(text));
        }
        creature.push(entry.clone());
    }
    // Those that are there already stand in with their names.
    let mut known: Vec<&str> = wanted.into_iter().filter(|name| staying.contains_key(*name)).collect();
    known.sort_unstable();
    creature.neurons.extend(
        known.into_iter().map(|name| NeuronEntry { name: name.to_owned(), ..NeuronEntry::default() }),
    );
    if !lists.list(Kind::ASTROCYTE).is_empty() || !creature.astrocytes.is_empty() {
        allow_cover(world, lists, patch, &creature)?;
    }
    let scene = doc::Scene { creatures: vec![creature], ..names_of(world) };
    match check(&scene).into_iter().next() {
        Some(fault) => Err(EditError::Refused(fault.message)),
        None => Ok(()),
    }
}

/// Carries out a patch and returns its inverse.
pub(super) fn apply(world: &mut World, patch: Patch) -> Result<Patch, EditError> {
    let owner = creature(world, &patch.creature)?;
    let Some(mut own) = world.get_mut::<Lists>(owner) else {
        return Err(EditError::Missing(format!("creature \"{}\"", patch.creature)));
    };
    // They may hold millions: they are lent, not copied.
    let mut lists = std::mem::take(&mut *own);
    let result = apply_to(world, owner, &mut lists, patch);
    if let Some(mut own) = world.get_mut::<Lists>(owner) {
        *own = lists;
    }
    result
}

fn apply_to(
    world: &mut World,
    owner: Entity,
    lists: &mut Lists,
    mut patch: Patch,
) -> Result<Patch, EditError> {
    for (kind, place) in &patch.cut {
        if lists.list(*kind).len() <= *place as usize {
            let text = format!("{} number {place} in \"{}\"", kind.name(), patch.creature);
            return Err(EditError::Missing(text));
        }
    }
    let going: HashSet<Entity> = patch
        .cut
        .iter()
        .filter(|(kind, _)| *kind == Kind::NEURON)
        .map(|(_, place)| lists.list(Kind::NEURON)[*place as usize])
        .collect();
    patch.cut.extend(joined(world, &going));
    shorten(world, lists, &going, &mut patch);
    patch.cut.sort_unstable();
    patch.cut.dedup();
    let wanted: HashSet<&str> = patch
        .put
        .iter()
        .flat_map(|(_, entry)| match entry {
            Entry::Neuron(neuron, _) => vec![neuron.name.as_str()],
            edge => edge.ends(),
        })
        .collect();
    let mut staying = find_names(world, &patch.creature, lists.list(Kind::NEURON), &wanted);
    staying.retain(|_, neuron| !going.contains(neuron));
    allow(world, owner, lists, &patch, &staying)?;

    let mut inverse = Patch { creature: patch.creature.clone(), ..Patch::default() };
    let cut: HashSet<Entity> = patch.cut.iter().map(|(k, p)| lists.list(*k)[*p as usize]).collect();
    for (kind, place) in &patch.cut {
        if let Some(entry) = Entry::read(world, *kind, lists.list(*kind)[*place as usize]) {
            inverse.put.push((*place, entry));
        }
    }
    // Edges before neurons, which would take them along.
    for (kind, place) in patch.cut.iter().rev() {
        world.despawn(lists.list(*kind)[*place as usize]);
    }
    // Sorted as they are, the last one seen of a kind from behind is the first one.
    let first_cut: HashMap<Kind, u32> = patch.cut.iter().rev().copied().collect();
    inverse.cut = put(world, owner, lists, (&cut, &first_cut), staying, patch.put);
    Ok(inverse)
}

/// Puts entries in and gives everything its place; returns the places of what was put in. `cut` is what
/// was taken out, with the first place in each list; `named` are the neurons that entries join, by name.
fn put(
    world: &mut World,
    owner: Entity,
    lists: &mut Lists,
    (cut, first_cut): (&HashSet<Entity>, &HashMap<Kind, u32>),
    mut named: HashMap<String, Entity>,
    mut entries: Vec<(u32, Entry)>,
) -> Vec<(Kind, u32)> {
    // Neurons first: the edges join them.
    entries.sort_by_key(|(place, entry)| (entry.kind(), *place));
    let classes = world.get_resource::<Classes>().cloned().unwrap_or_default();
    let mut places: BTreeMap<Kind, Vec<(u32, Entity)>> = BTreeMap::new();
    for (place, entry) in entries {
        let kind = entry.kind();
        let spawned = entry.spawn(world, owner, &classes, &|name| named.get(name).copied(), 0);
        if let Some(entity) = spawned {
            if let Entry::Neuron(neuron, _) = entry {
                named.insert(neuron.name, entity);
            }
            places.entry(kind).or_default().push((place, entity));
        }
    }
    let mut taken = Vec::new();
    for kind in Kind::all() {
        let new = places.remove(&kind).unwrap_or_default();
        let list = lists.list_mut(kind);
        // What lies before the first change stays where it is.
        let first = new.iter().map(|(place, _)| *place).chain(first_cut.get(&kind).copied()).min();
        let Some(first) = first.map(|first| list.len().min(first as usize)) else { continue };
        let mut kept = list.split_off(first);
        kept.retain(|entity| !cut.contains(entity));
        let before = list.len();
        taken.extend(merge(list, kept, &new).into_iter().map(|place| (kind, place)));
        for (place, entity) in list.iter().enumerate().skip(before) {
            if let Some(mut own) = world.get_mut::<ListPlace>(*entity) {
                own.set_if_neq(ListPlace(place as u32));
            }
        }
    }
    taken.sort_unstable();
    taken
}

/// Appends to a list what is kept and what is new, that at the places that it is to have; returns the
/// places that it got.
fn merge(list: &mut Vec<Entity>, kept: Vec<Entity>, new: &[(u32, Entity)]) -> Vec<u32> {
    let mut taken = Vec::with_capacity(new.len());
    let (mut kept, mut new) = (kept.into_iter().peekable(), new.iter().peekable());
    while kept.peek().is_some() || new.peek().is_some() {
        let due = new.next_if(|(at, _)| *at as usize <= list.len() || kept.peek().is_none());
        if let Some((_, entity)) = due {
            taken.push(list.len() as u32);
            list.push(*entity);
        } else {
            list.extend(kept.next());
        }
    }
    taken
}
