//! The open file is watched: what another program writes into it is taken up while the worm lives on.

use super::begin::start;
use crate::edit::History;
use crate::scene::{Loaded, Moment, capture, load};
use crate::window::state::document::{file_name, is_dirty};
use crate::window::state::{Document, Graph, Selection, Wishes, say_done, say_error, select};
use crate::window::time::{self, Ghost, RunState, Timeline};
use bevy::ecs::prelude::*;
use bevy_egui::egui::{self, Id, Modal};
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
        return;
    };
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
    let line = world.remove_resource::<Timeline>();
    start(world, &loaded.scene);
    let same = state.restore(world);
    if !same {
        state.carry_over(world);
    }
    Ghost::jump(world, None);
    match line {
        Some(mut line) if same => {
            line.change_scene(world, None);
            world.insert_resource(line);
        }
        Some(_) => {
            world.init_resource::<Timeline>();
            time::begin(world);
        }
        None => {}
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
    let modal = Modal::new(Id::new("changed on disk"))
        .frame(egui::Frame::popup(&ctx.global_style()).inner_margin(18))
        .show(ctx, |ui| {
            ui.set_width(400.0);
            ui.heading("Changed in two places");
            ui.add_space(4.0);
            ui.label(format!(
                "{name} was changed by another program, and here there are changes that are not saved."
            ));
            ui.add_space(8.0);
            ui.horizontal(|ui| {
                let mine =
                    ui.button("Keep mine").on_hover_text("Go on; saving will replace what the file holds");
                if mine.clicked() {
                    world.resource_mut::<Watch>().other = None;
                }
                let other = ui
                    .button("Take the file's")
                    .on_hover_text("The changes made here are lost; the worm lives on as it is");
                if other.clicked()
                    && let Some(loaded) = world.resource_mut::<Watch>().other.take()
                {
                    take_up(world, loaded);
                }
            });
        });
    // Escape keeps what is here: nothing is lost by it.
    if modal.should_close() {
        world.resource_mut::<Watch>().other = None;
    }
}
