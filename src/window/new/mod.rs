//! What a new scene begins with: templates, from nothing to a worm that crawls; and the scenes of the program.

use crate::window::files::{OFFERED, TEMPLATES, wish};
use crate::window::paint::theme::{Palette, prose};
use crate::window::state::command::ctrl;
use crate::window::state::{Command, Menu, Panel, Wish, palette};
use bevy::app::App;
use bevy::ecs::prelude::*;
use bevy_egui::egui::text::{LayoutJob, TextWrapping};
use bevy_egui::egui::{
    self, CornerRadius, FontId, Key, Modifiers, Rect, RichText, ScrollArea, Sense, Stroke, StrokeKind,
    TextFormat, Ui, WidgetInfo, WidgetType, vec2,
};

mod sketch;

/// The choice of a template, over everything.
pub const PANEL: Panel = Panel { plugin, show };

/// Least and greatest width of a tile, its height, and that of the sketch in it \[points\].
const WIDTHS: (f32, f32) = (160.0, 190.0);
const HEIGHTS: (f32, f32) = (172.0, 92.0);
/// Space between tiles and around what is in them \[points\].
const GAP: (f32, f32) = (12.0, 6.0);

/// The choice of a template.
#[derive(Resource, Default)]
pub struct New {
    /// Whether it is to be seen.
    pub shown: bool,
}

fn plugin(app: &mut App) {
    app.init_resource::<New>();
}

/// Asking what it begins with, and putting that away.
pub const COMMANDS: &[Command] = &[Command::new(
    "New...",
    "Begins a scene with a template: empty, a bare worm, a reflex, a clock",
    |world, _| {
        let mut new = world.resource_mut::<New>();
        new.shown = !new.shown;
    },
)
.keys(&[ctrl(Key::N)])
.menu(Menu::Scene, 0)
.sheet(|world| world.resource::<New>().shown)];

/// Asks what a new scene is to begin with.
pub fn open(world: &mut World) {
    world.resource_mut::<New>().shown = true;
}

fn show(ui: &mut Ui, world: &mut World) {
    if !world.resource::<New>().shown {
        return;
    }
    let ctx = &ui.ctx().clone();
    let palette = palette(world);
    let screen = ctx.content_rect().size();
    let room = screen.x - 72.0;
    let columns = (((room + GAP.0) / (WIDTHS.0 + GAP.0)) as usize).clamp(1, OFFERED);
    let size = vec2(((room + GAP.0) / columns as f32 - GAP.0).clamp(WIDTHS.0, WIDTHS.1), HEIGHTS.0);
    let (mut chosen, mut close) = (None, false);
    let modal = egui::Modal::new(egui::Id::new("new scene"))
        .frame(egui::Frame::popup(&ctx.global_style()).inner_margin(16))
        .show(ctx, |ui| {
            ui.set_width(columns as f32 * (size.x + GAP.0) - GAP.0);
            ui.horizontal(|ui| {
                ui.heading("New scene");
                ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
                    close = ui.button("Close").on_hover_text("Esc").clicked();
                });
            });
            ui.add_space(6.0);
            ScrollArea::vertical().max_height((screen.y - 190.0).max(120.0)).show(ui, |ui| {
                ui.spacing_mut().item_spacing = vec2(GAP.0, GAP.0);
                for (row, templates) in TEMPLATES[..OFFERED].chunks(columns).enumerate() {
                    ui.horizontal(|ui| {
                        for (place, template) in templates.iter().enumerate() {
                            let place = row * columns + place;
                            let words = (template.name, template.about);
                            let draw = |ui: &Ui, rect| sketch::draw(ui.painter(), rect, place, palette);
                            if tile(ui, size, words, draw, palette) {
                                chosen = Some(place);
                            }
                        }
                    });
                }
            });
            ui.add_space(6.0);
            let text = "It is in no file until it is saved. Every scene of the gallery (Ctrl+G) can be begun with, too.";
            ui.label(RichText::new(text).color(palette.weak));
        });
    for (place, key) in [Key::Num1, Key::Num2, Key::Num3, Key::Num4].into_iter().enumerate() {
        if ctx.input_mut(|i| i.consume_key(Modifiers::NONE, key)) {
            chosen = Some(place);
        }
    }
    if close || modal.should_close() || chosen.is_some() {
        world.resource_mut::<New>().shown = false;
    }
    if let Some(place) = chosen {
        wish(world, Wish::New(place));
    }
}

/// A tile with a picture, a title and a sentence; true when it was clicked.
fn tile(
    ui: &mut Ui,
    size: egui::Vec2,
    (title, about): (&str, &str),
    picture: impl FnOnce(&Ui, Rect),
    palette: &Palette,
) -> bool {
    let (rect, response) = ui.allocate_exact_size(size, Sense::click());
    response.widget_info(|| WidgetInfo::labeled(WidgetType::Button, true, title));
    let lit = response.hovered() || response.has_focus();
    let rim = if lit { palette.accent } else { palette.line };
    let ground = if response.hovered() { palette.button_hover } else { palette.button };
    let painter = ui.painter();
    painter.rect(rect, CornerRadius::same(8), ground, Stroke::new(1.0, rim), StrokeKind::Inside);
    let place = Rect::from_min_size(rect.min + vec2(GAP.1, GAP.1), vec2(size.x - 2.0 * GAP.1, HEIGHTS.1));
    painter.rect_filled(place, CornerRadius::same(5), palette.well);
    picture(ui, place);
    let line = |text: &str, font: FontId, color, rows| {
        let mut job = LayoutJob::default();
        job.append(text, 0.0, TextFormat { font_id: font, color, ..TextFormat::default() });
        job.wrap = TextWrapping { max_width: place.width() - 6.0, max_rows: rows, ..TextWrapping::default() };
        painter.layout_job(job)
    };
    let left = place.left_bottom() + vec2(3.0, 6.0);
    let title = line(title, FontId::proportional(14.0), palette.strong, 1);
    let below = left + vec2(0.0, title.size().y + 2.0);
    painter.galley(left, title, palette.strong);
    painter.galley(below, line(about, prose(), palette.text, 3), palette.text);
    response.clicked()
}
