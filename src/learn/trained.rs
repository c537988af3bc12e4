//! A scene of such a network, read again.

use super::layer::{INPUTS, SAYS, SILENT};
use super::rig::Rig;
use crate::scene::document::Scene;
use crate::stimulus::Stimulus;
use std::collections::HashMap;
use thiserror::Error;

/// Where light goes in and answers come out of a network.
#[derive(Clone, Debug, Default)]
pub(super) struct Ends {
    /// The place of the creature among those of the scene.
    pub(super) creature: usize,
    /// OFF and ON, pixel by pixel.
    pub(super) inputs: [Vec<Input>; 2],
    pub(super) outputs: Vec<Output>,
}

#[derive(Clone, Debug)]
pub(super) struct Input {
    pub(super) name: String,
    /// Once it is in a world.
    pub(super) slot: u32,
}

#[derive(Clone, Debug)]
pub(super) struct Output {
    pub(super) name: String,
    /// What it is named after.
    pub(super) says: Option<String>,
}

/// A network that is asked.
#[derive(Clone, Debug)]
pub struct Trained {
    pub(super) scene: Scene,
    pub(super) ends: Ends,
}

/// Why a scene is no such network.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum NoLayer {
    /// There is nothing that light falls on, or nothing that answers.
    #[error(
        "it has {inputs} neurons of the classes `on` and `off`, and {outputs} of classes that begin with `says`"
    )]
    Ends {
        /// Neurons that see.
        inputs: usize,
        /// Neurons that answer.
        outputs: usize,
    },
    /// An input has no number.
    #[error(
        "the neuron {0:?} is of a class of inputs, and its name does not say of which pixel, like `ON07`"
    )]
    Name(String),
    /// Pixels are not there, or not of both kinds.
    #[error(
        "there must be one neuron of the class `on` and one of `off` for each pixel, and {0:?} is not there"
    )]
    Pixel(String),
    /// Nothing is named.
    #[error("none of its {0} outputs answered anything: all are of the class `silent`")]
    Nameless(usize),
}

impl Ends {
    /// Finds inputs and outputs of a scene: in the creature that has most of them.
    pub(super) fn of(scene: &Scene) -> Result<Self, NoLayer> {
        let answers = |class: &str| class == SILENT || class.starts_with(SAYS);
        let is_end = |class: &str| INPUTS.iter().any(|(input, _)| *input == class) || answers(class);
        let ends = |index: usize| scene.creatures[index].neurons.iter().filter(|n| is_end(&n.class)).count();
        let creature = (0..scene.creatures.len()).rev().max_by_key(|index| ends(*index)).unwrap_or_default();
        let neurons = scene.creatures.get(creature).map_or(&[][..], |creature| &creature.neurons);
        let mut inputs: [Vec<Input>; 2] = Default::default();
        for (found, (class, begins)) in inputs.iter_mut().zip(INPUTS) {
            let mut numbers: HashMap<usize, &str> = HashMap::new();
            for neuron in neurons.iter().filter(|neuron| neuron.class == class) {
                let number = neuron.name.strip_prefix(begins).and_then(|number| number.parse().ok());
                numbers.insert(number.ok_or_else(|| NoLayer::Name(neuron.name.clone()))?, &neuron.name);
            }
            for pixel in 0..numbers.len() {
                let name = numbers.get(&pixel).ok_or_else(|| NoLayer::Pixel(format!("{begins}{pixel}")))?;
                found.push(Input { name: (*name).to_owned(), slot: 0 });
            }
        }
        let outputs = neurons.iter().filter(|neuron| answers(&neuron.class)).map(|neuron| Output {
            name: neuron.name.clone(),
            says: neuron.class.strip_prefix(SAYS).map(str::to_owned),
        });
        let outputs: Vec<Output> = outputs.collect();
        let [off, on] = [&inputs[0], &inputs[1]].map(Vec::len);
        if off + on == 0 || outputs.is_empty() {
            return Err(NoLayer::Ends { inputs: off + on, outputs: outputs.len() });
        }
        if off != on {
            let (_, begins) = INPUTS[usize::from(on < off)];
            return Err(NoLayer::Pixel(format!("{begins}{}", on.min(off))));
        }
        Ok(Self { creature, inputs, outputs })
    }
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
        let scene = Scene {
            stimuli: Vec::new(),
            learning: crate::nervous::plasticity::Learning::Frozen,
            ..self.scene.clone()
        };
        Rig::new(&scene, &self.ends, seconds)
    }
}
