//! The menu of the right button on neurons, in the list and on the canvas.

use super::edit::{COPY, CUT, DELETE, DUPLICATE, INJECT, RENAME, SILENCE};
use super::frames::{self, FOLD, FRAME};
use crate::edit::build::{self, Join};
use crate::edit::{Edit, EditError, NeuronKey};
use crate::scene::document::Kind;
use crate::window::paint::context_menu::{about, entry};
use crate::window::plots::PIN;
use crate::window::state::{Graph, Selection, palette, say, step};
use bevy::ecs::prelude::*;
use bevy_egui::egui::Ui;

/// A neuron is asked for its menu: it is selected, if it is not among those that are. Returns the neuron that was
/// selected alone before, from which it can be linked.
pub fn ask(world: &mut World, key: &NeuronKey) -> Option<NeuronKey> {
    let mut selection = world.resource_mut::<Selection>();
    if selection.is_chosen(key) {
        return None;
    }
    let from = selection.selected.clone().filter(|_| selection.count() == 1);
    selection.select(Some(key.clone()));
    from.filter(|from| from.creature == key.creature)
}

/// Shows the menu of the selected neurons. `from`: a neuron from which the selected one can be linked.
pub fn show(ui: &mut Ui, world: &mut World, from: Option<&NeuronKey>) {
    let selection = world.resource::<Selection>();
    let (count, Some(key)) = (selection.count(), selection.selected.clone()) else { return };
    let class =
        world.resource::<Graph>().find(&key).map(|i| world.resource::<Graph>().cells[i].class.clone());
    let title = match class {
        _ if count > 1 => format!("{count} neurons"),
        Some(class) if !class.is_empty() => format!("{}, {class}", key.neuron),
        _ => key.neuron.clone(),
    };
    about(ui, &title, palette(world));
    if let Some(from) = from {
        links(ui, world, from, &key);
        ui.separator();
    }
    for command in [RENAME, INJECT, SILENCE, PIN] {
        command.entry(ui, world);
    }
    ui.separator();
    frames_of(ui, world);
    ui.separator();
    for command in [CUT, COPY, DUPLICATE, DELETE] {
        command.entry(ui, world);
    }
}

/// Frames that are offered.
const OFFERED: usize = 12;

/// The frames that the selected neurons are in, or can be put into.
fn frames_of(ui: &mut Ui, world: &mut World) {
    FRAME.entry(ui, world);
    let offered = frames::offered(world);
    if offered.is_empty() {
        return;
    }
    FOLD.entry(ui, world);
    ui.menu_button("In frames", |ui| {
        for (entry, name, mut inside) in offered.into_iter().take(OFFERED) {
            let tip = if inside { "Takes them out of this frame" } else { "Puts them into this frame" };
            if ui.checkbox(&mut inside, name).on_hover_text(tip).clicked() {
                frames::move_chosen(world, &entry, inside);
                ui.close();
            }
        }
    });
}

/// The entries that link two neurons, or cut what links them.
fn links(ui: &mut Ui, world: &mut World, from: &NeuronKey, to: &NeuronKey) {
    let there = build::links_between(world, from, to);
    let (a, b) = (&from.neuron, &to.neuron);
    for (kind, join, make, made, cut) in [
        (
            Kind::SYNAPSE,
            Join::Chemical(1.0),
            format!("Link from {a}"),
            format!("A synapse of weight 1 from {a} to {b}"),
            format!("Cut link from {a}"),
        ),
        (
            Kind::GAP,
            Join::Electrical(0.1),
            format!("Gap junction with {a}"),
            format!("An electrical link of conductance 0.1 between {a} and {b}"),
            format!("Cut gap junction with {a}"),
        ),
    ] {
        let own: Vec<_> = there.iter().filter(|entry| entry.kind == kind).cloned().collect();
        if own.is_empty() {
            if entry(ui, &make, &made) {
                let edit = build::link(from, to, join);
                join_up(world, edit, from, to, kind);
            }
        } else if entry(ui, &cut, &format!("Takes away what leads from {a} to {b}")) {
            let edit = build::delete(world, &[], &own);
            if step(world, edit) {
                world.resource_mut::<Selection>().select(Some(from.clone()));
                say(world, format!("{a} and {b} are no longer linked; Ctrl+Z brings it back"));
            }
        }
    }
}

/// Makes a link and shows it in the inspector; the neuron that it leads from is selected again, for the next one.
fn join_up(world: &mut World, edit: Result<Edit, EditError>, from: &NeuronKey, to: &NeuronKey, kind: Kind) {
    if !step(world, edit) {
        return;
    }
    let made = build::links_between(world, from, to).into_iter().find(|entry| entry.kind == kind);
    let mut selection = world.resource_mut::<Selection>();
    selection.select(Some(from.clone()));
    selection.entry = made;
}
