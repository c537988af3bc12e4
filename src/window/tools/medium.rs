//! The medium: between agar and water.

use crate::arena::Medium;
use crate::body;
use crate::edit::Edit;
use crate::window::paint::theme::Palette;
use crate::window::state::{close, perform, say};
use bevy::ecs::prelude::*;
use bevy_egui::egui::{self, RichText, Ui};

/// Drag along and across of agar and of water: the ends of the slider.
const ENDS: [[f32; 2]; 2] = [[1.0, 40.0], [0.05, 0.08]];

/// Where a medium lies between agar (0) and water (1).
#[must_use]
pub fn place_of(medium: Medium) -> f32 {
    match medium {
        Medium::Agar => 0.0,
        Medium::Water => 1.0,
        Medium::Custom { normal, .. } => {
            ((ENDS[0][1] / normal).ln() / (ENDS[0][1] / ENDS[1][1]).ln()).clamp(0.0, 1.0)
        }
    }
}

/// The medium at a place between agar and water.
fn medium_at(place: f32) -> Medium {
    let between = |i: usize| ENDS[0][i].powf(1.0 - place) * ENDS[1][i].powf(place);
    if place < 0.005 {
        Medium::Agar
    } else if place > 0.995 {
        Medium::Water
    } else {
        Medium::Custom { tangential: between(0), normal: between(1) }
    }
}

/// The name of a medium for people.
#[must_use]
pub fn medium_name(medium: Medium) -> String {
    match medium {
        Medium::Agar => "Agar".into(),
        Medium::Water => "Water".into(),
        Medium::Custom { tangential, normal } => {
            format!("Medium: drag {tangential:.2} along, {normal:.2} across")
        }
    }
}

/// Shows the slider from agar to water.
pub fn show(ui: &mut Ui, world: &mut World, palette: &Palette) {
    let Some(now) = body::medium(world) else { return };
    let mut place = place_of(now);
    let mut wanted = None;
    let tip = "What the worm moves in. Agar: drag across the body 40 times that along it. Water: thin, 1.6 times. K switches.";
    let end = |ui: &mut Ui, name: &str, on: bool| {
        let color = if on { palette.accent } else { palette.text };
        let button = egui::Button::new(RichText::new(name).color(color)).frame(false);
        ui.add(button).on_hover_text(tip).clicked()
    };
    if end(ui, "Agar", now == Medium::Agar) {
        wanted = Some(Medium::Agar);
    }
    ui.spacing_mut().slider_width = 84.0;
    let slider = egui::Slider::new(&mut place, 0.0..=1.0).show_value(false).trailing_fill(false);
    let response = ui.add(slider).on_hover_text(format!("{tip}\nNow: {}", medium_name(now)));
    response.widget_info(|| egui::WidgetInfo::slider(true, f64::from(place), "Medium"));
    if response.changed() {
        wanted = Some(medium_at(place));
    }
    if end(ui, "Water", now == Medium::Water) {
        wanted = Some(Medium::Water);
    }
    if let Some(medium) = wanted.filter(|m| *m != now) {
        perform(world, Edit::Medium(medium));
    }
    if response.drag_stopped() || (wanted.is_some() && !response.dragged()) {
        close(world);
    }
}

/// From agar to water, or back.
pub fn switch(world: &mut World) {
    let Some(now) = body::medium(world) else { return };
    let medium = if now == Medium::Water { Medium::Agar } else { Medium::Water };
    perform(world, Edit::Medium(medium));
    close(world);
    say(world, if medium == Medium::Water { "In water" } else { "On agar" });
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_medium_slider_goes_there_and_back() {
        for place in [0.0, 0.2, 0.5, 0.9, 1.0] {
            assert!((place_of(medium_at(place)) - place).abs() < 1e-3, "{place}");
        }
        assert_eq!((medium_at(0.0), medium_at(1.0)), (Medium::Agar, Medium::Water));
    }
}
