//! Rapier's context: the entity that holds its sets, and the schedules that keep components and sets alike.

use super::hooks::NoSelfContact;
use super::mirror;
use super::settle;
use super::settlement::Settlement;
use super::step::{self, Workspace};
use super::sync::{IntoRapier, OutOfRapier, into_rapier, out_of_rapier, parameters, spread_transforms};
use super::watch::touched;
use crate::sim::{SimSystems, TICK_SECONDS, Tick};
use bevy::app::{App, PostUpdate};
use bevy::ecs::name::Name;
use bevy::ecs::prelude::*;
use bevy::ecs::reflect::AppTypeRegistry;
use bevy::ecs::schedule::SingleThreadedExecutor;
use bevy::math::Vec2;
use bevy::transform::TransformSystems;
use bevy_rapier2d::plugin::context::RapierContextSimulation;
use bevy_rapier2d::plugin::{RapierContextInitialization, systems};
use bevy_rapier2d::prelude::{
    CollisionEvent, ContactForceEvent, DefaultRapierContext, MassModifiedEvent, PhysicsSet,
    RapierConfiguration, RapierPhysicsPlugin, TimestepMode,
};

/// Rapier's plugin, its context, and the part of a tick that moves bodies.
pub(super) fn plugin(app: &mut App) {
    app.init_resource::<AppTypeRegistry>()
        // Before the plugin, which would put them in so that nobody clears them.
        .add_message::<CollisionEvent>()
        .add_message::<ContactForceEvent>()
        .add_message::<MassModifiedEvent>()
        .insert_resource(TimestepMode::Fixed { dt: TICK_SECONDS, substeps: 1 })
        .add_plugins(
            RapierPhysicsPlugin::<NoSelfContact>::default()
                .with_default_system_setup(false)
                // Its own would come with the first frame, and a tick may come before that.
                .with_custom_initialization(RapierContextInitialization::NoAutomaticRapierContext),
        );
    let mut simulation = RapierContextSimulation::default();
    simulation.integration_parameters = parameters();
    let still = RapierConfiguration { gravity: Vec2::ZERO, ..RapierConfiguration::new(1.0) };
    let context = app.world_mut().spawn((Name::new("physics"), simulation, still, DefaultRapierContext)).id();
    app.insert_resource(Settlement::of(context)).init_resource::<Workspace>();

    // As `RapierPhysicsPlugin::get_systems` has them, but for two: there are no characters to control, and
    // the systems of Bevy that spread transforms want a pool of threads, which a world of one thread has not.
    app.init_schedule(IntoRapier)
        .init_schedule(OutOfRapier)
        .add_systems(
            IntoRapier,
            (
                spread_transforms,
                systems::on_add_entity_with_parent,
                systems::on_change_context,
                systems::sync_removals,
                systems::init_rigid_bodies,
                systems::init_colliders,
                systems::init_joints,
                systems::apply_scale,
                systems::apply_collider_user_changes,
                systems::apply_joint_user_changes,
                systems::apply_initial_rigid_body_impulses,
                systems::apply_rigid_body_user_changes,
            )
                .chain()
                .in_set(PhysicsSet::SyncBackend),
        )
        .add_systems(
            OutOfRapier,
            (
                systems::update_colliding_entities,
                systems::writeback_rigid_bodies,
                systems::writeback_mass_properties,
            )
                .chain()
                .in_set(PhysicsSet::Writeback),
        );
    app.edit_schedule(IntoRapier, |schedule| {
        schedule.set_executor(SingleThreadedExecutor::new());
    });
    app.edit_schedule(OutOfRapier, |schedule| {
        schedule.set_executor(SingleThreadedExecutor::new());
    });
    app.add_systems(
        Tick,
        (
            settle::settle.run_if(settle::unsettled),
            settle::recentre.run_if(settle::strayed),
            into_rapier.run_if(touched),
            step::step,
            mirror::mirror,
        )
            .chain()
            .run_if(settle::inhabited)
            .in_set(SimSystems::Physics),
    )
    .add_systems(PostUpdate, out_of_rapier.run_if(settle::inhabited).before(TransformSystems::Propagate));
}
