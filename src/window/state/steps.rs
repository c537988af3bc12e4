//! The one way in which panels change the scene: an [`Edit`], as a step of undo. What is refused is said.

use super::graph::{Graph, made};
use super::notices::{say, say_error};
use super::selection::Selection;
use crate::edit::build::{EntryKey, read};
use crate::edit::{Edit, EditError, History, NeuronKey, Patch};
use crate::nervous::{NeuronParams, Preset};
use crate::scene::document::{Entry, Kind};
use bevy::ecs::prelude::*;
use bevy::math::Vec2;

/// More weights than this are not worth a search for each.
const FEW: usize = 32;

/// What an edit does to the network as it is drawn.
#[derive(Default)]
struct Drawn {
    /// Neurons that move.
    moved: Vec<(NeuronKey, Vec2)>,
    /// Synapses that get another weight.
    weighed: Vec<(EntryKey, f32)>,
    /// Whether it does more than that, so that all is read anew.
    anew: bool,
}

impl Drawn {
    /// What an edit will do.
    fn of(world: &mut World, edit: &Edit) -> Self {
        let mut drawn = Self::default();
        drawn.take_in(world, edit);
        drawn
    }

    fn take_in(&mut self, world: &mut World, edit: &Edit) {
        match edit {
            Edit::Move(key, at) => self.moved.push((key.clone(), *at)),
            Edit::Weight(key, weight) => {
                let entry =
                    EntryKey { creature: key.creature.clone(), kind: Kind::SYNAPSE, place: key.place };
                self.weighed.push((entry, *weight));
            }
            // What a neuron makes decides whether its links excite.
            Edit::Params(key, params) if !self.anew => {
                let neuron = key.find(world);
                let own = neuron.and_then(|neuron| world.get::<Preset>(neuron));
                self.anew = own.is_none_or(|own| own.params.production != params.production);
            }
            Edit::Patch(patch) if !self.anew => self.patch(world, patch),
            Edit::Batch(edits) => edits.iter().for_each(|edit| self.take_in(world, edit)),
            // Read from the world in every frame, or not drawn in the network.
            Edit::State(..)
            | Edit::Inject(..)
            | Edit::Give(..)
            | Edit::Teach(..)
            | Edit::Untaught(..)
            | Edit::Hold(..)
            | Edit::Medium(_)
            | Edit::Place(..)
            | Edit::Obstacles(_)
            | Edit::Delay(..)
            | Edit::AxonSpeed(..)
            | Edit::Teaching(_)
            | Edit::RenameRule(..)
            | Edit::RenameModulator(..)
            | Edit::Stimuli(_) => {}
            _ => self.anew = true,
        }
    }

    /// A link that gets another amount is replaced by itself.
    fn patch(&mut self, world: &mut World, patch: &Patch) {
        let ([(kind, place)], [(to, new)]) = (patch.cut.as_slice(), patch.put.as_slice()) else {
            self.anew = true;
            return;
        };
        let key = EntryKey { creature: patch.creature.clone(), kind: *kind, place: *place };
        let old = read(world, &key).filter(|old| to == place && old.ends() == new.ends());
        match (old, new) {
            (Some(Entry::Synapse(old)), Entry::Synapse(new))
                if old.plasticity.is_none() && new.plasticity.is_none() =>
            {
                self.weighed.push((key, new.weight));
            }
            // One that learns is drawn by what it is in the world: another one now.
            _ => self.anew = true,
        }
    }

    /// Shows it.
    fn show(self, world: &mut World) {
        // Each weight is searched for among all links.
        if self.anew || self.weighed.len() > FEW {
            world.resource_mut::<Graph>().stale = true;
            return;
        }
        world.resource_scope(|world, mut graph: Mut<Graph>| {
            let sign = |neuron| world.get::<NeuronParams>(neuron).map_or(1.0, made);
            for (key, at) in self.moved {
                graph.show_at(&key, at);
            }
            for (key, weight) in self.weighed {
                graph.set_weight(&key, weight, sign);
            }
        });
    }
}

/// Carries out an edit, and tells whether it was done; a refusal is shown. Edits of one drag are one step of undo:
/// [`close`] ends it.
pub fn perform(world: &mut World, edit: Edit) -> bool {
    // A drag changes places or a number only: no need to read the whole network anew for it.
    let drawn = Drawn::of(world, &edit);
    if let Err(error) = History::perform(world, edit) {
        say_error(world, error.to_string());
        return false;
    }
    drawn.show(world);
    true
}

/// Ends a step of undo: the next edit begins another.
pub fn close(world: &mut World) {
    world.get_resource_or_init::<History>().close();
}

/// Takes back the step under way: nothing is left of it.
pub fn take_back(world: &mut World) {
    if History::withdraw(world) {
        world.resource_mut::<Graph>().stale = true;
    }
}

/// Carries out an edit as a step of its own; true when it was done.
pub fn step(world: &mut World, edit: Result<Edit, EditError>) -> bool {
    match edit {
        Ok(edit) => {
            close(world);
            let done = perform(world, edit);
            close(world);
            done
        }
        Err(error) => {
            say_error(world, error.to_string());
            false
        }
    }
}

/// Undoes or redoes a step.
pub fn shift(world: &mut World, back: bool) {
    let done = if back { History::undo(world) } else { History::redo(world) };
    if done {
        // Places in lists may be those of other links now.
        world.resource_mut::<Selection>().entry = None;
        world.resource_mut::<Graph>().stale = true;
    } else {
        say(world, if back { "Nothing to undo" } else { "Nothing to redo" });
    }
}
