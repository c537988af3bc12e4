//! What neurons are called: the key that names the nodes, and a name for each.

use super::super::super::account::Sort;
use super::super::super::asked::Asked;
use super::super::super::columns::Column;
use super::super::super::network::Network;
use super::super::super::place::Place;
use super::super::super::role::{Part, Role};
use super::super::graph::{Graph, Node};
use std::collections::{HashMap, HashSet};
use std::sync::Arc;

/// What the ids of nodes are called among the keys.
const ID: &str = "id";
/// In place of a key's number: the ids of nodes.
pub(super) const THE_ID: usize = usize::MAX;
/// Ranks of names that are worse than any that a key's own name gives.
const RANK_OF_LABEL: u8 = 1;
const RANK_OF_ID_KEY: u8 = 40;
const RANK_OF_ID: u8 = 60;
/// What is added for names that are only numbers, and for those that most nodes share.
const NUMBERS: u8 = 80;
const SHARED: u8 = 160;

/// Whether a name is only a number, or one that a program has made up: `n0`, `n1::n4`.
fn is_number(name: &str) -> bool {
    name.split("::").all(|part| {
        let digits = part.strip_prefix('n').unwrap_or(part);
        !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit())
    })
}

/// The key that names the nodes; [`THE_ID`] for their ids. A key whose names are not only numbers, and
/// that tells neurons apart, comes before one that fits better by its own name.
pub(super) fn name_of(
    graph: &Graph,
    is_group: &[bool],
    columns: &mut Vec<(usize, Column)>,
    file: &Arc<str>,
    asked: &Asked,
    network: &mut Network,
) -> Option<usize> {
    if !columns.iter().any(|(_, column)| column.name == ID) {
        let mut column = Column::new(Part::Neuron, ID, Place::whole(file), asked, &mut network.account);
        if !column.is_asked {
            (column.role, column.rank) = (Some(Role::Name), RANK_OF_ID);
        }
        columns.push((THE_ID, column));
    }
    let neurons =
        || graph.nodes.iter().zip(is_group).filter(|(_, is_group)| !**is_group).map(|(node, _)| node);
    for (number, column) in columns.iter_mut() {
        let is_label = graph.node_keys.is_label(*number);
        if column.is_asked {
            continue;
        }
        match column.role {
            None if is_label => (column.role, column.rank) = (Some(Role::Name), RANK_OF_LABEL),
            Some(Role::Id) => (column.role, column.rank) = (Some(Role::Name), RANK_OF_ID_KEY),
            _ => {}
        }
        if column.role == Some(Role::Name) {
            let names = neurons().filter_map(|node| {
                if *number == THE_ID { Some(node.id.as_str()) } else { node.values.get(*number) }
            });
            let (mut all, mut numbers, mut distinct) = (0, 0, HashSet::new());
            for name in names {
                all += 1;
                numbers += usize::from(is_number(name));
                distinct.insert(name);
            }
            if numbers == all {
                column.rank += NUMBERS;
            }
            if 2 * distinct.len() < all || 2 * all < neurons().count() {
                column.rank = column.rank.saturating_add(SHARED);
            }
        }
    }
    let named = columns.iter().filter(|(_, column)| column.role == Some(Role::Name));
    let best = named.enumerate().min_by_key(|(at, (_, column))| (!column.is_asked, column.rank, *at));
    best.map(|(_, (number, _))| *number)
}

/// A name for each node, all different.
pub(super) fn unique_names(
    graph: &Graph,
    key: Option<usize>,
    is_group: &[bool],
    network: &mut Network,
) -> Vec<String> {
    let key = key.unwrap_or(THE_ID);
    let named = |node: &Node| node.values.get(key).unwrap_or(&node.id).to_owned();
    let mut names: Vec<String> = graph.nodes.iter().map(named).collect();
    let mut count: HashMap<&str, usize> = HashMap::new();
    for ((node, name), _) in graph.nodes.iter().zip(&names).zip(is_group).filter(|(_, is_group)| !**is_group)
    {
        if key != THE_ID && node.values.get(key).is_none() {
            let what = "nodes have no name, and are called by their ids";
            network.account.count(Sort::Default, &node.place, what, &node.id);
        }
        *count.entry(name).or_default() += 1;
    }
    let shared: Vec<usize> = (0..names.len())
        .filter(|at| !is_group[*at] && count.get(names[*at].as_str()).is_some_and(|n| *n > 1))
        .collect();
    if shared.is_empty() {
        return names;
    }
    let mut taken: HashSet<String> = names.iter().cloned().collect();
    for at in shared {
        let node = &graph.nodes[at];
        let what = "nodes share their name with another, and are called by it and their id; --column name=KEY takes another key for the name";
        network.account.count(Sort::Warning, &node.place, what, &names[at]);
        let mut name = format!("{}_{}", names[at], node.id);
        while !taken.insert(name.clone()) {
            name.push('_');
        }
        names[at] = name;
    }
    names
}
