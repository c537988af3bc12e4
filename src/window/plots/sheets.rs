//! The sheet of the open tab, for the screen and for a file.

use super::export;
use super::pages::page;
use super::sampler::Scope;
use super::sheet::Sheet;
use super::source::Source;
use super::tabs::{Plots, Tab};
use super::twin;
use crate::scene::SceneInfo;
use crate::sim::{Clock, seconds};
use crate::window::paint::theme::{Mode, Palette};
use crate::window::state::document::file_name;
use crate::window::state::wishes::{FileWish, Kind, ask};
use crate::window::state::{Document, Graph, report, say, say_done, say_error, selected_index};
use bevy::ecs::prelude::*;
use std::path::{Path, PathBuf};

/// Chosen neurons: the selected one, then the pinned ones.
pub fn chosen(world: &World, plots: &Plots) -> Vec<usize> {
    let graph = world.resource::<Graph>();
    let mut chosen: Vec<usize> = selected_index(world).into_iter().collect();
    for index in plots.pins.iter().filter_map(|key| graph.find(key)) {
        if !chosen.contains(&index) {
            chosen.push(index);
        }
    }
    chosen
}

/// The end of what is known \[seconds\].
pub fn now(world: &World) -> f64 {
    let scope = world.resource::<Scope>();
    if scope.is_frozen() { seconds(scope.shown().tick) } else { world.resource::<Clock>().seconds() }
}

/// Makes the sheet of the open tab.
pub fn sheet(world: &World, plots: &Plots, palette: &'static Palette) -> Sheet {
    let scope = world.resource::<Scope>();
    let source = Source {
        world,
        graph: world.resource::<Graph>(),
        samples: scope.shown(),
        bands: scope.shown_bands().filter(|_| plots.copies),
        palette,
        chosen: chosen(world, plots),
        selected: selected_index(world),
        range: plots.range(now(world)),
        since: scope.shown().since,
    };
    let page = page(plots.tab);
    let cursors = if (page.timed)(plots) { plots.cursors.at } else { [None; 2] };
    Sheet { cursors, ..(page.sheet)(&source, plots) }
}

/// The plot stands still, or goes on with what happens now.
pub fn set_frozen(world: &mut World, plots: &mut Plots, on: bool) {
    let now = now(world);
    world.resource_mut::<Scope>().freeze(on);
    if on {
        twin::hold(world);
    }
    for view in [&mut plots.view, &mut plots.whole] {
        view.end = on.then(|| view.range(now).1);
    }
}

/// The sheet as a file shows it: on paper.
pub fn for_a_file(world: &World, plots: &Plots) -> Sheet {
    let mut sheet = sheet(world, plots, Mode::Light.palette());
    if let Some(info) = world.get_resource::<SceneInfo>().filter(|info| !info.name.is_empty()) {
        sheet.title = format!("{} \u{2013} {}", info.name, sheet.title);
    }
    sheet
}

/// A name for the file.
pub fn name_for_a_file(world: &World, tab: Tab) -> String {
    let scene = world.resource::<Document>().name();
    let scene = scene.or_else(|| world.get_resource::<SceneInfo>().map(|info| info.name.clone()));
    let stem = scene.unwrap_or_default();
    let stem = stem.split('.').next().unwrap_or_default();
    let stem: String = stem.chars().map(|c| if c.is_alphanumeric() { c } else { '-' }).collect();
    let stem = if stem.is_empty() { "plot".to_owned() } else { stem };
    format!("{stem}-{}.csv", page(tab).name.to_lowercase().replace(' ', "-"))
}

/// Tables and pictures.
const PLOTS: Kind = Kind {
    name: "Tables and pictures",
    fits: |path: &Path| {
        let ending = path.extension().map(|ending| ending.to_ascii_lowercase());
        ending.is_some_and(|e| e == "csv" || e == "svg" || e == "png")
    },
};

/// Asks where what is shown is to be saved, and keeps it until then.
pub fn ask_where_to_save(world: &mut World, plots: &mut Plots) {
    let name = name_for_a_file(world, plots.tab);
    plots.pending = Some((name.clone(), for_a_file(world, plots)));
    let title = "Save the plot: .csv is a table, .svg and .png are pictures";
    ask(world, FileWish { title, kind: PLOTS, new: Some(name), then: save });
}

/// Saves the plot that was shown when its saving was asked for.
pub fn save(world: &mut World, path: PathBuf) {
    let Some((_, sheet)) = world.resource_mut::<Plots>().pending.take() else { return };
    let bare = path.extension().is_none();
    let path = if bare { path.with_extension("csv") } else { path };
    let name = file_name(&path);
    // The dialog asked about the bare name only.
    let saved = if bare && path.exists() {
        Err(format!("{} is there already. Give the name with its ending to replace it.", path.display()))
    } else {
        export::save(&sheet, &path)
    };
    match saved {
        Ok(word) => {
            say_done(world, format!("Saved {name}"));
            if let Some(word) = word {
                say(world, format!("{name}: {word}"));
            }
        }
        Err(text) => {
            say_error(world, format!("{name} was not saved"));
            report(world, "The plot was not saved", text);
        }
    }
}

/// For pictures: saves what is shown at once.
#[cfg(test)]
pub fn save_now(world: &World, path: &Path) {
    export::save(&for_a_file(world, world.resource::<Plots>()), path).expect("written");
}
