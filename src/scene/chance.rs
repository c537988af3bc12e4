//! What hangs on the seed.

use super::document::Scene;

/// Whether another seed makes another run: all chance is in the bends at birth, and there is none where no body
/// has `jitter`, nor where a run goes on from a saved moment.
#[must_use]
pub fn has_chance(scene: &Scene) -> bool {
    let jitters = |body: &crate::body::BodyPlan| body.jitter > 0.0;
    scene.snapshot.is_none() && scene.creatures.iter().filter_map(|c| c.body.as_ref()).any(jitters)
}
