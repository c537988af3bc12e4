//! Edges in JSON: their ends, and their contacts.

use super::super::super::account::Sort;
use super::super::super::place::{Offer, Place, Problem, listed, shown};
use super::super::super::role::{Part, Role, role};
use super::super::super::words::{Way, truth};
use super::super::graph::{Edge, Values};
use super::{Json, Object, is_list, is_object, scalar, values};
use crate::entry::EntryType;
use crate::nervous::SynapseEntry;
use indexmap::IndexSet;
use serde_json::value::RawValue;
use std::ops::Range;

/// What is said of an edge in ways of its own, and so is none of its values.
const OWN: [&str; 7] = ["undirected", "typ", "syn", "synapses", "id", "key", "position"];
/// Numbers that `NemaNode` has of objects in the pictures, and its remarks.
const OF_NEMANODE: [&str; 4] = ["ids", "pre_tid", "post_tid", "annotations"];

/// How many contacts there are in one of several data sets.
pub(super) struct Contacts {
    /// The edges that have them: one for each pair of ends.
    edges: Range<usize>,
    set: String,
    count: String,
}

impl<'t> Json<'t> {
    pub(super) fn edge(&mut self, value: &'t RawValue, way: Option<Way>) -> Result<(), Problem> {
        let fields = self.fields(value, Part::Link)?;
        self.edge_of(value, &fields, way)
    }

    /// An edge, or one for each pair of ends if it has several.
    pub(super) fn edge_of(
        &mut self,
        value: &'t RawValue,
        fields: &Object<'t>,
        way: Option<Way>,
    ) -> Result<(), Problem> {
        let Some((from, to)) = self.ends(fields) else {
            let names = listed(fields.keys().map(String::as_str));
            let message =
                format!("a link needs \"pre\" and \"post\", or \"source\" and \"target\"; here is {names}");
            return Err(self
                .problem(value, message)
                .help("--column pre=NAME --column post=NAME say which fields they are"));
        };
        let ends = (self.end(fields[&from])?, self.end(fields[&to])?);
        self.edge_between(value, fields, ends, &[&from, &to], way)
    }

    /// An edge of these ends, or one for each pair of them; `named` are the fields that say where it goes.
    pub(super) fn edge_between(
        &mut self,
        value: &'t RawValue,
        fields: &Object<'t>,
        (from, to): (Vec<String>, Vec<String>),
        named: &[&str],
        way: Option<Way>,
    ) -> Result<(), Problem> {
        let way = match fields.get("undirected").and_then(|word| truth(&scalar(word)?)) {
            Some(true) => Some(Way::Undirected),
            Some(false) => Some(Way::Directed),
            None => way,
        };
        let is_nemanode = fields.contains_key("typ") || fields.contains_key("annotations");
        let of_nemanode = if is_nemanode { &OF_NEMANODE[..] } else { &[] };
        let but = [named, &OWN[..], of_nemanode].concat();
        let mut values = values(fields, &but, &mut self.graph.edge_keys);
        let sets = self.contacts(fields, &mut values)?;
        let place = self.place(value);
        match from.len() * to.len() {
            0 => {
                let what = "links without a neuron at one of their ends were passed over";
                self.graph.account.count(Sort::Note, &place, what, "");
            }
            1 => {}
            _ => {
                let what = "links have several neurons at an end, and were read as one for each pair";
                self.graph.account.count(Sort::Note, &place, what, &from[0]);
            }
        }
        let first = self.graph.edges.len();
        if first + from.len() * to.len() > SynapseEntry::MOST {
            let message =
                format!("a scene has at most {} synapses, and these ends make more", SynapseEntry::MOST);
            return Err(Problem::new(place, message));
        }
        for from in &from {
            for to in &to {
                let (from, to, values, place) = (from.clone(), to.clone(), values.clone(), place.clone());
                self.graph.edges.push(Edge { from, to, way, values, place });
            }
        }
        let edges = first..self.graph.edges.len();
        self.contacts.extend(sets.into_iter().map(|(set, count)| Contacts {
            edges: edges.clone(),
            set,
            count,
        }));
        Ok(())
    }

    /// The fields that hold the ends of an edge.
    fn ends(&mut self, fields: &Object<'t>) -> Option<(String, String)> {
        if let Some((from, to)) = &self.ends
            && fields.contains_key(from)
            && fields.contains_key(to)
        {
            return self.ends.clone();
        }
        let find = |wanted: Role| {
            let known = fields.keys().filter_map(|name| match self.asked.role(Part::Link, name) {
                Some((_, asked)) => (asked == wanted).then_some((0, name)),
                None => {
                    let (role, rank) = role(Part::Link, name)?;
                    (role == wanted).then_some((rank + 1, name))
                }
            });
            known.min_by_key(|(rank, _)| *rank).map(|(_, name)| name.clone())
        };
        self.ends = find(Role::From).zip(find(Role::To));
        let account = &mut self.graph.account;
        if account.headings.is_empty() {
            account.headings.extend(fields.keys().cloned());
        }
        if let Some((from, to)) = &self.ends {
            for (name, role) in [(from, Role::From), (to, Role::To)] {
                let what = format!("`{}` as {}", shown(name), role.words());
                account.say(Sort::Read, Place::whole(&self.source.file), what);
                account.found.extend(self.asked.role(Part::Link, name).map(|(at, _)| at));
            }
        }
        self.ends.clone()
    }

    /// The neurons at an end: one, or a list.
    fn end(&self, value: &'t RawValue) -> Result<Vec<String>, Problem> {
        if is_list(value) {
            return self.list(value)?.into_iter().map(|one| self.neuron(one)).collect();
        }
        Ok(vec![self.neuron(value)?])
    }

    /// A name, or the node itself, as d3 leaves it.
    fn neuron(&self, value: &'t RawValue) -> Result<String, Problem> {
        let id = if is_object(value) {
            let node = self.object(value)?;
            ["id", "key", "name"].iter().find_map(|name| scalar(node.get(*name)?))
        } else {
            scalar(value)
        };
        id.ok_or_else(|| self.problem(value, "here the name of a neuron is needed"))
    }

    /// What `NemaNode` says of a link in ways of its own: `typ`, `syn` and `synapses`. What is returned are counts
    /// by data set.
    fn contacts(
        &mut self,
        fields: &Object<'t>,
        values: &mut Values,
    ) -> Result<Vec<(String, String)>, Problem> {
        let mut sets = Vec::new();
        if let Some(typ) = fields.get("typ").copied() {
            let word = scalar(typ);
            let kind = match word.as_deref() {
                Some("0") => "chemical",
                Some("2") => "electrical",
                Some(word) if word.parse::<f64>().is_err() => word,
                _ => return Err(self.problem(typ, "`typ` is 0 for chemical or 2 for electrical")),
            };
            values.set(self.graph.edge_keys.number("typ"), kind);
        }
        if let Some(syn) = fields.get("syn").copied() {
            match scalar(syn) {
                Some(word) => values.set(self.graph.edge_keys.number("syn"), &word),
                None => {
                    let numbers: Vec<f64> = serde_json::from_str(syn.get())
                        .map_err(|_| self.problem(syn, "`syn` is a list of numbers of contacts"))?;
                    let sum: f64 = numbers.iter().sum();
                    let what = "`syn`, its numbers summed up, as `synapses`";
                    self.graph.account.say(Sort::Read, Place::whole(&self.source.file), what);
                    values.set(self.graph.edge_keys.number("synapses"), &sum.to_string());
                }
            }
        }
        if let Some(synapses) = fields.get("synapses").copied() {
            if is_object(synapses) {
                for (name, count) in self.object(synapses)? {
                    let count = scalar(count)
                        .ok_or_else(|| self.problem(count, "here a number of contacts is needed"))?;
                    sets.push((name, count));
                }
            } else {
                let number = match scalar(synapses) {
                    None if is_list(synapses) => Some(self.list(synapses)?.len().to_string()),
                    number => number,
                };
                if let Some(number) = number {
                    values.set(self.graph.edge_keys.number("synapses"), &number);
                }
            }
        }
        Ok(sets)
    }

    /// Takes the contacts of one data set: the one that was asked for, or the only one.
    pub(super) fn choose_data_set(&mut self) -> Result<(), Problem> {
        let contacts = std::mem::take(&mut self.contacts);
        let sets: IndexSet<&str> = contacts.iter().map(|contacts| contacts.set.as_str()).collect();
        let asked =
            |name: &&&str| self.asked.role(Part::Link, name).is_some_and(|(_, role)| role == Role::Amount);
        let (set, key) = match (sets.iter().find(asked), sets.len()) {
            (_, 0) => return Ok(()),
            (Some(set), _) => (*set, *set),
            (None, 1) => (sets[0], "synapses"),
            (None, _) => {
                let place = self.graph.edges.first().map(|edge| edge.place.clone()).unwrap_or_default();
                let message =
                    format!("the links have contacts in several data sets: {}", listed(sets.iter().copied()));
                let offers = sets.iter().take(3).map(|set| {
                    let when = format!("if those of `{}` are meant", shown(set));
                    Offer::new(when, ["--column", &format!("weight={set}")])
                });
                return Err(offers.fold(Problem::new(place, message), Problem::offer));
            }
        };
        let key = self.graph.edge_keys.number(key);
        let mut is_in_sets = vec![false; self.graph.edges.len()];
        for Contacts { edges, set: of, count } in &contacts {
            is_in_sets[edges.clone()].fill(true);
            if of == set {
                for edge in &mut self.graph.edges[edges.clone()] {
                    edge.values.set(key, count);
                }
            }
        }
        let before = self.graph.edges.len();
        let mut is_in_sets = is_in_sets.into_iter();
        self.graph.edges.retain(|edge| is_in_sets.next() != Some(true) || edge.values.get(key).is_some());
        let gone = before - self.graph.edges.len();
        if gone > 0 {
            let what = format!("links have no contacts in `{}`, and were passed over", shown(set));
            self.graph.account.add(Sort::Note, &Place::whole(&self.source.file), &what, gone, "");
        }
        Ok(())
    }
}
