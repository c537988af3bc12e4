//! Where light goes into a network and answers come out of it, as its scene names them.

use super::layer::{INPUTS, SAYS, SILENT};
use crate::scene::document::Scene;
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
