//! The forms that a network has in JSON.

use super::super::super::account::Sort;
use super::super::super::foreign;
use super::super::super::place::{Place, Problem};
use super::super::super::role::Part;
use super::super::super::words::{Way, direction};
use super::super::graph::{Edge, Graph, Values};
use super::{Json, Object, is_list, is_object, scalar};
use indexmap::IndexSet;
use serde_json::value::RawValue;
use std::collections::HashMap;

impl<'t> Json<'t> {
    pub(super) fn document(&mut self, value: &'t RawValue) -> Result<(), Problem> {
        let mut top = self.object(value)?;
        if top.contains_key("units") && top.contains_key("data") {
            return Err(self.problem(value, "this is WCON, the track of a worm, and holds no network"));
        }
        let mut way = self.way(&top)?;
        if let Some(graph) = top.get("graph").filter(|graph| is_object(graph)) {
            let graph = self.object(graph)?;
            if graph.contains_key("edges") || graph.contains_key("nodes") {
                way = self.way(&graph)?.or(way);
                top = graph;
            }
        }
        if let Some(elements) = top.get("elements").copied() {
            return self.cytoscape(elements, way);
        }
        let edges = ["links", "edges", "connections", "synapses"]
            .iter()
            .find_map(|name| top.get(*name).copied().filter(|list| is_list(list)));
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
            (None, Some(edges), _) => self.records(&self.list(edges)?, way),
            _ if !top.is_empty() && top.values().all(|row| is_object(row) || is_list(row)) => self.rows(&top),
            _ => Err(self.unknown(Some(value))),
        }
    }

    /// Which way links go that do not say it: `"directed": true`, or graphology's `"options": {"type": "directed"}`.
    fn way(&self, top: &Object<'t>) -> Result<Option<Way>, Problem> {
        if let Some(word) = top.get("directed").and_then(|word| scalar(word)) {
            return Ok(direction(&word));
        }
        let options = top.get("options").filter(|options| is_object(options));
        let Some(options) = options else { return Ok(None) };
        let word = self.object(options)?.get("type").and_then(|word| scalar(word));
        Ok(word.and_then(|word| direction(&word)))
    }

    /// A list of nodes, or an object of them by their ids.
    fn nodes(&mut self, nodes: &'t RawValue) -> Result<(), Problem> {
        self.graph.has_nodes = true;
        if is_object(nodes) {
            for (id, node) in self.object(nodes)? {
                let fields = self.fields(node, Part::Neuron)?;
                self.node(node, Some(id), &fields)?;
            }
            return Ok(());
        }
        for node in self.list(nodes)? {
            match scalar(node) {
                Some(id) => self.node(node, Some(id), &Object::new())?,
                None => {
                    let fields = self.fields(node, Part::Neuron)?;
                    self.node(node, None, &fields)?;
                }
            }
        }
        Ok(())
    }

    /// A list of links.
    pub(super) fn records(&mut self, records: &[&'t RawValue], way: Option<Way>) -> Result<(), Problem> {
        let Some(first) = records.first() else { return Err(self.unknown(None)) };
        // NDEx writes a list of parts that have names: CX.
        if is_object(first) {
            let fields = self.object(first)?;
            if fields.contains_key("numberVerification") || fields.contains_key("CXVersion") {
                let place = self.place(first);
                return Err(Problem { place, ..foreign::CX.problem(&self.source.file) });
            }
        }
        for record in records {
            self.edge(record, way)?;
        }
        Ok(())
    }

    fn cytoscape(&mut self, elements: &'t RawValue, way: Option<Way>) -> Result<(), Problem> {
        self.graph.has_nodes = true;
        if is_object(elements) {
            let groups = self.object(elements)?;
            let of = |name: &str| groups.get(name).map_or(Ok(Vec::new()), |list| self.list(list));
            let (nodes, edges) = (of("nodes")?, of("edges")?);
            for node in nodes {
                let fields = self.fields(node, Part::Neuron)?;
                self.node(node, None, &fields)?;
            }
            for edge in edges {
                self.edge(edge, way)?;
            }
            return Ok(());
        }
        for element in self.list(elements)? {
            let fields = self.fields(element, Part::Link)?;
            if fields.contains_key("source") {
                self.edge_of(element, &fields, way)?;
            } else {
                self.node(element, None, &fields)?;
            }
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
                let fields = self.fields(to, Part::Link)?;
                let id = fields.get("id").and_then(|id| scalar(id));
                let id = id.ok_or_else(|| self.problem(to, "a neighbour needs an \"id\""))?;
                self.edge_between(to, &fields, (vec![from.clone()], vec![id]), &[], way)?;
            }
        }
        // These go by the places of edges.
        self.choose_data_set()?;
        if way == Some(Way::Undirected) {
            // Each edge is listed from both of its ends.
            let mut open: HashMap<(&str, &str), usize> = HashMap::new();
            let mut is_second = Vec::with_capacity(self.graph.edges.len());
            for Edge { from, to, .. } in &self.graph.edges {
                let back =
                    open.get_mut(&(to.as_str(), from.as_str())).filter(|count| **count > 0 && from != to);
                is_second.push(back.is_some());
                match back {
                    Some(count) => *count -= 1,
                    None => *open.entry((from, to)).or_default() += 1,
                }
            }
            let mut is_second = is_second.into_iter();
            self.graph.edges.retain(|_| is_second.next() != Some(true));
        }
        Ok(())
    }

    /// `{"A": {"B": 3}}`, `{"A": {"B": {"weight": 3}}}` or `{"A": ["B"]}`.
    fn rows(&mut self, rows: &Object<'t>) -> Result<(), Problem> {
        let weight = self.graph.edge_keys.number("weight");
        for (from, row) in rows {
            if is_list(row) {
                for to in self.list(row)? {
                    let id =
                        scalar(to).ok_or_else(|| self.problem(to, "here the name of a neuron is needed"))?;
                    self.row_edge(from, id, Values::default(), to);
                }
            } else {
                for (to, value) in self.object(row)? {
                    match scalar(value) {
                        Some(number) => {
                            let mut values = Values::default();
                            values.set(weight, &number);
                            self.row_edge(from, to, values, value);
                        }
                        None => {
                            let fields = self.fields(value, Part::Link)?;
                            self.edge_between(value, &fields, (vec![from.clone()], vec![to]), &[], None)?;
                        }
                    }
                }
            }
        }
        let what = "the names on the left as the sending neurons, those within as the receiving ones";
        self.graph.account.say(Sort::Read, Place::whole(&self.source.file), what);
        Ok(())
    }

    fn row_edge(&mut self, from: &str, to: String, values: Values, value: &RawValue) {
        let place = self.place(value);
        self.graph.edges.push(Edge { from: from.to_owned(), to, way: None, values, place });
    }

    /// d3's links may name nodes by their numbers in the list, from 0, though these have ids.
    fn by_number(&mut self) {
        let Graph { nodes, edges, account, .. } = &mut self.graph;
        let ids: IndexSet<&str> = nodes.iter().map(|node| node.id.as_str()).collect();
        let number = |end: &str| end.parse::<usize>().ok().and_then(|number| ids.get_index(number));
        let ends = || edges.iter().flat_map(|edge| [edge.from.as_str(), edge.to.as_str()]);
        if ends().any(|end| !ids.contains(end)) && ends().all(|end| number(end).is_some()) {
            for end in edges.iter_mut().flat_map(|edge| [&mut edge.from, &mut edge.to]) {
                if let Some(id) = number(end) {
                    *end = (*id).to_owned();
                }
            }
            let what = "links name nodes by their numbers in the list, from 0";
            account.say(Sort::Note, Place::whole(&self.source.file), what);
        }
    }
}
