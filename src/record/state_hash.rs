//! One number over the whole state of a world: equal runs give equal hashes.

use crate::body::Body;
use crate::nervous::plasticity::FacultyState;
use crate::nervous::{NeuronState, Wiring};
use crate::sim::{Clock, StateHasher};
use bevy::ecs::world::World;
use bevy::math::DVec2;

/// Hash of tick, neurons, what is under way between them, bodies and muscles, in canonical order.
#[must_use]
pub fn state_hash(world: &World) -> u64 {
    let mut hasher = StateHasher::default();
    if let Some(clock) = world.get_resource::<Clock>() {
        hasher.write(&clock.tick.to_le_bytes());
    }
    let Some(wiring) = world.get_resource::<Wiring>() else { return hasher.finish() };
    for &neuron in &wiring.neurons {
        let Some(state) = world.get::<NeuronState>(neuron) else { continue };
        for pair in [state.last, state.dendrite, state.cleft, state.pool] {
            hasher.write_f32(pair[0]);
            hasher.write_f32(pair[1]);
        }
        hasher.write(&state.conduction_left.to_le_bytes());
        hasher.write(&state.refractory_left.to_le_bytes());
    }
    for pair in wiring.tails() {
        hasher.write_f32(pair[0]);
        hasher.write_f32(pair[1]);
    }
    // Of what learns and has faculties; of a network without, nothing.
    for &neuron in &wiring.neurons {
        if let Some(FacultyState { used, used_at, offset, offset_at }) = world.get::<FacultyState>(neuron) {
            [used, offset].into_iter().for_each(|value| hasher.write_f32(*value));
            [used_at, offset_at].into_iter().for_each(|at| hasher.write(&at.to_le_bytes()));
        }
    }
    let tick = world.get_resource::<Clock>().map_or(0, |clock| clock.tick);
    wiring.remembered(tick, &mut |word| hasher.write(&word.to_le_bytes()));
    for &creature in &wiring.creatures {
        let Some(body) = world.get::<Body>(creature) else { continue };
        // Near the scene's origin places are counted from there, and this says nothing.
        if body.origin != DVec2::ZERO {
            body.origin.to_array().iter().for_each(|number| hasher.write(&number.to_bits().to_le_bytes()));
        }
        for segment in &body.segments {
            for value in [
                segment.offset.x,
                segment.offset.y,
                segment.angle,
                segment.velocity.x,
                segment.velocity.y,
                segment.angular_velocity,
            ] {
                hasher.write_f32(value);
            }
        }
        for muscle in body.muscles.iter().flatten() {
            hasher.write_f32(muscle.activation);
        }
    }
    hasher.finish()
}
