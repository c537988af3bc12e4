//! The commands of the plots.

use super::pages::PAGES;
use super::sampler::Scope;
use super::sheets::{ask_where_to_save, set_frozen};
use super::tabs::Plots;
use crate::window::state::folds::{self, Pane};
use crate::window::state::{Arrangement, Command, Menu, Ready, Selection};
use bevy::ecs::prelude::*;

/// Shows the page of this place in the list.
macro_rules! tab {
    ($place:literal) => {
        Command::new(PAGES[$place].name, PAGES[$place].tip, |world, _| {
            folds::open(world, Pane::Plots, true);
            world.resource_mut::<Plots>().tab = PAGES[$place].tab;
        })
        .menu(Menu::Plots, 2)
        .switch(|world| world.resource::<Plots>().tab == PAGES[$place].tab)
    };
}

/// All of them.
pub const COMMANDS: &[Command] =
    &[PIN, FREEZE, COPIES, SAVE, tab!(0), tab!(1), tab!(2), tab!(3), tab!(4), tab!(5)];

fn open(world: &World) -> Ready {
    if world.resource::<Arrangement>().plot { Ok(()) } else { Err("The plots are closed: open them in View") }
}

/// Gives the selected neuron a lane of its own.
pub const PIN: Command =
    Command::new(
        "Pin to the plots",
        "The selected neuron keeps its lane when another is selected",
        |world, _| {
            let Some(key) = world.resource::<Selection>().selected.clone() else { return };
            let mut plots = world.resource_mut::<Plots>();
            let pinned = plots.is_pinned(&key);
            plots.pin(&key, !pinned);
        },
    )
    .menu(Menu::Plots, 0)
    .switch(|world| {
        let selected = world.resource::<Selection>().selected.as_ref();
        selected.is_some_and(|key| world.resource::<Plots>().is_pinned(key))
    })
    .when(|world| {
        if world.resource::<Selection>().selected.is_some() { Ok(()) } else { Err("Select a neuron first") }
    });

/// Makes the plots stand still.
pub const FREEZE: Command = Command::new(
    "Freeze the plots",
    "The plots stand still while the worm goes on; then drag and wheel to look around",
    |world, _| {
        let frozen = world.resource::<Scope>().is_frozen();
        world.resource_scope(|world, mut plots: Mut<Plots>| set_frozen(world, &mut plots, !frozen));
    },
)
.menu(Menu::Plots, 0)
.switch(|world| world.resource::<Scope>().is_frozen())
.when(open);

/// Runs copies along.
pub const COPIES: Command = Command::new(
    "Copies with other seeds",
    "Bands behind potential and speed: the median and the quartiles of copies of this scene with other seeds",
    |world, _| {
        let mut plots = world.resource_mut::<Plots>();
        plots.copies = !plots.copies;
    },
)
.menu(Menu::Plots, 0)
.switch(|world| world.resource::<Plots>().copies)
.when(open);

/// Saves the open tab.
pub const SAVE: Command = Command::new(
    "Save the plot...",
    "Saves what is shown: a table (.csv) or a picture (.svg, .png)",
    |world, _| world.resource_scope(|world, mut plots: Mut<Plots>| ask_where_to_save(world, &mut plots)),
)
.menu(Menu::Plots, 1)
.when(open);
