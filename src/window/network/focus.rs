//! What is selected and lit on the canvas.

use super::canvas::{Canvas, Drag, Under};
use crate::sim::Clock;
use crate::window::commands::Draft;
use crate::window::commands::frames::Written;
use crate::window::paint::draw::network::{Focus, Spot};
use crate::window::state::{Afterimage, Graph, Selection, Style};
use crate::window::world::Pointed;
use bevy::ecs::prelude::*;

/// What is selected and lit, for the drawing. `ports` is how far the ports are brought out.
#[must_use]
pub fn focus(world: &World, under: &Under, ports: Option<f32>) -> Focus {
    let (graph, canvas) = (world.resource::<Graph>(), world.resource::<Canvas>());
    let selection = world.resource::<Selection>();
    let hovered = if canvas.drag == Drag::Move { None } else { under.neuron };
    let port = match canvas.drag {
        Drag::None | Drag::Link(_) => under.port,
        _ => None,
    };
    let chosen = selection.cells(graph);
    let count = graph.cells.len();
    let mut lit = vec![false; count];
    for &i in &chosen {
        lit[i] = true;
    }
    let several = if chosen.len() > 1 { lit.clone() } else { Vec::new() };
    // A frame lights the links of its neurons.
    if let Some(entry) = selection.entry.as_ref().filter(|entry| entry.kind.is_drawn()) {
        graph.members_of(entry).iter().for_each(|i| lit[*i] = true);
    }
    // The neurons of the part of a worm or the port under the pointer, while nothing is selected.
    if chosen.is_empty() {
        let of_port = port.map_or_else(Vec::new, |port| graph.users(port));
        let pointed = world.resource::<Pointed>().0.iter().copied();
        for i in pointed.chain(of_port).filter(|i| *i < count) {
            lit[i] = true;
        }
    }
    // Each further step lights the links of those that were reached by the one before.
    for _ in 1..canvas.depth {
        let before = lit.clone();
        for link in &graph.plan.links {
            if before[link.from] || before[link.to] {
                (lit[link.from], lit[link.to]) = (true, true);
            }
        }
    }
    let silent = if canvas.dim_silent { quiet(world, graph) } else { Vec::new() };
    let link = selection.entry.as_ref().and_then(|entry| graph.spot(entry));
    let style = world.resource::<Style>();
    let (wide, still) = (style.wide_weights, style.still());
    let learned = (!style.plain_links && graph.learning().0 > 0).then(|| graph.full_change());
    let selected = selection.index(graph);
    let note = match under.link {
        Some(Spot::Note(note)) => Some(note),
        _ => None,
    };
    let writing = match world.resource::<Draft>().writing.as_ref().map(|writing| &writing.what) {
        Some(Written::Note(entry)) => match graph.spot(entry) {
            Some(Spot::Note(note)) => Some(note),
            _ => None,
        },
        _ => None,
    };
    let chosen = several;
    Focus { selected, hovered, chosen, lit, link, port, note, writing, ports, silent, wide, learned, still }
}

/// Ticks after which a neuron that has not released counts as silent: ten seconds.
const QUIET: u64 = 1000;

/// Which neurons have been silent for long.
fn quiet(world: &World, graph: &Graph) -> Vec<bool> {
    let since = world.resource::<Clock>().tick.saturating_sub(QUIET);
    let picture = world.resource::<Afterimage>();
    graph.cells.iter().map(|cell| !picture.released_since(cell.entity, since)).collect()
}
