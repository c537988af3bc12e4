//! The columns of links between neurons: synapses, then gap junctions.

use super::column::{Column, Field, Source, Value};
use crate::edit::build::EntryKey;
use crate::edit::{EdgeKey, Edit};
use crate::entry::{FieldInfo, Record};
use crate::nervous::{GapEntry, SynapseEntry};
use crate::window::paint::draw::network::{Kind, Spot};
use crate::window::state::Graph;
use std::borrow::Cow;
use std::sync::LazyLock;

/// How many there are.
pub fn count(graph: &Graph) -> usize {
    graph.plan.links.len() + graph.plan.gaps.len()
}

/// The link of a row.
pub fn spot(graph: &Graph, row: usize) -> Spot {
    let synapses = graph.plan.links.len();
    if row < synapses { Spot::Link(row) } else { Spot::Gap(row - synapses) }
}

/// The row of a link.
pub fn row(graph: &Graph, entry: &EntryKey) -> Option<usize> {
    match graph.spot(entry)? {
        Spot::Link(index) => Some(index),
        Spot::Gap(index) => Some(graph.plan.links.len() + index),
        Spot::Junction(_) | Spot::Receptor(_) | Spot::Note(_) | Spot::Frame(_) | Spot::Astrocyte(_) => None,
    }
}

/// What is known of the link of a row: both ends, what it does, its amount.
pub fn link(graph: &Graph, row: usize) -> ([usize; 2], Option<Kind>, f32) {
    match spot(graph, row) {
        Spot::Gap(index) => {
            let gap = graph.plan.gaps[index];
            (gap.ends, None, gap.conductance)
        }
        _ => {
            let link = graph.plan.links[row];
            ([link.from, link.to], Some(link.kind), link.weight)
        }
    }
}

/// The amount as it is declared, and the edit that sets it.
pub fn amount(graph: &Graph, row: usize) -> Option<(&'static FieldInfo, fn(EdgeKey, f32) -> Edit)> {
    let (fields, set): (_, fn(EdgeKey, f32) -> Edit) = match spot(graph, row) {
        Spot::Gap(_) => (GapEntry::FIELDS, Edit::Conductance),
        _ => (SynapseEntry::FIELDS, Edit::Weight),
    };
    fields.iter().find(|info| ["weight", "conductance"].contains(&info.name)).map(|info| (info, set))
}

/// All of them.
pub fn columns() -> &'static [Column] {
    static ALL: LazyLock<Vec<Column>> = LazyLock::new(made);
    &ALL
}

fn end<'a>(source: &Source<'a>, row: usize, which: usize) -> Value<'a> {
    let cell = link(source.graph, row).0[which];
    Value::Text(Cow::Borrowed(&source.graph.cells[cell].key.neuron))
}

fn made() -> Vec<Column> {
    let mut amount = Column::numbers(
        "weight",
        "Factor on what is handed over; of a gap junction its conductance, the share of the difference of potentials \
         that crosses in a tick",
        |source, row| Value::Single(link(source.graph, row).2),
    );
    (amount.width, amount.field) = (76.0, Some(Field::Amount));
    vec![
        Column::words("from", "The neuron that releases", 96.0, |source, row| end(source, row, 0)),
        Column::words("to", "The neuron that receives", 96.0, |source, row| end(source, row, 1)),
        Column::words("creature", "Whose link it is", 84.0, |source, row| {
            let cell = link(source.graph, row).0[0];
            Value::Text(Cow::Borrowed(&source.graph.cells[cell].key.creature))
        }),
        Column::words("kind", "Chemical or electrical", 96.0, |source, row| {
            Value::Text(Cow::Borrowed(if link(source.graph, row).1.is_some() {
                "synapse"
            } else {
                "gap junction"
            }))
        }),
        Column::words("effect", "What it does to the neuron that receives", 84.0, |source, row| {
            let kind = link(source.graph, row).1;
            kind.map_or(Value::Nothing, |kind| Value::Text(Cow::Borrowed(kind.verb())))
        }),
        amount,
    ]
}
