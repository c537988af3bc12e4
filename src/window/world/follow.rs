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
/// Room that stays between what is followed and the border of the view, as a share of that.
pub(super) const EDGE: f32 = 0.06;
/// How far from the middle of the view a worm may lie that does not fit into it, in halves of the view.
const LOOSE: f32 = 0.3;
/// From here on the view rests \[points\].
const NEAR: f32 = 0.4;

/// How the view glides.
#[derive(Resource, Clone, Copy, Debug, Default)]
pub struct Following {
    /// Where the worm was in the frame before.
    last: Option<Vec2>,
    /// Its speed on average \[1/s\].
    drift: Vec2,
    /// While the view is drawn back: its scale as it was chosen, and that which it was drawn back to.
    back: Option<[f32; 2]>,
}

/// The share of its way that the view goes in a span of real time.
pub(super) fn share(seconds: f32) -> f32 {
    1.0 - (-seconds.clamp(1e-3, LONGEST) * PULL).exp()
}

/// Whether the view is where it is to be.
pub(super) fn rests(view: &View, target: Vec2) -> bool {
    view.centre.distance(target) * view.scale <= NEAR
}

impl Following {
    /// No worm is glided after: where one was, and how fast, is forgotten.
    pub fn rest(&mut self) {
        *self = Self { back: self.back, ..Self::default() };
    }

    /// Nothing is followed: the view stays as it is.
    pub fn stop(&mut self) {
        *self = Self::default();
    }

    /// Draws the view back at once to a scale, if it is larger, or some of the way nearer to another: never nearer than
    /// it was chosen to be. Whoever zooms by hand chooses anew. Tells whether it is still on its way.
    pub fn zoom(&mut self, view: &mut View, largest: f32, wanted: f32, share: f32) -> bool {
        let chosen =
            self.back.filter(|[_, left]| *left == view.scale).map_or(view.scale, |[chosen, _]| chosen);
        let aim = chosen.min(wanted);
        let zooms = view.scale < aim;
        if view.scale > largest {
            view.scale = largest;
        } else if zooms {
            let next = view.scale * (aim / view.scale).powf(share);
            view.scale = if next > 0.998 * aim { aim } else { next };
        }
        self.back = (view.scale < chosen).then_some([chosen, view.scale]);
        zooms
    }

    /// Nothing is to be taken in beside the worm any more: the view draws near again.
    pub fn come_back(&mut self, view: &mut View, seconds: f32) -> bool {
        self.back.is_some() && self.zoom(view, f32::INFINITY, f32::INFINITY, share(seconds))
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
        let behind = ahead.lerp(target, share(seconds)) - target;
        // Taut near the leash, and free far from it.
        let taut = behind / leash(view, worm);
        view.centre = target + behind / (Vec2::ONE + taut * taut * taut * taut).powf(0.25);
        !rests(view, target)
    }
}

/// How far the middle of the view may be from that of the worm, along x and y: all of it is seen, where it fits.
fn leash(view: &View, worm: &Worm) -> Vec2 {
    let size = view.rect.size() / (2.0 * view.scale.max(1e-6));
    let half = Vec2::new(size.x, size.y).max(Vec2::splat(1e-3));
    let (target, (low, high)) = (worm.spine.middle(), worm.spine.bounds());
    let reach = (target - low).max(high - target) + worm.width / 2.0;
    (half * (1.0 - EDGE) - reach).max(half * LOOSE)
}
