//! The small switches above a plot.

use crate::window::paint::controls::underline;
use crate::window::paint::theme::{Palette, fade, small};
use bevy_egui::egui::{
    Align2, Button, Color32, CornerRadius, Response, RichText, Sense, Stroke, Ui, WidgetInfo, WidgetType,
    pos2, vec2,
};

/// Height of the switches.
const HIGH: f32 = 20.0;

fn wide(ui: &Ui, text: &str) -> f32 {
    ui.painter().layout_no_wrap(text.to_owned(), small(), Color32::WHITE).size().x
}

/// A legend that is a switch: a dash in the colour of the curve, and its name. `verb` and the
/// name together are what assistive tools say.
pub fn toggle(
    ui: &mut Ui,
    on: &mut bool,
    name: &str,
    verb: &str,
    color: Color32,
    tip: &str,
    palette: &Palette,
) {
    let (rect, mut response) = ui.allocate_exact_size(vec2(wide(ui, name) + 24.0, HIGH), Sense::click());
    if response.clicked() {
        *on = !*on;
        response.mark_changed();
    }
    let label = format!("{verb} {name}");
    response.widget_info(|| WidgetInfo::selected(WidgetType::Checkbox, true, *on, &label));
    ground(ui, &response, false, palette);
    let text = match (*on, response.hovered()) {
        (true, _) | (_, true) => palette.strong,
        _ => palette.weak,
    };
    let y = rect.center().y;
    let line = if *on { Stroke::new(3.0, color) } else { Stroke::new(1.5, fade(palette.weak, 0.6)) };
    ui.painter().hline(rect.left() + 4.0..=rect.left() + 15.0, y, line);
    ui.painter().text(pos2(rect.left() + 19.0, y), Align2::LEFT_CENTER, name, small(), text);
    response.on_hover_text(format!("{tip}\nClick to {}", if *on { "hide" } else { "show" }));
}

/// One of several; true when it was chosen.
pub fn choice(ui: &mut Ui, name: &str, on: bool, tip: &str, palette: &Palette) -> bool {
    switch(ui, name, name, on, tip, palette).clicked()
}

/// A switch between two: names and tips of off and on.
pub fn either(ui: &mut Ui, on: &mut bool, [off, other]: [(&str, &str); 2], palette: &Palette) {
    for (value, (name, tip)) in [(false, off), (true, other)] {
        if choice(ui, name, *on == value, tip, palette) {
            *on = value;
        }
    }
}

/// A small switch; `label` is what assistive tools say.
pub fn switch(ui: &mut Ui, name: &str, label: &str, on: bool, tip: &str, palette: &Palette) -> Response {
    let (rect, response) = ui.allocate_exact_size(vec2(wide(ui, name) + 14.0, HIGH), Sense::click());
    response.widget_info(|| WidgetInfo::selected(WidgetType::Button, true, on, label));
    ground(ui, &response, on, palette);
    underline(ui, rect, on, &response, palette);
    let color = if on || response.hovered() { palette.strong } else { palette.text };
    ui.painter().text(rect.center(), Align2::CENTER_CENTER, name, small(), color);
    response.on_hover_text(tip)
}

/// A small button.
pub fn button(ui: &mut Ui, name: &str, label: &str, tip: &str) -> Response {
    let text = RichText::new(name).font(small());
    let response = ui.add(Button::new(text).min_size(vec2(0.0, HIGH)));
    response.widget_info(|| WidgetInfo::labeled(WidgetType::Button, true, label));
    response.on_hover_text(tip)
}

fn ground(ui: &Ui, response: &Response, on: bool, palette: &Palette) {
    let color = match (on, response.hovered()) {
        (true, _) => palette.accent_ground,
        (false, true) => palette.button_hover,
        (false, false) => return,
    };
    let round = CornerRadius::same(5);
    ui.painter().rect_filled(response.rect, round, color);
}
