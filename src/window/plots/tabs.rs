//! The tabs, and what is set in them.

use super::cursors::Cursors;
use super::sheet::Sheet;
use super::view::View;
use super::{long, raster, rates, response, traces, weights};
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
    /// The whole run.
    Run,
    /// Rate against input.
    Response,
    /// What synapses learn.
    Weights,
}

/// The state of the plots.
#[derive(Resource)]
pub struct Plots {
    /// What is plotted.
    pub tab: Tab,
    /// Neurons with a lane of their own, selected or not.
    pub pins: Vec<NeuronKey>,
    /// Which time is shown.
    pub view: View,
    /// Which part of the whole run is shown.
    pub(super) whole: View,
    /// Two moments that are compared.
    pub(super) cursors: Cursors,
    /// Whether copies of the scene with other seeds run along.
    pub copies: bool,
    pub(super) traces: traces::Options,
    pub(super) raster: raster::Options,
    pub(super) rates: rates::Options,
    pub(super) long: long::Options,
    pub(super) response: response::Tool,
    pub(super) weights: weights::Options,
    /// Synapses whose weights are plotted, selected or not.
    pub weight_pins: Vec<weights::Pin>,
    /// What is to be saved once a name is given.
    pub(super) pending: Option<(String, Sheet)>,
    pub(super) watched: Vec<Entity>,
}

impl Default for Plots {
    fn default() -> Self {
        Self {
            tab: Tab::default(),
            pins: Vec::new(),
            view: View::default(),
            whole: View::WHOLE,
            cursors: Cursors::default(),
            copies: false,
            traces: traces::Options::default(),
            raster: raster::Options::default(),
            rates: rates::Options::default(),
            long: long::Options::default(),
            response: response::Tool::default(),
            weights: weights::Options::default(),
            weight_pins: Vec::new(),
            pending: None,
            watched: Vec::new(),
        }
    }
}

impl Plots {
    /// Which time the open tab shows.
    pub(super) fn open_view(&mut self) -> &mut View {
        if self.tab == Tab::Run { &mut self.whole } else { &mut self.view }
    }

    /// To look at the end of a run.
    #[cfg(test)]
    pub fn show_last(&mut self, seconds: f64) {
        self.open_view().span = seconds;
    }

    /// First and last moment that the open tab shows \[seconds\].
    pub(super) fn range(&self, now: f64) -> (f64, f64) {
        if self.tab == Tab::Run { self.whole.range(now) } else { self.view.range(now) }
    }

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

    /// The two moments that are compared.
    #[cfg(test)]
    pub fn cursors(&self) -> [Option<f64>; 2] {
        self.cursors.at
    }

    /// A name for the file that the plot is to be saved in.
    #[cfg(test)]
    pub fn proposed_name(&self) -> &str {
        self.pending.as_ref().map_or("plot.csv", |(name, _)| name)
    }
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
            0 | 4.. => traces::Muscles::Off,
            1 => traces::Muscles::All,
            _ => traces::Muscles::Joint(4),
        };
        self.traces.skin = variant == 1;
        self.traces.shown[3] = variant == 1;
        self.raster.by_place = variant > 0;
        self.raster.few = variant > 1;
        self.cursors.at = if variant == 4 { [Some(6.5), Some(8.75)] } else { [None; 2] };
        self.copies = variant == 5;
        self.rates = rates::Options { by_neuron: variant > 1, lines: variant % 2 == 1 };
    }
}
