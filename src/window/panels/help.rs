//! All keys and gestures, and what the picture means.

use crate::window::keys::KEYS;
use crate::window::state::Desk;
use crate::window::theme::{number, small};
use crate::window::tour;
use crate::window::widgets;
use bevy_egui::egui::{self, RichText};

/// What the mouse does.
const GESTURES: [(&str, &str); 8] = [
    ("Press in the world", "Push on the skin; deeper is harder. A click taps, a hold squeezes"),
    ("Right or middle drag", "Pan"),
    ("Wheel", "Zoom at the pointer"),
    ("Click a neuron", "Select it: in the network or in the list"),
    ("Drag a neuron", "Move it on the canvas"),
    ("Drag a number", "Change it; double click to type"),
    ("Hover anything", "What it is"),
    ("Drag a border", "Resize a panel"),
];

/// What the picture means.
const MEANING: [(&str, &str); 8] = [
    ("Rim of a neuron", "its class"),
    ("Level in a neuron", "its potential over its threshold"),
    ("Ring around it", "a spike on its way along the axon"),
    ("Flash", "the spike releases transmitter"),
    ("Dash in it", "recovering, deaf and silent"),
    ("Warm line, arrow", "excites"),
    ("Cool line, bar", "inhibits"),
    ("Grey double line", "electrical"),
];

/// Shows the help over everything.
pub fn show(ctx: &egui::Context, desk: &mut Desk) {
    if !desk.show_help {
        return;
    }
    let palette = desk.mode.palette();
    let modal = egui::Modal::new(egui::Id::new("help"))
        .frame(egui::Frame::popup(&ctx.global_style()).inner_margin(20))
        .show(ctx, |ui| {
            ui.set_max_width(880.0);
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
            let column = |ui: &mut egui::Ui, title: &str, rows: &[(&str, &str)], mono: bool, width: f32| {
                ui.vertical(|ui| {
                    ui.set_width(width);
                    ui.label(RichText::new(title.to_uppercase()).font(small()).color(palette.weak));
                    for (what, does) in rows {
                        ui.horizontal_top(|ui| {
                            let font = if mono { number() } else { egui::FontId::proportional(12.5) };
                            let name = RichText::new(*what).font(font).color(palette.strong);
                            widgets::column(ui, if mono { 96.0 } else { 130.0 }, name);
                            ui.vertical(|ui| {
                                ui.add(egui::Label::new(RichText::new(*does).size(12.5)).wrap());
                            });
                        });
                    }
                });
            };
            ui.horizontal_top(|ui| {
                ui.spacing_mut().item_spacing.x = 18.0;
                column(ui, "Keys", &KEYS, true, 270.0);
                column(ui, "Mouse", &GESTURES, false, 300.0);
                column(ui, "What you see", &MEANING, false, 260.0);
            });
        });
    if modal.should_close() {
        desk.show_help = false;
    }
}
