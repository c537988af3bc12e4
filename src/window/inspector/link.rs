//! The selected link: what it joins, its amount, and for receptors and muscles where on the body.

use super::edges::mark;
use super::plastic;
use crate::edit::NeuronKey;
use crate::edit::build::{self, EntryKey};
use crate::entry::{Along, FieldInfo, Role, Value};
use crate::nervous::NeuronParams;
use crate::scene::document::Entry;
use crate::window::commands::delete;
use crate::window::paint::draw::network::Kind;
use crate::window::paint::number_field::NumberField;
use crate::window::paint::theme::Palette;
use crate::window::paint::widgets::{column, section, sentence};
use crate::window::paint::words::capital;
use crate::window::plots::{Focus, Quantity, glance};
use crate::window::state::graph::made;
use crate::window::state::{Graph, Selection, close, palette, perform, select};
use bevy::ecs::prelude::*;
use bevy_egui::egui::{self, RichText, Ui};

/// Shows the link.
pub fn show(ui: &mut Ui, world: &mut World, key: &EntryKey) {
    let palette = palette(world);
    let Some(entry) = build::read(world, key) else {
        world.resource_mut::<Selection>().entry = None;
        return;
    };
    let mut gone = false;
    ui.horizontal(|ui| {
        let name = key.kind.name();
        let title = capital(name);
        ui.label(RichText::new(title).size(18.0).strong().color(palette.strong));
        ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
            gone = ui.button("Delete").on_hover_text("Takes this link away (Del)").clicked();
        });
    });
    effect(ui, world, key, &entry, palette);
    handed_over(ui, world, &entry, palette);
    egui::ScrollArea::vertical().auto_shrink([false, false]).show(ui, |ui| {
        parts(ui, world, key, &entry, palette);
        ui.add_space(8.0);
    });
    if gone {
        delete(world);
    }
}

/// All that it is made of.
fn parts(ui: &mut Ui, world: &mut World, key: &EntryKey, entry: &Entry, palette: &Palette) {
    let mut new = entry.clone();
    let mut ended = false;
    section(ui, "Joins", palette);
    let synapse = match entry {
        Entry::Synapse(synapse) => Some(synapse),
        _ => None,
    };
    if let Some(item) = new.item_mut() {
        let mut fields = Vec::new();
        entry.item().into_iter().for_each(|item| item.look(&mut |info, value| fields.push((info, value))));
        for (info, value) in fields {
            if let (Role::Neuron, Value::Text(neuron)) = (info.role, value) {
                end(ui, world, key, info, neuron);
                continue;
            }
            if synapse.is_some_and(|synapse| plastic::has(info, synapse)) {
                continue;
            }
            let bound = bound(world, key, info.role);
            let (value, done) = field(ui, info, value, bound, palette);
            item.set(info.name, value);
            ended |= done;
        }
    }
    if new != *entry {
        perform(world, build::replace(key, new));
    }
    if ended {
        close(world);
    }
    if let Some(synapse) = synapse {
        plastic::show(ui, world, key, synapse);
    }
}

/// What the link does, in words and with the sign that it has on the canvas. A receptor's gain is no weight.
fn effect(ui: &mut Ui, world: &World, key: &EntryKey, entry: &Entry, palette: &Palette) {
    let mut amount = None;
    entry.item().into_iter().for_each(|item| {
        item.look(&mut |_, value| {
            if let Value::Number(number) = value {
                amount = amount.or(Some(number));
            }
        });
    });
    let (Some(from), Some(amount)) = (entry.releaser(), amount) else { return };
    let neuron = NeuronKey { creature: key.creature.clone(), neuron: from.to_owned() };
    let graph = world.resource::<Graph>();
    let params = graph.find(&neuron).and_then(|i| world.get::<NeuronParams>(graph.cells[i].entity));
    let kind = Kind::of(amount, params.map_or(1.0, made));
    ui.horizontal(|ui| {
        let (rect, _) = ui.allocate_exact_size(egui::vec2(14.0, 18.0), egui::Sense::hover());
        let color = kind.color(palette);
        mark(ui, rect, Some(kind), color);
        ui.label(RichText::new(from).color(palette.text));
        ui.label(RichText::new(kind.verb()).color(color));
        let to = entry.ends().get(1).map_or_else(|| "the muscle".to_owned(), |to| (*to).to_owned());
        ui.label(RichText::new(to).color(palette.text));
    });
}

/// What the neuron has in its cleft, of which a synapse or a muscle receives; other links carry
/// no releases.
fn handed_over(ui: &mut Ui, world: &World, entry: &Entry, palette: &'static Palette) {
    let Some(from) = entry.releaser() else { return };
    if let Some(neuron) = world.resource::<Focus>().0 {
        glance(ui, world, neuron, Quantity::Cleft, from, palette);
    }
}

/// The last segment or joint of the creature's body.
fn bound(world: &World, key: &EntryKey, role: Role) -> u32 {
    let being = world.resource::<Graph>().being(&key.creature);
    let segments = being.and_then(|being| being.body).map_or(0, |(_, segments)| segments);
    let count = if role == Role::Joints { Along::Joints.count(segments) } else { segments };
    count.saturating_sub(1)
}

/// A neuron at an end; a click selects it.
fn end(ui: &mut Ui, world: &mut World, key: &EntryKey, info: &FieldInfo, neuron: &str) {
    let palette = palette(world);
    let response = row(ui, info.name, "", palette, |ui| {
        let button = ui.button(RichText::new(neuron).color(palette.text));
        button.on_hover_text(format!("{} Click to select it", info.sentence()))
    });
    if response.clicked() {
        let neuron = NeuronKey { creature: key.creature.clone(), neuron: neuron.to_owned() };
        select(world, Some(neuron));
    }
}

/// Any other field; what it is now, and whether the change is complete.
fn field<'v>(
    ui: &mut Ui,
    info: &'static FieldInfo,
    value: Value<'v>,
    bound: u32,
    palette: &Palette,
) -> (Value<'v>, bool) {
    let mut ended = false;
    let new = match value {
        Value::Number(mut number) => {
            let tip = format!("{} Notches of the wheel over the link turn it too.", info.sentence());
            let response = row(ui, info.name, &tip, palette, |ui| {
                ui.add_sized([80.0, 20.0], NumberField::new(&mut number, info.name).field(info))
            });
            ended = response.drag_stopped() || response.lost_focus();
            Value::Number(number)
        }
        Value::Whole(mut count) => {
            let most = if info.role == Role::Plain { info.max as u32 } else { bound };
            let response = row(ui, info.name, info.sentence(), palette, |ui| {
                ui.add(NumberField::new(&mut count, info.name).range(info.min.max(0.0) as u32..=most))
            });
            ended = response.drag_stopped() || response.lost_focus();
            Value::Whole(count)
        }
        Value::Range((first_now, last_now)) => {
            let (mut first, mut last) = (first_now, last_now);
            row(ui, info.name, info.sentence(), palette, |ui| {
                let first = ui.add(NumberField::new(&mut first, "first").range(0..=bound));
                let last = ui.add(NumberField::new(&mut last, "last").range(0..=bound));
                ended = [&first, &last].into_iter().any(|r| r.drag_stopped() || r.lost_focus());
                first.union(last)
            });
            // The one that was not moved gives way.
            Value::Range(if first != first_now { (first, last.max(first)) } else { (first.min(last), last) })
        }
        Value::Word(word) => {
            let mut chosen = word;
            row(ui, info.name, info.sentence(), palette, |ui| {
                let mut all: Option<egui::Response> = None;
                for (choice, about) in info.choices {
                    let response = ui.selectable_value(&mut chosen, *choice, *choice).on_hover_text(*about);
                    all = Some(all.map_or_else(|| response.clone(), |before| before.union(response.clone())));
                }
                all.unwrap_or_else(|| ui.label(word))
            });
            ended = chosen != word;
            Value::Word(chosen)
        }
        Value::Text(text) => {
            row(ui, info.name, info.sentence(), palette, |ui| ui.label(text));
            value
        }
        Value::Nothing
        | Value::Pair(_)
        | Value::Double(_)
        | Value::Named(..)
        | Value::Record(_)
        | Value::Flag(_)
        | Value::Names(_)
        | Value::Links(_) => value,
    };
    (new, ended)
}

fn row(
    ui: &mut Ui,
    name: &str,
    tip: &str,
    palette: &Palette,
    content: impl FnOnce(&mut Ui) -> egui::Response,
) -> egui::Response {
    let response = ui
        .horizontal(|ui| {
            column(ui, 92.0, RichText::new(name).color(palette.strong));
            let response = content(ui);
            response.widget_info(|| egui::WidgetInfo::labeled(egui::WidgetType::DragValue, true, name));
            response
        })
        .inner;
    if !tip.is_empty() {
        sentence(ui, tip, palette);
    }
    response
}
