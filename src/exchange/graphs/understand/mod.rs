//! From a graph as it was written down to neurons and links: which key says what.

mod links;
mod names;
mod neurons;

use super::super::asked::Asked;
use super::super::columns::{ByRole, Column, settle};
use super::super::network::Network;
use super::super::place::{Place, Problem};
use super::super::role::{Part, Role};
use super::graph::{Graph, Keys, Values};
use std::collections::HashMap;
use std::sync::Arc;

/// Makes neurons and links of a graph.
///
/// # Errors
///
/// The first place that is not understood.
pub(super) fn understand(
    mut graph: Graph,
    file: &Arc<str>,
    asked: &Asked,
    network: &mut Network,
) -> Result<(), Problem> {
    network.account.append(std::mem::take(&mut graph.account));
    let names = if graph.has_nodes || !graph.nodes.is_empty() {
        neurons::neurons(&graph, file, asked, network)?
    } else {
        HashMap::new()
    };
    links::links(&graph, &names, file, asked, network)
}

/// The keys that anything is said by, and which of them says what.
struct Understood<'g> {
    keys: &'g Keys,
    /// Numbers of keys, in the order of their columns.
    numbers: Vec<usize>,
    columns: Vec<Column>,
    roles: ByRole,
}

impl<'g> Understood<'g> {
    /// Settles which of several keys for the same thing counts.
    fn new(keys: &'g Keys, columns: Vec<(usize, Column)>, network: &mut Network) -> Self {
        let (numbers, mut columns): (Vec<usize>, Vec<Column>) = columns.into_iter().unzip();
        settle(&mut columns, "key", &mut network.account);
        Self { keys, numbers, roles: ByRole::new(&columns), columns }
    }

    fn get<'v>(&self, role: Role, values: &'v Values) -> Option<&'v str>
    where
        'g: 'v,
    {
        let key = self.numbers[self.roles.at(role)?];
        let default = Some(self.keys.default(key)).filter(|default| !default.is_empty());
        values.get(key).or(default)
    }

    fn name(&self, role: Role) -> &str {
        self.roles.at(role).map_or("", |at| &self.columns[at].name)
    }
}

/// The columns of keys that have a value anywhere, with their numbers.
fn columns<'g>(
    keys: &Keys,
    values: impl Iterator<Item = &'g Values>,
    part: Part,
    file: &Arc<str>,
    asked: &Asked,
    network: &mut Network,
) -> Vec<(usize, Column)> {
    let mut is_used = vec![false; keys.len()];
    for key in values.flat_map(Values::keys) {
        is_used[key] = true;
    }
    keys.iter()
        .filter(|(number, _, key)| is_used[*number] || !key.default.is_empty())
        .map(|(number, name, _)| {
            (number, Column::new(part, name, Place::whole(file), asked, &mut network.account))
        })
        .collect()
}
