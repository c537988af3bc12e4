//! The list of classes.

use super::presets::presets;
use crate::edit::build::FreeNames;
use crate::edit::{Edit, NeuronKey};
use crate::nervous::Classes;
use crate::window::commands::Draft;
use crate::window::commands::edit::ADD;
use crate::window::paint::context_menu::{about, context_menu};
use crate::window::paint::controls;
use crate::window::paint::theme::{readable, small};
use crate::window::paint::widgets::ring;
use crate::window::state::command::explained;
use crate::window::state::{Graph, Selection, palette, step};
use bevy::ecs::prelude::*;
use bevy_egui::egui::{self, RichText, Ui};
use std::collections::HashSet;

/// Shows the list.
pub fn show(ui: &mut Ui, world: &mut World) {
    let palette = palette(world);
    ui.horizontal(|ui| {
        ui.label(RichText::new("CLASSES").font(small()).color(palette.weak));
        ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
            add_menu(ui, world);
        });
    });
    let (mut clicked, mut asked) = (None, None);
    let world_now = &*world;
    let classes = world_now.get_resource::<Classes>().into_iter().flat_map(|classes| classes.iter());
    egui::ScrollArea::vertical().id_salt("classes").auto_shrink([false, false]).show(ui, |ui| {
        for (index, (name, class)) in classes.enumerate() {
            ui.horizontal(|ui| {
                let color = palette.class(&class.color, index);
                ring(ui, color);
                let selected = world_now.resource::<Selection>().class.as_ref() == Some(name);
                let response = ui.selectable_label(selected, name);
                response.widget_info(|| {
                    egui::WidgetInfo::labeled(
                        egui::WidgetType::SelectableLabel,
                        true,
                        format!("Class {name}"),
                    )
                });
                if response.secondary_clicked() {
                    asked = Some(name.clone());
                }
                if response.on_hover_text("Show its parameters; its neurons follow").clicked() {
                    clicked = Some(name.clone());
                }
                ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
                    let count = world_now.resource::<Graph>().members(name);
                    ui.label(RichText::new(count.to_string()).font(small()).color(palette.weak));
                });
            });
        }
    });
    let asks = asked.is_some();
    if let Some(name) = clicked.or(asked) {
        choose(world, name);
    }
    context_menu(ui, "menu of a class", asks, |ui| {
        if let Some(name) = world.resource::<Selection>().class.clone() {
            menu(ui, world, name);
        }
    });
}

/// The menu of the chosen class.
fn menu(ui: &mut Ui, world: &mut World, name: String) {
    let members: Vec<NeuronKey> = {
        let cells = world.resource::<Graph>().cells.iter();
        cells.filter(|cell| cell.class == name).map(|cell| cell.key.clone()).collect()
    };
    about(ui, &name, palette(world));
    ADD.entry(ui, world);
    let none = if members.is_empty() { Err("It has no neurons") } else { Ok(()) };
    let button = ui.add_enabled(none.is_ok(), egui::Button::new("Select its neurons"));
    if explained(button, "Selects all neurons of this class", none).clicked() {
        world.resource_mut::<Selection>().select_many(members);
        ui.close();
        return;
    }
    ui.separator();
    let some = if members.is_empty() { Ok(()) } else { Err("It has neurons: give them another class first") };
    let button = ui.add_enabled(some.is_ok(), egui::Button::new("Delete the class"));
    if explained(button, "Takes the class out of the scene", some).clicked() {
        step(world, Ok(Edit::RemoveClass(name)));
        ui.close();
    }
}

/// The inspector shows a class, and new neurons are of it.
fn choose(world: &mut World, class: String) {
    world.resource_mut::<Draft>().class.clone_from(&class);
    world.resource_mut::<Selection>().select_class(class);
}

/// The names of all classes.
fn names(world: &World) -> HashSet<String> {
    world.get_resource::<Classes>().map_or_else(HashSet::new, |classes| classes.keys().cloned().collect())
}

/// The menu of classes to start from.
fn add_menu(ui: &mut Ui, world: &mut World) {
    let palette = palette(world);
    let count = world.get_resource::<Classes>().map_or(0, |classes| classes.len());
    let menu = controls::menu(ui, "+ class", |ui| {
        ui.set_min_width(240.0);
        for (name, tip, class) in presets() {
            // As it will be drawn: some colours go by the place among the classes.
            let color = readable(palette.class(&class.color, count), palette.panel);
            if ui.button(RichText::new(name).color(color)).on_hover_text(tip).clicked() {
                let free = FreeNames::spaced(names(world)).take(name);
                if step(world, Ok(Edit::AddClass(usize::MAX, free.clone(), class))) {
                    choose(world, free);
                }
                ui.close();
            }
        }
    });
    menu.widget_info(|| egui::WidgetInfo::labeled(egui::WidgetType::Button, true, "Add a class"));
    menu.on_hover_text("Classes to start from; each can be changed");
}
