//! What is laid over a scene before it is run.

use super::problem::Problem;
use crate::scene::document::Scene;
use crate::scene::{self, Protocol, select};
use crate::stimulus::Stimulus;

/// Puts the stimuli of the protocols in place of the scene's, if there are any protocols.
///
/// # Errors
///
/// When one of them does not fit the scene.
pub fn follow(scene: &mut Scene, protocols: &[Protocol]) -> Result<(), Problem> {
    if protocols.is_empty() {
        return Ok(());
    }
    let mut stimuli = Vec::new();
    for protocol in protocols {
        stimuli.extend(protocol.stimuli(scene)?);
    }
    scene.stimuli = stimuli;
    Ok(())
}

/// Adds stimuli to a scene, and takes out neurons with what is done to them. Returns those that are there then.
///
/// # Errors
///
/// When the words choose no neuron.
pub fn do_to(
    scene: &mut Scene,
    mut given: Vec<Stimulus>,
    ablated: &[String],
) -> Result<Vec<Stimulus>, Problem> {
    scene.stimuli.extend_from_slice(&given);
    let neurons = chosen(scene, ablated, "--ablate")?;
    scene::ablate_neurons(scene, &neurons);
    scene::without_neurons(&mut given, &neurons);
    Ok(given)
}

/// The names of the creatures and neurons that the words of an option choose.
///
/// # Errors
///
/// When they choose none.
pub fn chosen(scene: &Scene, words: &[String], option: &str) -> Result<Vec<(String, String)>, Problem> {
    let found =
        select::all_neurons(scene, words).map_err(|why| Problem::Asked(format!("{option}: {why}")))?;
    Ok(found.into_iter().map(|(creature, neuron)| (creature.name.clone(), neuron.name.clone())).collect())
}

/// What to say of a seed that changes nothing.
#[must_use]
pub fn without_chance(so: &str) -> String {
    format!(
        "nothing in this scene is drawn by chance (no body is born with `jitter`, no neuron has `Noise`), so {so}"
    )
}
