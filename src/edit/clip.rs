//! Neurons as they go over the clipboard: copied with what lies between them, pasted as an edit.

use super::build::{FreeNames, LAST, neuron_names, place_of};
use super::patch::{self, Patch};
use super::{Edit, EditError, NeuronKey, Newcomers, expect_names};
use crate::body::Body;
use crate::entry::{Fit, Role, named};
use crate::nervous::plasticity::Learning;
use crate::nervous::{Astrocyte, NeuronEntry};
use crate::scene::document::{self as doc, Entry, Kind};
use crate::scene::{Birthplace, Lists, names_of};
use bevy::ecs::prelude::*;
use bevy::math::Vec2;
use std::collections::{BTreeMap, HashSet, btree_map};

/// Neurons and what lies between them, as a scene of their creatures: for the clipboard, and for pasting into other
/// creatures and files. Their skin, receptors and muscles come along, and the bodies that those are on; and their
/// classes, the rules by which their synapses learn, the modulators that any of these name.
///
/// # Errors
///
/// When one of them is not there.
pub fn copy(world: &mut World, keys: &[NeuronKey]) -> Result<doc::Scene, EditError> {
    expect_names(world, keys.len());
    let mut owners: BTreeMap<&str, Vec<&NeuronKey>> = BTreeMap::new();
    for key in keys {
        owners.entry(&key.creature).or_default().push(key);
    }
    let mut creatures = Vec::with_capacity(owners.len());
    for (owner, keys) in owners {
        creatures.push(copy_of(world, owner, &keys)?);
    }
    let used: HashSet<&str> =
        creatures.iter().flat_map(|creature| &creature.neurons).map(|n| n.class.as_str()).collect();
    let mut here = names_of(world);
    here.classes.retain(|name, _| used.contains(name.as_str()));
    let rules: HashSet<&str> =
        creatures.iter().flat_map(|creature| &creature.synapses).map(|s| s.plasticity.text()).collect();
    here.plasticity.retain(|name, _| rules.contains(name.as_str()));
    let mut modulators = HashSet::new();
    let mut take = |name: &str| {
        modulators.insert(name.to_owned());
    };
    here.plasticity.values().for_each(|rule| named(rule, Role::Modulator, &mut take));
    let neurons = creatures.iter().flat_map(|creature| &creature.neurons);
    let params = here.classes.values().map(|class| &class.params).chain(neurons.map(|neuron| &neuron.params));
    params.for_each(|params| named(params, Role::Modulator, &mut take));
    here.modulators.retain(|name, _| modulators.contains(name));
    Ok(doc::Scene { creatures, learning: Learning::default(), ..here })
}

/// Neurons of one creature and what lies between them.
fn copy_of(world: &mut World, name: &str, keys: &[&NeuronKey]) -> Result<doc::Creature, EditError> {
    let mut entities = HashSet::new();
    for key in keys {
        entities.insert(key.found(world)?);
    }
    let names: HashSet<&str> = keys.iter().map(|key| key.neuron.as_str()).collect();
    let owner = patch::creature(world, name)?;
    let mut creature = doc::Creature { name: name.to_owned(), ..doc::Creature::default() };
    if let Some(birth) = world.get::<Birthplace>(owner) {
        (creature.at, creature.heading) = (birth.at.into(), birth.heading);
    }
    let mut sorted: Vec<Entity> = entities.iter().copied().collect();
    sorted.sort_by_key(|entity| place_of(world, *entity));
    for entity in sorted {
        if let Some(Entry::Neuron(neuron, _)) = Entry::read(world, Kind::NEURON, entity) {
            creature.neurons.push(*neuron);
        }
    }
    let mut on_body = false;
    if let Some(lists) = world.get::<Lists>(owner) {
        for (kind, place) in patch::joined(world, &entities) {
            let entity = lists.list(kind).get(place as usize);
            let entry = entity.and_then(|entity| Entry::read(world, kind, *entity));
            if let Some(entry) = entry.filter(|entry| entry.ends().into_iter().all(|end| names.contains(end)))
            {
                on_body |= kind.site().is_some();
                creature.push(entry);
            }
        }
        let is_copied = |end: &str| names.contains(end);
        for (_, _, entry) in patch::gathered(world, lists, &is_copied) {
            if entry.ends().into_iter().all(is_copied) {
                creature.push(entry);
            }
        }
    }
    if on_body {
        creature.body = world.get::<Body>(owner).map(|body| body.plan);
    }
    Ok(creature)
}

/// What comes of pasting.
#[derive(Clone, Debug)]
pub struct Pasted {
    /// Does it.
    pub edit: Edit,
    /// The neurons that are new.
    pub keys: Vec<NeuronKey>,
    /// The creatures that they come into.
    pub into: Vec<String>,
    /// Classes, rules and modulators that come along, and those of them that have other names here.
    pub newcomers: Newcomers,
    /// What is cut short where a body is shorter, list by list.
    pub cut: Vec<(Kind, usize)>,
    /// What finds no body to fit on and stays behind, list by list.
    pub left: Vec<(Kind, usize)>,
}

/// Pastes what [`copy`] made: each creature's neurons into the creature that `home` names for it. With a place their
/// middle comes to lie there; without they lie where they were, or a little beside while the first ones are there.
/// Names that are taken get others, of neurons, and of classes, rules and modulators that are others here; those that
/// are missing are added.
/// What a body is too short for is cut short, and what finds no place on it is left out.
///
/// # Errors
///
/// When a creature is not there, or there is nothing to paste.
pub fn paste(
    world: &mut World,
    copied: &doc::Scene,
    home: impl Fn(&str) -> String,
    middle: Option<Vec2>,
) -> Result<Pasted, EditError> {
    let neurons = || copied.creatures.iter().flat_map(|creature| &creature.neurons);
    if neurons().next().is_none() {
        return Err(EditError::Refused("there are no neurons to paste".into()));
    }
    let newcomers = Newcomers::new(&names_of(world), copied);
    let mut homes: BTreeMap<String, Home> = BTreeMap::new();
    let mut beside = false;
    for creature in &copied.creatures {
        let home = match homes.entry(home(&creature.name)) {
            btree_map::Entry::Occupied(home) => home.into_mut(),
            btree_map::Entry::Vacant(home) => {
                let name = home.key().clone();
                let owner = patch::creature(world, &name)?;
                let segments = world.get::<Body>(owner).map_or(0, |body| body.plan.segments);
                let free = FreeNames::new(neuron_names(world, &name)?);
                let astrocytes = FreeNames::new(astrocyte_names(world, owner));
                home.insert(Home { segments, free, astrocytes, put: Vec::new() })
            }
        };
        beside |= creature.neurons.iter().any(|neuron| home.free.is_taken(&neuron.name));
    }
    let (low, high) = neurons()
        .map(|neuron| Vec2::from(neuron.at))
        .fold((Vec2::INFINITY, Vec2::NEG_INFINITY), |(low, high), at| (low.min(at), high.max(at)));
    let shift = match middle {
        Some(middle) => middle - (low + high) / 2.0,
        None if beside => Vec2::new(0.6, 0.6),
        None => Vec2::ZERO,
    };
    let mut keys = Vec::new();
    let (mut cut, mut left): (BTreeMap<Kind, usize>, BTreeMap<Kind, usize>) = Default::default();
    for creature in &copied.creatures {
        let into = home(&creature.name);
        let Some(home) = homes.get_mut(&into) else { continue };
        for (kind, fit) in home.take(creature, &into, shift, &newcomers, &mut keys) {
            let count = if fit == Fit::Cut { &mut cut } else { &mut left };
            *count.entry(kind).or_default() += 1;
        }
    }
    let mut edits = newcomers.edits.clone();
    homes.retain(|_, home| !home.put.is_empty());
    let into: Vec<String> = homes.keys().cloned().collect();
    edits.extend(
        homes
            .into_iter()
            .map(|(creature, home)| Edit::Patch(Patch { creature, cut: Vec::new(), put: home.put })),
    );
    let [cut, left] = [cut, left].map(|counts| counts.into_iter().collect());
    Ok(Pasted { edit: Edit::of(edits), keys, into, newcomers, cut, left })
}

/// The names of a creature's astrocytes.
fn astrocyte_names(world: &World, owner: Entity) -> HashSet<String> {
    let all = world.get::<Lists>(owner).map_or(&[][..], |lists| lists.list(Kind::ASTROCYTE));
    let name = |entity: &Entity| Some(world.get::<Astrocyte>(*entity)?.settings().name.clone());
    all.iter().filter_map(name).collect()
}

/// A creature that is pasted into.
struct Home {
    segments: u32,
    free: FreeNames,
    astrocytes: FreeNames,
    put: Vec<(u32, Entry)>,
}

impl Home {
    /// Takes in the neurons of a creature that was copied, and what joins them; tells what of it did not fit as it was.
    fn take(
        &mut self,
        creature: &doc::Creature,
        into: &str,
        shift: Vec2,
        newcomers: &Newcomers,
        keys: &mut Vec<NeuronKey>,
    ) -> Vec<(Kind, Fit)> {
        let mut names: BTreeMap<&str, String> = BTreeMap::new();
        for neuron in &creature.neurons {
            let name = self.free.take(&neuron.name);
            names.insert(&neuron.name, name.clone());
            let at = (Vec2::from(neuron.at) + shift).into();
            let mut new = NeuronEntry { name: name.clone(), at, ..neuron.clone() };
            newcomers.rename(&mut new);
            self.put.push((LAST, Entry::Neuron(Box::new(new), None)));
            keys.push(NeuronKey { creature: into.to_owned(), neuron: name });
        }
        let mut unfit = Vec::new();
        for mut entry in creature.entries() {
            let fit = entry.fit_body(self.segments);
            if fit != Fit::Whole {
                unfit.push((entry.kind(), fit));
            }
            if fit != Fit::Gone {
                entry.rename_ends(&|old| names.get(old).cloned());
                if let Entry::Astrocyte(astrocyte) = &mut entry {
                    astrocyte.name = self.astrocytes.take(&astrocyte.name);
                    astrocyte.at = (Vec2::from(astrocyte.at) + shift).into();
                }
                newcomers.rename_entry(&mut entry);
                self.put.push((LAST, entry));
            }
        }
        unfit
    }
}
