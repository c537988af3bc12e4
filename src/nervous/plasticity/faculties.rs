//! Short-term plasticity, homeostasis and modulated thresholds: what differs in the step of a neuron that has them.

use super::astrocytes::{Care, release};
use super::decay::left;
use crate::nervous::NeuronParams;
use crate::nervous::params::{Faculties, Homeostasis};
use crate::nervous::start::StartFaculties;
use crate::nervous::state::Manner;
use bevy::ecs::component::Component;
use serde::{Deserialize, Serialize};

/// The state of a neuron's faculties: values, each with the tick it was of, counted with 32 bits.
#[derive(Component, Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct FacultyState {
    /// Share of the pool that the last release took, for the next ones to build upon.
    pub used: f32,
    /// Tick of it.
    pub used_at: u32,
    /// What homeostasis added to the threshold at the last spike \[transmitter\].
    pub offset: f32,
    /// Tick of it.
    pub offset_at: u32,
}

impl FacultyState {
    /// At birth, at a tick.
    #[must_use]
    pub const fn born(start: StartFaculties, tick: u32) -> Self {
        Self { used: start.used, used_at: tick, offset: start.offset, offset_at: tick }
    }

    /// It as a state at birth, reckoned to a tick.
    #[must_use]
    pub fn start(&self, faculties: &Faculties, tick: u32, frozen: bool) -> StartFaculties {
        StartFaculties { used: self.used_now(faculties, tick), offset: self.lift(faculties, tick, frozen) }
    }

    fn used_now(&self, faculties: &Faculties, tick: u32) -> f32 {
        if self.used == 0.0 {
            return 0.0;
        }
        self.used * left(tick.wrapping_sub(self.used_at), faculties.facilitation)
    }

    /// What homeostasis adds to the threshold \[transmitter\].
    #[must_use]
    pub fn lift(&self, faculties: &Faculties, tick: u32, frozen: bool) -> f32 {
        let Some(Homeostasis { target, step, bounds }) = faculties.homeostasis else { return 0.0 };
        if frozen {
            return self.offset;
        }
        let sinks = f64::from(step) * f64::from(target) / 100.0;
        let sunk = f64::from(self.offset) - sinks * f64::from(tick.wrapping_sub(self.offset_at));
        within(sunk, bounds)
    }

    /// Reckons what homeostasis adds to a tick, before it is frozen or let go.
    pub(super) fn settle(&mut self, faculties: &Faculties, tick: u32, was_frozen: bool) {
        self.offset = self.lift(faculties, tick, was_frozen);
        self.offset_at = tick;
    }
}

fn within(offset: f64, (least, most): (f32, f32)) -> f32 {
    offset.min(f64::from(most)).max(f64::from(least)) as f32
}

/// What the faculties of all neurons heed in a tick.
#[derive(Clone, Copy, Debug, Default)]
pub(in crate::nervous) struct Now {
    /// The tick that is being done.
    pub(in crate::nervous) tick: u32,
    /// Whether thresholds stay as they are.
    pub(in crate::nervous) frozen: bool,
}

impl Now {
    /// Where nothing learns.
    pub(in crate::nervous) const fn at(tick: u64, frozen: bool) -> Self {
        Self { tick: tick as u32, frozen }
    }
}

/// A neuron's faculties in a step.
pub(in crate::nervous) struct Own<'a> {
    pub(in crate::nervous) now: Now,
    pub(in crate::nervous) faculties: &'a Faculties,
    pub(in crate::nervous) state: &'a mut FacultyState,
    /// The level of the modulator that its threshold heeds.
    pub(in crate::nervous) level: f32,
    /// Its astrocytes, where there are any.
    pub(in crate::nervous) care: Option<Care<'a>>,
}

impl Own<'_> {
    /// Share of the pool that the release of this tick used.
    pub(in crate::nervous) fn used(&self) -> f32 {
        if self.faculties.utilization.is_some() { self.state.used } else { 1.0 }
    }
}

impl Manner for Own<'_> {
    fn threshold(&self, params: &NeuronParams) -> f32 {
        let mut height = params.threshold;
        if self.faculties.homeostasis.is_some() {
            height += self.state.lift(self.faculties, self.now.tick, self.now.frozen);
        }
        if let Some(modulated) = self.faculties.modulated {
            height -= modulated.1 * self.level;
        }
        height
    }

    fn activate(&mut self) {
        if let Some(Homeostasis { step, bounds, .. }) = self.faculties.homeostasis
            && !self.now.frozen
        {
            let lift = self.state.lift(self.faculties, self.now.tick, false);
            self.state.offset = within(f64::from(lift) + f64::from(step), bounds);
            self.state.offset_at = self.now.tick;
        }
    }

    fn release(&mut self, pool: &mut [f32; 2], params: &NeuronParams) -> [f32; 2] {
        let mut used = 1.0;
        if let Some(utilization) = self.faculties.utilization {
            used = self.state.used_now(self.faculties, self.now.tick);
            used += utilization * (1.0 - used);
            (self.state.used, self.state.used_at) = (used, self.now.tick);
        }
        release(pool, params, used, self.care.as_ref())
    }
}
