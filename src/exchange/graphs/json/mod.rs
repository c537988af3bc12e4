//! JSON: node-link data of networkx and d3, Cytoscape.js, JSON Graph Format, graphology, adjacency by
//! objects or lists, and lists of records, among them those of `NemaNode`.

mod edges;
mod forms;

use super::super::account::Sort;
use super::super::asked::Asked;
use super::super::place::{Place, Problem, shown};
use super::super::role::{Part, Role, role};
use super::super::source::Source;
use super::graph::{Graph, Keys, Node, Values};
use edges::Contacts;
use indexmap::IndexMap;
use indexmap::map::Entry;
use serde_json::value::RawValue;

type Object<'t> = IndexMap<String, &'t RawValue>;

/// Objects whose fields stand for the node or edge itself.
const WITHIN: [&str; 3] = ["data", "metadata", "attributes"];
/// How many of them may lie within one another.
const MAX_WITHIN: usize = 4;

/// Reads a JSON file.
///
/// # Errors
///
/// The first place that is not understood.
pub(super) fn read(source: &Source, asked: &Asked) -> Result<Graph, Problem> {
    let mut values: Vec<&RawValue> = Vec::new();
    for value in serde_json::Deserializer::from_str(&source.text).into_iter::<&RawValue>() {
        values.push(value.map_err(|error| broken(source, 0, &error))?);
    }
    let mut json = Json { source, asked, graph: Graph::default(), ends: None, contacts: Vec::new() };
    match values.as_slice() {
        [one] if one.get().starts_with('{') => json.document(one)?,
        [one] if one.get().starts_with('[') => json.records(&json.list(one)?, None)?,
        // A record a line.
        [first, _, ..] if first.get().starts_with('{') => json.records(&values, None)?,
        _ => return Err(json.unknown(values.first().copied())),
    }
    json.choose_data_set()?;
    Ok(json.graph)
}

/// What is wrong with a piece of the text that begins at a byte.
fn broken(source: &Source, begin: usize, error: &serde_json::Error) -> Problem {
    let message = error.to_string();
    let message = message.split(" at line ").next().unwrap_or_default();
    // The library counts bytes, and lines that end with LF.
    let text = &source.text[begin..];
    let line = match error.line() {
        0 | 1 => 0,
        line => text.match_indices('\n').nth(line - 2).map_or(0, |(at, _)| at + 1),
    };
    source.problem(begin + line + error.column().saturating_sub(1), format!("this is not JSON: {message}"))
}

struct Json<'t> {
    source: &'t Source,
    asked: &'t Asked,
    graph: Graph,
    /// The fields that the ends of an edge stood in last.
    ends: Option<(String, String)>,
    /// Counts of contacts by data set.
    contacts: Vec<Contacts>,
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

    /// What a value holds, if it begins as what is wanted.
    fn parsed<T: serde::Deserialize<'t>>(
        &self,
        value: &'t RawValue,
        begin: char,
        what: &str,
    ) -> Result<T, Problem> {
        if !value.get().starts_with(begin) {
            let message = format!("here {what} is needed, not `{}`", shown(value.get()));
            return Err(self.problem(value, message));
        }
        serde_json::from_str(value.get()).map_err(|error| broken(self.source, self.at(value), &error))
    }

    fn object(&self, value: &'t RawValue) -> Result<Object<'t>, Problem> {
        self.parsed(value, '{', "an object")
    }

    fn list(&self, value: &'t RawValue) -> Result<Vec<&'t RawValue>, Problem> {
        self.parsed(value, '[', "a list")
    }

    /// The fields of a node or an edge, with those of objects that stand for it: what stands further out comes
    /// first.
    fn fields(&mut self, value: &'t RawValue, part: Part) -> Result<Object<'t>, Problem> {
        let mut fields = self.object(value)?;
        for _ in 0..MAX_WITHIN {
            let within = WITHIN.iter().find(|name| fields.get(**name).is_some_and(|v| is_object(v)));
            let Some(inner) = within.and_then(|name| fields.shift_remove(*name)) else { break };
            for (name, value) in self.object(inner)? {
                match fields.entry(name) {
                    Entry::Vacant(free) => {
                        free.insert(value);
                    }
                    Entry::Occupied(mut outer) if outer.get().get() == "null" => {
                        outer.insert(value);
                    }
                    Entry::Occupied(outer) if outer.get().get() != value.get() => {
                        let is_known = role(part, outer.key()).is_some_and(|(role, _)| role != Role::Ignored)
                            || self.asked.role(part, outer.key()).is_some();
                        if is_known && value.get() != "null" {
                            let what =
                                "fields stand further in with another value, of which the outer one counts";
                            let place = self.place(value);
                            self.graph.account.count(Sort::Default, &place, what, outer.key());
                        }
                    }
                    Entry::Occupied(_) => {}
                }
            }
        }
        Ok(fields)
    }

    fn node(&mut self, value: &'t RawValue, id: Option<String>, fields: &Object<'t>) -> Result<(), Problem> {
        let own = |name: &&'static str| Some((*name, scalar(fields.get(*name)?)?));
        let given = if id.is_none() { ["id", "key"].iter().find_map(own) } else { None };
        let but = [given.as_ref().map_or("", |(name, _)| name), "position"];
        let id = id.or(given.map(|(_, id)| id)).unwrap_or_else(|| self.graph.nodes.len().to_string());
        let values = values(fields, &but, &mut self.graph.node_keys);
        let mut drawn = None;
        if let Some(position) = fields.get("position").filter(|position| is_object(position)) {
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
}

/// What a node or an edge says.
fn values(fields: &Object<'_>, but: &[&str], keys: &mut Keys) -> Values {
    let mut values = Values::default();
    for (name, value) in fields.iter().filter(|(name, _)| !but.contains(&name.as_str())) {
        if let Some(text) = scalar(value) {
            let key = match name.as_str() {
                "label" | "relation" => keys.label(name),
                _ => keys.number(name),
            };
            values.set(key, &text);
        } else if value.get() != "null" && !is_empty(value) {
            // Told as not understood.
            values.set(keys.number(name), &shown(value.get()));
        }
    }
    values
}

fn is_object(value: &RawValue) -> bool {
    value.get().starts_with('{')
}

fn is_list(value: &RawValue) -> bool {
    value.get().starts_with('[')
}

fn is_empty(value: &RawValue) -> bool {
    (is_object(value) || is_list(value)) && value.get()[1..value.get().len() - 1].trim().is_empty()
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
            ("[{\"pré\": é}]", 1, 10, "not JSON"),
            ("[\r{\"pre\": }]", 2, 9, "not JSON"),
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
