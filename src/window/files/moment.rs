//! This moment as a scene of its own: a file that begins with exactly the state that the world is in.

use super::save::write_scene;
use super::scenes::Scenes;
use super::shipped::is_shipped;
use crate::scene::{Moment, capture};
use crate::sim::Clock;
use crate::window::state::document::file_name;
use crate::window::state::wishes::{ENDING, FileWish, SCENES, ask};
use crate::window::state::{Document, report, say, say_done, say_error};
use bevy::ecs::prelude::*;
use std::path::{Path, PathBuf};

/// The moment that was to be saved, until its file is named: time may go on meanwhile.
#[derive(Resource, Default)]
pub struct KeptMoment(Option<(Clock, String)>);

/// Asks under which name the moment of now is to be saved.
pub fn ask_where_to_save_moment(world: &mut World) {
    let clock = *world.resource::<Clock>();
    let scene = capture(world, Moment::Now);
    let text = world.resource::<Document>().comments.write(&scene);
    ask_for_its_name(world, clock, text);
}

fn ask_for_its_name(world: &mut World, clock: Clock, text: String) {
    world.insert_resource(KeptMoment(Some((clock, text))));
    let document = world.resource::<Document>();
    let names = [document.stem(), document.proposed.clone(), "scene".to_owned()];
    let stem = names.into_iter().find(|name| !name.is_empty()).unwrap_or_default();
    let new = Some(format!("{stem}-at-{}s{ENDING}", clock.seconds()));
    ask(world, FileWish { title: "Save this moment as a scene", kind: SCENES, new, then: save });
}

fn save(world: &mut World, path: PathBuf) {
    let Some((clock, text)) = world.resource_mut::<KeptMoment>().0.take() else { return };
    let name = file_name(&path);
    let written = if world.resource::<Document>().path.as_ref().is_some_and(|open| same_file(open, &path)) {
        Err(format!("{name} is the open scene. Give the moment a name of its own."))
    } else if is_shipped(&path) {
        Err(format!("{name} came with wriggle and stays as it is. Give the moment a name of its own."))
    } else {
        write_scene(&path, &text)
    };
    match written {
        Ok(kept) => {
            say_done(world, format!("Saved {name}: it begins at {} s", clock.seconds()));
            if let Some(kept) = kept {
                say(world, format!("The file as it was, with its comments, is {}", file_name(&kept)));
            }
            world.resource_mut::<Scenes>().seen = None;
        }
        Err(why) => {
            say_error(world, format!("{name} was not saved"));
            report(world, "The moment was not saved", why);
            // It is gone from the world by now.
            ask_for_its_name(world, clock, text);
        }
    }
}

fn same_file(a: &Path, b: &Path) -> bool {
    a == b || a.canonicalize().is_ok_and(|a| b.canonicalize().is_ok_and(|b| a == b))
}

/// Saves the moment that was to be saved, without asking for a name.
#[cfg(test)]
pub fn save_moment(world: &mut World, path: PathBuf) {
    ask_where_to_save_moment(world);
    save(world, path);
}
