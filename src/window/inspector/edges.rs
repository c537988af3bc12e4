//! What leads to the selected neuron and away from it: synapses, muscles, gap junctions.

use crate::edit::{EdgeKey, Edit, NeuronKey};
use crate::entry::ListPlace;
use crate::nervous::Side;
use crate::nervous::{
    GapA, GapB, GapJunction, GapsA, GapsB, Incoming, NeuromuscularJunction, NeuronParams, Outgoing,
    Postsynaptic, Presynaptic, Synapse,
};
use crate::window::paint::draw::network::Kind;
use crate::window::paint::number_field::NumberField;
use crate::window::paint::theme::{Palette, small};
use crate::window::paint::widgets::section;
use crate::window::state::{Selection, close, perform, select};
use bevy::ecs::name::Name;
use bevy::ecs::prelude::*;
use bevy_egui::egui::{self, RichText, Ui};

/// Synapses listed of each kind and direction; a neuron of a large net may have thousands.
const LISTED: usize = 60;

/// A row of a list of edges, as read from the world.
struct Row {
    place: u32,
    other: String,
    amount: f32,
    kind: Option<Kind>,
}

/// Shows the lists.
pub fn show(ui: &mut Ui, world: &mut World, neuron: Entity, palette: &Palette) {
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
    list(ui, world, "Synapses in", &incoming, shared, Edit::Weight, true, palette);
    list(ui, world, "Synapses out", &outgoing, shared, Edit::Weight, true, palette);
    list(ui, world, "Muscles", &muscles, shared, Edit::Gain, false, palette);
    let tip = "Share of the difference of potentials that crosses in a tick, 0 to 0.5";
    list(ui, world, "Gap junctions", &gaps, tip, Edit::Conductance, true, palette);
}

fn list(
    ui: &mut Ui,
    world: &mut World,
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
    let Some(creature) = world.resource::<Selection>().selected.as_ref().map(|key| key.creature.clone())
    else {
        return;
    };
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
                    let key = NeuronKey { creature: creature.clone(), neuron: row.other.clone() };
                    select(world, Some(key));
                }
            } else {
                ui.label(&row.other);
            }
            ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
                ui.add_space(23.0);
                let mut amount = row.amount;
                let range = if row.kind.is_none() { 0.0..=0.5 } else { -1.0e6..=1.0e6 };
                let speed = if row.kind.is_none() { 0.002 } else { 0.02 };
                let label = format!("{title}: {}", row.other);
                let field = NumberField::new(&mut amount, &label).speed(speed).range(range);
                let response = ui.add_sized([72.0, 20.0], field);
                let ended = response.drag_stopped() || response.lost_focus();
                if response.on_hover_text(tip).changed() && amount != row.amount {
                    let key = EdgeKey { creature: creature.clone(), place: row.place };
                    perform(world, edit(key, amount));
                }
                if ended {
                    close(world);
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
