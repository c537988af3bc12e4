//! Pajek's .net: numbered vertices, then arcs (with a direction) and edges (without), as lists or as a matrix.

use super::super::account::Sort;
use super::super::place::{Problem, shown};
use super::super::source::Source;
use super::graph::{Edge, Graph, Node, Values, Way};
use super::text_lines::{lines, words};

/// Most vertices of a network.
const MAX_VERTICES: usize = 10_000_000;

/// What the lines below a heading are.
enum Section {
    /// Nothing that belongs to the network.
    Other,
    Vertices,
    /// A line a link, or a line a vertex with all that it goes to.
    Links {
        way: Way,
        is_list: bool,
        relation: Option<String>,
    },
    /// So many rows are read.
    Matrix {
        rows: usize,
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
            section = reading.heading(&words, begin + indent, line, source)?;
            continue;
        }
        match &mut section {
            Section::Other => {}
            Section::Vertices => reading.vertex(&words, begin, source)?,
            Section::Links { way, is_list: false, relation } => {
                reading.link(&words, begin, *way, relation.as_deref(), source)?;
            }
            Section::Links { way, is_list: true, relation } => {
                let from = reading.number(words[0], begin, source)?;
                for word in &words[1..] {
                    let to = reading.number(*word, begin, source)?;
                    let values = reading.relation(relation.as_deref());
                    let place = source.place(begin + word.0);
                    reading.graph.edges.push(Edge { from: from.clone(), to, way: Some(*way), values, place });
                }
            }
            Section::Matrix { rows } => {
                *rows += 1;
                reading.row(&words, *rows, begin, source)?;
            }
        }
    }
    if reading.networks == 0 {
        return Err(source.problem(source.text.len(), "this is not a Pajek network: it holds no *Vertices"));
    }
    Ok(reading.graph)
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
        let heading = words[0].1.to_lowercase();
        // `*Arcs :2 "gap junctions"` is one of several relations.
        let relation = line.find('"').map(|open| line[open..].trim_matches('"').trim().to_owned());
        let relation = relation.filter(|name| !name.is_empty());
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
                if count > MAX_VERTICES {
                    return Err(problem(format!("at most {MAX_VERTICES} vertices, not {count}")));
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
            "*matrix" => Ok(Section::Matrix { rows: 0 }),
            "*network" => {
                self.is_beside = false;
                Ok(Section::Other)
            }
            _ => {
                let what = format!("`{}` and what stands below it was passed over", shown(words[0].1));
                self.graph.notes.push((Sort::Note, source.place(at), what));
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
            node.values.set(key, *label);
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

    fn relation(&mut self, relation: Option<&str>) -> Values {
        let mut values = Values::default();
        if let Some(relation) = relation {
            values.set(self.graph.edge_keys.label("relation"), relation);
        }
        values
    }

    /// `1 2 3.5 l "chemical" w 2`
    fn link(
        &mut self,
        words: &[(usize, &str)],
        begin: usize,
        way: Way,
        relation: Option<&str>,
        source: &Source,
    ) -> Result<(), Problem> {
        // `2: 1 2 3` names the relation by its number.
        let words = if words[0].1.ends_with(':') { &words[1..] } else { words };
        let missing = || source.problem(begin, "a link is two numbers of vertices, and its weight");
        let from = self.number(*words.first().ok_or_else(missing)?, begin, source)?;
        let to = self.number(*words.get(1).ok_or_else(missing)?, begin, source)?;
        let mut values = self.relation(relation);
        if let Some((at, weight)) = words.get(2) {
            if weight.parse::<f64>().is_err() {
                let message = format!("the weight is a number, not `{}`", shown(weight));
                return Err(source.problem(begin + at, message));
            }
            values.set(self.graph.edge_keys.number("weight"), *weight);
        }
        let mut rest = words.iter().skip(3);
        while let Some((_, name)) = rest.next() {
            if *name == "l"
                && let Some((_, label)) = rest.next()
            {
                values.set(self.graph.edge_keys.label("label"), *label);
            }
        }
        let place = source.place(begin + words[0].0);
        self.graph.edges.push(Edge { from, to, way: Some(way), values, place });
        Ok(())
    }

    fn row(
        &mut self,
        words: &[(usize, &str)],
        row: usize,
        begin: usize,
        source: &Source,
    ) -> Result<(), Problem> {
        if row > self.count || words.len() != self.count {
            let message = format!(
                "a matrix of {0} vertices has {0} rows of {0} numbers; this is row {row} of {1}",
                self.count,
                words.len()
            );
            return Err(source.problem(begin, message));
        }
        for (column, (at, word)) in words.iter().enumerate() {
            let number: f64 = word.parse().map_err(|_| {
                source.problem(begin + at, format!("the weight is a number, not `{}`", shown(word)))
            })?;
            if number != 0.0 {
                let mut values = Values::default();
                values.set(self.graph.edge_keys.number("weight"), *word);
                let (from, to) = (row.to_string(), (column + 1).to_string());
                let place = source.place(begin + at);
                self.graph.edges.push(Edge { from, to, way: Some(Way::Directed), values, place });
            }
        }
        Ok(())
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
