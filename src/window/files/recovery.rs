//! Work that was not saved when the program ended in a way nobody wanted.
//!
//! Each window has a name of its own, and under it two files in the user's folder: a lock, held
//! while the window lives, and, as long as the scene is changed and not saved, the scene. Where the
//! lock of a scene is held by nobody, its window has crashed.

use super::begin::start;
use super::open::look_anew;
use super::places;
use crate::edit::History;
use crate::scene::document::Scene;
use crate::scene::{Comments, Moment, SceneInfo, capture, loaded, write_atomically};
use crate::window::paint::words;
use crate::window::state::document::{file_name, is_dirty};
use crate::window::state::{Document, palette, report, say_done, say_error};
use bevy::ecs::prelude::*;
use bevy_egui::egui::{self, Id, Modal, RichText};
use serde::{Deserialize, Serialize};
use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::thread::JoinHandle;
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

/// Between two writings.
const PATIENCE: Duration = Duration::from_secs(30);
/// Ending of the scenes.
const SCENE: &str = "rescue.ron";
/// Ending of the locks.
const LOCK: &str = "lock";

/// A scene that was not saved.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
struct Rescue {
    /// Its title.
    name: String,
    /// Its file, if it has one.
    path: Option<PathBuf>,
    /// When it was written \[seconds since 1970\].
    at: u64,
    /// Its text.
    text: String,
}

/// A scene of a window that has crashed. The lock keeps other windows from offering it too.
struct Found {
    rescue: Rescue,
    stem: PathBuf,
    _lock: File,
}

/// The files of this window, and those it has found.
#[derive(Resource)]
pub struct Recovery {
    /// Their path without an ending.
    stem: PathBuf,
    _lock: File,
    looked: Instant,
    /// What was written last.
    written: Option<Scene>,
    writing: Option<JoinHandle<()>>,
    found: Vec<Found>,
}

fn seconds() -> u64 {
    SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_secs())
}

fn with(stem: &Path, ending: &str) -> PathBuf {
    let mut path = stem.as_os_str().to_owned();
    path.push(".");
    path.push(ending);
    path.into()
}

/// Takes a lock; `None`: another window has it.
fn lock(path: &Path) -> Option<File> {
    let file = File::options().create(true).truncate(false).write(true).open(path).ok()?;
    file.try_lock().ok()?;
    Some(file)
}

/// The scenes in a folder whose window is gone, the last one first.
fn orphans(folder: &Path) -> Vec<Found> {
    let Ok(entries) = fs::read_dir(folder) else { return Vec::new() };
    let mut found: Vec<Found> = Vec::new();
    for path in entries.flatten().map(|entry| entry.path()) {
        let name = file_name(&path);
        if let Some(stem) = name.strip_suffix(&format!(".{SCENE}")) {
            let stem = path.with_file_name(stem);
            let Some(lock) = lock(&with(&stem, LOCK)) else { continue };
            let text = fs::read_to_string(&path).unwrap_or_default();
            // What cannot be read is left where it is: a later program may understand it.
            if let Ok(rescue) = ron::from_str(&text) {
                found.push(Found { rescue, stem, _lock: lock });
            }
        } else if let Some(stem) = name.strip_suffix(&format!(".{LOCK}")) {
            // A window that had nothing to save and did not come to clear up.
            let stem = path.with_file_name(stem);
            if !with(&stem, SCENE).exists() && lock(&path).is_some() {
                let _ = fs::remove_file(path);
            }
        }
    }
    found.sort_by_key(|found| std::cmp::Reverse(found.rescue.at));
    found
}

fn discard(found: &Found) {
    let _ = fs::remove_file(with(&found.stem, SCENE));
    let _ = fs::remove_file(with(&found.stem, LOCK));
}

impl Recovery {
    /// In the user's folder, if there can be one.
    #[must_use]
    pub fn of_user() -> Option<Self> {
        Self::new(&places::recovery()?)
    }

    /// In a folder, which is made.
    #[must_use]
    pub fn new(folder: &Path) -> Option<Self> {
        fs::create_dir_all(folder).ok()?;
        let found = orphans(folder);
        let since = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_nanos());
        // Numbers of processes are used again: the time tells two of one number apart.
        let stem = folder.join(format!("{}-{since}", std::process::id()));
        let lock = lock(&with(&stem, LOCK))?;
        let looked = Instant::now();
        Some(Self { stem, _lock: lock, looked, written: None, writing: None, found })
    }

    /// Waits until what is being written is.
    fn wait(&mut self) {
        if let Some(writing) = self.writing.take() {
            // It has nothing to report: a disk that is full is told of when the user saves.
            let _ = writing.join();
        }
    }

    fn write(&mut self, scene: Scene, path: Option<PathBuf>, comments: Comments) {
        self.wait();
        self.written = Some(scene.clone());
        let target = with(&self.stem, SCENE);
        // A large scene takes its time to write, and the worm is not to wait for it.
        self.writing = Some(std::thread::spawn(move || {
            let text = comments.write(&scene);
            let rescue = Rescue { name: scene.name, path, at: seconds(), text };
            if let Ok(text) = ron::to_string(&rescue) {
                let _ = write_atomically(&target, text.as_bytes());
            }
        }));
    }

    /// There is nothing to rescue any more.
    fn clear(&mut self) {
        self.wait();
        if self.written.take().is_some() {
            let _ = fs::remove_file(with(&self.stem, SCENE));
        }
    }

    /// The window closes as it should.
    pub fn close(&mut self) {
        self.clear();
        let _ = fs::remove_file(with(&self.stem, LOCK));
    }
}

/// Writes the scene if it is changed and it is time to, removes it once it is saved.
pub fn tend(world: &mut World) {
    let dirty = is_dirty(world);
    let Some(mut recovery) = world.get_resource_mut::<Recovery>() else { return };
    if !dirty {
        recovery.clear();
        return;
    }
    if recovery.looked.elapsed() >= PATIENCE {
        recovery.looked = Instant::now();
        keep(world);
    }
}

/// Writes the scene now, unless it is written already.
pub fn keep(world: &mut World) {
    let scene = capture(world, Moment::Birth);
    let Document { path, comments } = world.resource::<Document>().clone();
    let Some(mut recovery) = world.get_resource_mut::<Recovery>() else { return };
    if recovery.written.as_ref() != Some(&scene) {
        // Under a relative path another window would look elsewhere.
        let path = path.map(|path| path.canonicalize().unwrap_or(path));
        recovery.write(scene, path, comments);
    }
}

/// How long ago, for people.
fn ago(at: u64, now: u64) -> String {
    let many = |count: u64, unit: &str| format!("{} ago", words::count(count as usize, unit));
    match now.saturating_sub(at) {
        0..60 => "less than a minute ago".into(),
        s @ 60..3600 => many(s / 60, "minute"),
        s @ 3600..86_400 => many(s / 3600, "hour"),
        s => many(s / 86_400, "day"),
    }
}

/// Whether something is offered that waits for an answer.
#[must_use]
pub fn asks(world: &World) -> bool {
    world.get_resource::<Recovery>().is_some_and(|recovery| !recovery.found.is_empty())
}

/// Offers what was found.
pub fn ask(ctx: &egui::Context, world: &mut World) {
    let Some(recovery) = world.get_resource::<Recovery>() else { return };
    let Some(first) = recovery.found.first() else { return };
    let palette = palette(world);
    let title = if first.rescue.name.is_empty() { "A scene without a name" } else { &first.rescue.name };
    let (title, when) = (title.to_owned(), ago(first.rescue.at, seconds()));
    let place =
        first.rescue.path.as_deref().map_or_else(|| "was in no file".into(), |p| p.display().to_string());
    let more = recovery.found.len() - 1;
    let modal = Modal::new(Id::new("recovery"))
        .frame(egui::Frame::popup(&ctx.global_style()).inner_margin(18))
        .show(ctx, |ui| {
            ui.set_width(430.0);
            ui.heading("Unsaved work was found");
            ui.add_space(4.0);
            ui.label("wriggle ended before these changes were saved:");
            ui.add_space(4.0);
            ui.label(RichText::new(title).color(palette.strong).strong());
            ui.label(RichText::new(format!("{place}\nchanged {when}")).color(palette.weak));
            if more > 0 {
                ui.add_space(4.0);
                ui.label(format!("{more} more will be asked about after this."));
            }
            ui.add_space(8.0);
            ui.horizontal(|ui| {
                let button =
                    |ui: &mut egui::Ui, name: &str, tip: &str| ui.button(name).on_hover_text(tip).clicked();
                if button(ui, "Recover", "Open it as it was; its file is as it was until you save") {
                    recover(world);
                }
                if button(ui, "Discard", "These changes are lost for good") {
                    discard(&world.resource_mut::<Recovery>().found.remove(0));
                }
                if button(ui, "Later", "Ask again when the window is next opened") {
                    world.resource_mut::<Recovery>().found.clear();
                }
            });
        });
    if modal.should_close() {
        world.resource_mut::<Recovery>().found.clear();
    }
}

fn recover(world: &mut World) {
    // Another recovered scene that is not saved yet goes the way of every changed scene.
    if world.resource::<Recovery>().found.is_empty() {
        return;
    }
    let found = world.resource_mut::<Recovery>().found.remove(0);
    let rescue = &found.rescue;
    match loaded(&rescue.text, "the recovered scene") {
        Ok(loaded) => {
            start(world, &loaded.scene);
            world.insert_resource(History::unsaved());
            world.insert_resource(Document { path: rescue.path.clone(), comments: loaded.comments });
            look_anew(world);
            // It is written under this window's name before it is removed under the other one.
            keep(world);
            let mut recovery = world.resource_mut::<Recovery>();
            recovery.wait();
            if with(&recovery.stem, SCENE).exists() {
                discard(&found);
            }
            // What else was found waits until the next time: one window holds one scene.
            recovery.found.clear();
            let name = world.get_resource::<SceneInfo>().map(|info| info.name.clone()).unwrap_or_default();
            say_done(world, format!("{name} is recovered; save it to keep it"));
        }
        Err(faults) => {
            say_error(world, "The recovered scene has a fault");
            report(world, "The recovered scene could not be opened", faults.to_string());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn moments_are_told_in_words() {
        assert_eq!(ago(100, 130), "less than a minute ago");
        assert_eq!(ago(100, 160), "1 minute ago");
        assert_eq!(ago(0, 7300), "2 hours ago");
        assert_eq!(ago(500, 100), "less than a minute ago");
        assert_eq!(ago(0, 86_400 * 3), "3 days ago");
    }

    #[test]
    fn the_lock_of_a_living_window_cannot_be_taken() {
        let folder = tempfile::tempdir().expect("a folder");
        let mut first = Recovery::new(folder.path()).expect("files");
        first.write(Scene { name: "A".into(), ..Scene::default() }, None, Comments::default());
        first.wait();
        assert!(Recovery::new(folder.path()).expect("files").found.is_empty());
        // It crashes: the lock goes, the file stays.
        drop(first);
        let second = Recovery::new(folder.path()).expect("files");
        assert_eq!(second.found.len(), 1);
        assert_eq!(second.found[0].rescue.name, "A");
        assert!(Recovery::new(folder.path()).expect("files").found.is_empty(), "one window offers it");
        drop(second);
        let third = Recovery::new(folder.path()).expect("files");
        third.found.iter().for_each(discard);
        drop(third);
        let mut last = Recovery::new(folder.path()).expect("files");
        assert!(last.found.is_empty());
        last.close();
        assert_eq!(fs::read_dir(folder.path()).expect("a folder").count(), 0, "nothing is left lying about");
    }
}
