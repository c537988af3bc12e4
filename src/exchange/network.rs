//! Neurons and links as they were written down.

use super::account::{Account, Sort};
use super::asked::Asked;
use super::place::{Place, Problem, listed, shown};
use super::transmitters::{Sign, Told};
pub use super::words::Kind;
use indexmap::IndexMap;
use std::collections::HashMap;

/// A neuron as it was written down.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Cell {
    /// Its name.
    pub name: String,
    /// Its class; empty for none.
    pub class: String,
    /// Where it is.
    pub at: Option<(f32, f32)>,
    /// What it releases, if that is told.
    pub sign: Option<Sign>,
    /// Where it was written.
    pub place: Place,
}

/// A link as it was written down.
#[derive(Clone, Debug, PartialEq)]
pub struct Link {
    /// Name of the neuron that it comes from.
    pub from: String,
    /// Name of the neuron that it goes to.
    pub to: String,
    /// Chemical or electrical.
    pub kind: Kind,
    /// Contacts or weight.
    pub amount: f64,
    /// What it does to its target, where that is told of the link itself; else it does what its neuron
    /// releases.
    pub sign: Option<Sign>,
    /// Where it was written.
    pub place: Place,
}

impl Link {
    /// What is wrong with one that is electrical and below zero.
    pub(super) fn negative(&self) -> Problem {
        let message = format!("an electrical link cannot be negative, {}", self.amount);
        Problem::new(self.place.clone(), message)
    }
}

/// Neurons and links as they were written down.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Network {
    /// Neurons that are described; others are only named by links.
    pub cells: Vec<Cell>,
    /// Links, several between the same neurons among them.
    pub links: Vec<Link>,
    /// What neurons release that links tell it of.
    pub senders: HashMap<String, Sign>,
    /// What was read as what, and what was not.
    pub account: Account,
    /// Whether a table of neurons was read, or a form that lists them.
    pub(super) has_table: bool,
    /// The form of what was read last, as messages call it.
    pub(super) form: &'static str,
    /// Contacts by transmitter, as it is written, of the neurons that links come from.
    releases: IndexMap<String, IndexMap<String, f64>>,
}

impl Network {
    /// The form of what was read, if that lists its neurons, so that no table of them belongs to it.
    #[must_use]
    pub fn form_with_neurons(&self) -> Option<&'static str> {
        self.has_table.then_some(self.form)
    }

    /// What a neuron releases, by the word for its transmitter; the account tells what is a choice.
    pub(super) fn sign(&mut self, word: &str, neuron: &str, place: &Place, asked: &Asked) -> Option<Sign> {
        let (told, sign) = asked.told(word);
        let account = &mut self.account;
        match told {
            Told::Nothing | Told::Sign(_) => {}
            Told::NotUnderstood => {
                let what = "neurons have a transmitter that is not known, and were taken for excitatory";
                account.count(Sort::NotUnderstood, place, what, word);
                return Some(Sign::Excitatory);
            }
            Told::Transmitter { first, several } => {
                if several {
                    let what =
                        "neurons release transmitters of both signs; the one that stands first was taken";
                    account.count(Sort::Default, place, what, neuron);
                }
                let is_asked = asked.signs.iter().any(|(of, _)| *of == first);
                if first.is_ambiguous() && !is_asked {
                    let (does, turn) = match first.sign() {
                        Sign::Excitatory => ("excite", "inhibitory"),
                        Sign::Inhibitory => ("inhibit", "excitatory"),
                    };
                    let name = first.name();
                    let what = format!("neurons release {name} and {does}; --{turn} {name} turns that");
                    account.count(Sort::Default, place, &what, neuron);
                }
            }
        }
        sign
    }

    /// Something that a link says of the transmitter of the neuron that it comes from.
    pub(super) fn releases(&mut self, neuron: &str, word: &str, contacts: f64) {
        if word.trim().is_empty() {
            return;
        }
        if !self.releases.contains_key(neuron) {
            self.releases.insert(neuron.to_owned(), IndexMap::new());
        }
        let Some(of) = self.releases.get_mut(neuron) else { return };
        match of.get_mut(word) {
            Some(sum) => *sum += contacts.abs(),
            None => {
                of.insert(word.to_owned(), contacts.abs());
            }
        }
    }

    /// Calls neurons by their names, where links call them otherwise.
    pub(super) fn rename(&mut self, called: &HashMap<String, String>) {
        for link in &mut self.links {
            for end in [&mut link.from, &mut link.to] {
                if let Some(name) = called.get(end.as_str()) {
                    end.clone_from(name);
                }
            }
        }
        for (neuron, words) in std::mem::take(&mut self.releases) {
            let name = called.get(&neuron).cloned().unwrap_or(neuron);
            let of = self.releases.entry(name).or_default();
            for (word, contacts) in words {
                *of.entry(word).or_default() += contacts;
            }
        }
    }

    /// Concludes, after all files are read, what neurons release: what a table of neurons says counts
    /// before what links say, and of these the one with the most contacts.
    ///
    /// # Errors
    ///
    /// A column that was asked for and is in none of the files.
    pub fn conclude(&mut self, asked: &Asked) -> Result<(), Problem> {
        let found: Vec<&str> =
            self.account.found.iter().filter_map(|at| Some(asked.columns.get(*at)?.1.as_str())).collect();
        for (_, name) in &asked.columns {
            if !found.contains(&name.as_str()) {
                let place = self.links.first().map(|link| Place::whole(&link.place.file)).unwrap_or_default();
                let headings = listed(self.account.headings.iter().map(String::as_str));
                let message = format!("no column or key is called `{}`; there is {headings}", shown(name));
                return Err(Problem::new(place, message));
            }
        }
        let place = self.links.first().map(|link| Place::whole(&link.place.file)).unwrap_or_default();
        let releases = std::mem::take(&mut self.releases);
        let told: HashMap<String, Sign> = self
            .cells
            .iter()
            .filter(|cell| releases.contains_key(&cell.name))
            .filter_map(|cell| Some((cell.name.clone(), cell.sign?)))
            .collect();
        for (neuron, words) in releases {
            // Words that say nothing stand behind those that do.
            let known = |word: &str| asked.told(word).0 != Told::Nothing;
            let most = words.iter().filter(|(word, _)| known(word)).fold(
                None::<(&String, f64)>,
                |best, (word, contacts)| match best {
                    Some((_, most)) if most >= *contacts => best,
                    _ => Some((word, *contacts)),
                },
            );
            let Some((word, _)) = most else { continue };
            if let Some(sign) = told.get(&neuron) {
                if asked.told(word).1.is_some_and(|other| other != *sign) {
                    let what =
                        "neurons release what the table of neurons says, though their links say otherwise";
                    self.account.count(Sort::Note, &place, what, &neuron);
                }
                continue;
            }
            let word = word.clone();
            if words.keys().filter(|word| known(word)).count() > 1 {
                let what =
                    "neurons have links with different transmitters, and release that of most contacts";
                self.account.count(Sort::Default, &place, what, &neuron);
            }
            if let Some(sign) = self.sign(&word, &neuron, &place, asked) {
                self.senders.insert(neuron, sign);
            }
        }
        Ok(())
    }
}
