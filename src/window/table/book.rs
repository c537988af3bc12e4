//! Which rows there are, and in which order. They are sorted when something was asked for or has changed, what lives a
//! few times a second at most, and never under the pointer.

use super::column::{Column, Source};
use super::links;
use crate::scene::document::Kind;
use crate::window::paint::draw::network::Spot;
use crate::window::paint::grid::order::{self, Sorted};
use crate::window::state::Graph;
use std::hash::{DefaultHasher, Hash, Hasher};

/// Least time between two orders of what lives \[seconds\].
const PATIENCE: f64 = 0.5;

/// What rows are made of: other numbers, other rows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Moment {
    /// How far time has gone.
    pub tick: u64,
    /// How often the scene was changed.
    pub changes: u64,
}

/// What is asked for.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Asked {
    /// What the rows are narrowed to.
    pub filter: String,
    /// By which column of all they are sorted.
    pub sorted: Sorted,
}

/// The rows.
#[derive(Clone, Debug, Default)]
pub struct Book {
    rows: Vec<u32>,
    counts: Vec<[u32; 3]>,
    made: Option<(Asked, Moment)>,
    /// Which reading of the graph they are of.
    reading: u64,
    /// Tells one set of neurons or links from another.
    stamp: u64,
    /// When it was sorted last \[seconds\].
    at: f64,
    /// How often it was sorted.
    #[cfg(test)]
    pub sorts: u32,
}

impl Book {
    /// The numbers of the rows, in their order.
    pub fn rows(&self) -> &[u32] {
        &self.rows
    }

    /// Of each neuron: links that lead to it, that lead away, gap junctions.
    pub fn counts(&self) -> &[[u32; 3]] {
        &self.counts
    }

    /// Gives them away for as long as the rows are put in order.
    pub fn lend_counts(&mut self) -> Vec<[u32; 3]> {
        std::mem::take(&mut self.counts)
    }

    /// Takes them back.
    pub fn take_counts_back(&mut self, counts: Vec<[u32; 3]>) {
        self.counts = counts;
    }

    /// Takes in another reading of the graph: of other neurons or links there are no rows yet.
    pub fn read(&mut self, graph: &Graph, links: bool) {
        if std::mem::replace(&mut self.reading, graph.reading) == graph.reading {
            return;
        }
        if !links {
            self.counts = counts(graph);
        }
        let stamp = stamp(graph, links);
        if std::mem::replace(&mut self.stamp, stamp) != stamp {
            self.made = None;
            self.rows.clear();
        }
    }

    /// Puts the rows in order where that is called for. `held`: they are not to move now; `time` \[seconds\]. Tells
    /// whether it is to be looked at again soon.
    pub fn order(
        &mut self,
        source: &Source<'_>,
        columns: &[Column],
        (asked, moment): (&Asked, Moment),
        held: bool,
        time: f64,
        links: bool,
    ) -> bool {
        if let Some((made, then)) = &self.made
            && made == asked
        {
            let by = asked.sorted.and_then(|(column, _)| columns.get(column));
            let lived = by.is_some_and(|by| by.live) && then.tick != moment.tick;
            let plain = asked.sorted.is_none() && asked.filter.is_empty();
            if held || plain || !(lived || then.changes != moment.changes) {
                return false;
            }
            if time - self.at < PATIENCE {
                return true;
            }
        }
        let all = if links { links::count(source.graph) } else { source.graph.cells.len() };
        let wanted = asked.filter.trim().to_lowercase();
        self.rows = (0..all as u32).filter(|row| fits(source.graph, *row as usize, &wanted, links)).collect();
        if let Some((column, backwards)) = asked.sorted
            && let Some(column) = columns.get(column)
        {
            sort(&mut self.rows, column, backwards, source);
        }
        #[cfg(test)]
        {
            self.sorts += 1;
        }
        self.made = Some((asked.clone(), moment));
        self.at = time;
        false
    }
}

fn sort(rows: &mut [u32], column: &Column, backwards: bool, source: &Source<'_>) {
    let values: Vec<_> = rows.iter().map(|row| (column.read)(source, *row as usize)).collect();
    let mut places: Vec<u32> = (0..rows.len() as u32).collect();
    order::sort(&mut places, backwards, |place| values[place as usize].key());
    let sorted: Vec<u32> = places.iter().map(|place| rows[*place as usize]).collect();
    rows.copy_from_slice(&sorted);
}

/// Whether a row is one of those that are asked for: by a part of a name or of a class.
fn fits(graph: &Graph, row: usize, wanted: &str, links: bool) -> bool {
    let has = |text: &str| text.to_lowercase().contains(wanted);
    let fits = |cell: usize| has(&graph.cells[cell].key.neuron) || has(&graph.cells[cell].class);
    wanted.is_empty() || if links { links::link(graph, row).0.into_iter().any(fits) } else { fits(row) }
}

fn stamp(graph: &Graph, links: bool) -> u64 {
    let mut hasher = DefaultHasher::new();
    if links {
        for row in 0..links::count(graph) {
            let place = match links::spot(graph, row) {
                Spot::Gap(index) => (true, graph.plan.gaps[index].place),
                _ => (false, graph.plan.links[row].place),
            };
            (links::link(graph, row).0, place).hash(&mut hasher);
        }
    }
    for cell in &graph.cells {
        (cell.entity, &cell.key.neuron).hash(&mut hasher);
    }
    hasher.finish()
}

fn counts(graph: &Graph) -> Vec<[u32; 3]> {
    let mut counts = vec![[0; 3]; graph.cells.len()];
    let plan = &graph.plan;
    for link in &plan.links {
        counts[link.to][0] += 1;
        counts[link.from][1] += 1;
    }
    for (neuron, entry) in graph.all_contacts() {
        counts[neuron][usize::from(entry.kind() == Kind::MUSCLE)] += 1;
    }
    for end in plan.gaps.iter().flat_map(|gap| gap.ends) {
        counts[end][2] += 1;
    }
    counts
}
