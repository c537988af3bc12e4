//! The figures of the status bar: which there are, and which are shown.

use bevy::ecs::prelude::*;
use serde::{Deserialize, Serialize};

/// A figure of the status bar.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Figure {
    /// How fast the worm goes.
    Speed,
    /// Cycles of its gait in a second.
    Frequency,
    /// Length of the wave along it, and which way it runs.
    Wave,
    /// Way in a cycle.
    Stride,
    /// Half the width that it takes up.
    Amplitude,
    /// How much it is drawn together.
    Contraction,
    /// How often it went backward.
    Reversals,
    /// Distance over path.
    Straightness,
    /// Releases of all neurons in a second.
    Releases,
    /// How much faster than real time it could run.
    Possible,
    /// Frames a second.
    Frames,
}

impl Figure {
    /// All of them, in the order in which they stand.
    pub const ALL: [Self; 11] = [
        Self::Speed,
        Self::Frequency,
        Self::Wave,
        Self::Stride,
        Self::Amplitude,
        Self::Contraction,
        Self::Reversals,
        Self::Straightness,
        Self::Releases,
        Self::Possible,
        Self::Frames,
    ];

    /// What is measured.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Speed => "Speed",
            Self::Frequency => "Frequency of the gait",
            Self::Wave => "Wavelength",
            Self::Stride => "Stride",
            Self::Amplitude => "Amplitude",
            Self::Contraction => "Contraction",
            Self::Reversals => "Reversals",
            Self::Straightness => "Straightness",
            Self::Releases => "Releases",
            Self::Possible => "Possible speed of the run",
            Self::Frames => "Frames",
        }
    }
}

/// Which figures are shown.
#[derive(Resource, Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Figures(Vec<Figure>);

impl Default for Figures {
    fn default() -> Self {
        Self(vec![Figure::Speed, Figure::Frequency, Figure::Releases])
    }
}

impl Figures {
    /// Those that are shown, in their order.
    pub fn shown(&self) -> impl Iterator<Item = Figure> {
        Figure::ALL.into_iter().filter(|figure| self.0.contains(figure))
    }

    /// Whether one is shown.
    #[must_use]
    pub fn has(&self, figure: Figure) -> bool {
        self.0.contains(&figure)
    }

    /// Shows one or not.
    pub fn set(&mut self, figure: Figure, shown: bool) {
        self.0.retain(|other| *other != figure);
        if shown {
            self.0.push(figure);
        }
        self.0.sort_unstable();
    }
}
