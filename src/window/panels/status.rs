//! The bar at the bottom: how the worm moves, how the run goes, whether there is something to save.

use crate::edit::History;
use crate::sim::{Clock, Playback};
use crate::window::files::file_name;
use crate::window::state::Desk;
use crate::window::theme::{Palette, number, small};
use bevy::ecs::prelude::*;
use bevy_egui::egui::{self, Align, Color32, RichText, Ui};

/// Shows the bar.
pub fn show(ui: &mut Ui, world: &mut World, desk: &mut Desk) {
    let palette = desk.mode.palette();
    let stats = desk.stats;
    ui.horizontal_centered(|ui| {
        ui.spacing_mut().item_spacing.x = 4.0;
        let (text, way) = match stats.speed {
            Some(v) if v.abs() >= 0.005 => {
                (format!("{:.2}", v.abs()), if v > 0.0 { "BL/s forward" } else { "BL/s backward" })
            }
            Some(_) => ("0.00".into(), "BL/s at rest"),
            None => ("-".into(), "no body"),
        };
        cell(
            ui,
            &text,
            way,
            "Speed of the centre along the body, over the last 5 s, in body lengths a second",
            palette,
        );
        let frequency = stats.frequency.map_or("-".into(), |f| format!("{f:.2}"));
        cell(
            ui,
            &frequency,
            "Hz",
            "Rhythm of the bend in the middle of the body, over the last 5 s",
            palette,
        );
        cell(
            ui,
            &format!("{:.0}", stats.spikes),
            "spikes/s",
            "Releases of all neurons per simulated second",
            palette,
        );
        let tick = world.resource::<Clock>().tick;
        cell(ui, &format!("{tick}"), "ticks", "Ticks since the beginning; 100 make a second", palette);
        ui.with_layout(egui::Layout::right_to_left(Align::Center), |ui| {
            ui.spacing_mut().item_spacing.x = 4.0;
            saved(ui, world, desk, palette);
            if stats.frames > 0.0 {
                cell(ui, &format!("{:.0}", stats.frames), "fps", "Frames a second", palette);
            }
            let speed = world.resource::<Playback>().speed;
            let slow = stats.behind && world.resource::<Playback>().playing;
            let tip = "How many times faster than real time this machine could run this scene";
            let unit = if slow { "x possible, too slow for the speed set" } else { "x real time possible" };
            if stats.possible > 0.0 {
                let color = if slow && stats.possible < speed { palette.warn } else { palette.strong };
                pair(ui, &format!("{:.0}", stats.possible), unit, color, tip, palette);
            }
        });
    });
}

fn cell(ui: &mut Ui, value: &str, unit: &str, tip: &str, palette: &Palette) {
    pair(ui, value, unit, palette.strong, tip, palette);
}

fn pair(ui: &mut Ui, value: &str, unit: &str, color: Color32, tip: &str, palette: &Palette) {
    let mut job = egui::text::LayoutJob::default();
    let format =
        |font, color| egui::TextFormat { font_id: font, color, valign: Align::Center, ..Default::default() };
    job.append(value, 0.0, format(number(), color));
    job.append(unit, 5.0, format(small(), palette.weak));
    ui.label(job).on_hover_text(tip);
    ui.add_space(12.0);
}

fn saved(ui: &mut Ui, world: &World, desk: &Desk, palette: &Palette) {
    let dirty = world.get_resource::<History>().is_some_and(History::is_dirty);
    let name = desk.path.as_deref().map_or_else(|| "not in a file".to_owned(), file_name);
    let (text, color) = if dirty { ("changed", palette.warn) } else { ("saved", palette.weak) };
    ui.label(RichText::new(text).font(small()).color(color)).on_hover_text(
        "Whether the scene differs from its file. Ctrl+S saves; the running state is not part of it",
    );
    ui.label(RichText::new(name).font(small()).color(palette.text));
    ui.add_space(10.0);
}
