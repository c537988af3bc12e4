//! A network before one image after another.
//!
//! What a tick does is what it does in every run: the clock goes on, dendrites are charged as by `Inject`, then neurons
//! step, learn and transmit ([`step_neurons`]). The schedule has nothing else in it, for there is no body: that is twice
//! as fast.

use super::ends::Ends;
use super::images::Images;
use super::layer::{EMPTIES, REST, light};
use crate::app::{Executor, headless_app};
use crate::nervous::plasticity::{Learning, set_learning};
use crate::nervous::{EXCITATORY, INHIBITORY, NeuronState, Slot, Start, Wiring, step_neurons};
use crate::scene::document::Scene;
use crate::scene::{Moment, capture, spawn};
use crate::sim::{Clock, ticks};
use bevy::ecs::prelude::*;
use bevy::ecs::schedule::SingleThreadedExecutor;

/// What is put on dendrites in a tick.
#[derive(Resource, Default)]
struct Light {
    /// Whether an image is shown.
    is_on: bool,
    /// Whether it begins to be: outputs are emptied.
    begins: bool,
    /// Of each slot what it is charged with \[transmitter\]; nothing for outputs.
    charge: Vec<f32>,
    /// Whether a slot is an output's.
    is_output: Vec<bool>,
}

/// A network, and images that are shown to it.
pub struct Rig {
    world: World,
    tick: Schedule,
    ends: Ends,
    /// How long an image is shown \[ticks\].
    shown: u64,
    /// Of each slot the number of its output.
    output_of: Vec<Option<u32>>,
}

impl Rig {
    /// Puts a network in place. `ends` are its neurons as the scene names them, as [`super::Trained`] finds them.
    pub(super) fn new(scene: &Scene, ends: &Ends, seconds: f64) -> Self {
        let mut app = headless_app(Executor::SingleThreaded);
        let mut world = std::mem::take(app.world_mut());
        spawn(&mut world, scene);
        let wiring = world.resource::<Wiring>();
        let creature = scene.creatures.get(ends.creature).map_or("", |creature| &*creature.name);
        let slots = wiring.neurons.len();
        let slot_of = |name: &str| {
            let neuron = wiring.find(&world, creature, name)?;
            world.get::<Slot>(neuron).map(|slot| slot.0)
        };
        let mut output_of = vec![None; slots];
        for (number, output) in ends.outputs.iter().enumerate() {
            if let Some(slot) = slot_of(&output.name) {
                output_of[slot as usize] = Some(number as u32);
            }
        }
        let mut ends = ends.clone();
        for inputs in &mut ends.inputs {
            inputs.iter_mut().for_each(|input| input.slot = slot_of(&input.name).unwrap_or_default());
        }
        let is_output = output_of.iter().map(Option::is_some).collect();
        world.insert_resource(Light { charge: vec![0.0; slots], is_output, ..Light::default() });
        let mut tick = Schedule::default();
        tick.set_executor(SingleThreadedExecutor::new()).add_systems((shine, step_neurons).chain());
        Self { world, tick, ends, shown: ticks(seconds), output_of }
    }

    /// Lets the network learn, or holds weights and thresholds.
    pub fn set_learning(&mut self, learning: Learning) {
        set_learning(&mut self.world, learning);
    }

    /// How many outputs it has.
    #[must_use]
    pub fn outputs(&self) -> usize {
        self.ends.outputs.len()
    }

    /// Shows an image, and rests; adds up how often each output fires.
    pub fn show(&mut self, images: &Images, image: u32, spikes: &mut [u32]) {
        let mut shines = self.world.resource_mut::<Light>();
        (shines.is_on, shines.begins) = (true, true);
        for (pixel, brightness) in images.image(image).iter().enumerate() {
            for (inputs, amount) in self.ends.inputs.iter().zip(light(*brightness)) {
                shines.charge[inputs[pixel].slot as usize] = amount;
            }
        }
        self.run(self.shown, spikes);
        self.world.resource_mut::<Light>().is_on = false;
        self.run(REST, spikes);
    }

    fn run(&mut self, ticks: u64, spikes: &mut [u32]) {
        for _ in 0..ticks {
            self.tick.run(&mut self.world);
            for slot in &self.world.resource::<Wiring>().released {
                if let Some(output) = self.output_of[*slot as usize] {
                    spikes[output as usize] += 1;
                }
            }
        }
    }

    /// The whole state of the network, as of any run: equal networks have equal hashes.
    #[must_use]
    pub fn hash(&self) -> u64 {
        crate::record::state_hash(&self.world)
    }

    /// The scene with what was learned until now: weights and thresholds; everything else as at birth.
    pub(super) fn learned(&mut self) -> Scene {
        let mut scene = capture(&mut self.world, Moment::Now);
        scene.snapshot = None;
        for creature in &mut scene.creatures {
            for synapse in &mut creature.synapses {
                synapse.weight = synapse.learned.take().unwrap_or(synapse.weight);
            }
            for neuron in &mut creature.neurons {
                neuron.start = Start { offset: neuron.start.offset, ..Start::default() };
            }
        }
        scene
    }
}

/// Time goes on, and light falls on inputs.
fn shine(mut clock: ResMut<Clock>, mut light: ResMut<Light>, mut neurons: Query<(&Slot, &mut NeuronState)>) {
    clock.tick += 1;
    if !light.is_on {
        return;
    }
    let begins = std::mem::take(&mut light.begins);
    for (slot, mut state) in &mut neurons {
        let state = state.bypass_change_detection();
        let amount = light.charge[slot.0 as usize];
        state.dendrite[EXCITATORY] += amount;
        if begins && light.is_output[slot.0 as usize] {
            state.dendrite[INHIBITORY] -= EMPTIES;
        }
    }
}
