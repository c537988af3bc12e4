//! The menu of the right button in the world.

use super::body_links::neurons_at;
use super::probe;
use crate::edit::NeuronKey;
use crate::window::commands::view::{FIT, FOLLOW};
use crate::window::paint::context_menu::{about, context_menu};
use crate::window::state::command::{explained, show_entries};
use crate::window::state::{Graph, Selection, Views, palette};
use crate::window::tools::{self, MEDIUM, SHOWS, TOOLS, Thing};
use bevy::ecs::prelude::*;
use bevy::math::Vec2;
use bevy_egui::egui::{Button, Response, Ui};

/// What was asked for: a thing at a place, and the neurons that feel or move that place.
#[derive(Resource, Clone, Debug, Default)]
pub struct Asked {
    thing: Thing,
    place: Vec2,
    neurons: Vec<NeuronKey>,
}

/// Shows the menu once the right button was clicked.
pub fn act(ui: &Ui, response: &Response, world: &mut World) {
    let asked = response.secondary_clicked();
    if asked && let Some(at) = response.interact_pointer_pos() {
        let view = world.resource::<Views>().world;
        let place = view.to_place(at);
        let thing = tools::thing_at(world, place, tools::reach(&view));
        let cells = &world.resource::<Graph>().cells;
        let neurons = neurons_at(world, place).into_iter().map(|i| cells[i].key.clone()).collect();
        world.insert_resource(Asked { thing, place, neurons });
    }
    context_menu(ui, "menu of the world", asked, |ui| menu(ui, world));
}

fn menu(ui: &mut Ui, world: &mut World) {
    let Asked { thing, place, neurons } = world.resource::<Asked>().clone();
    if let Thing::Worm(name) = &thing {
        about(ui, name, palette(world));
        if ui.button("Tap here").on_hover_text("Touches the skin for a moment").clicked() {
            probe::tap(world, place);
            ui.close();
        }
        let some = if neurons.is_empty() { Err("No neuron feels or moves this place") } else { Ok(()) };
        let button = ui.add_enabled(some.is_ok(), Button::new("Select its neurons"));
        let tip = "Selects the neurons that feel or move this place";
        if explained(button, tip, some).clicked() {
            world.resource_mut::<Selection>().select_many(neurons);
            ui.close();
        }
        ui.separator();
    }
    tools::entries(ui, world, &thing, place);
    ui.separator();
    for command in [FIT, FOLLOW] {
        command.entry(ui, world);
    }
    ui.separator();
    MEDIUM.entry(ui, world);
    ui.menu_button("Tool", |ui| show_entries(ui, world, &TOOLS));
    ui.menu_button("Show", |ui| show_entries(ui, world, SHOWS));
}
