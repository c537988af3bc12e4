//! What joins entities of the graph.
//!
//! A relation of Bevy is one-to-many, so an edge is an entity of its own with two relations and its data.
//! Despawning a creature takes its neurons along, despawning a neuron its edges.

use bevy::ecs::{component::Component, entity::Entity};

/// Lets the entities of relations be seen.
macro_rules! entities {
    ($($target:ty),*) => {$(
        impl $target {
            /// The entities of this relation, in the order in which they were made.
            #[must_use]
            pub fn entities(&self) -> &[bevy::ecs::entity::Entity] {
                &self.0
            }
        }
    )*};
}
pub(super) use entities;

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

/// The neuron that a receptor charges.
#[derive(Component, Clone, Copy, Debug)]
#[relationship(relationship_target = Receptors)]
pub struct Charges(pub Entity);

/// All receptors that charge a neuron.
#[derive(Component, Debug, Default)]
#[relationship_target(relationship = Charges, linked_spawn)]
pub struct Receptors(Vec<Entity>);

entities!(Outgoing, Incoming, GapsA, GapsB, Receptors);

/// Every edge that joins a neuron, whatever it is; an edge from a neuron to itself comes twice.
pub fn edges_of(world: &bevy::ecs::world::World, neuron: Entity) -> impl Iterator<Item = Entity> {
    let get = |list: Option<&[Entity]>| list.unwrap_or_default().to_vec();
    let lists = [
        get(world.get::<Outgoing>(neuron).map(Outgoing::entities)),
        get(world.get::<Incoming>(neuron).map(Incoming::entities)),
        get(world.get::<GapsA>(neuron).map(GapsA::entities)),
        get(world.get::<GapsB>(neuron).map(GapsB::entities)),
        get(world.get::<Receptors>(neuron).map(Receptors::entities)),
    ];
    lists.into_iter().flatten()
}
