//! Keys as they were typed: each with the modifiers that were down with it.
//!
//! The backend asks for the modifiers once a frame: of Ctrl+Z and S that come in one frame both would be with Ctrl, or
//! neither. Here they are followed from key to key.

use super::quick::note;
use bevy::app::{App, PreUpdate};
use bevy::ecs::prelude::*;
use bevy::input::keyboard::{Key, KeyboardFocusLost, KeyboardInput};
use bevy_egui::egui::{Event, Key as Press, Modifiers};
use bevy_egui::helpers::{bevy_to_egui_key, bevy_to_egui_physical_key};
use bevy_egui::input::{EguiInputEvent, ModifierKeysState};
use bevy_egui::{EguiClipboard, EguiContextSettings, EguiInputSet, PrimaryEguiContext};

/// The modifiers that are down: as the backend has them once a frame, here from key to key.
#[derive(Resource, Clone, Copy, Debug, Default)]
struct Down(ModifierKeysState);

/// Adds what reads the keys, in place of the backend's own.
pub fn plugin(app: &mut App) {
    app.init_resource::<Down>().add_systems(
        PreUpdate,
        (take_over.before(EguiInputSet::InitReading), read.in_set(EguiInputSet::ReadBevyMessages)),
    );
}

fn take_over(mut contexts: Query<&mut EguiContextSettings, With<PrimaryEguiContext>>) {
    for mut settings in &mut contexts {
        if settings.input_system_settings.run_write_keyboard_input_messages_system {
            settings.input_system_settings.run_write_keyboard_input_messages_system = false;
        }
    }
}

fn read(
    mut keys: MessageReader<KeyboardInput>,
    mut lost: MessageReader<KeyboardFocusLost>,
    mut down: ResMut<Down>,
    clipboard: Option<ResMut<EguiClipboard>>,
    contexts: Query<Entity, With<PrimaryEguiContext>>,
    mut events: MessageWriter<EguiInputEvent>,
) {
    let mut clipboard = clipboard;
    let mut paste = || clipboard.as_mut().and_then(|clipboard| clipboard.get_text());
    for key in keys.read() {
        note(&mut down.0, &key.logical_key, key.state.is_pressed());
        for context in &contexts {
            told(key, *down, &mut paste, |event| {
                events.write(EguiInputEvent { context, event });
            });
        }
    }
    // What is let go while another window has the keys is not told.
    if lost.read().count() > 0 {
        *down = Down::default();
    }
}

/// What a key means to egui.
fn told(
    key: &KeyboardInput,
    down: Down,
    paste: &mut dyn FnMut() -> Option<String>,
    mut tell: impl FnMut(Event),
) {
    let (pressed, modifiers) = (key.state.is_pressed(), down.0.to_egui_modifiers());
    if pressed && down.0.text_input_is_allowed() {
        match &key.logical_key {
            Key::Character(text) if !text.chars().any(char::is_control) => {
                tell(Event::Text(text.to_string()));
            }
            Key::Space => tell(Event::Text(" ".to_owned())),
            _ => {}
        }
    }
    // egui has no such key; Shift+F10 is the other one for it.
    if key.logical_key == Key::ContextMenu {
        let modifiers = Modifiers::SHIFT;
        return tell(Event::Key {
            key: Press::F10,
            physical_key: None,
            pressed,
            repeat: key.repeat,
            modifiers,
        });
    }
    // Where the letters are not Latin the place of the key counts.
    let physical_key = bevy_to_egui_physical_key(&key.key_code);
    let Some(press) = bevy_to_egui_key(&key.logical_key).or(physical_key) else { return };
    if pressed && modifiers.command {
        match press {
            Press::C => return tell(Event::Copy),
            Press::X => return tell(Event::Cut),
            // Held, it is a key that is held.
            Press::V if !key.repeat => {
                if let Some(text) = paste() {
                    return tell(Event::Paste(text));
                }
            }
            _ => {}
        }
    }
    tell(Event::Key { key: press, physical_key, pressed, repeat: key.repeat, modifiers });
}

#[cfg(test)]
mod tests {
    use super::*;
    use bevy::input::ButtonState;
    use bevy::input::keyboard::KeyCode;

    fn events(keys: &[(Key, bool)]) -> Vec<Event> {
        let mut down = Down::default();
        let mut all = Vec::new();
        for (key, pressed) in keys {
            let state = if *pressed { ButtonState::Pressed } else { ButtonState::Released };
            let key = KeyboardInput {
                key_code: KeyCode::F35,
                logical_key: key.clone(),
                state,
                text: None,
                repeat: false,
                window: Entity::PLACEHOLDER,
            };
            note(&mut down.0, &key.logical_key, *pressed);
            told(&key, down, &mut || Some("pasted".into()), |event| all.push(event));
        }
        all
    }

    #[test]
    fn each_key_has_the_modifiers_that_were_down_with_it() {
        let letter = |name: &str| Key::Character(name.into());
        let all = events(&[
            (Key::Control, true),
            (letter("z"), true),
            (letter("z"), false),
            (Key::Control, false),
            (letter("s"), true),
            (Key::Control, true),
            (letter("v"), true),
            (letter("c"), true),
        ]);
        let strokes: Vec<_> = all
            .iter()
            .filter_map(|event| match event {
                Event::Key { key, pressed: true, modifiers, .. } => Some((*key, modifiers.command)),
                _ => None,
            })
            .collect();
        assert_eq!(strokes, [(Press::Z, true), (Press::S, false)]);
        let menu = events(&[(Key::ContextMenu, true)]);
        assert!(
            matches!(menu[..], [Event::Key { key: Press::F10, modifiers: Modifiers::SHIFT, .. }]),
            "{menu:?}"
        );
        let typed: Vec<_> = all.iter().filter(|event| matches!(event, Event::Text(_))).collect();
        assert_eq!(typed, [&Event::Text("s".into())], "Ctrl types nothing");
        assert_eq!(all[all.len() - 2..], [Event::Paste("pasted".into()), Event::Copy]);
    }
}
