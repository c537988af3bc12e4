//! GraphML, as networkx, igraph, Gephi, Cytoscape, yEd and yEd Live write it.
//!
//! Nodes and edges have `<data>` by keys. Keys may be declared for nodes, for edges or for all, inside the
//! graph or outside, with a name or without, or not at all; what is meant follows from where they are used.
//! yEd has labels and places in elements of its own within the data.

use super::super::account::Sort;
use super::super::place::{Place, Problem};
use super::super::source::Source;
use super::super::words::{Way, direction, way};
use super::graph::{Edge, Graph, Keys, Node, Values};
use super::xml::{self, Element, Reader};
use std::collections::HashMap;

/// What a key is declared for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum For {
    Node,
    Edge,
    All,
    Other,
}

/// A declared key.
struct Declared {
    name: String,
    default: String,
}

/// An element that is open.
enum Open {
    /// With the direction of edges within it that do not say it.
    Graph(Option<Way>),
    Key(String, For),
    Default(String),
    Node(usize),
    Edge(usize),
    /// Key and text so far.
    Data(String, String),
    /// A label of yEd, and its text so far.
    Label(String),
    /// A port, whose data is not the node's.
    Port,
    Other,
}

/// Data of a node or an edge by the ids of keys.
type Raw = Vec<(String, String)>;

#[derive(Default)]
struct Reading {
    graph: Graph,
    keys: HashMap<(String, For), Declared>,
    /// What nodes and edges say; keys may be declared after they are used.
    node_data: Vec<Raw>,
    edge_data: Vec<Raw>,
    node_labels: Vec<Option<String>>,
    edge_labels: Vec<Option<String>>,
    /// How many graphs that are not within another.
    graphs: usize,
}

/// The direction of the innermost graph that says it.
fn default_way(around: &[Open]) -> Option<Way> {
    around.iter().rev().find_map(|open| match open {
        Open::Graph(way) => *way,
        _ => None,
    })
}

/// Reads a GraphML file.
///
/// # Errors
///
/// The first place that is not understood.
pub(super) fn read(source: &Source) -> Result<Graph, Problem> {
    Ok(xml::read::<Reading>(source)?.finish(source))
}

impl Reader for Reading {
    type Open = Open;
    const FORMAT: &'static str = "GraphML";

    fn has_graph(&self) -> bool {
        self.graphs > 0
    }

    fn text(within: &mut Open, text: &str) {
        if let Open::Default(so_far) | Open::Data(_, so_far) | Open::Label(so_far) = within {
            so_far.push_str(text);
        }
    }

    fn open(&mut self, element: &Element, around: &[Open]) -> Result<Open, Problem> {
        let problem = |message: &str| Problem::new(element.place.clone(), message);
        let part =
            around.iter().rev().find(|open| matches!(open, Open::Node(_) | Open::Edge(_) | Open::Port));
        let in_data = matches!(around.last(), Some(Open::Data(..) | Open::Other | Open::Label(_)))
            && around.iter().any(|open| matches!(open, Open::Data(..)));
        if in_data {
            return Ok(self.drawing(element, part));
        }
        Ok(match element.name.as_str() {
            "graph" => {
                if let Some(Open::Node(node)) = part {
                    self.graph.nodes[*node].is_group = true;
                } else {
                    self.graphs += 1;
                }
                Open::Graph(way(element.get("edgedefault")).or_else(|| default_way(around)))
            }
            "key" => {
                let what = match element.get("for") {
                    "node" => For::Node,
                    "edge" => For::Edge,
                    "all" | "" => For::All,
                    _ => For::Other,
                };
                let id = element.get("id").to_owned();
                let name = [element.get("attr.name"), &id].into_iter().find(|name| !name.is_empty());
                let name = name.unwrap_or_default().to_owned();
                self.keys.insert((id.clone(), what), Declared { name, default: String::new() });
                Open::Key(id, what)
            }
            "default" => Open::Default(String::new()),
            "data" => Open::Data(element.get("key").to_owned(), String::new()),
            "node" => {
                if matches!(around.last(), Some(Open::Node(_) | Open::Edge(_))) {
                    return Err(problem("a node within another stands in a <graph> of its own"));
                }
                let id = element.find("id").ok_or_else(|| problem("a node needs an `id`"))?.to_owned();
                let within = around.iter().rev().find_map(|open| match open {
                    Open::Node(node) => Some(self.graph.nodes[*node].id.clone()),
                    _ => None,
                });
                let place = element.place.clone();
                self.graph.nodes.push(Node { id, within, place, ..Node::default() });
                // Neo4j writes labels as an attribute: `labels=":Neuron"`.
                let data = element.find("labels").map(|labels| ("labels".to_owned(), labels.to_owned()));
                self.node_data.push(data.into_iter().collect());
                self.node_labels.push(None);
                Open::Node(self.graph.nodes.len() - 1)
            }
            "edge" => {
                if matches!(around.last(), Some(Open::Node(_) | Open::Edge(_))) {
                    return Err(problem("an edge within another node or edge is not understood"));
                }
                let end = |name: &str| {
                    let id = element.find(name).map(str::to_owned);
                    id.ok_or_else(|| problem(&format!("an edge needs a `{name}`")))
                };
                let way = direction(element.get("directed")).or_else(|| default_way(around));
                let (from, to, place) = (end("source")?, end("target")?, element.place.clone());
                self.graph.edges.push(Edge { from, to, way, values: Values::default(), place });
                let data = element.find("label").map(|label| ("label".to_owned(), label.to_owned()));
                self.edge_data.push(data.into_iter().collect());
                self.edge_labels.push(None);
                Open::Edge(self.graph.edges.len() - 1)
            }
            "hyperedge" => {
                return Err(problem("hyperedges, which join more than two nodes, are not understood")
                    .help("write an edge for each pair of neurons"));
            }
            "port" => Open::Port,
            _ => Open::Other,
        })
    }

    fn close(&mut self, closed: Open, around: &[Open]) {
        let part =
            around.iter().rev().find(|open| matches!(open, Open::Node(_) | Open::Edge(_) | Open::Port));
        match closed {
            Open::Default(text) => {
                if let Some(Open::Key(id, what)) = around.last()
                    && let Some(key) = self.keys.get_mut(&(id.clone(), *what))
                {
                    text.trim().clone_into(&mut key.default);
                }
            }
            Open::Data(key, text) if !text.trim().is_empty() => match around.last() {
                Some(Open::Node(node)) => self.node_data[*node].push((key, text)),
                Some(Open::Edge(edge)) => self.edge_data[*edge].push((key, text)),
                _ => {}
            },
            Open::Label(text) => {
                if let Some(part) = part {
                    self.label(&text, part);
                }
            }
            _ => {}
        }
    }
}

impl Reading {
    /// What yEd writes within data.
    fn drawing(&mut self, element: &Element, part: Option<&Open>) -> Open {
        let get = |name: &str| element.get(name).trim().parse::<f64>().ok().filter(|value| value.is_finite());
        match (element.name.as_str(), part) {
            ("NodeLabel", Some(Open::Node(_)))
            | ("EdgeLabel", Some(Open::Edge(_)))
            | ("Label.Text", Some(Open::Node(_) | Open::Edge(_))) => Open::Label(String::new()),
            ("Label", Some(part @ (Open::Node(_) | Open::Edge(_)))) => {
                self.label(element.get("Text"), part);
                Open::Other
            }
            ("Geometry", Some(Open::Node(node))) => {
                self.put(*node, [get("x"), get("y"), get("width"), get("height")]);
                Open::Other
            }
            ("RectD", Some(Open::Node(node))) => {
                self.put(*node, [get("X"), get("Y"), get("Width"), get("Height")]);
                Open::Other
            }
            _ => Open::Other,
        }
    }

    /// Of several boxes the first holds. On the screen y runs downward.
    fn put(&mut self, node: usize, [x, y, width, height]: [Option<f64>; 4]) {
        if let (Some(x), Some(y), None) = (x, y, self.graph.nodes[node].drawn) {
            let middle = (x + width.unwrap_or(0.0) / 2.0, -(y + height.unwrap_or(0.0) / 2.0));
            self.graph.nodes[node].drawn = Some(middle);
        }
    }

    /// Of several labels the first that is not empty holds. Lines are joined by a blank.
    fn label(&mut self, text: &str, part: &Open) {
        let label = match part {
            Open::Node(node) => &mut self.node_labels[*node],
            Open::Edge(edge) => &mut self.edge_labels[*edge],
            _ => return,
        };
        let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
        if label.is_none() && !text.is_empty() {
            *label = Some(text);
        }
    }

    /// Brings data and keys together.
    fn finish(mut self, source: &Source) -> Graph {
        let mut graph = std::mem::take(&mut self.graph);
        graph.has_nodes = true;
        graph.drawn_as = "y:Geometry";
        self.declare(For::Node, &mut graph.node_keys);
        self.declare(For::Edge, &mut graph.edge_keys);
        for (at, data) in self.node_data.iter().enumerate() {
            self.values(For::Node, data, &mut graph.node_keys, &mut graph.nodes[at].values);
            if let Some(label) = &self.node_labels[at] {
                let key = graph.node_keys.label("y:NodeLabel");
                graph.nodes[at].values.set(key, label.as_str());
            }
        }
        for (at, data) in self.edge_data.iter().enumerate() {
            self.values(For::Edge, data, &mut graph.edge_keys, &mut graph.edges[at].values);
            if let Some(label) = &self.edge_labels[at] {
                let key = graph.edge_keys.label("y:EdgeLabel");
                graph.edges[at].values.set(key, label.as_str());
            }
        }
        if self.graphs > 1 {
            let what = format!("the file holds {} graphs, which were read as one", self.graphs);
            graph.account.say(Sort::Note, Place::whole(&source.file), what);
        }
        graph
    }

    /// Keys in the order of their names, and with their defaults.
    fn declare(&self, what: For, keys: &mut Keys) {
        let mut of: Vec<&Declared> = self
            .keys
            .iter()
            .filter(|((_, declared), _)| *declared == what || *declared == For::All)
            .map(|(_, key)| key)
            .collect();
        of.sort_by(|one, other| one.name.cmp(&other.name));
        for key in of.into_iter().filter(|key| !key.default.is_empty()) {
            keys.with_default(&key.name, &key.default);
        }
    }

    fn values(&self, what: For, data: &Raw, keys: &mut Keys, values: &mut Values) {
        for (id, value) in data {
            // What it is declared for comes first; a key may be declared for the wrong thing, or not at all.
            let declared = [what, For::All, For::Node, For::Edge, For::Other]
                .into_iter()
                .find_map(|of| self.keys.get(&(id.clone(), of)));
            let key = keys.number(declared.map_or(id, |key| &key.name));
            values.set(key, value);
        }
    }
}
