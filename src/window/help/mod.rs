//! All keys and gestures, and what the picture means.

mod tables;

#[cfg(test)]
pub use tables::KEYS as ALL_KEYS;

use crate::window::paint::theme::{number, prose, small};
use crate::window::paint::widgets;
use crate::window::state::{Panel, palette};
use crate::window::tour;
use bevy::app::App;
use bevy::ecs::prelude::*;
use bevy_egui::egui::{self, RichText, Ui};
use tables::{GESTURES, KEYS, MEANING};

/// The help, over everything.
pub const PANEL: Panel = Panel { plugin, show };

/// The help.
#[derive(Resource, Clone, Copy, Debug, Default)]
pub struct Help {
    /// Whether it is to be seen.
    pub shown: bool,
}

fn plugin(app: &mut App) {
    app.init_resource::<Help>();
}

/// Width of a column.
const COLUMN: f32 = 350.0;
/// Space between columns.
const GAP: f32 = 18.0;

/// Shows the help over everything.
fn show(ui: &mut Ui, world: &mut World) {
    let ctx = &ui.ctx().clone();
    if !world.resource::<Help>().shown {
        return;
    }
    let palette = palette(world);
    let modal = egui::Modal::new(egui::Id::new("help"))
        .frame(egui::Frame::popup(&ctx.global_style()).inner_margin(20))
        .show(ctx, |ui| {
            let room = ctx.content_rect().size() - egui::vec2(60.0, 130.0);
            ui.set_width((3.0 * COLUMN + 2.0 * GAP + 12.0).min(room.x));
            ui.horizontal(|ui| {
                ui.heading("Keys and gestures");
                ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
                    if ui.button("Close").on_hover_text("Esc or ?").clicked() {
                        world.resource_mut::<Help>().shown = false;
                    }
                    if ui.button("Tour").on_hover_text("Five things to try").clicked() {
                        world.resource_mut::<Help>().shown = false;
                        tour::begin(world);
                    }
                });
            });
            ui.add_space(6.0);
            let rows = |ui: &mut Ui, title: &str, rows: &[(&str, &str)], mono: bool| {
                ui.label(RichText::new(title.to_uppercase()).font(small()).color(palette.weak));
                for (what, does) in rows {
                    ui.horizontal_top(|ui| {
                        let font = if mono { number() } else { prose() };
                        let name = RichText::new(*what).font(font).color(palette.strong);
                        widgets::column(ui, if mono { 108.0 } else { 132.0 }, name);
                        ui.vertical(|ui| {
                            ui.add(egui::Label::new(RichText::new(*does).font(prose())).wrap());
                        });
                    });
                }
                ui.add_space(8.0);
            };
            // Three columns of about one height, so that a window of 720 points holds them all; a smaller
            // one scrolls.
            let (first, second) = KEYS.split_at(KEYS.len() * 2 / 3);
            let fill = |ui: &mut Ui| {
                ui.horizontal_top(|ui| {
                    ui.spacing_mut().item_spacing.x = GAP;
                    let mut column = |fill: &dyn Fn(&mut Ui)| {
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
        world.resource_mut::<Help>().shown = false;
    }
}
