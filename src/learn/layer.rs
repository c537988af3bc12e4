//! The network as a scene.
//!
//! Each pixel has two inputs, one that fires the more the brighter it is (ON) and one the darker (OFF), so that all
//! images bring the same in all. Every input is linked to every output by a synapse that learns. An output that fires
//! empties all others, so few fire at each image, and those learn it; and each keeps to its rate by its threshold,
//! so that none wins always.

use crate::nervous::plasticity::{Learning, Rule, rule_preset};
use crate::nervous::{Class, Homeostasis, NeuronEntry, Params, Sharing, Start, SynapseEntry};
use crate::scene::document::{Creature, Scene};
use crate::sim::{Stream, TICKS_PER_SECOND, ticks};

/// Most outputs.
pub const MOST_OUTPUTS: usize = 10_000;
/// Most synapses, as many as a creature may have.
pub const MOST_SYNAPSES: usize = 2_000_000;

/// The creature's name.
pub(super) const CREATURE: &str = "Layer";
/// The preset that the synapses learn by, and the rule's name in the scene.
const RULE: &str = "Competition";
/// The classes of inputs, and the beginnings of their names.
pub(super) const INPUTS: [(&str, &str); 2] = [("off", "OFF"), ("on", "ON")];
/// The beginning of the names of outputs.
const OUTPUT: &str = "OUT";
/// The class of outputs that answer nothing, and of all before they are named.
pub(super) const SILENT: &str = "silent";
/// The beginning of the class of an output that is named.
pub(super) const SAYS: &str = "says ";

/// What a fully lit pixel puts on its ON neuron in a tick \[transmitter\].
pub(super) const LIGHT: f32 = 16.0;
/// What an output that fires, and the onset of an image, takes from the outputs \[transmitter\].
pub(super) const EMPTIES: f32 = 10_000.0;
/// Rest after each image \[ticks\]: as long as an output that fired in the last tick recovers.
pub(super) const REST: u64 = 10;

/// Pixels for which thresholds are as they stand below; with more they are higher by as much.
const PIXELS: f32 = 64.0;
/// Spikes of all outputs together at an image, where thresholds stand still, with 4 s an image or longer.
const SPIKES: f64 = 2.0;
/// Most that is added to a threshold \[transmitter\]: beyond what a network comes to by itself.
const HIGHEST: f32 = 10_000.0;
/// Share of the potential that leaks in all over an image of any length: 0.01 in each of 400 ticks.
const LEAKS: f64 = 4.0;

/// How a layer is made and taught. The defaults were found by trial with 8 by 8 digits.
#[derive(Clone, Debug, PartialEq)]
pub struct Layer {
    /// Pixels of an image.
    pub pixels: usize,
    /// Outputs, at most [`MOST_OUTPUTS`].
    pub outputs: usize,
    /// How long an image is shown \[seconds\].
    pub seconds: f64,
    /// From which weights and thresholds at birth, and the order of the images, are drawn.
    pub seed: u64,
    /// How synapses learn.
    pub rule: Rule,
}

impl Layer {
    /// For images of so many pixels, with the defaults of everything else.
    #[must_use]
    pub fn new(pixels: usize) -> Self {
        let rule = rule_preset(RULE).map(|preset| (preset.rule)()).unwrap_or_default();
        Self { pixels, outputs: 200, seconds: 4.0, seed: 0, rule }
    }

    /// How many synapses it has.
    #[must_use]
    pub fn synapses(&self) -> usize {
        let (inputs, outputs) = (self.pixels.saturating_mul(2), self.outputs);
        outputs.saturating_mul(inputs.saturating_add(outputs.saturating_sub(1)))
    }

    /// Ticks of an image and the rest after it.
    #[must_use]
    pub fn ticks(&self) -> u64 {
        ticks(self.seconds) + REST
    }

    /// Before it has learned anything.
    #[must_use]
    pub fn scene(&self) -> Scene {
        let mut classes: Vec<(String, Class)> = INPUTS.map(|(class, _)| (class.to_owned(), input())).into();
        classes.push((SILENT.to_owned(), self.output()));
        Scene {
            name: format!("{} outputs that learned images", self.outputs),
            classes: classes.into_iter().collect(),
            plasticity: [(RULE.to_owned(), self.rule.clone())].into_iter().collect(),
            learning: Learning::On,
            creatures: vec![Creature {
                name: CREATURE.into(),
                neurons: self.neurons(),
                synapses: self.links(),
                ..Creature::default()
            }],
            ..Scene::default()
        }
    }

    /// How much more arrives than from [`PIXELS`] pixels.
    fn scale(&self) -> f32 {
        self.pixels as f32 / PIXELS
    }

    /// An output, as a class.
    fn output(&self) -> Class {
        let scale = self.scale();
        let shown = self.seconds * f64::from(TICKS_PER_SECOND);
        // Short images are answered by fewer spikes of each output, so more outputs must answer.
        let spikes = SPIKES * (4.0 / self.seconds).sqrt().max(1.0);
        let target = spikes / self.outputs as f64 / (self.ticks() as f64 / f64::from(TICKS_PER_SECOND));
        let homeostasis =
            Homeostasis { target: target as f32, step: 10.0 * scale, bounds: (0.0, HIGHEST * scale) };
        Class {
            params: Params {
                threshold: Some(100.0 * scale),
                conduction: Some(1),
                refractory: Some(REST as u32),
                production: Some((0.0, -EMPTIES)),
                reuptake: Some(0.0),
                residue: Some(0.0),
                sharing: Some(Sharing::Broadcast),
                leak: Some((LEAKS / shown).min(1.0) as f32),
                potential_floor: Some(0.0),
                pool_limit: Some(EMPTIES),
                homeostasis: Some(homeostasis),
                ..Params::default()
            },
            start: Start { conduction_left: Some(0), ..Start::default() },
            ..Class::default()
        }
    }

    fn neurons(&self) -> Vec<NeuronEntry> {
        let across = (self.pixels as f64).sqrt().ceil().max(1.0) as usize;
        let down = self.pixels.div_ceil(across);
        let place = |number: usize, across: usize, left: usize, top: usize| {
            // What comes first stands highest: an image is upright on the canvas.
            ((left + number % across) as f32, 0.0 - (top + number / across) as f32)
        };
        let mut neurons = Vec::with_capacity(2 * self.pixels + self.outputs);
        for (row, (class, name)) in INPUTS.into_iter().enumerate() {
            // ON above OFF.
            let top = (1 - row) * (down + 2);
            neurons.extend((0..self.pixels).map(|pixel| NeuronEntry {
                name: numbered(name, pixel, self.pixels),
                class: class.into(),
                at: place(pixel, across, 0, top),
                ..NeuronEntry::default()
            }));
        }
        let wide = self.outputs.div_ceil(2 * down + 2).max(1);
        let chance = Stream::new(self.seed, ["threshold"]);
        neurons.extend((0..self.outputs).map(|output| NeuronEntry {
            name: numbered(OUTPUT, output, self.outputs),
            class: SILENT.into(),
            at: place(output, wide, across + 6, 0),
            start: Start {
                offset: Some(30.0 * self.scale() * share(chance.bits(output as u64))),
                ..Start::default()
            },
            ..NeuronEntry::default()
        }));
        neurons
    }

    fn links(&self) -> Vec<SynapseEntry> {
        let chance = Stream::new(self.seed, ["weight"]);
        let outputs: Vec<String> =
            (0..self.outputs).map(|output| numbered(OUTPUT, output, self.outputs)).collect();
        let mut links = Vec::with_capacity(self.synapses());
        for (_, name) in INPUTS {
            for pixel in 0..self.pixels {
                let from = numbered(name, pixel, self.pixels);
                for to in &outputs {
                    let weight = share(chance.bits(links.len() as u64));
                    let plasticity = RULE.into();
                    links.push(SynapseEntry { plasticity, ..SynapseEntry::new(&*from, &**to, weight) });
                }
            }
        }
        for from in &outputs {
            let others = outputs.iter().filter(|to| *to != from);
            links.extend(others.map(|to| SynapseEntry::new(&**from, &**to, 1.0)));
        }
        links
    }
}

/// An input, as a class: it gathers the light that falls on it and fires packets of 1.
fn input() -> Class {
    Class {
        params: Params {
            threshold: Some(5.0 * LIGHT),
            conduction: Some(1),
            refractory: Some(0),
            production: Some((1.0, 0.0)),
            reuptake: Some(0.0),
            residue: Some(0.0),
            sharing: Some(Sharing::Broadcast),
            pool_limit: Some(1.0),
            ..Params::default()
        },
        start: Start { conduction_left: Some(0), ..Start::default() },
        ..Class::default()
    }
}

/// A name with a number of as many digits as all have, so that their order is that of the numbers.
fn numbered(name: &str, number: usize, count: usize) -> String {
    let digits = count.saturating_sub(1).to_string().len();
    format!("{name}{number:0digits$}")
}

/// What a pixel puts on its two inputs in a tick, in the order of [`INPUTS`] \[transmitter\].
pub(super) fn light(brightness: f32) -> [f32; 2] {
    let on = LIGHT * brightness;
    [LIGHT - on, on]
}

/// Chance to a number from 0 to below 1.
fn share(bits: u64) -> f32 {
    (bits >> 40) as f32 / (1 << 24) as f32
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scene::check;

    #[test]
    fn it_is_a_sound_scene_of_the_size_that_it_says() {
        let layer = Layer { outputs: 12, seed: 3, ..Layer::new(9) };
        let scene = layer.scene();
        assert!(check(&scene).is_empty(), "{:?}", check(&scene));
        assert_eq!(scene.creatures[0].synapses.len(), layer.synapses());
        let names: Vec<&str> = scene.creatures[0].neurons.iter().map(|neuron| &*neuron.name).collect();
        assert!(names.is_sorted(), "{names:?}");
        let weights = scene.creatures[0].synapses.iter().take(216).map(|synapse| f64::from(synapse.weight));
        let mean = weights.sum::<f64>() / 216.0;
        // Four standard errors.
        assert!((mean - 0.5).abs() < 0.08, "{mean}");
        assert_ne!(Layer { seed: 4, ..layer }.scene(), scene);
    }
}
