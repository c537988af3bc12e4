//! What the window knows and the scene does not: what is selected, what is open, where it looks.

use super::drive::{Hand, Stats};
use super::graph::Graph;
use super::theme::Mode;
use super::view::View;
use crate::edit::{Edit, History, NeuronKey};
use bevy::ecs::prelude::*;
use bevy_egui::egui;
use egui_file_dialog::FileDialog;
use egui_notify::Toasts;
use serde::{Deserialize, Serialize};
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
    /// Time that the plot looks back \[seconds\].
    pub plot_span: f64,
    /// Share of the world in the middle.
    pub split: f32,
    /// Whether the list of neurons is open.
    pub show_list: bool,
    /// Whether the inspector is open.
    pub show_inspector: bool,
    /// Whether the plot is open.
    pub show_plot: bool,
    /// Whether all keys are shown.
    pub show_help: bool,
    /// The selected neuron.
    pub selected: Option<NeuronKey>,
    /// What the list is narrowed to.
    pub filter: String,
    /// The look at the world.
    pub world: View,
    /// The look at the network.
    pub network: View,
    /// The middle of the network view as it was last fitted.
    pub fitted: bevy::math::Vec2,
    /// Whether the world view follows the worm.
    pub follow: bool,
    /// Whether the world view is to be fitted.
    pub fit_world: bool,
    /// Whether the network view is to be fitted.
    pub fit_network: bool,
    /// Whether the list is to scroll to the selected neuron.
    pub scroll_to_selected: bool,
    /// The network as it is drawn.
    pub graph: Graph,
    /// Whether the scene has changed since `graph` was made.
    pub stale: bool,
    /// The neuron that is dragged on the canvas, and from where it was taken.
    pub dragged: Option<usize>,
    /// The hand with the probe.
    pub hand: Hand,
    /// While the time line is held: whether time went on before.
    pub scrub: Option<bool>,
    /// What the status bar says.
    pub stats: Stats,
    /// The open file.
    pub path: Option<PathBuf>,
    /// The comment at the top of the open file.
    pub header: String,
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
            plot_span: 10.0,
            split: 0.52,
            show_list: true,
            show_inspector: true,
            show_plot: true,
            show_help: false,
            selected: None,
            filter: String::new(),
            world: View::new(20.0, true),
            network: View::new(40.0, false),
            fitted: bevy::math::Vec2::NAN,
            follow: true,
            fit_world: true,
            fit_network: true,
            scroll_to_selected: false,
            graph: Graph::default(),
            stale: true,
            dragged: None,
            hand: Hand::default(),
            scrub: None,
            stats: Stats::default(),
            path: None,
            header: String::new(),
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

impl Desk {
    /// Selects a neuron, or nothing.
    pub fn select(&mut self, key: Option<NeuronKey>) {
        self.scroll_to_selected = key.is_some();
        self.selected = key;
    }

    /// Index of the selected neuron in `graph`.
    #[must_use]
    pub fn selected_index(&self) -> Option<usize> {
        self.graph.find(self.selected.as_ref()?)
    }

    /// Carries out an edit as a step of undo; a refusal is shown.
    pub fn perform(&mut self, world: &mut World, edit: Edit) {
        let rebuild = edit.changes_scene() && !matches!(edit, Edit::Medium(_) | Edit::Move(..));
        let moved = if let Edit::Move(key, at) = &edit { Some((key.clone(), *at)) } else { None };
        match History::perform(world, edit) {
            Ok(()) => self.stale |= rebuild,
            Err(error) => {
                self.say_error(error.to_string());
                return;
            }
        }
        // A drag changes one place: no need to read the whole network anew for it.
        if let Some((key, at)) = moved
            && let Some(index) = self.graph.find(&key)
        {
            let cell = &mut self.graph.cells[index];
            cell.at = at;
            self.graph.plan.nodes[index].at = at + self.graph.beings[cell.creature].offset;
        }
    }

    /// Undoes or redoes a step.
    pub fn shift(&mut self, world: &mut World, back: bool) {
        let done = if back { History::undo(world) } else { History::redo(world) };
        if done {
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
