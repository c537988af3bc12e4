//! All that can be found by its name.

use crate::edit::NeuronKey;
use crate::edit::build::EntryKey;
use crate::window::files::{Scenes, look_for_scenes};
use crate::window::paint::draw::network::Spot;
use crate::window::paint::words;
use crate::window::state::document::file_name;
use crate::window::state::{Command, Graph, Ready, Table};
use bevy::ecs::prelude::*;
use std::path::PathBuf;

/// What is found.
#[derive(Clone, Debug)]
pub enum Found {
    /// Something that can be done.
    Command(&'static Command),
    /// A neuron.
    Neuron(NeuronKey),
    /// A class.
    Class(String),
    /// A note or a frame.
    Drawn(EntryKey),
    /// A scene's file.
    Scene(PathBuf),
}

/// Something with a name.
#[derive(Clone, Debug)]
pub struct Item {
    /// Its name, by which it is found.
    pub name: String,
    /// What it is, and where it belongs.
    pub kind: String,
    /// Its keys, if it has any.
    pub keys: String,
    /// Whether it can be chosen.
    pub ready: Ready,
    /// What it is.
    pub found: Found,
}

impl Item {
    fn new(name: &str, kind: String, found: Found) -> Self {
        Self { name: name.to_owned(), kind, keys: String::new(), ready: Ok(()), found }
    }
}

/// All that there is now: commands by menu, neurons, frames, notes, classes, scenes.
pub fn collect(world: &mut World) -> Vec<Item> {
    look_for_scenes(world);
    let (graph, scenes) = (world.resource::<Graph>(), world.resource::<Scenes>());
    let commands = world.resource::<Table>().all().iter().filter(|command| command.menu.is_some());
    let commands = commands.map(|command| Item {
        keys: command.key_text(),
        ready: (command.ready)(world),
        ..Item::new(
            command.name,
            command.menu.map_or_else(String::new, |(menu, _)| menu.name().to_owned()),
            Found::Command(command),
        )
    });
    let several = graph.beings.len() > 1;
    let neurons = graph.cells.iter().map(|cell| {
        let of = if several { format!("neuron of {}", cell.key.creature) } else { "neuron".to_owned() };
        let kind = if cell.class.is_empty() { of } else { format!("{of}, {}", cell.class) };
        Item::new(&cell.key.neuron, kind, Found::Neuron(cell.key.clone()))
    });
    let classes = world.get_resource::<crate::nervous::Classes>();
    let classes = classes.into_iter().flat_map(|classes| classes.keys());
    let classes = classes.map(|name| Item::new(name, "class".to_owned(), Found::Class(name.clone())));
    let plan = &graph.plan;
    let frames = plan.frames.iter().enumerate().filter_map(|(i, frame)| {
        let kind = format!("frame, {}", words::count(frame.members.len(), "neuron"));
        Some(Item::new(&frame.name, kind, Found::Drawn(graph.entry(Spot::Frame(i))?)))
    });
    let notes = plan.notes.iter().enumerate().filter_map(|(i, note)| {
        let name: String = note.text.lines().next().unwrap_or_default().chars().take(60).collect();
        Some(Item::new(&name, "note".to_owned(), Found::Drawn(graph.entry(Spot::Note(i))?)))
    });
    let stars = plan.stars.iter().enumerate().filter_map(|(i, star)| {
        let kind = format!("astrocyte, {}", words::count(star.covers.len(), "synapse"));
        Some(Item::new(&star.name, kind, Found::Drawn(graph.entry(Spot::Astrocyte(i))?)))
    });
    let found = scenes.found.iter().map(|entry| {
        let kind = format!("scene, {}", file_name(&entry.path));
        Item::new(&entry.name, kind, Found::Scene(entry.path.clone()))
    });
    commands.chain(neurons).chain(frames).chain(notes).chain(stars).chain(classes).chain(found).collect()
}
