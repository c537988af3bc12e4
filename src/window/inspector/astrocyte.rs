//! The selected astrocyte: what it does, what it covers, and all that it is set to.

use super::drawn::written;
use super::fields::{Known, Progress, form};
use crate::edit::build::{self, EntryKey};
use crate::entry::{FieldInfo, Role, Value};
use crate::nervous::{AstrocyteEntry, wiring_of};
use crate::scene::document::Entry;
use crate::sim::Clock;
use crate::window::commands::delete;
use crate::window::commands::frames::set;
use crate::window::paint::controls::named;
use crate::window::paint::theme::{Palette, number};
use crate::window::paint::widgets::{column, meter, section, sentence};
use crate::window::paint::words;
use crate::window::state::{Selection, close, palette, perform, step};
use bevy::ecs::prelude::*;
use bevy_egui::egui::{self, RichText, ScrollArea, Ui};

/// Shows it.
pub fn show(ui: &mut Ui, world: &mut World, key: &EntryKey) {
    let palette = palette(world);
    let Some(Entry::Astrocyte(entry)) = build::read(world, key) else {
        world.resource_mut::<Selection>().entry = None;
        return;
    };
    let mut gone = false;
    ui.horizontal(|ui| {
        ui.label(RichText::new("Astrocyte").size(18.0).strong().color(palette.strong));
        ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
            let tip = "Takes it away; the synapses that it covered release as without (Del)";
            gone = ui.button("Delete").on_hover_text(tip).clicked();
        });
    });
    ScrollArea::vertical().auto_shrink([false, false]).show(ui, |ui| {
        if let Some(name) = written(ui, &entry.name, "Name of the astrocyte", false) {
            set(world, key, "name", Value::Text(name.trim()));
        }
        state(ui, world, key, &entry, palette);
        covers(ui, world, key, &entry, palette);
        settings(ui, world, key, &entry, palette);
        ui.add_space(8.0);
    });
    if gone {
        delete(world);
    }
}

/// What it does now.
fn state(ui: &mut Ui, world: &mut World, key: &EntryKey, entry: &AstrocyteEntry, palette: &Palette) {
    let tick = world.resource::<Clock>().tick;
    let Some(entity) = build::find(world, key) else { return };
    // It may have just been changed.
    let wiring = wiring_of(world);
    let Some((.., state)) = wiring.astrocytes(tick).find(|(_, own, ..)| *own == entity) else { return };
    section(ui, "Now", palette);
    let rows = [
        (
            "calcium",
            state.calcium,
            entry.threshold,
            "Transmitter for each synapse; above the threshold it releases",
        ),
        (
            "bound",
            state.bound,
            1.0,
            "Share of the receptors at the covered terminals that its releases have bound",
        ),
    ];
    for (name, value, full, tip) in rows {
        ui.horizontal(|ui| {
            column(ui, 92.0, RichText::new(name).color(palette.strong));
            meter(ui, 120.0, value, full, [palette.accent, palette.inhibit], palette).on_hover_text(tip);
            ui.label(RichText::new(format!("{value:.3}")).font(number()).color(palette.text));
        });
    }
    let times = match state.releases {
        0 => "It has not released yet.".to_owned(),
        1 => "It has released once.".to_owned(),
        times => format!("It has released {times} times."),
    };
    sentence(ui, &times, palette);
}

/// The pairs that it covers.
fn covers(ui: &mut Ui, world: &mut World, key: &EntryKey, entry: &AstrocyteEntry, palette: &Palette) {
    section(ui, &format!("Covers {}", words::count(entry.covers.len(), "pair")), palette);
    let mut gone = None;
    for (place, (from, to)) in entry.covers.iter().enumerate() {
        let any = |name: &str| if name == "*" { "any neuron".to_owned() } else { name.to_owned() };
        let text = format!("{} to {}", any(from), any(to));
        ui.horizontal(|ui| {
            ui.label(RichText::new(&text).color(palette.text));
            let button = egui::Button::new(RichText::new("\u{d7}").color(palette.weak)).small().frame(false);
            let response = named(ui.add_enabled(entry.covers.len() > 1, button), &format!("Uncover {text}"));
            let last = "An astrocyte covers at least one pair: delete it instead";
            if response.on_hover_text("Uncover").on_disabled_hover_text(last).clicked() {
                gone = Some(place);
            }
        });
    }
    if let Some(place) = gone {
        let mut new = entry.clone();
        new.covers.remove(place);
        step(world, Ok(build::replace(key, Entry::Astrocyte(new))));
    }
    let how =
        "Drag from its rays over links to cover more; the menu of a link (right button) takes it out again.";
    sentence(ui, how, palette);
}

/// The numbers that it is set to.
fn settings(ui: &mut Ui, world: &mut World, key: &EntryKey, entry: &AstrocyteEntry, palette: &Palette) {
    section(ui, "Parameters", palette);
    let (mut new, mut progress) = (entry.clone(), Progress::default());
    // Its place has no unit, and what else it says is above.
    let wanted = |info: &FieldInfo| info.role == Role::Plain && !info.unit.is_empty();
    if form(ui, &mut new, &Known::of(world), wanted, &mut progress, palette) {
        perform(world, build::replace(key, Entry::Astrocyte(new)));
    }
    if progress.closed {
        close(world);
    }
}
