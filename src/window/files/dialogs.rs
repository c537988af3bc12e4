//! What comes in front of everything: the question about unsaved changes, faults of a scene,
//! the file dialog.

use super::{recovery, reload};
use crate::window::files;
use crate::window::state::{Desk, Wish};
use bevy::ecs::prelude::*;
use bevy_egui::egui::{self, Id, Modal, RichText};

/// Shows what waits for an answer.
pub fn show(ctx: &egui::Context, world: &mut World, desk: &mut Desk) {
    question(ctx, world, desk);
    report(ctx, desk);
    file(ctx, world, desk);
    reload::ask(ctx, world, desk);
    recovery::ask(ctx, world, desk);
}

fn question(ctx: &egui::Context, world: &mut World, desk: &mut Desk) {
    if desk.dialog.is_some() {
        return;
    }
    let Some(wish) = desk.wish.clone() else { return };
    let name = desk.path.as_deref().map_or_else(|| "This scene".to_owned(), files::file_name);
    let purpose = match &wish {
        Wish::Open(path) => format!("before {} is opened?", files::file_name(path)),
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
                if ui.button("Save").on_hover_text("Save, then go on").clicked() && files::save(world, desk) {
                    desk.wish = None;
                    files::grant(world, desk, wish.clone());
                }
                if ui.button("Discard").on_hover_text("Go on without saving").clicked() {
                    desk.wish = None;
                    files::grant(world, desk, wish.clone());
                }
                if ui.button("Cancel").on_hover_text("Stay here").clicked() {
                    desk.wish = None;
                }
            });
        });
    if modal.should_close() {
        desk.wish = None;
    }
}

fn report(ctx: &egui::Context, desk: &mut Desk) {
    let Some(report) = desk.report.clone() else { return };
    let palette = desk.mode.palette();
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
        desk.report = None;
    }
}

fn file(ctx: &egui::Context, world: &mut World, desk: &mut Desk) {
    let Some((purpose, mut dialog)) = desk.dialog.take() else { return };
    dialog.update(ctx);
    if let Some(path) = dialog.take_picked() {
        files::picked(world, desk, purpose, path);
    } else if *dialog.state() == egui_file_dialog::DialogState::Open {
        desk.dialog = Some((purpose, dialog));
    }
}
