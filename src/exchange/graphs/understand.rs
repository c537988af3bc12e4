//! From a graph as it was written down to neurons and links: which key says what.

use super::super::account::Sort;
use super::super::asked::Asked;
use super::super::columns::{Column, settle};
use super::super::grid::number;
use super::super::network::{Cell, Kind, Link, Network};
use super::super::place::{Offer, Place, Problem, shown};
use super::super::transmitters::Told;
use super::super::words::{KINDS, Meaning, Part, Role, direction, is_direction, meaning, plain};
use super::graph::{Edge, Graph, Keys, Node, Values, Way};
use crate::entry::nearest;
use std::collections::{HashMap, HashSet};
use std::sync::Arc;

/// What the ids of nodes are called among the keys.
const ID: &str = "id";
/// Ranks of names that are worse than any that a key's own name gives.
const RANK_OF_LABEL: u8 = 1;
const RANK_OF_ID_KEY: u8 = 40;
const RANK_OF_ID: u8 = 60;
/// What is added for names that are only numbers, and for those that most nodes share.
const NUMBERS: u8 = 80;
const SHARED: u8 = 160;

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
    for (sort, place, what) in std::mem::take(&mut graph.notes) {
        network.account.say(sort, place, what);
    }
    network.account.found.extend(graph.found.drain(..));
    network.account.headings.append(&mut graph.headings);
    let names = if graph.has_nodes || !graph.nodes.is_empty() {
        neurons(&graph, file, asked, network)?
    } else {
        HashMap::new()
    };
    links(&graph, &names, file, asked, network)
}

/// The keys that anything is said by, and which of them says what.
struct Understood<'g> {
    keys: &'g Keys,
    /// Numbers of keys by what they say.
    of: HashMap<Role, usize>,
}

impl<'g> Understood<'g> {
    fn get<'v>(&self, role: Role, values: &'v Values) -> Option<&'v str>
    where
        'g: 'v,
    {
        let key = *self.of.get(&role)?;
        let default = Some(self.keys.default(key)).filter(|default| !default.is_empty());
        values.get(key).or(default)
    }

    fn key(&self, role: Role) -> &str {
        self.of.get(&role).map_or("", |key| self.keys.name(*key))
    }
}

/// The columns of keys that have a value anywhere, with their numbers.
fn columns<'g>(
    keys: &Keys,
    values: impl Iterator<Item = &'g Values> + Clone,
    part: Part,
    file: &Arc<str>,
    asked: &Asked,
    network: &mut Network,
) -> Vec<(usize, Column)> {
    let mut columns = Vec::new();
    for (number, name, key) in keys.iter() {
        if !key.default.is_empty() || values.clone().any(|values| values.get(number).is_some()) {
            let column = Column::new(part, name, Place::whole(file), asked, &mut network.account);
            columns.push((number, column));
        }
    }
    columns
}

fn settled(mut columns: Vec<(usize, Column)>, network: &mut Network) -> HashMap<Role, usize> {
    let mut only: Vec<Column> = columns.iter().map(|(_, column)| column.clone()).collect();
    settle(&mut only, "key", &mut network.account);
    for ((_, column), settled) in columns.iter_mut().zip(only) {
        *column = settled;
    }
    let known = columns.iter().filter_map(|(number, column)| Some((column.role?, *number)));
    known.filter(|(role, _)| *role != Role::Ignored).collect()
}

/// Whether a name is only a number, or one that a program has made up: `n0`, `n1::n4`.
fn is_number(name: &str) -> bool {
    name.split("::").all(|part| {
        let digits = part.strip_prefix('n').unwrap_or(part);
        !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit())
    })
}

/// Describes the neurons, and gives their names by the ids of nodes.
fn neurons(
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
    // A node that holds others is a neuron only if links say so.
    let ends: HashSet<&str> =
        graph.edges.iter().flat_map(|edge| [edge.from.as_str(), edge.to.as_str()]).collect();
    let is_group = |node: &Node| node.is_group && !ends.contains(node.id.as_str());

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
        *key != usize::MAX || (graph.has_nodes && name == Some(usize::MAX) && column.role == Some(Role::Name))
    });
    let understood = Understood { keys: &graph.node_keys, of: settled(columns, network) };
    let names = unique_names(graph, name, &is_group, network);

    let drawn = graph.nodes.iter().filter(|node| node.drawn.is_some()).count();
    let has_places = understood.of.contains_key(&Role::X) && understood.of.contains_key(&Role::Y);
    if drawn > 0 && !has_places {
        let what = format!("`{}` as the places", graph.drawn_as);
        network.account.say(Sort::Read, Place::whole(file), what);
    }
    for (at, node) in graph.nodes.iter().enumerate() {
        if is_group(node) {
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
        let class = get(Role::Class).map(str::to_owned).or_else(|| {
            let mut around = node.within;
            // A chain of groups is at most as long as there are nodes.
            for _ in 0..graph.nodes.len() {
                let group = around?;
                if is_group(&graph.nodes[group]) {
                    return Some(names[group].clone());
                }
                around = graph.nodes[group].within;
            }
            None
        });
        let sign = get(Role::Transmitter).and_then(|word| network.sign(word, &names[at], &node.place, asked));
        network.cells.push(Cell {
            name: names[at].clone(),
            class: class.unwrap_or_default(),
            at: at_place.or(drawn),
            sign,
            place: node.place.clone(),
        });
    }
    Ok(graph.nodes.iter().zip(names).map(|(node, name)| (node.id.clone(), name)).collect())
}

/// The key that names the nodes; `usize::MAX` for their ids. A key whose names are not only numbers, and
/// that tells neurons apart, comes before one that fits better by its own name.
fn name_of(
    graph: &Graph,
    is_group: &impl Fn(&Node) -> bool,
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
        columns.push((usize::MAX, column));
    }
    for (number, column) in columns.iter_mut() {
        let is_label = graph.node_keys.iter().any(|(n, _, key)| n == *number && key.is_label);
        if column.is_asked {
            continue;
        }
        match column.role {
            None if is_label => (column.role, column.rank) = (Some(Role::Name), RANK_OF_LABEL),
            Some(Role::Id) => (column.role, column.rank) = (Some(Role::Name), RANK_OF_ID_KEY),
            _ => {}
        }
        if column.role == Some(Role::Name) {
            let neurons = || graph.nodes.iter().filter(|node| !is_group(node));
            let names = neurons().filter_map(|node| {
                if *number == usize::MAX { Some(node.id.as_str()) } else { node.values.get(*number) }
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
fn unique_names(
    graph: &Graph,
    key: Option<usize>,
    is_group: &impl Fn(&Node) -> bool,
    network: &mut Network,
) -> Vec<String> {
    let key = key.unwrap_or(usize::MAX);
    let named = |node: &Node| node.values.get(key).unwrap_or(&node.id).to_owned();
    let mut names: Vec<String> = graph.nodes.iter().map(named).collect();
    let mut count: HashMap<&str, usize> = HashMap::new();
    for (node, name) in graph.nodes.iter().zip(&names).filter(|(node, _)| !is_group(node)) {
        if key != usize::MAX && node.values.get(key).is_none() {
            let what = "nodes have no name, and are called by their ids";
            network.account.count(Sort::Default, &node.place, what, &node.id);
        }
        *count.entry(name).or_default() += 1;
    }
    let shared: Vec<usize> = (0..names.len())
        .filter(|at| !is_group(&graph.nodes[*at]) && count.get(names[*at].as_str()).is_some_and(|n| *n > 1))
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

/// Which keys of edges say what. Labels, and words for what happens between nodes, are only taken where all
/// of them are understood.
fn edge_keys<'g>(graph: &'g Graph, file: &Arc<str>, asked: &Asked, network: &mut Network) -> Understood<'g> {
    let mut columns = columns(
        &graph.edge_keys,
        graph.edges.iter().map(|edge| &edge.values),
        Part::Link,
        file,
        asked,
        network,
    );
    let has_amount = columns
        .iter()
        .any(|(_, column)| matches!(column.role, Some(Role::Amount | Role::Chemical | Role::Electrical)));
    for (key, column) in columns.iter_mut().filter(|(_, column)| !column.is_asked) {
        let key = *key;
        let words = || graph.edges.iter().filter_map(|edge| edge.values.get(key));
        let all = |fits: fn(&str) -> bool| words().all(fits);
        let is_label = graph.edge_keys.iter().any(|(n, _, k)| n == key && k.is_label)
            || ["label", "name"].contains(&plain(&column.name).as_str());
        let is_kind = |word: &str| meaning(word).is_some();
        match column.role {
            // The ends stand in the edge itself.
            Some(Role::From | Role::To) => column.role = Some(Role::Ignored),
            Some(Role::Kind) if all(is_direction) => (column.role, column.rank) = (Some(Role::Directed), 1),
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
    Understood { keys: &graph.edge_keys, of: settled(columns, network) }
}

/// What an edge says of its links: their kinds and amounts.
enum Said {
    Links(Vec<(Kind, f64)>),
    Passed(&'static str),
}

fn links(
    graph: &Graph,
    names: &HashMap<String, String>,
    file: &Arc<str>,
    asked: &Asked,
    network: &mut Network,
) -> Result<(), Problem> {
    let understood = edge_keys(graph, file, asked, network);
    let mut tally = Tally::default();
    for edge in &graph.edges {
        let problem = |message: String| Problem::new(edge.place.clone(), message);
        let end = |id: &str| match names.get(id) {
            Some(name) => Ok(name.clone()),
            None if graph.has_nodes => {
                let nearest = nearest(id, graph.nodes.iter().map(|node| node.id.as_str()));
                let help = nearest.map(|near| format!("did you mean `{}`?", shown(near)));
                Err(Problem { help, ..problem(format!("there is no node `{}`", shown(id))) })
            }
            None => Ok(id.to_owned()),
        };
        let (from, to) = (end(&edge.from)?, end(&edge.to)?);
        // Some programs write type and direction into one key.
        let both = understood.get(Role::Kind, &edge.values).filter(|word| is_direction(word));
        let way = match understood.get(Role::Directed, &edge.values).or(both) {
            None => edge.way,
            Some(word) => match (plain(word).as_str(), direction(word)) {
                ("mutual", _) => Some(Way::Mutual),
                (_, Some(true)) => Some(Way::Directed),
                (_, Some(false)) => Some(Way::Undirected),
                (_, None) => {
                    let message = format!("an edge is directed or undirected, not `{}`", shown(word));
                    return Err(problem(message));
                }
            },
        };
        let said = match said(edge, way, &understood, asked, &mut tally)? {
            Said::Links(links) => links,
            Said::Passed(what) => {
                network.account.count(Sort::Note, &edge.place, what, "");
                continue;
            }
        };
        let sign = understood.get(Role::Sign, &edge.values).and_then(|word| {
            let (told, sign) = asked.told(word);
            if told == Told::NotUnderstood {
                let what = "links have a sign that is not known, and do what their neuron releases";
                network.account.count(Sort::NotUnderstood, &edge.place, what, word);
            }
            sign
        });
        for (kind, amount) in said {
            let is_chemical = kind == Kind::Chemical;
            if let Some(word) = understood.get(Role::Transmitter, &edge.values).filter(|_| is_chemical) {
                network.releases(&from, word, amount);
            }
            let (sign, place) = (sign.filter(|_| is_chemical), edge.place.clone());
            let link = Link { from: from.clone(), to: to.clone(), kind, amount, sign, place };
            if is_chemical {
                match way {
                    Some(Way::Mutual) => {
                        let (from, to) = (link.to.clone(), link.from.clone());
                        network.links.push(Link { from, to, ..link.clone() });
                    }
                    Some(Way::Undirected) if edge.from != edge.to => tally.without_direction += 1,
                    _ => {}
                }
            }
            network.links.push(link);
        }
    }
    tally.tell(file, network);
    Ok(())
}

/// What is taken although the file does not say it.
#[derive(Default)]
struct Tally {
    /// Edges that do not say their type.
    directed: usize,
    undirected: usize,
    /// The same, where not even a direction is said.
    unclear: usize,
    asked: usize,
    without_weight: usize,
    without_direction: usize,
    nothing: usize,
}

impl Tally {
    fn tell(&self, file: &Arc<str>, network: &mut Network) {
        let place = Place::whole(file);
        for (count, sort, what) in [
            (
                self.directed,
                Sort::Default,
                "directed links that do not say their type, as chemical; --type electrical says otherwise",
            ),
            (
                self.undirected,
                Sort::Default,
                "links without a direction that do not say their type, as electrical; --type chemical says otherwise",
            ),
            (
                self.unclear,
                Sort::Default,
                "links that say neither type nor direction, as directed and chemical; --type electrical says otherwise",
            ),
            (self.asked, Sort::Note, "links that do not say their type are of the type that was asked for"),
            (self.without_weight, Sort::Default, "links without a weight, as one contact each"),
            (
                self.without_direction,
                Sort::Default,
                "chemical links without a direction, as from the first neuron to the second",
            ),
            (self.nothing, Sort::Note, "edges with a weight of 0 were passed over"),
        ] {
            if count > 0 {
                network.account.add(sort, &place, what, count, "");
            }
        }
    }
}

/// What an edge says of kinds and amounts, or what is taken where it does not say it.
fn said(
    edge: &Edge,
    way: Option<Way>,
    understood: &Understood,
    asked: &Asked,
    tally: &mut Tally,
) -> Result<Said, Problem> {
    let problem = |message: String| Problem::new(edge.place.clone(), message);
    let get = |role| understood.get(role, &edge.values);
    let amount = |role| match get(role) {
        None => Ok(None),
        Some(text) => number(text).map(Some).ok_or_else(|| {
            let key = shown(understood.key(role));
            problem(format!("the weight `{key}` is a number, not `{}`", shown(text)))
        }),
    };
    // A weight for each kind; or marks that say which kind it is.
    let mut marked = None;
    let mut each = Vec::new();
    let mut is_each = false;
    for (role, kind) in [(Role::Chemical, Kind::Chemical), (Role::Electrical, Kind::Electrical)] {
        match get(role).map(plain).as_deref() {
            Some("true" | "yes") => marked = Some(kind),
            Some("false" | "no") => {
                marked.get_or_insert(match kind {
                    Kind::Chemical => Kind::Electrical,
                    Kind::Electrical => Kind::Chemical,
                });
            }
            _ => {
                if let Some(amount) = amount(role)? {
                    is_each = true;
                    if amount != 0.0 {
                        each.push((kind, amount));
                    }
                }
            }
        }
    }
    if is_each {
        tally.nothing += usize::from(each.is_empty());
        return Ok(Said::Links(each));
    }
    let kind = match (marked, get(Role::Kind).filter(|word| !is_direction(word))) {
        (Some(kind), _) => kind,
        (None, Some(word)) => {
            let meaning = meaning(word).ok_or_else(|| {
                let key = shown(understood.key(Role::Kind));
                let offer = ["--column", &format!("ignore={}", understood.key(Role::Kind))];
                problem(format!("`{}` is no type of a link; there is {KINDS}", shown(word)))
                    .offer(Offer::new(format!("if `{key}` is no type of links"), offer))
            })?;
            match meaning {
                Meaning::Link(kind) => kind,
                Meaning::Receiving => {
                    return Ok(Said::Passed(
                        "links from the receiving side (R, Rp) were passed over: they are listed from the sending side",
                    ));
                }
                Meaning::Muscular => {
                    return Ok(Said::Passed(
                        "neuromuscular junctions were passed over: the creature has no body yet",
                    ));
                }
            }
        }
        (None, None) => match (asked.kind, way) {
            (Some(kind), _) => {
                tally.asked += 1;
                kind
            }
            (None, Some(Way::Undirected)) => {
                tally.undirected += 1;
                Kind::Electrical
            }
            (None, Some(Way::Directed | Way::Mutual)) => {
                tally.directed += 1;
                Kind::Chemical
            }
            (None, None) => {
                tally.unclear += 1;
                Kind::Chemical
            }
        },
    };
    let amount = amount(Role::Amount)?.unwrap_or_else(|| {
        tally.without_weight += 1;
        1.0
    });
    Ok(Said::Links(vec![(kind, amount)]))
}
