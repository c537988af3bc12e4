//! Driving neurons and taking them away.

use crate::edit::{Edit, NeuronKey};
use crate::nervous::{Hold, NeuronParams};
use crate::window::state::{Views, chosen, close, perform, say, step};
use crate::window::twin::Ghost;
use bevy::ecs::prelude::*;

/// Silences the selected neuron, or revives it.
pub fn silence(world: &mut World) {
    let chosen = chosen(world);
    match chosen.as_slice() {
        [] => say(world, "Select a neuron first, then silence it"),
        [key] => silence_one(world, key.clone()),
        [.., last] => {
            let silent = last.find(world).and_then(|n| world.get::<Hold>(n)) == Some(&Hold::Silent);
            if !silent {
                Ghost::summon(world);
            }
            let hold = if silent { Hold::Free } else { Hold::Silent };
            let edits = chosen.iter().map(|key| Edit::Hold(key.clone(), hold)).collect();
            step(world, Ok(Edit::Batch(edits)));
            let what = if silent { "revived" } else { "silenced" };
            say(world, format!("{} neurons are {what}", chosen.len()));
        }
    }
}

/// Silences a neuron, or revives it. The ghost starts before the first is silenced.
pub fn silence_one(world: &mut World, key: NeuronKey) {
    let Some(neuron) = key.find(world) else { return };
    let silent = world.get::<Hold>(neuron) == Some(&Hold::Silent);
    if !silent {
        Ghost::summon(world);
    }
    let name = key.neuron.clone();
    perform(world, Edit::Hold(key, if silent { Hold::Free } else { Hold::Silent }));
    close(world);
    say(world, if silent { format!("{name} is revived") } else { format!("{name} is silenced") });
}

/// Shows the ghost or hides it.
pub fn show_ghost(world: &mut World) {
    let shown = Ghost::toggle(world);
    world.resource_mut::<Views>().fit_world |= shown;
    say(world, if shown { "Ghost: the worm without lesions" } else { "The ghost is gone" });
}

/// Puts so much transmitter on the selected neuron's dendrite that it fires.
pub fn inject(world: &mut World) {
    let chosen = chosen(world);
    if chosen.is_empty() {
        say(world, "Select a neuron first, then inject it");
    }
    for key in chosen {
        let params = key.find(world).and_then(|neuron| world.get::<NeuronParams>(neuron).copied());
        if let Some(params) = params {
            let amount = params.threshold.max(0.0) + 1.0;
            perform(world, Edit::Inject(key, [amount, 0.0]));
        }
    }
}
