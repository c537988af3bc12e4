//! What comes in front of everything: the question about unsaved changes, faults of a scene,
//! the file dialog.

use super::open::{grant, save};
use super::scenes::folder;
use super::{recovery, reload};
use crate::window::state::document::file_name;
use crate::window::state::wishes::{FileWish, SCENES};
use crate::window::state::{Document, Notices, Wish, Wishes, palette};
use bevy::ecs::prelude::*;
use bevy_egui::egui::{self, Id, Modal, RichText, Ui};
use egui_file_dialog::{DialogState, FileDialog, Filter};
use std::path::PathBuf;

/// The file dialog, and what is done with the file that is picked.
#[derive(Resource, Default)]
pub struct Dialog(Option<(fn(&mut World, PathBuf), FileDialog)>);

/// Whether the file dialog is open, or is to be.
#[must_use]
pub fn dialog_is_open(world: &World) -> bool {
    world.resource::<Dialog>().0.is_some() || world.resource::<Wishes>().file.is_some()
}

/// Whether a question waits for an answer.
#[must_use]
pub fn asks(world: &World) -> bool {
    world.resource::<Wishes>().waiting.is_some() || reload::asks(world) || recovery::asks(world)
}

/// Closes the file dialog; whether it was open.
#[cfg(test)]
pub fn take_dialog(world: &mut World) -> bool {
    world.resource_mut::<Dialog>().0.take().is_some()
}

/// Shows what waits for an answer.
pub fn show(ui: &mut Ui, world: &mut World) {
    let ctx = &ui.ctx().clone();
    question(ctx, world);
    report(ctx, world);
    file(ctx, world);
    reload::ask(ctx, world);
    recovery::ask(ctx, world);
}

fn question(ctx: &egui::Context, world: &mut World) {
    if dialog_is_open(world) {
        return;
    }
    let Some(wish) = world.resource::<Wishes>().waiting.clone() else { return };
    let name = world.resource::<Document>().name().unwrap_or_else(|| "This scene".to_owned());
    let purpose = match &wish {
        Wish::Open(path) => format!("before {} is opened?", file_name(path)),
        Wish::Close => "before the window closes?".to_owned(),
    };
    let modal = Modal::new(Id::new("unsaved"))
        .frame(egui::Frame::popup(&ctx.global_style()).inner_margin(18))
        .show(ctx, |ui| {
            ui.set_width(380.0);
            ui.heading("Unsaved changes");
            ui.add_space(4.0);
            ui.label(format!("{name} has been changed. Save it {purpose}"));
            ui.add_space(8.0);
            ui.horizontal(|ui| {
                if ui.button("Save").on_hover_text("Save, then go on").clicked() && save(world) {
                    world.resource_mut::<Wishes>().waiting = None;
                    grant(world, wish.clone());
                }
                if ui.button("Discard").on_hover_text("Go on without saving").clicked() {
                    world.resource_mut::<Wishes>().waiting = None;
                    grant(world, wish.clone());
                }
                if ui.button("Cancel").on_hover_text("Stay here").clicked() {
                    world.resource_mut::<Wishes>().waiting = None;
                }
            });
        });
    if modal.should_close() {
        world.resource_mut::<Wishes>().waiting = None;
    }
}

fn report(ctx: &egui::Context, world: &mut World) {
    let Some(report) = world.resource::<Notices>().report.clone() else { return };
    let palette = palette(world);
    let mut open = true;
    egui::Window::new("Problem")
        .title_bar(false)
        .id(Id::new("report"))
        .anchor(egui::Align2::CENTER_CENTER, [0.0, 0.0])
        .default_width(620.0)
        .resizable(true)
        .collapsible(false)
        .show(ctx, |ui| {
            ui.heading(RichText::new(&report.title).color(palette.error));
            ui.label(RichText::new("The scene that was running goes on.").color(palette.weak));
            ui.add_space(4.0);
            egui::Frame::new().fill(palette.well).corner_radius(6).inner_margin(8).show(ui, |ui| {
                egui::ScrollArea::both()
                    .max_height(320.0)
                    .min_scrolled_height(90.0)
                    .auto_shrink([false, true])
                    .show(ui, |ui| {
                        let text = RichText::new(&report.text).monospace().color(palette.text);
                        ui.add(egui::Label::new(text).selectable(true).extend());
                    });
            });
            ui.add_space(6.0);
            ui.horizontal(|ui| {
                if ui.button("Copy").on_hover_text("Copy the text").clicked() {
                    ui.ctx().copy_text(report.text.clone());
                }
                if ui.button("Close").on_hover_text("Esc").clicked() {
                    open = false;
                }
            });
        });
    if !open {
        world.resource_mut::<Notices>().report = None;
    }
}

/// Opens the file dialog for a wish.
fn dialog(world: &World, wish: &FileWish) -> FileDialog {
    let mut dialog = FileDialog::new().initial_directory(folder(world));
    for kind in [Some(SCENES), Some(wish.kind).filter(|kind| kind.name != SCENES.name)].into_iter().flatten()
    {
        dialog = dialog.add_file_filter(kind.name, Filter::new(kind.fits)).default_file_filter(kind.name);
    }
    dialog = dialog
        .title(wish.title)
        .show_search(false)
        .default_size([680.0, 420.0])
        .anchor(egui::Align2::CENTER_CENTER, [0.0, 0.0]);
    if let Some(name) = &wish.new {
        dialog = dialog.default_file_name(name);
        dialog.save_file();
    } else {
        dialog.pick_file();
    }
    dialog
}

fn file(ctx: &egui::Context, world: &mut World) {
    if let Some(wish) = world.resource_mut::<Wishes>().file.take() {
        let dialog = dialog(world, &wish);
        world.resource_mut::<Dialog>().0 = Some((wish.then, dialog));
    }
    let Some((then, mut dialog)) = world.resource_mut::<Dialog>().0.take() else { return };
    dialog.update(ctx);
    if let Some(path) = dialog.take_picked() {
        then(world, path);
    } else if *dialog.state() == DialogState::Open {
        world.resource_mut::<Dialog>().0 = Some((then, dialog));
    }
}
