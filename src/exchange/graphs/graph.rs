//! A graph as a file describes it: nodes and edges with values by name, not yet understood.

use super::super::account::Account;
use super::super::place::Place;
use super::super::words::Way;
use indexmap::IndexMap;

/// What the nodes of a graph, or its edges, may say of themselves.
#[derive(Debug, Default)]
pub(super) struct Keys(IndexMap<String, Key>);

/// One thing that nodes or edges may say.
#[derive(Debug, Default)]
pub(super) struct Key {
    /// What holds where nothing is said; empty for none.
    pub default: String,
    /// The file's own way of naming things, not a value that its author has named.
    pub is_label: bool,
}

impl Keys {
    /// The number of a key, which is there from now on.
    pub fn number(&mut self, name: &str) -> usize {
        match self.0.get_index_of(name) {
            Some(number) => number,
            None => self.0.insert_full(name.to_owned(), Key::default()).0,
        }
    }

    /// The number of a key that is the format's own label.
    pub fn label(&mut self, name: &str) -> usize {
        let number = self.number(name);
        self.0[number].is_label = true;
        number
    }

    /// A key's number, and what holds where nothing is said.
    pub fn with_default(&mut self, name: &str, default: &str) -> usize {
        let number = self.number(name);
        default.clone_into(&mut self.0[number].default);
        number
    }

    pub fn iter(&self) -> impl Iterator<Item = (usize, &str, &Key)> {
        self.0.iter().enumerate().map(|(number, (name, key))| (number, name.as_str(), key))
    }

    pub fn len(&self) -> usize {
        self.0.len()
    }

    pub fn is_label(&self, number: usize) -> bool {
        self.0.get_index(number).is_some_and(|(_, key)| key.is_label)
    }

    pub fn default(&self, number: usize) -> &str {
        self.0.get_index(number).map_or("", |(_, key)| key.default.as_str())
    }
}

/// What one node or edge says, in the order of the numbers of keys.
#[derive(Clone, Debug, Default)]
pub(super) struct Values(Vec<(usize, String)>);

impl Values {
    fn find(&self, key: usize) -> Result<usize, usize> {
        self.0.binary_search_by_key(&key, |(known, _)| *known)
    }

    /// Of two values for one key the first holds.
    pub fn set(&mut self, key: usize, value: &str) {
        if let (Err(at), false) = (self.find(key), value.trim().is_empty()) {
            self.0.insert(at, (key, value.trim().to_owned()));
        }
    }

    pub fn get(&self, key: usize) -> Option<&str> {
        self.find(key).ok().map(|at| self.0[at].1.as_str())
    }

    /// The keys that have a value.
    pub fn keys(&self) -> impl Iterator<Item = usize> {
        self.0.iter().map(|(key, _)| *key)
    }
}

/// A node.
#[derive(Debug, Default)]
pub(super) struct Node {
    /// What edges call it.
    pub id: String,
    /// What it says.
    pub values: Values,
    /// Where the program that drew it has put its middle, y upward.
    pub drawn: Option<(f64, f64)>,
    /// The id of the node around it.
    pub within: Option<String>,
    /// Whether it is there to hold others.
    pub is_group: bool,
    /// Where it is written.
    pub place: Place,
}

/// An edge.
#[derive(Debug)]
pub(super) struct Edge {
    pub from: String,
    pub to: String,
    /// None where neither it nor the graph says it.
    pub way: Option<Way>,
    pub values: Values,
    pub place: Place,
}

/// A graph.
#[derive(Debug, Default)]
pub(super) struct Graph {
    pub nodes: Vec<Node>,
    pub edges: Vec<Edge>,
    pub node_keys: Keys,
    pub edge_keys: Keys,
    /// Whether all nodes are listed, and edges name them by their ids; else edges have the neurons' names.
    pub has_nodes: bool,
    /// What the drawing's places are called in the file.
    pub drawn_as: &'static str,
    /// How it was read.
    pub account: Account,
}
