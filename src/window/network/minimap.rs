//! A map of a large network.

use crate::window::paint::draw::network::tint;
use crate::window::paint::theme::fade;
use crate::window::state::{Graph, Views, palette};
use bevy::ecs::prelude::*;
use bevy::math::Vec2;
use bevy_egui::egui::{self, Rect, Sense, Ui};

/// Neurons from which on the whole is shown in a corner while a part is looked at.
const LARGE: usize = 60;
/// Largest side of the map of the whole \[points\].
const MAP: f32 = 150.0;

/// The whole network in a corner, with a frame around what is in view; a press in it looks there.
pub fn show(ui: &mut Ui, rect: Rect, world: &mut World) {
    let palette = palette(world);
    let plan = &world.resource::<Graph>().plan;
    let (low, high) = plan.bounds;
    let size = (high - low).max(Vec2::splat(1e-3));
    let (seen_low, seen_high) = world.resource::<Views>().network.bounds();
    let all_in_view = seen_low.cmple(low).all() && seen_high.cmpge(high).all();
    if plan.nodes.len() < LARGE || all_in_view || rect.width() < 3.0 * MAP || rect.height() < 1.5 * MAP {
        return;
    }
    let scale = MAP / size.max_element();
    let area = Rect::from_min_size(
        rect.right_bottom() - egui::vec2(size.x * scale + 8.0, size.y * scale + 8.0),
        egui::vec2(size.x, size.y) * scale,
    );
    let to_map = |place: Vec2| {
        let d = (place - low) * scale;
        area.left_bottom() + egui::vec2(d.x, -d.y)
    };
    let painter = ui.painter_at(rect);
    painter.rect(
        area.expand(4.0),
        4.0,
        palette.panel,
        egui::Stroke::new(1.0, palette.line),
        egui::StrokeKind::Outside,
    );
    for frame in plan.frames.iter().filter(|frame| !frame.within) {
        let (low, high) = plan.extent(frame);
        let (rect, color) = (Rect::from_two_pos(to_map(low), to_map(high)), tint(frame.color, palette));
        let ground = fade(color, if frame.folded { 0.5 } else { 0.15 });
        let rim = egui::Stroke::new(1.0, color);
        painter.rect(rect, 1.0, ground, rim, egui::StrokeKind::Inside);
    }
    for note in &plan.notes {
        let below = note.at + Vec2::new(note.width, -plan.note_height(note));
        let rect = Rect::from_two_pos(to_map(note.at), to_map(below));
        painter.rect_filled(rect, 0.0, fade(palette.weak, 0.5));
    }
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
        let d = (at - area.left_bottom()) / scale;
        world.resource_mut::<Views>().network.centre = low + Vec2::new(d.x, -d.y);
    }
    response.on_hover_text("The whole network; press to look there");
}
