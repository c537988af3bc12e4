//! Time that can be gone back in: the last minute of a run, and the way to any tick of it.
//!
//! * `timeline`: states of now and then (`stored`, `storing`), and what was done by hand in between (`deeds`), with
//!   what takes changes of the scene back (`changes`). The rest follows: a run is the same to the bit each time, so a tick between two states is reached by living
//!   through the ticks again from the earlier one.
//! * `replay`: the same in a world of its own, while the run goes on; `past` fills in with it what the plots lack of
//!   what was selected just now.
//! * `copies`: what the scene does with other seeds.
//! * `drive`: real time to ticks; `hand` holds the probe meanwhile, `stats` says how it goes.
//! * `before`: runs that were left for another beginning, and the way back to them.
//! * `travel`: going to a tick, with all that the picture remembers (`kept`).
//! * `excerpt`: a recording shown once more in a window of its own, for pictures.
//! * `stops`: what makes time stop; `moments`: those that were given a name.
//! * `line`: the strip on which it is done, with its menu and its list; `commands` lists those of menus and keys.
//!
//! What was done after a moment that was gone back to stays on the line, and happens again when
//! time goes on, until something else is done: then it is forgotten. A change of the *scene* is not
//! part of a run. It stays when one goes back before it (undo is another matter); the states of
//! before can be gone back to, but not the ticks between them, which another rule had made. (A replay takes such
//! changes back in its own world, and gets to those too.)

mod before;
mod changes;
mod commands;
mod copies;
mod deeds;
pub mod drive;
mod excerpt;
mod hand;
mod kept;
mod line;
mod moments;
mod past;
mod replay;
mod stats;
mod stops;
mod stored;
mod storing;
mod timeline;
mod travel;

pub use before::{forget_runs, keep, leave, return_to_run, was_run};
pub use commands::COMMANDS;
#[cfg(test)]
pub use copies::wait as wait_for_copies;
#[cfg(test)]
pub use deeds::Mark;
pub use excerpt::{Excerpt, replayable};
pub use hand::Hand;
pub use line::KEYS;
#[cfg(test)]
pub use moments::mark_now;
pub use past::finish as finish_past;
#[cfg(test)]
pub use past::pause as pause_past;
#[cfg(test)]
pub use replay::{Recording, Replay};
pub use stats::{
    GAIT_LOOK_BACK, LONG_LOOK_BACK, LOOK_BACK, Moved, REST, Stats, heading, refresh as refresh_stats,
};
#[cfg(test)]
pub use stops::{Cause, Stops};
#[cfg(test)]
pub use timeline::cut;
pub use timeline::{Timeline, probe_seen_again};
#[cfg(test)]
pub use travel::go;
pub use travel::{back, one_tick};

use crate::window::state::{Panel, SceneBegan};
use crate::window::twin::Ghost;
use bevy::app::App;
use bevy::ecs::prelude::*;

/// The strip above the status bar.
pub const PANEL: Panel = Panel { plugin, show: line::show };

/// A scene begins: this moment is the first, and nothing is measured yet.
pub fn begin(world: &mut World) {
    timeline::begin(world);
    stats::begin(world);
}

fn plugin(app: &mut App) {
    stops::plugin(app);
    app.init_resource::<Hand>()
        .init_resource::<Stats>()
        .init_resource::<Ghost>()
        .init_resource::<Timeline>()
        .init_resource::<past::Past>()
        .init_resource::<copies::Copies>()
        .init_resource::<line::Opened>()
        .init_resource::<before::Runs>()
        .init_resource::<travel::Scrub>()
        .add_observer(begin_anew);
}

/// A scene begins: with an empty hand, a ghost if it has lesions, and this moment as the first.
fn begin_anew(began: On<SceneBegan>, mut commands: Commands) {
    let scene = began.0.clone();
    commands.queue(move |world: &mut World| {
        world.insert_resource(Hand::default());
        Ghost::begin(world, &scene);
        begin(world);
    });
}
