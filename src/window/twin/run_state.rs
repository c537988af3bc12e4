//! The running state of a world in memory: all that the next tick starts from, and nothing of
//! what the scene says.

use crate::body::{self, Body, BodyPlan, Posture};
use crate::edit::NeuronKey;
use crate::nervous::plasticity::{LearnedState, Learners};
use crate::nervous::{InFlight, NeuronState, Wiring, refill_tails, wiring_of};
use crate::senses::SkinForce;
use crate::sim::Clock;
use bevy::ecs::name::Name;
use bevy::ecs::prelude::*;
use bevy::platform::collections::HashMap;
use std::sync::Arc;

/// Whose states are stored: the same for many moments of a run, and shared by them.
#[derive(Debug, PartialEq)]
struct Cast {
    neurons: Vec<Entity>,
    keys: Vec<NeuronKey>,
    /// Memory that it takes \[bytes\].
    size: usize,
    bodies: Vec<(String, BodyPlan)>,
}

/// The state of every neuron and every body at the end of a tick.
#[derive(Clone, Debug)]
pub struct RunState {
    /// The tick.
    pub tick: u64,
    cast: Arc<Cast>,
    neurons: Vec<NeuronState>,
    in_flight: InFlight,
    learned: LearnedState,
    learners: Learners,
    bodies: Vec<u8>,
    postures: Vec<Posture>,
}

/// The creatures with a body, in canonical order: that in which snapshots hold them.
fn embodied(world: &World) -> Vec<Entity> {
    let creatures = &world.resource::<Wiring>().creatures;
    creatures.iter().copied().filter(|creature| world.get::<Body>(*creature).is_some()).collect()
}

/// Names and plans of all bodies.
fn plans(world: &World, order: &[Entity]) -> Vec<(String, BodyPlan)> {
    let plan = |entity: &Entity| {
        let name = world.get::<Name>(*entity)?.as_str().to_owned();
        Some((name, world.get::<Body>(*entity)?.plan))
    };
    order.iter().filter_map(plan).collect()
}

impl RunState {
    /// The state of a world now. `like` is one taken before, with which it shares what it can.
    #[must_use]
    pub fn take(world: &mut World, like: Option<&Self>) -> Self {
        wiring_of(world);
        let order = embodied(world);
        let plans = plans(world, &order);
        let entities = &world.resource::<Wiring>().neurons;
        let cast = match like {
            Some(like) if like.cast.neurons == *entities && like.cast.bodies == plans => like.cast.clone(),
            _ => {
                let nameless = || NeuronKey { creature: String::new(), neuron: String::new() };
                let key = |neuron: &Entity| NeuronKey::of(world, *neuron).unwrap_or_else(nameless);
                let keys: Vec<NeuronKey> = entities.iter().map(key).collect();
                let names: usize = keys.iter().map(|key| key.creature.len() + key.neuron.len()).sum();
                let size = names + keys.len() * (size_of::<NeuronKey>() + size_of::<Entity>());
                Arc::new(Cast { neurons: entities.clone(), keys, size, bodies: plans })
            }
        };
        let state = |neuron: &Entity| world.get::<NeuronState>(*neuron).copied().unwrap_or_default();
        let neurons = entities.iter().map(state).collect();
        let bodies: Vec<&Body> = order.iter().filter_map(|entity| world.get(*entity)).collect();
        let postures = bodies.iter().map(|body| body.posture()).collect();
        // Rapier's sets are plain data, and plain data always has a form in bytes.
        let bodies = body::snapshot(world).unwrap_or_default();
        let tick = world.get_resource::<Clock>().map_or(0, |clock| clock.tick);
        // Looked at, not changed: what lights up by the graph is forgotten when that is another one.
        let in_flight = world.resource_mut::<Wiring>().bypass_change_detection().in_flight();
        let learned = LearnedState::take(world);
        let learners = if learned.is_empty() {
            Learners::default()
        } else {
            Learners::of(world, like.map(|like| &like.learners))
        };
        Self { tick, cast, neurons, in_flight, learned, learners, bodies, postures }
    }

    /// Memory that it takes, and its part of what it shares \[bytes\].
    #[must_use]
    pub fn size(&self) -> usize {
        self.neurons.len() * size_of::<NeuronState>()
            + self.in_flight.size()
            + self.learned.size()
            + self.bodies.len()
            + self.cast.size / Arc::strong_count(&self.cast)
            + size_of::<Self>()
    }

    /// Whether another state is of the same bodies.
    #[must_use]
    pub fn same_bodies(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.cast, &other.cast) || self.cast.bodies == other.cast.bodies
    }

    /// Whether the world has the very bodies that it had then.
    #[must_use]
    pub fn fits(&self, world: &mut World) -> bool {
        wiring_of(world);
        let order = embodied(world);
        plans(world, &order) == self.cast.bodies
    }

    /// Brings a world back to it. Neurons are found by name: those that have come since keep the
    /// state they are in. Where the bodies are others than then, nothing changes: false.
    pub fn restore(&self, world: &mut World) -> bool {
        if !self.fits(world) || !self.restore_bodies(world) {
            return false;
        }
        world.insert_resource(Clock { tick: self.tick });
        self.restore_neurons(world);
        true
    }

    /// Gives the neurons of a world their states of then, by name.
    pub fn restore_neurons(&self, world: &mut World) {
        let entities = wiring_of(world).neurons.clone();
        let found: Vec<(Entity, NeuronState)> = if entities == self.cast.neurons {
            entities.into_iter().zip(self.neurons.iter().copied()).collect()
        } else {
            let then: HashMap<&NeuronKey, NeuronState> =
                self.cast.keys.iter().zip(self.neurons.iter().copied()).collect();
            let state = |neuron: Entity| Some((neuron, *then.get(&NeuronKey::of(world, neuron)?)?));
            entities.into_iter().filter_map(state).collect()
        };
        for (neuron, state) in found {
            if let Some(mut now) = world.get_mut::<NeuronState>(neuron) {
                *now = state;
            }
        }
        // In another graph what is under way is what the clefts hold.
        if !world.resource_mut::<Wiring>().restore_in_flight(&self.in_flight) {
            refill_tails(world);
        }
        if !self.learned.restore(world) {
            // In another graph what is still there goes back to what it had learned.
            self.learned.restore_to(&self.learners, world);
        }
    }

    /// Gives another world what fits of it, where the bodies are not all the same: neurons by
    /// name, and bodies of the same name and plan lie as they lay.
    pub fn carry_over(&self, world: &mut World) {
        self.restore_neurons(world);
        for entity in embodied(world) {
            let Some(Posture { head, heading, bends }) = self.posture(world, entity) else { continue };
            body::place(world, entity, head, heading, &bends);
        }
        world.insert_resource(Clock { tick: self.tick });
    }

    /// How a body of this name and plan lay.
    fn posture(&self, world: &World, entity: Entity) -> Option<Posture> {
        let name = world.get::<Name>(entity)?.as_str();
        let plan = world.get::<Body>(entity)?.plan;
        let at = self.cast.bodies.iter().position(|(other, then)| other == name && *then == plan)?;
        self.postures.get(at).cloned()
    }

    fn restore_bodies(&self, world: &mut World) -> bool {
        if embodied(world).is_empty() {
            return true;
        }
        let restored = body::restore(world, &self.bodies).is_ok();
        // What the skin feels is what touches it at that moment.
        for (body, mut skin) in world.query::<(&Body, &mut SkinForce)>().iter_mut(world) {
            for (felt, segment) in skin.felt.iter_mut().zip(&body.segments) {
                *felt = segment.force;
            }
        }
        restored
    }
}
