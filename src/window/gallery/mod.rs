//! The gallery: every scene that can be found, as a card with its picture, title and description.

mod pictures;

pub use pictures::{Order, Studio};

use crate::window::files::{
    GUIDE_FOLDER, SceneEntry, Scenes, ask_what_to_open, look_for_scenes, shipped_folder, wish,
};
use crate::window::lessons;
use crate::window::new;
use crate::window::paint::theme::{Palette, prose, small};
use crate::window::paint::widgets::section;
use crate::window::paint::words;
use crate::window::state::command::ctrl;
use crate::window::state::document::file_name;
use crate::window::state::{Command, Menu, Panel, Style, Wish, palette};
use bevy::app::App;
use bevy::ecs::prelude::*;
use bevy_egui::egui::text::{LayoutJob, TextWrapping};
use bevy_egui::egui::{
    self, Align, Align2, Color32, CornerRadius, FontId, Label, Rect, RichText, Sense, Stroke, StrokeKind,
    TextFormat, Ui, WidgetInfo, WidgetType, vec2,
};
use pictures::{Key, Pictures, Shot};
use std::path::PathBuf;
use std::time::SystemTime;

/// The gallery, over everything.
pub const PANEL: Panel = Panel { plugin, show };

fn plugin(app: &mut App) {
    app.init_resource::<Gallery>();
}

/// Size of a picture \[points\].
const PICTURE: egui::Vec2 = vec2(264.0, 146.0);
/// Height of title and description below it.
const TEXT: f32 = 66.0;
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
    let scenes = shipped_folder();
    let mut groups: Vec<(u8, Group)> = Vec::new();
    let found = world.resource::<Scenes>().found.clone();
    let mut gallery = world.resource_mut::<Gallery>();
    for entry in found {
        let folder = entry.path.parent();
        let (rank, name) = if folder == scenes.as_deref() {
            (1, "Scenes".to_owned())
        } else if folder.is_some_and(|folder| folder.ends_with(GUIDE_FOLDER)) {
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
    let (mut chosen, mut close) = (None, false);
    let modal = egui::Modal::new(egui::Id::new("gallery"))
        .frame(egui::Frame::popup(&ctx.global_style()).inner_margin(16))
        .show(ctx, |ui| {
            ui.set_width(width);
            ui.horizontal(|ui| {
                ui.heading("Gallery");
                let groups = &world.resource::<Gallery>().groups;
                let count: usize = groups.iter().map(|group| group.cards.len()).sum();
                let about = format!("{}, each after 6 simulated seconds", words::count(count, "scene"));
                ui.label(RichText::new(about).color(palette.weak));
                ui.with_layout(egui::Layout::right_to_left(Align::Center), |ui| {
                    close = ui.button("Close").on_hover_text("Esc or Ctrl+G").clicked();
                    if ui.button("Lessons").on_hover_text(lessons::ABOUT).clicked() {
                        close = true;
                        lessons::list(world);
                    }
                    if ui.button("Open a file...").on_hover_text("A scene in another folder").clicked() {
                        close = true;
                        ask_what_to_open(world);
                    }
                });
            });
            if world.resource::<Gallery>().groups.is_empty() {
                ui.label("There are no scenes beside the open file nor in ./scenes.");
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
    if let Some(choice) = chosen {
        world.resource_mut::<Gallery>().shown = false;
        match choice {
            Choice::New => new::open(world),
            Choice::Scene(path) => wish(world, Wish::Open(path)),
        }
    }
    if world.resource::<Gallery>().pictures.is_busy() {
        // A window that stands still would otherwise show the picture late.
        ctx.request_repaint();
    }
}

/// What was clicked.
enum Choice {
    New,
    Scene(PathBuf),
}

/// A new scene, then all cards by groups; what was clicked.
fn cards(ui: &mut Ui, world: &mut World, columns: usize, size: egui::Vec2) -> Option<Choice> {
    let palette = palette(world);
    let look = world.resource::<Style>().look();
    let scale = ui.ctx().pixels_per_point();
    let studio = *world.resource::<Studio>();
    let mut gallery = world.resource_mut::<Gallery>();
    let Gallery { groups, pictures, .. } = &mut *gallery;
    let mut chosen = None;
    ui.spacing_mut().item_spacing = vec2(GAP, GAP);
    if groups.is_empty() && new_tile(ui, size, palette) {
        chosen = Some(Choice::New);
    }
    for (place, group) in groups.iter().enumerate() {
        section(ui, &group.name, palette);
        let first = (place == 0).then_some(None);
        let tiles: Vec<Option<&Card>> = first.into_iter().chain(group.cards.iter().map(Some)).collect();
        for row in tiles.chunks(columns) {
            ui.horizontal(|ui| {
                for card in row {
                    let Some(card) = card else {
                        if new_tile(ui, size, palette) {
                            chosen = Some(Choice::New);
                        }
                        continue;
                    };
                    let (rect, response) = ui.allocate_exact_size(size, Sense::click());
                    let name = &card.entry.name;
                    response.widget_info(|| WidgetInfo::labeled(WidgetType::Button, true, name));
                    if response.clicked() {
                        chosen = Some(Choice::Scene(card.entry.path.clone()));
                    }
                    if !ui.is_rect_visible(rect) {
                        continue;
                    }
                    let key = Key { path: card.entry.path.clone(), changed: card.changed, look };
                    // Only what is seen is asked for: a folder may hold a thousand scenes.
                    let pixels = PICTURE * scale;
                    let size = (pixels.x.round() as usize, pixels.y.round() as usize);
                    pictures.ask(&key, size, scale, studio);
                    paint(ui, rect, &response, card, pictures, &key, palette);
                    response.on_hover_ui(|ui| tip(ui, card, pictures.get(&key), palette));
                }
            });
        }
    }
    chosen
}

/// The tile of a new scene; true when it was clicked.
fn new_tile(ui: &mut Ui, size: egui::Vec2, palette: &Palette) -> bool {
    let (rect, response) = ui.allocate_exact_size(size, Sense::click());
    response.widget_info(|| WidgetInfo::labeled(WidgetType::Button, true, "New scene"));
    let lit = response.hovered() || response.has_focus();
    let rim = Stroke::new(1.0, if lit { palette.accent } else { palette.line });
    let ground = if response.hovered() { palette.button_hover } else { palette.panel };
    let painter = ui.painter();
    painter.rect(rect, CornerRadius::same(8), ground, rim, StrokeKind::Inside);
    let at = rect.center() - vec2(0.0, 14.0);
    let cross = Stroke::new(2.0, palette.accent);
    painter.hline(at.x - 13.0..=at.x + 13.0, at.y, cross);
    painter.vline(at.x, at.y - 13.0..=at.y + 13.0, cross);
    let below = at + vec2(0.0, 30.0);
    painter.text(below, Align2::CENTER_CENTER, "New scene", FontId::proportional(14.0), palette.strong);
    let about = "Empty, a bare worm, a reflex, a clock";
    painter.text(below + vec2(0.0, 19.0), Align2::CENTER_CENTER, about, prose(), palette.text);
    response.on_hover_text("Begin with a template (Ctrl+N)").clicked()
}

/// Paints a card.
fn paint(
    ui: &Ui,
    rect: Rect,
    response: &egui::Response,
    card: &Card,
    pictures: &Pictures,
    key: &Key,
    palette: &Palette,
) {
    let is_open = card.entry.is_open;
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
    if let Some(file) = &card.entry.file {
        let beside = left + vec2(title.size().x + 8.0, 3.0);
        let file = painter.layout_no_wrap(file.clone(), small(), palette.weak);
        painter.with_clip_rect(rect.shrink(PADDING)).galley(beside, file, palette.weak);
    }
    painter.galley(left, title, palette.strong);
    let about =
        if card.entry.about.is_empty() { file_name(&card.entry.path) } else { card.entry.about.clone() };
    painter.galley(below, line(&about, prose(), palette.text, 2), palette.text);
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
