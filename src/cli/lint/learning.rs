//! Modulators that nobody broadcasts, thresholds that homeostasis can bring down to nothing, and astrocytes that cover
//! what there is not.

use super::at_entry;
use crate::entry::{ANY, Checker, Segment};
use crate::nervous::{Cover, Homeostasis};
use crate::scene::document::{Creature, Scene};
use crate::stimulus::Stimulus;
use std::collections::HashSet;

pub(super) fn check(c: &mut Checker, scene: &Scene) {
    modulators(c, scene);
    for (index, creature) in scene.creatures.iter().enumerate() {
        thresholds(c, scene, index, creature);
        covers(c, index, creature);
    }
}

/// Modulators of which the level is always 0.
fn modulators(c: &mut Checker, scene: &Scene) {
    if scene.modulators.is_empty() {
        return;
    }
    let neurons = scene.creatures.iter().flat_map(|creature| &creature.neurons);
    let broadcast = neurons.map(|neuron| {
        scene.classes.resolve_faculties(&neuron.class, &neuron.params).modulator.text().to_owned()
    });
    let given = scene.stimuli.iter().filter_map(|stimulus| match stimulus {
        Stimulus::Reward(reward) => Some(reward.modulator.text().to_owned()),
        _ => None,
    });
    let there: HashSet<String> = broadcast.chain(given).collect();
    c.field("modulators", |c| {
        for name in scene.modulators.keys().filter(|name| !there.contains(*name)) {
            c.within(Segment::Key(name.clone()), |c| {
                let help = format!("set `modulator: {name:?}` of a neuron, or give it by a `Reward`");
                c.fault(format!("no neuron releases {name:?}: its level is always 0"), Some(help));
            });
        }
    });
}

/// Neurons that homeostasis can make fire by themselves.
fn thresholds(c: &mut Checker, scene: &Scene, creature: usize, owner: &Creature) {
    for (index, neuron) in owner.neurons.iter().enumerate() {
        let faculties = scene.classes.resolve_faculties(&neuron.class, &neuron.params);
        let Some(Homeostasis { bounds: (least, _), .. }) = faculties.homeostasis else { continue };
        let threshold = neuron.resolve(&scene.classes).threshold;
        // One that is so low without is meant to be.
        if threshold <= 0.0 || threshold + least > 0.0 {
            continue;
        }
        let message = format!(
            "the `bounds` of homeostasis let the threshold of {:?} fall to {}: at 0 and below a neuron fires by itself",
            neuron.name,
            threshold + least
        );
        let help = format!("let the first of the `bounds` be above {}", -threshold);
        at_entry(c, creature, "neurons", index, |c| c.fault_in("name", message, Some(&help)));
    }
}

/// Pairs of neurons between which there is no synapse.
fn covers(c: &mut Checker, creature: usize, owner: &Creature) {
    let cover = Cover::by_names(&owner.astrocytes);
    if cover.is_empty() {
        return;
    }
    let mut there: HashSet<(usize, usize)> = HashSet::new();
    for synapse in &owner.synapses {
        there.extend(cover.of(&synapse.from, &synapse.to));
    }
    for (index, astrocyte) in owner.astrocytes.iter().enumerate() {
        for (pair, (from, to)) in astrocyte.covers.iter().enumerate() {
            if there.contains(&(index, pair)) {
                continue;
            }
            let way = match (from.as_str(), to.as_str()) {
                (from, ANY) => format!("no synapse leads from {from:?}"),
                (ANY, to) => format!("no synapse leads to {to:?}"),
                (from, to) => format!("no synapse leads from {from:?} to {to:?}"),
            };
            at_entry(c, creature, "astrocytes", index, |c| {
                c.field("covers", |c| {
                    c.within(Segment::Index(pair), |c| {
                        c.fault(format!("{way}: the pair covers nothing"), Some("take it out".to_owned()));
                    });
                });
            });
        }
    }
}
