//! Networks from and for other programs: tables of links, matrices, graphs in many formats, Graphviz.
//!
//! What comes in is a [`Source`], the decoded text of a file, in one of the forms of [`read`]; it becomes a
//! [`Network`], neurons and links with counts as they were written down, with an [`Account`] of what was
//! read as what. [`Asked`] is what the user says of a file that does not say it itself. [`build`] makes a
//! scene of a network; [`scene_of`] says where it went wrong. What goes out is written from a creature of a scene by [`to_graphml`], [`to_edges`],
//! [`to_neurons`] and [`to_dot`].

mod account;
mod asked;
mod beside;
mod build;
mod columns;
mod command;
mod foreign;
mod form;
mod graphs;
mod grid;
mod import;
mod layout;
mod links;
mod matrix;
mod network;
mod neurons;
mod place;
mod role;
mod rows;
mod says;
mod source;
mod tables;
mod transmitters;
mod words;
mod write;

pub use account::{Account, Finding, Sort};
pub use asked::Asked;
pub use build::{CONDUCTANCE_PER_CONTACT, Factors, WEIGHT_PER_CONTACT, build};
pub use command::as_word;
pub use form::{endings, read, read_graphml};
pub use import::{counts, name_of_creature, scene_of};
pub use network::{Cell, Kind, Link, Network};
pub use neurons::read_neurons;
pub(crate) use place::shown;
pub use place::{Offer, Place, Problem, to_type};
pub use role::Role;
pub use source::Source;
pub use tables::read_edges;
pub use transmitters::{Sign, Transmitter};
pub use write::{to_dot, to_edges, to_graphml, to_neurons};

/// Rows of any table of text, with the place of each field.
pub(crate) mod table {
    pub(crate) use super::rows::{Record, Rows, Separator};
}
