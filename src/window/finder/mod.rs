//! The finder: every command, neuron, frame, note, class and scene by its name.

mod items;
mod matching;
mod row;

use crate::window::commands::frames::bring_entry_into_view;
use crate::window::commands::{Draft, bring_into_view};
use crate::window::files::wish;
use crate::window::paint::theme::Palette;
use crate::window::state::command::ctrl;
use crate::window::state::{Command, Menu, Panel, Selection, Wish, folds, palette, say, select};
use bevy::app::App;
use bevy::ecs::prelude::*;
use bevy_egui::egui::{self, Align2, Context, Id, Key, Modal, Modifiers, RichText, ScrollArea, TextEdit, Ui};
use items::{Found, Item};
use matching::Hit;

/// The finder, over everything.
pub const PANEL: Panel = Panel { plugin, show };

/// Showing it and putting it away.
pub const COMMANDS: &[Command] = &[Command::new(
    "Find by name...",
    "Every command, neuron, frame, note, class and scene by a few letters of its name",
    |world, _| {
        if world.resource_mut::<Finder>().0.take().is_none() {
            open(world);
        }
    },
)
.keys(&[ctrl(Key::P)])
.menu(Menu::Edit, 4)
.sheet(|world| world.resource::<Finder>().0.is_some())];

/// Looks for all that has a name, and shows it.
pub fn open(world: &mut World) {
    let open = Open::new(items::collect(world));
    world.resource_mut::<Finder>().0 = Some(open);
}

/// Width of the finder \[points\].
const WIDTH: f32 = 480.0;
/// Rows that are seen at once, where there is room for them.
const ROWS: f32 = 13.0;
/// The field in which is typed.
const FIELD: &str = "finder field";
/// What it leaves of the window above it.
const TOP: f32 = 48.0;

/// What is being looked for, while it is open.
#[derive(Resource, Default)]
struct Finder(Option<Open>);

struct Open {
    items: Vec<Item>,
    typed: String,
    hits: Vec<Hit>,
    /// The row that Enter takes.
    at: usize,
    /// Whether that row is to be scrolled to.
    reveal: bool,
}

impl Open {
    fn new(items: Vec<Item>) -> Self {
        let hits = matching::fitting(&items, "");
        Self { items, typed: String::new(), hits, at: 0, reveal: true }
    }

    /// Goes down by so many rows, or up.
    fn go(&mut self, rows: isize) {
        let last = self.hits.len().saturating_sub(1);
        self.at = self.at.saturating_add_signed(rows).min(last);
        self.reveal |= rows != 0;
    }
}

fn plugin(app: &mut App) {
    app.init_resource::<Finder>();
}

/// Shows the finder over everything, if it is open.
fn show(ui: &mut Ui, world: &mut World) {
    let Some(mut open) = world.resource_mut::<Finder>().0.take() else { return };
    let ctx = &ui.ctx().clone();
    let palette = palette(world);
    let screen = ctx.content_rect();
    let area = Modal::default_area(Id::new("finder")).anchor(Align2::CENTER_TOP, [0.0, TOP]);
    let mut chosen = None;
    let modal = Modal::new(Id::new("finder"))
        .area(area)
        .frame(egui::Frame::popup(&ctx.global_style()).inner_margin(10))
        .show(ctx, |ui| {
            ui.set_width(WIDTH.min(screen.width() - 40.0));
            steer(ui, &mut open);
            let entered = field(ui, &mut open);
            ui.add_space(4.0);
            if open.hits.is_empty() {
                ui.label(RichText::new("Nothing has a name like this.").color(palette.weak));
            }
            let rows = ROWS.min((screen.height() - TOP - 90.0) / row::HEIGHT).max(3.0);
            let clicked = list(ui, &mut open, rows * row::HEIGHT, palette);
            chosen = clicked.or(Some(open.at).filter(|_| entered));
        });
    let picked = chosen.and_then(|row| open.hits.get(row)).map(|hit| open.items[hit.index].clone());
    let closes = modal.should_close();
    match picked {
        Some(Item { ready: Err(why), .. }) => say(world, why),
        None if !closes => {}
        picked => {
            // The field goes, and with it the keys that it had.
            ctx.memory_mut(|memory| memory.surrender_focus(Id::new(FIELD)));
            return picked.into_iter().for_each(|item| take(world, ctx, item.found));
        }
    }
    world.resource_mut::<Finder>().0 = Some(open);
}

/// Arrows and pages go from row to row, as often as they were pressed.
fn steer(ui: &Ui, open: &mut Open) {
    let page = ROWS as isize - 1;
    for (key, rows) in [(Key::ArrowDown, 1), (Key::ArrowUp, -1), (Key::PageDown, page), (Key::PageUp, -page)]
    {
        let times = ui.input_mut(|i| i.count_and_consume_key(Modifiers::NONE, key));
        open.go(rows * times as isize);
    }
}

/// The field in which is typed; tells whether Enter was pressed.
fn field(ui: &mut Ui, open: &mut Open) -> bool {
    let hint = "A few letters of a command, a neuron, a class or a scene";
    let field = TextEdit::singleline(&mut open.typed).hint_text(hint).desired_width(f32::INFINITY);
    let response = ui.add(field.id(Id::new(FIELD)));
    response.widget_info(|| egui::WidgetInfo::labeled(egui::WidgetType::TextEdit, true, "Find by name"));
    if response.changed() {
        open.hits = matching::fitting(&open.items, &open.typed);
        (open.at, open.reveal) = (0, true);
    }
    let entered = response.lost_focus() && ui.input(|i| i.key_pressed(Key::Enter));
    if !response.has_focus() {
        response.request_focus();
    }
    entered
}

/// The rows; returns the one that was clicked.
fn list(ui: &mut Ui, open: &mut Open, height: f32, palette: &Palette) -> Option<usize> {
    let mut clicked = None;
    let mut area =
        ScrollArea::vertical().max_height(height).min_scrolled_height(height).auto_shrink([false, true]);
    ui.spacing_mut().item_spacing.y = 0.0;
    if std::mem::take(&mut open.reveal) {
        let (top, seen) =
            (open.at as f32 * row::HEIGHT, ui.data(|d| d.get_temp::<f32>(Id::new("finder offset"))));
        let seen = seen.unwrap_or(0.0);
        if top < seen || open.at == 0 {
            area = area.vertical_scroll_offset(top);
        } else if top + row::HEIGHT > seen + height {
            area = area.vertical_scroll_offset(top + row::HEIGHT - height);
        }
    }
    let output = area.show_rows(ui, row::HEIGHT, open.hits.len(), |ui, rows| {
        for index in rows {
            let hit = &open.hits[index];
            let response = row::show(ui, &open.items[hit.index], &hit.letters, index == open.at, palette);
            if response.clicked() {
                clicked = Some(index);
            }
        }
    });
    ui.data_mut(|d| d.insert_temp(Id::new("finder offset"), output.state.offset.y));
    clicked
}

/// Does what was chosen, or shows it.
fn take(world: &mut World, ctx: &Context, found: Found) {
    match found {
        Found::Command(command) => {
            if let Err(why) = command.run(world, ctx) {
                say(world, why);
            }
        }
        Found::Neuron(key) => {
            bring_into_view(world, &key);
            select(world, Some(key));
        }
        Found::Drawn(entry) => {
            bring_entry_into_view(world, &entry);
            world.resource_mut::<Selection>().select_entry(Some(entry));
        }
        Found::Class(class) => {
            world.resource_mut::<Draft>().class.clone_from(&class);
            world.resource_mut::<Selection>().select_class(class);
            folds::open(world, folds::Pane::Inspector, true);
        }
        Found::Scene(path) => wish(world, Wish::Open(path)),
    }
}
