//! Where bodies went: samples of place, axis and posture, twenty times a second.

use crate::body::{Body, Segment};
use crate::nervous::{Creature, Wiring};
use crate::scene::Spawned;
use crate::sim::Clock;
use bevy::ecs::entity::EntityHashMap;
use bevy::ecs::name::Name;
use bevy::ecs::prelude::*;
use bevy::math::{DVec2, Vec2};
use std::collections::VecDeque;

/// Ticks from one sample to the next.
pub const SAMPLE_TICKS: u64 = 5;

/// Whether bodies are looked at in this tick: the first one, and then every fifth.
#[must_use]
pub fn is_sampled(tick: u64) -> bool {
    tick % SAMPLE_TICKS == 1
}

/// One look at a body.
#[derive(Clone, Debug, Default)]
pub struct Sample {
    /// The tick at whose end it was taken.
    pub tick: u64,
    /// Mean position of the segments in the world, with all its digits.
    pub centre: DVec2,
    /// Unit vector from the rear half of the body to the front half.
    pub axis: Vec2,
    /// Length along the body over its length at rest: 1 + the mean stretch of its segments. There is one joint less
    /// than there are segments, and half of a segment at each end keeps its length.
    pub length: f32,
    /// Bend of every joint \[radians\].
    pub bends: Vec<f32>,
    /// How far every joint is stretched, as a share of its segment's length; negative when
    /// shortened.
    pub stretches: Vec<f32>,
}

impl Sample {
    /// Looks at a body.
    #[must_use]
    pub fn of(body: &Body, tick: u64) -> Self {
        let mut sample = Self::default();
        sample.look(body, tick);
        sample
    }

    /// Looks at a body, in the place of what was seen before.
    pub fn look(&mut self, body: &Body, tick: u64) {
        let half = body.segments.len() / 2;
        let sum = |part: &[Segment]| part.iter().map(|s| s.offset.as_dvec2()).sum::<DVec2>();
        let (front, rear) = (sum(&body.segments[..half]), sum(&body.segments[half..]));
        let (count, rest) = (half.max(1) as f64, (body.segments.len() - half).max(1) as f64);
        let stretch: f32 = body.joints.iter().map(|j| j.stretch).sum();
        self.tick = tick;
        self.centre = body.origin + (front + rear) / body.segments.len().max(1) as f64;
        self.axis = (front / count - rear / rest).as_vec2().normalize_or(Vec2::X);
        self.length = 1.0 + stretch / body.segments.len().max(1) as f32;
        self.bends.clear();
        self.bends.extend(body.joints.iter().map(|j| j.bend));
        self.stretches.clear();
        self.stretches.extend(body.joints.iter().map(|j| j.stretch));
    }
}

/// Whether this is not the body of that length that was seen last like this, or there is none any more: speeds are
/// told in lengths of the body, and of those of another one nothing follows for this one.
pub(super) fn is_another(body: Option<&Body>, length: Option<f32>, last: Option<&Sample>) -> bool {
    let joints = body.map(|body| body.joints.len());
    body.map(|body| body.plan.length) != length || last.is_some_and(|last| joints != Some(last.bends.len()))
}

/// The samples of one creature.
#[derive(Clone, Debug)]
pub struct Track {
    /// Whose.
    pub creature: Entity,
    /// Its name.
    pub name: String,
    /// Its length at rest; `None`: it has no body.
    pub body_length: Option<f32>,
    /// How often its neurons released.
    pub spikes: u64,
    /// Oldest first.
    pub samples: VecDeque<Sample>,
}

/// The tracks of all creatures, in canonical order. Tracks are kept while this resource is there.
///
/// All samples of a run take some 5 KB a second and body. What is to be measured while a long run goes on is
/// measured by [`Meters`](super::Meters), which take no more room the longer it is.
#[derive(Resource, Clone, Debug, Default)]
pub struct Tracks {
    /// One a creature.
    pub tracks: Vec<Track>,
    /// Samples kept of each; the oldest go first. `None`: all.
    pub keep: Option<usize>,
}

impl Tracks {
    /// Keeps only the last so many seconds.
    #[must_use]
    pub fn last_seconds(seconds: f32) -> Self {
        let keep = (seconds / (SAMPLE_TICKS as f32 * crate::sim::TICK_SECONDS)).ceil() as usize;
        Self { keep: Some(keep), ..Self::default() }
    }

    /// Forgets everything, for a new scene.
    pub fn clear(&mut self) {
        self.tracks.clear();
    }

    /// The track of a creature.
    #[must_use]
    pub fn of(&self, creature: Entity) -> Option<&Track> {
        self.tracks.iter().find(|t| t.creature == creature)
    }
}

/// Brings a list in the order of the creatures that there are: those that are gone go, and new ones come.
pub(super) fn follow<T>(
    all: &mut Vec<T>,
    creatures: &[Entity],
    creature: impl Fn(&T) -> Entity,
    mut new: impl FnMut(Entity) -> Option<T>,
) {
    if all.iter().map(&creature).eq(creatures.iter().copied()) {
        return;
    }
    let mut old: EntityHashMap<T> = all.drain(..).map(|one| (creature(&one), one)).collect();
    all.extend(creatures.iter().filter_map(|of| old.remove(of).or_else(|| new(*of))));
}

pub(super) fn track_bodies(
    mut tracks: ResMut<Tracks>,
    wiring: Res<Wiring>,
    clock: Res<Clock>,
    creatures: Query<(&Name, Option<&Body>), With<Creature>>,
) {
    let Tracks { tracks, keep } = &mut *tracks;
    follow(
        tracks,
        &wiring.creatures,
        |track| track.creature,
        |creature| {
            let (name, body) = creatures.get(creature).ok()?;
            Some(Track {
                creature,
                name: name.as_str().to_owned(),
                body_length: body.map(|b| b.plan.length),
                spikes: 0,
                samples: VecDeque::new(),
            })
        },
    );
    for &slot in &wiring.released {
        if let Some(track) = tracks.get_mut(wiring.creature_of[slot as usize] as usize) {
            track.spikes += 1;
        }
    }
    if !is_sampled(clock.tick) {
        return;
    }
    for track in tracks {
        let Ok((_, body)) = creatures.get(track.creature) else { continue };
        if is_another(body, track.body_length, track.samples.back()) {
            track.samples.clear();
            (track.body_length, track.spikes) = (body.map(|body| body.plan.length), 0);
        }
        let Some(body) = body else { continue };
        // The oldest makes room for the new one.
        let full = keep.is_some_and(|keep| track.samples.len() >= keep);
        let mut sample = if full { track.samples.pop_front().unwrap_or_default() } else { Sample::default() };
        sample.look(body, clock.tick);
        track.samples.push_back(sample);
    }
}

/// Another scene is there: what was tracked is gone with its creatures.
pub(super) fn begin_anew(_: On<Spawned>, tracks: Option<ResMut<Tracks>>) {
    if let Some(mut tracks) = tracks {
        tracks.clear();
    }
}
