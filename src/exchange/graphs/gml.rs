//! GML, as networkx, igraph, Cytoscape, yEd and Newman's collection write it: keys and values in nested
//! brackets.

use super::super::account::Sort;
use super::super::place::{Problem, shown};
use super::super::source::Source;
use super::super::words::Way;
use super::graph::{Edge, Graph, Keys, Node, Values};

/// How deep brackets may be nested.
const MAX_DEPTH: usize = 64;

/// What stands behind a key.
#[derive(Debug)]
enum Value {
    /// A number or a text.
    Plain(String),
    List(Vec<Pair>),
}

/// A key and what stands behind it.
#[derive(Debug)]
struct Pair {
    key: String,
    value: Value,
    /// Byte at which the key stands.
    at: usize,
}

impl Pair {
    /// Programs differ in which letters of a key they write large.
    fn is(&self, key: &str) -> bool {
        self.key.eq_ignore_ascii_case(key)
    }
}

/// Reads a GML file.
///
/// # Errors
///
/// The first place that is not understood.
pub(super) fn read(source: &Source) -> Result<Graph, Problem> {
    let pairs = Tokens { source, at: 0 }.pairs()?;
    let mut graph = Graph { has_nodes: true, drawn_as: "graphics", ..Graph::default() };
    let mut graphs = 0;
    for pair in &pairs {
        if let (true, Value::List(list)) = (pair.is("graph"), &pair.value) {
            graphs += 1;
            read_graph(list, source, &mut graph)?;
        }
    }
    match graphs {
        0 => Err(source.problem(source.text.len(), "this is not GML: it holds no `graph [ ... ]`")),
        1 => Ok(graph),
        _ => {
            let what = format!("the file holds {graphs} graphs, which were read as one");
            graph.account.say(Sort::Note, source.place(0), what);
            Ok(graph)
        }
    }
}

/// The first number or text of this key.
fn plain<'p>(list: &'p [Pair], name: &str) -> Option<&'p str> {
    list.iter().find_map(|pair| match &pair.value {
        Value::Plain(text) if pair.is(name) => Some(text.as_str()),
        _ => None,
    })
}

fn read_graph(list: &[Pair], source: &Source, graph: &mut Graph) -> Result<(), Problem> {
    let way = match plain(list, "directed") {
        Some("1") => Way::Directed,
        // Without a word GML's graphs have no direction.
        _ => Way::Undirected,
    };
    for pair in list {
        let Value::List(inner) = &pair.value else { continue };
        let needed = |what: &str, name: &str| {
            let text = plain(inner, name).map(str::to_owned);
            text.ok_or_else(|| source.problem(pair.at, format!("{what} needs `{name}`")))
        };
        let place = source.place(pair.at);
        if pair.is("node") {
            let id = needed("a node", "id")?;
            let within = plain(inner, "gid").map(str::to_owned);
            let is_group = plain(inner, "isGroup") == Some("1");
            let mut node = Node { id, within, is_group, place, ..Node::default() };
            let but = ["id", "graphics", "gid", "isGroup"];
            values(inner, "", &but, &mut graph.node_keys, &mut node.values);
            for graphics in inner.iter().filter(|pair| pair.is("graphics")) {
                if let Value::List(list) = &graphics.value {
                    let get = |name: &str| plain(list, name)?.parse::<f64>().ok().filter(|n| n.is_finite());
                    // On the screen y runs downward.
                    node.drawn = get("x").zip(get("y")).map(|(x, y)| (x, -y));
                }
            }
            graph.nodes.push(node);
        } else if pair.is("edge") {
            let (from, to) = (needed("an edge", "source")?, needed("an edge", "target")?);
            let mut edge = Edge { from, to, way: Some(way), values: Values::default(), place };
            values(inner, "", &["source", "target", "graphics"], &mut graph.edge_keys, &mut edge.values);
            graph.edges.push(edge);
        }
    }
    Ok(())
}

/// All that a node or an edge says, lists within it by names with a dot.
fn values(list: &[Pair], before: &str, but: &[&str], keys: &mut Keys, values_of: &mut Values) {
    for pair in list.iter().filter(|pair| !but.iter().any(|name| pair.is(name))) {
        match &pair.value {
            // The label is what the format itself calls a node.
            Value::Plain(text) if before.is_empty() && pair.is("label") => {
                values_of.set(keys.label("label"), text);
            }
            Value::Plain(text) => values_of.set(keys.number(&format!("{before}{}", pair.key)), text),
            // How yEd draws a label; its text is the label already.
            Value::List(_) if pair.is("LabelGraphics") => {}
            Value::List(list) => values(list, &format!("{before}{}.", pair.key), &[], keys, values_of),
        }
    }
}

struct Tokens<'t> {
    source: &'t Source,
    /// Byte that is next.
    at: usize,
}

impl Tokens<'_> {
    fn rest(&self) -> &str {
        &self.source.text[self.at..]
    }

    /// Goes over blanks and lines that begin with `#`.
    fn skip(&mut self) {
        loop {
            let rest = self.rest();
            let blank = rest.len() - rest.trim_start().len();
            let rest = &rest[blank..];
            let comment =
                if rest.starts_with('#') { rest.find(['\n', '\r']).unwrap_or(rest.len()) } else { 0 };
            self.at += blank + comment;
            if comment == 0 {
                return;
            }
        }
    }

    fn problem(&self, message: impl Into<String>) -> Problem {
        self.source.problem(self.at, message)
    }

    fn word(&mut self) -> String {
        let rest = self.rest();
        let end = rest.find(|c: char| c.is_whitespace() || c == '[' || c == ']').unwrap_or(rest.len());
        let word = rest[..end].to_owned();
        self.at += end;
        word
    }

    /// The whole file.
    fn pairs(&mut self) -> Result<Vec<Pair>, Problem> {
        // Lists that are open, with the keys that they stand behind.
        let mut open: Vec<(String, usize, Vec<Pair>)> = Vec::new();
        let mut list: Vec<Pair> = Vec::new();
        loop {
            self.skip();
            let at = self.at;
            let Some(next) = self.rest().chars().next() else {
                return match open.last() {
                    None => Ok(list),
                    Some((key, ..)) => {
                        Err(self.problem(format!("the bracket of `{}` is never closed", shown(key))))
                    }
                };
            };
            if next == ']' {
                self.at += 1;
                let (key, at, around) = open
                    .pop()
                    .ok_or_else(|| self.source.problem(at, "a bracket is closed that was never opened"))?;
                let inner = std::mem::replace(&mut list, around);
                list.push(Pair { key, value: Value::List(inner), at });
                continue;
            }
            if !(next.is_alphabetic() || next == '_') {
                let stands = self.rest().lines().next().unwrap_or_default();
                return Err(self.problem(format!("a key is missing before `{}`", shown(stands))));
            }
            let key = self.word();
            self.skip();
            match self.rest().chars().next() {
                Some('[') => {
                    self.at += 1;
                    if open.len() == MAX_DEPTH {
                        return Err(self.problem(format!("brackets are nested deeper than {MAX_DEPTH}")));
                    }
                    open.push((key, at, std::mem::take(&mut list)));
                }
                Some('"') => {
                    let Some(end) = self.rest()[1..].find('"') else {
                        return Err(self.problem("a quote (\") is opened and never closed"));
                    };
                    let text = unescaped(&self.rest()[1..=end]);
                    self.at += end + 2;
                    list.push(Pair { key, value: Value::Plain(text), at });
                }
                None | Some(']') => {
                    return Err(self.source.problem(at, format!("`{}` has no value", shown(&key))));
                }
                Some(_) => {
                    let value = Value::Plain(self.word());
                    list.push(Pair { key, value, at });
                }
            }
        }
    }
}

/// A text with the references of HTML, which is how GML writes what is not ASCII; others stay as they are.
fn unescaped(text: &str) -> String {
    /// Longest reference \[bytes\].
    const LONGEST: usize = 10;
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        let letter = rest.bytes().take(LONGEST + 1).position(|byte| byte == b';').and_then(|end| {
            let name = &rest[1..end];
            let letter = match name {
                "amp" => Some('&'),
                "lt" => Some('<'),
                "gt" => Some('>'),
                "quot" => Some('"'),
                "apos" => Some('\''),
                "nbsp" => Some(' '),
                _ => name
                    .strip_prefix("#x")
                    .map(|digits| u32::from_str_radix(digits, 16))
                    .or_else(|| name.strip_prefix('#').map(str::parse))
                    .and_then(|number| char::from_u32(number.ok()?)),
            };
            letter.map(|letter| (letter, end))
        });
        let end = match letter {
            Some((letter, end)) => {
                out.push(letter);
                end
            }
            None => {
                out.push('&');
                0
            }
        };
        rest = &rest[end + 1..];
    }
    out + rest
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn references_of_html_are_letters() {
        assert_eq!(unescaped("a &amp; &#228;&#xe9; &x; & b&"), "a & äé &x; & b&");
    }

    #[test]
    fn broken_brackets_are_told_where_they_stand() {
        for (text, line, words) in [
            ("graph [\n node [ id 1 ]\n", 3, "`graph` is never closed"),
            ("graph [ ]\n]", 2, "never opened"),
            ("graph [\n node [ id ] ]", 2, "`id` has no value"),
            ("graph [\n node [ id \"1 ] ]", 2, "never closed"),
            ("graph [\n 1 2 ]", 2, "a key is missing before `1 2 ]`"),
            ("graph [\n node [ label \"A\" ] ]", 2, "a node needs `id`"),
            ("creator \"me\"", 1, "no `graph"),
        ] {
            let problem = read(&Source::new("f", text)).map(|_| ()).expect_err(text);
            assert!(problem.message.contains(words) && problem.place.line == line, "{text}: {problem}");
        }
        assert!(read(&Source::new("f", "a [ ".repeat(1000))).is_err());
    }
}
