//! The selected link: what it joins, its amount, and for receptors and muscles where on the body.

use crate::edit::build::{self, EntryKey};
use crate::edit::{Entry, History, NeuronKey};
use crate::nervous::TRANSMITTER_LIMIT;
use crate::scene::document::Side;
use crate::scene::limits::MAX_CONDUCTANCE;
use crate::window::canvas::commands;
use crate::window::plots::{Quantity, glance};
use crate::window::state::Desk;
use crate::window::theme::{Palette, small};
use crate::window::widgets::section;
use bevy::ecs::prelude::*;
use bevy_egui::egui::{self, DragValue, RichText, Ui};

/// Shows the link.
pub fn show(ui: &mut Ui, world: &mut World, desk: &mut Desk, key: &EntryKey) {
    let palette = desk.mode.palette();
    let Some(entry) = build::read(world, key) else {
        desk.entry = None;
        return;
    };
    let mut new = entry.clone();
    let mut ended = false;
    let mut gone = false;
    ui.horizontal(|ui| {
        let name = key.kind.name();
        let title = name[..1].to_uppercase() + &name[1..];
        ui.label(RichText::new(title).size(18.0).strong().color(palette.strong));
        ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
            gone = ui.button("Delete").on_hover_text("Takes this link away (Del)").clicked();
        });
    });
    handed_over(ui, world, desk, &entry, palette);
    section(ui, "Joins", palette);
    match &mut new {
        Entry::Neuron(..) => {}
        Entry::Synapse(s) => {
            ends(ui, desk, key, [("from", &s.from), ("to", &s.to)]);
            let tip = "Factor on what is handed over; a negative one turns excitation into inhibition. \
                       The wheel over the selected link turns it too";
            ended |= amount(ui, "weight", &mut s.weight, tip, palette);
        }
        Entry::Gap(g) => {
            ends(ui, desk, key, [("between", &g.a), ("and", &g.b)]);
            let tip = "Share of the difference of potentials that crosses in a tick, 0 to 0.5";
            ended |=
                number(ui, "conductance", &mut g.conductance, 0.0..=MAX_CONDUCTANCE, 0.002, tip, palette);
        }
        Entry::Skin(s) => {
            ends(ui, desk, key, [("charges", &s.neuron), ("", "")]);
            ended |= range(ui, "segments", &mut s.segments, bound(desk, key, 1), palette);
            ended |= side(ui, &mut s.side, palette);
            let tip = "Transmitter on the dendrite per tick and unit of force";
            ended |= amount(ui, "gain", &mut s.gain, tip, palette);
        }
        Entry::Stretch(s) => {
            ends(ui, desk, key, [("charges", &s.neuron), ("", "")]);
            ended |= range(ui, "joints", &mut s.joints, bound(desk, key, 2), palette);
            ended |= side(ui, &mut s.side, palette);
            let tip = "Transmitter on the dendrite per tick at full stretch";
            ended |= amount(ui, "gain", &mut s.gain, tip, palette);
        }
        Entry::Muscle(m) => {
            ends(ui, desk, key, [("from", &m.neuron), ("", "")]);
            let mut joint = f64::from(m.joint);
            let most = f64::from(bound(desk, key, 2));
            let response = row(ui, "joint", "Which joint's muscle; 0 is at the head", palette, |ui| {
                ui.add(DragValue::new(&mut joint).range(0.0..=most).speed(0.1).fixed_decimals(0))
            });
            ended |= response.drag_stopped() || response.lost_focus();
            m.joint = joint as u32;
            ended |= side(ui, &mut m.side, palette);
            ended |= amount(ui, "gain", &mut m.gain, "Factor on what the cleft hands over", palette);
        }
    }
    if new != entry {
        desk.perform(world, build::replace(key, new));
    }
    if ended {
        world.get_resource_or_init::<History>().close();
    }
    if gone {
        commands::delete(world, desk);
    }
}

/// What the neuron has in its cleft, of which a synapse or a muscle receives; other links carry
/// no releases.
fn handed_over(ui: &mut Ui, world: &World, desk: &Desk, entry: &Entry, palette: &'static Palette) {
    let from = match entry {
        Entry::Synapse(synapse) => &synapse.from,
        Entry::Muscle(muscle) => &muscle.neuron,
        Entry::Neuron(..) | Entry::Gap(_) | Entry::Skin(_) | Entry::Stretch(_) => return,
    };
    if let Some(neuron) = desk.focus {
        glance(ui, world, neuron, Quantity::Cleft, from, palette);
    }
}

/// The last segment (`less` 1) or joint (`less` 2) of the creature's body.
fn bound(desk: &Desk, key: &EntryKey, less: u32) -> u32 {
    let being = desk.graph.beings.iter().find(|being| being.name == key.creature);
    being.and_then(|being| being.body).map_or(0, |(_, segments)| segments.saturating_sub(less))
}

/// The neurons at the ends; a click selects one.
fn ends(ui: &mut Ui, desk: &mut Desk, key: &EntryKey, ends: [(&str, &str); 2]) {
    let palette = desk.mode.palette();
    for (word, neuron) in ends.into_iter().filter(|(_, neuron)| !neuron.is_empty()) {
        let response = row(ui, word, "", palette, |ui| {
            ui.button(RichText::new(neuron).color(palette.text)).on_hover_text("Select this neuron")
        });
        if response.clicked() {
            let neuron = NeuronKey { creature: key.creature.clone(), neuron: neuron.to_owned() };
            desk.select(Some(neuron));
        }
    }
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
            crate::window::widgets::column(ui, 92.0, RichText::new(name).color(palette.strong));
            let response = content(ui);
            response.widget_info(|| egui::WidgetInfo::labeled(egui::WidgetType::DragValue, true, name));
            response
        })
        .inner;
    if !tip.is_empty() {
        ui.label(RichText::new(tip).font(small()).color(palette.weak));
    }
    response
}

fn number(
    ui: &mut Ui,
    name: &str,
    value: &mut f32,
    range: std::ops::RangeInclusive<f32>,
    speed: f32,
    tip: &str,
    palette: &Palette,
) -> bool {
    let response = row(ui, name, tip, palette, |ui| {
        let drag = DragValue::new(value).range(range).speed(speed).max_decimals(4);
        ui.add_sized([80.0, 20.0], drag)
    });
    response.drag_stopped() || response.lost_focus()
}

fn amount(ui: &mut Ui, name: &str, value: &mut f32, tip: &str, palette: &Palette) -> bool {
    let limit = TRANSMITTER_LIMIT as f32;
    number(ui, name, value, -limit..=limit, 0.02, tip, palette)
}

fn range(ui: &mut Ui, name: &str, value: &mut (u32, u32), most: u32, palette: &Palette) -> bool {
    let mut ended = false;
    let (mut first, mut last) = *value;
    row(ui, name, "First and last, counted from the head", palette, |ui| {
        let first = ui.add(DragValue::new(&mut first).range(0..=most).speed(0.1));
        let last = ui.add(DragValue::new(&mut last).range(0..=most).speed(0.1));
        ended = [&first, &last].into_iter().any(|r| r.drag_stopped() || r.lost_focus());
        first.union(last)
    });
    // The one that was not moved gives way.
    *value = if first != value.0 { (first, last.max(first)) } else { (first.min(last), last) };
    ended
}

fn side(ui: &mut Ui, value: &mut Side, palette: &Palette) -> bool {
    let before = *value;
    row(ui, "side", "", palette, |ui| {
        let left = ui.selectable_value(value, Side::Left, "Left");
        let right = ui.selectable_value(value, Side::Right, "Right");
        left.union(right).union(ui.selectable_value(value, Side::Both, "Both"))
    });
    *value != before
}
