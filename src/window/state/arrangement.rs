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

/// How the window is arranged.
#[derive(Resource, Clone, Debug)]
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
    /// Views without buttons and hints: for pictures.
    pub plain: bool,
    /// Whether the scene has no body at all.
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
            plain: false,
            bodiless: false,
        }
    }
}

impl Arrangement {
    /// A scene begins. What has no body has no place in the world: its network takes the whole middle.
    pub fn suit(&mut self, embodied: bool) {
        self.layout = match self.layout {
            Layout::Both if !embodied => Layout::Network,
            Layout::Network if embodied && self.bodiless => Layout::Both,
            layout => layout,
        };
        self.bodiless = !embodied;
    }
}
