//! What keys do. They never act while text is being typed or a question waits.

pub mod quick;

use crate::sim::{Playback, TICKS_PER_SECOND};
use crate::window::commands::{self, Draft, clipboard};
use crate::window::files::{self, asks, dialog_is_open};
use crate::window::film;
use crate::window::gallery::{self, Gallery};
use crate::window::help::Help;
use crate::window::state::{Arrangement, Layout, Notices, Views, say, select, shift};
use crate::window::time;
use crate::window::tools::switch_medium;
use crate::window::tour::{self, Tour};
use bevy::ecs::prelude::*;
use bevy_egui::egui::{self, Key, Modifiers};

/// Acts on the keys pressed in this frame.
pub fn act(ctx: &egui::Context, world: &mut World) {
    ctx.input_mut(|i| clipboard::tell_pasted(&mut i.events));
    if ctx.text_edit_focused() || dialog_is_open(world) || asks(world) || film::is_open(world) {
        return;
    }
    let pressed = |modifiers: Modifiers, key: Key| ctx.input_mut(|i| i.consume_key(modifiers, key));
    let (none, command) = (Modifiers::NONE, Modifiers::COMMAND);
    let shifted = Modifiers::COMMAND | Modifiers::SHIFT;
    if pressed(none, Key::Questionmark)
        || pressed(Modifiers::SHIFT, Key::Questionmark)
        || pressed(Modifiers::SHIFT, Key::Slash)
    {
        let mut help = world.resource_mut::<Help>();
        help.shown = !help.shown;
    }
    // An open menu closes itself.
    if !ctx.any_popup_open() && pressed(none, Key::Escape) {
        escape(world);
    }
    if world.resource::<Help>().shown {
        return;
    }
    if pressed(command, Key::G) {
        if world.resource::<Gallery>().shown {
            world.resource_mut::<Gallery>().shown = false;
        } else {
            gallery::open(world);
        }
    }
    if world.resource::<Gallery>().shown {
        return;
    }
    // The longer combination first: a shorter one would take it.
    if pressed(shifted, Key::Z) || pressed(command, Key::Y) {
        shift(world, false);
    } else if pressed(command, Key::Z) {
        shift(world, true);
    }
    if pressed(shifted, Key::P) {
        film::ask_for_picture(world);
    }
    if pressed(shifted, Key::S) {
        files::ask_where_to_save(world);
    } else if pressed(command, Key::S) {
        files::save(world);
    }
    if pressed(command, Key::O) {
        files::ask_what_to_open(world);
    }
    // With a widget in focus the space bar is that widget's click.
    if !ctx.egui_wants_keyboard_input() && pressed(none, Key::Space) {
        let mut playback = world.resource_mut::<Playback>();
        playback.playing = !playback.playing;
    }
    // A shorter combination would take the longer one. On some keyboards Shift makes another key of it.
    let second = u64::from(TICKS_PER_SECOND);
    let shift = Modifiers::SHIFT;
    if pressed(shift, Key::Comma) || pressed(shift, Key::Semicolon) {
        time::back(world, second);
    } else if pressed(none, Key::Comma) {
        time::back(world, 1);
    }
    if pressed(shift, Key::Period) || pressed(shift, Key::Colon) {
        time::forward(world, second);
    } else if pressed(none, Key::Period) {
        time::one_tick(world);
    }
    if pressed(none, Key::OpenBracket) {
        world.resource_mut::<Playback>().shift_speed(false);
    }
    if pressed(none, Key::CloseBracket) {
        world.resource_mut::<Playback>().shift_speed(true);
    }
    if pressed(none, Key::R) {
        files::reset(world);
    }
    if pressed(none, Key::F) {
        world.resource_mut::<Views>().fit();
    }
    if pressed(none, Key::C) {
        let mut views = world.resource_mut::<Views>();
        views.follow = !views.follow;
        let follow = views.follow;
        say(world, if follow { "Following the worm" } else { "Not following; C follows again" });
    }
    edit_keys(ctx, world);
    if pressed(none, Key::I) {
        commands::inject(world);
    }
    if pressed(none, Key::S) {
        commands::silence(world);
    }
    if pressed(none, Key::G) {
        commands::show_ghost(world);
    }
    if pressed(none, Key::K) {
        switch_medium(world);
    }
    for (key, layout) in [(Key::Num1, Layout::Both), (Key::Num2, Layout::World), (Key::Num3, Layout::Network)]
    {
        if pressed(none, key) {
            world.resource_mut::<Arrangement>().layout = layout;
        }
    }
}

/// Closes what lies above all, or selects nothing.
fn escape(world: &mut World) {
    if world.resource::<Help>().shown {
        world.resource_mut::<Help>().shown = false;
    } else if world.resource::<Gallery>().shown {
        world.resource_mut::<Gallery>().shown = false;
    } else if world.resource::<Notices>().report.is_some() {
        world.resource_mut::<Notices>().report = None;
    } else if world.resource::<Tour>().0.is_some() {
        tour::leave(world);
    } else {
        select(world, None);
    }
}

/// Keys that change the network.
fn edit_keys(ctx: &egui::Context, world: &mut World) {
    let pressed = |modifiers: Modifiers, key: Key| ctx.input_mut(|i| i.consume_key(modifiers, key));
    // The system's clipboard speaks in events, a bare backend in keys.
    let event = |wanted: fn(&egui::Event) -> bool| ctx.input(|i| i.events.iter().any(wanted));
    let pasted = ctx.input(|i| clipboard::brought(&i.events));
    let (none, command) = (Modifiers::NONE, Modifiers::COMMAND);
    if pressed(none, Key::N) {
        let place = world.resource::<Draft>().pointer.unwrap_or(world.resource::<Views>().network.centre);
        commands::add(world, place);
    }
    if pressed(none, Key::Delete) || pressed(none, Key::Backspace) {
        commands::delete(world);
    }
    if pressed(none, Key::F2) {
        commands::begin_rename(world);
    }
    if pressed(command, Key::A) {
        commands::select_all(world);
    }
    if pressed(command, Key::D) {
        commands::duplicate(world);
    }
    let copies = event(|e| matches!(e, egui::Event::Copy));
    if pressed(command, Key::C) || copies {
        clipboard::copy(ctx, world);
    }
    let cuts = event(|e| matches!(e, egui::Event::Cut));
    if pressed(command, Key::X) || cuts {
        clipboard::cut(ctx, world);
    }
    if pressed(command, Key::V) || pasted.is_some() {
        clipboard::paste(world, pasted);
    }
}
