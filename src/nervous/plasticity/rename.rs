//! Other names for rules and modulators: all that was learned under the old one stays.

use super::{Modulators, Plastic, Rules};
use crate::entry::{Role, Symbol, rename_named};
use crate::nervous::{Classes, Faculties, Neuron, Preset, Wiring, wiring_of};
use bevy::ecs::prelude::*;
use indexmap::IndexMap;

/// While it is there, every link that learns goes on from where it was when the graph is compiled, though it was made
/// anew.
#[derive(Resource)]
pub(in crate::nervous) struct GoesOn;

/// Gives an entry another name in its place.
fn rename_in<T>(map: &mut IndexMap<String, T>, old: &str, new: &str) {
    if let Some((place, _, item)) = map.shift_remove_full(old) {
        map.shift_insert(place, new.to_owned(), item);
    }
}

/// Gives a rule another name, which none has; its synapses follow.
pub fn rename_rule(world: &mut World, old: &str, new: &str) {
    // What changed before this begins anew, where it has to.
    wiring_of(world);
    rename_in(&mut world.get_resource_or_init::<Rules>(), old, new);
    let (before, after) = (Symbol::from(old), Symbol::from(new));
    let mut all = world.query::<(Entity, &Plastic)>();
    let learners: Vec<(Entity, Plastic)> = all
        .iter(world)
        .filter(|(_, plastic)| plastic.rule == before)
        .map(|(entity, own)| (entity, *own))
        .collect();
    for (entity, plastic) in learners {
        world.entity_mut(entity).insert(Plastic { rule: after, ..plastic });
    }
    let mut wiring = world.resource_mut::<Wiring>();
    if let Some(learner) = &mut wiring.learner {
        learner.rules.iter_mut().filter(|rule| rule.name == before).for_each(|rule| rule.name = after);
    }
    wiring.mark_changed();
    world.insert_resource(GoesOn);
    wiring_of(world);
    world.remove_resource::<GoesOn>();
}

/// Gives a modulator another name, which none has: in rules, classes and neurons.
pub fn rename_modulator(world: &mut World, old: &str, new: &str) {
    wiring_of(world);
    let other = |name: &str| (name == old).then(|| new.to_owned());
    rename_in(&mut world.get_resource_or_init::<Modulators>(), old, new);
    for rule in world.get_resource_or_init::<Rules>().values_mut() {
        rename_named(rule, Role::Modulator, &other);
    }
    for class in world.get_resource_or_init::<Classes>().values_mut() {
        rename_named(&mut class.params, Role::Modulator, &other);
    }
    let mut presets = world.query_filtered::<(Entity, &mut Preset), With<Neuron>>();
    let mut followers: Vec<Entity> = Vec::new();
    for (entity, mut preset) in presets.iter_mut(world) {
        rename_named(&mut preset.bypass_change_detection().params, Role::Modulator, &other);
        followers.push(entity);
    }
    let classes = world.resource::<Classes>().clone();
    for entity in followers {
        let has = world.get::<Faculties>(entity).is_some();
        if let Some(preset) = world.get::<Preset>(entity).filter(|_| has) {
            let faculties = preset.resolve_faculties(&classes);
            world.entity_mut(entity).insert(faculties);
        }
    }
    let mut wiring = world.resource_mut::<Wiring>();
    if let Some(learner) = &mut wiring.learner {
        let sources = learner.modulators.iter_mut().filter(|source| source.name == old);
        sources.for_each(|source| source.name = Symbol::from(new).text());
    }
    wiring.mark_changed();
    wiring_of(world);
}
