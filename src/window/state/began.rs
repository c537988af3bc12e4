//! A scene begins: whoever remembers the one before hears of it.

use crate::arena::HeldProbe;
use crate::scene::document::Scene;
use crate::scene::spawn;
use bevy::ecs::prelude::*;
use std::sync::Arc;

/// A scene has begun: it is in the world, and what was remembered of the one before is to be forgotten. Observers are
/// added by the plugin of the folder that remembers; they must not count on an order among them.
#[derive(Event, Clone, Debug)]
pub struct SceneBegan(pub Arc<Scene>);

/// Puts a scene into the world and makes the window forget the one before.
pub fn begin(world: &mut World, scene: &Scene) {
    world.insert_resource(HeldProbe(None));
    spawn(world, scene);
    world.trigger(SceneBegan(Arc::new(scene.clone())));
    // What observers have asked for is done.
    world.flush();
}
