//! What the picture remembers from tick to tick: where segments were, what flashed, what was
//! touched, the trail, and the samples of the plot. It only looks; it changes nothing.

use crate::body::Body;
use crate::nervous::{NeuronParams, NeuronState, Phase, Wiring};
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
/// Time constant of the glow of touched skin \[real seconds\].
const GLOW_SECONDS: f32 = 0.18;

/// What the picture remembers.
#[derive(Resource, Default)]
pub struct Picture {
    flashes: HashMap<Entity, f32>,
    before: HashMap<Entity, Pose>,
    glow: HashMap<Entity, Vec<[f32; 2]>>,
    trails: Trails,
}

/// The trails of all creatures: places, and the ticks at which they were left, oldest first.
pub type Trails = HashMap<Entity, (VecDeque<Vec2>, VecDeque<u64>)>;

impl Picture {
    /// Forgets everything, for a new scene.
    pub fn clear(&mut self) {
        *self = Self::default();
    }

    /// Flash of a neuron's release \[0 to 1\].
    #[must_use]
    pub fn flash(&self, neuron: Entity) -> f32 {
        self.flashes.get(&neuron).copied().unwrap_or(0.0)
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

/// One sample of the plot.
#[derive(Clone, Copy, Debug, Default)]
pub struct Point {
    /// When \[seconds\].
    pub time: f64,
    /// Net potential.
    pub potential: f64,
    /// Net content of the pool.
    pub pool: f64,
    /// Net content of the dendrite.
    pub dendrite: f64,
    /// What the neuron received in this tick.
    pub received: f64,
    /// Whether it released.
    pub released: bool,
}

/// Samples kept: ten seconds.
pub const SAMPLES: usize = 1000;

/// The plot of the selected neuron. Sampled at every tick while it is open.
#[derive(Resource, Clone, Default)]
pub struct Scope {
    /// Which neuron; `None`: the plot is closed, or nothing is selected.
    pub neuron: Option<Entity>,
    /// The samples, oldest first.
    pub points: VecDeque<Point>,
    /// Samples before them, for who goes back in time.
    older: VecDeque<Point>,
    last: NeuronState,
}

impl Scope {
    /// Turns to a neuron; the samples of another are dropped.
    pub fn watch(&mut self, neuron: Option<Entity>) {
        if self.neuron != neuron {
            *self = Self { neuron, ..Self::default() };
        }
    }

    /// After a jump in time: what `kept` holds of the samples taken until then, if it is of the same
    /// neuron, and the state that the neuron is in.
    pub fn jump(&mut self, kept: &Self, seconds: f64, state: NeuronState) {
        let mut older = VecDeque::new();
        if kept.neuron == self.neuron {
            older.extend(kept.older.iter().chain(&kept.points).take_while(|point| point.time <= seconds));
        }
        let points = older.split_off(older.len().saturating_sub(SAMPLES));
        *self = Self { neuron: self.neuron, points, older, last: state };
    }
}

/// Releases kept: enough for a minute of a few hundred busy neurons.
const RELEASES: usize = 60_000;
/// How long they are kept, and samples of the plot: as far as one can go back in time, and looks
/// back from there \[ticks\].
const KEPT: usize = super::time::SPAN as usize + SAMPLES + 50;

/// When which neuron released, oldest first.
#[derive(Resource, Default)]
pub struct Releases(pub VecDeque<(u64, Entity)>);

/// Adds what looks at every tick.
pub fn plugin(app: &mut App) {
    app.init_resource::<Picture>()
        .init_resource::<Scope>()
        .init_resource::<Releases>()
        .add_systems(Tick, (light_flashes, leave_trails, sample).in_set(SimSystems::Record));
}

fn light_flashes(
    wiring: Res<Wiring>,
    clock: Res<Clock>,
    mut picture: ResMut<Picture>,
    mut releases: ResMut<Releases>,
) {
    let releases = &mut releases.0;
    for &slot in &wiring.released {
        let neuron = wiring.neurons[slot as usize];
        picture.flashes.insert(neuron, 1.0);
        releases.push_back((clock.tick, neuron));
    }
    let too_many = releases.len().saturating_sub(RELEASES);
    let old = releases.iter().take_while(|(tick, _)| tick + (KEPT as u64) < clock.tick).count();
    releases.drain(..old.max(too_many));
}

fn leave_trails(mut picture: ResMut<Picture>, clock: Res<Clock>, bodies: Query<(Entity, &Body)>) {
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

fn sample(mut scope: ResMut<Scope>, clock: Res<Clock>, neurons: Query<(&NeuronState, &NeuronParams)>) {
    let Some(neuron) = scope.neuron else { return };
    let Ok((state, params)) = neurons.get(neuron) else { return };
    let net = |pair: [f32; 2]| f64::from(pair[0] + pair[1]);
    let last = std::mem::replace(&mut scope.last, *state);
    let waiting = net(state.dendrite) - net(last.dendrite);
    let received = if scope.points.is_empty() {
        0.0
    } else if state.phase == Phase::Integrating {
        waiting + net(state.last) - net(last.last) * f64::from(1.0 - params.leak)
    } else {
        waiting
    };
    if scope.points.len() >= SAMPLES {
        let old = scope.points.pop_front();
        scope.older.extend(old);
    }
    if scope.older.len() > KEPT {
        scope.older.pop_front();
    }
    scope.points.push_back(Point {
        time: clock.seconds(),
        potential: net(state.last),
        pool: net(state.pool),
        dendrite: net(state.dendrite),
        received,
        released: state.phase == Phase::Releasing,
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn flashes_and_glow_fade() {
        let (mut picture, at) = (Picture::default(), Entity::PLACEHOLDER);
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
