//! The spike raster: a row for each neuron, a mark for each release.

use super::sheet::{Content, Lane, Row, Sheet};
use super::source::Source;
use super::widgets::either;
use crate::sim::TICKS_PER_SECOND;
use crate::window::paint::theme::Palette;
use crate::window::paint::words;
use crate::window::state::Graph;
use bevy_egui::egui::Ui;
use std::sync::Arc;

/// Which rows, and in what order.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Options {
    /// Only the neurons that are selected or pinned.
    pub few: bool,
    /// From head to tail; else by class.
    pub by_place: bool,
}

/// The switches of this tab.
pub fn controls(ui: &mut Ui, options: &mut Options, palette: &Palette) {
    let all = ("all neurons", "A row for every neuron");
    let few = ("selected and pinned", "Rows for the selected neuron and the pinned ones only");
    either(ui, &mut options.few, [all, few], palette);
    ui.add_space(8.0);
    let class = ("by class", "Rows of one class stand together, in the order of the file");
    let place = ("by position", "Rows from head to tail, creature by creature");
    either(ui, &mut options.by_place, [class, place], palette);
}

/// Neurons in the order of the rows: by class in the order in which classes first appear in the
/// file, or by their place along the body, creature by creature. Within, the order of the file.
#[must_use]
pub fn order(graph: &Graph, by_place: bool) -> Vec<usize> {
    let mut order: Vec<usize> = (0..graph.cells.len()).collect();
    if by_place {
        let along = |index: usize| {
            let cell = &graph.cells[index];
            let being = &graph.beings[cell.creature];
            if being.body.is_some() { being.along(cell.at.x) } else { cell.at.x }
        };
        order.sort_by(|a, b| {
            let creature = |index: usize| graph.cells[index].creature;
            creature(*a).cmp(&creature(*b)).then(along(*a).total_cmp(&along(*b)))
        });
    } else {
        order.sort_by_key(|index| graph.cells[*index].kin);
    }
    order
}

/// Makes the sheet.
#[must_use]
pub fn sheet(source: &Source, options: Options) -> Sheet {
    let graph = source.graph;
    let mut order = order(graph, options.by_place);
    if options.few {
        order.retain(|index| source.chosen.contains(index));
    }
    let several = graph.beings.len() > 1;
    // Names are shared, not copied: there may be thousands of rows in every frame.
    let nothing: Arc<str> = "".into();
    let creatures: Vec<Arc<str>> = graph.beings.iter().map(|being| being.name.as_str().into()).collect();
    let mut rows: Vec<Row> = order
        .iter()
        .map(|&index| {
            let cell = &graph.cells[index];
            let class = graph.classes[cell.kin].label.clone();
            let group = match (options.by_place, several) {
                (true, true) => creatures[cell.creature].clone(),
                (true, false) => nothing.clone(),
                (false, _) => class.clone(),
            };
            let name = graph.labels[index].clone();
            Row { name, class, group, color: cell.color, times: Vec::new() }
        })
        .collect();
    let mut row_of = vec![None; graph.cells.len()];
    for (row, index) in order.iter().enumerate() {
        row_of[*index] = Some(row);
    }
    let axis = source.axis();
    let second = f64::from(TICKS_PER_SECOND);
    let from = source.samples.releases.partition_point(|(tick, _)| (*tick as f64) < axis.from * second);
    for (tick, neuron) in source.samples.releases.range(from..) {
        let time = *tick as f64 / second;
        if time > axis.to {
            break;
        }
        if let Some(row) = graph.index_of(*neuron).and_then(|index| row_of[index]) {
            rows[row].times.push(time);
        }
    }
    // Rows of one body have no group: the ends say where they lie.
    if options.by_place && !several && rows.len() > 2 {
        let last = rows.len() - 1;
        for (index, row) in rows.iter_mut().enumerate() {
            row.group = match index {
                0 => "head",
                i if i == last => "tail",
                _ => "",
            }
            .into();
        }
    }
    let count = rows.len();
    let lane = Lane {
        name: String::new(),
        color: source.palette.text,
        unit: "",
        pinned: None,
        weight: 1.0,
        unknown: source.unknown((source.since > 0).then_some(source.since + 1)),
        content: Content::Rows(rows),
    };
    Sheet {
        title: "Releases".into(),
        about: format!(
            "a mark each time {} releases, {}; shaded: touches",
            if count == 1 {
                "the neuron".into()
            } else {
                format!("one of {}", words::count(count, "neuron"))
            },
            if options.by_place { "from head to tail" } else { "by class" }
        ),
        x: Some(axis),
        lanes: if count == 0 { Vec::new() } else { vec![lane] },
        bands: source.bands(),
        ..Sheet::default()
    }
}
