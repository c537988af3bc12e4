//! Putting neurons in order: in rows and columns, and gliding to new places.

use super::canvas::{Arranged, Canvas, Fitted, Glide};
use crate::edit::build::{self, EntryKey};
use crate::edit::{Edit, NeuronKey};
use crate::entry::Value;
use crate::nervous::{CanvasPlace, Note};
use crate::scene::document::Entry;
use crate::window::commands::frames::set as set_field;
use crate::window::paint::draw::network::Spot;
use crate::window::state::{Graph, Style, Views, chosen_cells, say, step};
use bevy::ecs::prelude::*;
use bevy::math::Vec2;
use std::collections::BTreeMap;

/// Seconds that a layout takes to glide to its places.
const GLIDE: f32 = 0.45;

/// Lines the selected neurons up: in a row, or in a column.
pub fn align(world: &mut World, row: bool) {
    let places = places(world);
    let middle = places.iter().map(|(_, at)| *at).sum::<Vec2>() / places.len().max(1) as f32;
    let edits = places
        .into_iter()
        .map(|(key, at)| {
            Edit::Move(key, if row { Vec2::new(at.x, middle.y) } else { Vec2::new(middle.x, at.y) })
        })
        .collect();
    step(world, Ok(Edit::Batch(edits)));
}

/// Spreads the selected neurons evenly between the outermost: along the row, or the column.
pub fn spread(world: &mut World, row: bool) {
    let mut places = places(world);
    if places.len() < 3 {
        say(world, "Select three neurons or more, then spread them");
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
    step(world, Ok(Edit::Batch(edits)));
}

/// The selected neurons with their places.
fn places(world: &World) -> Vec<(NeuronKey, Vec2)> {
    let cells = &world.resource::<Graph>().cells;
    chosen_cells(world).into_iter().map(|i| (cells[i].key.clone(), cells[i].at)).collect()
}

/// A drag begins that moves the selected neurons.
pub fn begin_drag(world: &mut World) {
    begin_drag_of(world, &chosen_cells(world));
}

/// A drag begins that moves these neurons.
pub fn begin_drag_of(world: &mut World, neurons: &[usize]) {
    let cells = &world.resource::<Graph>().cells;
    let moving = neurons.iter().map(|i| cells[*i].entity).collect();
    world.resource_mut::<Canvas>().moving = (moving, Vec2::ZERO);
}

/// Where those that are dragged are now, by their indices into the graph.
fn dragged(world: &World) -> Vec<(usize, Vec2)> {
    let (graph, (moving, by)) = (world.resource::<Graph>(), &world.resource::<Canvas>().moving);
    let place = |neuron: &Entity| Some((graph.index_of(*neuron)?, world.get::<CanvasPlace>(*neuron)?.0 + by));
    moving.iter().filter_map(place).collect()
}

/// Moves them on: on the way they are only drawn so, there it is an edit. They may be thousands.
pub fn drag(world: &mut World, by: Vec2) {
    world.resource_mut::<Canvas>().moving.1 += by;
    let places = dragged(world);
    let mut graph = world.resource_mut::<Graph>();
    places.into_iter().for_each(|(index, at)| graph.show_cell_at(index, at));
}

/// The drag ends: one step of undo.
pub fn end_drag(world: &mut World) {
    let cells = &world.resource::<Graph>().cells;
    let moves: Vec<Edit> =
        dragged(world).into_iter().map(|(i, at)| Edit::Move(cells[i].key.clone(), at)).collect();
    let (_, by) = std::mem::take(&mut world.resource_mut::<Canvas>().moving);
    if by != Vec2::ZERO && !moves.is_empty() {
        step(world, Ok(Edit::of(moves)));
        // Muscles and receptors stand beside the network: they follow once the neuron is at rest.
        world.resource_mut::<Graph>().stale = true;
    }
}

/// Moves a note on, or the edge that is its width: as with neurons, only drawn so on the way.
pub fn drag_note(world: &mut World, entry: &EntryKey, by: Vec2, wide: bool) {
    let mut graph = world.resource_mut::<Graph>();
    let spot = graph.spot(entry);
    if let Some(Spot::Astrocyte(star)) = spot {
        graph.plan.stars[star].at += by;
        return;
    }
    let Some(Spot::Note(note)) = spot else { return };
    let least = 1.5 * graph.plan.spacing;
    let note = &mut graph.plan.notes[note];
    if wide {
        note.width = (note.width + by.x).max(least.min(note.width));
    } else {
        note.at += by;
    }
}

/// The drag of a note ends: one step of undo.
pub fn end_drag_of_note(world: &mut World, entry: &EntryKey) {
    let graph = world.resource::<Graph>();
    let offset = |creature: usize| graph.beings.get(creature).map_or(Vec2::ZERO, |being| being.offset);
    if let Some(Spot::Astrocyte(star)) = graph.spot(entry) {
        let star = &graph.plan.stars[star];
        let at = star.at - offset(star.creature);
        set_field(world, entry, "at", Value::Pair(at.into()));
        return;
    }
    let Some(Spot::Note(note)) = graph.spot(entry) else { return };
    let drawn = graph.plan.notes[note].clone();
    let offset = offset(drawn.creature);
    let Some(Entry::Note(old)) = build::read(world, entry) else { return };
    let new = Note { at: (drawn.at - offset).into(), width: drawn.width, ..old.clone() };
    if new != old && !step(world, Ok(build::replace(entry, new.into()))) {
        world.resource_mut::<Graph>().stale = true;
    }
}

/// Lets neurons glide to new places, as one step of undo.
pub fn glide_to(world: &mut World, places: &BTreeMap<NeuronKey, Vec2>) {
    let cells = &world.resource::<Graph>().cells;
    let from =
        cells.iter().filter_map(|cell| Some((cell.key.clone(), cell.at, *places.get(&cell.key)?))).collect();
    let views = world.resource::<Views>();
    let (centre, scale, stands) = (views.network.centre, views.network.scale, views.is_network_fitted());
    let mut canvas = world.resource_mut::<Canvas>();
    let view = Fitted { centre, scale, stands, around: canvas.fitted_box };
    canvas.glide = Some(Glide { from, done: 0.0, view });
}

/// Shows what was seen before a layout when it is undone, and all of it when it is done again.
pub fn look_back(world: &mut World) {
    let Some(mut arranged) = world.resource_mut::<Canvas>().arranged.take() else { return };
    let graph = world.resource::<Graph>();
    let now_at = |(key, from, to): &(NeuronKey, Vec2, Vec2)| {
        let wanted = if arranged.undone { *to } else { *from };
        graph.find(key).is_some_and(|i| graph.cells[i].at == wanted)
    };
    // Nearly always the first tells that nothing was undone.
    let shifted = !arranged.moves.is_empty() && !graph.stale && arranged.moves.iter().all(now_at);
    if shifted {
        arranged.undone = !arranged.undone;
        let Fitted { centre, scale, stands, around } = arranged.view;
        let mut views = world.resource_mut::<Views>();
        if arranged.undone {
            (views.network.centre, views.network.scale) = (centre, scale);
            if stands {
                views.network_was_fitted();
            }
            world.resource_mut::<Canvas>().fitted_box = around;
        } else {
            views.fit_network = true;
        }
    }
    world.resource_mut::<Canvas>().arranged = Some(arranged);
}

/// Moves what glides on by a span of real time: on the way it is only drawn so, there it is an edit. Tells whether
/// anything is on its way.
pub fn glide(world: &mut World, seconds: f32) -> bool {
    let Some(mut glide) = world.resource_mut::<Canvas>().glide.take() else { return false };
    let still = world.resource::<Style>().still();
    glide.done += if still { 1.0 } else { seconds / GLIDE };
    if glide.done >= 1.0 {
        let moves = glide.from.iter().map(|(key, _, to)| Edit::Move(key.clone(), *to)).collect();
        step(world, Ok(Edit::Batch(moves)));
        let moved = |(_, from, to): &(NeuronKey, Vec2, Vec2)| from != to;
        let moves = glide.from.into_iter().filter(moved).collect();
        let arranged = Arranged { moves, view: glide.view, undone: false };
        world.resource_mut::<Canvas>().arranged = Some(arranged);
        world.resource_mut::<Graph>().stale = true;
        world.resource_mut::<Views>().fit_network = true;
        return true;
    }
    let share = glide.done * glide.done * (3.0 - 2.0 * glide.done);
    let mut graph = world.resource_mut::<Graph>();
    for (key, from, to) in &glide.from {
        graph.show_at(key, from.lerp(*to, share));
    }
    world.resource_mut::<Canvas>().glide = Some(glide);
    true
}
