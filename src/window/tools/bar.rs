//! The bar below the world: tools, taps, what is shown, creatures.

use super::commands::{SHOWS, TOOLS};
use super::{creatures, taps};
use crate::window::paint::controls::{menu, switch};
use crate::window::paint::fold_bar::{self, Part};
use crate::window::paint::widgets::strip;
use crate::window::state::palette;
use bevy::ecs::prelude::*;
use bevy_egui::egui::{Rect, Ui};

/// Shows the bar.
pub fn show(ui: &mut Ui, rect: Rect, world: &mut World) {
    let palette = palette(world);
    let ui = &mut strip(ui, rect, palette);
    let buttons = TOOLS.map(|tool| {
        move |ui: &mut Ui, world: &mut World| {
            let label = switch(ui, tool.is_on(world), tool.name, palette).on_hover_text(tool.tip());
            if label.clicked() {
                (tool.act)(world, ui.ctx());
            }
        }
    });
    let mut parts: Vec<Part<World>> = Vec::new();
    for (place, (button, tool)) in buttons.iter().zip(TOOLS).enumerate() {
        // The one that is taken stays to the last.
        let stays = if tool.is_on(world) { 20 } else { 10 - place as u8 };
        parts.push(Part { name: tool.name, stays, show: button });
    }
    let taps = |ui: &mut Ui, world: &mut World| {
        ui.add_space(6.0);
        let menu = menu(ui, "Taps", |ui| taps::menu(ui, world));
        menu.on_hover_text("Touches by the clock, again and again");
    };
    let shows = |ui: &mut Ui, world: &mut World| {
        let menu = menu(ui, "Show", |ui| shows(ui, world));
        menu.on_hover_text("What is drawn of the worms");
    };
    let worms = |ui: &mut Ui, world: &mut World| {
        let menu = menu(ui, "Worms", |ui| creatures::menu(ui, world));
        menu.on_hover_text("Add a creature from a file, copy one, or take one out");
    };
    parts.push(Part { name: "taps", stays: 3, show: &taps });
    parts.push(Part { name: "show", stays: 4, show: &shows });
    parts.push(Part { name: "worms", stays: 5, show: &worms });
    fold_bar::show(ui, "tools", &parts, &[], world);
}

fn shows(ui: &mut Ui, world: &mut World) {
    ui.set_min_width(150.0);
    for command in SHOWS {
        command.checkbox(ui, world);
    }
}
