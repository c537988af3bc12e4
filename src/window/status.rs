//! The bar at the bottom: how the worm moves, how the run goes, whether there is something to save.

use crate::sim::Playback;
use crate::window::paint::panes::bar;
use crate::window::paint::theme::{Palette, number, small};
use crate::window::state::document::is_dirty;
use crate::window::state::{Document, Panel, palette};
use crate::window::time::{GAIT_LOOK_BACK, LONG_LOOK_BACK, LOOK_BACK, Stats};
use bevy::ecs::prelude::*;
use bevy_egui::egui::{self, Align, Color32, RichText, Ui};

/// The bar at the bottom.
pub const PANEL: Panel = Panel::of(show);

fn show(ui: &mut Ui, world: &mut World) {
    let frame = bar(palette(world));
    egui::Panel::bottom("status").exact_size(26.0).frame(frame).show(ui, |ui| row(ui, world));
}

fn row(ui: &mut Ui, world: &mut World) {
    let palette = palette(world);
    let stats = *world.resource::<Stats>();
    ui.horizontal_centered(|ui| {
        ui.spacing_mut().item_spacing.x = 4.0;
        movement(ui, &stats, palette);
        let tip = "Releases of all neurons per simulated second";
        cell(ui, &format!("{:.0}", stats.spikes), "spikes/s", tip, palette);
        ui.with_layout(egui::Layout::right_to_left(Align::Center), |ui| {
            ui.spacing_mut().item_spacing.x = 4.0;
            saved(ui, world, palette);
            if stats.frames > 0.0 {
                cell(ui, &format!("{:.0}", stats.frames), "fps", "Frames a second", palette);
            }
            speed(ui, world.resource::<Playback>(), &stats, palette);
        });
    });
}

/// How fast it goes: what is reached where that is less than was asked for, else what would be possible.
fn speed(ui: &mut Ui, playback: &Playback, stats: &Stats, palette: &Palette) {
    if playback.playing && stats.behind {
        let tip = "This machine cannot run this scene at the speed that is set. Nothing is lost by it: it only \
                   takes longer";
        let reached = if stats.reached < 9.95 { 1 } else { 0 };
        let value = format!("{:.reached$}", stats.reached);
        pair(ui, &value, &format!("x reached of {} set", playback.speed), palette.warn, tip, palette);
    } else if stats.possible > 0.0 {
        let tip = "How many times faster than real time this machine could run this scene";
        cell(ui, &format!("{:.0}", stats.possible), "x real time possible", tip, palette);
    }
}

/// Room that the right end of the bar takes.
const RIGHT_END: f32 = 430.0;

/// The measures of movement, as many as there is room for; the first tells all.
fn movement(ui: &mut Ui, stats: &Stats, palette: &Palette) {
    let Some(movement) = stats.movement else {
        cell(ui, "-", "no body", "Nothing here moves: the scene has no body", palette);
        return;
    };
    let (gait, minute) = (stats.gait, stats.minute.unwrap_or_default());
    let number = |value: Option<f32>, digits: usize| value.map_or("-".into(), |v| format!("{v:.digits$}"));
    let way = match movement.speed {
        v if v.abs() < 0.005 => "BL/s at rest",
        v if v > 0.0 => "BL/s forward",
        _ => "BL/s backward",
    };
    let recent = format!("over the last {LOOK_BACK} s, in body lengths (BL) at rest");
    let steady =
        format!("in {} cycles of steady crawling this way, in the last {GAIT_LOOK_BACK} s", gait.cycles);
    let long = format!("over the last {LONG_LOOK_BACK} s");
    let back = minute.reversal_length.map_or("reversals".to_owned(), |l| format!("reversals of {l:.2} BL"));
    let cells: [(String, &str, String); 8] = [
        (
            format!("{:.2}", movement.speed.abs()),
            way,
            format!("Speed of the centre along the body, {recent}"),
        ),
        (number(gait.frequency, 2), "Hz", format!("Cycles a second {steady}; nothing with fewer than three")),
        (
            number(gait.wavelength, 2),
            "BL wave",
            format!("Length of the wave along the body {steady}; negative when it runs from tail to head"),
        ),
        (number(gait.stride, 2), "BL stride", format!("Way along the body in one cycle, {steady}")),
        (
            format!("{:.2}", movement.amplitude),
            "BL amplitude",
            format!("Half the width that the body takes up across the line from tail to head, {recent}"),
        ),
        (
            format!("{:.0} %", movement.contraction * 100.0),
            "short",
            format!("Greatest contraction, {recent}"),
        ),
        (
            format!("{}", minute.reversals),
            back.as_str(),
            format!("How often it went backward {long}, and how far on average"),
        ),
        (
            number(minute.straightness, 2),
            "straight",
            format!(
                "Distance over path {long}: 1 for a straight way. {:.1} of {:.1} BL",
                minute.distance, minute.path
            ),
        ),
    ];
    let all = cells.iter().map(|(v, unit, tip)| format!("{v} {unit}: {tip}")).collect::<Vec<_>>().join("\n");
    for (index, (value, unit, tip)) in cells.iter().enumerate() {
        if ui.available_width() < RIGHT_END {
            break;
        }
        cell(ui, value, unit, if index == 0 { &all } else { tip }, palette);
    }
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

fn saved(ui: &mut Ui, world: &World, palette: &Palette) {
    let (document, dirty) = (world.resource::<Document>(), is_dirty(world));
    let (text, color) = match (document.gone, dirty, &document.path) {
        (true, ..) => ("deleted", palette.warn),
        (_, true, _) => ("changed", palette.warn),
        (_, _, None) => ("", palette.weak),
        _ => ("saved", palette.weak),
    };
    let name = document.name().unwrap_or_else(|| "in no file yet".to_owned());
    ui.label(RichText::new(text).font(small()).color(color)).on_hover_text(
        "Whether the scene differs from its file. Ctrl+S saves; the running state is not part of it",
    );
    ui.label(RichText::new(name).font(small()).color(palette.text));
    ui.add_space(10.0);
}
