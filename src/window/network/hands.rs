//! What the pointer does on the canvas.

use super::canvas::Drag;
use super::ports;
use crate::edit::build::{self, Join};
use crate::edit::{Edit, History, NeuronKey};
use crate::scene::document::Kind;
use crate::sim::Clock;
use crate::window::commands::{self, step};
use crate::window::paint::draw::network::{Focus, Spot};
use crate::window::paint::theme::Palette;
use crate::window::state::Desk;
use crate::window::state::picture::Picture;
use crate::window::world::body_links;
use crate::window::world::camera::wheel;
use bevy::ecs::prelude::*;
use bevy::math::Vec2;
use bevy_egui::egui::{self, CursorIcon, Modifiers, PointerButton, Pos2, Rect, Shape, Stroke, Ui};

/// What lies under the pointer.
#[derive(Clone, Copy, Debug, Default)]
pub struct Under {
    /// A neuron.
    pub neuron: Option<usize>,
    /// Whether the pointer is at its rim, from where links are drawn.
    pub rim: bool,
    /// A link, where no neuron is.
    pub link: Option<Spot>,
    /// A muscle, or a place of skin or stretch.
    pub port: Option<usize>,
}

fn under(desk: &Desk, at: Pos2) -> Under {
    let plan = &desk.graph.plan;
    let neuron = plan.hit(&desk.network, at);
    let radius = plan.screen_radius(&desk.network).max(6.0);
    let rim = neuron.is_some_and(|i| desk.network.to_screen(plan.nodes[i].at).distance(at) > 0.72 * radius);
    let link = if neuron.is_none() { plan.hit_link(&desk.network, at) } else { None };
    let port = if neuron.is_none() { plan.hit_port(&desk.network, at, [1.0, 4.0]) } else { None };
    Under { neuron, rim, link, port }
}

/// Acts on the pointer; returns what lies under it.
pub fn act(ui: &Ui, response: &egui::Response, world: &mut World, desk: &mut Desk) -> Under {
    let pointer = ui.input(|i| i.pointer.hover_pos()).filter(|_| response.contains_pointer());
    let modifiers = ui.input(|i| i.modifiers);
    desk.canvas.pointer = pointer.map(|at| desk.network.to_place(at));
    let under = pointer.map_or_else(Under::default, |at| under(desk, at));
    if response.dragged_by(PointerButton::Middle)
        || (response.dragged_by(PointerButton::Secondary) && desk.canvas.drag == Drag::None)
    {
        desk.network.pan(response.drag_delta());
    }
    if let Some(at) = pointer {
        scroll(ui, at, &under, world, desk);
    }
    click(response, modifiers, &under, world, desk);
    drag(ui, response, modifiers, world, desk);
    let icon = match (&desk.canvas.drag, under.neuron.is_some(), under.rim || modifiers.alt) {
        (Drag::Move, ..) => Some(CursorIcon::Grabbing),
        (Drag::Link(_) | Drag::Port(_), ..) | (Drag::None, true, true) => Some(CursorIcon::Crosshair),
        (Drag::None, false, _) if under.port.is_some() => Some(CursorIcon::Crosshair),
        (Drag::None, true, false) => Some(CursorIcon::PointingHand),
        _ if under.link.is_some() => Some(CursorIcon::PointingHand),
        _ => None,
    };
    if let Some(icon) = icon.filter(|_| pointer.is_some()) {
        ui.ctx().set_cursor_icon(icon);
    }
    under
}

/// The wheel over the selected link turns its weight; elsewhere it zooms.
fn scroll(ui: &Ui, at: Pos2, under: &Under, world: &mut World, desk: &mut Desk) {
    let selected = desk.entry.as_ref().and_then(|entry| desk.graph.spot(entry));
    if selected.is_none() || selected != under.link {
        wheel(ui, at, &mut desk.network);
        return;
    }
    let notches: f32 = ui.input(|i| {
        i.events
            .iter()
            .filter_map(|event| match event {
                egui::Event::MouseWheel { delta, .. } if delta.y != 0.0 => Some(delta.y.signum()),
                _ => None,
            })
            .sum()
    });
    if notches != 0.0 {
        commands::turn_weight(world, desk, notches);
    }
}

fn click(response: &egui::Response, modifiers: Modifiers, under: &Under, world: &mut World, desk: &mut Desk) {
    let key = |desk: &Desk, i: usize| desk.graph.cells[i].key.clone();
    if response.double_clicked() {
        match (under.neuron, under.link, response.interact_pointer_pos()) {
            (Some(i), ..) => {
                desk.select(Some(key(desk, i)));
                commands::begin_rename(desk);
            }
            (None, None, Some(at)) if under.port.is_none() => {
                let place = desk.network.to_place(at);
                commands::add(world, desk, place);
            }
            _ => {}
        }
    } else if response.clicked() {
        match (under.neuron, under.link) {
            (Some(i), _) if modifiers.shift || modifiers.command => desk.toggle(key(desk, i)),
            (Some(i), _) => desk.select(Some(key(desk, i))),
            (None, Some(spot)) => {
                let entry = desk.graph.entry(spot);
                desk.select_entry(entry);
            }
            (None, None) => {
                let entry = under.port.and_then(|port| ports::entry(world, desk, port));
                if entry.is_some() || !modifiers.shift {
                    desk.select_entry(entry);
                }
            }
        }
        world.get_resource_or_init::<History>().close();
    }
    if response.secondary_clicked() {
        match (desk.selected.clone(), under.neuron, under.port) {
            (Some(from), Some(i), _) => {
                let to = key(desk, i);
                let edit = build::toggle_link(world, &from, &to);
                step(world, desk, edit);
            }
            (None, Some(i), _) => desk.select(Some(key(desk, i))),
            (from, None, Some(port)) => {
                let Some(part) = desk.graph.part(port) else { return };
                match from {
                    Some(from) => ports::toggle(world, desk, &from, &part),
                    None => desk.say("Select a neuron first, then a right click links it with this"),
                }
            }
            _ => {}
        }
    }
}

fn drag(ui: &Ui, response: &egui::Response, modifiers: Modifiers, world: &mut World, desk: &mut Desk) {
    if response.drag_started_by(PointerButton::Primary)
        && let Some(from) = ui.input(|i| i.pointer.press_origin())
    {
        let begun = under(desk, from);
        desk.canvas.drag = match begun.neuron {
            Some(i) if begun.rim || modifiers.alt => Drag::Link(desk.graph.cells[i].key.clone()),
            Some(i) => {
                let key = desk.graph.cells[i].key.clone();
                if !desk.is_chosen(&key) {
                    desk.select(Some(key));
                }
                world.get_resource_or_init::<History>().close();
                Drag::Move
            }
            None => match begun.port.and_then(|port| desk.graph.part(port)) {
                Some(part) => Drag::Port(part),
                None => Drag::Marquee(from),
            },
        };
    }
    if response.dragged_by(PointerButton::Primary) && desk.canvas.drag == Drag::Move {
        let delta = response.drag_delta() / desk.network.scale;
        if delta != egui::Vec2::ZERO {
            let delta = Vec2::new(delta.x, delta.y);
            let moves: Vec<Edit> = desk
                .chosen_cells()
                .into_iter()
                .map(|i| Edit::Move(desk.graph.cells[i].key.clone(), desk.graph.cells[i].at + delta))
                .collect();
            desk.perform(world, Edit::of(moves));
        }
    }
    if !response.drag_stopped() {
        return;
    }
    let at = response.interact_pointer_pos().or_else(|| ui.input(|i| i.pointer.latest_pos()));
    match std::mem::take(&mut desk.canvas.drag) {
        Drag::Move => {
            world.get_resource_or_init::<History>().close();
            // Muscles and receptors stand beside the network: they follow once the neuron is at rest.
            desk.stale = true;
        }
        Drag::Link(from) => {
            if let Some(at) = at {
                drop_link(world, desk, &from, at, modifiers);
            }
        }
        Drag::Port(part) => {
            if let Some(at) = at {
                ports::drop(world, desk, &part, at);
            }
        }
        Drag::Marquee(from) => {
            if let Some(at) = at {
                let area = Rect::from_two_pos(from, at);
                let inside = |i: &usize| area.contains(desk.network.to_screen(desk.graph.plan.nodes[*i].at));
                let mut keys: Vec<NeuronKey> = (0..desk.graph.cells.len())
                    .filter(inside)
                    .map(|i| desk.graph.cells[i].key.clone())
                    .collect();
                if modifiers.shift {
                    keys.extend(desk.chosen());
                }
                desk.select_many(keys);
            }
        }
        Drag::None => {}
    }
}

/// A link that was drawn is let go: on a neuron, on a part of the body, or where nothing is, which makes a neuron.
fn drop_link(world: &mut World, desk: &mut Desk, from: &NeuronKey, at: Pos2, modifiers: Modifiers) {
    if !desk.network.rect.contains(at) {
        if desk.world.rect.contains(at) {
            body_links::drop(world, desk, from, at);
        }
        return;
    }
    let found = under(desk, at);
    let join = if modifiers.alt { Join::Electrical(0.1) } else { Join::Chemical(1.0) };
    let target = match (found.neuron, found.port) {
        (Some(i), _) => Some(desk.graph.cells[i].key.clone()),
        (None, Some(port)) => {
            if let Some(part) = desk.graph.part(port) {
                ports::link(world, desk, from, &part);
            }
            return;
        }
        (None, None) => commands::add(world, desk, desk.network.to_place(at)),
    };
    let Some(to) = target else { return };
    if to == *from {
        return;
    }
    let there = build::links_between(world, from, &to);
    let kind = if modifiers.alt { Kind::GAP } else { Kind::SYNAPSE };
    if there.iter().any(|entry| entry.kind == kind) {
        desk.say(format!("{} and {} are linked already", from.neuron, to.neuron));
        return;
    }
    let edit = build::link(from, &to, join);
    if step(world, desk, edit) {
        let made = build::links_between(world, from, &to).into_iter().find(|entry| entry.kind == kind);
        desk.select(Some(from.clone()));
        desk.entry = made;
    }
}

/// What a drag draws over the network.
#[must_use]
pub fn overlay(desk: &Desk, pointer: Option<Pos2>, palette: &Palette) -> Vec<Shape> {
    let Some(at) = pointer else { return Vec::new() };
    match &desk.canvas.drag {
        Drag::Link(from) => {
            let Some(index) = desk.graph.find(from) else { return Vec::new() };
            thread(desk.network.to_screen(desk.graph.plan.nodes[index].at), at, palette)
        }
        Drag::Port(part) => {
            let Some(port) = desk.graph.port(part) else { return Vec::new() };
            thread(desk.graph.plan.ports[port].on_screen(&desk.network).center(), at, palette)
        }
        Drag::Marquee(from) => {
            let area = Rect::from_two_pos(*from, at);
            let fill = crate::window::paint::theme::fade(palette.accent, 0.12);
            vec![
                Shape::rect_filled(area, 2.0, fill),
                Shape::rect_stroke(area, 2.0, Stroke::new(1.0, palette.accent), egui::StrokeKind::Inside),
            ]
        }
        _ => Vec::new(),
    }
}

/// A link under way.
fn thread(from: Pos2, to: Pos2, palette: &Palette) -> Vec<Shape> {
    let line = Shape::line_segment([from, to], Stroke::new(2.0, palette.accent));
    vec![line, Shape::circle_filled(to, 4.0, palette.accent)]
}

/// What is selected and lit, for the drawing. `ports` is how far the ports are brought out.
#[must_use]
pub fn focus(world: &World, desk: &Desk, under: &Under, ports: Option<f32>) -> Focus {
    let hovered = if desk.canvas.drag == Drag::Move { None } else { under.neuron };
    let port = match desk.canvas.drag {
        Drag::None | Drag::Link(_) => under.port,
        _ => None,
    };
    let chosen = desk.chosen_cells();
    let count = desk.graph.cells.len();
    let mut lit = vec![false; count];
    for &i in &chosen {
        lit[i] = true;
    }
    let several = if chosen.len() > 1 { lit.clone() } else { Vec::new() };
    // The neurons of the part of a worm or the port under the pointer, while nothing is selected.
    if chosen.is_empty() {
        let of_port = port.map_or_else(Vec::new, |port| desk.graph.users(port));
        for i in desk.pointed.iter().copied().chain(of_port).filter(|i| *i < count) {
            lit[i] = true;
        }
    }
    // Each further step lights the links of those that were reached by the one before.
    for _ in 1..desk.canvas.depth {
        let before = lit.clone();
        for link in &desk.graph.plan.links {
            if before[link.from] || before[link.to] {
                (lit[link.from], lit[link.to]) = (true, true);
            }
        }
    }
    let silent = if desk.canvas.dim_silent { quiet(world, desk) } else { Vec::new() };
    let link = desk.entry.as_ref().and_then(|entry| desk.graph.spot(entry));
    Focus { selected: desk.selected_index(), hovered, chosen: several, lit, link, port, ports, silent }
}

/// Ticks after which a neuron that has not released counts as silent: ten seconds.
const QUIET: u64 = 1000;

/// Which neurons have been silent for long.
fn quiet(world: &World, desk: &Desk) -> Vec<bool> {
    let since = world.resource::<Clock>().tick.saturating_sub(QUIET);
    let picture = world.resource::<Picture>();
    desk.graph.cells.iter().map(|cell| !picture.released_since(cell.entity, since)).collect()
}
