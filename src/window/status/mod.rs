//! The bar at the bottom: the figures that were chosen, whether the run keeps up, whether there is something to save.

mod cells;

use crate::sim::Playback;
use crate::window::paint::controls::menu_of_switches;
use crate::window::paint::panes::bar;
use crate::window::paint::theme::{Palette, number, small};
use crate::window::state::document::is_dirty;
use crate::window::state::figures::{Figure, Figures};
use crate::window::state::{Document, Panel, Stop, palette, tour};
use crate::window::time::Stats;
use bevy::ecs::prelude::*;
use bevy_egui::egui::text::LayoutJob;
use bevy_egui::egui::{self, Align, Color32, RichText, Ui};
use cells::{BODILESS, cell};

/// The bar at the bottom.
pub const PANEL: Panel = Panel::of(show);

/// Room between two figures \[points\].
const GAP: f32 = 18.0;
/// A file's name is not shown wider than this \[points\].
const NAME: f32 = 190.0;

fn show(ui: &mut Ui, world: &mut World) {
    let frame = bar(palette(world));
    egui::Panel::bottom("status").exact_size(26.0).frame(frame).show(ui, |ui| {
        tour::stop(ui, world, Stop::Status, row);
    });
}

/// What stands in the bar: a value, what it is of, and a sentence.
struct Cell {
    value: String,
    unit: String,
    tip: String,
}

impl Cell {
    fn new(value: impl Into<String>, unit: impl Into<String>, tip: impl Into<String>) -> Self {
        Self { value: value.into(), unit: unit.into(), tip: tip.into() }
    }

    fn text(&self, ui: &Ui, color: Color32, palette: &Palette) -> std::sync::Arc<egui::Galley> {
        let mut job = LayoutJob::default();
        let format = |font, color| egui::TextFormat {
            font_id: font,
            color,
            valign: Align::Center,
            ..egui::TextFormat::default()
        };
        job.append(&self.value, 0.0, format(number(), color));
        let space = if self.value.is_empty() { "" } else { " " };
        job.append(&format!("{space}{}", self.unit), 0.0, format(small(), palette.weak));
        ui.painter().layout_job(job)
    }
}

fn row(ui: &mut Ui, world: &mut World) {
    let palette = palette(world);
    ui.horizontal_centered(|ui| {
        ui.spacing_mut().item_spacing.x = 0.0;
        let stats = *world.resource::<Stats>();
        let late = late(world.resource::<Playback>(), &stats)
            .map(|cell| (cell.text(ui, palette.warn, palette), cell));
        let late_wide = late.as_ref().map_or(0.0, |(text, _)| text.size().x + GAP);
        let document = words(world);
        let right = late_wide + saved_width(ui, &document) + GAP;
        choice(ui, world, palette);
        ui.add_space(8.0);
        let shown: Vec<Figure> = world.resource::<Figures>().shown().collect();
        for cell in cells::all(world, &shown) {
            let text = cell.text(ui, palette.strong, palette);
            // What finds no place is in the menu.
            if ui.available_width() - text.size().x < right {
                break;
            }
            ui.label(text).on_hover_text(cell.tip);
            ui.add_space(GAP);
        }
        ui.with_layout(egui::Layout::right_to_left(Align::Center), |ui| {
            saved(ui, &document, palette);
            if let Some((text, cell)) = late {
                ui.add_space(GAP);
                ui.label(text).on_hover_text(cell.tip);
            }
        });
    });
}

/// The menu in which figures are chosen; it has them all with what they are now.
fn choice(ui: &mut Ui, world: &mut World, palette: &Palette) {
    let response = menu_of_switches(ui, RichText::new("Figures").font(small()), |ui| {
        ui.set_min_width(330.0);
        for figure in Figure::ALL {
            let now = cell(world, figure);
            ui.horizontal(|ui| {
                let mut on = world.resource::<Figures>().has(figure);
                let tip = now.as_ref().map_or(BODILESS, |cell| cell.tip.as_str());
                if ui.checkbox(&mut on, figure.name()).on_hover_text(tip).changed() {
                    world.resource_mut::<Figures>().set(figure, on);
                }
                ui.with_layout(egui::Layout::right_to_left(Align::Center), |ui| {
                    let text = now.as_ref().map(|cell| cell.text(ui, palette.strong, palette));
                    if let Some(text) = text {
                        ui.label(text);
                    }
                });
            });
        }
    });
    response.on_hover_text("All that is measured, and which of it stands here");
}

/// Said while less is reached than was asked for.
fn late(playback: &Playback, stats: &Stats) -> Option<Cell> {
    let tip = "This machine cannot run this scene at the speed that is set. Nothing is lost by it: it only takes longer";
    let digits = if stats.reached < 9.95 { 1 } else { 0 };
    let value = format!("{:.digits$}", stats.reached);
    (playback.playing && stats.behind)
        .then(|| Cell::new(value, format!("x reached of {} set", playback.speed), tip))
}

/// How the scene stands to its file, whether that is to be heeded, and the file.
type Words = (&'static str, bool, String);

fn words(world: &World) -> Words {
    let document = world.resource::<Document>();
    let (word, warns) = match (document.gone, is_dirty(world), &document.path) {
        (true, ..) => ("deleted", true),
        (_, true, _) => ("changed", true),
        (_, _, Some(_)) => ("saved", false),
        _ => ("", false),
    };
    (word, warns, document.name().unwrap_or_else(|| "in no file yet".to_owned()))
}

fn saved_width(ui: &Ui, (word, _, name): &Words) -> f32 {
    let wide = |text: &str| ui.painter().layout_no_wrap(text.to_owned(), small(), Color32::WHITE).size().x;
    wide(word) + 6.0 + wide(name).min(NAME)
}

/// From right to left.
fn saved(ui: &mut Ui, (word, warns, name): &Words, palette: &Palette) {
    let color = if *warns { palette.warn } else { palette.weak };
    ui.label(RichText::new(*word).font(small()).color(color)).on_hover_text(
        "Whether the scene differs from its file. Ctrl+S saves; the running state is not part of it",
    );
    ui.add_space(6.0);
    ui.scope(|ui| {
        ui.set_max_width(NAME);
        ui.add(egui::Label::new(RichText::new(name).font(small()).color(palette.text)).truncate());
    });
}
