//! The menu of edits.

use super::item::item;
use crate::edit::History;
use crate::window::commands::{self, Draft, clipboard};
use crate::window::paint::controls::menu;
use crate::window::state::{Selection, shift};
use bevy::ecs::prelude::*;
use bevy_egui::egui::Ui;

/// Shows it.
pub fn show(ui: &mut Ui, world: &mut World) {
    let (undo, redo) =
        world.get_resource::<History>().map_or((false, false), |h| (h.can_undo(), h.can_redo()));
    let menu = menu(ui, "Edit", |ui| {
        ui.set_min_width(200.0);
        if item(ui, "Undo", "Ctrl+Z", undo) {
            shift(world, true);
        }
        if item(ui, "Redo", "Ctrl+Shift+Z", redo) {
            shift(world, false);
        }
        ui.separator();
        let selection = world.resource::<Selection>();
        let (some, link, one) =
            (selection.count() > 0, selection.entry.is_some(), selection.selected.is_some());
        let ctx = ui.ctx().clone();
        if item(ui, "Cut", "Ctrl+X", some) {
            clipboard::cut(&ctx, world);
        }
        if item(ui, "Copy", "Ctrl+C", some) {
            clipboard::copy(&ctx, world);
        }
        if item(ui, "Paste", "Ctrl+V", true) {
            // The pointer is at the menu, not where the neurons are to go.
            world.resource_mut::<Draft>().pointer = None;
            let text = clipboard::of_system(world);
            clipboard::paste(world, text);
        }
        if item(ui, "Duplicate", "Ctrl+D", some) {
            commands::duplicate(world);
        }
        if item(ui, "Delete", "Del", some || link) {
            commands::delete(world);
        }
        if item(ui, "Rename", "F2", one) {
            commands::begin_rename(world);
        }
        if item(ui, "Select all neurons", "Ctrl+A", true) {
            commands::select_all(world);
        }
        ui.separator();
        if item(ui, "Inject the selected neuron", "I", one) {
            commands::inject(world);
        }
        if item(ui, "Silence or revive the selected neuron", "S", one) {
            commands::silence(world);
        }
    });
    menu.on_hover_text("Undo and redo");
}
