//! A class out of all that there are: the entries of a menu.

use crate::nervous::Classes;
use crate::window::paint::theme::readable;
use crate::window::state::palette;
use bevy::ecs::prelude::*;
use bevy_egui::egui::{RichText, Ui};

/// Shows all classes, and none, with the mark at that of now; the one that was clicked, empty for none.
pub fn class_entries(ui: &mut Ui, world: &World, now: &str) -> Option<String> {
    let palette = palette(world);
    let mut chosen = None;
    let classes = world.get_resource::<Classes>().into_iter().flat_map(|classes| classes.iter());
    for (index, (name, class)) in classes.enumerate() {
        let text = RichText::new(name).color(readable(palette.class(&class.color, index), palette.panel));
        if ui.selectable_label(name == now, text).clicked() {
            chosen = Some(name.clone());
        }
    }
    let none = RichText::new("no class").color(palette.weak);
    if ui.selectable_label(now.is_empty(), none).clicked() {
        chosen = Some(String::new());
    }
    chosen
}
