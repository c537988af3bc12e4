//! The tabs, and what is set in them.

use super::sheet::Sheet;
use super::view::View;
use super::{raster, rates, response, traces};
use crate::edit::NeuronKey;
use bevy::ecs::prelude::*;
use serde::{Deserialize, Serialize};

/// What is plotted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Tab {
    /// Neurons, muscles, skin against time.
    #[default]
    Traces,
    /// Releases of many neurons.
    Raster,
    /// Firing rates.
    Rates,
    /// Rate against input.
    Response,
}

impl Tab {
    /// All of them, with a name and a sentence.
    pub const ALL: [(Self, &'static str, &'static str); 4] = [
        (
            Self::Traces,
            "Traces",
            "Potential and more of the selected neuron and the pinned ones; muscles; skin",
        ),
        (Self::Raster, "Raster", "Releases of all neurons against time"),
        (Self::Rates, "Rates", "Firing rates of classes or neurons"),
        (Self::Response, "Response", "Firing rate of the selected neuron against a steady input"),
    ];
}

/// The state of the plots.
#[derive(Resource, Default)]
pub struct Plots {
    /// What is plotted.
    pub tab: Tab,
    /// Neurons with a lane of their own, selected or not.
    pub pins: Vec<NeuronKey>,
    /// Which time is shown.
    pub view: View,
    pub(super) traces: traces::Options,
    pub(super) raster: raster::Options,
    pub(super) rates: rates::Options,
    pub(super) response: response::Tool,
    /// What is to be saved once a name is given.
    pub(super) pending: Option<(String, Sheet)>,
    pub(super) watched: Vec<Entity>,
}

impl Plots {
    /// Whether a neuron has a lane of its own.
    #[must_use]
    pub fn is_pinned(&self, key: &NeuronKey) -> bool {
        self.pins.contains(key)
    }

    /// Gives a neuron a lane of its own, or takes it away.
    pub fn pin(&mut self, key: &NeuronKey, on: bool) {
        self.pins.retain(|pinned| pinned != key);
        if on {
            self.pins.push(key.clone());
        }
    }

    /// A name for the file that the plot is to be saved in.
    #[cfg(test)]
    pub fn proposed_name(&self) -> &str {
        self.pending.as_ref().map_or("plot.csv", |(name, _)| name)
    }
}

/// The tab as it is drawn: without a neuron there are no traces, and releases are shown instead.
pub fn effective<T>(tab: Tab, plots: &Plots, chosen: &[T]) -> Tab {
    let fields = plots.traces.muscles != traces::Muscles::Off || plots.traces.skin;
    if tab == Tab::Traces && chosen.is_empty() && !fields { Tab::Raster } else { tab }
}

#[cfg(test)]
impl Plots {
    /// For pictures: a tab in one of its looks.
    pub fn show_in_pictures(&mut self, tab: Tab, variant: u8) {
        self.tab = tab;
        let key = |name: &str| NeuronKey { creature: "Worm".into(), neuron: name.into() };
        // The last picture is of one lane; before, all must be sampled on.
        let one = tab == Tab::Traces && variant == 0;
        self.pins = if one { Vec::new() } else { vec![key("PVC"), key("ALML")] };
        self.traces.muscles = match variant {
            0 => traces::Muscles::Off,
            1 => traces::Muscles::All,
            _ => traces::Muscles::Joint(4),
        };
        self.traces.skin = variant == 1;
        self.traces.shown[3] = variant == 1;
        self.raster.by_place = variant > 0;
        self.raster.few = variant > 1;
        self.rates = rates::Options { by_neuron: variant > 1, lines: variant % 2 == 1 };
    }
}
