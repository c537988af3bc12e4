//! How everything is drawn, in the menu of what is shown.

use crate::window::paint::theme::Colours;
use crate::window::state::{Style, Theme};
use bevy::ecs::prelude::*;
use bevy_egui::egui::Ui;

/// Shows it.
pub fn show(ui: &mut Ui, world: &mut World) {
    let mut style = world.resource_mut::<Style>();
    let theme = ui.menu_button("Theme", |ui| {
        for (theme, name) in Theme::ALL {
            ui.radio_value(&mut style.theme, theme, name);
        }
    });
    theme.response.on_hover_text("Dark or light");
    let colours = ui.menu_button("Colours", |ui| {
        for (colours, name, tip) in Colours::ALL {
            ui.radio_value(&mut style.colours, colours, name).on_hover_text(tip);
        }
    });
    colours.response.on_hover_text("For whose eyes the colours are");
    let mut still = style.still();
    let tip = "Nothing glides, slides or pulses; spikes light their links instead of running along them. Until you \
               choose it is as the system has it";
    if ui.checkbox(&mut still, "Less motion").on_hover_text(tip).changed() {
        style.less_motion = Some(still);
    }
    let tip = "A link is as wide as its weight is large, beside the largest one; so are muscles' gains and the \
               conductance of gap junctions";
    ui.checkbox(&mut style.wide_weights, "Weights as width").on_hover_text(tip);
}
