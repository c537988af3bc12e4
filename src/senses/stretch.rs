//! Stretch receptors: bend and length of the body to dendrite.

use super::{Receptor, Sense};
use crate::body::Body;
use crate::entry::{Along, EntryItem, EntryType, Field, Site, Tag, Value, record};
use crate::nervous::{Side, TRANSMITTER_LIMIT};
use bevy::ecs::prelude::*;

record! {
    /// A stretch receptor.
    #[derive(Clone, Debug, PartialEq)]
    pub struct Stretch {
        /// The neuron that is charged.
        neuron: String, as Neuron;

        /// First and last joint, counted from the head.
        joints: (u32, u32), as Joints;

        /// `Left` and `Right` feel the stretch of that side when the body bends away from it; `Both` feels the
        /// lengthening of the body itself.
        side: Side = Side::Both;

        /// Transmitter on the dendrite per tick at full stretch; excitatory if positive, inhibitory if negative.
        gain: f32 = 1.0, from -TRANSMITTER_LIMIT, to TRANSMITTER_LIMIT, unit "transmitter/tick", by 0.02;
    }
}

impl EntryItem for Stretch {
    fn spawn(&self, world: &mut World, ends: &[Entity], tag: Tag) -> Entity {
        Receptor::spawn(self, world, ends, tag)
    }
}

impl EntryType for Stretch {
    const LIST: &'static str = "stretch";
    const NAME: &'static str = "stretch receptor";
    const MOST: usize = 200_000;
    const SITE: Option<Site> = Some(Site {
        along: Along::Joints,
        noun: "stretch of joint",
        verb: "feels",
        done: "Felt",
        does: "bending away from this side charges it",
        about: "Bending away from this side charges its dendrite",
        both_is_another: true,
        lane: 1,
        length: 0.5,
    });

    fn read(entity: EntityRef, name: &dyn Fn(Entity) -> Option<String>) -> Option<Self> {
        Receptor::read(entity, name)
    }

    fn at(neuron: &str, place: u32, side: &'static str) -> Option<Self> {
        let side = Side::from_value(Value::Word(side))?;
        Some(Self { neuron: neuron.to_owned(), joints: (place, place), side, gain: 1.0 })
    }

    fn light_at(world: &World, creature: Entity, place: u32, side: usize) -> f32 {
        world.get::<Body>(creature).map_or(0.0, |body| felt(body, (place, place), Side::EACH[side]))
    }

    fn light(&self, world: &World, creature: Entity) -> f32 {
        self.feel(world, creature)
    }
}

impl Sense for Stretch {
    fn feel(&self, world: &World, creature: Entity) -> f32 {
        world.get::<Body>(creature).map_or(0.0, |body| felt(body, self.joints, self.side))
    }

    fn gain(&self) -> f32 {
        self.gain
    }
}

/// What a stretch receptor feels, 0 to 1: the mean over its joints. One side feels how far the
/// body bends away from it, relative to the full bend; both together feel the length of the
/// body: 1 at rest, 0 when fully shortened.
fn felt(body: &Body, joints: (u32, u32), side: Side) -> f32 {
    let last = (joints.1 as usize + 1).min(body.joints.len());
    let first = (joints.0 as usize).min(last);
    let joints = &body.joints[first..last];
    if joints.is_empty() {
        return 0.0;
    }
    let full = |value: f32, range: f32| if range > 0.0 { (value / range).clamp(0.0, 1.0) } else { 0.0 };
    let sum: f32 = joints
        .iter()
        .map(|joint| match side {
            Side::Left => full(-joint.bend, body.plan.bend),
            Side::Right => full(joint.bend, body.plan.bend),
            Side::Both => 1.0 - full(-joint.stretch, body.plan.shorten),
        })
        .sum();
    sum / joints.len() as f32
}
