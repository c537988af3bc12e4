//! Fonts of the system for letters that the window's own have not: names may be in any script.

use crate::record::report::{Face, boxes_in_words, foreign, substitutes};
use bevy::ecs::prelude::*;
use bevy_egui::egui::epaint::text::{FontInsert, FontPriority, InsertFontFamily};
use bevy_egui::egui::{Context, Event, FontData, FontFamily};
use std::collections::BTreeSet;

/// The letters that were looked for.
#[derive(Resource, Clone, Debug, Default)]
pub struct Letters {
    sought: BTreeSet<char>,
    /// Those that no font here has.
    pub lacking: BTreeSet<char>,
    /// Whether the network was read anew since: its names may have other letters.
    pub due: bool,
    /// Whether nothing is said of them in the window: who takes pictures says it elsewhere.
    pub silent: bool,
}

impl Letters {
    /// Gives egui the fonts for these names and for what is being typed. They are there from the next frame on.
    /// Returns what is to be said of letters that no font has, once.
    pub fn supply<'a>(&mut self, ctx: &Context, names: impl Iterator<Item = &'a str>) -> Option<String> {
        let mut letters = foreign(names);
        ctx.input(|input| {
            let typed = input.events.iter().filter_map(|event| match event {
                Event::Text(text) | Event::Paste(text) => Some(text.as_str()),
                _ => None,
            });
            letters.extend(foreign(typed));
        });
        letters.retain(|letter| self.sought.insert(*letter));
        if letters.is_empty() {
            return None;
        }
        let (faces, lacking) = substitutes(&letters);
        faces.iter().for_each(|face| insert(ctx, face));
        let said = boxes_in_words(&lacking).filter(|_| !self.silent);
        self.lacking.extend(lacking);
        said
    }
}

/// After all that are there.
fn insert(ctx: &Context, face: &Face) {
    let data = FontData { index: face.index, ..FontData::from_static(face.bytes) };
    let families = [FontFamily::Proportional, FontFamily::Monospace]
        .map(|family| InsertFontFamily { family, priority: FontPriority::Lowest });
    let name = format!("{} as a substitute", face.name);
    ctx.add_font(FontInsert::new(&name, data, families.into()));
}
