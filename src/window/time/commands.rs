//! The commands of time, for menus and keys.

use super::travel::{back, forward, one_tick};
use crate::sim::{Playback, SPEEDS, TICKS_PER_SECOND};
use crate::window::state::command::{key, shift};
use crate::window::state::{Command, Menu};
use bevy_egui::egui::Key;

/// All of them. On some keyboards Shift makes another key of comma and period.
pub const COMMANDS: &[Command] = &[
    Command::new("Play or pause", "Lets time go on, or stand", |world, _| {
        let mut playback = world.resource_mut::<Playback>();
        playback.playing = !playback.playing;
    })
    .keys(&[key(Key::Space)])
    .menu(Menu::Run, 0),
    Command::new("One tick", "Pauses and does one tick, 0.01 s", |world, _| one_tick(world))
        .keys(&[key(Key::Period)])
        .menu(Menu::Run, 0)
        .again(),
    Command::new("One tick back", "Pauses and goes back one tick, 0.01 s", |world, _| back(world, 1))
        .keys(&[key(Key::Comma)])
        .menu(Menu::Run, 0)
        .again(),
    Command::new("One second on", "Pauses and goes on by one second", |world, _| forward(world, SECOND))
        .keys(&[shift(Key::Period), shift(Key::Colon)])
        .menu(Menu::Run, 0)
        .again(),
    Command::new("One second back", "Pauses and goes back by one second", |world, _| back(world, SECOND))
        .keys(&[shift(Key::Comma), shift(Key::Semicolon)])
        .menu(Menu::Run, 0)
        .again(),
    Command::new("Slower", "Fewer simulated seconds in a real one, down to 1/100", |world, _| {
        world.resource_mut::<Playback>().shift_speed(false);
    })
    .keys(&[key(Key::OpenBracket)])
    .menu(Menu::Run, 2)
    .again()
    .when(|world| {
        let slowest = world.resource::<Playback>().speed <= SPEEDS[0];
        if slowest { Err("It cannot be slower") } else { Ok(()) }
    }),
    Command::new("Faster", "More simulated seconds in a real one, up to 32", |world, _| {
        world.resource_mut::<Playback>().shift_speed(true);
    })
    .keys(&[key(Key::CloseBracket)])
    .menu(Menu::Run, 2)
    .again()
    .when(|world| {
        let fastest = world.resource::<Playback>().speed >= SPEEDS[SPEEDS.len() - 1];
        if fastest { Err("It cannot be faster") } else { Ok(()) }
    }),
];

const SECOND: u64 = TICKS_PER_SECOND as u64;
