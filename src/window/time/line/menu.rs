//! The menu of the strip: what can be done with the moment that was clicked.

use super::super::commands::RETURN;
use super::super::moments::mark;
use super::super::timeline::Timeline;
use super::super::travel::{go, go_on_from_here};
use crate::sim::{Clock, seconds};
use crate::window::state::Wishes;
use bevy::ecs::prelude::*;
use bevy_egui::egui::{Button, Response, RichText, Ui};

/// The moment whose menu is open.
#[derive(Resource, Default)]
pub struct Opened(u64);

/// Shows the menu of the moment `at` that is clicked with the other button.
pub(super) fn show(response: &Response, world: &mut World, at: Option<u64>) {
    if response.secondary_clicked()
        && let Some(at) = at
    {
        world.insert_resource(Opened(at));
    }
    response.context_menu(|ui| items(ui, world));
}

fn items(ui: &mut Ui, world: &mut World) {
    let at = world.resource::<Opened>().0;
    let now = world.resource::<Clock>().tick;
    ui.set_min_width(250.0);
    ui.label(RichText::new(format!("{:.2} s", seconds(at))).strong());
    ui.separator();
    let item = |ui: &mut Ui, name: &str, tip: &str, enabled: bool| {
        let clicked = ui.add_enabled(enabled, Button::new(name)).on_hover_text(tip).clicked();
        if clicked {
            ui.close();
        }
        clicked
    };
    if item(ui, "Go here", "The world goes to this moment, and time stands", at != now) {
        go(world, at);
    }
    RETURN.entry(ui, world);
    let on = "Time goes on from this moment; what came after it is forgotten";
    if item(ui, "Go on from here", on, true) {
        go(world, at);
        go_on_from_here(world);
    }
    ui.separator();
    let marked = world.resource::<Timeline>().named.iter().any(|mark| mark.tick == at);
    let name = if marked { "Take this mark away" } else { "Mark this moment" };
    if item(
        ui,
        name,
        "A flag with a name on the line; a click on it goes there (M: at the moment of now)",
        true,
    ) {
        mark(world, at);
    }
    ui.separator();
    let save = "A file of its own that begins with exactly this state; the open scene stays as it is";
    if item(ui, "Save this moment as a scene...", save, true) {
        go(world, at);
        world.resource_mut::<Wishes>().moment = true;
    }
}
