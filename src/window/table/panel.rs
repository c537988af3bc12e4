//! The panel of the table.

use super::book::{Asked, Moment};
use super::column::Source;
use super::rates::Rates;
use super::rows::{Shown, carry_out};
use super::{NeuronTable, all, bar, hands, links, shown};
use crate::edit::History;
use crate::sim::Clock;
use crate::window::commands::menu;
use crate::window::paint::context_menu::{context_menu, menu_that_stays};
use crate::window::paint::grid::order::clicked;
use crate::window::paint::grid::{self, Column as Head, Grid, Outcome};
use crate::window::paint::panes::{self, fill, side};
use crate::window::paint::theme::Palette;
use crate::window::state::columns::Columns;
use crate::window::state::command::entries;
use crate::window::state::folds::{Pane, is_open, rail};
use crate::window::state::{Arrangement, Graph, Menu, Selection, Stop, palette, tour};
use bevy::ecs::prelude::*;
use bevy_egui::egui::{self, RichText, Ui};

/// Shows the panel.
pub fn show(ui: &mut Ui, world: &mut World) {
    rail(ui, world, Pane::Table);
    let open = is_open(world, Pane::Table);
    if world.resource::<Rates>().is_wanted() != open {
        world.resource_mut::<Rates>().want(open);
    }
    if !open {
        return;
    }
    let panes = world.resource::<Arrangement>().panes;
    let room = ui.max_rect().height();
    let usual = (room * 0.28).max(150.0).min(room * 0.45);
    let panel = egui::Panel::bottom("table").frame(side(palette(world)));
    let panel = panes::TABLE.size(panel, panes.table, usual, room);
    let shown = panel.show(ui, |ui| tour::stop(fill(ui), world, Stop::Table, contents));
    tour::border(ui.ctx(), world, egui::Id::new("table"), "Border of the table");
    let mut arrangement = world.resource_mut::<Arrangement>();
    panes::TABLE.keep(&mut arrangement.panes.table, shown.response.rect.height(), usual, room);
}

/// What was done in this frame that is acted on once the table is shown.
struct Done {
    wanted: bar::Wanted,
    outcome: Option<Outcome>,
}

fn contents(ui: &mut Ui, world: &mut World) {
    let done = world.resource_scope(|world, mut table: Mut<NeuronTable>| body(ui, world, &mut table));
    // Not while the table is being shown: commands need what is in it.
    bar::carry_out(ui, world, &done.wanted);
    let Some(outcome) = done.outcome else { return };
    menu_that_stays(ui, "menu of the columns", outcome.head_menu, |ui| {
        bar::columns(ui, world);
        ui.separator();
        entries(ui, world, Menu::Table);
    });
    let links = world.resource::<Columns>().links;
    context_menu(ui, "menu of the table", outcome.menu.is_some() && !links, |ui| menu::show(ui, world, None));
}

fn body(ui: &mut Ui, world: &mut World, table: &mut NeuronTable) -> Done {
    let palette = palette(world);
    let looks = world.resource::<Columns>().clone();
    order(ui, world, table, &looks);
    let whole = if looks.links {
        links::count(world.resource::<Graph>())
    } else {
        world.resource::<Graph>().cells.len()
    };
    let count = (table.rows(&looks).len(), whole);
    let wanted = bar::show(ui, world, table, count, palette);
    if count.0 == 0 {
        let text = match (whole, looks.links) {
            (0, true) => "There are no links between neurons in this scene.",
            (0, false) => "There are no neurons in this scene.",
            _ => "No row fits the filter.",
        };
        ui.label(RichText::new(text).color(palette.weak));
        return Done { wanted, outcome: None };
    }
    let reveal = reveal(world, table);
    let (outcome, set) = rows(ui, world, table, &looks, reveal, palette);
    table.over = outcome.over;
    tour::head(world, Stop::Table, outcome.id);
    act(ui, world, table, &outcome);
    let done = set.is_some_and(|set| carry_out(world, set));
    if done && ui.input(|i| i.key_pressed(egui::Key::Enter)) {
        ui.memory_mut(|memory| memory.request_focus(outcome.id));
    }
    Done { wanted, outcome: Some(outcome) }
}

/// The rows, in their order.
fn order(ui: &Ui, world: &World, table: &mut NeuronTable, looks: &Columns) {
    let graph = world.resource::<Graph>();
    let columns = all(looks);
    let by = looks.sorted[usize::from(looks.links)].as_ref();
    let sorted = by.and_then(|(name, backwards)| {
        Some((columns.iter().position(|column| column.name == *name)?, *backwards))
    });
    let asked = Asked { filter: table.filter.clone(), sorted };
    let moment = Moment {
        tick: world.resource::<Clock>().tick,
        changes: world.get_resource::<History>().map_or(0, History::changes),
    };
    let held = table.over || ui.ctx().text_edit_focused();
    let [neurons, others] = &mut table.books;
    neurons.read(graph, false);
    if looks.links {
        others.read(graph, true);
    }
    let counts = neurons.lend_counts();
    let source = Source { world, graph, rates: world.resource::<Rates>(), counts: &counts };
    let book = if looks.links { others } else { neurons };
    let time = ui.input(|i| i.time);
    if book.order(&source, columns, (&asked, moment), held, time, looks.links) {
        ui.ctx().request_repaint_after_secs(0.5);
    }
    table.books[0].take_counts_back(counts);
}

/// A row that was selected elsewhere is brought into sight.
fn reveal(world: &World, table: &mut NeuronTable) -> Option<usize> {
    let selection = world.resource::<Selection>();
    let now = (selection.selected.clone(), selection.entry.clone());
    if now == table.seen {
        return None;
    }
    table.seen = now;
    hands::current(world, table)
}

fn rows(
    ui: &mut Ui,
    world: &World,
    table: &NeuronTable,
    looks: &Columns,
    reveal: Option<usize>,
    palette: &'static Palette,
) -> (Outcome, Option<super::rows::Set>) {
    let columns = shown(looks);
    let heads: Vec<Head> = columns.iter().map(|column| column.head()).collect();
    let by = looks.sorted[usize::from(looks.links)].as_ref();
    let sorted = by.and_then(|(name, backwards)| {
        Some((columns.iter().position(|column| column.name == *name)?, *backwards))
    });
    let source = Source {
        world,
        graph: world.resource::<Graph>(),
        rates: world.resource::<Rates>(),
        counts: table.books[0].counts(),
    };
    let rows = table.rows(looks);
    let grid = Grid {
        name: if looks.links { "Links" } else { "Neurons" },
        columns: &heads,
        sorted,
        rows: rows.len(),
        fixed: ui.available_width() > 420.0,
        keys: true,
        reveal,
    };
    let mut shown = Shown::new(source, &columns, rows, looks.links, palette);
    let outcome = grid::show(ui, &grid, &mut shown, palette);
    (outcome, shown.set)
}

/// Does what clicks and keys ask for.
fn act(ui: &Ui, world: &mut World, table: &mut NeuronTable, outcome: &Outcome) {
    if let Some(head) = outcome.head {
        sort_by(world, head);
    }
    if let Some(row) = outcome.menu
        && !world.resource::<Columns>().links
        && let Some(index) = table.books[0].rows().get(row)
    {
        let key = world.resource::<Graph>().cells[*index as usize].key.clone();
        menu::ask(world, &key);
    }
    if let Some(row) = outcome.clicked {
        hands::click(world, table, row, ui.input(|i| i.modifiers));
    }
    if let Some(row) = outcome.twice {
        hands::show_on_canvas(world, table, row);
    }
    let moved = hands::keys(ui, world, table, outcome.id, outcome.page);
    if !moved {
        // What was clicked is in sight.
        let selection = world.resource::<Selection>();
        if outcome.clicked.is_some() || outcome.menu.is_some() {
            table.seen = (selection.selected.clone(), selection.entry.clone());
        }
    } else {
        ui.ctx().request_repaint();
    }
}

/// The head of a column was clicked.
fn sort_by(world: &mut World, head: usize) {
    let mut looks = world.resource_mut::<Columns>();
    let columns = shown(&looks);
    let Some(name) = columns.get(head).map(|column| column.name.clone()) else { return };
    let place = usize::from(looks.links);
    let by = looks.sorted[place].take();
    let before = by.and_then(|(by, backwards)| (by == name).then_some((head, backwards)));
    looks.sorted[place] = clicked(before, head).map(|(_, backwards)| (name, backwards));
}
