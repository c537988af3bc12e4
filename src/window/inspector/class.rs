//! The chosen class: its name, its colour, its parameters.

use super::fields::added_modulators;
use super::params::{self, Sheet};
use crate::edit::Edit;
use crate::nervous::Classes;
use crate::window::paint::controls::named;
use crate::window::paint::theme::class_color;
use crate::window::paint::widgets::{ring, section, sentence};
use crate::window::paint::words;
use crate::window::state::{Graph, Selection, close, palette, perform, step};
use bevy::ecs::prelude::*;
use bevy_egui::egui::{self, Ui};

/// Shows a class in the inspector.
pub fn show(ui: &mut Ui, world: &mut World, name: &str) {
    let palette = palette(world);
    let Some(classes) = world.get_resource::<Classes>().cloned() else { return };
    let Some((index, _, class)) = classes.get_full(name) else {
        world.resource_mut::<Selection>().class = None;
        return;
    };
    let count = world.resource::<Graph>().members(name);
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
            if text != name && step(world, Ok(Edit::RenameClass(name.to_owned(), text.clone()))) {
                world.resource_mut::<Selection>().class = Some(text);
            }
        }
        ring(ui, palette.class(&class.color, index)).on_hover_text("Its colour as it is drawn now");
        let color = class_color(&class.color, index);
        let mut rgb = [color.r(), color.g(), color.b()];
        let response = ui.color_edit_button_srgb(&mut rgb);
        let tip = if palette.classes.is_some() {
            "Its colour in the scene. The colours for the colour-blind have their own for classes: the ring beside it"
        } else {
            "Its colour"
        };
        if named(response, "Colour of the class").on_hover_text(tip).changed() {
            new.color = format!("#{:02x}{:02x}{:02x}", rgb[0], rgb[1], rgb[2]);
        }
        ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
            let button = ui.add_enabled(count == 0, egui::Button::new("Delete"));
            let tip = "Takes the class away; it must have no neurons";
            if button.on_hover_text(tip).on_disabled_hover_text(tip).clicked()
                && step(world, Ok(Edit::RemoveClass(name.to_owned())))
            {
                world.resource_mut::<Selection>().class = None;
            }
        });
    });
    if world.resource::<Selection>().class.as_deref() != Some(name) {
        return;
    }
    let text = match count {
        0 => "No neuron is of this class yet.".to_owned(),
        1 => "1 neuron of this class follows, except where it overrides.".to_owned(),
        _ => format!("{} of this class follow, except where they override.", words::count(count, "neuron")),
    };
    sentence(ui, &text, palette);
    egui::ScrollArea::vertical().auto_shrink([false, false]).show(ui, |ui| {
        section(ui, "Parameters", palette);
        let sheet = Sheet::of_class(world, &class.params);
        let shown = |ui: &mut Ui| params::show(ui, &sheet, palette);
        let outcome = ui.push_id(name, shown).inner;
        if let Some(params) = outcome.changed {
            new.params = params;
        }
        // A drag in the field of colours ends where the hand lets go.
        let closed = outcome.closed || ui.input(|i| i.pointer.any_released());
        if new != *class {
            let added = added_modulators(world, &new.params);
            let edits = added.into_iter().chain([Edit::Class(name.to_owned(), new)]);
            perform(world, Edit::of(edits.collect()));
        }
        if closed {
            close(world);
        }
        ui.add_space(8.0);
    });
}
