//! The menu of what is shown.

use super::item::item;
use crate::window::commands::show_ghost;
use crate::window::files::{ask_what_to_compare, end_comparing};
use crate::window::state::{Arrangement, Layout, Views};
use crate::window::time::Ghost;
use crate::window::tour;
use bevy::ecs::prelude::*;
use bevy_egui::egui::{self, Ui};

/// Shows it.
pub fn show(ui: &mut Ui, world: &mut World) {
    let menu = ui.menu_button("View", |ui| {
        ui.set_min_width(200.0);
        let mut arrangement = world.resource_mut::<Arrangement>();
        for (layout, name, key) in [
            (Layout::Both, "World and network", "1"),
            (Layout::World, "World alone", "2"),
            (Layout::Network, "Network alone", "3"),
        ] {
            let button = egui::Button::new(name).shortcut_text(key).selected(arrangement.layout == layout);
            if ui.add(button).clicked() {
                arrangement.layout = layout;
                ui.close();
            }
        }
        ui.separator();
        ui.checkbox(&mut arrangement.list, "Neurons");
        ui.checkbox(&mut arrangement.inspector, "Inspector");
        ui.checkbox(&mut arrangement.plot, "Plot");
        ui.separator();
        let bodiless = arrangement.bodiless;
        let shown = world.resource::<Ghost>().shown;
        if item(ui, if shown { "Hide the ghost" } else { "Ghost without lesions" }, "G", !bodiless) {
            show_ghost(world);
        }
        if world.resource::<Ghost>().is_of_another_scene() {
            if item(ui, "End the comparison", "G", true) {
                end_comparing(world);
            }
        } else if item(ui, "Compare with another scene...", "", !bodiless) {
            ask_what_to_compare(world);
        }
        if item(ui, "Fit", "F", true) {
            world.resource_mut::<Views>().fit();
        }
        // egui itself acts on these keys.
        if item(ui, "Larger", "Ctrl++", true) {
            egui::gui_zoom::zoom_in(ui.ctx());
        }
        if item(ui, "Smaller", "Ctrl+-", true) {
            egui::gui_zoom::zoom_out(ui.ctx());
        }
        if item(ui, "Usual size", "Ctrl+0", true) {
            ui.ctx().set_zoom_factor(1.0);
        }
        ui.separator();
        let mut views = world.resource_mut::<Views>();
        if item(ui, if views.follow { "Stop following" } else { "Follow the worm" }, "C", true) {
            views.follow = !views.follow;
        }
        ui.separator();
        if ui.button("Tour").clicked() {
            tour::begin(world);
            ui.close();
        }
    });
    menu.response.on_hover_text("What is shown");
}
