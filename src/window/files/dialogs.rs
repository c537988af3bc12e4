//! What comes in front of everything: the question about unsaved changes, what is to be read at length, the file
//! dialog.

use super::moment::ask_where_to_save_moment;
use super::open::grant;
use super::save::save;
use super::scenes::{folder, own_folder};
use super::templates::TEMPLATES;
use super::{offer, reload};
use crate::window::chooser;
use crate::window::paint::question::{Answer, Question};
use crate::window::state::document::file_name;
use crate::window::state::{Document, Notices, Wish, Wishes, palette};
use bevy::ecs::prelude::*;
use bevy_egui::egui::{self, Id, RichText, Ui};
use std::path::Path;

/// Whether the file dialog is open, or is to be.
#[must_use]
pub fn dialog_is_open(world: &World) -> bool {
    chooser::is_open(world) || world.resource::<Wishes>().file.is_some()
}

/// Whether a question waits for an answer.
#[must_use]
pub fn asks(world: &World) -> bool {
    world.resource::<Wishes>().waiting.is_some() || reload::asks(world) || offer::asks(world)
}

/// Shows what waits for an answer.
pub fn show(ui: &mut Ui, world: &mut World) {
    let ctx = &ui.ctx().clone();
    question(ctx, world);
    report(ctx, world);
    file(ctx, world);
    reload::ask(ctx, world);
    offer::ask(ctx, world);
}

fn question(ctx: &egui::Context, world: &mut World) {
    if dialog_is_open(world) {
        return;
    }
    let Some(wish) = world.resource::<Wishes>().waiting.clone() else { return };
    let name = world.resource::<Document>().name().unwrap_or_else(|| "This scene".to_owned());
    let purpose = match &wish {
        Wish::Open(path) => format!("before {} is opened?", file_name(path)),
        Wish::Import(path) => format!("before a scene is made of {}?", file_name(path)),
        Wish::New(place) => {
            let template = TEMPLATES.get(*place).map_or("one", |template| template.name);
            format!("before a new scene begins ({})?", template.to_lowercase())
        }
        Wish::Close => "before the window closes?".to_owned(),
    };
    let question = Question {
        id: "unsaved",
        title: "Unsaved changes",
        answers: &[
            ("Save", "Save, then go on"),
            ("Discard", "Go on without saving"),
            ("Cancel", "Stay here"),
        ],
        usual: 0,
    };
    let answer = question.ask(ctx, palette(world), |ui| {
        ui.label(format!("{name} has been changed. Save it {purpose}"));
    });
    match answer {
        // It asks for a name first, or could not be written: the wish waits.
        Some(Answer::Given(0)) if !save(world) => {}
        Some(Answer::Given(0 | 1)) => {
            world.resource_mut::<Wishes>().waiting = None;
            grant(world, wish);
        }
        Some(_) => world.resource_mut::<Wishes>().waiting = None,
        None => {}
    }
}

fn report(ctx: &egui::Context, world: &mut World) {
    let Some(report) = world.resource::<Notices>().report.clone() else { return };
    let palette = palette(world);
    let mut open = true;
    let room = ctx.content_rect().size() - egui::vec2(60.0, 220.0);
    egui::Window::new("Problem")
        .title_bar(false)
        .id(Id::new("report"))
        .anchor(egui::Align2::CENTER_CENTER, [0.0, 0.0])
        .default_width(620.0_f32.min(room.x))
        .resizable(true)
        .collapsible(false)
        .show(ctx, |ui| {
            let color = if report.is_fault { palette.error } else { palette.strong };
            ui.heading(RichText::new(&report.title).color(color));
            if report.is_fault {
                ui.label(RichText::new("The scene that was running goes on.").color(palette.weak));
            }
            ui.add_space(4.0);
            egui::Frame::new().fill(palette.well).corner_radius(6).inner_margin(8).show(ui, |ui| {
                egui::ScrollArea::both()
                    .max_height(320.0_f32.min(room.y))
                    .min_scrolled_height(90.0)
                    .auto_shrink([false, true])
                    .show(ui, |ui| {
                        let text = RichText::new(&report.text).monospace().color(palette.text);
                        let label = egui::Label::new(text).selectable(true);
                        // Faults show lines of a file, an account is words.
                        ui.add(if report.is_fault { label.extend() } else { label.wrap() });
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

/// Opens the file dialog where a file is to be named, and shows it.
fn file(ctx: &egui::Context, world: &mut World) {
    if std::mem::take(&mut world.resource_mut::<Wishes>().moment) {
        ask_where_to_save_moment(world);
    }
    if let Some(wish) = world.resource_mut::<Wishes>().file.take() {
        let beside = folder(world);
        let mut places = Vec::new();
        if let Ok(scenes) = Path::new("scenes").canonicalize() {
            places.push(("Scenes".to_owned(), scenes));
        }
        let own = own_folder(world);
        places.extend([&own, &beside].map(|folder| (file_name(folder), folder.clone())));
        let begin = if wish.new.is_some() { own } else { beside };
        chooser::open(world, wish, &begin, places);
    }
    chooser::show(ctx, world);
}
