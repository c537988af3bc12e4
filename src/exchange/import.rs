//! From the texts of files to a scene: all steps, in their order.

use super::asked::Asked;
use super::build::{Factors, build};
use super::form::read;
use super::network::Network;
use super::neurons::read_neurons;
use super::place::Problem;
use super::source::Source;
use crate::scene::document::Scene;
use std::path::Path;

/// A scene of one creature of this name, without a body, with the network of a file; its neurons may be described in
/// another file, which must be a table. `network` is a new one; its account says what was read as what, also when this
/// fails.
///
/// # Errors
///
/// What cannot be understood or what no scene may hold, with its place.
pub fn import(
    links: &Source,
    neurons: Option<&Source>,
    asked: &Asked,
    name: &str,
    factors: Factors,
    network: &mut Network,
) -> Result<Scene, Problem> {
    read(links, asked, network)?;
    if let Some(neurons) = neurons {
        read_neurons(neurons, asked, network)?;
    }
    let scene = network.conclude(asked).and_then(|()| build(network, name, factors));
    scene.map_err(|mut problem| {
        if problem.place.file.is_empty() {
            problem.place.file.clone_from(&links.file);
        }
        problem
    })
}

/// The name of a file without its endings, as far as it can be a creature's name.
#[must_use]
pub fn name_of_creature(file: &Path) -> String {
    let name = file.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let stem: String =
        name.split('.').find(|part| !part.is_empty()).unwrap_or_default().chars().take(60).collect();
    let stem = stem.replace(|c: char| c.is_control() || c == ',', "_").trim().to_owned();
    if stem.is_empty() || stem == "-" { "Network".to_owned() } else { stem }
}
