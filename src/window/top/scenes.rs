//! The scenes that can be opened, at the end of the menu.

use crate::window::files::{Scenes, look_for_scenes, wish};
use crate::window::paint::theme::small;
use crate::window::state::{Document, Wish, palette};
use bevy::ecs::prelude::*;
use bevy_egui::egui::{self, RichText, Ui};

/// Shows them.
pub fn show(ui: &mut Ui, world: &mut World) {
    let palette = palette(world);
    ui.set_min_width(330.0);
    let now = ui.input(|i| i.time);
    if world.resource::<Scenes>().seen.is_none_or(|seen| now - seen > 3.0) {
        look_for_scenes(world);
        world.resource_mut::<Scenes>().seen = Some(now);
    }
    ui.separator();
    let scenes = &world.resource::<Scenes>().found;
    let open = world.resource::<Document>().path.as_deref().and_then(|path| path.canonicalize().ok());
    if scenes.is_empty() {
        ui.label(RichText::new("No scenes beside this file or in ./scenes").color(palette.weak));
    }
    let mut chosen = None;
    egui::ScrollArea::vertical().max_height(440.0).show(ui, |ui| {
        for entry in scenes {
            let open = open.is_some() && open == entry.path.canonicalize().ok();
            let mut text = egui::text::LayoutJob::default();
            let color = if open { palette.accent } else { palette.strong };
            let format = |font, color| egui::TextFormat { font_id: font, color, ..Default::default() };
            text.append(&entry.name, 0.0, format(egui::FontId::proportional(13.0), color));
            // Two of one name, in two folders: the folder tells which is which.
            if scenes.iter().filter(|other| other.name == entry.name).count() > 1 {
                let folder = entry.path.parent().and_then(|folder| folder.file_name());
                let folder = folder.map_or_else(String::new, |name| name.to_string_lossy().into_owned());
                text.append(&format!("  in {folder}"), 0.0, format(small(), palette.weak));
            }
            if !entry.about.is_empty() {
                text.append(&format!("\n{}", entry.about), 0.0, format(small(), palette.weak));
            }
            text.wrap.max_width = 400.0;
            let button = egui::Button::new(text).frame(true).fill(egui::Color32::TRANSPARENT);
            let button = button.min_size(egui::vec2(320.0, 0.0));
            if ui.add(button).on_hover_text(entry.path.display().to_string()).clicked() {
                chosen = Some(entry.path.clone());
            }
        }
    });
    if let Some(path) = chosen {
        wish(world, Wish::Open(path));
        ui.close();
    }
}
