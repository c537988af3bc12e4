//! The commands for files, for menus and keys.

use super::begin::reset;
use super::moment::ask_where_to_save_moment;
use super::open::{ask_what_to_open, wish};
use super::rival::{ask_what_to_compare, end_comparing};
use super::save::{ask_where_to_save, save};
use super::settings::Keeper;
use crate::window::state::command::{ctrl, ctrl_shift, key};
use crate::window::state::{Arrangement, Command, Menu, Wish};
use crate::window::time::{return_to_run, was_run};
use crate::window::twin::Ghost;
use bevy_egui::egui::Key;

/// All of them.
pub const COMMANDS: &[Command] = &[
    Command::new(
        "Open...",
        "Opens a scene of any folder, or makes one of a network of another program",
        |world, _| ask_what_to_open(world),
    )
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
        "Save this moment as...",
        "Writes a scene of its own that begins with exactly this state; the open one stays as it is",
        |world, _| ask_where_to_save_moment(world),
    )
    .menu(Menu::Scene, 0),
    Command::new(
        "Compare with a scene...",
        "Its worms are the ghosts: both scenes begin, side by side",
        |world, _| ask_what_to_compare(world),
    )
    .menu(Menu::View, 2)
    .when(
        |world| if world.resource::<Arrangement>().bodiless { Err("This scene has no body") } else { Ok(()) },
    ),
    Command::new("End the comparison", "The ghost of another scene goes", |world, _| end_comparing(world))
        .menu(Menu::View, 2)
        .when(|world| {
            let other = world.resource::<Ghost>().is_of_another_scene();
            if other { Ok(()) } else { Err("No other scene runs beside this one") }
        }),
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
    Command::new(
        "Return to the run before",
        "To the run that went on until the beginning was returned to; from there one can come back",
        |world, _| return_to_run(world),
    )
    .menu(Menu::Run, 1)
    .when(|world| if was_run(world) { Ok(()) } else { Err("There is no run before this one") }),
];
