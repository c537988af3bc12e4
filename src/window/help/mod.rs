//! All keys and gestures, and what the picture means.

use crate::window::keys::KEYS;
use crate::window::paint::theme::{number, small};
use crate::window::paint::widgets;
use crate::window::state::Desk;
use crate::window::tour;
use bevy_egui::egui::{self, RichText};

/// What the mouse does.
const GESTURES: [(&str, &str); 14] = [
    ("Press in the world", "Push on the skin; deeper is harder. A click taps, a hold squeezes"),
    ("Right or middle drag", "Pan"),
    ("Wheel", "Zoom at the pointer"),
    ("Click a neuron", "Select it; with Shift more. In the list too"),
    ("Drag a neuron", "Move all that are selected"),
    ("Drag its rim", "Link it: to a neuron, muscle, skin, stretch, nothing or the worm. Alt: a gap junction"),
    ("Drag a port", "Link that muscle, skin or stretch with the neuron where you let go"),
    ("Drag the canvas", "Select what is in the box"),
    ("Double click", "Add a neuron; on a neuron: rename it"),
    ("Right click", "On a neuron or port: link with the selected neuron, or unlink"),
    ("Click a link", "Select it; the wheel turns its weight"),
    ("Drag a number", "Change it; double click to type"),
    ("Hover anything", "What it is"),
    ("Drag a border", "Resize a panel"),
];

/// What the picture means.
const MEANING: [(&str, &str); 11] = [
    ("Rim of a neuron", "its class"),
    ("Level in a neuron", "its potential over its threshold"),
    ("Ring around it", "a spike on its way along the axon"),
    ("Flash", "the spike releases transmitter"),
    ("Warm, cool halo", "transmitter arrives: it excites, inhibits"),
    ("Rows beside", "muscles; dots: stretch; bars: skin"),
    ("Dash in it", "recovering, deaf and silent"),
    ("Cross, two bars", "silenced; its potential is held"),
    ("Warm line, arrow", "excites"),
    ("Cool line, bar", "inhibits"),
    ("Grey double line", "electrical"),
];

/// Width of a column.
const COLUMN: f32 = 350.0;
/// Space between columns.
const GAP: f32 = 18.0;

/// Shows the help over everything.
pub fn show(ctx: &egui::Context, desk: &mut Desk) {
    if !desk.show_help {
        return;
    }
    let palette = desk.mode.palette();
    let modal = egui::Modal::new(egui::Id::new("help"))
        .frame(egui::Frame::popup(&ctx.global_style()).inner_margin(20))
        .show(ctx, |ui| {
            let room = ctx.content_rect().size() - egui::vec2(60.0, 130.0);
            ui.set_width((3.0 * COLUMN + 2.0 * GAP + 12.0).min(room.x));
            ui.horizontal(|ui| {
                ui.heading("Keys and gestures");
                ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
                    if ui.button("Close").on_hover_text("Esc or ?").clicked() {
                        desk.show_help = false;
                    }
                    if ui.button("Tour").on_hover_text("Five things to try").clicked() {
                        tour::begin(desk);
                    }
                });
            });
            ui.add_space(6.0);
            let rows = |ui: &mut egui::Ui, title: &str, rows: &[(&str, &str)], mono: bool| {
                ui.label(RichText::new(title.to_uppercase()).font(small()).color(palette.weak));
                for (what, does) in rows {
                    ui.horizontal_top(|ui| {
                        let font = if mono { number() } else { egui::FontId::proportional(12.5) };
                        let name = RichText::new(*what).font(font).color(palette.strong);
                        widgets::column(ui, if mono { 108.0 } else { 132.0 }, name);
                        ui.vertical(|ui| {
                            ui.add(egui::Label::new(RichText::new(*does).size(12.5)).wrap());
                        });
                    });
                }
                ui.add_space(8.0);
            };
            // Three columns of about one height, so that a window of 720 points holds them all; a smaller
            // one scrolls.
            let (first, second) = KEYS.split_at(KEYS.len() * 2 / 3);
            let fill = |ui: &mut egui::Ui| {
                ui.horizontal_top(|ui| {
                    ui.spacing_mut().item_spacing.x = GAP;
                    let mut column = |fill: &dyn Fn(&mut egui::Ui)| {
                        ui.vertical(|ui| {
                            ui.set_width(COLUMN);
                            ui.spacing_mut().item_spacing.x = 6.0;
                            fill(ui);
                        });
                    };
                    column(&|ui| rows(ui, "Keys", first, true));
                    column(&|ui| {
                        rows(ui, "More keys", second, true);
                        rows(ui, "What you see", &MEANING, false);
                    });
                    column(&|ui| rows(ui, "Mouse", &GESTURES, false));
                });
            };
            egui::ScrollArea::both().max_height(room.y).min_scrolled_height(room.y).show(ui, fill);
        });
    if modal.should_close() {
        desk.show_help = false;
    }
}
