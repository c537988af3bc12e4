//! The open file is watched: what another program writes into it is taken up while the worm lives on.

use crate::edit::History;
use crate::scene::{Loaded, Moment, capture, load};
use crate::window::paint::question::{Answer, Question};
use crate::window::state::document::{file_name, is_dirty};
use crate::window::state::{Document, Graph, Selection, Wishes, begin, palette, say_done, say_error, select};
use crate::window::time;
use crate::window::twin::{Ghost, RunState};
use bevy::ecs::prelude::*;
use bevy_egui::egui;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant, SystemTime};

/// Between two looks at the file.
const PATIENCE: Duration = Duration::from_millis(700);

/// When a file was written last, and how long it is \[bytes\].
type Stamp = (SystemTime, u64);

fn stamp(path: &Path) -> Option<Stamp> {
    let data = std::fs::metadata(path).ok()?;
    Some((data.modified().ok()?, data.len()))
}

/// What is known of the open file.
#[derive(Resource, Default)]
pub struct Watch {
    path: Option<PathBuf>,
    /// As it was when it was last read or written.
    known: Option<Stamp>,
    /// As it was at the last look, if it was another then: who writes it may not be done yet.
    changing: Option<Stamp>,
    /// Whether it was not there at the last look.
    missed: bool,
    looked: Option<Instant>,
    /// The file's scene, which waits for an answer.
    other: Option<Loaded>,
}

/// The open file has just been read or written by this window.
pub fn settled(world: &mut World) {
    let path = world.resource::<Document>().path.clone();
    let known = path.as_deref().and_then(stamp);
    world.insert_resource(Watch { path, known, ..Watch::default() });
}

/// Looks at the file from time to time, unless the file dialog is open.
pub fn tend(world: &mut World, dialog_open: bool) {
    let mut watch = world.resource_mut::<Watch>();
    if watch.looked.is_some_and(|looked| looked.elapsed() < PATIENCE) || watch.other.is_some() {
        return;
    }
    watch.looked = Some(Instant::now());
    // Nothing is taken up behind a question that waits for an answer.
    if world.resource::<Wishes>().waiting.is_none() && !dialog_open {
        look(world);
    }
}

/// The open file is not there. The second time that is no saving of another program: what is here is in no file.
fn miss(world: &mut World) {
    let is_named = world.resource::<Document>().path.is_some();
    let mut watch = world.resource_mut::<Watch>();
    let is_gone = is_named && watch.known.is_some() && std::mem::replace(&mut watch.missed, true);
    let mut document = world.resource_mut::<Document>();
    if is_gone && !document.gone {
        document.gone = true;
        let name = document.name().unwrap_or_default();
        say_error(world, format!("{name} was deleted or moved; Ctrl+S writes it again"));
    }
}

/// Looks at the file now.
pub fn look(world: &mut World) {
    let open = world.resource::<Document>().path.clone();
    let mut watch = world.resource_mut::<Watch>();
    if watch.path != open {
        let known = open.as_deref().and_then(stamp);
        *watch = Watch { path: open, known, looked: watch.looked, ..Watch::default() };
        return;
    }
    // A file that is gone may come back: some programs save so.
    let Some((path, now)) = open.and_then(|path| stamp(&path).map(|now| (path, now))) else {
        miss(world);
        return;
    };
    world.resource_mut::<Document>().gone = false;
    let mut watch = world.resource_mut::<Watch>();
    watch.missed = false;
    if watch.known == Some(now) {
        watch.changing = None;
        return;
    }
    if watch.changing != Some(now) {
        watch.changing = Some(now);
        return;
    }
    (watch.known, watch.changing) = (Some(now), None);
    let name = file_name(&path);
    match load(&path) {
        Err(faults) => {
            let text = faults.to_string();
            let fault = text.lines().take(3).collect::<Vec<_>>().join("\n");
            let text = format!("{name} was changed, but has a fault; the running scene goes on\n{fault}");
            say_error(world, text);
        }
        Ok(loaded) => {
            let dirty = is_dirty(world);
            if capture(world, Moment::Birth) == loaded.scene {
                // Our own saving, or another program that has written the same.
                world.resource_mut::<Document>().comments = loaded.comments;
                if dirty {
                    world.get_resource_or_init::<History>().saved();
                }
            } else if dirty {
                world.resource_mut::<Watch>().other = Some(loaded);
            } else {
                take_up(world, loaded);
                say_done(world, format!("{name} was changed by another program and is read again"));
            }
        }
    }
}

/// Puts a changed scene in the place of the one that runs. Neurons that both have, by name, keep
/// the state they are in, and bodies that both have keep their place and posture.
pub fn take_up(world: &mut World, loaded: Loaded) {
    let state = RunState::take(world, None);
    let run = time::leave(world);
    begin(world, &loaded.scene);
    match run {
        Some(run) if run.state().fits(world) => {
            run.resume(world);
            Ghost::jump(world, None);
        }
        run => {
            if !state.restore(world) {
                state.carry_over(world);
            }
            Ghost::jump(world, None);
            time::begin(world);
            // Its bodies are gone with their scene: that can be returned to as a whole.
            time::keep(world, run);
        }
    }
    world.insert_resource(History::new());
    world.resource_mut::<Document>().comments = loaded.comments;
    world.resource_mut::<Graph>().stale = true;
    let selected = world.resource::<Selection>().selected.clone();
    if selected.is_some_and(|key| key.find(world).is_none()) {
        select(world, None);
    }
}

/// Whether a question waits for an answer.
#[must_use]
pub fn asks(world: &World) -> bool {
    world.resource::<Watch>().other.is_some()
}

/// Asks whose changes count.
pub fn ask(ctx: &egui::Context, world: &mut World) {
    if !asks(world) {
        return;
    }
    let name = world.resource::<Document>().name().unwrap_or_else(|| "The file".to_owned());
    let question = Question {
        id: "changed on disk",
        title: "Changed in two places",
        answers: &[
            ("Keep mine", "Go on; saving will replace what the file holds"),
            ("Take the file's", "The changes made here are lost; the worm lives on as it is"),
        ],
        usual: 0,
    };
    let answer = question.ask(ctx, palette(world), |ui| {
        ui.label(format!(
            "{name} was changed by another program, and here there are changes that are not saved."
        ));
    });
    // Escape keeps what is here: nothing is lost by it.
    let Some(answer) = answer else { return };
    let other = world.resource_mut::<Watch>().other.take();
    if answer == Answer::Given(1)
        && let Some(loaded) = other
    {
        take_up(world, loaded);
    }
}
