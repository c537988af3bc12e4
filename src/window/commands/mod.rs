//! What can be done to the network by key, menu or pointer.

pub mod clipboard;

use crate::edit::build::{self, EntryKey};
use crate::edit::{Edit, EditError, History, NeuronKey};
use crate::entry::{Role, Value};
use crate::nervous::NeuronEntry;
use crate::nervous::Start;
use crate::scene::document as doc;
use crate::window::state::Desk;
use bevy::ecs::prelude::*;
use bevy::math::Vec2;
use std::collections::BTreeMap;

/// Seconds that a layout takes to glide to its places.
const GLIDE: f32 = 0.45;

/// Neurons on their way to new places.
#[derive(Clone, Debug)]
pub struct Glide {
    from: Vec<(NeuronKey, Vec2, Vec2)>,
    done: f32,
}

/// Carries out an edit as a step of its own; true when it was done.
pub fn step(world: &mut World, desk: &mut Desk, edit: Result<Edit, EditError>) -> bool {
    match edit {
        Ok(edit) => {
            world.get_resource_or_init::<History>().close();
            let done = desk.perform(world, edit);
            world.get_resource_or_init::<History>().close();
            done
        }
        Err(error) => {
            desk.say_error(error.to_string());
            false
        }
    }
}

/// The creature that new neurons belong to: that of the selected neuron, else the first.
fn creature(desk: &Desk) -> Option<String> {
    let selected = desk.selected.as_ref().map(|key| key.creature.clone());
    selected.or_else(|| desk.graph.beings.first().map(|being| being.name.clone()))
}

/// The creature whose part of the canvas a place lies in, and the place in its own frame.
#[must_use]
pub fn owner_at(desk: &Desk, place: Vec2) -> Option<(String, Vec2)> {
    let beings = &desk.graph.beings;
    let distance = |being: &crate::window::state::graph::Being| {
        let (low, high) = (being.bounds.0 + being.offset, being.bounds.1 + being.offset);
        (place - place.clamp(low.min(high), high.max(low))).length()
    };
    let nearest = beings.iter().min_by(|a, b| distance(a).total_cmp(&distance(b)))?;
    Some((nearest.name.clone(), place - nearest.offset))
}

/// Adds a neuron of the current class at a place of the canvas and selects it.
pub fn add(world: &mut World, desk: &mut Desk, place: Vec2) -> Option<NeuronKey> {
    let Some((creature, at)) = owner_at(desk, place) else {
        return add_creature(world, desk, place);
    };
    let class = desk.canvas.class.clone();
    match build::add_neuron(world, &creature, &class, at) {
        Ok((edit, key)) => {
            if !step(world, desk, Ok(edit)) {
                return None;
            }
            desk.select(Some(key.clone()));
            Some(key)
        }
        Err(error) => {
            desk.say_error(error.to_string());
            None
        }
    }
}

/// In a scene without creatures the first neuron brings one along.
fn add_creature(world: &mut World, desk: &mut Desk, place: Vec2) -> Option<NeuronKey> {
    let quiet = Start { conduction_left: Some(0), ..Start::default() };
    let neuron = NeuronEntry {
        name: "N1".into(),
        class: desk.canvas.class.clone(),
        at: place.into(),
        start: quiet,
        ..NeuronEntry::default()
    };
    let creature = doc::Creature { name: "Net".into(), neurons: vec![neuron], ..doc::Creature::default() };
    let key = NeuronKey { creature: "Net".into(), neuron: "N1".into() };
    step(world, desk, Ok(Edit::AddCreature(0, Box::new(creature)))).then(|| {
        desk.select(Some(key.clone()));
        key
    })
}

/// Deletes what is selected.
pub fn delete(world: &mut World, desk: &mut Desk) {
    let (neurons, entry) = (desk.chosen(), desk.entry.clone());
    if neurons.is_empty() && entry.is_none() {
        desk.say("Nothing is selected");
        return;
    }
    let entries: Vec<EntryKey> = entry.into_iter().collect();
    let edit = build::delete(world, &neurons, &entries);
    if step(world, desk, edit) {
        desk.select(None);
        let what = if neurons.is_empty() { "The link".to_owned() } else { count(neurons.len()) };
        desk.say(format!("{what} deleted; Ctrl+Z brings it back"));
    }
}

/// So many neurons, in words.
pub(super) fn count(neurons: usize) -> String {
    if neurons == 1 { "1 neuron".into() } else { format!("{neurons} neurons") }
}

/// Selects all neurons.
pub fn select_all(desk: &mut Desk) {
    let all: Vec<NeuronKey> = desk.graph.cells.iter().map(|cell| cell.key.clone()).collect();
    desk.select_many(all);
}

/// Pastes a copy of what is selected beside it.
pub fn duplicate(world: &mut World, desk: &mut Desk) {
    let chosen = desk.chosen();
    if chosen.is_empty() {
        desk.say("Select neurons first, then duplicate them");
        return;
    }
    match build::copy(world, &chosen) {
        Ok(copied) => put(world, desk, &copied, None),
        Err(error) => desk.say_error(error.to_string()),
    }
}

/// Pastes a scene's neurons at a place of the canvas; `None`: a little beside where they were.
pub(super) fn put(world: &mut World, desk: &mut Desk, copied: &doc::Scene, place: Option<Vec2>) {
    let target = place.and_then(|place| owner_at(desk, place));
    let (into, middle) = match target {
        Some((creature, at)) => (creature, Some(at)),
        None => match creature(desk) {
            Some(creature) => (creature, None),
            None => {
                desk.say_error("There is no creature to paste into");
                return;
            }
        },
    };
    match build::paste(world, &into, copied, middle) {
        Ok((edit, keys)) => {
            if step(world, desk, Ok(edit)) {
                desk.say(format!("{} pasted into {into}", count(keys.len())));
                desk.select_many(keys);
            }
        }
        Err(error) => desk.say_error(error.to_string()),
    }
}

/// Begins to rename the selected neuron.
pub fn begin_rename(desk: &mut Desk) {
    match desk.selected.clone() {
        Some(key) => desk.canvas.rename = Some((key.clone(), key.neuron)),
        None => desk.say("Select a neuron first, then rename it"),
    }
}

/// Ends renaming with the name as typed.
pub fn end_rename(world: &mut World, desk: &mut Desk) {
    let Some((key, name)) = desk.canvas.rename.take() else { return };
    let name = name.trim().to_owned();
    if name == key.neuron {
        return;
    }
    let renamed = NeuronKey { creature: key.creature.clone(), neuron: name.clone() };
    if step(world, desk, Ok(Edit::Rename(key, name))) {
        desk.select(Some(renamed));
    }
}

/// Changes the amount of the selected link by a factor or a step: its weight, gain or conductance.
pub fn turn_weight(world: &mut World, desk: &mut Desk, notches: f32) {
    let Some(key) = desk.entry.clone() else { return };
    let Some(mut entry) = build::read(world, &key) else { return };
    let Some(item) = entry.item_mut() else { return };
    let mut amount = None;
    item.look(&mut |info, value| {
        if let (Role::Plain, Value::Number(now)) = (info.role, value) {
            amount = Some((info, now));
        }
    });
    let Some((info, now)) = amount else { return };
    let (low, high) = (info.min as f32, info.max as f32);
    let new = if high - low <= 1.0 {
        ((now + 0.01 * notches) * 1000.0).round().clamp(low * 1000.0, high * 1000.0) / 1000.0
    } else {
        turned(now, notches)
    };
    item.set(info.name, Value::Number(new));
    desk.perform(world, build::replace(&key, entry));
}

/// A weight some notches on: steps of 0.1, of 0.05 below one half.
fn turned(weight: f32, notches: f32) -> f32 {
    let step = if weight.abs() < 0.5 { 0.05 } else { 0.1 };
    ((weight + step * notches) * 1000.0).round() / 1000.0
}

/// Lines the selected neurons up: in a row, or in a column.
pub fn align(world: &mut World, desk: &mut Desk, row: bool) {
    let places = places(desk);
    let middle = places.iter().map(|(_, at)| *at).sum::<Vec2>() / places.len().max(1) as f32;
    let edits = places
        .into_iter()
        .map(|(key, at)| {
            Edit::Move(key, if row { Vec2::new(at.x, middle.y) } else { Vec2::new(middle.x, at.y) })
        })
        .collect();
    step(world, desk, Ok(Edit::Batch(edits)));
}

/// Spreads the selected neurons evenly between the outermost: along the row, or the column.
pub fn spread(world: &mut World, desk: &mut Desk, row: bool) {
    let mut places = places(desk);
    if places.len() < 3 {
        desk.say("Select three neurons or more, then spread them");
        return;
    }
    let along = |at: Vec2| if row { at.x } else { at.y };
    places.sort_by(|a, b| along(a.1).total_cmp(&along(b.1)));
    let (first, last) = (along(places[0].1), along(places[places.len() - 1].1));
    let gap = (last - first) / (places.len() - 1) as f32;
    let edits = places
        .into_iter()
        .enumerate()
        .map(|(i, (key, at))| {
            let new = first + gap * i as f32;
            Edit::Move(key, if row { Vec2::new(new, at.y) } else { Vec2::new(at.x, new) })
        })
        .collect();
    step(world, desk, Ok(Edit::Batch(edits)));
}

/// The selected neurons with their places.
fn places(desk: &Desk) -> Vec<(NeuronKey, Vec2)> {
    let chosen = desk.chosen_cells();
    chosen.into_iter().map(|i| (desk.graph.cells[i].key.clone(), desk.graph.cells[i].at)).collect()
}

/// Lets neurons glide to new places, as one step of undo.
pub fn glide_to(desk: &mut Desk, places: BTreeMap<NeuronKey, Vec2>) {
    let from = desk
        .graph
        .cells
        .iter()
        .filter_map(|cell| Some((cell.key.clone(), cell.at, *places.get(&cell.key)?)))
        .collect();
    desk.canvas.glide = Some(Glide { from, done: 0.0 });
}

/// Moves what glides on by a span of real time: on the way it is only drawn so, there it is an edit.
pub fn glide(world: &mut World, desk: &mut Desk, seconds: f32) {
    let Some(mut glide) = desk.canvas.glide.take() else { return };
    glide.done += seconds / GLIDE;
    if glide.done >= 1.0 {
        let moves = glide.from.into_iter().map(|(key, _, to)| Edit::Move(key, to)).collect();
        step(world, desk, Ok(Edit::Batch(moves)));
        desk.stale = true;
        desk.fit_network = true;
        return;
    }
    let share = glide.done * glide.done * (3.0 - 2.0 * glide.done);
    for (key, from, to) in &glide.from {
        desk.show_at(key, from.lerp(*to, share));
    }
    desk.canvas.glide = Some(glide);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn notches_are_round_numbers() {
        assert_eq!(turned(1.0, 1.0), 1.1);
        assert_eq!(turned(1.0, -12.0), -0.2);
        assert_eq!(turned(0.2, -1.0), 0.15);
    }
}
