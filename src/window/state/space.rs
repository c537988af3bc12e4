//! The space bar: a tap plays or pauses; while it is held a drag of the left button pans.

use bevy::ecs::prelude::*;
use bevy_egui::egui::{CursorIcon, Id, Response, Ui, Vec2};

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
    /// It is pressed.
    pub fn press(&mut self) {
        (self.held, self.used) = (true, false);
    }

    /// It is let go; tells whether that was a tap.
    pub fn release(&mut self) -> bool {
        std::mem::take(&mut self.held) && !self.used
    }

    /// Whoever lets it go, it is not told here.
    pub fn lose(&mut self) {
        self.held = false;
    }
}

/// How far a view is dragged in this frame by the left button with the space bar held. While that is so, nothing else
/// is to act on the pointer there.
pub fn pan(ui: &Ui, response: &Response, world: &mut World) -> Option<Vec2> {
    let (down, begun, delta) =
        ui.input(|i| (i.pointer.primary_down(), i.pointer.primary_pressed(), i.pointer.delta()));
    let mut space = world.resource_mut::<Space>();
    if space.held && down && response.is_pointer_button_down_on() && space.grip.is_none() {
        // Only a press that began so: what is dragged already goes on.
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
        // From where it was pressed on.
        return Some(if begun { Vec2::ZERO } else { delta });
    }
    if space.held && response.hovered() && !down {
        ui.ctx().set_cursor_icon(CursorIcon::Grab);
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tap_counts_when_it_is_let_go_and_not_after_a_drag() {
        let mut space = Space::default();
        assert!(!space.release(), "it was pressed elsewhere");
        space.press();
        assert!(space.release());
        space.press();
        space.used = true;
        assert!(!space.release());
        space.press();
        space.lose();
        assert!(!space.release());
    }
}
