//! How the window is arranged: what is open in it, and how large.

use crate::window::paint::panes::Panes;
use bevy::ecs::prelude::*;
use serde::{Deserialize, Serialize};

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

/// Share of the world in the middle, until it is dragged.
pub const SPLIT: f32 = 0.52;

/// How the window is arranged: what of it is not of the moment is remembered from one day to the next.
#[derive(Resource, Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Arrangement {
    /// How the middle is shared.
    pub layout: Layout,
    /// Share of the world in the middle.
    pub split: f32,
    /// How large the panels are.
    pub panes: Panes,
    /// Whether the list of neurons is open.
    pub list: bool,
    /// Whether the inspector is open.
    pub inspector: bool,
    /// Whether the plot is open.
    pub plot: bool,
    /// Whether the table of neurons is open.
    pub table: bool,
    /// Views without buttons and hints: for pictures.
    #[serde(skip)]
    pub plain: bool,
    /// Whether the scene has no body at all.
    #[serde(skip)]
    pub bodiless: bool,
}

impl Default for Arrangement {
    fn default() -> Self {
        Self {
            layout: Layout::default(),
            split: SPLIT,
            panes: Panes::default(),
            list: true,
            inspector: true,
            plot: true,
            table: false,
            plain: false,
            bodiless: false,
        }
    }
}

impl Arrangement {
    /// Another scene, or one that was changed. What has no body has no place in the world: its network takes the
    /// whole middle.
    pub fn suit(&mut self, embodied: bool) {
        self.layout = match self.layout {
            Layout::Both if !embodied => Layout::Network,
            Layout::Network if embodied && self.bodiless => Layout::Both,
            layout => layout,
        };
        self.bodiless = !embodied;
    }

    /// Lets the world be seen, beside the network where that was alone.
    pub fn show_world(&mut self) {
        self.no_longer_alone(Layout::Network);
    }

    /// Lets the network be seen, beside the world where that was alone.
    pub fn show_network(&mut self) {
        self.no_longer_alone(Layout::World);
    }

    fn no_longer_alone(&mut self, alone: Layout) {
        if self.layout == alone {
            self.layout = Layout::Both;
        }
    }

    /// With every number where it makes sense.
    #[must_use]
    pub fn sound(mut self) -> Self {
        self.split = if self.split.is_finite() { self.split.clamp(0.15, 0.85) } else { SPLIT };
        self.panes = self.panes.sound();
        self
    }
}
