//! What varies between replicates, in words.

use super::problem::Problem;
use crate::scene::document::Scene;
use crate::sweep::Variation;

/// Largest bend at birth in replicates \[radians\], where a body has no jitter of its own.
pub const JITTER: f32 = 0.05;
/// How much sooner or later touches of replicates begin \[seconds\].
pub const SPREAD: f32 = 0.25;

/// Says what varies in a scene.
///
/// # Errors
///
/// Where nothing does, replicates are refused.
pub fn varying(variation: &Variation, scene: &Scene) -> Result<String, Problem> {
    let varying = variation.of(scene);
    let mut told = Vec::new();
    if varying.bodies > 0 {
        told.push(format!(
            "bends at birth, up to {} radians where a body has no jitter of its own",
            variation.jitter
        ));
    }
    if varying.touches > 0 {
        told.push(format!("the times of touches, by up to {} s", variation.spread));
    }
    if varying.noises > 0 {
        told.push("the noise of neurons".to_owned());
    }
    if varying.is_nothing() {
        let words = "replicates would be all the same: nothing is touched, no neuron has noise, and no body is born whose bends could vary";
        return Err(Problem::Asked(words.into()));
    }
    Ok(format!("replicates vary: {}", told.join("; ")))
}
