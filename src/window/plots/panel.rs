//! The panel of the plots.

use super::chart::{self, Moved};
use super::cursors::Cursors;
use super::focus::Focus;
use super::header;
use super::pages::page;
use super::sampler::Scope;
use super::sheets::{chosen, now, set_frozen, sheet};
use super::tabs::Plots;
use super::twin;
use super::view::View;
use super::weights;
use crate::edit::NeuronKey;
use crate::window::paint::context_menu::{asked_at, context_menu};
use crate::window::paint::panes::{self, fill, side};
use crate::window::paint::wheel;
use crate::window::state::claims::claim;
use crate::window::state::command::entries;
use crate::window::state::folds::{Pane, is_open, rail};
use crate::window::state::{Arrangement, Graph, Menu, Stop, Views, palette, tour};
use bevy::ecs::prelude::*;
use bevy_egui::egui::{self, RichText, Ui};

/// Shows the panel.
pub fn show(ui: &mut Ui, world: &mut World) {
    panel(ui, world);
    // What is filled in of its past is asked for in the next frame.
    if world.resource_mut::<Scope>().take_news() {
        ui.ctx().request_repaint();
    }
}

fn panel(ui: &mut Ui, world: &mut World) {
    rail(ui, world, Pane::Plots);
    if !is_open(world, Pane::Plots) {
        let focus = world.resource::<Focus>().0;
        // The inspector shows what a selected synapse learns of.
        let synapses = world.resource_scope(|world, plots: Mut<Plots>| synapses(world, &plots));
        let mut scope = world.resource_mut::<Scope>();
        scope.close(focus);
        scope.live.weights.watch(&synapses);
        return;
    }
    let panes = world.resource::<Arrangement>().panes;
    let room = ui.max_rect().height();
    let usual = (room * 0.25).max(170.0).min(room * 0.35);
    let panel = egui::Panel::bottom("plot").frame(side(palette(world)));
    let panel = panes::PLOT.size(panel, panes.plot, usual, room);
    let shown = panel.show(ui, |ui| {
        tour::stop(fill(ui), world, Stop::Plots, |ui, world| {
            world.resource_scope(|world, mut plots: Mut<Plots>| tab(ui, world, &mut plots));
        });
    });
    tour::border(ui.ctx(), world, egui::Id::new("plot"), "Border of the plots");
    // Not while the plots are being shown: the commands need what is set in them.
    let asked = asked_at(ui, shown.response.rect).is_some();
    context_menu(ui, "menu of the plots", asked, |ui| entries(ui, world, Menu::Plots));
    let mut arrangement = world.resource_mut::<Arrangement>();
    panes::PLOT.keep(&mut arrangement.panes.plot, shown.response.rect.height(), usual, room);
}

fn tab(ui: &mut Ui, world: &mut World, plots: &mut Plots) {
    let palette = palette(world);
    let graph = world.resource::<Graph>();
    if !graph.stale {
        // A pinned neuron that is gone takes its lane along.
        plots.pins.retain(|key| graph.find(key).is_some());
    }
    watch(world, plots);
    // A new scene, or the panel was closed meanwhile: it is live again.
    if !world.resource::<Scope>().is_frozen() {
        (plots.view.end, plots.whole.end) = (None, None);
    }
    header::show(ui, world, plots, palette);
    (page(plots.tab).advance)(ui, world, plots);
    let sheet = sheet(world, plots, palette);
    if sheet.lanes.is_empty() {
        ui.add_space(6.0);
        ui.label(RichText::new((page(plots.tab).empty)(plots)).color(palette.weak));
        return;
    }
    let outcome = chart::show(ui, &sheet, page(plots.tab).plot, palette);
    if let Some(key) = &outcome.unpin {
        plots.pin(key, false);
    }
    if sheet.x.is_some_and(|axis| axis.unit == "s") {
        steer(ui, world, plots, &outcome);
    }
}

/// Tells the sampler what to look at.
fn watch(world: &mut World, plots: &mut Plots) {
    let chosen = chosen(world, plots);
    let graph = world.resource::<Graph>();
    plots.watched.clear();
    plots.watched.extend(chosen.iter().map(|index| graph.cells[*index].entity));
    let embodied = |index: usize| Some(index).filter(|i| graph.beings[*i].body.is_some());
    let own = chosen.first().and_then(|index| embodied(graph.cells[*index].creature));
    let creature = own.or_else(|| (0..graph.beings.len()).find(|index| embodied(*index).is_some()));
    let creature = creature.map(|index| graph.beings[index].entity);
    let neurons: Vec<Entity> = plots.watched.iter().copied().chain(world.resource::<Focus>().0).collect();
    let keys: Vec<NeuronKey> = chosen.iter().map(|index| graph.cells[*index].key.clone()).collect();
    let synapses = synapses(world, plots);
    let mut scope = world.resource_mut::<Scope>();
    scope.watch(&neurons, creature);
    scope.live.weights.watch(&synapses);
    twin::watch(world, &keys);
}

/// The synapses whose weights are looked at.
fn synapses(world: &World, plots: &Plots) -> Vec<Entity> {
    let graph = world.resource::<Graph>();
    weights::chosen(world, plots).into_iter().filter_map(|link| graph.synapse(link)).collect()
}

/// Wheel, touchpad and drag over a plot in time.
fn steer(ui: &Ui, world: &mut World, plots: &mut Plots, outcome: &chart::Outcome) {
    if outcome.double_clicked {
        set_frozen(world, plots, false);
        (plots.view, plots.whole, plots.cursors) = (View::default(), View::WHOLE, Cursors::default());
        return;
    }
    let turn = outcome.pointer.map(|_| wheel::turn(ui, world.resource::<Views>().wheel)).unwrap_or_default();
    let dragged = outcome.dragged + f64::from(turn.pan.x) * outcome.point;
    if let Some(at) = outcome.clicked {
        match plots.cursors.put(at) {
            // The arrow keys move it.
            Some(which) => outcome.grasp(ui, which),
            None => ui.ctx().request_repaint(),
        }
    }
    for id in (0..2).filter_map(|which| outcome.handle(which)) {
        claim(ui.ctx(), world, id, &[]);
    }
    match outcome.moved {
        Some((which, Moved::To(at))) => plots.cursors.drag(which, at),
        Some((which, Moved::By(ticks))) => plots.cursors.step(which, ticks),
        None => {}
    }
    if dragged != 0.0 {
        if !world.resource::<Scope>().is_frozen() {
            set_frozen(world, plots, true);
        }
        let now = now(world);
        plots.open_view().pan(-dragged, now);
    }
    if let Some(moment) = outcome.pointer {
        let factor = 1.0 / f64::from(turn.zoom());
        if factor != 1.0 {
            let now = now(world);
            plots.open_view().zoom(factor, moment, now);
        }
        if plots.open_view().end.is_some() && !outcome.held {
            ui.ctx().set_cursor_icon(egui::CursorIcon::Grab);
        }
    }
}
