//! What the window knows and the scene does not, and more than one of its parts needs: each a resource of its own.
//!
//! | resource | holds |
//! |---|---|
//! | [`Style`] | dark or light, for whose eyes, with how much motion |
//! | [`Notices`] | messages, and what is wrong with a scene |
//! | [`Selection`] | what is chosen |
//! | [`Document`] | the open file |
//! | [`Wishes`] | what was asked for and waits: for an answer, for a file to be named |
//! | [`Arrangement`] | what is open in the window, and how large |
//! | [`Folds`](folds::Folds) | which panels fold in a small window |
//! | [`Figures`](figures::Figures) | what the status bar shows |
//! | [`Claims`](claims::Claims) | keys that a part takes for itself while it has the keyboard |
//! | [`Columns`](columns::Columns) | what the table of neurons shows |
//! | [`Learned`] | which lessons were gone through |
//! | [`LastPairs`] | the last pairs of events of the synapse that is looked at |
//! | [`Views`] | where the window looks |
//! | [`Space`] | what is under way with the space bar |
//! | [`Graph`] | the network as it stands between two edits, made of the world |
//! | [`Letters`] | the letters that names are written in |
//! | [`Afterimage`] | what is drawn between two ticks |
//! | [`Thrift`] | whether the processor draws, and how sparingly |
//! | [`Tour`] | the way of the keyboard's focus through the window |
//! | [`Table`] | all that can be done, by name: menus, keys, help and search are made of it |
//!
//! [`SceneBegan`] tells whoever remembers a scene that another has begun.
//!
//! A [`Job`] is work on a thread of its own. A [`Panel`] is what a folder of the window gives to the whole.
//!
//! Who needs a resource takes it where it is used, for as short as can be: none is ever away while
//! another part of the window is at work.

pub mod afterimage;
mod arrangement;
mod began;
mod busy;
pub mod claims;
pub mod columns;
pub mod command;
pub mod document;
pub mod figures;
pub mod folds;
pub mod graph;
mod job;
mod learned;
mod letters;
mod notices;
mod pairs;
mod panel;
mod ring;
mod selection;
mod space;
mod steps;
mod strokes;
mod style;
mod thrift;
pub mod tour;
mod views;
pub mod wishes;

pub use afterimage::Afterimage;
pub use arrangement::{Arrangement, Layout, SPLIT};
pub use began::{SceneBegan, begin};
pub use busy::Busy;
pub use command::{Command, Menu, Ready, Table};
pub use document::Document;
pub use graph::Graph;
pub use job::{Died, Job, Watch};
pub use learned::Learned;
pub use letters::{Letters, in_time as letters_in_time};
pub use notices::{Notices, report, say, say_done, say_error, show as show_notices, tell};
pub use pairs::LastPairs;
pub use panel::Panel;
pub use selection::{Selection, chosen, chosen_cells, select, selected_index};
pub use space::{Space, pan as pan_by_space};
pub use steps::{close, perform, shift, step, take_back};
pub use style::{Style, SystemWish, Theme, apply as apply_style, palette, refresh as refresh_graph};
pub use thrift::{Thrift, apply as apply_thrift};
pub use tour::{Stop, Tour};
pub use views::Views;
pub use wishes::{Wish, Wishes};

use bevy::app::App;
use bevy::ecs::prelude::*;

/// Adds what the parts of the window share.
pub fn plugin(app: &mut App) {
    app.init_resource::<Style>()
        .init_resource::<Notices>()
        .init_resource::<Selection>()
        .init_resource::<Document>()
        .init_resource::<Wishes>()
        .init_resource::<Busy>()
        .init_resource::<Arrangement>()
        .init_resource::<folds::Folds>()
        .init_resource::<figures::Figures>()
        .init_resource::<claims::Claims>()
        .init_resource::<columns::Columns>()
        .init_resource::<Learned>()
        .init_resource::<LastPairs>()
        .init_resource::<Views>()
        .init_resource::<Space>()
        .init_resource::<Graph>()
        .init_resource::<Letters>()
        .init_resource::<Thrift>()
        .init_resource::<Table>()
        .init_resource::<Tour>()
        .add_observer(|_: On<SceneBegan>, mut graph: ResMut<Graph>| graph.stale = true)
        .add_observer(|began: On<SceneBegan>, mut arrangement: ResMut<Arrangement>| {
            arrangement.suit(began.0.bodies().next().is_some());
        });
    afterimage::plugin(app);
}
