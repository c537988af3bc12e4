//! The commands for files, for menus and keys.

use super::begin::reset;
use super::open::{ask_what_to_open, ask_where_to_save, save, wish};
use super::settings::Keeper;
use crate::window::state::command::{ctrl, ctrl_shift, key};
use crate::window::state::{Command, Menu, Wish};
use bevy_egui::egui::Key;

/// All of them.
pub const COMMANDS: &[Command] = &[
    Command::new("Open...", "Opens a scene of any folder", |world, _| ask_what_to_open(world))
        .keys(&[ctrl(Key::O)])
        .menu(Menu::Scene, 0),
    Command::new("Save", "Writes the scene into its file", |world, _| {
        save(world);
    })
    .keys(&[ctrl(Key::S)])
    .menu(Menu::Scene, 0),
    Command::new("Save as...", "Writes the scene under another name", |world, _| ask_where_to_save(world))
        .keys(&[ctrl_shift(Key::S)])
        .menu(Menu::Scene, 0),
    Command::new(
        "Begin with the last scene",
        "When wriggle is opened without naming a scene: the one that was open last, or the crawler",
        |world, _| {
            if let Some(mut keeper) = world.get_resource_mut::<Keeper>() {
                keeper.now.begin_with_last = !keeper.now.begin_with_last;
            }
        },
    )
    .menu(Menu::Scene, 1)
    .switch(|world| world.get_resource::<Keeper>().is_some_and(|keeper| keeper.now.begin_with_last))
    .when(|world| {
        let kept = world.contains_resource::<Keeper>();
        if kept { Ok(()) } else { Err("There is no folder in which it could be remembered") }
    }),
    Command::new("Quit", "Closes the window; asks about unsaved changes first", |world, _| {
        wish(world, Wish::Close);
    })
    .keys(&[ctrl(Key::Q)])
    .menu(Menu::Scene, 2),
    Command::new("Back to the beginning", "Starts the run anew; your changes stay", |world, _| reset(world))
        .keys(&[key(Key::R)])
        .menu(Menu::Run, 1),
];
