//! The worm and its ghost kept in view together.

use crate::window::paint::draw::worm::Worm;
use crate::window::state::Views;
use crate::window::state::graph::Being;
use bevy::ecs::prelude::*;
use bevy_egui::egui::{Rect, Ui};

/// Room between the two and the border of the view, as a share of it.
const ROOM: f32 = 0.06;
/// How fast the view draws near \[1/s\].
const PULL: f32 = 4.0;
/// From here on the view rests \[points\].
const NEAR: f32 = 0.4;

/// While the worm is followed and a ghost is shown, the view glides after both: between the first worm and all ghosts,
/// and as wide as it takes. False: there is nobody to be kept in view beside the worm.
pub fn keep(ui: &Ui, world: &mut World, worms: &[(Being, Worm)], ghosts: &[Worm]) -> bool {
    let mut views = world.resource_mut::<Views>();
    let Some((_, first)) = worms.first().filter(|_| views.follow && !ghosts.is_empty()) else { return false };
    let bounds = ghosts.iter().chain([first]).map(|worm| worm.spine.bounds());
    let Some((low, high)) = bounds.reduce(|(a, b), (c, d)| (a.min(c), b.max(d))) else { return false };
    let (view, middle) = (&mut views.world, (low + high) / 2.0);
    let inner = view.rect.size() * (1.0 - 2.0 * ROOM);
    let needed = Rect::from_two_pos(view.to_screen(low), view.to_screen(high)).size();
    view.scale /= (needed / inner).max_elem().max(1.0);
    let seconds = ui.input(|i| i.unstable_dt).clamp(1e-3, 0.1);
    view.centre = view.centre.lerp(middle, 1.0 - (-seconds * PULL).exp());
    // However fast the run, none of them leaves the view.
    let all = Rect::from_two_pos(view.to_screen(low), view.to_screen(high));
    if !view.rect.shrink2(view.rect.size() * ROOM / 2.0).contains_rect(all) {
        view.centre = middle;
    }
    if view.centre.distance(middle) * view.scale > NEAR {
        ui.ctx().request_repaint();
    }
    true
}
