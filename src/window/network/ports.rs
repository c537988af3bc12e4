//! Ports beside the network: links between neurons and the parts of the body, drawn on the canvas.

use super::canvas::{Canvas, Drag, Under};
use crate::edit::NeuronKey;
use crate::edit::build::EntryKey;
use crate::edit::parts::{self, Part};
use crate::window::paint::words::capital;
use crate::window::state::{Graph, Selection, Views, say, step};
use bevy::ecs::prelude::*;
use bevy_egui::egui::{Id, Pos2, Ui};

/// A pointer so near to ports brings them out \[points\].
const NEAR: f32 = 30.0;

/// How far the ports of the senses are brought out: while a link is drawn, and where the pointer is
/// near them.
#[must_use]
pub fn shown(ui: &Ui, world: &World) -> f32 {
    let (plan, view) = (&world.resource::<Graph>().plan, &world.resource::<Views>().network);
    let canvas = world.resource::<Canvas>();
    let drawing = canvas.aim.is_some() || matches!(canvas.drag, Drag::Link(_) | Drag::Port(_));
    let pointer = ui.input(|i| i.pointer.hover_pos()).filter(|at| view.rect.contains(*at));
    let near = pointer.is_some_and(|at| {
        let port = plan.hit_port(view, at, [NEAR; 2]);
        port.is_some_and(|port| plan.ports[port].lane > 0)
    });
    ui.ctx().animate_bool_with_time(Id::new("ports of the senses"), drawing || near, 0.15)
}

/// What it says beside the pointer while a link is drawn: what becomes of it if it is let go here.
#[must_use]
pub fn promise(world: &World, under: &Under) -> Option<String> {
    let graph = world.resource::<Graph>();
    let (neuron, part) = match &world.resource::<Canvas>().drag {
        Drag::Link(from) => (from.clone(), graph.part(under.port?)?),
        Drag::Port(part) => (graph.cells.get(under.neuron?)?.key.clone(), part.clone()),
        _ => return None,
    };
    if neuron.creature != part.creature {
        return Some(format!("this is of \"{}\"", part.creature));
    }
    Some(format!("{} {}", neuron.neuron, part.deed()))
}

/// What the port is called that keys have come to.
#[must_use]
pub fn named(world: &World, under: &Under) -> Option<String> {
    Some(capital(&world.resource::<Graph>().part(under.port?)?.name()))
}

/// What it says of the port under the pointer.
#[must_use]
pub fn tip(world: &World, under: &Under) -> Option<String> {
    if world.resource::<Canvas>().drag != Drag::None {
        return None;
    }
    let graph = world.resource::<Graph>();
    let port = under.port?;
    let part = graph.part(port)?;
    let name = part.name();
    let users: Vec<&str> =
        graph.users(port).into_iter().map(|i| graph.cells[i].key.neuron.as_str()).collect();
    let site = part.kind.site()?;
    let (done, does) = (site.done, site.does);
    let users = match users.as_slice() {
        [] => format!("{done} by no neuron"),
        few if few.len() <= 6 => format!("{done} by {}", few.join(", ")),
        many => format!("{done} by {} and {} more", many[..5].join(", "), many.len() - 5),
    };
    Some(format!(
        "{}\n{users}\nDrag to a neuron, or from its rim to here: {does}.\nRight click: a menu, also to link it with the selected neuron or to cut that link",
        capital(&name)
    ))
}

/// The first entry of the scene that is about the part of a port; that of the selected neuron first.
pub fn entry(world: &mut World, port: usize) -> Option<EntryKey> {
    let graph = world.resource::<Graph>();
    let part = graph.part(port)?;
    let users = graph.users(port).into_iter().map(|i| graph.cells[i].key.clone());
    let selected = world.resource::<Selection>().selected.iter().cloned();
    let neurons: Vec<NeuronKey> = selected.chain(users).collect();
    neurons.iter().find_map(|neuron| parts::entries(world, neuron, &part).into_iter().next())
}

/// Links a neuron with a part, or unlinks it.
pub fn toggle(world: &mut World, neuron: &NeuronKey, part: &Part) {
    if parts::entries(world, neuron, part).is_empty() {
        let edit = parts::join(neuron, part);
        if step(world, edit) {
            say(world, format!("{} {}", neuron.neuron, part.deed()));
        }
    } else {
        let edit = parts::leave(world, neuron, part);
        if step(world, edit) {
            // Places in the list may be those of other entries now.
            world.resource_mut::<Selection>().entry = None;
            say(world, format!("{} no longer {}", neuron.neuron, part.deed()));
        }
    }
}

/// Links a neuron with a part and shows the new link in the inspector.
pub fn link(world: &mut World, neuron: &NeuronKey, part: &Part) {
    let there = parts::entries(world, neuron, part);
    if there.is_empty() {
        let edit = parts::join(neuron, part);
        if !step(world, edit) {
            return;
        }
    } else {
        say(world, format!("{} {} already", neuron.neuron, part.deed()));
    }
    let made = parts::entries(world, neuron, part).pop();
    let mut selection = world.resource_mut::<Selection>();
    selection.select(Some(neuron.clone()));
    selection.entry = made;
}

/// A link that was drawn from a part is let go.
pub fn drop(world: &mut World, part: &Part, at: Pos2) {
    let (graph, view) = (world.resource::<Graph>(), &world.resource::<Views>().network);
    let hit = if view.rect.contains(at) { graph.plan.hit(view, at) } else { None };
    let neuron = hit.map(|i| graph.cells[i].key.clone());
    match neuron {
        Some(neuron) => link(world, &neuron, part),
        None => say(world, format!("Let go on a neuron to link it with the {}", part.name())),
    }
}
