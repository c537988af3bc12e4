//! The one door through which a scene is changed while it runs.
//!
//! Whoever wants a change makes an [`Edit`] and calls [`apply`]; it is checked, carried out,
//! and its inverse comes back. [`History`] keeps inverses for undo and redo and knows whether
//! there is something to save. Neurons and edges are named, not pointed at, so that an edit
//! outlives a reset of the scene. [`build`] composes edits of what a person wants: add, delete,
//! link; [`parts`] those that join neurons with the body; [`clip`] copies and pastes.

mod apply;
mod body;
pub mod build;
mod classes;
pub mod clip;
mod creatures;
mod history;
mod lesson;
mod newcomers;
pub mod parts;
mod patch;
mod teaching;

pub(crate) use apply::expect_names;
pub use apply::{Journal, apply};
pub use body::Title;
pub use creatures::{Removed, Whereabouts, stimuli};
pub use history::History;
pub use lesson::{Before, Lesson, lesson_of};
pub use newcomers::Newcomers;
pub use patch::Patch;
pub use teaching::{Teaching, learners, remove_rule};

use crate::arena::{Medium, Obstacle};
use crate::body::BodyPlan;
use crate::nervous::plasticity::AxonSpeed;
use crate::nervous::{Class, Hold, MemberOf, Neuron, NeuronState, Params, Wiring};
use crate::scene::document::Creature;
use crate::stimulus::Stimulus;
use bevy::ecs::name::Name;
use bevy::ecs::prelude::*;
use bevy::math::Vec2;
use thiserror::Error;

/// A neuron by name.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct NeuronKey {
    /// Name of the creature.
    pub creature: String,
    /// Name of the neuron in it.
    pub neuron: String,
}

impl NeuronKey {
    /// The key of a neuron entity.
    #[must_use]
    pub fn of(world: &World, neuron: Entity) -> Option<Self> {
        let member = world.get::<MemberOf>(neuron)?;
        Some(Self {
            creature: world.get::<Name>(member.0)?.as_str().to_owned(),
            neuron: world.get::<Name>(neuron)?.as_str().to_owned(),
        })
    }

    /// The neuron entity of this name.
    #[must_use]
    pub fn find(&self, world: &mut World) -> Option<Entity> {
        if let Some(wiring) = world.get_resource::<Wiring>().filter(|wiring| wiring.is_ordered()) {
            return wiring.find(world, &self.creature, &self.neuron);
        }
        let creature = world
            .query_filtered::<(Entity, &Name), With<crate::nervous::Creature>>()
            .iter(world)
            .find(|(_, name)| name.as_str() == self.creature)?
            .0;
        world
            .query_filtered::<(Entity, &Name, &MemberOf), With<Neuron>>()
            .iter(world)
            .find(|(_, name, member)| member.0 == creature && name.as_str() == self.neuron)
            .map(|found| found.0)
    }

    /// The neuron entity of this name.
    ///
    /// # Errors
    ///
    /// That it is not there.
    pub(crate) fn found(&self, world: &mut World) -> Result<Entity, EditError> {
        let missing = || EditError::Missing(format!("neuron \"{}\" in \"{}\"", self.neuron, self.creature));
        self.find(world).ok_or_else(missing)
    }
}

/// An outgoing edge of a neuron by its place in the list of its kind.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EdgeKey {
    /// Name of the creature.
    pub creature: String,
    /// Place in the creature's list.
    pub place: u32,
}

/// A change of the scene.
#[derive(Clone, Debug, PartialEq)]
pub enum Edit {
    /// Sets what a neuron overrides of its class.
    Params(NeuronKey, Params),
    /// Sets the running state of a neuron. Belongs to the run, not to the scene: it is neither
    /// undone nor saved.
    State(NeuronKey, NeuronState),
    /// Adds to the dendrite of a neuron, as a stimulus would. Belongs to the run.
    Inject(NeuronKey, [f32; 2]),
    /// Gives a creature, by its name, a modulator by its name, as a reward would. Belongs to the run.
    Give(String, String, f32),
    /// Silences a neuron, holds its potential, or frees it.
    Hold(NeuronKey, Hold),
    /// Moves a neuron on the canvas.
    Move(NeuronKey, Vec2),
    /// Sets the weight of a chemical synapse.
    Weight(EdgeKey, f32),
    /// Sets what a synapse that learns has learned, and from where it started.
    Teach(EdgeKey, Lesson),
    /// Brings a synapse that learns back to what it was in the scene and in the run: what takes a lesson back.
    Untaught(EdgeKey, Box<Before>),
    /// Sets how long releases take over a synapse \[ticks\]; none: as the creature's `axon_speed` says.
    Delay(EdgeKey, Option<u32>),
    /// Sets how synapses learn: rules, modulators, whether at all.
    Teaching(Box<Teaching>),
    /// Gives a plasticity rule another name: old, new. Its synapses follow, with what they have learned.
    RenameRule(String, String),
    /// Gives a modulator another name: old, new. Rules, classes, neurons and the script follow.
    RenameModulator(String, String),
    /// Sets how fast releases travel over a creature's network \[units of length/s\]; none: at once.
    AxonSpeed(String, Option<f32>),
    /// Sets the conductance of a gap junction.
    Conductance(EdgeKey, f32),
    /// Sets the gain of a neuromuscular junction.
    Gain(EdgeKey, f32),
    /// Changes a class; its neurons follow, except where they override.
    Class(String, Class),
    /// Adds a class at a place of the list.
    AddClass(usize, String, Class),
    /// Takes a class out that no neuron is of.
    RemoveClass(String),
    /// Gives a class another name: old, new. Its neurons follow.
    RenameClass(String, String),
    /// Makes a neuron one of another class; empty for none.
    Join(NeuronKey, String),
    /// Changes the medium.
    Medium(Medium),
    /// Takes entries out of the lists of a creature and puts others in.
    Patch(Patch),
    /// Gives a neuron another name.
    Rename(NeuronKey, String),
    /// Adds a creature at a place of the list.
    AddCreature(u32, Box<Creature>),
    /// Brings back a creature that was taken out, as it was then.
    ReturnCreature(u32, Box<Removed>),
    /// Takes a creature out for which the script has no stimuli.
    RemoveCreature(String),
    /// Gives a creature another name: old, new.
    RenameCreature(String, String),
    /// Puts a creature somewhere else.
    Place(String, Whereabouts),
    /// Sets what the scene says of itself.
    Title(Title),
    /// Gives a creature another body, a first one or none. It lies where the one before lay.
    Body(String, Option<BodyPlan>),
    /// Sets what lies in the arena.
    Obstacles(Vec<Obstacle>),
    /// Sets what happens by the clock.
    Stimuli(Vec<Stimulus>),
    /// Several edits, one after the other, as one step: all of them or none.
    Batch(Vec<Edit>),
}

impl Edit {
    /// One edit alone, several as a batch.
    #[must_use]
    pub fn of(mut edits: Vec<Self>) -> Self {
        match edits.pop() {
            Some(edit) if edits.is_empty() => edit,
            last => {
                edits.extend(last);
                Self::Batch(edits)
            }
        }
    }

    /// About the memory that it takes \[bytes\].
    pub(crate) fn size(&self) -> usize {
        let more = match self {
            Self::Batch(edits) => edits.iter().map(Self::size).sum(),
            Self::Patch(patch) => patch.size(),
            Self::AddCreature(_, creature) => creatures::size(creature),
            Self::ReturnCreature(_, removed) => removed.size(),
            Self::Teaching(teaching) => teaching.size(),
            Self::Stimuli(stimuli) => size_of_val(stimuli.as_slice()),
            Self::Obstacles(obstacles) => size_of_val(obstacles.as_slice()),
            // The names of a neuron and its creature.
            _ => 48,
        };
        size_of::<Self>() + more
    }

    /// Whether it changes the scene itself, and not only the run.
    #[must_use]
    pub fn changes_scene(&self) -> bool {
        match self {
            Self::State(..) | Self::Inject(..) | Self::Give(..) => false,
            Self::Batch(edits) => edits.iter().any(Self::changes_scene),
            _ => true,
        }
    }

    /// Whether the run of a world goes on differently after it, by another rule or with others.
    fn changes_rule(&self, world: &World) -> bool {
        match self {
            // Where releases take their time by the way, a run hangs on where neurons are.
            Self::Move(key, _) => {
                let wiring = world.get_resource::<Wiring>();
                let creature = wiring.and_then(|wiring| wiring.creature(world, &key.creature));
                creature.is_some_and(|creature| world.get::<AxonSpeed>(creature).is_some())
            }
            Self::Title(title) => title.seed != Title::of(world).seed && creatures::hangs_on_seed(world),
            Self::Patch(patch) => !patch.is_drawn(),
            Self::Batch(edits) => edits.iter().any(|edit| edit.changes_rule(world)),
            _ => self.changes_scene(),
        }
    }

    /// It without what is only drawn: that may have been changed since in other steps, which no run hangs on.
    fn undrawn(&self) -> Self {
        match self {
            Self::Patch(patch) => Self::Patch(patch.undrawn()),
            Self::Batch(edits) => Self::Batch(edits.iter().map(Self::undrawn).collect()),
            edit => edit.clone(),
        }
    }

    /// Whether it is about the same thing as another, so that the two make one step of undo
    /// (a slider that is dragged).
    #[must_use]
    pub fn same_target(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Params(a, _), Self::Params(b, _))
            | (Self::State(a, _), Self::State(b, _))
            | (Self::Move(a, _), Self::Move(b, _))
            | (Self::Hold(a, _), Self::Hold(b, _)) => a == b,
            (Self::Weight(a, _), Self::Weight(b, _))
            | (Self::Teach(a, _), Self::Teach(b, _))
            | (Self::Untaught(a, _), Self::Untaught(b, _))
            | (Self::Delay(a, _), Self::Delay(b, _))
            | (Self::Conductance(a, _), Self::Conductance(b, _))
            | (Self::Gain(a, _), Self::Gain(b, _)) => a == b,
            (Self::Class(a, _), Self::Class(b, _))
            | (Self::Place(a, _), Self::Place(b, _))
            | (Self::AxonSpeed(a, _), Self::AxonSpeed(b, _))
            | (Self::Body(a, _), Self::Body(b, _)) => a == b,
            (Self::Teaching(a), Self::Teaching(b)) => a.same_target(b),
            (Self::Medium(_), Self::Medium(_))
            | (Self::Obstacles(_), Self::Obstacles(_))
            | (Self::Title(_), Self::Title(_)) => true,
            (Self::Patch(a), Self::Patch(b)) => a.same_target(b),
            (Self::Batch(a), Self::Batch(b)) => {
                !a.is_empty() && a.len() == b.len() && a.iter().zip(b).all(|(a, b)| a.same_target(b))
            }
            _ => false,
        }
    }
}

/// Why an edit was refused. Nothing has changed.
#[derive(Clone, Debug, PartialEq, Error)]
pub enum EditError {
    /// What it names is not there.
    #[error("there is no {0}")]
    Missing(String),
    /// A scene may not be so.
    #[error("{0}")]
    Refused(String),
}
