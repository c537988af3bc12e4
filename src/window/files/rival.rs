//! Another scene beside this one: its worms are the ghosts, from the beginning on.

use super::begin::reset;
use crate::scene::load;
use crate::window::state::document::file_name;
use crate::window::state::wishes::{FileWish, SCENES, ask};
use crate::window::state::{Views, report, say, say_done, say_error};
use crate::window::twin::Ghost;
use bevy::ecs::prelude::*;
use std::path::PathBuf;

/// Asks which scene this one is to be compared with.
pub fn ask_what_to_compare(world: &mut World) {
    ask(world, FileWish { title: "Compare with a scene", kind: SCENES, new: None, then: compare });
}

/// Both scenes begin, side by side.
pub fn compare(world: &mut World, path: PathBuf) {
    let name = file_name(&path);
    match load(&path) {
        Ok(loaded) => {
            if loaded.scene.creatures.iter().all(|creature| creature.body.is_none()) {
                say_error(world, format!("{name} has no worm to compare with"));
                return;
            }
            let title = Some(loaded.scene.name.clone()).filter(|title| !title.is_empty()).unwrap_or(name);
            world.get_resource_or_init::<Ghost>().face(title.clone(), loaded.scene);
            reset(world);
            world.resource_mut::<Views>().fit_world = true;
            say_done(world, format!("{title} runs beside this scene, from the beginning; G ends it"));
        }
        Err(faults) => {
            say_error(world, format!("{name} could not be opened"));
            report(world, format!("{name} could not be opened"), faults.to_string());
        }
    }
}

/// The ghost is that of this scene again.
pub fn end_comparing(world: &mut World) {
    Ghost::part(world);
    say(world, "The other scene is gone");
}
