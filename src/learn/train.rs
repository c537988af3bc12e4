//! Learning without being told, naming, and the scene that comes of it.

use super::answers::{Answers, name_outputs};
use super::ends::{Ends, NoLayer};
use super::images::{Images, shuffle};
use super::layer::{EMPTIES, INPUTS, Layer, SAYS, SILENT, light};
use super::rig::Rig;
use super::trained::Trained;
use crate::nervous::plasticity::Learning;
use crate::nervous::{Class, Classes};
use crate::scene::document::Scene;
use crate::sim::{Stream, seconds};
use crate::stimulus::{Inject, Stimulus};

/// Most stimuli of the script that shows an image of each class.
const SCRIPT: usize = 20_000;

/// What is to be done.
#[derive(Clone, Debug, PartialEq)]
pub struct Training {
    /// The network.
    pub layer: Layer,
    /// How often it sees every image.
    pub rounds: u32,
}

/// How many images are shown in all: to learn, and once more to name outputs.
#[must_use]
pub const fn work_of(learned: usize, rounds: u32) -> usize {
    learned.saturating_mul(rounds as usize).saturating_add(learned)
}

impl Training {
    /// Shows images, in each round in another order, then holds what was learned and names each output after the class
    /// that it answers most to. Labels are used for nothing else. `after_each` is called after each image.
    ///
    /// # Errors
    ///
    /// When no output ever fired.
    pub fn run(
        &self,
        images: &Images,
        learned: &[u32],
        after_each: &mut dyn FnMut(),
    ) -> Result<Trained, NoLayer> {
        let born = self.layer.scene();
        let ends = Ends::of(&born)?;
        let mut rig = Rig::new(&born, &ends, self.layer.seconds);
        let chance = Stream::new(self.layer.seed, ["order"]);
        let mut spikes = vec![0; self.layer.outputs];
        for round in 0..self.rounds {
            let mut order = learned.to_vec();
            shuffle(&mut order, chance.number(u64::from(round)));
            for image in order {
                rig.show(images, image, &mut spikes);
                after_each();
            }
        }
        let mut scene = rig.learned();
        scene.learning = Learning::Frozen;
        // From birth, as whoever opens the scene finds it.
        let mut rig = Rig::new(&scene, &ends, self.layer.seconds);
        let answers = Answers::of(&mut rig, images, learned, after_each);
        name(&mut scene, &ends, &name_outputs(&answers, images), images);
        scene.about = format!(
            "{} pixels, {} s an image, {} rounds of {} images, seed {}",
            images.pixels,
            self.layer.seconds,
            self.rounds,
            learned.len(),
            self.layer.seed
        );
        Trained::of(scene)
    }
}

/// Puts each output into the class of what it is named after.
fn name(scene: &mut Scene, ends: &Ends, named: &[Option<usize>], images: &Images) {
    let Some(creature) = scene.creatures.get_mut(ends.creature) else { return };
    let outputs = creature.neurons.iter_mut().filter(|neuron| neuron.class == SILENT);
    for (neuron, class) in outputs.zip(named) {
        if let Some(class) = class {
            neuron.class = format!("{SAYS}{}", images.classes[*class]);
        }
    }
    let output: Class = scene.classes.get(SILENT).cloned().unwrap_or_default();
    let mut classes: Vec<(String, Class)> = INPUTS
        .iter()
        .filter_map(|(name, _)| Some(((*name).into(), scene.classes.get(*name)?.clone())))
        .collect();
    let is_used = |class: usize| named.contains(&Some(class));
    let says = images.classes.iter().enumerate().filter(|(class, _)| is_used(*class));
    classes.extend(says.map(|(_, name)| (format!("{SAYS}{name}"), output.clone())));
    if named.contains(&None) {
        classes.push((SILENT.into(), output));
    }
    scene.classes = classes.into_iter().collect::<Classes>();
}

impl Trained {
    /// Gives the scene a script that shows these images, one after the other, as the rig does. Those that would make it
    /// too long are left out; how many it shows.
    pub fn show(&mut self, layer: &Layer, images: &Images, shown: &[u32]) -> usize {
        let creature = self.scene.creatures[self.ends.creature].name.clone();
        let inject = |neuron: &str, at: f64, amount: (f32, f32), seconds: f64| {
            let (creature, neuron) = (creature.clone(), neuron.to_owned());
            Stimulus::Inject(Inject { creature, neuron, at, amount, seconds, every: 0.0, times: 0 })
        };
        let most = SCRIPT / (2 * layer.pixels + layer.outputs).max(1);
        let count = shown.len().min(most.max(1));
        self.scene.stimuli.clear();
        for (number, image) in shown[..count].iter().enumerate() {
            let at = seconds(number as u64 * layer.ticks());
            let empty = (0.0, -EMPTIES);
            let outputs = self.ends.outputs.iter();
            self.scene.stimuli.extend(outputs.map(|output| inject(&output.name, at, empty, 0.0)));
            for (pixel, brightness) in images.image(*image).iter().enumerate() {
                for (inputs, amount) in self.ends.inputs.iter().zip(light(*brightness)) {
                    if amount != 0.0 {
                        let lit = inject(&inputs[pixel].name, at, (amount, 0.0), layer.seconds);
                        self.scene.stimuli.push(lit);
                    }
                }
            }
        }
        count
    }
}
