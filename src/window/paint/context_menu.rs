//! The menu of the right button.

use super::theme::{Palette, small};
use bevy_egui::egui::containers::menu::menu_style;
use bevy_egui::egui::{
    Align, Button, Id, Layout, Popup, PopupAnchor, PopupCloseBehavior, PopupKind, Pos2, Rect, Response,
    RichText, SetOpenCommand, Ui,
};

/// Where the right button was clicked in a part of the screen in this frame, on nothing that lies over it. A drag is
/// no click.
#[must_use]
pub fn asked_at(ui: &Ui, rect: Rect) -> Option<Pos2> {
    let at = ui.input(|i| i.pointer.interact_pos().filter(|_| i.pointer.secondary_clicked()))?;
    let free = ui.ctx().layer_id_at(at) == Some(ui.layer_id());
    (free && rect.contains(at)).then_some(at)
}

/// Shows the menu of this name at the pointer, from where it was asked for until something is chosen.
pub fn context_menu(ui: &Ui, name: &str, asked: bool, fill: impl FnOnce(&mut Ui)) {
    opened(ui, name, asked, PopupCloseBehavior::CloseOnClick, fill);
}

/// The same for a menu of switches: it stays open while they are set.
pub fn menu_that_stays(ui: &Ui, name: &str, asked: bool, fill: impl FnOnce(&mut Ui)) {
    opened(ui, name, asked, PopupCloseBehavior::CloseOnClickOutside, fill);
}

fn opened(ui: &Ui, name: &str, asked: bool, closes: PopupCloseBehavior, fill: impl FnOnce(&mut Ui)) {
    let count = Id::new((name, "times"));
    let mut times = ui.data(|d| d.get_temp::<u32>(count)).unwrap_or(0);
    if asked {
        // Another menu each time: one that is open already would close by the click that asks for the next.
        times = times.wrapping_add(1);
        ui.data_mut(|d| d.insert_temp(count, times));
    }
    Popup::new(Id::new((name, times)), ui.ctx().clone(), PopupAnchor::PointerFixed, ui.layer_id())
        .kind(PopupKind::Menu)
        .close_behavior(closes)
        .layout(Layout::top_down_justified(Align::Min))
        .style(menu_style)
        .gap(0.0)
        .open_memory(asked.then_some(SetOpenCommand::Bool(true)))
        .show(|ui| {
            ui.set_min_width(190.0);
            fill(ui);
        });
}

/// What the menu is about.
pub fn about(ui: &mut Ui, text: &str, palette: &Palette) {
    ui.label(RichText::new(text).font(small()).color(palette.weak));
}

/// An entry without a key.
pub fn entry(ui: &mut Ui, name: &str, tip: &str) -> bool {
    let response: Response = ui.add(Button::new(name)).on_hover_text(tip);
    if response.clicked() {
        ui.close();
    }
    response.clicked()
}
