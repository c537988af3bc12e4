//! The tools of the check: where it is, what it has found, and the tests that recur.

use super::names::{ANY, MAX_NAME, suggestion};
use super::path::{DocPath, Segment};
use std::collections::{HashMap, HashSet};
use std::fmt::Display;

/// After so many faults the check stops collecting: nobody reads on.
pub const MAX_COLLECTED: usize = 1_000;

/// How many comparisons of names may go into proposals; more would take seconds.
const COMPARISONS: usize = 1_000_000;

/// What can be checked for a range: a number of 32 or of 64 bits, told as short as its own digits are.
pub trait Number: Copy + PartialOrd + Display + Into<f64> {}

impl Number for f32 {}
impl Number for f64 {}

/// Something that a scene may not say, though its form is right.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SemanticFault {
    /// Where in the document.
    pub path: DocPath,
    /// What is wrong.
    pub message: String,
    /// How to mend it, if that can be guessed.
    pub help: Option<String>,
    /// Where what it refers to should be: the list of names, the body. If that could not be read
    /// there is nothing to say.
    pub(crate) source: Option<DocPath>,
}

/// Names that others refer to.
pub struct Names<'s> {
    /// What they are names of, `neuron`.
    pub kind: &'static str,
    /// Where they are given.
    pub path: DocPath,
    /// The number of each name in its list.
    pub index: HashMap<&'s str, usize>,
    /// In the order of the scene, for proposals.
    pub order: Vec<&'s str>,
}

/// Walks the scene; the path says where it is.
#[derive(Default)]
pub struct Checker {
    /// Where it is.
    pub path: DocPath,
    /// What it has found.
    pub faults: Vec<SemanticFault>,
    compared: usize,
}

impl Checker {
    /// Checks what lies one step further in.
    pub fn within(&mut self, segment: Segment, check: impl FnOnce(&mut Self)) {
        self.path.push(segment);
        check(self);
        self.path.pop();
    }

    /// Checks what stands in the field `name`.
    pub fn field(&mut self, name: &'static str, check: impl FnOnce(&mut Self)) {
        self.within(Segment::Field(name), check);
    }

    /// Checks every item of a list in the field `name`.
    pub fn each<T>(&mut self, name: &'static str, items: &[T], mut check: impl FnMut(&mut Self, usize, &T)) {
        self.each_of(name, items.len(), |checker, index| check(checker, index, &items[index]));
    }

    /// Checks so many items of a list in the field `name`, by their numbers.
    pub fn each_of(&mut self, name: &'static str, count: usize, mut check: impl FnMut(&mut Self, usize)) {
        self.field(name, |checker| {
            for index in 0..count {
                if checker.is_full() {
                    return;
                }
                checker.within(Segment::Index(index), |checker| check(checker, index));
            }
        });
    }

    /// Whether so much is wrong that nobody reads on.
    #[must_use]
    pub fn is_full(&self) -> bool {
        self.faults.len() >= MAX_COLLECTED
    }

    /// Notes a fault where it is, and how to mend it, if that can be guessed.
    pub fn fault(&mut self, message: impl Into<String>, help: Option<String>) {
        if !self.is_full() {
            let (path, message) = (self.path.clone(), message.into());
            self.faults.push(SemanticFault { path, message, help, source: None });
        }
    }

    /// The same of the field `field`.
    pub fn fault_in(&mut self, field: &'static str, message: impl Into<String>, help: Option<&str>) {
        self.field(field, |checker| checker.fault(message, help.map(str::to_owned)));
    }

    /// Marks what `check` finds as being about something that stands at `source`.
    pub fn about(&mut self, source: &DocPath, check: impl FnOnce(&mut Self)) {
        let before = self.faults.len();
        check(self);
        for fault in &mut self.faults[before..] {
            fault.source = Some(source.clone());
        }
    }

    /// A number of the field `name` from `min` to `max`.
    pub fn number<N: Number>(&mut self, name: &'static str, value: N, min: N, max: N) {
        if (min..=max).contains(&value) {
            return;
        }
        self.field(name, |checker| checker.outside(name, value, min, max));
    }

    /// A whole number of the field `name` from `min` to `max`.
    pub fn count(&mut self, name: &'static str, value: u32, min: u32, max: u32) {
        if !(min..=max).contains(&value) {
            self.fault_in(name, format!("`{name}` must be from {min} to {max}, found {value}"), None);
        }
    }

    /// Both numbers of the field `name` from `-max` to `max`.
    pub fn pair(&mut self, name: &'static str, pair: (f32, f32), max: f32) {
        self.field(name, |checker| {
            for (index, value) in [pair.0, pair.1].into_iter().enumerate() {
                if !(-max..=max).contains(&value) {
                    checker.within(Segment::Index(index), |checker| checker.outside(name, value, -max, max));
                }
            }
        });
    }

    /// Notes that a number is outside of its range.
    pub fn outside<N: Number>(&mut self, name: &str, value: N, min: N, max: N) {
        if value.into().is_finite() {
            self.fault(format!("`{name}` must be from {min} to {max}, found {value}"), None);
        } else {
            self.infinite(name, value);
        }
    }

    /// A number above `min` and up to `max`.
    pub fn above(&mut self, name: &'static str, value: f32, min: f32, max: f32) {
        if value > min && value <= max {
            return;
        }
        self.field(name, |checker| {
            if value.is_finite() {
                checker.fault(
                    format!("`{name}` must be greater than {min} and at most {max}, found {value}"),
                    None,
                );
            } else {
                checker.infinite(name, value);
            }
        });
    }

    /// Notes that a number is not finite.
    pub fn infinite<N: Number>(&mut self, name: &str, value: N) {
        let most = if size_of::<N>() == size_of::<f32>() { "3.4e38" } else { "1.8e308" };
        let help = value.into().is_infinite().then(|| format!("numbers beyond {most} count as infinite"));
        self.fault(format!("`{name}` must be a finite number, found {value}"), help);
    }

    /// A list that is no longer than allowed, `before` being in other creatures already.
    pub fn size(&mut self, name: &'static str, before: usize, len: usize, max: usize) {
        if before <= max && before + len > max {
            let message = format!("a scene holds at most {max} {name}, here are {}", before + len);
            self.fault_in(name, message, None);
        }
    }

    /// A name by itself.
    pub fn name(&mut self, kind: &str, name: &str) {
        if name.is_empty() {
            let article = if kind.starts_with(['a', 'e', 'i', 'o', 'u']) { "an" } else { "a" };
            self.fault(format!("the name of {article} {kind} is empty"), None);
        } else if name.chars().count() > MAX_NAME {
            self.fault(format!("a name has at most {MAX_NAME} characters"), None);
        } else if let Some(c) = name.chars().find(|c| c.is_control() || *c == ',') {
            let help = "names go into lists with commas and into tables";
            self.fault(format!("a name cannot hold `{}`", c.escape_debug()), Some(help.to_owned()));
        } else if name.trim() != name {
            self.fault("a name cannot begin or end with a space", None);
        } else if kind == "neuron" && name == ANY {
            self.fault(format!("a neuron cannot be named `{ANY}`, which stands for any of them"), None);
        }
    }

    /// The names of a list's items, each in the field `name` and given once; `path` leads to the list.
    pub fn names<'s, T>(
        &mut self,
        kind: &'static str,
        list: &'static str,
        items: &'s [T],
        name: impl Fn(&'s T) -> &'s str,
    ) -> Names<'s> {
        let path = self.path.join(Segment::Field(list));
        let mut names = Names { kind, path, index: HashMap::new(), order: Vec::new() };
        let mut told = HashSet::new();
        for (index, item) in items.iter().enumerate() {
            let given = name(item);
            let first = *names.index.entry(given).or_insert(index);
            if first == index {
                names.order.push(given);
                if !self.is_full() {
                    self.at_name(list, index, |checker| checker.name(kind, given));
                }
            } else if !given.is_empty() && told.insert(index) {
                self.at_name(list, index, |checker| {
                    let help = format!("it is number {} of the {list} already", first + 1);
                    checker.fault(format!("the name {given:?} is used twice"), Some(help));
                });
            }
        }
        names
    }

    fn at_name(&mut self, list: &'static str, index: usize, check: impl FnOnce(&mut Self)) {
        self.field(list, |checker| {
            checker.within(Segment::Index(index), |checker| checker.field("name", check));
        });
    }

    /// A reference in the field `field` to one of `names`; tells whether it exists.
    pub fn refers(&mut self, field: &'static str, name: &str, names: &Names) -> bool {
        let is_there = names.index.contains_key(name);
        if !is_there {
            self.field(field, |checker| checker.unknown(name, names));
        }
        is_there
    }

    /// References to some of `names`, each once, in the list that it is at.
    pub fn refer_to(&mut self, list: &[String], names: &Names) {
        let mut met = HashMap::new();
        for (index, name) in list.iter().enumerate() {
            if self.is_full() {
                return;
            }
            let first = *met.entry(name.as_str()).or_insert(index);
            self.within(Segment::Index(index), |checker| {
                if first < index {
                    let help = format!("it is number {} of the list already", first + 1);
                    checker.fault(format!("{name:?} is named twice"), Some(help));
                } else if !names.index.contains_key(name.as_str()) {
                    checker.unknown(name, names);
                }
            });
        }
    }

    /// References to pairs of `names`, each pair once, in the list that it is at; [`ANY`] is any of them, on one side.
    pub fn refer_to_links(&mut self, list: &[(String, String)], names: &Names) {
        let mut met = HashMap::new();
        for (index, link) in list.iter().enumerate() {
            if self.is_full() {
                return;
            }
            let first = *met.entry(link).or_insert(index);
            let (from, to) = link;
            self.within(Segment::Index(index), |checker| {
                if first < index {
                    let help = format!("it is number {} of the list already", first + 1);
                    checker.fault(format!("the pair of {from:?} and {to:?} is named twice"), Some(help));
                } else if from == ANY && to == ANY {
                    let help = format!("name a {} on one side", names.kind);
                    checker.fault(format!("a pair cannot be `\"{ANY}\"` on both sides"), Some(help));
                } else {
                    for (side, name) in [from, to].into_iter().enumerate() {
                        if name != ANY && !names.index.contains_key(name.as_str()) {
                            checker.within(Segment::Index(side), |checker| checker.unknown(name, names));
                        }
                    }
                }
            });
        }
    }

    /// Notes that there is nothing of this name.
    fn unknown(&mut self, name: &str, names: &Names) {
        let kind = names.kind;
        let help = if self.is_full() || self.compared > COMPARISONS {
            None
        } else {
            self.compared += names.order.len();
            suggestion(name, names.order.iter().copied())
        };
        self.about(&names.path, |checker| checker.fault(format!("there is no {kind} {name:?}"), help));
    }

    /// A range of segments or joints, both ends in it, of `n`.
    pub fn range(&mut self, name: &'static str, (first, last): (u32, u32), n: u32) {
        self.field(name, |checker| {
            let mut off = false;
            for (index, end) in [first, last].into_iter().enumerate() {
                if end >= n {
                    off = true;
                    checker.within(Segment::Index(index), |checker| checker.off(name, end, n));
                }
            }
            if first > last && !off {
                checker.fault(
                    format!("the range of `{name}` is reversed: {first} is after {last}"),
                    Some(format!("write `({last}, {first})`")),
                );
            }
        });
    }

    /// Notes that a place is not on a body with `n` of them.
    pub fn off(&mut self, name: &str, end: impl Display, n: u32) {
        let last = n.saturating_sub(1);
        self.fault(
            format!("`{name}`: {end} is off the body"),
            Some(format!("it has 0 to {last}, from the head")),
        );
    }
}
