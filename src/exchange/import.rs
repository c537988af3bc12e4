//! The last steps from the texts of files to a scene.

use super::asked::Asked;
use super::build::{Factors, build};
use super::network::Network;
use super::place::Problem;
use crate::entry::counted;
use crate::scene::document::{Creature, Scene};
use std::path::Path;
use std::sync::Arc;

/// A scene of one creature of this name, without a body, with a network whose links were read from `file`.
///
/// # Errors
///
/// What was asked for and is not there, and what no scene may hold, with its place.
pub fn scene_of(
    network: &mut Network,
    file: &Arc<str>,
    asked: &Asked,
    name: &str,
    factors: Factors,
) -> Result<Scene, Problem> {
    let scene = network.conclude(asked).and_then(|()| build(network, name, factors));
    scene.map_err(|mut problem| {
        if problem.place.file.is_empty() {
            problem.place.file.clone_from(file);
        }
        problem
    })
}

/// How much of what there is in the network that a scene was made of, in words.
#[must_use]
pub fn counts(scene: &Scene) -> String {
    let all = |of: fn(&Creature) -> usize| scene.creatures.iter().map(of).sum::<usize>();
    let [neurons, synapses, gaps] = [
        (all(|creature| creature.neurons.len()), "neuron"),
        (all(|creature| creature.synapses.len()), "chemical synapse"),
        (all(|creature| creature.gaps.len()), "electrical synapse"),
    ]
    .map(|(count, thing)| counted(count, thing));
    format!("{neurons}, {synapses}, {gaps}")
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
