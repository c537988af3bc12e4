//! What pointer and keys do to something that is drawn and can be moved: drags, arrow keys, and Esc, which takes back
//! what they did.

use crate::window::paint::number_field::follow;
use crate::window::state::claims::claim;
use crate::window::state::command::key;
use crate::window::state::{close, take_back};
use bevy::ecs::prelude::*;
use bevy_egui::egui::{EventFilter, Key, KeyboardShortcut, Modifiers, Pos2, Response, Ui, Vec2, vec2};

/// Keys that it takes for itself while it has the keyboard.
const TAKEN: &[KeyboardShortcut] =
    &[key(Key::Escape), key(Key::ArrowLeft), key(Key::ArrowRight), key(Key::ArrowUp), key(Key::ArrowDown)];

/// Where something is to be moved.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum To {
    /// To this place.
    Place(Pos2),
    /// So many steps to the right and upwards.
    Steps(Vec2),
}

/// Finds out where it is to be moved, and begins and ends steps of undo.
pub fn slide(ui: &Ui, world: &mut World, response: &Response) -> Option<To> {
    let id = response.id;
    // What keys have done is complete when the hand takes hold of something, before that begins a step of its own.
    let keyed = id.with("keyed");
    let pressed = ui.input(|i| i.pointer.any_pressed());
    if (pressed || response.lost_focus()) && ui.data_mut(|data| data.remove_temp::<bool>(keyed)).is_some() {
        close(world);
    }
    if response.drag_started() {
        close(world);
    }
    // What was taken back stays so, though the button is still held.
    let dead = id.with("withdrawn");
    if follow(response, "").is_some() {
        take_back(world);
        ui.data_mut(|data| data.insert_temp(dead, true));
    }
    if !response.dragged() {
        ui.data_mut(|data| data.remove::<bool>(dead));
    }
    if response.clicked() || response.drag_started() {
        response.request_focus();
    }
    let mut to = None;
    if claim(ui.ctx(), world, id, TAKEN) {
        let filter = EventFilter { escape: true, horizontal_arrows: true, vertical_arrows: true, tab: false };
        ui.memory_mut(|memory| memory.set_focus_lock_filter(id, filter));
        let (steps, escape) = ui.input_mut(|i| {
            let mut count = |key| i.count_and_consume_key(Modifiers::NONE, key) as f32;
            let right = count(Key::ArrowRight) - count(Key::ArrowLeft);
            let up = count(Key::ArrowUp) - count(Key::ArrowDown);
            (vec2(right, up), i.consume_key(Modifiers::NONE, Key::Escape))
        });
        if escape {
            if ui.data_mut(|data| data.remove_temp::<bool>(keyed)).is_some() {
                take_back(world);
            }
            ui.memory_mut(|memory| memory.surrender_focus(id));
        } else if steps != Vec2::ZERO {
            let goes_on = |data: &mut bevy_egui::egui::util::IdTypeMap| {
                std::mem::replace(data.get_temp_mut_or_default::<bool>(keyed), true)
            };
            if !ui.data_mut(goes_on) {
                close(world);
            }
            to = Some(To::Steps(steps));
        }
    }
    if response.drag_stopped() {
        close(world);
    }
    match response.interact_pointer_pos() {
        Some(place) if response.dragged() && ui.data(|data| data.get_temp::<bool>(dead)).is_none() => {
            Some(To::Place(place))
        }
        _ => to,
    }
}
