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
use crate::window::state::graph::made;
use crate::window::state::{Selection, close, perform, select};
use bevy::ecs::name::Name;
use bevy::ecs::prelude::*;
use bevy_egui::egui::{self, RichText, Ui};

/// Of longer lists only the rows that are in sight are made: a neuron of a large net may have thousands of synapses.
const LISTED: usize = 60;

/// Height of a row \[points\].
const ROW: f32 = 20.0;

/// A row of a list of edges, as read from the world.
struct Row {
    place: u32,
    other: String,
    /// Whether that is a neuron.
    to_neuron: bool,
    amount: f32,
    kind: Option<Kind>,
}

/// Reads the row of an edge of a neuron.
type Read = fn(&World, Entity, Entity) -> Option<Row>;

fn name(world: &World, entity: Entity) -> String {
    world.get::<Name>(entity).map_or_else(String::new, |n| n.as_str().to_owned())
}

fn place(world: &World, edge: Entity) -> u32 {
    world.get::<ListPlace>(edge).copied().unwrap_or_default().0
}

fn kind(world: &World, weight: f32, from: Entity) -> Option<Kind> {
    Some(Kind::of(weight, world.get::<NeuronParams>(from).map_or(1.0, made)))
}

fn incoming(world: &World, _: Entity, edge: Entity) -> Option<Row> {
    let (amount, from) = (world.get::<Synapse>(edge)?.weight, world.get::<Presynaptic>(edge)?.0);
    Some(Row {
        place: place(world, edge),
        other: name(world, from),
        to_neuron: true,
        amount,
        kind: kind(world, amount, from),
    })
}

fn outgoing(world: &World, neuron: Entity, edge: Entity) -> Option<Row> {
    let (amount, to) = (world.get::<Synapse>(edge)?.weight, world.get::<Postsynaptic>(edge)?.0);
    Some(Row {
        place: place(world, edge),
        other: name(world, to),
        to_neuron: true,
        amount,
        kind: kind(world, amount, neuron),
    })
}

fn muscle(world: &World, neuron: Entity, edge: Entity) -> Option<Row> {
    let junction = world.get::<NeuromuscularJunction>(edge)?;
    let side = match junction.side {
        Side::Left => "left",
        Side::Right => "right",
        Side::Both => "both sides",
    };
    let (other, amount) = (format!("joint {}, {side}", junction.joint), junction.gain);
    Some(Row {
        place: place(world, edge),
        other,
        to_neuron: false,
        amount,
        kind: kind(world, amount, neuron),
    })
}

fn gap(world: &World, neuron: Entity, edge: Entity) -> Option<Row> {
    let amount = world.get::<GapJunction>(edge)?.conductance;
    let (a, b) = (world.get::<GapA>(edge)?.0, world.get::<GapB>(edge)?.0);
    let other = name(world, if a == neuron { b } else { a });
    Some(Row { place: place(world, edge), other, to_neuron: true, amount, kind: None })
}

/// Shows the lists.
pub fn show(ui: &mut Ui, world: &mut World, neuron: Entity, palette: &Palette) {
    let all = |edges: Option<&[Entity]>| edges.unwrap_or_default().to_vec();
    let into = all(world.get::<Incoming>(neuron).map(Incoming::entities));
    let (out_of, muscles): (Vec<Entity>, Vec<Entity>) =
        all(world.get::<Outgoing>(neuron).map(Outgoing::entities))
            .into_iter()
            .partition(|edge| world.get::<Synapse>(*edge).is_some());
    let mut gaps = all(world.get::<GapsA>(neuron).map(GapsA::entities));
    gaps.extend(all(world.get::<GapsB>(neuron).map(GapsB::entities)));
    let shared = "Factor on what is handed over; can be changed while it runs";
    let mut list = |title, edges: &[Entity], read, tip, edit| {
        list(ui, world, title, (neuron, edges, read), tip, edit, palette);
    };
    list("Synapses in", &into, incoming as Read, shared, Edit::Weight as fn(EdgeKey, f32) -> Edit);
    list("Synapses out", &out_of, outgoing, shared, Edit::Weight);
    list("Muscles", &muscles, muscle, shared, Edit::Gain);
    let tip = "Share of the difference of potentials that crosses in a tick, 0 to 0.5";
    list("Gap junctions", &gaps, gap, tip, Edit::Conductance);
}

fn list(
    ui: &mut Ui,
    world: &mut World,
    title: &str,
    (neuron, edges, read): (Entity, &[Entity], Read),
    tip: &str,
    edit: fn(EdgeKey, f32) -> Edit,
    palette: &Palette,
) {
    if edges.is_empty() {
        return;
    }
    section(ui, &format!("{title} {}", edges.len()), palette);
    let Some(creature) = world.resource::<Selection>().selected.as_ref().map(|key| key.creature.clone())
    else {
        return;
    };
    let step = ROW + ui.spacing().item_spacing.y;
    let (first, last) = if edges.len() <= LISTED {
        (0, edges.len())
    } else {
        let (top, seen) = (ui.cursor().top(), ui.clip_rect());
        let at = |y: f32| ((y - top) / step).clamp(0.0, edges.len() as f32);
        (at(seen.top()).floor() as usize, at(seen.bottom()).ceil() as usize)
    };
    ui.add_space(first as f32 * step);
    let last = last.max(first);
    for edge in &edges[first..last] {
        if let Some(row) = read(world, neuron, *edge) {
            ui.push_id((title, row.place), |ui| {
                show_row(ui, world, title, (&creature, &row), tip, edit, palette);
            });
        }
    }
    ui.add_space((edges.len() - last) as f32 * step);
}

fn show_row(
    ui: &mut Ui,
    world: &mut World,
    title: &str,
    (creature, row): (&str, &Row),
    tip: &str,
    edit: fn(EdgeKey, f32) -> Edit,
    palette: &Palette,
) {
    ui.horizontal(|ui| {
        let color = row.kind.map_or(palette.electric, |kind| kind.color(palette));
        let (rect, _) = ui.allocate_exact_size(egui::vec2(14.0, 18.0), egui::Sense::hover());
        mark(ui, rect, row.kind, color);
        if row.to_neuron {
            let button = egui::Button::new(RichText::new(&row.other).color(palette.text)).frame(false);
            if ui.add(button).on_hover_text("Select this neuron").clicked() {
                let key = NeuronKey { creature: creature.to_owned(), neuron: row.other.clone() };
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
            let response = ui.add_sized([72.0, ROW], field);
            let ended = response.drag_stopped() || response.lost_focus();
            if response.on_hover_text(tip).changed() && amount != row.amount {
                let key = EdgeKey { creature: creature.to_owned(), place: row.place };
                perform(world, edit(key, amount));
            }
            if ended {
                close(world);
            }
            if let Some(kind) = row.kind {
                ui.label(RichText::new(kind.verb()).font(small()).color(color));
            }
        });
    });
}

/// The sign of a link: arrow, bar, double line.
pub(super) fn mark(ui: &Ui, rect: egui::Rect, kind: Option<Kind>, color: egui::Color32) {
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
