//! Classes: the list below that of the neurons, and a class in the inspector.

use crate::edit::{Edit, History};
use crate::nervous::Classes;
use crate::nervous::{Class, Params, Start};
use crate::nervous::{NeuronParams, Sharing};
use crate::window::commands::step;
use crate::window::inspector::params;
use crate::window::paint::theme::{class_color, readable, small};
use crate::window::paint::widgets::section;
use crate::window::state::Desk;
use bevy::ecs::prelude::*;
use bevy_egui::egui::{self, RichText, Ui};
use indexmap::IndexMap;

/// Classes to start from: name, what it is for, and the class.
#[must_use]
pub fn presets() -> [(&'static str, &'static str, Class); 7] {
    let quiet = |pool: (f32, f32)| Start { conduction_left: Some(0), pool: Some(pool), ..Start::default() };
    let full = quiet((12.0, 0.0));
    let base = Params {
        threshold: Some(5.0),
        production: Some((0.5, 0.0)),
        sharing: Some(Sharing::Broadcast),
        leak: Some(0.02),
        pool_limit: Some(12.0),
        ..Params::default()
    };
    let class = |color: &str, params: Params, start: Start| Class { color: color.into(), params, start };
    [
        (
            "sensory",
            "Charged by skin or stretch: quick, and forgetful, so that only a real touch counts",
            class(
                "#e8c547",
                Params { threshold: Some(4.0), conduction: Some(3), leak: Some(0.1), ..base.clone() },
                full.clone(),
            ),
        ),
        (
            "inter",
            "Hands on what it gets, to all alike",
            class("#f08a4b", Params { conduction: Some(3), ..base.clone() }, full.clone()),
        ),
        (
            "motor",
            "Drives muscles: recovers fast, so that it can go on",
            class(
                "#d1495b",
                Params {
                    conduction: Some(2),
                    refractory: Some(3),
                    production: Some((1.0, 0.0)),
                    ..base.clone()
                },
                full.clone(),
            ),
        ),
        (
            "inhibitory",
            "Makes inhibitory transmitter and answers at once",
            class(
                "#5b8def",
                Params {
                    conduction: Some(1),
                    production: Some((0.0, -1.0)),
                    pool_limit: Some(30.0),
                    ..base.clone()
                },
                quiet((0.0, -30.0)),
            ),
        ),
        (
            "clock",
            "For rings: half a second a neuron, and it can be pushed down",
            class(
                "#4fb3bf",
                Params { conduction: Some(48), potential_floor: Some(-16.0), ..base.clone() },
                full.clone(),
            ),
        ),
        (
            "slow relay",
            "For delays: one second from neuron to neuron",
            class("#b08fd8", Params { conduction: Some(98), ..base }, full),
        ),
        (
            "article",
            "The rule's own defaults, as the article has them",
            class("#9aa5b1", Params::default(), Start::default()),
        ),
    ]
}

/// Shows the list.
pub fn list(ui: &mut Ui, world: &mut World, desk: &mut Desk) {
    let palette = desk.mode.palette();
    let classes = world.get_resource::<Classes>().cloned().unwrap_or_default();
    ui.horizontal(|ui| {
        ui.label(RichText::new("CLASSES").font(small()).color(palette.weak));
        ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
            add_menu(ui, world, desk, &classes);
        });
    });
    let mut clicked = None;
    egui::ScrollArea::vertical().id_salt("classes").auto_shrink([false, false]).show(ui, |ui| {
        for (index, (name, class)) in classes.iter().enumerate() {
            ui.horizontal(|ui| {
                let color = class_color(&class.color, index);
                let (dot, _) = ui.allocate_exact_size(egui::vec2(14.0, 16.0), egui::Sense::hover());
                ui.painter().circle_stroke(dot.center(), 4.5, egui::Stroke::new(2.2, color));
                let selected = desk.class.as_ref() == Some(name);
                let response = ui.selectable_label(selected, name);
                response.widget_info(|| {
                    egui::WidgetInfo::labeled(
                        egui::WidgetType::SelectableLabel,
                        true,
                        format!("Class {name}"),
                    )
                });
                if response.on_hover_text("Show its parameters; its neurons follow").clicked() {
                    clicked = Some(name.clone());
                }
                ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
                    let count = desk.graph.members(name);
                    ui.label(RichText::new(count.to_string()).font(small()).color(palette.weak));
                });
            });
        }
    });
    if let Some(name) = clicked {
        desk.select(None);
        desk.canvas.class.clone_from(&name);
        desk.class = Some(name);
    }
}

/// The menu of classes to start from.
fn add_menu(ui: &mut Ui, world: &mut World, desk: &mut Desk, classes: &IndexMap<String, Class>) {
    let palette = desk.mode.palette();
    let menu = ui.menu_button("+ class", |ui| {
        ui.set_min_width(240.0);
        for (name, tip, class) in presets() {
            let color = readable(class_color(&class.color, 0), palette.panel);
            if ui.button(RichText::new(name).color(color)).on_hover_text(tip).clicked() {
                let taken = classes.keys().cloned().collect();
                let free = if classes.contains_key(name) {
                    crate::edit::build::free_name(&format!("{name} "), &taken)
                } else {
                    name.to_owned()
                };
                if step(world, desk, Ok(Edit::AddClass(usize::MAX, free.clone(), class))) {
                    desk.select(None);
                    desk.canvas.class.clone_from(&free);
                    desk.class = Some(free);
                }
                ui.close();
            }
        }
    });
    menu.response.widget_info(|| egui::WidgetInfo::labeled(egui::WidgetType::Button, true, "Add a class"));
    menu.response.on_hover_text("Classes to start from; each can be changed");
}

/// Shows a class in the inspector.
pub fn inspector(ui: &mut Ui, world: &mut World, desk: &mut Desk, name: &str) {
    let palette = desk.mode.palette();
    let Some(classes) = world.get_resource::<Classes>().cloned() else { return };
    let Some((index, _, class)) = classes.get_full(name) else {
        desk.class = None;
        return;
    };
    let count = desk.graph.members(name);
    let mut new = class.clone();
    ui.horizontal(|ui| {
        let typed = egui::Id::new(("class name", name));
        let mut text = ui.data(|d| d.get_temp::<String>(typed)).unwrap_or_else(|| name.to_owned());
        let response = ui.add(egui::TextEdit::singleline(&mut text).desired_width(150.0));
        response.widget_info(|| egui::WidgetInfo::labeled(egui::WidgetType::TextEdit, true, "Class name"));
        ui.data_mut(|d| d.insert_temp(typed, text.clone()));
        if response.lost_focus() {
            ui.data_mut(|d| d.remove::<String>(typed));
            let text = text.trim().to_owned();
            if text != name && step(world, desk, Ok(Edit::RenameClass(name.to_owned(), text.clone()))) {
                desk.class = Some(text);
            }
        }
        let color = class_color(&class.color, index);
        let mut rgb = [color.r(), color.g(), color.b()];
        let response = ui.color_edit_button_srgb(&mut rgb);
        if response.on_hover_text("Its colour").changed() {
            new.color = format!("#{:02x}{:02x}{:02x}", rgb[0], rgb[1], rgb[2]);
        }
        ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
            let button = ui.add_enabled(count == 0, egui::Button::new("Delete"));
            let tip = "Takes the class away; it must have no neurons";
            if button.on_hover_text(tip).on_disabled_hover_text(tip).clicked()
                && step(world, desk, Ok(Edit::RemoveClass(name.to_owned())))
            {
                desk.class = None;
            }
        });
    });
    if desk.class.as_deref() != Some(name) {
        return;
    }
    let text = format!("{count} neurons of this class follow, except where they override.");
    ui.label(RichText::new(text).font(small()).color(palette.weak));
    let rule = NeuronParams::default();
    egui::ScrollArea::vertical().auto_shrink([false, false]).show(ui, |ui| {
        section(ui, "Parameters", palette);
        let outcome = params::show(ui, &class.params, &class.params.over(rule), &rule, palette);
        if let Some(params) = outcome.changed {
            new.params = params;
        }
        let closed = outcome.closed;
        if new != *class {
            desk.perform(world, Edit::Class(name.to_owned(), new));
        }
        if closed {
            world.get_resource_or_init::<History>().close();
        }
        ui.add_space(8.0);
    });
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scene::check::allow_class;

    #[test]
    fn all_presets_may_stand_in_a_scene() {
        for (name, _, class) in presets() {
            assert_eq!(allow_class(&class), Ok(()), "{name}");
        }
    }
}
