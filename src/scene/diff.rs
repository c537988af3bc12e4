//! In what two scenes differ, by what they mean.
//!
//! Both are written as text, so that values are compared as a file has them, and walked along their brackets. What
//! has a name is found by it, whatever its place in a list; what is left out is what the default says. Paths are
//! those that `--set` takes.

use super::document::Scene;
use super::locate::scan;
use super::path_set::bracketed;
use super::tree::{Node, Shape};
use super::write::to_text;
use serde::Serialize;
use std::collections::BTreeMap;

/// Longest value that is shown whole \[characters\].
const SHOWN: usize = 160;

/// One difference.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "change", rename_all = "lowercase")]
pub enum Change {
    /// Only the second scene has it.
    Added {
        /// Where.
        path: String,
        /// What it is, as a scene has it.
        to: String,
    },
    /// Only the first scene has it.
    Removed {
        /// Where.
        path: String,
        /// What it was.
        from: String,
    },
    /// It is another in the second scene.
    Changed {
        /// Where.
        path: String,
        /// What it was.
        from: String,
        /// What it is.
        to: String,
    },
}

impl std::fmt::Display for Change {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Added { path, to } => write!(f, "+ {path}: {to}"),
            Self::Removed { path, from } => write!(f, "- {path}: {from}"),
            Self::Changed { path, from, to } => write!(f, "~ {path}: {from} -> {to}"),
        }
    }
}

/// What was added, removed and changed from one scene to another, in their order.
#[must_use]
pub fn diff(one: &Scene, other: &Scene) -> Vec<Change> {
    let (one, other) = (to_text(&canonical(one), ""), to_text(&canonical(other), ""));
    let mut walk = Walk { one: &one, other: &other, changes: Vec::new() };
    // What the program writes can be read.
    if let (Ok(a), Ok(b)) = (scan(&one), scan(&other)) {
        walk.both(&a, &b, String::new());
    }
    walk.changes
}

/// A scene in which what means the same is written the same: a gap junction has no direction.
fn canonical(scene: &Scene) -> Scene {
    let mut scene = scene.clone();
    for gap in scene.creatures.iter_mut().flat_map(|creature| &mut creature.gaps) {
        if gap.b < gap.a {
            std::mem::swap(&mut gap.a, &mut gap.b);
        }
    }
    scene
}

struct Walk<'t> {
    one: &'t str,
    other: &'t str,
    changes: Vec<Change>,
}

/// A part of a struct or map, or an item of a list, with the step that leads to it.
type Part<'n> = (String, &'n Node);

impl Walk<'_> {
    fn both(&mut self, a: &Node, b: &Node, path: String) {
        let (from, to) = (a.text(self.one), b.text(self.other));
        if from == to {
            return;
        }
        match (&a.shape, &b.shape) {
            (Shape::List(a), Shape::List(b)) => self.lists(a, b, &path),
            _ => match (parts(self.one, a), parts(self.other, b)) {
                (Some(_), Some(_)) if a.name(self.one) != b.name(self.other) => self.changed(path, from, to),
                (Some(a), Some(b)) => self.fields(&a, &b, &path),
                _ => self.changed(path, from, to),
            },
        }
    }

    fn changed(&mut self, path: String, from: &str, to: &str) {
        self.changes.push(Change::Changed { path, from: short(from), to: short(to) });
    }

    /// Fields, and entries of maps, by their names.
    fn fields(&mut self, a: &[Part], b: &[Part], path: &str) {
        for (step, node) in a {
            match b.iter().find(|(other, _)| other == step) {
                Some((_, other)) => self.both(node, other, joined(path, step)),
                None => self.gone(node, joined(path, step)),
            }
        }
        for (step, node) in b {
            if !a.iter().any(|(other, _)| other == step) {
                self.added(node, joined(path, step));
            }
        }
    }

    /// Items of lists, by what they go by; those that go by nothing, or by the same, by what they are.
    fn lists(&mut self, a: &[Node], b: &[Node], path: &str) {
        let mut left: BTreeMap<String, Vec<&Node>> = BTreeMap::new();
        for node in b {
            left.entry(key(self.other, node)).or_default().push(node);
        }
        // What is the same in both is told first, so that the rest is paired with the rest.
        let mut unpaired = Vec::new();
        for node in a {
            let key = key(self.one, node);
            let same = left.get_mut(&key).and_then(|nodes| {
                let at = nodes.iter().position(|other| other.text(self.other) == node.text(self.one))?;
                Some(nodes.remove(at))
            });
            if same.is_none() {
                unpaired.push((key, node));
            }
        }
        for (key, node) in unpaired {
            let step = format!("{path}{key}");
            let found = left.get_mut(&key).filter(|nodes| !nodes.is_empty() && !key.is_empty());
            match found.map(|nodes| nodes.remove(0)) {
                Some(other) => self.both(node, other, step),
                None => self.changes.push(Change::Removed { path: step, from: short(node.text(self.one)) }),
            }
        }
        for node in b {
            let key = key(self.other, node);
            let new =
                left.get(&key).is_some_and(|nodes| nodes.iter().any(|other| std::ptr::eq(*other, node)));
            if new {
                let to = short(node.text(self.other));
                self.changes.push(Change::Added { path: format!("{path}{key}"), to });
            }
        }
    }

    /// What only the first has: item by item, and field by field.
    fn gone(&mut self, node: &Node, path: String) {
        match &node.shape {
            Shape::List(items) => self.lists(items, &[], &path),
            _ => match parts(self.one, node).filter(|_| node.name(self.one).is_empty()) {
                Some(parts) if !parts.is_empty() => self.fields(&parts, &[], &path),
                _ => self.changes.push(Change::Removed { path, from: short(node.text(self.one)) }),
            },
        }
    }

    /// What only the second has.
    fn added(&mut self, node: &Node, path: String) {
        match &node.shape {
            Shape::List(items) => self.lists(&[], items, &path),
            _ => match parts(self.other, node).filter(|_| node.name(self.other).is_empty()) {
                Some(parts) if !parts.is_empty() => self.fields(&[], &parts, &path),
                _ => self.changes.push(Change::Added { path, to: short(node.text(self.other)) }),
            },
        }
    }
}

/// The fields of a struct or the entries of a map; nothing for what has no named parts.
fn parts<'n>(text: &str, node: &'n Node) -> Option<Vec<Part<'n>>> {
    match &node.shape {
        Shape::Struct { fields, .. } => {
            Some(fields.iter().map(|field| (field.key(text).to_owned(), &field.value)).collect())
        }
        Shape::Tuple { items, .. } if items.is_empty() => Some(Vec::new()),
        Shape::Map(entries) => {
            let name = |key: &Node| ron::from_str::<String>(key.text(text)).unwrap_or_default();
            Some(entries.iter().map(|(key, value)| (bracketed(&name(key)), value)).collect())
        }
        _ => None,
    }
}

/// What an item of a list goes by, as a step of a path: its name, its neuron, or its ends; empty for nothing.
fn key(text: &str, node: &Node) -> String {
    let Shape::Struct { fields, .. } = &node.shape else { return String::new() };
    // Stimuli and obstacles are kinds of things, and have no name.
    if !node.name(text).is_empty() {
        return String::new();
    }
    let of = |name: &str| {
        let field = fields.iter().find(|field| field.key(text) == name)?;
        ron::from_str::<String>(field.value.text(text)).ok()
    };
    let ends = |a: &str, b: &str| Some(format!("{}->{}", of(a)?, of(b)?));
    let name = of("name").or_else(|| of("neuron")).or_else(|| ends("from", "to")).or_else(|| ends("a", "b"));
    name.map_or(String::new(), |name| bracketed(&name))
}

fn joined(path: &str, step: &str) -> String {
    if path.is_empty() || step.starts_with('[') { format!("{path}{step}") } else { format!("{path}.{step}") }
}

/// On one line, and no longer than is read.
fn short(text: &str) -> String {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    match line.char_indices().nth(SHOWN) {
        Some((end, _)) => format!("{}...", &line[..end]),
        None => line,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scene::parse;

    fn told(one: &str, other: &str) -> Vec<String> {
        let of = |text: &str| parse(&format!("(format: 1, {text})"), "").unwrap_or_else(|f| panic!("{f}"));
        diff(&of(one), &of(other)).iter().map(ToString::to_string).collect()
    }

    const NET: &str = r#"creatures: [(name: "W", neurons: [(name: "A"), (name: "B")],
        synapses: [(from: "A", to: "B"), (from: "A", to: "B", weight: 2.0)], gaps: [(a: "A", b: "B", conductance: 0.1)])]"#;

    #[test]
    fn order_layout_defaults_and_the_sides_of_gaps_mean_nothing() {
        let turned = r#"creatures: [(name: "W", heading: 0.0, neurons: [(name: "B", hold: Free), (name: "A")],
            gaps: [(b: "A", a: "B", conductance: 0.1)],
            synapses: [(from: "A", to: "B", weight: 2.0), (from: "A", to: "B", weight: 1.0)])]"#;
        assert_eq!(told(NET, turned), [""; 0]);
        let classes = |text: &str| format!("classes: {{{text}}}");
        assert_eq!(told(&classes(r#""a": (), "b": ()"#), &classes(r#""b": (), "a": ()"#)), [""; 0]);
    }

    #[test]
    fn what_was_added_removed_and_changed() {
        let other = r#"seed: 3, arena: (medium: Water), creatures: [(name: "W", body: (segments: 8), neurons: [
            (name: "A", params: (threshold: 4.0)), (name: "C")], synapses: [(from: "A", to: "C")])],
            stimuli: [Touch(creature: "W", segments: (0, 1), at: 1.0)]"#;
        let mut said = told(NET, other);
        said.sort();
        assert_eq!(
            said,
            [
                "+ arena.medium: Water",
                "+ creatures[W].body.length: 16.0",
                "+ creatures[W].body.segments: 8",
                "+ creatures[W].body.width: 1.0",
                "+ creatures[W].neurons[A].params.threshold: 4.0",
                "+ creatures[W].neurons[C]: (name: \"C\")",
                "+ creatures[W].synapses[A->C]: (from: \"A\", to: \"C\")",
                "+ seed: 3",
                "+ stimuli: Touch(creature: \"W\", segments: (0, 1), at: 1.0)",
                "- creatures[W].gaps[A->B]: (a: \"A\", b: \"B\", conductance: 0.1)",
                "- creatures[W].neurons[B]: (name: \"B\")",
                "- creatures[W].synapses[A->B]: (from: \"A\", to: \"B\")",
                "- creatures[W].synapses[A->B]: (from: \"A\", to: \"B\", weight: 2.0)",
            ]
        );
        let heavier = NET.replace("weight: 2.0", "weight: 3.0");
        assert_eq!(told(NET, &heavier), ["~ creatures[W].synapses[A->B].weight: 2.0 -> 3.0"]);
        let back = told(&heavier, NET);
        assert_eq!(back, ["~ creatures[W].synapses[A->B].weight: 3.0 -> 2.0"]);
    }
}
