//! The selected neuron: a trace of it, its state as it changes, its parameters; its synapses are in
//! `edges`.

use super::fields::added_modulators;
use super::params::Sheet;
use super::{edges, params, receptive};
use crate::edit::{Edit, NeuronKey};
use crate::nervous::{Hold, NeuronParams, NeuronState, Params, Preset, TRANSMITTER_LIMIT};
use crate::window::commands::{class_entries, inject, silence};
use crate::window::paint::controls::named;
use crate::window::paint::draw::network::Kind;
use crate::window::paint::number_field::NumberField;
use crate::window::paint::theme::{Palette, readable, small};
use crate::window::paint::widgets::{amount, column, meter, section, sentence, value};
use crate::window::paint::words;
use crate::window::plots::{Quantity, glance};
use crate::window::state::graph::Cell;
use crate::window::state::{Graph, Selection, chosen, close, palette, perform, step};
use bevy::ecs::prelude::*;
use bevy_egui::egui::{self, RichText, Ui};

/// The largest amount of transmitter that may be set.
const LIMIT: f32 = TRANSMITTER_LIMIT as f32;

/// Width of the choice of the class and of what can be done with a neuron \[points\].
const HEAD: f32 = 270.0;

/// Shows a neuron.
pub fn show(ui: &mut Ui, world: &mut World, index: usize) {
    let palette = palette(world);
    let cell = world.resource::<Graph>().cells[index].clone();
    let several = world.resource::<Selection>().count();
    ui.add_space(2.0);
    let mut below = false;
    ui.horizontal(|ui| {
        ui.label(RichText::new(&cell.key.neuron).size(18.0).strong().color(palette.strong));
        if several > 1 {
            ui.label(RichText::new(format!("and {} more", several - 1)).color(palette.accent));
        }
        // A long name leaves no room for it.
        below = ui.available_width() < HEAD;
        if !below {
            class_choice(ui, world, &cell);
        }
        ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
            let tip = "Puts more than its threshold on the dendrite, once: it fires (I)";
            if ui.button("Inject").on_hover_text(tip).clicked() {
                inject(world);
            }
            let silent = world.get::<Hold>(cell.entity) == Some(&Hold::Silent);
            let tip = "A silenced neuron makes, receives and releases nothing; see what is lost without it. \
                       G shows the worm that it would be with it (S)";
            let name = if silent { "Revive" } else { "Silence" };
            if ui.button(name).on_hover_text(tip).clicked() {
                silence(world);
            }
        });
    });
    if below {
        class_choice(ui, world, &cell);
    }
    if several > 1 {
        let text = "What is changed here is changed in all that are selected.";
        sentence(ui, text, palette);
    }
    // Above what scrolls: it is in sight while a parameter further down is changed.
    glance(ui, world, cell.entity, Quantity::Potential, &cell.key.neuron, palette);
    ui.add_space(2.0);
    egui::ScrollArea::vertical().auto_shrink([false, false]).show(ui, |ui| {
        // A text that waits in a field to be mended is that of one neuron.
        ui.push_id(&cell.key, |ui| {
            section(ui, "State", palette);
            state(ui, world, cell.entity, palette);
            clamp(ui, world, &cell, palette);
            receptive::show(ui, world, index, palette);
            section(ui, "Parameters", palette);
            parameters(ui, world, cell.entity, palette);
            edges::show(ui, world, cell.entity, palette);
            ui.add_space(8.0);
        });
    });
}

fn state(ui: &mut Ui, world: &mut World, neuron: Entity, palette: &Palette) {
    let (Some(state), Some(params)) =
        (world.get::<NeuronState>(neuron).copied(), world.get::<NeuronParams>(neuron).copied())
    else {
        return;
    };
    let Some(key) = world.resource::<Selection>().selected.clone() else { return };
    let mut new = state;
    let width = ui.available_width();
    ui.horizontal(|ui| {
        ui.label(RichText::new("phase").color(palette.strong)).on_hover_text("What it did in the last tick");
        ui.label(RichText::new(state.phase.name()).color(palette.accent));
    });
    let bar = width - 230.0;
    heads(ui, bar.max(40.0), palette);
    let channels = |ui: &mut Ui,
                    name: &str,
                    tip: &str,
                    pair: [f32; 2],
                    full: f32,
                    edited: Option<&mut [f32; 2]>| {
        ui.horizontal(|ui| {
            ui.spacing_mut().item_spacing.x = 6.0;
            column(ui, 62.0, RichText::new(name).color(palette.strong)).on_hover_text(tip);
            let net = pair[0] + pair[1];
            meter(ui, bar.max(40.0), net, full, [palette.curves[0], palette.inhibit], palette)
                .on_hover_text(format!("{tip}\nNet: {}; the bar is full at {}", amount(net), amount(full)));
            match edited {
                Some(edited) => {
                    for (channel, what) in [(0, "excitatory"), (1, "inhibitory")] {
                        let mut shown = pair[channel];
                        let label = format!("{name}, {what}");
                        let field = NumberField::new(&mut shown, &label).speed(0.05).decimals(2, 2);
                        let response = ui.add_sized([70.0, 22.0], field.range(-LIMIT..=LIMIT));
                        if response
                            .on_hover_text(format!("{tip}\n{what}; can be set while it runs"))
                            .changed()
                        {
                            edited[channel] = shown;
                        }
                    }
                }
                None => {
                    value(ui, 68.0, &amount(pair[0]), palette.text);
                    value(ui, 70.0, &amount(pair[1]), palette.text);
                }
            }
        });
    };
    let store =
        params.pool_limit.unwrap_or_else(|| state.pool[0].abs().max(state.pool[1].abs()).max(1.0) * 1.25);
    let threshold = params.threshold.max(0.01);
    channels(
        ui,
        "potential",
        "Integrated so far; it fires above its threshold",
        state.last,
        threshold,
        Some(&mut new.last),
    );
    channels(ui, "pool", "Made and stored, given away at a release", state.pool, store, Some(&mut new.pool));
    channels(ui, "dendrite", "Received, not yet integrated", state.dendrite, threshold, None);
    channels(ui, "cleft", "Released, on its way to the targets", state.cleft, store, None);
    for (name, left, whole, tip) in [
        (
            "conduction left",
            state.conduction_left,
            params.conduction,
            "Ticks until the spike arrives and releases",
        ),
        ("refractory left", state.refractory_left, params.refractory, "Ticks until it can integrate again"),
    ] {
        ui.horizontal(|ui| {
            ui.spacing_mut().item_spacing.x = 6.0;
            column(ui, 96.0, RichText::new(name).color(palette.strong)).on_hover_text(tip);
            meter(
                ui,
                (width - 248.0).max(40.0),
                left as f32,
                whole.max(1) as f32,
                [palette.curves[1]; 2],
                palette,
            )
            .on_hover_text(tip);
            value(ui, 128.0, &format!("{left} of {}", words::count(whole as usize, "tick")), palette.text);
        });
    }
    if new != state {
        perform(world, Edit::State(key, new));
    }
}

/// What the two columns of numbers are.
fn heads(ui: &mut Ui, bar: f32, palette: &Palette) {
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = 6.0;
        ui.add_space(62.0 + 6.0 + bar);
        for kind in [Kind::Excite, Kind::Inhibit] {
            let (rect, _) = ui.allocate_exact_size(egui::vec2(70.0, 14.0), egui::Sense::hover());
            let (align, color) = (egui::Align2::CENTER_CENTER, kind.color(palette));
            ui.painter().text(rect.center(), align, kind.verb(), small(), color);
        }
    });
}

/// The class of the neuron, which can be chosen; of all that are selected.
fn class_choice(ui: &mut Ui, world: &mut World, cell: &Cell) {
    let palette = palette(world);
    let shown = if cell.class.is_empty() { "no class" } else { &cell.class };
    let mut wanted = None;
    let combo = egui::ComboBox::from_id_salt("class of the neuron")
        .selected_text(RichText::new(shown).color(readable(cell.color, palette.panel)))
        .width(96.0)
        .show_ui(ui, |ui| {
            wanted = class_entries(ui, world, &cell.class);
        });
    named(combo.response, "Class of the neuron").on_hover_text("Its class; what it overrides stays");
    if let Some(class) = wanted {
        let edits = chosen(world).into_iter().map(|key| Edit::Join(key, class.clone())).collect();
        step(world, Ok(Edit::of(edits)));
    }
}

/// The potential held, or not.
fn clamp(ui: &mut Ui, world: &mut World, cell: &Cell, palette: &Palette) {
    let hold = world.get::<Hold>(cell.entity).copied().unwrap_or_default();
    let now = world.get::<NeuronState>(cell.entity).map_or(0.0, NeuronState::potential);
    ui.horizontal(|ui| {
        let mut on = matches!(hold, Hold::At(_));
        let tip = "Voltage clamp: the potential stays at this value, whatever it receives; above the threshold it fires \
                   whenever it is ready";
        let (mut wanted, mut ended) = (None, false);
        if ui.checkbox(&mut on, "hold the potential at").on_hover_text(tip).changed() {
            wanted = Some(if on { Hold::At(now) } else { Hold::Free });
            // By itself a step, whatever was set before it.
            close(world);
            ended = true;
        }
        if let Hold::At(mut at) = hold {
            let field = NumberField::new(&mut at, "Held potential").speed(0.05).decimals(0, 3);
            let response = ui.add(field.range(-LIMIT..=LIMIT));
            ended |= response.drag_stopped() || response.lost_focus();
            if response.on_hover_text(tip).changed() {
                wanted = Some(Hold::At(at));
            }
        } else if hold == Hold::Silent {
            ui.label(RichText::new("silenced").color(palette.warn));
        }
        if let Some(hold) = wanted {
            let edits = chosen(world).into_iter().map(|key| Edit::Hold(key, hold)).collect();
            perform(world, Edit::of(edits));
        }
        if ended {
            close(world);
        }
    });
}

fn parameters(ui: &mut Ui, world: &mut World, neuron: Entity, palette: &Palette) {
    let Some(sheet) = Sheet::of_neuron(world, neuron) else { return };
    let Some(key) = world.resource::<Selection>().selected.clone() else { return };
    let outcome = params::show(ui, &sheet, palette);
    take_over(world, &key, &sheet.own, outcome);
}

/// Carries out what became of the parameters of a selected neuron, which overrides `own`.
pub fn take_over(world: &mut World, key: &NeuronKey, own: &Params, outcome: params::Outcome) {
    if let Some(params) = outcome.changed {
        // With several selected the same fields change in all of them.
        let others = chosen(world);
        let added = added_modulators(world, &params);
        let edits = added
            .into_iter()
            .chain(others.into_iter().filter_map(|other| {
                let others = if other == *key {
                    own.clone()
                } else {
                    let entity = other.find(world)?;
                    world.get::<Preset>(entity)?.params.clone()
                };
                Some(Edit::Params(other, others.carried_over(own, &params)))
            }))
            .collect();
        perform(world, Edit::of(edits));
    }
    if outcome.closed {
        close(world);
    }
}
