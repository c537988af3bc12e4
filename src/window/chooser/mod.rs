//! The file dialog: a folder, a field for the name, and places to go to. What is typed goes into the field, whatever was
//! clicked, and the list goes along with it.
//!
//! * `listing` is what is in a folder, `places` are others that are offered.
//! * `naming`: names as they are typed and as they are written.
//! * `choice` is what is chosen of it, `view` shows it.

mod choice;
mod listing;
mod naming;
mod places;
mod view;

pub use view::show;

use crate::window::state::wishes::FileWish;
use bevy::app::App;
use bevy::ecs::prelude::*;
use choice::Choice;
use std::path::PathBuf;

/// The dialog while it is open, and what is done with the file that is picked.
#[derive(Resource, Default)]
pub struct Chooser(Option<(Choice, fn(&mut World, PathBuf))>);

/// Adds it.
pub fn plugin(app: &mut App) {
    app.init_resource::<Chooser>();
}

/// Opens it for a wish, in a folder; other folders are offered with their names.
pub fn open(world: &mut World, wish: FileWish, folder: &std::path::Path, offered: Vec<(String, PathBuf)>) {
    let mut places = places::of_user();
    for (name, folder) in offered {
        if places.iter().all(|(_, other)| *other != folder) {
            places.push((name, folder));
        }
    }
    let then = wish.then;
    world.insert_resource(Chooser(Some((Choice::new(wish, folder, places), then))));
}

/// Whether it is open.
#[must_use]
pub fn is_open(world: &World) -> bool {
    world.resource::<Chooser>().0.is_some()
}

/// Closes it; whether it was open.
#[cfg(test)]
pub fn close(world: &mut World) -> bool {
    world.resource_mut::<Chooser>().0.take().is_some()
}
