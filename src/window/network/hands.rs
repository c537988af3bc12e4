//! What the pointer does on the canvas.

use super::canvas::{self, Canvas, Drag, Joint, Under};
use super::{menu, places, ports, stars};
use crate::edit::NeuronKey;
use crate::edit::build::{self, Join};
use crate::scene::document::Kind;
use crate::window::commands::{self, frames};
use crate::window::paint::draw::network::Spot;
use crate::window::paint::theme::{Palette, fade};
use crate::window::paint::wheel;
use crate::window::state::{Graph, Selection, Views, chosen, close, pan_by_space, say, select, step};
use crate::window::world::drop_link_on_worm;
use bevy::ecs::prelude::*;
use bevy::math::Vec2;
use bevy_egui::egui::{self, CursorIcon, Modifiers, PointerButton, Pos2, Rect, Shape, Stroke, Ui};

fn under(world: &World, at: Pos2) -> Under {
    let (plan, view) = (&world.resource::<Graph>().plan, &world.resource::<Views>().network);
    let neuron = plan.hit(view, at);
    let radius = plan.screen_radius(view).max(6.0);
    let rim = neuron.is_some_and(|i| view.to_screen(plan.nodes[i].at).distance(at) > 0.72 * radius);
    if neuron.is_some() {
        return Under { neuron, rim, ..Under::default() };
    }
    let note = plan.hit_note(view, at);
    let star = plan.hit_star(view, at);
    let frame = plan.hit_frame(view, at);
    // A box lies in front of links, a note over all, a border behind.
    let written = note.map(|(note, _)| Spot::Note(note));
    let boxed = frame.filter(|frame| plan.frames[*frame].folded).map(Spot::Frame);
    let above = written.or(boxed).or(star.map(|(star, _)| Spot::Astrocyte(star)));
    let port = if above.is_none() { plan.hit_port(view, at, [1.0, 4.0]) } else { None };
    let border = frame.filter(|_| port.is_none()).map(Spot::Frame);
    let link = above.or_else(|| plan.hit_link(view, at)).or(border);
    Under {
        neuron,
        rim,
        link,
        port,
        edge: note.is_some_and(|(_, edge)| edge),
        rays: star.is_some_and(|(_, rays)| rays),
    }
}

/// The place of the canvas at a point of the screen.
fn to_place(world: &World, at: Pos2) -> Vec2 {
    world.resource::<Views>().network.to_place(at)
}

fn key(world: &World, cell: usize) -> NeuronKey {
    world.resource::<Graph>().cells[cell].key.clone()
}

/// Acts on the pointer; returns what lies under it.
pub fn act(ui: &Ui, response: &egui::Response, world: &mut World) -> Under {
    let pointer = ui.input(|i| i.pointer.hover_pos()).filter(|_| response.contains_pointer());
    let modifiers = ui.input(|i| i.modifiers);
    world.resource_mut::<commands::Draft>().pointer = pointer.map(|at| to_place(world, at));
    let under = pointer.map_or_else(Under::default, |at| under(world, at));
    if let Some(delta) = pan_by_space(ui, response, world) {
        world.resource_mut::<Views>().network.pan(delta);
        return Under::default();
    }
    if response.dragged_by(PointerButton::Middle)
        || (response.dragged_by(PointerButton::Secondary) && world.resource::<Canvas>().drag == Drag::None)
    {
        world.resource_mut::<Views>().network.pan(response.drag_delta());
    }
    if let Some(at) = pointer {
        scroll(ui, at, &under, world);
    }
    if response.clicked_by(PointerButton::Primary) || response.secondary_clicked() {
        canvas::leave(world);
        response.request_focus();
    }
    click(response, modifiers, &under, world);
    menu::act(ui, response, &under, world);
    drag(ui, response, modifiers, world);
    let drag = &world.resource::<Canvas>().drag;
    let icon = match (drag, under.neuron.is_some(), under.rim || modifiers.alt) {
        (Drag::Link(_) | Drag::Port(_) | Drag::Cover(..), ..) | (Drag::None, true, true) => {
            Some(CursorIcon::Crosshair)
        }
        (Drag::None, false, _) if under.port.is_some() => Some(CursorIcon::Crosshair),
        (Drag::None, true, false) => Some(CursorIcon::PointingHand),
        (Drag::Move, ..) => Some(CursorIcon::Grabbing),
        (Drag::Note(_, wide), ..) => {
            Some(if *wide { CursorIcon::ResizeHorizontal } else { CursorIcon::Grabbing })
        }
        (Drag::None, ..) if under.edge => Some(CursorIcon::ResizeHorizontal),
        (Drag::None, ..) if under.rays && matches!(under.link, Some(Spot::Astrocyte(_))) => {
            Some(CursorIcon::Crosshair)
        }
        _ if under.link.is_some() => Some(CursorIcon::PointingHand),
        _ => None,
    };
    if let Some(icon) = icon.filter(|_| pointer.is_some()) {
        ui.ctx().set_cursor_icon(icon);
    }
    under
}

/// The wheel over the selected link turns its weight, by its notches: a swipe never does. Else it pans and zooms.
fn scroll(ui: &Ui, at: Pos2, under: &Under, world: &mut World) {
    let graph = world.resource::<Graph>();
    let selected = world.resource::<Selection>().entry.as_ref().filter(|entry| !entry.kind.is_drawn());
    let selected = selected.and_then(|entry| graph.spot(entry));
    let mut views = world.resource_mut::<Views>();
    let mut turn = wheel::turn(ui, views.wheel);
    let over_it = selected.is_some() && selected == under.link;
    if over_it {
        turn.wheel = 0.0;
    }
    turn.steer(&mut views.network, at);
    if over_it && turn.notches != 0.0 {
        commands::turn_weight(world, turn.notches);
    }
}

fn click(response: &egui::Response, modifiers: Modifiers, under: &Under, world: &mut World) {
    if response.double_clicked() {
        match (under.neuron, under.link, response.interact_pointer_pos()) {
            (Some(i), ..) => {
                select(world, Some(key(world, i)));
                commands::begin_rename(world);
            }
            (None, Some(spot @ (Spot::Note(_) | Spot::Frame(_))), _) => {
                if let Some(entry) = world.resource::<Graph>().entry(spot) {
                    frames::begin_writing(world, &entry);
                }
            }
            (None, None, Some(at)) if under.port.is_none() => {
                commands::add(world, to_place(world, at));
            }
            _ => {}
        }
    } else if response.clicked_by(PointerButton::Primary) {
        match (under.neuron, under.link) {
            (Some(i), _) if modifiers.shift || modifiers.command => {
                let key = key(world, i);
                world.resource_mut::<Selection>().toggle(key);
            }
            (Some(i), _) => select(world, Some(key(world, i))),
            (None, Some(spot)) => {
                let entry = world.resource::<Graph>().entry(spot);
                world.resource_mut::<Selection>().select_entry(entry);
            }
            (None, None) => {
                let entry = under.port.and_then(|port| ports::entry(world, port));
                if entry.is_some() || !modifiers.shift {
                    world.resource_mut::<Selection>().select_entry(entry);
                }
            }
        }
        close(world);
    }
}

fn drag(ui: &Ui, response: &egui::Response, modifiers: Modifiers, world: &mut World) {
    if response.drag_started_by(PointerButton::Primary)
        && let Some(from) = ui.input(|i| i.pointer.press_origin())
    {
        // The hand takes over what keys have begun.
        canvas::leave(world);
        world.resource_mut::<Canvas>().drag = begin(world, from, modifiers);
    }
    if response.dragged_by(PointerButton::Primary) && world.resource::<Canvas>().drag == Drag::Move {
        let way = world.resource::<Views>().network.way(response.drag_delta());
        places::drag(world, way);
    }
    if response.dragged_by(PointerButton::Primary)
        && let Drag::Note(entry, wide) = world.resource::<Canvas>().drag.clone()
    {
        let way = world.resource::<Views>().network.way(response.drag_delta());
        places::drag_note(world, &entry, way, wide);
    }
    if response.dragged_by(PointerButton::Primary)
        && let Some(at) = response.interact_pointer_pos()
    {
        stars::pass(world, at);
    }
    if response.drag_stopped() {
        let at = response.interact_pointer_pos().or_else(|| ui.input(|i| i.pointer.latest_pos()));
        end(world, at, modifiers);
    }
}

/// What a drag that begins at a point is to do.
fn begin(world: &mut World, from: Pos2, modifiers: Modifiers) -> Drag {
    let begun = under(world, from);
    if let Some(spot @ (Spot::Note(_) | Spot::Frame(_) | Spot::Astrocyte(_))) = begun.link
        && let Some(entry) = world.resource::<Graph>().entry(spot)
    {
        world.resource_mut::<Selection>().select_entry(Some(entry.clone()));
        if let Spot::Note(_) = spot {
            return Drag::Note(entry, begun.edge);
        }
        if let Spot::Astrocyte(_) = spot {
            let covers = begun.rays || modifiers.alt;
            return if covers { Drag::Cover(entry, Vec::new()) } else { Drag::Note(entry, false) };
        }
        let members = world.resource::<Graph>().members_of(&entry).to_vec();
        places::begin_drag_of(world, &members);
        return Drag::Move;
    }
    let Some(i) = begun.neuron else {
        let part = begun.port.and_then(|port| world.resource::<Graph>().part(port));
        return part.map_or(Drag::Marquee(from), Drag::Port);
    };
    let key = key(world, i);
    if begun.rim || modifiers.alt {
        return Drag::Link(key);
    }
    if !world.resource::<Selection>().is_chosen(&key) {
        select(world, Some(key));
    }
    places::begin_drag(world);
    Drag::Move
}

/// A drag ends.
fn end(world: &mut World, at: Option<Pos2>, modifiers: Modifiers) {
    let drag = std::mem::take(&mut world.resource_mut::<Canvas>().drag);
    match (drag, at) {
        (Drag::Move, _) => places::end_drag(world),
        (Drag::Note(entry, _), _) => places::end_drag_of_note(world, &entry),
        (Drag::Cover(entry, links), _) => stars::end(world, &entry, &links),
        (Drag::Link(from), Some(at)) => drop_link(world, &from, at, modifiers),
        (Drag::Port(part), Some(at)) => ports::drop(world, &part, at),
        (Drag::Marquee(from), Some(at)) => {
            let (graph, view) = (world.resource::<Graph>(), &world.resource::<Views>().network);
            let area = Rect::from_two_pos(from, at);
            let points = graph.plan.points(view);
            let inside = |i: &usize| area.contains(points[*i]);
            let mut keys: Vec<NeuronKey> =
                (0..graph.cells.len()).filter(inside).map(|i| graph.cells[i].key.clone()).collect();
            if modifiers.shift {
                keys.extend(chosen(world));
            }
            world.resource_mut::<Selection>().select_many(keys);
        }
        _ => {}
    }
}

/// A link that was drawn is let go: on a neuron, on a part of the body, or where nothing is, which makes a neuron.
fn drop_link(world: &mut World, from: &NeuronKey, at: Pos2, modifiers: Modifiers) {
    let views = world.resource::<Views>();
    if !views.network.rect.contains(at) {
        if views.world.rect.contains(at) {
            drop_link_on_worm(world, from, at);
        }
        return;
    }
    let found = under(world, at);
    let target = match (found.neuron, found.port) {
        (Some(i), _) => Some(key(world, i)),
        (None, Some(port)) => {
            if let Some(part) = world.resource::<Graph>().part(port) {
                ports::link(world, from, &part);
            }
            return;
        }
        (None, None) => commands::add(world, to_place(world, at)),
    };
    if let Some(to) = target {
        link(world, from, &to, if modifiers.alt { Joint::Electrical } else { Joint::Chemical });
    }
}

/// Links two neurons, and shows the new link in the inspector.
pub fn link(world: &mut World, from: &NeuronKey, to: &NeuronKey, joint: Joint) {
    if to == from {
        return;
    }
    let there = build::links_between(world, from, to);
    let (kind, join) = match joint {
        Joint::Chemical => (Kind::SYNAPSE, Join::Chemical(1.0)),
        Joint::Electrical => (Kind::GAP, Join::Electrical(0.1)),
    };
    if there.iter().any(|entry| entry.kind == kind) {
        say(world, format!("{} and {} are linked already", from.neuron, to.neuron));
        return;
    }
    let edit = build::link(from, to, join);
    if step(world, edit) {
        let made = build::links_between(world, from, to).into_iter().find(|entry| entry.kind == kind);
        let mut selection = world.resource_mut::<Selection>();
        selection.select(Some(from.clone()));
        selection.entry = made;
    }
}

/// What a drag draws over the network; `to` is where the pointer is, or what keys point at.
#[must_use]
pub fn overlay(world: &World, to: Option<Pos2>, palette: &Palette) -> Vec<Shape> {
    let Some(at) = to else { return Vec::new() };
    let (graph, view) = (world.resource::<Graph>(), &world.resource::<Views>().network);
    match &world.resource::<Canvas>().drag {
        Drag::Link(from) => {
            let Some(index) = graph.find(from) else { return Vec::new() };
            thread(view.to_screen(graph.plan.nodes[index].at), at, palette)
        }
        Drag::Port(part) => {
            let Some(port) = graph.port(part) else { return Vec::new() };
            thread(graph.plan.ports[port].on_screen(view).center(), at, palette)
        }
        Drag::Marquee(from) => {
            let area = Rect::from_two_pos(*from, at);
            let fill = fade(palette.accent, 0.12);
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
