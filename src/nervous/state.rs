//! What a neuron is doing: its state, and its own part of a tick.

use super::{NeuronParams, Sharing};
use bevy::ecs::component::Component;

/// Below this a channel of the cleft becomes 0 \[transmitter\].
pub const CLEFT_EPSILON: f32 = 1e-6;

/// Index of the excitatory channel in a pair of amounts.
pub const EXCITATORY: usize = 0;
/// Index of the inhibitory channel in a pair of amounts.
pub const INHIBITORY: usize = 1;

/// What a neuron did in the last tick.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Phase {
    /// Adds what its dendrite received to its potential.
    #[default]
    Integrating,
    /// The potential passed the threshold: a spike sets out.
    Activating,
    /// The spike travels along the axon.
    Conducting,
    /// The spike arrived: the pool is emptied into the cleft.
    Releasing,
    /// Deaf and silent after a release.
    Recovering,
}

impl Phase {
    /// The name as it stands in traces.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Integrating => "Integrating",
            Self::Activating => "Activating",
            Self::Conducting => "Conducting",
            Self::Releasing => "Releasing",
            Self::Recovering => "Recovering",
        }
    }
}

/// The state of one neuron at the end of a tick. Amounts are pairs \[transmitter\]:
/// excitatory (normally at least 0), inhibitory (normally at most 0).
#[derive(Component, Clone, Copy, Debug, Default, PartialEq)]
pub struct NeuronState {
    /// What rules read: the potential at the end of the tick before.
    pub last: [f32; 2],
    /// What rules write; equal to `last` between ticks.
    pub next: [f32; 2],
    /// Received, not yet integrated.
    pub dendrite: [f32; 2],
    /// In the synaptic cleft, on its way to the targets.
    pub cleft: [f32; 2],
    /// Made and stored.
    pub pool: [f32; 2],
    /// Ticks until release; 0 when no spike is under way.
    pub conduction_left: u32,
    /// Ticks until ready.
    pub refractory_left: u32,
    /// What it did in the last tick.
    pub phase: Phase,
}

/// Where the steps of neurons differ.
pub(super) trait Manner {
    /// What the net potential must exceed.
    fn threshold(&self, params: &NeuronParams) -> f32;

    /// It activates.
    fn activate(&mut self);

    /// What is released of the pool; takes it out.
    fn release(&mut self, pool: &mut [f32; 2], params: &NeuronParams) -> [f32; 2];
}

/// The rule by itself.
struct Plain;

impl Manner for Plain {
    #[inline(always)]
    fn threshold(&self, params: &NeuronParams) -> f32 {
        params.threshold
    }

    #[inline(always)]
    fn activate(&mut self) {}

    #[inline(always)]
    fn release(&mut self, pool: &mut [f32; 2], params: &NeuronParams) -> [f32; 2] {
        let packet = *pool;
        pool.iter_mut().for_each(|amount| *amount *= params.reuptake);
        packet
    }
}

impl NeuronState {
    /// Net potential: the plain sum of both channels \[transmitter\].
    #[must_use]
    pub fn potential(&self) -> f32 {
        self.last[EXCITATORY] + self.last[INHIBITORY]
    }

    /// Charges the dendrite: positive amounts go to the excitatory channel, negative ones to
    /// the inhibitory channel.
    pub fn charge(&mut self, amount: f32) {
        let channel = if amount < 0.0 { INHIBITORY } else { EXCITATORY };
        self.dendrite[channel] += amount;
    }

    /// The neuron's own part of a tick: production, then the one line of the rule that fits.
    /// Reads `last`, writes `next`; sees no other neuron. Returns what it released, if it did.
    #[inline]
    pub fn step(&mut self, params: &NeuronParams) -> Option<[f32; 2]> {
        self.step_as(params, &mut Plain)
    }

    /// The same of a neuron that may have faculties.
    #[inline(always)]
    pub(super) fn step_as(&mut self, params: &NeuronParams, manner: &mut impl Manner) -> Option<[f32; 2]> {
        let mut released = None;
        for channel in [EXCITATORY, INHIBITORY] {
            self.pool[channel] += params.production[channel];
            if let Some(limit) = params.pool_limit {
                self.pool[channel] = self.pool[channel].clamp(-limit, limit);
            }
        }
        self.phase = if self.refractory_left > 0 {
            self.refractory_left -= 1;
            Phase::Recovering
        } else if self.conduction_left == 1 {
            self.conduction_left = 0;
            let packet = manner.release(&mut self.pool, params);
            for channel in [EXCITATORY, INHIBITORY] {
                self.cleft[channel] += packet[channel];
            }
            released = Some(packet);
            self.refractory_left = params.refractory;
            Phase::Releasing
        } else if self.conduction_left > 1 {
            self.conduction_left -= 1;
            Phase::Conducting
        } else if self.potential() > manner.threshold(params) {
            manner.activate();
            self.next = [0.0; 2];
            self.conduction_left = params.conduction;
            Phase::Activating
        } else {
            for channel in [EXCITATORY, INHIBITORY] {
                self.next[channel] = self.next[channel] * (1.0 - params.leak) + self.dendrite[channel];
                self.dendrite[channel] = 0.0;
            }
            Phase::Integrating
        };
        released
    }

    /// Holds the net potential inside its bounds, by the channel that oversteps.
    #[inline]
    pub fn bound(&mut self, params: &NeuronParams) {
        if params.potential_ceiling.is_none() && params.potential_floor.is_none() {
            return;
        }
        let net = self.next[EXCITATORY] + self.next[INHIBITORY];
        if let Some(ceiling) = params.potential_ceiling
            && net > ceiling
        {
            self.next[EXCITATORY] -= net - ceiling;
        }
        if let Some(floor) = params.potential_floor
            && net < floor
        {
            self.next[INHIBITORY] += floor - net;
        }
    }

    /// The end of a tick but for what arrives: lets the cleft decay, swaps the potentials.
    #[inline]
    pub fn settle(&mut self, params: &NeuronParams) {
        self.bound(params);
        if self.cleft != [0.0; 2] {
            for channel in [EXCITATORY, INHIBITORY] {
                self.cleft[channel] *= params.residue;
                if self.cleft[channel].abs() < CLEFT_EPSILON {
                    self.cleft[channel] = 0.0;
                }
            }
        }
        self.last = self.next;
    }

    /// Takes what arrived in this tick.
    pub fn receive(&mut self, arrived: [f32; 2]) {
        for channel in [EXCITATORY, INHIBITORY] {
            self.dendrite[channel] += arrived[channel];
        }
    }

    /// Whether any amount is NaN or infinite.
    #[must_use]
    pub fn is_finite(&self) -> bool {
        [self.last, self.next, self.dendrite, self.cleft, self.pool].iter().flatten().all(|x| x.is_finite())
    }
}

impl Sharing {
    /// The divisor of what the cleft hands to each of `outgoing` synapses.
    #[must_use]
    pub fn divisor(self, outgoing: usize) -> f32 {
        match self {
            Self::Split => outgoing as f32,
            Self::Broadcast => 1.0,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn quiet() -> NeuronState {
        NeuronState::default()
    }

    #[test]
    fn fires_strictly_above_the_threshold() {
        let params = NeuronParams::default();
        let mut at = NeuronState { last: [10.0, 0.0], next: [10.0, 0.0], ..quiet() };
        at.step(&params);
        assert_eq!(at.phase, Phase::Integrating);
        let mut above = NeuronState { last: [10.001, 0.0], next: [10.001, 0.0], ..quiet() };
        above.step(&params);
        assert_eq!(above.phase, Phase::Activating);
        assert_eq!(above.next, [0.0, 0.0]);
    }

    #[test]
    fn what_arrives_outside_integration_waits() {
        let params = NeuronParams::default();
        let mut state = NeuronState { refractory_left: 2, dendrite: [3.0, -1.0], ..quiet() };
        state.step(&params);
        state.step(&params);
        assert_eq!(state.dendrite, [3.0, -1.0]);
        state.step(&params);
        assert_eq!((state.next, state.dendrite), ([3.0, -1.0], [0.0, 0.0]));
    }

    #[test]
    fn bounds_come_off_the_channel_that_oversteps() {
        let params = NeuronParams {
            potential_floor: Some(-2.0),
            potential_ceiling: Some(5.0),
            ..NeuronParams::default()
        };
        let mut high = NeuronState { next: [9.0, -1.0], ..quiet() };
        high.bound(&params);
        assert_eq!(high.next, [6.0, -1.0]);
        let mut low = NeuronState { next: [1.0, -7.0], ..quiet() };
        low.bound(&params);
        assert_eq!(low.next, [1.0, -3.0]);
    }

    #[test]
    fn pool_limit_holds_both_channels() {
        let params =
            NeuronParams { production: [3.0, -3.0], pool_limit: Some(4.0), ..NeuronParams::default() };
        let mut state = quiet();
        for _ in 0..10 {
            state.step(&params);
        }
        assert_eq!(state.pool, [4.0, -4.0]);
    }
}
