//! Time that can be gone back in: the last minute of a run, and the way to any tick of it.
//!
//! * `run_state`: all that a tick starts from, taken out of a world and put back.
//! * `timeline`: states of now and then (`stored`), and what was done by hand in between (`deeds`). The rest follows:
//!   a run is the same to the bit each time, so a tick between two states is reached by living
//!   through the ticks again from the earlier one.
//! * `ghost`: the worm without lesions, which lives through the same ticks in a world of its own.
//! * `drive`: real time to ticks; `hand` holds the probe meanwhile, `stats` says how it goes.
//! * `travel`: going to a tick, with all that the picture remembers (`kept`).
//! * `line`: the strip on which it is done; `commands` lists those of menus and keys.
//!
//! What was done after a moment that was gone back to stays on the line, and happens again when
//! time goes on, until something else is done: then it is forgotten. A change of the *scene* is not
//! part of a run. It stays when one goes back before it (undo is another matter); the states of
//! before can be gone back to, but not the ticks between them, which another rule had made.

mod commands;
mod deeds;
pub mod drive;
mod ghost;
mod hand;
mod kept;
mod line;
mod run_state;
mod stats;
mod stored;
mod timeline;
mod travel;

pub use commands::COMMANDS;
#[cfg(test)]
pub use deeds::Mark;
pub use ghost::Ghost;
pub use hand::Hand;
pub use run_state::RunState;
pub use stats::{GAIT_LOOK_BACK, LONG_LOOK_BACK, LOOK_BACK, Stats, refresh as refresh_stats};
#[cfg(test)]
pub use timeline::cut;
pub use timeline::{Timeline, begin, probe_seen_again};
#[cfg(test)]
pub use travel::go;
pub use travel::{back, one_tick};

use crate::window::state::Panel;
use bevy::app::App;

/// The strip above the status bar.
pub const PANEL: Panel = Panel { plugin, show: line::show };

fn plugin(app: &mut App) {
    app.init_resource::<Hand>()
        .init_resource::<Stats>()
        .init_resource::<Ghost>()
        .init_resource::<Timeline>()
        .init_resource::<travel::Scrub>();
}
