//! Fonts of the system for letters that the window's own have not: names may be in any script.
//!
//! What was drawn in a frame is looked through, wherever it was drawn: names on the canvas, in lists and menus, paths,
//! messages, what is being typed or composed. The fonts are there from the next frame on.

use crate::record::report::{Face, boxes_in_words, foreign, substitutes};
use bevy::app::{App, PostUpdate};
use bevy::asset::AssetEventSystems;
use bevy::ecs::prelude::*;
use bevy_egui::EguiPostUpdateSet;
use bevy_egui::egui::epaint::text::{FontInsert, FontPriority, InsertFontFamily};
use bevy_egui::egui::{Context, FontData, FontFamily, LayerId, Shape};
use std::collections::BTreeSet;

/// What egui has drawn anew into its textures is handed on in the same frame: else letters that are drawn for the first
/// time are missing in it.
pub fn in_time(app: &mut App) {
    app.configure_sets(PostUpdate, EguiPostUpdateSet::PostProcessOutput.before(AssetEventSystems));
}

/// The sign of a menu within a menu, which egui's own fonts have.
const OF_EGUI: char = '\u{23f5}';

/// The letters that were looked for.
#[derive(Resource, Clone, Debug, Default)]
pub struct Letters {
    sought: BTreeSet<char>,
    /// Those that no font here has.
    pub lacking: BTreeSet<char>,
    /// Whether fonts were found for what was drawn last: boxes stand in their place there.
    pub late: bool,
    /// Whether nothing is said of them in the window: who takes pictures says it elsewhere.
    pub silent: bool,
}

impl Letters {
    /// Gives egui the fonts for what has been drawn in this frame so far, and asks for another one if there are any.
    /// Returns what is to be said of letters that no font has, once.
    pub fn supply(&mut self, ctx: &Context) -> Option<String> {
        let mut letters = BTreeSet::new();
        let mut layers: Vec<LayerId> = ctx.memory(|memory| memory.layer_ids().collect());
        layers.extend([LayerId::background(), super::notices::layer()]);
        ctx.graphics(|graphics| {
            for list in layers.iter().filter_map(|layer| graphics.get(*layer)) {
                list.all_entries().for_each(|entry| gather(&entry.shape, &mut letters));
            }
        });
        self.late = false;
        letters.retain(|letter| !self.sought.contains(letter));
        if letters.is_empty() {
            return None;
        }
        // The rest of these have a font already.
        self.sought.extend(&letters);
        let text: String = letters.iter().collect();
        let letters = foreign(std::iter::once(text.as_str()));
        if letters.is_empty() {
            return None;
        }
        let (faces, lacking) = substitutes(&letters);
        faces.iter().for_each(|face| insert(ctx, face));
        self.late = !faces.is_empty();
        ctx.request_repaint();
        let said = boxes_in_words(&lacking).filter(|_| !self.silent);
        self.lacking.extend(lacking);
        said
    }
}

/// The letters of a shape's words, but for those that every font has.
fn gather(shape: &Shape, letters: &mut BTreeSet<char>) {
    match shape {
        Shape::Text(text) if !text.galley.text().is_ascii() => {
            let foreign = |letter: &char| !letter.is_ascii() && *letter != OF_EGUI;
            letters.extend(text.galley.text().chars().filter(foreign));
        }
        Shape::Vec(shapes) => shapes.iter().for_each(|shape| gather(shape, letters)),
        _ => {}
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

#[cfg(test)]
mod tests {
    use super::*;
    use bevy::app::TaskPoolPlugin;
    use bevy::asset::{AssetApp, AssetEvent, AssetPlugin, Assets};
    use bevy::ecs::message::Messages;
    use bevy::image::Image;

    /// A texture that changes at the place where egui's do.
    fn draw_anew(mut images: ResMut<Assets<Image>>) {
        images.add(Image::default());
    }

    #[test]
    fn letters_are_there_in_the_frame_in_which_they_are_drawn_first() {
        let mut app = App::new();
        app.add_plugins((TaskPoolPlugin::default(), AssetPlugin::default(), in_time))
            .init_asset::<Image>()
            .add_systems(PostUpdate, draw_anew.in_set(EguiPostUpdateSet::PostProcessOutput));
        app.update();
        let told = app.world().resource::<Messages<AssetEvent<Image>>>().len();
        assert_eq!(told, 1, "the renderer hears of it a frame late");
    }
}
