//! From clefts to muscles, and the plugin of this folder.

use super::Body;
use crate::nervous::Wiring;
use crate::sim::{SimSystems, TICK_SECONDS, Tick};
use bevy::app::{App, Plugin};
use bevy::ecs::prelude::*;

/// Muscles and physics.
pub struct BodyPlugin;

impl Plugin for BodyPlugin {
    fn build(&self, app: &mut App) {
        super::context::plugin(app);
        app.add_systems(Tick, drive_muscles.in_set(SimSystems::Act));
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
