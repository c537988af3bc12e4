//! The menu of the right button.

use super::theme::{Palette, small};
use bevy_egui::egui::containers::menu::menu_style;
use bevy_egui::egui::{
    Align, Button, FocusDirection, Id, Layout, Popup, PopupAnchor, PopupCloseBehavior, PopupKind, Pos2, Rect,
    Response, RichText, Sense, SetOpenCommand, Ui,
};

/// Where the right button was clicked in a part of the screen in this frame, on nothing that lies over it. A drag is
/// no click.
#[must_use]
pub fn asked_at(ui: &Ui, rect: Rect) -> Option<Pos2> {
    let at = ui.input(|i| i.pointer.interact_pos().filter(|_| i.pointer.secondary_clicked()))?;
    let free = ui.ctx().layer_id_at(at) == Some(ui.layer_id());
    (free && rect.contains(at)).then_some(at)
}

/// Whether a menu opens in this frame.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Opens {
    /// It stays as it was.
    Not,
    /// Where the pointer is.
    AtPointer,
    /// At a point of the screen, by a key: its first entry has the keyboard.
    At(Pos2),
}

/// Shows the menu of this name at the pointer, from where it was asked for until something is chosen.
pub fn context_menu(ui: &Ui, name: &str, asked: bool, fill: impl FnOnce(&mut Ui)) {
    context_menu_at(ui, name, if asked { Opens::AtPointer } else { Opens::Not }, fill);
}

/// The same for a menu of switches: it stays open while they are set.
pub fn menu_that_stays(ui: &Ui, name: &str, asked: bool, fill: impl FnOnce(&mut Ui)) {
    let opens = if asked { Opens::AtPointer } else { Opens::Not };
    opened(ui, name, opens, PopupCloseBehavior::CloseOnClickOutside, fill);
}

/// A menu that a key opens, too.
#[derive(Clone, Copy, Default)]
struct Kept {
    /// Another menu each time: one that is open already would close by the click that asks for the next.
    times: u32,
    at: Option<Pos2>,
    /// Frames in which its first entry can still take the keyboard: in the first it is only measured.
    tries: u8,
}

/// Shows the menu of this name, from where it was asked for until something is chosen.
pub fn context_menu_at(ui: &Ui, name: &str, opens: Opens, fill: impl FnOnce(&mut Ui)) {
    opened(ui, name, opens, PopupCloseBehavior::CloseOnClick, fill);
}

fn opened(ui: &Ui, name: &str, opens: Opens, closes: PopupCloseBehavior, fill: impl FnOnce(&mut Ui)) {
    let id = Id::new((name, "asked"));
    let mut kept: Kept = ui.data(|d| d.get_temp(id)).unwrap_or_default();
    let times = kept.times.wrapping_add(1);
    match opens {
        Opens::Not => {}
        Opens::AtPointer => kept = Kept { times, at: None, tries: 0 },
        Opens::At(at) => kept = Kept { times, at: Some(at), tries: 3 },
    }
    let anchor = kept.at.map_or(PopupAnchor::PointerFixed, PopupAnchor::Position);
    if opens != Opens::Not && kept.tries > 0 {
        let focused = ui.memory(|memory| memory.focused());
        focused.into_iter().for_each(|focused| ui.memory_mut(|memory| memory.surrender_focus(focused)));
    }
    let waits = kept.tries > 0 && ui.memory(|memory| memory.focused().is_none());
    kept.tries = if waits { kept.tries - 1 } else { 0 };
    ui.data_mut(|d| d.insert_temp(id, kept));
    if waits {
        ui.memory_mut(|memory| memory.move_focus(FocusDirection::Next));
        ui.ctx().request_repaint();
    }
    Popup::new(Id::new((name, kept.times)), ui.ctx().clone(), anchor, ui.layer_id())
        .kind(PopupKind::Menu)
        .close_behavior(closes)
        .sense(Sense::CLICK)
        .layout(Layout::top_down_justified(Align::Min))
        .style(menu_style)
        .gap(0.0)
        .open_memory((opens != Opens::Not).then_some(SetOpenCommand::Bool(true)))
        .show(|ui| {
            ui.set_min_width(190.0);
            fill(ui);
        });
    if waits {
        // What comes behind the menu is not to take it.
        ui.memory_mut(|memory| memory.move_focus(FocusDirection::None));
    }
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
