//! What a neuron comes to: the rule's defaults, then its class, then its own settings.

use super::document::{Neuron, Pair, Params, Scene, Start};
use crate::nervous::NeuronParams;

/// State of a neuron at birth, nothing left open. Pairs are excitatory, inhibitory.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct StartState {
    /// Ticks until release; above 0 the neuron fires once by itself.
    pub conduction_left: u32,
    /// Ticks until ready.
    pub refractory_left: u32,
    /// Received, not yet integrated \[transmitter\].
    pub dendrite: [f32; 2],
    /// In the synaptic cleft \[transmitter\].
    pub cleft: [f32; 2],
    /// Made and stored \[transmitter\].
    pub pool: [f32; 2],
    /// Integrated \[transmitter\].
    pub potential: [f32; 2],
}

const fn array(pair: Pair) -> [f32; 2] {
    [pair.0, pair.1]
}

impl Params {
    /// Lays what is set here over `base`.
    #[must_use]
    pub fn over(&self, base: NeuronParams) -> NeuronParams {
        // Taken apart by name, so that a new parameter cannot be forgotten here.
        let Self {
            threshold,
            conduction,
            refractory,
            production,
            reuptake,
            residue,
            sharing,
            leak,
            potential_floor,
            potential_ceiling,
            pool_limit,
        } = *self;
        NeuronParams {
            threshold: threshold.unwrap_or(base.threshold),
            conduction: conduction.unwrap_or(base.conduction),
            refractory: refractory.unwrap_or(base.refractory),
            production: production.map_or(base.production, array),
            reuptake: reuptake.unwrap_or(base.reuptake),
            residue: residue.unwrap_or(base.residue),
            sharing: sharing.unwrap_or(base.sharing),
            leak: leak.unwrap_or(base.leak),
            potential_floor: potential_floor.or(base.potential_floor),
            potential_ceiling: potential_ceiling.or(base.potential_ceiling),
            pool_limit: pool_limit.or(base.pool_limit),
        }
    }
}

impl Start {
    /// Lays what is set here over `base`.
    #[must_use]
    pub fn over(&self, base: StartState) -> StartState {
        let Self { conduction_left, refractory_left, dendrite, cleft, pool, potential } = *self;
        StartState {
            conduction_left: conduction_left.unwrap_or(base.conduction_left),
            refractory_left: refractory_left.unwrap_or(base.refractory_left),
            dendrite: dendrite.map_or(base.dendrite, array),
            cleft: cleft.map_or(base.cleft, array),
            pool: pool.map_or(base.pool, array),
            potential: potential.map_or(base.potential, array),
        }
    }
}

/// The parameters of a neuron. A class that does not exist counts as none.
#[must_use]
pub fn resolve(scene: &Scene, neuron: &Neuron) -> NeuronParams {
    let base = NeuronParams::default();
    let class = scene.classes.get(&neuron.class).map_or(base, |class| class.params.over(base));
    neuron.params.over(class)
}

/// The state of a neuron at birth: without a word on `conduction_left` it is the neuron's whole
/// `conduction`, so that it fires once by itself.
#[must_use]
pub fn resolve_start(scene: &Scene, neuron: &Neuron) -> StartState {
    let base = StartState { conduction_left: resolve(scene, neuron).conduction, ..StartState::default() };
    let class = scene.classes.get(&neuron.class).map_or(base, |class| class.start.over(base));
    neuron.start.over(class)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scene::document::Class;

    fn scene() -> Scene {
        let class = Class {
            params: Params { threshold: Some(4.0), conduction: Some(9), ..Params::default() },
            start: Start { pool: Some((1.0, -1.0)), ..Start::default() },
            ..Class::default()
        };
        Scene { classes: [("sensory".to_owned(), class)].into_iter().collect(), ..Scene::default() }
    }

    #[test]
    fn own_settings_win_over_the_class_and_the_class_over_the_rule() {
        let neuron = Neuron {
            class: "sensory".to_owned(),
            params: Params { threshold: Some(6.0), ..Params::default() },
            ..Neuron::default()
        };
        let params = resolve(&scene(), &neuron);
        assert_eq!((params.threshold, params.conduction, params.refractory), (6.0, 9, 5));
    }

    #[test]
    fn a_neuron_fires_once_by_itself_unless_told_otherwise() {
        let mut neuron = Neuron { class: "sensory".to_owned(), ..Neuron::default() };
        let start = resolve_start(&scene(), &neuron);
        assert_eq!((start.conduction_left, start.pool), (9, [1.0, -1.0]));
        neuron.params.conduction = Some(3);
        assert_eq!(resolve_start(&scene(), &neuron).conduction_left, 3);
        neuron.start.conduction_left = Some(0);
        assert_eq!(resolve_start(&scene(), &neuron).conduction_left, 0);
    }

    #[test]
    fn without_a_class_the_rule_holds() {
        assert_eq!(resolve(&scene(), &Neuron::default()), NeuronParams::default());
    }
}
