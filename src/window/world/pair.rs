//! The worm and its ghost kept in view together.

use super::follow::{EDGE, Following, rests, share};
use crate::window::paint::draw::worm::Worm;
use crate::window::paint::view::View;
use crate::window::state::Views;
use crate::window::state::graph::Being;
use bevy::ecs::prelude::*;
use bevy::math::Vec2;
use bevy_egui::egui::{Rect, Ui};

/// The view draws nearer only where more than so much is to be gained: else it would breathe with every swing of a body.
const GAIN: f32 = 1.1;

/// While the worm is followed and a ghost is shown, the view glides after both: between the first worm and all ghosts,
/// and as wide as it takes. False: there is nobody to be kept in view beside the worm.
pub fn keep(ui: &Ui, world: &mut World, worms: &[(Being, Worm)], ghosts: &[Worm]) -> bool {
    world.resource_scope(|world, mut following: Mut<Following>| {
        let mut views = world.resource_mut::<Views>();
        let Some((_, first)) = worms.first().filter(|_| views.follow && !ghosts.is_empty()) else {
            return false;
        };
        let bounds = ghosts.iter().chain([first]).map(|worm| worm.spine.bounds());
        let Some(both) = bounds.reduce(|(a, b), (c, d)| (a.min(c), b.max(d))) else { return false };
        let seconds = ui.input(|i| i.unstable_dt);
        if take_in(&mut views.world, &mut following, both, seconds) {
            ui.ctx().request_repaint();
        }
        true
    })
}

/// Moves the view on by a span of real time towards a box that it is to take in; tells whether it is still on its way.
fn take_in(view: &mut View, following: &mut Following, (low, high): (Vec2, Vec2), seconds: f32) -> bool {
    let (middle, share) = ((low + high) / 2.0, share(seconds));
    let inner = view.rect.size() * (1.0 - 2.0 * EDGE);
    let needed = Rect::from_two_pos(view.to_screen(low), view.to_screen(high)).size();
    let largest = view.scale / (needed / inner).max_elem();
    let zooms = largest.is_finite() && largest > 0.0 && following.zoom(view, largest, largest / GAIN, share);
    following.rest();
    view.centre = view.centre.lerp(middle, share);
    // However fast the run, none of them leaves the view.
    let all = Rect::from_two_pos(view.to_screen(low), view.to_screen(high));
    if !view.rect.shrink2(view.rect.size() * EDGE / 2.0).contains_rect(all) {
        view.centre = middle;
    }
    zooms || !rests(view, middle)
}

#[cfg(test)]
mod tests {
    use super::*;
    use bevy_egui::egui::pos2;

    fn view() -> View {
        View { rect: Rect::from_min_max(pos2(0.0, 0.0), pos2(600.0, 400.0)), ..View::new(20.0) }
    }

    /// Goes on until the view rests.
    fn settle(view: &mut View, following: &mut Following, both: (Vec2, Vec2)) {
        let frames = (0..1000).take_while(|_| take_in(view, following, both, 1.0 / 60.0)).count();
        assert!(frames < 1000, "it comes to rest");
    }

    #[test]
    fn the_view_draws_back_and_comes_near_again() {
        let (mut view, mut following) = (view(), Following::default());
        let [near, far] = [10.0, 100.0].map(|x| (Vec2::new(0.0, -1.0), Vec2::new(x, 1.0)));
        settle(&mut view, &mut following, near);
        assert_eq!(view.scale, 20.0, "there is room enough");
        settle(&mut view, &mut following, far);
        assert!(view.scale < 6.0 && view.rect.contains(view.to_screen(far.1)), "{}", view.scale);
        settle(&mut view, &mut following, near);
        assert_eq!(view.scale, 20.0, "as large as it was");
        // The ghost is gone while it was far away.
        settle(&mut view, &mut following, far);
        while following.come_back(&mut view, 1.0 / 60.0) {}
        assert_eq!(view.scale, 20.0);
    }

    #[test]
    fn who_zooms_by_hand_stays_there() {
        let (mut view, mut following) = (view(), Following::default());
        let [near, far] = [10.0, 100.0].map(|x| (Vec2::new(0.0, -1.0), Vec2::new(x, 1.0)));
        settle(&mut view, &mut following, far);
        view.scale = 3.0;
        settle(&mut view, &mut following, near);
        assert_eq!(view.scale, 3.0);
        assert!(!following.come_back(&mut view, 1.0 / 60.0) && view.scale == 3.0);
    }

    #[test]
    fn a_body_that_swings_does_not_make_the_view_breathe() {
        let (mut view, mut following) = (view(), Following::default());
        let wide = |frame: u32| 100.0 + 3.0 * (frame as f32 / 10.0).sin();
        let mut scales = Vec::new();
        for frame in 0..600 {
            take_in(&mut view, &mut following, (Vec2::ZERO, Vec2::new(wide(frame), 1.0)), 1.0 / 60.0);
            scales.push(view.scale);
        }
        // But for what a swing is wider in the frame that meets it best.
        let (least, most) =
            scales[100..].iter().fold((f32::MAX, 0.0_f32), |(a, b), scale| (a.min(*scale), b.max(*scale)));
        assert!(most - least < 1e-3 * most, "{least} to {most}");
    }
}
