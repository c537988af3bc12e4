//! What the kinds of stimuli that are for a neuron have in common.

use super::{Candidate, Now, Stage};
use crate::entry::{Around, Checker, Fields, check_fields, suggestion};
use bevy::ecs::entity::Entity;
use bevy::ecs::world::World;

/// What such a kind is by itself.
pub(super) trait OnNeuron {
    /// How long it lasts \[seconds\]; `None`: one tick.
    fn lasts(&self) -> Option<f64>;

    /// What is written where it is drawn.
    fn words(&self) -> String;

    /// Does what it does in a tick.
    fn act_on(&self, world: &mut World, neuron: Entity, now: &Now);

    /// Whether it may bring the neuron to fire.
    fn drives(&self) -> bool {
        false
    }

    /// Whether what it does is drawn by chance.
    fn draws(&self) -> bool {
        false
    }
}

/// Declares such a kind, as a scene says it and as a protocol asks for it: with the names of the fields that only it
/// has, and with these fields.
macro_rules! on_neuron {
    (
        $(#[doc = $about:literal])+
        $Type:ident;
        $(#[doc = $about_asked:literal])+
        $Asked:ident as $name:literal;
        $($field:ident),+: { $($own:tt)+ }
    ) => {
        $crate::entry::record! {
            $(#[doc = $about])+
            #[derive(Clone, Debug, PartialEq)]
            pub struct $Type {
                /// Whose.
                creature: String, as Creature;

                /// Which neuron.
                neuron: String, as Neuron;

                $($own)+

                /// Interval of repeats; 0 for none.
                every: f64 = 0.0, from 0, to $crate::stimulus::MAX_SECONDS, unit "seconds";

                /// How often in all; 0 with `every` set: without end.
                times: u32 = 0, from 0, to u32::MAX;
            }
        }

        $crate::entry::record! {
            $(#[doc = $about_asked])+
            #[derive(Clone, Debug)]
            pub struct $Asked as $name {
                /// Whose; empty for every creature with such a neuron.
                creature: String = String::new();

                /// Which neuron.
                neuron: String;

                $($own)+

                /// Interval of repeats; 0 for none.
                every: f64 = 0.0, from 0, to $crate::stimulus::MAX_SECONDS, unit "seconds";

                /// How often in all; 0 with `every` set: without end.
                times: u32 = 0, from 0, to u32::MAX;
            }
        }

        impl $crate::stimulus::StimulusItem for $Type {
            fn creature(&self) -> &str {
                &self.creature
            }

            fn timing(&self) -> $crate::stimulus::Timing {
                $crate::stimulus::Timing::new(self.at, self.lasts(), self.every, self.times)
            }

            fn check(&self, c: &mut $crate::entry::Checker, stage: &$crate::stimulus::Stage) {
                $crate::stimulus::on_neuron::check_on_stage(c, self, &self.creature, stage);
                $crate::stimulus::check_clock(c, self.every, self.times);
            }

            fn label(&self, _: u32) -> String {
                self.words() + &$crate::stimulus::repeated(self.every)
            }

            fn target(&self, world: &World) -> Option<Entity> {
                world.resource::<$crate::nervous::Wiring>().find(world, &self.creature, &self.neuron)
            }

            fn act(&self, world: &mut World, neuron: Entity, now: &$crate::stimulus::Now) {
                self.act_on(world, neuron, now);
            }

            fn drives(&self) -> bool {
                $crate::stimulus::on_neuron::OnNeuron::drives(self)
            }

            fn draws(&self) -> bool {
                $crate::stimulus::on_neuron::OnNeuron::draws(self)
            }
        }

        impl $crate::stimulus::StimulusType for $Type {
            type Asked = $Asked;

            fn check_asked(asked: &$Asked, c: &mut $crate::entry::Checker) {
                $crate::entry::check_fields(c, asked, &$crate::entry::Around::default());
                $crate::stimulus::check_clock(c, asked.every, asked.times);
            }

            fn asked_of(asked: &$Asked) -> &str {
                &asked.creature
            }

            fn fit(
                asked: &$Asked,
                c: &mut $crate::entry::Checker,
                meant: &[$crate::stimulus::Candidate],
            ) -> Vec<Self> {
                let owners = $crate::stimulus::on_neuron::owners(c, &asked.neuron, meant).into_iter();
                let one = |creature| Self {
                    creature,
                    neuron: asked.neuron.clone(),
                    $($field: asked.$field,)+
                    every: asked.every,
                    times: asked.times,
                };
                owners.map(one).collect()
            }
        }
    };
}
pub(super) use on_neuron;

/// Checks a stimulus for a neuron of a creature of the scene.
pub(super) fn check_on_stage(c: &mut Checker, stimulus: &dyn Fields, creature: &str, stage: &Stage) {
    let neurons = stage.find(creature).and_then(|(index, _)| stage.neurons.get(index));
    check_fields(c, stimulus, &Around { creatures: Some(stage.names), neurons, ..Around::default() });
}

/// Those of the creatures that have such a neuron; that there is none is a fault.
pub(super) fn owners(c: &mut Checker, neuron: &str, meant: &[Candidate]) -> Vec<String> {
    let has = |candidate: &&Candidate| candidate.neurons.iter().any(|other| other.name == neuron);
    let owners: Vec<String> = meant.iter().filter(has).map(|candidate| candidate.name.to_owned()).collect();
    if owners.is_empty() {
        let known: Vec<&str> =
            meant.iter().flat_map(|c| c.neurons).map(|neuron| neuron.name.as_str()).collect();
        let help = suggestion(neuron, known.iter().copied());
        c.fault_in("neuron", format!("there is no neuron {neuron:?}"), help.as_deref());
    }
    owners
}
