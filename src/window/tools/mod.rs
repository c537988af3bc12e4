//! Tools of the world: poke, move and turn, posts, walls, erase; taps by the clock; what is shown; the medium.

mod bar;
mod commands;
mod creatures;
mod hands;
mod medium;
mod taps;
mod things;
mod tool;

pub use bar::show as show_bar;
pub use commands::{COMMANDS, MEDIUM, SHOWS, TOOLS};
#[cfg(test)]
pub use creatures::add_from;
pub use hands::{act, overlay, reach, width, worm_at};
pub use medium::{medium_name, place_of, show as show_medium};
pub use taps::TAPS;
pub use things::{Thing, entries, thing_at};
pub use tool::{Shows, Tool, Tools};

use bevy::app::App;

/// Adds the tools.
pub fn plugin(app: &mut App) {
    app.init_resource::<Tools>();
}
