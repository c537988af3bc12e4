//! The canvas for those who do not see it: what a screen reader says of the network, of what is selected in it, and of
//! where a link is to lead. All of it is made only while one asks.

use super::canvas::{Aim, Canvas, Drag};
use super::nearest;
use crate::edit::NeuronKey;
use crate::nervous::{Hold, NeuronParams, NeuronState, Phase};
use crate::window::paint::draw::network::Spot;
use crate::window::paint::words;
use crate::window::state::{Graph, Selection, Views, select};
use bevy::ecs::prelude::*;
use bevy_egui::egui::accesskit::{Action, Rect as Bounds, Role};
use bevy_egui::egui::{Id, Rect, Response, Ui, UiBuilder, Vec2};

/// So many neurons are told each by itself; of a larger network those in view.
const TOLD: usize = 400;

/// Tells the network.
pub fn tell(ui: &mut Ui, response: &Response, world: &mut World) {
    let ctx = ui.ctx().clone();
    // Whether anybody asks.
    if ctx.accesskit_node_builder(response.id, |_| ()).is_none() {
        return;
    }
    let graph = world.resource::<Graph>();
    let aim = nearest::here(world);
    let value = aim.as_ref().map_or_else(|| "nothing selected".to_owned(), |aim| state(world, aim));
    let about = about(world);
    let id = |key: &NeuronKey| response.id.with((&key.creature, &key.neuron));
    let view = world.resource::<Views>().network;
    let all = graph.cells.len() <= TOLD;
    let radius = graph.plan.screen_radius(&view);
    let mut told: Vec<(Id, NeuronKey, Rect, String, bool)> = Vec::new();
    for (cell, node) in graph.cells.iter().zip(&graph.plan.nodes) {
        let at = view.to_screen(node.at);
        let here = aim == Some(Aim::Neuron(cell.key.clone()));
        if here || (told.len() < TOLD && (all || view.rect.contains(at))) {
            let rect = Rect::from_center_size(at, Vec2::splat(2.0 * radius));
            let chosen = world.resource::<Selection>().is_chosen(&cell.key);
            told.push((id(&cell.key), cell.key.clone(), rect, cell.class.clone(), chosen));
        }
    }
    let descendant = aim.as_ref().map(|aim| match aim {
        Aim::Neuron(key) => id(key),
        Aim::Part(_) => response.id.with("port"),
    });
    ctx.accesskit_node_builder(response.id, |node| {
        node.set_role(Role::ListBox);
        node.set_multiselectable();
        node.set_value(value.clone());
        node.set_description(about);
        if let Some(id) = descendant {
            node.set_active_descendant(id.accesskit_id());
        }
    });
    let builder = UiBuilder::new().id(response.id.with("neurons")).accessibility_parent(response.id);
    let mut holder = ui.new_child(builder);
    let mut asked = None;
    for (id, key, rect, class, chosen) in told {
        let _ = holder.new_child(UiBuilder::new().id(id).max_rect(rect));
        let here = aim == Some(Aim::Neuron(key.clone()));
        ctx.accesskit_node_builder(id, |node| {
            node.set_role(Role::ListBoxOption);
            node.set_label(format!("Neuron {}", key.neuron));
            node.set_value(if here { value.clone() } else { class });
            node.set_selected(chosen);
            node.set_bounds(bounds(rect));
            node.add_action(Action::Click);
            node.add_action(Action::Focus);
        });
        let wants = |action| ctx.input(|i| i.has_accesskit_action_request(id, action));
        if wants(Action::Click) || wants(Action::Focus) {
            asked = Some(key);
        }
    }
    if let Some(Aim::Part(part)) = &aim {
        let graph = world.resource::<Graph>();
        let place = graph.port(part).map(|port| graph.plan.ports[port].on_screen(&view));
        let id = response.id.with("port");
        let _ = holder.new_child(UiBuilder::new().id(id));
        ctx.accesskit_node_builder(id, |node| {
            node.set_role(Role::ListBoxOption);
            node.set_label(words::capital(&part.name()));
            node.set_value(value);
            node.set_bounds(bounds(place.unwrap_or(Rect::ZERO)));
        });
    }
    if let Some(key) = asked {
        response.request_focus();
        select(world, Some(key));
    }
}

fn bounds(rect: Rect) -> Bounds {
    Bounds { x0: rect.min.x.into(), y0: rect.min.y.into(), x1: rect.max.x.into(), y1: rect.max.y.into() }
}

/// What there is, and what keys do with it now.
fn about(world: &World) -> String {
    let graph = world.resource::<Graph>();
    let plan = &graph.plan;
    let links = plan.links.len() + plan.gaps.len();
    let what = format!("{} and {}", words::count(graph.cells.len(), "neuron"), words::count(links, "link"));
    match &world.resource::<Canvas>().drag {
        Drag::Link(from) => {
            format!(
                "{what}. A link from {}: arrows choose where it leads, Enter links, Escape gives it up",
                from.neuron
            )
        }
        Drag::Port(part) => {
            format!(
                "{what}. A link from the {}: arrows choose a neuron, Enter links, Escape gives it up",
                part.name()
            )
        }
        _ => format!("{what}. Arrows choose a neuron, Enter begins a link from it, Shift+F10 opens its menu"),
    }
}

/// What a neuron or a port does now, and with what it is linked.
fn state(world: &World, aim: &Aim) -> String {
    let graph = world.resource::<Graph>();
    match aim {
        Aim::Neuron(key) => {
            let Some(index) = graph.find(key) else { return String::new() };
            let cell = &graph.cells[index];
            let mut told = Vec::new();
            if !cell.class.is_empty() {
                told.push(format!("class {}", cell.class));
            }
            let (state, params) =
                (world.get::<NeuronState>(cell.entity), world.get::<NeuronParams>(cell.entity));
            if let (Some(state), Some(params)) = (state, params) {
                let hold = world.get::<Hold>(cell.entity).copied().unwrap_or_default();
                told.push(phase(hold, state.phase));
                told.push(format!("potential {:.1} of {:.1}", state.potential(), params.threshold));
            }
            told.push(linked(graph, index));
            if let Some(link) = link(world) {
                told.push(link);
            }
            told.join(", ")
        }
        Aim::Part(part) => {
            let users = graph.port(part).map_or_else(Vec::new, |port| graph.users(port));
            let names: Vec<&str> = users.iter().map(|i| graph.cells[*i].key.neuron.as_str()).collect();
            if names.is_empty() {
                "linked with no neuron".to_owned()
            } else {
                format!("linked with {}", names.join(", "))
            }
        }
    }
}

fn phase(hold: Hold, phase: Phase) -> String {
    match hold {
        Hold::Silent => "silenced".to_owned(),
        Hold::At(potential) => format!("held at {potential}"),
        Hold::Free => format!("{phase:?}").to_lowercase(),
    }
}

/// How many links lead to a neuron and away from it.
fn linked(graph: &Graph, cell: usize) -> String {
    let plan = &graph.plan;
    let here = plan.links.iter().filter(|l| l.to == cell).count();
    let away = plan.links.iter().filter(|l| l.from == cell).count();
    let gaps = plan.gaps.iter().filter(|gap| gap.ends.contains(&cell)).count();
    let moves = plan.junctions.iter().filter(|j| j.from == cell).count();
    let feels = plan.receptors.iter().filter(|r| r.to == cell).count();
    let mut told = format!("{} in, {} out", words::count(here, "link"), away);
    for (count, what) in [(gaps, "gap junction"), (moves, "muscle"), (feels, "receptor")] {
        if count > 0 {
            told += &format!(", {}", words::count(count, what));
        }
    }
    told
}

/// The link that is chosen beside a neuron.
fn link(world: &World) -> Option<String> {
    let (graph, selection) = (world.resource::<Graph>(), world.resource::<Selection>());
    let name = |cell: usize| graph.cells[cell].key.neuron.as_str();
    let plan = &graph.plan;
    Some(match graph.spot(selection.entry.as_ref()?)? {
        Spot::Link(i) => {
            let link = plan.links[i];
            format!("its link from {} to {}, weight {}", name(link.from), name(link.to), link.weight)
        }
        Spot::Gap(i) => {
            let gap = plan.gaps[i];
            format!(
                "its gap junction of {} and {}, conductance {}",
                name(gap.ends[0]),
                name(gap.ends[1]),
                gap.conductance
            )
        }
        Spot::Junction(i) => {
            let junction = plan.junctions[i];
            let part = graph.part(junction.port)?;
            format!("its link to the {}, gain {}", part.name(), junction.gain)
        }
        Spot::Receptor(_) => "its receptor".to_owned(),
        Spot::Note(_) | Spot::Frame(_) | Spot::Astrocyte(_) => return None,
    })
}
