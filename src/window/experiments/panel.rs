//! The window of experiments: what is asked at the left, what came of it at the right.

use super::asked::Kind;
use super::{Experiments, begin, chart, collect, forms, look_up, table};
use crate::window::paint::controls::named;
use crate::window::paint::theme::{Palette, prose};
use crate::window::paint::widgets::sentence;
use crate::window::state::palette;
use bevy::ecs::prelude::*;
use bevy_egui::egui::{self, Align, Align2, Id, Label, Layout, RichText, ScrollArea, Ui, vec2};
use std::time::Duration;

/// Width of the questions \[points\], and of a window in which question and answer find room side by side.
const QUESTIONS: f32 = 290.0;
const WIDE: f32 = 640.0;
/// Room for what starts the runs \[points\].
const START: f32 = 62.0;
/// What the window leaves of the screen.
const MARGIN: egui::Vec2 = vec2(24.0, 110.0);

/// Shows it, if it is open; takes over what came of runs in any case.
pub fn show(ui: &mut Ui, world: &mut World) {
    let ctx = &ui.ctx().clone();
    collect(world);
    if world.resource::<Experiments>().under_way.is_some() {
        // How many runs are done is to be seen while the window stands still, too.
        ctx.request_repaint_after(Duration::from_millis(100));
    }
    if !world.resource::<Experiments>().shown {
        return;
    }
    if world.resource::<Experiments>().asked.kind == Kind::Sweep {
        look_up(world);
    }
    let palette = palette(world);
    let room = ctx.content_rect().size() - MARGIN;
    let mut open = true;
    egui::Window::new("Experiments")
        .id(Id::new("experiments"))
        .title_bar(false)
        .collapsible(false)
        .default_size(vec2(room.x.min(960.0), room.y.min(560.0)))
        .min_size(vec2(320.0, 240.0))
        .max_size(ctx.content_rect().size() - vec2(16.0, 60.0))
        .pivot(Align2::CENTER_CENTER)
        .default_pos(ctx.content_rect().center())
        .show(ctx, |ui| {
            open = !kinds(ui, world, palette);
            ui.add_space(4.0);
            let rest = ui.available_size();
            if rest.x < WIDE {
                ScrollArea::vertical().auto_shrink([false, false]).show(ui, |ui| {
                    forms::show(ui, world, palette);
                    start(ui, world, palette);
                    ui.separator();
                    let width = ui.available_width();
                    ui.allocate_ui(vec2(width, 420.0), |ui| answer(ui, world, palette));
                });
                return;
            }
            ui.horizontal_top(|ui| {
                ui.allocate_ui_with_layout(vec2(QUESTIONS, rest.y), Layout::top_down(Align::Min), |ui| {
                    let scroll = ScrollArea::vertical().id_salt("questions").max_height(rest.y - START);
                    scroll.auto_shrink([false, true]).show(ui, |ui| {
                        ui.set_width(QUESTIONS - 14.0);
                        forms::show(ui, world, palette);
                    });
                    start(ui, world, palette);
                });
                ui.separator();
                let left = ui.available_size();
                ui.allocate_ui_with_layout(left, Layout::top_down(Align::Min), |ui| {
                    answer(ui, world, palette);
                });
            });
        });
    if !open {
        world.resource_mut::<Experiments>().shown = false;
    }
}

/// The kinds of experiments; whether they are to be put away.
fn kinds(ui: &mut Ui, world: &mut World, palette: &Palette) -> bool {
    let mut experiments = world.resource_mut::<Experiments>();
    let mut close = false;
    ui.horizontal(|ui| {
        ui.heading("Experiments");
        ui.add_space(8.0);
        for (kind, name, tip) in Kind::ALL {
            ui.selectable_value(&mut experiments.asked.kind, kind, name).on_hover_text(tip);
        }
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            close = ui.button("Close").on_hover_text("Esc; runs under way go on").clicked();
        });
    });
    let kind = experiments.asked.kind;
    let about = Kind::ALL.into_iter().find(|(other, ..)| *other == kind).map_or("", |(_, _, about)| about);
    ui.add(Label::new(RichText::new(about).color(palette.weak)).wrap());
    close
}

/// The button that starts the runs, or how far they are.
fn start(ui: &mut Ui, world: &mut World, palette: &Palette) {
    if world.resource::<Experiments>().asked.kind == Kind::Protocol {
        return;
    }
    ui.add_space(8.0);
    let runs = world.resource::<Experiments>().under_way.as_ref();
    let progress = runs.map(|runs| (runs.job.done(), runs.job.total(), runs.job.is_cancelled()));
    match progress {
        None => {
            let ready = forms::ready(world);
            let run = egui::Button::new("Start");
            let response = ui.add_enabled(ready.is_ok(), run);
            match &ready {
                Ok(words) => sentence(ui, words, palette),
                Err(words) => ui.label(RichText::new(words).font(prose()).color(palette.error)),
            };
            if response.clicked() {
                begin(world);
            }
        }
        Some((done, total, cancelled)) => {
            ui.horizontal(|ui| {
                let bar = egui::ProgressBar::new(done as f32 / total.max(1) as f32);
                let text = match total {
                    0 => "Looking at what is asked".to_owned(),
                    _ => format!("{done} of {total} runs"),
                };
                ui.add(bar.desired_width(ui.available_width() - 76.0).fill(palette.accent_ground).text(text));
                if ui.add_enabled(!cancelled, egui::Button::new("Cancel")).clicked()
                    && let Some(runs) = &world.resource::<Experiments>().under_way
                {
                    runs.job.cancel();
                }
            });
        }
    }
}

fn answer(ui: &mut Ui, world: &mut World, palette: &Palette) {
    if world.resource::<Experiments>().asked.kind == Kind::Protocol {
        return acts(ui, world, palette);
    }
    let experiments = world.resource::<Experiments>();
    let Some(answer) = &experiments.answer else {
        let words = if experiments.under_way.is_some() {
            "The worm in the window goes on meanwhile."
        } else {
            "The answer comes here: a picture and a table."
        };
        ui.add_space(12.0);
        ui.add(Label::new(RichText::new(words).color(palette.weak)).wrap());
        return;
    };
    let (title, words, measures) =
        (answer.title.clone(), answer.words.clone(), experiments.seen.measures.clone());
    let mut measure = experiments.seen.measure.clone();
    ui.horizontal_wrapped(|ui| {
        ui.add(Label::new(RichText::new(title).color(palette.strong)).wrap());
        if measures.len() > 1 {
            let combo = egui::ComboBox::from_id_salt("measure").selected_text(&measure).height(320.0);
            let shown = combo.show_ui(ui, |ui| {
                for name in &measures {
                    ui.selectable_value(&mut measure, name.clone(), name);
                }
            });
            named(shown.response, "Measure");
        }
    });
    if !words.is_empty() {
        sentence(ui, &words, palette);
    }
    world.resource_mut::<Experiments>().seen.measure.clone_from(&measure);
    let height = (0.5 * ui.available_height()).clamp(110.0, 320.0);
    let mut experiments = world.resource_mut::<Experiments>();
    let Experiments { answer, seen, .. } = &mut *experiments;
    if let Some(answer) = answer {
        let series = seen.series.get(&measure, |measure| answer.series(measure));
        chart::show(ui, answer, series, &measure, height, palette);
    }
    ui.add_space(4.0);
    command(ui, world, palette);
    table::buttons(ui, world, palette);
    table::show(ui, world, palette);
}

/// What the loaded protocols do, and when.
fn acts(ui: &mut Ui, world: &World, palette: &Palette) {
    ScrollArea::vertical().id_salt("acts").auto_shrink([false, false]).show(ui, |ui| {
        for loaded in &world.resource::<Experiments>().asked.protocols {
            ui.label(RichText::new(loaded.name()).color(palette.strong));
            if !loaded.protocol.about.is_empty() {
                ui.add(Label::new(RichText::new(&loaded.protocol.about).color(palette.weak)).wrap());
            }
            for act in &loaded.acts {
                ui.add(Label::new(RichText::new(act).color(palette.text)).wrap());
            }
            ui.add_space(8.0);
        }
    });
}

/// The words that ask the same on the command line.
fn command(ui: &mut Ui, world: &World, palette: &Palette) {
    let Some(answer) = &world.resource::<Experiments>().answer else { return };
    let lacks = answer.lacks;
    ui.horizontal(|ui| {
        if ui.button("Copy command").on_hover_text("The same on the command line").clicked() {
            ui.ctx().copy_text(answer.command.clone());
        }
        let text = RichText::new(&answer.command).monospace().size(13.0).color(palette.text);
        let response = ui.add(Label::new(text).truncate());
        response.on_hover_text(format!("The same on the command line:\n{}", answer.command));
    });
    if let Some(lacks) = lacks {
        ui.add(Label::new(RichText::new(lacks).font(prose()).color(palette.warn)).wrap());
    }
}
