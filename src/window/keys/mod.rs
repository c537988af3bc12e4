//! What keys do: the commands of the table, in the order of the hand, as often as they were pressed. They never act
//! while text is being typed or a question waits, nor behind an open menu.
//!
//! * `escape` closes what lies innermost; `places` takes the focus from part to part.
//! * `typed` reads them, each with its modifiers; `quick` keeps modifiers that are let go within a frame for what the
//!   pointer does.

mod escape;
mod places;
pub mod quick;
pub mod typed;

use crate::window::commands::Draft;
use crate::window::files::{asks, dialog_is_open};
use crate::window::paint::number_field;
use crate::window::state::claims::Claims;
use crate::window::state::{
    Arrangement, Command, Graph, Layout, Space, Table, Tour, refresh_graph, say, tour,
};
use bevy::app::App;
use bevy::ecs::prelude::*;
use bevy_egui::egui::{Context, Event, Key, Modifiers, Popup};

/// Keys that have no place in a menu.
pub const COMMANDS: &[Command] =
    &[escape::CLOSE, places::NEXT, places::BEFORE, places::NEXT_PART, places::PART_BEFORE];

/// What is known from one frame to the next.
#[derive(Resource, Default)]
struct Kept {
    /// Keys that come after one that has opened something: they are for that.
    held: Vec<Event>,
    /// Whether the last frame ended with a text field in focus.
    typing: bool,
}

/// Adds what keys keep.
pub fn plugin(app: &mut App) {
    app.init_resource::<Kept>();
}

/// Whether an event comes from a key.
fn is_of_key(event: &Event) -> bool {
    let clipboard = matches!(event, Event::Copy | Event::Cut | Event::Paste(_));
    clipboard || matches!(event, Event::Key { .. } | Event::Text(_))
}

/// The key of an event that may be a command, and whether it is only held.
fn stroke(event: &Event) -> Option<(Modifiers, Key, bool)> {
    match event {
        Event::Key { key, pressed: true, modifiers, repeat, .. } => Some((*modifiers, *key, *repeat)),
        Event::Copy => Some((Modifiers::COMMAND, Key::C, false)),
        Event::Cut => Some((Modifiers::COMMAND, Key::X, false)),
        Event::Paste(_) => Some((Modifiers::COMMAND, Key::V, false)),
        _ => None,
    }
}

/// Who takes the keys.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Owner {
    /// An open menu.
    Menu,
    /// A question, a file dialog, a name that is typed.
    Dialog,
    /// What lies over everything.
    Sheet,
    /// The window.
    Window,
}

/// Whether something lies over everything.
fn has_sheet(ctx: &Context, world: &World) -> bool {
    let sheets = world.resource::<Table>().all().iter().any(|command| command.sheet && command.is_on(world));
    sheets || ctx.memory(|memory| memory.top_modal_layer()).is_some()
}

/// Whether a dialog covers the panels, so that they have nothing to say.
#[must_use]
pub fn covered(ctx: &Context, world: &World) -> bool {
    dialog_is_open(world) || asks(world) || has_sheet(ctx, world)
}

fn owner(ctx: &Context, world: &World) -> Owner {
    if Popup::is_any_open(ctx) {
        Owner::Menu
    } else if dialog_is_open(world) || asks(world) || world.resource::<Draft>().is_typing() {
        Owner::Dialog
    } else if has_sheet(ctx, world) {
        Owner::Sheet
    } else {
        Owner::Window
    }
}

/// Acts on the keys pressed in this frame.
pub fn act(ctx: &Context, world: &mut World) {
    // The table has the keys that egui would act on before any of its order.
    ctx.options_mut(|options| options.zoom_with_keyboard = false);
    let over = Popup::is_any_open(ctx) || covered(ctx, world);
    tour::begin(ctx, world, over);
    let mut kept = world.resource_mut::<Kept>();
    let mut events = std::mem::take(&mut kept.held);
    let typing = kept.typing;
    ctx.input_mut(|i| {
        events.append(&mut i.events);
    });
    // egui takes the focus from a field that Escape leaves before any of this.
    let leaves = |event: &Event| matches!(event, Event::Key { key: Key::Escape, pressed: true, .. });
    let in_field = ctx.text_edit_focused() || (typing && events.iter().any(leaves));
    let mut left = Vec::with_capacity(events.len());
    let mut held = Vec::new();
    let mut holds = false;
    for event in events {
        if holds && is_of_key(&event) {
            held.push(event);
            continue;
        }
        // What was pointed at before a key counts for it; that is known once the frame is done.
        holds |= matches!(event, Event::PointerButton { .. });
        heed(world, &event, in_field);
        space(ctx, world, &event, in_field);
        let Some((modifiers, key, repeated)) = stroke(&event) else {
            left.push(event);
            continue;
        };
        if key == Key::Escape && modifiers.is_none() && number_field::withdraw(ctx) {
            continue;
        }
        let before = owner(ctx, world);
        if in_field {
            // The keys that leave a field: what follows is for what comes after it.
            holds |= matches!(key, Key::Escape | Key::Enter | Key::Tab);
            if !(before == Owner::Window && places::leave_field(world, ctx, modifiers, key)) {
                left.push(event);
            }
            continue;
        }
        let held_by = world.resource::<Tour>().held(ctx);
        let pressed = world.resource::<Table>().pressed(modifiers, key, held_by);
        let taken = world.resource::<Claims>().take(ctx, modifiers, key);
        let command = pressed.filter(|command| match before {
            Owner::Window if taken => false,
            // A widget that has the focus is pressed by it; a view or a table is not.
            Owner::Window => {
                let looked_at = held_by.is_some() || world.resource::<Claims>().has_keyboard(ctx);
                !(key == Key::Space && !looked_at && ctx.memory(|m| m.focused().is_some()))
            }
            Owner::Sheet => command.sheet && command.is_on(world),
            Owner::Menu | Owner::Dialog => false,
        });
        if before == Owner::Menu && key == Key::Escape {
            Popup::close_all(ctx);
            continue;
        }
        if before == Owner::Menu && places::walk_menu(ctx, modifiers, key) {
            continue;
        }
        let Some(command) = command else {
            // It may close what has the keys now.
            holds |= before != Owner::Window && matches!(key, Key::Escape | Key::Enter);
            left.push(event);
            continue;
        };
        if let Event::Paste(text) = event {
            world.resource_mut::<Draft>().brought = Some(text);
        }
        if repeated && !command.again {
            continue;
        }
        // It acts when it is let go: while it is held, a drag pans.
        if key == Key::Space {
            world.resource_mut::<Space>().press();
            continue;
        }
        // Several keys in a frame: each acts on what the one before it has left.
        if world.resource::<Graph>().stale {
            refresh_graph(world);
        }
        world.resource_mut::<Tour>().stroke = Some(key);
        if let Err(why) = command.run(world, ctx) {
            say(world, why);
        }
        world.resource_mut::<Tour>().stroke = None;
        holds |= owner(ctx, world) != before;
    }
    if !held.is_empty() {
        ctx.request_repaint();
    }
    world.insert_resource(Kept { held, typing: false });
    ctx.input_mut(|i| i.events = left);
    tour::reveal(ctx, world);
}

/// Whether keyboard or pointer is in use: with the keyboard one is to see where it is.
fn heed(world: &mut World, event: &Event, in_field: bool) {
    match event {
        Event::PointerButton { pressed: true, .. } => world.resource_mut::<Tour>().use_keys(false),
        Event::AccessKitActionRequest(_) => world.resource_mut::<Tour>().use_keys(true),
        Event::Key { key, pressed: true, .. } if !in_field || *key == Key::Tab => {
            world.resource_mut::<Tour>().use_keys(true);
        }
        _ => {}
    }
}

/// The space bar is let go: what its command is happens now, unless something was dragged meanwhile.
fn space(ctx: &Context, world: &mut World, event: &Event, in_field: bool) {
    match event {
        Event::WindowFocused(false) => world.resource_mut::<Space>().lose(),
        Event::Key { key: Key::Space, pressed: false, .. } => {
            let tapped = world.resource_mut::<Space>().release();
            let command = world.resource::<Table>().pressed(Modifiers::NONE, Key::Space, None);
            if let Some(command) =
                command.filter(|_| tapped && !in_field && owner(ctx, world) == Owner::Window)
                && let Err(why) = command.run(world, ctx)
            {
                say(world, why);
            }
        }
        _ => {}
    }
}

/// A frame ends: keys that come next are for the field that is in focus now.
pub fn end(ctx: &Context, world: &mut World) {
    world.resource_mut::<Kept>().typing = ctx.text_edit_focused();
    // The field of a new name or a note is gone with the canvas.
    if world.resource::<Arrangement>().layout == Layout::World {
        let mut draft = world.resource_mut::<Draft>();
        (draft.rename, draft.writing) = (None, None);
    }
}
