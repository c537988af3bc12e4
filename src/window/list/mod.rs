//! The list of neurons, and that of the classes below it.

mod classes;
mod keyboard;
mod neurons;
mod presets;

pub use keyboard::KEYS;
pub use neurons::Filter;

use crate::window::paint::panes::{self, fill, side};
use crate::window::state::folds::{Pane, is_open, rail};
use crate::window::state::{Arrangement, Panel, Stop, palette, tour};
use bevy::app::App;
use bevy::ecs::prelude::*;
use bevy_egui::egui::{self, Ui};

/// The lists, at the left.
pub const PANEL: Panel = Panel { plugin, show };

/// Its usual width, and the usual height of the classes.
const USUAL: [f32; 2] = [204.0, 150.0];

fn plugin(app: &mut App) {
    app.init_resource::<Filter>().init_resource::<neurons::From>();
}

fn show(ui: &mut Ui, world: &mut World) {
    rail(ui, world, Pane::List);
    if !is_open(world, Pane::List) {
        return;
    }
    let panes = world.resource::<Arrangement>().panes;
    let room = ui.max_rect().width();
    let panel = egui::Panel::left("list").frame(side(palette(world)));
    let panel = panes::LIST.size(panel, panes.list, USUAL[0], room);
    let shown = panel.show(ui, |ui| tour::stop(fill(ui), world, Stop::List, lists)).response.rect;
    tour::border(ui.ctx(), world, egui::Id::new("list"), "Border of the lists");
    let mut arrangement = world.resource_mut::<Arrangement>();
    panes::LIST.keep(&mut arrangement.panes.list, shown.width(), USUAL[0], room);
}

fn lists(ui: &mut Ui, world: &mut World) {
    let room = ui.max_rect().height();
    let kept = world.resource::<Arrangement>().panes.classes;
    let panel = egui::Panel::bottom("classes").frame(egui::Frame::new());
    let classes = panes::CLASSES.size(panel, kept, USUAL[1], room);
    // As high as it is asked to be, however few classes there are.
    let shown = classes.show(ui, |ui| classes::show(fill(ui), world)).response.rect;
    tour::border(ui.ctx(), world, egui::Id::new("classes"), "Border of the classes");
    let mut arrangement = world.resource_mut::<Arrangement>();
    panes::CLASSES.keep(&mut arrangement.panes.classes, shown.height(), USUAL[1], room);
    egui::CentralPanel::default().frame(egui::Frame::new()).show(ui, |ui| neurons::show(ui, world));
}
