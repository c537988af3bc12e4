//! What the plots remember from tick to tick. It only looks; it changes nothing, and while the
//! panel is closed it does not even look.

use crate::arena::HeldProbe;
use crate::body::Body;
use crate::nervous::{NeuronParams, NeuronState, Phase, Wiring};
use crate::senses::SkinForce;
use crate::sim::{Clock, SimSystems, Tick};
use crate::stimulus::Script;
use bevy::app::App;
use bevy::ecs::name::Name;
use bevy::ecs::prelude::*;
use std::collections::VecDeque;

/// Samples kept of everything: a minute.
pub const SAMPLES: usize = 6000;
/// Releases kept: enough for a minute of a few hundred busy neurons.
const RELEASES: usize = 150_000;

/// What can be drawn of a neuron.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Quantity {
    /// Net potential \[transmitter\].
    Potential,
    /// Net content of the pool \[transmitter\].
    Pool,
    /// Received and not yet integrated \[transmitter\].
    Dendrite,
    /// Released and on its way \[transmitter\].
    Cleft,
    /// What arrived in the tick, from synapses, senses and stimuli \[transmitter per tick\].
    Received,
}

impl Quantity {
    /// All of them, in the order of a sample.
    pub const ALL: [Self; 5] = [Self::Potential, Self::Pool, Self::Dendrite, Self::Cleft, Self::Received];

    /// Its name.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Potential => "potential",
            Self::Pool => "pool",
            Self::Dendrite => "dendrite",
            Self::Cleft => "cleft",
            Self::Received => "received",
        }
    }

    /// One sentence on it.
    #[must_use]
    pub const fn about(self) -> &'static str {
        match self {
            Self::Potential => "Net potential, with the threshold as a dashed line",
            Self::Pool => "Net content of the pool: made and stored",
            Self::Dendrite => "Received and not yet integrated",
            Self::Cleft => "Released, on its way to the targets",
            Self::Received => {
                "What arrived in each tick, as bars: synapses, senses, stimuli; long ones run out of the lane"
            }
        }
    }
}

/// One sample of a neuron.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Point {
    /// When.
    pub tick: u64,
    /// The quantities, in the order of [`Quantity::ALL`].
    pub values: [f32; 5],
    /// Whether it released in this tick.
    pub released: bool,
}

/// The samples of one neuron.
#[derive(Clone, Debug)]
pub struct Track {
    /// The neuron.
    pub neuron: Entity,
    /// Oldest first.
    pub points: VecDeque<Point>,
    last: NeuronState,
}

impl Track {
    fn new(neuron: Entity) -> Self {
        Self { neuron, points: VecDeque::new(), last: NeuronState::default() }
    }

    fn push(&mut self, tick: u64, state: &NeuronState, params: &NeuronParams) {
        if self.points.back().is_some_and(|last| tick <= last.tick) {
            self.points.clear();
        }
        let net = |pair: [f32; 2]| pair[0] + pair[1];
        let last = std::mem::replace(&mut self.last, *state);
        // What came in is what waits now more than before, and what went into the potential.
        let waiting = net(state.dendrite) - net(last.dendrite);
        let received = if self.points.is_empty() {
            0.0
        } else if state.phase == Phase::Integrating {
            waiting + net(state.last) - net(last.last) * (1.0 - params.leak)
        } else {
            waiting
        };
        push(
            &mut self.points,
            Point {
                tick,
                values: [net(state.last), net(state.pool), net(state.dendrite), net(state.cleft), received],
                released: state.phase == Phase::Releasing,
            },
        );
    }
}

/// Adds a sample; the oldest makes room.
fn push<T>(ring: &mut VecDeque<T>, sample: T) {
    if ring.len() >= SAMPLES {
        ring.pop_front();
    }
    ring.push_back(sample);
}

/// Muscles and skin of one creature.
#[derive(Clone, Debug)]
pub struct Fields {
    /// The creature.
    pub creature: Entity,
    /// Joints, each with a left and a right muscle.
    pub joints: usize,
    /// Segments, each with a left and a right side of skin.
    pub segments: usize,
    /// When, oldest first.
    pub ticks: VecDeque<u64>,
    /// Activation \[0 to 1\]: sample by sample, the left muscles from head to tail, then the right.
    pub muscles: VecDeque<f32>,
    /// Force on the skin, in the same order.
    pub skin: VecDeque<f32>,
}

impl Fields {
    fn new(creature: Entity) -> Self {
        Self {
            creature,
            joints: 0,
            segments: 0,
            ticks: VecDeque::new(),
            muscles: VecDeque::new(),
            skin: VecDeque::new(),
        }
    }

    fn push(&mut self, tick: u64, body: &Body, skin: &SkinForce) {
        let (joints, segments) = (body.muscles.len(), skin.felt.len());
        let back = self.ticks.back().is_some_and(|last| tick <= *last);
        if back || (joints, segments) != (self.joints, self.segments) {
            *self = Self { joints, segments, ..Self::new(self.creature) };
        }
        if self.ticks.len() >= SAMPLES {
            self.muscles.drain(..2 * joints);
            self.skin.drain(..2 * segments);
        }
        push(&mut self.ticks, tick);
        for side in 0..2 {
            self.muscles.extend(body.muscles.iter().map(|pair| pair[side].activation));
            self.skin.extend(skin.felt.iter().map(|pair| pair[side]));
        }
    }
}

/// All that was sampled.
#[derive(Clone, Debug, Default)]
pub struct Samples {
    /// Neurons that are drawn.
    pub tracks: Vec<Track>,
    /// Muscles and skin of the creature that is looked at.
    pub fields: Option<Fields>,
    /// First and last tick of every touch, oldest first.
    pub touches: VecDeque<(u64, u64)>,
    /// When which neuron released, oldest first.
    pub releases: VecDeque<(u64, Entity)>,
    /// The tick of the last sample.
    pub tick: u64,
    /// The tick after which everything was looked at.
    pub since: u64,
}

impl Samples {
    /// The samples of a neuron.
    #[must_use]
    pub fn track(&self, neuron: Entity) -> Option<&Track> {
        self.tracks.iter().find(|track| track.neuron == neuron)
    }

    /// The samples up to a tick.
    fn until(&self, tick: u64) -> Self {
        let mut past = self.clone();
        for track in &mut past.tracks {
            track.points.truncate(track.points.partition_point(|point| point.tick <= tick));
        }
        if let Some(fields) = &mut past.fields {
            let kept = fields.ticks.partition_point(|at| *at <= tick);
            fields.ticks.truncate(kept);
            fields.muscles.truncate(kept * 2 * fields.joints);
            fields.skin.truncate(kept * 2 * fields.segments);
        }
        past.touches.retain(|(first, _)| *first <= tick);
        if let Some((_, last)) = past.touches.back_mut() {
            *last = tick.min(*last);
        }
        past.releases.truncate(past.releases.partition_point(|(at, _)| *at <= tick));
        (past.tick, past.since) = (tick, past.since.min(tick));
        past
    }

    fn release(&mut self, tick: u64, neurons: impl Iterator<Item = Entity>) {
        let releases = &mut self.releases;
        releases.extend(neurons.map(|neuron| (tick, neuron)));
        let too_many = releases.len().saturating_sub(RELEASES);
        let old = releases.iter().take_while(|(at, _)| at + (SAMPLES as u64) < tick).count();
        releases.drain(..old.max(too_many));
    }

    fn touch(&mut self, tick: u64) {
        match self.touches.back_mut() {
            Some((_, last)) if *last + 1 == tick => *last = tick,
            _ => self.touches.push_back((tick, tick)),
        }
        while self.touches.front().is_some_and(|(_, last)| last + (SAMPLES as u64) < tick) {
            self.touches.pop_front();
        }
    }
}

/// The samples of the plots, taken at every tick while the panel is open.
#[derive(Resource, Debug)]
pub struct Scope {
    open: bool,
    live: Samples,
    frozen: Option<Box<Samples>>,
}

impl Default for Scope {
    /// Open, as the panel of a new window is.
    fn default() -> Self {
        Self { open: true, live: Samples::default(), frozen: None }
    }
}

impl Scope {
    /// Forgets everything, for a new scene or a new beginning.
    pub fn restart(&mut self) {
        *self = Self { open: self.open, ..Self::default() };
    }

    /// The panel is closed: nothing is sampled, and what was is dropped.
    pub fn close(&mut self) {
        if self.open {
            *self = Self { open: false, ..Self::default() };
        }
    }

    /// Turns to these neurons and to a creature's body; samples of others are dropped.
    pub fn watch(&mut self, neurons: &[Entity], creature: Option<Entity>) {
        self.open = true;
        let tracks = &mut self.live.tracks;
        tracks.retain(|track| neurons.contains(&track.neuron));
        for neuron in neurons {
            if !tracks.iter().any(|track| track.neuron == *neuron) {
                tracks.push(Track::new(*neuron));
            }
        }
        if self.live.fields.as_ref().map(|fields| fields.creature) != creature {
            self.live.fields = creature.map(Fields::new);
        }
    }

    /// What is to be drawn: the samples as they come in, or as they were when frozen.
    #[must_use]
    pub fn shown(&self) -> &Samples {
        self.frozen.as_deref().unwrap_or(&self.live)
    }

    /// The samples as they come in.
    #[must_use]
    pub fn live(&self) -> &Samples {
        &self.live
    }

    /// After a jump in time: what `kept` holds until that tick; `state` tells the state that each
    /// neuron is in.
    pub fn jump(&mut self, kept: &Samples, tick: u64, state: impl Fn(Entity) -> NeuronState) {
        if self.open {
            self.live = kept.until(tick);
            self.live.tracks.iter_mut().for_each(|track| track.last = state(track.neuron));
        }
    }

    /// Whether the picture stands still.
    #[must_use]
    pub fn is_frozen(&self) -> bool {
        self.frozen.is_some()
    }

    /// Keeps the picture as it is while sampling goes on, or lets it go.
    pub fn freeze(&mut self, on: bool) {
        if on != self.is_frozen() {
            self.frozen = on.then(|| Box::new(self.live.clone()));
        }
    }
}

/// Adds what looks at every tick.
pub fn plugin(app: &mut App) {
    app.init_resource::<Scope>().add_systems(Tick, sample.in_set(SimSystems::Record));
}

fn sample(
    mut scope: ResMut<Scope>,
    clock: Res<Clock>,
    wiring: Res<Wiring>,
    script: Res<Script>,
    held: Res<HeldProbe>,
    neurons: Query<(&NeuronState, &NeuronParams)>,
    bodies: Query<(&Body, &SkinForce)>,
    skins: Query<(&Name, &SkinForce)>,
) {
    if !scope.open {
        return;
    }
    let live = &mut scope.live;
    let tick = clock.tick;
    // A new beginning, or the panel was closed for a while.
    if live.tick + 1 != tick {
        live.releases.clear();
        live.touches.clear();
        live.since = tick.saturating_sub(1);
    }
    live.since = live.since.max(tick.saturating_sub(SAMPLES as u64));
    live.tick = tick;
    for track in &mut live.tracks {
        if let Ok((state, params)) = neurons.get(track.neuron) {
            track.push(tick, state, params);
        }
    }
    if let Some(fields) = &mut live.fields
        && let Ok((body, skin)) = bodies.get(fields.creature)
    {
        fields.push(tick, body, skin);
    }
    live.release(tick, wiring.released.iter().map(|&slot| wiring.neurons[slot as usize]));
    let by_hand = held.0.is_some();
    let touched = skins.iter().any(|(name, skin)| {
        script.touching(name.as_str(), tick)
            || (by_hand && skin.felt.iter().flatten().any(|felt| *felt > 0.0))
    });
    if touched {
        live.touch(tick);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn touches_are_spans_and_old_ones_go() {
        let mut samples = Samples::default();
        for tick in [3, 4, 5, 9, 10] {
            samples.touch(tick);
        }
        assert_eq!(samples.touches, [(3, 5), (9, 10)]);
        samples.touch(SAMPLES as u64 + 7);
        assert_eq!(samples.touches.front(), Some(&(9, 10)));
    }

    #[test]
    fn rings_stay_within_their_room() {
        let mut track = Track::new(Entity::PLACEHOLDER);
        let params = NeuronParams::default();
        for tick in 1..=SAMPLES as u64 + 500 {
            track.push(tick, &NeuronState::default(), &params);
        }
        assert_eq!((track.points.len(), track.points[0].tick), (SAMPLES, 501));
        let room = track.points.capacity();
        track.push(SAMPLES as u64 + 501, &NeuronState::default(), &params);
        assert_eq!(track.points.capacity(), room, "nothing is allocated");
        track.push(1, &NeuronState::default(), &params);
        assert_eq!(track.points.len(), 1, "time was turned back");
    }

    #[test]
    fn received_is_what_was_charged_whatever_the_phase() {
        let params = NeuronParams { threshold: 2.5, leak: 0.1, ..NeuronParams::default() };
        let mut state = NeuronState::default();
        let mut track = Track::new(Entity::PLACEHOLDER);
        for tick in 1..=200 {
            state.step(&params);
            state.settle(&params);
            state.receive([0.7, -0.2]);
            track.push(tick, &state, &params);
        }
        assert!(track.points.iter().any(|p| p.released));
        for (i, point) in track.points.iter().enumerate().skip(1) {
            // The tick that sets a spike off empties the potential: nothing of that is received.
            assert!((point.values[4] - 0.5).abs() < 1e-4, "{i}: {point:?}");
        }
    }

    #[test]
    fn frozen_samples_stand_while_sampling_goes_on() {
        let mut scope = Scope::default();
        scope.live.touch(1);
        scope.freeze(true);
        scope.live.touch(2);
        assert_eq!((scope.shown().touches[0], scope.live().touches[0]), ((1, 1), (1, 2)));
        scope.freeze(false);
        assert_eq!(scope.shown().touches[0], (1, 2));
    }
}
