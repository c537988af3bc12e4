//! Which form a file has, by its ending and by how it begins.

use super::asked::Asked;
use super::graphml::read_graphml;
use super::network::Network;
use super::place::Problem;
use super::source::Source;
use super::tables::read_edges;

/// The forms that a network can come in.
enum Form {
    /// A table of links, or a matrix.
    Table,
    GraphMl,
}

fn form(source: &Source) -> Form {
    let ending =
        source.file.trim_end_matches(".gz").rsplit_once('.').map(|(_, ending)| ending.to_lowercase());
    match ending.as_deref() {
        Some("graphml" | "xml") => Form::GraphMl,
        _ if source.text.trim_start().starts_with('<') => Form::GraphMl,
        _ => Form::Table,
    }
}

/// Whether a file in this form has the neurons in it already, so that no table of them belongs to it.
#[must_use]
pub fn has_neurons(source: &Source) -> Option<&'static str> {
    match form(source) {
        Form::Table => None,
        Form::GraphMl => Some("GraphML"),
    }
}

/// Reads a file of any form into a network.
///
/// # Errors
///
/// The first place that is not understood.
pub fn read(source: &Source, asked: &Asked, network: &mut Network) -> Result<(), Problem> {
    match form(source) {
        Form::Table => read_edges(source, asked, network),
        Form::GraphMl => read_graphml(source, asked, network),
    }
}
