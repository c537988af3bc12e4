//! The file dialog, as it is seen and used.

use super::Chooser;
use super::choice::{Choice, Outcome};
use super::naming::stem_length;
use crate::window::paint::controls::named;
use crate::window::paint::question::{Answer, Question};
use crate::window::paint::theme::{Palette, prose};
use crate::window::state::document::file_name;
use crate::window::state::palette;
use bevy::ecs::prelude::*;
use bevy_egui::egui::text::CCursor;
use bevy_egui::egui::text_selection::CCursorRange;
use bevy_egui::egui::{
    self, Align, Button, Context, Frame, Id, Key, Layout, Modal, Modifiers, Rect, RichText, ScrollArea,
    Sense, Stroke, TextEdit, Ui, WidgetInfo, WidgetType, pos2, vec2,
};
use std::path::{Path, PathBuf};

/// Its size in a window that has room for it \[points\].
const SIZE: egui::Vec2 = vec2(700.0, 400.0);
/// What it leaves of the window \[points\].
const MARGIN: egui::Vec2 = vec2(70.0, 190.0);
/// Width of the list of places, and how wide the dialog must be to have it \[points\].
const PLACES: (f32, f32) = (132.0, 440.0);
/// Height of a row of the list \[points\].
const ROW: f32 = 22.0;

/// What was pressed or clicked.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Deed {
    None,
    Accept,
    Close,
}

/// Shows it while it is open; what is picked is handed on.
pub fn show(ctx: &Context, world: &mut World) {
    let Some((mut choice, then)) = world.resource_mut::<Chooser>().0.take() else { return };
    let palette = palette(world);
    choice.tend();
    let mut deed = if choice.replaced.is_some() { Deed::None } else { keys(ctx, &mut choice) };
    let size = SIZE.min(ctx.content_rect().size() - MARGIN).max(vec2(260.0, 60.0));
    let modal = Modal::new(Id::new("choose a file"))
        .frame(Frame::popup(&ctx.global_style()).inner_margin(16))
        .show(ctx, |ui| {
            ui.set_width(size.x);
            let clicked = whole(ui, &mut choice, size, palette);
            if clicked != Deed::None {
                deed = clicked;
            }
        });
    if choice.replaced.is_none() && modal.should_close() {
        deed = Deed::Close;
    }
    let picked = match deed {
        Deed::Close => return,
        Deed::Accept => match choice.accept() {
            Outcome::Picked(path) => Some(path),
            Outcome::Open => None,
        },
        Deed::None => None,
    };
    if let Some(path) = picked.or_else(|| ask_to_replace(ctx, &mut choice, palette)) {
        then(world, path);
        return;
    }
    world.resource_mut::<Chooser>().0 = Some((choice, then));
}

/// Asks about a file that would be replaced; the file, if it may be.
fn ask_to_replace(ctx: &Context, choice: &mut Choice, palette: &Palette) -> Option<PathBuf> {
    let path = choice.replaced.clone()?;
    let question = Question {
        id: "replace",
        title: "Replace the file?",
        answers: &[("Replace", "What the file holds now is lost"), ("Cancel", "Choose another name")],
        usual: 1,
    };
    let answer = question.ask(ctx, palette, |ui| {
        ui.label(format!("{} is there already, in", file_name(&path)));
        let folder = path.parent().unwrap_or(Path::new("/")).display().to_string();
        ui.label(RichText::new(folder).color(palette.weak));
    })?;
    choice.replaced = None;
    choice.begin = true;
    (answer == Answer::Given(0)).then_some(path)
}

/// Keys that the field does not need.
fn keys(ctx: &Context, choice: &mut Choice) -> Deed {
    let pressed = |modifiers, key| ctx.input_mut(|i| i.consume_key(modifiers, key));
    if pressed(Modifiers::ALT, Key::ArrowUp) {
        choice.leave();
    }
    for (key, by) in [(Key::ArrowDown, 1), (Key::ArrowUp, -1), (Key::PageDown, 10), (Key::PageUp, -10)] {
        if pressed(Modifiers::NONE, key) {
            choice.go(by);
        }
    }
    if choice.name.is_empty() && !choice.saves() && pressed(Modifiers::NONE, Key::Backspace) {
        choice.leave();
    }
    // A button that has the focus takes Enter itself.
    let field = Id::new(FIELD);
    let is_in_field = ctx.memory(|memory| memory.focused().is_none_or(|focused| focused == field));
    if is_in_field && pressed(Modifiers::NONE, Key::Enter) { Deed::Accept } else { Deed::None }
}

const FIELD: &str = "name of a file";

fn whole(ui: &mut Ui, choice: &mut Choice, size: egui::Vec2, palette: &Palette) -> Deed {
    let mut deed = Deed::None;
    ui.horizontal(|ui| {
        ui.heading(choice.title);
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            if choice.saves() {
                new_folder(ui, choice);
            }
        });
    });
    path(ui, choice, palette);
    let (room, _) = ui.allocate_exact_size(size, Sense::hover());
    let mut list = room;
    if size.x >= PLACES.1 && !choice.places.is_empty() {
        let left = Rect::from_min_max(room.min, pos2(room.left() + PLACES.0, room.bottom()));
        list.min.x += PLACES.0 + 8.0;
        places(&mut ui.new_child(egui::UiBuilder::new().max_rect(left)), choice, palette);
    }
    ui.painter().rect_filled(list, 6.0, palette.well);
    let inside = egui::UiBuilder::new().max_rect(list.shrink2(vec2(6.0, 4.0)));
    if rows(&mut ui.new_child(inside), choice, palette) {
        deed = Deed::Accept;
    }
    ui.add_space(6.0);
    field(ui, choice, palette);
    let (words, color) = match (&choice.error, choice.completed()) {
        (Some(error), _) => (error.clone(), palette.error),
        (None, Some(name)) if !name.is_empty() => (format!("It is written as {name}"), palette.weak),
        _ => (String::new(), palette.weak),
    };
    ui.horizontal(|ui| {
        let all = "All files";
        let shown = if choice.shows_all { all } else { choice.kind().name };
        let before = choice.shows_all;
        let combo = egui::ComboBox::from_id_salt("kind of files").selected_text(shown);
        let kind = choice.kind().name;
        let combo = combo.show_ui(ui, |ui| {
            ui.selectable_value(&mut choice.shows_all, false, kind);
            ui.selectable_value(&mut choice.shows_all, true, all);
        });
        named(combo.response, "Kind of files").on_hover_text("Which files are listed");
        if choice.shows_all != before {
            choice.sift();
        }
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            if ui.button("Cancel").on_hover_text("Esc").clicked() {
                deed = Deed::Close;
            }
            let text = RichText::new(if choice.saves() { "Save" } else { "Open" }).color(palette.strong);
            let accept =
                Button::new(text).fill(palette.accent_ground).stroke(Stroke::new(1.0, palette.accent));
            if ui.add(accept).on_hover_text("Enter").clicked() {
                deed = Deed::Accept;
            }
            ui.add(egui::Label::new(RichText::new(words).font(prose()).color(color)).truncate());
        });
    });
    deed
}

/// The button that makes a folder.
fn new_folder(ui: &mut Ui, choice: &mut Choice) {
    let name = ui.id().with("name of a folder");
    ui.menu_button("New folder", |ui| {
        let mut typed = ui.data(|data| data.get_temp::<String>(name)).unwrap_or_default();
        let response =
            named(ui.add(TextEdit::singleline(&mut typed).hint_text("Its name")), "Name of the folder");
        ui.data_mut(|data| data.insert_temp(name, typed.clone()));
        let is_entered = response.lost_focus() && ui.input(|i| i.key_pressed(Key::Enter));
        if ui.button("Make it").clicked() || is_entered {
            choice.make_folder(&typed);
            choice.begin = true;
            ui.data_mut(|data| data.insert_temp(name, String::new()));
            ui.close();
        } else {
            response.request_focus();
        }
    });
}

/// The folder and those that hold it, each to be gone to.
fn path(ui: &mut Ui, choice: &mut Choice, palette: &Palette) {
    let folder = choice.listing.folder.clone();
    let mut goal = None;
    ScrollArea::horizontal().id_salt("path").stick_to_right(true).max_height(26.0).show(ui, |ui| {
        ui.horizontal(|ui| {
            ui.spacing_mut().item_spacing.x = 3.0;
            let above: Vec<&Path> = folder.ancestors().collect();
            for (place, folder) in above.iter().rev().enumerate() {
                if place > 1 {
                    ui.label(RichText::new("/").color(palette.weak));
                }
                let name = folder.file_name().map_or_else(|| "/".to_owned(), |_| file_name(folder));
                let color = if place + 1 == above.len() { palette.strong } else { palette.text };
                let button = Button::new(RichText::new(name).color(color)).frame_when_inactive(false);
                if ui.add(button).on_hover_text("Go there (Alt+Up: one up)").clicked() {
                    goal = Some((*folder).to_owned());
                }
            }
        });
    });
    if let Some(folder) = goal {
        choice.enter(&folder);
        choice.begin = true;
    }
}

fn places(ui: &mut Ui, choice: &mut Choice, palette: &Palette) {
    let mut goal = None;
    ScrollArea::vertical().id_salt("places").show(ui, |ui| {
        for (name, folder) in &choice.places {
            let here = *folder == choice.listing.folder;
            let text = RichText::new(name).color(if here { palette.accent } else { palette.text });
            let button =
                Button::new(text).truncate().frame_when_inactive(false).min_size(vec2(PLACES.0 - 10.0, 0.0));
            if ui.add(button).on_hover_text(folder.display().to_string()).clicked() {
                goal = Some(folder.clone());
            }
        }
    });
    if let Some(folder) = goal {
        choice.enter(&folder);
        choice.begin = true;
    }
}

/// The list; true when something in it was clicked twice.
fn rows(ui: &mut Ui, choice: &mut Choice, palette: &Palette) -> bool {
    if let Some(error) = &choice.listing.error {
        ui.label(RichText::new(error).color(palette.error));
        return false;
    }
    let count = choice.shown();
    if count == 0 {
        ui.label(
            RichText::new(format!("Nothing of this kind here: {}", choice.kind().name)).color(palette.weak),
        );
        return false;
    }
    let mut taken = false;
    let mut area = ScrollArea::vertical().id_salt("files").auto_shrink([false, false]);
    if let Some(row) = choice.marked.filter(|_| std::mem::take(&mut choice.reveal)) {
        let room = ui.available_height();
        area = area.vertical_scroll_offset((row as f32 * ROW - 0.4 * room).max(0.0));
    }
    ui.spacing_mut().item_spacing.y = 0.0;
    area.show_rows(ui, ROW, count, |ui, range| {
        for row in range {
            let Some(entry) = choice.entry(row) else { continue };
            let (name, is_folder) = (entry.name.clone(), entry.is_folder);
            let is_marked = choice.marked == Some(row);
            let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), ROW), Sense::click());
            response
                .widget_info(|| WidgetInfo::selected(WidgetType::SelectableLabel, true, is_marked, &name));
            if is_marked || response.hovered() {
                let ground = if is_marked { palette.accent_ground } else { palette.button };
                ui.painter().rect_filled(rect, 4.0, ground);
            }
            let text = if is_folder { format!("{name}/") } else { name };
            let color = if is_marked || is_folder { palette.strong } else { palette.text };
            let mut job =
                egui::text::LayoutJob::simple_singleline(text, egui::FontId::proportional(13.0), color);
            job.wrap = egui::text::TextWrapping::truncate_at_width(rect.width() - 12.0);
            let galley = ui.painter().layout_job(job);
            let at = pos2(rect.left() + 6.0, rect.center().y - galley.size().y / 2.0);
            ui.painter().galley(at, galley, color);
            if response.clicked() {
                choice.choose(row);
            }
            if response.double_clicked() {
                choice.choose(row);
                taken = true;
            }
        }
    });
    taken
}

/// The field for the name, which has the focus.
fn field(ui: &mut Ui, choice: &mut Choice, palette: &Palette) {
    ui.horizontal(|ui| {
        let label = ui.label(RichText::new("Name").color(palette.weak));
        let hint = if choice.saves() { "" } else { "Type the beginning of a name, or a path" };
        let edit = TextEdit::singleline(&mut choice.name)
            .id(Id::new(FIELD))
            .hint_text(hint)
            .desired_width(ui.available_width() - 8.0);
        let mut output = edit.show(ui);
        if choice.begin {
            choice.begin = false;
            let stem = stem_length(&choice.name, choice.kind());
            let range = CCursorRange::two(CCursor::new(0), CCursor::new(stem));
            output.state.cursor.set_char_range(Some(range));
            output.state.store(ui.ctx(), output.response.id);
            output.response.request_focus();
        }
        if output.response.changed() {
            choice.typed();
        }
        let _ = output.response.response.clone().labelled_by(label.id);
    });
}
