//! What stands still with the plots beside their own samples: what copies and the ghost did.

use super::bands::Bands;
use super::track::Track;
use crate::edit::NeuronKey;

/// What copies and the ghost had done when the plots were made to stand still.
#[derive(Clone, Debug, Default)]
pub struct Held {
    /// What copies did.
    pub bands: Option<Bands>,
    /// Neurons of the ghost, by the names of those that they stand for.
    pub tracks: Vec<(NeuronKey, Track)>,
    /// Speed of the ghost over the whole run: moments and values.
    pub speeds: Option<Vec<[f64; 2]>>,
}

impl Held {
    /// The samples of the ghost's neuron.
    #[must_use]
    pub fn track(&self, key: &NeuronKey) -> Option<&Track> {
        self.tracks.iter().find(|(own, _)| own == key).map(|(_, track)| track)
    }
}
