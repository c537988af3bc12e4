//! The time before something was looked at: what lacks of it, and samples that are put in front of those there are.

use super::before::Before;
use super::sampler::{RELEASES, Samples, Scope};
use super::track::{Fields, SAMPLES, Track};
use crate::nervous::NeuronState;
use bevy::ecs::prelude::*;
use std::collections::VecDeque;

/// What lacks.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Lacking {
    /// Neurons, each with the first tick that is known.
    pub neurons: Vec<(Entity, Option<u64>)>,
    /// Muscles and skin of a creature, with the first tick that is known.
    pub creature: Option<(Entity, Option<u64>)>,
    /// Releases of all neurons, and touches: the tick after which they are known.
    pub all: Option<u64>,
}

impl Lacking {
    /// Whether nothing lacks.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.neurons.is_empty() && self.creature.is_none() && self.all.is_none()
    }

    /// Whether another lacks nothing that this does not.
    #[must_use]
    pub fn covers(&self, other: &Self) -> bool {
        other.neurons.iter().all(|(neuron, _)| self.neurons.iter().any(|(own, _)| own == neuron))
            && other.creature.is_none_or(|(creature, _)| self.creature.is_some_and(|own| own.0 == creature))
            && (other.all.is_none() || self.all.is_some())
    }

    /// The tick up to which something lacks.
    #[must_use]
    pub fn last(&self, now: u64) -> u64 {
        let firsts = self.neurons.iter().chain(&self.creature).map(|(_, first)| first.unwrap_or(now));
        firsts.chain(self.all).max().unwrap_or(0).min(now)
    }
}

impl Samples {
    /// Puts what was sampled of an earlier stretch, which reaches up to what is known, in front of it.
    fn join(&mut self, older: &Self, now: u64) {
        for track in &mut self.tracks {
            if let Some(older) = older.track(track.neuron) {
                join_tracks(track, older, now);
            }
        }
        if let (Some(fields), Some(older)) = (&mut self.fields, &older.fields) {
            join_fields(fields, older, now);
        }
        if older.since < self.since && older.tick >= self.since && older.tick <= now {
            self.join_all(older);
        }
    }

    fn join_all(&mut self, older: &Self) {
        let known = older.releases.partition_point(|(tick, _)| *tick <= self.since);
        let room = RELEASES.saturating_sub(self.releases.len());
        older.releases.range(known.saturating_sub(room)..known).rev().for_each(|release| {
            self.releases.push_front(*release);
        });
        for &(first, last) in older.touches.iter().rev().filter(|(first, _)| *first <= self.since) {
            match self.touches.front_mut() {
                Some(next) if next.0 <= last + 1 => next.0 = next.0.min(first),
                _ => self.touches.push_front((first, last.min(self.since))),
            }
        }
        self.since = older.since;
        // No more than there is room for.
        if known > room {
            self.since = self.releases.front().map_or(self.since, |(tick, _)| *tick);
        }
    }
}

/// How many of the older ticks, ascending, lie before what is known and reach up to it; the last of them is the
/// first that is known, if that is among them.
fn reach(older: impl Iterator<Item = u64>, first: Option<u64>, now: u64) -> (usize, bool) {
    let upto = first.unwrap_or(now);
    let ticks: Vec<u64> = older.take_while(|tick| *tick <= upto).collect();
    match ticks.last() {
        Some(last) if *last == upto => (ticks.len(), first.is_some()),
        Some(last) if first == Some(last + 1) => (ticks.len(), false),
        _ => (0, false),
    }
}

fn join_tracks(track: &mut Track, older: &Track, now: u64) {
    let first = track.points.front().map(|point| point.tick);
    let (count, again) = reach(older.points.iter().map(|point| point.tick), first, now);
    if again {
        // It did not know what was before it.
        track.points.pop_front();
    }
    for point in older.points.range(..count).rev().take(SAMPLES - track.points.len()) {
        track.points.push_front(*point);
    }
    if first.is_none() && count > 0 {
        track.last = older.last;
    }
}

fn join_fields(fields: &mut Fields, older: &Fields, now: u64) {
    let first = fields.ticks.front().copied();
    let (count, again) = reach(older.ticks.iter().copied(), first, now);
    if first.is_none() {
        (fields.joints, fields.segments) = (older.joints, older.segments);
    } else if (fields.joints, fields.segments) != (older.joints, older.segments) {
        return;
    }
    let count = if again { count - 1 } else { count };
    let from = count.saturating_sub(SAMPLES - fields.ticks.len());
    let front = |own: &mut VecDeque<f32>, other: &VecDeque<f32>, width: usize| {
        other.range(from * width..count * width).rev().for_each(|value| own.push_front(*value));
    };
    front(&mut fields.muscles, &older.muscles, 2 * fields.joints);
    front(&mut fields.skin, &older.skin, 2 * fields.segments);
    older.ticks.range(from..count).rev().for_each(|tick| fields.ticks.push_front(*tick));
}

impl Scope {
    /// What lacks of the time after a tick.
    #[must_use]
    pub fn lacking(&self, after: u64, now: u64) -> Lacking {
        let lacks = |first: Option<u64>| first.map_or(now > after, |first| first > after + 1);
        let front = |track: &Track| track.points.front().map(|point| point.tick);
        let neurons = self.live.tracks.iter().map(|track| (track.neuron, front(track)));
        let fields = self.live.fields.as_ref().filter(|_| self.open);
        Lacking {
            neurons: neurons.filter(|(_, first)| lacks(*first)).collect(),
            creature: fields
                .map(|fields| (fields.creature, fields.ticks.front().copied()))
                .filter(|(_, first)| lacks(*first)),
            all: Some(self.live.since.min(now)).filter(|since| self.open && *since > after),
        }
    }

    /// One that looks at certain neurons, whose states now are told, and at a creature; at everything, if `all`.
    #[must_use]
    pub fn observing(
        neurons: impl Iterator<Item = (Entity, NeuronState)>,
        creature: Option<Entity>,
        all: bool,
        tick: u64,
    ) -> Self {
        let track = |(neuron, state)| Track { last: Some(state), ..Track::new(neuron) };
        let (tracks, fields) = (neurons.map(track).collect(), creature.map(Fields::new));
        let live = Samples { tracks, fields, tick, since: tick, ..Samples::default() };
        let mut scope = Self::default();
        (scope.open, scope.live) = (all || creature.is_some(), live);
        scope
    }

    /// Puts what was sampled of an earlier stretch in front of what is known.
    pub fn join(&mut self, older: &Samples, now: u64) {
        self.live.join(older, now);
        let Some(frozen) = &mut self.frozen else { return };
        // A neuron that was selected while the picture stands still.
        let past = self.live.until(frozen.tick);
        for track in past.tracks {
            let first = |track: &Track| track.points.front().map(|point| point.tick);
            match frozen.tracks.iter_mut().find(|own| own.neuron == track.neuron) {
                Some(own) if own.points.is_empty() || first(own) > first(&track) => *own = track,
                Some(_) => {}
                None => frozen.tracks.push(track),
            }
        }
    }

    /// Says what becomes of the time before the first samples.
    pub fn say_before(&mut self, before: Before) {
        self.live.before = before;
        if let Some(frozen) = &mut self.frozen {
            frozen.before = before;
        }
    }
}
