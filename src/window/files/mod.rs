//! Files: opening and saving the scene, and keeping work and habits.
//!
//! * `begin`: a scene begins, here or from a file; `open` opens and saves it.
//! * `scenes` finds what can be opened.
//! * `recovery`, `reload` and `settings` keep work and habits: after a crash, beside another program, from one day
//!   to the next; `places` says where.
//! * `dialogs` asks what has to be asked.
//! * `commands` lists the commands for all this.

mod begin;
mod commands;
mod dialogs;
mod open;
mod places;
pub mod recovery;
pub mod reload;
mod scenes;
pub mod settings;

pub use begin::{reset, start};
pub use commands::COMMANDS;
#[cfg(test)]
pub use dialogs::take_dialog;
pub use dialogs::{asks, dialog_is_open};
pub use open::{ask_what_to_open, wish};
#[cfg(test)]
pub use open::{open, save};
pub use scenes::{SceneEntry, Scenes, look_for_scenes};

use crate::window::state::Panel;
use bevy::app::App;

/// Questions, faults, the file dialog.
pub const PANEL: Panel = Panel { plugin, show: dialogs::show };

fn plugin(app: &mut App) {
    app.init_resource::<Scenes>().init_resource::<reload::Watch>().init_resource::<dialogs::Dialog>();
}
