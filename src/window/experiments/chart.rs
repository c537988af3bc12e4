//! An answer as a picture: points with what runs through them and a band around it, or bars of effects.

use super::answer::{Answer, Series};
use super::asked::Kind;
use crate::window::paint::theme::{Palette, class_color, fade};
use bevy_egui::egui::{Color32, Ui, Vec2b};
use egui_plot::{
    AxisHints, Bar, BarChart, FilledArea, HLine, Legend, Line, MarkerShape, Plot, PlotPoints, Points,
};

/// Bars beyond this are cut there: what was lost as a whole is infinitely far away \[standard deviations\].
const FAR: f64 = 20.0;
/// So many of the strongest effects have a bar.
const STRONGEST: usize = 24;

/// Shows a measure of an answer.
pub fn show(ui: &mut Ui, answer: &Answer, measure: &str, height: f32, palette: &Palette) {
    let series = answer.series(measure);
    let several = series.len() > 1;
    let x = match answer.kind {
        Kind::Responses => "touch".to_owned(),
        Kind::Screen => String::new(),
        _ => answer.path.rsplit('.').next().unwrap_or_default().to_owned(),
    };
    let y = if answer.kind == Kind::Screen {
        format!("effect on {measure} [sd of the intact worm]")
    } else {
        measure.to_owned()
    };
    let mut plot = Plot::new("experiment")
        .height(height)
        .allow_scroll(false)
        .allow_zoom(false)
        .allow_drag(false)
        .allow_boxed_zoom(false)
        .show_grid(Vec2b::new(answer.kind != Kind::Screen, true))
        .set_margin_fraction(bevy_egui::egui::vec2(0.04, 0.08))
        .custom_y_axes(vec![AxisHints::new_y().label(y)]);
    if answer.kind == Kind::Screen {
        let names: Vec<String> = bars(&series).map(|(row, _)| answer.silenced(row).to_owned()).collect();
        plot = plot
            .custom_x_axes(vec![AxisHints::new_x().label("without").formatter(move |mark, _| {
                let whole = mark.value.round();
                let name = names.get(whole as usize).filter(|_| whole >= 0.0);
                name.filter(|_| (mark.value - whole).abs() < 1e-6).cloned().unwrap_or_default()
            })])
            .x_grid_spacer(|input| {
                let (from, to) = input.bounds;
                let marks = (from.ceil().max(0.0) as i64)..=(to.floor() as i64);
                marks.map(|at| egui_plot::GridMark { value: at as f64, step_size: 1.0 }).collect()
            });
    } else {
        plot = plot.custom_x_axes(vec![AxisHints::new_x().label(x)]);
    }
    if several {
        plot = plot.legend(Legend::default());
    }
    plot.show(ui, |plot| {
        if answer.kind == Kind::Screen {
            let bars = bars(&series).enumerate().map(|(at, (row, effect))| {
                let color = if effect < 0.0 { palette.inhibit } else { palette.excite };
                let bar = Bar::new(at as f64, effect.clamp(-FAR, FAR)).width(0.7).fill(color);
                bar.name(answer.silenced(row).to_owned())
            });
            plot.bar_chart(BarChart::new("effect", bars.collect()).color(palette.excite));
            plot.hline(HLine::new("", 0.0).color(palette.weak).width(1.0));
            return;
        }
        for (number, series) in series.iter().enumerate() {
            let color = if several { class_color("", number) } else { palette.accent };
            curve(plot, series, color);
        }
    });
}

fn curve(plot: &mut egui_plot::PlotUi<'_>, series: &Series, color: Color32) {
    if series.band.len() > 1 {
        let column = |at: usize| series.band.iter().map(|band| band[at]).collect::<Vec<f64>>();
        let (xs, low, high) = (column(0), column(1), column(2));
        plot.add(FilledArea::new(series.name.clone(), &xs, &low, &high).fill_color(fade(color, 0.18)));
    }
    if !series.line.is_empty() {
        plot.line(
            Line::new(series.name.clone(), PlotPoints::from(series.line.clone())).color(color).width(2.0),
        );
    }
    let points = if series.points.is_empty() { &series.line } else { &series.points };
    let marks = Points::new(series.name.clone(), PlotPoints::from(points.clone()));
    plot.points(marks.color(fade(color, 0.75)).radius(2.6).shape(MarkerShape::Circle));
}

/// The strongest effects, with their rows, in the order of the table.
fn bars(series: &[Series]) -> impl Iterator<Item = (usize, f64)> + '_ {
    let all = series.iter().flat_map(|series| &series.points);
    let mut all: Vec<(usize, f64)> = all.map(|[row, effect]| (*row as usize, *effect)).collect();
    all.sort_by_key(|(row, _)| *row);
    all.truncate(STRONGEST);
    all.into_iter()
}
