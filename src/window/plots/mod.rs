//! The plots: traces of neurons, muscles and skin, the spike raster, firing rates, response curves.
//!
//! | file | subject |
//! |---|---|
//! | `sampler`, `track` | what is remembered from tick to tick |
//! | `before` | what is said of the time before something was looked at |
//! | `past` | what lacks of the time before something was looked at, and how it is put in |
//! | `sheet` | a plot as plain data |
//! | `view` | which time is shown |
//! | `cursors` | two moments that are compared, and what is read at them |
//! | `chart` | shows a sheet by `egui_plot`, reads values off at the pointer |
//! | `glance` | a small trace in the inspector |
//! | `focus` | whose trace that is |
//! | `tabs` | what is set |
//! | `panel`, `header` | the panel; what stands above a plot: tabs, pins, saving and freezing |
//! | `twin` | the same of the ghost |
//! | `held` | what of the ghost and of copies stands still with a frozen plot |
//! | `bands` | what copies of the scene with other seeds did |
//! | `pages` | the list of tabs |
//! | `source`, `sheets` | what a sheet is made of; the sheet of the open tab |
//! | `traces`, `raster`, `rates`, `response` | one tab each: its switches, its sheet |
//! | `long` | the same of the whole run, thinned: what is kept of it, and its tab |
//! | `weights` | those of synapses that learn: what is kept of them, and their tab |
//! | `export`, `picture` | a sheet as a table, and drawn on a page |
//! | `commands` | what can be done by name |
//! | `widgets` | the small switches above a plot |

mod bands;
mod before;
mod chart;
mod commands;
mod cursors;
mod export;
mod focus;
mod glance;
mod header;
mod held;
mod long;
mod pages;
mod panel;
mod past;
mod picture;
mod raster;
mod rates;
mod response;
mod sampler;
mod sheet;
mod sheets;
mod source;
mod tabs;
mod traces;
mod track;
mod twin;
mod view;
mod weights;
mod widgets;

pub use bands::{Bands, COPIES, of_potentials, of_speeds, quartiles};
pub use before::Before;
pub use commands::{COMMANDS, PIN};
pub use focus::Focus;
pub use glance::glance;
pub use long::Long;
pub use past::Lacking;
#[cfg(test)]
pub use raster::order as row_order;
pub use sampler::{Samples, Scope, plugin as sampling};
#[cfg(test)]
pub use sheets::{save, save_now};
pub use tabs::{Plots, Tab};
pub use track::Quantity;
pub use weights::Pin as WeightPin;

use crate::window::state::Panel;
use crate::window::twin::Ghost;
use bevy::app::App;

/// The plots, at the bottom.
pub const PANEL: Panel = Panel { plugin, show: panel::show };

/// Adds what looks at every tick of a world.
pub fn watching(app: &mut App) {
    sampler::plugin(app);
    long::plugin(app);
}

fn plugin(app: &mut App) {
    app.init_resource::<Plots>().init_resource::<Focus>();
    watching(app);
    app.world_mut().get_resource_or_init::<Ghost>().watched_by.push(watching);
}
