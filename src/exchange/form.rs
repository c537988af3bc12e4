//! The forms that a network can come in, and how each is told by what stands in the file.

use super::asked::Asked;
use super::foreign::refused_text;
use super::graphs::{self, Format, is_sif, root};
use super::network::Network;
use super::place::Problem;
use super::source::Source;
use super::tables::read_edges;

/// A form that is read.
struct Form {
    /// As messages call it.
    name: &'static str,
    /// How a file's name may end.
    endings: &'static [&'static str],
    /// Whether a text has this form.
    is: fn(&str) -> bool,
    /// None for a table or a matrix.
    format: Option<Format>,
}

/// All forms. A text is of the first that it looks like, else of the one that its name ends in, else a table.
const FORMS: [Form; 7] = [
    Form {
        name: "GraphML",
        endings: &["graphml", "xml"],
        is: |text| is_xml(text, "graphml"),
        format: Some(Format::GraphMl),
    },
    Form { name: "GEXF", endings: &["gexf"], is: |text| is_xml(text, "gexf"), format: Some(Format::Gexf) },
    Form {
        name: "JSON",
        endings: &["json", "cyjs", "jsonl", "ndjson", "cx", "wcon"],
        is: |text| text.starts_with('{') || (text.starts_with('[') && is_json_list(text)),
        format: Some(Format::Json),
    },
    Form { name: "a Pajek network", endings: &["paj"], is: is_pajek, format: Some(Format::Pajek) },
    Form { name: "GML", endings: &["gml"], is: is_gml, format: Some(Format::Gml) },
    Form { name: "SIF", endings: &["sif"], is: is_sif, format: Some(Format::Sif) },
    Form { name: "a table", endings: &[], is: |_| true, format: None },
];

fn is_xml(text: &str, name: &str) -> bool {
    text.starts_with('<') && root(text).is_some_and(|root| root.eq_ignore_ascii_case(name))
}

fn is_json_list(text: &str) -> bool {
    text[1..].trim_start().starts_with(['{', '[', ']'])
}

/// The first line that is no comment is one of Pajek's headings.
fn is_pajek(text: &str) -> bool {
    const HEADINGS: [&str; 7] =
        ["*network", "*vertices", "*arcs", "*edges", "*arcslist", "*edgeslist", "*matrix"];
    let lines = text.split(['\n', '\r']).map(str::trim);
    let first = lines.filter(|line| !line.is_empty() && !line.starts_with('%')).map(str::to_lowercase).next();
    let first = first.unwrap_or_default();
    let word = first.split_whitespace().next().unwrap_or_default();
    HEADINGS.contains(&word)
}

/// `graph [`, after lines of a word and a text, and comments.
fn is_gml(text: &str) -> bool {
    let mut lines = text.split(['\n', '\r']).map(str::trim).filter(|line| !line.is_empty());
    while let Some(line) = lines.next() {
        if line.starts_with('#') {
            continue;
        }
        let (word, rest) =
            line.split_at(line.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(line.len()));
        let rest = rest.trim_start();
        if word.eq_ignore_ascii_case("graph") {
            return rest.starts_with('[')
                || (rest.is_empty() && lines.next().is_some_and(|next| next.starts_with('[')));
        }
        // `Creator "igraph"` and `Version 1` stand before it.
        let is_value = rest.starts_with('"') || rest.parse::<f64>().is_ok();
        if word.is_empty() || !word.starts_with(char::is_alphabetic) || !is_value {
            return false;
        }
    }
    false
}

/// The form of a text.
fn form(source: &Source) -> &'static Form {
    let text = source.text.trim_start();
    let [known @ .., table] = &FORMS;
    let by_text = || known.iter().find(|form| (form.is)(text));
    let name = source.file.to_lowercase();
    let ending = name.trim_end_matches(".gz").rsplit_once('.').map_or("", |(_, ending)| ending);
    let by_name = || known.iter().find(|form| form.endings.contains(&ending));
    // What is broken may look like nothing at all.
    by_text().or_else(by_name).unwrap_or(table)
}

/// How names of networks' files may end: those of the forms, and those that other things have too, tables and what is
/// packed. What is in a file is told by its text.
pub fn endings() -> impl Iterator<Item = &'static str> {
    let of_forms = FORMS.iter().flat_map(|form| form.endings);
    of_forms.chain(&["net", "csv", "tsv", "tab", "txt", "edges", "gz"]).copied()
}

/// Reads a file of any form into a network.
///
/// # Errors
///
/// That it is something else, with what makes a network of it, or the first place that is not understood.
pub fn read(source: &Source, asked: &Asked, network: &mut Network) -> Result<(), Problem> {
    if let Some(problem) = refused_text(source) {
        return Err(problem);
    }
    let form = form(source);
    match form.format {
        None => read_edges(source, asked, network),
        Some(format) => graphs::read(format, source, asked, network),
    }?;
    network.form = form.name;
    Ok(())
}

/// Reads GraphML, as [`read`] does.
///
/// # Errors
///
/// The first place that is not understood.
pub fn read_graphml(source: &Source, asked: &Asked, network: &mut Network) -> Result<(), Problem> {
    graphs::read(Format::GraphMl, source, asked, network)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn name(file: &str, text: &str) -> &'static str {
        form(&Source::new(file, text)).name
    }

    #[test]
    fn forms_are_told_by_what_stands_in_the_file() {
        for (text, expected) in [
            ("<?xml version='1.0'?>\n<!-- x -->\n<g:graphml/>", "GraphML"),
            ("<gexf xmlns='x'>", "GEXF"),
            (" {\"nodes\": []", "JSON"),
            ("[\n{", "JSON"),
            ("[x],[y]\nA,B\n", "a table"),
            ("% by Pajek\r\n*Vertices 3\r\n", "a Pajek network"),
            ("*Network x\n", "a Pajek network"),
            ("*pre,post\n", "a table"),
            ("Creator \"igraph version 0.7\"\nVersion 1\ngraph\n[\n", "GML"),
            ("# zen\n\ngraph [ directed 0", "GML"),
            ("graph,post\n", "a table"),
            ("A chemical B\nB EJ C D\n", "SIF"),
            ("A pp B\n", "SIF"),
            ("A C 1\nB C 2\n", "a table"),
            ("pre type post\n", "a table"),
            ("", "a table"),
        ] {
            for file in ["f", "f.csv"] {
                assert_eq!(name(file, text), expected, "{text}");
            }
        }
        assert_eq!(name("F.GML.gz", "A B"), "GML", "what says nothing itself is what its name says");
        assert_eq!(name("f.graphml", "graph [ ]"), "GML", "what a file says comes first");
    }
}
