//! What is sampled of one neuron, and of the muscles and the skin of one creature.

use super::sheet::Axis;
use crate::body::Body;
use crate::nervous::{NeuronParams, NeuronState, Phase};
use crate::senses::SkinForce;
use crate::sim::seconds;
use bevy::ecs::prelude::*;
use std::collections::VecDeque;

/// Samples kept of everything: a minute.
pub const SAMPLES: usize = 6000;

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
    /// The state at the last tick, where it is known.
    pub(super) last: Option<NeuronState>,
}

impl Track {
    pub(super) fn new(neuron: Entity) -> Self {
        Self { neuron, points: VecDeque::new(), last: None }
    }

    /// Samples that lie on an axis of time, and one more at each end so that curves run out of the picture.
    pub(super) fn within(&self, axis: Axis) -> impl Iterator<Item = &Point> {
        within(&self.points, axis, |point| point.tick)
    }

    pub(super) fn push(&mut self, tick: u64, state: &NeuronState, params: &NeuronParams) {
        if self.points.back().is_some_and(|last| tick <= last.tick) {
            self.points.clear();
            self.last = None;
        }
        let net = |pair: [f32; 2]| pair[0] + pair[1];
        // What came in is what waits now more than before, and what went into the potential.
        let received = self.last.replace(*state).map_or(0.0, |last| {
            let waiting = net(state.dendrite) - net(last.dendrite);
            if state.phase == Phase::Integrating {
                waiting + net(state.last) - net(last.last) * (1.0 - params.leak)
            } else {
                waiting
            }
        });
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

/// What of a ring lies on an axis of time, and one sample more at each end.
pub(super) fn within<T>(
    ring: &VecDeque<T>,
    axis: Axis,
    tick: impl Fn(&T) -> u64,
) -> impl Iterator<Item = &T> {
    let from = ring.partition_point(|sample| seconds(tick(sample)) < axis.from).saturating_sub(1);
    let to = (ring.partition_point(|sample| seconds(tick(sample)) <= axis.to) + 1).min(ring.len());
    ring.range(from..to.max(from))
}

/// Adds a sample; the oldest makes room.
pub(super) fn push<T>(ring: &mut VecDeque<T>, sample: T) {
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
    pub(super) fn new(creature: Entity) -> Self {
        Self {
            creature,
            joints: 0,
            segments: 0,
            ticks: VecDeque::new(),
            muscles: VecDeque::new(),
            skin: VecDeque::new(),
        }
    }

    pub(super) fn push(&mut self, tick: u64, body: &Body, skin: &SkinForce) {
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

#[cfg(test)]
mod tests {
    use super::*;

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
}
