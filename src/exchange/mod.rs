//! Networks from and for other programs: tables of edges, GraphML, Graphviz.
//!
//! What comes in is a [`Network`], neurons and links with counts as they were written down, read
//! by [`read_edges`], [`read_graphml`] and [`read_neurons`]; [`build`] makes a scene of it. What
//! goes out is written from a creature of a scene by [`to_graphml`], [`to_edges`],
//! [`to_neurons`] and [`to_dot`].

mod build;
mod graphml;
mod layout;
mod tables;
mod words;
mod write;

pub use build::{CONDUCTANCE_PER_CONTACT, Factors, WEIGHT_PER_CONTACT, build};
pub use graphml::read_graphml;
pub use tables::{read_edges, read_neurons};
pub use write::{to_dot, to_edges, to_graphml, to_neurons};

use std::collections::BTreeMap;
use std::fmt;

/// Why something cannot become a scene, and where that stands.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{place}: error: {message}")]
pub struct Problem {
    /// File and, where there is one, line.
    pub place: Place,
    /// What is wrong.
    pub message: String,
}

impl Problem {
    fn at(file: &str, line: u64, message: impl Into<String>) -> Self {
        Self { place: Place { file: file.to_owned(), line }, message: message.into() }
    }
}

/// A line of a file; 0 for the file as a whole.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Place {
    /// The file, as it was named by who asked for it.
    pub file: String,
    /// From 1.
    pub line: u64,
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.file)?;
        if self.line > 0 {
            write!(f, ":{}", self.line)?;
        }
        Ok(())
    }
}

/// What a link is made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A chemical synapse.
    Chemical,
    /// A gap junction.
    Electrical,
}

/// What a neuron releases.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sign {
    /// Excitatory transmitter.
    Excitatory,
    /// Inhibitory transmitter.
    Inhibitory,
}

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
    /// Where it was written.
    pub place: Place,
}

/// Neurons and links as they were written down.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Network {
    /// Neurons that are described; others are only named by links.
    pub cells: Vec<Cell>,
    /// Links, several between the same neurons among them.
    pub links: Vec<Link>,
    /// What was passed over or guessed, and how often.
    pub notes: BTreeMap<&'static str, usize>,
}

impl Network {
    fn note(&mut self, what: &'static str) {
        *self.notes.entry(what).or_default() += 1;
    }
}
