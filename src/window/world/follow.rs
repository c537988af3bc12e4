//! The view that glides after a worm: with it on average, not with each of its swings, and never so far behind that it
//! leaves the view, however fast the run and however slow the frames.

use crate::window::paint::draw::worm::Worm;
use crate::window::paint::view::View;
use bevy::ecs::prelude::*;
use bevy::math::Vec2;

/// How fast the view draws near \[1/s\].
const PULL: f32 = 4.0;
/// How fast it takes over the speed of the worm \[1/s\].
const TAKE_OVER: f32 = 2.0;
/// Longest time between two frames that counts \[s\].
const LONGEST: f32 = 0.1;
/// Beyond so many lengths in one frame the worm did not crawl: the run began anew, or went back in time.
const LEAP: f32 = 2.0;
/// Room that stays around the worm, and how far from the middle it may lie where it does not fit, in halves of the view.
const EDGE: [f32; 2] = [0.06, 0.3];
/// From here on the view rests \[points\].
const NEAR: f32 = 0.4;

/// How the view glides.
#[derive(Resource, Clone, Copy, Debug, Default)]
pub struct Following {
    /// Where the worm was in the frame before.
    last: Option<Vec2>,
    /// Its speed on average \[1/s\].
    drift: Vec2,
}

impl Following {
    /// Nothing is followed.
    pub fn rest(&mut self) {
        *self = Self::default();
    }

    /// Moves the view on by a span of real time; tells whether it is still on its way.
    pub fn glide(&mut self, view: &mut View, worm: &Worm, seconds: f32, playing: bool) -> bool {
        let (target, seconds) = (worm.spine.middle(), seconds.clamp(1e-3, LONGEST));
        let moved = self.last.replace(target).map_or(Vec2::ZERO, |last| target - last);
        if moved.length() > LEAP * worm.spine.length() {
            self.drift = Vec2::ZERO;
            view.centre = target;
            return true;
        }
        self.drift = match playing {
            true => self.drift.lerp(moved / seconds, 1.0 - (-seconds * TAKE_OVER).exp()),
            false => Vec2::ZERO,
        };
        let ahead = view.centre + self.drift * seconds;
        let behind = ahead.lerp(target, 1.0 - (-seconds * PULL).exp()) - target;
        // Taut near the leash, and free far from it.
        let share = behind / leash(view, worm);
        view.centre = target + behind / (Vec2::ONE + share * share * share * share).powf(0.25);
        view.centre.distance(target) * view.scale > NEAR
    }
}

/// How far the middle of the view may be from that of the worm, along x and y: all of it is seen, where it fits.
fn leash(view: &View, worm: &Worm) -> Vec2 {
    let size = view.rect.size() / (2.0 * view.scale.max(1e-6));
    let half = Vec2::new(size.x, size.y).max(Vec2::splat(1e-3));
    let (target, (low, high)) = (worm.spine.middle(), worm.spine.bounds());
    let reach = (target - low).max(high - target) + worm.width / 2.0;
    (half * (1.0 - EDGE[0]) - reach).max(half * EDGE[1])
}
