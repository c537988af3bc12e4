//! The open file is watched: what another program writes into it is taken up while the worm lives on.

use crate::edit::History;
use crate::scene::{Loaded, Moment, capture, load};
use crate::window::files;
use crate::window::state::Desk;
use crate::window::time::ghost::Ghost;
use crate::window::time::{self, RunState, Timeline};
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
pub fn settled(world: &mut World, desk: &Desk) {
    let known = desk.path.as_deref().and_then(stamp);
    world.insert_resource(Watch { path: desk.path.clone(), known, ..Watch::default() });
}

/// Looks at the file from time to time.
pub fn tend(world: &mut World, desk: &mut Desk) {
    let mut watch = world.get_resource_or_init::<Watch>();
    if watch.looked.is_some_and(|looked| looked.elapsed() < PATIENCE) || watch.other.is_some() {
        return;
    }
    watch.looked = Some(Instant::now());
    // Nothing is taken up behind a question that waits for an answer.
    if desk.wish.is_none() && desk.dialog.is_none() {
        look(world, desk);
    }
}

/// Looks at the file now.
pub fn look(world: &mut World, desk: &mut Desk) {
    let mut watch = world.get_resource_or_init::<Watch>();
    if watch.path != desk.path {
        let known = desk.path.as_deref().and_then(stamp);
        *watch = Watch { path: desk.path.clone(), known, looked: watch.looked, ..Watch::default() };
        return;
    }
    // A file that is gone may come back: some programs save so.
    let Some((path, now)) = desk.path.clone().and_then(|path| stamp(&path).map(|now| (path, now))) else {
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
    let name = files::file_name(&path);
    match load(&path) {
        Err(faults) => {
            let text = faults.to_string();
            let fault = text.lines().take(3).collect::<Vec<_>>().join("\n");
            desk.say_error(format!(
                "{name} was changed, but has a fault; the running scene goes on\n{fault}"
            ));
        }
        Ok(loaded) => {
            let dirty = world.get_resource::<History>().is_some_and(History::is_dirty);
            if capture(world, Moment::Birth) == without_snapshot(&loaded) {
                // Our own saving, or another program that has written the same.
                desk.comments = loaded.comments;
                if dirty {
                    world.get_resource_or_init::<History>().saved();
                }
            } else if dirty {
                world.resource_mut::<Watch>().other = Some(loaded);
            } else {
                take_up(world, desk, loaded);
                desk.say_done(format!("{name} was changed by another program and is read again"));
            }
        }
    }
}

fn without_snapshot(loaded: &Loaded) -> crate::scene::Scene {
    crate::scene::Scene { snapshot: None, ..loaded.scene.clone() }
}

/// Puts a changed scene in the place of the one that runs. Neurons that both have, by name, keep
/// the state they are in, and bodies that both have keep their place and posture.
pub fn take_up(world: &mut World, desk: &mut Desk, loaded: Loaded) {
    let state = RunState::take(world, None);
    let line = world.remove_resource::<Timeline>();
    files::start(world, desk, &loaded.scene);
    let same = state.restore(world);
    if !same {
        state.carry_over(world);
    }
    Ghost::jump(world, None);
    match line {
        Some(mut line) if same => {
            line.change_scene(world);
            world.insert_resource(line);
        }
        Some(_) => {
            world.init_resource::<Timeline>();
            time::begin(world);
        }
        None => {}
    }
    world.insert_resource(History::new());
    desk.comments = loaded.comments;
    desk.stale = true;
    if desk.selected.clone().is_some_and(|key| key.find(world).is_none()) {
        desk.select(None);
    }
}

/// Whether a question waits for an answer.
#[must_use]
pub fn asks(world: &World) -> bool {
    world.get_resource::<Watch>().is_some_and(|watch| watch.other.is_some())
}

/// Asks whose changes count.
pub fn ask(ctx: &egui::Context, world: &mut World, desk: &mut Desk) {
    if !asks(world) {
        return;
    }
    let name = desk.path.as_deref().map_or_else(|| "The file".to_owned(), files::file_name);
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
                    take_up(world, desk, loaded);
                }
            });
        });
    // Escape keeps what is here: nothing is lost by it.
    if modal.should_close()
        && let Some(mut watch) = world.get_resource_mut::<Watch>()
    {
        watch.other = None;
    }
}
