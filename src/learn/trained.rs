//! A scene of such a network, read again.

use super::ends::{Ends, NoLayer};
use super::rig::Rig;
use crate::nervous::plasticity::Learning;
use crate::scene::document::Scene;
use crate::stimulus::Stimulus;

/// A network that is asked.
#[derive(Clone, Debug)]
pub struct Trained {
    pub(super) scene: Scene,
    pub(super) ends: Ends,
}

impl Trained {
    /// Finds inputs and outputs of a scene.
    ///
    /// # Errors
    ///
    /// When it has none, or no output is named after anything.
    pub fn of(scene: Scene) -> Result<Self, NoLayer> {
        let ends = Ends::of(&scene)?;
        if ends.outputs.iter().all(|output| output.says.is_none()) {
            return Err(NoLayer::Nameless(ends.outputs.len()));
        }
        Ok(Self { scene, ends })
    }

    /// Pixels of the images that it was made for.
    #[must_use]
    pub fn pixels(&self) -> usize {
        self.ends.inputs[0].len()
    }

    /// The scene.
    #[must_use]
    pub const fn scene(&self) -> &Scene {
        &self.scene
    }

    /// What each output is named after; nothing for silent ones.
    pub fn says(&self) -> impl Iterator<Item = Option<&str>> {
        self.ends.outputs.iter().map(|output| output.says.as_deref())
    }

    /// How long its own script shows an image \[seconds\].
    #[must_use]
    pub fn seconds(&self) -> Option<f64> {
        self.scene.stimuli.iter().find_map(|stimulus| match stimulus {
            Stimulus::Inject(inject) if inject.seconds > 0.0 => Some(inject.seconds),
            _ => None,
        })
    }

    /// The network without its script, for images that are shown so long; it learns no more.
    #[must_use]
    pub fn rig(&self, seconds: f64) -> Rig {
        let scene = Scene { stimuli: Vec::new(), learning: Learning::Frozen, ..self.scene.clone() };
        Rig::new(&scene, &self.ends, seconds)
    }
}
