//! Skin: touch to dendrite.

use super::{Receptor, Sense};
use crate::body::Body;
use crate::entry::{Along, EntryItem, EntryType, Field, Site, Tag, Value, record};
use crate::nervous::{Side, TRANSMITTER_LIMIT};
use crate::sim::{SimSystems, Tick};
use bevy::app::App;
use bevy::ecs::prelude::*;

/// Total force beyond which a patch of skin feels no more: about the full press of the probe
/// on two segments.
pub const FORCE_LIMIT: f32 = 5.0;

record! {
    /// A patch of skin that charges a neuron's dendrite when touched.
    #[derive(Clone, Debug, PartialEq)]
    pub struct Skin {
        /// The neuron that is charged.
        neuron: String, as Neuron;

        /// First and last segment, counted from the head.
        segments: (u32, u32), as Segments;

        /// Side of the body.
        side: Side = Side::Both;

        /// Transmitter on the dendrite per tick and unit of force; excitatory if positive, inhibitory if negative.
        gain: f32 = 1.0, from -TRANSMITTER_LIMIT, to TRANSMITTER_LIMIT, unit "transmitter/tick", by 0.02;
    }
}

impl EntryItem for Skin {
    fn spawn(&self, world: &mut World, ends: &[Entity], tag: Tag) -> Entity {
        Receptor::spawn(self, world, ends, tag)
    }
}

impl EntryType for Skin {
    const LIST: &'static str = "skin";
    const NAME: &'static str = "patch of skin";
    const MOST: usize = 200_000;
    const SITE: Option<Site> = Some(Site {
        along: Along::Segments,
        noun: "skin of segment",
        verb: "feels",
        done: "Felt",
        does: "touch here charges it",
        about: "Touch charges its dendrite; the range can be changed in the inspector",
        both_is_another: false,
        lane: 2,
        length: 0.8,
    });

    fn read(entity: EntityRef, name: &dyn Fn(Entity) -> Option<String>) -> Option<Self> {
        Receptor::read(entity, name)
    }

    fn at(neuron: &str, place: u32, side: &'static str) -> Option<Self> {
        let side = Side::from_value(Value::Word(side))?;
        Some(Self { neuron: neuron.to_owned(), segments: (place, place), side, gain: 3.0 })
    }

    fn light_at(world: &World, creature: Entity, place: u32, side: usize) -> f32 {
        let skin = world.get::<SkinForce>(creature);
        skin.and_then(|skin| skin.felt.get(place as usize)).map_or(0.0, |felt| pressed(felt[side]))
    }

    fn light(&self, world: &World, creature: Entity) -> f32 {
        pressed(self.feel(world, creature))
    }

    fn register(app: &mut App) {
        app.add_systems(Tick, feel_contact.in_set(SimSystems::Wire)).add_observer(grow).add_observer(shed);
    }
}

/// Force as light \[0 to 1\].
fn pressed(force: f32) -> f32 {
    force / (force + 0.8)
}

impl Sense for Skin {
    fn feel(&self, world: &World, creature: Entity) -> f32 {
        world.get::<SkinForce>(creature).map_or(0.0, |skin| skin.total(self.segments, self.side))
    }

    fn gain(&self) -> f32 {
        self.gain
    }
}

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

/// A body that comes has a skin.
fn grow(insert: On<Insert, Body>, bodies: Query<&Body>, mut commands: Commands) {
    if let Ok(body) = bodies.get(insert.entity) {
        commands.entity(insert.entity).insert(SkinForce::new(body.segments.len()));
    }
}

/// One that goes takes its skin along.
fn shed(remove: On<Remove, Body>, mut commands: Commands) {
    if let Ok(mut creature) = commands.get_entity(remove.entity) {
        creature.try_remove::<SkinForce>();
    }
}

/// Starts the tick's skin with the contact of the last one; the script adds to it.
fn feel_contact(mut bodies: Query<(&Body, &mut SkinForce)>) {
    for (body, mut skin) in &mut bodies {
        for (felt, segment) in skin.bypass_change_detection().felt.iter_mut().zip(&body.segments) {
            *felt = segment.force;
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
