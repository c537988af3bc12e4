//! The plot of the selected neuron: potential, pool and dendrite against time, the threshold as
//! a line, what it received as bars.

use crate::nervous::NeuronParams;
use crate::sim::{Clock, TICK_SECONDS};
use crate::window::picture::{SAMPLES, Scope};
use crate::window::state::Desk;
use crate::window::theme::{fade, small};
use bevy::ecs::prelude::*;
use bevy_egui::egui::{RichText, Ui, vec2};
use egui_plot::{Bar, BarChart, Corner, HLine, Legend, Line, LineStyle, Plot, PlotPoints, VLine};

/// Shows the plot.
pub fn show(ui: &mut Ui, world: &mut World, desk: &mut Desk) {
    let palette = desk.mode.palette();
    let Some(neuron) = desk.selected_index().map(|i| desk.graph.cells[i].entity) else {
        world.resource_mut::<Scope>().watch(None);
        ui.centered_and_justified(|ui| {
            let text = "Select a neuron to see its potential, pool and dendrite over time.";
            ui.label(RichText::new(text).color(palette.weak));
        });
        return;
    };
    world.resource_mut::<Scope>().watch(Some(neuron));
    let threshold = world.get::<NeuronParams>(neuron).map_or(0.0, |p| f64::from(p.threshold));
    let now = world.resource::<Clock>().seconds();
    let span = SAMPLES as f64 * f64::from(TICK_SECONDS);
    let scope = world.resource::<Scope>();
    let line = |name: &str, of: fn(&crate::window::picture::Point) -> f64, color| {
        let points: Vec<[f64; 2]> = scope.points.iter().map(|p| [p.time, of(p)]).collect();
        Line::new(name, PlotPoints::from(points)).color(color).width(1.6)
    };
    let lines = [
        line("pool", |p| p.pool, palette.curves[1]).width(1.2),
        line("dendrite", |p| p.dendrite, palette.curves[2]).width(1.2),
        line("potential", |p| p.potential, palette.curves[0]).width(2.0),
    ];
    let bars: Vec<Bar> = scope
        .points
        .iter()
        .filter(|p| p.received.abs() > 1e-4)
        .map(|p| Bar::new(p.time, p.received).width(f64::from(TICK_SECONDS) * 1.6))
        .collect();
    let releases: Vec<f64> = scope.points.iter().filter(|p| p.released).map(|p| p.time).collect();
    let name = desk.selected.as_ref().map(|k| k.neuron.clone()).unwrap_or_default();
    ui.horizontal(|ui| {
        ui.label(RichText::new(name).strong().color(palette.strong));
        let text = "transmitter over seconds; fine uprights: releases";
        ui.label(RichText::new(text).font(small()).color(palette.weak));
    });
    Plot::new("neuron")
        .legend(Legend::default().position(Corner::LeftTop).background_alpha(0.7).text_style(bevy_egui::egui::TextStyle::Small))
        .allow_drag(false)
        .allow_zoom(false)
        .allow_scroll(false)
        .allow_boxed_zoom(false)
        .allow_double_click_reset(false)
        .show_background(false)
        .grid_color(palette.line)
        .cursor_color(palette.weak)
        .y_axis_min_width(34.0)
        .set_margin_fraction(vec2(0.0, 0.08))
        .include_y(0.0)
        .include_y(threshold)
        .show(ui, move |plot| {
            plot.set_plot_bounds_x(now - span..=now.max(0.01));
            for at in releases {
                plot.vline(VLine::new("release", at).color(fade(palette.flash, 0.35)).width(1.0).allow_hover(false));
            }
            plot.bar_chart(BarChart::new("received", bars).color(fade(palette.excite, 0.75)).allow_hover(false));
            for line in lines {
                plot.line(line);
            }
            plot.hline(HLine::new("threshold", threshold).color(palette.error).width(1.2).style(LineStyle::dashed_dense()));
        });
}
