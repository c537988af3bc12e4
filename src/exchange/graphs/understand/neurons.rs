//! The neurons that nodes stand for.

use super::super::super::account::Sort;
use super::super::super::asked::Asked;
use super::super::super::grid::number;
use super::super::super::network::{Cell, Network};
use super::super::super::place::{Place, Problem, shown};
use super::super::super::role::{Part, Role};
use super::super::graph::Graph;
use super::names::{THE_ID, name_of, unique_names};
use super::{Understood, columns};
use std::collections::HashMap;
use std::sync::Arc;

/// Describes the neurons, and gives their names by the ids of nodes.
pub(super) fn neurons(
    graph: &Graph,
    file: &Arc<str>,
    asked: &Asked,
    network: &mut Network,
) -> Result<HashMap<String, String>, Problem> {
    network.has_table = graph.has_nodes;
    let mut by_id: HashMap<&str, usize> = HashMap::new();
    for (at, node) in graph.nodes.iter().enumerate() {
        if let Some(first) = by_id.insert(&node.id, at) {
            let message = format!("the id `{}` is used twice", shown(&node.id));
            let first = &graph.nodes[first].place;
            return Err(Problem::new(node.place.clone(), message).help(format!("the first is in {first}")));
        }
    }
    let around = around(graph, &by_id, network);
    let mut holds: Vec<bool> = graph.nodes.iter().map(|node| node.is_group).collect();
    for group in around.iter().flatten() {
        holds[*group] = true;
    }
    // A node that holds others is a neuron only if links say so.
    for end in graph.edges.iter().flat_map(|edge| [edge.from.as_str(), edge.to.as_str()]) {
        if let Some(at) = by_id.get(end) {
            holds[*at] = false;
        }
    }
    let is_group = holds;
    let groups = groups(graph, &around, &is_group)?;

    let mut columns = columns(
        &graph.node_keys,
        graph.nodes.iter().map(|node| &node.values),
        Part::Neuron,
        file,
        asked,
        network,
    );
    let name = name_of(graph, &is_group, &mut columns, file, asked, network);
    // The id is told of only where it is the name.
    columns.retain(|(key, column)| {
        *key != THE_ID || (graph.has_nodes && name == Some(THE_ID) && column.role == Some(Role::Name))
    });
    let understood = Understood::new(&graph.node_keys, columns, network);
    let names = unique_names(graph, name, &is_group, network);

    let drawn = graph.nodes.iter().filter(|node| node.drawn.is_some()).count();
    let has_places = understood.roles.has(Role::X) && understood.roles.has(Role::Y);
    if drawn > 0 && !has_places {
        let what = format!("`{}` as the places", graph.drawn_as);
        network.account.say(Sort::Read, Place::whole(file), what);
    }
    for (at, node) in graph.nodes.iter().enumerate() {
        if is_group[at] {
            let what = "nodes that hold others were taken for groups, not for neurons; a group is the class of those in it that have none";
            network.account.count(Sort::Note, &node.place, what, &names[at]);
            continue;
        }
        let get = |role| understood.get(role, &node.values);
        let coordinate = |role, what: &str| match get(role) {
            None => Ok(None),
            Some(text) => number(text).map(|number| Some(number as f32)).ok_or_else(|| {
                Problem::new(node.place.clone(), format!("{what} is a number, not `{}`", shown(text)))
            }),
        };
        let at_place = coordinate(Role::X, "x")?.zip(coordinate(Role::Y, "y")?);
        let drawn = node.drawn.map(|(x, y)| (x as f32, (y + 0.0) as f32));
        let class = get(Role::Class).or(groups[at].map(|group| names[group].as_str()));
        let sign = get(Role::Transmitter).and_then(|word| network.sign(word, &names[at], &node.place, asked));
        network.cells.push(Cell {
            name: names[at].clone(),
            class: class.unwrap_or_default().to_owned(),
            at: at_place.or(drawn),
            sign,
            place: node.place.clone(),
        });
    }
    Ok(graph.nodes.iter().zip(names).map(|(node, name)| (node.id.clone(), name)).collect())
}

/// The node around each.
fn around(graph: &Graph, by_id: &HashMap<&str, usize>, network: &mut Network) -> Vec<Option<usize>> {
    let mut around = Vec::with_capacity(graph.nodes.len());
    for node in &graph.nodes {
        let group = node.within.as_deref().filter(|id| !id.is_empty());
        let at = group.and_then(|id| by_id.get(id).copied());
        if let (Some(id), None) = (group, at) {
            let what = "nodes are said to be in a group that is not there";
            network.account.count(Sort::NotUnderstood, &node.place, what, id);
        }
        around.push(at);
    }
    around
}

/// The innermost group that each node is in.
///
/// # Errors
///
/// That groups are within one another.
fn groups(graph: &Graph, around: &[Option<usize>], is_group: &[bool]) -> Result<Vec<Option<usize>>, Problem> {
    /// What is known of a node.
    #[derive(Clone, Copy, PartialEq)]
    enum State {
        Unknown,
        /// Between a node that is asked for and what holds it.
        Open,
        Known(Option<usize>),
    }
    let mut states = vec![State::Unknown; around.len()];
    let mut open = Vec::new();
    for first in 0..around.len() {
        let mut at = first;
        let mut found = loop {
            match states[at] {
                State::Known(group) => break group,
                State::Open => {
                    let node = &graph.nodes[at];
                    let message = format!("the node `{}` is within itself", shown(&node.id));
                    let help = "take it out of the group, or the group out of it";
                    return Err(Problem::new(node.place.clone(), message).help(help));
                }
                State::Unknown => {}
            }
            states[at] = State::Open;
            open.push(at);
            let Some(group) = around[at] else { break None };
            at = group;
        };
        while let Some(at) = open.pop() {
            found = match around[at] {
                Some(group) if is_group[group] => Some(group),
                Some(_) => found,
                None => None,
            };
            states[at] = State::Known(found);
        }
    }
    Ok(states.into_iter().map(|state| if let State::Known(group) = state { group } else { None }).collect())
}
