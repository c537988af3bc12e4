//! The canvas by keys alone: neurons and ports are chosen with the arrows, moved, linked, and followed along links.
//!
//! What is selected is where one is. Only what cannot be selected is kept beside it, in [`Canvas::aim`]: a port, and
//! where a link that is being made is to lead.

use super::canvas::{Aim, Canvas, Drag, Joint, leave};
use super::nearest::{here, next, place, see, way};
use super::{hands, ports};
use crate::edit::{Edit, NeuronKey};
use crate::window::paint::draw::network::Spot;
use crate::window::state::command::{alt, arrows, key, shift};
use crate::window::state::{
    Command, Graph, Ready, Selection, Stop, Tour, chosen_cells, close, perform, say, select, tour,
};
use bevy::ecs::prelude::*;
use bevy::math::Vec2;
use bevy_egui::egui::{Context, Key, Modifiers};

/// What keys do while the network has the keyboard.
pub const KEYS: &[Command] = &[CHOOSE, EXTEND, MOVE, LINK, JOIN, LINKS, ALONG, MENU];

const CHOOSE: Command = Command::new(
    "Choose the nearest that way",
    "Selects the nearest neuron that way, beyond the last one a muscle, stretch or skin; or where a link is to lead",
    |world, _| choose(world),
)
.keys(&arrows(Modifiers::NONE))
.in_place(Stop::Network)
.when(some)
.again();

const EXTEND: Command = Command::new(
    "Select the nearest that way, too",
    "Adds the nearest neuron that way to those that are selected",
    |world, _| extend(world),
)
.keys(&arrows(Modifiers::SHIFT))
.in_place(Stop::Network)
.when(some)
.again();

const MOVE: Command =
    Command::new("Move what is selected", "Moves the selected neurons that way by the radius of one", nudge)
        .keys(&arrows(Modifiers::COMMAND))
        .in_place(Stop::Network)
        .when(chosen)
        .again();

const LINK: Command = Command::new(
    "Begin a link, and end it",
    "From the selected neuron or port: arrows choose where it leads, Enter makes it, Esc gives it up",
    |world, _| link(world, Joint::Chemical),
)
.keys(&[key(Key::Enter)])
.in_place(Stop::Network);

const JOIN: Command = Command::new(
    "Begin a gap junction",
    "From the selected neuron: arrows choose the other one, Enter joins them",
    |world, _| link(world, Joint::Electrical),
)
.keys(&[alt(Key::Enter)])
.in_place(Stop::Network)
.when(chosen);

const LINKS: Command = Command::new(
    "Choose one of its links",
    "Goes through the links of the selected neuron: those that lead away first",
    |world, _| turn(world),
)
.keys(&[alt(Key::ArrowUp), alt(Key::ArrowDown)])
.in_place(Stop::Network)
.when(at_neuron)
.again();

const ALONG: Command = Command::new(
    "Go along a link",
    "To the other end of the chosen link; without one, back or on along the first",
    |world, _| follow(world),
)
.keys(&[alt(Key::ArrowLeft), alt(Key::ArrowRight)])
.in_place(Stop::Network)
.when(at_neuron)
.again();

const MENU: Command = Command::new(
    "Menu of what is selected",
    "What can be done with it, as with the right button; the menu key does the same",
    |world, _| world.resource_mut::<Canvas>().menu = true,
)
.keys(&[shift(Key::F10)])
.in_place(Stop::Network);

fn some(world: &World) -> Ready {
    if world.resource::<Graph>().cells.is_empty() { Err("There are no neurons: N adds one") } else { Ok(()) }
}

fn chosen(world: &World) -> Ready {
    let some = world.resource::<Selection>().selected.is_some();
    if some { Ok(()) } else { Err("Choose a neuron first, with the arrows") }
}

fn at_neuron(world: &World) -> Ready {
    if cell_here(world).is_some() { Ok(()) } else { Err("Choose a neuron first, with the arrows") }
}

/// A frame begins: what was aimed at may be gone, or something else was selected meanwhile.
pub fn tend(world: &mut World, now: f64) {
    let graph = world.resource::<Graph>();
    let canvas = world.resource::<Canvas>();
    let gone = canvas.aim.as_ref().is_some_and(|aim| place(graph, aim).is_none());
    let left = canvas.joint.is_none() && world.resource::<Selection>().selected.is_some();
    let ended = canvas.nudged.is_some_and(|nudged| now - nudged > TOGETHER);
    if (gone || left) && canvas.aim.is_some() {
        world.resource_mut::<Canvas>().aim = None;
    }
    if ended {
        world.resource_mut::<Canvas>().nudged = None;
        close(world);
    }
}

fn choose(world: &mut World) {
    let canvas = world.resource::<Canvas>();
    let (joint, from_port) = (canvas.joint, matches!(canvas.drag, Drag::Port(_)));
    let with_ports = !from_port && joint != Some(Joint::Electrical);
    let Some(aim) = next(world, with_ports) else { return };
    if joint.is_some() {
        world.resource_mut::<Canvas>().aim = Some(aim.clone());
    } else {
        match &aim {
            Aim::Neuron(key) => {
                world.resource_mut::<Canvas>().aim = None;
                select(world, Some(key.clone()));
            }
            Aim::Part(part) => {
                let port = world.resource::<Graph>().port(part);
                let entry = port.and_then(|port| ports::entry(world, port));
                world.resource_mut::<Selection>().select_entry(entry);
                world.resource_mut::<Canvas>().aim = Some(aim.clone());
            }
        }
    }
    see(world, &aim);
}

fn extend(world: &mut World) {
    if world.resource::<Canvas>().joint.is_some() {
        return;
    }
    world.resource_mut::<Canvas>().aim = None;
    let Some(Aim::Neuron(key)) = next(world, false) else { return };
    let mut keys = world.resource::<Selection>().chosen();
    keys.retain(|other| *other != key);
    keys.push(key.clone());
    world.resource_mut::<Selection>().select_many(keys);
    see(world, &Aim::Neuron(key));
}

/// Moves that follow one another within this time are one step of undo \[seconds\].
const TOGETHER: f64 = 0.8;

fn nudge(world: &mut World, ctx: &Context) {
    let now = ctx.input(|i| i.time);
    let way = way(world);
    let graph = world.resource::<Graph>();
    // What lies higher has the greater y.
    let by = Vec2::new(way.x, -way.y) * graph.plan.radius.max(1e-3);
    let cells = chosen_cells(world);
    let moves: Vec<Edit> =
        cells.iter().map(|i| Edit::Move(graph.cells[*i].key.clone(), graph.cells[*i].at + by)).collect();
    let seen = world.resource::<Selection>().selected.clone();
    let goes_on = world.resource::<Canvas>().nudged.is_some_and(|nudged| now - nudged <= TOGETHER);
    if !goes_on {
        close(world);
    }
    if perform(world, Edit::of(moves)) {
        world.resource_mut::<Canvas>().nudged = Some(now);
        // Muscles and receptors stand beside the network: they follow.
        world.resource_mut::<Graph>().stale = true;
        // So that it is looked after even if nothing else happens.
        ctx.request_repaint_after(std::time::Duration::from_secs_f64(TOGETHER + 0.1));
    }
    if let Some(key) = seen {
        see(world, &Aim::Neuron(key));
    }
}

fn link(world: &mut World, joint: Joint) {
    if let Some(joint) = world.resource::<Canvas>().joint {
        let canvas = world.resource::<Canvas>();
        match (canvas.drag.clone(), canvas.aim.clone()) {
            (_, None) => {
                say(world, "Choose with the arrows where it leads; Esc gives it up");
                return;
            }
            (Drag::Link(from), Some(Aim::Neuron(to))) => {
                leave(world);
                hands::link(world, &from, &to, joint);
            }
            (Drag::Link(neuron), Some(Aim::Part(part))) | (Drag::Port(part), Some(Aim::Neuron(neuron))) => {
                leave(world);
                ports::link(world, &neuron, &part);
            }
            _ => {
                leave(world);
            }
        }
        return;
    }
    let Some(from) = here(world) else {
        say(world, "Choose a neuron first, with the arrows");
        return;
    };
    let (drag, name) = match from {
        Aim::Neuron(key) => (Drag::Link(key.clone()), key.neuron),
        Aim::Part(part) => (Drag::Port(part.clone()), format!("the {}", part.name())),
    };
    let mut canvas = world.resource_mut::<Canvas>();
    (canvas.drag, canvas.joint, canvas.aim) = (drag, Some(joint), None);
    say(world, format!("A link from {name}: arrows choose where it leads, Enter links, Esc gives it up"));
}

/// The links of a neuron, those that lead away first, each with the neuron at its other end.
fn links(graph: &Graph, cell: usize) -> Vec<(Spot, Option<usize>)> {
    let plan = &graph.plan;
    let synapses = || plan.links.iter().enumerate();
    let away = synapses().filter(|(_, l)| l.from == cell).map(|(i, l)| (Spot::Link(i), Some(l.to)));
    let moved = plan.junctions.iter().enumerate().filter(|(_, j)| j.from == cell);
    let joined = plan.gaps.iter().enumerate().filter(|(_, gap)| gap.ends.contains(&cell));
    let joined = joined.map(|(i, gap)| (Spot::Gap(i), gap.ends.into_iter().find(|end| *end != cell)));
    let here = synapses().filter(|(_, l)| l.to == cell && l.from != cell);
    let felt = plan.receptors.iter().enumerate().filter(|(_, r)| r.to == cell);
    away.chain(moved.map(|(i, _)| (Spot::Junction(i), None)))
        .chain(joined)
        .chain(here.map(|(i, l)| (Spot::Link(i), Some(l.from))))
        .chain(felt.map(|(i, _)| (Spot::Receptor(i), None)))
        .collect()
}

/// The neuron that one is at.
fn cell_here(world: &World) -> Option<usize> {
    match here(world)? {
        Aim::Neuron(key) => world.resource::<Graph>().find(&key),
        Aim::Part(_) => None,
    }
}

/// Its links, and which of them is chosen.
fn links_here(world: &World) -> (Vec<(Spot, Option<usize>)>, Option<usize>) {
    let (graph, selection) = (world.resource::<Graph>(), world.resource::<Selection>());
    let links = cell_here(world).map_or_else(Vec::new, |cell| links(graph, cell));
    let spot = selection.entry.as_ref().and_then(|entry| graph.spot(entry));
    let at = links.iter().position(|(other, _)| Some(*other) == spot);
    (links, at)
}

fn turn(world: &mut World) {
    let (links, at) = links_here(world);
    if links.is_empty() {
        say(world, "It has no links");
        return;
    }
    let back = world.resource::<Tour>().stroke == Some(Key::ArrowUp);
    let next = tour::beside(at, links.len(), !back);
    let entry = world.resource::<Graph>().entry(links[next].0);
    // The link alone is selected, so that Del takes it alone; where one is stays.
    let here = here(world);
    world.resource_mut::<Selection>().select_entry(entry);
    world.resource_mut::<Canvas>().aim = here;
}

fn follow(world: &mut World) {
    let (links, at) = links_here(world);
    let cell = cell_here(world);
    let plan = &world.resource::<Graph>().plan;
    let back = world.resource::<Tour>().stroke == Some(Key::ArrowLeft);
    let leads = |spot: Spot| match spot {
        Spot::Link(i) => (Some(plan.links[i].to) == cell) == back,
        _ => true,
    };
    let end = match at {
        Some(at) => links[at].1,
        None => links.iter().find(|(spot, end)| end.is_some() && leads(*spot)).and_then(|(_, end)| *end),
    };
    let key: Option<NeuronKey> = end.map(|end| world.resource::<Graph>().cells[end].key.clone());
    match key {
        Some(key) => {
            world.resource_mut::<Canvas>().aim = None;
            select(world, Some(key.clone()));
            see(world, &Aim::Neuron(key));
        }
        None => say(world, "No link leads that way to a neuron"),
    }
}
