//! The table as text: for a spreadsheet, and for a file.

use super::column::{Column, Source};
use super::rates::Rates;
use super::{NeuronTable, links, shown};
use crate::scene::SceneInfo;
use crate::window::paint::words;
use crate::window::state::columns::Columns;
use crate::window::state::document::file_name;
use crate::window::state::wishes::{FileWish, Kind, ask};
use crate::window::state::{Document, Graph, Selection, report, say, say_done, say_error};
use bevy::ecs::prelude::*;
use bevy_egui::egui::Context;
use std::path::PathBuf;

const TABLES: Kind = Kind { name: "Tables", fits: |path| path.extension().is_some_and(|e| e == "csv") };

/// Rows as text, with the names of the columns above: numbers to the last digit, with a point.
fn text(
    source: &Source<'_>,
    columns: &[&Column],
    rows: impl Iterator<Item = u32>,
    between: u8,
) -> Result<Vec<u8>, csv::Error> {
    let mut writer = csv::WriterBuilder::new().delimiter(between).from_writer(Vec::new());
    writer.write_record(columns.iter().map(|column| &column.name))?;
    for row in rows {
        writer.write_record(columns.iter().map(|column| (column.read)(source, row as usize).exact()))?;
    }
    writer.into_inner().map_err(|error| error.into_error().into())
}

fn written(
    world: &World,
    table: &NeuronTable,
    rows: impl Iterator<Item = u32>,
    between: u8,
) -> Option<Vec<u8>> {
    let graph = world.resource::<Graph>();
    let columns = world.resource::<Columns>();
    // The scene may have been changed since the table was shown.
    let count = if columns.links { links::count(graph) } else { graph.cells.len() };
    let rows = rows.filter(|row| (*row as usize) < count);
    let source = Source { world, graph, rates: world.resource::<Rates>(), counts: table.books[0].counts() };
    text(&source, &shown(columns), rows, between).ok()
}

/// Copies the rows that are chosen, or all that are shown.
pub fn copy(ctx: &Context, world: &mut World, table: &NeuronTable) {
    let columns = world.resource::<Columns>();
    let (graph, selection) = (world.resource::<Graph>(), world.resource::<Selection>());
    let rows = table.rows(columns);
    let is_chosen = |row: &u32| {
        if columns.links {
            selection.entry.is_some() && graph.entry(links::spot(graph, *row as usize)) == selection.entry
        } else {
            graph.cells.get(*row as usize).is_some_and(|cell| selection.is_chosen(&cell.key))
        }
    };
    let chosen: Vec<u32> = if selection.is_empty() {
        Vec::new()
    } else {
        rows.iter().copied().filter(|row| is_chosen(row)).collect()
    };
    let wanted = if chosen.is_empty() { rows.to_vec() } else { chosen };
    let count = words::count(wanted.len(), "row");
    let bytes = written(world, table, wanted.into_iter(), b'\t').unwrap_or_default();
    ctx.copy_text(String::from_utf8_lossy(&bytes).into_owned());
    say(world, format!("{count} copied, for a spreadsheet"));
}

/// Asks where the table is to be saved.
pub fn ask_where_to_save(world: &mut World) {
    let scene = world.resource::<Document>().name();
    let scene = scene.or_else(|| world.get_resource::<SceneInfo>().map(|info| info.name.clone()));
    let scene = scene.unwrap_or_default();
    let stem: String = scene
        .split('.')
        .next()
        .unwrap_or_default()
        .chars()
        .map(|c| if c.is_alphanumeric() { c } else { '-' })
        .collect();
    let stem = if stem.is_empty() { "scene".to_owned() } else { stem };
    let what = if world.resource::<Columns>().links { "links" } else { "neurons" };
    let title = "Save the table as";
    ask(world, FileWish { title, kind: TABLES, new: Some(format!("{stem}-{what}.csv")), then: keep });
}

/// Writes all rows that are shown.
pub fn keep(world: &mut World, path: PathBuf) {
    let table = world.resource::<NeuronTable>();
    let rows = table.rows(world.resource::<Columns>());
    let Some(bytes) = written(world, table, rows.iter().copied(), b',') else { return };
    let bare = path.extension().is_none();
    let path = if bare { path.with_extension("csv") } else { path };
    let name = file_name(&path);
    // The dialog asked about the bare name only.
    if bare && path.exists() {
        let text =
            format!("{} is there already. Give the name with its ending to replace it.", path.display());
        say_error(world, format!("{name} was not saved"));
        report(world, "The table was not saved", text);
        return;
    }
    match crate::scene::write_atomically(&path, &bytes) {
        Ok(()) => say_done(world, format!("Saved {name}")),
        Err(error) => {
            say_error(world, format!("{name} was not saved"));
            report(world, "The table was not saved", error.to_string());
        }
    }
}
