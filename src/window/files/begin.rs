//! A scene begins: in the world, and in all that remembers the one before.

use crate::arena::HeldProbe;
use crate::scene::document::Scene;
use crate::scene::{Moment, capture, spawn};
use crate::window::plots::Scope;
use crate::window::state::{Arrangement, Graph, Picture, say};
use crate::window::time::{self, Ghost, Hand};
use bevy::ecs::prelude::*;

/// Puts a scene into the world and makes the window forget the one before.
pub fn start(world: &mut World, scene: &Scene) {
    world.resource_mut::<HeldProbe>().0 = None;
    world.insert_resource(Hand::default());
    spawn(world, scene);
    Ghost::begin(world, scene);
    world.resource_mut::<Picture>().clear();
    world.resource_mut::<Scope>().restart();
    time::begin(world);
    world.resource_mut::<Graph>().stale = true;
    let embodied = scene.bodies().next().is_some();
    world.resource_mut::<Arrangement>().suit(embodied);
}

/// Takes the scene back to its beginning; what was edited stays.
pub fn reset(world: &mut World) {
    let scene = capture(world, Moment::Birth);
    start(world, &scene);
    say(world, "Back to the beginning; edits are kept");
}
