//! Edits of how synapses learn: of rules and modulators, and of their names.

use super::creatures::{rewrite, stimuli};
use super::patch::Patch;
use super::{Edit, EditError};
use crate::entry::{Around, Checker, Fields, Names, Role, Symbol, named};
use crate::nervous::plasticity::{self, Learning, Modulators, Plastic, Rule, Rules, set_learning};
use crate::nervous::{Classes, Creature, Faculties, Synapse, SynapseEntry, Wiring, wiring_of};
use crate::scene::Lists;
use crate::scene::document::{Entry, Kind};
use crate::sim::Clock;
use bevy::ecs::name::Name;
use bevy::ecs::prelude::*;
use std::collections::{BTreeMap, HashMap};

/// What a scene says of learning, all synapses together.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Teaching {
    /// The rules.
    pub rules: Rules,
    /// The modulators.
    pub modulators: Modulators,
    /// Whether synapses learn.
    pub learning: Learning,
}

impl Teaching {
    /// What a world says.
    #[must_use]
    pub fn of(world: &World) -> Self {
        Self {
            rules: world.get_resource().cloned().unwrap_or_default(),
            modulators: world.get_resource().cloned().unwrap_or_default(),
            learning: world.get_resource().copied().unwrap_or_default(),
        }
    }

    /// About the memory that it takes \[bytes\].
    pub(super) fn size(&self) -> usize {
        256 * (self.rules.len() + self.modulators.len())
    }

    /// Whether it is about the same rules and modulators: steps of one drag.
    pub(super) fn same_target(&self, other: &Self) -> bool {
        self.learning == other.learning
            && self.rules.keys().eq(other.rules.keys())
            && self.modulators.keys().eq(other.modulators.keys())
    }

    /// The first thing that is wrong with it by itself.
    fn check(&self) -> Result<(), EditError> {
        let mut checker = Checker::default();
        let c = &mut checker;
        let order: Vec<&str> = self.modulators.keys().map(String::as_str).collect();
        let index = order.iter().enumerate().map(|(at, name)| (*name, at)).collect();
        let names = Names { kind: "modulator", path: c.path.clone(), index, order };
        let around = Around { modulators: Some(&names), ..Around::default() };
        for (name, rule) in self.rules.iter() {
            c.name("plasticity rule", name);
            rule.check(c, &around);
        }
        for (name, modulator) in self.modulators.iter() {
            c.name("modulator", name);
            modulator.check(c);
        }
        checker.faults.into_iter().next().map_or(Ok(()), |fault| Err(EditError::Refused(fault.message)))
    }
}

/// Sets it, if all synapses and neurons can live with it. Returns what it was.
pub(super) fn set(world: &mut World, teaching: Teaching) -> Result<Teaching, EditError> {
    teaching.check()?;
    let mut orphans: BTreeMap<&str, usize> = BTreeMap::new();
    for (plastic, synapse) in world.query::<(&Plastic, &Synapse)>().iter(world) {
        match teaching.rules.get(plastic.rule.text()) {
            None => *orphans.entry(plastic.rule.text()).or_default() += 1,
            Some(rule) => allow_state(rule, plastic, synapse)?,
        }
    }
    if let Some((rule, count)) = orphans.into_iter().next() {
        let text = format!("{count} synapses learn by the rule {rule:?}: give them another one first");
        return Err(EditError::Refused(text));
    }
    for faculties in world.query::<&Faculties>().iter(world) {
        let heeded = faculties.modulated.map(|modulated| modulated.0);
        let lost = [Some(faculties.modulator), heeded].into_iter().flatten();
        let mut lost = lost.filter(|name| !name.is_none() && !teaching.modulators.contains_key(name.text()));
        if let Some(name) = lost.next() {
            return Err(EditError::Refused(format!(
                "neurons name the modulator {name:?}: change them first"
            )));
        }
    }
    for (name, class) in world.get_resource::<Classes>().into_iter().flat_map(|classes| classes.iter()) {
        if let Some(lost) = first_lost(&class.params, &teaching.modulators) {
            let text = format!("the class {name:?} names the modulator {lost:?}: change it first");
            return Err(EditError::Refused(text));
        }
    }
    let lost = |name: &&String| !teaching.modulators.contains_key(*name);
    for name in Teaching::of(world).modulators.keys().filter(lost) {
        if stimuli(world).iter().any(|stimulus| stimulus.names_modulator(name)) {
            let text = format!("the script gives the modulator {name:?}: change it first");
            return Err(EditError::Refused(text));
        }
    }
    let old = Teaching::of(world);
    let same = (&old.rules, &old.modulators) == (&teaching.rules, &teaching.modulators);
    world.insert_resource(teaching.rules);
    world.insert_resource(teaching.modulators);
    if !same && let Some(mut wiring) = world.get_resource_mut::<Wiring>() {
        wiring.mark_changed();
    }
    set_learning(world, teaching.learning);
    Ok(old)
}

/// Gives a creature a modulator between two ticks.
pub(super) fn give(world: &mut World, creature: &str, modulator: &str, amount: f32) -> Result<(), EditError> {
    wiring_of(world);
    let tick = world.get_resource::<Clock>().map_or(0, |clock| clock.tick);
    let entity = world.resource::<Wiring>().creature(world, creature);
    let entity = entity.ok_or_else(|| EditError::Missing(format!("creature {creature:?}")))?;
    let mut wiring = world.resource_mut::<Wiring>();
    if wiring.bypass_change_detection().give_now(entity, modulator, amount, tick) {
        return Ok(());
    }
    Err(EditError::Missing(format!("modulator {modulator:?} in {creature:?}")))
}

/// Whether a synapse may be as it is under a rule.
fn allow_state(rule: &Rule, plastic: &Plastic, synapse: &Synapse) -> Result<(), EditError> {
    for weight in [Some(synapse.weight), plastic.learned].into_iter().flatten() {
        rule.allow_weight(weight).map_err(EditError::Refused)?;
    }
    if rule.modulator.is_none() && plastic.eligibility != 0.0 {
        let text = format!("synapses wait for the modulator of the rule {:?}", plastic.rule);
        return Err(EditError::Refused(text));
    }
    Ok(())
}

/// The first modulator that a record names and that is none of these.
fn first_lost(record: &(impl Fields + ?Sized), modulators: &Modulators) -> Option<String> {
    let mut lost = None;
    named(record, Role::Modulator, &mut |name| {
        if lost.is_none() && !modulators.contains_key(name) {
            lost = Some(name.to_owned());
        }
    });
    lost
}

/// Whether the modulators that a record names are there.
pub(super) fn allow_names(world: &World, record: &(impl Fields + ?Sized)) -> Result<(), EditError> {
    let none = Modulators::default();
    let modulators = world.get_resource::<Modulators>().unwrap_or(&none);
    let lost = first_lost(record, modulators);
    lost.map_or(Ok(()), |name| Err(EditError::Missing(format!("modulator {name:?}"))))
}

/// How many synapses learn by each rule.
#[must_use]
pub fn learners(world: &mut World) -> HashMap<Symbol, usize> {
    let mut counts = HashMap::new();
    for plastic in world.query::<&Plastic>().iter(world) {
        *counts.entry(plastic.rule).or_default() += 1;
    }
    counts
}

/// Takes a rule out; synapses that learn by it do not learn any more, and have the weights that they started from.
///
/// # Errors
///
/// When there is no such rule.
pub fn remove_rule(world: &mut World, name: &str) -> Result<Edit, EditError> {
    let mut teaching = Teaching::of(world);
    if teaching.rules.shift_remove(name).is_none() {
        return Err(EditError::Missing(format!("plasticity rule {name:?}")));
    }
    let mut edits = Vec::new();
    let mut creatures: Vec<(String, Entity)> = world
        .query_filtered::<(Entity, &Name), With<Creature>>()
        .iter(world)
        .map(|(entity, name)| (name.as_str().to_owned(), entity))
        .collect();
    creatures.sort_unstable();
    for (creature, entity) in creatures {
        let Some(lists) = world.get::<Lists>(entity) else { continue };
        let mut patch = Patch { creature, ..Patch::default() };
        for (place, synapse) in (0..).zip(lists.list(Kind::SYNAPSE)) {
            if world.get::<Plastic>(*synapse).is_none_or(|plastic| plastic.rule.text() != name) {
                continue;
            }
            if let Some(Entry::Synapse(entry)) = Entry::read(world, Kind::SYNAPSE, *synapse) {
                let SynapseEntry { from, to, weight, delay, .. } = entry;
                let entry = SynapseEntry { delay, ..SynapseEntry::new(from, to, weight) };
                patch.cut.push((Kind::SYNAPSE, place));
                patch.put.push((place, entry.into()));
            }
        }
        if !patch.cut.is_empty() {
            edits.push(Edit::Patch(patch));
        }
    }
    edits.push(Edit::Teaching(Box::new(teaching)));
    Ok(Edit::of(edits))
}

/// Whether something of a kind may get another name.
fn allow_rename(
    kind: &'static str,
    (old, new): (&str, &str),
    has: impl Fn(&str) -> bool,
) -> Result<(), EditError> {
    if !has(old) {
        return Err(EditError::Missing(format!("{kind} {old:?}")));
    }
    if old != new && has(new) {
        return Err(EditError::Refused(format!("there is a {kind} {new:?} already")));
    }
    let mut checker = Checker::default();
    checker.name(kind, new);
    checker.faults.into_iter().next().map_or(Ok(()), |fault| Err(EditError::Refused(fault.message)))
}

/// Gives a rule another name; its synapses follow, with all that they have learned.
pub(super) fn rename_rule(world: &mut World, old: &str, new: &str) -> Result<(), EditError> {
    let rules = world.get_resource::<Rules>();
    allow_rename("plasticity rule", (old, new), |name| rules.is_some_and(|rules| rules.contains_key(name)))?;
    if old != new {
        plasticity::rename_rule(world, old, new);
    }
    Ok(())
}

/// Gives a modulator another name; rules, classes, neurons and the script follow.
pub(super) fn rename_modulator(world: &mut World, old: &str, new: &str) -> Result<(), EditError> {
    let all = world.get_resource::<Modulators>();
    allow_rename("modulator", (old, new), |name| all.is_some_and(|all| all.contains_key(name)))?;
    if old != new {
        plasticity::rename_modulator(world, old, new);
        let other = |name: &str| (name == old).then(|| new.to_owned());
        rewrite(world, |stimulus| stimulus.rename_modulators(&other));
    }
    Ok(())
}
