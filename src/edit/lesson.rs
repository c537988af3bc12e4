//! Edits of one synapse that learns: what it has learned, and how long releases take over it.

use super::creatures::first_fault;
use super::{EdgeKey, EditError};
use crate::nervous::plasticity::{AxonSpeed, Delay, Plastic, Resumes, Rules};
use crate::nervous::{MemberOf, NeuronEntry, Postsynaptic, Presynaptic, Synapse, wiring_of};
use crate::scene::document::{Creature, Entry, Kind, Scene};
use crate::scene::names_of;
use crate::sim::Clock;
use bevy::ecs::prelude::*;

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

/// What takes a lesson back.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Before {
    /// What the scene said of the synapse.
    scene: Lesson,
    /// What it had learned in the run.
    run: Lesson,
}

/// What a synapse is now, in the scene and in the run.
pub(super) fn before(world: &mut World, key: &EdgeKey, synapse: Entity) -> Result<Before, EditError> {
    let run = lesson_of(world, synapse);
    let plastic = world.get::<Plastic>(synapse).zip(world.get::<Synapse>(synapse));
    let (Some(run), Some((plastic, synapse))) = (run, plastic) else {
        let text = format!("synapse {} of {:?} does not learn", key.place, key.creature);
        return Err(EditError::Refused(text));
    };
    let Plastic { learned, eligibility, .. } = *plastic;
    Ok(Before { scene: Lesson { weight: synapse.weight, learned, eligibility }, run })
}

/// Sets what a synapse that learns has learned.
pub(super) fn give(world: &mut World, synapse: Entity, lesson: Lesson) -> Result<(), EditError> {
    let rule = world.get::<Plastic>(synapse).map(|plastic| plastic.rule);
    let rules = world.get_resource::<Rules>();
    if let Some(rule) = rules.zip(rule).and_then(|(rules, rule)| rules.get(rule.text())) {
        for weight in [Some(lesson.weight), lesson.learned].into_iter().flatten() {
            rule.allow_weight(weight).map_err(EditError::Refused)?;
        }
        if rule.modulator.is_none() && lesson.eligibility != 0.0 {
            let text = "nothing waits under this rule: it has no modulator";
            return Err(EditError::Refused(text.to_owned()));
        }
    }
    let numbers = [Some(lesson.weight), lesson.learned, Some(lesson.eligibility)];
    if numbers.into_iter().flatten().any(|number| !number.is_finite()) {
        return Err(EditError::Refused("a weight must be finite".into()));
    }
    if let Some(learned) = lesson.learned
        && learned.is_sign_negative() != lesson.weight.is_sign_negative()
    {
        let text = format!("a weight keeps its sign: {learned} cannot come of {}", lesson.weight);
        return Err(EditError::Refused(text));
    }
    put(world, synapse, lesson);
    world.entity_mut(synapse).remove::<Resumes>();
    Ok(())
}

/// Takes a lesson back.
pub(super) fn put_back(world: &mut World, synapse: Entity, to: Before) {
    put(world, synapse, to.scene);
    let Lesson { weight, learned, eligibility } = to.run;
    world.entity_mut(synapse).insert(Resumes { weight: learned.unwrap_or(weight), eligibility });
}

fn put(world: &mut World, synapse: Entity, Lesson { weight, learned, eligibility }: Lesson) {
    let Some(plastic) = world.get::<Plastic>(synapse).copied() else { return };
    world.entity_mut(synapse).insert((Synapse { weight }, Plastic { learned, eligibility, ..plastic }));
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

/// Sets how long releases take over a synapse \[ticks\]; `None`: as `axon_speed` says. Returns what it was.
pub(super) fn set_delay(
    world: &mut World,
    synapse: Entity,
    delay: Option<u32>,
) -> Result<Option<u32>, EditError> {
    let Some(Entry::Synapse(mut entry)) = Entry::read(world, Kind::SYNAPSE, synapse) else {
        return Err(EditError::Missing("synapse".into()));
    };
    let before = std::mem::replace(&mut entry.delay, delay);
    let mut creature = Creature { name: "N".into(), ..Creature::default() };
    let ends = [
        world.get::<Presynaptic>(synapse).map(|from| from.0),
        world.get::<Postsynaptic>(synapse).map(|to| to.0),
    ];
    for (at, end) in ends.into_iter().flatten().enumerate() {
        if at == 1 && entry.from == entry.to {
            continue;
        }
        creature.neurons.extend(NeuronEntry::read(world.entity(end)));
        let owner = world.get::<MemberOf>(end).map(|member| member.0);
        creature.axon_speed = owner.and_then(|owner| world.get::<AxonSpeed>(owner)).map(|speed| speed.0);
    }
    creature.synapses.push(entry);
    first_fault(&Scene { creatures: vec![creature], ..names_of(world) })?;
    match delay {
        Some(delay) => world.entity_mut(synapse).insert(Delay(delay)),
        None => world.entity_mut(synapse).remove::<Delay>(),
    };
    Ok(before)
}
