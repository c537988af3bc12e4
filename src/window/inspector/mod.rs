//! The inspector: what is chosen, and all that it is made of, to be changed while it runs.
//!
//! * `neuron`: its state as it changes, its parameters (`params`), its links (`edges`).
//! * `fields`: the fields of any record by the kind of their values.
//! * `plastic`: how a synapse learns; `teaching`: the rules and modulators of the scene.
//! * `link`, `drawn`, `class`, `scene`: what is shown for a link, for a note or a frame, for a class, and while nothing
//!   is chosen.

mod astrocyte;
mod class;
mod drawn;
mod edges;
mod fields;
mod link;
mod neuron;
mod params;
mod plastic;
mod receptive;
mod scene;
mod teaching;

pub use fields::PARTS;
pub use neuron::take_over;
pub use params::{Outcome as Changed, Sheet, cell as param_cell};

use crate::scene::document::Kind;
use crate::window::paint::panes::{self, fill, side};
use crate::window::plots::Focus;
use crate::window::state::folds::{Pane, is_open, rail};
use crate::window::state::{Arrangement, Panel, Selection, Stop, palette, selected_index, tour};
use bevy::ecs::prelude::*;
use bevy_egui::egui::{self, Ui};

/// The inspector, at the right.
pub const PANEL: Panel = Panel::of(show);

/// Its usual width.
const USUAL: f32 = 348.0;

fn show(ui: &mut Ui, world: &mut World) {
    rail(ui, world, Pane::Inspector);
    if !is_open(world, Pane::Inspector) {
        Focus::leave(world);
        return;
    }
    Focus::follow(world);
    let panes = world.resource::<Arrangement>().panes;
    let room = ui.max_rect().width();
    let panel = egui::Panel::right("inspector").frame(side(palette(world)));
    let panel = panes::INSPECTOR.size(panel, panes.inspector, USUAL, room);
    let shown = panel.show(ui, |ui| tour::stop(fill(ui), world, Stop::Inspector, chosen)).response.rect;
    tour::border(ui.ctx(), world, egui::Id::new("inspector"), "Border of the inspector");
    let mut arrangement = world.resource_mut::<Arrangement>();
    panes::INSPECTOR.keep(&mut arrangement.panes.inspector, shown.width(), USUAL, room);
}

fn chosen(ui: &mut Ui, world: &mut World) {
    let Selection { entry, class, .. } = world.resource::<Selection>();
    if let Some(entry) = entry.clone() {
        let name = (&entry.creature, entry.kind.name(), entry.place);
        let show = match entry.kind {
            Kind::ASTROCYTE => astrocyte::show,
            kind if kind.is_drawn() => drawn::show,
            _ => link::show,
        };
        ui.push_id(name, |ui| show(ui, world, &entry));
    } else if let Some(index) = selected_index(world) {
        neuron::show(ui, world, index);
    } else if let Some(class) = class.clone() {
        class::show(ui, world, &class);
    } else {
        scene::show(ui, world);
    }
}
