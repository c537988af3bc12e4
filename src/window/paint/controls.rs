//! What can be pressed, in three looks, one each: a button does something and is filled; a menu opens and has no
//! ground but an arrow; a switch stays as it was put and has a line below it, bright while it is on.

use super::theme::Palette;
use bevy_egui::egui::containers::menu::{MenuButton, MenuConfig};
use bevy_egui::egui::{
    Atom, AtomExt, Button, PopupCloseBehavior, Rect, Response, Shape, Stroke, Ui, WidgetInfo, WidgetText,
    WidgetType, pos2, vec2,
};

/// A menu in a bar.
pub fn menu(ui: &mut Ui, name: impl Into<WidgetText>, content: impl FnOnce(&mut Ui)) -> Response {
    opened(ui, name.into(), MenuConfig::new(), content)
}

/// A menu of switches: it stays open while they are set.
pub fn menu_of_switches(ui: &mut Ui, name: impl Into<WidgetText>, content: impl FnOnce(&mut Ui)) -> Response {
    opened(ui, name.into(), of_switches(), content)
}

/// The menu of what a bar has no room for, so wide: its sign is arrow enough.
pub fn menu_of_rest(ui: &mut Ui, width: f32, content: impl FnOnce(&mut Ui)) -> Response {
    let button = Button::new("\u{bb}").frame_when_inactive(false).min_size(vec2(width, 0.0));
    let response = button_of(ui, button, "More", of_switches(), content);
    response.on_hover_text("What this bar has no room for")
}

fn of_switches() -> MenuConfig {
    MenuConfig::new().close_behavior(PopupCloseBehavior::CloseOnClickOutside)
}

fn button_of(
    ui: &mut Ui,
    button: Button<'_>,
    label: &str,
    config: MenuConfig,
    content: impl FnOnce(&mut Ui),
) -> Response {
    let (response, _) = MenuButton::from_button(button).config(config).ui(ui, content);
    response.widget_info(|| WidgetInfo::labeled(WidgetType::Button, true, label));
    response
}

fn opened(ui: &mut Ui, name: WidgetText, config: MenuConfig, content: impl FnOnce(&mut Ui)) -> Response {
    let label = name.text().to_owned();
    let room = Atom::default().atom_size(vec2(9.0, 1.0));
    let button = Button::new((name, room)).frame_when_inactive(false);
    let response = button_of(ui, button, &label, config, content);
    let color = ui.style().interact(&response).fg_stroke.color;
    let at =
        pos2(response.rect.right() - ui.spacing().button_padding.x - 3.5, response.rect.center().y + 1.0);
    let corners = [vec2(-3.5, -2.0), vec2(3.5, -2.0), vec2(0.0, 2.5)].map(|corner| at + corner);
    ui.painter().add(Shape::convex_polygon(corners.to_vec(), color, Stroke::NONE));
    response
}

/// A switch with a name.
pub fn switch(ui: &mut Ui, on: bool, name: impl Into<WidgetText>, palette: &Palette) -> Response {
    let response = ui.selectable_label(on, name);
    underline(ui, response.rect, on, &response, palette);
    response
}

/// Gives a widget a name for assistive tools, beside the value that it has.
pub fn named(response: Response, name: &str) -> Response {
    response.ctx.accesskit_node_builder(response.id, |node| node.set_label(name));
    response
}

/// The line below a switch.
pub fn underline(ui: &Ui, rect: Rect, on: bool, response: &Response, palette: &Palette) {
    let color = match (on, response.hovered()) {
        (true, _) => palette.accent,
        (false, true) => palette.text,
        (false, false) => palette.weak,
    };
    let height = if on { 2.5 } else { 1.0 };
    let line = Rect::from_min_max(
        pos2(rect.left() + 3.0, rect.bottom() - height),
        pos2(rect.right() - 3.0, rect.bottom()),
    );
    ui.painter().rect_filled(line, 1.0, color);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::window::paint::theme::{self, Look};
    use bevy_egui::egui::{Color32, Context, RawInput};

    /// The ground of what is drawn first, whether there is an arrow, and the colour of a line at the bottom.
    fn look(look: Look, add: impl Fn(&mut Ui) -> Response) -> (Option<Color32>, bool, Option<Color32>) {
        let ctx = Context::default();
        theme::apply(&ctx, look, true);
        let mut rect = Rect::NOTHING;
        let output = ctx.run_ui(RawInput::default(), |ui| rect = add(ui).rect);
        let mut seen = (None, false, None);
        for clipped in output.shapes {
            match clipped.shape {
                Shape::Rect(r) if r.rect.height() <= 3.0 && r.rect.bottom() == rect.bottom() => {
                    seen.2 = Some(r.fill);
                }
                Shape::Rect(r) if r.rect.width() <= rect.width() && r.fill != Color32::TRANSPARENT => {
                    seen.0 = seen.0.or(Some(r.fill));
                }
                Shape::Path(path) if path.points.len() == 3 => seen.1 = true,
                _ => {}
            }
        }
        seen
    }

    #[test]
    fn a_button_a_menu_and_a_switch_look_each_like_itself() {
        for each in Look::ALL {
            let p = each.palette();
            let button = look(each, |ui| ui.button("Save"));
            let menu = look(each, |ui| menu(ui, "Scene", |_| {}));
            let [off, on] = [false, true].map(|on| look(each, |ui| switch(ui, on, "Poke", p)));
            assert_eq!(button, (Some(p.button), false, None), "{each:?}");
            assert_eq!(menu, (None, true, None), "{each:?}");
            assert_eq!(off, (None, false, Some(p.weak)), "{each:?}");
            assert_eq!(on, (Some(p.accent_ground), false, Some(p.accent)), "{each:?}");
        }
    }
}
