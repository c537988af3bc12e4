//! What links that learn have become: their weights now, and how much they have changed.

use super::Graph;
use crate::nervous::Wiring;
use crate::window::paint::draw::network::Growth;
use bevy::ecs::entity::Entity;
use bevy::platform::collections::HashMap;

/// A change of this share of the range lights a link up.
const NOTED: f32 = 0.01;
/// How fast that light goes out \[1/s\].
const FADES: f32 = 3.0;
/// The least that has the full colour: noise is not blown up to it.
const LEAST: f32 = 0.02;
/// With more links than this they are looked at less often, in seconds.
const MANY: (usize, f32) = (20_000, 0.25);

/// What is remembered of them from frame to frame.
#[derive(Clone, Debug, Default)]
pub(super) struct Grown {
    /// Those that learn, in canonical order, with the place in the plan; as of `reading`.
    places: Vec<(Entity, u32)>,
    reading: u64,
    index: HashMap<Entity, u32>,
    /// The change at which each was last lit.
    noted: Vec<f32>,
    waited: f32,
    /// Whether one of them was lit when they were last looked at.
    lit: bool,
    /// Least and greatest change.
    range: (f32, f32),
    /// How many have changed.
    moved: usize,
}

impl Graph {
    /// Brings the links that learn up to the end of a tick; `seconds` of real time have gone by. Tells whether one of
    /// them is still lit.
    pub fn grow(&mut self, wiring: &Wiring, tick: u64, seconds: f32) -> bool {
        let (reading, links, grown) = (self.reading, &mut self.plan.links, &mut self.grown);
        if !wiring.is_learning() {
            *grown = Grown::default();
            return false;
        }
        if grown.reading != reading {
            // Indices are of another reading.
            let index = self.synapses.iter().copied().zip(0..).collect();
            *grown = Grown { reading, index, waited: f32::INFINITY, ..Grown::default() };
        }
        grown.waited += seconds;
        if grown.places.len() > MANY.0 && grown.waited < MANY.1 {
            return grown.lit;
        }
        let faded = (FADES * grown.waited).min(1.0);
        (grown.waited, grown.range, grown.moved, grown.lit) = (0.0, (0.0, 0.0), 0, false);
        let mut count = 0;
        for (synapse, weight, change) in wiring.weights(tick) {
            // They come in the order of the last time, unless the network has changed.
            let place = match grown.places.get(count) {
                Some((known, place)) if *known == synapse => *place,
                _ => {
                    let Some(&place) = grown.index.get(&synapse) else { continue };
                    grown.places.truncate(count);
                    grown.noted.truncate(count);
                    grown.places.push((synapse, place));
                    grown.noted.push(change);
                    place
                }
            };
            let noted = &mut grown.noted[count];
            count += 1;
            let link = &mut links[place as usize];
            let before = link.growth.map_or(0.0, |growth| growth.flash);
            let mut flash = (before - faded).max(0.0);
            if (change - *noted).abs() > NOTED {
                (*noted, flash) = (change, 1.0);
            }
            grown.lit |= flash > 0.0;
            (link.weight, link.growth) = (weight, Some(Growth { change, flash }));
            grown.range = (grown.range.0.min(change), grown.range.1.max(change));
            grown.moved += usize::from(change != 0.0);
        }
        grown.places.truncate(count);
        grown.noted.truncate(count);
        grown.lit
    }

    /// The entity of a link of the plan.
    #[must_use]
    pub fn synapse(&self, link: usize) -> Option<Entity> {
        self.synapses.get(link).copied()
    }

    /// Links that learn, and how many of them are not as they started.
    #[must_use]
    pub fn learning(&self) -> (usize, usize) {
        (self.grown.places.len(), self.grown.moved)
    }

    /// The least and the greatest change of a link, as shares of what its rule allows.
    #[must_use]
    pub fn changes(&self) -> (f32, f32) {
        self.grown.range
    }

    /// The change that has the full colour.
    #[must_use]
    pub fn full_change(&self) -> f32 {
        let (least, greatest) = self.grown.range;
        greatest.max(-least).max(LEAST)
    }
}
