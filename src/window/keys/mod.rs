//! What keys do. They never act while text is being typed or a question waits.

pub mod quick;

use crate::arena::Medium;
use crate::edit::{Edit, History, NeuronKey};
use crate::nervous::{Hold, NeuronParams};
use crate::sim::{Playback, TICKS_PER_SECOND};
use crate::window::commands::{self, clipboard};
use crate::window::files;
use crate::window::files::gallery;
use crate::window::files::{recovery, reload};
use crate::window::state::{Desk, Layout, Purpose};
use crate::window::time;
use crate::window::time::ghost::Ghost;
use crate::window::tour;
use bevy::ecs::prelude::*;
use bevy_egui::egui::{self, Key, Modifiers};

/// All keys, for the help.
pub const KEYS: [(&str, &str); 30] = [
    ("Space", "Play or pause"),
    (".", "Pause and do one tick"),
    (",", "Pause and go back one tick"),
    ("Shift+,  .", "One second back, one on"),
    ("[  ]", "Slower, faster"),
    ("R", "Back to the beginning"),
    ("F", "Fit both views"),
    ("C", "Follow the worm or not"),
    ("N", "Add a neuron at the pointer"),
    ("Del", "Delete what is selected"),
    ("F2", "Rename the selected neuron"),
    ("Ctrl+A", "Select all neurons"),
    ("Ctrl+C, Ctrl+X", "Copy or cut the selected neurons"),
    ("Ctrl+V", "Paste at the pointer"),
    ("Ctrl+D", "Duplicate the selected neurons"),
    ("I", "Inject the selected neurons: they fire"),
    ("S", "Silence the selected neurons, or revive them"),
    ("G", "Show the ghost: the worm without lesions"),
    ("K", "Agar or water"),
    ("1", "World and network"),
    ("2", "World alone"),
    ("3", "Network alone"),
    ("Ctrl+Z", "Undo"),
    ("Ctrl+Shift+Z", "Redo"),
    ("Ctrl+O", "Open a scene"),
    ("Ctrl+G", "Gallery: all scenes with pictures"),
    ("Ctrl+S", "Save; with Shift under a name"),
    ("Ctrl++  -  0", "Larger, smaller, usual size"),
    ("Esc", "Close, or select nothing"),
    ("?", "This help"),
];

/// Acts on the keys pressed in this frame.
pub fn act(ctx: &egui::Context, world: &mut World, desk: &mut Desk) {
    ctx.input_mut(|i| clipboard::tell_pasted(&mut i.events));
    let asked = desk.wish.is_some() || reload::asks(world) || recovery::asks(world);
    if ctx.text_edit_focused() || desk.dialog.is_some() || asked {
        return;
    }
    let pressed = |modifiers: Modifiers, key: Key| ctx.input_mut(|i| i.consume_key(modifiers, key));
    let (none, command) = (Modifiers::NONE, Modifiers::COMMAND);
    let shifted = Modifiers::COMMAND | Modifiers::SHIFT;
    if pressed(none, Key::Questionmark)
        || pressed(Modifiers::SHIFT, Key::Questionmark)
        || pressed(Modifiers::SHIFT, Key::Slash)
    {
        desk.show_help = !desk.show_help;
    }
    // An open menu closes itself.
    if !ctx.any_popup_open() && pressed(none, Key::Escape) {
        if desk.show_help {
            desk.show_help = false;
        } else if desk.gallery.shown {
            desk.gallery.shown = false;
        } else if desk.report.is_some() {
            desk.report = None;
        } else if desk.tour.is_some() {
            tour::leave(desk);
        } else {
            desk.select(None);
        }
    }
    if desk.show_help {
        return;
    }
    if pressed(command, Key::G) {
        if desk.gallery.shown {
            desk.gallery.shown = false;
        } else {
            gallery::open(desk);
        }
    }
    if desk.gallery.shown {
        return;
    }
    // The longer combination first: a shorter one would take it.
    if pressed(shifted, Key::Z) || pressed(command, Key::Y) {
        desk.shift(world, false);
    } else if pressed(command, Key::Z) {
        desk.shift(world, true);
    }
    if pressed(shifted, Key::S) {
        files::ask(desk, Purpose::SaveAs);
    } else if pressed(command, Key::S) {
        files::save(world, desk);
    }
    if pressed(command, Key::O) {
        files::ask(desk, Purpose::Open);
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
        time::back(world, desk, second);
    } else if pressed(none, Key::Comma) {
        time::back(world, desk, 1);
    }
    if pressed(shift, Key::Period) || pressed(shift, Key::Colon) {
        time::forward(world, desk, second);
    } else if pressed(none, Key::Period) {
        one_tick(world);
    }
    if pressed(none, Key::OpenBracket) {
        world.resource_mut::<Playback>().shift_speed(false);
    }
    if pressed(none, Key::CloseBracket) {
        world.resource_mut::<Playback>().shift_speed(true);
    }
    if pressed(none, Key::R) {
        files::reset(world, desk);
    }
    if pressed(none, Key::F) {
        desk.fit_world = true;
        desk.fit_network = true;
    }
    if pressed(none, Key::C) {
        desk.follow = !desk.follow;
        desk.say(if desk.follow { "Following the worm" } else { "Not following; C follows again" });
    }
    edit_keys(ctx, world, desk);
    if pressed(none, Key::I) {
        inject(world, desk);
    }
    if pressed(none, Key::S) {
        silence(world, desk);
    }
    if pressed(none, Key::G) {
        ghost(world, desk);
    }
    if pressed(none, Key::K)
        && let Some(now) = crate::body::medium(world)
    {
        let medium = if now == Medium::Water { Medium::Agar } else { Medium::Water };
        desk.perform(world, Edit::Medium(medium));
        world.get_resource_or_init::<History>().close();
        desk.say(if medium == Medium::Water { "In water" } else { "On agar" });
    }
    for (key, layout) in [(Key::Num1, Layout::Both), (Key::Num2, Layout::World), (Key::Num3, Layout::Network)]
    {
        if pressed(none, key) {
            desk.layout = layout;
        }
    }
}

/// Keys that change the network.
fn edit_keys(ctx: &egui::Context, world: &mut World, desk: &mut Desk) {
    let pressed = |modifiers: Modifiers, key: Key| ctx.input_mut(|i| i.consume_key(modifiers, key));
    // The system's clipboard speaks in events, a bare backend in keys.
    let event = |wanted: fn(&egui::Event) -> bool| ctx.input(|i| i.events.iter().any(wanted));
    let pasted = ctx.input(|i| clipboard::brought(&i.events));
    let (none, command) = (Modifiers::NONE, Modifiers::COMMAND);
    if pressed(none, Key::N) {
        let place = desk.canvas.pointer.unwrap_or(desk.network.centre);
        commands::add(world, desk, place);
    }
    if pressed(none, Key::Delete) || pressed(none, Key::Backspace) {
        commands::delete(world, desk);
    }
    if pressed(none, Key::F2) {
        commands::begin_rename(desk);
    }
    if pressed(command, Key::A) {
        commands::select_all(desk);
    }
    if pressed(command, Key::D) {
        commands::duplicate(world, desk);
    }
    let copies = event(|e| matches!(e, egui::Event::Copy));
    if pressed(command, Key::C) || copies {
        clipboard::copy(ctx, world, desk);
    }
    let cuts = event(|e| matches!(e, egui::Event::Cut));
    if pressed(command, Key::X) || cuts {
        clipboard::cut(ctx, world, desk);
    }
    if pressed(command, Key::V) || pasted.is_some() {
        clipboard::paste(world, desk, pasted);
    }
}

/// Pauses and asks for one tick.
pub fn one_tick(world: &mut World) {
    let mut playback = world.resource_mut::<Playback>();
    playback.playing = false;
    playback.steps += 1;
}

/// Silences the selected neuron, or revives it.
pub fn silence(world: &mut World, desk: &mut Desk) {
    let chosen = desk.chosen();
    match chosen.as_slice() {
        [] => desk.say("Select a neuron first, then silence it"),
        [key] => silence_one(world, desk, key.clone()),
        [.., last] => {
            let silent = last.find(world).and_then(|n| world.get::<Hold>(n)) == Some(&Hold::Silent);
            if !silent {
                Ghost::summon(world);
            }
            let hold = if silent { Hold::Free } else { Hold::Silent };
            let edits = chosen.iter().map(|key| Edit::Hold(key.clone(), hold)).collect();
            commands::step(world, desk, Ok(Edit::Batch(edits)));
            let what = if silent { "revived" } else { "silenced" };
            desk.say(format!("{} neurons are {what}", chosen.len()));
        }
    }
}

/// Silences a neuron, or revives it. The ghost starts before the first is silenced.
pub fn silence_one(world: &mut World, desk: &mut Desk, key: NeuronKey) {
    let Some(neuron) = key.find(world) else { return };
    let silent = world.get::<Hold>(neuron) == Some(&Hold::Silent);
    if !silent {
        Ghost::summon(world);
    }
    let name = key.neuron.clone();
    desk.perform(world, Edit::Hold(key, if silent { Hold::Free } else { Hold::Silent }));
    world.get_resource_or_init::<History>().close();
    desk.say(if silent { format!("{name} is revived") } else { format!("{name} is silenced") });
}

/// Shows the ghost or hides it.
pub fn ghost(world: &mut World, desk: &mut Desk) {
    let shown = Ghost::toggle(world);
    desk.fit_world |= shown;
    desk.say(if shown { "Ghost: the worm without lesions" } else { "The ghost is gone" });
}

/// Puts so much transmitter on the selected neuron's dendrite that it fires.
pub fn inject(world: &mut World, desk: &mut Desk) {
    let chosen = desk.chosen();
    if chosen.is_empty() {
        desk.say("Select a neuron first, then inject it");
    }
    for key in chosen {
        let params = key.find(world).and_then(|neuron| world.get::<NeuronParams>(neuron).copied());
        if let Some(params) = params {
            let amount = params.threshold.max(0.0) + 1.0;
            desk.perform(world, Edit::Inject(key, [amount, 0.0]));
        }
    }
}
