//! The menu of what is shown.

use super::item::item;
use crate::window::commands::show_ghost;
use crate::window::state::{Arrangement, Layout, Thrift, Views};
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
        sparing(ui, &mut world.resource_mut::<Thrift>());
        ui.separator();
        if ui.button("Tour").clicked() {
            tour::begin(world);
            ui.close();
        }
    });
    menu.response.on_hover_text("What is shown");
}

/// Where the processor draws: whether it does so sparingly.
fn sparing(ui: &mut Ui, thrift: &mut Thrift) {
    if let Some(name) = &thrift.software {
        let tip = format!("No graphics card is used, the processor draws ({name}): 30 frames a second at most, and edges less smooth");
        let mut sparing = !thrift.all;
        ui.separator();
        ui.checkbox(&mut sparing, "Draw sparingly").on_hover_text(tip);
        thrift.all = !sparing;
    }
}
