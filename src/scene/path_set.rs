//! Sets any part of a scene by its path, for sweeps.
//!
//! A scene is written as text, the parts that the paths lead to are found in it by the tree of
//! its brackets, and other values are put in their place. So values are written as in a scene
//! file, any field can be set without a line of code for it, and what does not fit is explained
//! by those who explain faults of files.

mod steps;

use super::document::Scene;
use super::lenient;
use super::locate::scan;
use super::read::parse;
use super::ron_options::options;
use super::tree::{Node, Shape};
use super::write::to_text;
use crate::entry::{listed, nearest};
use std::collections::HashMap;
use std::ops::Range;
use steps::Step;
pub use steps::{bracketed, fields};

/// Where a field may also be when it is not there itself: `classes.motor.threshold` is short for
/// `classes.motor.params.threshold`.
const INNER: [&str; 2] = ["params", "start"];

/// How many faults of a scene that does not fit are told.
const TOLD: usize = 3;

/// A scene with slots for values.
#[derive(Clone, Debug)]
pub struct Template {
    text: String,
    /// Where in the text, and which slot goes there; in the order of the text.
    places: Vec<(Range<usize>, usize)>,
}

impl Template {
    /// A scene with a slot at every path. With each comes a value that fits there, for what is
    /// not set in the scene has to be set to something.
    ///
    /// # Errors
    ///
    /// Which path leads nowhere, and what is nearest to it.
    pub fn new(scene: &Scene, slots: &[(&str, &str)]) -> Result<Self, String> {
        let mut text = to_text(scene, "");
        let paths: Vec<Vec<Step>> = slots
            .iter()
            .map(|(path, _)| steps::parse(path).map_err(|why| format!("{path}: {why}")))
            .collect::<Result<_, _>>()?;
        // First everything is set once, so that in the end all that a path leads to is there.
        for ((path, value), steps) in slots.iter().zip(&paths) {
            let places = find(&text, steps).map_err(|why| format!("{path}: {why}"))?;
            for place in places.iter().rev() {
                text.replace_range(place.range.clone(), &place.with(value));
            }
        }
        let mut places = Vec::new();
        for (slot, steps) in paths.iter().enumerate() {
            let found = find(&text, steps).map_err(|why| format!("{}: {why}", slots[slot].0))?;
            places.extend(found.into_iter().map(|place| (place.range, slot)));
        }
        places.sort_by_key(|(range, _)| range.start);
        if let Some(pair) = places.windows(2).find(|pair| pair[1].0.start < pair[0].0.end) {
            let (one, other) = (slots[pair[0].1].0, slots[pair[1].1].0);
            return Err(format!("{one} and {other} lead to the same part of the scene"));
        }
        Ok(Self { text, places })
    }

    /// The scene with these values, one a slot.
    ///
    /// # Errors
    ///
    /// What is wrong with it then.
    pub fn fill(&self, values: &[&str]) -> Result<Scene, String> {
        parse(&self.text_with(values), "").map_err(|faults| {
            let told = faults.faults.iter().take(TOLD).map(|fault| match &fault.help {
                Some(help) => format!("{}; {help}", fault.message),
                None => fault.message.clone(),
            });
            told.collect::<Vec<_>>().join(" | ")
        })
    }

    /// Whether the values have the right form, in range or not.
    #[must_use]
    pub fn reads(&self, values: &[&str]) -> bool {
        options().from_str::<Scene>(&self.text_with(values)).is_ok()
    }

    fn text_with(&self, values: &[&str]) -> String {
        let mut text = String::with_capacity(self.text.len() + 16);
        let mut done = 0;
        for (range, slot) in &self.places {
            text.push_str(&self.text[done..range.start]);
            text.push_str(values[*slot]);
            done = range.end;
        }
        text.push_str(&self.text[done..]);
        text
    }
}

/// What a path leads to, as it is written in the scene; `None` for what is not written: it has its default.
///
/// # Errors
///
/// Where the path leads to nothing, and what is nearest to it.
pub fn current(scene: &Scene, path: &str) -> Result<Option<String>, String> {
    let text = to_text(scene, "");
    let places = find(&text, &steps::parse(path)?)?;
    let written = places.iter().find(|place| place.fields.is_empty());
    Ok(written.map(|place| text[place.range.clone()].to_owned()))
}

/// Reads one value in RON; what is around it is cut off, so that it can stand in a scene.
///
/// # Errors
///
/// What keeps it from being one.
pub fn value(text: &str) -> Result<&str, String> {
    if text.trim().is_empty() {
        return Err("there is an empty value".to_owned());
    }
    match scan(text) {
        Ok(node) => Ok(node.text(text)),
        Err(fault) => Err(format!("`{text}` is not a value: {}", fault.message)),
    }
}

/// A place for a value: what is there now is replaced; what is not there yet is wrapped in the
/// fields that lead to it.
struct Place {
    range: Range<usize>,
    fields: Vec<String>,
}

impl Place {
    fn with(&self, value: &str) -> String {
        if self.fields.is_empty() { value.to_owned() } else { wrapped(&self.fields, value).0 }
    }
}

/// `a: (b: value), ` and where in it the names begin.
fn wrapped(fields: &[String], value: &str) -> (String, Vec<usize>) {
    let (mut text, mut starts) = (String::new(), Vec::new());
    for (index, field) in fields.iter().enumerate() {
        starts.push(text.len());
        text.push_str(field);
        text.push_str(if index + 1 < fields.len() { ": (" } else { ": " });
    }
    text.push_str(value);
    text.push_str(&")".repeat(fields.len() - 1));
    text.push_str(", ");
    (text, starts)
}

fn find(text: &str, steps: &[Step]) -> Result<Vec<Place>, String> {
    let root = scan(text).map_err(|fault| fault.message)?;
    let mut walk = Walk { text, places: Vec::new(), known: HashMap::new() };
    walk.step(&root, steps, "")?;
    if walk.places.is_empty() {
        return Err("there is nothing there to be set".to_owned());
    }
    walk.places.sort_by_key(|place| place.range.start);
    Ok(walk.places)
}

struct Walk<'t> {
    text: &'t str,
    places: Vec<Place>,
    /// What was found out about fields that are not written: to ask is to read the whole scene.
    known: HashMap<String, Result<(), String>>,
}

impl Walk<'_> {
    /// Goes on from a node; `way` is the path to it without numbers and names of items.
    fn step(&mut self, node: &Node, steps: &[Step], way: &str) -> Result<(), String> {
        let Some((step, rest)) = steps.split_first() else {
            self.places.push(Place { range: node.span(), fields: Vec::new() });
            return Ok(());
        };
        match (step, &node.shape) {
            (Step::Field(name), Shape::Struct { .. } | Shape::Tuple { .. }) if is_struct(node) => {
                self.field(node, name, steps, way)
            }
            (Step::Field(name) | Step::Name(name), Shape::Map(entries)) => {
                let key = |key: &Node| ron::from_str::<String>(key.text(self.text)).unwrap_or_default();
                let keys: Vec<String> = entries.iter().map(|(name, _)| key(name)).collect();
                match keys.iter().position(|key| key == name) {
                    Some(at) => self.step(&entries[at].1, rest, &format!("{way}.*")),
                    None => Err(no_such(name, &keys)),
                }
            }
            (Step::All, Shape::Map(entries)) => {
                entries.iter().try_for_each(|(_, value)| self.step(value, rest, &format!("{way}.*")))
            }
            (Step::Index(index), Shape::List(items) | Shape::Tuple { name: 0, items }) => {
                let item = items.get(*index).ok_or_else(|| match items.len() {
                    0 => "there is none".to_owned(),
                    n => format!("there is no number {index}: there are {n}, from 0"),
                })?;
                self.step(item, rest, &format!("{way}[]"))
            }
            (Step::All, Shape::List(items) | Shape::Tuple { name: 0, items }) => {
                items.iter().try_for_each(|item| self.step(item, rest, &format!("{way}[]")))
            }
            (Step::Name(name), Shape::List(items)) => {
                let named: Vec<&Node> = items.iter().filter(|item| self.is_named(item, name)).collect();
                if named.is_empty() {
                    let names: Vec<String> = items.iter().filter_map(|item| self.name_of(item)).collect();
                    return Err(no_such(name, &names));
                }
                named.into_iter().try_for_each(|item| self.step(item, rest, &format!("{way}[]")))
            }
            (Step::Field(name), Shape::List(_)) => Err(format!(
                "`{name}` is looked for in a list: say in which of its items, [0], [NAME] or [*] for all"
            )),
            _ => Err(format!("{step} leads nowhere: `{}` has no parts", short(node.text(self.text)))),
        }
    }

    /// Goes into a field, whether it is written or not.
    fn field(&mut self, node: &Node, name: &str, steps: &[Step], way: &str) -> Result<(), String> {
        let rest = &steps[1..];
        if let Some(value) = written(self.text, node, name) {
            return self.step(value, rest, &format!("{way}.{name}"));
        }
        let why = match self.known(node, &[name.to_owned()], way) {
            Ok(()) => return self.unwritten(node, name, rest, way),
            Err(why) => why,
        };
        let mut better = None;
        for inner in INNER {
            let tried = if let Some(value) = written(self.text, node, inner) {
                self.step(value, steps, &format!("{way}.{inner}"))
            } else if rest.is_empty() {
                let fields = [inner.to_owned(), name.to_owned()];
                self.known(node, &fields, way).map(|()| self.insert(node, &fields))
            } else {
                continue;
            };
            match tried {
                Ok(()) => return Ok(()),
                Err(why) if why.contains("did you mean") => better = better.or(Some(why)),
                Err(_) => {}
            }
        }
        Err(if why.contains("did you mean") { why } else { better.unwrap_or(why) })
    }

    /// A field that exists and is not written.
    fn unwritten(&mut self, node: &Node, name: &str, rest: &[Step], way: &str) -> Result<(), String> {
        if name == "body" && !rest.is_empty() {
            return Err("this creature has no body".to_owned());
        }
        let mut fields = vec![name.to_owned()];
        for step in rest {
            match step {
                Step::Field(field) if name != "classes" => fields.push(field.clone()),
                Step::Index(_) if rest.len() == 1 => {
                    return Err(format!("`{name}` is not set in this scene: set it as a whole"));
                }
                _ => return Err(format!("`{name}` is not set in this scene")),
            }
        }
        self.known(node, &fields, way)?;
        self.insert(node, &fields);
        Ok(())
    }

    fn insert(&mut self, node: &Node, fields: &[String]) {
        let at = opened(node);
        self.places.push(Place { range: at..at, fields: fields.to_vec() });
    }

    /// Whether these nested fields could be written into this struct: the lenient reading of the
    /// scene with them in it knows.
    fn known(&mut self, node: &Node, fields: &[String], way: &str) -> Result<(), String> {
        let key = format!("{way} {} {}", node.name(self.text), fields.join("."));
        if let Some(known) = self.known.get(&key) {
            return known.clone();
        }
        let at = opened(node);
        let (inserted, starts) = wrapped(fields, "0");
        let text = format!("{}{inserted}{}", &self.text[..at], &self.text[at..]);
        let known = match scan(&text) {
            Err(_) => Err("this is not the name of a field".to_owned()),
            Ok(root) => lenient::read::<Scene>(&text, &root)
                .1
                .into_iter()
                .find(|fault| starts.iter().any(|start| at + start == fault.at))
                .map_or(Ok(()), |fault| match fault.help {
                    Some(help) => Err(format!("{}; {help}", fault.message)),
                    None => Err(fault.message),
                }),
        };
        self.known.insert(key, known.clone());
        known
    }

    /// What an item of a list goes by: its own name, that of its neuron, or `FROM->TO`.
    fn name_of(&self, item: &Node) -> Option<String> {
        let text = |field: &str| {
            let node = written(self.text, item, field)?;
            ron::from_str::<String>(node.text(self.text)).ok()
        };
        let pair = |a: &str, b: &str| Some(format!("{}->{}", text(a)?, text(b)?));
        text("name").or_else(|| text("neuron")).or_else(|| pair("from", "to")).or_else(|| pair("a", "b"))
    }

    fn is_named(&self, item: &Node, name: &str) -> bool {
        self.name_of(item).is_some_and(|of| of == name)
    }
}

/// Whether a node has named fields, or could have.
fn is_struct(node: &Node) -> bool {
    match &node.shape {
        Shape::Struct { .. } => true,
        Shape::Tuple { items, .. } => items.is_empty(),
        _ => false,
    }
}

/// Behind the bracket that opens a struct.
fn opened(node: &Node) -> usize {
    node.span().start + node.name_span().len() + 1
}

fn written<'n>(text: &str, node: &'n Node, name: &str) -> Option<&'n Node> {
    let Shape::Struct { fields, .. } = &node.shape else { return None };
    fields.iter().find(|field| field.key(text) == name).map(|field| &field.value)
}

fn no_such(name: &str, names: &[String]) -> String {
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    let hint = match nearest(name, names.iter().copied()) {
        Some(near) => format!("; did you mean `{near}`?"),
        None if (1..=6).contains(&names.len()) => format!("; there is {}", listed(&names, "and")),
        None => String::new(),
    };
    format!("there is no `{name}` here{hint}")
}

fn short(text: &str) -> String {
    match text.char_indices().nth(30) {
        Some((end, _)) => format!("{}...", &text[..end]),
        None => text.to_owned(),
    }
}

#[cfg(test)]
mod tests;
