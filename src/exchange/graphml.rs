//! GraphML, as networkx, Gephi, yEd and igraph write it.

use super::account::Sort;
use super::asked::Asked;
use super::grid::number;
use super::network::{Cell, Kind, Link, Network};
use super::place::{Place, Problem, shown};
use super::source::Source;
use super::words::{KINDS, Meaning, Part as Of, Role, meaning, role};
use quick_xml::XmlVersion;
use quick_xml::events::{BytesStart, Event};
use quick_xml::reader::Reader;
use std::collections::HashMap;

/// A declared attribute of nodes or edges.
struct Key {
    /// None for what is not understood.
    role: Option<Role>,
    /// `label` of a node gives way to a `name`.
    is_label: bool,
    default: String,
}

/// A node or an edge that is being read.
struct Part {
    is_node: bool,
    attributes: HashMap<String, String>,
    data: HashMap<String, String>,
    place: Place,
}

struct Graph<'t> {
    source: &'t Source,
    asked: &'t Asked,
    reader: Reader<&'t [u8]>,
    keys: HashMap<String, Key>,
    directed: bool,
    /// Names of nodes by their ids.
    names: HashMap<String, String>,
    /// Edges are read before all nodes may be known by name.
    edges: Vec<Part>,
}

/// Reads a GraphML file into a network.
///
/// Undirected edges that do not say what they are are electrical: a chemical synapse has a
/// direction.
///
/// # Errors
///
/// The first place that is not understood.
pub fn read_graphml(source: &Source, asked: &Asked, network: &mut Network) -> Result<(), Problem> {
    let mut graph = Graph {
        source,
        asked,
        reader: Reader::from_str(&source.text),
        keys: HashMap::new(),
        directed: true,
        names: HashMap::new(),
        edges: Vec::new(),
    };
    graph.read(network)?;
    for edge in std::mem::take(&mut graph.edges) {
        graph.link(&edge, network)?;
    }
    Ok(())
}

impl Graph<'_> {
    fn read(&mut self, network: &mut Network) -> Result<(), Problem> {
        let mut part: Option<Part> = None;
        // The key that a <data> or <default> belongs to, and its text so far.
        let mut data: Option<(String, String)> = None;
        let mut key: Option<String> = None;
        let mut seen = false;
        loop {
            let begin = usize::try_from(self.reader.buffer_position()).unwrap_or(usize::MAX);
            let event = self.reader.read_event();
            let event = event.map_err(|error| self.problem(format!("this is not XML: {error}")))?;
            let is_empty = matches!(event, Event::Empty(_));
            match event {
                Event::Eof if !seen => return Err(self.problem("this is not GraphML: it holds no <graph>")),
                Event::Eof if part.is_some() => return Err(self.problem("the file ends in the middle")),
                Event::Eof => return Ok(()),
                Event::Start(start) | Event::Empty(start) => {
                    let attributes = self.attributes(&start)?;
                    let get = |name: &str| attributes.get(name).cloned().unwrap_or_default();
                    match start.local_name().as_ref() {
                        "graph" => {
                            seen = true;
                            self.directed = get("edgedefault") != "undirected";
                        }
                        "key" => {
                            let name = get("attr.name");
                            let of = if get("for") == "edge" { Of::Link } else { Of::Neuron };
                            let role = role(of, &name).map(|(role, _)| role);
                            let is_label = name.eq_ignore_ascii_case("label");
                            self.keys.insert(get("id"), Key { role, is_label, default: String::new() });
                            key = (!is_empty).then(|| get("id"));
                        }
                        "default" if !is_empty => data = Some((String::new(), String::new())),
                        "data" if !is_empty => data = Some((get("key"), String::new())),
                        name @ ("node" | "edge") => {
                            if part.is_some() {
                                return Err(self.problem("a node or edge within another is not understood"));
                            }
                            let place = self.source.place(begin);
                            let new =
                                Part { is_node: name == "node", attributes, data: HashMap::new(), place };
                            if is_empty {
                                self.finish(new, network)?;
                            } else {
                                part = Some(new);
                            }
                        }
                        "hyperedge" => return Err(self.problem("hyperedges are not understood")),
                        _ => {}
                    }
                }
                Event::End(end) => match end.local_name().as_ref() {
                    "key" => key = None,
                    "default" => {
                        if let (Some((_, text)), Some(key)) =
                            (data.take(), key.as_ref().and_then(|key| self.keys.get_mut(key)))
                        {
                            key.default = text.trim().to_owned();
                        }
                    }
                    "data" => {
                        if let (Some((key, text)), Some(part)) = (data.take(), part.as_mut()) {
                            part.data.insert(key, text.trim().to_owned());
                        }
                    }
                    "node" | "edge" => {
                        if let Some(part) = part.take() {
                            self.finish(part, network)?;
                        }
                    }
                    _ => {}
                },
                Event::Text(text) => {
                    if let Some((_, data)) = &mut data {
                        data.push_str(&text.xml10_content());
                    }
                }
                Event::CData(text) => {
                    if let Some((_, data)) = &mut data {
                        data.push_str(&text);
                    }
                }
                Event::GeneralRef(reference) => {
                    let known = reference.resolve_char_ref().ok().flatten().or(match &*reference {
                        "amp" => Some('&'),
                        "lt" => Some('<'),
                        "gt" => Some('>'),
                        "quot" => Some('"'),
                        "apos" => Some('\''),
                        _ => None,
                    });
                    let known =
                        known.ok_or_else(|| self.problem(format!("&{}; is not known", shown(&reference))))?;
                    if let Some((_, data)) = &mut data {
                        data.push(known);
                    }
                }
                _ => {}
            }
        }
    }

    fn attributes(&mut self, start: &BytesStart) -> Result<HashMap<String, String>, Problem> {
        let mut attributes = HashMap::new();
        for attribute in start.attributes() {
            let attribute = attribute.map_err(|error| self.problem(format!("this is not XML: {error}")))?;
            let value = attribute
                .normalized_value(XmlVersion::Implicit1_0)
                .map_err(|error| self.problem(format!("this is not XML: {error}")))?;
            attributes.insert(attribute.key.local_name().as_ref().to_owned(), value.into_owned());
        }
        Ok(attributes)
    }

    /// The place that has been read up to.
    fn place(&self) -> Place {
        self.source.place(usize::try_from(self.reader.buffer_position()).unwrap_or(usize::MAX))
    }

    fn problem(&self, message: impl Into<String>) -> Problem {
        Problem::new(self.place(), message)
    }

    /// What a part has of a role, by its data or by the default of the key.
    fn get<'p>(&'p self, part: &'p Part, role: Role, is_label: bool) -> Option<&'p str> {
        self.keys
            .iter()
            .filter(|(_, key)| key.role == Some(role) && key.is_label == is_label)
            .filter_map(|(id, key)| {
                let value = part.data.get(id).unwrap_or(&key.default).as_str();
                // By id, for a map has no order.
                (!value.is_empty()).then_some((id, value))
            })
            .min()
            .map(|(_, value)| value)
    }

    fn finish(&mut self, part: Part, network: &mut Network) -> Result<(), Problem> {
        if !part.is_node {
            self.edges.push(part);
            return Ok(());
        }
        let place = part.place.clone();
        let problem = |message: String| Problem::new(place.clone(), message);
        let id =
            part.attributes.get("id").cloned().ok_or_else(|| problem("a node needs an `id`".to_owned()))?;
        let get = |role| self.get(&part, role, false);
        let coordinate = |role, what: &str| match get(role) {
            None => Ok(None),
            Some(text) => match number(text) {
                Some(number) => Ok(Some(number as f32)),
                None => Err(problem(format!("{what} is a number, not `{}`", shown(text)))),
            },
        };
        let name = get(Role::Name).or_else(|| self.get(&part, Role::Name, true)).unwrap_or(&id).to_owned();
        let cell = Cell {
            class: get(Role::Class).unwrap_or_default().to_owned(),
            at: coordinate(Role::X, "x")?.zip(coordinate(Role::Y, "y")?),
            sign: network.sign(get(Role::Transmitter).unwrap_or_default(), &name, &place, self.asked),
            name: name.clone(),
            place: place.clone(),
        };
        if self.names.insert(id.clone(), name).is_some() {
            return Err(problem(format!("the id `{}` is used twice", shown(&id))));
        }
        network.cells.push(cell);
        Ok(())
    }

    fn link(&self, edge: &Part, network: &mut Network) -> Result<(), Problem> {
        let place = edge.place.clone();
        let problem = |message: String| Problem::new(place.clone(), message);
        let end = |name: &str| {
            let id = edge.attributes.get(name).ok_or_else(|| problem(format!("an edge needs a `{name}`")))?;
            let known = self.names.get(id);
            known.cloned().ok_or_else(|| problem(format!("there is no node `{}`", shown(id))))
        };
        let directed = match edge.attributes.get("directed").map(String::as_str) {
            None => self.directed,
            Some(word) => word != "false",
        };
        let kind = match self.get(edge, Role::Kind, false) {
            None => Meaning::Link(if directed { Kind::Chemical } else { Kind::Electrical }),
            Some(word) => meaning(word).ok_or_else(|| {
                problem(format!("`{}` is no type of a link; there is {KINDS}", shown(word)))
            })?,
        };
        let Meaning::Link(kind) = kind else {
            let what = "edges to muscles and from the receiving side were passed over";
            network.account.count(Sort::Note, &place, what, "");
            return Ok(());
        };
        let amount = match self.get(edge, Role::Amount, false) {
            None => 1.0,
            Some(text) => number(text)
                .ok_or_else(|| problem(format!("the weight is a number, not `{}`", shown(text))))?,
        };
        network.links.push(Link {
            from: end("source")?,
            to: end("target")?,
            kind,
            amount,
            sign: None,
            place,
        });
        Ok(())
    }
}
