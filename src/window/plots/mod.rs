//! The plots: traces of neurons, muscles and skin, the spike raster, firing rates, response curves.
//!
//! | file | subject |
//! |---|---|
//! | `sampler`, `track` | what is remembered from tick to tick |
//! | `sheet` | a plot as plain data |
//! | `view` | which time is shown |
//! | `chart` | shows a sheet by `egui_plot`, reads values off at the pointer |
//! | `glance` | a small trace in the inspector |
//! | `focus` | whose trace that is |
//! | `tabs` | what is set |
//! | `panel`, `header` | the panel; what stands above a plot: tabs, pins, saving and freezing |
//! | `source`, `sheets` | what a sheet is made of; the sheet of the open tab |
//! | `traces`, `raster`, `rates`, `response` | one tab each: its switches, its sheet |
//! | `export`, `picture` | a sheet as a table, and drawn on a page |
//! | `commands` | what can be done by name |
//! | `widgets` | the small switches above a plot |

mod chart;
mod commands;
mod export;
mod focus;
mod glance;
mod header;
mod panel;
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
mod view;
mod widgets;

pub use commands::COMMANDS;
pub use focus::Focus;
pub use glance::glance;
#[cfg(test)]
pub use raster::order as row_order;
pub use sampler::{Samples, Scope};
#[cfg(test)]
pub use sheets::{save, save_now};
pub use tabs::Plots;
#[cfg(test)]
pub use tabs::Tab;
pub use track::Quantity;

use crate::window::state::Panel;
use bevy::app::App;

/// The plots, at the bottom.
pub const PANEL: Panel = Panel { plugin, show: panel::show };

fn plugin(app: &mut App) {
    app.init_resource::<Plots>().init_resource::<Focus>();
    sampler::plugin(app);
}
