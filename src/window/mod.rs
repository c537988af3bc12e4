//! The window: the worm in its world, its nervous system beside it, and the panels around.
//!
//! Bevy gives the window and the graphics device; everything in it is painted through egui, the
//! world and the network too, so that one drawing code serves the window and pictures without
//! a display.
//!
//! * [`open`] opens the window and returns when it is closed.
//! * [`frame`] is one frame of the whole window, a function of egui's `Ui` and the world.
//! * [`Photographer`] takes pictures of it without a display.
//!
//! # The map
//!
//! From the ground up; a folder uses only those above it in this table, and `tests/house.rs` holds it to that:
//!
//! | folder | holds |
//! |---|---|
//! | `paint` | shapes of plain data: colours, widgets, worm and network, pictures on the processor. It knows no world |
//! | `reel` | pictures and videos as files: PNG, GIF, by ffmpeg, numbered |
//! | `state` | what several folders need, each a resource: style, notices, selection, document, wishes, arrangement, views, letters, the network as it is drawn; and `perform`, the one way to change the scene |
//! | `twin` | the ghost: the same worms without lesions, or those of another scene, in a world of their own |
//! | `plots` | the panel at the bottom: traces, raster, rates, response; it samples every tick while it is open |
//! | `time` | real time to ticks, going back in the run, the strip on which that is done, what makes time stop; the past of what is selected; copies with other seeds |
//! | `commands` | what can be done to the network by key, menu or pointer; the clipboard |
//! | `learning` | the strip of what synapses learn, with the modulators |
//! | `list` | neurons and classes, at the left |
//! | `chooser` | the file dialog |
//! | `files` | opening, saving; keeping work after a crash, beside another program, from one day to the next; questions |
//! | `new` | what a new scene begins with |
//! | `tools` | those of the world: poke, move, posts, walls; the medium |
//! | `lessons` | from the first touch to a reflex of one's own, step by step |
//! | `gallery` | all scenes with pictures |
//! | `world` | the worms on their ground: camera, probe, links between body and network |
//! | `network` | the network as an editor: pointer, layouts, ports, the map of a large one |
//! | `middle` | world and network, and the border between them |
//! | `compare` | measures of the worm and of its ghost, over the world |
//! | `inspector` | what is chosen and all that it is made of, at the right |
//! | `table` | all neurons, or all links, at the bottom: sorted, edited, copied |
//! | `film` | pictures and videos of what happened |
//! | `experiments` | protocols, sweeps, responses and lesions: many runs beside the one that is seen |
//! | `finder` | every command, neuron, frame, note, class and scene by its name |
//! | `help` | all keys, gestures, and what the picture means |
//! | `top`, `status` | the bars, with the menus |
//! | `keys` | what keys do |
//! | `pace` | how often the window is drawn |
//! | `shot`, `studio` | pictures, those of the gallery |
//! | `desktop` | what the system is set to: dark or light, less motion |
//! | `launch` | the window itself: on the screen, on the disk, at the end |
//!
//! A folder with a `state::Panel` is a part of the window: a plugin with its own resources, and a function of egui's
//! `Ui` and the world that shows it, so that a test can use it as a person does, without a screen. `PANELS` lists
//! them, in the order in which they take their room. Who needs a resource takes it where it is used, for as short as
//! can be.

#![allow(clippy::disallowed_methods, reason = "what is drawn need not be the same on every platform")]

/// Declares the parts of the window, each with its module, and lists them.
macro_rules! panels {
    ($($folder:ident,)+) => {
        $(mod $folder;)+

        const PANELS: &[state::Panel] = &[$($folder::PANEL),+];
    };
}

// In the order in which they take their room: the middle has what the panels around it leave, what comes after it
// lies over all.
panels! {
    top,
    status,
    time,
    learning,
    table,
    list,
    inspector,
    plots,
    middle,
    compare,
    files,
    lessons,
    gallery,
    new,
    film,
    experiments,
    help,
    finder,
}

mod chooser;
mod commands;
mod desktop;
mod keys;
mod launch;
mod network;
mod pace;
mod paint;
mod reel;
mod shot;
mod state;
mod studio;
#[cfg(test)]
mod tests;
mod tools;
mod twin;
mod world;

pub use launch::{NoWindow, Start, open, open_unnamed};
pub use paint::raster::Picture;
pub use paint::theme::Colours;
pub use paint::view::Camera;
pub(crate) use reel::{Film, FilmError, Kind as FilmKind, ending, png};
pub use shot::{Photographer, Settings, Subject};
pub use world::whole_way;

use crate::edit::{History, Journal};
use crate::nervous::Threads;
use crate::record::Tracks;
use crate::sim::Playback;
use bevy::app::App;
use bevy::ecs::prelude::*;
use bevy_egui::egui::{Context, Ui};
use state::{Document, Graph, Letters};

/// All that can be done, by name, as each folder lists it: menus, keys, help and search are made of it.
const COMMANDS: &[&[state::Command]] = &[
    new::COMMANDS,
    files::COMMANDS,
    gallery::COMMANDS,
    commands::edit::COMMANDS,
    commands::view::COMMANDS,
    commands::looks::COMMANDS,
    time::COMMANDS,
    &tools::TOOLS,
    tools::COMMANDS,
    tools::SHOWS,
    tools::TAPS,
    network::COMMANDS,
    commands::frames::COMMANDS,
    network::ARRANGE,
    network::KEYS,
    list::KEYS,
    time::KEYS,
    plots::COMMANDS,
    learning::COMMANDS,
    table::COMMANDS,
    lessons::COMMANDS,
    film::COMMANDS,
    experiments::COMMANDS,
    help::COMMANDS,
    finder::COMMANDS,
    keys::COMMANDS,
];

/// Adds the parts of the window. The simulation's plugin must be there already.
fn plugin(app: &mut App) {
    state::plugin(app);
    commands::plugin(app);
    keys::plugin(app);
    for panel in PANELS {
        (panel.plugin)(app);
    }
    app.insert_resource(gallery::Studio(studio::take))
        .insert_resource(film::Studio(studio::shoot))
        .insert_resource(state::Table::new(COMMANDS))
        .insert_resource(Tracks::last_seconds(60.0))
        .insert_resource(Threads::all())
        .insert_resource(History::new())
        .init_resource::<Playback>()
        .init_resource::<Journal>();
}

/// Puts a scene into a world with the window's plugin.
fn furnish(world: &mut World, start: &Start) {
    let (path, comments) = (start.path.clone(), start.comments.clone());
    world.insert_resource(Document { path, comments, ..Document::default() });
    files::start(world, &start.scene);
}

/// One frame: keys, panels, world and network. `ui` covers the window.
pub fn frame(ui: &mut Ui, world: &mut World) {
    let ctx = ui.ctx().clone();
    state::apply_style(&ctx, world);
    state::folds::measure(ui, world);
    keys::act(&ctx, world);
    state::refresh_graph(world);
    if keys::covered(&ctx, world) {
        // It looks as before, and has nothing to say: no tooltip stays over a dialog.
        ui.visuals_mut().disabled_alpha = 1.0;
        ui.disable();
    }
    for panel in PANELS {
        // The panels before may have opened another scene.
        if world.resource::<Graph>().stale {
            state::refresh_graph(world);
        }
        (panel.show)(ui, world);
    }
    state::show_notices(&ctx, world);
    keys::end(&ctx, world);
    state::tour::end(ui, world);
    find_letters(&ctx, world);
}

/// Finds fonts for what was written in this frame.
fn find_letters(ctx: &Context, world: &mut World) {
    let said = world.resource_mut::<Letters>().supply(ctx);
    if let Some(words) = said {
        state::say(world, words);
    }
}
