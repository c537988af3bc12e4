//! The network: a look at the canvas, selecting and moving neurons.

use super::draw::ground::label;
use super::draw::network::{self, Focus};
use super::picture::Picture;
use super::state::Desk;
use super::widgets::{Icon, icon_button};
use super::world_view::wheel;
use crate::edit::{Edit, History};
use crate::sim::Playback;
use bevy::ecs::prelude::*;
use bevy_egui::egui::{self, CursorIcon, PointerButton, Rect, Sense, Ui};

/// Shows the network in a part of the screen.
pub fn show(ui: &mut Ui, rect: Rect, world: &mut World, desk: &mut Desk) {
    let palette = desk.mode.palette();
    let moved = desk.network.rect.size() != rect.size();
    desk.network.rect = rect;
    if std::mem::take(&mut desk.fit_network)
        || (moved && !desk.graph.cells.is_empty() && desk.network.centre == desk.fitted)
    {
        let (min, max) = desk.graph.plan.bounds;
        desk.network.fit(min, max, 18.0, 90.0);
        desk.fitted = desk.network.centre;
    }
    let response = ui.interact(rect, ui.id().with("network"), Sense::click_and_drag());
    response.widget_info(|| egui::WidgetInfo::labeled(egui::WidgetType::Other, true, "Network"));
    let hovered = hands(ui, &response, world, desk);

    let painter = ui.painter_at(rect);
    painter.rect_filled(rect, 0.0, palette.canvas);
    let fraction = world.resource::<Playback>().fraction();
    let activity = desk.graph.activity(world, world.resource::<Picture>(), fraction);
    let focus = Focus { selected: desk.selected_index(), hovered };
    network::draw(&painter, &desk.graph.plan, &activity, focus, &desk.network, palette);
    if desk.graph.cells.is_empty() {
        let text = "This scene has no neurons.";
        label(&painter, rect.center(), egui::Align2::CENTER_CENTER, text, palette.text, palette);
    }
    let corner = Rect::from_min_size(rect.right_top() + egui::vec2(-41.0, 8.0), egui::vec2(33.0, 28.0));
    let mut child = ui.new_child(egui::UiBuilder::new().max_rect(corner));
    if icon_button(&mut child, Icon::Fit, "Fit the network", "Show the whole network (F)", false, palette)
        .clicked()
    {
        desk.fit_network = true;
    }
}

/// Selecting, moving, panning and zooming; returns the neuron under the pointer.
fn hands(ui: &Ui, response: &egui::Response, world: &mut World, desk: &mut Desk) -> Option<usize> {
    let pointer = ui.input(|i| i.pointer.hover_pos()).filter(|_| response.contains_pointer());
    if response.dragged_by(PointerButton::Secondary) || response.dragged_by(PointerButton::Middle) {
        desk.network.pan(response.drag_delta());
    }
    if let Some(at) = pointer {
        wheel(ui, at, &mut desk.network);
    }
    let hovered = pointer.and_then(|at| desk.graph.plan.hit(&desk.network, at));
    if response.clicked() {
        desk.select(hovered.map(|i| desk.graph.cells[i].key.clone()));
    }
    if response.drag_started_by(PointerButton::Primary) {
        let from = ui.input(|i| i.pointer.press_origin());
        desk.dragged = from.and_then(|at| desk.graph.plan.hit(&desk.network, at));
        if let Some(index) = desk.dragged {
            desk.select(Some(desk.graph.cells[index].key.clone()));
        }
    }
    if response.dragged_by(PointerButton::Primary) {
        match desk.dragged {
            Some(index) if index < desk.graph.cells.len() => {
                let cell = &desk.graph.cells[index];
                let delta = response.drag_delta() / desk.network.scale;
                let at = cell.at + bevy::math::Vec2::new(delta.x, delta.y);
                let key = cell.key.clone();
                if delta != egui::Vec2::ZERO {
                    desk.perform(world, Edit::Move(key, at));
                }
                ui.ctx().set_cursor_icon(CursorIcon::Grabbing);
            }
            _ => desk.network.pan(response.drag_delta()),
        }
    }
    if response.drag_stopped() && desk.dragged.take().is_some() {
        world.get_resource_or_init::<History>().close();
        // Muscles and receptors stand beside the network: they follow once the neuron is at rest.
        desk.stale = true;
    }
    if hovered.is_some() && desk.dragged.is_none() {
        ui.ctx().set_cursor_icon(CursorIcon::PointingHand);
    }
    hovered
}
