//! What is measured while a run goes on, of every creature: in room that does not grow with its length.

use super::measures::{Measures, Meter};
use super::responses::{Answers, Begins, Response};
use super::track::{Sample, follow, is_another, is_sampled};
use crate::body::Body;
use crate::nervous::{Creature, Wiring};
use crate::scene::Spawned;
use crate::sim::Clock;
use crate::stimulus::{Script, Stimulus};
use bevy::ecs::name::Name;
use bevy::ecs::prelude::*;

/// What a run is divided into, for a series.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Every {
    /// Parts of so many ticks.
    Ticks(u64),
    /// From the beginning of a touch to the next.
    Touch,
}

/// What is to be measured.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Wanted {
    /// The tick after which it begins.
    pub from: u64,
    /// Parts that are measured beside the whole.
    pub every: Option<Every>,
    /// The answers to touches.
    pub responses: bool,
}

impl Wanted {
    /// First and last tick of all that is measured of a creature by itself in a run to this tick: each part, or the
    /// whole. A part begins after its first tick.
    #[must_use]
    pub fn spans(&self, stimuli: &[Stimulus], creature: &str, end: u64) -> Vec<(u64, u64)> {
        let mut spans = Vec::new();
        if self.every.is_none() {
            spans.push((self.from, end));
            return spans;
        }
        let mut edges = Edges::new(self, stimuli, creature, self.from);
        let mut from = self.from;
        while from < end {
            let to = edges.next(from).min(end);
            if to > from {
                spans.push((from, to));
            }
            from = to;
        }
        spans
    }
}

/// A part of a run.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Part {
    /// It begins after this tick, and ends with that one.
    pub from: u64,
    /// Its last tick.
    pub to: u64,
    /// How often the creature's neurons released.
    pub spikes: u64,
    /// How it moved; `None` without a body, or where it was not seen twice.
    pub measures: Option<Measures>,
}

/// A part that is under way.
#[derive(Debug)]
struct Open {
    from: u64,
    spikes: u64,
    meter: Option<Meter>,
}

impl Open {
    /// A new part of a body of this length, which was last seen like this.
    fn new(from: u64, body: Option<f32>, last: Option<&Sample>) -> Self {
        let mut meter = body.map(Meter::new);
        if let (Some(meter), Some(last)) = (&mut meter, last) {
            meter.take(last);
        }
        Self { from, spikes: 0, meter }
    }

    fn part(&self, to: u64) -> Part {
        let measures = self.meter.as_ref().and_then(Meter::measures);
        Part { from: self.from, to, spikes: self.spikes, measures }
    }
}

/// What is measured of one creature.
#[derive(Debug)]
pub struct CreatureMeter {
    creature: Entity,
    /// Its name.
    pub name: String,
    /// Length of its body at rest; `None`: it has none.
    body: Option<f32>,
    /// The body as it was seen last.
    last: Option<Sample>,
    whole: Option<Open>,
    part: Option<Open>,
    /// The last tick of the part under way.
    until: u64,
    edges: Edges,
    parts: Vec<Part>,
    answers: Option<Answers<Begins>>,
}

/// The ticks with which parts end.
#[derive(Debug)]
enum Edges {
    None,
    Ticks(u64),
    Touches(Begins),
}

impl Edges {
    /// Of what is there from this tick on.
    fn new(wanted: &Wanted, stimuli: &[Stimulus], creature: &str, from: u64) -> Self {
        match wanted.every {
            None => Self::None,
            Some(Every::Ticks(ticks)) => Self::Ticks(ticks.max(1)),
            Some(Every::Touch) => Self::Touches(Begins::new(stimuli, creature, from)),
        }
    }

    fn next(&mut self, after: u64) -> u64 {
        match self {
            Self::None => u64::MAX,
            Self::Ticks(ticks) => after.saturating_add(*ticks),
            // With the tick before the first of the touch.
            Self::Touches(begins) => begins.next().map_or(u64::MAX, |begin| begin - 1),
        }
    }
}

impl CreatureMeter {
    /// One that is there from this tick on.
    fn new(creature: Entity, name: &Name, tick: u64, wanted: &Wanted, script: &Script) -> Self {
        let from = wanted.from.max(tick - 1);
        let mut edges = Edges::new(wanted, script.stimuli(), name.as_str(), from);
        let mut until = edges.next(wanted.from);
        while until <= from {
            until = edges.next(until);
        }
        Self {
            creature,
            name: name.as_str().to_owned(),
            body: None,
            last: None,
            whole: None,
            part: None,
            until,
            edges,
            parts: Vec::new(),
            answers: wanted
                .responses
                .then(|| Answers::new(Begins::new(script.stimuli(), name.as_str(), from))),
        }
    }

    /// Begins and ends what begins and ends before this tick.
    fn enter(&mut self, tick: u64) {
        while tick > self.until {
            let to = self.until;
            self.parts.extend(self.part.take().map(|part| part.part(to)));
            self.until = self.edges.next(to);
        }
        let new = || Open::new(tick - 1, self.body, self.last.as_ref());
        if self.whole.is_none() {
            self.whole = Some(new());
        }
        if self.part.is_none() && !matches!(self.edges, Edges::None) {
            self.part = Some(new());
        }
    }

    fn open(&mut self) -> impl Iterator<Item = &mut Open> {
        self.whole.iter_mut().chain(&mut self.part)
    }

    /// Looks at the body, and measures it if it is time.
    fn look(&mut self, body: Option<&Body>, tick: u64, measured: bool) {
        if is_another(body, self.body, self.last.as_ref()) {
            self.body = body.map(|body| body.plan.length);
            self.last = None;
            let length = self.body;
            self.open().for_each(|open| open.meter = length.map(Meter::new));
            if let Some(answers) = &mut self.answers {
                answers.begin_anew();
            }
        }
        let Some(body) = body else { return };
        let mut last = self.last.take().unwrap_or_default();
        last.look(body, tick);
        if measured {
            self.open().filter_map(|open| open.meter.as_mut()).for_each(|meter| meter.take(&last));
            let place = self.whole.as_ref().and_then(|whole| whole.meter.as_ref()).map(Meter::place);
            if let (Some(answers), Some(place)) = (&mut self.answers, place) {
                answers.take(tick, place);
            }
        }
        self.last = Some(last);
    }

    /// The whole of what was to be measured, up to this tick.
    #[must_use]
    pub fn whole(&self, to: u64) -> Part {
        let nothing = Part { from: to, to, spikes: 0, measures: None };
        self.whole.as_ref().map_or(nothing, |whole| whole.part(to))
    }

    /// Its parts, up to this tick.
    pub fn parts(&self, to: u64) -> impl Iterator<Item = Part> {
        self.parts.iter().copied().chain(self.part.as_ref().map(|part| part.part(to)))
    }

    /// Its answers to touches.
    #[must_use]
    pub fn responses(&self) -> Vec<Response> {
        self.answers.as_ref().map(Answers::responses).unwrap_or_default()
    }
}

/// Measures all creatures while this resource is there.
#[derive(Resource, Debug, Default)]
pub struct Meters {
    wanted: Wanted,
    /// One a creature, in canonical order.
    pub meters: Vec<CreatureMeter>,
}

impl Meters {
    /// For measuring this.
    #[must_use]
    pub fn new(wanted: Wanted) -> Self {
        Self { wanted, meters: Vec::new() }
    }
}

pub(super) fn measure_creatures(
    mut meters: ResMut<Meters>,
    wiring: Res<Wiring>,
    clock: Res<Clock>,
    script: Res<Script>,
    creatures: Query<(&Name, Option<&Body>), With<Creature>>,
) {
    let Meters { wanted, meters } = &mut *meters;
    follow(
        meters,
        &wiring.creatures,
        |meter| meter.creature,
        |creature| {
            let (name, _) = creatures.get(creature).ok()?;
            Some(CreatureMeter::new(creature, name, clock.tick, wanted, &script))
        },
    );
    let tick = clock.tick;
    let measured = tick > wanted.from;
    if measured {
        meters.iter_mut().for_each(|meter| meter.enter(tick));
        for &slot in &wiring.released {
            if let Some(meter) = meters.get_mut(wiring.creature_of[slot as usize] as usize) {
                meter.open().for_each(|open| open.spikes += 1);
            }
        }
    }
    if is_sampled(tick) {
        for meter in meters {
            if let Ok((_, body)) = creatures.get(meter.creature) {
                meter.look(body, tick, measured);
            }
        }
    }
}

/// Another scene is there: what was measured is gone with its creatures.
pub(super) fn begin_anew(_: On<Spawned>, meters: Option<ResMut<Meters>>) {
    if let Some(mut meters) = meters {
        meters.meters.clear();
    }
}
