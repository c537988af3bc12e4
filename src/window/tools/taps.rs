//! Touches by the clock.

use super::tool::Tools;
use crate::edit::{Edit, stimuli};
use crate::nervous::Side;
use crate::sim::Clock;
use crate::stimulus::{Script, Stimulus, Touch};
use crate::window::paint::number_field::NumberField;
use crate::window::state::command::show_entries;
use crate::window::state::{Command, Graph, Menu, Ready, step};
use bevy::ecs::prelude::*;
use bevy_egui::egui::Ui;

/// What can be put into the script, and taking all of it out.
pub const TAPS: &[Command] = &[
    Command::new(
        "Tap the head",
        "Again and again, from the next second on; it is part of the scene",
        |world, _| tap(world, |_, eighth| (0, eighth - 1)),
    )
    .menu(Menu::World, 3)
    .when(embodied),
    Command::new(
        "Tap the tail",
        "Again and again, from the next second on; it is part of the scene",
        |world, _| tap(world, |segments, eighth| (segments - eighth, segments - 1)),
    )
    .menu(Menu::World, 3)
    .when(embodied),
    Command::new("Clear the script", "Takes out all that happens by the clock", |world, _| {
        step(world, Ok(Edit::Stimuli(Vec::new())));
    })
    .menu(Menu::World, 3)
    .when(|world| {
        let empty = world.get_resource::<Script>().is_none_or(|script| script.stimuli().is_empty());
        if empty { Err("The script is empty") } else { Ok(()) }
    }),
];

/// Name and segments of the first creature with a body.
fn first(world: &World) -> Option<(String, u32)> {
    let beings = &world.resource::<Graph>().beings;
    beings.iter().find_map(|being| being.body.map(|(_, segments)| (being.name.clone(), segments)))
}

fn embodied(world: &World) -> Ready {
    if first(world).is_some() { Ok(()) } else { Err("The scene has no body that could be tapped") }
}

/// Adds taps of an eighth of the first body.
fn tap(world: &mut World, range: fn(u32, u32) -> (u32, u32)) {
    let Some((creature, segments)) = first(world) else { return };
    let mut all = stimuli(world);
    all.push(Stimulus::Touch(Touch {
        creature,
        segments: range(segments, (segments / 8).max(1)),
        side: Side::Both,
        at: (world.resource::<Clock>().seconds() + 1.0).ceil(),
        seconds: 0.2,
        force: 1.0,
        every: world.resource::<Tools>().tap_every,
        times: 0,
    }));
    step(world, Ok(Edit::Stimuli(all)));
}

/// Shows the menu.
pub fn menu(ui: &mut Ui, world: &mut World) {
    ui.set_min_width(230.0);
    ui.horizontal(|ui| {
        ui.label("every");
        let mut tools = world.resource_mut::<Tools>();
        let field = NumberField::new(&mut tools.tap_every, "Tap interval").range(0.5..=600.0).suffix(" s");
        let response = ui.add(field);
        response.on_hover_text("Seconds from tap to tap");
    });
    show_entries(ui, world, TAPS);
    let count = world.get_resource::<Script>().map_or(0, |script| script.stimuli().len());
    ui.weak(format!("{count} in the script"));
}
