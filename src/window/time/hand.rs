//! The hand that holds the probe.

use crate::arena::Probe;
use bevy::ecs::prelude::*;

/// A probe stays at least so long, so that a click is felt as a tap \[ticks\].
const LEAST_TOUCH: u64 = 10;

/// The hand that holds the probe.
#[derive(Resource, Clone, Copy, Debug, Default)]
pub struct Hand {
    /// Whether the button is down.
    pub pressed: bool,
    /// The tick at which it was pressed; `None`: the probe is lifted.
    since: Option<u64>,
    /// The probe as it is held.
    pub probe: Option<Probe>,
}

impl Hand {
    /// Presses, or moves what is pressed.
    pub fn press(&mut self, probe: Probe, tick: u64) {
        if self.since.is_none() || !self.pressed {
            self.since = Some(tick);
        }
        self.pressed = true;
        self.probe = Some(probe);
    }

    /// Lets go; the probe is lifted once it was there long enough.
    pub fn release(&mut self) {
        self.pressed = false;
    }

    /// A tick was done.
    pub(super) fn after(&mut self, tick: u64) {
        if !self.pressed && self.since.is_some_and(|since| tick >= since + LEAST_TOUCH) {
            *self = Self::default();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use bevy::math::Vec2;

    #[test]
    fn a_click_between_two_ticks_still_taps() {
        let mut hand = Hand::default();
        hand.press(Probe { position: Vec2::ZERO, radius: 0.4 }, 100);
        hand.release();
        for tick in 101..110 {
            hand.after(tick);
            assert!(hand.probe.is_some(), "{tick}");
        }
        hand.after(110);
        assert!(hand.probe.is_none());
    }

    #[test]
    fn a_hold_stays_until_released() {
        let mut hand = Hand::default();
        hand.press(Probe { position: Vec2::ZERO, radius: 0.4 }, 0);
        hand.after(500);
        assert!(hand.probe.is_some());
        hand.release();
        hand.after(501);
        assert!(hand.probe.is_none());
    }
}
