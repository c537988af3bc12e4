//! GEXF, as Gephi and networkx write it.

use super::super::account::Sort;
use super::super::place::{Problem, shown};
use super::super::source::Source;
use super::super::words::{Way, way};
use super::graph::{Edge, Graph, Node, Values};
use super::xml::{self, Element, Reader};
use std::collections::HashMap;

/// An element that is open.
enum Open {
    /// Attributes of nodes, or else of edges.
    Attributes(bool),
    Attribute,
    Default(String),
    Node(usize),
    Edge(usize),
    Other,
}

/// An attribute that is declared.
struct Declared {
    title: String,
    default: String,
}

#[derive(Default)]
struct Reading {
    graph: Graph,
    way: Option<Way>,
    /// By their ids, those of nodes and those of edges.
    declared: [HashMap<String, Declared>; 2],
    /// The attribute that is being declared.
    last: Option<(usize, String)>,
    has_graph: bool,
}

/// Reads a GEXF file.
///
/// # Errors
///
/// The first place that is not understood.
pub(super) fn read(source: &Source) -> Result<Graph, Problem> {
    let Reading { mut graph, declared: [nodes, edges], .. } = xml::read(source)?;
    for (declared, keys) in [(nodes, &mut graph.node_keys), (edges, &mut graph.edge_keys)] {
        let mut with: Vec<Declared> = declared.into_values().filter(|d| !d.default.is_empty()).collect();
        with.sort_by(|one, other| one.title.cmp(&other.title));
        for Declared { title, default } in with {
            keys.with_default(&title, &default);
        }
    }
    graph.has_nodes = true;
    graph.drawn_as = "viz:position";
    Ok(graph)
}

impl Reader for Reading {
    type Open = Open;
    const FORMAT: &'static str = "GEXF";

    fn has_graph(&self) -> bool {
        self.has_graph
    }

    fn text(within: &mut Open, text: &str) {
        if let Open::Default(so_far) = within {
            so_far.push_str(text);
        }
    }

    fn close(&mut self, closed: Open, _: &[Open]) {
        if let (Open::Default(text), Some((of, id))) = (closed, &self.last)
            && let Some(declared) = self.declared[*of].get_mut(id)
        {
            text.trim().clone_into(&mut declared.default);
        }
    }

    fn open(&mut self, element: &Element, around: &[Open]) -> Result<Open, Problem> {
        let problem = |message: String| Problem::new(element.place.clone(), message);
        let part = around.iter().rev().find(|open| matches!(open, Open::Node(_) | Open::Edge(_)));
        Ok(match element.name.as_str() {
            "graph" => {
                self.has_graph = true;
                self.way = way(element.get("defaultedgetype"));
                if element.get("mode") == "dynamic" {
                    let what = "the graph changes with time; all of it was read, whenever it is there";
                    self.graph.account.say(Sort::Note, element.place.clone(), what);
                }
                Open::Other
            }
            "attributes" => Open::Attributes(element.get("class") != "edge"),
            "attribute" => {
                if let Some(Open::Attributes(of_nodes)) = around.last() {
                    let (of, id) = (usize::from(!of_nodes), element.get("id").to_owned());
                    let title = [element.get("title"), &id].into_iter().find(|title| !title.is_empty());
                    let title = title.unwrap_or_default().to_owned();
                    self.declared[of].insert(id.clone(), Declared { title, default: String::new() });
                    self.last = Some((of, id));
                }
                Open::Attribute
            }
            "default" if matches!(around.last(), Some(Open::Attribute)) => Open::Default(String::new()),
            "node" => {
                let id = element.find("id").ok_or_else(|| problem("a node needs an `id`".to_owned()))?;
                let within = match part {
                    Some(Open::Node(node)) => Some(self.graph.nodes[*node].id.clone()),
                    _ => element.find("pid").map(str::to_owned),
                };
                let mut values = Values::default();
                values.set(self.graph.node_keys.label("label"), element.get("label"));
                let (id, place) = (id.to_owned(), element.place.clone());
                self.graph.nodes.push(Node { id, values, within, place, ..Node::default() });
                Open::Node(self.graph.nodes.len() - 1)
            }
            "edge" => {
                let end = |name: &str| {
                    let id = element.find(name).map(str::to_owned);
                    id.ok_or_else(|| problem(format!("an edge needs a `{name}`")))
                };
                let way = match element.get("type") {
                    "" => self.way,
                    word => Some(way(word).ok_or_else(|| {
                        let message =
                            format!("a link is directed, undirected or mutual, not `{}`", shown(word));
                        problem(message)
                    })?),
                };
                let mut values = Values::default();
                for name in ["weight", "kind"] {
                    if let Some(value) = element.find(name) {
                        values.set(self.graph.edge_keys.number(name), value);
                    }
                }
                values.set(self.graph.edge_keys.label("label"), element.get("label"));
                let (from, to, place) = (end("source")?, end("target")?, element.place.clone());
                self.graph.edges.push(Edge { from, to, way, values, place });
                Open::Edge(self.graph.edges.len() - 1)
            }
            // `id` in place of `for` was the word of the first version.
            "attvalue" => {
                let id = element.find("for").unwrap_or_else(|| element.get("id"));
                let of = usize::from(matches!(part, Some(Open::Edge(_))));
                let title = self.declared[of].get(id).map_or(id, |declared| declared.title.as_str());
                let value = element.get("value");
                let (keys, values) = match part {
                    Some(Open::Node(node)) => {
                        (&mut self.graph.node_keys, &mut self.graph.nodes[*node].values)
                    }
                    Some(Open::Edge(edge)) => {
                        (&mut self.graph.edge_keys, &mut self.graph.edges[*edge].values)
                    }
                    _ => return Ok(Open::Other),
                };
                let key = keys.number(title);
                if values.get(key).is_some_and(|known| known != value.trim())
                    && element.find("start").is_some()
                {
                    let message = format!("`{}` has several values, one after another in time", shown(title));
                    return Err(problem(message).help(
                        "a scene has one: in Gephi's Data Laboratory make the column static, or keep one moment of the timeline",
                    ));
                }
                values.set(key, value);
                Open::Other
            }
            "position" => {
                let get = |name: &str| {
                    element.get(name).trim().parse().ok().filter(|value: &f64| value.is_finite())
                };
                if let (Some(Open::Node(node)), Some(x), Some(y)) = (part, get("x"), get("y")) {
                    self.graph.nodes[*node].drawn.get_or_insert((x, y));
                }
                Open::Other
            }
            _ => Open::Other,
        })
    }
}
