//! Saving the scene. What goes wrong is shown.

use super::looks;
use super::open::grant;
use super::reload;
use super::scenes::{Scenes, own_folder};
use super::shipped::is_shipped;
use crate::edit::History;
use crate::scene::comments::missing;
use crate::scene::{Comments, Moment, capture, write_atomically};
use crate::window::state::document::file_name;
use crate::window::state::wishes::{ENDING, FileWish, SCENES, ask};
use crate::window::state::{Document, Wishes, report, say, say_done, say_error};
use bevy::ecs::prelude::*;
use std::path::{Path, PathBuf};

/// Saves to the open file; asks for a name where there is none, or where that came with the program. True: it was
/// written.
pub fn save(world: &mut World) -> bool {
    match world.resource::<Document>().path.clone() {
        Some(path) if !is_shipped(&path) => save_to(world, path),
        _ => {
            ask_where_to_save(world);
            false
        }
    }
}

/// Asks under which name the scene is to be saved.
pub fn ask_where_to_save(world: &mut World) {
    let name = proposed(world);
    let then = |world: &mut World, path: PathBuf| {
        if is_shipped(&path) {
            let name = file_name(&path);
            say_error(
                world,
                format!("{name} came with wriggle and stays as it is; give the scene a name of its own"),
            );
            ask_where_to_save(world);
        } else if save_to(world, path)
            && let Some(wish) = world.resource_mut::<Wishes>().waiting.take()
        {
            grant(world, wish);
        }
    };
    ask(world, FileWish { title: "Save the scene as", kind: SCENES, new: Some(name), then });
}

/// A name to begin with: that of the file, of a scene that is in none of one's own one that is free.
fn proposed(world: &World) -> String {
    let Document { path, proposed, .. } = world.resource::<Document>();
    let name = path.as_deref().map(file_name);
    let stem = match &name {
        Some(name) => name.strip_suffix(ENDING).unwrap_or(name),
        None if proposed.is_empty() => "scene",
        None => proposed,
    };
    if path.as_deref().is_some_and(|path| !is_shipped(path)) {
        return format!("{stem}{ENDING}");
    }
    let folder = own_folder(world);
    let numbered = |n: u32| if n == 1 { format!("{stem}{ENDING}") } else { format!("{stem}-{n}{ENDING}") };
    (1..).map(numbered).find(|name| !folder.join(name).exists()).unwrap_or_else(|| numbered(1))
}

fn save_to(world: &mut World, path: PathBuf) -> bool {
    let scene = capture(world, Moment::Birth);
    let text = world.resource::<Document>().comments.write(&scene);
    let name = file_name(&path);
    let kept = match write_scene(&path, &text) {
        Ok(kept) => kept,
        Err(why) => {
            say_error(world, format!("{name} was not saved"));
            report(world, "The scene was not saved", why);
            return false;
        }
    };
    world.get_resource_or_init::<History>().saved();
    say_done(world, format!("Saved {name}"));
    if let Some(kept) = kept {
        let name = file_name(&kept);
        say(world, format!("Comments of what is gone are gone; the file as it was is {name}"));
    }
    let comments = Comments::of(&text);
    world.insert_resource(Document { path: Some(path), comments, ..Document::default() });
    looks::take_in(world);
    world.resource_mut::<Scenes>().seen = None;
    reload::settled(world);
    true
}

/// Writes a scene into a file. What stands there and not in what goes in its place stays beside it: says where.
///
/// # Errors
///
/// Why it was not written, in words.
pub(super) fn write_scene(path: &Path, text: &str) -> Result<Option<PathBuf>, String> {
    let kept =
        keep_comments(path, text).map_err(|error| format!("Its comments could not be kept: {error}"))?;
    write_atomically(path, text.as_bytes()).map_err(|error| error.to_string())?;
    Ok(kept)
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
