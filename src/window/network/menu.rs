//! The menu of the right button on the canvas.

use super::canvas::{Aim, Canvas, Under};
use super::commands::{ARRANGE, COMMANDS, FIT};
use super::{nearest, ports, stars};
use crate::edit::NeuronKey;
use crate::edit::build::{self, EntryKey};
use crate::edit::parts::{self, Part};
use crate::nervous::{Frame, Tint};
use crate::scene::document::Entry;
use crate::window::commands::edit::{ADD, DELETE, PASTE, REDO, SELECT_ALL, UNDO};
use crate::window::commands::frames::{self, FOLD, FOLD_ALL, NOTE, UNFOLD_ALL};
use crate::window::commands::{Draft, menu as neuron_menu};
use crate::window::paint::context_menu::{Opens, about, context_menu_at, entry};
use crate::window::paint::draw::network::Spot;
use crate::window::plots::{Plots, Tab, WeightPin};
use crate::window::state::command::{explained, show_entries};
use crate::window::state::folds::{self, Pane};
use crate::window::state::{Graph, Selection, Views, palette, select, tour};
use bevy::ecs::prelude::*;
use bevy::math::Vec2;
use bevy_egui::egui::{Button, Pos2, Response, Ui};

/// What the menu is about.
#[derive(Clone, Debug, Default)]
enum Target {
    /// Nothing at this place.
    #[default]
    Nothing,
    /// The selected neurons; the one from which they can be linked.
    Neurons(Option<NeuronKey>),
    /// A link.
    Link(EntryKey),
    /// A part of a body.
    Port(Part),
}

/// What was asked for.
#[derive(Resource, Clone, Debug, Default)]
pub struct Asked {
    target: Target,
    place: Vec2,
}

/// Shows the menu once the right button was clicked.
pub fn act(ui: &Ui, response: &Response, under: &Under, world: &mut World) {
    let by_key = std::mem::take(&mut world.resource_mut::<Canvas>().menu);
    let (under, at) = if by_key {
        tour::lend(ui.ctx(), world);
        let (under, at) = of_keys(world);
        (under, Some(at))
    } else {
        (*under, response.interact_pointer_pos().filter(|_| response.secondary_clicked()))
    };
    if let Some(at) = at {
        let place = world.resource::<Views>().network.to_place(at);
        let target = find(&under, world);
        world.insert_resource(Asked { target, place });
    }
    let opens = match at {
        Some(at) if by_key => Opens::At(at),
        Some(_) => Opens::AtPointer,
        None => Opens::Not,
    };
    context_menu_at(ui, "menu of the network", opens, |ui| {
        let Asked { target, place } = world.resource::<Asked>().clone();
        // What is added or pasted comes to where the menu was asked for.
        world.resource_mut::<Draft>().pointer = Some(place);
        match target {
            Target::Neurons(from) => neuron_menu::show(ui, world, from.as_ref()),
            Target::Link(link) => of_link(ui, world, &link),
            Target::Port(part) => of_port(ui, world, &part),
            Target::Nothing => of_nothing(ui, world),
        }
    });
}

/// What the menu is about that a key asks for, and where that is: what one is at, else the chosen link, else the middle.
fn of_keys(world: &World) -> (Under, Pos2) {
    let (graph, views) = (world.resource::<Graph>(), world.resource::<Views>());
    let view = views.network;
    let entry = world.resource::<Selection>().entry.as_ref();
    match nearest::here(world) {
        Some(Aim::Neuron(key)) => {
            let neuron = graph.find(&key);
            let at = neuron.map_or(view.centre, |index| graph.plan.nodes[index].at);
            (Under { neuron, ..Under::default() }, view.to_screen(at))
        }
        Some(Aim::Part(part)) => {
            let port = graph.port(&part);
            let at = port.map_or(view.centre, |port| graph.plan.ports[port].at);
            (Under { port, ..Under::default() }, view.to_screen(at))
        }
        None => {
            let link = entry.and_then(|entry| graph.spot(entry));
            (Under { link, ..Under::default() }, view.rect.center())
        }
    }
}

/// What lies there; a neuron or a link is selected.
fn find(under: &Under, world: &mut World) -> Target {
    let graph = world.resource::<Graph>();
    if let Some(index) = under.neuron {
        let key = graph.cells[index].key.clone();
        return Target::Neurons(neuron_menu::ask(world, &key));
    }
    if let Some(part) = under.port.and_then(|port| graph.part(port)) {
        return Target::Port(part);
    }
    let Some(link) = under.link.and_then(|spot| graph.entry(spot)) else { return Target::Nothing };
    let mut selection = world.resource_mut::<Selection>();
    if selection.entry.as_ref() != Some(&link) {
        selection.select_entry(Some(link.clone()));
    }
    Target::Link(link)
}

fn of_nothing(ui: &mut Ui, world: &mut World) {
    for command in [ADD, NOTE, PASTE, SELECT_ALL] {
        command.entry(ui, world);
    }
    ui.separator();
    for command in COMMANDS {
        command.entry(ui, world);
    }
    if !world.resource::<Graph>().plan.frames.is_empty() {
        for command in [FOLD_ALL, UNFOLD_ALL] {
            command.entry(ui, world);
        }
    }
    ui.menu_button("Arrange", |ui| show_entries(ui, world, ARRANGE));
    ui.separator();
    for command in [UNDO, REDO] {
        command.entry(ui, world);
    }
}

fn of_link(ui: &mut Ui, world: &mut World, link: &EntryKey) {
    let Some(read) = build::read(world, link) else {
        ui.close();
        return;
    };
    match read {
        Entry::Note(_) => return of_note(ui, world, link),
        Entry::Frame(frame) => return of_frame(ui, world, link, &frame),
        _ => {}
    }
    about(ui, &format!("{}, {}", read.kind().name(), read.ends().join(" to ")), palette(world));
    DELETE.entry(ui, world);
    plot_weight(ui, world, link);
    cover(ui, world, link);
    ui.separator();
    for end in read.ends() {
        if entry(ui, &format!("Select {end}"), "The neuron at this end") {
            let key = NeuronKey { creature: link.creature.clone(), neuron: end.to_owned() };
            select(world, Some(key));
        }
    }
    ui.separator();
    FIT.entry(ui, world);
}

/// Has an astrocyte cover a synapse, or no longer.
fn cover(ui: &mut Ui, world: &mut World, link: &EntryKey) {
    let graph = world.resource::<Graph>();
    let Some(Spot::Link(index)) = graph.spot(link) else { return };
    let name = |cell: usize| graph.cells[cell].key.neuron.clone();
    let pair = (name(graph.plan.links[index].from), name(graph.plan.links[index].to));
    match graph.covered_by(index) {
        Some(star) => {
            let (name, key) = (graph.plan.stars[star].name.clone(), graph.entry(Spot::Astrocyte(star)));
            let tip = "The astrocyte no longer takes of what is released here";
            if entry(ui, &format!("Uncover from {name}"), tip)
                && let Some(key) = key
            {
                stars::uncover(world, &key, &pair);
            }
        }
        None => {
            stars::ADD.entry(ui, world);
        }
    }
}

/// Plots the weight of a synapse that learns, or no longer.
fn plot_weight(ui: &mut Ui, world: &mut World, link: &EntryKey) {
    let Some(pin) = WeightPin::of_entry(world.resource::<Graph>(), link) else { return };
    let pinned = world.resource::<Plots>().weight_pins.contains(&pin);
    let (name, tip) = match pinned {
        false => ("Plot its weight", "It keeps its curve among the weights when another link is selected"),
        true => ("Plot its weight no longer", "Its curve goes when another link is selected"),
    };
    if entry(ui, name, tip) {
        let mut plots = world.resource_mut::<Plots>();
        plots.weight_pins.retain(|other| *other != pin);
        if !pinned {
            plots.weight_pins.push(pin);
            plots.tab = Tab::Weights;
            folds::open(world, Pane::Plots, true);
        }
    }
}

fn of_note(ui: &mut Ui, world: &mut World, note: &EntryKey) {
    about(ui, "Note", palette(world));
    if entry(ui, "Edit the text", "Writes it anew, in its place (F2, or a double click)") {
        frames::begin_writing(world, note);
    }
    DELETE.entry(ui, world);
    ui.separator();
    FIT.entry(ui, world);
}

fn of_frame(ui: &mut Ui, world: &mut World, key: &EntryKey, frame: &Frame) {
    about(ui, &format!("Frame {}", frame.name), palette(world));
    if entry(ui, "Edit the title", "Writes it anew, in its place (F2, or a double click)") {
        frames::begin_writing(world, key);
    }
    FOLD.entry(ui, world);
    ui.menu_button("Colour", |ui| {
        for color in Tint::ALL {
            if ui.selectable_label(color == frame.color, color.word()).clicked() {
                frames::set_color(world, key, color);
                ui.close();
            }
        }
    });
    if entry(ui, "Select its neurons", "All that are in it") {
        let members = frames::members(world, key);
        world.resource_mut::<Selection>().select_many(members);
    }
    ui.separator();
    if entry(ui, "Dissolve", "Takes the frame away and leaves its neurons (Del)") {
        frames::remove(world, key);
    }
    if entry(ui, "Delete with its neurons", "Takes the frame away and all that is in it") {
        frames::delete_with_neurons(world, key);
    }
    ui.separator();
    FIT.entry(ui, world);
}

/// Neurons of a part that are offered; a segment may be felt by many.
const OFFERED: usize = 8;

fn of_port(ui: &mut Ui, world: &mut World, part: &Part) {
    about(ui, &part.name(), palette(world));
    match world.resource::<Selection>().selected.clone() {
        None => {
            let button = ui.add_enabled(false, Button::new("Link with a neuron"));
            explained(button, "", Err("Select a neuron first"));
        }
        Some(neuron) if neuron.creature != part.creature => {
            let button = ui.add_enabled(false, Button::new(format!("Link with {}", neuron.neuron)));
            explained(button, "", Err("It belongs to another worm"));
        }
        Some(neuron) => {
            let linked = !parts::entries(world, &neuron, part).is_empty();
            let name = format!("{} {}", if linked { "Cut link with" } else { "Link with" }, neuron.neuron);
            let tip = format!("{}{} {}", neuron.neuron, if linked { " no longer" } else { "" }, part.deed());
            if entry(ui, &name, &tip) {
                ports::toggle(world, &neuron, part);
            }
        }
    }
    let graph = world.resource::<Graph>();
    let users = graph.port(part).map_or_else(Vec::new, |port| graph.users(port));
    let users: Vec<NeuronKey> = users.into_iter().take(OFFERED).map(|i| graph.cells[i].key.clone()).collect();
    if !users.is_empty() {
        ui.separator();
    }
    for key in users {
        if entry(ui, &format!("Select {}", key.neuron), "It is linked with this part of the body") {
            select(world, Some(key));
        }
    }
}
