//! The commands of the world's bar.

use super::medium::switch;
use super::tool::{Shows, Tool, Tools};
use crate::body;
use crate::window::state::command::key;
use crate::window::state::{Command, Menu};
use bevy::ecs::prelude::*;
use bevy_egui::egui::Key;

fn take(world: &mut World, tool: Tool) {
    world.resource_mut::<Tools>().tool = tool;
}

fn taken(world: &World, tool: Tool) -> bool {
    world.resource::<Tools>().tool == tool
}

/// What a press in the world can do.
pub const TOOLS: [Command; 5] = [
    Command::new("Poke", "Press on the worm: a click taps, a hold squeezes", |world, _| {
        take(world, Tool::Poke);
    })
    .switch(|world| taken(world, Tool::Poke))
    .menu(Menu::World, 0),
    Command::new("Move", "Drag worms, posts and walls; the wheel over a worm turns it", |world, _| {
        take(world, Tool::Move);
    })
    .switch(|world| taken(world, Tool::Move))
    .menu(Menu::World, 0),
    Command::new("Post", "Drag from the middle of a new post outwards, or click", |world, _| {
        take(world, Tool::Post);
    })
    .switch(|world| taken(world, Tool::Post))
    .menu(Menu::World, 0),
    Command::new("Wall", "Drag from one end of a new wall to the other", |world, _| {
        take(world, Tool::Wall);
    })
    .switch(|world| taken(world, Tool::Wall))
    .menu(Menu::World, 0),
    Command::new("Erase", "Click a post or a wall to take it away", |world, _| take(world, Tool::Erase))
        .switch(|world| taken(world, Tool::Erase))
        .menu(Menu::World, 0),
];

/// All others.
pub const COMMANDS: &[Command] = &[MEDIUM];

/// From agar to water, or back.
pub const MEDIUM: Command =
    Command::new("Agar or water", "What the worm moves in: agar holds it, water gives way", |world, _| {
        switch(world);
    })
    .keys(&[key(Key::K)])
    .menu(Menu::World, 1)
    .when(|world| if body::medium(world).is_some() { Ok(()) } else { Err("This scene has no ground") });

fn draw(world: &mut World, what: fn(&mut Shows) -> &mut bool) {
    let mut tools = world.resource_mut::<Tools>();
    let drawn = what(&mut tools.shows);
    *drawn = !*drawn;
}

/// What is drawn of the worms.
pub const SHOWS: &[Command] = &[
    Command::new("Touched skin", "The glow of skin that is touched", |world, _| draw(world, |s| &mut s.skin))
        .menu(Menu::World, 2)
        .switch(|world| world.resource::<Tools>().shows.skin),
    Command::new("Muscles", "How far muscles contract, in the body", |world, _| {
        draw(world, |s| &mut s.muscles);
    })
    .menu(Menu::World, 2)
    .switch(|world| world.resource::<Tools>().shows.muscles),
    Command::new("Neurons inside", "The neurons, in the body", |world, _| draw(world, |s| &mut s.neurons))
        .menu(Menu::World, 2)
        .switch(|world| world.resource::<Tools>().shows.neurons),
    Command::new("Trail", "The way that the worm has gone", |world, _| draw(world, |s| &mut s.trail))
        .menu(Menu::World, 2)
        .switch(|world| world.resource::<Tools>().shows.trail),
    Command::new("Contact forces", "What pushes on the skin, as lines", |world, _| {
        draw(world, |s| &mut s.forces);
    })
    .menu(Menu::World, 2)
    .switch(|world| world.resource::<Tools>().shows.forces),
    Command::new(
        "Physics",
        "The physics engine's own picture: shapes that can touch, joints, and where something touches",
        |world, _| draw(world, |s| &mut s.physics),
    )
    .menu(Menu::World, 2)
    .switch(|world| world.resource::<Tools>().shows.physics),
];
