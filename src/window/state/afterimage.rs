//! The afterimage: what the drawing remembers from tick to tick: where segments were, what flashed, what was
//! touched, the trail. It only looks; it changes nothing.

use super::began::SceneBegan;
use crate::body::Body;
use crate::nervous::Wiring;
use crate::senses::SkinForce;
use crate::sim::{Clock, SimSystems, Tick};
use bevy::app::App;
use bevy::ecs::prelude::*;
use bevy::math::Vec2;
use bevy::platform::collections::HashMap;
use std::collections::VecDeque;

/// Place and angle of the segments of a body.
pub type Pose = Vec<(Vec2, f32)>;

/// Places kept of a trail.
const TRAIL: usize = 1500;
/// Time constant of a flash \[real seconds\].
const FLASH_SECONDS: f32 = 0.22;
/// Time constant of the light of an arrival \[real seconds\].
const ARRIVAL_SECONDS: f32 = 0.16;
/// Time constant of the glow of touched skin \[real seconds\].
const GLOW_SECONDS: f32 = 0.18;

/// What the drawing remembers.
#[derive(Resource, Default)]
pub struct Afterimage {
    flashes: HashMap<Entity, f32>,
    /// The tick in which each neuron released last.
    released: HashMap<Entity, u64>,
    /// What has arrived of late, in the places of [`Wiring::arrived`]: what excites, what inhibits.
    arrivals: Vec<[Arrival; 2]>,
    before: HashMap<Entity, Pose>,
    glow: HashMap<Entity, Vec<[f32; 2]>>,
    trails: Trails,
}

/// Transmitter that has arrived, and how much of its light is left. The strongest counts, not the last,
/// so that a busy net glows and does not flicker.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Arrival {
    /// How much it was \[transmitter, at least 0\].
    amount: f32,
    /// What is left of its light \[0 to 1\].
    left: f32,
}

impl Arrival {
    fn take_in(&mut self, amount: f32) {
        if amount > self.amount * self.left {
            *self = Self { amount, left: 1.0 };
        }
    }

    /// Its light \[0 to 1\], half of it for an amount that is told: much saturates, little is seen still.
    #[must_use]
    pub fn light(self, half: f32) -> f32 {
        self.left * self.amount / (self.amount + half)
    }
}

/// The trails of all creatures: places, and the ticks at which they were left, oldest first.
pub type Trails = HashMap<Entity, (VecDeque<Vec2>, VecDeque<u64>)>;

impl Afterimage {
    /// Forgets everything, for a new scene.
    pub fn clear(&mut self) {
        *self = Self::default();
    }

    /// Flash of a neuron's release \[0 to 1\].
    #[must_use]
    pub fn flash(&self, neuron: Entity) -> f32 {
        self.flashes.get(&neuron).copied().unwrap_or(0.0)
    }

    /// What has arrived of late at a place of [`Wiring::arrived`]: what excites, what inhibits.
    #[must_use]
    pub fn arrival(&self, place: usize) -> [Arrival; 2] {
        self.arrivals.get(place).copied().unwrap_or_default()
    }

    /// Takes in what arrived in a tick.
    fn arrive(&mut self, arrived: &[[f32; 2]]) {
        self.arrivals.resize(arrived.len(), <[Arrival; 2]>::default());
        for (kept, channels) in self.arrivals.iter_mut().zip(arrived) {
            // A negative weight turns what comes by the excitatory channel into inhibition.
            for amount in channels {
                kept[usize::from(*amount < 0.0)].take_in(amount.abs());
            }
        }
    }

    /// Whether a neuron has released since a tick.
    #[must_use]
    pub fn released_since(&self, neuron: Entity, tick: u64) -> bool {
        self.released.get(&neuron).is_some_and(|last| *last >= tick)
    }

    /// Glow of a creature's skin, segment by segment \[0 to 1\].
    #[must_use]
    pub fn glow(&self, creature: Entity) -> &[[f32; 2]] {
        self.glow.get(&creature).map_or(&[], Vec::as_slice)
    }

    /// The trail of a creature, oldest place first.
    #[must_use]
    pub fn trail(&self, creature: Entity) -> Option<&VecDeque<Vec2>> {
        self.trails.get(&creature).map(|(places, _)| places)
    }

    /// All trails.
    #[must_use]
    pub fn trails(&self) -> &Trails {
        &self.trails
    }

    /// After a jump in time: these are the trails, as far as they were left by that tick; what
    /// flashed or glowed is forgotten.
    pub fn jump(&mut self, trails: &Trails, tick: u64) {
        let mut trails = trails.clone();
        for (places, ticks) in trails.values_mut() {
            let kept = ticks.partition_point(|left| *left <= tick);
            places.truncate(kept);
            ticks.truncate(kept);
        }
        *self = Self { trails, ..Self::default() };
    }

    /// Where the segments lie at a fraction between the last tick and the one before.
    #[must_use]
    pub fn pose(&self, creature: Entity, body: &Body, fraction: f32) -> Pose {
        let now = body.segments.iter().map(|s| (s.position, s.angle));
        match self.before.get(&creature) {
            Some(before) if before.len() == body.segments.len() => now
                .zip(before)
                .map(|((place, angle), (old, was))| {
                    let turn = (angle - was + std::f32::consts::PI).rem_euclid(std::f32::consts::TAU)
                        - std::f32::consts::PI;
                    (old.lerp(place, fraction), was + turn * fraction)
                })
                .collect(),
            _ => now.collect(),
        }
    }

    /// Remembers where the segments are, before a tick.
    pub fn remember(&mut self, creature: Entity, body: &Body) {
        let pose = self.before.entry(creature).or_default();
        pose.clear();
        pose.extend(body.segments.iter().map(|s| (s.position, s.angle)));
    }

    /// Lets flashes and glow fade by a span of real time, and takes in what the skin feels.
    pub fn fade<'a>(&mut self, seconds: f32, skins: impl Iterator<Item = (Entity, &'a SkinForce)>) {
        let keep = (-seconds / FLASH_SECONDS).exp();
        self.flashes.retain(|_, flash| {
            *flash *= keep;
            *flash > 0.01
        });
        let keep = (-seconds / ARRIVAL_SECONDS).exp();
        self.arrivals.iter_mut().flatten().for_each(|arrival| arrival.left *= keep);
        let keep = (-seconds / GLOW_SECONDS).exp();
        for (creature, skin) in skins {
            let glow = self.glow.entry(creature).or_default();
            glow.resize(skin.felt.len(), [0.0; 2]);
            for (glow, felt) in glow.iter_mut().zip(&skin.felt) {
                for side in 0..2 {
                    glow[side] = (glow[side] * keep).max(felt[side] / (felt[side] + 0.7));
                }
            }
        }
    }
}

/// Adds what looks at every tick.
pub fn plugin(app: &mut App) {
    app.init_resource::<Afterimage>()
        .add_observer(|_: On<SceneBegan>, mut picture: ResMut<Afterimage>| picture.clear())
        .add_systems(Tick, (light_flashes, leave_trails).in_set(SimSystems::Record));
}

fn light_flashes(wiring: Res<Wiring>, clock: Res<Clock>, mut picture: ResMut<Afterimage>) {
    // The step leaves no mark of change: this is another graph, whose places are others.
    if wiring.is_changed() {
        picture.arrivals.clear();
    }
    picture.arrive(wiring.arrived());
    for &slot in &wiring.released {
        let neuron = wiring.neurons[slot as usize];
        picture.flashes.insert(neuron, 1.0);
        picture.released.insert(neuron, clock.tick);
    }
}

fn leave_trails(mut picture: ResMut<Afterimage>, clock: Res<Clock>, bodies: Query<(Entity, &Body)>) {
    for (creature, body) in &bodies {
        let Some(middle) = body.segments.get(body.segments.len() / 2) else { continue };
        let (trail, ticks) = picture.trails.entry(creature).or_default();
        let step = 0.4 * body.plan.width;
        if trail.back().is_none_or(|last| last.distance(middle.position) > step) {
            trail.push_back(middle.position);
            ticks.push_back(clock.tick);
            if trail.len() > TRAIL {
                trail.pop_front();
                ticks.pop_front();
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_arrival_is_told_by_its_effect_and_fades() {
        let mut picture = Afterimage::default();
        picture.arrive(&[[2.0, 0.0], [-3.0, -0.5], [0.0, 0.0]]);
        picture.arrive(&[[0.0, 0.0]; 3]);
        let lights = |picture: &Afterimage, place| picture.arrival(place).map(|arrival| arrival.light(1.0));
        assert_eq!([0, 1, 2].map(|i| lights(&picture, i)), [[2.0 / 3.0, 0.0], [0.0, 0.75], [0.0, 0.0]]);
        picture.fade(ARRIVAL_SECONDS, std::iter::empty());
        let faded = 2.0 / 3.0 / std::f32::consts::E;
        assert!((lights(&picture, 0)[0] - faded).abs() < 1e-3, "much fades as fast as little");
        picture.arrive(&[[0.5, 0.0], [0.0, 0.0], [0.0, 0.0]]);
        assert!((lights(&picture, 0)[0] - faded).abs() < 1e-3, "the weaker one is outshone");
        assert_eq!(lights(&picture, 9), [0.0; 2], "a graph of another size");
    }

    #[test]
    fn flashes_and_glow_fade() {
        let (mut picture, at) = (Afterimage::default(), Entity::PLACEHOLDER);
        picture.flashes.insert(at, 1.0);
        let mut skin = SkinForce::new(2);
        skin.felt[1][0] = 2.0;
        picture.fade(0.0, [(at, &skin)].into_iter());
        assert!(picture.glow(at)[1][0] > 0.5 && picture.glow(at)[0] == [0.0; 2]);
        skin.felt[1][0] = 0.0;
        picture.fade(0.1, [(at, &skin)].into_iter());
        let (flash, glow) = (picture.flash(at), picture.glow(at)[1][0]);
        assert!(flash < 1.0 && flash > 0.3 && glow > 0.2 && glow < 0.6);
        picture.fade(5.0, [(at, &skin)].into_iter());
        assert_eq!(picture.flash(at), 0.0);
    }
}
