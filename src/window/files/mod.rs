//! Opening and saving scenes. What goes wrong is shown, and the running scene goes on.

pub mod dialogs;
pub mod gallery;
mod places;
pub mod recovery;
pub mod reload;
pub mod settings;

use crate::arena::HeldProbe;
use crate::edit::History;
use crate::scene::comments::missing;
use crate::scene::document::Scene;
use crate::scene::{Comments, Loaded, Moment, capture, load, spawn, write_atomically};
use crate::window::plots::{self, Scope};
use crate::window::state::picture::Picture;
use crate::window::state::{Desk, Layout, Purpose, Report, SceneEntry, Wish};
use crate::window::time::ghost::Ghost;
use bevy::ecs::prelude::*;
use egui_file_dialog::{FileDialog, Filter};
use std::path::{Path, PathBuf};

/// Ending of a scene's file.
const ENDING: &str = ".worm.ron";

/// Reads a scene and the comments of its file.
fn read(path: &Path) -> Result<(Scene, Comments), String> {
    let Loaded { scene, comments } = load(path).map_err(|faults| faults.to_string())?;
    Ok((scene, comments))
}

/// Puts a scene into the world and makes the window forget the one before.
pub fn start(world: &mut World, desk: &mut Desk, scene: &Scene) {
    world.resource_mut::<HeldProbe>().0 = None;
    desk.hand = crate::window::time::drive::Hand::default();
    spawn(world, scene);
    Ghost::begin(world, scene);
    world.resource_mut::<Picture>().clear();
    world.resource_mut::<Scope>().restart();
    crate::window::time::begin(world);
    desk.stale = true;
    // What has no body has no place in the world: its network takes the whole middle.
    let embodied = scene.creatures.iter().any(|creature| creature.body.is_some());
    desk.layout = match desk.layout {
        Layout::Both if !embodied => Layout::Network,
        Layout::Network if embodied && desk.bodiless => Layout::Both,
        layout => layout,
    };
    desk.bodiless = !embodied;
}

/// Opens a scene now, whatever becomes of the one before. On a fault the running scene goes on.
pub fn open(world: &mut World, desk: &mut Desk, path: PathBuf) {
    let name = file_name(&path);
    match read(&path) {
        Ok((scene, comments)) => {
            start(world, desk, &scene);
            world.insert_resource(History::new());
            desk.path = Some(path);
            desk.comments = comments;
            desk.report = None;
            desk.select(None);
            desk.filter.clear();
            desk.follow = true;
            desk.fit_world = true;
            desk.fit_network = true;
            desk.scenes_seen = None;
            reload::settled(world, desk);
            desk.say_done(format!("Opened {name}"));
        }
        Err(text) => {
            desk.say_error(format!("{name} could not be opened; the running scene goes on"));
            desk.report = Some(Report { title: format!("{name} could not be opened"), text });
        }
    }
}

/// Does what was asked for, or asks about unsaved changes first.
pub fn wish(world: &mut World, desk: &mut Desk, wish: Wish) {
    if world.get_resource::<History>().is_some_and(History::is_dirty) {
        desk.wish = Some(wish);
    } else {
        grant(world, desk, wish);
    }
}

/// Does what was asked for.
pub fn grant(world: &mut World, desk: &mut Desk, wish: Wish) {
    match wish {
        Wish::Open(path) => open(world, desk, path),
        Wish::Close => desk.quit = true,
    }
}

/// Takes the scene back to its beginning; what was edited stays.
pub fn reset(world: &mut World, desk: &mut Desk) {
    let scene = capture(world, Moment::Birth);
    start(world, desk, &scene);
    desk.say("Back to the beginning; edits are kept");
}

/// Saves to the open file; asks for a name where there is none. True: it was written.
pub fn save(world: &mut World, desk: &mut Desk) -> bool {
    let Some(path) = desk.path.clone() else {
        ask(desk, Purpose::SaveAs);
        return false;
    };
    save_to(world, desk, path)
}

fn save_to(world: &mut World, desk: &mut Desk, path: PathBuf) -> bool {
    let scene = capture(world, Moment::Birth);
    let text = desk.comments.write(&scene);
    // What stands in the file and not in what is to go in its place stays beside it.
    let kept = match keep_comments(&path, &text) {
        Ok(kept) => kept,
        Err(error) => {
            desk.say_error(format!("{} was not saved", file_name(&path)));
            let text = format!("Its comments could not be kept: {error}");
            desk.report = Some(Report { title: "The scene was not saved".into(), text });
            return false;
        }
    };
    match write_atomically(&path, text.as_bytes()) {
        Ok(()) => {
            world.get_resource_or_init::<History>().saved();
            desk.say_done(format!("Saved {}", file_name(&path)));
            if let Some(kept) = kept {
                let name = file_name(&kept);
                desk.say(format!("Comments of what is gone are gone; the file as it was is {name}"));
            }
            desk.comments = Comments::of(&text);
            desk.path = Some(path);
            desk.scenes_seen = None;
            reload::settled(world, desk);
            true
        }
        Err(error) => {
            desk.say_error(format!("{} was not saved", file_name(&path)));
            desk.report = Some(Report { title: "The scene was not saved".into(), text: error.to_string() });
            false
        }
    }
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

/// Opens the file dialog.
pub fn ask(desk: &mut Desk, purpose: Purpose) {
    let folder = folder(desk);
    let mut dialog = FileDialog::new()
        .initial_directory(folder)
        .add_file_filter("Worm scenes", Filter::new(|path: &Path| path.to_string_lossy().ends_with(ENDING)))
        .default_file_filter("Worm scenes")
        .show_search(false)
        .default_size([680.0, 420.0])
        .anchor(bevy_egui::egui::Align2::CENTER_CENTER, [0.0, 0.0]);
    match purpose {
        Purpose::Open => {
            dialog = dialog.title("Open a scene");
            dialog.pick_file();
        }
        Purpose::AddCreatures => {
            dialog = dialog.title("Add the creatures of a scene");
            dialog.pick_file();
        }
        Purpose::SaveAs => {
            let name = desk.path.as_deref().map_or_else(|| format!("scene{ENDING}"), file_name);
            dialog = dialog.title("Save the scene as").default_file_name(&name);
            dialog.save_file();
        }
        Purpose::SavePlot => {
            let name = desk.plots.proposed_name();
            let ending = |path: &Path| path.extension().map(|ending| ending.to_ascii_lowercase());
            let plot =
                move |path: &Path| ending(path).is_some_and(|e| e == "csv" || e == "svg" || e == "png");
            dialog = dialog
                .title("Save the plot: .csv is a table, .svg and .png are pictures")
                .add_file_filter("Tables and pictures", Filter::new(plot))
                .default_file_filter("Tables and pictures")
                .default_file_name(name);
            dialog.save_file();
        }
    }
    desk.dialog = Some((purpose, dialog));
}

/// Takes what was picked in the file dialog.
pub fn picked(world: &mut World, desk: &mut Desk, purpose: Purpose, path: PathBuf) {
    match purpose {
        Purpose::Open => wish(world, desk, Wish::Open(path)),
        Purpose::AddCreatures => match read(&path) {
            Ok((scene, _)) => crate::window::tools::bar::add_from(world, desk, scene),
            Err(text) => {
                let title = format!("{} could not be opened", file_name(&path));
                desk.report = Some(Report { title, text });
            }
        },
        Purpose::SaveAs => {
            let path = with_ending(path);
            if save_to(world, desk, path)
                && let Some(wish) = desk.wish.take()
            {
                grant(world, desk, wish);
            }
        }
        Purpose::SavePlot => plots::save(desk, path),
    }
}

fn with_ending(path: PathBuf) -> PathBuf {
    let name = file_name(&path);
    if name.ends_with(ENDING) {
        return path;
    }
    let stem = name.strip_suffix(".ron").or(name.strip_suffix(".worm")).unwrap_or(&name);
    path.with_file_name(format!("{stem}{ENDING}"))
}

/// The last part of a path, for people.
#[must_use]
pub fn file_name(path: &Path) -> String {
    path.file_name().map_or_else(|| path.display().to_string(), |name| name.to_string_lossy().into_owned())
}

fn folder(desk: &Desk) -> PathBuf {
    let beside = desk.path.as_deref().and_then(Path::parent).filter(|p| !p.as_os_str().is_empty());
    let folder = beside.map_or_else(|| PathBuf::from("scenes"), Path::to_path_buf);
    let folder = if folder.is_dir() { folder } else { PathBuf::from(".") };
    folder.canonicalize().unwrap_or(folder)
}

/// Looks for scenes beside the open file and in `./scenes`.
pub fn look_for_scenes(desk: &mut Desk) {
    let mut folders = vec![folder(desk)];
    if let Ok(folder) = Path::new("scenes").canonicalize() {
        folders.push(folder.join("guide"));
        folders.push(folder);
    }
    let mut paths: Vec<PathBuf> = folders
        .iter()
        .filter_map(|folder| std::fs::read_dir(folder).ok())
        .flatten()
        .filter_map(|entry| entry.ok().map(|e| e.path()))
        .filter(|path| file_name(path).ends_with(ENDING))
        .collect();
    paths.sort();
    paths.dedup();
    desk.scenes = paths
        .into_iter()
        .map(|path| {
            let text = beginning(&path);
            let name = field(&text, "name").unwrap_or_else(|| file_name(&path));
            SceneEntry { about: field(&text, "about").unwrap_or_default(), name, path }
        })
        .collect();
}

/// The first kilobytes of a file: title and description stand at the top of a scene, and large
/// scenes need not be read for the menu.
fn beginning(path: &Path) -> String {
    use std::io::Read;
    let mut bytes = Vec::new();
    if let Ok(file) = std::fs::File::open(path) {
        let _ = file.take(8192).read_to_end(&mut bytes);
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

/// The text of a field at the top of a scene, before its classes and creatures.
fn field(text: &str, name: &str) -> Option<String> {
    let code: String = text
        .lines()
        .map(|line| if line.trim_start().starts_with("//") { "" } else { line })
        .take_while(|line| {
            !["classes", "arena", "creatures"].iter().any(|word| line.trim_start().starts_with(word))
        })
        .collect::<Vec<_>>()
        .join("\n");
    let at = code.find(&format!("{name}:"))? + name.len() + 1;
    let rest = code[at..].trim_start().strip_prefix('"')?;
    let mut value = String::new();
    let mut chars = rest.chars();
    while let Some(c) = chars.next() {
        match c {
            '"' => return Some(value),
            '\\' => value.extend(chars.next()),
            _ => value.push(c),
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn title_and_description_are_read_off_the_top() {
        let text = "// name: \"no\"\n(\n  format: 1,\n  name: \"A \\\"b\\\"\",\n  about: \"One line.\",\n  creatures: [(name: \"Worm\")],\n)";
        assert_eq!(field(text, "name").as_deref(), Some("A \"b\""));
        assert_eq!(field(text, "about").as_deref(), Some("One line."));
        assert_eq!(field("(\n format: 1,\n creatures: [\n(name: \"Worm\")])", "name"), None);
    }

    #[test]
    fn a_name_without_ending_gets_it() {
        assert_eq!(with_ending("a/b".into()), PathBuf::from("a/b.worm.ron"));
        assert_eq!(with_ending("a/b.ron".into()), PathBuf::from("a/b.worm.ron"));
        assert_eq!(with_ending("a/b.worm.ron".into()), PathBuf::from("a/b.worm.ron"));
    }
}
