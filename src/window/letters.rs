//! Fonts of the system for letters that the window's own have not: names may be in any script.

use super::state::Desk;
use crate::record::report::{Face, boxes_in_words, foreign, substitutes};
use crate::scene::SceneInfo;
use bevy::ecs::prelude::*;
use bevy_egui::egui::epaint::text::{FontInsert, FontPriority, InsertFontFamily};
use bevy_egui::egui::{Context, Event, FontData, FontFamily};
use std::collections::BTreeSet;

/// The letters that were looked for.
#[derive(Clone, Debug, Default)]
pub struct Letters {
    sought: BTreeSet<char>,
    /// Those that no font here has.
    pub lacking: BTreeSet<char>,
    /// Whether nothing is said of them in the window: who takes pictures says it elsewhere.
    pub silent: bool,
}

/// Gives egui the fonts for what is written now; with `all` for the names of everything, else for what is being typed.
/// They are there from the next frame on.
pub fn supply(ctx: &Context, world: &World, desk: &mut Desk, all: bool) {
    let mut letters = ctx.input(|input| {
        let typed = input.events.iter().filter_map(|event| match event {
            Event::Text(text) | Event::Paste(text) => Some(text.as_str()),
            _ => None,
        });
        foreign(typed)
    });
    if all {
        letters.extend(foreign(names(world, desk)));
    }
    letters.retain(|letter| desk.letters.sought.insert(*letter));
    if letters.is_empty() {
        return;
    }
    let (faces, lacking) = substitutes(&letters);
    faces.iter().for_each(|face| insert(ctx, face));
    if let Some(words) = boxes_in_words(&lacking).filter(|_| !desk.letters.silent) {
        desk.say(words);
    }
    desk.letters.lacking.extend(lacking);
}

/// Everything that users give a name.
fn names<'a>(world: &'a World, desk: &'a Desk) -> impl Iterator<Item = &'a str> {
    let info = world.get_resource::<SceneInfo>();
    let graph = &desk.graph;
    let scenes = desk.scenes.iter().flat_map(|entry| [entry.name.as_str(), entry.about.as_str()]);
    info.into_iter()
        .flat_map(|info| [info.name.as_str(), info.about.as_str()])
        .chain(graph.cells.iter().map(|cell| cell.key.neuron.as_str()))
        .chain(graph.classes.iter().map(|class| class.name.as_str()))
        .chain(graph.beings.iter().map(|being| being.name.as_str()))
        .chain(scenes)
}

/// After all that are there.
fn insert(ctx: &Context, face: &Face) {
    let data = FontData { index: face.index, ..FontData::from_static(face.bytes) };
    let families = [FontFamily::Proportional, FontFamily::Monospace]
        .map(|family| InsertFontFamily { family, priority: FontPriority::Lowest });
    let name = format!("{} as a substitute", face.name);
    ctx.add_font(FontInsert::new(&name, data, families.into()));
}
