//! The canvas's own bar, and the field in which a neuron is renamed.

use super::layouts::{Layout, arrange};
use crate::nervous::Classes;
use crate::window::commands;
use crate::window::paint::theme::{class_color, readable, small};
use crate::window::paint::widgets::strip;
use crate::window::state::Desk;
use bevy::ecs::prelude::*;
use bevy_egui::egui::{self, Rect, RichText, Ui, vec2};

/// Shows the bar below the canvas.
pub fn show(ui: &mut Ui, rect: Rect, world: &mut World, desk: &mut Desk) {
    let palette = desk.mode.palette();
    let ui = &mut strip(ui, rect, palette);
    let tip = "Add a neuron of this class: double click on the canvas, or N at the pointer";
    add(ui, world, desk).on_hover_text(tip);
    let arrange = ui.menu_button("Arrange", |ui| layout_menu(ui, world, desk));
    arrange.response.on_hover_text("Layouts for all neurons, or for those selected; Ctrl+Z takes them back");
    let mut dim = desk.canvas.dim_silent;
    let tip = "Dims neurons that have not released in the last ten seconds";
    if ui.checkbox(&mut dim, "Dim silent").on_hover_text(tip).changed() {
        desk.canvas.dim_silent = dim;
    }
    ui.add_space(6.0);
    let suffix = if desk.canvas.depth == 1 { " step lit" } else { " steps lit" };
    let drag = egui::DragValue::new(&mut desk.canvas.depth).range(1..=9).speed(0.05).suffix(suffix);
    let response = ui.add(drag);
    response.widget_info(|| egui::WidgetInfo::labeled(egui::WidgetType::DragValue, true, "Steps lit"));
    response.on_hover_text("How many synapses away from the selected neuron links are lit");
    let chosen = desk.chosen_count();
    if chosen > 1 {
        ui.label(RichText::new(format!("{chosen} selected")).font(small()).color(palette.weak));
    }
}

/// The button that adds, and the choice of the class.
fn add(ui: &mut Ui, world: &mut World, desk: &mut Desk) -> egui::Response {
    let classes = world.get_resource::<Classes>().cloned().unwrap_or_default();
    if !desk.canvas.class.is_empty() && !classes.contains_key(&desk.canvas.class) {
        desk.canvas.class.clear();
    }
    let name = if desk.canvas.class.is_empty() { "no class" } else { &desk.canvas.class };
    let palette = desk.mode.palette();
    let color = classes
        .get_full(&desk.canvas.class)
        .map_or(palette.text, |(index, _, class)| readable(class_color(&class.color, index), palette.panel));
    let title = RichText::new(format!("Add: {name}")).color(color);
    let menu = ui.menu_button(title, |ui| {
        ui.set_min_width(150.0);
        if ui.button("Neuron").on_hover_text("In the middle of the view").clicked() {
            let place = desk.network.centre;
            commands::add(world, desk, place);
            ui.close();
        }
        ui.separator();
        let mut chosen = None;
        for (index, (name, class)) in classes.iter().enumerate() {
            let text = RichText::new(name).color(readable(class_color(&class.color, index), palette.panel));
            if ui.selectable_label(*name == desk.canvas.class, text).clicked() {
                chosen = Some(name.clone());
            }
        }
        if ui.selectable_label(desk.canvas.class.is_empty(), "no class").clicked() {
            chosen = Some(String::new());
        }
        if let Some(class) = chosen {
            desk.canvas.class = class;
            ui.close();
        }
    });
    menu.response
}

fn layout_menu(ui: &mut Ui, world: &mut World, desk: &mut Desk) {
    ui.set_min_width(190.0);
    let chosen = desk.chosen_cells();
    let some = chosen.len() > 1;
    let cells = if some { chosen } else { (0..desk.graph.cells.len()).collect() };
    for (layout, name, tip) in Layout::ALL {
        if ui.add_enabled(!cells.is_empty(), egui::Button::new(name)).on_hover_text(tip).clicked() {
            let places = arrange(&desk.graph, layout, &cells);
            commands::glide_to(desk, places);
            ui.close();
        }
    }
    ui.separator();
    for (name, row, spread) in [
        ("Align in a row", true, false),
        ("Align in a column", false, false),
        ("Spread along the row", true, true),
        ("Spread along the column", false, true),
    ] {
        if ui.add_enabled(some, egui::Button::new(name)).on_hover_text("The selected neurons").clicked() {
            if spread {
                commands::spread(world, desk, row);
            } else {
                commands::align(world, desk, row);
            }
            ui.close();
        }
    }
}

/// The field over a neuron in which its name is typed.
pub fn rename(ui: &mut Ui, world: &mut World, desk: &mut Desk) {
    let Some((key, mut name)) = desk.canvas.rename.clone() else { return };
    let Some(index) = desk.graph.find(&key) else {
        desk.canvas.rename = None;
        return;
    };
    let at = desk.network.to_screen(desk.graph.plan.nodes[index].at);
    let size = vec2(120.0, 24.0);
    let inside = desk.network.rect.shrink(4.0);
    let min = (at + vec2(-60.0, 12.0)).clamp(inside.min, (inside.max - size).max(inside.min));
    let field = egui::TextEdit::singleline(&mut name).desired_width(size.x);
    let response = ui.put(Rect::from_min_size(min, size), field);
    response.widget_info(|| egui::WidgetInfo::labeled(egui::WidgetType::TextEdit, true, "New name"));
    let first =
        desk.canvas.rename.as_ref().is_some_and(|(_, typed)| *typed == key.neuron) && name == key.neuron;
    desk.canvas.rename = Some((key, name));
    if response.lost_focus() {
        if ui.input(|i| i.key_pressed(egui::Key::Escape)) {
            desk.canvas.rename = None;
        } else {
            commands::end_rename(world, desk);
        }
    } else if first && !response.has_focus() {
        response.request_focus();
    }
}
