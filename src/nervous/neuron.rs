//! Creatures and neurons: what a file says of them, and their entities.

use super::plasticity::FacultyState;
use super::{
    Class, Classes, Faculties, Hold, NeuronParams, NeuronState, Params, Slot, Start, StartFaculties,
    StartState, wiring,
};
use crate::entry::{ListPlace, is_default};
use crate::sim::Clock;
use bevy::ecs::name::Name;
use bevy::ecs::prelude::*;
use bevy::math::Vec2;
use serde::{Deserialize, Serialize};

/// One neuron in a scene.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename = "Neuron")]
pub struct NeuronEntry {
    /// Unique in the creature.
    pub name: String,
    /// Name of its class; empty for none.
    #[serde(default, skip_serializing_if = "is_default")]
    pub class: String,
    /// Its place on the network canvas and, scaled, in the body.
    #[serde(default, skip_serializing_if = "is_default")]
    pub at: (f32, f32),
    /// Parameters that differ from the class.
    #[serde(default, skip_serializing_if = "is_default")]
    pub params: Params,
    /// State at birth that differs from the class.
    #[serde(default, skip_serializing_if = "is_default")]
    pub start: Start,
    /// Silenced, or held at a potential.
    #[serde(default, skip_serializing_if = "is_default")]
    pub hold: Hold,
}

impl NeuronEntry {
    /// The parameters that come of it.
    #[must_use]
    pub fn resolve(&self, classes: &Classes) -> NeuronParams {
        classes.resolve(&self.class, &self.params)
    }

    /// Its state at birth.
    #[must_use]
    pub fn resolve_start(&self, classes: &Classes) -> StartState {
        self.start.over(classes.birth(&self.class, &self.resolve(classes)))
    }

    /// Makes an entity of it; `state` in place of its birth.
    pub fn spawn(
        &self,
        world: &mut World,
        creature: Entity,
        classes: &Classes,
        state: Option<NeuronState>,
        place: ListPlace,
    ) -> Entity {
        let preset =
            Preset { class: self.class.clone(), params: self.params.clone(), start: self.start.clone() };
        let mut entity = world.spawn((
            Neuron,
            Name::new(self.name.clone()),
            MemberOf(creature),
            self.resolve(classes),
            state.unwrap_or_else(|| self.resolve_start(classes).state()),
            preset,
            CanvasPlace(self.at.into()),
            place,
        ));
        if self.hold != Hold::Free {
            entity.insert(self.hold);
        }
        let entity = entity.id();
        let faculties = classes.resolve_faculties(&self.class, &self.params);
        set_faculties(world, entity, faculties, || classes.birth_of_faculties(&self.class, &self.start));
        entity
    }

    /// Reads it back from its entity, with the birth that its file gives it.
    #[must_use]
    pub fn read(neuron: EntityRef) -> Option<Self> {
        let preset = neuron.get::<Preset>()?.clone();
        Some(Self {
            name: neuron.get::<Name>()?.as_str().to_owned(),
            class: preset.class,
            at: neuron.get::<CanvasPlace>()?.0.into(),
            params: preset.params,
            start: preset.start,
            hold: neuron.get::<Hold>().copied().unwrap_or_default(),
        })
    }
}

/// A creature: a network and, if it has one, a body. Carries a `Name`, unique in the world.
#[derive(Component, Clone, Copy, Debug, Default)]
#[component(on_insert = wiring::mark_order, on_remove = wiring::mark_order)]
pub struct Creature;

/// The muscles that a creature's neurons can drive: two a joint, left and right.
#[derive(Component, Clone, Copy, Debug, Default, PartialEq, Eq)]
#[component(immutable, on_insert = wiring::mark_stale, on_remove = wiring::mark_stale)]
pub struct MuscleJoints(pub u32);

/// A neuron. Carries a `Name` (unique in its creature), [`MemberOf`] and [`NeuronParams`].
#[derive(Component, Clone, Copy, Debug, Default)]
#[require(NeuronState, Slot, Preset, CanvasPlace, ListPlace)]
#[component(on_insert = wiring::mark_order, on_remove = wiring::mark_order)]
pub struct Neuron;

/// The creature that a neuron belongs to.
#[derive(Component, Clone, Copy, Debug)]
#[relationship(relationship_target = Members)]
pub struct MemberOf(pub Entity);

/// All neurons of a creature.
#[derive(Component, Debug, Default)]
#[relationship_target(relationship = MemberOf, linked_spawn)]
pub struct Members(Vec<Entity>);

/// Where a neuron stands on the network canvas and, scaled, in the body.
#[derive(Component, Clone, Copy, Debug, Default, PartialEq)]
#[component(on_insert = wiring::mark_place)]
pub struct CanvasPlace(pub Vec2);

/// Gives a neuron these faculties; one that had some keeps their state, one that had none begins as it was born.
pub fn set_faculties(
    world: &mut World,
    neuron: Entity,
    faculties: Faculties,
    born: impl FnOnce() -> StartFaculties,
) {
    let tick = world.get_resource::<Clock>().map_or(0, |clock| clock.tick) as u32;
    let Ok(mut entity) = world.get_entity_mut(neuron) else { return };
    if faculties == Faculties::default() {
        if entity.contains::<Faculties>() {
            entity.remove::<(Faculties, FacultyState)>();
        }
    } else if entity.contains::<FacultyState>() {
        entity.insert(faculties);
    } else {
        entity.insert((faculties, FacultyState::born(born(), tick)));
    }
}

/// What the scene file says of a neuron: its class, and what it overrides. The resolved
/// values are in [`NeuronParams`]; the state at birth is kept for going back to it.
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
    /// The parameters that come of it.
    #[must_use]
    pub fn resolve(&self, classes: &Classes) -> NeuronParams {
        classes.resolve(&self.class, &self.params)
    }

    /// The faculties that come of it.
    #[must_use]
    pub fn resolve_faculties(&self, classes: &Classes) -> Faculties {
        classes.resolve_faculties(&self.class, &self.params)
    }

    /// The class, if it is of one that there is.
    #[must_use]
    pub fn class<'c>(&self, classes: &'c Classes) -> Option<&'c Class> {
        classes.get(&self.class)
    }
}

super::graph::entities!(Members);
