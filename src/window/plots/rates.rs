//! Firing rates: releases per second over the last second, of classes or of neurons.

use super::raster;
use super::sheet::{Bar, Content, Curve, Curves, Lane, Look, Sheet};
use super::source::Source;
use super::widgets::either;
use crate::sim::TICKS_PER_SECOND;
use crate::window::paint::theme::{Palette, readable};
use crate::window::paint::words;
use bevy::ecs::entity::Entity;
use bevy_egui::egui::{Color32, Ui};
use std::collections::VecDeque;

/// What is counted, and how it is drawn.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Options {
    /// Neurons one by one; else the mean of each class.
    pub by_neuron: bool,
    /// Over time; else as it is now.
    pub lines: bool,
}

/// Time over which releases are counted \[ticks\].
const WINDOW: u64 = TICKS_PER_SECOND as u64;
/// Curves drawn at once.
const CURVES: usize = 16;

/// The switches of this tab.
pub fn controls(ui: &mut Ui, options: &mut Options, palette: &Palette) {
    let class = ("by class", "The mean rate of the neurons of each class");
    let neuron = ("by neuron", "Every neuron; over time the selected one and the pinned ones");
    either(ui, &mut options.by_neuron, [class, neuron], palette);
    ui.add_space(8.0);
    let now = ("now", "Bars: releases in the last second before the end of the time shown");
    let lines = ("over time", "Curves: at each moment the releases in the second before it");
    either(ui, &mut options.lines, [now, lines], palette);
}

/// Neurons that are counted together.
#[derive(Clone, Debug)]
struct Group {
    name: String,
    color: Color32,
    members: Vec<usize>,
}

/// Releases of so many neurons within a second up to a tick, per neuron and second \[Hz\].
/// `ticks`: when they released, ascending. What lies before `since` was not looked at; a shorter
/// look counts as what it is.
#[must_use]
pub fn rate(ticks: &[u64], neurons: usize, at: u64, since: u64) -> f64 {
    let from = at.saturating_sub(WINDOW).max(since);
    let count = ticks.partition_point(|t| *t <= at) - ticks.partition_point(|t| *t <= from);
    let seconds = at.saturating_sub(from) as f64 / f64::from(TICKS_PER_SECOND);
    // Less than a fifth of a second says nothing of a rate.
    if seconds < 0.2 || neurons == 0 { 0.0 } else { count as f64 / seconds / neurons as f64 }
}

fn groups(source: &Source, by_neuron: bool) -> Vec<Group> {
    let graph = source.graph;
    let mut groups: Vec<Group> = Vec::new();
    for index in raster::order(graph, false) {
        let cell = &graph.cells[index];
        let class = &*graph.classes[cell.kin].label;
        match groups.last_mut() {
            Some(group) if !by_neuron && group.name == class => group.members.push(index),
            _ => {
                let name = if by_neuron { source.name(index) } else { class.to_owned() };
                groups.push(Group { name, color: cell.color, members: vec![index] });
            }
        }
    }
    groups
}

/// When the neurons of each group released, ascending.
fn times(source: &Source, groups: &[Group], releases: &VecDeque<(u64, Entity)>) -> Vec<Vec<u64>> {
    let mut group_of = vec![None; source.graph.cells.len()];
    for (index, group) in groups.iter().enumerate() {
        for member in &group.members {
            group_of[*member] = Some(index);
        }
    }
    let first = (source.axis().from * f64::from(TICKS_PER_SECOND)) as u64;
    let from = releases.partition_point(|(tick, _)| tick + WINDOW < first);
    let mut times = vec![Vec::new(); groups.len()];
    for (tick, neuron) in releases.range(from..) {
        if let Some(group) = source.graph.index_of(*neuron).and_then(|index| group_of[index]) {
            times[group].push(*tick);
        }
    }
    times
}

/// Makes the sheet.
#[must_use]
pub fn sheet(source: &Source, options: Options) -> Sheet {
    let mut groups = groups(source, options.by_neuron);
    if options.lines && options.by_neuron {
        if !source.chosen.is_empty() {
            groups.retain(|group| source.chosen.contains(&group.members[0]));
        }
        groups.truncate(CURVES);
        // Neurons of one class would be told apart by nothing.
        for (place, group) in groups.iter_mut().enumerate() {
            group.color = source.palette.class("", place);
        }
    }
    let times = times(source, &groups, &source.samples.releases);
    let axis = source.axis();
    let end = (axis.to * f64::from(TICKS_PER_SECOND)).round() as u64;
    let end = end.min(source.samples.tick);
    let what = if options.by_neuron { "neurons" } else { "mean of each class" };
    let mut sheet = Sheet { title: "Firing rates".into(), ..Sheet::default() };
    let content = if options.lines {
        sheet.x = Some(axis);
        sheet.bands = source.bands();
        sheet.about = format!("releases a second in the second before, {what}");
        let from = (axis.from * f64::from(TICKS_PER_SECOND)).ceil().max(0.0) as u64;
        let stride = (end.saturating_sub(from) / 240).max(2);
        let mut curves = Vec::with_capacity(groups.len());
        for (group, times) in groups.iter().zip(&times) {
            let color = readable(group.color, source.palette.well);
            // On a grid of the clock, so that a curve does not tremble as it moves.
            let points = (from.div_ceil(stride)..=end / stride).map(|k| k * stride).map(|tick| {
                let value = rate(times, group.members.len(), tick, source.since);
                [tick as f64 / f64::from(TICKS_PER_SECOND), value]
            });
            sheet.key.push((group.name.clone(), color));
            let (name, look) = (group.name.clone(), Look::Line(1.6));
            curves.push(Curve { name, color, look, points: points.collect() });
        }
        Content::Curves(Curves { curves, legend: true, ..Curves::default() })
    } else {
        sheet.about = format!(
            "releases a second in the second up to {:.2} s, {what}",
            end as f64 / f64::from(TICKS_PER_SECOND)
        );
        let bars = groups.iter().zip(&times).map(|(group, times)| {
            let count = group.members.len();
            let about = match (options.by_neuron, count) {
                (true, _) => source.graph.cells[group.members[0]].class.clone(),
                (false, 1) => words::count(1, "neuron"),
                (false, _) => format!("mean of {}", words::count(count, "neuron")),
            };
            let value = rate(times, count, end, source.since);
            Bar { name: group.name.clone(), color: group.color, value, about }
        });
        Content::Bars(bars.collect())
    };
    let unknown =
        options.lines.then(|| source.unknown((source.since > 0).then_some(source.since + 1))).flatten();
    let (name, color) = ("rate".to_owned(), source.palette.text);
    if !groups.is_empty() {
        sheet.lanes.push(Lane { name, color, unit: "Hz", pinned: None, weight: 1.0, unknown, content });
    }
    sheet
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_rate_is_releases_per_neuron_and_second() {
        let ticks: Vec<u64> = (1..=40).map(|i| i * 10).collect();
        assert_eq!(rate(&ticks, 1, 400, 0), 10.0);
        assert_eq!(rate(&ticks, 4, 400, 0), 2.5);
        assert_eq!(rate(&ticks, 1, 450, 0), 5.0, "half of the second was silent");
        assert_eq!(rate(&[], 3, 400, 0), 0.0);
    }

    #[test]
    fn a_short_look_counts_as_what_it_is() {
        let ticks: Vec<u64> = (1..=40).map(|i| i * 10).collect();
        assert_eq!(rate(&ticks, 1, 50, 0), 10.0, "half a second with five releases");
        assert_eq!(rate(&ticks, 1, 400, 350), 10.0);
        assert_eq!(rate(&ticks, 1, 10, 0), 0.0, "too early to tell");
    }
}
