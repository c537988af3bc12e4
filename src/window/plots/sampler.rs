//! What the plots remember from tick to tick. It only looks; it changes nothing, and while the
//! panel is closed it looks at nothing but the neuron that the inspector shows.

use super::bands::Bands;
use super::before::Before;
use super::held::Held;
use super::track::{Fields, SAMPLES, Track};
use super::weights::{self, Weights};
use crate::arena::HeldProbe;
use crate::body::Body;
use crate::nervous::{NeuronParams, NeuronState, Wiring};
use crate::senses::SkinForce;
use crate::sim::{Clock, SimSystems, Tick};
use crate::stimulus::Script;
use crate::window::state::SceneBegan;
use bevy::app::App;
use bevy::ecs::name::Name;
use bevy::ecs::prelude::*;
use std::collections::VecDeque;

/// Releases kept: enough for a minute of a few hundred busy neurons.
pub(super) const RELEASES: usize = 150_000;

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
    /// What synapses learned.
    pub weights: Weights,
    /// The tick of the last sample.
    pub tick: u64,
    /// The tick after which everything was looked at.
    pub since: u64,
    /// What is to be said of the time before the first samples.
    pub before: Before,
}

impl Samples {
    /// The samples of a neuron.
    #[must_use]
    pub fn track(&self, neuron: Entity) -> Option<&Track> {
        self.tracks.iter().find(|track| track.neuron == neuron)
    }

    /// The samples up to a tick.
    pub(super) fn until(&self, tick: u64) -> Self {
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
        past.weights.back(tick);
        (past.tick, past.since) = (tick, past.since.min(tick));
        past
    }

    fn release(&mut self, tick: u64, neurons: impl Iterator<Item = Entity>) {
        let releases = &mut self.releases;
        releases.extend(neurons.map(|neuron| (tick, neuron)));
        let too_many = releases.len().saturating_sub(RELEASES);
        let old = releases.iter().take_while(|(at, _)| at + (SAMPLES as u64) < tick).count();
        // Where there is no room for all of a minute, it is known from the first tick on of which none is dropped.
        if let Some((dropped, _)) = releases.drain(..old.max(too_many)).next_back() {
            self.since = self.since.max(dropped);
        }
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
    pub(super) open: bool,
    pub(super) live: Samples,
    pub(super) frozen: Option<Box<Samples>>,
    /// What else stands still with them.
    pub(super) held: Option<Box<Held>>,
    /// Whether it has turned to something else.
    pub(super) anew: bool,
    /// What copies of the scene with other seeds did, if there are any.
    pub bands: Option<Bands>,
}

impl Default for Scope {
    /// Open, as the panel of a new window is.
    fn default() -> Self {
        Self { open: true, live: Samples::default(), frozen: None, held: None, anew: false, bands: None }
    }
}

impl Scope {
    /// Whether the panel is, so that it samples.
    #[must_use]
    pub fn is_open(&self) -> bool {
        self.open
    }

    /// Forgets everything, for a new scene or a new beginning.
    pub fn restart(&mut self) {
        *self = Self { open: self.open, ..Self::default() };
    }

    /// The panel is closed: what was sampled is dropped, and nothing more is than one neuron, which
    /// the inspector shows.
    pub fn close(&mut self, focus: Option<Entity>) {
        if self.open {
            let (tracks, tick) = (std::mem::take(&mut self.live.tracks), self.live.tick);
            let weights = std::mem::take(&mut self.live.weights);
            let live = Samples { tracks, weights, tick, since: tick, ..Samples::default() };
            *self = Self { open: false, live, ..Self::default() };
        }
        self.follow(focus.as_slice());
    }

    /// Samples these neurons and no others.
    fn follow(&mut self, neurons: &[Entity]) {
        let tracks = &mut self.live.tracks;
        tracks.retain(|track| neurons.contains(&track.neuron));
        for neuron in neurons {
            if !tracks.iter().any(|track| track.neuron == *neuron) {
                tracks.push(Track::new(*neuron));
                self.anew = true;
            }
        }
    }

    /// Turns to these neurons and to a creature's body; samples of others are dropped.
    pub fn watch(&mut self, neurons: &[Entity], creature: Option<Entity>) {
        self.open = true;
        self.follow(neurons);
        if self.live.fields.as_ref().map(|fields| fields.creature) != creature {
            self.live.fields = creature.map(Fields::new);
            self.anew = true;
        }
    }

    /// Whether something is looked at since the last call that was not before: its past is to be asked for.
    pub fn take_news(&mut self) -> bool {
        std::mem::take(&mut self.anew)
    }

    /// What is to be drawn: the samples as they come in, or as they were when frozen.
    #[must_use]
    pub fn shown(&self) -> &Samples {
        self.frozen.as_deref().unwrap_or(&self.live)
    }

    /// What copies did, as far as it is to be drawn.
    pub(super) fn shown_bands(&self) -> Option<&Bands> {
        self.held.as_ref().and_then(|held| held.bands.as_ref()).or(self.bands.as_ref())
    }

    /// The samples as they come in.
    #[must_use]
    pub fn live(&self) -> &Samples {
        &self.live
    }

    /// To set up a picture.
    #[cfg(test)]
    pub fn live_mut(&mut self) -> &mut Samples {
        &mut self.live
    }

    /// After a jump in time: what `kept` holds until that tick; `state` tells the state that each
    /// neuron is in.
    pub fn jump(&mut self, kept: &Samples, tick: u64, state: impl Fn(Entity) -> NeuronState) {
        self.live = kept.until(tick);
        self.live.tracks.iter_mut().for_each(|track| track.last = Some(state(track.neuron)));
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
            self.held = None;
        }
    }
}

/// Adds what looks at every tick.
pub fn plugin(app: &mut App) {
    app.init_resource::<Scope>()
        .add_observer(|_: On<SceneBegan>, mut scope: ResMut<Scope>| scope.restart())
        .add_systems(Tick, (sample, weights::sample).chain().in_set(SimSystems::Record));
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
    let open = scope.open;
    let live = &mut scope.live;
    let tick = clock.tick;
    for track in &mut live.tracks {
        if let Ok((state, params)) = neurons.get(track.neuron) {
            track.push(tick, state, params);
        }
    }
    if !open {
        (live.tick, live.since) = (tick, tick);
        return;
    }
    // A new beginning, or time was turned.
    if live.tick + 1 != tick {
        live.releases.clear();
        live.touches.clear();
        live.since = tick.saturating_sub(1);
    }
    live.since = live.since.max(tick.saturating_sub(SAMPLES as u64));
    live.tick = tick;
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
    fn what_is_dropped_is_not_known() {
        let neuron = Entity::PLACEHOLDER;
        let mut samples = Samples::default();
        let each = RELEASES / 10;
        for tick in 1..=10 {
            samples.release(tick, std::iter::repeat_n(neuron, each));
        }
        assert_eq!((samples.since, samples.releases.len()), (0, RELEASES), "there is room for all");
        samples.release(11, std::iter::once(neuron));
        assert_eq!((samples.since, samples.releases.front().map(|first| first.0)), (1, Some(1)));
        samples.release(12, std::iter::repeat_n(neuron, 3 * each));
        assert_eq!((samples.since, samples.releases.front().map(|first| first.0)), (4, Some(4)));
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
