//! The commands of the canvas.

use super::canvas::Canvas;
use crate::window::state::{Command, Menu, Views};

/// All of them.
pub const COMMANDS: &[Command] = &[FIT, DIM];

/// Shows the whole network.
pub const FIT: Command = Command::new("Fit the network", "Shows the whole network", |world, _| {
    world.resource_mut::<Views>().fit_network = true;
})
.menu(Menu::Network, 0);

const DIM: Command =
    Command::new("Dim silent", "Dims neurons that have not released in the last ten seconds", |world, _| {
        let mut canvas = world.resource_mut::<Canvas>();
        canvas.dim_silent = !canvas.dim_silent;
    })
    .menu(Menu::Network, 0)
    .switch(|world| world.resource::<Canvas>().dim_silent);
