//! Document to world. The same way in for the window, the headless run and the tests.

use super::document::{Creature as CreatureDoc, Scene, Snapshot};
use super::lists::Lists;
use super::snapshot;
use crate::body::{self, BodyPlan};
use crate::entry::ListPlace;
use crate::nervous::plasticity::AxonSpeed;
use crate::nervous::{Classes, Creature, Wiring, bring_up_to_date};
use crate::sim::{Clock, StateHasher};
use crate::stimulus::Script;
use bevy::ecs::name::Name;
use bevy::ecs::prelude::*;
use bevy::math::Vec2;
use rand::{RngExt, SeedableRng};
use rand_pcg::Pcg64Mcg;

/// What a scene says of itself.
#[derive(Resource, Clone, Debug, Default, PartialEq)]
pub struct SceneInfo {
    /// Title.
    pub name: String,
    /// One line on what there is to see.
    pub about: String,
    /// All chance in a run comes from this number.
    pub seed: u64,
}

/// Where the file puts a creature.
#[derive(Component, Clone, Copy, Debug, Default, PartialEq)]
pub struct Birthplace {
    /// The tip of the head.
    pub at: Vec2,
    /// Which way the head looks \[degrees\].
    pub heading: f32,
}

/// The moment of a run that the scene began with, if it did not begin at birth.
#[derive(Resource, Clone, Debug, Default, PartialEq)]
pub(super) struct Beginning(pub(super) Option<Snapshot>);

/// A scene has taken the place of what was there: who keeps records of creatures begins anew.
#[derive(Event, Clone, Copy, Debug)]
pub struct Spawned;

/// Removes every creature of the world and puts this scene in their place, at tick 0.
///
/// The scene must have passed [`super::check()`]: what does not fit together is passed over.
pub fn spawn(world: &mut World, scene: &Scene) {
    clear(world);
    world.insert_resource(SceneInfo {
        name: scene.name.clone(),
        about: scene.about.clone(),
        seed: scene.seed,
    });
    world.insert_resource(Beginning(scene.snapshot.clone()));
    world.insert_resource(scene.classes.clone());
    world.insert_resource(scene.plasticity.clone());
    world.insert_resource(scene.modulators.clone());
    world.insert_resource(scene.learning);
    world.insert_resource(Clock::default());
    world.insert_resource(Script::new(scene.stimuli.clone(), scene.seed));
    body::set_medium(world, scene.arena.medium);
    body::set_obstacles(world, &scene.arena.obstacles);
    world.get_resource_or_init::<Wiring>().begin();

    for (index, creature) in scene.creatures.iter().enumerate() {
        spawn_creature(world, scene.seed, &scene.classes, creature, index as u32);
    }
    if let Some(snapshot) = &scene.snapshot {
        // The check has tried it; a scene that has not been checked begins at birth.
        let _ = snapshot::take_up(world, snapshot);
    }
    // At once, and not with the first tick, so that whoever looks at tick 0 finds the order too.
    bring_up_to_date(world);
    world.trigger(Spawned);
}

/// Despawns every creature with all that belongs to it.
fn clear(world: &mut World) {
    let creatures: Vec<Entity> = world.query_filtered::<Entity, With<Creature>>().iter(world).collect();
    creatures.into_iter().for_each(|creature| despawn_creature(world, creature));
}

/// Takes a creature out of the world, with all that belongs to it but its part of the physics.
pub(crate) fn despawn_creature(world: &mut World, creature: Entity) {
    // Edges first and by themselves: despawning them through the lists of their neurons would
    // search each list anew for every edge.
    let lists = world.entity_mut(creature).take::<Lists>().unwrap_or_default();
    let edges: Vec<Entity> = lists.edges().collect();
    for edge in edges.into_iter().rev() {
        world.despawn(edge);
    }
    world.despawn(creature);
}

/// A creature with all that belongs to it. `place` is that in the list of creatures.
pub(crate) fn spawn_creature(
    world: &mut World,
    seed: u64,
    classes: &Classes,
    creature: &CreatureDoc,
    place: u32,
) -> Entity {
    let entity = world
        .spawn((
            Creature,
            Name::new(creature.name.clone()),
            ListPlace(place),
            Birthplace { at: creature.at.into(), heading: creature.heading },
        ))
        .id();
    if let Some(speed) = creature.axon_speed {
        world.entity_mut(entity).insert(AxonSpeed(speed));
    }
    if let Some(plan) = &creature.body {
        let bends = birth_bends(plan, seed, &creature.name);
        body::embody(world, entity, plan, creature.at.into(), creature.heading.to_radians(), &bends);
    }
    creature.spawn_entries(world, entity, classes);
    entity
}

/// The chance posture at birth, from the seed and the creature's name: so it hangs neither on
/// the order of creatures nor on who else is there.
fn birth_bends(plan: &BodyPlan, seed: u64, name: &str) -> Vec<f32> {
    let joints = plan.segments.saturating_sub(1) as usize;
    if plan.jitter == 0.0 {
        return vec![0.0; joints];
    }
    let mut key = StateHasher::default();
    key.write(name.as_bytes());
    let mut chance = Pcg64Mcg::seed_from_u64(seed ^ key.finish());
    (0..joints).map(|_| chance.random_range(-plan.jitter..=plan.jitter)).collect()
}
