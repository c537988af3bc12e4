//! Changing links.

use crate::edit::build;
use crate::entry::{Role, Value};
use crate::window::state::{Selection, perform};
use bevy::ecs::prelude::*;

/// Changes the amount of the selected link by a factor or a step: its weight, gain or conductance.
pub fn turn_weight(world: &mut World, notches: f32) {
    let Some(key) = world.resource::<Selection>().entry.clone() else { return };
    let Some(mut entry) = build::read(world, &key) else { return };
    let Some(item) = entry.item_mut() else { return };
    let mut amount = None;
    item.look(&mut |info, value| {
        // What comes after the weight says how it is learned.
        if let (Role::Plain, Value::Number(now), None) = (info.role, value, amount) {
            amount = Some((info, now));
        }
    });
    let Some((info, now)) = amount else { return };
    let (low, high) = (info.min as f32, info.max as f32);
    let new = if high - low <= 1.0 {
        ((now + 0.01 * notches) * 1000.0).round().clamp(low * 1000.0, high * 1000.0) / 1000.0
    } else {
        turned(now, notches)
    };
    item.set(info.name, Value::Number(new));
    perform(world, build::replace(&key, entry));
}

/// A weight some notches on: steps of 0.1, of 0.05 below one half.
fn turned(weight: f32, notches: f32) -> f32 {
    let step = if weight.abs() < 0.5 { 0.05 } else { 0.1 };
    ((weight + step * notches) * 1000.0).round() / 1000.0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn notches_are_round_numbers() {
        assert_eq!(turned(1.0, 1.0), 1.1);
        assert_eq!(turned(1.0, -12.0), -0.2);
        assert_eq!(turned(0.2, -1.0), 0.15);
    }
}
