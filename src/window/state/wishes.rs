//! What was asked for and is not done yet: it waits for an answer, or for a file to be named.

use bevy::ecs::prelude::*;
use std::path::{Path, PathBuf};

/// What may have to wait for an answer about unsaved changes.
#[derive(Clone, Debug, PartialEq)]
pub enum Wish {
    /// Open a scene.
    Open(PathBuf),
    /// Make a scene of a network of another program.
    Import(PathBuf),
    /// Begin a new scene with the template of this place in their list.
    New(usize),
    /// Close the window.
    Close,
}

/// A kind of files that are offered.
#[derive(Clone, Copy, Debug)]
pub struct Kind {
    /// What they are called.
    pub name: &'static str,
    /// Whether a file is one.
    pub fits: fn(&Path) -> bool,
}

/// Ending of a scene's file.
pub const ENDING: &str = ".worm.ron";

/// Scenes.
pub const SCENES: Kind = Kind { name: "Worm scenes", fits: |path| path.to_string_lossy().ends_with(ENDING) };

/// A file that is to be named in the file dialog.
pub struct FileWish {
    /// What the dialog says above.
    pub title: &'static str,
    /// What is offered.
    pub kind: Kind,
    /// A name for a file to be written; `None`: one that is there is to be picked.
    pub new: Option<String>,
    /// What is done with the file that was picked.
    pub then: fn(&mut World, PathBuf),
}

/// What was asked for.
#[derive(Resource, Default)]
pub struct Wishes {
    /// What waits for an answer about unsaved changes.
    pub waiting: Option<Wish>,
    /// A file that is to be named.
    pub file: Option<FileWish>,
    /// Files that were dropped on the window while a question waited for an answer.
    pub dropped: Vec<PathBuf>,
    /// Whether this moment is to be saved as a scene.
    pub moment: bool,
    /// Whether the window is to close.
    pub quit: bool,
}

/// Asks for a file.
pub fn ask(world: &mut World, wish: FileWish) {
    world.resource_mut::<Wishes>().file = Some(wish);
}
