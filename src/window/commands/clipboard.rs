//! Neurons on the system's clipboard: as the text of a small scene, so that they go from window to
//! window, and into a text editor and back.

use super::Draft;
use super::neurons::{count, delete, put};
use crate::edit::clip;
use crate::scene::{parse, to_text};
use crate::window::state::{chosen, say, say_error};
use bevy::ecs::prelude::*;
use bevy_egui::EguiClipboard;
use bevy_egui::egui;

/// What stands above copied neurons.
const HEADER: &str =
    "// Neurons copied from a scene. Paste them into another, or save this as a scene of its own.\n";

/// The text on the system's clipboard; `None` without one.
pub fn of_system(world: &mut World) -> Option<String> {
    world.get_resource_mut::<EguiClipboard>()?.get_text()
}

/// Copies the selected neurons with what lies between them; tells whether there were any.
pub fn copy(ctx: &egui::Context, world: &mut World) -> bool {
    let chosen = chosen(world);
    if chosen.is_empty() {
        say(world, "Select neurons first, then copy them");
        return false;
    }
    match clip::copy(world, &chosen) {
        Ok(scene) => {
            let text = to_text(&scene, HEADER);
            ctx.copy_text(text.clone());
            world.resource_mut::<Draft>().copied = text;
            say(world, format!("{} copied", count(chosen.len())));
            true
        }
        Err(error) => {
            say_error(world, error.to_string());
            false
        }
    }
}

/// Cuts the selected neurons.
pub fn cut(ctx: &egui::Context, world: &mut World) {
    if copy(ctx, world) {
        delete(world);
    }
}

/// Pastes what a clipboard holds at the pointer; `None`: there is none but our own.
pub fn paste(world: &mut World, text: Option<String>) {
    let text = text.unwrap_or_else(|| world.resource::<Draft>().copied.clone());
    if text.trim().is_empty() {
        say(world, "There is no text on the clipboard: copy neurons first (Ctrl+C)");
        return;
    }
    match parse(&text, "the clipboard") {
        Ok(copied) if copied.creatures.iter().all(|creature| creature.neurons.is_empty()) => {
            say_error(world, "The scene on the clipboard has no neurons");
        }
        Ok(copied) => {
            let place = world.resource::<Draft>().pointer;
            put(world, &copied, place);
        }
        // A text that is meant to be neurons, edited by hand perhaps: say what is wrong with it.
        Err(faults) if text.contains("creatures") && text.contains("neurons") => {
            let first = faults.faults.first();
            let what =
                first.map_or_else(String::new, |fault| format!(": line {}, {}", fault.line, fault.message));
            say_error(world, format!("The neurons on the clipboard cannot be read{what}"));
        }
        Err(_) => say_error(world, "The clipboard holds a text, but no neurons"),
    }
}
