//! The window: the worm in its world, its nervous system beside it, and the panels around.
//!
//! Bevy gives the window and the graphics device; everything in it is painted through egui, the
//! world and the network too, so that one drawing code serves the window and pictures without
//! a display.
//!
//! * [`open`] opens the window and returns when it is closed.
//! * [`frame`] is one frame of the whole window, a function of egui's `Ui` and the world.
//! * `drive` turns real time into ticks; `picture` remembers what is drawn between them.
//! * `draw` makes shapes of plain data; `graph` reads that data out of the world.
//! * `plots` are the panel at the bottom; they sample every tick while it is open.
//! * `gallery` shows all scenes with pictures; `tour` says what to try.
//! * `camera` is what the view of the world takes in.
//! * `canvas` is the network as an editor: pointer, commands, layouts; `tools` are those of the world;
//!   `body_links` joins the two; `physics_lines` draws what the physics engine has over them.
//! * `time` goes back in the run; `ghost` is the worm without lesions, in a world of its own.
//! * `recovery`, `reload` and `settings` keep work and habits: after a crash, beside another program,
//!   from one day to the next.
//! * `letters` finds fonts of the system for names in scripts that the window's own fonts lack.
//! * `panels` show and change, as large as `panes` says; they change the scene only through [`crate::edit`].

#![allow(clippy::disallowed_methods, reason = "what is drawn need not be the same on every platform")]

mod bars;
mod commands;
mod files;
mod help;
mod inspector;
mod keys;
mod launch;
mod list;
mod network;
mod paint;
mod plots;
mod shot;
mod state;
#[cfg(test)]
mod tests;
mod time;
mod tools;
mod tour;
mod world;

pub use launch::{NoWindow, Start, open, open_unnamed};
pub use paint::raster::Picture;
pub use paint::view::Camera;
pub use shot::{Photographer, Settings, Subject};
pub use world::camera::whole_way;

use crate::edit::History;
use crate::nervous::Threads;
use crate::record::Tracks;
use crate::scene::SceneInfo;
use crate::sim::Playback;
use bevy::ecs::prelude::*;
use bevy_egui::egui::{self, Frame, Margin, Rect, Stroke, Ui, vec2};
use files::gallery;
use paint::widgets::{Icon, icon_button};
use paint::{panes, theme};
use state::graph::Graph;
use state::{Desk, Layout};
use time::ghost;

/// Gives a world what the window needs and puts a scene into it. The simulation's plugin must
/// be there already.
fn furnish(world: &mut World, start: &Start) {
    world.insert_resource(Tracks::last_seconds(60.0));
    world.insert_resource(Threads::all());
    world.init_resource::<Playback>();
    world.init_resource::<ghost::Ghost>();
    world.init_resource::<time::Timeline>();
    world.init_resource::<crate::edit::Journal>();
    world.insert_resource(History::new());
    let mut desk = Desk { path: start.path.clone(), comments: start.comments.clone(), ..Desk::default() };
    files::start(world, &mut desk, &start.scene);
    world.insert_resource(desk);
}

/// One frame: keys, panels, world and network. `ui` covers the window.
pub fn frame(ui: &mut Ui, world: &mut World) {
    world.resource_scope(|world, mut desk: Mut<Desk>| compose(ui, world, &mut desk));
}

fn compose(ui: &mut Ui, world: &mut World, desk: &mut Desk) {
    if desk.styled != Some(desk.mode) {
        theme::apply(ui.ctx(), desk.mode);
        desk.styled = Some(desk.mode);
        desk.stale = true;
    }
    keys::act(&ui.ctx().clone(), world, desk);
    let palette = desk.mode.palette();
    let anew = std::mem::take(&mut desk.stale);
    if anew {
        desk.graph = Graph::of(world, palette);
    }
    supply_letters(ui.ctx(), world, desk, anew);
    let bar = Frame::new().fill(palette.bar).inner_margin(Margin::symmetric(10, 0));
    let side =
        Frame::new().fill(palette.panel).inner_margin(Margin { left: 10, right: 8, top: 6, bottom: 6 });
    egui::Panel::top("top").exact_size(40.0).frame(bar).show(ui, |ui| bars::top::show(ui, world, desk));
    let status = egui::Panel::bottom("status").exact_size(26.0).frame(bar);
    status.show(ui, |ui| bars::status::show(ui, world, desk));
    let line = egui::Panel::bottom("time").exact_size(time::LINE_HEIGHT).frame(bar);
    line.show(ui, |ui| time::line(ui, world, desk));
    desk.focus = if desk.show_inspector { plots::focus(world, desk) } else { None };
    let room = ui.max_rect().size();
    if desk.show_list {
        let list = panes::LIST.size(egui::Panel::left("list").frame(side), desk.panes.list, 204.0, room.x);
        let shown = list.show(ui, |ui| list::show(fill(ui), world, desk)).response.rect;
        panes::LIST.keep(&mut desk.panes.list, shown.width(), 204.0, room.x);
    }
    if desk.show_inspector {
        let panel = egui::Panel::right("inspector").frame(side);
        let inspector = panes::INSPECTOR.size(panel, desk.panes.inspector, 348.0, room.x);
        let shown = inspector.show(ui, |ui| inspector::show(fill(ui), world, desk)).response.rect;
        panes::INSPECTOR.keep(&mut desk.panes.inspector, shown.width(), 348.0, room.x);
    }
    if desk.show_plot {
        let usual = (room.y * 0.25).max(170.0);
        let plot = panes::PLOT.size(egui::Panel::bottom("plot").frame(side), desk.panes.plot, usual, room.y);
        let shown = plot.show(ui, |ui| plots::show(fill(ui), world, desk)).response.rect;
        panes::PLOT.keep(&mut desk.panes.plot, shown.height(), usual, room.y);
    } else {
        world.resource_mut::<plots::Scope>().close(desk.focus);
    }
    egui::CentralPanel::default().frame(Frame::new()).show(ui, |ui| middle(ui, world, desk));
    let ctx = ui.ctx().clone();
    files::dialogs::show(&ctx, world, desk);
    tour::show(&ctx, desk);
    gallery::show(&ctx, world, desk);
    help::show(&ctx, desk);
    desk.toasts.show(&ctx);
}

/// Finds fonts for what is written now: with `anew` for the names of everything, else for what is being typed.
fn supply_letters(ctx: &egui::Context, world: &World, desk: &mut Desk, anew: bool) {
    let Desk { letters, graph, scenes, .. } = desk;
    let info = world.get_resource::<SceneInfo>();
    let of_scene = info.into_iter().flat_map(|info| [info.name.as_str(), info.about.as_str()]);
    let of_scenes = scenes.iter().flat_map(|entry| [entry.name.as_str(), entry.about.as_str()]);
    let names = of_scene
        .chain(of_scenes)
        .chain(graph.cells.iter().map(|cell| cell.key.neuron.as_str()))
        .chain(graph.classes.iter().map(|class| class.name.as_str()))
        .chain(graph.beings.iter().map(|being| being.name.as_str()));
    let said = letters.supply(ctx, names.filter(|_| anew));
    if let Some(words) = said {
        desk.say(words);
    }
}

/// A panel is as large as it is asked to be, not only as what is in it.
fn fill(ui: &mut Ui) -> &mut Ui {
    ui.set_min_size(ui.available_size());
    ui
}

/// World and network, and the border between them.
fn middle(ui: &mut Ui, world: &mut World, desk: &mut Desk) {
    let palette = desk.mode.palette();
    let rect = ui.available_rect_before_wrap();
    match desk.layout {
        Layout::World => world::show(ui, rect, world, desk),
        Layout::Network => network::show(ui, rect, world, desk),
        Layout::Both => {
            let wide = rect.width() > 1.45 * rect.height();
            let (first, second) = if wide {
                let x = rect.left() + rect.width() * desk.split;
                (rect.with_max_x(x - 2.0), rect.with_min_x(x + 2.0))
            } else {
                let y = rect.top() + rect.height() * desk.split;
                (rect.with_max_y(y - 2.0), rect.with_min_y(y + 2.0))
            };
            world::show(ui, first, world, desk);
            network::show(ui, second, world, desk);
            let border = Rect::from_min_max(
                if wide { first.right_top() } else { first.left_bottom() },
                if wide { second.left_bottom() } else { second.right_top() },
            );
            split(ui, rect, border, wide, desk);
        }
    }
    if desk.plain {
        return;
    }
    let corner = Rect::from_min_size(rect.left_top() + vec2(8.0, 8.0), vec2(100.0, 28.0));
    let mut child = ui.new_child(
        egui::UiBuilder::new().max_rect(corner).layout(egui::Layout::left_to_right(egui::Align::Min)),
    );
    child.spacing_mut().item_spacing.x = 4.0;
    for (layout, icon, name, tip) in [
        (Layout::Both, Icon::Both, "World and network", "World and network (1)"),
        (Layout::World, Icon::World, "World alone", "The world alone (2)"),
        (Layout::Network, Icon::Network, "Network alone", "The network alone (3)"),
    ] {
        if icon_button(&mut child, icon, name, tip, desk.layout == layout, palette).clicked() {
            desk.layout = layout;
        }
    }
}

/// The border between world and network, which is dragged.
fn split(ui: &mut Ui, rect: Rect, border: Rect, wide: bool, desk: &mut Desk) {
    let palette = desk.mode.palette();
    let response = ui.interact(border.expand(3.0), ui.id().with("split"), egui::Sense::click_and_drag());
    let lit = response.hovered() || response.dragged();
    if lit {
        ui.ctx().set_cursor_icon(if wide {
            egui::CursorIcon::ResizeHorizontal
        } else {
            egui::CursorIcon::ResizeVertical
        });
    }
    if let Some(at) = response.interact_pointer_pos().filter(|_| response.dragged()) {
        let share =
            if wide { (at.x - rect.left()) / rect.width() } else { (at.y - rect.top()) / rect.height() };
        desk.split = share.clamp(0.15, 0.85);
    }
    if response.double_clicked() {
        desk.split = 0.52;
    }
    ui.painter().rect_filled(border, 0.0, if lit { palette.accent } else { palette.bar });
    let grip = if wide { vec2(2.0, 26.0) } else { vec2(26.0, 2.0) };
    ui.painter().rect_stroke(
        Rect::from_center_size(border.center(), grip),
        1.0,
        Stroke::new(1.0, if lit { palette.accent } else { palette.weak }),
        egui::StrokeKind::Middle,
    );
}

/// The title of the window.
fn title(world: &World) -> String {
    let dirty = if world.get_resource::<History>().is_some_and(History::is_dirty) { " *" } else { "" };
    match world.get_resource::<SceneInfo>() {
        Some(info) if !info.name.is_empty() => format!("wriggle \u{2014} {}{dirty}", info.name),
        _ => format!("wriggle{dirty}"),
    }
}
