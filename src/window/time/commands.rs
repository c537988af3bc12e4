//! The commands of time, for menus and keys.

use super::moments::mark_now;
use super::stops::{Cause, Stops, TOUCH, TURNS};
use super::timeline::{SECOND, Timeline};
use super::travel::{back, forward, go, go_on_from_here, one_tick};
use crate::sim::{Clock, Playback, SPEEDS};
use crate::window::state::command::{key, shift};
use crate::window::state::{Command, Menu, Ready, Selection};
use bevy::ecs::world::World;
use bevy_egui::egui::Key;

/// All of them. On some keyboards Shift makes another key of comma and period.
pub const COMMANDS: &[Command] = &[
    Command::new(
        "Play or pause",
        "Lets time go on, or stand; while its key is held, a left drag pans",
        |world, _| {
            world.resource_mut::<Playback>().toggle();
        },
    )
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
    Command::new(
        "Mark this moment",
        "Sets a flag with a name on the time line, or takes it away",
        |world, _| {
            mark_now(world);
        },
    )
    .keys(&[key(Key::M)])
    .menu(Menu::Run, 1),
    RETURN,
    Command::new("Go on from here", "Time goes on; what came after this moment is forgotten", |world, _| {
        go_on_from_here(world);
    })
    .menu(Menu::Run, 1)
    .when(in_the_past),
    Command::new("Stop when the neuron fires", "Time stops when the selected neuron releases", |world, _| {
        if let Some(cause) = fires(world) {
            switch(world, cause);
        }
    })
    .menu(Menu::Run, 3)
    .switch(|world| fires(world).is_some_and(|cause| world.resource::<Stops>().is_on(&cause)))
    .when(|world| if fires(world).is_some() { Ok(()) } else { Err("Select a neuron first") }),
    Command::new("Stop at a touch", TOUCH, |world, _| switch(world, Cause::Touch))
        .menu(Menu::Run, 3)
        .switch(|world| world.resource::<Stops>().is_on(&Cause::Touch)),
    Command::new("Stop when the worm turns", TURNS, |world, _| switch(world, Cause::Turns))
        .menu(Menu::Run, 3)
        .switch(|world| world.resource::<Stops>().is_on(&Cause::Turns)),
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

/// Returns to the last moment that is known.
pub const RETURN: Command =
    Command::new("Return to the present", "To the last moment that was lived through", |world, _| {
        let tip = world.resource::<Timeline>().span().1;
        go(world, tip);
    })
    .menu(Menu::Run, 1)
    .when(in_the_past);

fn in_the_past(world: &World) -> Ready {
    let past = world.resource::<Clock>().tick < world.resource::<Timeline>().span().1;
    if past { Ok(()) } else { Err("This is the present") }
}

/// The cause that is the selected neuron.
fn fires(world: &World) -> Option<Cause> {
    world.resource::<Selection>().selected.clone().map(Cause::Fires)
}

/// Switches a cause on or off.
fn switch(world: &mut World, cause: Cause) {
    let mut stops = world.resource_mut::<Stops>();
    let on = stops.is_on(&cause);
    stops.switch(&cause, !on);
}
