//! The script of a scene, and the system that does it.

use super::{Now, Stimulus, Timing};
use crate::nervous::Wiring;
use crate::sim::{Clock, SimSystems, Stream, Tick};
use bevy::app::{App, Plugin};
use bevy::ecs::prelude::*;
use std::collections::HashMap;

/// The script of a scene: the document's stimuli, and the same as things to do at a tick.
#[derive(Resource, Debug, Default)]
pub struct Script {
    stimuli: Vec<Stimulus>,
    /// When each acts, and its number. Sums of floats hang on their order: they are in the order of what they are,
    /// not of the file.
    order: Vec<(Timing, usize)>,
    /// The stream of chance of each, in the order of the document.
    chance: Vec<Stream>,
    /// What each is done to, in the order of the document, and [`Wiring::compiled`] of then.
    targets: Vec<Option<Entity>>,
    wiring: Option<u64>,
}

impl Script {
    /// Compiles a document's stimuli, under its seed.
    #[must_use]
    pub fn new(stimuli: Vec<Stimulus>, seed: u64) -> Self {
        let mut order: Vec<usize> = (0..stimuli.len()).collect();
        order.sort_by_cached_key(|index| (stimuli[*index].kind(), format!("{:?}", stimuli[*index])));
        // Several of one kind for one neuron are told apart by their numbers in that order.
        let mut chance = vec![Stream::default(); stimuli.len()];
        let mut numbers: HashMap<Stream, u64> = HashMap::new();
        for index in &order {
            let stream = Stream::new(seed, stimuli[*index].called());
            let number = numbers.entry(stream).or_default();
            chance[*index] = stream.number(*number);
            *number += 1;
        }
        let order = order.into_iter().map(|index| (stimuli[index].item().timing(), index)).collect();
        Self { stimuli, order, chance, ..Self::default() }
    }

    /// Whether anything of it is drawn by chance.
    #[must_use]
    pub fn draws(&self) -> bool {
        self.stimuli.iter().any(|stimulus| stimulus.item().draws())
    }

    /// The stimuli as the document has them.
    #[must_use]
    pub fn stimuli(&self) -> &[Stimulus] {
        &self.stimuli
    }

    /// Whether a touch of the named creature is on in this tick.
    #[must_use]
    pub fn touching(&self, creature: &str, tick: u64) -> bool {
        self.order.iter().any(|(timing, index)| {
            let stimulus = self.stimuli[*index].item();
            stimulus.is_touch() && stimulus.creature() == creature && timing.acts(tick)
        })
    }
}

/// The tick after which nothing more happens by these stimuli; `None` for none and for endless ones.
#[must_use]
pub fn last_tick(stimuli: &[Stimulus]) -> Option<u64> {
    let mut last = None;
    for stimulus in stimuli {
        last = last.max(Some(stimulus.timing().last()?));
    }
    last
}

/// Runs the script.
pub struct StimulusPlugin;

impl Plugin for StimulusPlugin {
    fn build(&self, app: &mut App) {
        app.init_resource::<Script>()
            .add_systems(Tick, act.run_if(something_acts).in_set(SimSystems::Stimulate));
    }
}

fn something_acts(script: Res<Script>, clock: Res<Clock>) -> bool {
    script.order.iter().any(|(timing, _)| timing.acts(clock.tick))
}

fn act(world: &mut World) {
    let tick = world.resource::<Clock>().tick;
    // Lent and given back: nothing of it changes that others see.
    let mut script = std::mem::take(world.resource_mut::<Script>().bypass_change_detection());
    let wiring = Some(world.resource::<Wiring>().compiled);
    if script.wiring != wiring {
        script.wiring = wiring;
        script.targets.clear();
        script.targets.extend(script.stimuli.iter().map(|stimulus| stimulus.item().target(world)));
    }
    for (_, index) in script.order.iter().filter(|(timing, _)| timing.acts(tick)) {
        if let Some(target) = script.targets[*index] {
            let now = Now { tick, chance: script.chance[*index] };
            script.stimuli[*index].item().act(world, target, &now);
        }
    }
    *world.resource_mut::<Script>().bypass_change_detection() = script;
}
