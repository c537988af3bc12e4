//! Modifiers that are pressed and let go between two frames.
//!
//! The backend reads what came in a frame and then asks which modifiers are down: a click with Shift that is quicker
//! than a frame would arrive as one without. So a modifier that was down at any time in a frame counts as down for
//! all that the pointer does in it. Keys have their own, see `typed`.

use bevy::app::{App, PreUpdate};
use bevy::ecs::prelude::*;
use bevy::input::keyboard::{Key, KeyboardInput};
use bevy_egui::EguiInputSet;
use bevy_egui::input::ModifierKeysState;

/// The modifiers as they were left at the end of the frame's keys.
#[derive(Resource, Default)]
struct Left(Option<ModifierKeysState>);

/// Adds what keeps quick modifiers.
pub fn plugin(app: &mut App) {
    app.init_resource::<Left>().add_systems(
        PreUpdate,
        (
            give_back.before(EguiInputSet::InitReading),
            keep.after(EguiInputSet::InitReading).before(EguiInputSet::FocusContext),
        ),
    );
}

/// A key is pressed or let go: it may be a modifier.
pub(super) fn note(state: &mut ModifierKeysState, key: &Key, pressed: bool) {
    match key {
        Key::Shift => state.shift = pressed,
        Key::Control => state.ctrl = pressed,
        Key::Alt => state.alt = pressed,
        Key::Super | Key::Meta => state.win = pressed,
        _ => {}
    }
}

fn give_back(left: Res<Left>, mut state: ResMut<ModifierKeysState>) {
    if let Some(left) = left.0 {
        *state = left;
    }
}

fn keep(
    mut keys: MessageReader<KeyboardInput>,
    mut left: ResMut<Left>,
    mut state: ResMut<ModifierKeysState>,
) {
    let now = *state;
    // Down when the frame began, though let go within it.
    if let Some(before) = left.0 {
        state.shift |= before.shift;
        state.ctrl |= before.ctrl;
        state.alt |= before.alt;
        state.win |= before.win;
    }
    for key in keys.read().filter(|key| key.state.is_pressed()) {
        note(&mut state, &key.logical_key, true);
    }
    left.0 = Some(now);
}

#[cfg(test)]
mod tests {
    use super::*;
    use bevy::ecs::entity::Entity;
    use bevy::input::ButtonState;
    use bevy::input::keyboard::KeyCode;
    use bevy_egui::input::{self, EguiInputEvent};

    fn app() -> App {
        let mut app = App::empty();
        app.init_schedule(PreUpdate)
            .add_message::<KeyboardInput>()
            .add_message::<bevy::input::keyboard::KeyboardFocusLost>()
            .add_message::<EguiInputEvent>()
            .init_resource::<ModifierKeysState>()
            .configure_sets(PreUpdate, (EguiInputSet::InitReading, EguiInputSet::FocusContext).chain())
            .add_systems(
                PreUpdate,
                input::write_modifiers_keys_state_system.in_set(EguiInputSet::InitReading),
            );
        plugin(&mut app);
        app
    }

    fn press(app: &mut App, key: Key, state: ButtonState) {
        app.world_mut().write_message(KeyboardInput {
            key_code: KeyCode::KeyA,
            logical_key: key,
            state,
            text: None,
            repeat: false,
            window: Entity::PLACEHOLDER,
        });
    }

    fn frame(app: &mut App) -> bool {
        app.world_mut().run_schedule(PreUpdate);
        app.world().resource::<ModifierKeysState>().ctrl
    }

    #[test]
    fn control_that_is_quicker_than_a_frame_counts_for_that_frame() {
        let mut app = app();
        press(&mut app, Key::Control, ButtonState::Pressed);
        press(&mut app, Key::Character("s".into()), ButtonState::Pressed);
        press(&mut app, Key::Character("s".into()), ButtonState::Released);
        press(&mut app, Key::Control, ButtonState::Released);
        assert!(frame(&mut app));
        assert!(!frame(&mut app), "and is up in the next");
    }

    #[test]
    fn control_that_is_held_stays_down_until_it_is_let_go() {
        let mut app = app();
        press(&mut app, Key::Control, ButtonState::Pressed);
        assert!(frame(&mut app));
        assert!(frame(&mut app));
        press(&mut app, Key::Character("s".into()), ButtonState::Pressed);
        press(&mut app, Key::Control, ButtonState::Released);
        assert!(frame(&mut app), "let go in the frame of the key it was held for");
        assert!(!frame(&mut app));
    }
}
