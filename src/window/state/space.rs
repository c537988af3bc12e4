//! The space bar: a tap plays or pauses; while it is held a drag of the left button pans.

use bevy::ecs::prelude::*;
use bevy_egui::egui::{CursorIcon, Event, Id, Key, Modifiers, Response, Ui, Vec2};

/// What is under way with the space bar.
#[derive(Resource, Clone, Copy, Debug, Default)]
pub struct Space {
    /// Whether it is held.
    held: bool,
    /// Whether something was dragged meanwhile, so that it is no tap.
    used: bool,
    /// What is being dragged, until the button is let go.
    grip: Option<Id>,
}

impl Space {
    /// Takes in the keys of a frame; returns how often it was tapped. `deaf`: somebody else is typing.
    pub fn take_in(&mut self, events: &[Event], deaf: bool) -> usize {
        let mut taps = 0;
        for event in events {
            match event {
                Event::Key { key: Key::Space, pressed: true, repeat: false, modifiers, .. }
                    if !deaf && *modifiers == Modifiers::NONE =>
                {
                    (self.held, self.used) = (true, false);
                }
                Event::Key { key: Key::Space, pressed: false, .. } => {
                    taps += usize::from(self.held && !self.used && !deaf);
                    self.held = false;
                }
                Event::WindowFocused(false) => self.held = false,
                _ => {}
            }
        }
        self.held &= !deaf;
        taps
    }
}

/// How far a view is dragged in this frame by the left button with the space bar held. While that is so, nothing else
/// is to act on the pointer there.
pub fn pan(ui: &Ui, response: &Response, world: &mut World) -> Option<Vec2> {
    let down = ui.input(|i| i.pointer.primary_down());
    let mut space = world.resource_mut::<Space>();
    if space.held && down && response.is_pointer_button_down_on() && space.grip.is_none() {
        // Only a press that began so: what is dragged already goes on.
        let begun = ui.input(|i| i.pointer.primary_pressed());
        space.grip = begun.then_some(response.id);
        space.used |= begun;
    }
    let gripped = space.grip == Some(response.id);
    if gripped && !down {
        // In the frame in which it is let go it is no click either.
        space.grip = None;
    }
    if gripped {
        ui.ctx().set_cursor_icon(CursorIcon::Grabbing);
        return Some(response.drag_delta());
    }
    if space.held && response.hovered() && !down {
        ui.ctx().set_cursor_icon(CursorIcon::Grab);
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key(pressed: bool) -> Event {
        Event::Key { key: Key::Space, physical_key: None, pressed, repeat: false, modifiers: Modifiers::NONE }
    }

    #[test]
    fn a_tap_counts_when_it_is_let_go_and_not_after_a_drag() {
        let mut space = Space::default();
        assert_eq!(space.take_in(&[key(true)], false), 0);
        assert!(space.held);
        assert_eq!(space.take_in(&[key(false)], false), 1);
        assert_eq!(space.take_in(&[key(true), key(false), key(true), key(false)], false), 2);
        assert_eq!(space.take_in(&[key(true)], false), 0);
        space.used = true;
        assert_eq!(space.take_in(&[key(false)], false), 0);
    }

    #[test]
    fn what_is_typed_or_pressed_elsewhere_is_no_tap() {
        let mut space = Space::default();
        assert_eq!(space.take_in(&[key(true)], true), 0);
        assert_eq!(space.take_in(&[key(false)], false), 0, "it was pressed in a text");
        assert_eq!(space.take_in(&[key(true), Event::WindowFocused(false), key(false)], false), 0);
    }
}
