//! From clefts to muscles, and the plugin of this folder.

use super::Body;
use crate::nervous::{MuscleJoints, Wiring};
use crate::sim::{SimSystems, TICK_SECONDS, Tick};
use bevy::app::{App, Plugin};
use bevy::ecs::prelude::*;

/// Muscles and physics.
pub struct BodyPlugin;

impl Plugin for BodyPlugin {
    fn build(&self, app: &mut App) {
        super::context::plugin(app);
        app.add_observer(offer_muscles)
            .add_observer(take_muscles_away)
            .add_systems(Tick, drive_muscles.in_set(SimSystems::Act));
    }
}

/// The neurons of a creature with a body have muscles to drive.
fn offer_muscles(
    insert: On<Insert, Body>,
    bodies: Query<(&Body, Option<&MuscleJoints>)>,
    mut commands: Commands,
) {
    let Ok((body, known)) = bodies.get(insert.entity) else { return };
    let joints = MuscleJoints(body.joints.len() as u32);
    if known != Some(&joints) {
        commands.entity(insert.entity).insert(joints);
    }
}

fn take_muscles_away(remove: On<Remove, Body>, mut commands: Commands) {
    if let Ok(mut creature) = commands.get_entity(remove.entity) {
        creature.try_remove::<MuscleJoints>();
    }
}

/// What the clefts brought to each muscle moves its activation.
fn drive_muscles(wiring: Res<Wiring>, mut bodies: Query<&mut Body>) {
    for (index, &creature) in wiring.creatures.iter().enumerate() {
        let Ok(mut body) = bodies.get_mut(creature) else { continue };
        let body = body.bypass_change_detection();
        let time_constant = body.plan.muscle_seconds;
        for (joint, muscles) in body.muscles.iter_mut().enumerate() {
            for (side, muscle) in muscles.iter_mut().enumerate() {
                muscle.step(wiring.muscle_drive(index, joint, side), TICK_SECONDS, time_constant);
            }
        }
    }
}
