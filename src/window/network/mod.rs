//! The network: a look at the canvas, selecting and moving neurons.

pub mod bar;
pub mod canvas;
pub mod hands;
pub mod layouts;
pub mod ports;

use crate::sim::Playback;
use crate::window::commands;
use crate::window::files::gallery;
use crate::window::paint::draw::ground::label;
use crate::window::paint::draw::network;
use crate::window::paint::widgets::{Icon, STRIP, icon_button};
use crate::window::state::Desk;
use crate::window::state::picture::Picture;
use bevy::ecs::prelude::*;
use bevy_egui::egui::{self, Rect, Sense, Ui};

/// Shows the network in a part of the screen.
pub fn show(ui: &mut Ui, whole: Rect, world: &mut World, desk: &mut Desk) {
    let palette = desk.mode.palette();
    // The bar has a strip of its own, so that it never lies over the network.
    let strip = if desk.plain { 0.0 } else { STRIP };
    let (rect, bar) = whole.split_top_bottom_at_y(whole.bottom() - strip);
    let moved = desk.network.rect.size() != rect.size();
    desk.network.rect = rect;
    let wanted = std::mem::take(&mut desk.fit_network);
    if wanted {
        desk.fitted_box = desk.graph.plan.bounds;
    }
    // A view that was fitted stays so when its part of the screen changes, around what was there when it
    // was fitted: a neuron that is added must not make the canvas jump.
    if wanted || (moved && !desk.graph.cells.is_empty() && desk.network.centre == desk.fitted) {
        let (min, max) = desk.fitted_box;
        desk.network.fit(min, max, 18.0, 90.0);
        desk.fitted = desk.network.centre;
    }
    let response = ui.interact(rect, ui.id().with("network"), Sense::click_and_drag());
    response.widget_info(|| egui::WidgetInfo::labeled(egui::WidgetType::Other, true, "Network"));
    let under = hands::act(ui, &response, world, desk);
    commands::glide(world, desk, ui.input(|i| i.stable_dt).min(0.1));

    let painter = ui.painter_at(rect);
    painter.rect_filled(rect, 0.0, palette.canvas);
    let fraction = world.resource::<Playback>().fraction();
    let activity = desk.graph.activity(world, world.resource::<Picture>(), fraction);
    let shown = if desk.plain { None } else { Some(ports::shown(ui, desk)) };
    let focus = hands::focus(world, desk, &under, shown);
    network::draw(&painter, &desk.graph.plan, &activity, &focus, &desk.network, palette);
    // In front of everything: a link can be drawn to the worm.
    let front = egui::LayerId::new(egui::Order::Foreground, ui.id().with("drag"));
    let overlay = hands::overlay(desk, ui.input(|i| i.pointer.hover_pos()), palette);
    let above = ui.ctx().layer_painter(front);
    above.extend(overlay);
    if let (Some(text), Some(at)) = (ports::promise(desk, &under), ui.input(|i| i.pointer.hover_pos())) {
        let beside = at + egui::vec2(14.0, 14.0);
        label(&above, beside, egui::Align2::LEFT_TOP, &text, palette.text, palette);
    }
    if let Some(text) = ports::tip(desk, &under) {
        response.on_hover_text_at_pointer(text);
    }
    if desk.graph.cells.is_empty() {
        let text = "No neurons yet: double click to add one.";
        label(&painter, rect.center(), egui::Align2::CENTER_CENTER, text, palette.text, palette);
        if !desk.plain {
            let below =
                Rect::from_center_size(rect.center() + egui::vec2(0.0, 34.0), egui::vec2(150.0, 24.0));
            let button = egui::Button::new("Look at the gallery...");
            if ui.put(below, button).on_hover_text("All scenes with pictures (Ctrl+G)").clicked() {
                gallery::open(desk);
            }
        }
    }
    if desk.plain {
        return;
    }
    minimap(ui, rect, desk);
    bar::show(ui, bar, world, desk);
    bar::rename(ui, world, desk);
    let corner = Rect::from_min_size(rect.right_top() + egui::vec2(-41.0, 8.0), egui::vec2(33.0, 28.0));
    let mut child = ui.new_child(egui::UiBuilder::new().max_rect(corner));
    if icon_button(&mut child, Icon::Fit, "Fit the network", "Show the whole network (F)", false, palette)
        .clicked()
    {
        desk.fit_network = true;
    }
}

/// Neurons from which on the whole is shown in a corner while a part is looked at.
const LARGE: usize = 60;
/// Largest side of the map of the whole \[points\].
const MAP: f32 = 150.0;

/// The whole network in a corner, with a frame around what is in view; a press in it looks there.
fn minimap(ui: &mut Ui, rect: Rect, desk: &mut Desk) {
    let palette = desk.mode.palette();
    let plan = &desk.graph.plan;
    let (low, high) = plan.bounds;
    let size = (high - low).max(bevy::math::Vec2::splat(1e-3));
    let (seen_low, seen_high) = desk.network.bounds();
    let all_in_view = seen_low.cmple(low).all() && seen_high.cmpge(high).all();
    if plan.nodes.len() < LARGE || all_in_view || rect.width() < 3.0 * MAP || rect.height() < 1.5 * MAP {
        return;
    }
    let scale = MAP / size.max_element();
    let area = Rect::from_min_size(
        rect.right_bottom() - egui::vec2(size.x * scale + 8.0, size.y * scale + 8.0),
        egui::vec2(size.x, size.y) * scale,
    );
    let to_map = |place: bevy::math::Vec2| {
        let d = (place - low) * scale;
        area.min + egui::vec2(d.x, d.y)
    };
    let painter = ui.painter_at(rect);
    painter.rect(
        area.expand(4.0),
        4.0,
        palette.panel,
        egui::Stroke::new(1.0, palette.line),
        egui::StrokeKind::Outside,
    );
    let mut mesh = egui::Mesh::default();
    // A few thousand points tell where neurons are as well as all of them.
    for node in plan.nodes.iter().step_by(plan.nodes.len().div_ceil(3000)) {
        let at = to_map(node.at);
        mesh.add_colored_rect(Rect::from_center_size(at, egui::vec2(2.0, 2.0)), node.color);
    }
    painter.add(egui::Shape::mesh(mesh));
    let seen = Rect::from_two_pos(to_map(seen_low), to_map(seen_high)).intersect(area.expand(3.0));
    painter.rect_stroke(seen, 1.0, egui::Stroke::new(1.5, palette.accent), egui::StrokeKind::Inside);
    let response = ui.interact(area, ui.id().with("minimap"), Sense::click_and_drag());
    response.widget_info(|| egui::WidgetInfo::labeled(egui::WidgetType::Other, true, "Map of the network"));
    if let Some(at) = response.interact_pointer_pos()
        && (response.clicked() || response.dragged())
    {
        let d = (at - area.min) / scale;
        desk.network.centre = low + bevy::math::Vec2::new(d.x, d.y);
    }
    response.on_hover_text("The whole network; press to look there");
}
