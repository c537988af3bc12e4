//! Adding, deleting, copying neurons.

use super::Draft;
use crate::edit::build::{self, EntryKey};
use crate::edit::clip::{self, Pasted};
use crate::edit::{Edit, NeuronKey};
use crate::nervous::{NeuronEntry, Start};
use crate::scene::document as doc;
use crate::window::paint::words;
use crate::window::state::graph::Being;
use crate::window::state::{Graph, Selection, Views, chosen, say, say_error, select, step};
use bevy::ecs::prelude::*;
use bevy::math::Vec2;

/// The creature that new neurons belong to: that of the selected neuron, else the first.
fn creature(world: &World) -> Option<String> {
    let selected = world.resource::<Selection>().selected.as_ref().map(|key| key.creature.clone());
    selected.or_else(|| world.resource::<Graph>().beings.first().map(|being| being.name.clone()))
}

/// The creature whose part of the canvas a place lies in, and the place in its own frame.
#[must_use]
pub fn owner_at(world: &World, place: Vec2) -> Option<(String, Vec2)> {
    let beings = &world.resource::<Graph>().beings;
    let distance = |being: &Being| {
        let (low, high) = (being.bounds.0 + being.offset, being.bounds.1 + being.offset);
        (place - place.clamp(low.min(high), high.max(low))).length()
    };
    let nearest = beings.iter().min_by(|a, b| distance(a).total_cmp(&distance(b)))?;
    Some((nearest.name.clone(), place - nearest.offset))
}

/// The middle of the view or, where a neuron stands there, the next place beside it that is free.
#[must_use]
pub fn free_place(world: &World) -> Vec2 {
    let plan = &world.resource::<Graph>().plan;
    let step = plan.spacing.max(1e-3);
    let mut place = world.resource::<Views>().network.centre;
    while plan.nodes.iter().any(|node| node.at.distance(place) < 0.5 * step) {
        place.x += step;
    }
    place
}

/// Adds a neuron of the current class at a place of the canvas and selects it.
pub fn add(world: &mut World, place: Vec2) -> Option<NeuronKey> {
    let Some((creature, at)) = owner_at(world, place) else {
        return add_creature(world, place);
    };
    let class = world.resource::<Draft>().class.clone();
    match build::add_neuron(world, &creature, &class, at) {
        Ok((edit, key)) => {
            if !step(world, Ok(edit)) {
                return None;
            }
            select(world, Some(key.clone()));
            Some(key)
        }
        Err(error) => {
            say_error(world, error.to_string());
            None
        }
    }
}

/// In a scene without creatures the first neuron brings one along.
fn add_creature(world: &mut World, place: Vec2) -> Option<NeuronKey> {
    let quiet = Start { conduction_left: Some(0), ..Start::default() };
    let neuron = NeuronEntry {
        name: "N1".into(),
        class: world.resource::<Draft>().class.clone(),
        at: place.into(),
        start: quiet,
        ..NeuronEntry::default()
    };
    let creature = doc::Creature { name: "Net".into(), neurons: vec![neuron], ..doc::Creature::default() };
    let key = NeuronKey { creature: "Net".into(), neuron: "N1".into() };
    step(world, Ok(Edit::AddCreature(0, Box::new(creature)))).then(|| {
        select(world, Some(key.clone()));
        key
    })
}

/// Deletes what is selected.
pub fn delete(world: &mut World) {
    let (neurons, entry) = (chosen(world), world.resource::<Selection>().entry.clone());
    if neurons.is_empty() && entry.is_none() {
        say(world, "Nothing is selected");
        return;
    }
    let entries: Vec<EntryKey> = entry.into_iter().collect();
    let edit = build::delete(world, &neurons, &entries);
    if step(world, edit) {
        select(world, None);
        let what = match &entries[..] {
            [entry] if neurons.is_empty() && entry.kind.is_drawn() => format!("The {}", entry.kind.name()),
            _ if neurons.is_empty() => "The link".to_owned(),
            _ => count(neurons.len()),
        };
        say(world, format!("{what} deleted; Ctrl+Z brings it back"));
    }
}

/// So many neurons, in words.
pub(super) fn count(neurons: usize) -> String {
    words::count(neurons, "neuron")
}

/// Selects all neurons.
pub fn select_all(world: &mut World) {
    let all = world.resource::<Graph>().cells.iter().map(|cell| cell.key.clone()).collect();
    world.resource_mut::<Selection>().select_many(all);
}

/// Pastes a copy of what is selected beside it.
pub fn duplicate(world: &mut World) {
    let chosen = chosen(world);
    match clip::copy(world, &chosen) {
        Ok(copied) => put(world, &copied, None),
        Err(error) => say_error(world, error.to_string()),
    }
}

/// Pastes a scene's neurons. Those of one creature come to a place of the canvas, into the creature there; without a
/// place, or where they are of several, each comes into its own creature where that still exists.
pub(super) fn put(world: &mut World, copied: &doc::Scene, place: Option<Vec2>) {
    let several = copied.creatures.iter().filter(|creature| !creature.neurons.is_empty()).count() > 1;
    let target = place.filter(|_| !several).and_then(|place| owner_at(world, place));
    let Some(other) = creature(world) else {
        say_error(world, "There is no creature to paste into");
        return;
    };
    let there: Vec<String> =
        world.resource::<Graph>().beings.iter().map(|being| being.name.clone()).collect();
    let home = |name: &str| match &target {
        Some((creature, _)) => creature.clone(),
        None if there.iter().any(|own| own == name) => name.to_owned(),
        None => other.clone(),
    };
    let middle = target.as_ref().map(|(_, at)| *at);
    match clip::paste(world, copied, home, middle) {
        Ok(Pasted { edit, keys, into, newcomers, cut, left }) => {
            if step(world, Ok(edit)) {
                say(world, format!("{} pasted into {}", count(keys.len()), into.join(", ")));
                let told = [
                    ("Cut short, as the body has fewer segments", cut),
                    ("Stayed behind, as there is no such place on a body", left),
                ];
                for (words, kinds) in told.into_iter().filter(|(_, kinds)| !kinds.is_empty()) {
                    let kinds = kinds.iter().map(|(kind, count)| format!("{} ({count})", kind.list()));
                    say(world, format!("{words}: {}", kinds.collect::<Vec<_>>().join(", ")));
                }
                let told = newcomers.words();
                if !told.is_empty() {
                    say(world, told);
                }
                world.resource_mut::<Selection>().select_many(keys);
            }
        }
        Err(error) => say_error(world, error.to_string()),
    }
}
