//! The plots: traces of neurons, muscles and skin, the spike raster, firing rates, response curves.
//!
//! | file | subject |
//! |---|---|
//! | `sampler` | what is remembered from tick to tick |
//! | `sheet` | a plot as plain data |
//! | `chart` | paints a sheet, reads values off at the pointer |
//! | `traces`, `raster`, `rates`, `response` | one tab each: its switches, its sheet |
//! | `export` | a sheet as a table or a picture |
//! | `widgets` | the small switches above a plot |

mod chart;
mod export;
mod raster;
mod rates;
mod response;
pub mod sampler;
mod sheet;
mod traces;
mod widgets;

#[cfg(test)]
pub use raster::order as row_order;
pub use sampler::Scope;

use super::files;
use super::graph::Graph;
use super::state::{Desk, Purpose};
use super::theme::{Mode, Palette, small};
use crate::edit::NeuronKey;
use crate::nervous::NeuronParams;
use crate::scene::SceneInfo;
use crate::sim::{Clock, TICKS_PER_SECOND};
use bevy::ecs::prelude::*;
use bevy_egui::egui::{self, Align, Layout, RichText, Ui};
use sampler::{SAMPLES, Samples};
use sheet::{Axis, Sheet};
use std::path::PathBuf;
use widgets::button;

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

/// Which time is shown.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct View {
    /// Length \[seconds\].
    pub span: f64,
    /// Its end \[seconds\]; `None`: now.
    pub end: Option<f64>,
}

impl Default for View {
    fn default() -> Self {
        Self { span: 10.0, end: None }
    }
}

impl View {
    /// The longest time that is remembered \[seconds\].
    const LONGEST: f64 = SAMPLES as f64 / TICKS_PER_SECOND as f64;

    /// First and last moment shown \[seconds\].
    #[must_use]
    pub fn range(&self, now: f64) -> (f64, f64) {
        let end = self.end.unwrap_or(now).max(self.span);
        (end - self.span, end)
    }

    /// Zooms by a factor; `at` stays where it is, unless the view follows what happens now.
    fn zoom(&mut self, factor: f64, at: f64, now: f64) {
        let (from, to) = self.range(now);
        let share = if self.end.is_some() { (to - at) / (to - from) } else { 0.0 };
        self.span = (self.span * factor).clamp(0.2, Self::LONGEST);
        if self.end.is_some() {
            self.end = Some((at + share * self.span).min(now));
        }
    }

    /// Moves by a span of time; never past what is remembered.
    fn pan(&mut self, seconds: f64, now: f64) {
        let (_, end) = self.range(now);
        let first = (now - Self::LONGEST + self.span).max(self.span).min(now.max(self.span));
        self.end = Some((end + seconds).clamp(first, now.max(first)));
    }
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

    /// The time goes on with what happens now.
    pub fn restart(&mut self) {
        self.view.end = None;
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
        let key = &self.graph.cells[index].key;
        if self.graph.beings.len() > 1 {
            format!("{} {}", key.neuron, key.creature)
        } else {
            key.neuron.clone()
        }
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
fn effective(tab: Tab, plots: &Plots, chosen: &[usize]) -> Tab {
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
    header(ui, world, desk, plots, palette);
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
    if let Some(axis) = sheet.x.filter(|axis| axis.unit == "s") {
        steer(ui, world, plots, &outcome, axis);
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
    world.resource_mut::<Scope>().watch(&plots.watched, creature);
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

/// Width of a panel in which everything stands in one row.
const ONE_ROW: f32 = 1080.0;

fn header(ui: &mut Ui, world: &mut World, desk: &mut Desk, plots: &mut Plots, palette: &'static Palette) {
    ui.spacing_mut().item_spacing = egui::vec2(2.0, 3.0);
    let wide = ui.available_width() >= ONE_ROW;
    ui.horizontal(|ui| {
        for (tab, name, tip) in Tab::ALL {
            if button(ui, name, name, plots.tab == tab, tip, palette).clicked() {
                plots.tab = tab;
            }
        }
        ui.add_space(8.0);
        pins(ui, desk, plots, palette);
        if wide {
            ui.add_space(8.0);
            controls(ui, world, desk, plots, palette);
        }
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            at_the_right(ui, world, desk, plots, palette)
        });
    });
    if !wide {
        ui.horizontal(|ui| controls(ui, world, desk, plots, palette));
    }
}

fn pins(ui: &mut Ui, desk: &mut Desk, plots: &mut Plots, palette: &Palette) {
    if let Some(key) = desk.selected.clone() {
        let pinned = plots.is_pinned(&key);
        let label = format!("{} {}", if pinned { "Unpin" } else { "Pin" }, key.neuron);
        let tip = if pinned {
            format!("{label}: it keeps its lane only while it is selected")
        } else {
            format!("{label}: it keeps its lane when another neuron is selected")
        };
        let name = if pinned { "Unpin" } else { "Pin" };
        // The lane has a button of its own with the same purpose.
        let label = if pinned { "Unpin the selected neuron".to_owned() } else { label };
        if button(ui, name, &label, pinned, &tip, palette).clicked() {
            plots.pin(&key, !pinned);
        }
    }
    if plots.pins.is_empty() {
        return;
    }
    let name =
        if plots.pins.len() == 1 { "1 pinned".to_owned() } else { format!("{} pinned", plots.pins.len()) };
    let config = egui::containers::menu::MenuConfig::new()
        .close_behavior(egui::PopupCloseBehavior::CloseOnClickOutside);
    let text = RichText::new(&name).font(small());
    let list = egui::containers::menu::MenuButton::from_button(
        egui::Button::new(text).min_size(egui::vec2(0.0, 20.0)),
    )
    .config(config);
    let (response, _) = list.ui(ui, |ui| {
        ui.set_min_width(150.0);
        let mut gone = None;
        egui::ScrollArea::vertical().max_height(260.0).show(ui, |ui| {
            for key in &plots.pins {
                ui.horizontal(|ui| {
                    let away = egui::Button::new("\u{d7}").small().frame(false);
                    let response = ui.add(away);
                    let label = format!("Let go of {}", key.neuron);
                    response
                        .widget_info(|| egui::WidgetInfo::labeled(egui::WidgetType::Button, true, &label));
                    if response.on_hover_text("Unpin: take its lane away").clicked() {
                        gone = Some(key.clone());
                    }
                    let on = desk.selected.as_ref() == Some(key);
                    let text =
                        RichText::new(&key.neuron).color(if on { palette.accent } else { palette.text });
                    let response = ui.add(egui::Button::new(text).frame(false));
                    let label = format!("Select {}", key.neuron);
                    response
                        .widget_info(|| egui::WidgetInfo::labeled(egui::WidgetType::Button, true, &label));
                    if response.on_hover_text(format!("Select this neuron of {}", key.creature)).clicked() {
                        desk.select(Some(key.clone()));
                    }
                });
            }
        });
        ui.separator();
        if ui.button("Unpin all").on_hover_text("Take all pinned lanes away").clicked() {
            plots.pins.clear();
            ui.close();
        }
        if let Some(key) = gone {
            plots.pin(&key, false);
        }
    });
    response.on_hover_text("Neurons with a lane of their own");
}

/// The switches of the open tab.
fn controls(ui: &mut Ui, world: &World, desk: &Desk, plots: &mut Plots, palette: &Palette) {
    match plots.tab {
        Tab::Traces => {
            let fields = world.resource::<Scope>().live().fields.as_ref();
            let joints = fields.and_then(|fields| world.get::<crate::body::Body>(fields.creature));
            let joints = joints.map_or(0, |body| body.muscles.len());
            traces::controls(ui, &mut plots.traces, joints, palette);
        }
        Tab::Raster => raster::controls(ui, &mut plots.raster, palette),
        Tab::Rates => rates::controls(ui, &mut plots.rates, palette),
        Tab::Response => match selected_params(world, desk) {
            Some(params) => response::controls(ui, &mut plots.response, &params, palette),
            None => {
                ui.add_space(4.0);
                ui.label(RichText::new("no neuron is selected").font(small()).color(palette.weak));
            }
        },
    }
}

/// Saving, freezing and how much time is shown, from right to left.
fn at_the_right(
    ui: &mut Ui,
    world: &mut World,
    desk: &mut Desk,
    plots: &mut Plots,
    palette: &'static Palette,
) {
    let tip = "Save what is shown: a table (.csv) or a picture (.svg, .png)";
    if button(ui, "Save", "Save plot", false, tip, palette).clicked() {
        plots.pending = Some((file_name(world, desk, plots.tab), for_a_file(world, desk, plots)));
        plots.ask = true;
    }
    if plots.tab == Tab::Response || (plots.tab == Tab::Rates && !plots.rates.lines) {
        return;
    }
    let frozen = world.resource::<Scope>().is_frozen();
    let (name, label, tip) = if frozen {
        ("Live", "Back to live", "The plot goes on with what happens now (or double click on it)")
    } else {
        (
            "Freeze",
            "Freeze plot",
            "The plot stands still while the worm goes on; then drag and wheel to look around",
        )
    };
    if button(ui, name, label, frozen, tip, palette).clicked() {
        set_frozen(world, plots, !frozen);
    }
    let (from, to) = plots.view.range(now(world));
    let text =
        if frozen { format!("{from:.2} to {to:.2} s") } else { format!("last {:.1} s", plots.view.span) };
    let tip = "The time shown. Wheel: zoom. Drag: look back. Double click: back to the last ten seconds";
    ui.add_space(4.0);
    ui.label(RichText::new(text).font(small()).color(palette.weak)).on_hover_text(tip);
}

fn set_frozen(world: &mut World, plots: &mut Plots, on: bool) {
    let now = now(world);
    world.resource_mut::<Scope>().freeze(on);
    plots.view.end = on.then(|| plots.view.range(now).1);
}

/// Wheel and drag over a plot in time.
fn steer(ui: &Ui, world: &mut World, plots: &mut Plots, outcome: &chart::Outcome, axis: Axis) {
    let response = &outcome.response;
    if response.double_clicked() {
        set_frozen(world, plots, false);
        plots.view = View::default();
        return;
    }
    if response.dragged() && response.drag_delta().x != 0.0 {
        if !world.resource::<Scope>().is_frozen() {
            set_frozen(world, plots, true);
        }
        let seconds = f64::from(-response.drag_delta().x / outcome.area.width()) * plots.view.span;
        plots.view.pan(seconds, now(world));
    }
    if let Some(at) = response.hover_pos() {
        let (scroll, pinch) = ui.input(|i| (i.smooth_scroll_delta().y, i.zoom_delta()));
        if scroll != 0.0 || pinch != 1.0 {
            let factor = (-f64::from(scroll) * 0.003).exp() / f64::from(pinch);
            let moment = chart::value_at(axis, outcome.area, at.x);
            plots.view.zoom(factor, moment, now(world));
        }
        if plots.view.end.is_some() && !response.dragged() {
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

/// The sheet as a file shows it: on paper.
fn for_a_file(world: &World, desk: &Desk, plots: &Plots) -> Sheet {
    let mut sheet = sheet(world, desk, plots, Mode::Light.palette());
    if let Some(info) = world.get_resource::<SceneInfo>().filter(|info| !info.name.is_empty()) {
        sheet.title = format!("{} \u{2013} {}", info.name, sheet.title);
    }
    sheet
}

/// A name for the file.
fn file_name(world: &World, desk: &Desk, tab: Tab) -> String {
    let scene = desk.path.as_deref().map(files::file_name);
    let scene = scene.or_else(|| world.get_resource::<SceneInfo>().map(|info| info.name.clone()));
    let stem = scene.unwrap_or_default();
    let stem = stem.split('.').next().unwrap_or_default();
    let stem: String = stem.chars().map(|c| if c.is_alphanumeric() { c } else { '-' }).collect();
    let stem = if stem.is_empty() { "plot".to_owned() } else { stem };
    let tab = Tab::ALL.iter().find(|each| each.0 == tab).map_or("plot", |each| each.1).to_lowercase();
    format!("{stem}-{tab}.csv")
}

/// Saves the plot that was shown when its saving was asked for.
pub fn save(desk: &mut Desk, path: PathBuf) {
    let Some((_, sheet)) = desk.plots.pending.take() else { return };
    let path = if path.extension().is_none() { path.with_extension("csv") } else { path };
    let name = files::file_name(&path);
    match export::save(&sheet, &path) {
        Ok(()) => desk.say_done(format!("Saved {name}")),
        Err(text) => {
            desk.say_error(format!("{name} was not saved"));
            desk.report = Some(super::state::Report { title: "The plot was not saved".into(), text });
        }
    }
}

#[cfg(test)]
impl Plots {
    /// For pictures: a tab with its second look or without.
    pub fn show_in_pictures(&mut self, tab: Tab, variant: bool) {
        self.tab = tab;
        let key = |name: &str| NeuronKey { creature: "Worm".into(), neuron: name.into() };
        // The last picture is of one lane; before, all must be sampled on.
        let one = tab == Tab::Traces && !variant;
        self.pins = if one { Vec::new() } else { vec![key("AVB"), key("ALM")] };
        self.traces.muscles = if variant { traces::Muscles::All } else { traces::Muscles::Off };
        self.traces.skin = variant;
        self.traces.shown[3] = variant;
        self.raster.by_place = variant;
        self.rates = rates::Options { by_neuron: false, lines: variant };
    }
}

/// For pictures: saves what is shown at once.
#[cfg(test)]
pub fn save_now(world: &mut World, path: &std::path::Path) {
    world.resource_scope(|world, desk: Mut<Desk>| {
        export::save(&for_a_file(world, &desk, &desk.plots), path).expect("written");
    });
}
