//! The menu of scenes.

use super::item::item;
use crate::scene::SceneInfo;
use crate::window::files::settings::Keeper;
use crate::window::files::{Scenes, ask_what_to_open, ask_where_to_save, look_for_scenes, save, wish};
use crate::window::experiments;
use crate::window::film;
use crate::window::gallery;
use crate::window::paint::theme::small;
use crate::window::state::{Arrangement, Document, Selection, Wish, palette};
use bevy::ecs::prelude::*;
use bevy_egui::egui::{self, RichText, Ui};

/// Shows it.
pub fn show(ui: &mut Ui, world: &mut World) {
    let palette = palette(world);
    let menu = ui.menu_button("Scene", |ui| {
        ui.set_min_width(330.0);
        let now = ui.input(|i| i.time);
        if world.resource::<Scenes>().seen.is_none_or(|seen| now - seen > 3.0) {
            look_for_scenes(world);
            world.resource_mut::<Scenes>().seen = Some(now);
        }
        if item(ui, "Open...", "Ctrl+O", true) {
            ask_what_to_open(world);
        }
        if item(ui, "Gallery...", "Ctrl+G", true) {
            gallery::open(world);
        }
        if item(ui, "Save", "Ctrl+S", true) {
            save(world);
        }
        if item(ui, "Save as...", "Ctrl+Shift+S", true) {
            ask_where_to_save(world);
        }
        if item(ui, "Picture...", "Ctrl+Shift+P", true) {
            film::ask_for_picture(world);
        }
        if item(ui, "Video...", "", true) {
            film::ask_for_video(world);
        }
        if item(ui, "Experiments...", "", true) {
            experiments::toggle(world);
        }
        let tip =
            "In the inspector, while nothing is selected: what the scene says of itself, and the bodies";
        if ui.button("Title and bodies").on_hover_text(tip).clicked() {
            let mut selection = world.resource_mut::<Selection>();
            selection.select(None);
            selection.class = None;
            world.resource_mut::<Arrangement>().inspector = true;
            ui.close();
        }
        if let Some(mut keeper) = world.get_resource_mut::<Keeper>() {
            let tip =
                "When wriggle is opened without naming a scene: the one that was open last, or the crawler";
            ui.checkbox(&mut keeper.now.begin_with_last, "Begin with the last scene").on_hover_text(tip);
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
    });
    let name = world.get_resource::<SceneInfo>().map(|info| info.name.clone()).unwrap_or_default();
    let about = world.get_resource::<SceneInfo>().map(|info| info.about.clone()).unwrap_or_default();
    menu.response.on_hover_text(format!("Open and save scenes. Open now: {name}\n{about}"));
}
