//! The bar below the world: tools, taps, what is shown, creatures.

use super::commands::TOOLS;
use super::creatures;
use super::tool::Tools;
use crate::edit::{Edit, stimuli};
use crate::nervous::Side;
use crate::sim::Clock;
use crate::stimulus::{Stimulus, Touch};
use crate::window::paint::controls::{menu, switch};
use crate::window::paint::fold_bar::{self, Part};
use crate::window::paint::number_field::NumberField;
use crate::window::paint::widgets::strip;
use crate::window::state::{Graph, palette, step};
use bevy::ecs::prelude::*;
use bevy_egui::egui::{self, Rect, Ui};

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
        let menu = menu(ui, "Taps", |ui| taps(ui, world));
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
    let mut tools = world.resource_mut::<Tools>();
    let shows = &mut tools.shows;
    ui.checkbox(&mut shows.skin, "Touched skin");
    ui.checkbox(&mut shows.muscles, "Muscles");
    ui.checkbox(&mut shows.neurons, "Neurons");
    ui.checkbox(&mut shows.trail, "Trail");
    ui.checkbox(&mut shows.forces, "Contact forces");
    ui.checkbox(&mut shows.physics, "Physics").on_hover_text(
        "The physics engine's own picture: shapes that can touch, joints, and where something touches",
    );
}

fn taps(ui: &mut Ui, world: &mut World) {
    ui.set_min_width(230.0);
    ui.horizontal(|ui| {
        ui.label("every");
        let mut tools = world.resource_mut::<Tools>();
        let field = NumberField::new(&mut tools.tap_every, "Tap interval").range(0.5..=600.0).suffix(" s");
        let response = ui.add(field);
        response.on_hover_text("Seconds from tap to tap");
    });
    let first =
        world.resource::<Graph>().beings.iter().find_map(|b| b.body.map(|(_, n)| (b.name.clone(), n)));
    let Some((creature, segments)) = first else {
        ui.label("The scene has no body that could be tapped.");
        return;
    };
    let eighth = (segments / 8).max(1);
    for (name, range) in
        [("Tap the head", (0, eighth - 1)), ("Tap the tail", (segments - eighth, segments - 1))]
    {
        if ui.button(name).on_hover_text("From the next second on; it is part of the scene").clicked() {
            let mut all = stimuli(world);
            all.push(Stimulus::Touch(Touch {
                creature: creature.clone(),
                segments: range,
                side: Side::Both,
                at: (world.resource::<Clock>().seconds() + 1.0).ceil(),
                seconds: 0.2,
                force: 1.0,
                every: world.resource::<Tools>().tap_every,
                times: 0,
            }));
            step(world, Ok(Edit::Stimuli(all)));
            ui.close();
        }
    }
    let count = stimuli(world).len();
    let text = if count == 0 { "The script is empty".into() } else { format!("Clear the script ({count})") };
    if ui.add_enabled(count > 0, egui::Button::new(text)).clicked() {
        step(world, Ok(Edit::Stimuli(Vec::new())));
        ui.close();
    }
}
