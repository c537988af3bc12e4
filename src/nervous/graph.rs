//! The graph as entities: creatures, neurons, and the edges between them.
//!
//! A relation of Bevy is one-to-many, so an edge is an entity of its own with two relations
//! and its data. Despawning a creature takes its neurons along, despawning a neuron its edges.

use super::{NeuronParams, NeuronState, Slot, wiring};
use crate::scene::SceneInfo;
use crate::scene::document::{Params, Side, Start};
use bevy::ecs::{component::Component, entity::Entity};
use bevy::math::Vec2;

/// A creature: a network and, if it has one, a body. Carries a `Name`, unique in the world.
#[derive(Component, Clone, Copy, Debug, Default)]
#[component(on_insert = wiring::mark_stale, on_remove = wiring::mark_stale)]
pub struct Creature;

/// A neuron. Carries a `Name` (unique in its creature), [`MemberOf`] and
/// [`super::NeuronParams`].
#[derive(Component, Clone, Copy, Debug, Default)]
#[require(NeuronState, Slot, Preset, CanvasPlace, ListPlace)]
#[component(on_insert = wiring::mark_stale, on_remove = wiring::mark_stale)]
pub struct Neuron;

/// The creature that a neuron or a controller belongs to.
#[derive(Component, Clone, Copy, Debug)]
#[relationship(relationship_target = Members)]
pub struct MemberOf(pub Entity);

/// All neurons of a creature.
#[derive(Component, Debug, Default)]
#[relationship_target(relationship = MemberOf, linked_spawn)]
pub struct Members(Vec<Entity>);

/// Where a neuron stands on the network canvas and, scaled, in the body.
#[derive(Component, Clone, Copy, Debug, Default, PartialEq)]
pub struct CanvasPlace(pub Vec2);

/// Its place in the list of its kind in the scene file, so that saving keeps the order.
#[derive(Component, Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct ListPlace(pub u32);

/// What the scene file says of a neuron: its class, and what it overrides. The resolved
/// values are in [`super::NeuronParams`]; the state at birth is kept for going back to it.
#[derive(Component, Clone, Debug, Default, PartialEq)]
pub struct Preset {
    /// Name of the class; empty for none.
    pub class: String,
    /// Parameters that differ from the class.
    pub params: Params,
    /// State at birth that differs from the class.
    pub start: Start,
}

impl Preset {
    /// The parameters that come of it: the rule's defaults, then the class, then its own.
    #[must_use]
    pub fn resolve(&self, info: Option<&SceneInfo>) -> NeuronParams {
        let base = NeuronParams::default();
        let class = info.and_then(|info| info.classes.get(&self.class));
        self.params.over(class.map_or(base, |class| class.params.over(base)))
    }
}

/// The neuron that an edge comes from.
#[derive(Component, Clone, Copy, Debug)]
#[relationship(relationship_target = Outgoing)]
pub struct Presynaptic(pub Entity);

/// All synapses and neuromuscular junctions that a neuron releases to.
#[derive(Component, Debug, Default)]
#[relationship_target(relationship = Presynaptic, linked_spawn)]
pub struct Outgoing(Vec<Entity>);

/// The neuron that a synapse goes to.
#[derive(Component, Clone, Copy, Debug)]
#[relationship(relationship_target = Incoming)]
pub struct Postsynaptic(pub Entity);

/// All synapses that a neuron receives from.
#[derive(Component, Debug, Default)]
#[relationship_target(relationship = Postsynaptic, linked_spawn)]
pub struct Incoming(Vec<Entity>);

/// A chemical synapse, with [`Presynaptic`] and [`Postsynaptic`].
#[derive(Component, Clone, Copy, Debug, PartialEq)]
#[component(immutable, on_insert = wiring::mark_row, on_remove = wiring::mark_row)]
#[require(ListPlace)]
pub struct Synapse {
    /// Factor on what is handed over; any sign.
    pub weight: f32,
}

/// One end of a gap junction.
#[derive(Component, Clone, Copy, Debug)]
#[relationship(relationship_target = GapsA)]
pub struct GapA(pub Entity);

/// Gap junctions that name a neuron as `a`.
#[derive(Component, Debug, Default)]
#[relationship_target(relationship = GapA, linked_spawn)]
pub struct GapsA(Vec<Entity>);

/// The other end of a gap junction.
#[derive(Component, Clone, Copy, Debug)]
#[relationship(relationship_target = GapsB)]
pub struct GapB(pub Entity);

/// Gap junctions that name a neuron as `b`.
#[derive(Component, Debug, Default)]
#[relationship_target(relationship = GapB, linked_spawn)]
pub struct GapsB(Vec<Entity>);

/// An electrical synapse, with [`GapA`] and [`GapB`].
#[derive(Component, Clone, Copy, Debug, PartialEq)]
#[component(immutable, on_insert = wiring::mark_stale, on_remove = wiring::mark_stale)]
#[require(ListPlace)]
pub struct GapJunction {
    /// Share of the difference of potentials that crosses in a tick \[0 to 0.5\].
    pub conductance: f32,
}

/// A junction of a motor neuron ([`Presynaptic`]) with a muscle. One on both sides counts as
/// two outgoing synapses, since it serves two muscles.
#[derive(Component, Clone, Copy, Debug, PartialEq)]
#[component(immutable, on_insert = wiring::mark_row, on_remove = wiring::mark_row)]
#[require(ListPlace)]
pub struct NeuromuscularJunction {
    /// The joint whose muscle it drives.
    pub joint: u32,
    /// The side of the muscle.
    pub side: Side,
    /// Factor on what is handed over.
    pub gain: f32,
}

/// The neuron that a receptor charges.
#[derive(Component, Clone, Copy, Debug)]
#[relationship(relationship_target = Receptors)]
pub struct Charges(pub Entity);

/// All receptors that charge a neuron.
#[derive(Component, Debug, Default)]
#[relationship_target(relationship = Charges, linked_spawn)]
pub struct Receptors(Vec<Entity>);

/// A patch of skin, with [`Charges`].
#[derive(Component, Clone, Copy, Debug, PartialEq)]
#[component(immutable, on_insert = wiring::mark_stale, on_remove = wiring::mark_stale)]
#[require(ListPlace)]
pub struct SkinPatch {
    /// First and last segment.
    pub segments: (u32, u32),
    /// Side of the body.
    pub side: Side,
    /// Transmitter per tick and unit of force.
    pub gain: f32,
}

/// A stretch receptor, with [`Charges`].
#[derive(Component, Clone, Copy, Debug, PartialEq)]
#[component(immutable, on_insert = wiring::mark_stale, on_remove = wiring::mark_stale)]
#[require(ListPlace)]
pub struct StretchReceptor {
    /// First and last joint.
    pub joints: (u32, u32),
    /// The side whose stretch is felt; both for the lengthening of the body.
    pub side: Side,
    /// Transmitter per tick at full stretch.
    pub gain: f32,
}

macro_rules! entities {
    ($($target:ty),*) => {$(
        impl $target {
            /// The entities of this relation, in the order in which they were made.
            #[must_use]
            pub fn entities(&self) -> &[Entity] {
                &self.0
            }
        }
    )*};
}
entities!(Members, Outgoing, Incoming, GapsA, GapsB, Receptors);
