//! Keys with what is held down with them, and how they are told to people.

use bevy_egui::egui::{Key, KeyboardShortcut, Modifiers};

/// Whether a key says which way.
pub(super) fn is_arrow(key: Key) -> bool {
    matches!(key, Key::ArrowLeft | Key::ArrowRight | Key::ArrowUp | Key::ArrowDown)
}

/// A key alone.
#[must_use]
pub const fn key(key: Key) -> KeyboardShortcut {
    KeyboardShortcut::new(Modifiers::NONE, key)
}

/// A key with Shift.
#[must_use]
pub const fn shift(key: Key) -> KeyboardShortcut {
    KeyboardShortcut::new(Modifiers::SHIFT, key)
}

/// A key with Ctrl, on a Mac with Command.
#[must_use]
pub const fn ctrl(key: Key) -> KeyboardShortcut {
    KeyboardShortcut::new(Modifiers::COMMAND, key)
}

/// A key with Ctrl and Shift.
#[must_use]
pub const fn ctrl_shift(key: Key) -> KeyboardShortcut {
    KeyboardShortcut::new(Modifiers::COMMAND.plus(Modifiers::SHIFT), key)
}

/// A key with Alt.
#[must_use]
pub const fn alt(key: Key) -> KeyboardShortcut {
    KeyboardShortcut::new(Modifiers::ALT, key)
}

/// The four arrows, made with one of the functions above.
#[must_use]
pub const fn arrows(modifiers: Modifiers) -> [KeyboardShortcut; 4] {
    [
        KeyboardShortcut::new(modifiers, Key::ArrowLeft),
        KeyboardShortcut::new(modifiers, Key::ArrowRight),
        KeyboardShortcut::new(modifiers, Key::ArrowUp),
        KeyboardShortcut::new(modifiers, Key::ArrowDown),
    ]
}

/// Keys for people: `Ctrl+Shift+Z`.
#[must_use]
pub fn key_text(shortcut: &KeyboardShortcut) -> String {
    let KeyboardShortcut { modifiers, logical_key } = *shortcut;
    let name = match logical_key {
        Key::Delete => "Del",
        Key::Escape => "Esc",
        Key::Minus => "-",
        Key::Comma | Key::Period | Key::OpenBracket | Key::CloseBracket | Key::Plus | Key::Questionmark => {
            logical_key.symbol_or_name()
        }
        key => key.name(),
    };
    let command = if cfg!(target_os = "macos") { "Cmd+" } else { "Ctrl+" };
    let held = [(modifiers.command, command), (modifiers.alt, "Alt+"), (modifiers.shift, "Shift+")];
    held.iter().filter(|(on, _)| *on).map(|(_, name)| *name).chain([name]).collect()
}
