//! The canvas as an editor: what is under way on it, what the pointer does, what commands do.

use crate::edit::NeuronKey;
use crate::edit::parts::Part;
use bevy::math::Vec2;
use bevy_egui::egui::Pos2;

/// What a drag does.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Drag {
    /// Nothing.
    #[default]
    None,
    /// Moves the selected neurons.
    Move,
    /// Draws a link from a neuron.
    Link(NeuronKey),
    /// Draws a link from a part of a body.
    Port(Part),
    /// Draws a box around neurons, from a point of the screen.
    Marquee(Pos2),
}

/// What the canvas remembers.
#[derive(Clone, Debug)]
pub struct Canvas {
    /// What the drag under way does.
    pub drag: Drag,
    /// Class of neurons that are added; empty for none.
    pub class: String,
    /// How many steps away from the selected neurons links are lit.
    pub depth: u32,
    /// Whether neurons that have been silent for ten seconds are dimmed.
    pub dim_silent: bool,
    /// The neuron that is being renamed, and its name as typed so far.
    pub rename: Option<(NeuronKey, String)>,
    /// What was copied last, as text: for where the system has no clipboard.
    pub copied: String,
    /// Where the pointer was last on the canvas.
    pub pointer: Option<Vec2>,
    /// Places to which neurons glide: what a layout has asked for.
    pub glide: Option<crate::window::commands::Glide>,
}

impl Default for Canvas {
    fn default() -> Self {
        Self {
            drag: Drag::None,
            class: String::new(),
            depth: 1,
            dim_silent: false,
            rename: None,
            copied: String::new(),
            pointer: None,
            glide: None,
        }
    }
}
