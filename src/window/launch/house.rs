//! What is kept on disk while the window is open, and at the end: changes that are not saved, how the window looks; and
//! the open file, which another program may have changed.

#[cfg(unix)]
use super::ending;
use super::screen;
use crate::window::files::recovery::{self, Recovery};
use crate::window::files::settings::Keeper;
use crate::window::files::{dialog_is_open, reload, take_dropped, wish};
use crate::window::state::{Wish, Wishes, say_error};
use bevy::app::AppExit;
use bevy::ecs::message::{MessageCursor, Messages};
use bevy::ecs::prelude::*;
use bevy::window::{FileDragAndDrop, PrimaryWindow, Window, WindowCloseRequested};
use bevy::winit::{EventLoopProxyWrapper, WinitUserEvent};
use bevy_egui::{EguiContext, PrimaryEguiContext};
use std::path::PathBuf;

/// Has the program hear of signals that end it.
#[cfg(unix)]
pub(super) fn listen(world: &mut World) {
    let Some(proxy) = world.get_resource::<EventLoopProxyWrapper>().map(|proxy| (**proxy).clone()) else {
        return;
    };
    // Where nothing is there to be woken, nothing waits.
    let wake = move || {
        let _ = proxy.send_event(WinitUserEvent::WakeUp);
    };
    match ending::listen(wake) {
        Ok(signalled) => world.insert_resource(signalled),
        Err(error) => say_error(world, format!("Signals that end the program cannot be heard: {error}")),
    }
}

#[cfg(not(unix))]
pub(super) fn listen(_: &mut World) {}

/// Files that were dropped on the window.
pub(super) fn take_files(world: &mut World, mut read: Local<MessageCursor<FileDragAndDrop>>) {
    let Some(messages) = world.get_resource::<Messages<FileDragAndDrop>>() else { return };
    let dropped = read.read(messages).filter_map(|message| match message {
        FileDragAndDrop::DroppedFile { path_buf, .. } => Some(path_buf.clone()),
        FileDragAndDrop::HoveredFile { .. } | FileDragAndDrop::HoveredFileCanceled { .. } => None,
    });
    let dropped: Vec<PathBuf> = dropped.collect();
    if !dropped.is_empty() {
        take_dropped(world, dropped);
    }
}

/// Keeps what is to be kept, from time to time and when the program is told to end.
pub(super) fn keep(world: &mut World, mut was_focused: Local<bool>) {
    let mut windows = world.query_filtered::<&Window, With<PrimaryWindow>>();
    let is_focused = windows.single(world).is_ok_and(|window| window.focused);
    // Nobody waits for it when the window loses the focus.
    if std::mem::replace(&mut *was_focused, is_focused) && !is_focused {
        recovery::keep(world);
    }
    #[cfg(unix)]
    if let Some(signal) = ending::signal(world) {
        recovery::keep_at_once(world);
        remember_looks(world, true);
        ending::end(signal);
    }
    recovery::tend(world);
    let dialog_open = dialog_is_open(world);
    reload::tend(world, dialog_open);
    remember_looks(world, false);
}

fn remember_looks(world: &mut World, at_once: bool) {
    let frame = screen::frame(world);
    let mut contexts = world.query_filtered::<&mut EguiContext, With<PrimaryEguiContext>>();
    let zoom = contexts.single_mut(world).ok().map(|mut context| context.get_mut().zoom_factor());
    if !world.contains_resource::<Keeper>() {
        return;
    }
    let trouble = world.resource_scope(|world, mut keeper: Mut<Keeper>| {
        // Before the first picture egui does not have the size of print yet.
        let zoom = zoom.filter(|_| keeper.zoom.is_none())?;
        keeper.tend(world, frame, zoom, at_once)
    });
    if let Some(words) = trouble {
        say_error(world, words);
    }
}

/// Closing asks about unsaved changes first. It is heard while the window is hidden too, and shows it for the question.
pub(super) fn hear(world: &mut World, mut asked: Local<MessageCursor<WindowCloseRequested>>) {
    let wanted = world
        .get_resource::<Messages<WindowCloseRequested>>()
        .is_some_and(|messages| asked.read(messages).count() > 0);
    if wanted {
        // A system that logs its user out asks once, and does not wait for the answer.
        recovery::keep(world);
        wish(world, Wish::Close);
        if world.resource::<Wishes>().waiting.is_some() {
            let mut windows = world.query_filtered::<&mut Window, With<PrimaryWindow>>();
            if let Ok(mut window) = windows.single_mut(world) {
                window.set_minimized(false);
            }
        }
    }
}

/// Ends the program once that is granted.
pub(super) fn close(world: &mut World) {
    if world.resource::<Wishes>().quit {
        remember_looks(world, true);
        if let Some(mut recovery) = world.remove_resource::<Recovery>() {
            recovery.close();
        }
        world.write_message(AppExit::Success);
    }
}

/// The program ends, and nobody was asked: what is not saved is written.
pub(super) fn keep_at_exit(world: &mut World) {
    if world.get_resource::<Messages<AppExit>>().is_some_and(|exits| !exits.is_empty()) {
        recovery::keep_at_once(world);
    }
}
