//! The plots: traces of neurons, muscles and skin, the spike raster, firing rates, response curves.
//!
//! | file | subject |
//! |---|---|
//! | `sampler`, `track` | what is remembered from tick to tick |
//! | `sheet` | a plot as plain data |
//! | `view` | which time is shown |
//! | `chart` | shows a sheet by `egui_plot`, reads values off at the pointer |
//! | `glance` | a small trace in the inspector |
//! | `header` | tabs, pins, saving and freezing |
//! | `traces`, `raster`, `rates`, `response` | one tab each: its switches, its sheet |
//! | `export`, `picture` | a sheet as a table, and drawn on a page |
//! | `widgets` | the small switches above a plot |

mod chart;
mod export;
mod glance;
mod header;
mod picture;
mod raster;
mod rates;
mod response;
pub mod sampler;
mod sheet;
mod traces;
mod track;
mod view;
mod widgets;

pub use glance::{focus, glance};
#[cfg(test)]
pub use raster::order as row_order;
pub use sampler::Scope;
pub use track::Quantity;
pub use view::View;

use crate::edit::NeuronKey;
use crate::nervous::NeuronParams;
use crate::sim::{Clock, TICKS_PER_SECOND};
use crate::window::files;
use crate::window::paint::theme::Palette;
use crate::window::state::graph::Graph;
use crate::window::state::{Desk, Purpose};
use bevy::ecs::prelude::*;
use bevy_egui::egui::{self, RichText, Ui};
use sampler::Samples;
use sheet::{Axis, Sheet};
use std::path::PathBuf;

/// What is plotted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Tab {
    /// Neurons, muscles, skin against time.
    #[default]
    Traces,
    /// Releases of many neurons.
    Raster,
    /// Firing rates.
    Rates,
    /// Rate against input.
    Response,
}

impl Tab {
    const ALL: [(Self, &'static str, &'static str); 4] = [
        (
            Self::Traces,
            "Traces",
            "Potential and more of the selected neuron and the pinned ones; muscles; skin",
        ),
        (Self::Raster, "Raster", "Releases of all neurons against time"),
        (Self::Rates, "Rates", "Firing rates of classes or neurons"),
        (Self::Response, "Response", "Firing rate of the selected neuron against a steady input"),
    ];
}

/// The state of the plots.
#[derive(Default)]
pub struct Plots {
    /// What is plotted.
    pub tab: Tab,
    /// Neurons with a lane of their own, selected or not.
    pub pins: Vec<NeuronKey>,
    /// Which time is shown.
    pub view: View,
    traces: traces::Options,
    raster: raster::Options,
    rates: rates::Options,
    response: response::Tool,
    /// What is to be saved once a name is given.
    pending: Option<(String, Sheet)>,
    ask: bool,
    watched: Vec<Entity>,
}

impl Plots {
    /// Whether a neuron has a lane of its own.
    #[must_use]
    pub fn is_pinned(&self, key: &NeuronKey) -> bool {
        self.pins.contains(key)
    }

    /// Gives a neuron a lane of its own, or takes it away.
    pub fn pin(&mut self, key: &NeuronKey, on: bool) {
        self.pins.retain(|pinned| pinned != key);
        if on {
            self.pins.push(key.clone());
        }
    }

    /// A name for the file that the plot is to be saved in.
    #[must_use]
    pub fn proposed_name(&self) -> &str {
        self.pending.as_ref().map_or("plot.csv", |(name, _)| name)
    }
}

/// What a tab makes its sheet of.
pub struct Source<'a> {
    world: &'a World,
    graph: &'a Graph,
    samples: &'a Samples,
    palette: &'static Palette,
    /// Indices of the selected neuron and of the pinned ones.
    chosen: Vec<usize>,
    selected: Option<usize>,
    /// First and last moment shown \[seconds\].
    range: (f64, f64),
    /// The tick from which on everything was looked at.
    since: u64,
}

impl Source<'_> {
    fn axis(&self) -> Axis {
        Axis { name: "time", unit: "s", from: self.range.0, to: self.range.1 }
    }

    /// A neuron's name; with that of its creature where there are several.
    fn name(&self, index: usize) -> String {
        self.graph.labels[index].to_string()
    }

    /// Touches in the time shown \[seconds\].
    fn bands(&self) -> Vec<(f64, f64)> {
        let second = f64::from(TICKS_PER_SECOND);
        let spans =
            self.samples.touches.iter().map(|(a, b)| ((*a as f64 - 1.0) / second, *b as f64 / second));
        spans.filter(|(from, to)| *to >= self.range.0 && *from <= self.range.1).collect()
    }
}

/// The tab as it is drawn: without a neuron there are no traces, and releases are shown instead.
fn effective<T>(tab: Tab, plots: &Plots, chosen: &[T]) -> Tab {
    let fields = plots.traces.muscles != traces::Muscles::Off || plots.traces.skin;
    if tab == Tab::Traces && chosen.is_empty() && !fields { Tab::Raster } else { tab }
}

/// Shows the panel.
pub fn show(ui: &mut Ui, world: &mut World, desk: &mut Desk) {
    let mut plots = std::mem::take(&mut desk.plots);
    panel(ui, world, desk, &mut plots);
    let ask = std::mem::take(&mut plots.ask);
    desk.plots = plots;
    if ask {
        files::ask(desk, Purpose::SavePlot);
    }
}

fn panel(ui: &mut Ui, world: &mut World, desk: &mut Desk, plots: &mut Plots) {
    let palette = desk.mode.palette();
    if !desk.stale {
        // A pinned neuron that is gone takes its lane along.
        plots.pins.retain(|key| desk.graph.find(key).is_some());
    }
    watch(world, desk, plots);
    // A new scene, or the panel was closed meanwhile: it is live again.
    if !world.resource::<Scope>().is_frozen() {
        plots.view.end = None;
    }
    header::show(ui, world, desk, plots, palette);
    if plots.tab == Tab::Response
        && let Some(params) = selected_params(world, desk)
    {
        plots.response.advance(&params);
        if plots.response.progress() < 1.0 {
            ui.ctx().request_repaint();
        }
    }
    let sheet = sheet(world, desk, plots, palette);
    if sheet.lanes.is_empty() {
        empty(ui, plots, palette);
        return;
    }
    let name = match plots.tab {
        Tab::Response => "Response plot",
        Tab::Rates => "Rates plot",
        _ => "Plot over time",
    };
    let outcome = chart::show(ui, &sheet, name, palette);
    if let Some(key) = &outcome.unpin {
        plots.pin(key, false);
    }
    if sheet.x.is_some_and(|axis| axis.unit == "s") {
        steer(ui, world, plots, &outcome);
    }
}

/// Chosen neurons: the selected one, then the pinned ones.
fn chosen(desk: &Desk, plots: &Plots) -> Vec<usize> {
    let mut chosen: Vec<usize> = desk.selected_index().into_iter().collect();
    for index in plots.pins.iter().filter_map(|key| desk.graph.find(key)) {
        if !chosen.contains(&index) {
            chosen.push(index);
        }
    }
    chosen
}

/// Tells the sampler what to look at.
fn watch(world: &mut World, desk: &Desk, plots: &mut Plots) {
    let chosen = chosen(desk, plots);
    plots.watched.clear();
    plots.watched.extend(chosen.iter().map(|index| desk.graph.cells[*index].entity));
    let embodied = |index: usize| Some(index).filter(|i| desk.graph.beings[*i].body.is_some());
    let own = chosen.first().and_then(|index| embodied(desk.graph.cells[*index].creature));
    let creature = own.or_else(|| (0..desk.graph.beings.len()).find(|index| embodied(*index).is_some()));
    let creature = creature.map(|index| desk.graph.beings[index].entity);
    let neurons: Vec<Entity> = plots.watched.iter().copied().chain(desk.focus).collect();
    world.resource_mut::<Scope>().watch(&neurons, creature);
}

fn selected_params(world: &World, desk: &Desk) -> Option<NeuronParams> {
    world.get::<NeuronParams>(desk.graph.cells[desk.selected_index()?].entity).copied()
}

/// The end of what is known \[seconds\].
fn now(world: &World) -> f64 {
    let scope = world.resource::<Scope>();
    if scope.is_frozen() {
        scope.shown().tick as f64 / f64::from(TICKS_PER_SECOND)
    } else {
        world.resource::<Clock>().seconds()
    }
}

/// Makes the sheet of the open tab.
fn sheet(world: &World, desk: &Desk, plots: &Plots, palette: &'static Palette) -> Sheet {
    let scope = world.resource::<Scope>();
    let source = Source {
        world,
        graph: &desk.graph,
        samples: scope.shown(),
        palette,
        chosen: chosen(desk, plots),
        selected: desk.selected_index(),
        range: plots.view.range(now(world)),
        since: scope.shown().since,
    };
    match effective(plots.tab, plots, &source.chosen) {
        Tab::Traces => traces::sheet(&source, &plots.traces, &plots.pins),
        Tab::Raster => raster::sheet(&source, plots.raster),
        Tab::Rates => rates::sheet(&source, plots.rates),
        Tab::Response => response::sheet(&source, &plots.response),
    }
}

fn set_frozen(world: &mut World, plots: &mut Plots, on: bool) {
    let now = now(world);
    world.resource_mut::<Scope>().freeze(on);
    plots.view.end = on.then(|| plots.view.range(now).1);
}

/// Wheel and drag over a plot in time.
fn steer(ui: &Ui, world: &mut World, plots: &mut Plots, outcome: &chart::Outcome) {
    if outcome.double_clicked {
        set_frozen(world, plots, false);
        plots.view = View::default();
        return;
    }
    if outcome.dragged != 0.0 {
        if !world.resource::<Scope>().is_frozen() {
            set_frozen(world, plots, true);
        }
        plots.view.pan(-outcome.dragged, now(world));
    }
    if let Some(moment) = outcome.pointer {
        let (scroll, pinch) = ui.input(|i| (i.smooth_scroll_delta().y, i.zoom_delta()));
        if scroll != 0.0 || pinch != 1.0 {
            let factor = (-f64::from(scroll) * 0.003).exp() / f64::from(pinch);
            plots.view.zoom(factor, moment, now(world));
        }
        if plots.view.end.is_some() && !outcome.held {
            ui.ctx().set_cursor_icon(egui::CursorIcon::Grab);
        }
    }
}

/// What an empty tab says.
fn empty(ui: &mut Ui, plots: &Plots, palette: &Palette) {
    let text = match plots.tab {
        Tab::Response => {
            "Select a neuron: the curve shows how often it would fire, alone, for a steady input in every tick."
        }
        Tab::Raster if plots.raster.few => "Select a neuron, or pin some: their releases appear here.",
        _ => "There are no neurons in this scene.",
    };
    ui.add_space(6.0);
    ui.label(RichText::new(text).color(palette.weak));
}

/// Saves the plot that was shown when its saving was asked for.
pub fn save(desk: &mut Desk, path: PathBuf) {
    let Some((_, sheet)) = desk.plots.pending.take() else { return };
    let bare = path.extension().is_none();
    let path = if bare { path.with_extension("csv") } else { path };
    let name = files::file_name(&path);
    // The dialog asked about the bare name only.
    let saved = if bare && path.exists() {
        Err(format!("{} is there already. Give the name with its ending to replace it.", path.display()))
    } else {
        export::save(&sheet, &path)
    };
    match saved {
        Ok(word) => {
            desk.say_done(format!("Saved {name}"));
            if let Some(word) = word {
                desk.say(format!("{name}: {word}"));
            }
        }
        Err(text) => {
            desk.say_error(format!("{name} was not saved"));
            desk.report = Some(crate::window::state::Report { title: "The plot was not saved".into(), text });
        }
    }
}

#[cfg(test)]
impl Plots {
    /// For pictures: a tab in one of its looks.
    pub fn show_in_pictures(&mut self, tab: Tab, variant: u8) {
        self.tab = tab;
        let key = |name: &str| NeuronKey { creature: "Worm".into(), neuron: name.into() };
        // The last picture is of one lane; before, all must be sampled on.
        let one = tab == Tab::Traces && variant == 0;
        self.pins = if one { Vec::new() } else { vec![key("PVC"), key("ALML")] };
        self.traces.muscles = match variant {
            0 => traces::Muscles::Off,
            1 => traces::Muscles::All,
            _ => traces::Muscles::Joint(4),
        };
        self.traces.skin = variant == 1;
        self.traces.shown[3] = variant == 1;
        self.raster.by_place = variant > 0;
        self.raster.few = variant > 1;
        self.rates = rates::Options { by_neuron: variant > 1, lines: variant % 2 == 1 };
    }
}

/// For pictures: saves what is shown at once.
#[cfg(test)]
pub fn save_now(world: &mut World, path: &std::path::Path) {
    world.resource_scope(|world, desk: Mut<Desk>| {
        export::save(&header::for_a_file(world, &desk, &desk.plots), path).expect("written");
    });
}
