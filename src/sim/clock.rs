//! Simulated time, and how real time is turned into ticks.

use super::{TICK_SECONDS, seconds};
use bevy::ecs::prelude::*;

/// Simulated time: the number of ticks done since the scene began.
#[derive(Resource, Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Clock {
    /// The tick under way, or the last one done; the first is 1.
    pub tick: u64,
}

impl Clock {
    /// Simulated seconds since the scene began.
    #[must_use]
    pub fn seconds(self) -> f64 {
        seconds(self.tick)
    }
}

pub(crate) fn advance_clock(mut clock: ResMut<Clock>) {
    clock.tick += 1;
}

/// The speeds offered, in simulated seconds a second.
pub const SPEEDS: [f32; 12] = [0.01, 0.02, 0.05, 0.1, 0.25, 0.5, 1.0, 2.0, 4.0, 8.0, 16.0, 32.0];

/// How real time is turned into ticks. It decides only when ticks happen, never what they do.
#[derive(Resource, Clone, Copy, Debug)]
pub struct Playback {
    /// Whether time goes on by itself.
    pub playing: bool,
    /// Simulated seconds a real second.
    pub speed: f32,
    /// Ticks to do on request, whether playing or not.
    pub steps: u32,
    /// Ticks owed, with their fraction; the fraction is how far the picture lies between two ticks.
    owed: f64,
}

impl Default for Playback {
    fn default() -> Self {
        Self { playing: true, speed: 1.0, steps: 0, owed: 0.0 }
    }
}

impl Playback {
    /// Adds a real time span and takes out the number of whole ticks that are due.
    pub fn due(&mut self, real_seconds: f64) -> u32 {
        let mut due = std::mem::take(&mut self.steps);
        if self.playing {
            self.owed += real_seconds * f64::from(self.speed) / f64::from(TICK_SECONDS);
            let whole = self.owed.floor();
            self.owed -= whole;
            due = due.saturating_add(whole as u32);
        }
        due
    }

    /// Time goes on, or stands.
    pub fn toggle(&mut self) {
        self.playing = !self.playing;
    }

    /// Gives up ticks that could not be done in time, so that a slow machine slows the worm
    /// down in place of freezing the window.
    pub fn forgive(&mut self) {
        self.owed = self.owed.fract();
    }

    /// How far real time lies past the last tick, as a fraction of a tick; 1 when paused.
    #[must_use]
    pub fn fraction(&self) -> f32 {
        if self.playing { self.owed as f32 } else { 1.0 }
    }

    /// The next speed offered, up or down.
    pub fn shift_speed(&mut self, up: bool) {
        let next = if up {
            SPEEDS.iter().copied().find(|s| *s > self.speed * 1.001)
        } else {
            SPEEDS.iter().rev().copied().find(|s| *s < self.speed * 0.999)
        };
        self.speed = next.unwrap_or(self.speed);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn any_frame_rate_gives_the_same_number_of_ticks() {
        for (frames, rate) in [(30, 30.0), (60, 60.0), (144, 144.0)] {
            let mut playback = Playback::default();
            let ticks: u32 = (0..frames * 10).map(|_| playback.due(1.0 / rate)).sum();
            assert!((999..=1000).contains(&ticks), "{ticks} at {rate} frames a second");
        }
    }

    #[test]
    fn paused_time_only_steps_on_request() {
        let mut playback = Playback { playing: false, ..Playback::default() };
        assert_eq!(playback.due(5.0), 0);
        playback.steps = 3;
        assert_eq!(playback.due(5.0), 3);
        assert_eq!(playback.due(5.0), 0);
    }

    #[test]
    fn speed_moves_along_the_offered_steps_and_stops_at_the_ends() {
        let mut playback = Playback::default();
        playback.shift_speed(true);
        assert_eq!(playback.speed, 2.0);
        for _ in 0..20 {
            playback.shift_speed(false);
        }
        assert_eq!(playback.speed, SPEEDS[0]);
    }
}
