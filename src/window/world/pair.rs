//! The worm and its ghost kept in view together.

use crate::window::paint::draw::worm::Worm;
use crate::window::state::Views;
use crate::window::state::graph::Being;
use bevy::ecs::prelude::*;
use bevy_egui::egui::{Rect, Ui};

/// Room between the two and the border of the view, as a share of it.
const ROOM: f32 = 0.06;

/// While the worm is followed and a ghost is shown: the view widens, and moves, until the first worm and all ghosts are
/// in it.
pub fn keep(ui: &Ui, world: &mut World, worms: &[(Being, Worm)], ghosts: &[Worm]) {
    let mut views = world.resource_mut::<Views>();
    let Some((_, first)) = worms.first().filter(|_| views.follow && !ghosts.is_empty()) else { return };
    let bounds = ghosts.iter().chain([first]).map(|worm| worm.spine.bounds());
    let Some((low, high)) = bounds.reduce(|(a, b), (c, d)| (a.min(c), b.max(d))) else { return };
    let view = &mut views.world;
    let inner = view.rect.shrink2(view.rect.size() * ROOM);
    let (a, b) = (view.to_screen(low), view.to_screen(high));
    let all = Rect::from_two_pos(a, b);
    if inner.contains_rect(all) {
        return;
    }
    // As soft as the camera follows, but never so that one of them stays outside.
    let wider = (all.size() / inner.size()).max_elem().max(1.0);
    view.scale /= wider;
    let middle = (low + high) / 2.0;
    let seconds = ui.input(|i| i.stable_dt).min(0.1);
    view.centre = view.centre.lerp(middle, 1.0 - (-seconds * 6.0).exp());
    let all = Rect::from_two_pos(view.to_screen(low), view.to_screen(high));
    let inner = view.rect.shrink2(view.rect.size() * ROOM * 0.5);
    if !inner.contains_rect(all) {
        view.centre = middle;
    }
}
