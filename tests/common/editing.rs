//! A scene that is edited.

use super::app_of;
use bevy::ecs::world::World;
use wriggle::edit::{Edit, History};
use wriggle::scene::{Moment, Scene, capture};

/// A world with a scene and a history.
pub fn world(scene: &Scene) -> World {
    let mut app = app_of(scene);
    app.world_mut().insert_resource(History::new());
    std::mem::take(app.world_mut())
}

/// The scene as a file would hold it.
pub fn document(world: &mut World) -> Scene {
    capture(world, Moment::Birth)
}

/// Carries out an edit as a step of its own.
pub fn perform(world: &mut World, edit: Edit) {
    History::perform(world, edit).unwrap_or_else(|error| panic!("{error}"));
    world.resource_mut::<History>().close();
}
