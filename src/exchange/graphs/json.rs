//! JSON: node-link data of networkx and d3, Cytoscape.js, JSON Graph Format, graphology, adjacency by
//! objects or lists, and lists of records, among them those of `NemaNode`.

use super::super::account::Sort;
use super::super::asked::Asked;
use super::super::place::{Place, Problem, listed, shown};
use super::super::source::Source;
use super::super::words::{Part, Role, role};
use super::graph::{Edge, Graph, Keys, Node, Values, Way};
use indexmap::{IndexMap, IndexSet};
use serde_json::value::RawValue;
use std::collections::HashMap;

type Object<'t> = IndexMap<String, &'t RawValue>;

/// Objects whose fields stand for the node or edge itself.
const WITHIN: [&str; 3] = ["data", "metadata", "attributes"];
/// Numbers that `NemaNode` has of objects in the pictures, and its remarks.
const OF_NEMANODE: [&str; 4] = ["ids", "pre_tid", "post_tid", "annotations"];

/// Reads a JSON file.
///
/// # Errors
///
/// The first place that is not understood.
pub(super) fn read(source: &Source, asked: &Asked) -> Result<Graph, Problem> {
    let mut values: Vec<&RawValue> = Vec::new();
    for value in serde_json::Deserializer::from_str(&source.text).into_iter::<&RawValue>() {
        values.push(value.map_err(|error| broken(source, &error))?);
    }
    let mut json = Json { source, asked, graph: Graph::default(), ends: None, data_sets: Vec::new() };
    match values.as_slice() {
        [one] if one.get().starts_with('{') => json.document(one)?,
        [one] if one.get().starts_with('[') => json.records(&json.list(one)?)?,
        // A record a line.
        [first, _, ..] if first.get().starts_with('{') => json.records(&values)?,
        _ => return Err(json.unknown(values.first().copied())),
    }
    json.choose_data_set()?;
    Ok(json.graph)
}

fn broken(source: &Source, error: &serde_json::Error) -> Problem {
    let message = error.to_string();
    let message = message.split(" at line ").next().unwrap_or_default();
    let number = |number: usize| u32::try_from(number).unwrap_or(u32::MAX);
    let place = Place {
        file: source.file.clone(),
        line: number(error.line()),
        column: number(error.column().max(1)),
    };
    Problem::new(place, format!("this is not JSON: {message}"))
}

struct Json<'t> {
    source: &'t Source,
    asked: &'t Asked,
    graph: Graph,
    /// The fields that the ends of an edge stood in last.
    ends: Option<(String, String)>,
    /// Counts of contacts by data set, with the number of the edge.
    data_sets: Vec<(usize, String, String)>,
}

impl<'t> Json<'t> {
    fn at(&self, value: &RawValue) -> usize {
        (value.get().as_ptr() as usize).saturating_sub(self.source.text.as_ptr() as usize)
    }

    fn place(&self, value: &RawValue) -> Place {
        self.source.place(self.at(value))
    }

    fn problem(&self, value: &RawValue, message: impl Into<String>) -> Problem {
        Problem::new(self.place(value), message)
    }

    fn unknown(&self, value: Option<&RawValue>) -> Problem {
        let place = value.map_or_else(|| Place::whole(&self.source.file), |value| self.place(value));
        Problem::new(place, "this JSON holds no network in a form that is known").help(
            "known are \"nodes\" with \"links\" or \"edges\" (networkx: json.dump(nx.node_link_data(G), file)), a list of objects with \"pre\" and \"post\", and {\"A\": {\"B\": weight}}",
        )
    }

    fn object(&self, value: &'t RawValue) -> Result<Object<'t>, Problem> {
        serde_json::from_str(value.get()).map_err(|_| {
            self.problem(value, format!("here an object is needed, not `{}`", shown(value.get())))
        })
    }

    fn list(&self, value: &'t RawValue) -> Result<Vec<&'t RawValue>, Problem> {
        serde_json::from_str(value.get())
            .map_err(|_| self.problem(value, format!("here a list is needed, not `{}`", shown(value.get()))))
    }

    fn document(&mut self, value: &'t RawValue) -> Result<(), Problem> {
        let mut top = self.object(value)?;
        if top.contains_key("units") && top.contains_key("data") {
            return Err(self.problem(value, "this is WCON, the track of a worm, and holds no network"));
        }
        if let Some(graph) = top.get("graph").filter(|graph| graph.get().starts_with('{')) {
            let graph = self.object(graph)?;
            if graph.contains_key("edges") || graph.contains_key("nodes") {
                top = graph;
            }
        }
        let way = match top.get("directed").map(|word| word.get()) {
            Some("true") => Some(Way::Directed),
            Some("false") => Some(Way::Undirected),
            _ => None,
        };
        if let Some(elements) = top.get("elements").copied() {
            return self.cytoscape(elements, way);
        }
        let edges = ["links", "edges", "connections", "synapses"]
            .iter()
            .find_map(|name| top.get(*name).filter(|list| list.get().starts_with('[')));
        match (top.get("nodes").copied(), edges, top.get("adjacency").copied()) {
            (Some(nodes), Some(edges), _) => {
                self.nodes(nodes)?;
                for edge in self.list(edges)? {
                    self.edge(edge, way)?;
                }
                self.by_number();
                Ok(())
            }
            (Some(nodes), None, Some(adjacency)) => {
                self.nodes(nodes)?;
                self.adjacency(adjacency, way)
            }
            (None, Some(edges), _) => self.records(&self.list(edges)?),
            _ if !top.is_empty() && top.values().all(|row| row.get().starts_with(['{', '['])) => {
                self.rows(&top)
            }
            _ => Err(self.unknown(Some(value))),
        }
    }

    /// A list of nodes, or an object of them by their ids.
    fn nodes(&mut self, nodes: &'t RawValue) -> Result<(), Problem> {
        self.graph.has_nodes = true;
        if nodes.get().starts_with('{') {
            for (id, node) in self.object(nodes)? {
                let fields = self.object(node)?;
                self.node(node, Some(id), &fields)?;
            }
            return Ok(());
        }
        for node in self.list(nodes)? {
            match scalar(node) {
                Some(id) => self.node(node, Some(id), &Object::new())?,
                None => {
                    let fields = self.object(node)?;
                    self.node(node, None, &fields)?;
                }
            }
        }
        Ok(())
    }

    fn node(&mut self, value: &'t RawValue, id: Option<String>, fields: &Object<'t>) -> Result<(), Problem> {
        let given = ["id", "key"].iter().find_map(|name| Some((*name, scalar(fields.get(*name)?)?)));
        let number = self.graph.nodes.len().to_string();
        let but = given.as_ref().map_or("", |(name, _)| name);
        let id = id.or(given.as_ref().map(|(_, id)| id.clone())).unwrap_or(number);
        let mut keys = std::mem::take(&mut self.graph.node_keys);
        let mut values = Values::default();
        self.values(fields, &[but, "position"], &mut keys, &mut values)?;
        self.graph.node_keys = keys;
        let mut drawn = None;
        if let Some(position) = fields.get("position").filter(|position| position.get().starts_with('{')) {
            let position = self.object(position)?;
            let get = |name: &str| scalar(position.get(name)?)?.parse::<f64>().ok().filter(|n| n.is_finite());
            // On the screen y runs downward.
            drawn = get("x").zip(get("y")).map(|(x, y)| (x, -y));
            self.graph.drawn_as = "position";
        }
        let place = self.place(value);
        self.graph.nodes.push(Node { id, values, drawn, place, ..Node::default() });
        Ok(())
    }

    /// What a node or an edge says, with what stands in its `data`.
    fn values(
        &self,
        fields: &Object<'t>,
        but: &[&str],
        keys: &mut Keys,
        values: &mut Values,
    ) -> Result<(), Problem> {
        for (name, value) in fields.iter().filter(|(name, _)| !but.contains(&name.as_str())) {
            if let Some(text) = scalar(value) {
                let key = match name.as_str() {
                    "label" | "relation" => keys.label(name),
                    _ => keys.number(name),
                };
                values.set(key, text);
            } else if WITHIN.contains(&name.as_str()) && value.get().starts_with('{') {
                self.values(&self.object(value)?, but, keys, values)?;
            } else if value.get() != "null" && !["[]", "{}"].contains(&value.get()) {
                // Told as not understood.
                values.set(keys.number(name), "…");
            }
        }
        Ok(())
    }

    /// The ends of an edge: a name, or the node itself, as d3 leaves it; or several.
    fn end(&self, value: &'t RawValue) -> Result<Vec<String>, Problem> {
        if let Some(name) = scalar(value) {
            return Ok(vec![name]);
        }
        if value.get().starts_with('[') {
            return self
                .list(value)?
                .into_iter()
                .map(|one| self.end(one))
                .collect::<Result<Vec<_>, _>>()
                .map(|all| all.concat());
        }
        let id = if value.get().starts_with('{') {
            let node = self.object(value)?;
            ["id", "key", "name"].iter().find_map(|name| scalar(node.get(*name)?))
        } else {
            None
        };
        id.map(|id| vec![id]).ok_or_else(|| self.problem(value, "here the name of a neuron is needed"))
    }

    /// The fields that hold the ends of an edge.
    fn ends(&mut self, fields: &Object<'t>) -> Option<(String, String)> {
        if let Some((from, to)) = &self.ends
            && fields.contains_key(from)
            && fields.contains_key(to)
        {
            return self.ends.clone();
        }
        let find = |wanted: Role| {
            let known = fields.keys().filter_map(|name| match self.asked.role(Part::Link, name) {
                Some((_, asked)) => (asked == wanted).then_some((0, name)),
                None => {
                    let (role, rank) = role(Part::Link, name)?;
                    (role == wanted).then_some((rank + 1, name))
                }
            });
            known.min_by_key(|(rank, _)| *rank).map(|(_, name)| name.clone())
        };
        self.ends = find(Role::From).zip(find(Role::To));
        if self.graph.headings.is_empty() {
            self.graph.headings.extend(fields.keys().cloned());
        }
        if let Some((from, to)) = &self.ends {
            for (name, role) in [(from, Role::From), (to, Role::To)] {
                let what = format!("`{}` as {}", shown(name), role.words());
                self.graph.notes.push((Sort::Read, Place::whole(&self.source.file), what));
                self.graph.found.extend(self.asked.role(Part::Link, name).map(|(at, _)| at));
            }
        }
        self.ends.clone()
    }

    fn edge(&mut self, value: &'t RawValue, way: Option<Way>) -> Result<(), Problem> {
        let mut fields = self.object(value)?;
        if !fields.contains_key("source")
            && let Some(data) = fields.get("data").filter(|data| data.get().starts_with('{'))
        {
            fields.extend(self.object(data)?);
            fields.shift_remove("data");
        }
        let Some((from, to)) = self.ends(&fields) else {
            let names = listed(fields.keys().map(String::as_str));
            let message =
                format!("a link needs \"pre\" and \"post\", or \"source\" and \"target\"; here is {names}");
            return Err(self
                .problem(value, message)
                .help("--column pre=NAME --column post=NAME say which fields they are"));
        };
        let (from_value, to_value) = (fields[&from], fields[&to]);
        let way = match fields.get("undirected").map(|word| word.get()) {
            Some("true") => Some(Way::Undirected),
            Some("false") => Some(Way::Directed),
            _ => way,
        };
        let but =
            [from.as_str(), to.as_str(), "undirected", "typ", "syn", "synapses", "id", "key", "position"];
        let is_nemanode = fields.contains_key("typ");
        let but: Vec<&str> = but
            .into_iter()
            .chain(OF_NEMANODE.into_iter().filter(|_| is_nemanode || fields.contains_key("annotations")))
            .collect();
        let mut keys = std::mem::take(&mut self.graph.edge_keys);
        let mut values = Values::default();
        self.values(&fields, &but, &mut keys, &mut values)?;
        self.contacts(&fields, &mut keys, &mut values)?;
        self.graph.edge_keys = keys;
        let place = self.place(value);
        for from in self.end(from_value)? {
            for to in self.end(to_value)? {
                let (from, values, place) = (from.clone(), values.clone(), place.clone());
                self.graph.edges.push(Edge { from, to, way, values, place });
            }
        }
        Ok(())
    }

    /// What `NemaNode` says of a link in ways of its own: `typ`, `syn` and `synapses`.
    fn contacts(&mut self, fields: &Object<'t>, keys: &mut Keys, values: &mut Values) -> Result<(), Problem> {
        if let Some(typ) = fields.get("typ").copied() {
            let kind = match scalar(typ).as_deref() {
                Some("0") => "chemical",
                Some("2") => "electrical",
                Some(word) if word.parse::<f64>().is_err() => word,
                _ => return Err(self.problem(typ, "`typ` is 0 for chemical or 2 for electrical")),
            }
            .to_owned();
            values.set(keys.number("typ"), kind);
        }
        if let Some(syn) = fields.get("syn").copied() {
            match scalar(syn) {
                Some(word) => values.set(keys.number("syn"), word),
                None => {
                    let numbers: Vec<f64> = serde_json::from_str(syn.get())
                        .map_err(|_| self.problem(syn, "`syn` is a list of numbers of contacts"))?;
                    let sum: f64 = numbers.iter().sum();
                    let what = "`syn`, its numbers summed up, as `synapses`".to_owned();
                    self.graph.notes.push((Sort::Read, Place::whole(&self.source.file), what));
                    values.set(keys.number("synapses"), sum.to_string());
                }
            }
        }
        if let Some(synapses) = fields.get("synapses").copied() {
            if let Some(number) = scalar(synapses) {
                values.set(keys.number("synapses"), number);
            } else if synapses.get().starts_with('{') {
                for (name, count) in self.object(synapses)? {
                    let count = scalar(count)
                        .ok_or_else(|| self.problem(count, "here a number of contacts is needed"))?;
                    self.data_sets.push((self.graph.edges.len(), name, count));
                }
            } else if synapses.get().starts_with('[') {
                values.set(keys.number("synapses"), self.list(synapses)?.len().to_string());
            }
        }
        Ok(())
    }

    /// Takes the contacts of one data set: the one that was asked for, or the only one.
    fn choose_data_set(&mut self) -> Result<(), Problem> {
        let sets: IndexSet<&str> = self.data_sets.iter().map(|(_, name, _)| name.as_str()).collect();
        let asked =
            |name: &&&str| self.asked.role(Part::Link, name).is_some_and(|(_, role)| role == Role::Amount);
        let (set, key) = match (sets.iter().find(asked), sets.len()) {
            (_, 0) => return Ok(()),
            (Some(set), _) => ((*set).to_owned(), (*set).to_owned()),
            (None, 1) => (sets[0].to_owned(), "synapses".to_owned()),
            (None, _) => {
                let place = self.graph.edges.first().map(|edge| edge.place.clone()).unwrap_or_default();
                let message =
                    format!("the links have contacts in several data sets: {}", listed(sets.iter().copied()));
                return Err(Problem::new(place, message)
                    .help(format!("--column weight=\"{}\" takes one of them", shown(sets[0]))));
            }
        };
        let key = self.graph.edge_keys.number(&key);
        for (edge, name, count) in &self.data_sets {
            if let Some(edge) = self.graph.edges.get_mut(*edge).filter(|_| *name == set) {
                edge.values.set(key, count.as_str());
            }
        }
        let before = self.graph.edges.len();
        self.graph.edges.retain(|edge| edge.values.get(key).is_some());
        let gone = before - self.graph.edges.len();
        if gone > 0 {
            let what = format!("{gone} links have no contacts in `{}`, and were passed over", shown(&set));
            self.graph.notes.push((Sort::Note, Place::whole(&self.source.file), what));
        }
        Ok(())
    }

    /// A list of links.
    fn records(&mut self, records: &[&'t RawValue]) -> Result<(), Problem> {
        if records.is_empty() {
            return Err(self.unknown(None));
        }
        // NDEx writes a list of parts that have names: CX.
        let first = records[0];
        if first.get().starts_with('{') {
            let fields = self.object(first)?;
            if fields.contains_key("numberVerification") || fields.contains_key("CXVersion") {
                let file = shown(&self.source.file);
                return Err(self.problem(first, "this is CX, as NDEx and Cytoscape write it").help(format!(
                    "in Cytoscape: File > Export > Network to File, as GraphML; or python3 -c \"import ndex2, networkx as n; n.write_graphml(ndex2.create_nice_cx_from_file('{file}').to_networkx(mode='default'), '{file}.graphml')\""
                )));
            }
        }
        for record in records {
            self.edge(record, None)?;
        }
        Ok(())
    }

    fn cytoscape(&mut self, elements: &'t RawValue, way: Option<Way>) -> Result<(), Problem> {
        self.graph.has_nodes = true;
        let (nodes, edges) = if elements.get().starts_with('{') {
            let groups = self.object(elements)?;
            let of = |name: &str| groups.get(name).map_or(Ok(Vec::new()), |list| self.list(list));
            (of("nodes")?, of("edges")?)
        } else {
            let mut parts = (Vec::new(), Vec::new());
            for element in self.list(elements)? {
                let fields = self.object(element)?;
                let data = fields.get("data").map_or(Ok(Object::new()), |data| self.object(data))?;
                if data.contains_key("source") { parts.1.push(element) } else { parts.0.push(element) }
            }
            parts
        };
        for node in nodes {
            let mut fields = self.object(node)?;
            if let Some(data) = fields.shift_remove("data") {
                fields.extend(self.object(data)?);
            }
            self.node(node, None, &fields)?;
        }
        for edge in edges {
            self.edge(edge, way)?;
        }
        Ok(())
    }

    /// networkx's adjacency data: for each node a list of those that it goes to.
    fn adjacency(&mut self, adjacency: &'t RawValue, way: Option<Way>) -> Result<(), Problem> {
        for (from, row) in self.list(adjacency)?.into_iter().enumerate() {
            let Some(from) = self.graph.nodes.get(from).map(|node| node.id.clone()) else {
                return Err(self.problem(row, "there are more lists than nodes"));
            };
            for to in self.list(row)? {
                let fields = self.object(to)?;
                let id = fields.get("id").and_then(|id| scalar(id));
                let id = id.ok_or_else(|| self.problem(to, "a neighbour needs an \"id\""))?;
                let mut keys = std::mem::take(&mut self.graph.edge_keys);
                let mut values = Values::default();
                self.values(&fields, &["id", "key"], &mut keys, &mut values)?;
                self.graph.edge_keys = keys;
                let (from, place) = (from.clone(), self.place(to));
                self.graph.edges.push(Edge { from, to: id, way, values, place });
            }
        }
        if way == Some(Way::Undirected) {
            // Each edge is listed from both of its ends.
            let mut seen = HashMap::new();
            self.graph.edges.retain(|edge| {
                let way_back = seen.get_mut(&(edge.to.clone(), edge.from.clone()));
                match way_back {
                    Some(count) if *count > 0 && edge.from != edge.to => {
                        *count -= 1;
                        false
                    }
                    _ => {
                        *seen.entry((edge.from.clone(), edge.to.clone())).or_insert(0) += 1;
                        true
                    }
                }
            });
        }
        Ok(())
    }

    /// `{"A": {"B": 3}}`, `{"A": {"B": {"weight": 3}}}` or `{"A": ["B"]}`.
    fn rows(&mut self, rows: &Object<'t>) -> Result<(), Problem> {
        let weight = self.graph.edge_keys.number("weight");
        for (from, row) in rows {
            if row.get().starts_with('[') {
                for to in self.list(row)? {
                    let id =
                        scalar(to).ok_or_else(|| self.problem(to, "here the name of a neuron is needed"))?;
                    let place = self.place(to);
                    self.graph.edges.push(Edge {
                        from: from.clone(),
                        to: id,
                        way: None,
                        values: Values::default(),
                        place,
                    });
                }
            } else {
                for (to, value) in self.object(row)? {
                    let mut values = Values::default();
                    match scalar(value) {
                        Some(number) => values.set(weight, number),
                        None => {
                            let mut keys = std::mem::take(&mut self.graph.edge_keys);
                            self.values(&self.object(value)?, &[], &mut keys, &mut values)?;
                            self.graph.edge_keys = keys;
                        }
                    }
                    let place = self.place(value);
                    self.graph.edges.push(Edge { from: from.clone(), to, way: None, values, place });
                }
            }
        }
        let what = "the names on the left as the sending neurons, those within as the receiving ones";
        self.graph.notes.push((Sort::Read, Place::whole(&self.source.file), what.to_owned()));
        Ok(())
    }

    /// d3's links may name nodes by their numbers in the list, from 0, though these have ids.
    fn by_number(&mut self) {
        let ids: IndexSet<String> = self.graph.nodes.iter().map(|node| node.id.clone()).collect();
        let is_number = |end: &str| end.parse::<usize>().is_ok_and(|number| number < ids.len());
        let ends = || self.graph.edges.iter().flat_map(|edge| [&edge.from, &edge.to]);
        if ends().any(|end| !ids.contains(end)) && ends().all(|end| is_number(end)) {
            for edge in &mut self.graph.edges {
                for end in [&mut edge.from, &mut edge.to] {
                    if let Some(id) = end.parse().ok().and_then(|number: usize| ids.get_index(number)) {
                        end.clone_from(id);
                    }
                }
            }
            let what = "links name nodes by their numbers in the list, from 0".to_owned();
            self.graph.notes.push((Sort::Note, Place::whole(&self.source.file), what));
        }
    }
}

/// A text, a number as it is written, or true or false; nothing for `null`, lists and objects.
fn scalar(value: &RawValue) -> Option<String> {
    let text = value.get();
    match text.as_bytes().first()? {
        b'"' => serde_json::from_str(text).ok(),
        b'{' | b'[' | b'n' => None,
        _ => Some(text.to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ends(text: &str) -> Vec<String> {
        let graph =
            read(&Source::new("f", text), &Asked::default()).unwrap_or_else(|problem| panic!("{problem}"));
        graph.edges.iter().map(|edge| format!("{}>{}", edge.from, edge.to)).collect()
    }

    #[test]
    fn networks_in_every_form_that_json_gives_them() {
        for text in [
            r#"{"directed": true, "nodes": [{"id": "A"}, {"id": "B"}], "links": [{"source": "A", "target": "B"}]}"#,
            r#"{"nodes": [{"id": "A"}, {"id": "B"}], "edges": [{"source": 0, "target": 1}]}"#,
            r#"{"nodes": ["A", "B"], "edges": [{"from": "A", "to": "B"}]}"#,
            r#"{"nodes": [{"id": "A"}, {"id": "B"}], "links": [{"source": {"id": "A"}, "target": {"id": "B"}}]}"#,
            r#"{"graph": {"nodes": {"A": {}, "B": {}}, "edges": [{"source": "A", "target": "B"}]}}"#,
            r#"{"elements": {"nodes": [{"data": {"id": "A"}}, {"data": {"id": "B"}}], "edges": [{"data": {"source": "A", "target": "B"}}]}}"#,
            r#"{"elements": [{"data": {"id": "A"}}, {"data": {"id": "B"}}, {"data": {"source": "A", "target": "B"}}]}"#,
            r#"{"nodes": [{"key": "A", "attributes": {"x": 1}}, {"key": "B"}], "edges": [{"source": "A", "target": "B", "undirected": false}]}"#,
            r#"{"directed": true, "nodes": [{"id": "A"}, {"id": "B"}], "adjacency": [[{"id": "B"}], []]}"#,
            r#"{"directed": false, "nodes": [{"id": "A"}, {"id": "B"}], "adjacency": [[{"id": "B"}], [{"id": "A"}]]}"#,
            r#"{"A": {"B": 3}}"#,
            r#"{"A": ["B"], "B": []}"#,
            r#"[{"pre": "A", "post": "B", "typ": 0, "syn": [1]}]"#,
            "{\"pre\": \"A\", \"post\": \"B\"}\n",
            r#"{"connections": [{"pre": "A", "post": "B"}]}"#,
        ] {
            if text.starts_with("{\"pre\"") {
                assert_eq!(ends(&text.repeat(2)), ["A>B", "A>B"]);
            } else {
                assert_eq!(ends(text), ["A>B"], "{text}");
            }
        }
        // Ids of 18 digits keep all of them.
        assert_eq!(ends(r#"[{"pre": 720575940621039145, "post": 2}]"#), ["720575940621039145>2"]);
    }

    #[test]
    fn broken_json_is_told_where_it_stands() {
        for (text, line, column, words) in [
            ("[\n {\"pre\": }]", 2, 10, "not JSON"),
            ("[\n {\"pre\": \"A\"}]", 2, 2, "\"source\" and \"target\"; here is pre"),
            ("[\n {\"pre\": \"A\", \"post\": \"B\",\n  \"typ\": 1}]", 3, 10, "0 for chemical"),
            ("[{\"pre\": \"A\",\n \"post\": null}]", 2, 10, "the name of a neuron"),
            ("{\"units\": {}, \"data\": []}", 1, 1, "WCON"),
            ("{\"a\": 1}", 1, 1, "no network in a form"),
            ("[{\"numberVerification\": []}]", 1, 2, "CX"),
            ("[1]", 1, 2, "an object is needed"),
            ("[]", 0, 0, "no network"),
            (
                "[{\"pre\": \"A\", \"post\": \"B\", \"synapses\": {\"x\": 1, \"y\": 2}}]",
                1,
                2,
                "several data sets: x, y",
            ),
        ] {
            let problem = read(&Source::new("f", text), &Asked::default()).map(|_| ()).expect_err(text);
            let place = &problem.place;
            assert!(problem.message.contains(words), "{text}: {problem}");
            assert_eq!((place.line, place.column), (line, column), "{text}: {problem}");
        }
    }
}
