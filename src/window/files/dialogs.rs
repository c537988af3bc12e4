//! What comes in front of everything: the question about unsaved changes, what is to be read at length, the file
//! dialog.

use super::moment::ask_where_to_save_moment;
use super::open::{grant, take_all};
use super::save::save;
use super::scenes::{folder, own_folder};
use super::shipped::shipped_folder;
use super::templates::TEMPLATES;
use super::{offer, reload};
use crate::window::chooser;
use crate::window::paint::question::{Answer, Question};
use crate::window::state::document::{file_name, is_dirty};
use crate::window::state::{Busy, Document, Notices, Wish, Wishes, palette, say};
use bevy::ecs::prelude::*;
use bevy_egui::egui::{self, Id, RichText, Ui};
use std::path::PathBuf;

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

/// Takes files that were dropped on the window, and those that were before: once no question waits for an answer.
pub fn take_dropped(world: &mut World, more: Vec<PathBuf>) {
    let waits = asks(world) || dialog_is_open(world);
    if let (Some(first), true) = (more.first(), waits) {
        say(world, format!("{} waits until the question is answered", file_name(first)));
    }
    let mut wishes = world.resource_mut::<Wishes>();
    wishes.dropped.extend(more);
    if !waits && !wishes.dropped.is_empty() {
        let all = std::mem::take(&mut wishes.dropped);
        take_all(world, all);
    }
}

/// Shows what waits for an answer.
pub fn show(ui: &mut Ui, world: &mut World) {
    let ctx = &ui.ctx().clone();
    take_dropped(world, Vec::new());
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
    let busy = if wish == Wish::Close { world.resource::<Busy>().words() } else { String::new() };
    if !is_dirty(world) && wish == Wish::Close {
        return break_off(ctx, world, &busy);
    }
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
        if !busy.is_empty() {
            ui.label(format!("{busy}\nWhat is not done is lost in any case."));
        }
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

/// Asks whether work that is not done is to be broken off for closing.
fn break_off(ctx: &egui::Context, world: &mut World, busy: &str) {
    let question = Question {
        id: "break off",
        title: "Work under way",
        answers: &[("Wait", "Stay here; it goes on"), ("Close", "What is not done is lost")],
        usual: 0,
    };
    // It may have come to its end meanwhile: nothing stands in the way any more.
    let answer = if busy.is_empty() {
        Some(Answer::Given(1))
    } else {
        question.ask(ctx, palette(world), |ui| {
            ui.label(format!("{busy}\nClose the window all the same?"));
        })
    };
    if let Some(answer) = answer {
        world.resource_mut::<Wishes>().waiting = None;
        if answer == Answer::Given(1) {
            grant(world, Wish::Close);
        }
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
                        let text = RichText::new(&report.text).monospace().size(13.0).color(palette.text);
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
        places.extend(shipped_folder().map(|folder| ("Scenes".to_owned(), folder)));
        let own = own_folder(world);
        places.extend([&own, &beside].map(|folder| (file_name(folder), folder.clone())));
        let begin = if wish.new.is_some() { own } else { beside };
        chooser::open(world, wish, &begin, places);
    }
    chooser::show(ctx, world);
}
