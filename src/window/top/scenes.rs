//! The scenes that can be opened, at the end of the menu.

use crate::window::files::{Scenes, look_for_scenes, wish};
use crate::window::paint::theme::{prose, small};
use crate::window::state::document::file_name;
use crate::window::state::{Wish, palette};
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
    recent(ui, world);
    ui.separator();
    let scenes = &world.resource::<Scenes>().found;
    if scenes.is_empty() {
        ui.label(RichText::new("No scenes beside this file or in ./scenes").color(palette.weak));
    }
    let mut chosen = None;
    egui::ScrollArea::vertical().max_height(440.0).show(ui, |ui| {
        for entry in scenes {
            let mut text = egui::text::LayoutJob::default();
            let color = if entry.is_open { palette.accent } else { palette.strong };
            let format = |font, color| egui::TextFormat { font_id: font, color, ..Default::default() };
            text.append(&entry.name, 0.0, format(egui::FontId::proportional(14.0), color));
            if let Some(file) = &entry.file {
                text.append(file, 8.0, format(small(), palette.weak));
            }
            if !entry.about.is_empty() {
                text.append(&format!("\n{}", entry.about), 0.0, format(prose(), palette.weak));
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

/// The files that were open last.
fn recent(ui: &mut Ui, world: &mut World) {
    let files = world.resource::<Scenes>().recent.clone();
    if files.is_empty() {
        return;
    }
    ui.menu_button("Open recent", |ui| {
        for path in files {
            let folder = path.parent().map(|folder| folder.display().to_string()).unwrap_or_default();
            let button =
                egui::Button::new(file_name(&path)).shortcut_text(RichText::new(folder).font(small()));
            if ui.add(button).clicked() {
                wish(world, Wish::Open(path));
                ui.close();
            }
        }
    });
}
