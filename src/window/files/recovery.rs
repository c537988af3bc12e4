//! Work that was not saved when the program ended in a way nobody wanted.
//!
//! Each window has a name of its own, and under it two files (`rescue`) in the folder `recovery` of the user (`places`):
//! a lock, held while the window lives, and, as long as the scene is changed and not saved, the scene. Where the
//! lock of a scene is held by nobody, its window has crashed, and `offer` asks what is to become of it. Until it is
//! written, the scene is a `will`.

use super::places;
use super::rescue::{Found, LOCK, SCENE, discard, lock, orphans, with};
use super::will::{self, Will};
use crate::edit::History;
use crate::scene::document::Scene;
use crate::scene::{Comments, Moment, capture};
use crate::window::state::document::is_dirty;
use crate::window::state::{Document, say_error};
use bevy::ecs::prelude::*;
use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::thread::JoinHandle;
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

/// After the last change.
const QUIET: Duration = Duration::from_secs(2);
/// After the first, where changes do not end.
const LONGEST: Duration = Duration::from_secs(10);
/// A scene that takes longer than this to be taken down is not taken down at every change.
const DEAR: Duration = Duration::from_millis(4);
/// The files of this window, and those it has found.
#[derive(Resource)]
pub struct Recovery {
    /// Their path without an ending.
    stem: PathBuf,
    _lock: File,
    /// The last change that was seen.
    seen: Option<u64>,
    /// When the first and the last change came that are not written.
    unwritten: Option<(Instant, Instant)>,
    /// What was written last.
    written: Option<Scene>,
    /// What it took to take down a scene last.
    cost: Duration,
    /// Whether a will was left since the scene was last written.
    left: bool,
    writing: Option<JoinHandle<Result<(), String>>>,
    /// Whether it was said that nothing can be written.
    told: bool,
    pub(super) found: Vec<Found>,
}

impl Recovery {
    /// In the user's folder, if there can be one.
    ///
    /// # Errors
    ///
    /// That the folder cannot be written.
    pub fn of_user() -> Option<Result<Self, String>> {
        Some(Self::new(&places::recovery()?))
    }

    /// In a folder, which is made.
    ///
    /// # Errors
    ///
    /// That it cannot be made or written.
    pub fn new(folder: &Path) -> Result<Self, String> {
        let failed =
            |why: String| format!("Changes that are not saved cannot be kept in {}: {why}", folder.display());
        fs::create_dir_all(folder).map_err(|error| failed(error.to_string()))?;
        let found = orphans(folder);
        let since = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_nanos());
        // Numbers of processes are used again: the time tells two of one number apart.
        let stem = folder.join(format!("{}-{since}", std::process::id()));
        let lock = lock(&with(&stem, LOCK)).ok_or_else(|| failed("it cannot be written".to_owned()))?;
        Ok(Self {
            stem,
            _lock: lock,
            seen: None,
            unwritten: None,
            written: None,
            cost: Duration::ZERO,
            left: false,
            writing: None,
            told: false,
            found,
        })
    }

    /// Waits until what is being written is; says once what stands in the way.
    fn wait(&mut self) -> Option<String> {
        let done = self.writing.take()?.join().unwrap_or_else(|_| Err("writing failed".to_owned()));
        let Err(error) = done else {
            self.told = false;
            // One that is older than what stands in the file must not take its place.
            if !self.left {
                will::revoke(&self.stem);
            }
            return None;
        };
        // It is to be tried again with the next change.
        self.written = None;
        (!std::mem::replace(&mut self.told, true)).then(|| format!("Changes are not kept aside: {error}"))
    }

    fn write(&mut self, scene: Scene, path: Option<PathBuf>, comments: Comments) {
        self.written = Some(scene.clone());
        self.left = false;
        let will = Will { scene, path, comments, stem: self.stem.clone() };
        // A large scene takes its time to write, and the worm is not to wait for it.
        self.writing = Some(std::thread::spawn(move || will.carry_out()));
    }

    /// Takes away what was found, once it is written under this window's name.
    pub(super) fn inherit(&mut self, found: &Found) -> Option<String> {
        let trouble = self.wait();
        if with(&self.stem, SCENE).exists() {
            discard(found);
        }
        // What else was found waits until the next time: one window holds one scene.
        self.found.clear();
        trouble
    }

    /// There is nothing to rescue any more.
    fn clear(&mut self) {
        self.wait();
        will::revoke(&self.stem);
        (self.seen, self.unwritten, self.left) = (None, None, false);
        if self.written.take().is_some() {
            let _ = fs::remove_file(with(&self.stem, SCENE));
        }
    }

    /// Notes a change; tells whether it is time to write.
    fn is_due(&mut self, change: u64, now: Instant) -> bool {
        if self.seen != Some(change) {
            self.seen = Some(change);
            let first = self.unwritten.map_or(now, |(first, _)| first);
            self.unwritten = Some((first, now));
        }
        self.unwritten.is_some_and(|(first, last)| now - last >= QUIET || now - first >= LONGEST)
    }

    /// The window closes as it should.
    pub fn close(&mut self) {
        self.clear();
        let _ = fs::remove_file(with(&self.stem, LOCK));
    }
}

/// Writes the scene if it is changed and it is time to, removes it once it is saved.
pub fn tend(world: &mut World) {
    let change = world.get_resource::<History>().map_or(0, History::changes);
    let dirty = is_dirty(world);
    let Some(mut recovery) = world.get_resource_mut::<Recovery>() else { return };
    if !dirty {
        recovery.clear();
        return;
    }
    let is_written = recovery.writing.as_ref().is_some_and(JoinHandle::is_finished);
    let trouble = if is_written { recovery.wait() } else { None };
    let is_news = recovery.seen != Some(change);
    let due = recovery.is_due(change, Instant::now());
    if let Some(words) = trouble {
        say_error(world, words);
    }
    if due {
        keep(world);
    } else if is_news {
        leave(world);
    }
}

/// Leaves the scene to be written should the program end before it is time to.
fn leave(world: &mut World) {
    if world.get_resource::<Recovery>().is_none_or(|recovery| recovery.cost >= DEAR) {
        return;
    }
    let Some((scene, path, comments)) = take_down(world) else { return };
    let Some(mut recovery) = world.get_resource_mut::<Recovery>() else { return };
    will::leave(Will { scene, path, comments, stem: recovery.stem.clone() });
    recovery.left = true;
}

/// The scene, its file and its comments; notes what it took.
fn take_down(world: &mut World) -> Option<(Scene, Option<PathBuf>, Comments)> {
    let begun = Instant::now();
    let scene = capture(world, Moment::Birth);
    let Document { path, comments, .. } = world.resource::<Document>().clone();
    world.get_resource_mut::<Recovery>()?.cost = begun.elapsed();
    Some((scene, path, comments))
}

/// Writes the scene now, unless it is written already. The worm does not wait for it.
pub fn keep(world: &mut World) {
    if !is_dirty(world) {
        return;
    }
    let Some((scene, path, comments)) = take_down(world) else { return };
    let Some(mut recovery) = world.get_resource_mut::<Recovery>() else { return };
    recovery.unwritten = None;
    let trouble = recovery.wait();
    if recovery.written.as_ref() == Some(&scene) {
        // It stands in the file.
        recovery.left = false;
        will::revoke(&recovery.stem);
    } else {
        recovery.write(scene, path, comments);
    }
    if let Some(words) = trouble {
        say_error(world, words);
    }
}

/// Writes what is not saved, and returns when it is on the disk: the program is about to end.
pub fn keep_at_once(world: &mut World) {
    keep(world);
    if let Some(mut recovery) = world.get_resource_mut::<Recovery>() {
        recovery.wait();
        if recovery.written.is_none() {
            recovery.close();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_change_is_written_two_seconds_after_the_last_one_and_at_the_latest_after_ten() {
        let folder = tempfile::tempdir().expect("a folder");
        let mut recovery = Recovery::new(folder.path()).expect("files");
        let begun = Instant::now();
        let mut due =
            |change: u64, tenths: u64| recovery.is_due(change, begun + Duration::from_millis(100 * tenths));
        assert!(!due(1, 0) && !due(1, 19) && due(1, 20), "two seconds of quiet");
        assert!(!due(2, 21), "another change");
        recovery.unwritten = None;
        let mut due =
            |change: u64, tenths: u64| recovery.is_due(change, begun + Duration::from_millis(100 * tenths));
        // One that does not end.
        let first = (0..200).find(|tenths| due(3 + tenths, *tenths)).expect("it is written");
        assert_eq!(first, 100);
    }

    #[test]
    fn what_cannot_be_written_is_said_once() {
        let folder = tempfile::tempdir().expect("a folder");
        let below = folder.path().join("kept");
        let mut recovery = Recovery::new(&below).expect("files");
        fs::remove_dir_all(&below).expect("removed");
        let scene = |name: &str| Scene { name: name.into(), ..Scene::default() };
        recovery.write(scene("A"), None, Comments::default());
        assert!(recovery.wait().is_some_and(|words| words.contains("not kept aside")));
        recovery.write(scene("B"), None, Comments::default());
        assert_eq!(recovery.wait(), None);
        // Once it can be written again, the next trouble is news.
        fs::create_dir_all(&below).expect("made");
        recovery.write(scene("C"), None, Comments::default());
        assert_eq!((recovery.wait(), recovery.told), (None, false));
        assert!(Recovery::new(&folder.path().join("kept/x\0y")).is_err(), "no such folder can be");
    }

    #[test]
    fn a_will_is_no_older_than_what_stands_in_the_file() {
        let folder = tempfile::tempdir().expect("a folder");
        let mut recovery = Recovery::new(folder.path()).expect("files");
        let scene = |name: &str| Scene { name: name.into(), ..Scene::default() };
        let leave = |recovery: &mut Recovery, name: &str| {
            let (path, comments) = (None, Comments::default());
            will::leave(Will { scene: scene(name), path, comments, stem: recovery.stem.clone() });
            recovery.left = true;
        };
        leave(&mut recovery, "first");
        // Another change comes while the second is written; it is too dear to leave a will for.
        recovery.write(scene("second"), None, Comments::default());
        recovery.is_due(2, Instant::now());
        recovery.wait();
        assert!(!will::is_left(&recovery.stem), "the first one would take the place of the second");
        recovery.write(scene("third"), None, Comments::default());
        leave(&mut recovery, "fourth");
        recovery.wait();
        assert!(will::is_left(&recovery.stem), "what came meanwhile is kept");
        recovery.close();
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
