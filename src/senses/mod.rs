//! The body's state to dendrites: skin and stretch receptors.
//!
//! Receptors charge a neuron; they never make it fire.

use crate::body::Body;
use crate::nervous::{NeuronState, SkinPatch, StretchReceptor, Wiring};
use crate::scene::document::Side;
use crate::sim::{SimSystems, Tick};
use bevy::app::{App, Plugin};
use bevy::ecs::prelude::*;

/// Total force beyond which a patch of skin feels no more: about the full press of the probe
/// on two segments.
pub const FORCE_LIMIT: f32 = 5.0;

/// What the skin of a creature feels in this tick, segment by segment: left, right \[force\].
/// Contact of the last tick and the script's touches, added.
#[derive(Component, Clone, Debug, Default)]
pub struct SkinForce {
    /// One pair a segment, head first.
    pub felt: Vec<[f32; 2]>,
}

impl SkinForce {
    /// For a body of so many segments.
    #[must_use]
    pub fn new(segments: usize) -> Self {
        Self { felt: vec![[0.0; 2]; segments] }
    }

    /// Total force over a range of segments (both ends included) and a side, at most
    /// [`FORCE_LIMIT`].
    #[must_use]
    pub fn total(&self, segments: (u32, u32), side: Side) -> f32 {
        let last = (segments.1 as usize + 1).min(self.felt.len());
        let first = (segments.0 as usize).min(last);
        let mut sum = 0.0;
        for [left, right] in &self.felt[first..last] {
            if side.left() {
                sum += left;
            }
            if side.right() {
                sum += right;
            }
        }
        sum.min(FORCE_LIMIT)
    }
}

/// What a stretch receptor feels, 0 to 1: the mean over its joints. One side feels how far the
/// body bends away from it, relative to the full bend; both together feel the length of the
/// body: 1 at rest, 0 when fully shortened.
#[must_use]
pub fn stretch_felt(body: &Body, receptor: &StretchReceptor) -> f32 {
    let last = (receptor.joints.1 as usize + 1).min(body.joints.len());
    let first = (receptor.joints.0 as usize).min(last);
    let joints = &body.joints[first..last];
    if joints.is_empty() {
        return 0.0;
    }
    let full = |value: f32, range: f32| if range > 0.0 { (value / range).clamp(0.0, 1.0) } else { 0.0 };
    let sum: f32 = joints
        .iter()
        .map(|joint| match receptor.side {
            Side::Left => full(-joint.bend, body.plan.bend),
            Side::Right => full(joint.bend, body.plan.bend),
            Side::Both => 1.0 - full(-joint.stretch, body.plan.shorten),
        })
        .sum();
    sum / joints.len() as f32
}

/// Skin and stretch receptors.
pub struct SensesPlugin;

impl Plugin for SensesPlugin {
    fn build(&self, app: &mut App) {
        app.add_systems(
            Tick,
            (
                feel_contact.in_set(SimSystems::Wire),
                (charge_by_skin, charge_by_stretch).chain().in_set(SimSystems::Sense),
            ),
        );
    }
}

/// Starts the tick's skin with the contact of the last one; the script adds to it.
fn feel_contact(mut bodies: Query<(&Body, &mut SkinForce)>) {
    for (body, mut skin) in &mut bodies {
        for (felt, segment) in skin.felt.iter_mut().zip(&body.segments) {
            *felt = segment.force;
        }
    }
}

fn charge_by_skin(wiring: Res<Wiring>, skins: Query<&SkinForce>, mut neurons: Query<&mut NeuronState>) {
    for patch in &wiring.skin {
        let SkinPatch { segments, side, gain } = patch.sense;
        let Ok(skin) = skins.get(patch.creature) else { continue };
        let force = skin.total(segments, side);
        if force != 0.0
            && let Ok(mut neuron) = neurons.get_mut(patch.neuron)
        {
            neuron.charge(gain * force);
        }
    }
}

fn charge_by_stretch(wiring: Res<Wiring>, bodies: Query<&Body>, mut neurons: Query<&mut NeuronState>) {
    for receptor in &wiring.stretch {
        let Ok(body) = bodies.get(receptor.creature) else { continue };
        let felt = stretch_felt(body, &receptor.sense);
        if felt != 0.0
            && let Ok(mut neuron) = neurons.get_mut(receptor.neuron)
        {
            neuron.charge(receptor.sense.gain * felt);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn skin_sums_the_touched_sides_of_its_segments_up_to_the_limit() {
        let mut skin = SkinForce::new(4);
        skin.felt = vec![[1.0, 0.5], [0.0, 0.25], [9.0, 0.0], [0.0, 0.0]];
        assert_eq!(skin.total((0, 1), Side::Both), 1.75);
        assert_eq!(skin.total((0, 1), Side::Left), 1.0);
        assert_eq!(skin.total((1, 1), Side::Right), 0.25);
        assert_eq!(skin.total((0, 3), Side::Both), FORCE_LIMIT);
        assert_eq!(skin.total((7, 9), Side::Both), 0.0);
    }
}
