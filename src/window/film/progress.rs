//! How far the pictures are, in the corner; the window goes on meanwhile.

use super::job::UnderWay;
use super::{Filming, in_window};
use crate::window::reel::FilmError;
use crate::window::state::document::file_name;
use crate::window::state::{Busy, Died, palette, report, say, say_done};
use bevy::ecs::prelude::*;
use bevy_egui::egui::{self, Align2, Id, RichText};
use std::time::Duration;

/// Shows it, and takes over what came of it.
pub fn show(ctx: &egui::Context, world: &mut World) {
    let mut filming = world.resource_mut::<Filming>();
    let Some(UnderWay { path, total, job }) = &mut filming.under_way else { return };
    if let Some(outcome) = job.outcome() {
        let (path, total, cancelled) = (path.clone(), *total, job.is_cancelled());
        let outcome =
            outcome.unwrap_or_else(|Died| Err(FilmError::Failed("the pictures could not be taken".into())));
        filming.under_way = None;
        world.resource_mut::<Busy>().end("film");
        let name = file_name(&path);
        match outcome {
            Ok(word) => {
                let of = if total > 1 { format!(", {total} pictures") } else { String::new() };
                say_done(world, format!("Saved {name}{of}, in {}", path.parent().unwrap_or(&path).display()));
                if let Some(word) = word {
                    say(world, word);
                }
            }
            Err(FilmError::Cancelled) => say(world, format!("Cancelled; no {name} was kept")),
            // Cancelled while it was failing: nobody waits for it.
            Err(_) if cancelled => say(world, format!("Cancelled; no {name} was kept")),
            Err(error) => report(world, format!("{name} was not saved"), in_window(&error)),
        }
        return;
    }
    let (name, done, total, cancelled) = (file_name(path), job.done(), *total, job.is_cancelled());
    if total <= 1 {
        ctx.request_repaint_after(Duration::from_millis(50));
        return;
    }
    let palette = palette(world);
    let mut cancel = false;
    egui::Window::new("Video")
        .id(Id::new("filming"))
        .title_bar(false)
        .resizable(false)
        .anchor(Align2::CENTER_BOTTOM, egui::vec2(0.0, -66.0))
        .show(ctx, |ui| {
            ui.set_width(240.0);
            ui.horizontal(|ui| {
                ui.add(egui::Label::new(RichText::new(&name).color(palette.strong)).truncate());
            });
            ui.horizontal(|ui| {
                let text = format!("{done} of {total}");
                let bar = egui::ProgressBar::new(done as f32 / total.max(1) as f32).text(text);
                ui.add(bar.desired_width(168.0).fill(palette.accent_ground));
                let button = egui::Button::new("Cancel");
                cancel = ui.add_enabled(!cancelled, button).on_hover_text("Nothing of it is kept").clicked();
            });
        });
    if cancel && let Some(film) = &world.resource::<Filming>().under_way {
        film.job.cancel();
    }
    ctx.request_repaint_after(Duration::from_millis(100));
}
