//! The tab of weights: chosen synapses and rules over time with the modulators, or how weights are spread now.

use super::super::sheet::{Band, Bar, Content, Curve, Curves, Lane, Look, Sheet};
use super::super::source::Source;
use super::super::track::within;
use super::super::widgets::{either, toggle};
use super::history::{BINS, Spread, Trace, Weights};
use crate::nervous::plasticity::Rules;
use crate::sim::seconds;
use crate::window::paint::theme::{Palette, readable};
use crate::window::paint::words;
use bevy_egui::egui::Ui;

/// What is drawn.
#[derive(Clone, Copy, Debug)]
pub struct Options {
    /// How weights are spread now; else over time.
    pub spread: bool,
    rules: bool,
    eligibility: bool,
    modulators: bool,
}

impl Default for Options {
    fn default() -> Self {
        Self { spread: false, rules: true, eligibility: true, modulators: true }
    }
}

/// The switches of this tab.
pub fn controls(ui: &mut Ui, options: &mut Options, palette: &Palette) {
    let time =
        ("over time", "Curves of the selected synapse and the pinned ones, and all of each rule as a band");
    let now = ("histogram", "How many weights of each rule are how large now");
    either(ui, &mut options.spread, [time, now], palette);
    if options.spread {
        return;
    }
    ui.add_space(8.0);
    let tip =
        "All synapses of each rule: the least and the greatest weight, and between them quartiles and median";
    toggle(ui, &mut options.rules, "rules", "Plot", palette.accent, tip, palette);
    let tip = "What waits at a chosen synapse for its modulator";
    toggle(ui, &mut options.eligibility, "eligibility", "Plot", palette.curves[1], tip, palette);
    let tip = "Levels of modulators; a line wherever one rose";
    toggle(ui, &mut options.modulators, "modulators", "Plot", palette.curves[2], tip, palette);
}

/// Makes the sheet.
#[must_use]
pub fn sheet(source: &Source, options: Options, chosen: &[usize]) -> Sheet {
    let weights = &source.samples.weights;
    if options.spread { spread(source, weights) } else { over_time(source, weights, options, chosen) }
}

fn over_time(source: &Source, weights: &Weights, options: Options, chosen: &[usize]) -> Sheet {
    let (axis, palette, graph) = (source.axis(), source.palette, source.graph);
    let mut sheet = Sheet {
        title: "Weights".into(),
        about: "weights of synapses that learn; shaded: touches".into(),
        x: Some(axis),
        bands: source.bands(),
        ..Sheet::default()
    };
    let traces: Vec<(String, &Trace)> = chosen
        .iter()
        .filter_map(|&link| {
            let plan = &graph.plan.links[link];
            // Short: names of curves stand in a narrow column.
            let name = format!("{}\u{2192}{}", graph.labels[plan.from], graph.labels[plan.to]);
            Some((name, weights.trace(graph.synapse(link)?)?))
        })
        .collect();
    let curves = |value: fn(&super::history::Point) -> f32| {
        let curve = |(place, (name, trace)): (usize, &(String, &Trace))| {
            let points = within(&trace.points, axis, |point| point.tick);
            let points = points.map(|point| [seconds(point.tick), f64::from(value(point))]).collect();
            let color = readable(palette.class("", place), palette.well);
            Curve { name: name.clone(), color, look: Look::Line(1.6), points }
        };
        let curves: Vec<Curve> = traces.iter().enumerate().map(curve).collect();
        Content::Curves(Curves { curves, legend: true, ..Curves::default() })
    };
    let first = traces.iter().filter_map(|(_, trace)| trace.points.front()).map(|point| point.tick).min();
    if !traces.is_empty() {
        let unknown = source.unknown(first);
        let own = Lane::new("weights", palette.text, "weight", 1.0, curves(|point| point.weight));
        sheet.lanes.push(Lane { unknown, ..own });
        let waits = traces.iter().any(|(_, trace)| trace.points.iter().any(|point| point.eligibility != 0.0));
        if options.eligibility && waits {
            let own = Lane::new("eligibility", palette.text, "", 0.6, curves(|point| point.eligibility));
            sheet.lanes.push(Lane { unknown, ..own });
        }
    }
    if options.rules {
        sheet
            .lanes
            .extend(weights.spreads.iter().enumerate().map(|(place, spread)| rule(source, spread, place)));
    }
    if options.modulators && !weights.levels.is_empty() {
        sheet.lanes.push(levels(source, weights));
    }
    sheet
}

fn rule(source: &Source, spread: &Spread, place: usize) -> Lane {
    let (axis, palette) = (source.axis(), source.palette);
    let color = readable(palette.class("", place), palette.well);
    let rows = || within(&spread.rows, axis, |row| row.0);
    let line = |name: &str, part: usize| Curve {
        name: name.into(),
        color: palette.weak,
        look: Look::Line(1.0),
        points: rows().map(|(tick, row)| [seconds(*tick), f64::from(row[part])]).collect(),
    };
    let band = Band {
        name: "quartiles".into(),
        color,
        points: rows()
            .map(|(tick, row)| [seconds(*tick), row[1].into(), row[2].into(), row[3].into()])
            .collect(),
    };
    let curves = vec![line("least", 0), line("greatest", 4)];
    let curves = Curves { curves, bands: vec![band], legend: true, ..Curves::default() };
    let unknown = source.unknown(spread.rows.front().map(|row| row.0));
    Lane { unknown, ..Lane::new(spread.rule.text(), color, "weight", 0.8, Content::Curves(curves)) }
}

fn levels(source: &Source, weights: &Weights) -> Lane {
    let (axis, palette) = (source.axis(), source.palette);
    let several = source.graph.beings.len() > 1;
    let mut marks: Vec<f64> = Vec::new();
    let mut curves = Vec::new();
    for (place, level) in weights.levels.iter().enumerate() {
        let being = source.graph.beings.iter().find(|being| being.entity == level.creature);
        let name = match being.filter(|_| several) {
            Some(being) => format!("{} of {}", level.name, being.name),
            None => level.name.to_owned(),
        };
        let points = within(&level.points, axis, |point| point.0);
        let points = points.map(|(tick, value)| [seconds(*tick), f64::from(*value)]).collect();
        let color = readable(palette.class("", place), palette.well);
        curves.push(Curve { name, color, look: Look::Line(1.6), points });
        let given = level.given.iter().map(|tick| seconds(*tick));
        marks.extend(given.filter(|at| (axis.from..=axis.to).contains(at)));
    }
    let first = weights.levels.iter().filter_map(|level| level.points.front()).map(|point| point.0).min();
    let curves = Curves { curves, marks, legend: true, ..Curves::default() };
    Lane {
        unknown: source.unknown(first),
        ..Lane::new("modulators", palette.text, "level", 0.6, Content::Curves(curves))
    }
}

/// How many weights of each rule are how large.
fn spread(source: &Source, weights: &Weights) -> Sheet {
    let rules = source.world.get_resource::<Rules>();
    let mut sheet = Sheet {
        title: "How weights are spread".into(),
        about: "how many synapses have a weight of which size".into(),
        ..Sheet::default()
    };
    for (place, spread) in weights.spreads.iter().enumerate() {
        let Some(rule) = rules.and_then(|rules| rules.get(spread.rule.text())) else { continue };
        let color = readable(source.palette.class("", place), source.palette.well);
        let step = (rule.max - rule.min) / BINS as f32;
        let bars = spread.bins.iter().enumerate().map(|(bin, count)| {
            let from = rule.min + step * bin as f32;
            let about =
                format!("{from:.3} to {:.3}, of {}", from + step, words::count(spread.count, "synapse"));
            Bar { name: format!("{from:.2}"), color, value: f64::from(*count), about }
        });
        let bars = Content::Bars(bars.collect());
        sheet.lanes.push(Lane::new(spread.rule.text(), color, "synapses", 1.0, bars));
    }
    sheet
}
