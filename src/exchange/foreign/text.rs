//! Texts that are no network in a form that is read, told by how they begin.

use super::super::graphs::root;
use super::super::place::{Place, Problem, shown};
use super::super::source::Source;
use super::catalogue as known;

/// What is wrong with a text that is something else than a network in a form that is read.
pub(in crate::exchange) fn refused_text(source: &Source) -> Option<Problem> {
    let text = source.text.trim_start();
    let first = text.lines().next().unwrap_or_default();
    let lower = first.to_lowercase();
    if text.starts_with('<') {
        return refused_xml(source, text);
    }
    let word = lower.split(|c: char| c.is_whitespace() || c == '{').next().unwrap_or_default();
    let foreign = if is_graphviz(text) {
        &known::GRAPHVIZ
    } else if is_scene(text) {
        &known::SCENE
    } else if first.starts_with("version https://git-lfs.github.com/") {
        &known::LFS
    } else if lower.starts_with("%%matrixmarket") {
        &known::MATRIX_MARKET
    } else if word == "dl" && (lower.contains("n=") || lower.contains("n =") || lower.contains("nr")) {
        &known::UCINET
    } else if lower.starts_with("*node data") || lower.starts_with("*tie data") {
        &known::NETDRAW
    } else {
        return None;
    };
    Some(foreign.problem(&source.file))
}

fn refused_xml(source: &Source, text: &str) -> Option<Problem> {
    let root = root(text)?;
    let foreign = match root.to_lowercase().as_str() {
        "graphml" | "gexf" => return None,
        "neuroml" | "networkml" | "levels" | "lems" => &known::NEUROML,
        "html" => &known::WEB_PAGE,
        "svg" => &known::PICTURE,
        "graph" if text.contains("XGMML") => &known::XGMML,
        _ if text.to_lowercase().starts_with("<!doctype html") => &known::WEB_PAGE,
        _ => {
            let message = format!("this is XML of another kind: its first element is <{}>", shown(&root));
            let help =
                "of XML, GraphML and GEXF are read; save the network as one of them, or as a table (CSV)";
            return Some(Problem::new(Place::whole(&source.file), message).help(help));
        }
    };
    Some(foreign.problem(&source.file))
}

/// `digraph name {`, after comments.
fn is_graphviz(mut text: &str) -> bool {
    loop {
        text = text.trim_start();
        let end = if text.starts_with("//") || text.starts_with('#') {
            text.find('\n')
        } else if text.starts_with("/*") {
            text.find("*/").map(|at| at + 2)
        } else {
            break;
        };
        match end {
            Some(end) => text = &text[end..],
            None => return false,
        }
    }
    let head = text.split('{').next().filter(|head| head.len() < text.len() && head.len() < 400);
    let words: Vec<String> = head.unwrap_or_default().split_whitespace().map(str::to_lowercase).collect();
    let words = match words.first().map(String::as_str) {
        Some("strict") => &words[1..],
        _ => &words[..],
    };
    matches!(words.first().map(String::as_str), Some("graph" | "digraph")) && words.len() <= 6
}

/// RON of a scene or a protocol: a bracket, after comments, and soon the word that says which format it is.
fn is_scene(mut text: &str) -> bool {
    while text.trim_start().starts_with("//") {
        text = text.split_once('\n').map_or("", |(_, rest)| rest);
    }
    let text = text.trim_start();
    text.starts_with('(') && text.chars().take(400).collect::<String>().contains("format:")
}
