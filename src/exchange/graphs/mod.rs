//! Graphs as other programs write them: a file of this folder a format, each of which makes a [`Graph`] of a
//! text, and [`understand`](understand::understand), which makes neurons and links of that.

mod gexf;
mod gml;
mod graph;
mod graphml;
mod json;
mod pajek;
mod sif;
mod text_lines;
mod understand;
mod xml;

use super::asked::Asked;
use super::network::Network;
use super::place::Problem;
use super::source::Source;
use graph::Graph;

pub(super) use sif::is_sif;
pub(super) use xml::root;

/// The formats of graphs that are read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Format {
    GraphMl,
    Gexf,
    Gml,
    Pajek,
    Sif,
    Json,
}

/// Reads a file in one of these formats into a network.
///
/// # Errors
///
/// The first place that is not understood.
pub(super) fn read(
    format: Format,
    source: &Source,
    asked: &Asked,
    network: &mut Network,
) -> Result<(), Problem> {
    let graph: Graph = match format {
        Format::GraphMl => graphml::read(source),
        Format::Gexf => gexf::read(source),
        Format::Gml => gml::read(source),
        Format::Pajek => pajek::read(source),
        Format::Sif => sif::read(source),
        Format::Json => json::read(source, asked),
    }?;
    understand::understand(graph, &source.file, asked, network)
}
