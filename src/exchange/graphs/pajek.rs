//! Pajek's .net: numbered vertices, then arcs (with a direction) and edges (without), as lists or as a matrix.

use super::super::account::Sort;
use super::super::place::{Place, Problem, listed, shown};
use super::super::source::Source;
use super::super::words::Way;
use super::graph::{Edge, Graph, Node, Values};
use super::text_lines::{lines, words};
use crate::scene::limits::MAX_NEURONS;
use indexmap::{IndexMap, IndexSet};

/// What the lines below a heading are.
enum Section {
    /// Nothing that belongs to the network.
    Other,
    Vertices,
    /// A line a link, or a line a vertex with all that it goes to.
    Links {
        way: Way,
        is_list: bool,
        /// The number of the relation.
        relation: Option<String>,
    },
    Matrix {
        /// How many rows are read.
        rows: usize,
        relation: Option<String>,
        place: Place,
    },
}

#[derive(Default)]
struct Reading {
    graph: Graph,
    /// How many vertices the file says that there are.
    count: usize,
    networks: usize,
    /// Within something else that has *Vertices of its own: a partition, a vector.
    is_beside: bool,
    /// The names of relations by their numbers; a name may be told behind the links.
    names: IndexMap<String, String>,
    /// The relations of edges, in their order.
    relations: Vec<Option<String>>,
}

/// Reads a Pajek network.
///
/// # Errors
///
/// The first place that is not understood.
pub(super) fn read(source: &Source) -> Result<Graph, Problem> {
    let mut reading = Reading::default();
    reading.graph.has_nodes = true;
    reading.graph.drawn_as = "the coordinates of the vertices";
    let mut section = Section::Other;
    for (begin, line) in lines(&source.text) {
        let line = line.trim_end();
        let words = words(line);
        let Some(&(indent, first)) = words.first() else { continue };
        if first.starts_with('%') {
            continue;
        }
        if first.starts_with('*') {
            reading.end(&section)?;
            section = reading.heading(&words, begin + indent, line, source)?;
            continue;
        }
        match &mut section {
            Section::Other => {}
            Section::Vertices => reading.vertex(&words, begin, source)?,
            Section::Links { way, is_list, relation } => {
                let (own, words) = numbered(words);
                let relation = own.as_ref().or(relation.as_ref());
                if *is_list {
                    reading.list(&words, begin, *way, relation, source)?;
                } else {
                    reading.link(&words, begin, *way, relation, source)?;
                }
            }
            Section::Matrix { rows, relation, .. } => {
                *rows += 1;
                reading.row(&words, *rows, begin, relation.as_ref(), source)?;
            }
        }
    }
    reading.end(&section)?;
    if reading.networks == 0 {
        return Err(source.problem(source.text.len(), "this is not a Pajek network: it holds no *Vertices"));
    }
    Ok(reading.finish(source))
}

/// `2: 1 2 3` is a line of the second relation.
fn numbered<'w>(mut words: Vec<(usize, &'w str)>) -> (Option<String>, Vec<(usize, &'w str)>) {
    let Some((number, rest)) = words.first().and_then(|(_, word)| word.split_once(':')) else {
        return (None, words);
    };
    if number.is_empty() || !number.bytes().all(|byte| byte.is_ascii_digit()) {
        return (None, words);
    }
    let at = words[0].0 + number.len() + 1;
    if rest.is_empty() {
        words.remove(0);
    } else {
        words[0] = (at, rest);
    }
    (Some(number.to_owned()), words)
}

impl Reading {
    fn heading(
        &mut self,
        words: &[(usize, &str)],
        at: usize,
        line: &str,
        source: &Source,
    ) -> Result<Section, Problem> {
        let problem = |message: String| source.problem(at, message);
        let heading = words[0].1.split(':').next().unwrap_or_default().to_lowercase();
        // `*Arcs :2 "gap junctions"` is one of several relations; without a number it is one by its name.
        let name = line.find('"').map(|open| line[open..].trim_matches('"').trim().to_owned());
        let name = name.filter(|name| !name.is_empty());
        let head = line.split('"').next().unwrap_or_default();
        let number = head.split_once(':').map(|(_, number)| number.trim().to_owned());
        let relation = number.filter(|number| !number.is_empty()).or(name.clone());
        if let (Some(relation), Some(name)) = (&relation, name) {
            self.names.entry(relation.clone()).or_insert(name);
        }
        let links = |way, is_list| Ok(Section::Links { way, is_list, relation: relation.clone() });
        let begins = ["*network", "*vertices"].contains(&heading.as_str());
        if !begins && self.networks == 0 {
            return match heading.as_str() {
                "*arcs" | "*edges" | "*arcslist" | "*edgeslist" | "*matrix" => {
                    Err(problem("links stand before *Vertices, the list of the vertices".to_owned()))
                }
                _ => {
                    self.is_beside = true;
                    Ok(Section::Other)
                }
            };
        }
        match heading.as_str() {
            "*vertices" if self.is_beside => Ok(Section::Other),
            "*vertices" => {
                self.networks += 1;
                if self.networks > 1 {
                    return Err(problem("the file holds a second network".to_owned())
                        .help("in Pajek save the one network that is meant: File > Network > Save"));
                }
                let number = |at: usize| words.get(at).and_then(|(_, word)| word.parse::<usize>().ok());
                let count = number(1).ok_or_else(|| problem("*Vertices needs their number".to_owned()))?;
                if count > MAX_NEURONS {
                    let message = format!("a scene has at most {MAX_NEURONS} neurons, not {count}");
                    return Err(problem(message).help("in Pajek extract the part that is meant"));
                }
                if words.len() > 2 {
                    return Err(problem(
                        "a network of two modes has no links within a mode, as neurons have".to_owned(),
                    )
                    .help("in Pajek: Network > 2-Mode Network > 2-Mode to 1-Mode"));
                }
                self.count = count;
                // All are there, whether they have a line or not.
                self.graph.nodes = (1..=count)
                    .map(|number| Node { id: number.to_string(), place: source.place(at), ..Node::default() })
                    .collect();
                Ok(Section::Vertices)
            }
            "*arcs" => links(Way::Directed, false),
            "*edges" => links(Way::Undirected, false),
            "*arcslist" => links(Way::Directed, true),
            "*edgeslist" => links(Way::Undirected, true),
            "*matrix" => Ok(Section::Matrix { rows: 0, relation, place: source.place(at) }),
            "*network" => {
                self.is_beside = false;
                Ok(Section::Other)
            }
            _ => {
                let what = format!("`{}` and what stands below it was passed over", shown(words[0].1));
                self.graph.account.say(Sort::Note, source.place(at), what);
                self.is_beside = true;
                Ok(Section::Other)
            }
        }
    }

    /// `1 "ADAL" 0.25 0.5 0.5 ellipse ic Blue`
    fn vertex(&mut self, words: &[(usize, &str)], begin: usize, source: &Source) -> Result<(), Problem> {
        let id = self.number(words[0], begin, source)?;
        let at = id.parse::<usize>().unwrap_or(1) - 1;
        let key = self.graph.node_keys.label("label");
        let node = &mut self.graph.nodes[at];
        node.place = source.place(begin + words[0].0);
        if let Some((_, label)) = words.get(1) {
            node.values.set(key, label);
        }
        let coordinate = |at: usize| words.get(at)?.1.parse::<f64>().ok().filter(|value| value.is_finite());
        // On the screen y runs downward.
        let drawn = coordinate(2).zip(coordinate(3)).map(|(x, y)| (x, -y));
        // networkx writes 0 0 for all that have no place.
        node.drawn = drawn.filter(|at| *at != (0.0, 0.0));
        Ok(())
    }

    fn number(&self, (at, word): (usize, &str), begin: usize, source: &Source) -> Result<String, Problem> {
        // In lists of edges Pajek marks a number by a minus, and so a multiple line.
        match word.trim_start_matches('-').parse::<usize>() {
            Ok(number) if (1..=self.count).contains(&number) => Ok(number.to_string()),
            _ => {
                let message = format!("a vertex is a number from 1 to {}, not `{}`", self.count, shown(word));
                Err(source.problem(begin + at, message))
            }
        }
    }

    fn edge(
        &mut self,
        from: String,
        to: String,
        way: Way,
        relation: Option<&String>,
        place: Place,
    ) -> &mut Edge {
        self.relations.push(relation.cloned());
        let edge = Edge { from, to, way: Some(way), values: Values::default(), place };
        self.graph.edges.push(edge);
        let last = self.graph.edges.len() - 1;
        &mut self.graph.edges[last]
    }

    /// `1 2 3.5 l "chemical" w 2`
    fn link(
        &mut self,
        words: &[(usize, &str)],
        begin: usize,
        way: Way,
        relation: Option<&String>,
        source: &Source,
    ) -> Result<(), Problem> {
        let missing = || source.problem(begin, "a link is two numbers of vertices, and its weight");
        let from = self.number(*words.first().ok_or_else(missing)?, begin, source)?;
        let to = self.number(*words.get(1).ok_or_else(missing)?, begin, source)?;
        let (weight, label) = (self.graph.edge_keys.number("weight"), self.graph.edge_keys.label("label"));
        let edge = self.edge(from, to, way, relation, source.place(begin + words[0].0));
        if let Some((at, word)) = words.get(2) {
            edge.values.set(weight, checked(word, begin + at, source)?);
        }
        let mut rest = words.iter().skip(3);
        while let Some((_, name)) = rest.next() {
            if *name == "l"
                && let Some((_, text)) = rest.next()
            {
                edge.values.set(label, text);
            }
        }
        Ok(())
    }

    /// `1 2 3 4`: from the first to all others.
    fn list(
        &mut self,
        words: &[(usize, &str)],
        begin: usize,
        way: Way,
        relation: Option<&String>,
        source: &Source,
    ) -> Result<(), Problem> {
        let Some((first, others)) = words.split_first() else { return Ok(()) };
        let from = self.number(*first, begin, source)?;
        for word in others {
            let to = self.number(*word, begin, source)?;
            self.edge(from.clone(), to, way, relation, source.place(begin + word.0));
        }
        Ok(())
    }

    fn row(
        &mut self,
        words: &[(usize, &str)],
        row: usize,
        begin: usize,
        relation: Option<&String>,
        source: &Source,
    ) -> Result<(), Problem> {
        if row > self.count || words.len() != self.count {
            return Err(
                source.problem(begin, format!("{}; this is row {row} of {}", self.square(), words.len()))
            );
        }
        let weight = self.graph.edge_keys.number("weight");
        for (column, (at, word)) in words.iter().enumerate() {
            let word = checked(word, begin + at, source)?;
            if word.parse::<f64>() != Ok(0.0) {
                let (from, to) = (row.to_string(), (column + 1).to_string());
                let edge = self.edge(from, to, Way::Directed, relation, source.place(begin + at));
                edge.values.set(weight, word);
            }
        }
        Ok(())
    }

    fn square(&self) -> String {
        format!("a matrix of {0} vertices has {0} rows of {0} numbers", self.count)
    }

    /// Looks whether a part is whole when it ends.
    fn end(&self, section: &Section) -> Result<(), Problem> {
        match section {
            Section::Matrix { rows, place, .. } if *rows < self.count => {
                Err(Problem::new(place.clone(), format!("{}; here are {rows} rows", self.square())))
            }
            _ => Ok(()),
        }
    }

    /// Gives edges the names of their relations.
    fn finish(self, source: &Source) -> Graph {
        let mut graph = self.graph;
        let mut nameless: IndexSet<&str> = IndexSet::new();
        let is_several = self.relations.iter().flatten().collect::<IndexSet<_>>().len() > 1;
        for (edge, relation) in graph.edges.iter_mut().zip(&self.relations) {
            let Some(relation) = relation else { continue };
            match self.names.get(relation) {
                Some(name) => edge.values.set(graph.edge_keys.label("relation"), name),
                None if is_several => {
                    nameless.insert(relation);
                }
                None => {}
            }
        }
        if !nameless.is_empty() {
            let what = format!(
                "the file holds several relations, and these have no names, so that their links are of one type: {}; write names behind their headings, as *Arcs :1 \"chemical\"",
                listed(nameless)
            );
            graph.account.warn(Place::whole(&source.file), what, Vec::new());
        }
        graph
    }
}

/// A number as it is written.
fn checked<'w>(word: &'w str, at: usize, source: &Source) -> Result<&'w str, Problem> {
    match word.parse::<f64>() {
        Ok(_) => Ok(word),
        Err(_) => Err(source.problem(at, format!("the weight is a number, not `{}`", shown(word)))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn broken_networks_are_told_where_they_stand() {
        for (text, line, column, words) in [
            ("*Arcs\n1 2", 1, 1, "before *Vertices"),
            ("*Vertices\n1 2", 1, 1, "needs their number"),
            ("*Vertices 2\n1 \"A\"\n3 \"B\"", 3, 1, "from 1 to 2, not `3`"),
            ("*Vertices 2\n*Arcs\n1 2 x", 3, 5, "a number, not `x`"),
            ("*Vertices 2\r\n*Arcs\r\n1", 3, 1, "two numbers"),
            ("*Vertices 2\n*Matrix\n0 1 1", 3, 1, "2 rows of 2 numbers"),
            ("*Vertices 4 2", 1, 1, "two modes"),
            ("*Vertices 1\n*Vertices 1", 2, 1, "a second network"),
            ("*Vertices 99999999999", 1, 1, "at most"),
            ("*Network x", 1, 11, "no *Vertices"),
        ] {
            let problem = read(&Source::new("f", text)).map(|_| ()).expect_err(text);
            let place = &problem.place;
            assert!(problem.message.contains(words), "{text}: {problem}");
            assert_eq!((place.line, place.column), (line, column), "{text}: {problem}");
        }
    }
}
