//! The list of tabs: what each is called, its switches, its sheet.

use super::bands::COPIES;
use super::sampler::Scope;
use super::sheet::Sheet;
use super::source::Source;
use super::tabs::{Plots, Tab};
use super::widgets::toggle;
use super::{long, raster, rates, response, traces, weights};
use crate::body::Body;
use crate::experiment::JITTER;
use crate::nervous::NeuronParams;
use crate::window::paint::theme::{Palette, prose};
use crate::window::state::{Graph, selected_index};
use bevy::ecs::prelude::*;
use bevy_egui::egui::{RichText, Ui};

/// A tab.
pub(super) struct Page {
    pub(super) tab: Tab,
    pub(super) name: &'static str,
    pub(super) tip: &'static str,
    /// What its plot is called by assistive tools.
    pub(super) plot: &'static str,
    /// Whether it is drawn over time.
    pub(super) timed: fn(&Plots) -> bool,
    /// Goes on with what is computed for it.
    pub(super) advance: fn(&mut Ui, &World, &mut Plots),
    pub(super) controls: fn(&mut Ui, &World, &mut Plots, &Palette),
    pub(super) sheet: fn(&Source<'_>, &Plots) -> Sheet,
    /// What it says when there is nothing to show.
    pub(super) empty: fn(&Plots) -> &'static str,
}

const NO_NEURONS: &str = "There are no neurons in this scene.";

/// All of them.
pub(super) const PAGES: [Page; 6] = [
    Page {
        tab: Tab::Traces,
        name: "Traces",
        tip: "Potential and more of the selected neuron and the pinned ones; muscles; skin",
        plot: "Plot over time",
        timed: |_| true,
        advance: |_, _, _| {},
        controls: of_traces,
        sheet: |source, plots| {
            if without_traces(plots, source.chosen.is_empty()) {
                raster::sheet(source, plots.raster)
            } else {
                traces::sheet(source, &plots.traces, &plots.pins)
            }
        },
        empty: |_| NO_NEURONS,
    },
    Page {
        tab: Tab::Raster,
        name: "Raster",
        tip: "Releases of all neurons against time",
        plot: "Plot over time",
        timed: |_| true,
        advance: |_, _, _| {},
        controls: |ui, _, plots, palette| raster::controls(ui, &mut plots.raster, palette),
        sheet: |source, plots| raster::sheet(source, plots.raster),
        empty: |plots| {
            if plots.raster.few {
                "Select a neuron, or pin some: their releases appear here."
            } else {
                NO_NEURONS
            }
        },
    },
    Page {
        tab: Tab::Rates,
        name: "Rates",
        tip: "Firing rates of classes or neurons",
        plot: "Rates plot",
        timed: |plots| plots.rates.lines,
        advance: |_, _, _| {},
        controls: |ui, _, plots, palette| rates::controls(ui, &mut plots.rates, palette),
        sheet: |source, plots| rates::sheet(source, plots.rates),
        empty: |_| NO_NEURONS,
    },
    Page {
        tab: Tab::Run,
        name: "Whole run",
        tip: "Speed, curvature from head to tail and rates of classes, over the whole run",
        plot: "Plot of the whole run",
        timed: |_| true,
        advance: |_, _, _| {},
        controls: |ui, _, plots, palette| {
            long::controls(ui, &mut plots.long, palette);
            of_copies(ui, plots, palette);
        },
        sheet: |source, plots| long::sheet(source, source.world.resource::<long::Long>(), plots.long),
        empty: |_| "Switch on what is to be shown.",
    },
    Page {
        tab: Tab::Response,
        name: "Response",
        tip: "Firing rate of the selected neuron against a steady input",
        plot: "Response plot",
        timed: |_| false,
        advance: |ui, world, plots| {
            let Some(params) = selected_params(world) else { return };
            plots.response.advance(&params);
            if plots.response.progress() < 1.0 {
                ui.ctx().request_repaint();
            }
        },
        controls: of_response,
        sheet: |source, plots| response::sheet(source, &plots.response),
        empty: |_| "Select a neuron: the curve shows how often it would fire, alone, for a steady input in every tick.",
    },
    Page {
        tab: Tab::Weights,
        name: "Weights",
        tip: "Weights of the selected synapse, of the pinned ones and of all that follow a rule; modulators",
        plot: "Weights plot",
        timed: |plots| !plots.weights.spread,
        advance: |_, _, _| {},
        controls: |ui, _, plots, palette| weights::controls(ui, &mut plots.weights, palette),
        sheet: |source, plots| weights::sheet(source, plots.weights, &weights::chosen(source.world, plots)),
        empty: |_| "No synapse learns in this scene: select one and give it a rule in the inspector.",
    },
];

/// The page of a tab.
pub(super) fn page(tab: Tab) -> &'static Page {
    PAGES.iter().find(|page| page.tab == tab).unwrap_or(&PAGES[0])
}

/// The parameters of the selected neuron.
fn selected_params(world: &World) -> Option<NeuronParams> {
    let neuron = world.resource::<Graph>().cells[selected_index(world)?].entity;
    world.get::<NeuronParams>(neuron).copied()
}

/// Whether there are no traces: releases of all are shown in their place.
fn without_traces(plots: &Plots, no_neuron: bool) -> bool {
    no_neuron && plots.traces.muscles == traces::Muscles::Off && !plots.traces.skin
}

fn of_traces(ui: &mut Ui, world: &World, plots: &mut Plots, palette: &Palette) {
    let fields = world.resource::<Scope>().live().fields.as_ref();
    let joints = fields.and_then(|fields| world.get::<Body>(fields.creature));
    traces::controls(ui, &mut plots.traces, joints.map_or(0, |body| body.muscles.len()), palette);
    of_copies(ui, plots, palette);
    if without_traces(plots, plots.watched.is_empty()) {
        ui.add_space(8.0);
        let text = RichText::new("select a neuron for its traces");
        ui.label(text.font(prose()).color(palette.weak));
    }
}

/// The switch of the copies.
fn of_copies(ui: &mut Ui, plots: &mut Plots, palette: &Palette) {
    let tip = format!(
        "Bands behind potential and speed: the median and the quartiles of {COPIES} copies of this scene with other \
         seeds, from its beginning on, without what is done by hand; bodies without jitter of their own are born with \
         bends of up to {JITTER} radians"
    );
    toggle(ui, &mut plots.copies, "copies", "Plot", palette.accent, &tip, palette);
}

fn of_response(ui: &mut Ui, world: &World, plots: &mut Plots, palette: &Palette) {
    match selected_params(world) {
        Some(params) => response::controls(ui, &mut plots.response, &params, palette),
        None => {
            ui.add_space(4.0);
            ui.label(RichText::new("no neuron is selected").font(prose()).color(palette.weak));
        }
    }
}
