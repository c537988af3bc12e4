//! What lies at a place of the world, and what can be done to it by name.

use super::creatures::{copy, take_out};
use super::hands::{POST, obstacle_at, obstacles, width, worm_at};
use crate::arena::Obstacle;
use crate::edit::Edit;
use crate::window::paint::context_menu::{about, entry};
use crate::window::state::{palette, step};
use bevy::ecs::prelude::*;
use bevy::math::Vec2;
use bevy_egui::egui::Ui;

/// What lies at a place.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Thing {
    /// Nothing.
    #[default]
    Ground,
    /// A creature, by name.
    Worm(String),
    /// A post or a wall, by its place in the list.
    Obstacle(usize),
}

/// What lies at a place, within reach.
pub fn thing_at(world: &mut World, place: Vec2, reach: f32) -> Thing {
    if let Some(name) = worm_at(world, place, reach) {
        return Thing::Worm(name);
    }
    obstacle_at(world, place, reach).map_or(Thing::Ground, Thing::Obstacle)
}

/// The entries of a menu that are about it.
pub fn entries(ui: &mut Ui, world: &mut World, thing: &Thing, place: Vec2) {
    match thing {
        Thing::Worm(name) => {
            if entry(ui, "Copy this worm", "Puts a second one like it beside it") {
                copy(world, name);
            }
            if entry(ui, "Take this worm out", "Takes it out of the scene, with its network") {
                take_out(world, name);
            }
        }
        Thing::Obstacle(index) => {
            let mut all = obstacles(world);
            let noun = match all.get(*index) {
                Some(Obstacle::Circle { .. }) => "post",
                Some(Obstacle::Wall { .. }) => "wall",
                None => return ui.close(),
            };
            about(ui, noun, palette(world));
            if entry(ui, &format!("Take the {noun} away"), "Worms no longer bump into it") {
                all.remove(*index);
                step(world, Ok(Edit::Obstacles(all)));
            }
        }
        Thing::Ground => {
            if entry(ui, "Put a post here", "Worms bump into it") {
                let mut all = obstacles(world);
                all.push(Obstacle::Circle { at: place.into(), radius: POST * width(world) });
                step(world, Ok(Edit::Obstacles(all)));
            }
        }
    }
}
