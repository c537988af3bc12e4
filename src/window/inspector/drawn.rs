//! The selected note or frame: what is written, and what is in it.

use crate::edit::NeuronKey;
use crate::edit::build::{self, EntryKey};
use crate::entry::{FieldInfo, Fields, MAX_NAME, Value};
use crate::nervous::{Frame, MAX_NOTE, Note, Tint};
use crate::scene::document::Entry;
use crate::window::commands::delete;
use crate::window::commands::frames::{members, set, set_color, set_folded};
use crate::window::paint::draw::network::tint;
use crate::window::paint::number_field::NumberField;
use crate::window::paint::theme::{Palette, readable};
use crate::window::paint::widgets::{column, section, sentence};
use crate::window::paint::words;
use crate::window::state::{Selection, close, palette, perform, select};
use bevy::ecs::prelude::*;
use bevy_egui::egui::{self, Id, RichText, TextEdit, Ui};

/// Shows it.
pub fn show(ui: &mut Ui, world: &mut World, key: &EntryKey) {
    let palette = palette(world);
    let mut gone = false;
    ui.horizontal(|ui| {
        let name = key.kind.name();
        let title = name[..1].to_uppercase() + &name[1..];
        ui.label(RichText::new(title).size(18.0).strong().color(palette.strong));
        ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
            let (word, tip) = match name {
                "frame" => ("Dissolve", "Takes the frame away and leaves its neurons (Del)"),
                _ => ("Delete", "Takes the note away (Del)"),
            };
            gone = ui.button(word).on_hover_text(tip).clicked();
        });
    });
    match build::read(world, key) {
        Some(Entry::Note(note)) => of_note(ui, world, key, &note, palette),
        Some(Entry::Frame(frame)) => of_frame(ui, world, key, &frame, palette),
        _ => world.resource_mut::<Selection>().entry = None,
    }
    if gone {
        delete(world);
    }
}

/// A field by its name.
fn info(record: &dyn Fields, name: &str) -> Option<&'static FieldInfo> {
    record.infos().iter().find(|info| info.name == name)
}

fn of_note(ui: &mut Ui, world: &mut World, key: &EntryKey, note: &Note, palette: &Palette) {
    section(ui, "Text", palette);
    let text = written(ui, &note.text, "Text of this note", true);
    if let Some(text) = text.filter(|text| !text.trim().is_empty()) {
        set(world, key, "text", Value::Text(&text));
    }
    sentence(ui, "Written on the canvas beside the network; it changes nothing of a run.", palette);
    let Some(info) = info(note, "width") else { return };
    let mut width = note.width;
    let response = ui
        .horizontal(|ui| {
            column(ui, 92.0, RichText::new("width").color(palette.strong));
            ui.add_sized([80.0, 20.0], NumberField::new(&mut width, "width").field(info))
        })
        .inner;
    sentence(ui, info.sentence(), palette);
    if width != note.width {
        perform(world, build::replace(key, Note { width, ..note.clone() }.into()));
    }
    if response.drag_stopped() || response.lost_focus() {
        close(world);
    }
}

fn of_frame(ui: &mut Ui, world: &mut World, key: &EntryKey, frame: &Frame, palette: &Palette) {
    section(ui, "Title", palette);
    if let Some(name) = written(ui, &frame.name, "Name of this frame", false) {
        let name = name.split_whitespace().collect::<Vec<_>>().join(" ");
        if !name.is_empty() {
            set(world, key, "name", Value::Text(&name));
        }
    }
    ui.add_space(4.0);
    let mut folded = frame.folded;
    let tip = info(frame, "folded").map_or("", FieldInfo::sentence);
    if ui.checkbox(&mut folded, "Folded to one box").on_hover_text(tip).changed() {
        set_folded(world, key, folded);
    }
    section(ui, "Colour", palette);
    ui.horizontal_wrapped(|ui| {
        for color in Tint::ALL {
            let is_it = frame.color == color;
            let ink = if is_it { palette.strong } else { readable(tint(color, palette), palette.panel) };
            let word = RichText::new(color.word()).color(ink);
            if ui.selectable_label(is_it, word).clicked() {
                set_color(world, key, color);
            }
        }
    });
    section(ui, &words::count(frame.neurons.len(), "neuron"), palette);
    if ui.button("Select its neurons").clicked() {
        let neurons = members(world, key);
        world.resource_mut::<Selection>().select_many(neurons);
        return;
    }
    ui.horizontal_wrapped(|ui| {
        for name in frame.neurons.iter().take(LISTED) {
            let button = ui.button(RichText::new(name).color(palette.text));
            if button.on_hover_text("Select this neuron").clicked() {
                let neuron = NeuronKey { creature: key.creature.clone(), neuron: name.clone() };
                select(world, Some(neuron));
            }
        }
        if frame.neurons.len() > LISTED {
            ui.label(format!("and {} more", frame.neurons.len() - LISTED));
        }
    });
    ui.add_space(4.0);
    let how = "The menu of a neuron (right button) puts it in and takes it out.";
    sentence(ui, how, palette);
}

/// Neurons that are listed.
const LISTED: usize = 200;

/// A field for a text; the text as it is once the field is left with another one. Esc leaves it as it was.
pub(super) fn written(ui: &mut Ui, now: &str, label: &str, several_lines: bool) -> Option<String> {
    let id = Id::new(("written", label));
    let mut text = ui.data(|data| data.get_temp::<String>(id)).unwrap_or_else(|| now.to_owned());
    let field = match several_lines {
        true => TextEdit::multiline(&mut text).desired_rows(4).char_limit(MAX_NOTE),
        false => TextEdit::singleline(&mut text).char_limit(MAX_NAME),
    };
    let response = ui.add(field.desired_width(f32::INFINITY));
    response.widget_info(|| egui::WidgetInfo::labeled(egui::WidgetType::TextEdit, true, label));
    if response.has_focus() {
        ui.data_mut(|data| data.insert_temp(id, text));
        return None;
    }
    ui.data_mut(|data| data.remove_temp::<String>(id));
    let taken_back = ui.input(|i| i.key_pressed(egui::Key::Escape));
    (response.lost_focus() && !taken_back && text != now).then_some(text)
}
