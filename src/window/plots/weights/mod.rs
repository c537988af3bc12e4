//! Weights of synapses that learn: chosen ones, all of a rule, and the modulators that teach them.

mod history;
mod sheet;

pub use history::Weights;
pub use sheet::{Options, controls, sheet};

use super::sampler::Scope;
use super::tabs::Plots;
use crate::edit::NeuronKey;
use crate::edit::build::EntryKey;
use crate::nervous::Wiring;
use crate::nervous::plasticity::Rules;
use crate::sim::Clock;
use crate::window::paint::draw::network::Spot;
use crate::window::state::{Graph, LastPairs, Selection};
use bevy::ecs::prelude::*;

/// A synapse whose weight is plotted whether or not it is selected: by the names at its ends, which stay what they are
/// when others come and go.
#[derive(Clone, Debug, PartialEq)]
pub struct Pin {
    /// The neuron that releases.
    pub from: NeuronKey,
    /// The name of the neuron that receives.
    pub to: String,
}

impl Pin {
    /// That of a link of the plan.
    fn of(graph: &Graph, link: usize) -> Self {
        let link = &graph.plan.links[link];
        Self { from: graph.cells[link.from].key.clone(), to: graph.cells[link.to].key.neuron.clone() }
    }

    /// That of an entry; `None` where it is no synapse that learns.
    #[must_use]
    pub fn of_entry(graph: &Graph, entry: &EntryKey) -> Option<Self> {
        let Some(Spot::Link(link)) = graph.spot(entry) else { return None };
        graph.plan.links[link].growth.map(|_| Self::of(graph, link))
    }
}

/// Links of the plan whose weights are plotted: the selected one, then the pinned ones.
#[must_use]
pub fn chosen(world: &World, plots: &Plots) -> Vec<usize> {
    let graph = world.resource::<Graph>();
    let learns = |link: &usize| graph.plan.links[*link].growth.is_some();
    let selected = world.resource::<Selection>().entry.as_ref().and_then(|entry| match graph.spot(entry) {
        Some(Spot::Link(link)) => Some(link),
        _ => None,
    });
    let mut chosen: Vec<usize> = selected.into_iter().filter(learns).collect();
    for pin in &plots.weight_pins {
        let (from, to) = (graph.find(&pin.from), NeuronKey { neuron: pin.to.clone(), ..pin.from.clone() });
        let (Some(from), Some(to)) = (from, graph.find(&to)) else { continue };
        // They stand in the order of their ends.
        let first = graph.plan.links.partition_point(|link| (link.from, link.to) < (from, to));
        let pair = graph.plan.links[first..].iter().take_while(|link| (link.from, link.to) == (from, to));
        let links = (first..).zip(pair).map(|(index, _)| index).filter(learns);
        let new: Vec<usize> = links.filter(|link| !chosen.contains(link)).collect();
        chosen.extend(new);
    }
    chosen.truncate(history::CURVES);
    chosen
}

/// Looks at every tick while anything learns.
pub fn sample(
    mut scope: ResMut<Scope>,
    clock: Res<Clock>,
    wiring: Res<Wiring>,
    rules: Option<Res<Rules>>,
    last: Option<ResMut<LastPairs>>,
) {
    let (true, Some(rules)) = (wiring.is_learning(), rules) else { return };
    let open = scope.open;
    scope.live.weights.look(&wiring, &rules, clock.tick, open);
    let Some(mut last) = last else { return };
    let trace = last.synapse.and_then(|synapse| scope.live.weights.trace(synapse));
    if let Some(trace) = trace.filter(|trace| !trace.pairs.iter().eq(&last.pairs)) {
        last.pairs.clear();
        last.pairs.extend(&trace.pairs);
    }
}
