//! The gallery: every scene that can be found, as a card with its picture, title and description.

mod pictures;

pub use pictures::{Order, Studio};

use crate::window::files::{SceneEntry, Scenes, ask_what_to_open, look_for_scenes, wish};
use crate::window::paint::theme::{Mode, Palette, small};
use crate::window::paint::widgets::section;
use crate::window::state::command::ctrl;
use crate::window::state::document::file_name;
use crate::window::state::{Command, Document, Menu, Panel, Style, Wish, palette};
use bevy::app::App;
use bevy::ecs::prelude::*;
use bevy_egui::egui::text::{LayoutJob, TextWrapping};
use bevy_egui::egui::{
    self, Align, Align2, Color32, CornerRadius, FontId, Label, Rect, RichText, Sense, Stroke, StrokeKind,
    TextFormat, Ui, WidgetInfo, WidgetType, vec2,
};
use pictures::{Key, Pictures, Shot};
use std::path::{Path, PathBuf};
use std::time::SystemTime;

/// The gallery, over everything.
pub const PANEL: Panel = Panel { plugin, show };

fn plugin(app: &mut App) {
    app.init_resource::<Gallery>();
}

/// Size of a picture \[points\].
const PICTURE: egui::Vec2 = vec2(264.0, 146.0);
/// Height of title and description below it.
const TEXT: f32 = 62.0;
/// Space around picture and text in a card.
const PADDING: f32 = 6.0;
/// Space between cards.
const GAP: f32 = 12.0;
/// What the gallery leaves of the window on each side, and above and below the cards.
const MARGIN: egui::Vec2 = vec2(36.0, 74.0);

/// A scene in the gallery.
struct Card {
    entry: SceneEntry,
    changed: Option<SystemTime>,
}

/// Scenes of one folder.
struct Group {
    name: String,
    cards: Vec<Card>,
}

/// The gallery and the pictures it has had taken.
#[derive(Resource, Default)]
pub struct Gallery {
    /// Whether it is to be seen.
    pub shown: bool,
    groups: Vec<Group>,
    pictures: Pictures,
}

#[cfg(test)]
impl Gallery {
    /// Whether all pictures on the screen have been taken.
    pub fn is_busy(&self) -> bool {
        self.pictures.is_busy()
    }

    /// What came of the picture of a file.
    pub fn outcome(&self, name: &str) -> Option<&'static str> {
        self.pictures.outcome(name)
    }
}

/// Showing it and putting it away.
pub const COMMANDS: &[Command] = &[Command::new("Gallery...", "All scenes with pictures", |world, _| {
    if world.resource::<Gallery>().shown {
        world.resource_mut::<Gallery>().shown = false;
    } else {
        open(world);
    }
})
.keys(&[ctrl(egui::Key::G)])
.menu(Menu::Scene, 0)
.sheet(|world| world.resource::<Gallery>().shown)];

/// Looks for scenes and shows them.
pub fn open(world: &mut World) {
    look_for_scenes(world);
    let scenes = Path::new("scenes").canonicalize().ok();
    let mut groups: Vec<(u8, Group)> = Vec::new();
    let found = world.resource::<Scenes>().found.clone();
    let mut gallery = world.resource_mut::<Gallery>();
    for entry in found {
        let folder = entry.path.parent();
        let (rank, name) = if folder == scenes.as_deref() {
            (1, "Scenes".to_owned())
        } else if folder.is_some_and(|folder| folder.ends_with("guide")) {
            (2, "Guide: small networks from the guide in scenes/README.md".to_owned())
        } else {
            (0, folder.map_or_else(String::new, |folder| format!("In {}", file_name(folder))))
        };
        let changed = std::fs::metadata(&entry.path).and_then(|data| data.modified()).ok();
        gallery.pictures.forget_older(&entry.path, changed);
        let card = Card { entry, changed };
        match groups.iter_mut().find(|(other, group)| *other == rank && group.name == name) {
            Some((_, group)) => group.cards.push(card),
            None => groups.push((rank, Group { name, cards: vec![card] })),
        }
    }
    // One's own scenes first, then those that come with the program.
    groups.sort_by_key(|(rank, _)| *rank);
    gallery.groups = groups.into_iter().map(|(_, group)| group).collect();
    gallery.shown = true;
}

/// Shows the gallery over everything, if it is open.
fn show(ui: &mut Ui, world: &mut World) {
    let ctx = &ui.ctx().clone();
    let mut gallery = world.resource_mut::<Gallery>();
    // Pictures that are finished are taken over even while it is closed.
    gallery.pictures.collect(ctx);
    if !gallery.shown {
        return;
    }
    let palette = palette(world);
    let screen = ctx.content_rect().size();
    let card = PICTURE + vec2(2.0 * PADDING, 2.0 * PADDING + TEXT);
    let room = screen.x - 2.0 * MARGIN.x - 16.0;
    let columns = (((room + GAP) / (card.x + GAP)) as usize).max(1);
    let width = columns as f32 * (card.x + GAP) - GAP + 16.0;
    let mut chosen = None;
    let mut close = false;
    let modal = egui::Modal::new(egui::Id::new("gallery"))
        .frame(egui::Frame::popup(&ctx.global_style()).inner_margin(16))
        .show(ctx, |ui| {
            ui.set_width(width);
            ui.horizontal(|ui| {
                ui.heading("Gallery");
                let groups = &world.resource::<Gallery>().groups;
                let count: usize = groups.iter().map(|group| group.cards.len()).sum();
                let about = format!("{count} scenes, each after 6 simulated seconds. A click opens one.");
                ui.label(RichText::new(about).color(palette.weak));
                ui.with_layout(egui::Layout::right_to_left(Align::Center), |ui| {
                    close = ui.button("Close").on_hover_text("Esc or Ctrl+G").clicked();
                    if ui.button("Open a file...").on_hover_text("A scene in another folder").clicked() {
                        close = true;
                        ask_what_to_open(world);
                    }
                });
            });
            if world.resource::<Gallery>().groups.is_empty() {
                ui.add_space(12.0);
                ui.label("There are no scenes beside the open file nor in ./scenes.");
                ui.add_space(12.0);
            }
            let height = (screen.y - 2.0 * MARGIN.y).max(120.0);
            egui::ScrollArea::vertical()
                .max_height(height)
                // Else it would keep to the height that a new window has.
                .min_scrolled_height(height)
                .auto_shrink([false, true])
                .show(ui, |ui| chosen = cards(ui, world, columns, card));
        });
    if close || modal.should_close() {
        world.resource_mut::<Gallery>().shown = false;
    }
    if let Some(path) = chosen {
        world.resource_mut::<Gallery>().shown = false;
        wish(world, Wish::Open(path));
    }
    if world.resource::<Gallery>().pictures.is_busy() {
        // A window that stands still would otherwise show the picture late.
        ctx.request_repaint();
    }
}

/// All cards by groups; the scene whose card was clicked.
fn cards(ui: &mut Ui, world: &mut World, columns: usize, size: egui::Vec2) -> Option<PathBuf> {
    let palette = palette(world);
    let light = world.resource::<Style>().mode == Mode::Light;
    let scale = ui.ctx().pixels_per_point();
    let open = world.resource::<Document>().path.as_deref().and_then(|path| path.canonicalize().ok());
    let studio = *world.resource::<Studio>();
    let mut gallery = world.resource_mut::<Gallery>();
    let Gallery { groups, pictures, .. } = &mut *gallery;
    let mut chosen = None;
    ui.spacing_mut().item_spacing = vec2(GAP, GAP);
    for group in groups {
        section(ui, &group.name, palette);
        for row in group.cards.chunks(columns) {
            ui.horizontal(|ui| {
                for card in row {
                    let (rect, response) = ui.allocate_exact_size(size, Sense::click());
                    let name = &card.entry.name;
                    response.widget_info(|| WidgetInfo::labeled(WidgetType::Button, true, name));
                    if response.clicked() {
                        chosen = Some(card.entry.path.clone());
                    }
                    if !ui.is_rect_visible(rect) {
                        continue;
                    }
                    let key = Key { path: card.entry.path.clone(), changed: card.changed, light };
                    // Only what is seen is asked for: a folder may hold a thousand scenes.
                    let pixels = PICTURE * scale;
                    let size = (pixels.x.round() as usize, pixels.y.round() as usize);
                    pictures.ask(&key, size, scale, studio);
                    let is_open = open.as_deref() == Some(card.entry.path.as_path());
                    paint(ui, rect, &response, card, pictures, &key, is_open, palette);
                    response.on_hover_ui(|ui| tip(ui, card, pictures.get(&key), palette));
                }
            });
        }
    }
    chosen
}

/// Paints a card.
fn paint(
    ui: &Ui,
    rect: Rect,
    response: &egui::Response,
    card: &Card,
    pictures: &Pictures,
    key: &Key,
    is_open: bool,
    palette: &Palette,
) {
    let lit = response.hovered() || response.has_focus();
    let rim = if lit || is_open { palette.accent } else { palette.line };
    let ground = if response.hovered() { palette.button_hover } else { palette.button };
    let painter = ui.painter();
    painter.rect(rect, CornerRadius::same(8), ground, Stroke::new(1.0, rim), StrokeKind::Inside);
    let place = Rect::from_min_size(rect.min + vec2(PADDING, PADDING), PICTURE);
    let round = CornerRadius::same(5);
    let say = |text: &str, color: Color32| {
        painter.rect_filled(place, round, palette.well);
        painter.text(place.center(), Align2::CENTER_CENTER, text, FontId::proportional(13.0), color);
    };
    match pictures.get(key) {
        Some(Shot::Picture(texture)) => {
            let image = egui::Image::new((texture.id(), place.size())).corner_radius(round);
            image.paint_at(ui, place);
        }
        Some(Shot::Faults(_)) => say("has faults", palette.error),
        Some(Shot::Failed) => say("no picture", palette.weak),
        None if pictures.is_under_way(key) => say("taking its picture...", palette.weak),
        None => say("", palette.weak),
    }
    if is_open {
        let text = painter.layout_no_wrap("open".into(), small(), palette.strong);
        let corner = place.right_top() + vec2(-text.size().x - 17.0, 5.0);
        let chip = Rect::from_min_size(corner, text.size() + vec2(12.0, 4.0));
        painter.rect_filled(chip, CornerRadius::same(5), palette.accent_ground);
        painter.galley(chip.min + vec2(6.0, 2.0), text, palette.strong);
    }
    let left = place.left_bottom() + vec2(4.0, 7.0);
    let width = place.width() - 8.0;
    let line = |text: &str, font: FontId, color: Color32, rows: usize| {
        let mut job = LayoutJob::default();
        job.append(text, 0.0, TextFormat { font_id: font, color, ..TextFormat::default() });
        job.wrap = TextWrapping { max_width: width, max_rows: rows, ..TextWrapping::default() };
        painter.layout_job(job)
    };
    let title = line(&card.entry.name, FontId::proportional(14.0), palette.strong, 1);
    let below = left + vec2(0.0, title.size().y + 3.0);
    painter.galley(left, title, palette.strong);
    let about =
        if card.entry.about.is_empty() { file_name(&card.entry.path) } else { card.entry.about.clone() };
    painter.galley(below, line(&about, small(), palette.text, 2), palette.text);
}

/// All that a card may have cut off.
fn tip(ui: &mut Ui, card: &Card, shot: Option<&Shot>, palette: &Palette) {
    ui.label(RichText::new(&card.entry.name).strong().color(palette.strong));
    if !card.entry.about.is_empty() {
        ui.label(&card.entry.about);
    }
    if let Some(Shot::Faults(faults)) = shot {
        let first: Vec<&str> = faults.lines().take(6).collect();
        ui.add(Label::new(RichText::new(first.join("\n")).color(palette.error)).wrap());
    }
    ui.add(
        Label::new(RichText::new(card.entry.path.display().to_string()).font(small()).color(palette.weak))
            .wrap(),
    );
}
