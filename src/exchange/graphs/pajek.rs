//! Pajek's .net: numbered vertices, then arcs (with a direction) and edges (without), as lists or as a matrix.

use super::super::account::Sort;
use super::super::place::{Place, Problem, listed, shown};
use super::super::source::Source;
use super::super::words::Way;
use super::graph::{Edge, Graph, Node, Values};
use super::text_lines::{lines, words};
use crate::scene::limits::MAX_NEURONS;
use indexmap::IndexMap;

/// What the lines below a heading are.
enum Section {
    /// Nothing that belongs to the network.
    Other,
    Vertices,
    /// A line a link, or a line a vertex with all that it goes to.
    Links {
        way: Way,
        is_list: bool,
        relation: Option<usize>,
    },
    Matrix {
        /// How many rows are read.
        rows: usize,
        relation: Option<usize>,
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
    /// The names of relations by their numbers; empty where none is told yet, for it may stand behind the links.
    relations: IndexMap<String, String>,
    /// The relations of edges, in their order.
    of_edges: Vec<Option<usize>>,
}

/// A line with its words.
struct Line<'s> {
    source: &'s Source,
    /// Byte of the text at which it begins.
    begin: usize,
    words: Vec<(usize, &'s str)>,
}

impl<'s> Line<'s> {
    fn get(&self, at: usize) -> Option<&'s str> {
        self.words.get(at).map(|(_, word)| *word)
    }

    /// Where a word stands; the line itself for one that is not there.
    fn byte(&self, at: usize) -> usize {
        self.begin + self.words.get(at).map_or(0, |(byte, _)| *byte)
    }

    fn place(&self, at: usize) -> Place {
        self.source.place(self.byte(at))
    }

    fn problem(&self, at: usize, message: impl Into<String>) -> Problem {
        self.source.problem(self.byte(at), message)
    }

    /// A number as it is written.
    fn weight(&self, at: usize) -> Result<Option<&'s str>, Problem> {
        match self.get(at) {
            Some(word) if word.parse::<f64>().is_err() => {
                Err(self.problem(at, format!("the weight is a number, not `{}`", shown(word))))
            }
            word => Ok(word),
        }
    }

    /// Takes off the number of a relation: `2: 1 2 3` is a line of the second one.
    fn relation(&mut self) -> Option<&'s str> {
        let (byte, (number, rest)) =
            self.words.first().and_then(|(at, word)| Some((*at, word.split_once(':')?)))?;
        if number.is_empty() || !number.bytes().all(|byte| byte.is_ascii_digit()) {
            return None;
        }
        if rest.is_empty() {
            self.words.remove(0);
        } else {
            self.words[0] = (byte + number.len() + 1, rest);
        }
        Some(number)
    }
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
    for (begin, text) in lines(&source.text) {
        let text = text.trim_end();
        let mut line = Line { source, begin, words: words(text) };
        let Some(first) = line.get(0).filter(|first| !first.starts_with('%')) else { continue };
        if first.starts_with('*') {
            reading.end(&section)?;
            section = reading.heading(&line, text)?;
            continue;
        }
        match &mut section {
            Section::Other => {}
            Section::Vertices => reading.vertex(&line)?,
            Section::Links { way, is_list, relation } => {
                let own = line.relation().map(|number| reading.relation(number, None));
                let relation = own.or(*relation);
                if *is_list {
                    reading.list(&line, *way, relation)?;
                } else {
                    reading.link(&line, *way, relation)?;
                }
            }
            Section::Matrix { rows, relation, .. } => {
                *rows += 1;
                reading.row(&line, *rows, *relation)?;
            }
        }
    }
    reading.end(&section)?;
    if reading.networks == 0 {
        return Err(source.problem(source.text.len(), "this is not a Pajek network: it holds no *Vertices"));
    }
    Ok(reading.finish(source))
}

impl Reading {
    fn heading(&mut self, line: &Line, text: &str) -> Result<Section, Problem> {
        let problem = |message: &str| line.problem(0, message);
        let first = line.get(0).unwrap_or_default();
        let heading = first.split(':').next().unwrap_or_default().to_lowercase();
        // `*Arcs :2 "gap junctions"` is one of several relations; without a number it is one by its name.
        let name = text.find('"').map(|open| text[open..].trim_matches('"').trim());
        let name = name.filter(|name| !name.is_empty());
        let head = text.split('"').next().unwrap_or_default();
        let number = head.split_once(':').map(|(_, number)| number.trim());
        let number = number.filter(|number| !number.is_empty()).or(name);
        let relation = number.map(|number| self.relation(number, name));
        let links = |way, is_list| Ok(Section::Links { way, is_list, relation });
        let begins = ["*network", "*vertices"].contains(&heading.as_str());
        if !begins && self.networks == 0 {
            return match heading.as_str() {
                "*arcs" | "*edges" | "*arcslist" | "*edgeslist" | "*matrix" => {
                    Err(problem("links stand before *Vertices, the list of the vertices"))
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
                    return Err(problem("the file holds a second network")
                        .help("in Pajek save the one network that is meant: File > Network > Save"));
                }
                let count = line.get(1).and_then(|word| word.parse::<usize>().ok());
                let count = count.ok_or_else(|| problem("*Vertices needs their number"))?;
                if count > MAX_NEURONS {
                    let message = format!("a scene has at most {MAX_NEURONS} neurons, not {count}");
                    return Err(problem(&message).help("in Pajek extract the part that is meant"));
                }
                if line.get(2).is_some() {
                    let message = "a network of two modes has no links within a mode, as neurons have";
                    return Err(
                        problem(message).help("in Pajek: Network > 2-Mode Network > 2-Mode to 1-Mode")
                    );
                }
                self.count = count;
                // All are there, whether they have a line or not.
                self.graph.nodes = (1..=count)
                    .map(|number| Node { id: number.to_string(), place: line.place(0), ..Node::default() })
                    .collect();
                Ok(Section::Vertices)
            }
            "*arcs" => links(Way::Directed, false),
            "*edges" => links(Way::Undirected, false),
            "*arcslist" => links(Way::Directed, true),
            "*edgeslist" => links(Way::Undirected, true),
            "*matrix" => Ok(Section::Matrix { rows: 0, relation, place: line.place(0) }),
            "*network" => {
                self.is_beside = false;
                Ok(Section::Other)
            }
            _ => {
                let what = format!("`{}` and what stands below it was passed over", shown(first));
                self.graph.account.say(Sort::Note, line.place(0), what);
                self.is_beside = true;
                Ok(Section::Other)
            }
        }
    }

    /// The place of a relation among all, which has this name from now on if it had none.
    fn relation(&mut self, number: &str, name: Option<&str>) -> usize {
        let known = self.relations.entry(number.to_owned());
        let at = known.index();
        let known = known.or_default();
        if let (Some(name), true) = (name, known.is_empty()) {
            name.clone_into(known);
        }
        at
    }

    /// `1 "ADAL" 0.25 0.5 0.5 ellipse ic Blue`
    fn vertex(&mut self, line: &Line) -> Result<(), Problem> {
        let number = self.number(line, 0)?;
        let key = self.graph.node_keys.label("label");
        let node = &mut self.graph.nodes[number - 1];
        node.place = line.place(0);
        if let Some(label) = line.get(1) {
            node.values.set(key, label);
        }
        let coordinate = |at: usize| line.get(at)?.parse::<f64>().ok().filter(|value| value.is_finite());
        // On the screen y runs downward.
        let drawn = coordinate(2).zip(coordinate(3)).map(|(x, y)| (x, -y));
        // networkx writes 0 0 for all that have no place.
        node.drawn = drawn.filter(|at| *at != (0.0, 0.0));
        Ok(())
    }

    /// The number of a vertex.
    fn number(&self, line: &Line, at: usize) -> Result<usize, Problem> {
        let word = line.get(at).unwrap_or_default();
        // In lists of edges Pajek marks a number by a minus, and so a multiple line.
        match word.trim_start_matches('-').parse::<usize>() {
            Ok(number) if (1..=self.count).contains(&number) => Ok(number),
            _ => {
                let message = format!("a vertex is a number from 1 to {}, not `{}`", self.count, shown(word));
                Err(line.problem(at, message))
            }
        }
    }

    fn edge(&mut self, ends: [usize; 2], way: Way, relation: Option<usize>, place: Place) -> &mut Values {
        self.of_edges.push(relation);
        let [from, to] = ends.map(|end| end.to_string());
        self.graph.edges.push(Edge { from, to, way: Some(way), values: Values::default(), place });
        let last = self.graph.edges.len() - 1;
        &mut self.graph.edges[last].values
    }

    /// `1 2 3.5 l "chemical" w 2`
    fn link(&mut self, line: &Line, way: Way, relation: Option<usize>) -> Result<(), Problem> {
        if line.get(1).is_none() {
            let message = "a link is two numbers of vertices, and its weight";
            return Err(line.source.problem(line.begin, message));
        }
        let ends = [self.number(line, 0)?, self.number(line, 1)?];
        let (weight, label) = (self.graph.edge_keys.number("weight"), self.graph.edge_keys.label("label"));
        let values = self.edge(ends, way, relation, line.place(0));
        if let Some(word) = line.weight(2)? {
            values.set(weight, word);
        }
        let mut rest = line.words.iter().skip(3).map(|(_, word)| *word);
        while let Some(name) = rest.next() {
            if name == "l"
                && let Some(text) = rest.next()
            {
                values.set(label, text);
            }
        }
        Ok(())
    }

    /// `1 2 3 4`: from the first to all others.
    fn list(&mut self, line: &Line, way: Way, relation: Option<usize>) -> Result<(), Problem> {
        for at in 1..line.words.len() {
            let ends = [self.number(line, 0)?, self.number(line, at)?];
            self.edge(ends, way, relation, line.place(at));
        }
        Ok(())
    }

    fn row(&mut self, line: &Line, row: usize, relation: Option<usize>) -> Result<(), Problem> {
        let numbers = line.words.len();
        if row > self.count || numbers != self.count {
            let message = format!("{}; this is row {row} of {numbers}", self.square());
            return Err(line.source.problem(line.begin, message));
        }
        let weight = self.graph.edge_keys.number("weight");
        for column in 0..numbers {
            let word = line.weight(column)?.unwrap_or_default();
            if word.parse::<f64>() != Ok(0.0) {
                let values = self.edge([row, column + 1], Way::Directed, relation, line.place(column));
                values.set(weight, word);
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
                Err(Problem::new(place.clone(), format!("{}; here it has {rows}", self.square())))
            }
            _ => Ok(()),
        }
    }

    /// Gives edges the names of their relations.
    fn finish(self, source: &Source) -> Graph {
        let mut graph = self.graph;
        let mut is_used = vec![false; self.relations.len()];
        for (edge, relation) in graph.edges.iter_mut().zip(self.of_edges) {
            let Some(at) = relation else { continue };
            is_used[at] = true;
            if !self.relations[at].is_empty() {
                edge.values.set(graph.edge_keys.label("relation"), &self.relations[at]);
            }
        }
        let used: Vec<_> = self.relations.iter().zip(is_used).filter(|(_, is_used)| *is_used).collect();
        let nameless: Vec<&str> = used
            .iter()
            .filter(|((_, name), _)| name.is_empty())
            .map(|((number, _), _)| number.as_str())
            .collect();
        if used.len() > 1 && !nameless.is_empty() {
            let what = format!(
                "the file holds several relations, and these have no names, so that nothing tells their type: {}; write names behind their headings, as *Arcs :1 \"chemical\"",
                listed(nameless)
            );
            graph.account.warn(Place::whole(&source.file), what, Vec::new());
        }
        graph
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
