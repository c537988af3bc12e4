//! The links that edges stand for.

use super::super::super::asked::Asked;
use super::super::super::columns::Column;
use super::super::super::grid::number;
use super::super::super::links::{Links, both_kinds, by_values, warn_of_numbers};
use super::super::super::network::Network;
use super::super::super::place::{Place, Problem, shown};
use super::super::super::role::{Part, Role};
use super::super::super::says::Says;
use super::super::super::words::{meaning, plain};
use super::super::graph::{Edge, Graph};
use super::{Understood, columns};
use crate::entry::nearest;
use std::collections::HashMap;
use std::sync::Arc;

/// An edge, with what its keys are.
struct Said<'g> {
    edge: &'g Edge,
    understood: &'g Understood<'g>,
}

impl Says for Said<'_> {
    const COMMA: &'static str = "write a decimal point";

    fn get(&self, role: Role) -> Option<&str> {
        self.understood.get(role, &self.edge.values)
    }

    fn name(&self, role: Role) -> &str {
        self.understood.name(role)
    }

    fn place(&self, _: Role) -> Place {
        self.edge.place.clone()
    }

    fn whole(&self) -> Place {
        self.edge.place.clone()
    }

    fn number(&self, text: &str) -> Option<f64> {
        number(text)
    }
}

/// Which keys of edges say what. Labels, and words for what happens between nodes, are only taken where all
/// of them are understood.
fn edge_keys<'g>(graph: &'g Graph, file: &Arc<str>, asked: &Asked, network: &mut Network) -> Understood<'g> {
    let keys = &graph.edge_keys;
    let values = graph.edges.iter().map(|edge| &edge.values);
    let columns = columns(keys, values, Part::Link, file, asked, network);
    let (numbers, mut columns): (Vec<usize>, Vec<Column>) = columns.into_iter().unzip();
    let values = |at: usize| -> Box<dyn Iterator<Item = &str>> {
        let key = numbers[at];
        Box::new(graph.edges.iter().filter_map(move |edge| edge.values.get(key)))
    };
    let has_amount = columns.iter().any(|column| column.role.is_some_and(Role::is_weight));
    for (at, column) in columns.iter_mut().enumerate().filter(|(_, column)| !column.is_asked) {
        let all = |fits: fn(&str) -> bool| values(at).all(fits);
        let is_label =
            keys.is_label(numbers[at]) || ["label", "name"].contains(&plain(&column.name).as_str());
        let is_kind = |word: &str| meaning(word).is_some();
        match column.role {
            // The ends stand in the edge itself.
            Some(Role::From | Role::To) => column.role = Some(Role::Ignored),
            Some(Role::Kind) if plain(&column.name) == "interaction" && !all(is_kind) => column.role = None,
            _ if is_label && all(is_kind) => (column.role, column.rank) = (Some(Role::Kind), 10),
            _ if is_label && !has_amount && all(|word| number(word).is_some()) => {
                (column.role, column.rank) = (Some(Role::Amount), 10);
            }
            // Cytoscape writes labels that only repeat the ends.
            _ if is_label => column.role = Some(Role::Ignored),
            _ => {}
        }
    }
    by_values(&mut columns, &values);
    both_kinds(&mut columns);
    warn_of_numbers(&columns, "key", &values, &number, &mut network.account);
    Understood::new(keys, numbers.into_iter().zip(columns).collect(), network)
}

/// What the neuron at an end of an edge is called.
fn end<'g>(
    graph: &'g Graph,
    names: &'g HashMap<String, String>,
    edge: &'g Edge,
    id: &'g str,
) -> Result<&'g str, Problem> {
    match names.get(id) {
        Some(name) => Ok(name),
        None if graph.has_nodes => {
            let nearest = nearest(id, graph.nodes.iter().map(|node| node.id.as_str()));
            let help = nearest.map(|near| format!("did you mean `{}`?", shown(near)));
            let message = format!("there is no node `{}`", shown(id));
            Err(Problem { help, ..Problem::new(edge.place.clone(), message) })
        }
        None => Ok(id),
    }
}

/// Makes links of edges, whose nodes have these names by their ids.
pub(super) fn links(
    graph: &Graph,
    names: &HashMap<String, String>,
    file: &Arc<str>,
    asked: &Asked,
    network: &mut Network,
) -> Result<(), Problem> {
    let understood = edge_keys(graph, file, asked, network);
    let mut links = Links::new(&understood.columns, asked, network, false);
    for edge in &graph.edges {
        let (from, to) = (end(graph, names, edge, &edge.from)?, end(graph, names, edge, &edge.to)?);
        let said = Said { edge, understood: &understood };
        if let Some(what) = links.said(&said, edge.way, &mut network.account)? {
            links.take(&said, from, to, &what, network);
        }
    }
    links.finish(network);
    Ok(())
}
