//! All keys and gestures, and what the picture means.

mod tables;

use crate::window::lessons;
use crate::window::paint::theme::{Palette, number, prose, small};
use crate::window::paint::widgets;
use crate::window::state::command::{key, shift};
use crate::window::state::{Command, Menu, Panel, Stop, Table, palette};
use bevy::app::App;
use bevy::ecs::prelude::*;
use bevy_egui::egui::{self, Key, RichText, Ui};
use tables::{GESTURES, MEANING};

/// The help, over everything.
pub const PANEL: Panel = Panel { plugin, show };

/// The help.
#[derive(Resource, Clone, Copy, Debug, Default)]
pub struct Help {
    /// Whether it is to be seen.
    pub shown: bool,
}

/// Showing it and putting it away.
pub const COMMANDS: &[Command] =
    &[Command::new("Keys and gestures", "All keys, gestures, and what the picture means", |world, _| {
        let mut help = world.resource_mut::<Help>();
        help.shown = !help.shown;
    })
    .keys(&[key(Key::Questionmark), shift(Key::Slash), key(Key::F1)])
    .menu(Menu::View, 5)
    .sheet(|world| world.resource::<Help>().shown)];

fn plugin(app: &mut App) {
    app.init_resource::<Help>();
}

/// Width of a column.
const COLUMN: f32 = 280.0;
/// Space between columns.
const GAP: f32 = 18.0;
/// Room for the bar that scrolls them.
const BAR: f32 = 12.0;

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
            let wide = (4.0 * COLUMN + 3.0 * GAP + BAR).min(room.x);
            ui.set_width(wide);
            ui.horizontal(|ui| {
                ui.heading("Keys and gestures");
                ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
                    if ui.button("Close").on_hover_text("Esc or ?").clicked() {
                        world.resource_mut::<Help>().shown = false;
                    }
                    if ui.button("Lessons").on_hover_text(lessons::ABOUT).clicked() {
                        world.resource_mut::<Help>().shown = false;
                        lessons::list(world);
                    }
                });
            });
            ui.add_space(6.0);
            // Columns of about one height, so that a window of 720 points holds them all; a smaller one scrolls. In a
            // narrow one they stand below one another.
            let columns = columns(world);
            let beside = ((room.x + GAP) / (COLUMN + GAP)) as usize;
            let beside = beside.clamp(1, columns.len());
            let column = (wide - BAR + GAP) / beside as f32 - GAP;
            let fill = |ui: &mut Ui| {
                ui.horizontal_top(|ui| {
                    ui.spacing_mut().item_spacing.x = GAP;
                    for first in 0..beside {
                        ui.vertical(|ui| {
                            ui.set_width(column);
                            ui.spacing_mut().item_spacing = egui::vec2(6.0, 3.0);
                            let below = columns.iter().skip(first).step_by(beside).flatten();
                            below.for_each(|group| show_group(ui, group, palette));
                        });
                    }
                });
            };
            egui::ScrollArea::vertical().max_height(room.y).min_scrolled_height(room.y).show(ui, fill);
        });
    if modal.should_close() {
        world.resource_mut::<Help>().shown = false;
    }
}

/// What stands together under a heading: what it is, and what it does.
struct Group {
    title: &'static str,
    rows: Vec<(String, &'static str)>,
    keys: bool,
}

/// The keys of a menu; `None`: those in no menu.
fn keys_of(world: &World, menu: Option<Menu>) -> Group {
    let all = world.resource::<Table>().all().iter();
    let own = all.filter(|command| {
        command.menu.map(|(menu, _)| menu) == menu && command.place.is_none() && !command.keys.is_empty()
    });
    let rows = own.map(|command| (command.key_text(), command.name)).collect();
    Group { title: menu.map_or("Everywhere", Menu::name), rows, keys: true }
}

/// The keys of a part of the window, once Tab or F6 has come to it.
fn keys_in(world: &World, title: &'static str, place: Stop) -> Group {
    let own = world.resource::<Table>().all().iter().filter(|command| command.place == Some(place));
    Group { title, rows: own.map(|command| (command.key_text(), command.name)).collect(), keys: true }
}

fn table(title: &'static str, rows: &[(&'static str, &'static str)]) -> Group {
    Group { title, rows: rows.iter().map(|(what, does)| ((*what).to_owned(), *does)).collect(), keys: false }
}

fn columns(world: &World) -> [Vec<Group>; 4] {
    let keys = |menu| keys_of(world, Some(menu));
    [
        vec![keys(Menu::Scene), keys(Menu::Edit), keys(Menu::Network)],
        vec![
            keys(Menu::View),
            keys(Menu::Run),
            keys_in(world, "In the list", Stop::List),
            keys_in(world, "On the time line", Stop::Time),
        ],
        vec![table("Mouse", &GESTURES)],
        vec![
            table("What you see", &MEANING),
            keys(Menu::World),
            keys_of(world, None),
            keys_in(world, "In the network", Stop::Network),
        ],
    ]
}

fn show_group(ui: &mut Ui, group: &Group, palette: &Palette) {
    ui.label(RichText::new(group.title.to_uppercase()).font(small()).color(palette.weak));
    for (what, does) in &group.rows {
        ui.horizontal_top(|ui| {
            let font = if group.keys { number() } else { prose() };
            widgets::column(ui, 100.0, RichText::new(what).font(font).color(palette.strong));
            ui.vertical(|ui| {
                ui.add(egui::Label::new(RichText::new(*does).font(prose())).wrap());
            });
        });
    }
    ui.add_space(8.0);
}
