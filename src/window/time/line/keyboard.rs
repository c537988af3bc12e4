//! The strip by keys, and by a screen reader, for which it is a slider.

use super::super::timeline::{SECOND, Timeline};
use super::super::travel::go;
use crate::sim::{Clock, seconds};
use crate::window::state::command::{key, shift};
use crate::window::state::{Command, Stop, Tour};
use bevy::ecs::prelude::*;
use bevy_egui::egui::accesskit::{Action, ActionData};
use bevy_egui::egui::{EventFilter, Key, Response, Ui};

/// What keys do while the strip has the keyboard.
pub const KEYS: &[Command] = &[SECONDS, TENS];

const SECONDS: Command = Command::new(
    "Go along the strip",
    "Back or on by a second; Home the first moment that is known, End the present",
    |world, _| shift_by(world, SECOND),
)
.keys(&[key(Key::ArrowLeft), key(Key::ArrowRight), key(Key::Home), key(Key::End)])
.in_place(Stop::Time)
.again();

const TENS: Command = Command::new("Go far along the strip", "Back or on by ten seconds", |world, _| {
    shift_by(world, 10 * SECOND);
})
.keys(&[shift(Key::ArrowLeft), shift(Key::ArrowRight)])
.in_place(Stop::Time)
.again();

fn shift_by(world: &mut World, ticks: u64) {
    let Some(line) = world.get_resource::<Timeline>() else { return };
    let now = world.resource::<Clock>().tick;
    let (first, tip) = line.span();
    let to = match world.resource::<Tour>().stroke {
        Some(Key::ArrowLeft) => now.saturating_sub(ticks),
        Some(Key::Home) => first,
        Some(Key::End) => tip.max(now),
        _ => now + ticks,
    };
    to_tick(world, to.clamp(first, tip.max(now)));
}

fn to_tick(world: &mut World, tick: u64) {
    if tick != world.resource::<Clock>().tick {
        go(world, tick);
    }
}

/// Tells a screen reader the strip, and does what it asks for. `ticks`: the first that is known, now, and the last.
pub(super) fn hear(ui: &Ui, response: &Response, world: &mut World, (first, now, tip): (u64, u64, u64)) {
    let held = EventFilter { horizontal_arrows: true, escape: true, ..EventFilter::default() };
    ui.memory_mut(|memory| memory.set_focus_lock_filter(response.id, held));
    let told = ui.ctx().accesskit_node_builder(response.id, |node| {
        node.set_min_numeric_value(seconds(first));
        node.set_max_numeric_value(seconds(tip));
        node.set_numeric_value_step(1.0);
        node.set_value(format!("{:.2} s of {:.2} s", seconds(now), seconds(tip)));
        for action in [Action::Increment, Action::Decrement, Action::SetValue] {
            node.add_action(action);
        }
    });
    if told.is_none() {
        return;
    }
    let asked = |action| ui.input(|i| i.num_accesskit_action_requests(response.id, action)) as u64;
    let (more, less) = (asked(Action::Increment), asked(Action::Decrement));
    let mut to = (now + more * SECOND).saturating_sub(less * SECOND);
    ui.input(|i| {
        for request in i.accesskit_action_requests(response.id, Action::SetValue) {
            if let Some(ActionData::NumericValue(value)) = request.data {
                to = (value.max(0.0) * SECOND as f64).round() as u64;
            }
        }
    });
    to_tick(world, to.clamp(first, tip));
}
