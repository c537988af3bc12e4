//! Edits of how synapses learn, and of what they have learned.

use super::{EdgeKey, EditError};
use crate::entry::{Around, Checker, Names};
use crate::nervous::plasticity::{Learning, Modulators, Plastic, Rules, set_learning};
use crate::nervous::{Faculties, Synapse, Wiring, wiring_of};
use crate::sim::Clock;
use bevy::ecs::prelude::*;
use std::collections::BTreeMap;

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

/// What a synapse has learned.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Lesson {
    /// The weight that it starts from.
    pub weight: f32,
    /// The weight now; `None`: the one that it starts from.
    pub learned: Option<f32>,
    /// What waits for a modulator.
    pub eligibility: f32,
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
            Some(rule) => rule.allow_weight(synapse.weight).map_err(EditError::Refused)?,
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

/// Sets what a synapse has learned. Returns what it had.
pub(super) fn teach(
    world: &mut World,
    key: &EdgeKey,
    synapse: Entity,
    lesson: Lesson,
) -> Result<Lesson, EditError> {
    let Some(plastic) = world.get::<Plastic>(synapse).copied() else {
        return Err(EditError::Refused(format!(
            "synapse {} of {:?} does not learn",
            key.place, key.creature
        )));
    };
    if let Some(rule) = world.get_resource::<Rules>().and_then(|rules| rules.get(plastic.rule.text())) {
        for weight in [Some(lesson.weight), lesson.learned].into_iter().flatten() {
            rule.allow_weight(weight).map_err(EditError::Refused)?;
        }
    }
    let old = lesson_of(world, synapse).unwrap_or(lesson);
    let Lesson { weight, learned, eligibility } = lesson;
    world.entity_mut(synapse).insert((Synapse { weight }, Plastic { learned, eligibility, ..plastic }));
    Ok(old)
}

/// What a synapse has learned by now; `None` for one that does not learn.
#[must_use]
pub fn lesson_of(world: &mut World, synapse: Entity) -> Option<Lesson> {
    let weight = world.get::<Synapse>(synapse)?.weight;
    world.get::<Plastic>(synapse)?;
    let tick = world.get_resource::<Clock>().map_or(0, |clock| clock.tick);
    let now = wiring_of(world).learned_by(synapse, tick)?;
    let learned = (now.weight.to_bits() != weight.to_bits()).then_some(now.weight);
    Some(Lesson { weight, learned, eligibility: now.eligibility })
}
