//! The commands of the canvas.

use super::canvas::Canvas;
use super::layouts::{Layout, arrange};
use super::{places, stars};
use crate::window::state::{Command, Graph, Menu, Ready, Selection, Views, chosen_cells};
use bevy::ecs::prelude::*;

/// All of them.
pub const COMMANDS: &[Command] = &[FIT, DIM, stars::ADD];

/// Shows the whole network.
pub const FIT: Command = Command::new("Fit the network", "Shows the whole network", |world, _| {
    world.resource_mut::<Views>().fit_network = true;
})
.menu(Menu::Network, 0);

/// Dims what does not release.
pub const DIM: Command =
    Command::new("Dim silent", "Dims neurons that have not released in the last ten seconds", |world, _| {
        let mut canvas = world.resource_mut::<Canvas>();
        canvas.dim_silent = !canvas.dim_silent;
    })
    .menu(Menu::Network, 0)
    .switch(|world| world.resource::<Canvas>().dim_silent);

/// New places for neurons.
pub const ARRANGE: &[Command] = &[
    Command::new(
        "Along the body",
        "Arranges each neuron beside the muscles and the skin that it is nearest to",
        |world, _| lay_out(world, Layout::Body),
    )
    .menu(Menu::Network, 1)
    .when(some),
    Command::new(
        "From sensors to muscles",
        "Arranges neurons in columns, by the number of synapses from the nearest sensor",
        |world, _| lay_out(world, Layout::Layers),
    )
    .menu(Menu::Network, 1)
    .when(some),
    Command::new("By forces", "Links draw neurons together, which push each other apart", |world, _| {
        lay_out(world, Layout::Forces);
    })
    .menu(Menu::Network, 1)
    .when(some),
    Command::new("In rows", "Arranges neurons by class, then by name", |world, _| {
        lay_out(world, Layout::Grid);
    })
    .menu(Menu::Network, 1)
    .when(some),
    Command::new("Align in a row", "Moves the selected neurons to one height", |world, _| {
        places::align(world, true);
    })
    .menu(Menu::Network, 2)
    .when(several),
    Command::new("Align in a column", "Moves the selected neurons below one another", |world, _| {
        places::align(world, false);
    })
    .menu(Menu::Network, 2)
    .when(several),
    Command::new(
        "Spread along the row",
        "The selected neurons at even distances, from left to right",
        |world, _| {
            places::spread(world, true);
        },
    )
    .menu(Menu::Network, 2)
    .when(several),
    Command::new(
        "Spread along the column",
        "The selected neurons at even distances, downwards",
        |world, _| {
            places::spread(world, false);
        },
    )
    .menu(Menu::Network, 2)
    .when(several),
];

fn some(world: &World) -> Ready {
    if world.resource::<Graph>().cells.is_empty() { Err("There are no neurons") } else { Ok(()) }
}

fn several(world: &World) -> Ready {
    if world.resource::<Selection>().count() > 1 { Ok(()) } else { Err("Select two neurons or more first") }
}

/// Lays out the selected neurons, if they are several, else all.
fn lay_out(world: &mut World, layout: Layout) {
    let chosen = chosen_cells(world);
    let all = world.resource::<Graph>().cells.len();
    let cells = if chosen.len() > 1 { chosen } else { (0..all).collect() };
    let new = arrange(world.resource::<Graph>(), layout, &cells);
    places::glide_to(world, &new);
}
