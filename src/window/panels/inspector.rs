//! The selected neuron: its state as it changes, its parameters, its synapses.

use super::params;
use crate::edit::{EdgeKey, Edit, History, build};
use crate::nervous::{
    GapA, GapB, GapJunction, GapsA, GapsB, Hold, Incoming, ListPlace, NeuromuscularJunction, NeuronParams,
    NeuronState, Outgoing, Postsynaptic, Preset, Presynaptic, Synapse, TRANSMITTER_LIMIT,
};
use crate::scene::SceneInfo;
use crate::scene::document::{Params, Side};
use crate::window::canvas::commands::step;
use crate::window::draw::network::Kind;
use crate::window::graph::Cell;
use crate::window::keys;
use crate::window::state::Desk;
use crate::window::theme::{Palette, class_color, readable, small};
use crate::window::widgets::{amount, column, meter, section, value};
use bevy::ecs::name::Name;
use bevy::ecs::prelude::*;
use bevy_egui::egui::{self, DragValue, RichText, Ui};

/// Synapses listed of each kind and direction; a neuron of a large net may have thousands.
const LISTED: usize = 60;

/// Shows the inspector.
pub fn show(ui: &mut Ui, world: &mut World, desk: &mut Desk) {
    let palette = desk.mode.palette();
    if let Some(entry) = desk.entry.clone() {
        super::link::show(ui, world, desk, &entry);
        return;
    }
    let Some(index) = desk.selected_index() else {
        if let Some(class) = desk.class.clone() {
            super::classes::inspector(ui, world, desk, &class);
            return;
        }
        super::scene::show(ui, world, desk);
        return;
    };
    let cell = desk.graph.cells[index].clone();
    let several = desk.chosen_count();
    ui.add_space(2.0);
    ui.horizontal(|ui| {
        ui.label(RichText::new(&cell.key.neuron).size(18.0).strong().color(palette.strong));
        if several > 1 {
            ui.label(RichText::new(format!("and {} more", several - 1)).color(palette.accent));
        }
        class_choice(ui, world, desk, &cell);
        ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
            let tip = "Puts more than its threshold on the dendrite, once: it fires (I)";
            if ui.button("Inject").on_hover_text(tip).clicked() {
                keys::inject(world, desk);
            }
            let silent = world.get::<Hold>(cell.entity) == Some(&Hold::Silent);
            let tip = "A silenced neuron makes, receives and releases nothing; see what is lost without it. \
                       G shows the worm that it would be with it (S)";
            let name = if silent { "Revive" } else { "Silence" };
            if ui.button(name).on_hover_text(tip).clicked() {
                keys::silence(world, desk);
            }
        });
    });
    if several > 1 {
        let text = "What is changed here is changed in all that are selected.";
        ui.label(RichText::new(text).font(small()).color(palette.weak));
    }
    egui::ScrollArea::vertical().auto_shrink([false, false]).show(ui, |ui| {
        section(ui, "State", palette);
        state(ui, world, desk, cell.entity, palette);
        clamp(ui, world, desk, &cell, palette);
        section(ui, "Parameters", palette);
        parameters(ui, world, desk, cell.entity, palette);
        synapses(ui, world, desk, cell.entity, palette);
        ui.add_space(8.0);
    });
}

fn state(ui: &mut Ui, world: &mut World, desk: &mut Desk, neuron: Entity, palette: &Palette) {
    let (Some(state), Some(params)) =
        (world.get::<NeuronState>(neuron).copied(), world.get::<NeuronParams>(neuron).copied())
    else {
        return;
    };
    let Some(key) = desk.selected.clone() else { return };
    let mut new = state;
    let width = ui.available_width();
    ui.horizontal(|ui| {
        ui.label(RichText::new("phase").color(palette.strong)).on_hover_text("What it did in the last tick");
        ui.label(RichText::new(state.phase.name()).color(palette.accent));
    });
    let bar = width - 230.0;
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
                        let drag = DragValue::new(&mut shown).speed(0.05).fixed_decimals(2);
                        let response = ui.add_sized([70.0, 18.0], drag);
                        let label = format!("{name}, {what}");
                        response.widget_info(|| {
                            egui::WidgetInfo::labeled(egui::WidgetType::DragValue, true, &label)
                        });
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
            value(ui, 128.0, &format!("{left} of {whole} ticks"), palette.text);
        });
    }
    if new != state {
        desk.perform(world, Edit::State(key, new));
    }
}

/// The class of the neuron, which can be chosen; of all that are selected.
fn class_choice(ui: &mut Ui, world: &mut World, desk: &mut Desk, cell: &Cell) {
    let palette = desk.mode.palette();
    let classes = world.get_resource::<SceneInfo>().map(|info| info.classes.clone()).unwrap_or_default();
    let shown = if cell.class.is_empty() { "no class" } else { &cell.class };
    let mut chosen = None;
    let combo = egui::ComboBox::from_id_salt("class of the neuron")
        .selected_text(RichText::new(shown).color(readable(cell.color, palette.panel)))
        .width(96.0)
        .show_ui(ui, |ui| {
            for (index, (name, class)) in classes.iter().enumerate() {
                let text =
                    RichText::new(name).color(readable(class_color(&class.color, index), palette.panel));
                if ui.selectable_label(*name == cell.class, text).clicked() {
                    chosen = Some(name.clone());
                }
            }
            if ui
                .selectable_label(cell.class.is_empty(), RichText::new("no class").color(palette.weak))
                .clicked()
            {
                chosen = Some(String::new());
            }
        });
    combo.response.on_hover_text("Its class; what it overrides stays");
    if let Some(class) = chosen {
        let edits = desk.chosen().into_iter().map(|key| Edit::Join(key, class.clone())).collect();
        step(world, desk, Ok(build::single(edits)));
    }
}

/// The potential held, or not.
fn clamp(ui: &mut Ui, world: &mut World, desk: &mut Desk, cell: &Cell, palette: &Palette) {
    let hold = world.get::<Hold>(cell.entity).copied().unwrap_or_default();
    let now = world.get::<NeuronState>(cell.entity).map_or(0.0, NeuronState::potential);
    ui.horizontal(|ui| {
        let mut on = matches!(hold, Hold::At(_));
        let tip = "Voltage clamp: the potential stays at this value, whatever it receives; above the threshold it fires \
                   whenever it is ready";
        let mut wanted = None;
        if ui.checkbox(&mut on, "hold the potential at").on_hover_text(tip).changed() {
            wanted = Some(if on { Hold::At(now) } else { Hold::Free });
        }
        if let Hold::At(mut at) = hold {
            let limit = TRANSMITTER_LIMIT as f32;
            let response = ui.add(DragValue::new(&mut at).range(-limit..=limit).speed(0.05).max_decimals(3));
            response.widget_info(|| {
                egui::WidgetInfo::labeled(egui::WidgetType::DragValue, true, "Held potential")
            });
            if response.on_hover_text(tip).changed() {
                wanted = Some(Hold::At(at));
            }
        } else if hold == Hold::Silent {
            ui.label(RichText::new("silenced").color(palette.warn));
        }
        if let Some(hold) = wanted {
            let edits = desk.chosen().into_iter().map(|key| Edit::Hold(key, hold)).collect();
            desk.perform(world, build::single(edits));
        }
    });
}

fn parameters(ui: &mut Ui, world: &mut World, desk: &mut Desk, neuron: Entity, palette: &Palette) {
    let (Some(preset), Some(now)) =
        (world.get::<Preset>(neuron).cloned(), world.get::<NeuronParams>(neuron).copied())
    else {
        return;
    };
    let Some(key) = desk.selected.clone() else { return };
    let bare = Preset { params: Params::default(), ..preset.clone() };
    let class = bare.resolve(world.get_resource::<SceneInfo>());
    let outcome = params::show(ui, &preset.params, &now, &class, palette);
    if let Some(params) = outcome.changed {
        // With several selected the same fields change in all of them.
        let edits = desk
            .chosen()
            .into_iter()
            .filter_map(|other| {
                let own = if other == key {
                    preset.params.clone()
                } else {
                    let entity = other.find(world)?;
                    world.get::<Preset>(entity)?.params.clone()
                };
                Some(Edit::Params(other, params::carried_over(&preset.params, &params, &own)))
            })
            .collect();
        desk.perform(world, build::single(edits));
    }
    if outcome.closed {
        world.get_resource_or_init::<History>().close();
    }
}

/// A row of a list of edges, as read from the world.
struct Row {
    place: u32,
    other: String,
    amount: f32,
    kind: Option<Kind>,
}

fn synapses(ui: &mut Ui, world: &mut World, desk: &mut Desk, neuron: Entity, palette: &Palette) {
    let name = |entity: Entity| world.get::<Name>(entity).map_or_else(String::new, |n| n.as_str().to_owned());
    let place = |edge: Entity| world.get::<ListPlace>(edge).copied().unwrap_or_default().0;
    let sign =
        |from: Entity| world.get::<NeuronParams>(from).map_or(1.0, |p| p.production[0] + p.production[1]);
    let kind = |weight: f32, from: Entity| {
        Some(if weight * sign(from) < 0.0 { Kind::Inhibit } else { Kind::Excite })
    };
    let (mut incoming, mut outgoing, mut muscles, mut gaps) =
        (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    for &edge in world.get::<Incoming>(neuron).map_or(&[][..], |i| i.entities()) {
        if let (Some(synapse), Some(from)) = (world.get::<Synapse>(edge), world.get::<Presynaptic>(edge)) {
            let weight = synapse.weight;
            incoming.push(Row {
                place: place(edge),
                other: name(from.0),
                amount: weight,
                kind: kind(weight, from.0),
            });
        }
    }
    for &edge in world.get::<Outgoing>(neuron).map_or(&[][..], |o| o.entities()) {
        if let (Some(synapse), Some(to)) = (world.get::<Synapse>(edge), world.get::<Postsynaptic>(edge)) {
            let weight = synapse.weight;
            outgoing.push(Row {
                place: place(edge),
                other: name(to.0),
                amount: weight,
                kind: kind(weight, neuron),
            });
        } else if let Some(junction) = world.get::<NeuromuscularJunction>(edge) {
            let side = match junction.side {
                Side::Left => "left",
                Side::Right => "right",
                Side::Both => "both sides",
            };
            let other = format!("joint {}, {side}", junction.joint);
            let gain = junction.gain;
            muscles.push(Row { place: place(edge), other, amount: gain, kind: kind(gain, neuron) });
        }
    }
    let ends = world.get::<GapsA>(neuron).map_or(&[][..], |g| g.entities()).iter();
    for &edge in ends.chain(world.get::<GapsB>(neuron).map_or(&[][..], |g| g.entities())) {
        if let (Some(gap), Some(a), Some(b)) =
            (world.get::<GapJunction>(edge), world.get::<GapA>(edge), world.get::<GapB>(edge))
        {
            let other = if a.0 == neuron { b.0 } else { a.0 };
            gaps.push(Row { place: place(edge), other: name(other), amount: gap.conductance, kind: None });
        }
    }
    let shared = "Factor on what is handed over; can be changed while it runs";
    list(ui, world, desk, "Synapses in", &incoming, shared, Edit::Weight, true, palette);
    list(ui, world, desk, "Synapses out", &outgoing, shared, Edit::Weight, true, palette);
    list(ui, world, desk, "Muscles", &muscles, shared, Edit::Gain, false, palette);
    let tip = "Share of the difference of potentials that crosses in a tick, 0 to 0.5";
    list(ui, world, desk, "Gap junctions", &gaps, tip, Edit::Conductance, true, palette);
}

fn list(
    ui: &mut Ui,
    world: &mut World,
    desk: &mut Desk,
    title: &str,
    rows: &[Row],
    tip: &str,
    edit: fn(EdgeKey, f32) -> Edit,
    neurons: bool,
    palette: &Palette,
) {
    if rows.is_empty() {
        return;
    }
    section(ui, &format!("{title} {}", rows.len()), palette);
    let Some(creature) = desk.selected.as_ref().map(|key| key.creature.clone()) else { return };
    for row in rows.iter().take(LISTED) {
        ui.horizontal(|ui| {
            let color = match row.kind {
                Some(Kind::Excite) => palette.excite,
                Some(Kind::Inhibit) => palette.inhibit,
                None => palette.electric,
            };
            let (rect, _) = ui.allocate_exact_size(egui::vec2(14.0, 18.0), egui::Sense::hover());
            mark(ui, rect, row.kind, color);
            if neurons {
                let button = egui::Button::new(RichText::new(&row.other).color(palette.text)).frame(false);
                if ui.add(button).on_hover_text("Select this neuron").clicked() {
                    let key =
                        crate::edit::NeuronKey { creature: creature.clone(), neuron: row.other.clone() };
                    desk.select(Some(key));
                }
            } else {
                ui.label(&row.other);
            }
            ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
                ui.add_space(23.0);
                let mut amount = row.amount;
                let range = if row.kind.is_none() { 0.0..=0.5 } else { -1.0e6..=1.0e6 };
                let speed = if row.kind.is_none() { 0.002 } else { 0.02 };
                let drag = DragValue::new(&mut amount).speed(speed).range(range).max_decimals(4);
                let response = ui.add_sized([72.0, 20.0], drag);
                let label = format!("{title}: {}", row.other);
                response.widget_info(|| egui::WidgetInfo::labeled(egui::WidgetType::DragValue, true, &label));
                let ended = response.drag_stopped() || response.lost_focus();
                if response.on_hover_text(tip).changed() && amount != row.amount {
                    let key = EdgeKey { creature: creature.clone(), place: row.place };
                    desk.perform(world, edit(key, amount));
                }
                if ended {
                    world.get_resource_or_init::<History>().close();
                }
            });
        });
    }
    if rows.len() > LISTED {
        let text = format!("and {} more", rows.len() - LISTED);
        ui.label(RichText::new(text).font(small()).color(palette.weak));
    }
}

/// The sign of a link: arrow, bar, double line.
fn mark(ui: &Ui, rect: egui::Rect, kind: Option<Kind>, color: egui::Color32) {
    let c = rect.center();
    let line = egui::Stroke::new(1.8, color);
    let at = |x: f32, y: f32| c + egui::vec2(x, y);
    let painter = ui.painter();
    match kind {
        Some(Kind::Excite) => {
            painter.line_segment([at(-6.0, 0.0), at(1.0, 0.0)], line);
            let head = vec![at(6.0, 0.0), at(0.0, 3.5), at(0.0, -3.5)];
            painter.add(egui::Shape::convex_polygon(head, color, egui::Stroke::NONE));
        }
        Some(Kind::Inhibit) => {
            painter.line_segment([at(-6.0, 0.0), at(4.0, 0.0)], line);
            painter.line_segment([at(5.0, -4.5), at(5.0, 4.5)], egui::Stroke::new(2.4, color));
        }
        None => {
            painter.line_segment([at(-6.0, -2.0), at(6.0, -2.0)], line);
            painter.line_segment([at(-6.0, 2.0), at(6.0, 2.0)], line);
        }
    }
}
