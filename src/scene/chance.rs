//! What hangs on the seed.

use super::document::Scene;
use crate::stimulus::Stimulus;

/// Whether another seed makes another run. All chance is in the bends at birth, and there is none where no body has
/// `jitter`, nor where a run goes on from a saved moment; and in the stimuli that draw from it and are not over by then.
#[must_use]
pub fn has_chance(scene: &Scene) -> bool {
    let jitters = |body: &crate::body::BodyPlan| body.jitter > 0.0;
    let is_born = scene.snapshot.is_none();
    is_born && scene.creatures.iter().filter_map(|c| c.body.as_ref()).any(jitters) || noises(scene) > 0
}

/// The stimuli of a scene that draw from the seed, and are not over before its run begins.
#[must_use]
pub fn noises(scene: &Scene) -> usize {
    let begins = scene.begins();
    let is_to_come = |stimulus: &&Stimulus| stimulus.timing().last().is_none_or(|last| last > begins);
    scene.stimuli.iter().filter(|stimulus| stimulus.item().draws()).filter(is_to_come).count()
}
