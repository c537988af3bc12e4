//! An item of a menu.

use bevy_egui::egui::{self, Ui};

/// Shows it, with its keys; true when it was chosen.
pub fn item(ui: &mut Ui, name: &str, keys: &str, enabled: bool) -> bool {
    let clicked = ui.add_enabled(enabled, egui::Button::new(name).shortcut_text(keys)).clicked();
    if clicked {
        ui.close();
    }
    clicked
}
