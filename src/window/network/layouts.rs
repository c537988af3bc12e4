//! Layouts: new places for the neurons of a creature, from what they are joined to. Pure functions of
//! the plan, the same on every run.

use super::along_body;
use super::tangle::{self, links};
use crate::edit::NeuronKey;
use crate::window::state::graph::Graph;
use bevy::math::Vec2;
use std::collections::BTreeMap;

/// How neurons are laid out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Layout {
    /// Along the body, each beside the muscles and the skin that it is nearest to.
    Body,
    /// In columns from sensors to muscles.
    Layers,
    /// Drawn together by links, pushed apart by each other.
    Forces,
    /// In rows, by class and name.
    Grid,
}

/// Distance of neighbours.
const STEP: f32 = 1.2;
/// Beyond so many neurons forces take too long; a grid is what one gets.
const MOST_BY_FORCES: usize = 1500;

/// New places for these neurons (indices into the graph's cells), in the frames of their creatures.
#[must_use]
pub fn arrange(graph: &Graph, layout: Layout, cells: &[usize]) -> BTreeMap<NeuronKey, Vec2> {
    let mut places = BTreeMap::new();
    for creature in 0..graph.beings.len() {
        let all: Vec<usize> =
            cells.iter().copied().filter(|i| graph.cells[*i].creature == creature).collect();
        if all.is_empty() {
            continue;
        }
        let (own, boxes) = boxed(graph, all);
        let found = match layout {
            Layout::Body => along_body::places(graph, &own).unwrap_or_else(|| layers(graph, &own)),
            Layout::Layers => layers(graph, &own),
            Layout::Forces if own.len() <= MOST_BY_FORCES => forces(graph, &own),
            Layout::Forces | Layout::Grid => grid(graph, &own),
        };
        let found = with_room(graph, &own, &boxes, found);
        for (i, at) in own.into_iter().zip(found) {
            match boxes.get(&i) {
                Some(inside) => {
                    let (low, high) = graph.plan.around(inside).unwrap_or_default();
                    let by = at - ((low + high) / 2.0 - graph.beings[creature].offset);
                    let moved = |i: &usize| (graph.cells[*i].key.clone(), graph.cells[*i].at + by);
                    places.extend(inside.iter().map(moved));
                }
                None => {
                    places.insert(graph.cells[i].key.clone(), at);
                }
            }
        }
    }
    places
}

/// A folded frame is laid out as one: its first neuron stands for all. Returns what is laid out, and those that each of
/// such neurons stands for. Where there is nothing but the inside of one box, that is laid out itself.
fn boxed(graph: &Graph, all: Vec<usize>) -> (Vec<usize>, BTreeMap<usize, Vec<usize>>) {
    let mut is_own = vec![false; graph.cells.len()];
    all.iter().for_each(|i| is_own[*i] = true);
    let mut boxes: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for inside in tangle::boxes(graph).into_values() {
        if inside.len() < all.len() && inside.iter().all(|i| is_own[*i]) {
            inside[1..].iter().for_each(|i| is_own[*i] = false);
            boxes.insert(inside[0], inside);
        }
    }
    let own = all.into_iter().filter(|i| is_own[*i]).collect();
    (own, boxes)
}

/// Rounds in which neurons are moved out from under boxes.
const ROUNDS: usize = 40;

/// Moves apart what lies under boxes, which are larger than neurons.
fn with_room(
    graph: &Graph,
    own: &[usize],
    boxes: &BTreeMap<usize, Vec<usize>>,
    mut at: Vec<Vec2>,
) -> Vec<Vec2> {
    let plan = &graph.plan;
    let size = |i: &usize| match (boxes.contains_key(i), plan.boxed(*i)) {
        (true, Some(frame)) => plan.box_size(&plan.frames[frame]),
        _ => Vec2::splat(plan.spacing * 0.8),
    };
    let half: Vec<Vec2> = own.iter().map(|i| size(i) / 2.0).collect();
    let large: Vec<usize> = (0..own.len()).filter(|k| boxes.contains_key(&own[*k])).collect();
    for _ in 0..ROUNDS {
        let mut moved = false;
        for &a in &large {
            for b in 0..own.len() {
                let (apart, room) = (at[b] - at[a], half[a] + half[b]);
                let over = room - apart.abs();
                if a == b || over.cmple(Vec2::splat(1e-3)).any() {
                    continue;
                }
                // Out along the shorter way; two boxes share it.
                let sign = |way: f32| if way < 0.0 { -1.0 } else { 1.0 };
                let by = if over.y <= over.x {
                    Vec2::new(0.0, over.y * sign(apart.y))
                } else {
                    Vec2::new(over.x * sign(apart.x), 0.0)
                };
                if boxes.contains_key(&own[b]) {
                    at[a] -= by / 2.0;
                    at[b] += by / 2.0;
                } else {
                    at[b] += by;
                }
                moved = true;
            }
        }
        if !moved {
            break;
        }
    }
    at
}

/// Columns by the number of links from the nearest sensor (or, without any, from neurons that nobody
/// excites); within a column near their partners in the one before.
fn layers(graph: &Graph, own: &[usize]) -> Vec<Vec2> {
    let count = own.len();
    let links = links(graph, own);
    let sensors: Vec<usize> = {
        let charged: std::collections::BTreeSet<usize> = graph.plan.receptors.iter().map(|r| r.to).collect();
        (0..count).filter(|i| charged.contains(&own[*i])).collect()
    };
    let starts = if sensors.is_empty() {
        let mut excited = vec![false; count];
        links.iter().for_each(|(_, to)| excited[*to] = true);
        let free: Vec<usize> = (0..count).filter(|i| !excited[*i]).collect();
        if free.is_empty() { vec![0] } else { free }
    } else {
        sensors
    };
    let (mut into, mut out_of) = (vec![Vec::new(); count], vec![Vec::new(); count]);
    for (from, to) in links {
        into[to].push(from);
        out_of[from].push(to);
    }
    let mut layer = vec![usize::MAX; count];
    let mut front = starts;
    let mut depth = 0;
    while !front.is_empty() {
        front.iter().for_each(|i| layer[*i] = layer[*i].min(depth));
        depth += 1;
        let reached = front.iter().flat_map(|i| &out_of[*i]).copied();
        let mut next: Vec<usize> = reached.filter(|i| layer[*i] == usize::MAX).collect();
        next.sort_unstable();
        next.dedup();
        front = next;
    }
    // What no sensor reaches stands in a column of its own at the front.
    let unreached = layer.contains(&usize::MAX);
    for l in &mut layer {
        *l = if *l == usize::MAX { 0 } else { *l + usize::from(unreached) };
    }
    let last = layer.iter().copied().max().unwrap_or(0);
    let mut place = vec![Vec2::ZERO; count];
    let mut rank = vec![0.0f32; count];
    let mut columns = vec![Vec::new(); last + 1];
    layer.iter().enumerate().for_each(|(i, l)| columns[*l].push(i));
    for (l, column) in columns.into_iter().enumerate() {
        let pull = |i: usize| {
            let from = || into[i].iter().filter(|a| layer[**a] < l).map(|a| rank[*a]);
            let count = from().count();
            if count == 0 { f32::from(u16::MAX) } else { from().sum::<f32>() / count as f32 }
        };
        let mut column: Vec<(f32, usize)> = column.into_iter().map(|i| (pull(i), i)).collect();
        column.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
        // A long column is folded.
        let fold = column.len().div_ceil(24);
        let rows = column.len().div_ceil(fold);
        for (k, (_, i)) in column.iter().enumerate() {
            let (row, sub) = (k % rows, k / rows);
            // From the top: +y is up.
            let y = ((rows - 1) as f32 / 2.0 - row as f32) * STEP;
            rank[*i] = y;
            place[*i] = Vec2::new(l as f32 * 3.2 + sub as f32 * STEP, y);
        }
    }
    place
}

fn grid(graph: &Graph, own: &[usize]) -> Vec<Vec2> {
    let mut order: Vec<usize> = (0..own.len()).collect();
    let key = |i: usize| (&graph.cells[own[i]].class, &graph.cells[own[i]].key.neuron);
    order.sort_by(|a, b| key(*a).cmp(&key(*b)));
    let columns = ((own.len() as f32 * 2.0).sqrt().ceil() as usize).max(1);
    let mut places = vec![Vec2::ZERO; own.len()];
    for (k, i) in order.into_iter().enumerate() {
        places[i] = Vec2::new((k % columns) as f32, -((k / columns) as f32)) * STEP;
    }
    places
}

/// Fruchterman and Reingold 1991: links attract with d^2 / k, all repel with k^2 / d, and the largest
/// step shrinks round by round.
fn forces(graph: &Graph, own: &[usize]) -> Vec<Vec2> {
    let count = own.len();
    let links = links(graph, own);
    let ideal = 1.8 * STEP;
    let radius = ideal * (count as f32).sqrt() / 2.0;
    // From a spiral: a start in which no two coincide.
    let mut at: Vec<Vec2> = (0..count)
        .map(|i| Vec2::from_angle(i as f32 * 2.399_963) * radius * ((i as f32 + 0.5) / count as f32).sqrt())
        .collect();
    let rounds = (150_000_000 / (count * count).max(1)).clamp(30, 300);
    for round in 0..rounds {
        let mut force = vec![Vec2::ZERO; count];
        for a in 0..count {
            for b in a + 1..count {
                let apart = at[a] - at[b];
                let push = apart * (ideal * ideal / apart.length_squared().max(1e-4));
                force[a] += push;
                force[b] -= push;
            }
        }
        for (a, b) in &links {
            let apart = at[*a] - at[*b];
            let pull = apart * (apart.length() / ideal);
            force[*a] -= pull;
            force[*b] += pull;
        }
        let largest = radius.max(ideal) * 0.2 * (1.0 - round as f32 / rounds as f32) + 0.01;
        for (at, force) in at.iter_mut().zip(force) {
            // A weak pull to the middle keeps parts together that no link joins.
            *at += (force - *at * 0.3).clamp_length_max(largest);
        }
    }
    at
}
