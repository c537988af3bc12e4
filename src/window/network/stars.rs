//! Astrocytes by hand: added, and drawn over the links that they are to cover.

use super::canvas::{Canvas, Drag, Under};
use crate::edit::build::{self, EntryKey, FreeNames};
use crate::nervous::AstrocyteEntry;
use crate::scene::document::{Entry, Kind};
use crate::window::commands::frames::select_last;
use crate::window::paint::draw::network::Spot;
use crate::window::paint::words;
use crate::window::state::{
    Command, Graph, Menu, Ready, Selection, Views, chosen_cells, say, say_done, step,
};
use bevy::ecs::prelude::*;
use bevy::math::Vec2;
use bevy_egui::egui::Pos2;

/// Adds one.
pub const ADD: Command = Command::new(
    "Add an astrocyte",
    "It covers the selected synapse, or all synapses to the selected neurons; drag from its rays over others",
    |world, _| add(world),
)
.menu(Menu::Network, 3)
.when(ready);

/// The names at both ends of the selected synapse, or those of the selected neurons; and their creature.
fn chosen(world: &World) -> Option<(usize, Vec<(String, String)>, Vec2)> {
    let graph = world.resource::<Graph>();
    let name = |cell: usize| graph.cells[cell].key.neuron.clone();
    let entry = world.resource::<Selection>().entry.as_ref();
    if let Some(Spot::Link(link)) = entry.and_then(|entry| graph.spot(entry)) {
        let link = &graph.plan.links[link];
        let middle = (graph.cells[link.from].at + graph.cells[link.to].at) / 2.0;
        return Some((graph.cells[link.from].creature, vec![(name(link.from), name(link.to))], middle));
    }
    let cells = chosen_cells(world);
    let creature = graph.cells[*cells.first()?].creature;
    let own: Vec<usize> = cells.into_iter().filter(|cell| graph.cells[*cell].creature == creature).collect();
    let covers = own.iter().map(|cell| ("*".to_owned(), name(*cell))).collect();
    let middle = own.iter().map(|cell| graph.cells[*cell].at).sum::<Vec2>() / own.len() as f32;
    Some((creature, covers, middle))
}

fn ready(world: &World) -> Ready {
    if chosen(world).is_some() { Ok(()) } else { Err("Select a synapse or neurons first") }
}

fn add(world: &mut World) {
    let Some((creature, covers, middle)) = chosen(world) else { return };
    let graph = world.resource::<Graph>();
    let taken = graph.plan.stars.iter().filter(|star| star.creature == creature);
    let taken = taken.map(|star| star.name.clone()).collect();
    let name = FreeNames::new(taken).take("G1");
    let being = graph.beings[creature].name.clone();
    let at = middle + Vec2::new(0.0, 0.8 * graph.plan.spacing);
    let entry = AstrocyteEntry { at: at.into(), ..AstrocyteEntry::new(name, covers) };
    if step(world, Ok(build::put(&being, entry.into()))) {
        select_last(world, &being, Kind::ASTROCYTE);
    }
}

/// While one is drawn over links: the link at a point of the screen is to be covered.
pub(super) fn pass(world: &mut World, at: Pos2) {
    let Drag::Cover(entry, _) = &world.resource::<Canvas>().drag else { return };
    let (graph, view) = (world.resource::<Graph>(), &world.resource::<Views>().network);
    let Some(Spot::Astrocyte(star)) = graph.spot(entry) else { return };
    let Some(Spot::Link(link)) = graph.plan.hit_link(view, at) else { return };
    let star = &graph.plan.stars[star];
    let own = graph.cells[graph.plan.links[link].from].creature == star.creature;
    if !own || star.covers.contains(&(link as u32)) {
        return;
    }
    if let Drag::Cover(_, links) = &mut world.resource_mut::<Canvas>().drag
        && !links.contains(&link)
    {
        links.push(link);
    }
}

/// The links that one was drawn over are covered, in one step of undo.
pub(super) fn end(world: &mut World, key: &EntryKey, links: &[usize]) {
    if links.is_empty() {
        say(world, "Drag from its rays over the links that it is to cover");
        return;
    }
    let graph = world.resource::<Graph>();
    let name = |cell: usize| graph.cells[cell].key.neuron.clone();
    let mut pairs: Vec<(String, String)> = links
        .iter()
        .filter_map(|link| graph.plan.links.get(*link))
        .map(|link| (name(link.from), name(link.to)))
        .collect();
    let Some(Entry::Astrocyte(mut entry)) = build::read(world, key) else { return };
    pairs.retain(|pair| !entry.covers.contains(pair));
    pairs.sort();
    pairs.dedup();
    let count = pairs.len();
    entry.covers.extend(pairs);
    if step(world, Ok(build::replace(key, Entry::Astrocyte(entry)))) {
        say_done(world, format!("It covers {} more", words::count(count, "pair")));
    }
}

/// Takes the link between two neurons out of what an astrocyte covers, where it stands there by both names.
pub(super) fn uncover(world: &mut World, key: &EntryKey, pair: &(String, String)) {
    let Some(Entry::Astrocyte(mut entry)) = build::read(world, key) else { return };
    let before = entry.covers.len();
    entry.covers.retain(|own| own != pair);
    if entry.covers.len() == before {
        say(world, "It is covered by a pair with \"*\": change that in the inspector of the astrocyte");
    } else if entry.covers.is_empty() {
        say(world, "An astrocyte covers at least one pair: delete it instead");
    } else {
        step(world, Ok(build::replace(key, Entry::Astrocyte(entry))));
    }
}

/// What one says of itself under the pointer.
pub(super) fn tip(world: &World, under: &Under) -> Option<String> {
    if world.resource::<Canvas>().drag != Drag::None {
        return None;
    }
    let Some(Spot::Astrocyte(star)) = under.link else { return None };
    let star = world.resource::<Graph>().plan.stars.get(star)?;
    Some(format!(
        "Astrocyte {}, covers {}\nIts filling is calcium; a ring is a release of its own, rings at synapses what that has bound.\n\
         Drag it to move it, drag from its rays over links to cover them",
        star.name,
        words::count(star.covers.len(), "synapse"),
    ))
}
