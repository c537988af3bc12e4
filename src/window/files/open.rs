//! Opening and saving the scene. What goes wrong is shown, and the running scene goes on.

use super::begin::start;
use super::reload;
use super::scenes::{ENDING, Scenes};
use crate::edit::History;
use crate::scene::comments::missing;
use crate::scene::{Comments, Loaded, Moment, capture, load, write_atomically};
use crate::window::list::Filter;
use crate::window::state::document::{file_name, is_dirty};
use crate::window::state::wishes::{FileWish, SCENES, ask};
use crate::window::state::{
    Document, Notices, Views, Wish, Wishes, report, say, say_done, say_error, select,
};
use bevy::ecs::prelude::*;
use std::path::{Path, PathBuf};

/// Opens a scene now, whatever becomes of the one before. On a fault the running scene goes on.
pub fn open(world: &mut World, path: PathBuf) {
    let name = file_name(&path);
    match load(&path) {
        Ok(Loaded { scene, comments }) => {
            start(world, &scene);
            world.insert_resource(History::new());
            world.insert_resource(Document { path: Some(path), comments });
            world.resource_mut::<Notices>().report = None;
            world.resource_mut::<Filter>().0.clear();
            world.resource_mut::<Views>().follow = true;
            look_anew(world);
            reload::settled(world);
            say_done(world, format!("Opened {name}"));
        }
        Err(faults) => {
            say_error(world, format!("{name} could not be opened; the running scene goes on"));
            report(world, format!("{name} could not be opened"), faults.to_string());
        }
    }
}

/// Nothing of another scene is selected or looked at any more.
pub(super) fn look_anew(world: &mut World) {
    select(world, None);
    world.resource_mut::<Views>().fit();
    world.resource_mut::<Scenes>().seen = None;
}

/// Does what was asked for, or asks about unsaved changes first.
pub fn wish(world: &mut World, wish: Wish) {
    if is_dirty(world) {
        world.resource_mut::<Wishes>().waiting = Some(wish);
    } else {
        grant(world, wish);
    }
}

/// Does what was asked for.
pub fn grant(world: &mut World, wish: Wish) {
    match wish {
        Wish::Open(path) => open(world, path),
        Wish::Close => world.resource_mut::<Wishes>().quit = true,
    }
}

/// Asks which scene is to be opened.
pub fn ask_what_to_open(world: &mut World) {
    let then = |world: &mut World, path| wish(world, Wish::Open(path));
    ask(world, FileWish { title: "Open a scene", kind: SCENES, new: None, then });
}

/// Saves to the open file; asks for a name where there is none. True: it was written.
pub fn save(world: &mut World) -> bool {
    let Some(path) = world.resource::<Document>().path.clone() else {
        ask_where_to_save(world);
        return false;
    };
    save_to(world, path)
}

/// Asks under which name the scene is to be saved.
pub fn ask_where_to_save(world: &mut World) {
    let name = world.resource::<Document>().name().unwrap_or_else(|| format!("scene{ENDING}"));
    let then = |world: &mut World, path| {
        if save_to(world, with_ending(path))
            && let Some(wish) = world.resource_mut::<Wishes>().waiting.take()
        {
            grant(world, wish);
        }
    };
    ask(world, FileWish { title: "Save the scene as", kind: SCENES, new: Some(name), then });
}

fn save_to(world: &mut World, path: PathBuf) -> bool {
    let scene = capture(world, Moment::Birth);
    let text = world.resource::<Document>().comments.write(&scene);
    let name = file_name(&path);
    let failed = |world: &mut World, text: String| {
        say_error(world, format!("{name} was not saved"));
        report(world, "The scene was not saved", text);
        false
    };
    // What stands in the file and not in what is to go in its place stays beside it.
    let kept = match keep_comments(&path, &text) {
        Ok(kept) => kept,
        Err(error) => return failed(world, format!("Its comments could not be kept: {error}")),
    };
    if let Err(error) = write_atomically(&path, text.as_bytes()) {
        return failed(world, error.to_string());
    }
    world.get_resource_or_init::<History>().saved();
    say_done(world, format!("Saved {name}"));
    if let Some(kept) = kept {
        let name = file_name(&kept);
        say(world, format!("Comments of what is gone are gone; the file as it was is {name}"));
    }
    world.insert_resource(Document { path: Some(path), comments: Comments::of(&text) });
    world.resource_mut::<Scenes>().seen = None;
    reload::settled(world);
    true
}

/// Copies a file beside itself that has comments which its new text lacks; says where to.
fn keep_comments(path: &Path, new: &str) -> std::io::Result<Option<PathBuf>> {
    let Ok(old) = std::fs::read_to_string(path) else { return Ok(None) };
    if missing(&old, new).is_empty() {
        return Ok(None);
    }
    // One that was kept before is not to be lost for it.
    let name =
        |n: u32| format!("{}.before{}", file_name(path), if n == 1 { String::new() } else { n.to_string() });
    let free = (1..)
        .map(|n| path.with_file_name(name(n)))
        .find(|copy| !copy.exists() || std::fs::read_to_string(copy).is_ok_and(|kept| kept == old));
    let Some(copy) = free else { return Ok(None) };
    if !copy.exists() {
        std::fs::copy(path, &copy)?;
    }
    Ok(Some(copy))
}

fn with_ending(path: PathBuf) -> PathBuf {
    let name = file_name(&path);
    if name.ends_with(ENDING) {
        return path;
    }
    let stem = name.strip_suffix(".ron").or(name.strip_suffix(".worm")).unwrap_or(&name);
    path.with_file_name(format!("{stem}{ENDING}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_without_ending_gets_it() {
        assert_eq!(with_ending("a/b".into()), PathBuf::from("a/b.worm.ron"));
        assert_eq!(with_ending("a/b.ron".into()), PathBuf::from("a/b.worm.ron"));
        assert_eq!(with_ending("a/b.worm.ron".into()), PathBuf::from("a/b.worm.ron"));
    }
}
