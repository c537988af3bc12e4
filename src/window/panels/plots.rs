//! The plot of the selected neuron: potential, pool and dendrite against time, the threshold as
//! a line, what it received as bars.

use crate::nervous::NeuronParams;
use crate::sim::{Clock, TICK_SECONDS};
use crate::window::picture::{Releases, SAMPLES, Scope};
use crate::window::state::Desk;
use crate::window::theme::{fade, small};
use bevy::ecs::prelude::*;
use bevy_egui::egui::{Align, Layout, Mesh, Rect, RichText, Sense, Shape, Stroke, Ui, pos2, vec2};
use egui_plot::{Bar, BarChart, HLine, Line, LineStyle, Plot, PlotPoints, VLine};

/// Shows the plot.
pub fn show(ui: &mut Ui, world: &mut World, desk: &mut Desk) {
    let palette = desk.mode.palette();
    let Some(neuron) = desk.selected_index().map(|i| desk.graph.cells[i].entity) else {
        world.resource_mut::<Scope>().watch(None);
        raster(ui, world, desk);
        return;
    };
    world.resource_mut::<Scope>().watch(Some(neuron));
    let threshold = world.get::<NeuronParams>(neuron).map_or(0.0, |p| f64::from(p.threshold));
    let now = world.resource::<Clock>().seconds();
    let span = desk.plot_span;
    let first = (now - span).max(0.0);
    let scope = world.resource::<Scope>();
    let line = |name: &str, of: fn(&crate::window::picture::Point) -> f64, color| {
        let points: Vec<[f64; 2]> =
            scope.points.iter().filter(|p| p.time >= first).map(|p| [p.time, of(p)]).collect();
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
        .filter(|p| p.time >= first && p.received.abs() > 1e-4)
        .map(|p| Bar::new(p.time, p.received).width(f64::from(TICK_SECONDS) * 1.6))
        .collect();
    let releases: Vec<f64> = scope.points.iter().filter(|p| p.released).map(|p| p.time).collect();
    let name = desk.selected.as_ref().map(|k| k.neuron.clone()).unwrap_or_default();
    ui.horizontal(|ui| {
        ui.label(RichText::new(name).strong().color(palette.strong));
        ui.add_space(8.0);
        for (name, color, tip) in [
            ("potential", palette.curves[0], "Net potential"),
            ("pool", palette.curves[1], "Net content of the pool"),
            ("dendrite", palette.curves[2], "Received and not yet integrated"),
            ("received", palette.excite, "What arrived in each tick"),
            ("threshold", palette.error, "It fires above this"),
            ("release", fade(palette.flash, 0.5), "When it released"),
        ] {
            let (rect, response) = ui.allocate_exact_size(vec2(12.0, 12.0), Sense::hover());
            ui.painter().hline(rect.x_range(), rect.center().y, Stroke::new(2.5, color));
            response.on_hover_text(tip);
            ui.label(RichText::new(name).font(small()).color(palette.text)).on_hover_text(tip);
            ui.add_space(4.0);
        }
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            let text = RichText::new(format!("last {span:.1} s")).font(small()).color(palette.weak);
            ui.label(text).on_hover_text("Transmitter over seconds; the wheel changes how far it looks back");
        });
    });
    let response = Plot::new("neuron")
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
            plot.set_plot_bounds_x(first..=first + span);
            for at in releases {
                plot.vline(
                    VLine::new("release", at).color(fade(palette.flash, 0.35)).width(1.0).allow_hover(false),
                );
            }
            plot.bar_chart(
                BarChart::new("received", bars).color(fade(palette.excite, 0.75)).allow_hover(false),
            );
            for line in lines {
                plot.line(line);
            }
            plot.hline(
                HLine::new("threshold", threshold)
                    .color(palette.error)
                    .width(1.2)
                    .style(LineStyle::dashed_dense()),
            );
        })
        .response;
    if response.contains_pointer() {
        let scroll = ui.input(|i| i.smooth_scroll_delta().y);
        let longest = SAMPLES as f64 * f64::from(TICK_SECONDS);
        desk.plot_span = (desk.plot_span * (-f64::from(scroll) * 0.003).exp()).clamp(0.5, longest);
    }
}

/// With no neuron selected: the releases of all neurons over time, one row each, in the colours
/// of their classes.
fn raster(ui: &mut Ui, world: &World, desk: &Desk) {
    let palette = desk.mode.palette();
    ui.horizontal(|ui| {
        ui.label(RichText::new("Releases of all neurons").strong().color(palette.strong));
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            let text = "last 10 s; select a neuron to see its potential, pool and dendrite";
            ui.label(RichText::new(text).font(small()).color(palette.weak));
        });
    });
    let (rect, _) = ui.allocate_exact_size(ui.available_size(), Sense::hover());
    let rect = rect.shrink2(vec2(2.0, 2.0));
    let painter = ui.painter_at(rect);
    painter.rect_filled(rect, 6.0, palette.well);
    let cells = &desk.graph.cells;
    if cells.is_empty() {
        return;
    }
    let inner = rect.shrink(5.0);
    let now = world.resource::<Clock>().tick;
    let row = inner.height() / cells.len() as f32;
    let height = (row * 0.8).clamp(1.0, 7.0);
    for seconds in 1..10 {
        let x = inner.right() - inner.width() * seconds as f32 / 10.0;
        painter.vline(x, inner.y_range(), Stroke::new(1.0, fade(palette.line, 0.7)));
    }
    let mut mesh = Mesh::default();
    let span = SAMPLES as f32;
    for (tick, neuron) in world.resource::<Releases>().0.iter() {
        let Some(index) = desk.graph.index_of(*neuron) else { continue };
        let age = now.saturating_sub(*tick) as f32;
        if age > span {
            continue;
        }
        let x = inner.right() - inner.width() * age / span;
        let y = inner.top() + (index as f32 + 0.5) * row;
        let mark = Rect::from_center_size(pos2(x, y), vec2(2.0, height));
        mesh.add_colored_rect(mark, cells[index].color);
    }
    painter.add(Shape::mesh(mesh));
}
