//! The tour: five things to try, each with a frame around the part of the window it speaks of.
//!
//! Nothing waits for it: the window works as ever while the card of the tour is open.

mod steps;

use crate::window::gallery::{self, Gallery};
use crate::window::paint::theme::{Palette, fade, small};
use crate::window::state::{
    Arrangement, Command, Graph, Layout, Menu, Notices, Panel, Selection, Views, folds, palette, select,
};
use crate::window::tools::{Tool, Tools};
use bevy::app::App;
use bevy::ecs::prelude::*;
use bevy_egui::egui::{
    self, Align, Area, Context, CornerRadius, Id, LayerId, Order, Rect, RichText, Stroke, StrokeKind, Ui,
    vec2,
};
use steps::{Region, STEPS, Step};

/// The card of the tour.
pub const PANEL: Panel = Panel { plugin, show };

/// The step of the tour, if it is under way.
#[derive(Resource, Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tour(pub Option<usize>);

fn plugin(app: &mut App) {
    app.init_resource::<Tour>();
}

/// Width of the card.
const WIDTH: f32 = 318.0;
/// Space between the card and the edges of the window, above the status bar.
const MARGIN: egui::Vec2 = vec2(14.0, 38.0);
/// Where messages are while there is no tour.
const MESSAGES: egui::Vec2 = vec2(14.0, 44.0);

/// Beginning it.
pub const COMMANDS: &[Command] =
    &[Command::new("Tour", "Five things to try", |world, _| begin(world)).menu(Menu::View, 5)];

/// Begins the tour.
pub fn begin(world: &mut World) {
    world.resource_mut::<Gallery>().shown = false;
    go(world, 0);
}

/// Leaves the tour.
pub fn leave(world: &mut World) {
    world.insert_resource(Tour(None));
    lift(world, 0.0);
}

/// Goes to a step and opens what it speaks of.
fn go(world: &mut World, place: usize) {
    let Some(step) = STEPS.get(place) else { return leave(world) };
    world.insert_resource(Tour(Some(place)));
    for region in step.regions {
        let mut arrangement = world.resource_mut::<Arrangement>();
        match region {
            Region::World => {
                if arrangement.layout == Layout::Network {
                    arrangement.layout = Layout::Both;
                }
            }
            Region::Network => {
                if arrangement.layout == Layout::World {
                    arrangement.layout = Layout::Both;
                }
            }
            Region::List => folds::open(world, folds::Pane::List, true),
            Region::Inspector => folds::open(world, folds::Pane::Inspector, true),
        }
    }
    if step.regions.contains(&Region::World) {
        world.resource_mut::<Tools>().tool = Tool::Poke;
    }
    // An empty inspector has no threshold to change, and nothing is there to be silenced.
    if step.needs_neuron && world.resource::<Selection>().selected.is_none() {
        let first = world.resource::<Graph>().cells.first().map(|cell| cell.key.clone());
        select(world, first);
    }
}

/// Goes to a step at once.
#[cfg(test)]
pub fn show_in_pictures(world: &mut World, place: usize) {
    go(world, place);
}

/// Keeps messages above the card, so that neither hides the other.
fn lift(world: &mut World, height: f32) {
    world.resource_mut::<Notices>().lift(MESSAGES + vec2(0.0, height));
}

/// Shows the card and the frames.
fn show(ui: &mut Ui, world: &mut World) {
    let ctx = &ui.ctx().clone();
    let Some(place) = world.resource::<Tour>().0 else { return };
    let Some(step) = STEPS.get(place) else { return leave(world) };
    let palette = palette(world);
    let painter = ctx.layer_painter(LayerId::new(Order::Middle, Id::new("tour frames")));
    for region in step.regions {
        if let Some(rect) = rect_of(ctx, world, *region) {
            let round = CornerRadius::same(6);
            let glow = Stroke::new(6.0, fade(palette.warn, 0.25));
            painter.rect_stroke(rect, round, glow, StrokeKind::Inside);
            painter.rect_stroke(rect, round, Stroke::new(2.0, palette.warn), StrokeKind::Inside);
        }
    }
    // Beside the inspector while that is what is spoken of.
    let inspector = rect_of(ctx, world, Region::Inspector).filter(|_| step.regions == [Region::Inspector]);
    let aside = inspector.map_or(0.0, |rect| rect.width()).min(ctx.content_rect().width() - WIDTH - 60.0);
    let offset = -MARGIN - vec2(aside.max(0.0), 0.0);
    let card = Area::new(Id::new("tour"))
        .order(Order::Middle)
        .anchor(egui::Align2::RIGHT_BOTTOM, offset)
        .show(ctx, |ui| card(ui, world, place, step, palette));
    ctx.move_to_top(card.response.layer_id);
    if world.resource::<Tour>().0.is_some() {
        lift(world, card.response.rect.height());
    }
}

fn card(ui: &mut Ui, world: &mut World, place: usize, step: &Step, palette: &Palette) {
    let frame = egui::Frame::popup(ui.style()).inner_margin(14).stroke(Stroke::new(1.0, palette.warn));
    frame.show(ui, |ui| {
        ui.set_width(WIDTH - 28.0);
        let count = format!("Step {} of {}", place + 1, STEPS.len());
        ui.label(RichText::new(count).font(small()).color(palette.weak));
        ui.heading(RichText::new(step.title).color(palette.strong));
        ui.add(egui::Label::new(step.text).wrap());
        if step.needs_body && world.resource::<Arrangement>().bodiless {
            ui.horizontal(|ui| {
                ui.label(RichText::new("This scene has no body.").color(palette.warn));
                if ui.button("Find a worm...").on_hover_text("Scenes with pictures (Ctrl+G)").clicked() {
                    gallery::open(world);
                }
            });
        }
        ui.add_space(4.0);
        ui.horizontal(|ui| {
            if ui.button("Leave").on_hover_text("Esc; the tour is found again in View and Help").clicked() {
                leave(world);
            }
            ui.with_layout(egui::Layout::right_to_left(Align::Center), |ui| {
                let last = place + 1 == STEPS.len();
                let next = egui::Button::new(if last { "Done" } else { "Next" }).fill(palette.accent_ground);
                if ui.add(next).clicked() {
                    go(world, place + 1);
                }
                if ui.add_enabled(place > 0, egui::Button::new("Back")).clicked() {
                    go(world, place - 1);
                }
            });
        });
    });
}

/// Where a part of the window is, if it is open.
fn rect_of(ctx: &Context, world: &World, region: Region) -> Option<Rect> {
    let (arrangement, views) = (world.resource::<Arrangement>(), world.resource::<Views>());
    let panel = |name: &str, open: bool| {
        let state = egui::containers::panel::PanelState::load(ctx, Id::new(name));
        state.filter(|_| open).map(|state| state.outer_rect)
    };
    match region {
        Region::World => Some(views.world.rect).filter(|_| arrangement.layout != Layout::Network),
        Region::Network => Some(views.network.rect).filter(|_| arrangement.layout != Layout::World),
        Region::List => panel("list", folds::is_open(world, folds::Pane::List)),
        Region::Inspector => panel("inspector", folds::is_open(world, folds::Pane::Inspector)),
    }
}
