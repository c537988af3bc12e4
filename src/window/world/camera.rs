//! The camera over the world: what it takes in, and how the hand moves it.

use super::follow::Following;
use super::pair;
use crate::app::{Executor, headless_app};
use crate::arena::Obstacle;
use crate::body::{self, Body};
use crate::scene::document::Scene;
use crate::scene::spawn;
use crate::sim::{Clock, Playback, run_tick};
use crate::window::paint::draw::worm::Worm;
use crate::window::paint::view::Camera;
use crate::window::paint::wheel;
use crate::window::state::graph::Being;
use crate::window::state::{Views, say};
use crate::window::tools::{self, Tool, Tools};
use bevy::ecs::prelude::*;
use bevy::math::Vec2;
use bevy_egui::egui::{self, PointerButton, Ui};

/// Room around what a camera takes in \[points\], and the greatest scale that it takes for that.
const ROOM: (f32, f32) = (10.0, 120.0);
/// Room on every side of a creature that is followed, in lengths of its body.
const FOLLOWED: f32 = 0.6;

/// Lays the view so that what the camera is to take in fits.
pub fn fit(world: &mut World, worms: &[(Being, Worm)], ghosts: &[Worm]) {
    let (room, largest) = ROOM;
    let around_all = around_all(world, worms, ghosts);
    let mut views = world.resource_mut::<Views>();
    let Views { world: view, camera, .. } = &mut *views;
    match camera {
        Camera::Creatures => view.fit(around_all.0, around_all.1, room, largest),
        Camera::Follow(name) => {
            let followed = worms.iter().find(|(being, _)| being.name == *name);
            if let Some((_, worm)) = followed.or(worms.first()) {
                // As much whichever way it lies: the scale does not change.
                let (at, reach) = (worm.spine.middle(), FOLLOWED * worm.spine.length());
                view.fit(at - reach, at + reach, room, largest);
            }
        }
        Camera::Beside { name, width } => {
            let followed = worms.iter().find(|(being, _)| being.name == *name);
            if let Some((_, worm)) = followed.or(worms.first()) {
                view.centre = worm.spine.middle();
                view.show_width(*width);
            }
        }
        Camera::Fixed { centre, width } => {
            view.centre = (*centre).into();
            view.show_width(*width);
        }
        Camera::Box { min, max } => view.fit((*min).into(), (*max).into(), room, largest),
    }
}

/// The box around all worms and ghosts, with room for them to crawl in.
fn around_all(world: &World, worms: &[(Being, Worm)], ghosts: &[Worm]) -> (Vec2, Vec2) {
    let all = worms.iter().map(|(_, worm)| worm).chain(ghosts);
    let mut boxes = all.map(|worm| {
        let length = worm.spine.length();
        let at = worm.spine.middle();
        // Room to crawl in, whichever way the worm is bent now.
        let (room, (low, high)) = (Vec2::new(0.75, 0.42) * length, worm.spine.bounds());
        // One that lies across the view needs more than that.
        let edge = Vec2::splat(worm.width);
        ((at - room).min(low - edge), (at + room).max(high + edge))
    });
    let first = boxes.next();
    let all = first.map(|first| boxes.fold(first, |(min, max), (a, b)| (min.min(a), max.max(b))));
    all.unwrap_or_else(|| {
        let obstacles = body::obstacles(world).len();
        let size = if obstacles > 0 { 20.0 } else { 10.0 };
        (Vec2::splat(-size), Vec2::splat(size))
    })
}

/// A camera that stands still and takes in posts and walls, and the creatures wherever they are between two ticks:
/// the scene is run for that, without a picture.
#[must_use]
pub fn whole_way(scene: &Scene, first: u64, last: u64) -> Camera {
    let mut app = headless_app(Executor::SingleThreaded);
    let world = app.world_mut();
    spawn(world, scene);
    let mut bodies = world.query::<&Body>();
    let (mut min, mut max) = (Vec2::INFINITY, Vec2::NEG_INFINITY);
    let mut take_in = |low: Vec2, high: Vec2| (min, max) = (min.min(low), max.max(high));
    loop {
        let tick = world.resource::<Clock>().tick;
        if tick >= first {
            for body in bodies.iter(world) {
                let edge = Vec2::splat(body.plan.width + body.segment_length() / 2.0);
                body.segments.iter().for_each(|s| take_in(s.position - edge, s.position + edge));
            }
        }
        if tick >= last {
            break;
        }
        run_tick(world);
    }
    for obstacle in &scene.arena.obstacles {
        match *obstacle {
            Obstacle::Circle { at, radius } => take_in(Vec2::from(at) - radius, Vec2::from(at) + radius),
            Obstacle::Wall { from, to } => {
                let (a, b) = (Vec2::from(from), Vec2::from(to));
                take_in(a.min(b) - body::WALL_RADIUS, a.max(b) + body::WALL_RADIUS);
            }
        }
    }
    // Nothing is there at all, or somebody's place is no number.
    if !(min.is_finite() && max.is_finite()) {
        return Camera::Creatures;
    }
    Camera::Box { min: min.into(), max: max.into() }
}

/// Panning, zooming, following.
pub fn act(ui: &Ui, response: &egui::Response, world: &mut World, worms: &[(Being, Worm)], ghosts: &[Worm]) {
    let delta = if response.dragged_by(PointerButton::Secondary) || response.dragged_by(PointerButton::Middle)
    {
        response.drag_delta()
    } else {
        egui::Vec2::ZERO
    };
    if delta != egui::Vec2::ZERO {
        pan(world, delta);
    }
    if !pair::keep(ui, world, worms, ghosts) {
        follow(ui, world, worms);
    }
    if response.contains_pointer()
        && let Some(at) = ui.input(|i| i.pointer.hover_pos())
    {
        let Views { world: view, wheel, .. } = *world.resource::<Views>();
        let mut turn = wheel::turn(ui, wheel);
        // There it turns the worm.
        let moves = world.resource::<Tools>().tool == Tool::Move;
        if moves && tools::worm_at(world, view.to_place(at), tools::reach(&view)).is_some() {
            turn.wheel = 0.0;
        }
        if turn.steer(&mut world.resource_mut::<Views>().world, at) {
            // By hand: it follows no worm any more.
            pan(world, egui::Vec2::ZERO);
        }
    }
}

/// Moves the view by hand: it follows no worm any more.
pub fn pan(world: &mut World, delta: egui::Vec2) {
    let mut views = world.resource_mut::<Views>();
    views.world.pan(delta);
    if std::mem::take(&mut views.follow) {
        say(world, "Not following any more; C follows again");
    }
}

/// Glides after the first worm, if the view is to.
fn follow(ui: &Ui, world: &mut World, worms: &[(Being, Worm)]) {
    let playing = world.resource::<Playback>().playing;
    world.resource_scope(|world, mut following: Mut<Following>| {
        let mut views = world.resource_mut::<Views>();
        let Some((_, worm)) = worms.first().filter(|_| views.follow) else {
            following.stop();
            return;
        };
        // The time between frames, not egui's guess of it: egui does not know that a run asks for frames.
        let seconds = ui.input(|i| i.unstable_dt);
        let zooms = following.come_back(&mut views.world, seconds);
        if following.glide(&mut views.world, worm, seconds, playing) || zooms {
            ui.ctx().request_repaint();
        }
    });
}
