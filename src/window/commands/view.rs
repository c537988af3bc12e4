//! The commands that change what is seen, for menus and keys.

use super::show_ghost;
use crate::window::paint::wheel::Wheel;
use crate::window::state::command::{ctrl, key};
use crate::window::state::folds::{self, Pane};
use crate::window::state::{
    Arrangement, Command, Layout, Menu, Selection, Style, Thrift, Views, say, select,
};
use crate::window::twin::Ghost;
use bevy::ecs::prelude::*;
use bevy::window::{MonitorSelection, PrimaryWindow, Window, WindowMode};
use bevy_egui::egui::{Key, gui_zoom};

/// All of them.
pub const COMMANDS: &[Command] = &[
    BOTH, WORLD, NETWORK, LIST, INSPECTOR, PLOT, ABOUT, FIT, FOLLOW, GHOST, LARGER, SMALLER, USUAL, FULL,
    THEME, SPARE, EACH, ZOOMS, PANS,
];

/// How the middle can be shared.
pub const LAYOUTS: [Command; 3] = [BOTH, WORLD, NETWORK];

fn lay_out(world: &mut World, layout: Layout) {
    world.resource_mut::<Arrangement>().layout = layout;
}

fn laid_out(world: &World, layout: Layout) -> bool {
    world.resource::<Arrangement>().layout == layout
}

const BOTH: Command = Command::new("World and network", "Shows world and network", |world, _| {
    lay_out(world, Layout::Both);
})
.keys(&[key(Key::Num1)])
.menu(Menu::View, 0)
.switch(|world| laid_out(world, Layout::Both));

const WORLD: Command =
    Command::new("World alone", "Shows the world alone", |world, _| lay_out(world, Layout::World))
        .keys(&[key(Key::Num2)])
        .menu(Menu::View, 0)
        .switch(|world| laid_out(world, Layout::World));

const NETWORK: Command =
    Command::new("Network alone", "Shows the network alone", |world, _| lay_out(world, Layout::Network))
        .keys(&[key(Key::Num3)])
        .menu(Menu::View, 0)
        .switch(|world| laid_out(world, Layout::Network));

fn turn(world: &mut World, pane: Pane) {
    let open = folds::is_open(world, pane);
    folds::open(world, pane, !open);
}

const LIST: Command = Command::new("Neurons", "The lists of neurons and classes, at the left", |world, _| {
    turn(world, Pane::List);
})
.menu(Menu::View, 1)
.switch(|world| folds::is_open(world, Pane::List));

const INSPECTOR: Command =
    Command::new("Inspector", "What is selected and all that it is made of, at the right", |world, _| {
        turn(world, Pane::Inspector);
    })
    .menu(Menu::View, 1)
    .switch(|world| folds::is_open(world, Pane::Inspector));

const PLOT: Command = Command::new("Plots", "Traces, releases, rates and responses, below", |world, _| {
    turn(world, Pane::Plots);
})
.menu(Menu::View, 1)
.switch(|world| folds::is_open(world, Pane::Plots));

/// Shows what the scene says of itself.
pub const ABOUT: Command = Command::new(
    "Title and bodies",
    "In the inspector, while nothing is selected: what the scene says of itself, and the bodies",
    |world, _| {
        select(world, None);
        folds::open(world, Pane::Inspector, true);
    },
)
.menu(Menu::Scene, 1)
.switch(|world| world.resource::<Selection>().is_empty() && folds::is_open(world, Pane::Inspector));

/// Fits both views.
pub const FIT: Command =
    Command::new("Fit both views", "Shows all of the worms and of the network", |world, _| {
        world.resource_mut::<Views>().fit();
    })
    .keys(&[key(Key::F)])
    .menu(Menu::View, 2);

/// Follows the worm.
pub const FOLLOW: Command =
    Command::new("Follow the worm", "The view goes with the worm, or stands still", |world, _| {
        let mut views = world.resource_mut::<Views>();
        views.follow = !views.follow;
        let follow = views.follow;
        say(world, if follow { "Following the worm" } else { "Not following; C follows again" });
    })
    .keys(&[key(Key::C)])
    .menu(Menu::View, 2)
    .switch(|world| world.resource::<Views>().follow);

const GHOST: Command = Command::new(
    "Ghost without lesions",
    "Beside a worm with silenced neurons, what it would do without that",
    |world, _| show_ghost(world),
)
.keys(&[key(Key::G)])
.menu(Menu::View, 2)
.switch(|world| world.resource::<Ghost>().shown)
.when(|world| if world.resource::<Arrangement>().bodiless { Err("This scene has no body") } else { Ok(()) });

const LARGER: Command =
    Command::new("Larger", "Everything in the window larger", |_, ctx| gui_zoom::zoom_in(ctx))
        .keys(&[ctrl(Key::Plus), ctrl(Key::Equals)])
        .menu(Menu::View, 3)
        .again();

const SMALLER: Command =
    Command::new("Smaller", "Everything in the window smaller", |_, ctx| gui_zoom::zoom_out(ctx))
        .keys(&[ctrl(Key::Minus)])
        .menu(Menu::View, 3)
        .again();

const USUAL: Command = Command::new("Usual size", "Everything in the window as large as usual", |_, ctx| {
    ctx.set_zoom_factor(1.0);
})
.keys(&[ctrl(Key::Num0)])
.menu(Menu::View, 3);

/// The window without a frame, as large as the screen, if there is a window.
fn full_screen(world: &mut World) {
    let mut windows = world.query_filtered::<&mut Window, With<PrimaryWindow>>();
    if let Ok(mut window) = windows.single_mut(world) {
        window.mode = match window.mode {
            WindowMode::Windowed => WindowMode::BorderlessFullscreen(MonitorSelection::Current),
            _ => WindowMode::Windowed,
        };
    }
}

const FULL: Command =
    Command::new("Full screen", "The window as large as the screen, or as before", |world, _| {
        full_screen(world);
    })
    .keys(&[key(Key::F11)])
    .menu(Menu::View, 3);

const THEME: Command =
    Command::new("Dark or light", "Dark for a screen, light for a projector", |world, _| {
        world.resource_mut::<Style>().switch();
    })
    .menu(Menu::Looks, 0);

const SPARE: Command = Command::new(
    "Draw sparingly",
    "Where the processor draws: 30 frames a second at most, and edges less smooth",
    |world, _| {
        let mut thrift = world.resource_mut::<Thrift>();
        thrift.all = !thrift.all;
    },
)
.menu(Menu::View, 4)
.switch(|world| world.resource::<Thrift>().saves())
.when(|world| match world.resource::<Thrift>().software {
    Some(_) => Ok(()),
    None => Err("A graphics card draws: there is no need to save work"),
});
fn turns(world: &World, wheel: Wheel) -> bool {
    world.resource::<Views>().wheel == wheel
}

const EACH: Command = Command::new(
    "A wheel zooms, two fingers pan",
    "Told apart by whether it turns in whole notches",
    |world, _| world.resource_mut::<Views>().wheel = Wheel::Each,
)
.menu(Menu::Wheel, 0)
.switch(|world| turns(world, Wheel::Each));

const ZOOMS: Command = Command::new(
    "Wheel and two fingers zoom",
    "For a mouse whose wheel turns without notches",
    |world, _| world.resource_mut::<Views>().wheel = Wheel::Zooms,
)
.menu(Menu::Wheel, 0)
.switch(|world| turns(world, Wheel::Zooms));

const PANS: Command = Command::new(
    "Wheel and two fingers pan",
    "For a touchpad that is taken for a wheel; pinch, or Ctrl with either, zooms",
    |world, _| world.resource_mut::<Views>().wheel = Wheel::Pans,
)
.menu(Menu::Wheel, 0)
.switch(|world| turns(world, Wheel::Pans));
