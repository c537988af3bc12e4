//! Cytoscape's SIF: `A type B C`, a line for one or several links of a neuron.

use super::super::account::Sort;
use super::super::place::{Place, Problem};
use super::super::source::Source;
use super::super::words::{direction, meaning, plain};
use super::graph::{Edge, Graph, Node, Values};
use super::text_lines::lines;

/// A tab anywhere in the file means that names may hold blanks.
fn fields(line: &str, has_tabs: bool) -> Vec<&str> {
    let fields: Vec<&str> =
        if has_tabs { line.split('\t').map(str::trim).collect() } else { line.split_whitespace().collect() };
    fields.into_iter().filter(|field| !field.is_empty()).collect()
}

/// Whether a file without such an ending is one all the same: the second word of each line is a type of a
/// link, or of what is usual in such files, and the third is no number.
pub(in crate::exchange) fn is_sif(text: &str) -> bool {
    const USUAL: [&str; 9] =
        ["pp", "pd", "pr", "rc", "cr", "gl", "interactswith", "interaction", "connectsto"];
    let has_tabs = text.contains('\t');
    let mut any = false;
    for (_, line) in lines(text).take(200) {
        let fields = fields(line, has_tabs);
        match fields.as_slice() {
            [] | [_] => {}
            [_, kind, to, ..] => {
                let is_kind = meaning(kind).is_some() || USUAL.contains(&plain(kind).as_str());
                if !is_kind
                    || direction(kind).is_some()
                    || to.parse::<f64>().is_ok()
                    || line.contains([',', ';'])
                {
                    return false;
                }
                any = true;
            }
            _ => return false,
        }
    }
    any
}

/// Reads a SIF file.
///
/// # Errors
///
/// The first line that is not understood.
pub(super) fn read(source: &Source) -> Result<Graph, Problem> {
    let mut graph = Graph::default();
    let what = "the first word of a line as the sending neuron, those behind the type as the receiving ones";
    graph.account.say(Sort::Read, Place::whole(&source.file), what);
    let key = graph.edge_keys.number("interaction");
    let has_tabs = source.text.contains('\t');
    let mut alone = Vec::new();
    for (begin, line) in lines(&source.text) {
        let place = source.place(begin);
        match fields(line, has_tabs).as_slice() {
            [] => {}
            [name] => alone.push(Node { id: (*name).to_owned(), place, ..Node::default() }),
            [_, _] => {
                return Err(Problem::new(
                    place,
                    "a line of SIF is a neuron, a type and the neurons that it goes to",
                ));
            }
            [from, kind, to @ ..] => {
                for to in to {
                    let mut values = Values::default();
                    values.set(key, kind);
                    let (from, to, place) = ((*from).to_owned(), (*to).to_owned(), place.clone());
                    graph.edges.push(Edge { from, to, way: None, values, place });
                }
            }
        }
    }
    // A neuron that stands alone may stand in a link too, or twice.
    let mut known: std::collections::HashSet<String> =
        graph.edges.iter().flat_map(|edge| [edge.from.clone(), edge.to.clone()]).collect();
    graph.nodes = alone.into_iter().filter(|node| known.insert(node.id.clone())).collect();
    Ok(graph)
}
