//! Ports beside the network: links between neurons and the parts of the body, drawn on the canvas.

use super::canvas::Drag;
use super::hands::Under;
use crate::edit::NeuronKey;
use crate::edit::build::EntryKey;
use crate::edit::parts::{self, Part};
use crate::window::commands::step;
use crate::window::state::Desk;
use bevy::ecs::prelude::*;
use bevy_egui::egui::{Id, Pos2, Ui};

/// A pointer so near to ports brings them out \[points\].
const NEAR: f32 = 30.0;

/// How far the ports of the senses are brought out: while a link is drawn, and where the pointer is
/// near them.
#[must_use]
pub fn shown(ui: &Ui, desk: &Desk) -> f32 {
    let drawing = matches!(desk.canvas.drag, Drag::Link(_) | Drag::Port(_));
    let pointer = ui.input(|i| i.pointer.hover_pos()).filter(|at| desk.network.rect.contains(*at));
    let near = pointer.is_some_and(|at| {
        let port = desk.graph.plan.hit_port(&desk.network, at, [NEAR; 2]);
        port.is_some_and(|port| desk.graph.plan.ports[port].lane > 0)
    });
    ui.ctx().animate_bool_with_time(Id::new("ports of the senses"), drawing || near, 0.15)
}

/// What it says beside the pointer while a link is drawn: what becomes of it if it is let go here.
#[must_use]
pub fn promise(desk: &Desk, under: &Under) -> Option<String> {
    let (neuron, part) = match &desk.canvas.drag {
        Drag::Link(from) => (from.clone(), desk.graph.part(under.port?)?),
        Drag::Port(part) => (desk.graph.cells.get(under.neuron?)?.key.clone(), part.clone()),
        _ => return None,
    };
    if neuron.creature != part.creature {
        return Some(format!("this is of \"{}\"", part.creature));
    }
    Some(format!("{} {}", neuron.neuron, part.deed()))
}

/// What it says of the port under the pointer.
#[must_use]
pub fn tip(desk: &Desk, under: &Under) -> Option<String> {
    if desk.canvas.drag != Drag::None {
        return None;
    }
    let port = under.port?;
    let part = desk.graph.part(port)?;
    let name = part.name();
    let users: Vec<&str> =
        desk.graph.users(port).into_iter().map(|i| desk.graph.cells[i].key.neuron.as_str()).collect();
    let site = part.kind.site()?;
    let (done, does) = (site.done, site.does);
    let users = match users.as_slice() {
        [] => format!("{done} by no neuron"),
        few if few.len() <= 6 => format!("{done} by {}", few.join(", ")),
        many => format!("{done} by {} and {} more", many[..5].join(", "), many.len() - 5),
    };
    Some(format!(
        "{}{}\n{users}\nDrag to a neuron, or from its rim to here: {does}.\nRight click: link with the selected neuron, or unlink",
        name[..1].to_uppercase(),
        &name[1..]
    ))
}

/// The first entry of the scene that is about the part of a port; that of the selected neuron first.
pub fn entry(world: &mut World, desk: &Desk, port: usize) -> Option<EntryKey> {
    let part = desk.graph.part(port)?;
    let users = desk.graph.users(port).into_iter().map(|i| desk.graph.cells[i].key.clone());
    let neurons: Vec<NeuronKey> = desk.selected.iter().cloned().chain(users).collect();
    neurons.iter().find_map(|neuron| parts::entries(world, neuron, &part).into_iter().next())
}

/// Links a neuron with a part, or unlinks it.
pub fn toggle(world: &mut World, desk: &mut Desk, neuron: &NeuronKey, part: &Part) {
    if parts::entries(world, neuron, part).is_empty() {
        let edit = parts::join(neuron, part);
        if step(world, desk, edit) {
            desk.say(format!("{} {}", neuron.neuron, part.deed()));
        }
    } else {
        let edit = parts::leave(world, neuron, part);
        if step(world, desk, edit) {
            // Places in the list may be those of other entries now.
            desk.entry = None;
            desk.say(format!("{} no longer {}", neuron.neuron, part.deed()));
        }
    }
}

/// Links a neuron with a part and shows the new link in the inspector.
pub fn link(world: &mut World, desk: &mut Desk, neuron: &NeuronKey, part: &Part) {
    let there = parts::entries(world, neuron, part);
    if there.is_empty() {
        let edit = parts::join(neuron, part);
        if !step(world, desk, edit) {
            return;
        }
    } else {
        desk.say(format!("{} {} already", neuron.neuron, part.deed()));
    }
    desk.select(Some(neuron.clone()));
    desk.entry = parts::entries(world, neuron, part).pop();
}

/// A link that was drawn from a part is let go.
pub fn drop(world: &mut World, desk: &mut Desk, part: &Part, at: Pos2) {
    let neuron = if desk.network.rect.contains(at) {
        desk.graph.plan.hit(&desk.network, at).map(|i| desk.graph.cells[i].key.clone())
    } else {
        None
    };
    match neuron {
        Some(neuron) => link(world, desk, &neuron, part),
        None => desk.say(format!("Let go on a neuron to link it with the {}", part.name())),
    }
}
