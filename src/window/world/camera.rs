//! Where the world view looks: panning, zooming, following, fitting.

use super::worms::{ghosts, middle};
use crate::body;
use crate::window::paint::draw::worm::Worm;
use crate::window::paint::view::wheel;
use crate::window::state::graph::Being;
use crate::window::state::{Views, say};
use crate::window::tools::{Tool, Tools};
use bevy::ecs::prelude::*;
use bevy::math::Vec2;
use bevy_egui::egui::{self, PointerButton, Ui};

/// Shows all worms and ghosts.
pub fn fit(world: &mut World, worms: &[(Being, Worm)]) {
    let ghosts = ghosts(world);
    let all = worms.iter().map(|(_, worm)| worm).chain(&ghosts);
    let mut boxes = all.map(|worm| {
        let length = worm.spine.length();
        let at = middle(worm);
        // Room to crawl in, whichever way the worm is bent now.
        let (room, (low, high)) = (Vec2::new(0.75, 0.42) * length, worm.spine.bounds());
        // One that lies across the view needs more than that.
        let edge = Vec2::splat(worm.width);
        ((at - room).min(low - edge), (at + room).max(high + edge))
    });
    let first = boxes.next();
    let all = first.map(|first| boxes.fold(first, |(min, max), (a, b)| (min.min(a), max.max(b))));
    let (min, max) = all.unwrap_or_else(|| {
        let obstacles = body::obstacles(world).len();
        let size = if obstacles > 0 { 20.0 } else { 10.0 };
        (Vec2::splat(-size), Vec2::splat(size))
    });
    world.resource_mut::<Views>().world.fit(min, max, 10.0, 120.0);
}

/// Panning, zooming, following.
pub fn act(ui: &Ui, response: &egui::Response, world: &mut World, worms: &[(Being, Worm)]) {
    if response.dragged_by(PointerButton::Secondary) || response.dragged_by(PointerButton::Middle) {
        let delta = response.drag_delta();
        if delta != egui::Vec2::ZERO {
            let mut views = world.resource_mut::<Views>();
            views.world.pan(delta);
            if std::mem::take(&mut views.follow) {
                say(world, "Not following any more; C follows again");
            }
        }
    }
    let tool = world.resource::<Tools>().tool;
    let mut views = world.resource_mut::<Views>();
    if views.follow
        && let Some((_, worm)) = worms.first()
    {
        // A soft pull: the worm glides within the view and does not shake it.
        let seconds = ui.input(|i| i.stable_dt).min(0.1);
        let target = middle(worm);
        let pull = 1.0 - (-seconds * 4.0).exp();
        views.world.centre = views.world.centre.lerp(target, pull);
    }
    if response.contains_pointer()
        && let Some(at) = ui.input(|i| i.pointer.hover_pos())
        && !(tool == Tool::Move && over(worms, views.world.to_place(at)))
    {
        wheel(ui, at, &mut views.world);
    }
}

/// Whether a place lies on a worm.
fn over(worms: &[(Being, Worm)], place: Vec2) -> bool {
    worms.iter().any(|(_, worm)| {
        (0..=24).any(|i| worm.spine.at(i as f32 / 24.0).place.distance(place) < 1.5 * worm.width)
    })
}
