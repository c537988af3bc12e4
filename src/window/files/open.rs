//! Opening a scene. What goes wrong is shown, and the running scene goes on.

use super::begin::take_over;
use super::receive::{self, receive};
use super::templates::{TEMPLATES, begin_new};
use crate::edit::History;
use crate::scene::load;
use crate::window::state::document::{file_name, is_dirty};
use crate::window::state::wishes::{FileWish, ask};
use crate::window::state::{Busy, Document, Wish, Wishes, report, say_done, say_error};
use bevy::ecs::prelude::*;
use std::path::PathBuf;

/// Opens a scene now, whatever becomes of the one before. On a fault the running scene goes on.
pub fn open(world: &mut World, path: PathBuf) {
    let name = file_name(&path);
    match load(&path) {
        Ok(loaded) => {
            let document = Document { path: Some(path), ..Document::default() };
            take_over(world, loaded, document, History::new());
            say_done(world, format!("Opened {name}"));
        }
        Err(faults) => {
            say_error(world, format!("{name} could not be opened; the running scene goes on"));
            report(world, format!("{name} could not be opened"), faults.to_string());
        }
    }
}

/// Does what was asked for, or asks first: about unsaved changes, about work that is not done.
pub fn wish(world: &mut World, wish: Wish) {
    let breaks_off = wish == Wish::Close && world.resource::<Busy>().is_busy();
    if is_dirty(world) || breaks_off {
        world.resource_mut::<Wishes>().waiting = Some(wish);
    } else {
        grant(world, wish);
    }
}

/// Does what was asked for.
pub fn grant(world: &mut World, wish: Wish) {
    match wish {
        Wish::Open(path) => open(world, path),
        Wish::Import(path) => receive::import(world, &path),
        Wish::New(place) => {
            if let Some(template) = TEMPLATES.get(place) {
                begin_new(world, template);
            }
        }
        Wish::Close => world.resource_mut::<Wishes>().quit = true,
    }
}

/// Asks which file is to be opened: a scene, or another of which a scene can be made.
pub fn ask_what_to_open(world: &mut World) {
    let then = |world: &mut World, path| {
        if let Some(wish_of_file) = receive(world, path) {
            wish(world, wish_of_file);
        }
    };
    ask(world, FileWish { title: "Open", kind: receive::ALL, new: None, then });
}

/// Takes several files at once. One scene is open at a time: the first that is one is opened.
pub(super) fn take_all(world: &mut World, paths: Vec<PathBuf>) {
    let mut found = None;
    for path in paths {
        let name = file_name(&path);
        match (receive(world, path), &found) {
            (Some(_), Some(_)) => {
                say_error(world, format!("{name} was not opened: drop one scene at a time"));
            }
            (Some(wish), None) => found = Some(wish),
            (None, _) => {}
        }
    }
    if let Some(found) = found {
        wish(world, found);
    }
}
