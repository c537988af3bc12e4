//! Files: opening and saving the scene, and keeping work and habits.
//!
//! * `begin`: a scene takes the place of another; `open` opens it, `save` saves it, `receive` takes files of any kind;
//!   `moment` saves what is now as a scene, `rival` compares with another one.
//! * `scenes` finds what can be opened, `shipped` knows those of the program, `templates` are for new ones.
//! * `recovery`, `reload` and `settings` keep work and habits: after a crash (`rescue`, `will`, `offer`), beside another
//!   program, from one day to the next (`looks`); `places` says where.
//! * `dialogs` asks what has to be asked.
//! * `commands` lists the commands for all this.

mod begin;
mod commands;
mod dialogs;
mod looks;
mod moment;
mod offer;
mod open;
mod places;
mod receive;
pub mod recovery;
pub mod reload;
mod rescue;
mod rival;
mod save;
mod scenes;
pub mod settings;
mod shipped;
mod templates;
mod will;

#[cfg(test)]
pub use crate::window::chooser::close as take_dialog;
pub use crate::window::state::begin as start;
pub use begin::reset;
pub use commands::COMMANDS;
pub use dialogs::{asks, dialog_is_open, take_dropped};
pub use looks::look_as_before;
#[cfg(test)]
pub use moment::save_moment;
#[cfg(test)]
pub use open::open;
pub use open::{ask_what_to_open, wish};
#[cfg(test)]
pub use rival::compare;
#[cfg(test)]
pub use save::{ask_where_to_save, save};
pub use scenes::{SceneEntry, Scenes, look_for_scenes, own_folder};
#[cfg(test)]
pub use shipped::is_shipped;
pub use shipped::{GUIDE_FOLDER, shipped_folder};
pub use templates::{BARE, CRAWLER, OFFERED, TEMPLATES};

use crate::window::chooser;
use crate::window::state::Panel;
use bevy::app::App;

/// Questions, faults, the file dialog.
pub const PANEL: Panel = Panel { plugin, show: dialogs::show };

fn plugin(app: &mut App) {
    chooser::plugin(app);
    app.init_resource::<Scenes>()
        .init_resource::<reload::Watch>()
        .init_resource::<looks::Looks>()
        .init_resource::<moment::KeptMoment>();
}
