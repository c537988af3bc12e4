//! What the window knows and the scene does not: what is selected, what is open, where it looks.

pub mod graph;
pub mod letters;
pub mod picture;

use crate::edit::build::EntryKey;
use crate::edit::{Edit, History, NeuronKey};
use crate::scene::Comments;
use crate::window::files::gallery::Gallery;
use crate::window::network::canvas::Canvas;
use crate::window::paint::panes::Panes;
use crate::window::paint::theme::Mode;
use crate::window::paint::view::{Camera, View};
use crate::window::plots::Plots;
use crate::window::state::graph::Graph;
use crate::window::state::letters::Letters;
use crate::window::time::drive::{Hand, Stats};
use crate::window::tools::Tools;
use crate::window::world::body_links::Offer;
use bevy::ecs::prelude::*;
use bevy_egui::egui;
use egui_file_dialog::FileDialog;
use egui_notify::Toasts;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use std::path::PathBuf;
use std::time::Duration;

/// How the middle is shared.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Layout {
    /// World and network.
    #[default]
    Both,
    /// The world alone.
    World,
    /// The network alone.
    Network,
}

/// What was asked for and waits for an answer about unsaved changes.
#[derive(Clone, Debug, PartialEq)]
pub enum Wish {
    /// Open a scene.
    Open(PathBuf),
    /// Close the window.
    Close,
}

/// What the file dialog is open for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Purpose {
    /// To open a scene.
    Open,
    /// To save the scene under a name.
    SaveAs,
    /// To add the creatures of a scene to this one.
    AddCreatures,
    /// To save what the plots show.
    SavePlot,
}

/// A scene that can be opened from the menu.
#[derive(Clone, Debug)]
pub struct SceneEntry {
    /// Its file.
    pub path: PathBuf,
    /// Its title.
    pub name: String,
    /// What there is to see.
    pub about: String,
}

/// What is wrong with a scene that was to be opened.
#[derive(Clone, Debug)]
pub struct Report {
    /// One line.
    pub title: String,
    /// All faults with their places.
    pub text: String,
}

/// The state of the window.
#[derive(Resource)]
pub struct Desk {
    /// Dark or light.
    pub mode: Mode,
    /// The mode that egui's style was set to.
    pub styled: Option<Mode>,
    /// How the middle is shared.
    pub layout: Layout,
    /// Views without buttons and hints: for pictures.
    pub plain: bool,
    /// Whether the scene has no body at all.
    pub bodiless: bool,
    /// The plots at the bottom.
    pub plots: Plots,
    /// Share of the world in the middle.
    pub split: f32,
    /// How large the panels are.
    pub panes: Panes,
    /// Whether the list of neurons is open.
    pub show_list: bool,
    /// Whether the inspector is open.
    pub show_inspector: bool,
    /// Whether the plot is open.
    pub show_plot: bool,
    /// Whether all keys are shown.
    pub show_help: bool,
    /// The gallery of scenes.
    pub gallery: Gallery,
    /// The step of the tour, if it is under way.
    pub tour: Option<usize>,
    /// The selected neuron; of several the one that the inspector shows.
    pub selected: Option<NeuronKey>,
    /// The other selected neurons.
    pub also: BTreeSet<NeuronKey>,
    /// The selected link.
    pub entry: Option<EntryKey>,
    /// The neuron that the inspector shows a trace of.
    pub focus: Option<Entity>,
    /// The class that the inspector shows while nothing else is selected.
    pub class: Option<String>,
    /// What the list is narrowed to.
    pub filter: String,
    /// The look at the world.
    pub world: View,
    /// The look at the network.
    pub network: View,
    /// The middle of the network view as it was last fitted.
    pub fitted: bevy::math::Vec2,
    /// The box around the network when it was last fitted.
    pub fitted_box: (bevy::math::Vec2, bevy::math::Vec2),
    /// Whether the world view follows the worm.
    pub follow: bool,
    /// What the camera takes in when the world view is fitted.
    pub camera: Camera,
    /// Whether the world view is to be fitted.
    pub fit_world: bool,
    /// Whether the network view is to be fitted.
    pub fit_network: bool,
    /// Whether the list is to scroll to the selected neuron.
    pub scroll_to_selected: bool,
    /// The network as it is drawn.
    pub graph: Graph,
    /// The letters that names are written in.
    pub letters: Letters,
    /// Whether the scene has changed since `graph` was made.
    pub stale: bool,
    /// A link that was let go on a worm and waits for what it is to be.
    pub offer: Option<Offer>,
    /// The neurons of the part of a worm under the pointer.
    pub pointed: Vec<usize>,
    /// The tools of the world.
    pub tools: Tools,
    /// The canvas as an editor.
    pub canvas: Canvas,
    /// The hand with the probe.
    pub hand: Hand,
    /// While the time line is held: whether time went on before.
    pub scrub: Option<bool>,
    /// What the status bar says.
    pub stats: Stats,
    /// The open file.
    pub path: Option<PathBuf>,
    /// The comments of the open file.
    pub comments: Comments,
    /// Scenes found beside it.
    pub scenes: Vec<SceneEntry>,
    /// When they were last looked for \[egui's seconds\].
    pub scenes_seen: Option<f64>,
    /// Faults of a scene that could not be opened.
    pub report: Option<Report>,
    /// What waits for an answer about unsaved changes.
    pub wish: Option<Wish>,
    /// The file dialog.
    pub dialog: Option<(Purpose, FileDialog)>,
    /// Messages.
    pub toasts: Toasts,
    /// Whether the window is to close.
    pub quit: bool,
}

impl Default for Desk {
    fn default() -> Self {
        Self {
            mode: Mode::default(),
            styled: None,
            layout: Layout::default(),
            plain: false,
            bodiless: false,
            plots: Plots::default(),
            split: 0.52,
            panes: Panes::default(),
            show_list: true,
            show_inspector: true,
            show_plot: true,
            show_help: false,
            gallery: Gallery::default(),
            tour: None,
            selected: None,
            also: BTreeSet::new(),
            entry: None,
            focus: None,
            class: None,
            filter: String::new(),
            world: View::new(20.0, true),
            network: View::new(40.0, false),
            fitted: bevy::math::Vec2::NAN,
            fitted_box: (bevy::math::Vec2::ZERO, bevy::math::Vec2::ZERO),
            follow: true,
            camera: Camera::default(),
            fit_world: true,
            fit_network: true,
            scroll_to_selected: false,
            graph: Graph::default(),
            letters: Letters::default(),
            stale: true,
            offer: None,
            pointed: Vec::new(),
            tools: Tools::default(),
            canvas: Canvas::default(),
            hand: Hand::default(),
            scrub: None,
            stats: Stats::default(),
            path: None,
            comments: Comments::default(),
            scenes: Vec::new(),
            scenes_seen: None,
            report: None,
            wish: None,
            dialog: None,
            toasts: Toasts::new()
                .with_anchor(egui_notify::Anchor::BottomRight)
                .with_margin(egui::vec2(14.0, 66.0)),
            quit: false,
        }
    }
}

/// The moves that an edit is made of; `None` if it does anything else.
fn moves(edit: &Edit) -> Option<Vec<(NeuronKey, bevy::math::Vec2)>> {
    match edit {
        Edit::Move(key, at) => Some(vec![(key.clone(), *at)]),
        Edit::Batch(edits) => {
            let all: Option<Vec<_>> = edits.iter().map(moves).collect();
            all.map(|all| all.into_iter().flatten().collect())
        }
        _ => None,
    }
}

impl Desk {
    /// Selects a neuron, or nothing.
    pub fn select(&mut self, key: Option<NeuronKey>) {
        self.scroll_to_selected = key.is_some();
        self.selected = key;
        self.also.clear();
        self.entry = None;
    }

    /// Selects these neurons; the last is the one that the inspector shows.
    pub fn select_many(&mut self, mut keys: Vec<NeuronKey>) {
        self.select(keys.pop());
        self.also = keys.into_iter().filter(|key| Some(key) != self.selected.as_ref()).collect();
    }

    /// Selects a link alone, or nothing.
    pub fn select_entry(&mut self, entry: Option<EntryKey>) {
        self.select(None);
        self.entry = entry;
    }

    /// Adds a neuron to those selected, or takes it out.
    pub fn toggle(&mut self, key: NeuronKey) {
        let mut keys = self.chosen();
        if let Some(at) = keys.iter().position(|other| *other == key) {
            keys.remove(at);
        } else {
            keys.push(key);
        }
        self.select_many(keys);
    }

    /// All selected neurons, the one of the inspector last.
    #[must_use]
    pub fn chosen(&self) -> Vec<NeuronKey> {
        self.also.iter().chain(&self.selected).cloned().collect()
    }

    /// How many neurons are selected.
    #[must_use]
    pub fn chosen_count(&self) -> usize {
        self.also.len() + usize::from(self.selected.is_some())
    }

    /// Whether a neuron is selected.
    #[must_use]
    pub fn is_chosen(&self, key: &NeuronKey) -> bool {
        self.selected.as_ref() == Some(key) || self.also.contains(key)
    }

    /// Indices of all selected neurons in `graph`.
    #[must_use]
    pub fn chosen_cells(&self) -> Vec<usize> {
        if self.also.is_empty() {
            return self.selected_index().into_iter().collect();
        }
        (0..self.graph.cells.len()).filter(|i| self.is_chosen(&self.graph.cells[*i].key)).collect()
    }

    /// Index of the selected neuron in `graph`.
    #[must_use]
    pub fn selected_index(&self) -> Option<usize> {
        self.graph.find(self.selected.as_ref()?)
    }

    /// Carries out an edit as a step of undo, and tells whether it was done; a refusal is shown.
    pub fn perform(&mut self, world: &mut World, edit: Edit) -> bool {
        let moved = moves(&edit);
        let rebuild = edit.changes_scene() && moved.is_none() && !matches!(edit, Edit::Medium(_));
        match History::perform(world, edit) {
            Ok(()) => self.stale |= rebuild,
            Err(error) => {
                self.say_error(error.to_string());
                return false;
            }
        }
        // A drag changes places only: no need to read the whole network anew for it.
        for (key, at) in moved.unwrap_or_default() {
            self.show_at(&key, at);
        }
        true
    }

    /// Shows a neuron at a place of its creature's canvas.
    pub fn show_at(&mut self, key: &NeuronKey, at: bevy::math::Vec2) {
        if let Some(index) = self.graph.find(key) {
            let cell = &mut self.graph.cells[index];
            cell.at = at;
            self.graph.plan.nodes[index].at = at + self.graph.beings[cell.creature].offset;
        }
    }

    /// Undoes or redoes a step.
    pub fn shift(&mut self, world: &mut World, back: bool) {
        let done = if back { History::undo(world) } else { History::redo(world) };
        if done {
            // Places in lists may be those of other links now.
            self.entry = None;
            self.stale = true;
        } else {
            self.say(if back { "Nothing to undo" } else { "Nothing to redo" });
        }
    }

    /// Shows a short message.
    pub fn say(&mut self, text: impl Into<String>) {
        self.toasts.basic(text.into()).duration(Some(Duration::from_millis(2200))).show_progress_bar(false);
    }

    /// Shows that something was done.
    pub fn say_done(&mut self, text: impl Into<String>) {
        self.toasts.success(text.into()).duration(Some(Duration::from_secs(3))).show_progress_bar(false);
    }

    /// Shows that something went wrong.
    pub fn say_error(&mut self, text: impl Into<String>) {
        self.toasts.error(text.into()).duration(Some(Duration::from_secs(8))).show_progress_bar(false);
    }
}
